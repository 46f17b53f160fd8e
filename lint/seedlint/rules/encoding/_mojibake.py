"""All mojibake of a document in one scan; three rules report what it finds, each its share.

A run of sequences is found once, with the misreading that explains most of it. What lies between two runs, be it one
blank, separates them: two findings. Runs hidden after HTML character references are found by searching the unescaped
text; spans always are those of the document.
"""

from typing import TYPE_CHECKING, NamedTuple

from seedlint.diagnostics import Severity
from seedlint.text.decode import encode
from seedlint.text.pattern import lazy_pattern
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.rules.encoding._entities import Unescaped


class Mojibake(NamedTuple):
    """A run that can be repaired. ``cause`` goes on after "'â„¢' is '™'"."""

    span: Span
    raw: str
    repaired: str
    cause: str
    is_exact: bool = True


class Remains(NamedTuple):
    """A run that cannot be repaired. ``reason`` goes on after "'â€'"."""

    span: Span
    raw: str
    reason: str


class Scan(NamedTuple):
    """What there is to report: disjoint, in the order of the text. ``suspects`` are for a second opinion."""

    mojibake: tuple[Mojibake, ...] = ()
    remains: tuple[Remains, ...] = ()
    suspects: tuple[Span, ...] = ()


_NOTHING = Scan()
_TOPIC = lazy_pattern(
    r"(?i:mojibake(?![\],])|\bU?\+?FFFD|replacement character"
    r"|(?:un(?:decod|encod|mapp|represent|translat)able|malformed) (?:byte|character|sequence))"
    r"|文字化け|乱码|亂碼|[Кк]ракозябр"
)
"""What texts that are about damaged text call it (and not what ``ignore[mojibake]`` names: a rule)."""
_LONGEST_NAME = 32
_NEAR = 1000
"""How many characters away such a text may name what it shows."""


def scan(document: "Document") -> Scan:
    """Everything that the rules on mojibake report. Call it as ``document.view(scan)``."""
    text = document.text
    if document.is_ascii and "&" not in text:
        return _NOTHING
    from seedlint.rules.encoding._entities import Unescaped, may_hide

    hidden = may_hide(text)
    if document.is_ascii and not hidden:
        return _NOTHING
    from seedlint.rules.encoding._suspicion import may_be_gbk, suspected

    source = Unescaped(text) if hidden else None
    raw = encode(source.text) if source is not None else document.source.raw
    misreadings = suspected(raw, source.text if source is not None else text)
    gbk = may_be_gbk(raw)
    if not misreadings and not gbk:
        return _NOTHING
    from seedlint.rules.encoding._search import search

    if source is None:
        return search(text, misreadings, gbk=gbk)
    return _relocate(search(source.text, misreadings, gbk=gbk), source)


def _relocate(found: Scan, source: "Unescaped") -> Scan:
    return Scan(
        tuple(item._replace(span=source.origin(*item.span)) for item in found.mojibake),
        tuple(item._replace(span=source.origin(*item.span)) for item in found.remains),
        tuple(source.origin(*span) for span in found.suspects),
    )


def severity_at(document: "Document", offset: int) -> Severity | None:
    """What damage at ``offset`` is worth where that is not what its rule says: information, in code and near its name.

    Texts about mojibake show it on purpose, mostly in code; but real damage occurs there, too.
    """
    from seedlint.document.markdown import regions

    is_shown = regions(document).covers(offset) or document.view(_Topics).is_near(offset)
    return Severity.INFO if is_shown else None


class _Topics:
    """Where a document speaks of damaged text. Each block of it is searched once, however many findings lie there."""

    def __init__(self, document: "Document") -> None:
        self._text = document.text
        self._blocks: dict[int, tuple[int, int]] = {}

    def is_near(self, offset: int) -> bool:
        """Whether the topic is named less than :data:`_NEAR` characters away."""
        start, end = offset - _NEAR, offset + _NEAR
        blocks = range(max(start, 0) // _NEAR, end // _NEAR + 1)
        return any(first < end and last >= start for first, last in map(self._found, blocks))

    def _found(self, block: int) -> tuple[int, int]:
        """Where the first and the last name in a block begin; of none, the first is out of reach."""
        if block not in self._blocks:
            start = block * _NEAR
            names = _TOPIC.finditer(self._text, start, start + _NEAR + _LONGEST_NAME)
            starts = [match.start() for match in names if match.start() < start + _NEAR]
            self._blocks[block] = (starts[0], starts[-1]) if starts else (len(self._text) + _NEAR, -1)
        return self._blocks[block]


def shown(text: str, limit: int = 40) -> str:
    """``text`` in quotes, for a message: what is invisible is escaped, what is long is cut."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "'" + "".join(_escaped(character) for character in cut) + "'"


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"U+{code:04X}"
