"""The configuration that holds for a file, and the settings of one document.

The nearest configuration wins, alone: going up from the file's folder, the first folder with a seedlint.toml or with a
pyproject.toml that has a table ``[tool.seedlint]`` (seedlint.toml goes first). The search ends at the root of the
repository (the folder that holds ``.git``), so that a checkout is judged alike wherever it lies. Configurations are
joined only by ``extend``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from seedlint.config.globs import Globs
from seedlint.config.model import (
    BASELINE,
    MAX_FILE_SIZE,
    Binding,
    Catalogue,
    CommandLine,
    Condition,
    FailOn,
    FileSettings,
    Layer,
    Override,
    Settings,
    bind,
    selectable,
    shown,
    suggestion,
)
from seedlint.config.presets import PRESETS, RECOMMENDED
from seedlint.config.select import choose
from seedlint.diagnostics import Severity
from seedlint.errors import ConfigError, UsageError
from seedlint.rules import registry
from seedlint.text.lazy import lazy_attribute

SEEDLINT_TOML = "seedlint.toml"
PYPROJECT = "pyproject.toml"
NOTHING_ASKED = CommandLine()


def _given(*values: bool | None) -> bool:
    """The first that is given."""
    return next(value for value in values if value is not None)


class Config:
    """One configuration under the command line.

    ``path`` is the file's (absolute; None without one). ``root`` is the folder that globs are relative to: that of the
    file that applies, also for globs that it got through ``extend``; without a file the working directory.
    """

    def __init__(
        self, path: str | None, root: str, settings: FileSettings, command_line: CommandLine, catalogue: Catalogue
    ) -> None:
        self.path = path
        self.root = root
        self.file = settings
        self._prefix = os.path.join(root, "")
        self._command_line = command_line
        self._catalogue = catalogue
        self._resolved: dict[tuple[tuple[int, ...], Binding | None], Settings] = {}
        self.respect_gitignore = _given(command_line.respect_gitignore, settings.respect_gitignore, True)
        """Whether what .gitignore files name is left out of folders."""
        self.preset = command_line.preset or settings.preset or RECOMMENDED
        """The name of the preset from which the choice of rules starts."""
        self.force_exclude = _given(command_line.force_exclude, settings.force_exclude, False)
        """Whether files named on the command line are left out as well."""
        self.exclude = Globs(settings.exclude) if settings.exclude else None
        """Matches the paths relative to ``root`` that are left out; None where none is."""
        self.include = None if settings.include is None else Globs(settings.include, ignore_case=True)
        """Matches the paths relative to ``root`` that are documents; None stands for the usual suffixes."""

    def relative(self, path: str) -> str:
        """``path`` (absolute) seen from ``root``, with ``/``."""
        if path.startswith(self._prefix):
            return path[len(self._prefix) :].replace(os.sep, "/")
        return os.path.relpath(path, self.root).replace(os.sep, "/")

    def resolve(self, path: str, metadata: Callable[[], Any]) -> Settings:
        """The settings of the document at ``path`` (absolute or relative to the working directory).

        ``metadata`` gives the document's front matter value; it is only called where an override asks for one.
        """
        if not (self._overrides or self._schemas):
            return self._same_for_all
        file = self.relative(os.path.abspath(path))
        overrides = tuple(
            number
            for number, (override, globs) in enumerate(self._overrides)
            if (globs is None or globs.match(file)) and all(holds(condition, metadata()) for condition in override.when)
        )
        bound = next((binding for binding, globs in self._schemas if globs.match(file)), None)
        key = (overrides, bound)
        if key not in self._resolved:
            self._resolved[key] = self._settings([self._overrides[number][0] for number in overrides], bound)
        return self._resolved[key]

    @property
    def deciding(self) -> tuple[object, ...]:
        """What decides the findings of documents (not which of them are told), as plain data with a faithful repr."""
        asked = self._command_line._replace(fail_on=None, min_severity=None, respect_gitignore=None, force_exclude=None)
        said = self.file._replace(
            include=None, exclude=None, respect_gitignore=None, force_exclude=None, fail_on=None, min_severity=None
        )
        return self.path, self.preset, asked, said._replace(baseline=None)

    def has_baseline(self) -> bool:
        """Whether there is a file of known findings, or should be one because the configuration names it."""
        return self.file.baseline is not None or os.path.lexists(os.path.join(self.root, BASELINE))

    def bound_schemas(self) -> list[str]:
        """The files (absolute) of the schemas that documents may get from here; built-in schemas are not among them."""
        bindings = [schema.binding for schema in self.file.schemas.values()]
        bindings += [override.schema for override in self.file.overrides or () if override.schema is not None]
        if self._command_line.schema is not None:
            bindings.append(bind(self._command_line.schema, os.getcwd()))
        return [binding.target for binding in bindings if binding.is_file]

    def _settings(self, overrides: list[Override], bound: Binding | None) -> Settings:
        file, command_line = self.file, self._command_line
        last = Layer(command_line.select, command_line.ignore, command_line.extend_select)
        for override in overrides:
            bound = override.schema or bound
        if command_line.schema is not None:
            bound = bind(command_line.schema, os.getcwd())
        return Settings(
            choose([file.layer, *(override.layer for override in overrides), last], self._catalogue, self.preset),
            bound,
            command_line.schema is not None,
            command_line.fail_on or file.fail_on or FailOn.WARNING,
            command_line.min_severity or file.min_severity or PRESETS[self.preset].min_severity or Severity.WARNING,
            file.max_file_size or MAX_FILE_SIZE,
        )

    @lazy_attribute
    def _same_for_all(self) -> Settings:
        """The settings of every document where nothing is said of some of them."""
        return self._settings([], None)

    @lazy_attribute
    def _overrides(self) -> list[tuple[Override, Globs | None]]:
        overrides = self.file.overrides or ()
        return [(override, None if override.files is None else Globs(override.files)) for override in overrides]

    @lazy_attribute
    def _schemas(self) -> list[tuple[Binding, Globs]]:
        """The schemas that are bound by globs, the last first."""
        return [(schema.binding, Globs(schema.files)) for schema in self.file.schemas.values()][::-1]


def holds(condition: Condition, metadata: Any) -> bool:
    """Whether the front matter value ``metadata`` has one of the condition's values at its path.

    A list has each value that it contains. ``1`` and ``1.0`` are equal, ``1`` and ``true`` are not.
    """
    for key in condition.path:
        if not isinstance(metadata, dict) or key not in metadata:
            return False
        metadata = metadata[key]
    present = metadata if isinstance(metadata, list) else [metadata]
    return any(
        value == wanted and isinstance(value, bool) == isinstance(wanted, bool)
        for value in present
        for wanted in condition.values
    )


class Configurations:
    """Finds the configuration that holds for a file or folder, reading each configuration file once.

    ``file`` is used for everything where it is given (``--config``); ``isolated`` uses none. Raises ConfigError for a
    configuration that is wrong, UsageError for a command line that names unknown rules.
    """

    def __init__(
        self,
        command_line: CommandLine = NOTHING_ASKED,
        *,
        file: str | None = None,
        isolated: bool = False,
        catalogue: Catalogue = registry,
    ) -> None:
        self._command_line = command_line
        self._catalogue = catalogue
        self._by_folder: dict[str, Config] = {}
        _refuse_unknown(command_line, catalogue)
        self._default = self._config(None, os.getcwd(), FileSettings())
        self._only = self._default if isolated else None
        if file is not None:
            self._only = self._read(os.path.abspath(file))
            if self._only is None:
                raise ConfigError("it has no table [tool.seedlint]", shown(os.path.abspath(file)))

    def for_file(self, path: str) -> Config:
        """The configuration of a file that is (or might be) at ``path``."""
        return self.for_folder(os.path.dirname(os.path.abspath(path)))

    def for_folder(self, folder: str) -> Config:
        """The configuration of the files in ``folder`` (absolute, normalised)."""
        if self._only is not None:
            return self._only
        below = []
        while folder not in self._by_folder:
            below.append(folder)
            config = self._in_folder(folder)
            parent = os.path.dirname(folder)
            if config is None and (parent == folder or os.path.lexists(os.path.join(folder, ".git"))):
                config = self._default
            if config is not None:
                self._by_folder[folder] = config
            else:
                folder = parent
        for passed in below:
            self._by_folder[passed] = self._by_folder[folder]
        return self._by_folder[folder]

    def _in_folder(self, folder: str) -> Config | None:
        for name in (SEEDLINT_TOML, PYPROJECT):
            path = os.path.join(folder, name)
            is_there = os.path.isfile(path) or os.path.islink(path)  # a link that leads nowhere is a mistake to be told
            if is_there and (config := self._read(path)) is not None:
                return config
        return None

    def _read(self, path: str) -> Config | None:
        from seedlint.config.read import read  # parses TOML: only where there is a configuration

        settings = read(path, self._catalogue)
        return None if settings is None else self._config(path, os.path.dirname(path), settings)

    def _config(self, path: str | None, root: str, settings: FileSettings) -> Config:
        return Config(path, root, settings, self._command_line, self._catalogue)


def _refuse_unknown(command_line: CommandLine, catalogue: Catalogue) -> None:
    if command_line.preset is not None and command_line.preset not in PRESETS:
        hint = suggestion(command_line.preset, PRESETS)
        raise UsageError(f"there is no preset '{command_line.preset}' (there are {', '.join(PRESETS)}){hint}")
    flags = {
        "--select": command_line.select or (),
        "--ignore": command_line.ignore,
        "--extend-select": command_line.extend_select,
    }
    for flag, selectors in flags.items():
        for selector in selectors:
            known = selectable(catalogue)
            if selector not in known:
                raise UsageError(f"{flag}: unknown rule or family '{selector}'{suggestion(selector, known)}")
