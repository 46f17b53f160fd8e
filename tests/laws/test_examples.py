"""Every example of every rule is true: good ones are silent, bad ones are found at the exact span and fixed."""

from __future__ import annotations

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import Bad, DocumentRule, Good
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
    return Document(Source(example.path, encode(text)), contract)


def configured(klass: type[DocumentRule], example: Good | Bad) -> DocumentRule:
    return klass(**{name.replace("-", "_"): value for name, value in example.options.items()})


@pytest.mark.parametrize(("klass", "example"), EXAMPLES)
def test_example_is_true(klass: type[DocumentRule], example: Good | Bad) -> None:
    rule = configured(klass, example)

    if isinstance(example, Good):
        assert list(rule.check(document(example.text, example))) == []
        return

    text, spans = unmark(example.text)
    findings = sorted(rule.check(document(text, example)), key=lambda finding: finding.span)
    assert [(finding.span, finding.span.of(text)) for finding in findings] == [(span, span.of(text)) for span in spans]
    if example.messages:
        assert tuple(finding.message for finding in findings) == example.messages

    edits: list[Edit] = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
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
def test_fixed_example_is_clean(klass: type[DocumentRule], example: Bad) -> None:
    """What a fix makes no longer breaks the rule."""
    assert example.fixed is not None
    assert list(configured(klass, example).check(document(example.fixed, example))) == []
