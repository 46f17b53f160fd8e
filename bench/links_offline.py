"""What the offline rules of the family ``links`` cost per URL, on top of finding the URLs.

Run ``python bench/links_offline.py [FOLDER]``: without a folder, documents are made up, with links of all kinds.
What is measured is the least of several rounds over all documents.
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


def fresh(raw: list[tuple[str, bytes]]) -> list[Document]:
    """The documents with their links found, and nothing else known of them."""
    found = [Document(Source(path, content)) for path, content in raw]
    for document in found:
        links(document)
    return found


def main() -> None:
    raw = documents(sys.argv[1] if len(sys.argv) > 1 else None)
    rules = [klass() for name in families()["links"] if issubclass(klass := rule(name), DocumentRule)]
    count = sum(len(links(document)) for document in fresh(raw))
    best: dict[str, float] = {}
    whole = []
    for _ in range(ROUNDS):
        batch = fresh(raw)
        total = 0.0
        for each in rules:
            start = time.process_time()
            for document in batch:
                list(each.check(document))
            taken = time.process_time() - start
            best[each.name] = min(best.get(each.name, taken), taken)
            total += taken
        whole.append(total)
    print(f"{len(raw)} documents, {count} links, {min(whole) / count * 1e6:.2f} us per link for {len(rules)} rules")
    for name, taken in sorted(best.items(), key=lambda item: -item[1]):
        print(f"{taken / count * 1e6:8.3f} us  {name}")


if __name__ == "__main__":
    main()
