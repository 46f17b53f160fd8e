from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, Finding, Good, Severity, UrlRule

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict


class UnstableUrl(UrlRule):
    """A URL that gave no usable answer in this run: an error of the server, a timeout, a broken connection.

    Asks the servers, so it needs `--online`. Each URL is tried twice, the second time at the end of the run.

    ## Why it matters

    The page may be back in an hour, or its server may be dying. One run cannot tell; what fails again and again,
    in three runs over seven days, is reported as [dead-url](dead-url.md) instead.

    ## How to fix

    Open the link. If it works, there is nothing to do. If not, wait for the next run or look for another source.

    ## Known limits

    A site that lets programs wait until they give up looks like one that is down.
    """

    severity = Severity.WARNING

    def judge(self, document: Document, link: Link, verdict: Verdict) -> Iterable[Finding]:
        from seedlint.rules.links._online import is_lasting, said
        from seedlint.verdict import VerdictClass

        if verdict.cls is VerdictClass.UNSTABLE and not is_lasting(verdict):
            advice = "open it: if it works, there is nothing to do; the next run will tell whether it stays so"
            yield Finding(link.span, said(link, "did not answer as it should", verdict), help=advice)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        from seedlint.verdict import Verdict, VerdictClass

        def failed(code: str, reason: str, status: int | None = None) -> Verdict:
            return Verdict("", VerdictClass.UNSTABLE, code, reason, status, checked_at=1_800_000_000, bad_runs=1)

        fine = Verdict("", VerdictClass.OK, "answered", "it is there", 200)
        gone = Verdict("", VerdictClass.DEAD, "not-found", "404 Not Found, twice", 404)
        old = failed("timeout", "no answer in 20 seconds")._replace(bad_runs=5, first_seen_bad=1_790_000_000)
        return (
            Good("Read [the log](https://log.tide-office.org/).\n", verdicts={"https://log.tide-office.org/": fine}),
            Good("Read [the log](https://log.tide-office.org/1).\n", verdicts={"https://log.tide-office.org/1": gone}),
            Good("Leer [el registro](https://mareas.red/).\n", verdicts={"https://mareas.red/": old}),
            Bad(
                "Read [the log](⟦https://log.tide-office.org/2⟧).\n",
                messages=(
                    '"https://log.tide-office.org/2" did not answer as it should: 503 Service Unavailable',
                ),
                verdicts={
                    "https://log.tide-office.org/2": failed("server-error", "503 Service Unavailable", 503),
                },
            ),
            Bad(
                "---\nwebUrl: ⟦https://pegel-nord.de/heute⟧\n---\nText.\n",
                verdicts={"https://pegel-nord.de/heute": failed("timeout", "no answer in 20 seconds")},
            ),
            Bad(
                "Tài liệu: <⟦https://thuytrieu.vn/bang⟧>.\n",
                verdicts={"https://thuytrieu.vn/bang": failed("connection-reset", "the connection was reset")},
            ),
        )  # fmt: skip
