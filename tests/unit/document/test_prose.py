"""The prose of a document: paragraphs, what is masked in them, words, and the cost of it."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.document import markdown
from seedlint.document import prose as prose_module
from seedlint.document.document import Document
from seedlint.document.prose import MASK, SENTENCE_END, WORD, Prose, outside_code, prose
from seedlint.document.source import Source
from seedlint.text.span import Span


def view(text: str, path: str = "a.md") -> Prose:
    return prose(Document(Source(path, text.encode("utf-8", "surrogatepass"))))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("See `a b` now.", "See xxxxx now."),
        ("See ``a b`` now.", "See xxxxxxx now."),
        ("See :role:`a b` now.", "See xxxxxxxxxxx now."),
        ("See https://e.org/a?b=c, ok.", "See xxxxxxxxxxxxxxxxxxx, ok."),
        ("Mail ann.b-c@e.org.", "Mail xxxxxxxxxxxxx."),
        ("Is a_b = c, or a/b?", "Is xxx x c, or xxx?"),
        ("In C:\\tmp\\f.txt here.", "In C:xxxxxxxxxx here."),
        ("Call std::move, then.", "Call xxxxxxxxx, then."),
        ("A <b>bold</b> word.", "A xxxboldxxxx word."),
        ("Dear {{ name }}, hi.", "Dear xxxxxxxxxx, hi."),
        ("Then {{< figure >}} and {% if x %}.", "Then xxxxxxxxxxxxxx and xxxxxxxxxx."),
        ("So $a , b$ holds.", "So xxxxxxx holds."),
        ("So \\(a , b\\) holds.", "So xxxxxxxxx holds."),
        ("It costs $5 and $6.", "It costs $5 and $6."),
        ("Open README.md or Node.js, now.", "Open xxxxxxxxx or xxxxxxx, now."),
        ("It ended.The bridge.", "It ended.The bridge."),
        ("Read config.yaml.", "Read xxxxxxxxxxx."),
        ("an _emphasis_ and __strong__ word", "an _emphasis_ and __strong__ word"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert view(text).text == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("$ pip install .\nIt works.", "$ xxxxxxxxxxxxx\nIt works."),
        (">>> a , b\nIt works.", ">>> xxxxx\nIt works."),
        ("  C:\\a> dir .\nIt works.", "  C:xx> xxxxx\nIt works."),
        ("  -x, --long a  does it\nand more", "  xxxxxxxxxxxx  does it\nand more"),
        ("He waited -- and left.", "He waited -- and left."),
        ("It is <b>bold</b>.", "It is xxxboldxxxx."),
        ("it is `` so , he said '' and `` no ''", "it is `` so , he said '' and `` no ''"),
    ],
)
def test_masks_of_plain_text(text: str, masked: str) -> None:
    assert view(text, "a.txt").text == masked


def test_mdx_expressions_and_imports_are_masked() -> None:
    found = view("import A from 'b'\n\nIt is {a , b} here.\n", "a.mdx").text
    assert found == "xxxxxxxxxxxxxxxxx\n\nIt is xxxxxxx here.\n"


def test_code_blocks_front_matter_and_comments_are_no_prose() -> None:
    text = "---\ntitle: T\n---\n\n# Head\n\nOne\ntwo.\n\n```\ncode\n```\n\n- item\n\n<!-- no -->\n\n    code\n"
    found = view(text)
    assert [(each.span.of(text), each.kind) for each in found.paragraphs] == [
        ("# Head", "heading"),
        ("One\ntwo.", "text"),
        ("item", "text"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| c | d |",
        "a | b\n--|--\nc | d",
        "+---+---+\n| a | b |\n+---+---+",
        "=====  =====\na      b\n=====  =====",
    ],
)
@pytest.mark.parametrize("path", ["a.md", "a.txt"])
def test_tables(text: str, path: str) -> None:
    assert {each.kind for each in view(text, path).paragraphs} == {"table"}


def test_a_bar_alone_makes_no_table() -> None:
    assert [each.kind for each in view("Either a|b or c -- d.\nAnd so on.").paragraphs] == ["text"]


def test_find_stays_within_a_paragraph() -> None:
    found = view("One two\n\nthree `four` five\n")
    words = ["One", "two", "three", MASK * 6, "five"]
    assert [match.group() for match in found.find(WORD)] == words
    assert [match.group() for match in found.find(re.compile(r"\w+\s+\w+"))][:1] == ["One two"]
    assert not list(found.find(re.compile(r"two\s+three")))
    (paragraph, other) = found.paragraphs
    assert [word.of(found.text) for word in found.words(other.span)] == ["three", "five"]
    assert found.paragraph_at(paragraph.span.end) is None
    assert found.is_masked(found.text.index(MASK))
    assert not found.is_masked(0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 3),
        ("Он пришёл. Она ушла… Всё.", 3),
        ("桥塌了。没人受伤！真的？", 3),
        ("Version 2.0 of a.b is out.", 1),
        ("“Yes.” “No.”", 2),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    found = view(text)
    assert found.sentence_ends(found.paragraphs[0].span) == count
    assert len(list(found.find(SENTENCE_END))) == count


_MARKS = prose_module._MARKS
_PLAIN_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])++(?:['’‘ʼ-](?:[^\W\d_]|[{_MARKS}])++)*+")
_PLAIN_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'”’»)\]*_]*+(?=\s|\Z)|[。！？｡]++[”’」』）)]*+)")


@given(st.text(st.sampled_from("aZéßªµ×÷ı中ไ\u0301\u0e31\u200d¹½_0 \n\x85'’-.!?…。！？”)]*\udc80")), st.integers(0, 3))
def test_words_and_sentence_ends_are_those_of_the_plain_patterns(text: str, start: int) -> None:
    end = max(start, len(text) - start)
    for fast, plain in ((WORD, _PLAIN_WORD), (SENTENCE_END, _PLAIN_END)):
        found = [match.span() for match in fast.finditer(text, start, end)]
        assert found == [match.span() for match in plain.finditer(text, start, end)]


MARKUP = (
    "` `` ``` '' $ $$ \\( \\) {{ }} {% %} ${ <% <b> </b> <!-- --> | --- +-+ = == -- -x a_b a/b c::d @ .md .txt :r:` "
    "> $ 桥 é \u0301 \udc80"
)
SEPARATORS = [" ", "", "\n", "\n\n", "\r\n", "\t", "    "]


@given(
    st.lists(st.tuples(st.sampled_from(MARKUP.split(" ")), st.sampled_from(SEPARATORS)), max_size=40),
    st.sampled_from(["a.md", "a.txt", "a.mdx"]),
)
def test_any_text_keeps_its_length_and_its_lines(parts: list[tuple[str, str]], path: str) -> None:
    text = "".join(piece + separator for piece, separator in parts)
    found = view(text, path)
    document = Document(Source(path, text.encode("utf-8", "surrogatepass")))
    assert len(found.text) == len(document.text)
    for before, after in zip(document.text, found.text, strict=True):
        assert before == after or (after == MASK and before not in "\r\n")
    for one, other in zip(found.masks, found.masks[1:], strict=False):
        assert one.end < other.start
    for one_paragraph, next_paragraph in zip(found.paragraphs, found.paragraphs[1:], strict=False):
        assert one_paragraph.span.end <= next_paragraph.span.start


@given(st.lists(st.tuples(st.sampled_from(MARKUP.split(" ")), st.sampled_from(SEPARATORS)), max_size=40))
def test_words_are_those_that_are_not_masked_altogether(parts: list[tuple[str, str]]) -> None:
    found = view("".join(piece + separator for piece, separator in parts))
    for start, end in (each.span for each in found.paragraphs):
        for span in (Span(start, end), Span((start + end) // 2, end)):
            words = [Span(*match.span()) for match in WORD.finditer(found.text, *span)]
            shown = [word for word in words if not (found.is_masked(word.start) and found.is_masked(word.end - 1))]
            assert list(found.words(span)) == shown == found.word_ranges(span)


@given(
    st.lists(st.tuples(st.sampled_from(MARKUP.split(" ")), st.sampled_from(SEPARATORS)), max_size=40),
    st.sampled_from(["a.md", "a.txt", "a.mdx"]),
)
def test_what_stands_around_blocks_of_code_is_masked_as_if_they_were_masked_too(
    parts: list[tuple[str, str]], path: str
) -> None:
    raw = "".join(piece + separator for piece, separator in parts).encode("utf-8", "surrogatepass")
    found = prose(Document(Source(path, raw)))
    document = Document(Source(path, raw))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose_module, "_between_blocks", lambda text, body, regions: [body])
        plain = prose(document)
    regions = document.view(markdown.structure).regions
    blocks = {offset for block in (*regions.fenced, *regions.indented) for offset in range(*block)}
    assert found.paragraphs == plain.paragraphs
    for offset in set(range(len(plain.text))) - blocks:
        assert found.text[offset] == plain.text[offset]
        assert found.is_masked(offset) == plain.is_masked(offset)


def test_places_outside_of_code() -> None:
    text = "One , `a ,`\n\n    b ,\n\n```\nc ,\n```\n\ntwo ,\n"
    commas = [match.start() for match in re.finditer(",", text)]
    assert outside_code(Document(Source("a.md", text.encode())), commas) == [commas[0], commas[-1]]
    quoted = "`` no , '' he said , `a ,`\n"
    commas = [match.start() for match in re.finditer(",", quoted)]
    assert set(outside_code(Document(Source("a.md", quoted.encode())), commas)) >= set(commas[:2])


PIECES = [
    *(
        "_",
        "a_",
        "a_b ",
        "/",
        "a.md",
        "a.",
        "$",
        "\\(",
        "\\(a\\b",
        "{{",
        "{%a",
        "<a ",
        "--",
        " --a",
        "\n--a b",
        "===",
        "= =",
    ),
    *(
        "$ ",
        ">>> ",
        "> ",
        "C:\\",
        ":r:",
        ":a:a",
        "`` a '' ",
        "@",
        "a@b.c ",
        "\n",
        " \n",
        "a\n\n",
        "桥",
        "::",
        "|",
        "| ",
        "|a|\n",
    ),
]
SMALL, LARGE, FLOOR, WORST = 20_000, 80_000, 0.1, 9.0
"""Characters; seconds that no law worries about; a ratio that linear work stays below and quadratic work does not."""


def cost(piece: str, size: int, path: str) -> float:
    text = piece * (size // len(piece))
    start = process_time()
    view(text, path)
    return process_time() - start


@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.mdx"])
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_time_is_linear(piece: str, path: str) -> None:
    large = cost(piece, LARGE, path)
    if large > FLOOR:
        large = min(large, *(cost(piece, LARGE, path) for _ in range(3)))  # other programs only add
        small = min(cost(piece, SMALL, path) for _ in range(4))
        assert large < max(WORST * small, FLOOR), f"{small:.3f} s, {large:.3f} s"
