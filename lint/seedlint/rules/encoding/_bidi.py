"""Which directional formatting characters of a paragraph are out of place (Unicode Standard Annex 9)."""

from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

MARKS = frozenset("\u200e\u200f\u061c")
EMBEDDINGS = frozenset("\u202a\u202b")
OVERRIDES = frozenset("\u202d\u202e")
ISOLATES = frozenset("\u2066\u2067\u2068")
POP_EMBEDDING, POP_ISOLATE = "\u202c", "\u2069"
CONTROLS = MARKS | EMBEDDINGS | OVERRIDES | ISOLATES | {POP_EMBEDDING, POP_ISOLATE}

CONTROL = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u0609\u060b-\u061b\u061d-\u06dd\u06de-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The characters of scripts that run from right to left (blocks of bidi classes R and AL in UAX 9, table 4)."""

UNCLOSED, UNOPENED, OVERRIDE, NEEDLESS, REVERSING, MARK = (
    "unclosed",
    "unopened",
    "override",
    "needless",
    "reversing",
    "mark",
)


class Misplaced(NamedTuple):
    """A control that is out of place: its offset, why, and the offset of what belongs to it (or -1)."""

    offset: int
    reason: str
    partner: int = -1


def misplaced(controls: list[tuple[int, str]], *, has_right_to_left: bool) -> list[Misplaced]:
    """What is wrong in one paragraph with these ``controls`` (offset, character), in their order."""
    found: list[Misplaced] = []
    stack: list[tuple[int, str]] = []
    for offset, control in controls:
        if control in MARKS:
            if not has_right_to_left:
                found.append(Misplaced(offset, MARK))
        elif control == POP_EMBEDDING:
            if stack and stack[-1][1] not in ISOLATES:
                found += _closed(stack.pop(), offset, has_right_to_left=has_right_to_left)
            else:
                found.append(Misplaced(offset, UNOPENED))
        elif control == POP_ISOLATE:
            if not any(opener in ISOLATES for _, opener in stack):
                found.append(Misplaced(offset, UNOPENED))
                continue
            while stack[-1][1] not in ISOLATES:
                found.append(_unclosed(*stack.pop()))
            found += _closed(stack.pop(), offset, has_right_to_left=has_right_to_left)
        else:
            stack.append((offset, control))
    found += [_unclosed(*opener) for opener in stack]
    return sorted(found)


def _unclosed(offset: int, control: str) -> Misplaced:
    return Misplaced(offset, OVERRIDE if control in OVERRIDES else UNCLOSED)


def _closed(opener: tuple[int, str], closer: int, *, has_right_to_left: bool) -> list[Misplaced]:
    offset, control = opener
    if control in OVERRIDES:
        return [Misplaced(offset, OVERRIDE, closer)]
    if has_right_to_left:
        return []
    return [Misplaced(offset, REVERSING if control in "\u202b\u2067" else NEEDLESS, closer)]
