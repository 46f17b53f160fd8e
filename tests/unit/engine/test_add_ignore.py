"""Where comments are written."""

from __future__ import annotations

import pytest

from seedlint.config.model import Layer
from seedlint.config.select import choose
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine import add_ignore
from seedlint.engine.add_ignore import with_ignores
from seedlint.engine.check import check
from seedlint.engine.finalize import finalize
from seedlint.engine.suppress import suppress
from seedlint.rules import registry
from seedlint.schema.schema import from_value
from seedlint.text.decode import encode

ABOUT = ("metadata", "encoding", "links", "suppressions", "empty-body")
"""The rules that the documents here break on purpose; they are too short to please those about texts."""
RULES = choose([Layer(select=ABOUT)], registry)
SCHEMA = from_value({"required": ["t"]})


def find(document, rules=RULES):
    return suppress(document, check(document, rules), rules)


def written(text, path="a.md", schema=None):
    """The text with comments (M for that of mojibake), and how many findings are left."""
    document = Document(Source(path, encode(text)), schema)
    after, left = with_ignores(document, finalize(document, find(document)), "", find)
    shown = None if after is None else after.text.replace("# seedlint: ignore[mojibake]", "#M")
    return shown and shown.replace("<!-- seedlint: ignore[mojibake] -->", "<M>"), left


LONG = "x" * 100
HEAD = "---\nt: 1\n---\n"

PLACES = [
    # front matter: at the end of the line, else above it
    ("---\nt: CafÃ©\n---\nA\n", "---\nt: CafÃ©  #M\n---\nA\n"),
    ("---\nt: CafÃ©   \n---\nA\n", "---\nt: CafÃ©  #M   \n---\nA\n"),
    ("---\nt: CafÃ© # note\n---\nA\n", "---\n#M\nt: CafÃ© # note\n---\nA\n"),
    (f"---\nt: CafÃ© {LONG}\n---\nA\n", f"---\n#M\nt: CafÃ© {LONG}\n---\nA\n"),
    (f"---\nt:\n  - CafÃ© {LONG}\n---\nA\n", f"---\nt:\n  #M\n  - CafÃ© {LONG}\n---\nA\n"),
    ("---\nt: 'CafÃ©\n  more'\n---\nA\n", "---\n#M\nt: 'CafÃ©\n  more'\n---\nA\n"),
    ("---\nt: 'more\n  CafÃ©'\n---\nA\n", "---\nt: 'more\n  CafÃ©'  #M\n---\nA\n"),
    ("---\nt: [1, CafÃ©,\n  2]\n---\nA\n", "---\nt: [1, CafÃ©,  #M\n  2]\n---\nA\n"),
    ("---\r\nt: CafÃ© # note\r\n---\r\nA\r\n", "---\r\n#M\r\nt: CafÃ© # note\r\n---\r\nA\r\n"),
    ("+++\nt = 'CafÃ©'\n+++\nA\n", "+++\nt = 'CafÃ©'  #M\n+++\nA\n"),
    ("+++\nt = '''CafÃ©\n'''\n+++\nA\n", "+++\n#M\nt = '''CafÃ©\n'''\n+++\nA\n"),
    # the fences
    ("---\na: 1\n---\nA\n", "---\n# seedlint: ignore[missing-key]\na: 1\n---\nA\n"),
    (HEAD, "---\nt: 1\n# seedlint: ignore[empty-body]\n---\n"),
    ('{"a": 1}\n\nA\n', '{"a": 1}\n<!-- seedlint: file-ignore[missing-key] -->\n\nA\n'),
    ("A\n", "<!-- seedlint: file-ignore[missing-front-matter] -->\nA\n"),
    ("---\nt: 1\n\nA\n", "---\nt: 1\n\n<!-- seedlint: file-ignore[unclosed-front-matter] -->\n\nA\n"),
    # body: above a block that begins, else at the end of the line
    (HEAD + "CafÃ©\n", HEAD + "<M>\nCafÃ©\n"),
    (HEAD + "A\n\n# CafÃ©\n", HEAD + "A\n\n<M>\n# CafÃ©\n"),
    (HEAD + "A\nCafÃ©\nB\n", HEAD + "A\nCafÃ© <M>\nB\n"),
    (HEAD + "A\nCafÃ©  \nB\n", HEAD + "A\nCafÃ© <M>  \nB\n"),
    (HEAD + "- CafÃ©\n- B\n", HEAD + "- CafÃ© <M>\n- B\n"),
    (HEAD + "> CafÃ©\n", HEAD + "> CafÃ© <M>\n"),
    (HEAD + "1. CafÃ©\n", HEAD + "1. CafÃ© <M>\n"),
    (HEAD + "A\n\n| CafÃ© | b |\n|--|--|\n| c | d |\n", HEAD + "A\n\n<M>\n| CafÃ© | b |\n|--|--|\n| c | d |\n"),
    (HEAD + "A\n\n| a | b |\n|--|--|\n| CafÃ© | d |\n", HEAD + "A\n\n| a | b |\n|--|--|\n| CafÃ© | d <M> |\n"),
    (HEAD + "CafÃ©\\\nB\n", HEAD + "<M>\nCafÃ©\\\nB\n"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text, expected):
    assert written(text, schema=SCHEMA) == (expected, 0)


IMPOSSIBLE = [
    "---\nt: |\n  CafÃ©\n---\nA\n",
    "---\nt: |\n  A\n  CafÃ©\n  B\n---\nA\n",
    "---\nt: 'A\n  CafÃ©\n  B'\n---\nA\n",
    "+++\nt = '''\nCafÃ©\n'''\n+++\nA\n",
    '{"t": "CafÃ©"}\n\nA\n',
    HEAD + "```\n\ufffd\n```\n",
    HEAD + "A\nCafÃ©\\\nB\n",
    HEAD + "A\n<!--\nCafÃ©\n-->\n",
    "",
]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_no_place(text):
    assert written(text, schema=None) == (None, 1)


def test_what_can_be_written_is_written_beside_what_cannot():
    text = "---\n" + "".join(f"a{n}: CafÃ©\nb{n}: |\n  A\n  CafÃ©\n" for n in range(5)) + "---\nA\n"
    assert written(text) == (text.replace("CafÃ©\nb", "CafÃ©  #M\nb"), 5)


@pytest.mark.parametrize("body", ["CafÃ©\n", "A\nCafÃ©\nB\n", "> CafÃ©\n"])
def test_a_comment_does_not_hide_what_another_rule_finds(body):
    """A comment is no content: a short document stays one, or the comment could not be proved harmless."""
    rules = choose([Layer()], registry)
    document = Document(Source("a.md", encode(HEAD + body)))
    findings = finalize(document, find(document, rules))
    assert sorted(finding.rule for finding in findings) == ["mojibake", "stub-body"]
    listed = [finding for finding in findings if finding.rule == "mojibake"]

    after, left = with_ignores(document, listed, "", lambda document: find(document, rules))

    assert left == 0
    assert [item.rule for item in find(after, rules) if item.suppression is None] == ["stub-body"]


def test_trials_are_bounded(monkeypatch):
    trials = 0

    def count(document):
        nonlocal trials
        trials += 1
        return find(document)

    monkeypatch.setattr(add_ignore, "_meaning", lambda document: object())  # as if every comment did harm
    text = HEAD + "CafÃ©\n\n" * 500
    document = Document(Source("a.md", encode(text)))
    assert with_ignores(document, finalize(document, find(document)), "", count) == (None, 500)
    assert trials <= add_ignore.MAX_TRIALS + 1
