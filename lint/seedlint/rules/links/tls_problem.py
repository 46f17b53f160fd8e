from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, Finding, Good, Severity, UrlRule

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict


class TlsProblem(UrlRule):
    """A URL whose host cannot prove who it is: an expired certificate, one for another host, an unknown issuer.

    Asks the servers, so it needs `--online`.

    ## Why it matters

    Browsers show a page full of warnings instead of the site, and most readers turn back. Programs refuse to connect.

    ## How to fix

    If the host has another name with a good certificate (with or without `www.`), link to that. Else tell the owner
    of the site; an expired certificate is often renewed within days.

    ## Known limits

    Some servers leave out the certificates between theirs and the issuer's. Browsers often know these; seedlint trusts
    what the system trusts and reports an unknown issuer.
    """

    severity = Severity.WARNING

    def judge(self, document: Document, link: Link, verdict: Verdict) -> Iterable[Finding]:
        from seedlint.rules.links._online import said
        from seedlint.verdict import VerdictClass

        if verdict.cls is VerdictClass.TLS:
            advice = "browsers warn of this site; link to another one, or tell its owner"
            yield Finding(link.span, said(link, "cannot be trusted", verdict), help=advice)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        from seedlint.verdict import Verdict, VerdictClass

        def broken(code: str, reason: str) -> Verdict:
            return Verdict("", VerdictClass.TLS, code, reason)

        fine = Verdict("", VerdictClass.OK, "answered", "it is there", 200)
        reset = Verdict("", VerdictClass.UNSTABLE, "connection-reset", "the connection was reset")
        return (
            Good("See [the map](https://karten.pegel.de/).\n", verdicts={"https://karten.pegel.de/": fine}),
            Good("See [the map](https://karten.pegel.de/1).\n", verdicts={"https://karten.pegel.de/1": reset}),
            Good("Mappa: https://carte.maree.it/ (a colori).\n", verdicts={}),
            Bad(
                "See [the map](⟦https://karten.pegel.de/2⟧).\n",
                messages=(
                    '"https://karten.pegel.de/2" cannot be trusted: the certificate expired on 2024-05-01',
                ),
                verdicts={
                    "https://karten.pegel.de/2": broken("certificate-expired", "the certificate expired on 2024-05-01"),
                },
            ),
            Bad(
                "---\noriginalUrl: ⟦https://maree.it/dati⟧\n---\nTesto.\n",
                verdicts={"https://maree.it/dati": broken("wrong-host", "the certificate is for another host")},
            ),
            Bad(
                "[표](⟦https://joseok.kr/pyo⟧)\n",
                verdicts={"https://joseok.kr/pyo": broken("unknown-issuer", "nobody known issued the certificate")},
            ),
        )  # fmt: skip
