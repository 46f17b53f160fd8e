from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, Finding, Good, Severity, UrlRule

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict


class DeadUrl(UrlRule):
    """A URL at which nothing is any more: 404 or 410, a host that does not exist, redirects in a circle.

    Asks the servers, so it needs `--online`. It speaks only when two tries agree. A URL that has failed in any other
    way (timeouts, errors of the server) is dead, too, once it has done so in three runs in a row over seven days;
    seedlint keeps a history for that.

    ## Why it matters

    Readers who follow the link find an error page. Programs that fetch the page later, to render a card or to build a
    corpus, get an error page as well, and may take it for content.

    ## How to fix

    Look for the page under its title and write the new URL, link to a copy in a web archive (`--archive` looks for
    one), or remove the link. Where a site answers 404 to programs only, accept that status for the host: `accept =
    [404]` under `links.hosts` in the configuration.

    ## Known limits

    A site that answers 200 with a page that says "not found" is taken at its word.
    """

    severity = Severity.ERROR

    def judge(self, document: Document, link: Link, verdict: Verdict) -> Iterable[Finding]:
        from seedlint.rules.links._online import is_lasting, said, with_archive
        from seedlint.verdict import VerdictClass

        if verdict.cls in (VerdictClass.DEAD, VerdictClass.DNS):
            advice = "link to where the page is now, or remove the link"
            yield Finding(link.span, said(link, "is dead", verdict), help=with_archive(verdict, advice))
        elif verdict.cls is VerdictClass.UNSTABLE and is_lasting(verdict):
            days = int((verdict.checked_at - (verdict.first_seen_bad or 0)) // 86_400)
            what = f"has failed for {days} days ({verdict.bad_runs} runs)"
            advice = "if the site is gone, link to where the page is now, or remove the link"
            yield Finding(link.span, said(link, what, verdict), help=with_archive(verdict, advice))

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        from seedlint.verdict import Verdict, VerdictClass

        def known(cls: VerdictClass, code: str, reason: str, status: int | None = None, **more: float) -> Verdict:
            return Verdict("", cls, code, reason, status, checked_at=1_800_000_000, **more)  # type: ignore[arg-type]

        fine = known(VerdictClass.OK, "answered", "it is there", 200)
        gone = known(VerdictClass.DEAD, "not-found", "404 Not Found, twice", 404)
        nobody = known(VerdictClass.DNS, "name-not-found", "the host does not exist")
        shy = known(VerdictClass.UNVERIFIABLE, "forbidden", "403 Forbidden", 403)
        slow = known(VerdictClass.UNSTABLE, "timeout", "no answer in 20 seconds")
        late = slow._replace(bad_runs=4, first_seen_bad=1_800_000_000 - 9 * 86_400)
        return (
            Good("Read [the report](https://coast.tide-office.org/2024).\n", verdicts={
                "https://coast.tide-office.org/2024": fine}),
            Good("---\nwebUrl: https://members.tide-office.org/a\n---\nText.\n", verdicts={
                "https://members.tide-office.org/a": shy}),
            Good("Siehe [die Karte](https://karten.pegel.de/nord).\n", verdicts={"https://karten.pegel.de/nord": slow}),
            Bad(
                "Read [the report](⟦https://coast.tide-office.org/2019⟧).\n",
                messages=('"https://coast.tide-office.org/2019" is dead: 404 Not Found, twice',),
                verdicts={"https://coast.tide-office.org/2019": gone},
            ),
            Bad(
                '---\nimages:\n  - url: "⟦https://cdn.pegel-archiv.de/a.jpg⟧"\n---\nText.\n',
                verdicts={"https://cdn.pegel-archiv.de/a.jpg": nobody},
            ),
            Bad(
                "潮汐の記録は⟦https://shio.tide-office.jp/kiroku⟧にある。\n",
                messages=(
                    '"https://shio.tide-office.jp/kiroku" has failed for 9 days (4 runs): no answer in 20 seconds',
                ),
                verdicts={"https://shio.tide-office.jp/kiroku": late},
            ),
        )  # fmt: skip
