"""``seedlint [check] PATH...``: look for defects in documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seedlint.cli import CANNOT, FOUND, INTERRUPTED
from seedlint.cli.console import is_watched, output
from seedlint.cli.online import OnlineArguments, online
from seedlint.cli.outputs import Target, reporter
from seedlint.errors import UsageError

if TYPE_CHECKING:
    from seedlint.engine.repairs import Fixing
    from seedlint.engine.run import Request
    from seedlint.reporters.base import Reporter

STDIN = "-"


class Arguments(OnlineArguments):
    """The command line of ``check``; the values here are those of a command line without options."""

    paths: Sequence[str] = ()
    files_from: Sequence[str] | None = None
    stdin_filename: str | None = None
    preset: str | None = None
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    extend_select: Sequence[str] | None = None
    config: str | None = None
    isolated: bool = False
    schema: str | None = None
    fail_on: str | None = None
    exit_zero: bool = False
    min_severity: str | None = None
    output_format: str | None = None
    statistics: bool = False
    group_by: Sequence[str] | None = None
    output: Sequence[Target] | None = None
    color: str = "auto"
    report_suppressed: bool = False
    add_ignore: str | None = None
    baseline: str | None = None
    no_baseline: bool = False
    diff_base: str | None = None
    staged: bool = False
    show_files: bool = False
    show_settings: bool = False
    force_exclude: bool | None = None
    respect_gitignore: bool | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    fix_only: bool = False
    interactive: bool = False
    exit_non_zero_on_fix: bool = False
    no_cache: bool = False
    cache_dir: str | None = None
    jobs: int = 0
    profile: bool = False
    watch: bool = False

    @property
    def repairs(self) -> bool:
        """Whether repairs are asked for, if only to be shown."""
        return self.fix or self.fix_only or self.diff


_SWITCHES = {
    "--isolated": "isolated",
    "--exit-zero": "exit_zero",
    "--quiet": "quiet",
    "-q": "quiet",
    "--no-cache": "no_cache",
}
_TEXTS = {"--schema": "schema", "--config": "config", "--stdin-filename": "stdin_filename"}
"""The options without and with a value of which any text is right, as hooks and scripts give them: with these alone,
argparse need not be imported."""


def run(argv: Sequence[str]) -> int:
    """Check documents; 0 clean, 1 findings that fail the run, 2 something could not be checked."""
    arguments = parse(argv)
    from seedlint.engine.run import run as check

    request = _request(arguments)
    if arguments.watch:
        from seedlint.cli.watching import watch

        return watch(request, arguments)
    if arguments.show_files or arguments.show_settings:
        return _show(arguments, request)
    reporter = _reporter(arguments)
    if arguments.profile:
        from seedlint.cli.profiling import profiled

        summary = profiled(check, request, reporter)
    elif not (arguments.quiet or arguments.interactive) and is_watched():
        from seedlint.cli.progress import shown_progress

        summary = shown_progress(check, request, reporter)
    else:
        summary = check(request, reporter)
    if summary.interrupted:
        return INTERRUPTED
    if summary.failures:
        return CANNOT
    if summary.fixed and arguments.exit_non_zero_on_fix:
        return FOUND
    if arguments.fix_only and not arguments.diff:
        return 0
    return FOUND if summary.failing and not arguments.exit_zero else 0


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments with their paths in full. Raises UsageError."""
    arguments = _parse_simple(argv)
    if arguments is None:
        from seedlint.cli.options import parse as parse_options  # argparse: a tenth of a short run

        arguments = parse_options(argv)
    arguments.paths = _paths(arguments)
    if STDIN in arguments.paths and len(arguments.paths) > 1:
        raise UsageError("- (standard input) stands alone: it cannot be checked beside other paths")
    if arguments.add_ignore is not None and STDIN in arguments.paths:
        raise UsageError("--add-ignore writes into files: - (standard input) is none")
    if arguments.baseline is not None and arguments.no_baseline:
        raise UsageError("--no-baseline cannot be combined with --baseline")
    if arguments.cache_dir is not None and arguments.no_cache:
        raise UsageError("--no-cache cannot be combined with --cache-dir")
    _refuse_around_fixes(arguments)
    if arguments.diff_base is not None or arguments.staged:
        _refuse_with_changes(arguments)
    if arguments.watch:
        from seedlint.cli.watching import refuse_beside

        refuse_beside(arguments)
    if arguments.stdin_filename is not None and STDIN not in arguments.paths:
        raise UsageError("--stdin-filename names what comes on standard input: give - as the path")
    return arguments


def _parse_simple(argv: Sequence[str]) -> Arguments | None:
    """The arguments where all options are simple ones, written with a blank before their value; None elsewhere."""
    arguments = Arguments()
    paths = []
    rest = iter(argv)
    for argument in rest:
        if argument in _SWITCHES:
            setattr(arguments, _SWITCHES[argument], True)
        elif argument in _TEXTS:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
            setattr(arguments, _TEXTS[argument], value)
        elif argument.startswith("-") and argument != STDIN:
            return None
        else:
            paths.append(argument)
    arguments.paths = paths
    return arguments


def _refuse_around_fixes(arguments: Arguments) -> None:
    """Refuse what makes no sense beside repairs, or without them."""
    for option, given in (
        ("--unsafe-fixes", arguments.unsafe_fixes),
        ("--interactive", arguments.interactive),
        ("--exit-non-zero-on-fix", arguments.exit_non_zero_on_fix),
    ):
        if given and not arguments.repairs:
            raise UsageError(f"{option} says how to repair: give --fix, too (or --diff, to see what it would do)")
    if not arguments.repairs:
        return
    option = "--diff" if arguments.diff else "--fix" if arguments.fix else "--fix-only"
    if arguments.add_ignore is not None:
        raise UsageError(f"--add-ignore and {option} both change documents: run one after the other")
    if arguments.staged:
        raise UsageError(f"{option} repairs files, --staged looks at the index: run it without --staged, then git add")
    if arguments.interactive and (arguments.diff or STDIN in arguments.paths):
        raise UsageError("--interactive asks on the terminal: it goes with neither --diff nor - (standard input)")


def _refuse_with_changes(arguments: Arguments) -> None:
    """Refuse what makes no sense where only changed lines are told."""
    option = "--diff-base" if arguments.diff_base is not None else "--staged"
    if STDIN in arguments.paths:
        raise UsageError(f"{option} compares files that git knows: - (standard input) is none")
    if arguments.add_ignore is not None:
        raise UsageError(f"--add-ignore changes the lines of files: it cannot be combined with {option}")


def _paths(arguments: Arguments) -> Sequence[str]:
    """The paths to check: the current directory only where neither paths nor lists, be they empty, were given."""
    if arguments.files_from or any(path.startswith("@") for path in arguments.paths):
        from seedlint.engine.arguments import expand

        return expand(arguments.paths, arguments.files_from or ())
    return arguments.paths or (".",)


def _request(arguments: Arguments) -> Request:
    """What the engine is asked to do."""
    from seedlint.config.model import CommandLine, FailOn
    from seedlint.diagnostics import Severity
    from seedlint.engine.run import Request

    return Request(
        paths=tuple(arguments.paths),
        command_line=CommandLine(
            select=tuple(arguments.select) if arguments.select is not None else None,
            ignore=tuple(arguments.ignore or ()),
            extend_select=tuple(arguments.extend_select or ()),
            fail_on=FailOn(arguments.fail_on) if arguments.fail_on is not None else None,
            min_severity=Severity(arguments.min_severity) if arguments.min_severity is not None else None,
            schema=arguments.schema,
            respect_gitignore=arguments.respect_gitignore,
            force_exclude=arguments.force_exclude,
            preset=arguments.preset,
        ),
        config_file=arguments.config,
        isolated=arguments.isolated,
        stdin=sys.stdin.buffer.read() if STDIN in arguments.paths else None,
        stdin_filename=arguments.stdin_filename,
        add_ignore=arguments.add_ignore,
        baseline=arguments.baseline,
        find_baseline=not (arguments.no_baseline or arguments.isolated),
        diff_base=arguments.diff_base,
        staged=arguments.staged,
        online=online(arguments),
        statistics=_statistics(arguments),
        fixing=_fixing(arguments) if arguments.repairs else None,
        cached=not arguments.no_cache,
        cache_dir=arguments.cache_dir,
        jobs=arguments.jobs,
    )


def _fixing(arguments: Arguments) -> Fixing:
    from seedlint.cli.repairing import asked, writer
    from seedlint.engine.repairs import Fixing

    return Fixing(
        writer(arguments.color),
        unsafe=arguments.unsafe_fixes or arguments.interactive,
        diff=arguments.diff,
        only=arguments.fix_only,
        accept=asked(arguments.color) if arguments.interactive else None,
    )


def _statistics(arguments: Arguments) -> tuple[str, ...] | None:
    """The keys to count by; None where nobody wants counts. ``--group-by`` alone asks for them, too."""
    return tuple(dict.fromkeys(arguments.group_by or ())) if arguments.statistics or arguments.group_by else None


def _reporter(arguments: Arguments) -> Reporter:
    short = [Target(arguments.output_format)] if arguments.output_format is not None else []
    named = [*short, *(arguments.output or ())]
    counts = _statistics(arguments) is not None
    beside = arguments.diff or (arguments.repairs and STDIN in arguments.paths)
    return reporter(named, os.environ, arguments.color, arguments.quiet, arguments.report_suppressed, counts, beside)


def _show(arguments: Arguments, request: Request) -> int:
    """Print the files or the settings of a run instead of doing it."""
    from seedlint.engine.run import files, settings
    from seedlint.reporters.json import dumps
    from seedlint.text.escape import escape

    out = output(arguments.color, machine=arguments.show_settings).out
    if arguments.show_settings:
        out.write(dumps(settings(request), indent=2) + "\n")
    else:
        out.writelines(f"{escape(path)}\n" for path in files(request))
    return 0
