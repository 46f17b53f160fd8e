"""Configuration files and schemas among the paths of a run: they stand for the documents that they govern."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seedlint.errors import ConfigError

if TYPE_CHECKING:
    from seedlint.config.resolve import Config


class Governors:
    """Tells on which files a configuration rests, reading each schema once."""

    def __init__(self) -> None:
        self._of_schemas: dict[str, frozenset[str] | None] = {}

    def governs(self, path: str, config: Config) -> bool:
        """Whether what holds under ``config`` depends on the file at ``path`` (a real path).

        That is the configuration file, what it extends, the schemas that it (or the command line) binds, and the files
        that these refer to. A schema that cannot be read might refer to anything: it depends on every file, so that
        the run comes to it and tells what is wrong with it.
        """
        schemas = config.bound_schemas()
        if any(os.path.realpath(file) == path for file in (*config.file.read_from, *schemas)):
            return True
        return any((files := self._files(schema)) is None or path in files for schema in schemas)

    def _files(self, schema: str) -> frozenset[str] | None:
        """The real paths of the files that a schema consists of; None where it is broken."""
        if schema not in self._of_schemas:
            from seedlint.schema.store import load

            try:
                self._of_schemas[schema] = frozenset(map(os.path.realpath, load(schema).files))
            except ConfigError:
                self._of_schemas[schema] = None
        return self._of_schemas[schema]
