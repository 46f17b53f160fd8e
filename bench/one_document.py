"""What one document costs: microseconds by stage and by rule.

Run it with the Python of an environment in which seedlint is installed::

    python bench/one_document.py                    documents made here: like the seeds, and plain prose
    python bench/one_document.py seeds/*.txt        these files instead, one table for each

Every figure is the median over ``--rounds`` rounds (default 300), each with a fresh document. What several rules share
(front matter, violations of the schema, links, the look for mojibake) is a stage of its own, listed before the rules;
a rule's figure is what it adds. Nothing is judged: machines differ, so compare figures of one machine only.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter_ns

from seedlint.document.document import Document
from seedlint.document.links import links
from seedlint.document.source import Source
from seedlint.document.url import flawed_links
from seedlint.engine.check import check
from seedlint.engine.finalize import finalize
from seedlint.rules.base import DocumentRule
from seedlint.rules.encoding._mojibake import scan
from seedlint.rules.registry import rules
from seedlint.schema.store import load

STAGES: dict[str, Callable[[Document], object]] = {
    "decode": lambda document: document.text,
    "front matter": lambda document: document.front_matter,
    "schema": lambda document: document.violations,
    "links": links,
    "URLs": flawed_links,
    "look for mojibake": lambda document: document.view(scan),
}
WORDS = (
    "harbour tide gauge record office reading clock minute table town pier river bridge lantern ferry season council "
    "map signal letter engine copper window garden winter market the a of in and to for is was that on with as by"
)
TYPOGRAPHIC = ("“open”", "don’t", "café", "—", "naïve", "Zürich")


def prose(random_: random.Random, size: int, *, markdown: bool) -> str:
    """Paragraphs of about ``size`` characters together; with links, headings and code if it is Markdown."""
    parts: list[str] = []
    length = 0
    while length < size:
        words = random_.choices(WORDS.split(), k=random_.randint(30, 90))
        words[random_.randrange(len(words))] = random_.choice(TYPOGRAPHIC)
        if markdown and random_.random() < 0.5:
            words[3] = f"[{words[3]}](https://{words[4]}.example.org/{words[5]}/{words[6]})"
        if markdown and random_.random() < 0.3:
            words[8] = f"`{words[8]}`"
        heading = f"## {words[0].capitalize()}\n\n" if markdown and random_.random() < 0.3 else ""
        parts.append(f"{heading}{' '.join(words)}.")
        length += len(parts[-1])
    return "\n\n".join(parts) + "\n"


def article(random_: random.Random, related: int) -> str:
    """A document like the seeds: nested front matter with ``related`` items, and two paragraphs."""
    url = "https://coast.example.org/2023/05/tide-gauge"
    item = (
        '  - title: "How a stilling well works"\n    excerpt: "A pipe, a float and a pencil."\n'
        f"    publishedDateTime: 2022-11-02T09:15:00Z\n    webUrl: {url}\n    type: article\n"
        "    provider:\n      name: Coast\n      domain: coast.example.org\n    quality: 64\n"
    )
    return (
        '---\ncategory: news\ntitle: "Tide gauges: one record"\nexcerpt: "Eleven offices write into one table."\n'
        f'publishedDateTime: 2023-05-11T06:40:00Z\noriginalUrl: "{url}"\nwebUrl: "{url}"\ntype: article\n'
        "quality: 71\nheat: -1\npublished: true\nprovider:\n  name: Coast\n  domain: coast.example.org\n"
        f'topics:\n  - Oceanography\nimages:\n  - url: "{url}.jpg"\n    width: 1280\n    height: 720\n'
        "    isCached: true\n" + ("related:\n" + item * related if related else "") + 'secured: "YWJj;ZGVm"\n---\n\n'
        f"{prose(random_, 600, markdown=True)}"
    )


def made() -> Iterator[tuple[str, bytes]]:
    """The documents that are measured by default, the same on every run."""
    random_ = random.Random(20)
    yield "like the seeds, short.txt", article(random_, 1).encode()
    yield "like the seeds, long.txt", article(random_, 8).encode()
    yield "prose without front matter.md", prose(random_, 3000, markdown=False).encode()
    yield "Markdown.md", prose(random_, 3000, markdown=True).encode()
    yield "Markdown, long.md", prose(random_, 60_000, markdown=True).encode()


def measure(name: str, raw: bytes, rounds: int) -> None:
    """Print the table of one document."""
    contract = load("article")
    steps: dict[str, Callable[[Document], object]] = dict(STAGES)
    for rule_name, rule in rules().items():
        instance = rule()
        if isinstance(instance, DocumentRule):
            steps[rule_name] = lambda document, instance=instance: list(instance.check(document))
    times: dict[str, list[int]] = {step: [] for step in steps}
    for _ in range(rounds):
        document = Document(Source(name, raw), contract)
        for step, run in steps.items():
            start = perf_counter_ns()
            run(document)
            times[step].append(perf_counter_ns() - start)
    every = {step: median(found) / 1000 for step, found in times.items()}
    stages = sum(every[step] for step in STAGES)
    print(f"\n{name} ({len(raw):,} bytes): {sum(every.values()):.0f} µs, of it {stages:.0f} in the stages")
    for step, cost in every.items():
        if step in STAGES or cost >= 1:
            print(f"  {cost:8.1f}  {step}")
    print(f"  {whole(name, raw, rounds):8.1f}  as a run does it, findings made diagnostics")


def whole(name: str, raw: bytes, rounds: int) -> float:
    """The median in microseconds of all rules over the document, through the engine."""
    from seedlint.config.model import ActiveRule

    contract = load("article")
    active = [ActiveRule(rule(), rule.severity) for rule in rules().values()]
    times = []
    for _ in range(rounds):
        start = perf_counter_ns()
        document = Document(Source(name, raw), contract)
        finalize(document, check(document, active))
        times.append(perf_counter_ns() - start)
    return median(times) / 1000


def main() -> None:
    """Measure the documents that are named, or those made here."""
    parser = argparse.ArgumentParser(description="What one document costs: microseconds by stage and by rule.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    documents = [(file.name, file.read_bytes()) for file in arguments.files] or made()
    for name, raw in documents:
        measure(name, raw, arguments.rounds)


if __name__ == "__main__":
    main()
