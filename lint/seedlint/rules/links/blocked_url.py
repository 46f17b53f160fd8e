from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, Finding, Good, Severity, UrlRule

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict


class BlockedUrl(UrlRule):
    """A URL that seedlint refuses to ask for: a private address, an unusual port, a name inside a network.

    Needs `--online`. The check is made on the address that would be dialled, so a public name or a redirect that
    leads to a private address is refused as well.

    ## Why it matters

    Readers outside of that network cannot open the link. And documents come from anyone: a program that fetches what
    they name must not be talked into reading the services around it.

    ## How to fix

    Link to something public. If the collection is internal and the links are meant, open single hosts on the command
    line: `--allow-private wiki.corp:443`. That is no key of the configuration, because a pull request can change those.

    ## Known limits

    What stands behind a refused URL is not looked at, so a dead one is not found.
    """

    severity = Severity.INFO

    def judge(self, document: Document, link: Link, verdict: Verdict) -> Iterable[Finding]:
        from seedlint.rules.links._online import said
        from seedlint.verdict import VerdictClass

        if verdict.cls is VerdictClass.BLOCKED:
            advice = "if it is meant, open it on the command line: --allow-private HOST:PORT"
            yield Finding(link.span, said(link, "was not asked for", verdict), help=advice)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        from seedlint.verdict import Verdict, VerdictClass

        def refused(code: str, reason: str) -> Verdict:
            return Verdict("", VerdictClass.BLOCKED, code, reason)

        fine = Verdict("", VerdictClass.OK, "answered", "it is there", 200)
        unasked = Verdict("", VerdictClass.SKIPPED, "skipped", "the configuration leaves it out")
        return (
            Good("[Wiki](https://wiki.tide-office.org/)\n", verdicts={"https://wiki.tide-office.org/": fine}),
            Good("[Wiki](https://wiki.tide-office.org/1)\n", verdicts={"https://wiki.tide-office.org/1": unasked}),
            Good("[Wiki](../wiki/start.md) et `http://10.0.0.5/`\n", verdicts={}),
            Bad(
                "[Wiki](⟦http://10.0.0.5/start⟧)\n",
                messages=('"http://10.0.0.5/start" was not asked for: 10.0.0.5 is a private address',),
                verdicts={"http://10.0.0.5/start": refused("private-address", "10.0.0.5 is a private address")},
            ),
            Bad(
                "---\nwebUrl: ⟦http://tide-office.org:6379/⟧\n---\nText.\n",
                verdicts={"http://tide-office.org:6379/": refused("port", "port 6379 is no port of the web")},
            ),
            Bad(
                "Voir <⟦http://imprimante.local/⟧>\n",
                verdicts={"http://imprimante.local/": refused("special-name", "imprimante.local is a local name")},
            ),
        )  # fmt: skip
