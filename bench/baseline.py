"""How long a baseline of 50,000 entries in 10,000 documents takes to load and to match.

``python bench/baseline.py [ENTRIES]``. A third of the documents is renamed and all have 100 more lines, so that every
way of knowing a finding again is measured. Times are processor time, which other work on the machine does not lengthen
much.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

from seedlint.engine.baseline import Baseline, Entry, Matching
from seedlint.engine.baseline_file import read_baseline, write
from seedlint.engine.likeness import frequencies, lines_of, sample

EACH = 5
"""Findings in a document."""


def main(entries: int) -> None:
    count = entries // EACH
    names = [f"posts/{number % 100:02}/article-{number:06}.md" for number in range(count)]
    texts = [_text(number) for number in range(count)]
    lines = [lines_of(text) for text in texts]
    frequency = frequencies(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, ".seedlint-baseline.json")
        known = [Entry(name, "mojibake", f"'Ã©' is 'é' ({n})", f"{n:024x}") for name in names for n in range(EACH)]
        write(Baseline(path, known, {name: sample(own, frequency) for name, own in zip(names, lines, strict=True)}))
        start = time.process_time()
        matching = Matching(read_baseline(path))
        loaded = time.process_time()
        print(f"{os.path.getsize(path) / 1e6:.1f} MB, {len(known):,} entries: loaded in {loaded - start:.2f} s")
        fingerprints = [f"{n:024x}" for n in range(EACH)]
        inserted = b"".join(b"An inserted line, number %d.\n" % number for number in range(100))
        new = 0
        for number, (name, text) in enumerate(zip(names, texts, strict=True)):
            if number % 3 == 0:
                name = f"moved/{number}.md"
            else:
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(text)
        written = time.process_time()
        for number, (name, text) in enumerate(zip(names, texts, strict=True)):
            name = f"moved/{number}.md" if number % 3 == 0 else name
            new += EACH - len(matching.known(name, inserted + text, fingerprints))
        done = time.process_time()
    print(f"{count:,} documents, a third of them renamed: matched in {done - written:.2f} s, {new} taken for new")
    print(f"load and match: {done - written + loaded - start:.2f} s")


def _text(number: int) -> bytes:
    head = f"---\ntitle: Article {number}\nauthor: Author {number % 50}\ntype: article\n---\n\n"
    return (head + "".join(f"Line {line} of article {number}, cafÃ©.\n" for line in range(30))).encode()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
