"""Front matter: the metadata between fences at the start of a document."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from seedlint.document.tree import Duplicate, Node, Problem
from seedlint.text.span import Span


class Format(Enum):
    """The language between the fences."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"


class FrontMatter(NamedTuple):
    """Front matter with its value tree.

    ``opening`` and ``closing`` cover the fences without their line breaks (``---``, ``+++``; for JSON the first ``{`` and
    the last ``}``); ``closing`` is None where the fence never closes. ``content`` is what a parser gets: between the
    fences, or for JSON with the braces. ``root`` is a mapping, or None where nothing could be read; an empty front matter
    is an empty mapping. ``body_start`` is the offset of the line behind the closing fence.
    """

    format: Format
    opening: Span
    closing: Span | None
    content: Span
    body_start: int
    root: Node | None
    problem: Problem | None = None
    duplicates: tuple[Duplicate, ...] = ()


def read(text: str, start: int = 0) -> FrontMatter | None:
    """The front matter that begins at ``start`` (0, or 1 behind a byte-order mark), or None."""
    raise NotImplementedError
