"""The records of a configuration, from what one file says to what holds for one document."""

import os
from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from typing import Any, Protocol

from seedlint.diagnostics import Severity
from seedlint.document.source import MARKDOWN_SUFFIXES
from seedlint.document.tree import KeyPath
from seedlint.rules.base import Rule
from seedlint.text.record import NamedTuple

MAX_FILE_SIZE = 16 * 1024 * 1024
"""Bytes. The largest real documents seen are novels of a few megabytes; beyond that it is data, not a document."""


SUFFIXES = (*sorted(MARKDOWN_SUFFIXES), ".txt")
"""The endings of the names, in any case, of the files that are checked in folders unless ``include`` says otherwise."""


BASELINE = ".seedlint-baseline.json"
"""The name of the file of known findings, beside the configuration or in the working directory."""


class FailOn(Enum):
    """The least severity of a finding that makes the run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes the run fail."""
        return self is not FailOn.NEVER and severity.rank >= Severity(self.value).rank


class Catalogue(Protocol):
    """Which rules there are (:mod:`seedlint.rules.registry` is one)."""

    def names(self) -> dict[str, str]:
        """The family of each rule by the rule's name, sorted by name."""

    def families(self) -> dict[str, tuple[str, ...]]:
        """The names of the rules of each family."""

    def rule(self, name: str) -> type[Rule]:
        """The rule of that name."""


class Place(NamedTuple):
    """Where in a configuration something is said; 1-based."""

    path: str
    line: int
    column: int


class NamedFile(NamedTuple):
    """A file that a configuration names: its absolute path, and where it is named."""

    path: str
    place: Place


class Binding(NamedTuple):
    """A schema bound to documents.

    ``reference`` is what the user wrote, ``target`` what it means: the absolute path of a file where it looks like
    one (it has a ``/`` or ends in .json, .yaml or .yml), else the name of a built-in schema or the URL that is a known
    schema's ``$id``. ``place`` is None on the command line and in documents.
    """

    reference: str
    target: str
    place: Place | None = None

    @property
    def is_file(self) -> bool:
        """Whether ``target`` is the path of a file."""
        return names_file(self.reference)


class RuleSettings(NamedTuple):
    """What one layer says about one rule. ``options`` are keyed by the attributes of the rule."""

    severity: Severity | None = None
    off: bool = False
    options: Mapping[str, Any] = {}


class Layer(NamedTuple):
    """One step of choosing rules. None means that the key is not there."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = {}


class Condition(NamedTuple):
    """A front matter value that an override asks for: one of ``values`` at ``path``."""

    path: KeyPath
    values: tuple[Any, ...]


class Override(NamedTuple):
    """Settings for the documents that match a glob of ``files`` (None: all) and hold all of ``when``."""

    layer: Layer
    files: tuple[str, ...] | None = None
    when: tuple[Condition, ...] = ()
    schema: Binding | None = None


class SchemaFiles(NamedTuple):
    """The documents, by globs, to which a schema is bound."""

    binding: Binding
    files: tuple[str, ...]


class HostLinks(NamedTuple):
    """How links to one origin (``https://example.org``) are asked for on the network.

    ``accept`` are statuses that count as ok. ``headers`` are sent to this origin alone; ``secret_headers`` have the
    names of the environment variables that hold their values.
    """

    accept: frozenset[int] = frozenset()
    headers: tuple[tuple[str, str], ...] = ()
    secret_headers: tuple[tuple[str, str], ...] = ()


class Links(NamedTuple):
    """What a configuration says about asking for links.

    ``skip`` are beginnings of URLs, in lower case, that are not asked for; ``hosts`` has settings by origin.
    """

    skip: tuple[str, ...] = ()
    hosts: Mapping[str, HostLinks] = {}


class FileSettings(NamedTuple):
    """What one configuration file says, or several joined by ``extend``. None means that the key is not there.

    ``read_from`` are the files that say it (absolute), that of the configuration first.
    """

    layer: Layer = Layer()
    preset: str | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    respect_gitignore: bool | None = None
    force_exclude: bool | None = None
    fail_on: FailOn | None = None
    min_severity: Severity | None = None
    max_file_size: int | None = None
    schemas: Mapping[str, SchemaFiles] = {}
    overrides: tuple[Override, ...] | None = None
    baseline: NamedFile | None = None
    links: Links | None = None
    read_from: tuple[str, ...] = ()


class CommandLine(NamedTuple):
    """What the command line asks for; it goes over every configuration file. ``schema`` is as typed.

    ``preset`` takes the place of the configuration's, so that it goes under all other choices of rules.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    min_severity: Severity | None = None
    schema: str | None = None
    respect_gitignore: bool | None = None
    force_exclude: bool | None = None
    preset: str | None = None


class ActiveRule(NamedTuple):
    """A rule with its options, and its severity where a finding does not ask for less."""

    rule: Rule
    severity: Severity


class Settings(NamedTuple):
    """All that holds for one document. Equal settings are one object. ``rules`` are sorted by name.

    ``schema`` is what the configuration binds; what the document itself declares goes before it, unless
    ``schema_is_fixed`` (it came from the command line).
    """

    rules: Sequence[ActiveRule]
    schema: Binding | None
    schema_is_fixed: bool
    fail_on: FailOn
    min_severity: Severity
    max_file_size: int


def names_file(reference: str) -> bool:
    """Whether a schema's reference means a file (and neither a built-in schema nor a URL)."""
    return "://" not in reference and ("/" in reference or reference.endswith((".json", ".yaml", ".yml")))


def bind(reference: str, folder: str, place: Place | None = None) -> Binding:
    """The schema that ``reference`` names; files are looked for from ``folder``."""
    if not names_file(reference):
        return Binding(reference, reference, place)
    return Binding(reference, os.path.normpath(os.path.join(folder, reference)), place)


def suggestion(word: str, known: Collection[str]) -> str:
    """``; did you mean 'select'?`` where one of ``known`` is close to ``word``, else nothing."""
    from seedlint.schema.suggest import closest  # only errors need it

    near = closest(word, known)
    return f"; did you mean '{near}'?" if near else ""


def selectable(catalogue: Catalogue) -> list[str]:
    """All that ``select`` and ``ignore`` take."""
    return ["all", *catalogue.families(), *catalogue.names()]


def shown(path: str) -> str:
    """``path`` as people see it: relative where it lies below the working directory, with ``/``."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here).replace(os.sep, "/")
