"""What the offline rules of the family ``links`` cost per URL, on top of finding the URLs.

Run ``python bench/links_offline.py [FOLDER]``: without a folder, documents are made up, with links of all kinds.
All rules read one document after the other, as in a run. What counts is processor time, of each document and each rule
the least of several rounds: what else the computer does only adds to it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from seedlint.document.document import Document
from seedlint.document.links import links
from seedlint.document.source import Source
from seedlint.rules.base import DocumentRule
from seedlint.rules.registry import families, rule

ROUNDS = 15
PARAGRAPH = """
The [tide gauge](https://coastal-observer.org/2023/05/tide-gauge-{0}) stands on the pier, see
![photo](images/pier-{0}.jpg) and <https://data.coastal-observer.org/tides/{0}.csv?from=2020&to=2023#latest>.
Older notes are at https://harbour{0}.example.net/notes_(old)/, [in the guide](../guide/gauges.md#how-they-work),
and [here][{0}], with <a href="https://maps.lampstreet.org/?q=pier%20{0}">a map</a>.

[{0}]: https://www.paper-and-pixel.net/2021/09/{0} "Paper"
"""


def documents(folder: str | None) -> list[tuple[str, bytes]]:
    """Paths and contents of what is checked."""
    if folder is not None:
        paths = sorted(path for path in Path(folder).rglob("*.md") if path.is_file())
        return [(path.as_posix(), path.read_bytes()) for path in paths]
    head = "---\ntitle: Gauges\nwebUrl: https://a.org/{0}\nprovider: {{domain: a.org}}\n---\n"
    made = []
    for number in range(200):
        text = head.format(number) + "".join(PARAGRAPH.format(number * 10 + index) for index in range(10))
        made.append((f"{number}.md", text.encode()))
    return made


def measure(raw: list[tuple[str, bytes]], rules: list[DocumentRule]) -> tuple[int, list[float]]:
    """How many links there are, and the seconds that each rule takes for all documents."""
    count, taken = 0, [0.0] * len(rules)
    for path, content in raw:
        least = [float("inf")] * len(rules)
        for _ in range(ROUNDS):
            document = Document(Source(path, content))
            found = len(links(document))
            for index, each in enumerate(rules):
                start = time.process_time_ns()
                list(each.check(document))
                least[index] = min(least[index], (time.process_time_ns() - start) / 1e9)
        count += found
        taken = [total + seconds for total, seconds in zip(taken, least, strict=True)]
    return count, taken


def main() -> None:
    raw = documents(sys.argv[1] if len(sys.argv) > 1 else None)
    rules = [klass() for name in families()["links"] if issubclass(klass := rule(name), DocumentRule)]
    measure(raw[:1], rules)
    count, taken = measure(raw, rules)
    print(f"{len(raw)} documents, {count} links, {sum(taken) / count * 1e6:.2f} us per link for {len(rules)} rules")
    for seconds, name in sorted(zip(taken, (each.name for each in rules), strict=True), reverse=True):
        print(f"{seconds / count * 1e6:8.3f} us  {name}")


if __name__ == "__main__":
    main()
