"""Defects planted at known places into generated documents: all are found at the exact range, none is invented."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from seedlint import lint_text
from seedlint.text.decode import encode
from seedlint.text.span import Span

DOCUMENTS = 2400
BATCHES = 12

DECOMPOSED = "e\u0301tude"
WORDS = (
    *("harbour", "valve", "lantern", "orchard", "12", "percent", "mill-stone", "–", "“quoted”", "…", "€5", "£7", "50°"),
    *("Füllhorn", "séance", "mùa", "xuân", "naïve", "Łódź", "façade", DECOMPOSED, "кириллица", "ημέρα", "عربى"),
    *("山里", "図書館", "😀", "👩\u200d🚀"),
)

BASE: dict[str, Any] = {
    "category": "news",
    "title": "",
    "excerpt": "",
    "publishedDateTime": "2023-05-11T06:40:00Z",
    "originalUrl": "https://coastal-observer.org/a",
    "webUrl": "https://coastal-observer.org/a",
    "type": "article",
    "quality": 71,
    "published": True,
    "provider": {"name": "Coastal Observer", "domain": "coastal-observer.org"},
    "topics": ["Oceanography", "Open Data"],
}


class Planted(NamedTuple):
    rule: str
    span: Span


class Page:
    """A document under construction that knows where its defects are."""

    def __init__(self, choose: random.Random, form: str, newline: str) -> None:
        self.choose = choose
        self.form = form
        self.newline = newline
        self.text = ""
        self.planted: list[Planted] = []

    def put(self, text: str) -> Span:
        start = len(self.text)
        self.text += text.replace("\n", self.newline)
        return Span(start, len(self.text))

    def plant(self, rule: str, span: Span) -> None:
        self.planted.append(Planted(rule, span))

    def prose(self, words: int) -> str:
        """Words, of which the last is no ellipsis: a text that ends in one breaks off."""
        chosen = [self.choose.choice(WORDS) for _ in range(words)]
        return " ".join([*chosen[:-1], "harbour" if chosen[-1] == "…" else chosen[-1]])


def string(page: Page, value: str, indent: str, style: str) -> tuple[Span, Callable[[int], int]]:
    """Write a string in one of its styles; the span of the value as written, and from value offset to text offset."""
    if page.form == "JSON" or style == "double":
        span = page.put('"' + value + '"')
        return span, lambda offset: span.start + 1 + offset
    if page.form == "TOML":
        quote = "'''" if style == "literal" else "'"
        span = page.put(quote + value + quote)
        return span, lambda offset: span.start + len(quote) + offset
    if style == "single":
        span = page.put("'" + value + "'")
        return span, lambda offset: span.start + 1 + offset
    if style in ("literal", "folded"):
        header = page.put(("|" if style == "literal" else ">") + "-\n")
        content = page.put(f"{indent}  {value}")
        return Span(header.start, content.end), lambda offset: content.start + len(indent) + 2 + offset
    span = page.put(value)
    return span, lambda offset: span.start + offset


def style_for(page: Page, value: str) -> str:
    plain = ["plain"] if value[:1].isalpha() and not set(value) & set(":#\"'") else []
    return page.choose.choice([*plain, "single", "double", "literal", "folded"])


def key(page: Page, name: str) -> Span:
    if page.form == "JSON":
        span = page.put(f'"{name}"')
        page.put(": ")
    elif page.form == "TOML":
        span = page.put(page.choose.choice([name, f'"{name}"']))
        page.put(" = ")
    else:
        span = page.put(page.choose.choice([name, name, f'"{name}"', f"'{name}'"]))
        page.put(page.choose.choice([": ", ":  "]))
    return span


def literal(value: object) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)  # type: ignore[call-overload]


def scalar(page: Page, value: Any, indent: str = "") -> tuple[Span, Callable[[int], int]]:
    if isinstance(value, str):
        return string(page, value, indent, style_for(page, value))
    span = page.put(literal(value))
    return span, lambda offset: span.start + offset


def flow(page: Page, value: Any) -> None:
    """A nested value on one line, in quotes that every format reads."""
    if isinstance(value, list):
        page.put("[" + ", ".join(f'"{item}"' for item in value) + "]")
    else:
        mark = " = " if page.form == "TOML" else ": "
        quote = '"' if page.form == "JSON" else ""
        page.put("{" + ", ".join(f'{quote}{name}{quote}{mark}"{item}"' for name, item in value.items()) + "}")


MOJIBAKE = (
    ("™", "cp1252", 1),
    ("é", "cp1252", 1),
    ("“", "cp1252", 2),
    ("’", "cp1252", 1),
    ("ü", "cp1252", 2),
    ("😀", "cp1252", 1),
    ("é", "latin-1", 1),
)


def mangle(text: str, encoding: str, layers: int) -> str:
    """What a program shows that reads UTF-8 as ``encoding``, with C1 controls where windows-1252 has no character."""
    for _ in range(layers):
        raw = text.encode()
        if encoding == "cp1252":
            text = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)
        else:
            text = raw.decode(encoding)
    return text


def entries(page: Page) -> list[tuple[str, Any, str | None]]:
    """Keys and values in order, each with the name of the defect that it carries."""
    choose = page.choose
    values = dict(BASE, title="News " + page.prose(4), excerpt="Some " + page.prose(8))
    listed: list[tuple[str, Any, str | None]] = [(name, value, None) for name, value in values.items()]

    def change(name: str, value: Any, rule: str) -> None:
        listed[:] = [(k, value, rule) if k == name else (k, v, r) for k, v, r in listed]

    wanted = choose.sample(DEFECTS, choose.choice([0, 1, 1, 2, 3]))
    if "wrong-type" in wanted:
        change("quality", choose.choice(["high", True]), "wrong-type")
    elif "out-of-range" in wanted:
        change("quality", choose.choice([-1, 101, 4000]), "out-of-range")
    elif "unpublished-scored" in wanted:
        change("published", False, "unpublished-scored")
    if "malformed-value" in wanted:
        dates = ["2023-13-01T00:00:00Z", "yesterday", "2023-05-11"]
        change("publishedDateTime", choose.choice(dates), "malformed-value")
    if "disallowed-value" in wanted:
        change("type", choose.choice(["artcle", "essay"]), "disallowed-value")
    if "missing-key" in wanted:
        gone = choose.choice(["category", "webUrl"])
        listed = [entry for entry in listed if entry[0] != gone]
        page.plant("missing-key", OPENING)
    if "mojibake" in wanted:
        broken, encoding, layers = choose.choice(MOJIBAKE)
        change("excerpt", ("a word " + page.prose(2) + " caf ende", mangle(broken, encoding, layers)), "mojibake")
    choose.shuffle(listed)
    if "unknown-key" in wanted:
        listed.insert(choose.randrange(len(listed)), (choose.choice(["titel", "auther", "x1"]), "value", "unknown-key"))
    if "duplicate-key" in wanted and page.form != "TOML":
        listed.append(("topics", ["Again"], "duplicate-key"))
    return listed


DEFECTS = [
    "wrong-type",
    "out-of-range",
    "unpublished-scored",
    "malformed-value",
    "disallowed-value",
    "missing-key",
    "mojibake",
    "unknown-key",
    "duplicate-key",
]
OPENING = Span(-1, -1)
"""Stands for the opening fence until its place is known."""


def entry(page: Page, name: str, value: Any, rule: str | None) -> None:
    written = key(page, name)
    if rule in ("unknown-key", "duplicate-key"):
        page.plant(rule, written)
    if rule == "mojibake":
        around, run = value
        at = around.index(" ende")
        _, offset = scalar(page, around[:at] + run + around[at:])
        page.plant(rule, Span(offset(at), offset(at + len(run))))
    elif isinstance(value, list | dict):
        flow(page, value)
    else:
        span, _ = scalar(page, value)
        if rule is not None and rule not in ("unknown-key", "duplicate-key"):
            page.plant(rule, span)
    if rule == "wrong-type" and value is True:
        page.put("")


def front_matter(page: Page) -> Span:
    """Write front matter; the span of its closing fence."""
    opening = page.put({"YAML": "---", "TOML": "+++", "JSON": "{"}[page.form])
    page.put("\n")
    listed = entries(page)
    page.planted = [Planted(rule, opening if span == OPENING else span) for rule, span in page.planted]
    for number, (name, value, rule) in enumerate(listed):
        if page.form == "JSON":
            page.put("  ")
            entry(page, name, value, rule)
            page.put("\n" if number + 1 == len(listed) else ",\n")
        else:
            if page.choose.random() < 0.1:
                page.put("# a comment: with 'quotes\n")
            entry(page, name, value, rule)
            page.put("\n" + page.choose.choice(["", "", "\n"]))
    closing = page.put({"YAML": page.choose.choice(["---", "---", "..."]), "TOML": "+++", "JSON": "}"}[page.form])
    page.put("\n")
    return closing


BODY_DEFECTS = (
    ("malformed-url", "see [the list](", "https:///list/a", ")"),
    ("malformed-url", "see <", "http://observer.org:99999/", ">"),
    ("missing-scheme", "see [the list](", "www.observer.org/a", ' "a title")'),
    ("invalid-host", "see ![a picture](", "https://img..observer.org/a.png", ")"),
    ("replacement-character", "a word ", "\ufffd", " more"),
    ("lossy-mojibake", "目录 ", "锟斤拷", " 目录"),
    ("mojibake", "caf", "Ã©", " closed"),
    ("invalid-utf8", "caf", "\udce9", " closed"),
    ("byte-order-mark", "two", "\ufeff", "words"),
)

RIGHT = (
    "see [the list](https://observer.org/a_(b)?q=ä#c) and `http:///x`",
    "see <https://observer.org/> and https://observer.org/a.",
    "```\nhttps:///x Ã© in code is only worth a look elsewhere\n```".replace("Ã©", "é"),
    "<!-- [x](https:///x) -->",
    "voilà… « à » NESTLÉ® and VOCÊ…",
    "---",
    "[a](../b.md) [c](#d) [e](mailto:f@observer.org)",
)


def body(page: Page, closing: Span) -> None:
    if page.choose.random() < 0.1:
        blank = page.put(page.choose.choice(["", "\n", " \n\t\n"]))
        page.plant("empty-body", closing)
        if blank.end > blank.start + 2:
            page.plant("trailing-whitespace", Span(blank.start, blank.start + 1))
        return
    page.put("\n")
    page.put("Word " + page.prose(60) + "\n\n")
    for _ in range(page.choose.randrange(1, 5)):
        if page.choose.random() < 0.3:
            rule, before, broken, after = page.choose.choice(BODY_DEFECTS)
            page.put(page.prose(3) + " " + before)
            page.plant(rule, page.put(broken))
            page.put(after + "\n\n")
        else:
            page.put("Word " + page.prose(5) + "\n\n" + page.choose.choice(RIGHT) + "\n\n")
    page.put("Word " + page.prose(5) + "\n")


def generate(seed: int) -> tuple[bytes, list[Planted]]:
    choose = random.Random(seed)
    form = choose.choice(["YAML", "YAML", "YAML", "TOML", "JSON"])
    page = Page(choose, form, choose.choice(["\n", "\n", "\r\n"] if form == "TOML" else ["\n", "\n", "\r\n", "\r"]))
    if choose.random() < 0.15:
        page.plant("byte-order-mark", page.put("\ufeff"))
    body(page, front_matter(page))
    decomposed = page.text.find(DECOMPOSED)
    if decomposed >= 0:  # the first one stands for all
        page.plant("not-normalized", Span(decomposed, decomposed + len("e\u0301")))
    return encode(page.text), sorted(page.planted, key=lambda planted: (planted.span, planted.rule))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_planted_defects_are_found_and_none_invented(batch: int) -> None:
    for seed in range(batch, DOCUMENTS, BATCHES):
        raw, planted = generate(seed)

        found = [Planted(d.rule, d.span) for d in lint_text(raw, path="item.md", schema="article")]

        assert sorted(found, key=lambda item: (item.span, item.rule)) == planted, (
            f"seed {seed}\n{raw.decode(errors='replace')}"
        )


def test_the_generator_plants_every_kind() -> None:
    kinds = {planted.rule for seed in range(DOCUMENTS) for planted in generate(seed)[1]}

    assert kinds == {
        *DEFECTS,
        *("empty-body", "not-normalized", "trailing-whitespace"),
        *(rule for rule, *_ in BODY_DEFECTS),
    }
