"""``seedlint baseline [PATH]...``: write down the findings that there are, so that only new ones are told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from seedlint.cli import CANNOT, FOUND, INTERRUPTED
from seedlint.cli.console import output
from seedlint.cli.online import OnlineArguments, add_online, online
from seedlint.cli.parser import Parser, color_option, help_option, listed, preset_option
from seedlint.config.model import CommandLine, shown
from seedlint.engine.baseline import BLINDING, Entry, locate, online_rules
from seedlint.engine.renew import Mode, Renewal, Renewed
from seedlint.errors import UsageError
from seedlint.reporters.style import Style
from seedlint.text.escape import escape

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic
    from seedlint.engine.run import Request, Session
    from seedlint.reporters.base import Output

_DESCRIPTION = """\
Write the findings that there are into .seedlint-baseline.json, beside the
configuration or in the current directory. From then on only new ones are told.
"""
_EPILOG = f"""\
examples:
  seedlint baseline                  write it for the first time
  seedlint baseline --update         take in what is new, drop what is gone
  seedlint baseline --check          in CI: fail if there is something to drop

Findings of {", ".join(sorted(BLINDING)[:2])},
{" and ".join(sorted(BLINDING)[2:])} go in only if --allow names the rule:
they keep other rules from seeing the document. A file that cannot be read and a
rule that crashes never do.

exit codes: 0 done; 1 findings had to stay out (with --check: there are entries
that are no longer needed); 2 something could not be done.
"""


class Arguments(OnlineArguments):
    """The command line of ``baseline``."""

    update: bool = False
    prune: bool = False
    check: bool = False
    allow: Sequence[str] | None = None
    baseline: str | None = None
    preset: str | None = None
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    extend_select: Sequence[str] | None = None
    schema: str | None = None
    config: str | None = None
    isolated: bool = False
    force_exclude: bool | None = None
    respect_gitignore: bool | None = None
    files_from: Sequence[str] | None = None
    color: str = "auto"


def run(argv: Sequence[str]) -> int:
    """Write, renew or check the baselines of the documents; 1 where findings stay out, or entries are not needed."""
    arguments, paths = parser().parse(argv, Arguments())
    mode = _mode(arguments)
    _refuse_unknown(arguments)
    from seedlint.engine.run import Session

    session = Session(_request(arguments, paths))
    renewals, failures = _look(session, arguments, mode)
    session.raise_errors()  # a schema that cannot be used would empty the baseline
    if session.is_interrupted:
        return INTERRUPTED
    destination = output(arguments.color, arguments.quiet)
    results = [renewal.result() for renewal in renewals.values()]
    for renewed in results:
        _tell(renewed, mode, destination)
    _tell_findings(failures, "could not be checked:", destination)
    if failures:
        return CANNOT
    is_done = all(not renewed.dropped for renewed in results) if mode is Mode.CHECK else _nothing_refused(results)
    return 0 if is_done else FOUND


def _nothing_refused(results: Sequence[Renewed]) -> bool:
    return all(not renewed.refused for renewed in results)


def _look(session: Session, arguments: Arguments, mode: Mode) -> tuple[dict[str, Renewal], list[Diagnostic]]:
    """Check all documents: the renewals of the baselines by their paths, and what could not be checked."""
    from seedlint.engine.run import FAILURES

    renewals: dict[str, Renewal] = {}
    for found in session.found:
        path = os.path.abspath(arguments.baseline) if arguments.baseline else locate(found.config).path
        if path not in renewals:
            renewals[path] = _renewal(path, arguments, mode)
    failures: list[Diagnostic] = []
    for found in session.found:
        path = os.path.abspath(arguments.baseline) if arguments.baseline else locate(found.config).path
        checked = session.inspect(found)
        failed = [diagnostic for diagnostic in checked.diagnostics if diagnostic.rule in FAILURES]
        failures.extend(failed)
        if failed or checked.document is None:
            renewals[path].keep(found.path)
            continue
        told = [diagnostic for diagnostic in checked.diagnostics if diagnostic.suppression is None]
        applied = {active.rule.name for active in checked.settings.rules}
        unasked = frozenset[str]() if arguments.online else online_rules()
        renewals[path].add(found.path, checked.document.source.raw, told, applied, unasked)
    return renewals, failures


def _renewal(path: str, arguments: Arguments, mode: Mode) -> Renewal:
    is_there = os.path.lexists(path)
    renews = arguments.update or arguments.prune or arguments.check
    if is_there and not renews:
        raise UsageError(f"there is a baseline already: {shown(path)} (--update brings it up to date)")
    if not is_there and renews and not arguments.update:
        raise UsageError(f"there is no baseline {shown(path)} (seedlint baseline writes it)")
    old = None
    if is_there:
        from seedlint.engine.baseline_file import read_baseline

        old = read_baseline(path)
    is_partial = bool(arguments.select or arguments.ignore or arguments.preset)
    return Renewal(path, old, mode, arguments.allow or (), is_partial)


def _mode(arguments: Arguments) -> Mode:
    given = [name for name in ("update", "prune", "check") if getattr(arguments, name)]
    if len(given) > 1:
        raise UsageError(f"--{given[1]} cannot be combined with --{given[0]}")
    if arguments.allow and (arguments.prune or arguments.check):
        raise UsageError(f"--allow cannot be combined with --{given[0]}: nothing goes in")
    return Mode(given[0]) if given else Mode.UPDATE


def _refuse_unknown(arguments: Arguments) -> None:
    from seedlint.config.model import suggestion

    for name in arguments.allow or ():
        if name not in BLINDING:
            known = ", ".join(sorted(BLINDING))
            raise UsageError(f"--allow: '{name}' is not one of {known}{suggestion(name, BLINDING)}")


def _request(arguments: Arguments, paths: Sequence[str]) -> Request:
    from seedlint.engine.arguments import expand
    from seedlint.engine.run import Request

    names = expand(paths, arguments.files_from or ())
    if "-" in names:
        raise UsageError("a baseline is of files: - (standard input) is none")
    return Request(
        paths=tuple(names) if names or arguments.files_from else (".",),
        command_line=CommandLine(
            select=tuple(arguments.select) if arguments.select is not None else None,
            ignore=tuple(arguments.ignore or ()),
            extend_select=tuple(arguments.extend_select or ()),
            schema=arguments.schema,
            respect_gitignore=arguments.respect_gitignore,
            force_exclude=arguments.force_exclude,
            preset=arguments.preset,
        ),
        config_file=arguments.config,
        isolated=arguments.isolated,
        online=online(arguments),
    )


def _tell(renewed: Renewed, mode: Mode, destination: Output) -> None:
    """Write the baseline, and say what became of it."""
    path = escape(shown(renewed.baseline.path))
    out = destination.out
    if mode is Mode.CHECK:
        out.writelines(f"{_line(entry)}\n" for entry in renewed.dropped)
        headline = f"{path}: {_count(len(renewed.dropped), 'entry', 'entries')} no longer needed"
    else:
        from seedlint.engine.baseline_file import write

        headline = f"{path}: {'written' if write(renewed.baseline) else 'as it was'}{_changes(renewed)}"
    if not destination.quiet:
        out.writelines(f"{line}\n" for line in (headline, *_owed(renewed, Style(destination.color))))
    title = "stays out of the baseline, because it hides what else is wrong (fix it, or name its rule in --allow):"
    _tell_findings(renewed.refused, title, destination)


def _changes(renewed: Renewed) -> str:
    changes = [
        _count(renewed.added, "finding", "findings") + " added" if renewed.added else "",
        _count(len(renewed.dropped), "entry", "entries") + " dropped" if renewed.dropped else "",
        _count(renewed.renamed, "renamed document", "renamed documents") + " followed" if renewed.renamed else "",
    ]
    said = ", ".join(filter(None, changes))
    return f" ({said})" if said else ""


def _owed(renewed: Renewed, style: Style) -> Iterator[str]:
    """What is still to be mended, by rule."""
    owed = renewed.owed()
    if not owed:
        yield "nothing is owed"
        return
    documents = _count(len(renewed.baseline.entries), "document", "documents")
    yield f"still owed: {_count(owed.total(), 'finding', 'findings')} in {documents}"
    width = len(str(max(owed.values())))
    for rule, count in sorted(owed.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {style.paint(str(count).rjust(width), 'strong')}  {escape(rule)}"


def _line(entry: Entry) -> str:
    return f"{escape(entry.path)}: {escape(entry.message)} [{escape(entry.rule)}]"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _tell_findings(diagnostics: Sequence[Diagnostic], title: str, destination: Output) -> None:
    if not diagnostics:
        return
    from seedlint.reporters.concise import headline

    style = Style(destination.err_color)
    destination.err.write(f"{title}\n")
    destination.err.writelines(f"{headline(diagnostic, style)}\n" for diagnostic in diagnostics)


def parser() -> Parser:
    parser = Parser(
        "seedlint baseline", "seedlint baseline [OPTIONS] [PATH]...", description=_DESCRIPTION, epilog=_EPILOG
    )
    _add_baseline(parser.add_argument_group("baseline"))
    _add_run(parser.add_argument_group("documents and rules, as in seedlint check"))
    add_online(parser.add_argument_group("links on the network"))
    general = parser.add_argument_group("general")
    color_option(general)
    general.add_argument("-q", "--quiet", action="store_true", help="no summary")
    help_option(general)
    return parser


def _add_baseline(group: Any) -> None:
    group.add_argument("--update", action="store_true", help="take in new findings, drop entries no longer needed")
    group.add_argument("--prune", action="store_true", help="drop entries no longer needed, take in nothing")
    group.add_argument("--check", action="store_true", help="write nothing; fail if there are entries to drop")
    group.add_argument(
        "--allow",
        type=listed,
        action="extend",
        metavar="RULES",
        help=f"take in findings of these rules, too: {', '.join(sorted(BLINDING))}",
    )
    group.add_argument("--baseline", metavar="FILE", help="the file, instead of the one beside the configuration")


def _add_run(group: Any) -> None:
    names = {"type": listed, "action": "extend", "metavar": "RULES"}
    group.add_argument("--files-from", action="append", metavar="FILE", help="look at the paths in FILE")
    group.add_argument(
        "--force-exclude", action="store_const", const=True, help="leave out excluded files even if named"
    )
    group.add_argument(
        "--no-respect-gitignore",
        dest="respect_gitignore",
        action="store_const",
        const=False,
        help="look at what .gitignore leaves out",
    )
    preset_option(group)
    group.add_argument("--select", **names, help="rules or families to apply")
    group.add_argument("--extend-select", **names, help="rules or families to apply beside the selected ones")
    group.add_argument("--ignore", **names, help="rules or families not to apply")
    group.add_argument("--schema", metavar="NAME|FILE", help="JSON Schema for the front matter of all documents")
    group.add_argument("--config", metavar="FILE", help="the configuration to use instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
