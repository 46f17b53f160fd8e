"""The command line."""

from __future__ import annotations

COMMANDS = {
    "check": "find defects in documents (done where no command is named)",
    "baseline": "write down today's findings, so that only new ones are told",
    "init": "learn a configuration and schemas from documents",
    "links": "list the URLs of documents, with what is known of them",
    "rules": "list the rules",
    "rule": "explain one rule",
    "schema": "print a built-in JSON Schema",
    "clean": "remove the cache",
    "completion": "print a script for completion in a shell",
}
"""The commands and what they do, in the order of the help."""

FOUND = 1
"""Exit code: findings at or over ``--fail-on``."""
CANNOT = 2
"""Exit code: the job, or a part of it, could not be done."""
INTERRUPTED = 130
"""Exit code: stopped by the user (128 + SIGINT)."""
BROKEN_PIPE = 141
"""Exit code: nobody reads the output any more (128 + SIGPIPE)."""
