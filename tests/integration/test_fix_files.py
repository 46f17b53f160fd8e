"""Repairs on disk: every file is the old one or the new one, whatever happens."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from seedlint.cli.main import run as main
from seedlint.engine import rewrite as rewrite_module
from seedlint.engine.rewrite import SUFFIX, UnwritableError, rewrite

OLD = "---\ntitle: CafÃ© {}\n---\n\nThe café is open, and everybody may come.\n"
NEW = "---\ntitle: Café {}\n---\n\nThe café is open, and everybody may come.\n"
KILLS, FILES = 200, 500


def fix(*arguments: object) -> int:
    return main(["--isolated", "--select", "mojibake", "--quiet", "--fix", *map(str, arguments)])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(OLD, encoding="utf-8")
    return path


def test_mode_links_and_bytes_stay(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf---\r\ntitle: Caf\xc3\x83\xc2\xa9\r\n---\r\n\xff\r\nno newline"
    real = tmp_path / "real" / "a.md"
    real.parent.mkdir()
    real.write_bytes(content)
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)

    fix(link)

    assert link.is_symlink()
    assert real.read_bytes() == content.replace(b"\xc3\x83\xc2\xa9", b"\xc3\xa9")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert os.listdir(real.parent) == ["a.md"]


def test_a_clean_file_is_not_touched(document: Path) -> None:
    document.write_text(NEW, encoding="utf-8")
    before = document.stat()

    assert fix(document) == 0

    assert (document.stat().st_mtime_ns, document.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_read_only_file_stays(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document.chmod(0o444)

    assert main(["--isolated", "--select", "mojibake", "--fix", str(document)]) == 2

    assert document.read_text(encoding="utf-8") == OLD
    assert "left as it was: it is read-only" in capsys.readouterr().err


def test_a_file_that_changed_meanwhile_stays(document: Path) -> None:
    with pytest.raises(UnwritableError, match="changed in the meantime"):
        rewrite(str(document), b"what was read", b"what is repaired")

    assert document.read_text(encoding="utf-8") == OLD
    assert os.listdir(document.parent) == ["a.md"]


def test_a_change_while_the_new_file_is_written_is_seen(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = os.fsync

    def change(descriptor: int) -> None:
        synced(descriptor)
        document.write_text("somebody else was here\n", encoding="utf-8")

    monkeypatch.setattr(rewrite_module.os, "fsync", change)
    with pytest.raises(UnwritableError, match="changed in the meantime"):
        rewrite(str(document), OLD.encode(), NEW.encode())

    assert document.read_text(encoding="utf-8") == "somebody else was here\n"
    assert os.listdir(document.parent) == ["a.md"]


def test_a_file_that_is_gone_is_not_made_again(document: Path) -> None:
    document.unlink()

    with pytest.raises(UnwritableError, match="removed in the meantime"):
        rewrite(str(document), OLD.encode(), NEW.encode())

    assert os.listdir(document.parent) == []


def test_a_full_disk_loses_nothing(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(rewrite_module.os, "fsync", full)
    with pytest.raises(UnwritableError, match="cannot write: no space left"):
        rewrite(str(document), OLD.encode(), NEW.encode())

    assert document.read_text(encoding="utf-8") == OLD
    assert os.listdir(document.parent) == ["a.md"]


def test_a_limit_on_file_sizes_loses_nothing(tmp_path: Path) -> None:
    """The system itself refuses to write on, in the middle of a file; the next one is still repaired."""
    large = OLD + "The café is open again. " * 20_000
    (tmp_path / "a.md").write_text(large, encoding="utf-8")
    (tmp_path / "b.md").write_text(OLD, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = [sys.executable, "-m", "seedlint", "--isolated", "--select", "mojibake", "--fix", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)

    assert done.returncode == 2
    assert "a.md: left as it was: cannot write: file too large" in done.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == large
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == NEW
    assert sorted(os.listdir(tmp_path)) == ["a.md", "b.md"]


def test_a_diff_on_the_command_line_is_what_git_applies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub dir").mkdir()
    path = tmp_path / "sub dir" / "a.md"
    path.write_bytes(OLD.encode().replace(b"\n", b"\r\n") + b"\xff no newline")

    assert main(["--isolated", "--select", "mojibake,invalid-utf8", "--diff", "."]) == 1
    sys.stdout.flush()
    captured = capfdbinary.readouterr()
    assert b"invalid-utf8" in captured.err
    assert b"mojibake]" not in captured.err
    assert path.read_bytes().startswith(b"---\r\ntitle: Caf\xc3\x83\xc2\xa9")
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=captured.out, cwd=tmp_path, check=True)

    assert path.read_bytes() == NEW.encode().replace(b"\n", b"\r\n") + b"\xff no newline"


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        if not path.name.endswith(SUFFIX):
            yield path.name, path.read_text(encoding="utf-8")


def fill(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.md").write_text(OLD.format(number), encoding="utf-8")


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    choose = random.Random(6)
    fill(folder)
    interrupted = most = 0
    for _ in range(KILLS):
        child = os.fork()
        if not child:
            try:
                fix(folder)
            finally:
                os._exit(0)
        time.sleep(choose.uniform(0, 0.4))  # the moment of the kill, nothing is waited for
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        interrupted += os.WIFSIGNALED(status)
        found = dict(contents(folder))
        assert sorted(found) == [f"{number:03}.md" for number in range(FILES)]
        for name, text in found.items():
            number = int(name[:3])
            assert text in (OLD.format(number), NEW.format(number))
        repaired = sum("Ã" not in text for text in found.values())
        most = max(most, repaired)
        if repaired == FILES:
            fill(folder)
    assert interrupted > KILLS / 2
    assert most > FILES / 2
