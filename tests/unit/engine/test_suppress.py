"""Which finding is suppressed by which comment, and what is said about the comments themselves."""

from __future__ import annotations

import pytest

from seedlint.config.model import ActiveRule, Layer
from seedlint.config.select import choose
from seedlint.diagnostics import Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.check import INTERNAL_ERROR, RuledFinding, check
from seedlint.engine.suppress import suppress
from seedlint.rules import registry
from seedlint.rules.base import DocumentRule
from seedlint.schema.schema import from_value
from seedlint.text.decode import encode

SCHEMA = from_value({"required": ["title", "date"], "properties": {"title": {"type": "string"}}})
JUDGES = ("unused-suppression", "unknown-rule", "malformed-suppression")
MANY = 5_000
ABOUT = "metadata encoding links suppressions empty-body"
"""The rules that the documents here break on purpose; they are too short to please those about texts."""


def results(text, path="a.md", schema=None, select="all", extend=()):
    document = Document(Source(path, encode(text)), schema)
    rules = choose([Layer(select=tuple(select.split()), extend_select=extend)], registry)
    return document, suppress(document, check(document, rules), rules)


def told(text, **options):
    """(line, rule) of what is told, in order."""
    document, found = results(text, select=ABOUT, **options)
    line = document.source.lines.position
    return sorted((line(i.finding.span.start).line, i.rule) for i in found if i.suppression is None)


def messages(text, **options):
    return [item.finding.message for item in results(text, **options)[1] if item.rule in JUDGES]


M = "mojibake"
BODY = "---\na: 1\n---\n\n"

SUPPRESSED = [
    # line
    ("---\nt: CafÃ© # seedlint: ignore[mojibake]\nu: CafÃ©\n---\nText.\n", [(3, M)]),
    ("---\n# note\nt: 1\n# seedlint: ignore[mojibake]\nu: CafÃ©\nv: CafÃ©\n---\nText.\n", [(6, M)]),
    (BODY + "CafÃ© <!-- seedlint: ignore[mojibake] -->\nCafÃ©\n", [(6, M)]),
    (BODY + "<!-- seedlint: ignore[mojibake] -->\n\nCafÃ©\nCafÃ©\n", [(8, M)]),
    (BODY + "CafÃ© CafÃ© <!-- seedlint: ignore[mojibake] -->\n", []),
    ("---\nt: |\n  CafÃ© # seedlint: ignore[mojibake]\n---\nText.\n", [(3, M)]),
    # by family, by all, several names
    (BODY + "CafÃ© <!-- seedlint: ignore[encoding] -->\n", []),
    (BODY + "CafÃ© <!-- seedlint: ignore[all] -->\n", []),
    (BODY + "CafÃ© <http://a..b> <!-- seedlint: ignore[invalid-host, mojibake] -->\n", []),
    (BODY + "CafÃ© <http://a..b> <!-- seedlint: ignore[links] -->\n", [(5, M)]),
    # file
    (BODY + "CafÃ©\n\nCafÃ©\n\n<!-- seedlint: file-ignore[mojibake] -->\n", []),
    ("---\nt: CafÃ©\n# seedlint: file-ignore[mojibake]\n---\n\nCafÃ©\n", []),
    # ranges
    (BODY + "CafÃ©\n\n<!-- seedlint: disable[mojibake] -->\n\nCafÃ©\n\n<!-- seedlint: enable[mojibake] -->\n\nCafÃ©\n",
     [(5, M), (13, M)]),
    (BODY + "<!-- seedlint: disable[mojibake] -->\n\nCafÃ©\n", []),
    ("---\n# seedlint: disable[mojibake]\nt: |\n  CafÃ©\n# seedlint: enable[mojibake]\nu: CafÃ©\n---\nCafÃ©\n",
     [(6, M), (8, M)]),
    ("---\nt: 1\n# seedlint: disable[mojibake]\nu: CafÃ©\n---\nCafÃ©\n<!-- seedlint: enable[mojibake] --> CafÃ©\n",
     [(7, M)]),
    (BODY + "<!-- seedlint: disable[mojibake, links] -->\nCafÃ© <http://a..b>\n\n<!-- seedlint: enable[mojibake] -->\n"
     "\nCafÃ© <http://a..b>\n", [(10, M)]),
    (BODY + "<!-- seedlint: disable[mojibake, links] -->\nCafÃ© <http://a..b>\n\n<!-- seedlint: enable[all] -->\n\n"
     "CafÃ© <http://a..b>\n", [(10, "invalid-host"), (10, M)]),
    (BODY + "<!-- seedlint: disable[mojibake] -->\nCafÃ©\n\n<!-- seedlint: enable[encoding] -->\n\nCafÃ©\n", [(10, M)]),
    # the document as a whole
    ("---\na: 1\n# seedlint: ignore[empty-body]\n---\n", []),
    ("---\n# seedlint: file-ignore[empty-body]\na: 1\n---\n", []),
    ("---\na: 1\n---\n<!-- seedlint: file-ignore[empty-body] -->\n", []),
    ("---\na: 1\nb: c: d\n# seedlint: file-ignore[invalid-front-matter]\n---\nText.\n", []),
    ("---\na: 1\n# seedlint: file-ignore[unclosed-front-matter]\n\nText.\n", []),
    ("---\na: 1\n\n<!-- seedlint: file-ignore[unclosed-front-matter] -->\n", []),
    ("\ufeff---\n# seedlint: ignore[byte-order-mark]\na: 1\n---\nText.\n", []),
    ("\ufeff<!-- seedlint: ignore[byte-order-mark] -->\n", []),
    ("---\na: 1\n---\n\n\udcff <!-- seedlint: ignore[invalid-utf8] -->\n", []),
    ('{"a": 1}\n<!-- seedlint: file-ignore[empty-body] -->\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "left"), SUPPRESSED)
def test_suppressed(text, left):
    assert told(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("---\n# seedlint: ignore[missing-key] comes later\ntitle: x\n---\nText.\n", []),
        ("---\n# note\n\n# seedlint: ignore[missing-key]\n\ntitle: x\n---\nText.\n", []),
        ("---\n# seedlint: disable[missing-key]\ntitle: x\n---\nText.\n", []),
        ("---\n# seedlint: file-ignore[metadata]\ntitle: 1\n---\nText.\n", []),
        ("---\n# seedlint: ignore[missing-key]\ntitle: 1\n---\nText.\n", [(3, "wrong-type")]),
        ("---\ntitle: x\n# seedlint: ignore[missing-key]\nb: 1\n---\nText.\n",
         [(1, "missing-key"), (3, "unused-suppression")]),
        ("<!-- seedlint: file-ignore[missing-front-matter] -->\n\nText.\n", []),
        ("<!-- seedlint: ignore[missing-front-matter] -->\n\nText.\n", []),
        ('{"title": "x"}\n<!-- seedlint: file-ignore[missing-key] -->\nText.\n', []),
    ],
)  # fmt: skip
def test_suppressed_under_a_schema(text, left):
    assert told(text, schema=SCHEMA) == left


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BODY + "Text <!-- seedlint: ignore[mojibake] -->\n",
         ["nothing of 'mojibake' is found where 'ignore' would suppress it"]),
        (BODY + "CafÃ© <!-- seedlint: ignore[mojibake, mojibake, links] -->\n",
         ["nothing of 'mojibake', 'links' is found where 'ignore' would suppress it"]),
        # the nearest counts
        (BODY + "<!-- seedlint: disable[mojibake] -->\nCafÃ© <!-- seedlint: ignore[mojibake] -->\n",
         ["nothing of 'mojibake' is found where 'disable' would suppress it"]),
        (BODY + "<!-- seedlint: file-ignore[mojibake] -->\n<!-- seedlint: disable[mojibake] -->\nCafÃ©\n",
         ["nothing of 'mojibake' is found where 'file-ignore' would suppress it"]),
        (BODY + "<!-- seedlint: disable[mojibake] -->\n<!-- seedlint: disable[mojibake] -->\nCafÃ©\n",
         ["nothing of 'mojibake' is found where 'disable' would suppress it"]),
        # enable
        (BODY + "<!-- seedlint: enable[mojibake, links] -->\nText.\n",
         ["'mojibake', 'links' were not disabled before"]),
        (BODY + "<!-- seedlint: disable[encoding] -->\nCafÃ©\n<!-- seedlint: enable[mojibake] -->\n",
         ["'mojibake' was not disabled before"]),
        # never
        (BODY + "<!-- seedlint: ignore[unused-suppression, suppressions] -->\nText.\n",
         ["no comment suppresses findings of 'unused-suppression', 'suppressions'"]),
        (BODY + "<!-- seedlint: file-ignore[suppressions, all] -->\n<!-- seedlint: ignore[nowhere] -->\nCafÃ©\n",
         ["no comment suppresses findings of 'suppressions'", "there is no rule or family 'nowhere'"]),
        (BODY + "<!-- seedlint: ignore[internal-error] -->\nText.\n", ["there is no rule or family 'internal-error'"]),
    ],
)  # fmt: skip
def test_what_is_said_of_comments(text, said):
    assert sorted(messages(text)) == sorted(said)


def test_rules_that_were_not_applied_are_not_judged():
    text = BODY + "Text <!-- seedlint: ignore[mojibake, links, all, empty-body] -->\n"
    assert messages(text, select="links suppressions") == [
        "nothing of 'links' is found where 'ignore' would suppress it"
    ]
    assert messages(text, select="links") == []


def test_rules_that_ask_the_schema_are_judged_where_it_was_asked():
    text = "---\ntitle: x\ndate: 1 # seedlint: ignore[missing-key, missing-front-matter]\n---\nText.\n"
    assert messages(text) == []
    assert messages(text, schema=SCHEMA) == [
        "nothing of 'missing-key', 'missing-front-matter' is found where 'ignore' would suppress it"
    ]
    broken = text.replace("title: x", "title: x: y")
    assert messages(broken, schema=SCHEMA) == [
        "nothing of 'missing-front-matter' is found where 'ignore' would suppress it"
    ]


def test_all_is_judged_without_the_rules_that_are_off_by_default():
    text = "---\ntitle: x\ndate: 1 # seedlint: ignore[all]\n---\nText.\n"
    assert messages(text, schema=SCHEMA) == ["nothing of 'all' is found where 'ignore' would suppress it"]


def test_reasons_are_asked_for_by_name_only():
    text = BODY + "CafÃ© <!-- seedlint: ignore[mojibake] -->\n"
    assert told(text) == []
    assert told(text, extend=("suppression-without-reason",)) == [(5, "suppression-without-reason")]


def test_the_reason_is_kept():
    _, found = results(BODY + "CafÃ© <!-- seedlint: ignore[mojibake]  as\n printed -->\n", select=ABOUT)
    assert [(item.rule, item.suppression.reason, item.suppression.in_source) for item in found] == [
        (M, "as printed", True)
    ]


def test_a_crash_is_not_suppressed_and_nothing_is_called_unused():
    class Broken(DocumentRule):
        severity = Severity.ERROR

        def check(self, document):
            raise ValueError("oh")

    text = BODY + "<!-- seedlint: file-ignore[all] -->\n" + "Text " * 20 + "<!-- seedlint: ignore[mojibake] -->\n"
    document = Document(Source("a.md", encode(text)))
    rules = [*choose([Layer()], registry), ActiveRule(Broken(), Severity.ERROR)]
    found = suppress(document, check(document, rules), rules)
    assert [(item.rule, item.suppression) for item in found] == [(INTERNAL_ERROR, None)]


def test_a_judge_that_crashes_is_told(monkeypatch):
    def crash(self, directive, outcome):
        raise ValueError("oh")

    monkeypatch.setattr(registry.rule("unknown-rule"), "judge", crash)
    _, found = results(BODY + "<!-- seedlint: file-ignore[all] -->\nCafÃ©\n")
    assert [item.rule for item in found if item.suppression is None] == [INTERNAL_ERROR]


def test_severities_are_those_of_the_settings():
    document = Document(Source("a.md", encode(BODY + "<!-- seedlint: ignore[nowhere] -->\nText.\n")))
    rules = [ActiveRule(registry.rule("unknown-rule")(), Severity.INFO)]
    assert [item.severity for item in suppress(document, [], rules)] == [Severity.INFO]


def test_many_findings_and_many_comments():
    """Quadratic code would take minutes here."""
    lines = "CafÃ© <!-- seedlint: ignore[mojibake] -->\n\n" * MANY
    ranges = "<!-- seedlint: disable[encoding] -->\n\nCafÃ©\n\n<!-- seedlint: enable[all] -->\n\n" * MANY
    document = Document(Source("a.md", encode(BODY + lines + ranges)))
    rules = [ActiveRule(registry.rule(name)(), Severity.ERROR) for name in (M, "unused-suppression")]
    # Not through check, which lists only the first thousand of a kind.
    broken = [RuledFinding(M, Severity.ERROR, finding) for finding in registry.rule(M)().check(document)]
    found = suppress(document, broken, rules)
    assert [item.suppression is not None for item in found] == [True] * (2 * MANY)
