"""Single characters that the rest of the document explains: `Ð²` in a Russian text, `Å»` in a Polish one.

By itself `Ð²` may be correct. Amid Cyrillic letters a lone letter of Icelandic with a superscript is not, if what it
decodes to is a letter of the language around it.
"""

from collections import Counter

from seedlint.rules.encoding._scripts import COMMON, group
from seedlint.text.record import NamedTuple

FEWEST = 20
"""Letters of a script beyond ASCII that a document must have before it is said to be written in it."""
FEWEST_OF_LETTER = 3
_SAMPLE = 50_000
_LATIN, _VIETNAMESE = "latin", "latin additional"
_SHARE = {_VIETNAMESE: 6}
"""One of how many letters beyond ASCII must be of the script; one of two unless it is said here."""
_BEHIND_GUILLEMET = frozenset("’”»–—…•·\xa0")
_QUOTED = frozenset("“„‘‚«»‹›\"'’”")


class Surroundings(NamedTuple):
    """What a text is written in: its letters beyond ASCII with their numbers, and the scripts that prevail."""

    letters: Counter[str]
    scripts: frozenset[str]
    has_guillemets: bool


def surroundings(text: str) -> Surroundings:
    """What is written in the first part of ``text``."""
    sample = text[:_SAMPLE]
    letters = Counter(character for character in sample if character >= "\xc0" and character.isalpha())
    of_script: Counter[str] = Counter()
    for letter, count in letters.items():
        of_script[group(letter) or COMMON] += count
    total = sum(of_script.values())
    prevailing = (
        script for script, count in of_script.items() if count >= FEWEST and count * _SHARE.get(script, 2) >= total
    )
    return Surroundings(letters, frozenset(prevailing) - {COMMON}, "«" in sample)


def is_at_home(text: str, start: int, end: int, repaired: str, around: Surroundings) -> bool:
    """Whether ``repaired`` is made of letters of the language of the text and ``text[start:end]`` is none."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    script = group(repaired[0])
    if not repaired.isalpha() or (before and before in _QUOTED) or any(group(letter) != script for letter in repaired):
        return False
    if script == _LATIN:
        if len(repaired) > 1:
            return False
        known = sum(around.letters[letter] for letter in {repaired.lower(), repaired.upper()})
        return known >= FEWEST_OF_LETTER and not before.isalnum() and after.islower() and text[start].isupper()
    if script not in around.scripts:
        return False
    if script == _VIETNAMESE:
        return after.islower() or text[end - 1] not in _BEHIND_GUILLEMET or not around.has_guillemets
    return not before.isalpha() or (before >= "\x80" and group(before) not in (None, _LATIN))
