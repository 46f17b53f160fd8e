"""The lines that content management systems leave in texts taken from their pages, and the words they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import compress, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from seedlint.document.characters import special_characters
from seedlint.document.markdown import regions
from seedlint.document.prose import TEXT, prose
from seedlint.language.identify import declared_language
from seedlint.language.table import table
from seedlint.rules.body._dates import TIME, date_source
from seedlint.rules.body._lines import fold, is_blank, line_span, lines
from seedlint.rules.body._passages import is_message_list
from seedlint.text.decode import decode
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.document import Document
    from seedlint.text.span import Span

_LATIN = ("vi", "es", "fr", "de", "pt")
_SITES = (
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "linkedin",
    "pinterest",
    "reddit",
    "telegram",
    "instagram",
    "youtube",
    "tumblr",
    "email",
    "google news",
    "facebook messenger",
    "weibo",
    "wechat",
    "zalo",
    "微信",
    "微博",
    "朋友圈",
    "вконтакте",
    "вк",
    "одноклассники",
    "facebookで",
    "line",
    "페이스북",
    "트위터",
    "카카오톡",
)
_MOST_CHARACTERS, _MOST_WORDS = 90, 10
_MOST_IDEOGRAPHS, _MOST_BYTES = 30, 1_000
_IDEOGRAPHS = lazy_pattern("[぀-ヿ㐀-鿿]++")
_LONG_PHRASE, _TEXT_LINE, _NEAR = 16, 60, 6
_PHRASE_PREFIX, _BYLINE_PREFIX = 8, 3
"""Bytes at the start of a folded line by which it is chosen for a closer look."""
_head = itemgetter(slice(_BYLINE_PREFIX))
_SEPARATOR, _SITE = "\0", "\1"
_NUMBERS = ("0", "00", "000", "0000", "0,000", "0.0k")
_DECORATION = lazy_pattern(r"[\s*_#>|\"'’‘“”«»‹›!.:,;()\[\]{}<→…·•!。:,、?？【】（）/+=-]+")
_NUMBER = lazy_pattern(r"\d[\d.,]*+")
_HANGUL = lazy_pattern("[가-힣]")
_LATIN_BYTES = (b"\xc3", b"\xc4", b"\xc5", b"\xe1\xba", b"\xe1\xbb")
_KANA_BYTE, _COMMONEST_KANA = b"\xe3", "のはをにいー"
_BELOW = lazy_pattern(r"[ \t]*+[\r\n][\r\n]*+([ \t]*+)(\S[^\r\n]{0,200}+)")
_REFERENCE = lazy_pattern(r"[-*+•‣–]\s|\d{1,3}[.)]|\[|<|https?:|\S{1,60}\(\d\w?\)")
_CYRILLIC_BYTES = (b"\xd0",)
_HANGUL_BYTES = (b"\xeb", b"\xec")
_HAN_BYTES = (b"\xe4", b"\xe5", b"\xe6", b"\xe7", b"\xe8", b"\xe9")
"""With what the letters of a script begin in UTF-8: a document without these bytes has none of them."""


def languages(document: Document) -> tuple[str, ...]:
    """The languages whose debris can stand in the document, by the scripts that occur; English can stand anywhere."""
    return document.view(_languages)


def _languages(document: Document) -> tuple[str, ...]:
    if document.is_ascii:
        declared = declared_language(document)
        return ("en", declared) if declared in _LATIN else ("en",)
    raw = document.source.raw

    def holds(starts: tuple[bytes, ...]) -> bool:
        return any(start[:1] in raw and start in raw for start in starts)

    found = ["en", *(_LATIN if holds(_LATIN_BYTES) else ())]
    if holds(_CYRILLIC_BYTES):
        found.append("ru")
    if holds(_HANGUL_BYTES):
        found.append("ko")
    if _KANA_BYTE in raw and not special_characters(document).isdisjoint(_COMMONEST_KANA):
        found.append("ja")
    elif holds(_HAN_BYTES):
        found.append("zh")
    return tuple(found)


@cache
def words(languages: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The entries of one kind, in lower case, longest first."""
    return tuple(sorted(sorted(_entries(languages).get(kind, ())), key=len, reverse=True))


@cache
def _entries(languages: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for language in languages:
        for kind, entry in table(f"boilerplate/{language}"):
            found.setdefault(kind, set()).add(entry)
    return found


def choice(languages: tuple[str, ...], kind: str) -> str:
    """The source of a pattern for one entry of a kind, as a word of its own where its script has blanks."""
    return (
        "(?:"
        + "|".join(word if _is_joined(word) else rf"{word}\b" for word in map(re.escape, words(languages, kind)))
        + ")"
    )


def _is_joined(word: str) -> bool:
    return word[-1] > "⺀" and not _HANGUL.match(word[-1])


@cache
def _phrases(languages: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The entries that are whole lines, and those with which lines begin."""
    entries = _entries(languages)
    return entries["line"] | entries.get("see", set()), entries["start"]


@cache
def _beginnings(languages: tuple[str, ...]) -> frozenset[bytes]:
    """The first bytes of all these lines."""
    whole, starts = _phrases(languages)
    heads = {head[:_PHRASE_PREFIX] for phrase in whole | starts for head in _phrase_heads(phrase)}
    ascii_heads = set(filter(str.isascii, heads))
    forms = {form for head in heads - ascii_heads for form in (head, head.capitalize(), head.title(), head.upper())}
    folded = fold("\n".join(ascii_heads | forms)).split(b"\n")
    return frozenset(head[:_PHRASE_PREFIX] for head in folded)


@cache
def _forms(languages: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The whole lines as ``normalized`` makes them, and what lines begin with."""
    whole, starts = _phrases(languages)
    return frozenset(line for phrase in _normalized(whole) for line in _expanded(phrase)), tuple(starts)


def _phrase_heads(phrase: str) -> Iterable[str]:
    """How lines with a phrase may begin."""
    mark = phrase.find("{", 0, _PHRASE_PREFIX)
    if mark < 0:
        return (phrase,)
    if phrase.startswith("{site}", mark):
        return _expanded(phrase)
    return (phrase.replace("{n}", number) for number in _NUMBERS)


def _normalized(phrases: Iterable[str]) -> Iterable[str]:
    """Many phrases as ``normalized`` makes them, in one go; their places for names of sites stay."""
    text = _SEPARATOR.join(phrases).replace("{site}", _SITE)
    return map(str.strip, normalized(text).split(_SEPARATOR))


def _expanded(phrase: str) -> Iterable[str]:
    for mark in ("{site}", _SITE):
        if mark in phrase:
            return [phrase.replace(mark, site) for site in _SITES]
    return (phrase,)


def normalized(line: str) -> str:
    """A line in lower case without decoration, with 0 for every number."""
    return _DECORATION.sub(" ", _NUMBER.sub("0", line.lower().replace("{n}", "0"))).strip()


@cache
def _heads(languages: tuple[str, ...]) -> frozenset[bytes]:
    """The first bytes of all lines that any rule about debris looks at."""
    return _byline_prefixes(languages)[0].union(map(_head, _beginnings(languages)))


def _chosen(document: Document) -> list[int]:
    """The indexes of the lines of the body that begin like debris: one in twenty."""
    read = lines(document)
    heads = map(_head, islice(read.folded, read.first, None))
    return list(compress(range(read.first, len(read.folded)), map(_heads(languages(document)).__contains__, heads)))


def boilerplate_lines(document: Document) -> tuple[tuple[int, Span], ...]:
    """The lines of navigation, consent and sharing: their indexes and what stands in them."""
    return document.view(_boilerplate_lines)


def _boilerplate_lines(document: Document) -> tuple[tuple[int, Span], ...]:
    prefixes = _beginnings(languages(document))
    folded = lines(document).folded
    chosen = [index for index in document.view(_chosen) if folded[index][:_PHRASE_PREFIX] in prefixes]
    if not chosen:
        return ()
    found = []
    whole, starts = _forms(languages(document))
    forms: dict[bytes, str | None] = {}
    for index in chosen:
        line = folded[index]
        if line not in forms:
            forms[line] = _phrase(decode(line).strip(), whole, starts) if len(line) <= _MOST_BYTES else None
        form = forms[line]
        span = line_span(document, index) if form is not None else None
        if form is None or span is None or span.start < document.body.start:
            continue
        if len(form) < _LONG_PHRASE and not _is_beside_text(document, index):
            continue
        if _stands_alone(document, index, span) and not _is_heading(document, span, form):
            found.append((index, span))
    return () if found and is_message_list(document) else tuple(found)


def _phrase(line: str, whole: frozenset[str], starts: tuple[str, ...]) -> str | None:
    """The normalized form of a line that is a listed phrase; None of another one."""
    if len(line) > _MOST_CHARACTERS or len(line.split()) > _MOST_WORDS:
        return None
    if line[-1] in ":：" or sum(map(len, _IDEOGRAPHS.findall(line))) > _MOST_IDEOGRAPHS or "://" in line:
        return None
    form = normalized(line)
    return form if form in whole or line.lower().startswith(starts) else None


def _is_heading(document: Document, span: Span, form: str) -> bool:
    """Whether a line heads the section of a manual, whose text is indented, or a list of references ("see also")."""
    text = document.text
    below = _BELOW.match(text, span.end)
    if below is None:
        return False
    if not document.is_markdown and below[1] and text[span.start - 1 : span.start] in ("", "\n", "\r"):
        return True
    return form in words(languages(document), "see") and _REFERENCE.match(below[2]) is not None


def _stands_alone(document: Document, index: int, span: Span) -> bool:
    """Whether a line is one of the text, and no line in the midst of a paragraph that is wrapped."""
    if regions(document).covers(span.end - 1):
        return False
    paragraph = prose(document).paragraph_at(span.end - 1)
    if paragraph is None or paragraph.kind != TEXT:
        return False
    if is_blank(document, index - 1):
        return True
    above = line_span(document, index - 1).of(document.text)
    return len(above) < 50 or above[-1] in '.!?。！？…"”»:)'


def _is_beside_text(document: Document, index: int) -> bool:
    """Whether a line of text, and no list of words, stands near a line."""
    folded = lines(document).folded
    return any(len(line) >= _TEXT_LINE for line in folded[max(0, index - _NEAR) : index + _NEAR + 1])


# -- bylines


@cache
def _byline_prefixes(languages: tuple[str, ...]) -> tuple[frozenset[bytes], tuple[bytes, ...]]:
    """The first bytes of a byline, and the words of its counter; one that holds another of them is left out."""
    introductions = [word for kind in ("by", "posted", "month") for word in words(languages, kind)]
    spelt = [f"{form} " for word in introductions for form in (word, word.capitalize(), word.upper())]
    days = {f"{day}{dot} {month}" for day in ("0", "00") for dot in ("", ".") for month in _months(languages)}
    numeric = ("0000", "00/0", "00.0", "00-0", "0/0", "0.0", "admin")
    prefixes = frozenset(fold(form)[:_BYLINE_PREFIX] for form in (*spelt, *days, *numeric))
    counted = set(words(languages, "comments"))
    counted -= {word for word in counted for other in counted if other in word and other != word}
    return prefixes, tuple(map(fold, sorted(counted)))


def _months(languages: tuple[str, ...]) -> list[str]:
    return [form for word in words(languages, "month") for form in (word, word.capitalize(), "de " + word)]


class _Byline:
    """The patterns for the parts of a byline in some languages."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        flags = re.IGNORECASE
        self.date = re.compile(date_source(languages) + TIME, flags)
        counted = choice(languages, "comments")
        self.count = re.compile(rf"(?<![\w.])\d{{1,5}}+ ?{counted}|{counted}(?: ?[(（]?\d{{1,5}}+[)）]?)?", flags)
        self.number = re.compile(r"(?<![\w.:/-])\d{1,4}+(?![\w.:/-])")
        self.posted = re.compile(rf"(?<!\w){choice(languages, 'posted')}", flags)
        self.by = re.compile(rf"(?<!\w){choice(languages, 'by')}[:：]?", flags)


_byline = cache(_Byline)
_NAME = lazy_pattern(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")
_BETWEEN = lazy_pattern(r"[\s|·•/,;:：–—()（）-]+")
_MARK = "\x00"
_YEAR = b"0000"
_LONGEST_BYLINE = 120


def bylines(document: Document) -> tuple[tuple[int, Span, str], ...]:
    """The lines of date, counter and author's word: index, what stands there, and what gives them away."""
    return document.view(_bylines)


def _bylines(document: Document) -> tuple[tuple[int, Span, str], ...]:
    spoken = languages(document)
    prefixes, counted = _byline_prefixes(spoken)
    folded = lines(document).folded
    found = []
    for index in document.view(_chosen):
        line = folded[index]
        if line[:_BYLINE_PREFIX] not in prefixes or len(line) > _LONGEST_BYLINE:
            continue
        if _YEAR not in line and not any(map(line.__contains__, counted)):
            continue
        span = line_span(document, index)
        if span.start < document.body.start or not span:
            continue
        defect = byline_defect(span.of(document.text), spoken)
        if defect is not None and _stands_alone(document, index, span):
            found.append((index, span, defect))
    return tuple(found)


def byline_defect(line: str, languages: tuple[str, ...]) -> str | None:
    """Why a line is the remains of a byline, or None where it is a byline as people write it, or anything else."""
    parts = _byline(languages)
    rest, dates = parts.date.subn(_MARK, line)
    rest, counts = parts.count.subn(_MARK, rest)
    rest, posted = parts.posted.subn(_MARK, rest)
    rest, by = parts.by.subn("\x01", rest)
    rest, numbers = parts.number.subn(_MARK, rest)
    if dates > 1 or counts > 2 or by > 1 or numbers > 1:
        return None
    names = [name for name in re.split("[\x00\x01]", _BETWEEN.sub(" ", rest)) if name.strip()]
    if len(names) > 1 or not all(_NAME.fullmatch(name.strip()) for name in names):
        return None
    if by and dates and not names:
        return "an author's word without a name"
    if by and dates and numbers:
        return "a counter between date and author"
    if counts and (dates or posted or by) and (dates or by):
        return "a counter of comments"
    return None
