from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Directive, DirectiveRule, Finding, Good, Outcome, Severity


class UnknownRule(DirectiveRule):
    """A `seedlint:` comment that names a rule which does not exist.

    ## Why it matters

    The comment does nothing, and nobody notices as long as nothing is found there: it looks as if the place had been
    judged and accepted.

    ## How to fix

    Correct the name. A comment takes what `select` takes: the name of a rule, that of a family, or `all`
    (`seedlint rules` lists them).
    """

    severity = Severity.ERROR

    def judge(self, directive: Directive, outcome: Outcome) -> Iterable[Finding]:
        for name in directive.names:
            if name.text not in outcome.known:
                from seedlint.schema.suggest import closest  # only mistakes need it

                near = closest(name.text, outcome.known)
                hint = f"; did you mean '{near}'?" if near else ""
                yield Finding(
                    name.span,
                    f"there is no rule or family '{name.text}'{hint}",
                    help=None if near else "seedlint rules lists what there is",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: CafÃ© opens # seedlint: ignore[mojibake] a quotation\n---\nIt has opened.\n"),
            Good("<!-- seedlint: file-ignore[links, all] -->\n\nWhatever stands here.\n"),
            Bad(
                "---\ntitle: CafÃ© opens # seedlint: ignore[⟦mojibak⟧] a quotation\n---\nIt has opened.\n",
                messages=("there is no rule or family 'mojibak'; did you mean 'mojibake'?",),
            ),
            Bad(
                "Come in. <!-- seedlint: ignore[⟦empty_body⟧, ⟦MD013⟧] -->\n",
                messages=(
                    "there is no rule or family 'empty_body'; did you mean 'empty-body'?",
                    "there is no rule or family 'MD013'",
                ),
            ),
            Bad(
                "+++\n# seedlint: disable[⟦missing key⟧]\ntitle = 'Harbour'\n+++\nThe harbour has opened.\n",
                messages=("there is no rule or family 'missing key'; did you mean 'missing-key'?",),
            ),
        )
