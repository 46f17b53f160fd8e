from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.privacy._digits import is_patterned, text_with_numbers
from seedlint.rules.privacy._mask import masked
from seedlint.text.pattern import lazy_pattern

_NUMBER = lazy_pattern(
    r"[2-69](?<![0-9A-Za-z_=/][0-9])(?<![0-9][ \u00a0.,+:-][0-9])"
    r"(?:[0-9]{12,18}+"
    r"|[0-9]{3}([ \u00a0-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{3})?+"
    r"|(?<=3)[0-9]{3}([ \u00a0-])[0-9]{6}\2[0-9]{4,5}+"
    r"|(?<=6)[0-9]{5}([ \u00a0-])[0-9]{10,13}+)"
    r"(?![0-9A-Za-z_/]|[ \u00a0.,:-][0-9])"
)
"""A number in one piece, or in the groups that are printed on cards. (What must not stand before it is asked behind the
first digit: a pattern that begins with a look behind is tried at every character.)"""
_CONTEXT = lazy_pattern(
    r"(?i:\b(?:(?:credit|debit|bank|payment)?cards?|visa|master ?card|amex|american express|unionpay|maestro|discover"
    r"|tarjetas?|cart(?:e|es|ão|ao|ões|a di credito)|(?:kredit|bank|debit)?karten?|kaart|kort"
    r"|kart(?:a|y|u|ı|i)?|карт[аеуыой]{1,2}|thẻ|κάρτα)\b)"
    r"|银行卡|信用卡|借记卡|储蓄卡|卡号|銀行卡|卡號|カード|카드|بطاقة|כרטיס|บัตร"
)
_TEST = lazy_pattern(
    r"(?i:\b(?:tests?|testing|sandbox|dummy|fake|mock|examples?|samples?|demo|prueba|ejemplo|exemple|beispiel|exemplo"
    r"|тест\w*|пример\w*)\b)|测试|示例|测试|テスト|테스트"
)
_BEFORE, _AFTER = 60, 30
"""How far away, in characters of the same line, a word may stand that says what the number is."""


class PaymentCard(DocumentRule):
    """A payment card number, by its issuer's prefix, its length, its check digit and the way it is written.

    Prefix, length and Luhn's check digit must fit. As one in fifty numbers does that by chance, the number must
    also be written in the groups that are printed on cards (`4485 2757 4230 8327`), or a word nearby must say what
    it is (card, Visa, tarjeta, Karte, 银行卡, カード and others). The whole document is looked at, front matter and
    code included. The message shows the first four and the last two digits only.

    ## Why it matters

    Who finds the number can try to pay with it. The rules of the card industry (PCI DSS) forbid to keep it readable,
    and a data set that contains it cannot be passed on.

    ## How to fix

    Take the number out, or leave its last four digits only. In a repository it also stays in the history: tell the
    owner of the card.

    ## Known limits

    Numbers that payment services publish for tests are no findings, nor are those that somebody plainly made up
    (`4000 0000 0000 0002`) or that are called test cards or examples of cards. Others can be listed in `allow`.
    Output formats that show the source line (`full`) show the number as it stands there; use `concise` where a log is
    public.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]]((), "numbers, without blanks and hyphens, that belong to no card")

    def check(self, document: Document) -> Iterable[Finding]:
        text = text_with_numbers(document)
        if text is None:
            return
        from seedlint.rules.privacy._card_issuers import TEST_NUMBERS, has_check_digit, issuer

        for match in _NUMBER.finditer(text):
            number = "".join(filter(str.isdigit, match[0]))
            name = issuer(number)
            if name is None or not has_check_digit(number) or is_patterned(number):
                continue
            if number in TEST_NUMBERS or number in self.allow or not _is_written_as_card(text, Span(*match.span())):
                continue
            yield Finding(
                Span(*match.span()),
                f"{masked(number, 4, 2)} is the number of a payment card ({name}): prefix, length and check digit fit",
                help="take the number out or leave its last four digits only, also in the history of the repository",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Pay with the test card 4111 1111 1111 1111.\n"),
            Good("The parcel 4485275742308327 has arrived.\n"),
            Good("In the sandbox: card 4485 2757 4230 8327, any date.\n"),
            Good("Card ending in 8327; card number 4485 2757 4230 8328 has a wrong digit.\n"),
            Bad(
                "My card is ⟦4485 2757 4230 8327⟧, valid until May.\n",
                messages=("'4485…27' is the number of a payment card (Visa): prefix, length and check digit fit",),
            ),
            Bad("转账请用银行卡⟦6228480402564890018⟧，谢谢。\n"),
            Bad("Número de tarjeta: ⟦5412751234123452⟧\n"),
            Bad("Booked on ⟦3714 829156 74601⟧ by Mr. Li.\n"),
        )


def _is_written_as_card(text: str, span: Span) -> bool:
    """Whether groups of digits or a word nearby say that the number is a card's, and no word that it is a test's."""
    line = text.rfind("\n", max(0, span.start - _BEFORE), span.start) + 1
    before = max(line, span.start - _BEFORE)
    after = min(len(text), span.end + _AFTER)
    after = text.find("\n", span.end, after) if "\n" in text[span.end : after] else after
    is_grouped = not text[span.start : span.end].isdigit()
    says_card = _CONTEXT.search(text, before, after) is not None
    if says_card and _TEST.search(text, before, after):
        return False
    return is_grouped or says_card
