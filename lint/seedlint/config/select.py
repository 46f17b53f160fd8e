"""Which rules are active, and how severe they are.

Selections come in layers: the preset, the configuration (with what it extends), its overrides in their order, the
command line. A layer with ``select`` starts from nothing, any other from what the layer below left; the lowest starts
from all rules.
Within a layer the more specific selector wins, whichever list it stands in: ``all``, then a family, then a rule; where
``select`` (or ``extend-select``) and ``ignore`` name the very same thing, ``ignore`` wins. (The order is that of ruff.)

``severity = "off"`` switches a rule off, whatever selects its family, until a later layer gives the rule another
severity or selects it by its own name. Another severity alone selects nothing.

A rule that is off by default is applied only where it is selected by its own name: neither ``all`` nor its family
selects it. (So ruff treats its preview rules under ``explicit-preview-rules``.) A preset may apply all of them, until a
later layer has ``select``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seedlint.config.model import ActiveRule, Catalogue, Layer, RuleSettings
from seedlint.config.presets import PRESETS, RECOMMENDED

ALL = "all"


def choose(layers: Iterable[Layer], catalogue: Catalogue, preset: str = RECOMMENDED) -> tuple[ActiveRule, ...]:
    """The active rules after the preset and all layers, sorted by name. Only their modules are imported."""
    start = PRESETS[preset]
    active = set(catalogue.names())
    named = set(active) if start.off_too else set()
    off: set[str] = set()
    settings: dict[str, RuleSettings] = {}
    for layer in (start.layer, *layers):
        active = _selected(layer, active, catalogue)
        named = {*(named if layer.select is None else ()), *(layer.select or ()), *layer.extend_select}
        settings = join_rules(settings, layer.rules)
        off.difference_update(layer.select or (), layer.extend_select)
        for name, given in layer.rules.items():
            if given.off:
                off.add(name)
            elif given.severity is not None:
                off.discard(name)
    return tuple(
        _activate(name, settings.get(name, RuleSettings()), catalogue)
        for name in sorted(active - off)
        if name in named or catalogue.rule(name).default
    )


def _selected(layer: Layer, below: set[str], catalogue: Catalogue) -> set[str]:
    names, families = catalogue.names(), catalogue.families()
    active = set(below) if layer.select is None else set()
    wanted = {*(layer.select or ()), *layer.extend_select}
    unwanted = set(layer.ignore or ())
    if ALL in wanted:
        active.update(names)
    if ALL in unwanted:
        active.clear()
    for family in families.keys() & wanted:
        active.update(families[family])
    for family in families.keys() & unwanted:
        active.difference_update(families[family])
    active |= names.keys() & wanted
    return active - unwanted


def _activate(name: str, settings: RuleSettings, catalogue: Catalogue) -> ActiveRule:
    rule = catalogue.rule(name)
    return ActiveRule(rule(**settings.options), settings.severity or rule.severity)


def join_rules(base: Mapping[str, RuleSettings], top: Mapping[str, RuleSettings]) -> dict[str, RuleSettings]:
    """The settings of single rules, option by option."""
    joined = dict(base)
    for name, settings in top.items():
        below = joined.get(name, RuleSettings())
        decided = settings if settings.off or settings.severity is not None else below
        joined[name] = RuleSettings(decided.severity, decided.off, {**below.options, **settings.options})
    return joined
