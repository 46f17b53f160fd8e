"""PyYAML with patterns that are compiled when they are used.

Its import compiles eighteen, for half of its time, and with libyaml not one of them is used here. So ``re.compile`` is
:func:`~seedlint.text.pattern.lazy_pattern` while it is imported, unless there may be other threads, who would see that.
"""

from __future__ import annotations

import re
import sys

from seedlint.text.pattern import lazy_pattern

_compile = re.compile
if "threading" not in sys.modules:
    re.compile = lazy_pattern  # type: ignore[assignment]
try:
    import yaml as yaml
finally:
    re.compile = _compile
