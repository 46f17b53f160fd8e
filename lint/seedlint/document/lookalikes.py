"""Hosts that deceive the eye (Unicode Technical Standard 39, sections 4 and 5)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from seedlint.document.host import shown

_LIKE_EXACTLY = frozenset("асԁеһіјӏорԛѕԝхуѵοαρνυικϲҽօսցհ")
"""Letters of other scripts that copy Latin ones closely enough to make up a name of them."""
_DECEIVERS = ("Latin", "Cyrillic", "Greek", "Armenian")


@lru_cache(maxsize=1024)
def explain_lookalike(host: str) -> str | None:
    """Why ``host`` (lower case) is not what it looks like; None where it is."""
    labels = [_decoded(label) for label in host.rstrip(".").split(".")]
    for label in labels:
        if label.isascii():
            continue
        folded = unicodedata.normalize("NFKC", label).replace("\xad", "").replace("\u200b", "").replace("\u2060", "")
        folded = folded.replace("。", ".").replace("｡", ".")
        if folded.isascii() and folded != label:
            return f"browsers read {shown(folded)} for {shown(label)}"
        scripts = {script for script in map(_script, label) if script}
        if "Latin" in scripts and len(scripts & set(_DECEIVERS)) > 1:
            others = " and ".join(script for script in _DECEIVERS if script in scripts)
            return f"the label {shown(label)} mixes {others} letters"
        if labels[-1].isascii() and len(scripts) == 1 and "Latin" not in scripts and _is_copy(label):
            return f"the label {shown(label)} consists of {next(iter(scripts))} letters that look like Latin ones"
    return None


def _is_copy(label: str) -> bool:
    letters = [character for character in label if character.isalpha()]
    return len(letters) > 2 and all(letter in _LIKE_EXACTLY for letter in letters)


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii", "strict").decode("punycode")
    except UnicodeError:
        return label


def _script(character: str) -> str:
    """The script of a letter, as its name tells; empty for what is no letter."""
    if character.isascii():
        return "Latin" if character.isalpha() else ""
    if not character.isalpha():
        return ""
    return unicodedata.name(character, "").partition(" ")[0].capitalize()
