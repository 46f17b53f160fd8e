"""Every key and value of generated front matter lies where its writer put it, and has the value that was meant.

The generators write front matter piece by piece and note the place of each piece, so nothing here is measured with the
code under test.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from seedlint.document.front_matter import FrontMatter, read
from seedlint.document.tree import KeyPath
from seedlint.text.span import Span

DOCUMENTS = 1200
WORDS = (
    *("harbour", "séance", "mùa", "山里", "😀", "👩\u200d🚀", "Füllhorn", "e\u0301tude"),
    *("line\u2028break", "para\u2029graph", "x#y", "it's", "12:30", "a:b"),
)
NEWLINES = ("\n", "\r\n", "\r")


class Expected(NamedTuple):
    key: Span | None
    value: Span
    data: Any


class Page:
    """Front matter under construction. ``found`` holds what the tree must tell for each path."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.newline = self.random.choice(NEWLINES)
        self.text = self.random.choice(("", "\ufeff"))
        self.start = len(self.text)
        self.found: dict[KeyPath, Expected] = {}
        self.opening = self.closing = Span(0, 0)

    def put(self, text: str) -> Span:
        start = len(self.text)
        self.text += text.replace("\n", self.newline)
        return Span(start, len(self.text))

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def words(self, most: int = 4) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, most)))

    def plain_words(self, most: int = 4) -> str:
        return " ".join(self.random.choice(WORDS[:8]) for _ in range(self.random.randint(1, most)))

    def filler(self) -> None:
        """Blank lines and comments between lines."""
        while self.chance(0.2):
            self.put(self.random.choice(("\n", "# a comment: 😀\n", "   \n", "#\n")))

    def end_line(self) -> None:
        self.put(self.random.choice(("", "", "  ", " # comment: [x]")) + "\n")

    def names(self, most: int) -> list[str]:
        pool = ["title", "date", "ключ", "first-name", "x_1", "2020", "true", "anker", "with blank", "ém😀ji"]
        return self.random.sample(pool, self.random.randint(1, most))


Write = Callable[[Page, KeyPath, str], tuple[Span, Any]]

SCALARS: tuple[tuple[str, Any], ...] = (
    ("12", 12),
    ("-7", -7),
    ("0x1F", 31),
    ("010", 10),
    ("1.5", 1.5),
    ("1e3", 1000.0),
    ("true", True),
    ("False", False),
    ("null", None),
    ("~", None),
    ("2024-05-01", "2024-05-01"),
    ("2021-03-31T07:14:00Z", "2021-03-31T07:14:00Z"),
    ("NO", "NO"),
    ("12:30:45", "12:30:45"),
    ("1_000", "1_000"),
)


def double_quoted(page: Page) -> tuple[Span, Any]:
    parts = [(word, word) for word in page.words().split(" ")]
    parts.append(page.random.choice((("\\n", "\n"), ('\\"', '"'), ("\\u00e9", "é"), ("\\\\", "\\"), ("", ""))))
    return page.put('"' + " ".join(source for source, _ in parts) + '"'), " ".join(value for _, value in parts)


def single_quoted(page: Page) -> tuple[Span, Any]:
    text = page.words()
    return page.put("'" + text.replace("'", "''") + "'"), text


def yaml_plain(page: Page) -> tuple[Span, Any]:
    if page.chance(0.5):
        source, value = page.random.choice(SCALARS)
        return page.put(source), value
    text = page.words()
    return page.put(text), text


def yaml_plain_lines(page: Page, indent: str) -> tuple[Span, Any]:
    first, second = page.plain_words(), page.plain_words()
    return page.put(f"{first}\n{indent}  {second}"), f"{first} {second}"


def yaml_block(page: Page, indent: str) -> tuple[Span, Any]:
    """A literal or folded scalar; what follows it are blank lines, which belong to it only with ``+``."""
    sign, chomping = page.random.choice("|>"), page.random.choice(("", "-", "+"))
    start = len(page.text)
    page.put(sign + chomping + "\n")
    lines = [page.plain_words() for _ in range(page.random.randint(1, 3))]
    for line in lines[:-1]:
        page.put(f"{indent}  {line}\n")
    end = page.put(f"{indent}  {lines[-1]}").end
    blank = page.random.randint(0, 2)
    page.put("\n" * (1 + blank))
    page.put("# the blank lines above belong to the value, others do not\n")
    tail = {"": "\n", "-": "", "+": "\n" * (1 + blank)}[chomping]
    return Span(start, end), ("\n" if sign == "|" else " ").join(lines) + tail


def yaml_flow(page: Page, path: KeyPath, depth: int) -> tuple[Span, Any]:
    kind = page.random.random()
    if depth > 2 or kind < 0.5:
        write = page.random.choice((double_quoted, single_quoted, yaml_flow_plain))
        return write(page)
    start = len(page.text)
    gap = page.random.choice(("", " "))
    if kind < 0.75:
        items = []
        page.put("[" + gap)
        for index in range(page.random.randint(0, 3)):
            page.put(", " if index else "")
            span, value = yaml_flow(page, (*path, index), depth + 1)
            page.found[(*path, index)] = Expected(None, span, value)
            items.append(value)
        page.put(gap + "]")
        return Span(start, len(page.text)), items
    table = {}
    page.put("{" + gap)
    for index, name in enumerate(page.names(3)):
        page.put(", " if index else "")
        key = yaml_key(page, name)
        page.put(": ")
        span, table[name] = yaml_flow(page, (*path, name), depth + 1)
        page.found[(*path, name)] = Expected(key, span, table[name])
    page.put(gap + "}")
    return Span(start, len(page.text)), table


def yaml_flow_plain(page: Page) -> tuple[Span, Any]:
    text = page.plain_words()
    return page.put(text), text


def yaml_key(page: Page, name: str) -> Span:
    return page.put(page.random.choice(("{}", "{}", '"{}"', "'{}'")).format(name))


def yaml_mapping(page: Page, path: KeyPath, indent: str, depth: int, is_compact: bool = False) -> tuple[Span, Any]:
    """A block mapping; a compact one begins on the line of its dash."""
    table: dict[str, Any] = {}
    start = end = -1
    for index, name in enumerate(page.names(6 if depth == 0 else 3)):
        if index or not is_compact:
            page.filler()
            page.put(indent)
        key = yaml_key(page, name)
        start = key.start if start < 0 else start
        page.put(":")
        span, table[name] = yaml_value(page, (*path, name), indent, depth)
        page.found[(*path, name)] = Expected(key, span, table[name])
        end = span.end
    return Span(start, end), table


def yaml_value(page: Page, path: KeyPath, indent: str, depth: int) -> tuple[Span, Any]:
    """What follows a colon or a dash, up to the end of its line."""
    kind = page.random.randint(0, 9)
    if kind == 0:
        span = page.put("")
        page.end_line()
        return span, None
    if kind == 1 and depth < 3:
        page.end_line()
        return yaml_mapping(page, path, indent + "  ", depth + 1)
    if kind == 2 and depth < 3:
        page.end_line()
        return yaml_sequence(page, path, indent + page.random.choice(("", "  ")), depth + 1)
    page.put(" " * page.random.randint(1, 3))
    if page.chance(0.15):
        page.put(page.random.choice(("&anchor{} ", "!!str &anchor{} ", "&anchor{}  ")).format(len(page.text)))
        span, value = double_quoted(page)
    elif kind == 3:
        return yaml_block(page, indent)
    elif kind == 4:
        span, value = yaml_flow(page, path, 0)
    elif kind == 5:
        span, value = yaml_plain_lines(page, indent)
    else:
        span, value = page.random.choice((double_quoted, single_quoted, yaml_plain, yaml_plain))(page)
    page.end_line()
    return span, value


def yaml_sequence(page: Page, path: KeyPath, indent: str, depth: int) -> tuple[Span, Any]:
    items: list[Any] = []
    start = end = -1
    for index in range(page.random.randint(1, 3)):
        page.filler()
        page.put(indent)
        dash = page.put("-")
        start = dash.start if start < 0 else start
        inner = (*path, index)
        if page.chance(0.3) and depth < 3:
            page.put(" ")
            span, value = yaml_mapping(page, inner, indent + "  ", depth + 1, is_compact=True)
        else:
            span, value = yaml_value(page, inner, indent + "  ", depth + 1)
        page.found[inner] = Expected(None, span, value)
        items.append(value)
        end = span.end
    return Span(start, end), items


def write_yaml(page: Page) -> None:
    page.opening = page.put("---")
    page.put(page.random.choice(("", " ", "\t ")) + "\n")
    page.found[()] = Expected(None, *yaml_mapping(page, (), "", 0))
    page.filler()
    page.closing = page.put(page.random.choice(("---", "...")))
    page.put("\n")


def toml_string(page: Page) -> tuple[Span, Any]:
    text = page.words()
    kind = page.random.randint(0, 3)
    if kind == 0:
        return double_quoted(page)
    if kind == 1:
        return page.put("'" + text.replace("'", "") + "'"), text.replace("'", "")
    if kind == 2:
        return page.put(f'"""\n{text}\n"quoted" {text}"""'), f'{text}\n"quoted" {text}'
    return page.put(f"'''{text}\n\\ {text}'''"), f"{text}\n\\ {text}"


TOML_SCALARS: tuple[tuple[str, Any], ...] = (
    ("12", 12),
    ("1_000", 1000),
    ("0xff", 255),
    ("-1.5e3", -1500.0),
    ("true", True),
    ("false", False),
    ("2024-05-01", "2024-05-01"),
    ("2024-05-01 07:30:00", "2024-05-01 07:30:00"),
    ("2024-05-01T07:30:00Z", "2024-05-01T07:30:00Z"),
    ("07:30:00", "07:30:00"),
)


def toml_value(page: Page, path: KeyPath, depth: int) -> tuple[Span, Any]:
    kind = page.random.randint(0, 9)
    if kind < 4:
        return toml_string(page)
    if kind < 7 or depth > 2:
        source, value = page.random.choice(TOML_SCALARS)
        return page.put(source), value
    start = len(page.text)
    if kind < 9:
        items = []
        page.put("[")
        for index in range(page.random.randint(0, 3)):
            page.put(page.random.choice((" ", "\n  ", " # one, two ]\n")))
            span, value = toml_value(page, (*path, index), depth + 1)
            page.found[(*path, index)] = Expected(None, span, value)
            items.append(value)
            page.put(",")
        page.put(page.random.choice(("]", "\n]", " # end\n]")))
        return Span(start, len(page.text)), items
    table: dict[str, Any] = {}
    page.put("{")
    for index, name in enumerate(page.names(3)):
        page.put(", " if index else " ")
        toml_pair(page, path, table, name, depth + 1)
    page.put(" }")
    return Span(start, len(page.text)), table


def toml_key(page: Page, name: str) -> Span:
    is_bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return page.put(page.random.choice(("{}", '"{}"', "'{}'") if is_bare else ('"{}"', "'{}'")).format(name))


def toml_pair(page: Page, path: KeyPath, table: dict[str, Any], name: str, depth: int) -> Span:
    key = toml_key(page, name)
    page.put(page.random.choice((" = ", "=", "  =\t")))
    span, table[name] = toml_value(page, (*path, name), depth)
    page.found[(*path, name)] = Expected(key, span, table[name])
    return Span(key.start, span.end)


def toml_table(page: Page, path: KeyPath, taken: int = 0) -> tuple[Span, dict[str, Any]]:
    """``key = value`` lines; the span of an empty table is where it begins."""
    table: dict[str, Any] = {}
    start, end = taken, taken
    for index, name in enumerate(page.names(4)):
        page.filler()
        page.put(page.random.choice(("", "  ")))
        span = toml_pair(page, path, table, name, 0)
        start, end = (start if index else span.start), span.end
        page.end_line()
    return Span(start, end), table


def write_toml(page: Page) -> None:
    page.opening = page.put("+++")
    page.put("\n")
    whole, root = toml_table(page, ())
    for name in ("provider", "images"):
        if page.chance(0.3):
            continue
        page.filler()
        is_array = name == "images"
        keys, spans, values = [], [], []
        for index in range(page.random.randint(1, 3) if is_array else 1):
            page.put("[[ " if is_array else "[")
            key = toml_key(page, name)
            page.put(" ]]" if is_array else "]")
            after = len(page.text)
            page.end_line()
            path = (name, index) if is_array else (name,)
            span, value = toml_table(page, path) if page.chance(0.8) else (Span(after, after), {})
            keys.append(key)
            spans.append(span)
            values.append(value)
            if is_array:
                page.found[path] = Expected(None, span, value)
        root[name] = values if is_array else values[0]
        page.found[(name,)] = Expected(keys[0], Span(spans[0].start, spans[-1].end), root[name])
        whole = Span(whole.start, spans[-1].end)
    page.found[()] = Expected(None, whole, root)
    page.filler()
    page.closing = page.put("+++")
    page.put("\n")


def json_value(page: Page, path: KeyPath, depth: int) -> tuple[Span, Any]:
    kind = page.random.randint(0, 9) if depth else 9
    if kind < 4:
        return double_quoted(page)
    if kind < 7 or depth > 4:
        source, value = page.random.choice((("12", 12), ("-0.5e2", -50.0), ("true", True), ("null", None), ('""', "")))
        return page.put(source), value
    start = len(page.text)
    gap = "" if depth == 0 else page.random.choice(("", " ", "\n\t"))
    if kind < 8:
        items = []
        page.put("[" + gap)
        for index in range(page.random.randint(0, 3)):
            page.put("," + gap if index else "")
            span, value = json_value(page, (*path, index), depth + 1)
            page.found[(*path, index)] = Expected(None, span, value)
            items.append(value)
        page.put(gap + "]")
        return Span(start, len(page.text)), items
    table: dict[str, Any] = {}
    page.put("{" + gap)
    for index, name in enumerate(page.names(4)):
        page.put("," + gap if index else "")
        key = page.put(f'"{name}"')
        page.put(gap + ":" + gap)
        span, table[name] = json_value(page, (*path, name), depth + 1)
        page.found[(*path, name)] = Expected(key, span, table[name])
    page.put(gap + "}")
    return Span(start, len(page.text)), table


def write_json(page: Page) -> None:
    span, value = json_value(page, (), 0)
    page.found[()] = Expected(None, span, value)
    page.opening, page.closing = Span(span.start, span.start + 1), Span(span.end - 1, span.end)
    page.put("\n")


@pytest.mark.parametrize("write", [write_yaml, write_toml, write_json])
@pytest.mark.parametrize("batch", range(4))
def test_everything_lies_where_it_was_written(write: Callable[[Page], None], batch: int) -> None:
    for seed in range(batch * DOCUMENTS // 4, (batch + 1) * DOCUMENTS // 4):
        page = Page(seed)
        write(page)
        body = len(page.text)
        page.put("\nThe body. --- +++ }\n")

        front_matter = read(page.text, page.start)

        assert front_matter is not None, page.text
        assert front_matter.problem is None, (page.text, front_matter.problem)
        assert (front_matter.opening, front_matter.closing) == (page.opening, page.closing), page.text
        assert front_matter.body_start == body
        assert front_matter.duplicates == ()
        check_tree(page, front_matter)


def check_tree(page: Page, front_matter: FrontMatter) -> None:
    root = front_matter.root
    assert root is not None
    nodes = dict(root.walk())
    assert nodes.keys() == page.found.keys(), page.text
    for path, expected in page.found.items():
        node = nodes[path]
        place = (path, page.text)
        assert (node.value, type(node.value)) == (expected.data, type(expected.data)), place
        assert (node.span, node.span.of(page.text)) == (expected.value, expected.value.of(page.text)), place
        assert root.key_span(path) == expected.key, place
