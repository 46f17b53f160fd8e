"""Comments suppress what they name where they say, and nothing else; written ones change nothing but that."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from seedlint.config.model import Layer
from seedlint.config.select import choose
from seedlint.document.directives import MARKER, directives
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.add_ignore import with_ignores
from seedlint.engine.check import RuledFinding, check
from seedlint.engine.finalize import finalize
from seedlint.engine.suppress import suppress
from seedlint.rules import registry
from seedlint.schema.schema import from_value
from seedlint.text.decode import encode
from seedlint.text.span import Span, apply

RULES = choose([Layer()], registry)
SCHEMA = from_value(
    {
        "required": ["title", "date"],
        "properties": {"heat": {"type": "integer", "maximum": 9}, "kind": {"enum": ["news", "essay"]}},
    }
)

YAML = st.sampled_from(
    [
        "title: Harbour opens",
        "title: CafÃ© opens",
        "heat: 12",
        'heat: "7"',
        "kind: novel",
        "kind: 'news' # a remark",
        "url: 'http://a..b/'",
        "list:\n  - CafÃ©\n  - http://a..b/",
        "nested:\n    # a remark\n    heat: CafÃ©",
        "text: |\n  CafÃ©\n  # no remark\n  more",
        "text: > # a remark\n  CafÃ©",
        "text: 'CafÃ©\n  and more CafÃ©'",
        "text: CafÃ©\n  and more CafÃ©",
        "flow: [CafÃ©,\n  CafÃ©]",
        "flow: {a: CafÃ©, b: 'x # y'}",
        "empty:",
        "",
        "# a remark",
    ]
)
TOML = st.sampled_from(
    [
        "title = 'Harbour opens'",
        "title = 'CafÃ© opens'",
        "heat = 12 # a remark",
        "kind = 'novel'",
        "text = '''\nCafÃ©\n# no remark\n'''",
        'text = "# no remark"',
        "list = [\n 'CafÃ©',\n 'x',\n]",
        "",
    ]
)
BODY = st.sampled_from(
    [
        "The harbour opens.",
        "The cafÃ© opens.",
        "The cafÃ© opens  ",
        "See http://a..b/ and [this](https:///x).",
        "- CafÃ©\n- more",
        "> CafÃ©\n> more",
        "# CafÃ©",
        "CafÃ©\n====",
        "| CafÃ© | b |\n|---|---|\n| CafÃ© | d |",
        "```\nCafÃ©\n```",
        "    CafÃ© in code",
        "`CafÃ©\nCafÃ©` both",
        "[ref]: http://a..b/ 'CafÃ©'",
        "<div>\nCafÃ©\n</div>",
        "<!-- CafÃ©\nCafÃ© -->",
        "a break\\\nCafÃ©\\",
        "\N{REPLACEMENT CHARACTER}",
        "\udcff",
        "",
        "",
    ]
)


def lines(pieces: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(pieces, max_size=most).map("\n".join)


@st.composite
def texts(draw: st.DrawFn) -> str:
    body = draw(lines(BODY, 6))
    kind = draw(st.sampled_from(["yaml", "yaml", "yaml", "toml", "json", "none", "unclosed"]))
    yaml = draw(lines(YAML, 5)) if kind in ("yaml", "unclosed") else ""
    head = {
        "yaml": f"---\n{yaml}\n---\n",
        "toml": f"+++\n{draw(lines(TOML, 4)) if kind == 'toml' else ''}\n+++\n",
        "json": '{"title": "CafÃ©",\n "heat": 12}\n',
        "unclosed": f"---\ntitle: x\n{yaml}\n\n",
        "none": "",
    }[kind]
    text = draw(st.sampled_from(["", "\ufeff"])) + head + body + draw(st.sampled_from(["", "\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def document(text: str) -> Document:
    return Document(Source("a.md", encode(text)), SCHEMA)


def find(document: Document) -> list[RuledFinding]:
    return suppress(document, check(document, RULES), RULES)


def left(document: Document) -> Counter[str]:
    return Counter(d.rule for d in finalize(document, find(document)) if d.suppression is None)


@settings(max_examples=80, deadline=None)
@given(texts(), st.sampled_from(["", "as printed, see [2]"]))
def test_written_comments_suppress_and_change_nothing_else(text: str, reason: str) -> None:
    before = document(text)
    findings = finalize(before, find(before))

    after, remaining = with_ignores(before, findings, reason, find)

    if after is None:
        assert remaining == len(findings)
        return
    assert left(after).total() == remaining < len(findings)
    assert not left(after) - left(before)
    assert repr(after.metadata) == repr(before.metadata)
    assert {directive.reason for directive in directives(after)} == {reason}
    assert with_ignores(after, finalize(after, find(after)), "", find)[0] is None, (
        "what can be written is written at once"
    )
    if before.front_matter is None or before.front_matter.closing is not None:
        restored = apply(after.text, [directive.removal for directive in directives(after)])
        assert restored == text


def without_comments(document: Document, span: Span) -> str:
    """What stands at ``span``, which may be so long that a comment was written into it."""
    removals = [directive.removal for directive in directives(document)]
    inside = [edit for edit in removals if span.start <= edit.span.start and edit.span.end <= span.end]
    return apply(document.text[: span.end], inside)[span.start :]


@settings(max_examples=100, deadline=None)
@given(texts(), st.data())
def test_one_comment_suppresses_one_rule_in_one_place(text: str, data: st.DataObject) -> None:
    before = document(text)
    findings = finalize(before, find(before))
    if not findings:
        return
    chosen = data.draw(st.sampled_from(findings))
    same = [d for d in findings if (d.rule, d.start.line) == (chosen.rule, chosen.start.line)]

    after, remaining = with_ignores(before, same, "", find)

    if after is None:
        assert remaining == len(same)
        return
    suppressed = [d for d in finalize(after, find(after)) if d.suppression is not None]
    assert Counter((d.rule, without_comments(after, d.span)) for d in suppressed) == Counter(
        (d.rule, d.span.of(text)) for d in same
    )
    assert left(after) == Counter(d.rule for d in findings) - Counter(d.rule for d in same)


LINE = BODY.filter(lambda piece: bool(piece) and "\n" not in piece and not piece.startswith((" ", "[")))
NAMES = st.sampled_from(["mojibake", "invalid-host", "out-of-range", "missing-key", "empty-body"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(LINE, NAMES)))
def test_unused_comments_are_reported_exactly(pieces: list[tuple[str, str]]) -> None:
    """A comment at the end of each line of text, each for one rule: told is each whose rule is not found there."""
    texts = [f"{text.rstrip()} <!-- seedlint: ignore[{rule}] -->" for text, rule in pieces]
    plain = document("---\ntitle: x\ndate: y\n---\n" + "\n\n".join(text for text, _ in pieces))
    found = {(d.start.line, d.rule) for d in finalize(plain, find(plain))}

    commented = document("---\ntitle: x\ndate: y\n---\n" + "\n\n".join(texts))
    diagnostics = finalize(commented, find(commented))

    placed = [(5 + 2 * number, rule) for number, (_, rule) in enumerate(pieces)]
    unused = {d.start.line for d in diagnostics if d.rule == "unused-suppression"}
    assert unused == {line for line, rule in placed if (line, rule) not in found}
    assert {(d.start.line, d.rule) for d in diagnostics if d.suppression} == set(placed) & found


ODD = st.sampled_from(
    [
        *("seedlint:", " ignore[", "disable[", "enable[", "]", "mojibake", "all", ",", "#", "<!--", "-->", "```"),
        *("\n", "\r", " ", "---", "+++", "a: ", "'", '"', "|", "{", "\ufeff", "\udcff", "\x85", "\x00"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["", "---\n", "+++\n", "---\na: "]), st.lists(ODD, max_size=40).map("".join))
def test_any_text_is_read(head: str, text: str) -> None:
    any_document = document(head + text)
    ends = 0
    for directive in directives(any_document):
        assert MARKER in directive.span.of(any_document.text)
        assert ends <= directive.span.start < directive.span.end <= len(any_document.text)
        assert directive.span.encloses(directive.listed)
        assert apply(any_document.text, [directive.removal]) != any_document.text
        ends = directive.span.end
    diagnostics = finalize(any_document, find(any_document))
    assert not any(d.rule == "internal-error" for d in diagnostics)
    after, _ = with_ignores(any_document, diagnostics, "", find)
    if after is not None:
        assert repr(after.metadata) == repr(any_document.metadata)
