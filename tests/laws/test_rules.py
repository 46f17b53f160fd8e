"""What must be true of every rule: its name, its page, its messages, its purity."""

from __future__ import annotations

import re
from functools import partial

import pytest

from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.surroundings import surroundings_in
from seedlint.engine.check import check
from seedlint.engine.online import judge
from seedlint.engine.suppress import suppress
from seedlint.rules.base import Bad, DocumentRule, Finding, Rule, UrlRule
from seedlint.rules.registry import families, names, rule, rules
from seedlint.schema.schema import from_value
from seedlint.text.decode import encode
from seedlint.text.marks import unmark

every_rule = pytest.mark.parametrize("klass", list(rules().values()), ids=list(rules()))

CATALOGUE = {
    "metadata": {
        "missing-front-matter",
        "misplaced-front-matter",
        "unclosed-front-matter",
        "invalid-front-matter",
        "front-matter-not-a-mapping",
        "duplicate-key",
        "missing-key",
        "unknown-key",
        "wrong-type",
        "disallowed-value",
        "malformed-value",
        "out-of-range",
        "schema-violation",
        "unpublished-scored",
        "ambiguous-scalar",
        "date-order",
        "self-related",
        "opaque-value",
    },
    "body": {
        "empty-body",
        "stub-body",
        "giant-paragraph",
        "body-metadata",
        "byline-debris",
        "boilerplate-line",
        "html-residue",
        "template-residue",
        "truncated-text",
        "repeated-line",
        "looped-phrase",
        "opaque-blob",
    },
    "encoding": {
        "invalid-utf8",
        "byte-order-mark",
        "mojibake",
        "suspected-mojibake",
        "lossy-mojibake",
        "replacement-character",
        "control-character",
        "bidi-control",
        "invisible-character",
        "private-use-character",
        "mixed-script-word",
        "not-normalized",
        "odd-whitespace",
        "mixed-newlines",
    },
    "typography": {
        "missing-space",
        "misdirected-quote",
        "unbalanced-quote",
        "mixed-quotes",
        "treebank-quotes",
        "tokenized-text",
        "empty-clause",
        "no-capitals",
        "repeated-punctuation",
        "trailing-whitespace",
        "leading-blank",
        "missing-final-newline",
        "mixed-width-punctuation",
    },
    "language": {"language-mismatch", "foreign-paragraph", "missing-function-words", "impossible-syllable"},
    "privacy": {"resident-id", "payment-card", "secret", "email-address"},
    "suppressions": {"unused-suppression", "unknown-rule", "malformed-suppression", "suppression-without-reason"},
    "links": {
        "conflicting-urls",
        "credentials-in-url",
        "cut-url",
        "domain-mismatch",
        "double-encoded-url",
        "insecure-url",
        "invalid-host",
        "lookalike-host",
        "malformed-url",
        "missing-anchor",
        "missing-scheme",
        "missing-target",
        "misspelt-scheme",
        "placeholder-host",
        "template-in-url",
        "tracking-parameter",
        "unknown-tld",
        "whitespace-in-url",
    },
}


def test_the_catalogue_is_complete() -> None:
    found = families()

    for family, members in CATALOGUE.items():
        assert members <= set(found[family])
    assert list(names()) == sorted(names())


@every_rule
def test_name_and_family_are_the_files(klass: type[Rule]) -> None:
    assert klass is rule(klass.name)
    assert klass.name in families()[klass.family]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", klass.name)
    assert isinstance(klass.severity, Severity)


@every_rule
def test_docstring_is_a_page(klass: type[Rule]) -> None:
    page = (klass.__doc__ or "").strip()
    summary = page.partition("\n")[0]
    sections = re.findall(r"^\s*## (.+)$", page, re.MULTILINE)

    assert summary.endswith(".")
    assert len(summary) <= 120
    assert sections[:2] == ["Why it matters", "How to fix"]
    assert set(sections) <= {"Why it matters", "How to fix", "Known limits", "Fix safety"}
    has_fix = any(isinstance(example, Bad) and example.fixed is not None for example in klass.examples())
    assert has_fix == ("Fix safety" in sections)


@every_rule
def test_options_are_described(klass: type[Rule]) -> None:
    for name, option in klass.options().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert isinstance(option.default, bool | int | float | str | tuple)
        assert option.help
        assert not option.help.endswith("\n")


def findings(rule: Rule, document: Document, example: Bad) -> list[Finding]:
    if isinstance(rule, DocumentRule):
        return list(rule.check(document))
    if isinstance(rule, UrlRule):
        return [item.finding for item in judge(document, [ActiveRule(rule, rule.severity)], example.verdicts or {})]
    active = [ActiveRule(rule, rule.severity), *(ActiveRule(klass(), klass.severity) for klass in rules().values())]
    found = suppress(document, check(document, active), active)
    return list(dict.fromkeys(item.finding for item in found if item.rule == rule.name))


@every_rule
def test_messages_are_one_plain_line(klass: type[Rule]) -> None:
    for example in klass.examples():
        if not isinstance(example, Bad):
            continue
        text, _ = unmark(example.text)
        contract = from_value(example.schema) if example.schema is not None else None
        options = {name.replace("-", "_"): value for name, value in example.options.items()}
        instance = klass(**options)
        files = example.files
        document = Document(Source(example.path, encode(text)), contract, files and partial(surroundings_in, files))

        found = findings(instance, document, example)

        assert found == findings(instance, document, example), "a rule keeps nothing of a document"
        for finding in found:
            assert finding.message == finding.message.strip()
            assert "\n" not in finding.message
            assert not finding.message.endswith(".") or finding.message.endswith("...")
            assert finding.message[0] == finding.message[0].lower()
            if finding.fix is not None:
                spans = [edit.span for edit in finding.fix.edits]
                assert spans
                assert spans == sorted(spans)
