"""Repairs of single rules through the command line: the exact bytes afterwards."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from net.cases import Case
from net.server import Reply
from net.world import Place, World
from seedlint.cli.main import run
from seedlint.verdict import VerdictClass

SCHEMA = (
    '{"type": "object", "additionalProperties": false, "properties": {"title": {"type": "string"}, "type": {"enum": '
    '["article", "video"]}, "draft": {"type": "boolean"}, "tags": {"type": "array"}, "note": {}}}'
)
TEXT = "The harbour opened again on Monday, and three ships came in before noon."


def fixed(folder: Path, rule: str, content: bytes, *options: str, name: str = "a.md", code: int = 0) -> bytes:
    """The bytes of a document after its repair by one rule."""
    path = folder / name
    path.write_bytes(content)
    assert run(["--isolated", "--quiet", "--select", rule, "--fix", *options, str(path)]) == code
    assert os.listdir(folder / "") == [name] or options
    return path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"---\r\ntitle: a # seedlint: ignore[mojibake] old\r\n---\r\n"
            b"\r\n<!-- seedlint: ignore[mojibake] -->\r\n\r\nb\xff",
            b"---\r\ntitle: a\r\n---\r\n\r\n\r\nb\xff",
        ),
        (
            "---\ntitle: CafÃ© # seedlint: ignore[duplicate-key, mojibake] quoted\n---\n".encode(),
            "---\ntitle: CafÃ© # seedlint: ignore[mojibake] quoted\n---\n".encode(),
        ),
    ],
)
def test_unused_suppression(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert fixed(tmp_path, "unused-suppression,mojibake,duplicate-key", before) == after


@pytest.fixture
def schema(tmp_path: Path) -> str:
    path = tmp_path / "schemas" / "x.json"
    path.parent.mkdir()
    path.write_text(SCHEMA, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        (
            "unknown-key",
            '---\n"titel": Der Hafen # so\n? typ\n: video\n---\n',
            '---\n"title": Der Hafen # so\n? type\n: video\n---\n',
        ),
        ("unknown-key", "+++\r\n'titel' = 'a'\r\n+++\r\n", "+++\r\n'title' = 'a'\r\n+++\r\n"),
        ("unknown-key", '{"titel": "a",\n"tag": [1]}\nb', '{"title": "a",\n"tags": [1]}\nb'),
        ("disallowed-value", "---\ntype: 'artcle' # x\n---\n", "---\ntype: 'article' # x\n---\n"),
        ("disallowed-value", "---\n{type: Video, note: &a b}\n---\n", "---\n{type: video, note: &a b}\n---\n"),
        ("disallowed-value", '+++\ntype = "vido"\n+++\n', '+++\ntype = "video"\n+++\n'),
        ("disallowed-value", '{"type": "VIDEO"}\nb\n', '{"type": "video"}\nb\n'),
        ("ambiguous-scalar", "---\nnote: [no, 010]\ndraft: yes\n---\n", '---\nnote: ["no", "010"]\ndraft: yes\n---\n'),
    ],
)
def test_rules_about_schemas(tmp_path: Path, schema: str, rule: str, before: str, after: str) -> None:
    assert fixed(tmp_path, rule, before.encode(), "--unsafe-fixes", "--schema", schema).decode() == after


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("body-metadata", f" date 2024-06-05 {TEXT}\n", f"---\ndate: 2024-06-05\n---\n{TEXT}\n"),
        (
            "body-metadata",
            f"---\r\ntitle: a\r\n---\r\nPublished: June 5, 2024 | {TEXT}",
            f"---\r\ndate: 2024-06-05\r\ntitle: a\r\n---\r\n{TEXT}",
        ),
        (
            "body-metadata",
            f"---\rtitle: a\r---\rPublished: June 5, 2024 | {TEXT}\r",
            f"---\rdate: 2024-06-05\rtitle: a\r---\r{TEXT}\r",
        ),
        (
            "body-metadata",
            f'{{"title": "a"}}\nDate: 2024-06-05 {TEXT}\n',
            f'{{"date": "2024-06-05", "title": "a"}}\n{TEXT}\n',
        ),
        ("misplaced-front-matter", "\ufeff\n\n---\ntitle: a\n---\nb", "\ufeff---\ntitle: a\n---\nb"),
        (
            "misplaced-front-matter",
            "<!-- x -->\r\n---\r\ntitle: 'a'\r\n---\r\nb\r\n",
            "---\r\ntitle: 'a'\r\n---\r\n<!-- x -->\r\nb\r\n",
        ),
        (
            "byline-debris",
            f"Harbour\r\n\r\n2024-06-05 0 By\r\n\r\n{TEXT}\r\n",
            f"Harbour\r\n\r\n{TEXT}\r\n",
        ),
        ("boilerplate-line", f"{TEXT}\n\nShare this article\n\nThe mayor spoke.", f"{TEXT}\n\nThe mayor spoke."),
        ("repeated-line", f"{TEXT}\n\nThe mayor.\n\n{TEXT}\n\nThe end.\n", f"{TEXT}\n\nThe mayor.\n\nThe end.\n"),
    ],
)
def test_rules_about_lines(tmp_path: Path, rule: str, before: str, after: str) -> None:
    assert fixed(tmp_path, rule, before.encode(), code=1) == before.encode()
    assert fixed(tmp_path, rule, before.encode(), "--unsafe-fixes").decode() == after
    assert fixed(tmp_path, rule, after.encode(), "--unsafe-fixes").decode() == after


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Place]:
    """A site on a loopback address, one page of which has moved for good."""
    replies = {"/old": Reply(301, ("Location: /new",)), "/new": Reply(200)}
    with World((Case("moved", "", VerdictClass.MOVED, replies),), by_address=True) as world:
        (place,) = world.places.values()
        monkeypatch.setenv("SEEDLINT_ALLOW_PRIVATE", f"{place.address}:{place.site.port}")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        yield place


@pytest.mark.parametrize("written", ["---\r\nwebUrl: '{}'\r\n---\r\n[b]({}#c)\xe9\r\n", '{{"webUrl": "{}"}}\n<{}>'])
def test_moved_url(tmp_path: Path, moved: Place, written: str) -> None:
    base = f"http://{moved.address}:{moved.site.port}"
    folder = tmp_path / "documents"
    folder.mkdir()
    before = written.format(f"{base}/old", f"{base}/old").encode("latin-1")
    after = written.format(f"{base}/new", f"{base}/new").encode("latin-1")

    assert fixed(folder, "moved-url", before) == before
    assert fixed(folder, "moved-url", before, "--online") == after


def test_only_changed_lines_are_repaired_whatever_is_found_on_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was found on other lines before is not new."""
    for name in [name for name in os.environ if name.startswith("GIT")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    old = "The café is open” daily.\n\nThe cafÃ© is closed \N{REPLACEMENT CHARACTER} today.\n\n"
    Path("a.md").write_text(old, encoding="utf-8")
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    Path("a.md").write_text(old + "The cafÃ© again.\n", encoding="utf-8")

    assert run(["--isolated", "--fix", "--diff-base", "HEAD", "a.md"]) == 0

    assert Path("a.md").read_text(encoding="utf-8") == old + "The café again.\n", capsys.readouterr().err
