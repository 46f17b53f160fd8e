"""No construct costs more than its length, however often it is repeated: four times the text, four times the time.

Processor time of two sizes is compared, never a clock with a limit. What is quadratic takes sixteen times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from seedlint import lint_text

SMALL, LARGE = 8_000, 32_000
"""Bytes. Small enough for the whole law to take seconds, large enough for a quadratic term to show."""
WORST = 9.0
"""A ratio that linear work stays below on a busy machine and quadratic work does not, once it dominates."""
DEAREST = 15.0
"""How many times as much as a text full of ordinary defects any other text may cost. The findings of a rule are few,
so work in the length of the text for each of them is linear, too, but a thousand times too dear."""
FLOOR = 0.05
"""Seconds of processor time that no law worries about: what is quadratic in theory and takes less is harmless."""

BODIES = r"""
[ ( < > ` ![]( [a]( [a](< [a](b\x20" ](a) [[ [a][b] [^a] {{ {{x}} & &amp; &#x &frac14; Ã Ã© â€ â€™\x20 Â ‚Ä¶
\x92 ï¿½ \ufffd\x20 *a\x20 **a\x20 _ \\ ' " “ ” > >\x20 -\x20 -\x20-\x20x\n 1.\x20 | |a|b|\n|-|-|\n http://
http://a\x20 http://a/( https://[::1\x20 www. www.a\x20 a:// mailto: a@b. <a\x20href=" <a\x20 <!-- <?
<![CDATA[ <http:// <div>\n <pre>\n </ $schema $schema:\x20 \t \x00 \r \n \u2028 \x85 \ufeff ---\n +++\n ...\n
{\n ```\n ~~~\n [a]:\x20x\n [a]:\n a\n=\n \x20\x20\x20\x20x\n 中文。 😀 x\u0301 \udcff
"""
YAML = r"""
#\x20c\n #\x20$schema\n a:\x201\n a:\n a:\x20b:\x20c\n -\x20a\n -\x20\t\n ?\x20 " ' "" '' "\x80"\n &a\x20
*a\x20 a:\x20&x.y\x20z\n a:\x20*x\n !!str\x20 [ {a:\x20 [a, a, a:\x20{{x}}\n |\n >\n <<:\x20\n %YAML\n \t \t\n
\t#\n \n \x00 \x01 \x92 \r \u2028 \u2028a:\x201\n \x85 \ufeff @ \\ 1 1_ 1e999999\x20
"""
TOML = r"""
#\x20c\n a=1\n [a]\n [[a]]\n [a.b]\n a.b=1\n a. a={}\n [ {a= " ' \x22\x22\x22 \\ \\u 1 1_ 1, , = x=[\n \t \n
\r \x00 é=1\n
"""
JSON = r"""
"a":1,\n {"a": [ " \\ \\u \\ud83d 1 1, e9 - , = //c\n \n \r \t \x00
"""


def repeated(opening: str, piece: str, closing: str = "") -> Callable[[int], str]:
    return lambda size: opening + piece * (size // len(piece.encode("utf-8", "surrogateescape"))) + closing


def numbered(opening: str, piece: str, closing: str) -> Callable[[int], str]:
    """``piece`` with a number of its own in each place of ``#``."""
    return lambda size: opening + "".join(piece.replace("#", str(n)) for n in range(size // len(piece))) + closing


def pieces(notation: str) -> list[str]:
    """Pieces separated by blanks, in the notation of Python's escapes."""
    return [piece.encode("latin-1", "backslashreplace").decode("unicode_escape") for piece in notation.split()]


YAML_FENCES = ("---\ntitle: T\n", "\n---\n\nBody.\n")
TOML_FENCES = ('+++\ntitle = "T"\n', "\n+++\n\nBody.\n")
JSON_FENCES = ('{"title": "T",\n', '"z": 1}\n\nBody.\n')

CONSTRUCTS: dict[str, Callable[[int], str]] = {
    **{f"body {piece!a}": repeated("", piece) for piece in pieces(BODIES)},
    **{f"yaml {piece!a}": repeated(YAML_FENCES[0], piece, YAML_FENCES[1]) for piece in pieces(YAML)},
    **{f"yaml value {piece!a}": repeated("---\ntitle: ", piece, YAML_FENCES[1]) for piece in pieces(YAML)},
    **{f"yaml quoted {piece!a}": repeated('---\ntitle: "', piece, f'"{YAML_FENCES[1]}') for piece in pieces(YAML)},
    **{f"toml {piece!a}": repeated(TOML_FENCES[0], piece, TOML_FENCES[1]) for piece in pieces(TOML)},
    **{f"toml value {piece!a}": repeated("+++\ntitle = ", piece, TOML_FENCES[1]) for piece in pieces(TOML)},
    **{f"toml text {piece!a}": repeated('+++\nx = """', piece, f'"""{TOML_FENCES[1]}') for piece in pieces(TOML)},
    **{f"json {piece!a}": repeated(JSON_FENCES[0], piece, JSON_FENCES[1]) for piece in pieces(JSON)},
    **{f"json list {piece!a}": repeated('{"x": [', piece, f"1],{JSON_FENCES[1]}") for piece in pieces(JSON)},
    **{f"json text {piece!a}": repeated('{"x": "', piece, f'",{JSON_FENCES[1]}') for piece in pieces(JSON)},
    "yaml unknown keys": numbered("---\n", "key#: 1\n", YAML_FENCES[1]),
    "toml unknown keys": numbered("+++\n", "key# = 1\n", TOML_FENCES[1]),
    "json unknown keys": numbered("{\n", '"key#": 1,\n', JSON_FENCES[1]),
    "yaml anchors": numbered("---\n", "k#: &a# x\n", YAML_FENCES[1]),
    "yaml aliases": numbered("---\na: &a x\n", "k#: *a\n", YAML_FENCES[1]),
    "yaml merges": numbered("---\na: &a {x: 1}\n", "k#: {<<: *a}\n", YAML_FENCES[1]),
    "yaml bad items": repeated("---\nrelated:\n", '- {a: 1, url: "x y"}\n', YAML_FENCES[1]),
    "yaml bad images": repeated("---\nimages:\n", "- 1\n", YAML_FENCES[1]),
    "toml tables": numbered("+++\n", "[k#]\na = 1\n", TOML_FENCES[1]),
    "toml dotted keys": numbered("+++\n", "a.k#.b = 1\n", TOML_FENCES[1]),
    "toml arrays of tables": numbered("+++\n", "[[k]]\na# = 1\n", TOML_FENCES[1]),
    "unclosed yaml": repeated("---\n", "a: 1\n"),
    "unclosed toml": repeated("+++\n", "a = 1\n"),
    "unclosed json": repeated("{\n", '"a": 1,\n'),
    "fences in vain": repeated("x\n", "---\ntitle: x\n---\n"),
    "reference definitions": numbered("", "[a#]: http://x y\n[a#]\n", ""),
    "broken links": numbered("", "[a](http:///x#)\n", ""),
    "quotes in quotes": lambda size: "\n".join("> " * depth + "- x" for depth in range(1, int(size**0.5))),
    "growing backticks": lambda size: " ".join("`" * length for length in range(1, int((2 * size) ** 0.5))),
    "growing indentation": lambda size: "\n".join(" " * n + "- x" for n in range(1, int((2 * size) ** 0.5))),
    "mojibake": repeated("", "NestlÃ© and â€œquoteâ€\x9d Graphyteâ„¢ \n"),
    "mojibake without end": repeated("", "Ã©"),
}


def cost(text: str) -> float:
    """Seconds of processor time."""
    raw = text.encode("utf-8", "surrogateescape")
    start = process_time()
    found = lint_text(raw, schema="article", isolated=True)
    taken = process_time() - start
    assert all(item.rule != "internal-error" for item in found)
    return taken


@pytest.fixture(scope="module")
def ordinary() -> float:
    """What a text with some defect in every line costs."""
    return min(cost(CONSTRUCTS["mojibake"](LARGE)) for _ in range(4))


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_time_is_linear(construct: str, ordinary: float) -> None:
    make = CONSTRUCTS[construct]
    large = cost(make(LARGE))
    if large > FLOOR:
        large = min(large, cost(make(LARGE)))  # the first run of all imports what it needs
        small = min(cost(make(SMALL)) for _ in range(2))
        assert large < DEAREST * ordinary
        assert large < max(WORST * small, FLOOR), f"{small:.3f} s for {SMALL} bytes, {large:.3f} s for {LARGE}"
