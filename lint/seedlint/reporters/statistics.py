"""Tables of counts for people (``--statistics``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedlint.diagnostics import Count, Statistics, Summary
from seedlint.reporters.base import Output, Reporter
from seedlint.reporters.style import Style
from seedlint.text.escape import escape
from seedlint.text.width import widths

ROWS = 25
"""Most rows of one table; the JSON report has all."""
COMMONEST = 2
"""Most rules that are named in a row."""
LONGEST = 48
"""Most columns of a name."""
NONE = "(none)"


class StatisticsReporter(Reporter):
    """No single findings: the counts, then the summary."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def end(self, summary: Summary) -> None:
        style = Style(self._output.color)
        if summary.statistics is not None:
            self._output.out.writelines(f"{line}\n" for line in tables(summary.statistics, style))
        if not self._output.quiet:
            from seedlint.reporters.summary import lines

            self._output.out.writelines(f"{line}\n" for line in lines(summary, style))


def tables(statistics: Statistics, style: Style) -> Iterator[str]:
    """The tables, a blank line after each. Parts without findings are left out."""
    facets: list[tuple[str, Sequence[Count], bool]] = [
        ("severity", statistics.severities, False),
        ("rule", statistics.rules, False),
        ("folder", statistics.folders, True),
        *((key, counts, True) for key, counts in statistics.keys.items()),
    ]
    for title, counts, has_rules in facets:
        rows = [count for count in counts if count.findings]
        if rows:
            yield from _table(title, rows, has_rules, style)
            yield ""


def _table(title: str, rows: Sequence[Count], has_rules: bool, style: Style) -> Iterator[str]:
    names = [_cut(NONE if count.value is None else escape(count.value)) for count in rows[:ROWS]]
    head = _cut(escape(title))
    shares = [f"{count.affected} of {count.documents}" for count in rows[:ROWS]]
    width, room = max(map(_columns, (head, *names))), max(map(len, ("documents", *shares)))
    heading = (
        f"{head}{' ' * (width - _columns(head))}  findings  {'documents':>{room}}{'  mostly' if has_rules else ''}"
    )
    yield style.paint(heading, "strong")
    for name, share, count in zip(names, shares, rows[:ROWS], strict=True):
        padding = " " * (width - _columns(name))
        mostly = f"  {_mostly(count)}" if has_rules else ""
        yield f"{name}{padding}  {count.findings:>8}  {share:>{room}}{mostly}"
    if len(rows) > ROWS:
        left = sum(count.findings for count in rows[ROWS:])
        yield style.paint(f"and {len(rows) - ROWS} more with {left} finding{'' if left == 1 else 's'}", "dim")


def _mostly(count: Count) -> str:
    named = ", ".join(f"{rule} {number}" for rule, number in list(count.rules.items())[:COMMONEST])
    return named + (", ..." if len(count.rules) > COMMONEST else "")


def _cut(name: str) -> str:
    if _columns(name) <= LONGEST:
        return name
    while _columns(name) > LONGEST - 3:
        name = name[:-1]
    return f"{name}..."


def _columns(text: str) -> int:
    return sum(widths(text))
