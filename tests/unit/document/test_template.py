"""Files from which documents are made are told from documents."""

from __future__ import annotations

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.template import is_template

FILLED_IN_LATER = b'---\ntitle: "{{ replace .Name "-" " " }}"\n---\n'


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("archetypes/default.md", True),
        ("themes/sea/archetypes/posts/index.md", True),
        ("blog/scaffolds/post.md", True),
        ("{{cookiecutter.slug}}/docs/index.md", True),
        ("content/archetypes.md", False),
        ("posts/harbour.md", False),
    ],
)
def test_the_folder_tells(path: str, expected: bool) -> None:
    assert is_template(Document(Source(path, FILLED_IN_LATER))) is expected


@pytest.mark.parametrize("raw", [b"---\ntitle: Harbour\n---\n{{ body }}\n", b"No front matter {{ here }}\n"])
def test_without_an_action_between_the_fences_it_is_a_document(raw: bytes) -> None:
    assert not is_template(Document(Source("archetypes/default.md", raw)))
