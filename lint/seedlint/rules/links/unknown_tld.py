from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.domain import is_known_tld, nearest_tld
from seedlint.document.host import shown
from seedlint.document.link_syntax import LinkKind
from seedlint.document.targets import targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity
from seedlint.text.pattern import lazy_pattern

_IN_TEXT = (LinkKind.BARE, LinkKind.AUTOLINK)
_STAND_IN = lazy_pattern(
    r"(?:.*[.-])?(?:host|hostname|server|servername|domain|domainname|tld|url|here|foo|foobar|bar|baz|qux|xxx|yyy|abc|xyz|"
    r"fqdn|ip|address|addr|port|path|example\d*|your.*|my.*|some.*|dummy|fake|stub|mock|node|node\d+|service|namespace|ns|"
    r"apps?|prod|staging|stage|qa|uat|intra|priv|domain\d*|host\d*|server\d*|machine|remote|proxy|vm|cluster.*|ltd\d|\w)"
)
_NAME = lazy_pattern(r"[a-z]{2,}(?:-[a-z]+)*|xn--[a-z0-9-]+|[^\x00-\x7f]+")


class UnknownTld(DocumentRule):
    """A URL whose host ends in no top-level domain that exists: `lampstreet.con`.

    ## Why it matters

    The name cannot be resolved, on no network that everybody reaches: the end of the host is misspelt, or cut off, or
    grown together with the text after it.

    ## How to fix

    Correct the end of the host. For hosts that are made up, use a name that is reserved for it, like `example.com`.

    ## Known limits

    The list of domains is that of the installed `publicsuffixlist`; a domain that is newer is not in it. Names for
    private use (`.local`, `.internal`, `.test`, `.example`, `.onion` and others) are right, and so are single names and
    names that are plainly stand-ins (`your.host`). In running text a host that ends in an unknown domain is often a
    stand-in, too, and only worth a look.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        for origin, members in targets(document).origins.items():
            host = origin.partition("://")[2]
            if is_known_tld(host):
                continue
            last = host.rstrip(".").rpartition(".")[2]
            if _STAND_IN.fullmatch(last) or not _NAME.fullmatch(last) or "_" in host or ".." in host or host[0] == ".":
                continue
            near = nearest_tld(last)
            advice = f"did you mean {shown(near)}?" if near else "correct the end of the host"
            for link in members:
                is_sure = near is not None or link.kind not in _IN_TEXT
                yield Finding(
                    link.span,
                    f"the host {shown(host)} ends in {shown(last)}, which is no top-level domain",
                    help=advice,
                    severity=None if is_sure else Severity.INFO,
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nurl: https://lampstreet.org/last\n---\n[a](https://museum.london/) [b](https://例子.中国/) http://nas.local/\n"
            ),
            Good(
                "See http://intranet/, http://10.0.0.1/, http://web.test/, http://api.internal/ and https://xyz.onion/.\n"
            ),
            Good("[Server](https://ihr.server/a) und <http://your.host/path>, https://{tenant}.example.cloud/.\n"),
            Bad(
                "---\nwebUrl: ⟦https://lampstreet.con/last⟧\n---\nText.\n",
                messages=('the host "lampstreet.con" ends in "con", which is no top-level domain',),
            ),
            Bad("Đọc [bài này](⟦https://baochi.vnn/tin⟧) trước.\n"),
            Bad("<⟦https://www.lampstreet.ogr/⟧>\n"),
        )
