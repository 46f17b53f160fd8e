"""Collections to measure on: documents like the seeds, made here, and the Markdown of public packages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

NOUNS = (
    *("harbour", "valve", "lantern", "orchard", "ferry", "timber", "glass", "kettle", "ladder", "meadow", "copper"),
    *("bridge", "signal", "anchor", "barrel", "cellar", "market", "pilot", "window", "garden", "stair", "winter"),
)
VERBS = ("opens", "closes", "carries", "holds", "finds", "turns", "keeps", "brings", "leaves", "stands by", "moves")
PATTERNS = (
    "The {0} {1} the {2} before it {3} the {4} of the town",
    "There is a {0} in the {2}, and nobody {1} it when the {4} is on the way to the {5}",
    "With the {0} the {2} {1} more than that, but it {3} as much as a {4}",
    "It was the {0} that {1} all of the {2}, and not the {4} or what was left of the {5}",
    "In the {0} they have a {2} which {1} the {4} at the end of the day",
    "Of all the things on the {0}, the {2} is the one that {1} us to the {4}, and from there it {3} the {5}",
)
"""The shape of the text is what counts, and that its words are as common as in a real one."""

PER_FOLDER = 500


def sentence(choose: random.Random) -> str:
    nouns, verbs = choose.sample(NOUNS, 4), choose.sample(VERBS, 2)
    words = (nouns[0], verbs[0], nouns[1], verbs[1], nouns[2], nouns[3])
    return choose.choice(PATTERNS).format(*words) + choose.choice((".", ".", ".", "?"))


def paragraph(choose: random.Random) -> str:
    return " ".join(sentence(choose) for _ in range(choose.randint(3, 6)))


def image(choose: random.Random, number: int) -> str:
    return f"""  - url: "https://images.coastal-observer.org/{number}/{choose.choice(NOUNS)}.jpg"
    width: {choose.randint(300, 2000)}
    height: {choose.randint(200, 1200)}
    isCached: true
"""


def related(choose: random.Random, number: int) -> str:
    return f"""  - title: "{sentence(choose)[:-1]}"
    excerpt: "{paragraph(choose)}"
    publishedDateTime: 2023-0{choose.randint(1, 9)}-1{choose.randint(0, 9)}T09:30:00Z
    webUrl: "https://coastal-observer.org/related/{number}"
    type: article
    provider:
      name: "Coastal Observer"
      domain: "coastal-observer.org"
"""


def document(number: int) -> str:
    """One document like the seeds: forty lines of front matter that fit the schema ``article``, then a text."""
    choose = random.Random(number)
    address = f"https://coastal-observer.org/{number}/{choose.choice(NOUNS)}-{choose.choice(NOUNS)}"
    images = "".join(image(choose, number) for _ in range(2))
    others = "".join(related(choose, number * 10 + index) for index in range(2))
    text = "\n\n".join(paragraph(choose) for _ in range(4))
    return f"""---
category: {choose.choice(("news", "science", "culture"))}
title: "{sentence(choose)[:-1]}"
excerpt: "{paragraph(choose)}"
publishedDateTime: 2023-0{choose.randint(1, 9)}-1{choose.randint(0, 9)}T09:30:00Z
originalUrl: "{address}"
webUrl: "{address}"
type: article
quality: {choose.randint(1, 100)}
published: true
provider:
  name: "Coastal Observer"
  domain: "coastal-observer.org"
topics:
  - Oceans
  - "Open Data"
images:
{images}related:
{others}---

# {sentence(choose)[:-1]}

{text}

See [the chart]({address}/chart) for more.
"""


def section(choose: random.Random, number: int) -> str:
    """A piece of documentation: a heading, prose with markup in it, a list, a listing, a table."""
    first, second, third = choose.sample(NOUNS, 3)
    rows = "\n".join(f"| `{name}` | {sentence(choose)[:-1]} |" for name in choose.sample(NOUNS, 4))
    items = "\n".join(f"- **{name}**: {sentence(choose)}\n  {sentence(choose)}" for name in choose.sample(NOUNS, 4))
    steps = "\n".join(f"{index}. {sentence(choose)}" for index in range(1, 4))
    return f"""## The {first} and the {second}

{paragraph(choose)} Use `{first}({second}=True)` for that, or see [the {third}](#the-{third}) and
[its page](https://docs.coastal-observer.org/{number}/{third}?lang=en "{third}").

{items}

```python
def {first}({second}: int) -> str:
    return "{third}" * {second}  # {sentence(choose)}
```

{steps}

> {sentence(choose)}
> {sentence(choose)}

| option | |
|---|---|
{rows}

{paragraph(choose)} More of it is at https://coastal-observer.org/{number}/{first}.
"""


def guide(number: int) -> str:
    """Documentation as packages have it: eight sections, about 15 KB, no front matter."""
    choose = random.Random(number)
    return f"# {sentence(choose)[:-1]}\n\n" + "\n".join(section(choose, number) for _ in range(8))


def write(folder: Path, count: int) -> None:
    """Write ``count`` documents below ``folder``, and their front matter alone beside it (for who reads YAML files)."""
    yaml = folder.with_name(f"{folder.name}-yaml")
    for number in range(count):
        text = document(number)
        place = f"{number // PER_FOLDER:03}/{number:06}"
        for root, suffix, content in ((folder, "md", text), (yaml, "yaml", text.split("---\n")[1])):
            path = root / f"{place}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def long_markdown(folder: Path, sources: Path, count: int) -> None:
    """Gather ``count`` Markdown files of the packages below ``sources``, each over 2 KB, again and again if need be."""
    found = sorted(path for path in sources.rglob("*.md") if path.stat().st_size > 2048)
    if not found:
        raise SystemExit(f"{sources}: no Markdown there (python bench/false_alarms fetch {sources})")
    for number, path in zip(range(count), endless(found), strict=False):
        target = folder / f"{number // PER_FOLDER:03}" / f"{number:06}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def endless(paths: list[Path]) -> Iterator[Path]:
    while True:
        yield from paths
