"""Write docs/rules from the rules themselves: run ``python docs/make_rule_pages.py`` after a rule has changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from seedlint.cli.catalogue import documentation, entry, is_fixable, type_name
from seedlint.rules.base import Bad, Good, Rule
from seedlint.rules.registry import families, rule
from seedlint.text.escape import escape_lines

GENERATED = "<!-- Written by docs/make_rule_pages.py from the rule itself; changes here are lost. -->"
EXAMPLES = 3
"""Most examples of a kind on a page."""
MAX_LINES = 30


def pages() -> dict[str, str]:
    """The text of every page by its file name."""
    rules = [rule(name) for members in families().values() for name in members]
    found = {f"{klass.name}.md": "\n".join(_page(klass)) + "\n" for klass in rules}
    found["README.md"] = "\n".join(_index(rules)) + "\n"
    return found


def _index(rules: list[type[Rule]]) -> Iterator[str]:
    yield from ("# Rules", "", GENERATED, "")
    yield "A rule's name is the defect that it flags."
    yield "Severities and options are set in the [configuration](../configuration.md)."
    for family, members in groupby(rules, key=lambda klass: klass.family):
        yield from ("", f"## {family}", "", "| rule | severity | fix | what it flags |", "|---|---|---|---|")
        for klass in members:
            fields = entry(klass)
            fix = "yes" if fields["fixable"] else ""
            text = fields["summary"].replace("|", "\\|")
            severity = fields["severity"] if klass.default else "off"
            yield f"| [{klass.name}]({klass.name}.md) | {severity} | {fix} | {text} |"


def _page(klass: type[Rule]) -> Iterator[str]:
    fix = "has a fix" if is_fixable(klass) else "no fix"
    yield from (f"# {klass.name}", "", GENERATED, "")
    off = "" if klass.default else ", off by default"
    yield from (f"Family `{klass.family}`, severity `{klass.severity.value}`, {fix}{off}.", "")
    yield documentation(klass)
    if options := klass.options():
        yield from ("", "## Options", "", "| option | type | default | meaning |", "|---|---|---|---|")
        for name, option in options.items():
            default = list(option.default) if isinstance(option.default, tuple) else option.default
            shown = str(default).lower() if isinstance(default, bool) else repr(default).replace("'", '"')
            yield f"| `{name}` | {type_name(option)} | `{shown}` | {option.help} |"
    wrong = [example for example in klass.examples() if isinstance(example, Bad)]
    right = [example for example in klass.examples() if isinstance(example, Good)]
    yield from ("", "## Examples", "", "Wrong; ⟦ ⟧ enclose what a finding covers:")
    for example in wrong[:EXAMPLES]:
        yield from ("", *_fenced(example.text))
        if example.fixed is not None:
            yield from ("", "fixed:", "", *_fenced(example.fixed))
    yield from ("", "Right:")
    for example in right[:EXAMPLES]:
        yield from ("", *_fenced(example.text))
    yield ""
    if klass.default:
        yield from (f"`seedlint rule {klass.name}` shows all examples. Switched off, for this rule alone:", "")
        yield from ("```toml", f"[rules.{klass.name}]", 'severity = "off"', "```")
    else:
        yield from (f"`seedlint rule {klass.name}` shows all examples. Switched on:", "")
        yield from ("```toml", f'extend-select = ["{klass.name}"]', "```")


def _fenced(text: str) -> Iterator[str]:
    """A text as a code block; characters that cannot be seen are shown as escapes."""
    fence = "```"
    while fence in text:
        fence += "`"
    lines = escape_lines(text.replace("\r\n", "\n").removesuffix("\n")).split("\n")
    yield f"{fence}text"
    yield from lines[:MAX_LINES]
    if len(lines) > MAX_LINES:
        yield f"… {len(lines) - MAX_LINES} more lines"
    yield fence


def write(folder: Path) -> None:
    """Write all pages into ``folder`` and remove pages of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "rules")
