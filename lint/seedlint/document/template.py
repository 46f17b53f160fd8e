"""Files from which documents are made and which are no documents yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlint.document.document import Document

_FOLDERS = frozenset(("archetypes", "scaffolds", "templates", "_templates", "_scaffolds"))
"""Where Hugo (archetypes), Hexo (scaffolds) and most generators of projects keep them."""
_MARKS = ("{{", "{%", "<%")


def is_template(document: Document) -> bool:
    """Whether the front matter is filled in when a document is made of this file.

    Its folder or a folder above is named for that (or is a template itself: `{{name}}`), and an action of Go, Jinja,
    Liquid or EJS stands between the fences.
    """
    front_matter = document.front_matter
    if front_matter is None:
        return False
    folders = document.path.split("/")[:-1]
    if not any(folder in _FOLDERS or "{{" in folder for folder in folders):
        return False
    text, content = document.text, front_matter.content
    return any(text.find(mark, content.start, content.end) >= 0 for mark in _MARKS)
