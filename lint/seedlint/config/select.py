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

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, overload

from seedlint.config.model import ActiveRule, Catalogue, Layer, RuleSettings
from seedlint.config.presets import PRESETS, RECOMMENDED
from seedlint.rules.needs import NEEDS, OFF_BY_DEFAULT

if TYPE_CHECKING:
    from seedlint.document.document import Document

ALL = "all"


class ActiveRules(Sequence[ActiveRule]):
    """Active rules, sorted by name. Each is imported when it is first asked for."""

    def __init__(self, settings: Mapping[str, RuleSettings], catalogue: Catalogue) -> None:
        self._names = tuple(settings)
        self._settings = settings
        self._catalogue = catalogue
        self._needs = [(name, None if given.options else NEEDS.get(name)) for name, given in settings.items()]
        self._distinct = list(dict.fromkeys(need for _, need in self._needs if need is not None))
        self._made: dict[str, ActiveRule] = {}

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> ActiveRule: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ActiveRule]: ...
    def __getitem__(self, index: int | slice) -> ActiveRule | Sequence[ActiveRule]:
        names = self._names[index]
        return self._make(names) if isinstance(names, str) else tuple(map(self._make, names))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ActiveRules) and self._settings == other._settings

    def __hash__(self) -> int:
        return hash(self._names)

    def __reduce__(self) -> tuple[type[tuple[ActiveRule, ...]], tuple[tuple[ActiveRule, ...]]]:
        """Another process gets the rules themselves."""
        return tuple, (tuple(self),)

    def of(self, document: Document) -> list[ActiveRule]:
        """Those that can have anything to say about ``document``."""
        unmet = {need for need in self._distinct if not need(document)}
        made, make = self._made.get, self._make
        return [made(name) or make(name) for name, need in self._needs if need not in unmet]

    def _make(self, name: str) -> ActiveRule:
        if name not in self._made:
            rule, settings = self._catalogue.rule(name), self._settings[name]
            self._made[name] = ActiveRule(rule(**settings.options), settings.severity or rule.severity)
        return self._made[name]


def choose(layers: Iterable[Layer], catalogue: Catalogue, preset: str = RECOMMENDED) -> ActiveRules:
    """The active rules after the preset and all layers."""
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
    chosen = (name for name in sorted(active - off) if name in named or _is_on(name, catalogue))
    return ActiveRules({name: settings.get(name, RuleSettings()) for name in chosen}, catalogue)


def _is_on(name: str, catalogue: Catalogue) -> bool:
    """Whether a rule is on by default; it is imported only if nothing else tells."""
    return name in NEEDS or (name not in OFF_BY_DEFAULT and catalogue.rule(name).default)


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


def join_rules(base: Mapping[str, RuleSettings], top: Mapping[str, RuleSettings]) -> dict[str, RuleSettings]:
    """The settings of single rules, option by option."""
    joined = dict(base)
    for name, settings in top.items():
        below = joined.get(name, RuleSettings())
        decided = settings if settings.off or settings.severity is not None else below
        joined[name] = RuleSettings(decided.severity, decided.off, {**below.options, **settings.options})
    return joined
