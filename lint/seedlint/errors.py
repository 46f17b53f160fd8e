"""What keeps seedlint from doing its job. Findings in documents are never exceptions.

SeedlintError
├── UsageError      the command line asks for something that is not there
└── ConfigError     a configuration or schema file is wrong, at a line and column of it
"""

from __future__ import annotations

from seedlint.text.escape import escape


class SeedlintError(Exception):
    """A run cannot go on. ``str(error)`` is one message for the user; the exit code is 2."""


class UsageError(SeedlintError):
    """The command line is wrong. What it names is escaped: the message stays one line."""

    def __init__(self, message: str) -> None:
        super().__init__(escape(message))


class ConfigError(SeedlintError):
    """A file that steers the run is wrong.

    ``line`` and ``column`` are 1-based; 0 where the file as a whole is meant (it cannot be read).
    """

    def __init__(self, message: str, path: str, line: int = 0, column: int = 0, help: str | None = None) -> None:
        shown = escape(path)  # a file's name may hold line breaks and worse, and so may what the file says
        message, advice = escape(message), escape(help or "")
        place = f"{shown}:{line}:{column}" if line else shown
        super().__init__(f"{place}: {message}" + (f"\n  help: {advice}" if advice else ""))
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.help = advice or None

    def __reduce__(self) -> tuple[type[ConfigError], tuple[object, ...]]:
        """How it is made again in another process."""
        return ConfigError, (self.message, self.path, self.line, self.column, self.help)
