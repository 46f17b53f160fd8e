"""``seedlint init [FOLDER]``: learn a configuration and JSON Schemas from documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from seedlint.cli import FOUND
from seedlint.cli.console import output
from seedlint.cli.parser import Choice, Parser, color_option, help_option
from seedlint.errors import UsageError
from seedlint.reporters.style import Style
from seedlint.text.escape import escape

if TYPE_CHECKING:
    from seedlint.engine.collection import Collection, Drift
    from seedlint.infer.configuration import Written
    from seedlint.infer.inference import Inference

FORMATS = ("text", "json")
SHOWN = 5
"""Most paths that are named for one reason; ``--output-format json`` names all."""

_DESCRIPTION = """\
Look at the documents in FOLDER (by default the current one) and write a
commented seedlint.toml and JSON Schemas that describe their front matter:
types, formats, values, which keys are always there. Documents that differ from
nearly all others in something are told, and not learnt from."""
_EPILOG = """\
examples:
  seedlint init                   write seedlint.toml and schemas/ here
  seedlint init news/ --by type   one schema for each value of the key type
  seedlint init --dry-run         tell what would be written
  seedlint init --check           fail if documents have drifted from schemas

exit codes: 0 done, or no drift; 1 drift; 2 something could not be done.
"""


class Arguments:
    """The command line of ``init``."""

    check: bool = False
    force: bool = False
    dry_run: bool = False
    by: str | None = None
    output_format: str = "text"
    color: str = "auto"


def parser() -> Parser:
    """The options of the command."""
    made = Parser("seedlint init", "seedlint init [OPTIONS] [FOLDER]", description=_DESCRIPTION, epilog=_EPILOG)
    group = made.add_argument_group("what to do")
    group.add_argument("--check", action="store_true", help="write nothing; fail if documents have drifted")
    group.add_argument("--force", action="store_true", help="overwrite files that are there")
    group.add_argument("--dry-run", action="store_true", help="write nothing; tell what would be written")
    group.add_argument(
        "--by",
        metavar="folder|none|KEY",
        help="one schema for each folder, for all documents, or for each value of KEY; by default what fits best",
    )
    group = made.add_argument_group("output")
    group.add_argument("--output-format", type=Choice(FORMATS), metavar="FORMAT", help="text (the default) or json")
    color_option(group)
    help_option(made.add_argument_group("general"))
    return made


def run(argv: Sequence[str]) -> int:
    """Infer and write, or check for drift."""
    arguments, folders = parser().parse(argv, Arguments())
    folder = folders[0] if folders else "."
    if len(folders) > 1:
        raise UsageError("init: give one folder, or none for the current one")
    if not os.path.isdir(folder):
        raise UsageError(f"init: {folder} is not a folder")
    if arguments.by is not None and (not arguments.by or "." in arguments.by):
        raise UsageError(f"--by: {arguments.by!r} is neither folder nor none nor a key at the top of front matter")
    if arguments.check and (arguments.force or arguments.dry_run):
        raise UsageError("--check writes nothing: leave out --force and --dry-run")
    return _check(arguments, folder) if arguments.check else _write(arguments, folder)


def _write(arguments: Arguments, folder: str) -> int:
    from seedlint.engine.collection import NO_FRONT_MATTER, collect
    from seedlint.engine.write import write_files
    from seedlint.infer.configuration import write
    from seedlint.infer.inference import infer

    if not (arguments.force or arguments.dry_run):
        _refuse_to_replace(folder)
    collection = collect(folder)
    inference = infer(collection.documents, arguments.by)
    left_out = _left_out(collection, inference)
    _refuse_to_know_nothing(inference, left_out, folder, arguments.by)
    bare = [os.path.relpath(each.path, folder) for each in collection.left_out if each.reason == NO_FRONT_MATTER]
    reasons = [line.strip() for line in (*_reasons(left_out), *_suspicions(collection, inference))]
    files = write(collection.documents, inference, [path.replace(os.sep, "/") for path in bare], reasons)
    if not arguments.dry_run:
        write_files(folder, [(file.path, file.text) for file in files], replace=arguments.force)
    destination = output(arguments.color, machine=arguments.output_format == "json")
    if arguments.output_format == "json":
        _write_json(destination.out, _as_json(collection, inference, left_out, files))
    else:
        lines = _report(collection, inference, left_out, files, Style(destination.color), arguments.dry_run)
        destination.out.writelines(f"{line}\n" for line in lines)
    return 0


def _check(arguments: Arguments, folder: str) -> int:
    from seedlint.engine.collection import collect_bound, drifts
    from seedlint.infer.inference import infer

    collection, breaches = collect_bound(folder)
    covered = [collection.members[number].shown for number in infer(collection.documents, arguments.by).covered]
    drifted = drifts(covered, breaches)
    unbound = [path for path in covered if breaches.get(path, ()) is None]
    destination = output(arguments.color, machine=arguments.output_format == "json")
    if arguments.output_format == "json":
        _write_json(destination.out, _drift_as_json(collection, covered, drifted, unbound))
    else:
        lines = _drift_lines(len(covered), drifted, unbound, Style(destination.color))
        destination.out.writelines(f"{line}\n" for line in lines)
    return FOUND if drifted or unbound else 0


def _refuse_to_replace(folder: str) -> None:
    """Tell early what would be lost: before all documents are read."""
    from seedlint.config.read import read
    from seedlint.config.resolve import PYPROJECT, SEEDLINT_TOML
    from seedlint.rules import registry

    if os.path.lexists(os.path.join(folder, SEEDLINT_TOML)):
        path = os.path.normpath(os.path.join(folder, SEEDLINT_TOML))
        raise UsageError(f"{path} is there already (--force overwrites it, --check compares, --dry-run only tells)")
    path = os.path.abspath(os.path.join(folder, PYPROJECT))
    if os.path.isfile(path) and read(path, registry) is not None:
        raise UsageError(f"{PYPROJECT} has a table [tool.seedlint], which {SEEDLINT_TOML} would go before (--force)")


def _refuse_to_know_nothing(inference: Inference, left_out: dict[str, list[str]], folder: str, by: str | None) -> None:
    if inference.covered:
        return
    reasons = "; ".join(line.strip() for line in _reasons(left_out))
    asked = f" by {by!r}" if by not in (None, "none") else ""
    raise UsageError(f"there is nothing to learn in {folder}{asked}: {reasons}")


def _left_out(collection: Collection, inference: Inference) -> dict[str, list[str]]:
    """The paths of the documents that no schema covers and that are not suspicious, by reason."""
    from seedlint.infer.split import FEWEST

    found: dict[str, list[str]] = {}
    for document in collection.left_out:
        found.setdefault(document.reason, []).append(document.path)
    split = inference.split
    for group in split.rest:
        if group.value is None:
            reason = f"has no word for its {split.by}"
        elif split.by == "folder":
            place = f"{split.base}{group.value}".rstrip("/") or "."
            reason = f"lies in {place}, which has fewer than {FEWEST} documents"
        else:
            reason = f"has the {split.by} {group.value!r}, as fewer than {FEWEST} documents have"
        found.setdefault(reason, []).extend(collection.members[number].shown for number in group.documents)
    return found


def _report(
    collection: Collection,
    inference: Inference,
    left_out: dict[str, list[str]],
    files: Sequence[Written],
    style: Style,
    dry_run: bool,
) -> Iterator[str]:
    covered = len(inference.covered)
    total = len(collection.members) + len(collection.left_out)
    by = inference.split.by
    how = f", by {by}" if by is not None else ""
    yield f"{style.paint(f'{covered} of {total} documents', 'strong')} satisfy what was learnt{escape(how)}"
    suspicious = _suspicions(collection, inference)
    if suspicious:
        yield from ("", style.paint("suspicious, and not learnt from:", "warning"), *suspicious)
    if left_out:
        yield from ("", style.paint("left out:", "strong"), *_reasons(left_out))
    yield from ("", style.paint("would be written:" if dry_run else "written:", "strong"))
    width = max(len(file.path) for file in files)
    for file in files:
        count = f"{file.documents} document{'' if file.documents == 1 else 's'}" if file.documents else ""
        yield f"  {escape(file.path):<{width}}  {count}".rstrip()


def _reasons(left_out: dict[str, list[str]]) -> list[str]:
    ranked = sorted(left_out.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"  {escape(reason)}: {_named(paths)}" for reason, paths in ranked]


def _suspicions(collection: Collection, inference: Inference) -> list[str]:
    return [
        f"  {escape(suspicion.message)}: {_named([collection.members[number].shown for number in suspicion.documents])}"
        for group in inference.groups
        for suspicion in group.suspicions
    ]


def _named(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(map(escape, paths[:SHOWN])) + more


def _drift_lines(covered: int, drifted: Sequence[Drift], unbound: Sequence[str], style: Style) -> Iterator[str]:
    from seedlint.infer.suspicions import place_name

    for drift in sorted(drifted, key=lambda each: (each.breach.schema, -len(each.paths))):
        breach = drift.breach
        place = style.paint(escape(place_name(breach.path)), "strong")
        yield f"{escape(breach.schema)}: {place}: {breach.kind} in {_count(len(drift.paths), covered)}"
        yield f"  {escape(drift.paths[0])}:{breach.line}: {escape(breach.message)}"
    if unbound:
        yield f"no schema is bound to {_count(len(unbound), covered)}: {_named(unbound)}"
    if drifted or unbound:
        yield style.paint("the documents have drifted from their schemas", "error")
    else:
        yield f"{covered} document{'' if covered == 1 else 's'}, {style.paint('no drift', 'good')}"


def _count(count: int, total: int) -> str:
    return f"{count} of {total} documents"


def _as_json(
    collection: Collection, inference: Inference, left_out: dict[str, list[str]], files: Sequence[Written]
) -> dict[str, Any]:
    members = collection.members
    return {
        "documents": len(members) + len(collection.left_out),
        "covered": len(inference.covered),
        "by": inference.split.by,
        "groups": [{"value": group.group.value, "covered": len(group.covered)} for group in inference.groups],
        "leftOut": [{"path": path, "reason": reason} for reason, paths in left_out.items() for path in paths],
        "suspicious": [
            {"message": suspicion.message, "paths": [members[number].shown for number in suspicion.documents]}
            for group in inference.groups
            for suspicion in group.suspicions
        ],
        "files": [file.path for file in files],
    }


def _drift_as_json(
    collection: Collection, covered: Sequence[str], drifted: Sequence[Drift], unbound: Sequence[str]
) -> dict[str, Any]:
    from seedlint.infer.suspicions import place_name

    return {
        "documents": len(collection.members) + len(collection.left_out),
        "covered": len(covered),
        "drift": [
            {
                "schema": drift.breach.schema,
                "rule": drift.breach.kind,
                "key": place_name(drift.breach.path),
                "line": drift.breach.line,
                "message": drift.breach.message,
                "paths": drift.paths,
            }
            for drift in drifted
        ],
        "unbound": unbound,
    }


def _write_json(out: Any, value: dict[str, Any]) -> None:
    from seedlint.reporters.json import dumps

    out.write(dumps(value, indent=2) + "\n")
