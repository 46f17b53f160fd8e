from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, Finding, Good, Severity, UrlRule

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict


class UnverifiableUrl(UrlRule):
    """A URL whose server answers, but not to programs: 401, 403, 429, 999, a wall against bots.

    Asks the servers, so it needs `--online`.

    ## Why it matters

    Nothing is proved against the link: most of these pages open in a browser. But nothing is proved for it either, so
    somebody has to look now and then.

    ## How to fix

    Open the link. If the host always answers like this, accept its status (`accept = [403]` under `links.hosts` in the
    configuration) or leave it out (`links.skip`).

    ## Known limits

    A page that is really gone behind such a wall is not found.
    """

    severity = Severity.INFO

    def judge(self, document: Document, link: Link, verdict: Verdict) -> Iterable[Finding]:
        from seedlint.rules.links._online import said
        from seedlint.verdict import VerdictClass

        if verdict.cls is VerdictClass.UNVERIFIABLE:
            yield Finding(
                link.span,
                said(link, "cannot be verified", verdict),
                help="open it in a browser to see whether it works",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        from seedlint.verdict import Verdict, VerdictClass

        def walled(code: str, reason: str, status: int) -> Verdict:
            return Verdict("", VerdictClass.UNVERIFIABLE, code, reason, status)

        fine = Verdict("", VerdictClass.OK, "answered", "it is there", 200)
        gone = Verdict("", VerdictClass.DEAD, "not-found", "404 Not Found, twice", 404)
        return (
            Good("[Profil](https://netz.pegel.de/in/anna)\n", verdicts={"https://netz.pegel.de/in/anna": fine}),
            Good("[Profil](https://netz.pegel.de/in/otto)\n", verdicts={"https://netz.pegel.de/in/otto": gone}),
            Good("---\nwebUrl: https://netz.pegel.de/\n---\nText.\n", verdicts={}),
            Bad(
                "[Profil](⟦https://netz.pegel.de/in/ida⟧)\n",
                messages=('"https://netz.pegel.de/in/ida" cannot be verified: status 999, which some sites tell bots',),
                verdicts={
                    "https://netz.pegel.de/in/ida": walled("refused", "status 999, which some sites tell bots", 999),
                },
            ),
            Bad(
                "---\nwebUrl: ⟦https://daily.tide.press/a⟧\n---\nText.\n",
                verdicts={"https://daily.tide.press/a": walled("bot-wall", "403 and a wall against bots", 403)},
            ),
            Bad(
                "См. <⟦https://priliv.press/1⟧>\n",
                verdicts={"https://priliv.press/1": walled("rate-limited", "429 Too Many Requests to the end", 429)},
            ),
        )  # fmt: skip
