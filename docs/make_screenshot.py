"""Run seedlint on the specimen collection and draw what a terminal shows of it: docs/screenshot.svg.

Run from anywhere: ``python docs/make_screenshot.py``. The picture is the real output, shortened by whole findings; its
text can be selected and searched. The same output gives the same file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from html import escape
from pathlib import Path
from typing import NamedTuple

from seedlint.text.width import widths

ROOT = Path(__file__).parents[1]
COMMAND = ("seedlint", "seeds/")
COLUMNS = 116
MAX_LINES = 32

CELL, LINE, SIZE, PAD, BAR = 8.43, 20, 14, 20, 36
"""Pixels: width of a column and height of a line at this size of letters, the frame's inside, the title bar."""

BACKGROUND, FOREGROUND, TITLE = "#16181d", "#d7dae0", "#8b919c"
COLORS = {"31": "#ff6b6b", "32": "#7bd88f", "33": "#f5c451", "36": "#5fc9d8"}
LIGHTS = ("#ff5f57", "#febc2e", "#28c840")
FONT = "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"

SGR = re.compile(r"\x1b\[([\d;]*)m")
PIECE = re.compile(r"(?:[\x20-\x7e][\u0300-\u036f]*)+|[^\x20-\x7e][\u0300-\u036f\ufe0f]*")


class Piece(NamedTuple):
    """Letters of one look at a column."""

    column: int
    text: str
    codes: tuple[str, ...]


def main() -> None:
    output = run()
    lines = ["$ " + " ".join(COMMAND), "", *shorten(output.rstrip("\n").split("\n"))]
    target = ROOT / "docs/screenshot.svg"
    target.write_text(draw(lines), encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(lines)} lines")


def run() -> str:
    """What seedlint writes on a terminal of ``COLUMNS`` columns."""
    argv = [sys.executable, "-m", *COMMAND, "--output-format", "full", "--color", "always"]
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"}
    done = subprocess.run(argv, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 1:
        sys.exit(f"seedlint exited with {done.returncode}; it should find something in seeds/")
    return done.stdout


def shorten(lines: list[str]) -> list[str]:
    """As many whole findings as there is room for, and the summary. Of each rule the first comes first."""
    *findings, summary = "\n".join(lines).split("\n\n")
    room = MAX_LINES - summary.count("\n") - 3
    taken: list[int] = []
    for number in by_novelty(findings):
        size = sum(len(rows(line)) for line in findings[number].split("\n")) + 1
        if size <= room:
            taken.append(number)
            room -= size
    shown = [findings[number] for number in sorted(taken)]
    if len(shown) < len(findings):
        shown.append("\x1b[2m…\x1b[0m")
    return "\n\n".join([*shown, summary]).split("\n")


def by_novelty(findings: list[str]) -> list[int]:
    """The findings' numbers: first those that show a rule and a file for the first time and fit into the width."""
    seen: Counter[str] = Counter()
    ranks: list[tuple[int, bool, int]] = []
    for number, finding in enumerate(findings):
        headline = SGR.sub("", finding.split("\n")[0])
        names = (headline.partition(":")[0], headline.rpartition("[")[2])
        wraps = any(len(rows(line)) > 1 for line in finding.split("\n"))
        ranks.append((sum(seen[name] for name in names), wraps, number))
        seen.update(names)
    return [number for *_, number in sorted(ranks)]


def rows(line: str) -> list[list[Piece]]:
    """A line of terminal output as the rows that it takes on the screen.

    What is beyond ASCII stands alone: its font may have another width.
    """
    found: list[list[Piece]] = [[]]
    column = 0
    codes: tuple[str, ...] = ()
    for number, part in enumerate(SGR.split(line)):
        if number % 2:
            codes = tuple(code for code in part.split(";") if code not in ("", "0"))
            continue
        for match in PIECE.finditer(part):
            text = match.group()
            while column + sum(widths(text)) > COLUMNS:
                room = COLUMNS - column if text.isascii() else 0
                found[-1].append(Piece(column, text[:room], codes))
                found.append([])
                text, column = text[room:], 0
            found[-1].append(Piece(column, text, codes))
            column += sum(widths(text))
    return found


def draw(lines: list[str]) -> str:
    """The lines in the frame of a dark terminal, as SVG."""
    screen = [row for line in lines for row in rows(line)]
    width = round(COLUMNS * CELL + 2 * PAD)
    height = BAR + len(screen) * LINE + PAD
    body = "\n".join(draw_row(row, BAR + (number + 1) * LINE - 6) for number, row in enumerate(screen) if row)
    lights = "".join(f'<circle cx="{PAD + i * 18}" cy="18" r="5.5" fill="{color}"/>' for i, color in enumerate(LIGHTS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="seedlint in a terminal">\n'
        f'<rect width="{width}" height="{height}" rx="10" fill="{BACKGROUND}"/>\n{lights}\n'
        f'<text x="{width / 2:g}" y="23" text-anchor="middle" font-family="system-ui, sans-serif" font-size="13" '
        f'fill="{TITLE}">{COMMAND[0]}</text>\n'
        f'<g font-family="{escape(FONT)}" font-size="{SIZE}" fill="{FOREGROUND}" style="white-space:pre">\n'
        f"{body}\n</g>\n</svg>\n"
    )


def draw_row(row: list[Piece], y: int) -> str:
    spans = "".join(
        f'<tspan x="{PAD + piece.column * CELL:.1f}"{look(piece.codes)}>{escape(piece.text)}</tspan>'
        for piece in row
        if piece.text.strip()
    )
    return f'<text y="{y}" xml:space="preserve">{spans}</text>'


def look(codes: tuple[str, ...]) -> str:
    attributes = {"1": ' font-weight="bold"', "2": ' fill-opacity="0.6"'}
    return "".join(attributes.get(code) or f' fill="{COLORS[code]}"' for code in codes)


if __name__ == "__main__":
    main()
