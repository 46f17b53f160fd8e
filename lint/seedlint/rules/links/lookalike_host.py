from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.host import shown
from seedlint.document.lookalikes import explain_lookalike
from seedlint.document.targets import targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class LookalikeHost(DocumentRule):
    """A host that looks like another one: letters of several scripts in one name, or letters that copy Latin ones.

    Names in Punycode (`xn--...`) are decoded first. Reported are labels that mix Latin with Cyrillic or Greek letters,
    labels that consist of nothing but letters which look like Latin ones (`аррӏе`), and characters that browsers
    silently replace or drop (full-width letters, soft hyphens, other dots).

    ## Why it matters

    The link seems to lead to a well-known site and leads to somebody else's. Nobody registers such names but to
    deceive; and where it is an accident of typing or of a broken font, the link is dead.

    ## How to fix

    Type the host anew with the letters of one script, and open the link to see where it leads.

    ## Known limits

    Names in one script are right, in every script, as are Japanese, Chinese and Korean names with Latin letters.
    Look-alikes within ASCII (`paypa1`) are not found.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        found = targets(document)
        if found.text.isascii() and "xn--" not in found.text.lower():
            return
        for host, members in found.hosts().items():
            reason = None if host.isascii() and "xn--" not in host else explain_lookalike(host)
            if reason is not None:
                for link in members:
                    yield Finding(
                        link.span,
                        f"the host {shown(host)} is not what it looks like: {reason}",
                        help="type the host anew with the letters of one script, and open the link to see "
                        "where it leads",
                    )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nurl: https://bücher.de/a\n---\n[a](https://президент.рф/) <https://例え.jp/> https://xn--bcher-kva.de\n"
            ),
            Good("Xem https://báo-chí.vn/tin, https://ελλάδα.gr/ και [東京abc](https://東京abc.jp/).\n"),
            Good("Das ist `https://аррӏе.com/`, und https://правда.com.ua/ ist echt.\n"),
            Bad(
                "---\nurl: ⟦https://www.pаypal.com/login⟧\n---\nText.\n",
                messages=(
                    'the host "www.pаypal.com" is not what it looks like: the label "pаypal" mixes Latin '
                    "and Cyrillic letters",
                ),
            ),
            Bad("Offen: [Apple](⟦https://xn--80ak6aa92e.com/⟧).\n"),
            Bad("Xem <⟦https://ｂａｏｃｈｉ.vn/tin⟧> nhé.\n"),
        )
