"""A file's bytes and what follows from them alone."""

from __future__ import annotations

from seedlint.text.decode import decode
from seedlint.text.lazy import lazy_attribute
from seedlint.text.lines import LineIndex

MARKDOWN_SUFFIXES = frozenset((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd"))
"""The endings of names, in lower case, that say Markdown."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Source:
    """One file: ``path`` as it is shown to people (with ``/``) and its ``raw`` bytes."""

    def __init__(self, path: str, raw: bytes) -> None:
        self.path = path
        self.raw = raw

    @lazy_attribute
    def text(self) -> str:
        """The decoded text; never fails (see :func:`seedlint.text.decode.decode`)."""
        return decode(self.raw)

    @lazy_attribute
    def digest(self) -> bytes:
        """What tells these bytes from all others."""
        from hashlib import blake2b  # costs start-up, and only large runs ask

        return blake2b(self.raw, digest_size=16).digest()

    @lazy_attribute
    def is_utf8(self) -> bool:
        """Whether all bytes are UTF-8."""
        try:
            self.raw.decode()
        except UnicodeDecodeError:
            return False
        return True

    @lazy_attribute
    def lines(self) -> LineIndex:
        """Offsets to lines and columns."""
        return LineIndex(self.text)

    @lazy_attribute
    def is_markdown(self) -> bool:
        """Whether the name says Markdown; anything else is plain text."""
        dot = self.path.rfind(".")
        return dot >= 0 and self.path[dot:].lower() in MARKDOWN_SUFFIXES

    @lazy_attribute
    def is_utf16(self) -> bool:
        """Whether these bytes are UTF-16 (or UTF-32), so that reading them as UTF-8 tells nothing.

        A byte-order mark says so, or, without one, zero bytes in every other place of the first kilobyte.
        """
        if self.raw.startswith(_UTF16_MARKS):
            return True
        head = self.raw[:1024]
        if head.count(0) * 5 < len(head) * 2 or len(head) < 4:
            return False
        odd, even = head[1::2].count(0), head[0::2].count(0)
        return max(odd, even) * 10 >= len(head) * 4 and min(odd, even) * 20 <= len(head)
