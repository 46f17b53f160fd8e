"""seedlint for programs: the same answers as on the command line, as values."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from seedlint.config.model import CommandLine
from seedlint.diagnostics import Diagnostic
from seedlint.engine.repairs import Fixing
from seedlint.engine.run import Request, check
from seedlint.text.decode import decode, encode

Path = str | os.PathLike[str]


def lint_text(
    text: str | bytes,
    path: Path = "document.md",
    *,
    schema: Path | None = None,
    config: Path | None = None,
    isolated: bool = False,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    preset: str | None = None,
) -> list[Diagnostic]:
    """All findings in one document that need not lie on disk, also those of severity info, in the order of the text.

    (Of one rule the first 1,000, and one more finding that counts the others.)

    ``path`` is what the findings say, what the configuration's globs are held against, and where the search for a
    configuration begins; its suffix tells Markdown from plain text. ``schema`` is the name of a built-in schema or a
    file; ``config`` a configuration file; ``isolated`` uses no configuration at all. ``select`` and ``ignore`` hold
    names of rules or families, as on the command line; ``preset`` is where the choice of rules starts.

    Raises :class:`~seedlint.errors.ConfigError` for a broken configuration or schema, and
    :class:`~seedlint.errors.UsageError` for an unknown rule.
    """
    raw = text if isinstance(text, bytes) else encode(text)
    request = _request(("-",), schema, config, isolated, select, ignore, preset)
    return [d for checked in check(request._replace(stdin=raw, stdin_filename=os.fspath(path))) for d in checked]


def lint_paths(
    paths: Iterable[Path],
    *,
    schema: Path | None = None,
    config: Path | None = None,
    isolated: bool = False,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    preset: str | None = None,
) -> list[Diagnostic]:
    """All findings in files and folders, also those of severity info, by path and then in the order of the text.

    The arguments are those of :func:`lint_text`. A file that cannot be read is a finding of the rule
    ``unreadable-file``. Raises :class:`~seedlint.errors.UsageError` where no file matches, and what :func:`lint_text`
    raises.
    """
    names = tuple(os.fspath(path) for path in paths)
    request = _request(names, schema, config, isolated, select, ignore, preset)
    return [diagnostic for checked in check(request) for diagnostic in checked]


def fix_text(
    text: str | bytes,
    path: Path = "document.md",
    *,
    unsafe: bool = False,
    schema: Path | None = None,
    config: Path | None = None,
    isolated: bool = False,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    preset: str | None = None,
) -> str:
    """The text with what can be repaired repaired; ``unsafe`` also where that may change what is meant.

    Where a repair cannot be proved to change nothing else, or rules undo each other's repairs, the text stays as it
    was. The other arguments, and what is raised, are those of :func:`lint_text`. Bytes that are no UTF-8 stay as lone
    surrogates (``text.encode("utf-8", "surrogateescape")`` gives them back).
    """
    raw = text if isinstance(text, bytes) else encode(text)
    written: list[bytes] = []
    request = _request(("-",), schema, config, isolated, select, ignore, preset)
    request = request._replace(stdin=raw, stdin_filename=os.fspath(path), fixing=Fixing(written.append, unsafe))
    for _ in check(request):
        pass
    return decode(b"".join(written))


def _request(
    paths: tuple[str, ...],
    schema: Path | None,
    config: Path | None,
    isolated: bool,
    select: Sequence[str] | None,
    ignore: Sequence[str],
    preset: str | None,
) -> Request:
    return Request(
        paths=paths,
        command_line=CommandLine(
            select=None if select is None else tuple(select),
            ignore=tuple(ignore),
            schema=None if schema is None else os.fspath(schema),
            preset=preset,
        ),
        config_file=None if config is None else os.fspath(config),
        isolated=isolated,
    )
