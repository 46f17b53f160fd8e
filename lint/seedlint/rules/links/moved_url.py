from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, Edit, Finding, Fix, Good, Severity, UrlRule
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.verdict import Verdict

_PLAIN = lazy_pattern(r"https?://[\w.:-]++(?:[/?#][\w.~:/?#@!$&+;=%,-]*+)?+", 256)
"""URLs that can be written anywhere as they are: in YAML, in quotes, between parentheses (256: ASCII)."""
_REFERENCE = lazy_pattern(r"&\w++;")


class MovedUrl(UrlRule):
    """A URL that redirects for good (301, 308), so that the document should name the new one.

    Asks the servers, so it needs `--online`. Temporary redirects (302, 303, 307) are what they are and not reported,
    unless they lead from a page to the front page of a site: there the page itself is probably gone.

    ## Why it matters

    Redirects are kept for a while and then forgotten; today the new URL is still known. Each also costs readers a
    request, and a link that says `http://` a first one without encryption.

    ## How to fix

    Write the new URL. Where the redirect leads to the front page, look for the page under its title.

    ## Known limits

    A site may redirect all its old URLs to pages that are only similar.

    ## Fix safety

    The fix writes the new URL; it is safe, because it is offered only where every redirect on the way is permanent, the
    page at the end answered, and the site is the same (the registrable domain). A URL at another site is only told.
    """

    severity = Severity.INFO

    def judge(self, document: Document, link: Link, verdict: Verdict) -> Iterable[Finding]:
        from seedlint.document.host import shown
        from seedlint.verdict import VerdictClass

        if verdict.cls not in (VerdictClass.OK, VerdictClass.MOVED):
            return
        target, new = shown(link.target), verdict.moved_to
        if verdict.code == "redirect-to-home":
            message = f"{target} redirects to the front page {shown(verdict.final_url)}, as sites do with lost pages"
            yield Finding(link.span, message, help="open it, and look for the page under its title")
        elif verdict.cls is VerdictClass.MOVED and new:
            fix = _fix(document, link, new) if verdict.permanent else None
            yield Finding(link.span, f"{target} has moved for good, to {shown(new)}", fix=fix, help=f"write {new}")

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        from seedlint.verdict import Verdict, VerdictClass

        def moved(old: str, new: str, code: str = "moved") -> dict[str, Verdict]:
            return {old: Verdict(old, VerdictClass.MOVED, code, "it has moved", 200, new, new, permanent=True)}

        def sent_on(old: str, new: str, code: str = "ok") -> dict[str, Verdict]:
            return {old: Verdict(old, VerdictClass.OK, code, "it is there", 200, new)}

        fine = Verdict("", VerdictClass.OK, "answered", "it is there", 200)
        old, new = "http://pegel.de/karte", "https://www.pegel.de/karte"
        return (
            Good(f"Siehe [die Karte]({new}).\n", verdicts={new: fine}),
            Good(f"Siehe [heute]({old}).\n", verdicts=sent_on(old, "https://www.pegel.de/2026/11/22")),
            Good(f"---\nwebUrl: {old}\n---\nText.\n", verdicts={}),
            Bad(
                f"Siehe [die Karte](⟦{old}#nord⟧).\n",
                fixed=f"Siehe [die Karte]({new}#nord).\n",
                messages=(f'"{old}#nord" has moved for good, to "{new}"',),
                verdicts={f"{old}#nord": moved(old, new)[old]},
            ),
            Bad(
                f'---\nwebUrl: "⟦{old}⟧"\n---\nText.\n',
                fixed=f'---\nwebUrl: "{new}"\n---\nText.\n',
                verdicts=moved(old, new),
            ),
            Bad("Vu sur <⟦http://marees.fr/1⟧>.\n", verdicts=moved("http://marees.fr/1", "https://ports.org/m/1")),
            Bad(
                "潮位は⟦https://shio.jp/2019/3⟧を参照。\n",
                messages=(
                    '"https://shio.jp/2019/3" redirects to the front page "https://shio.jp/", '
                    "as sites do with lost pages",
                ),
                verdicts=sent_on("https://shio.jp/2019/3", "https://shio.jp/", "redirect-to-home"),
            ),
        )


def _fix(document: Document, link: Link, moved_to: str) -> Fix | None:
    """The new URL in place of the old one, where it can be written there and is of the same site."""
    address, mark, fragment = link.target.partition("#")
    new = moved_to + (mark + fragment if "#" not in moved_to else "")
    if link.span.of(document.text) != link.target or not _PLAIN.fullmatch(new) or not _same_site(address, new):
        return None
    if _REFERENCE.search(new) and not link.key_path:  # what begins like a character reference in Markdown or HTML
        return None
    if "," in new and link.key_path:  # which ends a plain value in a list of YAML in one line
        return None
    return Fix(f"write {new}", (Edit(link.span, new),))


def _same_site(old: str, new: str) -> bool:
    """Whether two URLs are of the same registrable domain."""
    from urllib.parse import urlsplit

    first, second = (urlsplit(url).hostname or "" for url in (old, new))
    if first.removeprefix("www.") == second.removeprefix("www."):
        return True
    from seedlint.document.domain import registrable_domain  # the list of suffixes is large

    return registrable_domain(first) == registrable_domain(second)
