"""Which schema holds for a document; each is loaded once a run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seedlint.errors import ConfigError, SeedlintError

if TYPE_CHECKING:
    from seedlint.config.model import Place, Settings
    from seedlint.config.resolve import Config
    from seedlint.document.contract import Contract
    from seedlint.document.document import Document
    from seedlint.schema.schema import Schema


class Schemas:
    """The schemas of a run.

    A schema that cannot be used binds nobody; why is kept in ``errors`` (each once), so that all documents are still
    checked by the other rules. A schema that a document names and may not use is not an error of the run: ``notes``
    tell people about it.
    """

    def __init__(self) -> None:
        self.errors: dict[str, SeedlintError] = {}
        self.is_told = False
        """Whether the last question has led to an error or a note of the run."""
        self.asked: set[str] = set()
        """The files on which the last answer rests."""
        self._refused: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._loaded: dict[str, Schema | None] = {}
        self._files: dict[str, frozenset[str]] = {}

    @property
    def notes(self) -> list[str]:
        """One line for each schema that was named in vain."""
        return list(self._refused.values())

    def take_over(self, refused: dict[str, str], errors: dict[str, SeedlintError]) -> None:
        """Take over what another process has met, in the order of the documents."""
        self._refused = {**self._refused, **{key: note for key, note in refused.items() if key not in self._refused}}
        self.errors = {**self.errors, **{key: error for key, error in errors.items() if key not in self.errors}}

    def hand_over(self) -> tuple[dict[str, str], dict[str, SeedlintError]]:
        """What :meth:`take_over` takes; notes are forgotten, so that they are met again."""
        refused, self._refused = self._refused, {}
        return refused, self.errors

    def contract(self, document: Document, config: Config, settings: Settings) -> Contract | None:
        """The schema of a document: of the command line, else what it declares itself, else of the configuration."""
        self.is_told = False
        self.asked = set()
        if not settings.schema_is_fixed and "$" in document.text and "$schema" in document.text:
            declared = self._declared(document, config)
            if declared is not None:
                return declared
        return None if settings.schema is None else self._load(settings.schema.target, settings.schema.place)

    def raise_errors(self) -> None:
        """Raise what went wrong, all of it in one exception."""
        if len(self.errors) == 1:
            raise next(iter(self.errors.values()))
        if self.errors:
            raise SeedlintError("\n".join(self.errors))

    def _declared(self, document: Document, config: Config) -> Contract | None:
        from seedlint.config.declaration import Refusal, declared, permitted
        from seedlint.schema.resources import built_in_names

        declaration = declared(document)
        if declaration is None:
            return None
        binding = permitted(declaration, document.path, config.root, built_in_names(), self._ids(config))
        place = document.source.lines.position(declaration.span.start)
        if isinstance(binding, Refusal):
            first = f" (first named at {document.path}:{place.line}:{place.column})"
            self.is_told = True
            self._refused.setdefault(binding.reference, binding.message + first)
            return None
        if binding.is_file and not os.path.isfile(binding.target):
            message = f"there is no file {binding.reference} that could be the schema of this document"
            self._fail(ConfigError(message, document.path, place.line, place.column))
            self.asked.add(binding.target)
            return None
        if binding.is_file:
            self.asked.add(os.path.join(os.path.dirname(os.path.abspath(document.path)), binding.reference))
        return self._load(binding.target)

    def _ids(self, config: Config) -> dict[str, str]:
        """The schemas that there are, built in or bound by the configuration, by their ``$id``."""
        from seedlint.schema.resources import BUILT_IN_ID, built_in_names

        ids = {BUILT_IN_ID.format(name=name): name for name in built_in_names()}
        for bound in config.file.schemas.values():
            schema = self._load(bound.binding.target, bound.binding.place)
            contents = schema.contents if schema is not None else None
            identifier = contents.get("$id") if isinstance(contents, dict) else None
            if isinstance(identifier, str):
                ids[identifier.removesuffix("#")] = bound.binding.target
        self._names.update(ids)
        return ids

    def _load(self, target: str, place: Place | None = None) -> Schema | None:
        """The schema of that name, path or ``$id``; None where it cannot be used. ``place`` is where it is bound."""
        target = self._names.get(target, target)
        if target not in self._loaded:
            from seedlint.schema.store import load

            self._loaded[target] = None
            try:
                self._loaded[target] = load(target)
            except ConfigError as error:
                self._files[target] = frozenset(map(os.path.abspath, (target, error.path)))
                if not error.line and place is not None:  # there is no such schema: the mistake is where it is named
                    from seedlint.config.model import shown

                    error = ConfigError(f"{shown(target)}: {error.message}", *place, error.help)
                self._fail(error)
        loaded = self._loaded[target]
        if loaded is None:
            self.is_told = True
        elif target not in self._files:
            self._files[target] = frozenset(map(os.path.abspath, loaded.files))
        self.asked |= self._files[target]
        return loaded

    def _fail(self, error: SeedlintError) -> None:
        self.is_told = True
        self.errors.setdefault(str(error), error)
