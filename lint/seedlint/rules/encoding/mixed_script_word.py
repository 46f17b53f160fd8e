from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_text
from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Good,
    Option,
    Severity,
    Span,
)
from seedlint.text.pattern import lazy_pattern

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏə\u1e00-\u1eff"
_CYRILLIC, _GREEK = "\u0400-\u052f", "\u0386\u0388-\u03ff"
_FOREIGN = f"{_CYRILLIC}{_GREEK}"
_FROM_FOREIGN = lazy_pattern(rf"[{_FOREIGN}](?:(?=[{_LATIN}])|(?<=[{_LATIN}].))")
_FROM_LATIN = lazy_pattern(rf"[{_LATIN}](?:(?=[{_FOREIGN}])|(?<=[{_FOREIGN}].))")
_WORD = lazy_pattern(r"[^\W_]++")
_IS_LATIN = lazy_pattern(f"[{_LATIN}]")
_IS_FOREIGN = lazy_pattern(f"[{_FOREIGN}]")
_LETTER = lazy_pattern(r"[^\W\d_]")
_IS_CYRILLIC = lazy_pattern(f"[{_CYRILLIC}]")
_ROMAN = lazy_pattern(r"[IVXLCDM]{2,}+")
_HAS_DOTTED_I = lazy_pattern("[іїґєўІЇҐЄЎ]")
_IS_CYRILLIC_OR_GREEK = lazy_pattern("[\u0386-\u052f]")
_PALOCHKA = lazy_pattern(f"(?<=[{_CYRILLIC}])I(?=[{_CYRILLIC}])")
_LONGEST = 60
_SAMPLE = 10_000
_MARKS_OF_CODE = frozenset("%\\$")
"""What begins a format, an escape or a variable, of which the first letters of a word are part then."""


class MixedScriptWord(DocumentRule):
    """A word that mixes Latin letters with Cyrillic or Greek ones that look the same (`pаge` with a Cyrillic `а`).

    Reported are words of three letters or more in which every letter of the lesser script has a twin in the other.

    ## Why it matters

    The word reads right and is another one: search does not find it, spell checkers do not know it, links and user
    names lead elsewhere. Keyboards with two lay-outs produce such words by accident (`C` and `С` share a key), scanners
    of printed pages by the hundred, and forgers on purpose.

    ## How to fix

    Type the word again in one script, or apply the fix.

    ## Known limits

    Not reported are words that mix scripts openly (`кВт`, `APIшка`, `µm`, `kΩ`, `Δx`), Latin abbreviations with a
    Cyrillic ending (`URLа`), the signs of quantities with an index (`Uвх`), the Latin `I` that stands for the palochka
    in languages of the Caucasus, parts of a word joined by a hyphen, URLs, identifiers and code. Words can be named
    in `allow`.

    ## Fix safety

    The fix replaces the letters of the lesser script by their twins. It is unsafe: the other letters may be the wrong
    ones, and a forger's word may be shown on purpose.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]]((), "words that are right in these documents, exactly as they are written")

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or not _IS_CYRILLIC_OR_GREEK.search(special_text(document)):
            return
        text = document.text
        # Begin where fewer characters do: UTF-8 spends two bytes on each Cyrillic or Greek letter.
        is_mostly_latin = (len(document.source.raw) - len(text)) * 4 < len(text)
        pattern = _FROM_FOREIGN if is_mostly_latin else _FROM_LATIN
        done = 0
        for match in pattern.finditer(text):
            if match.start() < done:
                continue
            span = _word(text, match.start())
            done = span.end
            word = span.of(text)
            repaired = None if word in self.allow else _repaired(word, document)
            if repaired is not None and _has_natural_case(word, repaired) and _is_text(document, span):
                yield _finding(span, word, repaired)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Порт опубликовал PDF-файл, IT-отдел и 5 кВт; σ-алгебра, β1, α-helix.\n"),
            Good("Ein Widerstand von 10 kΩ, 5 µm, Δx und TNFα; the NFκB pathway.\n"),
            Good("Напряжение Uвх и Cобщ, все URLа и DNSе.\n"),
            Good("Το λιμάνι του Πειραιά, το e-mail και η Microsoft.\n"),
            Good("Host `pаypal.com` и https://pаypal.com/\n"),
            Good("НагIат гIазотI\n"),
            Bad(
                "---\ntitle: The ⟦hаrbour⟧ opens\n---\nAll ⟦bоаts⟧ may leave.\n",
                "---\ntitle: The harbour opens\n---\nAll boats may leave.\n",
                (
                    "'hаrbour' mixes scripts: it is Latin with the Cyrillic letter а (U+0430)",
                    "'bоаts' mixes scripts: it is Latin with the Cyrillic letters о (U+043E), а (U+0430)",
                ),
            ),
            Bad(
                "⟦Cегодня⟧ порт ⟦oткрыт⟧, с ⟦ХIХ⟧ века.\n",
                "Сегодня порт открыт, с XIX века.\n",
                (
                    "'Cегодня' mixes scripts: it is Cyrillic with the Latin letter C (U+0043)",
                    "'oткрыт' mixes scripts: it is Cyrillic with the Latin letter o (U+006F)",
                    "'ХIХ' mixes scripts: it is Latin with the Cyrillic letter Х (U+0425)",
                ),
            ),
            Bad("⟦Iван⟧ живе у ⟦Kиєві⟧.\n", "Іван живе у Києві.\n"),
            Bad(
                "Το ⟦λιμάvι⟧ ανοίγει, η ⟦Aθήνα⟧ είναι μεγάλη. The ⟦Οpen⟧ port.\n",
                "Το λιμάνι ανοίγει, η Αθήνα είναι μεγάλη. The Open port.\n",
            ),
        )


def _word(text: str, offset: int) -> Span:
    """The word around ``offset``, as far as 60 characters on both sides."""
    start = offset
    while start > max(offset - _LONGEST, 0) and text[start - 1].isalnum():
        start -= 1
    match = _WORD.match(text, start)
    return Span(start, match.end() if match is not None else offset + 1)


def _repaired(word: str, document: Document) -> str | None:
    """``word`` in one script, or None where it may be right."""
    from seedlint.rules.encoding._confusables import FROM_LATIN, INDEXES, INNER_ONLY, TO_LATIN

    if len(word) > _LONGEST:
        return None
    letters = [character for character in word if character.isalpha()]
    latin = [letter for letter in letters if _IS_LATIN.match(letter)]
    foreign = [letter for letter in letters if "\u0386" <= letter <= "\u052f"]
    if not foreign or len(letters) < 3 or len(latin) + len(foreign) < len(letters) or _is_joined(word, "".join(latin)):
        return None
    is_cyrillic = _IS_CYRILLIC.match(foreign[0]) is not None
    if any((_IS_CYRILLIC.match(letter) is not None) != is_cyrillic for letter in foreign):
        return None
    script = "cyrillic" if is_cyrillic else "greek"
    to_latin = _replaced(word, foreign, TO_LATIN[script])
    if to_latin is not None and not INNER_ONLY.isdisjoint(word[0] + word[-1]):
        to_latin = None
    if to_latin is not None and (len(latin) > len(foreign) or _ROMAN.fullmatch(to_latin)):
        return None if _is_inflected(word, foreign, document) else to_latin
    to_foreign = _replaced(word, latin, FROM_LATIN[script])
    if to_foreign is None or len(latin) > len(foreign):
        return (
            to_latin
            if to_foreign is None and len(latin) == len(foreign) and not _is_inflected(word, foreign, document)
            else None
        )
    if len(latin) == len(foreign) and to_latin is not None and not _is_inflected(word, foreign, document):
        return to_latin if document.view(_prefers_latin) else to_foreign
    if len(latin) == len(foreign) and word[0] in latin and word.startswith("".join(latin)):
        return None
    if word[1:] in INDEXES or (set(latin) <= {"I", "l"} and not _is_dotted_i(word, document.text[:_SAMPLE])):
        return None
    return to_foreign


def _is_joined(word: str, latin: str) -> bool:
    """Whether a Latin abbreviation of three letters or more and a word are written together (`TOCСПЕЦ`)."""
    is_joined = word.startswith(latin) or word.endswith(latin)
    return is_joined and latin.isupper() and min(len(latin), len(word) - len(latin)) >= 3


def _replaced(word: str, letters: Sequence[str], twins: dict[str, str]) -> str | None:
    if any(letter not in twins for letter in letters):
        return None
    return "".join(twins[character] if character in letters else character for character in word)


def _is_inflected(word: str, foreign: Sequence[str], document: Document) -> bool:
    """Whether the Cyrillic letters are an ending after a Latin abbreviation or name (`URLа`, `Gitе`)."""
    if document.view(_prefers_latin):
        return False
    ending = "".join(foreign)
    stem = word[: -len(ending)]
    return word.endswith(ending) and ending.islower() and len(ending) <= 3 and (stem.isupper() or stem[:1].isupper())


def _is_dotted_i(word: str, sample: str) -> bool:
    """Whether ``I`` stands for the Ukrainian and Belarusian letter, not for the palochka of the Caucasus."""
    if word.isupper():
        return True
    if word[0] != "I" or word[1] in "Iаеоуэюя" or _PALOCHKA.search(sample) is not None:
        return False
    return _HAS_DOTTED_I.search(sample) is not None


def _has_natural_case(word: str, repaired: str) -> bool:
    """Whether the word has capitals as words have them, or those within a Latin name (`PayPal`)."""
    if repaired.isupper() or repaired[1:].islower():
        return True
    return _IS_LATIN.match(repaired) is not None and word[0] == repaired[0] and word[-1] == repaired[-1]


def _prefers_latin(document: Document) -> bool:
    """Whether the text has more Latin letters than Cyrillic and Greek ones."""
    sample = document.text[:_SAMPLE]
    foreign = sum(1 for _ in _IS_FOREIGN.finditer(sample))
    return foreign * 2 < sum(1 for _ in _LETTER.finditer(sample))


def _is_text(document: Document, span: Span) -> bool:
    """Whether a word stands in prose, or in a value or key of the front matter that is no URL."""
    from seedlint.rules.encoding._places import damage
    from seedlint.rules.encoding._signatures import is_free

    if document.text[max(span.start - 1, 0)] in _MARKS_OF_CODE or not is_free(span, document.view(damage)):
        return False
    if span.start < document.body.start:
        text = document.text
        line = text[text.rfind("\n", 0, span.start) + 1 : span.start][-2_000:]
        return "://" not in line.rpartition(" ")[2] and not line.endswith(("/", "@", "."))
    from seedlint.document.prose import prose

    found = prose(document)
    return found.paragraph_at(span.start) is not None and not any(map(found.is_masked, (span.start, span.end - 1)))


def _finding(span: Span, word: str, repaired: str) -> Finding:
    changed = dict.fromkeys(old for old, new in zip(word, repaired, strict=True) if old != new)
    listed = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in changed)
    lesser = _script(next(iter(changed)))
    greater = _script(next(new for old, new in zip(word, repaired, strict=True) if old != new))
    edits = [
        Edit(Span(span.start + index, span.start + index + 1), new)
        for index, (old, new) in enumerate(zip(word, repaired, strict=True))
        if old != new
    ]
    return Finding(
        span,
        f"'{word}' mixes scripts: it is {greater} with the {lesser} letter{'s' if len(changed) > 1 else ''} {listed}",
        fix=Fix(f"write '{repaired}' in {greater} letters", tuple(edits), Applicability.UNSAFE),
        help=f"type the word again in {greater} letters: the {lesser} ones only look the same",
    )


def _script(letter: str) -> str:
    if _IS_LATIN.match(letter):
        return "Latin"
    return "Cyrillic" if _IS_CYRILLIC.match(letter) else "Greek"
