from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import (
    Applicability,
    Bad,
    Directive,
    DirectiveRule,
    Edit,
    Finding,
    Fix,
    Good,
    Outcome,
    Related,
    Severity,
    Verb,
)


class UnusedSuppression(DirectiveRule):
    """A `seedlint:` comment that suppresses nothing, wholly or in one of its names.

    The finding covers the comment, or the first of the names that do nothing where others do something. An `enable`
    is unused where nothing of that name was disabled before.

    ## Why it matters

    Whoever reads the comment believes that something is wrong there. And it waits: the next real defect of that kind
    in its place is hidden from the start.

    ## How to fix

    Remove the comment, or the name.

    ## Known limits

    Only rules that were applied are judged: with `--select encoding` no other comment is called unused, and a family
    or `all` only where all of its rules were applied. Rules that ask the JSON Schema are not judged where no schema is
    bound to the document or its front matter cannot be read.

    Of two comments that suppress the same finding the nearer one counts as used: that of the line before the range,
    the range before the file.

    ## Fix safety

    A comment changes nothing but what is reported, so that it can be removed safely. Where text follows an HTML
    comment at the beginning of its line, the fix is unsafe: Markdown reads such a line in another way without it.
    """

    severity = Severity.WARNING

    def judge(self, directive: Directive, outcome: Outcome) -> Iterable[Finding]:
        unused = outcome.unused
        if not unused:
            return
        named = ", ".join(f"'{name.text}'" for name in unused)
        whole = len(unused) == len(directive.names)
        if directive.verb is Verb.ENABLE:
            message, advice = f"{named} {'was' if len(unused) == 1 else 'were'} not disabled before", None
        elif len(outcome.idle) == len(unused):
            message = f"no comment suppresses findings of {named}"
            advice = "only the configuration can: they are about the comments themselves"
        else:
            message, advice = f"nothing of {named} is found where '{directive.word}' would suppress it", None
        related = [] if whole else [Related(name.span, "this does nothing either") for name in unused[1:]]
        yield Finding(
            directive.span if whole else unused[0].span, message, tuple(related), _fix(directive, outcome), advice
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: CafÃ© opens # seedlint: ignore[mojibake] a quotation\n---\nIt has opened.\n"),
            Good("---\ntitle: Harbour opens\n# seedlint: ignore[empty-body] the text comes in May\n---\n"),
            Good("<!-- seedlint: file-ignore[encoding] a lesson about encodings -->\n\nCafÃ© is misread.\n"),
            Good(
                "<!-- seedlint: disable[mojibake] -->\n\nCafÃ© here,\n\ncafÃ© there.\n\n"
                "<!-- seedlint: enable[mojibake] -->\n"
            ),
            Bad(
                "---\ntitle: Café opens ⟦# seedlint: ignore[mojibake] a quotation⟧\n---\nIt has opened.\n",
                fixed="---\ntitle: Café opens\n---\nIt has opened.\n",
                messages=("nothing of 'mojibake' is found where 'ignore' would suppress it",),
            ),
            Bad(
                "---\n# seedlint: ignore[⟦duplicate-key⟧, mojibake] a quotation\ntitle: CafÃ© opens\n---\nIt has.\n",
                fixed="---\n# seedlint: ignore[mojibake] a quotation\ntitle: CafÃ© opens\n---\nIt has.\n",
            ),
            Bad(
                "The café has opened.\n\n⟦<!-- seedlint: enable[mojibake] -->⟧\n\nCome in.\n",
                fixed="The café has opened.\n\n\nCome in.\n",
                messages=("'mojibake' was not disabled before",),
            ),
            Bad(
                "⟦<!-- seedlint: file-ignore[unknown-rule] -->⟧\nCome in.\n",
                fixed="Come in.\n",
                messages=("no comment suppresses findings of 'unknown-rule'",),
            ),
        )


def _fix(directive: Directive, outcome: Outcome) -> Fix:
    kept = [name.text for name in directive.names if name not in outcome.unused]
    if kept:
        return Fix("remove what does nothing", (Edit(directive.listed, ", ".join(kept)),))
    applicability = Applicability.UNSAFE if directive.alters else Applicability.SAFE
    return Fix("remove the comment", (directive.removal,), applicability)
