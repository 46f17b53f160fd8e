"""Find a schema by the name under which it is built in, or by its file."""

from __future__ import annotations

import os

from seedlint.errors import ConfigError
from seedlint.schema.resources import Resources, built_in_names, file_path, read_built_in, read_file
from seedlint.schema.schema import Schema, checked


def load(name_or_path: str, base_dir: str = ".") -> Schema:
    """The schema that is built in under this name, or the one in this file (JSON or YAML; relative to ``base_dir``).

    Raises :class:`ConfigError`, with line and column of the mistake, for a schema that is missing or broken: its
    syntax, its draft, its metaschema, a reference that leads nowhere, out to the network or back to itself, an unknown
    format, a pattern that does not compile.
    """
    built_in = read_built_in(name_or_path)
    if built_in is not None:
        return Schema(name_or_path, Resources(built_in))
    path = os.path.normpath(os.path.join(base_dir, file_path(name_or_path) or name_or_path))
    if not os.path.isfile(path):
        known = built_in_names()
        if "://" in name_or_path:
            raise ConfigError(
                f"the schema {name_or_path} is not built in, and seedlint never uses the network",
                name_or_path,
                help=f"save it and give its path; built in are: {', '.join(known)}",
            )
        from seedlint.schema.suggest import closest

        if os.path.isdir(path):
            raise ConfigError("this is a folder, not a schema", name_or_path, help="give the path of a file")
        near = closest(name_or_path, known)
        advice = f"did you mean {near}?" if near else f"built in are: {', '.join(known)}"
        raise ConfigError("there is no schema of this name or path", name_or_path, help=advice)
    resource = read_file(path)
    return checked(resource.path, resource, None, assert_formats=True)
