from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seedlint.document.prose import WORD, Prose, prose
from seedlint.document.tree import quoted
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Related, Severity, Span
from seedlint.rules.body._passages import is_legal, is_message_list, masked, passages
from seedlint.text.pattern import lazy_pattern

_SAMPLES, _SAMPLE_SIZE, _FEWEST_HITS = 16, 14, 2
_FEWEST_CHARACTERS = 100
_TOLERANCE = 0.6
_SOON, _SOON_AT_LEAST, _SOON_SHARE = 1500, 300, 8
"""How far off the next copy of a piece is looked for, and the part of a short text: loops are mostly tight."""
_MARKUP = frozenset("0123456789/\\|<>{}[]()=_`*#\n\t:@")
_MOST_RELATED = 3
_WITHOUT_BLANKS = lazy_pattern("[぀-ヿ㐀-鿿ก-๛ກ-ໟក-៿]")
_SHORT_LINE = 45
_LARGE_SHARE = 0.3
_TIGHT = 5
"""Copies are close to each other where less than so many lengths of the phrase are between their beginnings."""
_BREAK = "\0"
"""Stands for symbols between words, as in tables: what is said before and after them is no phrase."""
_KATAKANA = lazy_pattern("[ァ-ヿ]++")
_SYMBOL = lazy_pattern(r"[+*/=<>|&#@$^~\\{}%]")
_CHARACTERS_PER_QUOTE = 20
"""A text with more straight quotation marks is data."""


class LoopedPhrase(DocumentRule):
    """A phrase of five or more words that comes again and again: four times or more, over 15 % of the words.

    In scripts without blanks between words (Chinese, Japanese, Thai) ten characters count as five words.

    ## Why it matters

    That is what a machine translation or a language model writes when it is stuck, and what a page looks like whose
    buttons or captions were scraped into the text. In a data set it teaches the same fault.

    ## How to fix

    Keep the phrase once, or take the text from its source again.

    ## Known limits

    Lists, headings, tables and code are not looked at, nor are texts of short lines (poems, songs), nor texts of
    fewer than `minimum-words` words. Whether a text may hold a loop is decided by repeated sentences and by samples: a
    phrase within sentences that differ otherwise can be missed where it is spread over a long text. A phrase that is
    spread over the text and makes up less than 30 % of it may be a refrain: that is information only. Lists of a
    program's messages are not looked at.
    """

    severity = Severity.WARNING

    phrase_words = Option(5, "fewest words of a phrase", minimum=2)
    minimum_repetitions = Option(4, "how often a phrase must come", minimum=2)
    minimum_share = Option(0.15, "the share of all words that it must cover", minimum=0)
    minimum_words = Option(60, "fewest words of a text that is looked at", minimum=1)

    def check(self, document: Document) -> Iterable[Finding]:
        if not _may_loop(document, self.minimum_repetitions, self.minimum_share):
            return
        if is_legal(document) or is_message_list(document):
            return
        read = [_words(document, passage) for passage in passages(document)]
        total = sum(map(len, read))
        if total < self.minimum_words:
            return
        loops = [loop for words in read if (loop := self._loop(words, total, document.text)) is not None]
        if not loops:
            return
        places, share = max(loops, key=lambda loop: loop[1])
        is_refrain = share < _LARGE_SHARE and not _is_tight(places)
        yield Finding(
            places[0],
            f"{quoted(places[0].of(document.text))} comes {len(places)} times and makes up {share:.0%} of the words",
            related=tuple(Related(place, "it comes again here") for place in places[1 : 1 + _MOST_RELATED]),
            help="keep the phrase once, or take the text from its source again",
            severity=Severity.INFO if is_refrain else None,
        )

    def _loop(self, words: _Words, total: int, text: str) -> tuple[list[Span], float] | None:
        """Where the phrase that covers most of the words of a passage comes, and its share of ``total`` words."""
        if len(words) < self.minimum_share * total:
            return None
        size = self.phrase_words * (2 if words.characters * 2 > len(words) else 1)
        least = self.minimum_repetitions
        grams = _grams(words.said, size, least)
        counts = Counter(grams.values())
        runs = list(_runs([index for index, gram in grams.items() if counts[gram] >= least]))
        if sum([end - start + size - 1 for start, end in runs]) < self.minimum_share * total:
            return None
        covered: dict[tuple[str, ...], int] = {}
        for start, end in runs:
            for gram in filter(_is_phrase, {grams[index] for index in range(start, end)}):
                covered[gram] = covered.get(gram, 0) + min(end - start + size - 1, len(words) - start)
        if not covered:
            return None
        most = max(covered.values())
        best = next(gram for gram in grams.values() if covered.get(gram) == most)
        share = most / total
        starts = _apart([index for index, gram in grams.items() if gram == best], size)
        if share < self.minimum_share or len(starts) < least:
            return None
        places = words.places(text)
        return [Span(places[start][0], places[start + size - 1][1]) for start in starts], share

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        start = (
            "The harbour opened again on Monday, and three ships came in before noon. The mayor spoke to those who had"
            " come, thanked the masons, and asked everybody to be patient with the noise of the cranes, which will go"
            " on until the old quay has been mended and the new lighthouse stands. "
        )
        loop = "We thank all visitors of the harbour for their patience. "
        ships = ("bell", "buoy", "lock", "mast", "oar", "pier", "rope", "sail", "keel", "hull", "deck", "prow")
        settings = "".join(
            f"{name}_{kind} = harbourmaster.dist:assert_string_list\n" for kind in ("links", "points") for name in ships
        )
        return (
            Good(f"{start}{loop}{loop}{loop}\n"),
            Good(start + "".join(f"- {loop}\n" for _ in range(8))),
            Good(f"{start}\n\n```\n{loop * 8}\n```\n"),
            Good("".join(f"{line}\nrow the boat ashore again\n" for line in ("Michael", "Sister", "Brother") * 9)),
            Good(f"{start}{loop * 6}\n", options={"minimum-repetitions": 8}),
            Good(f"[keywords]\n{settings}\n[defaults]\n{settings}", path="entry_points.txt"),
            Bad(
                f"{start}⟦We thank all visitors of⟧ the harbour for their patience. {loop * 6}\n",
                messages=("'We thank all visitors of' comes 7 times and makes up 57% of the words",),
            ),
            Bad(
                "Der Hafen ist seit Montag wieder geöffnet, und drei Schiffe liefen am Vormittag ein. Der Bürgermeister"
                " dankte den Maurern, die den alten Kai erneuert hatten, und bat um Geduld."
                " ⟦Die Besucher des Hafens werden⟧ gebeten zu warten. "
                + "Die Besucher des Hafens werden gebeten zu warten. " * 5
                + "\n",
            ),
            Bad(
                "港口于周一重新开放，第一批三艘船在中午之前进港，市长出席了仪式并发表了讲话，许多居民前来观看，孩子们也来了。"
                "⟦我们感谢所有游客的耐⟧心等待。" + "我们感谢所有游客的耐心等待。" * 5 + "\n",
            ),
        )


class _Words:
    """The words of a passage in small letters, and how many of them are single characters."""

    __slots__ = ("_paragraphs", "characters", "said")

    def __init__(self) -> None:
        self.said: list[str] = []
        self.characters = 0
        self._paragraphs: list[tuple[Span, Sequence[tuple[int, int]]]] = []

    def __len__(self) -> int:
        return len(self.said)

    def add(self, span: Span, said: Iterable[str], places: Sequence[tuple[int, int]] = ()) -> None:
        """The words of a paragraph; they are all that ``WORD`` finds there where it is not said where they stand."""
        self.said += said
        self._paragraphs.append((span, places))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand."""
        return [
            place
            for span, places in self._paragraphs
            for place in places or [match.span() for match in WORD.finditer(text, *span)]
        ]


def _may_loop(document: Document, repetitions: int, share: float) -> bool:
    """Whether sentences that come several times make up enough, or two pieces of the text come several times.

    A loop in one stretch of 15 % of the text holds two of the sixteen pieces, whatever its phrase is.
    """
    text = document.text[document.body.start :]
    if "`" in text:
        text = "".join(text.split("```")[::2])
    size = len(text)
    if size < _FEWEST_CHARACTERS:
        return False
    stops = (".",) if document.is_ascii or "。" not in text else (".", "。")
    if any(_repeated(text.split(stop), repetitions) >= share * _TOLERANCE * size for stop in stops):
        return True
    find, may_be_dense = text.find, not document.is_ascii
    hits, soon = 0, min(_SOON, max(_SOON_AT_LEAST, size // _SOON_SHARE))
    for place in range(size // (2 * _SAMPLES), size, size // _SAMPLES):
        piece = text[place : place + _SAMPLE_SIZE]
        if may_be_dense and (piece > "⺀" or piece[-1] > "⺀"):
            piece = piece[: _SAMPLE_SIZE // 2]
        if _MARKUP.isdisjoint(piece) and find(piece, place + 1, place + soon) >= 0:
            hits += text.count(piece) >= repetitions - 1
            if hits == _FEWEST_HITS:
                return True
    return False


def _repeated(sentences: Sequence[str], repetitions: int) -> float:
    """How many characters the sentences have that come so often, or once less; -1 where there are none."""
    if len(sentences) - len(set(sentences)) < repetitions - 2:
        return -1
    counts = Counter(sentences)
    return sum([len(sentence) * count for sentence, count in counts.items() if count >= repetitions - 1])


_MOST_MASKED = 3
"""A paragraph of which a third or more is no prose (identifiers, URLs) is a list of settings or the like."""


def _words(document: Document, passage: Sequence[Span]) -> _Words:
    """The words of a passage; each character is one in scripts without blanks."""
    page, text = prose(document), document.text
    words = _Words()
    for span in passage:
        length, hidden = span.end - span.start, masked(page, span)
        is_data = text.count('"', *span) * _CHARACTERS_PER_QUOTE > length or hidden * _MOST_MASKED > length
        if is_data or _is_verse(text, span):
            continue
        found = WORD.findall(text, *span)
        if sum(map(len, found)) * 2 < length:
            continue
        has_symbols = _SYMBOL.search(page.text, *span) is not None
        has_blanks = document.is_ascii or _WITHOUT_BLANKS.search(text, *span) is None
        if has_blanks and not has_symbols and not hidden:
            words.add(span, "\n".join(found).lower().split("\n"))
        else:
            _add_parts(words, page, text, span, has_symbols, has_blanks)
    return words


def _add_parts(words: _Words, page: Prose, text: str, span: Span, has_symbols: bool, has_blanks: bool) -> None:
    """The words of a paragraph in which there is something else: symbols, what is masked, scripts without blanks."""
    shown = page.word_ranges(span)
    said: list[str] = []
    places: list[tuple[int, int]] = []
    if has_blanks and not has_symbols:
        said, places, shown = [text[start:end].lower() for start, end in shown], shown, []
    last = span.start
    for start, end in shown:
        if has_symbols and page.text[last:start] != " " and _SYMBOL.search(page.text, last, start):
            said.append(f"{_BREAK}{start}")
            places.append((start, start))
        last = end
        if has_blanks or not _WITHOUT_BLANKS.match(text, start):
            said.append(text[start:end].lower())
            places.append((start, end))
        else:
            said += text[start:end]
            places += [(at, at + 1) for at in range(start, end)]
            words.characters += end - start
    if said:
        words.add(span, said, places)


def _is_verse(text: str, span: Span) -> bool:
    """Whether a paragraph is made of short lines."""
    count = text.count("\n", *span) + 1
    return count >= 2 and span.end - span.start < count * _SHORT_LINE


def _grams(said: Sequence[str], size: int, least: int) -> dict[int, tuple[str, ...]]:
    """The sequences of ``size`` words by their places, but for those that cannot come ``least`` times, as one of
    their words does not."""
    common = {word for word, count in Counter(said).items() if count >= least}
    flags = bytes(map(common.__contains__, said))
    stretch = bytes((True,)) * size
    grams = {}
    index = flags.find(stretch)
    while index >= 0:
        grams[index] = tuple(said[index : index + size])
        index = flags.find(stretch, index + 1)
    return grams


def _is_phrase(gram: Sequence[str]) -> bool:
    """Whether words are more than one long word in katakana with what follows it."""
    return sum(map(len, _KATAKANA.findall("".join(gram)))) * 2 <= len(gram)


def _is_tight(places: Sequence[Span]) -> bool:
    """Whether most copies follow each other closely; those of a refrain are spread."""
    close = sum(after.start - place.start < _TIGHT * (place.end - place.start) for place, after in pairwise(places))
    return close * 2 >= len(places) - 1


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches of consecutive numbers among sorted ones, each with the number after its last."""
    start = end = -1
    for place in places:
        if place != end:
            if start >= 0:
                yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


def _apart(places: Sequence[int], size: int) -> list[int]:
    """Those of sorted places that do not overlap their predecessors."""
    apart: list[int] = []
    for place in places:
        if not apart or place >= apart[-1] + size:
            apart.append(place)
    return apart
