from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.blanks import blanks_before_marks
from seedlint.document.prose import TABLE, Prose, outside_code, prose
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
from seedlint.text.pattern import lazy_pattern

_ATTACHED = lazy_pattern(r"[,.](?<=[^\s,.].)(?=\s|\Z)")
_CLOSING = ")]}”’»\"'%"
_CODE = frozenset("[]{}=<>|\\$+*^%&#~`")


class TokenizedText(DocumentRule):
    """Blanks before commas and full stops (`no , she said .`), as tokenizers leave them.

    One finding per document, at the first place, with the number of places: a warning where most commas and full stops
    are written so, otherwise worth a look.

    ## Why it matters

    The text was split into tokens for a program and put together with blanks, so it is not what anyone wrote. Often
    capitals, accents or whole words are lost as well.

    ## How to fix

    Take the text from its source again. Where that cannot be done, let the fix remove the blanks.

    ## Fix safety

    The fix removes the blanks before the marks. It is unsafe: in a language or a formula unknown to seedlint the blank
    may be right.

    ## Known limits

    Other marks are not judged: in French a blank before `;`, `:`, `!` and `?` is right. Nor are spaced dots (`. . .`),
    `.5`, names such as `.NET`, tables, and single places in lines that look like code.
    """

    severity = Severity.WARNING

    min_count = Option(5, "how many blanks before commas and full stops make a tokenized text", minimum=1)

    def check(self, document: Document) -> Iterable[Finding]:
        text = document.text
        blanks = [at for at in blanks_before_marks(document) if text[at + 2 : at + 3].strip() == ""]
        blanks = outside_code(document, blanks) if blanks else blanks
        if not blanks:
            return
        view = prose(document)
        places = list(_places(view, blanks))
        severity = None
        if len(places) < self.min_count or len(places) <= _attached(view):
            places = [place for place in places if _is_plain(view, place)]
            severity = Severity.INFO
        if places:
            number = "1 blank" if len(places) == 1 else f"{len(places)} blanks"
            edits = tuple(Edit(Span(place.start, place.end - 1), "") for place in places)
            yield Finding(
                places[0],
                f"{number} before commas and full stops, which belong to the word before them",
                fix=Fix("remove the blanks before commas and full stops", edits, Applicability.UNSAFE),
                help="the text was split into tokens: take it from its source again" if severity is None else None,
                severity=severity,
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The harbour, they say, is open. It rains.\n"),
            Good("Use .NET or .5 or wait . . . and see ... there.\n"),
            Good("C'est ouvert ; vraiment ! Oui : demain ?\n"),
            Good("| a | b |\n|---|---|\n| x , y | z . |\n"),
            Good("Run `git add .` , then f[a , b] is c .\n"),
            Bad(
                "she said no⟦ ,⟧ he said yes , and we left . it rained , too .\n",
                fixed="she said no, he said yes, and we left. it rained, too.\n",
                messages=("5 blanks before commas and full stops, which belong to the word before them",),
            ),
            Bad("Der Hafen ist offen⟦ .⟧ Es regnet.\n", fixed="Der Hafen ist offen. Es regnet.\n"),
            Bad(
                "cảng đóng cửa⟦ ,⟧ tàu dừng chạy , dân lo ngại . ông nói không , bà nói có .\n",
                fixed="cảng đóng cửa, tàu dừng chạy, dân lo ngại. ông nói không, bà nói có.\n",
                path="tin.txt",
            ),
            Bad("Сначала дождь⟦ ,⟧ потом солнце.\n", fixed="Сначала дождь, потом солнце.\n"),
        )


def _places(view: Prose, blanks: Sequence[int]) -> Iterator[Span]:
    """Those of the blanks before a comma or a full stop that end a word, with all before them and that mark."""
    text = view.text
    for at in blanks:
        paragraph = view.paragraph_at(at)
        if paragraph is None or paragraph.kind == TABLE or view.is_masked(at) or view.is_masked(at + 1):
            continue
        start = at
        while start > paragraph.span.start and text[start - 1] in " \t":
            start -= 1
        end = at + 2
        if start == paragraph.span.start or not (text[start - 1].isalnum() or text[start - 1] in _CLOSING):
            continue
        if end > paragraph.span.end or (end < paragraph.span.end and not text[end].isspace()):
            continue
        if not text[end : end + 2].lstrip(" \t").startswith("."):
            yield Span(start, end)


def _attached(view: Prose) -> int:
    """How many commas and full stops stand at the end of a word."""
    return sum(1 for _ in view.find(_ATTACHED))


def _is_plain(view: Prose, place: Span) -> bool:
    """Whether a single place stands between two words of a sentence, in a line that does not look like code."""
    text = view.text
    paragraph = view.paragraph_at(place.start)
    if paragraph is None or not text[place.start - 1].isalpha() or view.is_masked(place.start - 1):
        return False
    start = max(text.rfind("\n", paragraph.span.start, place.start) + 1, place.start - 200, paragraph.span.start)
    end = text.find("\n", place.end, paragraph.span.end)
    end = min(paragraph.span.end if end < 0 else end, place.end + 200)
    line = text[start:end]
    after = text[place.end : end].lstrip(" \t")
    if not _CODE.isdisjoint(line) or " -" in line or not (after[:1].isalpha() if text[place.end - 1] == "," else True):
        return False
    return text[place.end - 1] == "," or after[:1].isupper() or place.end == paragraph.span.end
