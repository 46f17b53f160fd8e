"""All mojibake of a document in one scan; three rules report what it finds, each its share.

A run of sequences is found once, with the misreading that explains most of it. What lies between two runs, be it one
blank, separates them: two findings. Runs hidden after HTML character references are found by searching the unescaped
text; spans always are those of the document.
"""

from typing import TYPE_CHECKING

from seedlint.diagnostics import Severity
from seedlint.text.decode import encode
from seedlint.text.record import NamedTuple
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
    """What damage at ``offset`` is worth where that is not what its rule says: information in code.

    Texts about mojibake show it there on purpose; but real damage occurs there, too.
    """
    from seedlint.document.markdown import regions

    return Severity.INFO if regions(document).covers(offset) else None


def shown(text: str, limit: int = 40) -> str:
    """``text`` in quotes, for a message: what is invisible is escaped, what is long is cut."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "'" + "".join(_escaped(character) for character in cut) + "'"


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"U+{code:04X}"
