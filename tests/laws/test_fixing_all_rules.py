"""Repairing documents that hold the defects of all rules with fixes, in all formats of front matter."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
import yaml

from laws.test_fixing import JSON, ODDITIES, PLAIN, TOML, YAML, is_below, leaves, outside
from seedlint.config.model import ActiveRule
from seedlint.diagnostics import Diagnostic
from seedlint.document.document import Document
from seedlint.document.front_matter import Format
from seedlint.document.source import Source
from seedlint.document.tree import KeyPaths, render
from seedlint.engine.check import check
from seedlint.engine.finalize import finalize
from seedlint.engine.online import judge
from seedlint.engine.suppress import suppress
from seedlint.fix.rounds import Repair, repair
from seedlint.rules.base import Bad
from seedlint.rules.registry import rules
from seedlint.text.decode import decode, encode
from seedlint.text.marks import unmark

DOCUMENTS = 600
BATCHES = 4
BASES = (("a.md", YAML), ("b.md", TOML), ("c.md", JSON), ("d.txt", PLAIN))
ALIASES = "anchored: &a {p: 'x  y', q: &b zwei}\nrepeated: *a\nmerged:\n  <<: *a\n  r: *b\nquality:"
BOOLEAN_KEYS = ("names.no", "names.False")
"""YAML 1.1, which the other reader speaks, takes this key for a boolean, and its quoted form for a text."""


@cache
def material() -> tuple[tuple[str, str], ...]:
    """The rules with fixes, and the bodies of their examples."""
    found = []
    for name, rule in rules().items():
        for example in rule.examples():
            if isinstance(example, Bad) and example.fixed is not None:
                text, _ = unmark(example.text)
                fence = text[:3] if text.startswith(("---\n", "+++\n")) else "\0"
                found.append((name, text.partition(f"\n{fence}\n")[2] or text))
    return tuple(found)


@cache
def active() -> tuple[ActiveRule, ...]:
    return tuple(ActiveRule(rule(), rule.severity) for rule in rules().values() if rule.default)


@cache
def verdicts() -> dict[str, Any]:
    examples = [example for rule in rules().values() for example in rule.examples() if isinstance(example, Bad)]
    return {url: verdict for example in examples for url, verdict in (example.verdicts or {}).items()}


def lint(document: Document) -> Sequence[Diagnostic]:
    found = check(document, active()) + judge(document, active(), verdicts())
    return finalize(document, suppress(document, found, active()))


def value(choose: random.Random, path: str, text: str) -> str:
    """``text`` as a value of the format."""
    quoted = json.dumps(text, ensure_ascii=choose.random() < 0.2)
    if path == "a.md":
        folded = f">-\n  {text}\n  and more"
        return choose.choice([quoted, "'" + text.replace("'", "''") + "'", f"|{folded[2:]}", folded, f"[{quoted}, x]"])
    return choose.choice([quoted, f"'''{text}'''", f"[{quoted}]"]) if path == "b.md" else quoted


def planted(choose: random.Random) -> tuple[str, str]:
    """A document with the defects of a few rules, somewhere."""
    path, text = choose.choice(BASES)
    for number in range(choose.randrange(3)):
        _, body = choose.choice(material())
        line = choose.choice([line.strip() for line in body.splitlines() if line.strip()] or ["x"])
        given = {"a.md": "key{}: {}\nquality:", "b.md": "key{} = {}\nquality", "c.md": '"key{}": {},\n  "quality"'}
        anchor = {"a.md": "quality:", "b.md": "quality", "c.md": '"quality"'}
        if path in given:
            text = text.replace(anchor[path], given[path].format(number, value(choose, path, line)), 1)
    if path == "a.md" and choose.random() < 0.3:
        text = text.replace("quality:", ALIASES, 1)
    for _ in range(choose.randrange(4)):
        _, body = choose.choice(material())
        place = choose.choice([at for at in range(1, len(text)) if text.startswith("\n\n", at - 1)]) + 1
        text = text[:place] + body.removesuffix("\n") + "\n\n" + text[place:]
    if choose.random() < 0.1:
        text = text.replace("\n", choose.choice(["\r\n", "\r"]))
    if choose.random() < 0.1:
        text = text.rstrip("\n")
    for _ in range(choose.choice([0, 0, 1, 2, 5])):
        place = choose.randrange(len(text) + 1)
        text = text[:place] + choose.choice(ODDITIES) + text[place + choose.choice([0, 0, 1]) :]
    return path, decode(encode(text))


def read(document: Document) -> dict[str, str] | None:
    """The leaves of the front matter as the usual readers see them; None where there is none that they can read."""
    front_matter = document.front_matter
    if front_matter is None or front_matter.root is None or front_matter.problem is not None:
        return None
    content = front_matter.content.of(document.text)
    try:
        if front_matter.format is Format.YAML:
            tree = yaml.safe_load(content)
        elif front_matter.format is Format.TOML:
            tree = tomllib.loads(content)
        else:
            tree = json.loads(content)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return dict(leaves(tree)) if isinstance(tree, dict) and all(isinstance(key, str) for key in tree) else None


def repaired(number: int) -> Iterator[tuple[str, str, bool]]:
    choose = random.Random(f"all {number}")
    for _ in range(DOCUMENTS // BATCHES):
        yield *planted(choose), choose.random() < 0.7


@pytest.mark.parametrize("number", range(BATCHES))
def test_repairs_of_all_rules_keep_the_laws(number: int) -> None:
    worked = refused = 0
    for path, text, unsafe in repaired(number):
        document = Document(Source(path, encode(text)))
        before = lint(document)
        done = repair(document, before, lint, unsafe=unsafe)
        worked += bool(done.edits)
        refused += done.refusal is not None and not done.edits

        kept, found = outside(text, done)
        assert kept == found
        again = repair(done.document, done.diagnostics, lint, unsafe=unsafe)
        assert again.document.text == done.document.text or "undo" in (done.refusal or "")
        assert not [each for each in done.diagnostics if each.rule == "internal-error"]
        check_values(document, before, done)
    assert worked > DOCUMENTS / BATCHES * 0.7
    assert refused < DOCUMENTS / BATCHES * 0.03


def check_values(document: Document, before: Sequence[Diagnostic], done: Repair) -> None:
    """Another reader finds the values changed about which there was a fix or where an edit is, and no others."""
    old, new = read(document), read(done.document)
    if old is None:
        return
    assert new is not None
    assert document.front_matter
    assert document.front_matter.root
    announced = {each.key_path for each in before if each.fix is not None} - {""}
    places = KeyPaths(document.front_matter.root)
    announced |= {render(places.at(edit.span.start)) for edit in done.edits} - {""}
    announced |= {*BOOLEAN_KEYS, "repeated", "merged"}  # aliases change with what they repeat
    changed = [path for path, leaf in old.items() if leaf != new.get(path) and not is_below(path, announced)]
    assert not changed, (changed, announced)


def test_there_is_material_of_every_rule_with_fixes() -> None:
    names = {name for name, _ in material()}

    assert len(names) > 30
    assert names >= {"moved-url", "unused-suppression", "body-metadata", "misplaced-front-matter", "ambiguous-scalar"}
