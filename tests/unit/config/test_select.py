"""Which rules are active: the order of precedence, as a table."""

from __future__ import annotations

import pytest

from seedlint.config.model import Catalogue, Layer, RuleSettings
from seedlint.config.select import choose
from seedlint.diagnostics import Severity
from seedlint.rules.base import Rule

E, M, W, S = "empty-body", "mojibake", "odd-whitespace", "stub-body"
OFF = RuleSettings(off=True)
WARNING = RuleSettings(Severity.WARNING)


def layer(
    select: str | None = None, ignore: str | None = None, extend: str = "", rules: dict[str, RuleSettings] | None = None
) -> Layer:
    def words(text: str | None) -> tuple[str, ...] | None:
        return None if text is None else tuple(text.split())

    return Layer(words(select), words(ignore), tuple(extend.split()), rules or {})


@pytest.mark.parametrize(
    ("layers", "active"),
    [
        pytest.param([layer()], [E, M, W, S], id="all by default"),
        pytest.param([layer(select="")], [], id="nothing when nothing is selected"),
        pytest.param([layer(select="body")], [E, S], id="a family"),
        pytest.param([layer(select="links")], [], id="a family without rules"),
        pytest.param([layer(select="mojibake stub-body")], [M, S], id="rules"),
        pytest.param([layer(ignore="body")], [M, W], id="ignore goes from all"),
        pytest.param([layer(ignore="all")], [], id="ignore all"),
        pytest.param([layer(select="mojibake", extend="body")], [E, M, S], id="extend-select adds"),
        pytest.param([layer(extend="body")], [E, M, W, S], id="extend-select alone keeps the default"),
        # within a layer
        pytest.param([layer(select="mojibake", ignore="encoding")], [M], id="a rule beats its family"),
        pytest.param([layer(select="encoding", ignore="mojibake")], [W], id="a family loses to its rule"),
        pytest.param([layer(select="body", ignore="all")], [E, S], id="a family beats all"),
        pytest.param([layer(select="mojibake", ignore="all")], [M], id="a rule beats all"),
        pytest.param(
            [layer(extend="mojibake", ignore="encoding")], [E, M, S], id="extend-select is as strong as select"
        ),
        pytest.param([layer(select="mojibake", ignore="mojibake")], [], id="the same rule: ignore wins"),
        pytest.param([layer(select="body", ignore="body")], [], id="the same family: ignore wins"),
        pytest.param([layer(select="all", ignore="all")], [], id="all and all: ignore wins"),
        pytest.param([layer(select="all", ignore="encoding", extend="mojibake")], [E, M, S], id="three levels"),
        # a layer over another
        pytest.param([layer(select="body"), layer(ignore="stub-body")], [E], id="a later ignore takes away"),
        pytest.param([layer(ignore="mojibake"), layer(select="encoding")], [M, W], id="a later select starts anew"),
        pytest.param(
            [layer(select="mojibake"), layer(ignore="encoding")], [], id="a later family beats an earlier rule"
        ),
        pytest.param(
            [layer(ignore="mojibake"), layer(extend="encoding")], [E, M, W, S], id="a later extend-select adds"
        ),
        pytest.param([layer(select="body"), layer(), layer()], [E, S], id="empty layers change nothing"),
        # severity off
        pytest.param([layer(rules={M: OFF})], [E, W, S], id="off"),
        pytest.param([layer(select="mojibake", rules={M: OFF})], [], id="off beats select in the same layer"),
        pytest.param([layer(rules={M: OFF}), layer(select="all")], [E, W, S], id="off survives all"),
        pytest.param([layer(rules={M: OFF}), layer(select="encoding")], [W], id="off survives its family"),
        pytest.param([layer(rules={M: OFF}), layer(select="mojibake")], [M], id="off yields to the rule's name"),
        pytest.param([layer(rules={M: OFF}), layer(extend="mojibake")], [E, M, W, S], id="off yields to extend-select"),
        pytest.param([layer(rules={M: OFF}), layer(rules={M: WARNING})], [E, M, W, S], id="off yields to a severity"),
        pytest.param([layer(rules={M: WARNING}), layer(rules={M: OFF})], [E, W, S], id="a later off"),
        pytest.param([layer(select="body", rules={M: WARNING})], [E, S], id="a severity selects nothing"),
    ],
)
def test_precedence(catalogue: Catalogue, layers: list[Layer], active: list[str]) -> None:
    assert [rule.rule.name for rule in choose(layers, catalogue)] == active


class Quiet:
    """A catalogue in which stub-body is off by default."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.names, self.families, self._rule = catalogue.names, catalogue.families, catalogue.rule

    def rule(self, name: str) -> type[Rule]:
        rule = self._rule(name)
        return type(rule.__name__, (rule,), {"__module__": rule.__module__, "default": False}) if name == S else rule


@pytest.mark.parametrize(
    ("layers", "active"),
    [
        pytest.param([layer()], [E, M, W], id="off by default"),
        pytest.param([layer(select="all")], [E, M, W], id="all does not select it"),
        pytest.param([layer(select="body")], [E], id="its family does not select it"),
        pytest.param([layer(select="stub-body")], [S], id="its name does"),
        pytest.param([layer(extend="stub-body")], [E, M, W, S], id="its name in extend-select does"),
        pytest.param([layer(select="stub-body"), layer(ignore="stub-body")], [], id="a later ignore"),
        pytest.param([layer(select="stub-body"), layer(extend="body")], [E, S], id="a later layer without select"),
        pytest.param([layer(select="stub-body"), layer(select="body")], [E], id="a later select starts anew"),
        pytest.param([layer(rules={S: WARNING})], [E, M, W], id="a severity selects nothing"),
        pytest.param([layer(extend="stub-body", rules={S: OFF})], [E, M, W], id="off beats its name"),
    ],
)
def test_rules_that_are_off_by_default(catalogue: Catalogue, layers: list[Layer], active: list[str]) -> None:
    assert [rule.rule.name for rule in choose(layers, Quiet(catalogue))] == active


def test_severities_and_options_come_from_the_last_layer_that_has_them(catalogue: Catalogue) -> None:
    layers = [
        layer(rules={S: RuleSettings(Severity.ERROR, options={"min_words": 3, "unit": "characters"})}),
        layer(rules={S: RuleSettings(options={"min_words": 4})}),
    ]

    active = {rule.name: (rule, severity) for rule, severity in choose(layers, catalogue)}

    stub, severity = active[S]
    assert severity is Severity.ERROR
    assert (vars(stub)["min_words"], vars(stub)["unit"]) == (4, "characters")
    assert active[W][1] is Severity.INFO
    assert vars(active[W][0]) == {}


def test_the_severity_returns_to_the_rules_own_after_off_and_select(catalogue: Catalogue) -> None:
    ((_, severity),) = choose([layer(rules={S: OFF}), layer(select=S)], catalogue)

    assert severity is Severity.INFO
