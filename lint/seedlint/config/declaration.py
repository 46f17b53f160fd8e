"""The schema that a document asks for itself, and whether it may.

By rising force a document gets the schema of the configuration's globs, of a ``# yaml-language-server: $schema=``
comment (the form that editors read), of its own ``$schema`` key, of the command line. Documents are not trusted: what
one declares is a schema that we have (by its name or by its ``$id``) or a file of the same project. Nothing is fetched.
"""

import os
from collections.abc import Collection

from seedlint.config.model import Binding, names_file
from seedlint.document.document import Document
from seedlint.document.front_matter import Format, FrontMatter
from seedlint.document.tree import path_at
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

KEY = "$schema"
_COMMENT = lazy_pattern(r"(?<![^\r\n])#[ \t]*yaml-language-server[ \t]*:[ \t]*\$schema[ \t]*=[ \t]*(\S+)")
_URL = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""A scheme of two letters or more, so that a drive letter is none."""


class Declaration(NamedTuple):
    """The schema that a document names, and where it does."""

    reference: str
    span: Span


class Refusal(NamedTuple):
    """Why a declared schema is not used, in one sentence that is the same for all documents that declare it."""

    reference: str
    message: str


def declared(document: Document) -> Declaration | None:
    """The schema that the document's front matter names: by its key ``$schema``, else by a comment in YAML."""
    front_matter = document.front_matter
    if front_matter is None or "schema" not in document.text[front_matter.content.start : front_matter.content.end]:
        return None
    node = None if front_matter.root is None else front_matter.root.child(KEY)
    if node is not None and isinstance(node.value, str) and node.value:
        return Declaration(node.value, node.span)
    return _in_comment(document.text, front_matter) if front_matter.format is Format.YAML else None


def permitted(
    declaration: Declaration, document_path: str, root: str, names: Collection[str], ids: Collection[str]
) -> Binding | Refusal:
    """The schema that a declaration stands for, if the document may use it.

    ``names`` and ``ids`` are those of the schemas that there are. Files are looked for from the document's folder and
    must lie below ``root`` (the folder of the configuration, or the working directory), links resolved.
    """
    reference = declaration.reference
    if reference in names:
        return Binding(reference, reference)
    if _URL.match(reference):
        known = next((name for name in (reference, reference.removesuffix("#")) if name in ids), None)
        if known is not None:
            return Binding(reference, known)
        return Refusal(reference, f"the schema {reference} is not known here, and schemas are never fetched")
    if not names_file(reference):
        return Refusal(reference, f"there is no schema '{reference}'; built in are {', '.join(sorted(names))}")
    target = _inside(os.path.join(os.path.dirname(os.path.abspath(document_path)), reference), root)
    if target is None:
        return Refusal(reference, f"the schema {reference} lies outside of the project, where a document may not point")
    return Binding(reference, target)


def _in_comment(text: str, front_matter: FrontMatter) -> Declaration | None:
    start, end = front_matter.content
    for match in _COMMENT.finditer(text, start, end):
        if front_matter.root is None or not path_at(front_matter.root, match.start()):  # not inside of a long string
            return Declaration(match[1], Span(*match.span(1)))
    return None


def _inside(path: str, root: str) -> str | None:
    """The real path of ``path`` where it lies below ``root``."""
    try:
        real = os.path.realpath(path)
    except ValueError:  # a zero byte
        return None
    return real if real.startswith(os.path.join(os.path.realpath(root), "")) else None
