from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.url import Defect, flawed_links
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class MalformedUrl(DocumentRule):
    """An absolute URL that cannot be parsed: wrong slashes, no host, an impossible port, brackets in the host.

    Looks at the URLs of schemes with a host (`http`, `https`, `ftp`, `ws`, `wss`) in front matter, in links and images,
    in reference definitions, in autolinks and bare URLs, and in the `href` and `src` of HTML tags. Code is left alone.

    ## Why it matters

    Browsers refuse such a link, or repair it to something that nobody has checked (`https:/example.com` is a path on
    the reader's own site). Programs that read the metadata fail on it, some only in production.

    ## How to fix

    Write the URL as `https://host/path`, with two slashes, a host, and a port between 0 and 65535 if any.

    ## Known limits

    URLs that hold the marks of a template (`{{ site }}`, `${HOST}`, `<host>`, `...`) are not judged. Wrong percent
    escapes in the path (`%zz`) are not reported, because browsers and servers take them as they are. White space, a
    missing scheme and a host that cannot exist have rules of their own.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        for link, flaw in flawed_links(document):
            if flaw.defect is Defect.MALFORMED:
                yield Finding(link.span, flaw.message, help=flaw.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\nurl: https://news.example.com:8443/2024/05/report?id=7#top\n---\nText.\n"),
            Good("---\nurl: /about/\nlink: docs/readme.md\n---\nSee [the notes](../notes.md#top) and `https:/code`.\n"),
            Good("Call https://{region}.api.example.com/ with [a token](https://${HOST}/login).\n"),
            Bad("---\nurl: ⟦https:/example.com/story⟧\n---\nText.\n"),
            Bad("Read [the report](⟦https:///reports/2024⟧).\n"),
            Bad("The proxy is at ⟦http://proxy.example.com:80800/⟧ today.\n"),
            Bad(
                '<img src="⟦http://⟧" alt="">\n',
                messages=('the URL "http://" is not complete: http:// must be followed by a host',),
            ),
        )
