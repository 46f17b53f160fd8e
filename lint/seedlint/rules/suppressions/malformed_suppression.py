from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.directives import VERBS
from seedlint.rules.base import Bad, Directive, DirectiveRule, Finding, Good, Outcome, Severity

_ELSEWHERE = {
    "ignore-file": "file-ignore",
    "disable-file": "file-ignore",
    "ignore-next-line": "ignore",
    "disable-next-line": "ignore",
    "disable-line": "ignore",
    "noqa": "ignore",
    "skip": "ignore",
    "allow": "ignore",
    "off": "disable",
    "on": "enable",
}
"""What other linters call it (ESLint, flake8, markdownlint, vale, yamllint)."""

_FORM = "the form is: seedlint: ignore[RULE, ...] reason"


class MalformedSuppression(DirectiveRule):
    """A comment that begins with `seedlint:` and cannot be understood.

    ## Why it matters

    It does nothing, although its author meant it to.

    ## How to fix

    Write one of the four directives, with the names of rules or families (or `all`) in brackets right after it and,
    if you like, a reason behind: `ignore[...]` for this line or, alone on its line, the next one; `disable[...]` and
    `enable[...]` around a stretch; `file-ignore[...]` for the document.

    ## Known limits

    A comment such as `seedlint: see the wiki`, whose first word has no bracket and resembles none of the four, is
    taken for a sentence.
    """

    severity = Severity.ERROR

    def judge(self, directive: Directive, outcome: Outcome) -> Iterable[Finding]:
        if directive.problem is None:
            return
        hint = ""
        if directive.verb is None:
            from seedlint.schema.suggest import closest  # only mistakes need it

            near = _ELSEWHERE.get(directive.word) or closest(directive.word, VERBS)
            if near is None and directive.listed.start == directive.listed.end:
                return
            hint = f"; did you mean '{near}'?" if near else f"; there are {', '.join(VERBS)}"
        yield Finding(directive.span, f"{directive.problem}{hint}", help=_FORM)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\n# seedlint: see the wiki for what is checked here\ntitle: Harbour opens\n---\nCome in.\n"),
            Good("Come in. <!-- seedlint: ignore[all] -->\n"),
            Bad(
                "---\ntitle: CafÃ© opens ⟦# seedlint: ignore mojibake⟧\n---\nIt has opened.\n",
                messages=("'ignore' names no rule",),
            ),
            Bad(
                "⟦<!-- seedlint: ignore-file[mojibake] -->⟧\n\nCome in.\n",
                messages=("there is no 'ignore-file'; did you mean 'file-ignore'?",),
            ),
            Bad(
                "+++\n⟦# seedlint: ignore[]⟧\ntitle = 'Harbour opens'\n+++\nCome in.\n",
                messages=("nothing stands between the brackets",),
            ),
            Bad(
                "Come in. ⟦<!-- seedlint: ingore[mojibake] -->⟧\n",
                messages=("there is no 'ingore'; did you mean 'ignore'?",),
            ),
        )
