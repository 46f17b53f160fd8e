from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.url import Defect, flawed_links
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class InvalidHost(DocumentRule):
    """A URL whose host can be neither a name in the DNS nor an IP address.

    Reported are empty labels (`a..example.com`), labels over 63 and names over 253 characters, hosts that end in a
    number and are no IPv4 address (`256.1.1.1`), domains with an underscore or with a hyphen at an end (`my_shop.com`),
    characters that no name contains, and international names that cannot be encoded.

    ## Why it matters

    No network and no time will make such a link work: the address is a typing error or the rest of a template.

    ## How to fix

    Correct the host name. Where it is meant as a placeholder, use a name that is reserved for that, like `example.com`.

    ## Known limits

    Nothing is looked up: a well-formed name need not exist. Single names (`localhost`, `intranet`) are right. Below a
    registered domain any label resolves, so `foo_bar.example.com` is right, too. International names of symbols
    (`☃.net`) are let pass: IDNA 2008 forbids them, but they resolve.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        for link, flaw in flawed_links(document):
            if flaw.defect is Defect.HOST:
                yield Finding(link.span, flaw.message, help=flaw.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Some programs take https://example.org@Token=value for a header of the request.\n", path="uscan.txt"),
            Good("See http://localhost:3000/, http://intranet/, http://10.0.0.1/ and https://foo_bar.example.com.\n"),
            Good("---\nurl: https://bücher.example/\n---\n[a](https://xn--bcher-kva.example/) http://[::1]:8080/\n"),
            Bad("---\nurl: ⟦https://www..example.com/story⟧\n---\nText.\n"),
            Bad(
                "Open ⟦http://256.1.1.1/⟧ in a browser.\n",
                messages=('the host "256.1.1.1" cannot exist: it ends in a number, but is no IPv4 address',),
            ),
            Bad("Shop at [our site](⟦https://big_shop.com/sale⟧).\n"),
            Bad('<a href="⟦https://xn--0.com/⟧">x</a>\n'),
        )
