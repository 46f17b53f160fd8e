from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from seedlint.document.front_matter import Format, FrontMatter
from seedlint.document.tree import quoted
from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Good,
    Option,
    Severity,
    Span,
)
from seedlint.rules.body._dates import TIME, date_source, iso_date
from seedlint.rules.body._debris import choice, languages, words
from seedlint.text.pattern import lazy_pattern

_MARKUP = ("#", "<", "[", "!", "|", "*", "-", ">", "`", "{", "=")
_LOOK_AHEAD = 400
_LEAST_TEXT = 40
_LEAST_WORDS = 6
_FEWEST_KEYS = 2
_KINDS = ("date", "author", "source", "section")
_LONGEST_KIND = 40
_SENTENCE_START = lazy_pattern(r"[\"“‘'«「『(（¿¡]?[^\W\d_a-zà-ÿа-яё]")
_PROSE_WITHOUT_BLANKS = lazy_pattern("[぀-ヿ㐀-鿿가-힣][^\r\n]{12}")


class BodyMetadata(DocumentRule):
    """A body that starts with metadata: `date 2024-06-05 The harbour opened again ...` all in one line.

    The finding covers the words before the text. A dateline (`BEIJING, Dec 18 -`) is right. Where the document has
    front matter, lines such as `Date: 2024-06-05` above the text are reported, too.

    ## Why it matters

    A date in the text cannot be sorted by, and whoever reads the text reads the words of a form.

    ## How to fix

    Move the metadata into the front matter.

    ## Fix safety

    The fix takes the words out of the text and writes the date into the front matter, where no such key is there yet;
    an author or a source is removed only. It is unsafe because it changes both.

    ## Known limits

    Only metadata with a date in it is seen, introduced by a word in English, Vietnamese, Chinese, Spanish, French,
    German, Portuguese, Russian, Japanese or Korean.
    """

    severity = Severity.WARNING

    date_keys = Option(
        ("date", "publishedDateTime", "published_at", "datePublished", "pubDate", "created", "published"),
        "front matter keys that hold a date; a date found in the text goes into the first where none of them is there",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        if not _may_begin_with_metadata(document):
            return
        found = _in_one_line(document) or (_in_lines(document) if document.front_matter is not None else None)
        if found is None:
            return
        span, date = found
        words = text[span.start : span.end].strip()
        edits = (*self._addition(document, date), Edit(span, ""))
        yield Finding(
            Span(body.start if span.start == body.start else span.start, span.end),
            f"the body starts with metadata: {quoted(words)}",
            fix=Fix("move the date into the front matter", edits, Applicability.UNSAFE)
            if self._is_readable(document)
            else None,
            help="move it into the front matter, so that the body starts with the text",
        )

    def _is_readable(self, document: Document) -> bool:
        front_matter = document.front_matter
        return front_matter is None or (front_matter.problem is None and front_matter.root is not None)

    def _addition(self, document: Document, date: str | None) -> tuple[Edit, ...]:
        """The edit that writes a date into the front matter, where it has none."""
        front_matter, key = document.front_matter, self.date_keys[0] if self.date_keys else "date"
        if date is None:
            return ()
        if front_matter is None:
            return (Edit(Span(document.start, document.start), f"---\n{key}: {date}\n---\n"),)
        if any(name in document.metadata for name in self.date_keys):
            return ()
        return _insertion(document, front_matter, key, date)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        text = "The harbour opened again on Monday, and three ships came in before noon."
        return (
            Good(f"BEIJING, Dec 18 - {text}\n"),
            Good(f"Date: 2024-06-05\n\n{text}\n"),
            Good(f"2024-06-05: {text}\n"),
            Good("Updated 2024-06-05 to include the new limits of the harbour and of the quay beside it.\n"),
            Good("Date of the opening was 2024-06-05, when the harbour was blessed by the bishop himself.\n"),
            Bad(
                f"⟦ date 2024-06-05 ⟧{text}\n",
                fixed=f"---\ndate: 2024-06-05\n---\n{text}\n",
                messages=("the body starts with metadata: 'date 2024-06-05'",),
                path="harbour.txt",
            ),
            Bad(
                f"---\ntitle: Harbour opens\n---\n⟦Published: June 5, 2024 | ⟧{text}\n",
                fixed=f"---\ndate: 2024-06-05\ntitle: Harbour opens\n---\n{text}\n",
            ),
            Bad(
                f"+++\ntitle = 'Harbour opens'\ndate = 2024-06-05\n+++\n⟦Author: Jane Doe Date: 2024-06-05 ⟧{text}\n",
                fixed=f"+++\ntitle = 'Harbour opens'\ndate = 2024-06-05\n+++\n{text}\n",
            ),
            Bad(
                "⟦发布时间：2024年6月5日 来源：新港晚报 ⟧港口于周一重新开放，第一批三艘船在中午之前进港。\n",
                fixed="---\ndate: 2024-06-05\n---\n港口于周一重新开放，第一批三艘船在中午之前进港。\n",
                path="gangkou.txt",
            ),
            Bad(
                '{"title": "Der Hafen"}\n⟦Datum: 5. März 2024 ⟧Der Hafen ist seit Montag wieder geöffnet, und drei'
                " Schiffe liefen ein.\n",
                fixed='{"date": "2024-03-05", "title": "Der Hafen"}\nDer Hafen ist seit Montag wieder geöffnet, und'
                " drei Schiffe liefen ein.\n",
            ),
            Bad(
                f"---\ntitle: Harbour opens\n---\n⟦Title: Harbour opens\nDate: 2024-06-05\n⟧\n{text}\n",
                fixed=f"---\ndate: 2024-06-05\ntitle: Harbour opens\n---\n\n{text}\n",
            ),
        )


@cache
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    value = r"[^\W\d_][^\s:：|]{0,30}+(?: (?!{stop})[^\W\d_][^\s:：|]{0,30}+){0,3}"
    kinds = "|".join(choice(languages, kind) for kind in _KINDS[1:])
    words = f"(?:{kinds}|{choice(languages, 'date')})"
    other = rf"(?:{kinds})[:：][ \t]*+{value.replace('{stop}', words)}(?:[ \t]*+[|/,;·•–—-])?[ \t]++"
    dated = rf"{choice(languages, 'date')}[:：]?[ \t]*+(?P<date>{date_source(languages)}){TIME}"
    return re.compile(
        rf"[ \t]*+(?:{other}){{0,3}}{dated}(?:[ \t]*+[|/;·•–—-])?[ \t]++(?:{other}){{0,3}}", re.IGNORECASE
    )


@cache
def _line_pattern(languages: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds = "|".join(choice(languages, kind) for kind in _KINDS)
    line = re.compile(rf"(?:{kinds}|title)[ \t]?[:：][ \t]*+[^\r\n]{{1,200}}+(?:\r\n|\n|\r)", re.IGNORECASE)
    return line, re.compile(
        rf"(?:{choice(languages, 'date')})[ \t]?[:：][ \t]*+({date_source(languages)})", re.IGNORECASE
    )


def _start(document: Document) -> int:
    """The offset of the first line of the body that is not empty."""
    text, place = document.text, document.body.start
    start = place
    while place < len(text) and text[place].isspace():
        place += 1
        if text[place - 1] in "\r\n":
            start = place
    return start


@cache
def _beginnings(languages: tuple[str, ...]) -> tuple[str, ...]:
    return ("title", *(word for kind in _KINDS for word in words(languages, kind)))


def _may_begin_with_metadata(document: Document) -> bool:
    """Whether the text begins with a word of a form, as it must: the patterns take long to compile.

    Other letters than those of ASCII may be equal but for their case in ways that ``lower`` does not know.
    """
    start = _start(document)
    beginning = document.text[start : start + _LOOK_AHEAD].lstrip(" \t")
    return not beginning[:_LONGEST_KIND].isascii() or beginning.lower().startswith(_beginnings(languages(document)))


def _in_one_line(document: Document) -> tuple[Span, str | None] | None:
    """Metadata before the text in the first line: where it is, and its date."""
    text, start = document.text, _start(document)
    if text.startswith(_MARKUP, start) or not any(map(str.isdigit, text[start : start + 120])):
        return None
    match = _pattern(languages(document)).match(text, start, start + _LOOK_AHEAD)
    if match is None or not _is_text(text, match.end()):
        return None
    return Span(*match.span()), iso_date(match["date"], languages(document))


def _is_text(text: str, start: int) -> bool:
    """Whether a sentence begins at ``start``."""
    rest = text[start : start + _LOOK_AHEAD].splitlines()[:1]
    if not rest or not _SENTENCE_START.match(rest[0]):
        return False
    return bool(_PROSE_WITHOUT_BLANKS.match(rest[0])) or (
        len(rest[0]) >= _LEAST_TEXT and len(rest[0].split()) >= _LEAST_WORDS
    )


def _in_lines(document: Document) -> tuple[Span, str | None] | None:
    """Lines of keys and values above the text, followed by an empty line; one is a date."""
    text, start = document.text, _start(document)
    if not any(colon in text[start : start + _LOOK_AHEAD].partition("\n")[0] for colon in ":："):
        return None
    line, dated = _line_pattern(languages(document))
    place, count, date = start, 0, ""
    while (match := line.match(text, place)) is not None:
        found = dated.match(text, place)
        date = date or (found[1] if found is not None else "")
        place, count = match.end(), count + 1
    if count < _FEWEST_KEYS or not date or text[place : place + 1] not in ("\r", "\n"):
        return None
    return Span(start, place), iso_date(date, languages(document))


def _insertion(document: Document, front_matter: FrontMatter, key: str, date: str) -> tuple[Edit, ...]:
    """The edit that makes a key the first one of a front matter."""
    text, content = document.text, front_matter.content
    place, root = content.start, front_matter.root
    if front_matter.format is Format.JSON:
        separator = ", " if root is not None and root.entries else ""
        return (Edit(Span(place + 1, place + 1), f'"{key}": "{date}"{separator}'),)
    end = front_matter.opening.end
    newline = "\r\n" if text.startswith("\r\n", end) else "\r" if text.startswith("\r", end) else "\n"
    if front_matter.format is Format.TOML:
        return (Edit(Span(place, place), f"{key} = {date}{newline}"),)
    first = min((entry.key.start for entry in root.entries.values()), default=place) if root and root.entries else place
    in_block = first == place or text[first - 1] in "\r\n"
    return (Edit(Span(place, place), f"{key}: {date}{newline}"),) if in_block else ()
