from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.privacy._digits import text_with_numbers
from seedlint.rules.privacy._mask import masked
from seedlint.text.pattern import lazy_pattern

_NUMBER = lazy_pattern(
    r"([1-8](?<![0-9A-Za-z_][0-9])(?<![0-9][.,-][0-9])[0-9]{5})"
    r"([ -]?)((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])\2([0-9]{3}[0-9Xx])"
    r"(?![0-9A-Za-z_]|[.,-][0-9])"
)

_PREFECTURES = {
    **dict.fromkeys((*range(13, 16), *range(21, 24), *range(32, 38), *range(41, 46)), "01-54 90"),
    **dict.fromkeys((*range(51, 55), *range(61, 66)), "01-54 90"),
    11: "01-02",
    12: "01-03",
    31: "01-03",
    46: "00-04 90",
    50: "01-03",
    71: "00-30",
    81: "00",
    82: "00",
    83: "00",
}
"""The second pair of digits under each province's pair (GB/T 2260, with prefectures of the past; Hainan's counties
stand under 00). 81 to 83 are the residence permits for people of Hong Kong, Macao and Taiwan."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST_YEAR = 2049
_CHECK = "10X98765432"
"""The check character for each remainder (ISO 7064, MOD 11-2)."""


class ResidentId(DocumentRule):
    """A resident identity number of China, by its region code, birth date and check character.

    All 18 characters must fit together, as GB 11643 has it: a province and prefecture that there are, a date of the
    calendar, and the check character of ISO 7064 MOD 11-2. A random number of 18 digits passes once in a million
    times. Blanks or hyphens may part region, date and the rest. The whole document is looked at, front matter and code
    included. The message shows the first and the last two characters only.

    ## Why it matters

    The number identifies one person for life and tells where and when they were born. It opens accounts, and whoever
    publishes it answers for that under the law (in China, the Personal Information Protection Law). A data set that
    contains it cannot be passed on.

    ## How to fix

    Take the number out, or show what is needed to tell people apart and mask the rest (`1101**********001X`). In a
    repository it also stays in the history, and with a copy of the document in every clone.

    ## Known limits

    A number that somebody made up with the right check character cannot be told from a person's; examples that
    documents need can be listed in `allow`. The old numbers of 15 digits have no check character and are not looked
    for. Output formats that show the source line (`full`)
    show the number as it stands there; use `concise` where a log is public.
    """

    severity = Severity.ERROR

    allow = Option[tuple[str, ...]]((), "numbers, without blanks and hyphens, that belong to no person (examples)")

    def check(self, document: Document) -> Iterable[Finding]:
        text = text_with_numbers(document)
        if text is None:
            return
        for match in _NUMBER.finditer(text):
            region, _, year, month, day, last = match.groups()
            number = f"{region}{year}{month}{day}{last}".upper()
            if number in self.allow:
                continue
            if (
                _is_region(region)
                and _is_date(int(year), int(month), int(day))
                and number[-1] == check_character(number)
            ):
                yield Finding(
                    Span(*match.span()),
                    f"{masked(number, 2, 2)} is a resident identity number of China: "
                    "its region, birth date and check character fit",
                    help="take the number out or mask it, also in the history of the repository",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Order 110101199003070012 was shipped; its last digit is no check character.\n"),
            Good("GB 11643 shows 11010519491231002X.\n", options={"allow": ("11010519491231002X",)}),
            Good("身份证号：1101**********001X\n"),
            Good("Record 991234200002305674 has no such region, 2023022911010119900 too many digits.\n"),
            Bad(
                "联系人王某，身份证号⟦32010219850615041X⟧，电话略。\n",
                messages=(
                    "'32…1X' is a resident identity number of China: its region, birth date and check character fit",
                ),
            ),
            Bad('---\ntitle: List\nowner: "⟦440305199511231523⟧"\n---\nThe names of the winners.\n'),
            Bad("Passenger Li, ID: ⟦510104 20000229 002X⟧, seat 12A.\n"),
            Bad("身份证 ⟦３２０１０２１９８５０６１５０４１Ｘ⟧\n"),
        )


def check_character(number: str) -> str:
    """The last character that the first 17 digits of ``number`` ask for: ISO 7064 MOD 11-2."""
    return _CHECK[sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(number[:17])) % 11]


def _is_region(region: str) -> bool:
    """Whether the first six digits can be a county's."""
    pairs = _PREFECTURES.get(int(region[:2]), "")
    known = any(span[:2] <= region[2:4] <= span[-2:] for span in pairs.split())
    return known and (region[4:] != "00" or region[0] in "78")


def _is_date(year: int, month: int, day: int) -> bool:
    """Whether it is a date of the calendar on which someone who lives can be born."""
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and year <= _LAST_YEAR):
        return False
    return (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
