"""The schema that a document names, and which ones it may."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seedlint.config.declaration import Declaration, Refusal, declared, permitted
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.text.marks import unmark
from seedlint.text.span import Span

NAMES = ("article", "config")
IDS = ("https://example.org/article.json",)


@pytest.mark.parametrize(
    ("sample", "reference"),
    [
        ("---\n$schema: ⟦article⟧\n---\n", "article"),
        ("---\ntitle: x\n'$schema': ⟦\"s.json\"⟧\n---\n", "s.json"),
        ("\ufeff---\r\n# yaml-language-server: $schema=⟦article⟧\r\ntitle: x\r\n---\r\n", "article"),
        ("---\n#yaml-language-server:$schema=⟦../s.json⟧\n---\n", "../s.json"),
        ("---\ntitle: x\n#  yaml-language-server : $schema = ⟦s.json⟧ trailing\n---\n", "s.json"),
        ("---\n# yaml-language-server: $schema=a.json\n$schema: ⟦b.json⟧\n---\n", "b.json"),
        ("---\n# yaml-language-server: $schema=⟦a.json⟧\n$schema: 5\n---\n", "a.json"),
        ('+++\n"$schema" = ⟦"s.json"⟧\n+++\n', "s.json"),
        ('{\n"$schema": ⟦"s.json"⟧\n}\n', "s.json"),
    ],
)
def test_declared(sample: str, reference: str) -> None:
    text, (span,) = unmark(sample)

    assert declared(Document(Source("a.md", text.encode()))) == Declaration(reference, span)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# yaml-language-server: $schema=a.json\n",
        "---\ntitle: x\n---\n# yaml-language-server: $schema=a.json\n$schema: b\n",
        "---\ntitle: '# yaml-language-server: $schema=a.json'\n---\n",
        "---\ntitle: |\n  # yaml-language-server: $schema=a.json\n---\n",
        "---\nnested:\n  $schema: a.json\n---\n",
        "---\n$schema:\n---\n",
        "---\n$schema: ''\n---\n",
        "---\n# a comment about yaml-language-server: $schema=a.json\n---\n",
        "+++\n# yaml-language-server: $schema=a.json\n+++\n",
    ],
)
def test_nothing_declared(text: str) -> None:
    assert declared(Document(Source("a.md", text.encode()))) is None


class TestPermission:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        root = tmp_path / "root"
        (root / "docs").mkdir(parents=True)
        (root / "s.json").write_text("{}")
        (tmp_path / "outside.json").write_text("{}")
        os.symlink("../outside.json", root / "link.json")
        os.symlink("..", root / "up")
        os.symlink("s.json", root / "inner.json")
        return root

    def target(self, reference: str, root: Path) -> str | None:
        outcome = permitted(Declaration(reference, Span(0, 1)), str(root / "docs/a.md"), str(root), NAMES, IDS)
        assert outcome.reference == reference
        return None if isinstance(outcome, Refusal) else outcome.target

    def test_what_we_have_and_what_lies_in_the_project(self, root: Path) -> None:
        assert self.target("article", root) == "article"
        assert self.target(IDS[0], root) == IDS[0]
        assert self.target(IDS[0] + "#", root) == IDS[0]
        for reference in ("../s.json", "../docs/../s.json", "../inner.json", str(root / "s.json")):
            assert self.target(reference, root) == str(root / "s.json")
        assert self.target("missing.yaml", root) == str(root / "docs/missing.yaml")

    @pytest.mark.parametrize(
        "reference",
        [
            "../../outside.json",
            "../link.json",
            "../up/outside.json",
            "/etc/passwd.json",
            "../../root2/s.json",
            "https://example.org/other.json",
            "http://example.org/article.json",
            "file:///etc/passwd.json",
            "urn:x",
            "data:application/json,{}",
            "//example.org/s.json",
            "articel",
            "a\0/b.json",
        ],
    )
    def test_nothing_else(self, root: Path, reference: str) -> None:
        assert self.target(reference, root) is None

    def test_one_message_for_all_documents(self, root: Path) -> None:
        outcomes = {
            permitted(Declaration("https://x.org/s", Span(start, start + 1)), path, str(root), NAMES, IDS)
            for start, path in enumerate(("a.md", "b/c.md"))
        }

        assert outcomes == {
            Refusal("https://x.org/s", "the schema https://x.org/s is not known here, and schemas are never fetched")
        }
