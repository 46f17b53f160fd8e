from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from seedlint.document.front_matter import mappings
from seedlint.document.markdown import regions
from seedlint.document.prose import TEXT, prose
from seedlint.document.tree import Node, render
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.body._debris import languages, words
from seedlint.rules.body._passages import is_item, is_message_list

_LONGEST_END = 60
_AFTER_END = " \t[]»>→.:"
"""What may follow the words by which a text ends that goes on elsewhere."""


class TruncatedText(DocumentRule):
    """An excerpt, a description or the text itself that breaks off: it ends in `...`, `[…]` or `Read more`.

    Looked at are the front matter fields of `keys`, at any depth, and the last line of the text.

    ## Why it matters

    Feeds and previews cut texts. Where the cut text was saved instead of the whole one, the rest is missing for good.

    ## How to fix

    Take the whole text from its source. Where only the beginning is wanted, end it with a sentence.

    ## Known limits

    An ellipsis can be meant: a quotation that trails off, a question left open. That is why this is information only.
    A body whose last line is a list item, a heading or code is not looked at.
    """

    severity = Severity.INFO

    keys = Option(("abstract", "description", "excerpt", "summary"), "front matter keys that hold a whole text")

    def check(self, document: Document) -> Iterable[Finding]:
        yield from self._in_front_matter(document)
        yield from _in_body(document)

    def _in_front_matter(self, document: Document) -> Iterator[Finding]:
        front_matter, text, keys = document.front_matter, document.text, self.keys
        if front_matter is None or front_matter.root is None:
            return
        nodes = [entry[1] for each in mappings(document) for key, entry in (each.entries or {}).items() if key in keys]
        if not any(isinstance(node.value, str) and _cut(node.value, languages(document)) for node in nodes):
            return
        content = front_matter.content
        written = text[content.start : content.end].lower()
        has_ellipsis = "..." in written or "…" in written or ("\\" in written and "\\u" in written)
        if not has_ellipsis and not any(map(written.__contains__, words(languages(document), "more"))):
            return
        if not any(key.lower() in written for key in keys):
            return
        for path, node in front_matter.root.walk():
            if path and path[-1] in keys and isinstance(node.value, str):
                end = _cut(node.value, languages(document))
                if end is not None:
                    yield _finding(_place(text, node, end), end, f"'{render(path)}'")

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\nexcerpt: The harbour opened again on Monday.\n---\nThe harbour opened.\n"),
            Good("---\ntitle: And then...\n---\nAnd then... the harbour opened.\n"),
            Good("The harbour opened.\n\n- ropes, chains, anchors...\n"),
            Good("“I do not know what to say…”\n"),
            Good("---\nsummary: And then…\n---\nThe harbour opened.\n", options={"keys": ("excerpt",)}),
            Bad(
                "---\nexcerpt: The harbour opened again on Monday, and three ships ⟦...⟧\n---\nThe harbour opened.\n",
                messages=("'excerpt' breaks off: it ends in '...'",),
            ),
            Bad(
                '---\nrelated:\n  - title: Quay\n    description: "The quay was built in the year ⟦[…]⟧"\n---\nText.\n',
                messages=("'related[0].description' breaks off: it ends in '[…]'",),
            ),
            Bad(
                "The harbour opened again on Monday, and three ships ⟦… Read more⟧\n",
                messages=("the text breaks off: it ends in '… Read more'",),
                path="harbour.txt",
            ),
            Bad("Le port a rouvert lundi, et les trois premiers navires sont entrés ⟦[...]⟧\n"),
            Bad("港口于周一重新开放，第一批三艘船在中午之前进港⟦……⟧\n"),
        )


def _in_body(document: Document) -> Iterator[Finding]:
    text, (start, end) = document.text, document.body
    tail = text[max(start, end - 400) : end].rstrip()
    if not tail or (tail[-1] not in ".…]»)>:→" and not tail[-1].isalpha()):
        return
    if "..." not in tail[-80:] and "…" not in tail[-80:] and not _may_lead_on(tail, languages(document)):
        return
    last = tail.splitlines()[-1]
    cut = _cut(last, languages(document))
    if cut is None or len(last) < 2 * len(cut):
        return
    stop = max(start, end - 400) + len(tail)
    page = prose(document)
    paragraph = page.paragraph_at(stop - 1)
    if (
        paragraph is None
        or paragraph.kind != TEXT
        or regions(document).covers(stop - 1)
        or is_item(text, paragraph.span)
        or is_message_list(document)
    ):
        return
    yield _finding(Span(stop - len(cut), stop), cut, "the text")


def _may_lead_on(tail: str, languages: tuple[str, ...]) -> bool:
    return tail.rstrip("»>→.])* ").lower().endswith(words(languages, "more"))


def _finding(span: Span, cut: str, subject: str) -> Finding:
    return Finding(
        span,
        f"{subject} breaks off: it ends in '{cut}'",
        help="take the whole text from its source, or end it with a sentence",
    )


@cache
def _ending(languages: tuple[str, ...]) -> re.Pattern[str]:
    more = "|".join(map(re.escape, words(languages, "more")))
    ellipsis = r"(?:\[ ?(?:\.{3}|…) ?\]|\( ?(?:\.{3}|…) ?\)|\.{3,}|…+)"
    return re.compile(
        rf"(?:{ellipsis}[ \t]*(?:\[?(?:{more})\]?[ \t]*[»>→.:]*)?|(?<=[.!?。！？] )(?:{more})[ \t]*[»>→.]*)\Z", re.I
    )


@cache
def _last_words(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold().rstrip(_AFTER_END) for word in words(languages, "more"))


def _may_be_cut(tail: str, languages: tuple[str, ...]) -> bool:
    """What the pattern asks of the last characters of a text, at a tenth of its price."""
    if "..." in tail or "…" in tail:
        return True
    return tail.rstrip(_AFTER_END).casefold().endswith(_last_words(languages))


def _cut(text: str, languages: tuple[str, ...]) -> str | None:
    """The end of a text by which one sees that it was cut."""
    text = text.rstrip()
    if not _may_be_cut(text[-_LONGEST_END:], languages):
        return None
    match = _ending(languages).search(text, max(0, len(text) - _LONGEST_END))
    if match is None:
        return None
    before = text[: match.start()]
    if len(before.rstrip()) < 10 or (match.group()[0] not in "[(" and _is_list(before)):
        return None
    return match.group()


def _is_list(before: str) -> bool:
    """Whether an ellipsis means that there is more of the same: `ropes, chains, …`, but not `the ships,…`."""
    return before.endswith((", ", "; ", "、", "；")) or before.lower().rstrip().endswith((" etc", " u.a", " usw"))


def _place(text: str, node: Node, end: str) -> Span:
    """Where the end of a value is written; the whole value where it is written in another way."""
    place = text.rfind(end, *node.span)
    return Span(place, place + len(end)) if place >= 0 else node.span
