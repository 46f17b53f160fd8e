"""Repairing: twice is once, nothing changes but what a fix announces, and a diff says just what would be written."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Diagnostic, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.tree import render
from seedlint.engine.check import check
from seedlint.engine.finalize import finalize
from seedlint.engine.suppress import suppress
from seedlint.fix.choose import choose
from seedlint.fix.patch import unified_diff
from seedlint.fix.rounds import Repair, repair
from seedlint.rules.registry import families, rules
from seedlint.schema.store import load
from seedlint.text.decode import decode, encode

DOCUMENTS = 5_000
BATCHES = 10

YAML = """---
title: Der Hafen hat kürzlich eröffnet
excerpt: >-
  Nach sechs Jahren Bauzeit – so lange wie nie –
  ist er fertig…
quality: 61 # seedlint: ignore[mojibake] nothing here
published: true
lang: 'de'
webUrl: "https://hafen-zeitung.de/a?x=1"
provider: {name: "Hafen Zeitung", domain: hafen-zeitung.de}
related:
- title: "L'été à l'école"
  webUrl: https://hafen-zeitung.de/b
- title: plain title here
---

# Der Hafen

Am Morgen kamen die ersten Boote. Sie lagen „dicht an dicht“ am Kai, und jeder durfte schauen.

<!-- seedlint: ignore[invalid-host] old -->

* Ein Boot, `code here` und [ein Verweis](https://hafen-zeitung.de/c).
* Noch eins.

Der Bürgermeister sprach zwei Stunden lang. Danach gab es Kuchen und Kaffee für alle, die gekommen waren.
"""
TOML = """+++
title = "Le café du port rouvre"
date = 2024-05-01T10:00:00Z
quality = 61
published = true
tags = ['a', "b é"]
[provider]
name = \"\"\"
Le journal
du port\"\"\"
domain = "journal.fr"
+++

Le café rouvre après six mois de travaux. « C’est une fête », dit la patronne, qui a tout repeint.

La terrasse donne sur l’eau. On y sert des huîtres, du pain et un vin blanc de la région.
"""
JSON = """{
  "title": "The harbour’s “open table”",
  "quality": 61,
  "published": true,
  "provider": {"name": "x", "domain": "harbour.org"},
  "related": [{"title": "It costs £40 or €45 a year", "webUrl": "https://harbour.org/a"}]
}

The table stands on the quay. Everybody may sit down, and nobody has to pay for more than the bread.

See https://harbour.org/b and write to the office if it rains.
"""
PLAIN = """Bảng nước ở cảng

Mỗi buổi sáng, cảng công bố mực nước để mọi người đều biết. Ai cũng có thể xem bảng này ở cổng chính.

Буквы и слова: порт каждое утро публикует уровень воды. 港口每天早上公布水位，人人都可以查看。
"""
BASES = (("a.md", YAML), ("b.md", TOML), ("c.md", JSON), ("d.txt", PLAIN), ("e.txt", YAML))

ODDITIES = (
    *(
        "Ã©",
        "â€™",
        "â„¢",
        "Ã¼",
        "â€œ",
        "Â°",
        "ÃƒÂ©",
        "\x92",
        "\x85",
        "\ufeff",
        "\u200b",
        "\u00ad",
        "\u202e",
        "\x07",
        "\x1b[1m",
    ),
    *(
        "\u00a0\u00a0",
        "\u3000",
        "\u2028",
        "e\u0301",
        " ,",
        " .",
        ", ,",
        "!!",
        "  ",
        "\t",
        " \n",
        "\n\n\n",
        "\r\n",
        "\r",
        "\n",
    ),
    *(
        "&amp;nbsp;",
        "&amp;amp;",
        "``",
        "''",
        "”",
        "“",
        '"',
        "'",
        ":",
        ": ",
        " #",
        "- ",
        "---\n",
        "+++\n",
        "{",
        "}",
        "[",
        "]",
    ),
    *(
        "htp://",
        "http:// ",
        "https://user:pw@x.org/",
        "?utm_source=x",
        "%2520",
        "title: again\n",
        "titel: x\n",
        "quality: '61'\n",
    ),
    *(
        "draft: yes\n",
        "time: 12:30:45\n",
        'published: "true"\n',
        " date 2019-12-18 ",
        "2022-06-05 0 By\n",
        "раураl",
        "\udcff",
        "\udce9",
    ),
    *(
        "<!-- seedlint: ignore[mojibake] -->",
        "# seedlint: ignore[no-such-rule]\n",
        "<b>",
        "中文,中文",
        "authentication.However, it is",
    ),
)


@cache
def active() -> tuple[ActiveRule, ...]:
    return tuple(ActiveRule(rule(), rule.severity) for rule in rules().values() if rule.default)


def lint(document: Document) -> Sequence[Diagnostic]:
    if document.path == "a.md" and document.contract is None:
        document.contract = load("article")
    return finalize(document, suppress(document, check(document, active()), active()))


def mangled(choose_from: random.Random) -> tuple[str, str]:
    """A document with a handful of defects at random places."""
    path, text = choose_from.choice(BASES)
    if choose_from.random() < 0.15:
        text = text.replace("\n", choose_from.choice(["\r\n", "\r"]))
    for _ in range(choose_from.choice([1, 2, 3, 5, 8])):
        place = choose_from.randrange(len(text) + 1)
        end = place if choose_from.random() < 0.7 else min(len(text), place + choose_from.randrange(4))
        text = text[:place] + choose_from.choice(ODDITIES) + text[end:]
    return path, decode(encode(text))


def repaired(path: str, text: str, *, unsafe: bool) -> tuple[Document, Sequence[Diagnostic], Repair]:
    document = Document(Source(path, encode(text)))
    diagnostics = lint(document)
    return document, diagnostics, repair(document, diagnostics, lint, unsafe=unsafe)


def batch(number: int) -> Iterator[tuple[str, str, bool]]:
    choose_from = random.Random(number)
    for _ in range(DOCUMENTS // BATCHES):
        yield *mangled(choose_from), choose_from.random() < 0.6


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, str]]:
    """The scalars of a tree by their rendered paths."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield render(path), repr(value)


def outside(text: str, done: Repair) -> tuple[list[bytes], list[bytes]]:
    """The bytes between the edits, before and after."""
    before, after = [], []
    old = new = 0
    for edit in done.edits:
        kept = edit.span.start - old
        before.append(encode(text[old : edit.span.start]))
        after.append(encode(done.document.text[new : new + kept]))
        old = edit.span.end
        new += kept + len(edit.text)
    return [*before, encode(text[old:])], [*after, encode(done.document.text[new:])]


@pytest.mark.parametrize("number", range(BATCHES))
def test_repairs_keep_the_laws(number: int) -> None:
    worked = 0
    for path, text, unsafe in batch(number):
        document, before, done = repaired(path, text, unsafe=unsafe)
        if done.refusal is not None and not done.edits:
            assert done.document.text == text
            continue
        worked += bool(done.edits)

        kept, found = outside(text, done)
        assert kept == found, "something changed outside of the edits"
        assert b"".join(found) or done.document.text or not text
        again = repair(done.document, done.diagnostics, lint, unsafe=unsafe)
        assert again.document.text == done.document.text or "undo" in (done.refusal or ""), (
            "repairing twice is repairing once"
        )
        told = {d.rule for d in done.diagnostics if d.severity is not Severity.INFO and d.suppression is None}
        new = told - {d.rule for d in before}
        assert new <= {*families()["encoding"], *families()["metadata"]}
        assert list(done.diagnostics) == list(lint(Document(Source(path, done.document.source.raw))))
        check_tree(document, before, done)
    assert worked > DOCUMENTS / BATCHES / 5


def check_tree(document: Document, before: Sequence[Diagnostic], done: Repair) -> None:
    """No value of the front matter changes at a key about which there was no fix."""
    old = document.front_matter
    if old is None or old.problem is not None or old.root is None:
        return
    new = done.document.front_matter
    assert new is not None
    assert new.root is not None
    was, became = dict(leaves(old.root.value)), dict(leaves(new.root.value))
    announced = {d.key_path for d in before if d.fix is not None} - {""}
    gone = [path for path in was if was[path] != became.get(path)]
    arisen = [path for path in became if path not in was]
    for path in gone:
        assert is_below(path, announced), (path, announced)  # what was repaired may have another key, too
    others = [path for path in arisen if not is_below(path, announced)]
    assert moved(before) or len(others) <= sum(path not in became for path in gone), (others, announced)


def is_below(path: str, announced: set[str]) -> bool:
    return any(path == each or path.startswith((f"{each}.", f"{each}[")) for each in announced)


def moved(before: Sequence[Diagnostic]) -> bool:
    """Whether a fix moves something into the front matter: the new key had no finding."""
    return any(d.fix is not None and d.rule == "body-metadata" for d in before)


@pytest.mark.parametrize("number", range(3))
def test_the_order_of_the_findings_does_not_matter(number: int) -> None:
    for path, text, unsafe in batch(number):
        diagnostics = list(lint(Document(Source(path, encode(text)))))
        chosen = choose(diagnostics, unsafe=unsafe)
        random.Random(1).shuffle(diagnostics)

        assert choose(diagnostics, unsafe=unsafe) == chosen


def test_git_makes_of_the_diff_what_fix_writes(tmp_path: Path) -> None:
    expected: dict[str, bytes] = {}
    patches = []
    for number, (path, text, unsafe) in enumerate(each for n in range(BATCHES) for each in batch(n)):
        if number % 5:
            continue
        _, _, done = repaired(path, text, unsafe=unsafe)
        name = f"{number}-{path}"
        (tmp_path / name).write_bytes(encode(text))
        expected[name] = done.document.source.raw
        patches.append(unified_diff(name, text, done.edits))
    assert sum(map(bool, patches)) > 200

    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, input=encode("".join(patches)), cwd=tmp_path, check=True)

    for name, content in expected.items():
        assert (tmp_path / name).read_bytes() == content, name
