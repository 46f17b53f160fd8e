"""Every example of every rule is true: good ones are silent, bad ones are found at the exact span and fixed."""

from __future__ import annotations

from functools import partial

import pytest

from seedlint.config.model import ActiveRule
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.surroundings import surroundings_in
from seedlint.engine.check import check
from seedlint.engine.online import judge
from seedlint.engine.suppress import suppress
from seedlint.rules.base import Bad, DocumentRule, Finding, Good, Rule, UrlRule
from seedlint.rules.registry import rules
from seedlint.schema.schema import from_value
from seedlint.text.decode import encode
from seedlint.text.marks import unmark
from seedlint.text.span import Edit, apply

EXAMPLES = [
    pytest.param(klass, example, id=f"{name}-{type(example).__name__.lower()}-{number}")
    for name, klass in rules().items()
    for number, example in enumerate(klass.examples())
]


def document(text: str, example: Good | Bad) -> Document:
    contract = from_value(example.schema) if example.schema is not None else None
    files = example.files
    return Document(Source(example.path, encode(text)), contract, files and partial(surroundings_in, files))


def configured(klass: type[Rule], example: Good | Bad) -> Rule:
    return klass(**{name.replace("-", "_"): value for name, value in example.options.items()})


def findings(rule: Rule, document: Document, example: Good | Bad) -> list[Finding]:
    """What one rule finds; one about directives is asked after all others were applied."""
    if isinstance(rule, DocumentRule):
        return list(rule.check(document))
    if isinstance(rule, UrlRule):
        return [item.finding for item in judge(document, [ActiveRule(rule, rule.severity)], example.verdicts or {})]
    others = [klass() for name, klass in rules().items() if klass.default and name != rule.name]
    active = [ActiveRule(each, each.severity) for each in (*others, rule)]
    return [item.finding for item in suppress(document, check(document, active), active) if item.rule == rule.name]


@pytest.mark.parametrize(("klass", "example"), EXAMPLES)
def test_example_is_true(klass: type[Rule], example: Good | Bad) -> None:
    rule = configured(klass, example)

    if isinstance(example, Good):
        assert findings(rule, document(example.text, example), example) == []
        return

    text, spans = unmark(example.text)
    found = sorted(findings(rule, document(text, example), example), key=lambda finding: finding.span)
    assert [(finding.span, finding.span.of(text)) for finding in found] == [(span, span.of(text)) for span in spans]
    if example.messages:
        assert tuple(finding.message for finding in found) == example.messages

    edits: list[Edit] = [edit for finding in found if finding.fix for edit in finding.fix.edits]
    assert (apply(text, dict.fromkeys(edits)) if edits else None) == example.fixed


@pytest.mark.parametrize("name", list(rules()))
def test_rule_has_good_and_bad_examples(name: str) -> None:
    kinds = [type(example) for example in rules()[name].examples()]

    assert kinds.count(Good) >= 2
    assert kinds.count(Bad) >= 2


@pytest.mark.parametrize(
    ("klass", "example"),
    [param for param in EXAMPLES if isinstance(param.values[1], Bad) and param.values[1].fixed is not None],
)
def test_fixed_example_is_clean(klass: type[Rule], example: Bad) -> None:
    """What a fix makes no longer breaks the rule."""
    assert example.fixed is not None
    assert findings(configured(klass, example), document(example.fixed, example), example) == []
