from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.prose import TABLE, WORD, Prose, prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_CANDIDATES = tuple((mark, lazy_pattern(rf"\{mark}(?=[^\W\d_a-z])")) for mark in ".,!?")
_WORD_PARTS = "'’-"
_SENTENCE_BREAK = lazy_pattern(r"[.!?…][\"”’»)]?[ \t\r\n]++([^\W\d_a-z][^\W\d_]*+)")
_QUALIFIED = lazy_pattern(r"\b([^\W\d_]{1,40})\.(?=[^\W\d_])")
"""The part before the dot of what may be a qualified name, in code, too."""
_LONGEST_WORD = 40
_AHEAD = 80
_TOKENS_AHEAD = 6
_TRIMMED = ".,;:!?…\"'’”»)]"
_OF_NAMES = frozenset(("com", "css", "de", "eu", "html", "io", "js", "json", "md", "net", "org", "py", "txt", "xml"))
"""What follows a full stop in the names of hosts and files."""
_MANY = 3
_MIN_KNOWN = 2
_CROWDED = 3
"""So many commas without a blank in a line make a list of values."""


class MissingSpace(DocumentRule):
    """A full stop, exclamation mark, question mark or comma that touches the next word (`ended.The harbour`).

    Three or more in a document are a warning, fewer are worth a look.

    ## Why it matters

    Machine translation and careless extraction glue sentences together. Programs that cut a text into sentences or
    words then see neither.

    ## How to fix

    Put a blank after the mark.

    ## Fix safety

    Safe where the word after the mark is known to begin sentences or, in a document with three places or more, occurs
    elsewhere in small letters or at the beginning of a sentence; otherwise unsafe, because it may be a name.

    ## Known limits

    Only a capitalised word that a sentence follows is judged: names such as `System.String` and `Node.js` are not, nor
    initials, file names and hosts, and nothing in scripts without capitals.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        candidates = [
            match.start()
            for mark, pattern in _CANDIDATES
            if text.find(mark, *body) >= 0
            for match in pattern.finditer(text, *body)
        ]
        if not candidates:
            return
        view = prose(document)
        joints = [joint for at in sorted(candidates) if (joint := _joint(view, at)) is not None]
        if not joints:
            return
        starts = _sentence_starts()
        known = starts | _words(view)
        joints = list(_without_names(joints, starts, text))
        sure = sum(right in starts for _, _, right, _ in joints)
        many = len(joints) >= _MANY and sure >= _MIN_KNOWN
        for at, _, right, _ in joints:
            is_safe = right in (known if many else starts)
            applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
            yield Finding(
                Span(at, at + 1),
                f"'{text[at]}' touches the next word '{_first_word(text, at + 1)}': a blank is missing",
                fix=Fix("insert a blank", (Edit(Span(at + 1, at + 1), " "),), applicability),
                severity=None if many else Severity.INFO,
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The harbour is open. The ferry left.\n"),
            Good("Use System.String or Node.js, J.R.Smith said, and http.Handler of Go is no http.Client of course.\n"),
            Good("See example.com/The.Page is gone, and example.Com is, too.\n"),
            Good("港口开放了.The harbour is open.\n"),
            Good("id,Name,Town\nred,Green,Blue and more\n", path="colours.txt"),
            Bad(
                "The harbour is open⟦.⟧The ferry left at dawn.\n",
                fixed="The harbour is open. The ferry left at dawn.\n",
                messages=("'.' touches the next word 'The': a blank is missing",),
            ),
            Bad(
                "Is it open⟦?⟧Nobody knows yet⟦!⟧We wait for news⟦.⟧After that we go.\n",
                fixed="Is it open? Nobody knows yet! We wait for news. After that we go.\n",
            ),
            Bad(
                "Порт снова открыт⟦.⟧Первый паром ушёл на рассвете.\n",
                fixed="Порт снова открыт. Первый паром ушёл на рассвете.\n",
            ),
            Bad(
                "Cảng đã mở cửa trở lại⟦.⟧Ông Nam nói rằng phà sẽ chạy.\n",
                fixed="Cảng đã mở cửa trở lại. Ông Nam nói rằng phà sẽ chạy.\n",
            ),
            Bad(
                "Το λιμάνι άνοιξε⟦.⟧Το πρώτο πλοίο έφυγε.\n",
                fixed="Το λιμάνι άνοιξε. Το πρώτο πλοίο έφυγε.\n",
            ),
        )


_Joint = tuple[int, str, str, bool]
"""The mark's offset, the words before and after it in small letters, and whether only a known word may follow."""


def _joint(view: Prose, at: int) -> _Joint | None:
    """The two words that the mark at ``at`` joins, if a sentence goes on after it."""
    paragraph = view.paragraph_at(at)
    if paragraph is None or paragraph.kind == TABLE or view.is_masked(at) or view.is_masked(at + 1):
        return None
    text = view.text
    start = _word_start(text, at, max(paragraph.span.start, at - _LONGEST_WORD))
    left = text[start:at]
    before = text[start - 1] if start > paragraph.span.start else " "
    if not (before.isspace() or before in "\"'“‘«„([—–-*") or not _ends_in_letters(left):
        return None
    right = WORD.match(text, at + 1, min(paragraph.span.end, at + 1 + _LONGEST_WORD))
    if right is None or not _is_capitalised(right.group()):
        return None
    if len(right.group()) == 1 and left[0].isupper():
        return None  # EVEX.W
    following = text[right.end() : min(paragraph.span.end, right.end() + _AHEAD)]
    if not _goes_on(following):
        return None
    strict = _is_titled(left) or not _is_followed_by_small(following)
    if text[at] == "," and (strict or _is_list(text, at)):
        return None
    return at, left.lower(), right.group().lower(), strict


def _word_start(text: str, end: int, floor: int) -> int:
    start = end
    while start > floor and (text[start - 1].isalpha() or text[start - 1] in _WORD_PARTS or _is_mark(text[start - 1])):
        start -= 1
    while start < end and text[start] in _WORD_PARTS:
        start += 1
    return start


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.category(character)[0] == "M"


def _ends_in_letters(word: str) -> bool:
    """Whether the word ends in two letters of a script with capitals."""
    letters = [character for character in word[-4:] if not _is_mark(character)]
    return len(letters) >= 2 and all(letter.islower() or letter.isupper() for letter in letters[-2:])


def _is_capitalised(word: str) -> bool:
    rest = word[1:].partition("-")[0]
    return word[0].isupper() and (not rest or rest.islower()) and word.lower() not in _OF_NAMES


def _goes_on(following: str) -> bool:
    """Whether a blank follows, perhaps behind a comma, and a word in small letters soon after it."""
    rest = following[1:] if following[:1] in (",", ";", ":") else following
    if not rest[:1].isspace():
        return False
    return any(_is_small(token) for token in rest.split()[:_TOKENS_AHEAD])


def _is_followed_by_small(following: str) -> bool:
    tokens = following.lstrip(",;:").split(None, 1)
    return bool(tokens) and _is_small(tokens[0])


def _is_small(token: str) -> bool:
    word = token.strip(_TRIMMED).replace("-", "").replace("’", "").replace("'", "")
    return word.islower() and (word.isalpha() or any(map(_is_mark, word)))


def _is_titled(word: str) -> bool:
    """Whether the word has a capital and is no abbreviation (`HTTPS`)."""
    return word[0].isupper() and not word.isupper()


def _is_list(text: str, at: int) -> bool:
    """Whether the comma at ``at`` stands in a line of values that are parted by commas only."""
    start = max(text.rfind("\n", 0, at) + 1, at - 200)
    end = text.find("\n", at, at + 200)
    line = text[start : at + 200 if end < 0 else end]
    spaced = line.count(", ")
    return line.count(",") - spaced >= _CROWDED and line.count(",") - spaced > spaced


def _sentence_starts() -> frozenset[str]:
    """Words, in small letters, that begin sentences in some language."""
    from seedlint.language.table import table

    return frozenset(word for row in table("sentence_starts") for word in row[1].split())


def _words(view: Prose) -> frozenset[str]:
    """The words, in small letters, that are written small or begin a sentence elsewhere in the document."""
    words = (word for paragraph in view.paragraphs for word in WORD.findall(view.text, *paragraph.span))
    small = {word for word in words if len(word) > 1 and word.islower()}
    return frozenset(small.union(match.group(1).lower() for match in view.find(_SENTENCE_BREAK)))


def _without_names(joints: list[_Joint], starts: frozenset[str], text: str) -> Iterator[_Joint]:
    """The joints without what looks like qualified names (`http.Handler`, `http.Request`).

    A left side that other words follow as well is the name of a module, unless the whole document is glued together.
    """
    sure = len({(left, right) for _, left, right, _ in joints if right in starts})
    is_glued = sure >= _MANY and sure * 5 >= len(joints)
    pairs = Counter((left, right) for _, left, right, _ in joints)
    lefts = Counter(match.lower() for match in _QUALIFIED.findall(text)) if not is_glued else Counter()
    for joint in joints:
        _, left, right, strict = joint
        if left == right or (strict and right not in starts):
            continue
        if is_glued or right in starts or (lefts[left] < 2 and pairs[left, right] == 1):
            yield joint


def _first_word(text: str, start: int) -> str:
    match = WORD.match(text, start, start + _LONGEST_WORD)
    return match.group() if match is not None else text[start]
