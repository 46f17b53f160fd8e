"""How long ``seedlint --watch`` takes from the moment a document is saved to the moment its findings are on the screen.

    python bench/watch.py [DOCUMENTS] [SAVES]

Writes a collection of Markdown with front matter and links to headings of neighbours (a hundred documents a folder, in
every hundredth a finding), starts a real process on it, saves documents one after the other as editors do, and
waits for the answer on a pipe. All times are those of a person: the watcher's patience is in them.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

BAD = "Le cafÃ© ouvre.\n"
TEXT = (
    "The ferry crosses the sound twice a day, early in the morning and again before dusk. "
    "It carries the mail, what the shops have ordered, and whoever has business on the other side.\n\n"
)


def document(number: int, count: int, generator: random.Random) -> str:
    """A document with links to five neighbours and to headings in them."""
    folder = number // 100
    others = [generator.randrange(folder * 100, min(folder * 100 + 100, count)) for _ in range(5)]
    links = "".join(f"- [{each}]({each}.md#timetable) and [all](../index.md)\n" for each in others)
    return f"---\ntitle: Line {number}\n---\n\n# Line {number}\n\n{TEXT * 3}## Timetable\n\n{links}\n{TEXT * 3}"


def write(folder: Path, count: int) -> None:
    generator = random.Random(7)
    (folder / "seedlint.toml").write_text("", encoding="utf-8")
    (folder / "index.md").write_text("# All lines\n\nEach has a page of its own.\n", encoding="utf-8")
    for number in range(count):
        path = folder / str(number // 100) / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        text = document(number, count, generator)
        path.write_text(text + (BAD if number % 100 == 0 else ""), encoding="utf-8")


class Process:
    """A process that watches a folder."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "seedlint", "--watch", ".", "--output-format", "full"],
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        start = perf_counter()
        self.wait_for("watching ")
        self.first = perf_counter() - start

    def wait_for(self, text: str) -> str:
        """The first line with ``text``."""
        assert self._process.stdout is not None
        return next(line for line in self._process.stdout if text in line)

    def close(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait()

    def processor_time(self) -> float:
        """Seconds so far (Linux)."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def save_atomically(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def remove(path: Path, text: str) -> None:
    path.unlink()


def measure(process: Process, what: str, saves: list[tuple[Callable[[Path, str], None], Path, str]]) -> None:
    taken, inside = [], []
    for act, path, text in saves:
        sleep(random.uniform(0.3, 0.4))  # nobody saves in step with the watcher
        start = perf_counter()
        act(path, text)
        line = process.wait_for("checked in")
        taken.append((perf_counter() - start) * 1000)
        inside.append(line.strip())
    print(
        f"{what:<44} median {statistics.median(taken):4.0f} ms, worst {max(taken):4.0f} ms of {len(taken)}"
        f"   (last: {inside[-1]})"
    )


def main(count: int, saves: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        process = Process(folder)
        print(f"{count} documents, first run {process.first:.1f} s")
        picked = random.sample(range(count), saves)
        paths = [folder / str(number // 100) / f"{number}.md" for number in picked]
        texts = [path.read_text(encoding="utf-8") for path in paths]
        for way, act in (("saved in place", save), ("saved to a new file that replaces it", save_atomically)):
            rounds = [(act, path, text + BAD * 2) for path, text in zip(paths, texts, strict=True)]
            rounds += [(act, path, text) for path, text in zip(paths, texts, strict=True)]
            measure(process, f"a document, {way}", rounds)
        fresh = [folder / str(number) / "new.md" for number in range(min(saves, count // 100))]
        measure(process, "a new document", [(save, path, TEXT) for path in fresh])
        measure(process, "a document removed", [(remove, path, "") for path in fresh])
        heads = [(save, path, text.replace("Timetable", "Times")) for path, text in zip(paths, texts, strict=True)]
        measure(process, "a heading to which five others link", heads)
        before = process.processor_time()
        sleep(5)
        print(f"idle: {(process.processor_time() - before) / 5:.2%} of a processor")
        print(f"Ctrl-C: exit code {process.close()}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:] or ("10000", "20")))
