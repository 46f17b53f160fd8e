"""What is read line by line is what the events of PyYAML say: the same values in the same places, or nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from seedlint.document import yaml_lines, yaml_tree
from seedlint.document.front_matter import read
from seedlint.document.tree import MAX_DEPTH, MAX_LENGTH, MAX_NODES, Node
from seedlint.text.span import Span

SEEDS = Path(__file__).parents[2] / "seeds"
TAKEN = ["000-clean-article.txt", "001-clean-video.txt", "004-schema-mistakes.txt", "022-pasted-page.txt"]
"""Seeds that must be read line by line: the law would hold if nothing were."""

WORDS = r"""
a é 日本 😀 http://x/y?z#w null Null nulL ~ true TRUE false yes no on off y n 0 -1 +1 010 0o17 0x1F 0b1 1_000
1. .5 +.5 1e3 1.e5 1e400 .inf .Inf -.inf .nan 2020-01-01 2020-01-01T00:00:00Z 12:30:45
- -- --- ... -a -é -. -_ : :: :a a: ? ?a ! & * | > |- >- % @ ` , [ ] { } [] {} = == << <a ~a $x . .. # #c a#b a] ,a
"" '' '"' "'" "q" 'q' "a'b" 'a"b' 'it''s' "a"b "a"#c a"b" a'b \ a\b "\"" '\' "a\nb" *a &a !t
"""
KEYS = ["a", "b", "x.y", "x/y", "_k", "k-", "null", "1", "no", "<<", "~", "é", "?", "-", "k\xa0k", "k k", '"q"', "a:"]
SCALARS = [
    *WORDS.split(),
    *('""""', "", "a b", "a  b", "a #c", "a # c", "a: b", "a :b", "a : b", "a - b", "a -", "- a", "- - a", "- a: b"),
    *(
        "[a, b]",
        "{a: b}",
        "[a",
        "'a: b'",
        '"a #b"',
        '"a" # c',
        '"a" b',
        '"a", "b"',
        '"a": b',
        "&x a",
        "!!str 1",
        "a, b",
    ),
    *(
        "a\tb",
        "\ta",
        "a\t",
        "a ",
        " a",
        "a\xa0b",
        "a\u3000",
        "a\u2028b",
        "a\x85b",
        "a\ufeffb",
        "a\x07",
        "\x7f",
        "\udc80",
    ),
    *('"a\n  b"', "'a\n\n b'", '"a\nb"', "a\n  b", "|\n  x", ">-\n  x", "\n  x", "\n  - x", "\n- x", "\n  - k: x"),
    *("x" * 1100, '"' + "x" * 1100 + '"', "1" * 5000),
]
INDENTS = [
    "",
    "",
    "  ",
    "  ",
    "    ",
    " ",
    "   ",
    "- ",
    "- ",
    "  - ",
    "  - ",
    "    - ",
    "-   ",
    "-",
    "- - ",
    " - ",
    "\t",
]
COLONS = [*[": "] * 8, ":", "::", " : ", ":   ", ":\t"]
ENDS = [*["\n"] * 12, "\n\n", " \n", "  # c\n", " #\n", "#\n", "\n# c\n", "\n   # c: d\n", "\n  \n", "\r\n", "\r", ""]
CHARACTERS = " :#-\"'\n\t[]{},&*!|>%@`?\\~<=.0aé\x85\u2028\ufeff\xa0\r\x00"
WHOLE_LINES = ["", "#", "  # c", "-", "- ", "- a", "  - a", "a:", "a", '"a', "---", "...", "%YAML 1.2", "  x: y"]


def tree(node: Node) -> Any:
    """All that a node says. Values are compared as text: NaN is not equal to itself, and 1 is equal to True."""
    assert node.target is None
    assert type(node.span) is Span
    entries = items = None
    if node.entries is not None:
        assert list(node.value) == list(node.entries)
        assert all(node.value[key] is entry.node.value for key, entry in node.entries.items())
        entries = [(key, type(entry), entry.key, tree(entry.node)) for key, entry in node.entries.items()]
    if node.items is not None:
        assert all(value is item.value for value, item in zip(node.value, node.items, strict=True))
        items = [tree(item) for item in node.items]
    return repr(node.value) if entries is items else type(node.value), node.span, node.style, entries, items


def is_taken(content: str, before: str = "---\n") -> bool:
    """Whether ``content`` is read line by line. If it is, it must be read as PyYAML's events say."""
    span = Span(len(before), len(before) + len(content))
    text = before + content + "---\n"
    found = yaml_lines.parse(text, span)
    if found is None:
        return False
    parsed = yaml_tree.parse(text, span)
    assert parsed.problem is None, content
    assert parsed.duplicates == (), content
    assert parsed.root is not None
    assert tree(found) == tree(parsed.root), content
    return True


def block(random: random.Random, column: int = 0, depth: int = 0) -> list[str]:
    """Lines of YAML that is well-formed as far as its scalars are."""
    lines: list[str] = []
    is_list = depth > 0 and random.random() < 0.4
    for index in range(random.randint(1, 4)):
        start = " " * column + (f"-{' ' * random.choice([1, 1, 2, 3])}" if is_list else "")
        scalar = (
            random.choice(SCALARS) if random.random() < 0.1 else random.choice(["x", "1", '"q r"', "'z'", "a b", ""])
        )
        if random.random() < 0.1:
            lines.append(random.choice(["", "  ", "# c", f"{' ' * random.randint(0, 8)}# x: y"]))
        if is_list and random.random() < 0.5:
            lines.append(start + (scalar or "x"))
            continue
        if depth < 5 and random.random() < 0.35:
            lines.append(f"{start}k{index}:{random.choice(['', '', ' ', ' # c'])}")
            lines += block(random, len(start) + random.choice([0, 1, 2, 2, 2, 4]), depth + 1)
        else:
            lines.append(f"{start}k{index}:{random.choice([' ', ' ', '  '])}{scalar}")
        if is_list:
            lines += [f"{' ' * len(start)}l{more}: x" for more in range(random.randint(0, 2))]
    return lines


def loose_lines(random: random.Random) -> str:
    """Lines of all kinds, of which hardly any two go together."""
    lines = []
    for _ in range(random.randint(1, 8)):
        key = random.choice(KEYS) + random.choice(COLONS) if random.random() < 0.8 else ""
        lines.append(random.choice(INDENTS) + key + random.choice(SCALARS) + random.choice(ENDS))
    return "".join(lines)


def mutated(random: random.Random, text: str) -> str:
    """``text`` with a few lines or characters changed, moved, added or removed."""
    for _ in range(random.randint(1, 3)):
        lines = text.split("\n")
        line, other = random.randrange(len(lines)), random.randrange(len(lines))
        place, length = random.randint(0, len(text)), random.randint(1, 3)
        key, colon, _ = lines[line].partition(": ")
        text = random.choice(
            [
                "\n".join([*lines[:line], random.choice([" ", "  ", "- "]) + lines[line], *lines[line + 1 :]]),
                "\n".join([*lines[:line], lines[line][length:], *lines[line + 1 :]]),
                "\n".join([*lines[:line], lines[other], *lines[line + 1 :]]),
                "\n".join([*lines[:line], lines[other], *lines[line:]]),
                "\n".join([*lines[:line], *lines[line + 1 :]]),
                "\n".join([*lines[:line], random.choice(WHOLE_LINES), *lines[line:]]),
                "\n".join([*lines[:line], key + colon + random.choice(SCALARS), *lines[line + 1 :]]),
                "\n".join([*lines[:line], lines[line].replace('"', "", length), *lines[line + 1 :]]),
                text[:place] + random.choice(CHARACTERS) + text[place:],
                text[:place] + text[place + length :],
            ]
        )
    return random.choice([text.replace("\n", "\r\n"), text.rstrip("\n"), *[text] * 30])


def seeds() -> dict[str, str]:
    """The YAML of all seeds by name."""
    found = {}
    for path in sorted(SEEDS.glob("*.*")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        front_matter = read(text)
        if front_matter is not None and text.startswith("---"):
            found[path.name] = front_matter.content.of(text)
    return found


def test_seeds() -> None:
    taken = {name for name, content in seeds().items() if is_taken(content)}

    assert taken >= set(TAKEN)


@pytest.mark.parametrize("scalar", SCALARS, ids=ascii)
def test_every_scalar_at_every_place(scalar: str) -> None:
    for end in set(ENDS):
        for place in (
            "a: {}",
            "a:\n  b: {}",
            "a:\n  - {}",
            "a:\n- {}",
            "a:\n  - b: {}",
            "{}: b",
            "{}",
            "- {}",
            "a: b\n{}",
        ):
            for after in ("", "c: d\n"):
                is_taken(place.replace("{}", scalar) + end + after)


def test_every_character_at_every_place() -> None:
    content = "a: b c\n'd': \"e f\"\nl:\n  - 'x' # y\n  - z\nm:\n- n: -1\n  o:\n    p: q:r\n"
    assert is_taken(content.replace("'d'", "d"))
    for text in (content, content.replace("'d'", "d")):
        for place in range(len(text) + 1):
            for character in CHARACTERS:
                is_taken(text[:place] + character + text[place:])


@pytest.mark.parametrize("seed", range(4))
def test_generated(seed: int) -> None:
    source = random.Random(seed)
    contents = [seeds()[name] for name in TAKEN]
    taken = 0
    for turn in range(2_500):
        nested = "\n".join(block(source)) + "\n"
        taken += is_taken(nested, source.choice(["", "---\n", "\ufeff---\n"]))
        taken += is_taken(mutated(source, nested))
        is_taken(loose_lines(source))
        if turn % 5 == 0:
            taken += is_taken(mutated(source, source.choice(contents)))

    assert taken > 2_000


def test_limits() -> None:
    for depth in range(MAX_DEPTH - 5, MAX_DEPTH + 5):
        is_taken("".join(f"{' ' * level}a:\n" for level in range(depth)))
        is_taken("a:\n" + "".join(f"{' ' * level}- a:\n" for level in range(0, depth, 2)))
        is_taken("a" * depth + ": b\n")
    assert not is_taken("a:\n" + "- b: c\n" * (MAX_NODES // 2))
    assert not is_taken(f"a: {'b' * MAX_LENGTH}\n")
    assert not is_taken(f"{'a' * 1025}: b\n")
    assert is_taken(f"a: '{'b' * 5_000}'\n")
