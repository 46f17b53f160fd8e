"""How the quotation marks of a document pair: which stand the wrong way round, and which have no partner."""

import re
import unicodedata
from functools import lru_cache

from seedlint.document.characters import special_characters
from seedlint.document.document import Document
from seedlint.document.prose import TABLE, Paragraph, Prose, prose
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

CURLY = frozenset("“”„")
GUILLEMETS = frozenset("«»")
CORNERS = frozenset("「」")
WHITE_CORNERS = frozenset("『』")
PARENTHESES = frozenset("（）")
MARKS = CURLY | GUILLEMETS | CORNERS | WHITE_CORNERS | PARENTHESES
_PARTNERS = {"「": "」", "『": "』", "（": "）", "(": ")"}


def _all_paired(family: str, *pairs: str) -> re.Pattern[str]:
    """Text in which the marks of a family alternate and each pair stands in one paragraph."""
    inner = rf"[^{family}\n]*+(?:\n(?![ \t\r]*+\n)[^{family}\n]*+)*+"
    either = "|".join(f"{pair[0]}{inner}{pair[1]}" for pair in pairs)
    return lazy_pattern(rf"(?:[^{family}]++|{either})*+")


_FAMILIES = (
    (CURLY, lazy_pattern("[“”„]"), (_all_paired("“”„", "“”"), _all_paired("“”„", "„“"), _all_paired("“”„", "„”"))),
    (GUILLEMETS, lazy_pattern("[«»]"), (_all_paired("«»", "«»"), _all_paired("«»", "»«"))),
    (CORNERS, lazy_pattern("[「」]"), (_all_paired("「」", "「」"),)),
    (WHITE_CORNERS, lazy_pattern("[『』]"), (_all_paired("『』", "『』"),)),
    (PARENTHESES, lazy_pattern("[（）()]"), (_all_paired("（）", "（）"),)),
)
_ENGLISH_STYLE = frozenset(("en", "es", "id", "it", "ms", "pt", "tr", "vi", "zh"))
"""Languages in which a curly quotation opens with “ and closes with ” (CLDR, quotationStart and quotationEnd)."""

_SAME_MARK_STYLE = frozenset(("da", "fi", "nb", "nn", "no", "sv"))
"""Languages in which one and the same curly mark ” may open and close."""

_EMPHASIS = "*_~"
_BOUND_BLANKS = "\u00a0\u202f"
"""What French puts between a guillemet and the words."""
_OPENING_NEIGHBOURS = "([{<—–-‘'\"“„«¿¡/|（「『【《：，。、；"
_CLOSING_NEIGHBOURS = ".,;:!?)]}>…—–-'\"’”“»/|（）」』】》：，。、；！？"
_CARRIED = 12
"""A quotation may run over so many paragraphs and list items before its end is taken for another one's."""
_LOOKED_AT = 5
"""So many unmatched marks of a paragraph are looked at: each look takes the whole paragraph."""
_MAX_LABEL = 3
_OF_MOJIBAKE = frozenset("âÃÂ€")
_SENTENCE_MARK = lazy_pattern(r"[.!?,;:…]")
_SPOILERS = ('"', "''", "’’", "‘‘", ",,", "``")
"""What else is used as a quotation mark: who finds one of these in a paragraph cannot tell what is missing."""


class Mark(NamedTuple):
    """A quotation mark at ``offset``: ``opens`` and ``closes`` tell what its neighbours make it look like."""

    offset: int
    character: str
    opens: bool
    closes: bool
    joins: bool
    """Whether it stands between two letters of a script that parts words by blanks."""

    @property
    def span(self) -> Span:
        return Span(self.offset, self.offset + 1)


class Misdirected(NamedTuple):
    """A mark that should be ``wanted``. ``pairs`` tells that everything in its paragraph pairs then."""

    mark: Mark
    wanted: str
    pairs: bool


class Unmatched(NamedTuple):
    """A mark without a partner in its paragraph; an opening one or a closing one."""

    mark: Mark
    is_opening: bool
    paragraph: int


class Quotation(NamedTuple):
    """What is wrong with the quotation marks of a document."""

    misdirected: tuple[Misdirected, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


class Curly(NamedTuple):
    """The curly marks of a document and its convention (opening, closing), if clear."""

    marks: tuple[Mark, ...]
    convention: tuple[str, str] | None


_Groups = dict[int, list[Mark]]
"""The marks of one family by the index of their paragraph."""


def quotation(document: Document) -> Quotation:
    """The pairing of all quotation marks and full-width parentheses; computed once for all rules."""
    return document.view(_quotation)


def curly(document: Document) -> Curly:
    """The curly marks in the prose; computed once for all rules."""
    return document.view(_curly)


def _curly(document: Document) -> Curly:
    groups, _ = document.view(_curly_groups)
    marks = tuple(mark for group in groups.values() for mark in group)
    return Curly(marks, _convention(document, CURLY, marks))


def _curly_groups(document: Document) -> tuple[_Groups, set[int]]:
    return _by_paragraph(document, _FAMILIES[0][1])


def _quotation(document: Document) -> Quotation:
    special = special_characters(document)
    misdirected: list[Misdirected] = []
    unmatched: list[Unmatched] = []
    for family, character, regular in _FAMILIES:
        if special.isdisjoint(family) or _is_regular(document, regular):
            continue
        if family is CURLY:
            groups, spoilt = document.view(_curly_groups)
            pair = curly(document).convention
        else:
            groups, spoilt = _by_paragraph(document, character)
            pair = _convention(document, family, tuple(mark for group in groups.values() for mark in group))
        if pair is None or pair[0] == pair[1]:
            continue
        walked = _Walk(pair)
        for index, group in groups.items():
            walked.paragraph(index, group)
        misdirected += walked.misdirected
        unmatched += _without_excuse(prose(document), family, groups, spoilt, walked)
    return Quotation(tuple(sorted(misdirected)), tuple(sorted(unmatched)))


def _is_regular(document: Document, patterns: tuple[re.Pattern[str], ...]) -> bool:
    """Whether all marks of a family pair by one convention, in code, too: nothing can be wrong then."""
    text, body = document.text, document.body
    return any((match := pattern.match(text, *body)) and match.end() == body.end for pattern in patterns)


def _by_paragraph(document: Document, character: re.Pattern[str]) -> tuple[_Groups, set[int]]:
    """The marks of one family by the index of their paragraph, and the paragraphs in which some are masked.

    Tables are left out.
    """
    view = prose(document)
    text, masked, paragraphs = document.text, view.text, view.paragraphs
    groups: _Groups = {}
    spoilt: set[int] = set()
    index, last = 0, len(paragraphs)
    for match in character.finditer(text, *document.body):
        offset = match.start()
        while index < last and paragraphs[index].span.end <= offset:
            index += 1
        if index == last:
            break
        paragraph = paragraphs[index]
        if offset < paragraph.span.start or paragraph.kind == TABLE:
            continue
        if masked[offset] == text[offset]:
            groups.setdefault(index, []).append(_mark(masked, paragraph, offset))
        else:
            spoilt.add(index)
    return groups, spoilt


def _mark(text: str, paragraph: Paragraph, offset: int) -> Mark:
    start, end = paragraph.span
    left, right = offset - 1, offset + 1
    while left >= start and text[left] in _EMPHASIS:
        left -= 1
    while right < end and text[right] in _EMPHASIS:
        right += 1
    before = text[left] if left >= start else " "
    after = text[right] if right < end else " "
    return Mark(offset, text[offset], *_role(before, after))


@lru_cache(maxsize=4096)
def _role(before: str, after: str) -> tuple[bool, bool, bool]:
    """Whether a mark between the two characters opens, closes, and joins two letters."""
    space_before = before.isspace() and before not in _BOUND_BLANKS
    space_after = after.isspace() and after not in _BOUND_BLANKS
    opens = (before.isspace() or before in _OPENING_NEIGHBOURS) and not space_after and after not in ".,;:!?)]}"
    closes = not space_before and (after.isspace() or after in _CLOSING_NEIGHBOURS) and before not in "([{"
    return opens, closes, _is_spaced_letter(before) and _is_spaced_letter(after)


def _is_spaced_letter(character: str) -> bool:
    """Whether it is a letter of the Latin, Greek or Cyrillic script, or a mark on one."""
    return (character < "\u0590" or "\u1e00" <= character < "\u2000") and unicodedata.category(character)[0] in "LM"


def _convention(document: Document, family: frozenset[str], marks: tuple[Mark, ...]) -> tuple[str, str] | None:
    """The opening and the closing mark that the document means; two equal ones where both are the same."""
    if family not in (CURLY, GUILLEMETS):
        opening = next(iter(family & _PARTNERS.keys()))
        return opening, _PARTNERS[opening]
    opens, closes = dict.fromkeys(family, 0), dict.fromkeys(family, 0)
    for mark in marks:
        if mark.opens is not mark.closes:
            (opens if mark.opens else closes)[mark.character] += 1
    return _curly_convention(document, opens, closes, marks) if family is CURLY else _guillemets(opens, closes)


def _guillemets(opens: dict[str, int], closes: dict[str, int]) -> tuple[str, str] | None:
    outwards, inwards = opens["«"] + closes["»"], opens["»"] + closes["«"]
    if opens["»"] and closes["»"] >= opens["»"] and not opens["«"] and not closes["«"]:
        return "»", "»"
    if outwards >= 2 * inwards:
        return "«", "»"
    return ("»", "«") if inwards >= 2 * outwards else None


def _curly_convention(
    document: Document, opens: dict[str, int], closes: dict[str, int], marks: tuple[Mark, ...]
) -> tuple[str, str] | None:
    if opens["”"] and (_language(document) in _SAME_MARK_STYLE or all(mark.character == "”" for mark in marks)):
        return "”", "”"
    if opens["„"] and opens["„"] * 2 >= opens["“"] + opens["”"]:
        return "„", "”" if closes["”"] >= closes["“"] else "“"
    if opens["“"] >= opens["”"] and closes["”"] >= 2 * closes["“"]:
        if opens["“"] or _speaks_english_style(document) or not (opens["”"] or closes["”"]):
            return "“", "”"
        return None
    if opens["”"] > opens["“"]:
        return ("“", "”") if _speaks_english_style(document) else ("”", "”")
    if _speaks_english_style(document) and any(mark.character == "”" for mark in marks):
        return "“", "”"
    return None


def _speaks_english_style(document: Document) -> bool:
    return _language(document) in _ENGLISH_STYLE


def _language(document: Document) -> str | None:
    from seedlint.language.identify import language

    return language(document)


class _Walk:
    """One family's marks, paragraph by paragraph."""

    def __init__(self, convention: tuple[str, str]) -> None:
        self.opening, self.closing = convention
        self.misdirected: list[Misdirected] = []
        self.unmatched: list[Unmatched] = []
        self.matched = 0

    def paragraph(self, index: int, marks: list[Mark]) -> None:
        """Pair the marks of one paragraph."""
        stack: list[Mark] = []
        found: list[tuple[Mark, str]] = []
        lonely: list[Unmatched] = []
        for position, mark in enumerate(marks):
            following = marks[position + 1] if position + 1 < len(marks) else None
            wanted = self._wanted(mark, stack, following)
            if wanted is not None:
                found.append((mark, wanted))
            if self._is_opening(wanted or mark.character, stack):
                stack.append(mark)
            elif stack:
                stack.pop()
                self.matched += 1
            else:
                lonely.append(Unmatched(mark, False, index))
        lonely += (Unmatched(mark, True, index) for mark in stack)
        self.unmatched += sorted(lonely)
        self.misdirected += (Misdirected(mark, wanted, not lonely) for mark, wanted in found)

    def _wanted(self, mark: Mark, stack: list[Mark], following: Mark | None) -> str | None:
        """What should stand there instead of ``mark``; None where it may be right."""
        if self.opening not in CURLY:
            return None
        if not stack and mark.character == self.closing and (mark.joins or (mark.opens and not mark.closes)):
            closed = following is not None and following.character == self.closing and not following.opens
            return self.opening if closed else None
        if stack and stack[-1].character == mark.character == self.opening == "“" and mark.closes and not mark.opens:
            opened = following is None or following.character == self.opening or following.opens
            return self.closing if opened else None
        return None

    def _is_opening(self, character: str, stack: list[Mark]) -> bool:
        if character in "()":
            return character == "("
        if character == "„":
            return True
        if self.opening == "„" or (stack and stack[-1].character == "„"):
            return character == "“" and not stack and self.closing != "“"
        return character == self.opening


def _without_excuse(
    view: Prose, family: frozenset[str], groups: _Groups, spoilt: set[int], walked: _Walk
) -> list[Unmatched]:
    """The unmatched marks that nothing explains, at most one in a paragraph."""
    unmatched = _carried_over(view, groups, walked.unmatched)
    is_spaced = family is GUILLEMETS and _is_spaced(view, groups)
    left: dict[int, Unmatched] = {}
    looked: dict[int, int] = {}
    for item in unmatched:
        looked[item.paragraph] = looked.get(item.paragraph, 0) + 1
        if looked[item.paragraph] > _LOOKED_AT or item.paragraph in left:
            continue
        if (
            item.mark.character in family
            and item.paragraph not in spoilt
            and not _is_excused(view, groups, item, is_spaced)
        ):
            left[item.paragraph] = item
    if len(walked.unmatched) > 3 and len(walked.unmatched) > walked.matched:
        return []
    if family is GUILLEMETS and not walked.matched:
        return []  # they are arrows
    return list(left.values())


def _carried_over(view: Prose, groups: _Groups, unmatched: list[Unmatched]) -> list[Unmatched]:
    """The unmatched marks without those that belong together over the ends of paragraphs."""
    forgiven: set[int] = set()
    for position, item in enumerate(unmatched):
        if not item.is_opening:
            continue
        following = unmatched[position + 1] if position + 1 < len(unmatched) else None
        near = following is not None and 0 < following.paragraph - item.paragraph <= _CARRIED
        if following is not None and near and (not following.is_opening or _begins(view, following)):
            forgiven.add(position)
            if not following.is_opening:
                forgiven.add(position + 1)
        elif _reopens(view, groups.get(item.paragraph + 1), item):
            forgiven.add(position)
    return [item for position, item in enumerate(unmatched) if position not in forgiven]


def _begins(view: Prose, item: Unmatched) -> bool:
    """Whether the mark is the first character of its paragraph."""
    start = view.paragraphs[item.paragraph].span.start
    return not view.text[start : item.mark.offset].strip(" \t*_>~-—–")


def _reopens(view: Prose, marks: list[Mark] | None, item: Unmatched) -> bool:
    """Whether the next paragraph begins with the same opening mark, as quotations of several paragraphs do."""
    if not marks or marks[0].character != item.mark.character:
        return False
    return _begins(view, Unmatched(marks[0], True, item.paragraph + 1))


def _is_excused(view: Prose, groups: _Groups, item: Unmatched, is_spaced: bool) -> bool:
    """Whether something else than a missing partner explains the mark."""
    text, offset, character = view.text, item.mark.offset, item.mark.character
    start, end = view.paragraphs[item.paragraph].span
    before = text[offset - 1] if offset > start else " "
    after = text[offset + 1] if offset + 1 < end else " "
    inner = after if item.is_opening else before
    is_alone = before.isspace() and after.isspace() and inner not in _BOUND_BLANKS
    is_in_sentence = is_spaced and _SENTENCE_MARK.search(text, start, end) is not None
    if after == "\t" or (is_alone and not is_in_sentence):
        return True  # it is mentioned, an arrow, a ditto mark, or a field of data
    if before in _OF_MOJIBAKE or after in _OF_MOJIBAKE or before == "$":
        return True
    if item.is_opening and text[max(start, end - 4) : end].rstrip(' \t\r\n"”’»)]').endswith(("...", "…")):
        return True  # the text is cut
    if character in CURLY:
        inches = any(mark.character == "”" and text[mark.offset - 1].isdigit() for mark in groups[item.paragraph])
        return inches or any(text.find(spoiler, start, end) >= 0 for spoiler in _SPOILERS)
    if character in GUILLEMETS:
        in_a_row = not item.is_opening and all(mark.character == character for mark in groups[item.paragraph][:3])
        is_path = in_a_row and len(groups[item.paragraph]) > 2
        return _begins(view, item) or is_path or item.mark.joins or offset + 1 == end
    if character == "）":
        return _is_label(text[max(start, offset - _MAX_LABEL - 1) : offset])
    return False


def _is_spaced(view: Prose, groups: _Groups) -> bool:
    """Whether the document puts blanks inside of its guillemets, as French does: two opening and two closing ones."""
    text = view.text
    marks = [mark for group in groups.values() for mark in group]
    opening = sum(mark.character == "«" and text[mark.offset + 1 : mark.offset + 2].isspace() for mark in marks)
    closing = sum(mark.character == "»" and text[max(mark.offset - 1, 0) : mark.offset].isspace() for mark in marks)
    return min(opening, closing) >= 2


def _is_label(before: str) -> bool:
    """Whether the text before a closing parenthesis is the label of a list item: `1）`, `a）`, `三）`."""
    label = before[-_MAX_LABEL:]
    while label and not label.isalnum():
        label = label[1:]
    return bool(label) and (len(label) == len(before) or not before[-len(label) - 1].isalnum())
