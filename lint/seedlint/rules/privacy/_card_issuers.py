"""How payment cards are numbered, and the numbers that are given out for tests.

Prefixes and lengths: ISO/IEC 7812 leaves them to the issuers, whose ranges are collected under "Payment card number" in
the English Wikipedia (2025). Issuers without a Luhn check digit or with prefixes as short as Maestro's are left out.
"""

from __future__ import annotations

ISSUERS: tuple[tuple[str, tuple[tuple[int, int], ...], tuple[int, ...]], ...] = (
    ("American Express", ((34, 34), (37, 37)), (15,)),
    ("Diners Club", ((36, 36), (300, 305), (3095, 3095), (38, 39)), (14, 16)),
    ("Discover", ((6011, 6011), (644, 649), (65, 65)), (16, 19)),
    ("JCB", ((3528, 3589),), (16, 19)),
    ("Mastercard", ((51, 55), (2221, 2720)), (16,)),
    ("Mir", ((2200, 2204),), (16, 19)),
    ("Troy", ((9792, 9792),), (16,)),
    ("UnionPay", ((62, 62),), (16, 17, 18, 19)),
    ("Visa", ((4, 4),), (13, 16, 19)),
)
"""Name, ranges of prefixes (first and last, of the same length), lengths."""

TEST_NUMBERS = frozenset(
    """
    2223000048410010 2223003122003222 2223577120017656 3056930009020004 30569309025904 3530111333300000
    3566000020000410 3566002020360505 36006666333344 36227206271667 371449635398431 374245455400126 378282246310005
    378734493671000 38520000023237 4000002500003155 4000002760003184 4000003720000278 4000008260003178
    4000056655665556 4001919257537193 4007702835532454 4012000033330026 4166676667666746 4263982640269299
    4444333322221111 4917484589897107 4988438843884305 5100290029002909 5200828282828210 5204740009900014
    5425233430109903 5555341244441115 5555444433331111 5577000055770004 6011000990139424 6011000991300009
    6250941006528599 6362970000457013
    """.split()  # noqa: SIM905  (forty quoted numbers would be harder to read)
)
"""Numbers that no card has: what Stripe, Adyen, PayPal, Braintree, BlueSnap, Authorize.Net and Worldpay publish for
testing, without those that are plainly made up (:func:`seedlint.rules.privacy._digits.is_patterned`)."""


def issuer(number: str) -> str | None:
    """Who issues cards with such a prefix and as many digits as ``number``, or None."""
    for name, prefixes, lengths in ISSUERS:
        if len(number) in lengths and any(first <= int(number[: len(str(first))]) <= last for first, last in prefixes):
            return name
    return None


def has_check_digit(number: str) -> bool:
    """Whether the last digit is the one that the others ask for (ISO/IEC 7812-1, Luhn)."""
    total = sum(map(int, number[-1::-2]))
    return (total + sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])) % 10 == 0
