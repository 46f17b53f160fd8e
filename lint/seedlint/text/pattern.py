"""Regular expressions that cost nothing until they are needed."""

from __future__ import annotations

import re
from typing import Any, AnyStr

_compile = re.compile


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when it is first used.

    Python compiles patterns slowly (0.1 to 4 ms each), and a run needs few of the hundred that seedlint has: compiled
    at import, they were a fifth of the time that a short run takes. So every pattern of a module is made by this.
    """
    return _LazyPattern(source, flags)  # type: ignore[return-value]  # it has whatever the pattern has


class _LazyPattern:
    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet: the methods are kept, so that only the first call takes this way."""
        value = getattr(_compile(self.pattern, self._flags), name)
        setattr(self, name, value)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy, perhaps in another process, is an ordinary pattern: the parts of other modules are copied, too."""
        return _compile, (self.pattern, self._flags)
