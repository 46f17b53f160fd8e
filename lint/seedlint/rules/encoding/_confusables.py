"""Letters of Latin, Cyrillic and Greek that look the same.

The facts are those of Unicode's table of confusables (https://www.unicode.org/Public/security/latest/confusables.txt,
Unicode Technical Standard 39), cut down to pairs that most fonts draw alike.
"""

from __future__ import annotations

_PAIRS = {
    "cyrillic": ("аАВсСеЕНһіІјЈКМоОрРԛѕЅТуУхХԝӏӀԁүә", "aABcCeEHhiIjJKMoOpPqsSTyYxXwlIdyə"),
    "greek": ("ΑΒΕΖΗΙΚΜΝοΟΡΤΥΧινρυ", "ABEZHIKMNoOPTYXivpu"),
}
"""A letter that is not Latin, and the Latin letter that it looks like in the same place."""

TO_LATIN: dict[str, dict[str, str]] = {name: dict(zip(*pair, strict=True)) for name, pair in _PAIRS.items()}
"""For words that are Latin but for these letters."""

INNER_ONLY = frozenset("ινρυ")
"""Signs of mathematics at the beginning and end of a word (`νmax`, `hν`)."""

FROM_LATIN: dict[str, dict[str, str]] = {
    "cyrillic": dict(zip("aABcCeEHhiIjJKMoOpPTyYxXə", "аАВсСеЕНһіІјЈКМоОрРТуУхХә", strict=True)),
    "greek": dict(zip("ABEZHIKMNoOPTYXv", "ΑΒΕΖΗΙΚΜΝοΟΡΤΥΧν", strict=True)),
}
"""For words that are Cyrillic or Greek but for these letters."""

INDEXES = frozenset(
    [
        "вх",
        "вых",
        "макс",
        "мин",
        "ном",
        "кр",
        "раб",
        "ср",
        "общ",
        "эф",
        "эфф",
        "нач",
        "кон",
        "пит",
        "бэ",
        "кэ",
        "эк",
        "нас",
        "опт",
        "расч",
        "доп",
        "изм",
        "диф",
        "пр",
        "обр",
        "уст",
        "сум",
    ]
)
"""What stands as an index after the sign of a quantity in Russian texts (`Uвх`, `Cобщ`)."""
