"""Comments for seedlint: which are understood, where they are comments, and which lines they speak about."""

from __future__ import annotations

import pytest

from seedlint.document.directives import Directive, Verb, directives
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.text.decode import encode
from seedlint.text.span import apply


def read(text: str, path: str = "a.md") -> tuple[Directive, ...]:
    return directives(Document(Source(path, encode(text))))


def in_yaml(comment: str) -> Directive:
    (found,) = read(f"---\na: 1\n{comment}\nb: 2\n---\nText.\n")
    return found


def in_markdown(comment: str) -> Directive:
    (found,) = read(f"---\na: 1\n---\n\n{comment}\n\nText.\n")
    return found


ACCEPTED = [
    ("seedlint: ignore[mojibake]", "ignore", ["mojibake"], ""),
    ("seedlint: ignore[mojibake] as printed", "ignore", ["mojibake"], "as printed"),
    ("seedlint: ignore[mojibake]: as printed", "ignore", ["mojibake"], "as printed"),
    ("seedlint: ignore[mojibake] - as printed", "ignore", ["mojibake"], "as printed"),
    ("seedlint: ignore[mojibake] see [2], # 3", "ignore", ["mojibake"], "see [2], # 3"),
    ("seedlint:ignore[mojibake]", "ignore", ["mojibake"], ""),
    ("seedlint:   ignore[ mojibake ,empty-body ]", "ignore", ["mojibake", "empty-body"], ""),
    ("seedlint: ignore[all, links, no such rule]", "ignore", ["all", "links", "no such rule"], ""),
    ("seedlint: file-ignore[encoding] a lesson", "file-ignore", ["encoding"], "a lesson"),
    ("seedlint: disable[links]", "disable", ["links"], ""),
    ("seedlint: enable[links]", "enable", ["links"], ""),
]

REFUSED = [
    ("seedlint: ignore", "'ignore' names no rule"),
    ("seedlint: ignore mojibake", "'ignore' names no rule"),
    ("seedlint: ignore(mojibake)", "'ignore' names no rule"),
    ("seedlint: ignore [mojibake]", "a blank stands between 'ignore' and '['"),
    ("seedlint: ignore[mojibake", "'ignore[' is not closed by ']'"),
    ("seedlint: ignore[[mojibake]]", "'ignore[' is not closed by ']'"),
    ("seedlint: ignore[]", "nothing stands between the brackets"),
    ("seedlint: ignore[ ]", "nothing stands between the brackets"),
    ("seedlint: ignore[mojibake,]", "a name is missing beside a comma"),
    ("seedlint: ignore[,mojibake]", "a name is missing beside a comma"),
    ("seedlint: IGNORE[mojibake]", "there is no 'IGNORE'"),
    ("seedlint: ignore-file[mojibake]", "there is no 'ignore-file'"),
    ("seedlint: [mojibake]", "no verb follows 'seedlint:'"),
    ("seedlint: see the wiki", "there is no 'see'"),
]

NONE = ["Seedlint: ignore[mojibake]", "seedlint ignore[mojibake]", "by seedlint: ignore[mojibake]", "noqa"]


@pytest.mark.parametrize(("comment", "word", "names", "reason"), ACCEPTED)
def test_accepted_spellings(comment, word, names, reason):
    for found in (in_yaml(f"# {comment}"), in_yaml(f"#{comment}"), in_markdown(f"<!-- {comment} -->")):
        assert (found.word, [name.text for name in found.names], found.reason) == (word, names, reason)
        assert found.verb is Verb(word)
        assert found.problem is None


@pytest.mark.parametrize(("comment", "problem"), REFUSED)
def test_refused_spellings(comment, problem):
    for found in (in_yaml(f"# {comment}"), in_markdown(f"<!-- {comment} -->")):
        assert (found.problem, found.names) == (problem, ())


@pytest.mark.parametrize("comment", NONE)
def test_other_comments(comment):
    assert read(f"---\na: 1\n# {comment}\n---\n\n<!-- {comment} -->\n") == ()


def test_spans_are_exact():
    text = "---\ntitle: x  # seedlint: ignore[ a,  bc ] why\n---\n"
    (found,) = read(text)
    assert found.span.of(text) == "# seedlint: ignore[ a,  bc ] why"
    assert found.listed.of(text) == " a,  bc "
    assert [name.span.of(text) for name in found.names] == ["a", "bc"]


MANY = 20_000
I = "seedlint: ignore[all]"  # noqa: E741 - short, for the table

COMMENTS = [
    f"---\na: 1 # {I}\n---\n",
    f"---\na: # {I}\n  b\n---\n",
    f"---\na: &x !!str # {I}\n  b\n---\n",
    f"---\na: | # {I}\n  b\n---\n",
    f"---\na: >-\t# {I}\n  b\n---\n",
    f"---\na: |\n  b\n# {I}\n---\n",
    f"---\na: [1, # {I}\n  2]\n---\n",
    f"---\na: 'b' # other # {I}\n---\n",
    f"---\r\na: 1 # {I}\r\n---\r\n",
    f"\ufeff---\n# {I}\na: 1\n---\n",
    f"---\na: 1\na: 2 # {I}\n---\n",
    f"---\na: b: c\n# {I}\n---\n",
    f"---\na: b: c\nd: e # {I}\n---\n",
    f"---\na: 1\n# {I}\n\nNever closed.\n",
    f"---\na: \x92 # {I}\nb: '\x85'\n---\n",
    f"+++\na = 1 # {I}\n+++\n",
    f"+++\na = '#' # {I}\n+++\n",
    f'+++\na = """x""""" # {I}\n+++\n',
    f"+++\n# {I}\na = [\n 1 ]\n+++\n",
    f"<!-- {I} -->\n",
    f"<!--{I}-->\n",
    f"<!--\n{I} a reason\nof two lines\n-->\n\nText.\n",
    f"Text <!-- {I} --> goes on.\n",
    f"- item <!-- {I} -->\n",
    f"> <!-- {I} -->\n> quoted\n",
    f"<div>\n<!-- {I} -->\n</div>\n",
    f"{{}}\n\n<!-- {I} -->\n",
]

TEXT = [
    f"---\na: |\n  # {I}\n---\n",
    f"---\na: |\n  b\n  # {I}\n  c\n---\n",
    f"---\na: '# {I}'\n---\n",
    f"---\na: 'b\n  # {I}\n  c'\n---\n",
    f'---\na: "b # {I}"\n---\n',
    f"---\n'a # {I}': 1\n---\n",
    f"---\na: 'x # {I}'\na: 1\n---\n",
    f"---\na: b#{I}\n---\n",
    f"---\nx: b: c\na: |\n  # {I}\n---\n",
    f"---\nx: b: c\na: 'd # {I}'\n---\n",
    f"+++\na = '# {I}'\n+++\n",
    f'+++\na = "\\" # {I}"\n+++\n',
    f'+++\na = """\n# {I}\n"""\n+++\n',
    f"+++\na = '''\n# {I}'\n'''\n+++\n",
    f'{{"a": "# {I}"}}\n',
    f"# {I}\n",
    f"Text # {I}\n",
    f"```\n<!-- {I} -->\n```\n",
    f"    <!-- {I} -->\n",
    f"Text `<!-- {I} -->` text\n",
    f"<pre>\n<!-- {I} -->\n</pre>\n",
    f"<!-- {I}\n",
]


@pytest.mark.parametrize("text", COMMENTS)
def test_comments(text):
    assert [found.problem for found in read(text)] == [None]


@pytest.mark.parametrize("text", TEXT)
def test_what_only_looks_like_a_comment(text):
    assert read(text) == ()


def test_plain_text_has_no_comments():
    assert read(f"<!-- {I} -->\n", "a.txt") == ()
    assert len(read(f"---\na: 1\n---\n<!-- {I} -->\n", "a.txt")) == 1


def test_utf16_has_no_comments():
    assert directives(Document(Source("a.md", f"<!-- {I} -->\n".encode("utf-16")))) == ()


LINES = [
    # alone on its line: the next line with anything else
    (f"---\na: 1\n# {I}\nb: 2\n---\n", [(3, 4)]),
    (f"---\na: 1\n# {I}\n\n# note\nb: 2\n---\n", [(3, 6)]),
    (f"---\na: 1\n# {I}\n# {I}\nb: 2\n---\n", [(3, 5), (4, 5)]),
    (f"---\na: 1\n# {I}\n---\n", [(3, 4)]),
    (f"---\na:\n  # {I}\n  - b\n---\n", [(3, 4)]),
    (f"<!-- {I} -->\n\nText.\n", [(1, 3)]),
    (f"Text.\n\n<!-- {I} -->\n<!-- {I} -->\n\nText.\n", [(3, 6), (4, 6)]),
    (f"Text.\n\n<!-- {I} --> <!-- {I} -->\nText.\n", [(3, 4), (3, 4)]),
    (f"Text.\n\n<!--\n{I}\n-->\nText.\n", [(3, 5, 6)]),
    (f"> <!-- {I} -->\n> quoted\n", [(1, 2)]),
    (f"Text.\n\n<!-- {I} -->\n", [(3,)]),
    (f"Text.\r\n\r\n<!-- {I} -->\r\nText.\r\n", [(3, 4)]),
    (f"Text.\r<!-- {I} -->\rText.\r", [(2, 3)]),
    # beside anything else: its own line
    (f"---\na: 1 # {I}\nb: 2\n---\n", [(2,)]),
    (f"Text <!-- {I} -->\ngoes on.\n", [(1,)]),
    (f"Text <!-- {I} --> and <!-- {I} -->\ngoes on.\n", [(1,), (1,)]),
    (f"- <!-- {I} -->\n  Text.\n", [(1,)]),
    # below the opening fence: the fence, too
    (f"---\n# {I}\na: 1\n---\n", [(1, 2, 3)]),
    (f"---\n\n# note\n# {I}\n# {I}\na: 1\n---\n", [(1, 4, 6), (1, 5, 6)]),
    (f"+++\n# {I}\na = 1\n+++\n", [(1, 2, 3)]),
    (f"---\n# {I}\n---\n", [(1, 2, 3)]),
]


@pytest.mark.parametrize(("text", "lines"), LINES)
def test_lines(text, lines):
    assert [found.lines for found in read(text)] == lines


REMOVED = [
    (f"---\na: 1  # {I}\nb: 2\n---\n", "---\na: 1\nb: 2\n---\n"),
    (f"---\na: 1 # note # {I}\n---\n", "---\na: 1 # note\n---\n"),
    (f"---\na: 1\n# {I}\nb: 2\n---\n", "---\na: 1\nb: 2\n---\n"),
    (f"---\r\na: 1\r\n  # {I}\r\nb: 2\r\n---\r\n", "---\r\na: 1\r\nb: 2\r\n---\r\n"),
    (f"Text.\n\n<!-- {I} -->\nText.\n", "Text.\n\nText.\n"),
    (f"Text.\n<!-- {I} -->\nText.\n", "Text.\n\nText.\n"),  # one paragraph would be another text than two
    (f"> Text.\n> <!-- {I} -->\n> Text.\n", "> Text.\n> \n> Text.\n"),
    (f"<!-- {I} -->\nText.\n", "Text.\n"),
    (f"Text.\n\n<!--\n{I}\n-->\n\nText.\n", "Text.\n\n\nText.\n"),
    (f"Text.\n\n<!-- {I} -->", "Text.\n"),
    (f"<!-- {I} -->", ""),
    (f"\ufeff<!-- {I} -->\nText.\n", "\ufeffText.\n"),
    (f"Text <!-- {I} -->  \nText.\n", "Text  \nText.\n"),
    (f"Text <!-- {I} --> text.\n", "Text text.\n"),
    (f"Text <!-- {I} -->text.\n", "Text text.\n"),
]


@pytest.mark.parametrize(("text", "removed"), REMOVED)
def test_removal(text, removed):
    (found,) = read(text)
    assert apply(text, [found.removal]) == removed
    assert not found.alters


def test_removal_that_makes_html_of_a_line_into_markdown():
    text = f"<!-- {I} --> *Text*\n"
    (found,) = read(text)
    assert apply(text, [found.removal]) == " *Text*\n"
    assert found.alters


@pytest.mark.parametrize(
    "piece", [f"<!-- {I} -->", f"<!-- {I} -->\n", f"<!-- {I}\n", "<!-- seedlint:", "seedlint: ignore[", "# seedlint: "]
)
def test_time_grows_with_the_length(piece):
    """Quadratic code would take minutes here."""
    read(piece * MANY)
    read(f"---\na: 1\n{piece.replace(chr(10), ' ')}\n---\n" + piece * MANY)
    read("---\n" + f"# {I}\n" * MANY + "a: 1\n---\n")
    read("---\na: '" + f"# {I} " * MANY + "'\n---\n")
