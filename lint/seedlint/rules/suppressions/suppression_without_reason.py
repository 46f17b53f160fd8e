from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Directive, DirectiveRule, Finding, Good, Outcome, Severity, Verb


class SuppressionWithoutReason(DirectiveRule):
    """A `seedlint:` comment that does not say why it suppresses something.

    Off by default: select it by its own name (`extend-select = ["suppression-without-reason"]`).

    ## Why it matters

    In a year nobody knows whether the comment hides a defect that was to be repaired later or something that is right
    as it is.

    ## How to fix

    Write the reason behind the bracket: `ignore[mojibake] quoted as it was printed`. An `enable` needs none.
    """

    severity = Severity.WARNING
    default = False

    def judge(self, directive: Directive, outcome: Outcome) -> Iterable[Finding]:
        if directive.names and not directive.reason and directive.verb is not Verb.ENABLE:
            yield Finding(
                directive.span,
                f"'{directive.word}' gives no reason",
                help=f"write it behind the bracket: {directive.word}[RULE] reason",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: CafÃ© opens # seedlint: ignore[mojibake] a quotation\n---\nIt has opened.\n"),
            Good(
                "<!-- seedlint: disable[encoding]: a lesson about encodings -->\n\nCafÃ© is misread.\n\n"
                "<!-- seedlint: enable[encoding] -->\n"
            ),
            Bad(
                "---\ntitle: CafÃ© opens ⟦# seedlint: ignore[mojibake]⟧\n---\nIt has opened.\n",
                messages=("'ignore' gives no reason",),
            ),
            Bad("⟦<!-- seedlint: file-ignore[encoding] -- -->⟧\n\nCafÃ© is misread.\n"),
        )
