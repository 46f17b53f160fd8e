"""``seedlint --watch`` as a process: what it prints when files change, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

pytest.importorskip("watchfiles")

GOOD = "# One\n\nThe ferry leaves at noon.\n"
BAD = "# One\n\nLe cafÃ© ouvre.\n"
PATIENCE = 60.0


class Process:
    """A watch whose output is read line by line; nothing sleeps, and a watch that never answers is killed."""

    def __init__(self, folder: Path, *options: str, terminal: bool = False) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        ours, theirs = os.openpty() if terminal else os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "seedlint", "--watch", *options],
            cwd=folder,
            env={**environment, "TERM": "xterm", "NO_COLOR": "1"},
            stdout=theirs,
            stderr=theirs,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        os.close(theirs)
        self._lines = self._read(ours)
        self._timer = Timer(PATIENCE, self._process.kill)
        self._timer.start()

    def until(self, text: str) -> list[str]:
        """The lines up to the first with ``text``."""
        seen = []
        for line in self._lines:
            seen.append(line)
            if text in line:
                return seen
        raise AssertionError(f"{text!r} never came; seen: {seen}")

    def stop(self) -> int:
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait()
        self._timer.cancel()
        return code

    @staticmethod
    def _read(descriptor: int) -> Iterator[str]:
        rest = b""
        try:
            while chunk := os.read(descriptor, 65536):
                *lines, rest = (rest + chunk).split(b"\n")
                yield from (line.decode().rstrip("\r") for line in lines)
        except OSError:  # how a pseudo-terminal ends on Linux
            return
        finally:
            os.close(descriptor)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seedlint.toml").write_text("")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text(GOOD)
    (tmp_path / "texts" / "b.md").write_text(BAD)
    return tmp_path


def test_a_session(folder: Path) -> None:
    process = Process(folder, "texts")
    lines = process.until("watching 2 documents")
    assert any(line.startswith("texts/b.md:3:7: error:") for line in lines)

    (folder / "texts" / "a.md").write_text(BAD)
    lines = process.until("1 new; 1 document checked in")
    assert lines[0].endswith(" texts/a.md")
    assert [line.partition(":")[0] for line in lines if "[mojibake]" in line] == ["texts/a.md"]
    assert any(line.startswith("2 errors in 2 of 2 documents") for line in lines)

    beside = folder / "texts" / ".a.md.swp"
    beside.write_text(GOOD)
    beside.replace(folder / "texts" / "a.md")
    process.until("1 fixed; 1 document checked in")

    (folder / "texts" / "new" / "deep").mkdir(parents=True)
    (folder / "texts" / "new" / "deep" / "c.md").write_text(BAD)
    lines = process.until("1 new; 1 document checked in")
    assert any("texts/new/deep/c.md (new)" in line for line in lines)

    (folder / "seedlint.toml").write_text("x")
    lines = process.until("checked in")
    assert any("seedlint: error: seedlint.toml:1" in line for line in lines)

    (folder / "seedlint.toml").write_text('ignore = ["mojibake"]\n')
    lines = process.until("2 fixed; 3 documents checked in")
    assert any("seedlint.toml changed: everything is checked again" in line for line in lines)

    assert process.stop() == 0


def test_a_name_that_is_no_text(folder: Path) -> None:
    process = Process(folder, "texts")
    process.until("watching")

    path = os.path.join(os.fsencode(folder), b"texts", b"\x1b[31m\xff.md")
    try:
        with open(path, "w") as file:
            file.write(BAD)
    except OSError:
        pytest.skip("the file system takes no such name")
    lines = process.until("1 new; 1 document checked in")

    assert "texts/\\x1b[31m\\xff.md (new)" in "".join(lines)
    assert process.stop() == 0


def test_a_terminal_is_cleared(folder: Path) -> None:
    process = Process(folder, "texts", terminal=True)
    lines = process.until("watching 2 documents")
    assert not any("\x1b[2J" in line for line in lines)

    (folder / "texts" / "b.md").write_text(GOOD)
    lines = process.until("1 fixed; 1 document checked in")

    assert lines[0].startswith("\x1b[H\x1b[2J")
    assert process.stop() == 0


def test_ctrl_c_at_once(folder: Path) -> None:
    process = Process(folder, "texts", "--quiet")
    process.until("[mojibake]")

    assert process.stop() == 0
