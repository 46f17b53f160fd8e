"""What a mistyped word was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 64


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that ``word`` was clearly meant to be, or None.

    A difference in case, ``-`` and ``_`` only is none. Else a ratio (Ratcliff and Obershelp, as in :mod:`difflib`) of
    at least 0.75, and by 0.05 better than the next one.
    """
    if not 1 < len(word) <= _LONGEST:
        return None
    return _closest(
        word, tuple(candidate for candidate in candidates if candidate != word and len(candidate) <= _LONGEST)
    )


@lru_cache(maxsize=1024)
def _closest(word: str, words: tuple[str, ...]) -> str | None:
    folded = _folded(word)
    same = [candidate for candidate in words if _folded(candidate) == folded]
    if same:
        return same[0] if len(same) == 1 else None
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=folded, autojunk=False)
    scores: list[tuple[float, str]] = []
    for candidate in words:
        matcher.set_seq1(_folded(candidate))
        if matcher.real_quick_ratio() >= 0.7 and matcher.quick_ratio() >= 0.7:
            scores.append((matcher.ratio(), candidate))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < 0.75 or (len(scores) > 1 and scores[0][0] - scores[1][0] < 0.05):
        return None
    return scores[0][1]


def _folded(word: str) -> str:
    return word.casefold().replace("-", "").replace("_", "").replace(" ", "")
