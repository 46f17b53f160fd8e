"""From arguments to an exit code: which command runs, and what becomes of its errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from seedlint.cli import BROKEN_PIPE, CANNOT, COMMANDS, INTERRUPTED
from seedlint.errors import SeedlintError


def run(argv: Sequence[str]) -> int:
    """Run one command. Whatever happens is told in a message, never in a traceback."""
    _open_closed_streams()
    try:
        code = _command(argv)
        sys.stdout.flush()
    except SystemExit as done:  # argparse's way of having answered --help
        return int(done.code or 0)
    except SeedlintError as error:
        return _fail("error", str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return BROKEN_PIPE
    except OSError as error:
        _discard_output()
        return _fail("error", _io_message(error))
    except Exception as error:
        if sys.flags.dev_mode:  # python -X dev -m seedlint: the traceback for whoever repairs it
            raise
        return _fail("internal error", _crash(error))
    return code


def _command(argv: Sequence[str]) -> int:
    """``check`` is what is done where no command is named; a path like a command is written ``./rules``."""
    name, rest = (argv[0], argv[1:]) if argv and argv[0] in COMMANDS else ("check", argv)
    command: Callable[[Sequence[str]], int] = import_module(f"seedlint.cli.commands.{name}").run
    return command(rest)


def _open_closed_streams() -> None:
    """A stream that the caller has closed (``>&-``) is None in Python; it then leads nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115 - open to the end


def _fail(label: str, message: str) -> int:
    from seedlint.cli.console import error_line

    error_line(label, message)
    return CANNOT


def _discard_output() -> None:
    """What is still buffered goes nowhere, so that the interpreter does not complain about it at its end."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError):
        pass  # standard output is not a file: there is nothing to flush into


def _io_message(error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and error.filename is None:  # os.getcwd
        return "the working directory does not exist any more\n  help: change to another one"
    reason = (error.strerror or str(error)).lower()
    return f"{os.fsdecode(error.filename)}: {reason}" if error.filename is not None else reason


def _crash(error: Exception) -> str:
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error}\n  at {place}\n  help: this is a defect of seedlint; please report it"
