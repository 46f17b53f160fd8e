from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.host import shown
from seedlint.document.targets import targets
from seedlint.rules.base import Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_NAMES = (
    r"(?:utm_[a-z_]++|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mc_[ce]id"
    r"|mkt_tok|_hsenc|_hsmi|__hstc|__hssc|__hsfp|hsctatracking|vero_id|oly_(?:anon|enc)_id|li_fat_id|rb_clickid|epik|_openstat)"
)
_PARTS = (
    *("utm_", "clid", "clsrc", "braid", "igsh", "mc_", "mkt_", "_hs", "hsct"),
    *("vero_", "oly_", "li_fat", "rb_", "epik", "_open"),
)
"""At least one of these occurs in each of the names."""
_ANYWHERE = lazy_pattern(rf"[?&;]{_NAMES}=", re.I)
_PARAMETER = lazy_pattern(rf"({_NAMES})=", re.I)
_SEPARATOR = lazy_pattern(r"(&(?:amp;)?)")
_SIGNED = lazy_pattern(r"[?&;](?:sig|signature|hmac|hash|x-amz-signature|token|policy)=|\?.*(?://|%2F)", re.I)


class TrackingParameter(DocumentRule):
    """A URL with parameters that only tell an advertiser where the reader came from: `utm_source`, `fbclid`, `gclid`.

    ## Why it matters

    The page is the same without them. With them one page has many URLs, so that duplicates are not seen, links grow
    unreadable, and readers are counted as visitors of somebody's campaign.

    ## How to fix

    Remove the parameters that the finding names. `--fix` does that.

    ## Fix safety

    The fix is safe: it removes these parameters and nothing else, so that the page is the same and only the count of
    its visitors changes. There is no fix where the URL holds another URL or a signature over its parameters.

    ## Known limits

    Only names that mean nothing else are known. `ref`, `source` or `from` may choose what a page shows.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        text = document.text
        asking = [link for link in targets(document).odd if "?" in link.target]
        queries = "\n".join([link.target for link in asking]).lower()
        if not any(part in queries for part in _PARTS):
            return
        for link in asking:
            if _ANYWHERE.search(link.target) is None:
                continue
            raw = link.span.of(text)
            start, end = raw.find("?") + 1, raw.find("#")
            query = Span(start, end if end >= 0 else len(raw))
            if not 0 < query.start < query.end:
                continue
            names = [
                each.group(1) for each in map(_PARAMETER.match, _SEPARATOR.split(query.of(raw))) if each is not None
            ]
            if names:
                yield Finding(
                    link.span,
                    f"the URL {shown(link.target)} carries tracking parameters: {', '.join(dict.fromkeys(names[:9]))}",
                    fix=None if _SIGNED.search(raw, start - 1) else _fix(raw, query, link.span.start),
                    help="remove these parameters: the page is the same without them",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\nurl: https://lampstreet.org/last?id=7&page=2\n---\n`https://lampstreet.org/?utm_source=x`\n"),
            Good("[a](https://lampstreet.org/utm_source=x) [b](https://lampstreet.org/?ref=home&source=nav)\n"),
            Good("Le paramètre `utm_campaign` : voir https://lampstreet.org/?q=utm_campaign et ?fbclid.\n"),
            Bad(
                "---\nwebUrl: ⟦https://lampstreet.org/last?utm_source=rss&id=7&utm_medium=feed#top⟧\n---\nText.\n",
                "---\nwebUrl: https://lampstreet.org/last?id=7#top\n---\nText.\n",
                (
                    'the URL "https://lampstreet.org/last?utm_source=rss&id=7&utm_medium=feed#top" carries tracking '
                    "parameters: utm_source, utm_medium",
                ),
            ),
            Bad(
                "Đọc [tin](⟦https://baochi.vn/tin?fbclid=IwAR0x⟧) và [bài](⟦https://baochi.vn/bai?a=1&amp;gclid=C0⟧).\n",
                "Đọc [tin](https://baochi.vn/tin) và [bài](https://baochi.vn/bai?a=1).\n",
            ),
            Bad("<⟦https://lampstreet.org/r?url=https://a.org/b&utm_source=c⟧>\n"),
        )


def _fix(raw: str, query: Span, offset: int) -> Fix:
    """What writes the query without the parameters, and leaves out the ``?`` where nothing is left."""
    pieces = _SEPARATOR.split(query.of(raw))  # parameters at even, separators at odd indexes
    kept = ""
    for index in range(0, len(pieces), 2):
        if _PARAMETER.match(pieces[index]) is None:
            kept += (pieces[index - 1] if kept else "") + pieces[index]
    edit = Edit(query.shifted(offset), kept) if kept else Edit(Span(offset + query.start - 1, offset + query.end), "")
    return Fix("remove the tracking parameters", (edit,))
