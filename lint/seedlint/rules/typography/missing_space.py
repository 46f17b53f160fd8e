import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from seedlint.document.markdown import regions
from seedlint.document.prose import TABLE, WORD, Paragraph, Prose, outside_code, prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

_USUAL = r"(?![ \na-z0-9])"
"""What follows most marks is told from the rest before anything else is looked at."""
_ASCII_CANDIDATES = tuple((mark, lazy_pattern(rf"\{mark}{_USUAL}(?=\(?[A-Z])")) for mark in ".,!?")
"""The same for texts of ASCII alone: other classes of characters take milliseconds to compile."""
_CANDIDATES = tuple((mark, lazy_pattern(rf"\{mark}{_USUAL}(?=[“„«(¿¡]?[^\W\d_a-z\u2e80-\ud7ff])")) for mark in ".,!?")
_YEAR = lazy_pattern(r"[.,!?](?=[0-9]{2,4}[ \t\r\n]++[^\W\d_])")
_OPENING_MARKS = "“„«(¿¡"
_WORD_PARTS = "'’-"
_SENTENCE_BREAK = lazy_pattern(r"[.!?…][\"”’»)]?[ \t\r\n]++([^\W\d_a-z][^\W\d_]*+)")
_QUALIFIED = lazy_pattern(r"\b([^\W\d_]{1,40})\.(?=[^\W\d_])")
"""The part before the dot of what may be a qualified name, in code, too."""
_LONGEST_WORD = 40
_AHEAD = 80
_TOKENS_AHEAD = 6
_TRIMMED = ".,;:!?…\"'’”»)]"
_OF_NAMES = frozenset(("com", "css", "html", "io", "js", "json", "md", "net", "org", "py", "txt", "xml"))
"""What follows a full stop in the names of hosts and files."""
_TITLES = frozenset(("bs", "dr", "dra", "fr", "gs", "ing", "jr", "mag", "mlle", "mme", "mr", "mrs", "ms", "mt", "nr"))
_TITLES |= frozenset(("pgs", "prof", "sig", "sr", "sra", "st", "ste", "ths", "tp", "ts"))
_TITLES |= frozenset(("акад", "вул", "доц", "им", "пр", "проф", "ул", "δρ", "κα"))
"""What stands before names, with a full stop."""
_TECHNICAL = lazy_pattern(
    r"[({}):=._-](?:(?<=\w\()[0-9]?\)|(?<=[A-Za-z0-9]_)[A-Za-z0-9]|(?<=[{}])|(?<=\));|(?<=:):|(?<=[=-])>"
    r"|(?<=[A-Za-z]\.)(?:[a-z]++\.[a-z]|(?:cpp|cs|js|py|ts|NET)\b))"
)
"""What texts about programs hold: calls, names with underscores and several dots, ends of statements, arrows."""
_MANY = 3
_MIN_KNOWN = 2
_LONG = 4
_VOWELS = "AEIOUYÀÉÍÓ"
_FAR = 200
_WORDS_OF_SENTENCE = 5
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

    The fix puts a blank after the mark. It is safe where the word after the mark is known to begin sentences or, in a
    document with three places or more, occurs elsewhere in small letters or at the beginning of a sentence; otherwise
    unsafe, because it may be a name.

    ## Known limits

    Only a capitalised word that a sentence follows is judged (and a number, where three other places are certain):
    not initials, titles, file names and hosts, and nothing in scripts without capitals. In texts about programs, which
    hold calls or code, two words that may be a name (`System.String`) are not reported unless the second one is known
    to begin sentences.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        candidates = [
            match.start()
            for mark, pattern in (_ASCII_CANDIDATES if document.is_ascii else _CANDIDATES)
            if text.find(mark, *body) >= 0
            for match in pattern.finditer(text, *body)
        ]
        candidates = outside_code(document, candidates) if candidates else candidates
        if not candidates:
            return
        view = prose(document)
        is_plain = not regions(document).code and not _TECHNICAL.search(text, *body)
        joints = [joint for at in sorted(candidates) if (joint := _joint(view, at, is_plain=is_plain)) is not None]
        if not joints:
            return
        starts = _sentence_starts()
        known = starts | _words(view)
        joints = list(_without_names(joints, starts, known, text))
        sure = sum(joint.right in known for joint in joints)
        many = len(joints) >= _MANY and sure >= _MIN_KNOWN
        places = {joint.at: joint.right in (known if many else starts) for joint in joints}
        if many and is_plain:
            places |= {match.start(): False for match in view.find(_YEAR) if _is_before_number(view, match.start())}
        for at, is_safe in sorted(places.items()):
            yield _finding(text, at, is_safe, is_many=many)

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


_ANY, _USED, _STARTING = range(3)


class _Joint(NamedTuple):
    """A mark at the offset ``at`` and the words, in small letters, that it joins."""

    at: int
    left: str
    right: str
    follower: int
    """Which words may follow: any, one that the document uses otherwise, or only one that begins sentences."""


def _finding(text: str, at: int, is_safe: bool, *, is_many: bool) -> Finding:
    applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
    return Finding(
        Span(at, at + 1),
        f"'{text[at]}' touches the next word '{_first_word(text, at + 1)}': a blank is missing",
        fix=Fix("insert a blank", (Edit(Span(at + 1, at + 1), " "),), applicability),
        severity=None if is_many else Severity.INFO,
    )


def _joint(view: Prose, at: int, *, is_plain: bool) -> _Joint | None:
    """The two words that the mark at ``at`` joins, if a sentence goes on after it."""
    paragraph = view.paragraph_at(at)
    if paragraph is None or paragraph.kind == TABLE or view.is_masked(at) or view.is_masked(at + 1):
        return None
    text = view.text
    left = _word_before(view, at, paragraph.span.start)
    if left is None:
        return None
    first = at + 1 if text[at + 1] not in _OPENING_MARKS else at + 2
    right = WORD.match(text, first, min(paragraph.span.end, first + _LONGEST_WORD))
    if right is None:
        return None
    is_far = is_plain and _is_far(text, at, paragraph)
    if not _is_capitalised(right.group()) and not (is_far and left.islower() and _is_name(right.group())):
        return None
    if left.lower() in _TITLES or (first > at + 1 and not is_plain):
        return None
    if len(right.group()) == 1 and (left[0].isupper() or not (is_plain or right.group() in _VOWELS)):
        return None  # EVEX.W, archive.Z
    following = text[right.end() : min(paragraph.span.end, right.end() + _AHEAD)]
    if not _goes_on(following):
        return None
    if text[at] == "," and (not _is_followed_by_small(following) or _is_list(text, at)):
        return None
    is_prose = not (left + right.group()).isascii() or (is_plain and (left.islower() or is_far))
    is_name = _is_titled(left) or not _is_followed_by_small(following)
    follower = _ANY if is_prose else _STARTING if is_name else _USED
    if text[at] == "," and follower == _STARTING:
        return None
    return _Joint(at, left.lower(), right.group().lower(), follower)


def _word_before(view: Prose, at: int, floor: int) -> str | None:
    """The word before the mark at ``at``, if it ends in letters and nothing else is joined to it."""
    text = view.text
    start = _word_start(text, at, max(floor, at - _LONGEST_WORD))
    before = text[start - 1] if start > floor else " "
    if not (before.isspace() or before in "\"'“‘«„([—–-*¿¡") or not _ends_in_letters(text[start:at]):
        return None
    return text[start:at]


def _is_far(text: str, at: int, paragraph: Paragraph) -> bool:
    """Whether the sentence that ends at ``at`` has some words."""
    before = text[max(paragraph.span.start, at - _FAR) : at]
    starts = [match.start(1) for match in _SENTENCE_BREAK.finditer(before)]
    return len(before[starts[-1] if starts else 0 :].split()) >= _WORDS_OF_SENTENCE


def _is_before_number(view: Prose, at: int) -> bool:
    """Whether a word of four letters or more stands before the mark, no name and no abbreviation, and a sentence goes
    on behind the number."""
    paragraph = view.paragraph_at(at)
    if paragraph is None or paragraph.kind == TABLE or view.is_masked(at):
        return False
    left = _word_before(view, at, paragraph.span.start)
    return left is not None and len(left) >= _LONG and left.islower()


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


def _is_name(word: str) -> bool:
    """Whether the word is a name of two parts (`FastAPI`)."""
    return word.isalpha() and word[0].isupper() and word[1:2].islower() and not word[1:].islower()


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


@cache
def _sentence_starts() -> frozenset[str]:
    """Words, in small letters, that begin sentences in some language."""
    from seedlint.language.table import table

    return frozenset(word for row in table("sentence_starts") for word in row[1].split())


def _words(view: Prose) -> frozenset[str]:
    """The words, in small letters, that are written small or begin a sentence elsewhere in the document."""
    words: set[str] = set()
    for paragraph in view.paragraphs:
        words.update(WORD.findall(view.text, *paragraph.span))
    small = {word for word in words if len(word) > 1 and word.islower()}
    return frozenset(small.union(match.group(1).lower() for match in view.find(_SENTENCE_BREAK)))


def _without_names(joints: list[_Joint], starts: frozenset[str], known: frozenset[str], text: str) -> Iterator[_Joint]:
    """The joints without what looks like qualified names (`http.Handler`, `http.Request`).

    A left side that other words follow as well is the name of a module, unless the whole document is glued together.
    """
    sure = len({(left, right) for _, left, right, _ in joints if right in starts})
    is_glued = sure >= _MANY and sure * 5 >= len(joints)
    pairs = Counter((left, right) for _, left, right, _ in joints)
    lefts = Counter(match.lower() for match in _QUALIFIED.findall(text)) if not is_glued else Counter()
    for joint in joints:
        _, left, right, follower = joint
        if (left == right and left.isascii()) or (follower == _STARTING and right not in starts):
            continue
        if follower == _USED and right not in known:
            continue
        if is_glued or right in starts or (lefts[left] < 2 and pairs[left, right] == 1) or not (left + right).isascii():
            yield joint


def _first_word(text: str, start: int) -> str:
    match = WORD.match(text, start, start + _LONGEST_WORD)
    return match.group() if match is not None else text[start]
