from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.language.identify import identified_language
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_LEAST_LETTERS_OF_HAN = 3
_NOT_PROSE = frozenset("|`<>#=~{\t-*+•[(!\"'“”„«»‘’‚‹›「『")
_NO_PROSE = ("    ", ":::", "..")
"""What begins tables, code, headings, lists, notes, sources and quotations, in which other languages are at home."""

_SIGNS = b"=(){}[]<>|_/:;#`"
_LETTERS_PER_SIGN = 12
_LETTERS = lazy_pattern(r"[^\W\d_]++")
_SOURCE = lazy_pattern(r"\d[.)]\s|https?://|\bdoi\b|\bISBN\b|\(\d{4}\)|©")
_FEW = 4
"""Function words that tell the language of one paragraph, where the detector says the same."""

_FEW_OF_OTHERS = 2
_SAMPLE = 4000
_CLEAR = 0.5
_MUCH = 100_000
"""Characters of blocks that are not looked at for one language after the other."""
"""The part of the usual share of function words that the detector's language must have, where their number says
nothing, and of which the language around may have half."""

_MOST_FINDINGS = 3
_MOST_FOREIGN, _MOST_OF_ONE, _SEVERAL = 1 / 3, 1 / 2, 4
"""The part of the running text over which a document is in two languages on purpose; of one paragraph among several."""


class ForeignParagraph(DocumentRule):
    """A paragraph in another language than the rest of the document.

    Only paragraphs of sentences with 100 letters or more are looked at, not quotations, lists, tables, notes, sources
    and code. Two witnesses must agree, as for `language-mismatch`.

    ## Why it matters

    It is mostly a paragraph that was not translated, or that a scraper took from another page.

    ## How to fix

    Translate the paragraph or remove it. If it is quoted on purpose, mark it as a quotation (`>`).

    ## Known limits

    Documents of which a third or more is in another language are taken for bilingual ones, and nothing is said. Of
    more than three such paragraphs the first is reported, with their number.
    """

    severity = Severity.INFO

    least_letters = Option(100, "letters of a paragraph below which nothing is said", minimum=1)
    least_score = Option(0.8, "the detector's probability below which it does not count", minimum=0.0)

    def check(self, document: Document) -> Iterable[Finding]:
        if len(document.text) - document.body.start < 2 * self.least_letters:
            return
        blocks = self._blocks(document)
        if not blocks:
            return
        language = identified_language(document)
        languages = _possible(document) if language is None else {language}
        if len(languages) > 1 and sum(len(block) for _, block in blocks) > _MUCH:
            languages &= {self._detected(document)}  # who takes less than a look at so much text for each of them
        candidates = {each: spans for each in languages if (spans := list(self._candidates(blocks, each)))}
        if language is None and candidates:
            language = self._detected(document)
        if language is None or language not in candidates:
            return
        spans = candidates[language]
        foreign = [found for span in spans if (found := self._foreign(document, span, language)) is not None]
        if not foreign or _is_bilingual(document, [span for span, _ in foreign]):
            return
        from seedlint.language.names import name_of

        more = f" (the first of {len(foreign)} such paragraphs)" if len(foreign) > _MOST_FINDINGS else ""
        for span, other in foreign[:1] if more else foreign:
            yield Finding(
                span,
                f"this paragraph is {name_of(other)} in a text that is {name_of(language)}{more}",
                help="translate the paragraph, remove it, or mark it as a quotation",
            )

    def _detected(self, document: Document) -> str | None:
        """What the detector takes the text for, where it is sure."""
        from seedlint.language.detector import detect

        detected = detect(_beginning(document))
        return None if detected is None or detected.score < self.least_score else detected.language

    def _blocks(self, document: Document) -> list[tuple[int, str]]:
        """The blocks of the raw text that may be prose, with their offsets; in whatever language the text is."""
        text = document.text
        blank = "\r\n\r\n" if "\r" in text and "\r\n\r\n" in text else "\n\n"
        least = self.least_letters if document.is_ascii else self.least_letters // _LEAST_LETTERS_OF_HAN
        found = []
        start = document.body.start
        for block in text[start:].split(blank):
            size = len(block)
            if size >= least and (size >= self.least_letters or not block.isascii()):
                head = block.lstrip("\r\n")
                if head and head[0] not in _NOT_PROSE and not head.startswith(_NO_PROSE):
                    found.append((start + size - len(head), block))
            start += size + len(blank)
        return found

    def _candidates(self, blocks: Iterable[tuple[int, str]], language: str) -> Iterator[Span]:
        """The places of those blocks that have not the words that a paragraph of ``language`` has."""
        from seedlint.language.evidence import has_words_of_others, telling_words

        words = telling_words(language)
        for start, block in blocks:
            if words is None or words.search(block) is None:
                text = block.strip("\r\n")
                if self._may_be_foreign(text, words is None) and has_words_of_others(language, text, _FEW_OF_OTHERS):
                    yield Span(start, start + len(block.lstrip("\r\n")))

    def _may_be_foreign(self, block: str, is_ascii_foreign: bool) -> bool:
        """``is_ascii_foreign``: nothing but its script is known of the language around."""
        if block.isascii():
            return len(block) >= self.least_letters and _has_few_signs(block)
        return not is_ascii_foreign and _has_few_signs(block)

    def _foreign(self, document: Document, block: Span, language: str) -> tuple[Span, str] | None:
        """The paragraph in ``block`` and its language, if it is surely another one."""
        from seedlint.document.prose import TEXT, prose
        from seedlint.language.evidence import language_of
        from seedlint.language.names import is_known, is_same
        from seedlint.language.running import MOST_CAPITALS_OF_GERMAN, is_running

        if language_of(block.of(document.text), _FEW) == language:
            return None
        everything = prose(document)
        paragraph = everything.paragraph_at(block.start)
        if paragraph is None or paragraph.kind != TEXT or _SOURCE.search(document.text, *paragraph.span):
            return None
        if not is_running(everything, paragraph.span, MOST_CAPITALS_OF_GERMAN):
            return None
        text = everything.text[paragraph.span.start : paragraph.span.end]
        found = self._language(text, language)
        if found is None or is_same(found, language) or not is_known(found):
            return None
        weight = _LEAST_LETTERS_OF_HAN if found in ("zh", "ja", "ko") else 1
        return (paragraph.span, found) if sum(map(len, _LETTERS.findall(text))) * weight >= self.least_letters else None

    def _language(self, text: str, around: str) -> str | None:
        """The language of a paragraph in a text in the language ``around``, by two witnesses."""
        from seedlint.language.detector import detect, is_installed
        from seedlint.language.evidence import is_told_by_words, language_of, relative_share, script_of, scripts_of
        from seedlint.language.names import is_same

        found = language_of(text, _FEW)
        scripts = scripts_of(around)
        has_other_script = bool(scripts) and script_of(text) not in scripts
        if found is not None and (has_other_script or (not is_installed() and not is_told_by_words(found))):
            return found
        detected = detect(text)
        if detected is None or detected.score < self.least_score:
            return None
        if found is not None:
            return found if is_same(detected.language, found) else None
        if has_other_script:
            return detected.language
        is_clear = relative_share(detected.language, text) >= _CLEAR >= 2 * relative_share(around, text)
        return detected.language if is_clear else None

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(f"{_ENGLISH}\n{_ENGLISH_TOO}"),
            Good(f"{_ENGLISH}\n> {_FRENCH}"),
            Good(f"{_ENGLISH}\n{_ENGLISH_TOO}\nIl dit : « Bonjour ».\n"),
            Good(f"{_ENGLISH}\n{_FRENCH}"),
            Good(f"{_ENGLISH}\n- {_FRENCH}\n{_ENGLISH_TOO}"),
            Bad(
                f"{_ENGLISH}\n⟦{_RUSSIAN.rstrip()}⟧\n\n{_ENGLISH_TOO}\n{_ENGLISH}",
                messages=("this paragraph is Russian in a text that is English",),
            ),
            Bad(f"{_ENGLISH}\n⟦{_CHINESE.rstrip()}⟧\n\n{_ENGLISH_TOO}"),
            Bad(f"{_ENGLISH}\n{_ENGLISH_TOO}\n⟦{_VIETNAMESE.rstrip()}⟧\n\n{_ENGLISH_TOO}"),
        )


def _possible(document: Document) -> set[str]:
    """The languages in which a text with few function words may be; the detector, which takes long, is asked later."""
    from seedlint.language.evidence import languages_with_share

    return languages_with_share(_beginning(document), _CLEAR)


def _beginning(document: Document) -> str:
    start = document.body.start
    return document.text[start : start + _SAMPLE]


def _has_few_signs(block: str) -> bool:
    ascii_only = block.encode("ascii", "ignore")
    signs = len(ascii_only) - len(ascii_only.translate(None, _SIGNS))
    return signs * _LETTERS_PER_SIGN < len(block)


def _is_bilingual(document: Document, foreign: list[Span]) -> bool:
    from seedlint.language.running import running_texts

    texts = running_texts(document)
    other = sum(_weight(document.text[start:end]) for start, end in foreign)
    most = _MOST_OF_ONE if len(foreign) == 1 and len(texts) >= _SEVERAL else _MOST_FOREIGN
    return other >= sum(map(_weight, texts)) * most


def _weight(text: str) -> int:
    """How much ``text`` says: a character of East Asia as much as two letters."""
    from seedlint.language.evidence import script_of

    return len(text) * (2 if script_of(text) == "han" else 1)


_ENGLISH = """The new harbour opened on Monday after four years of work. It is the largest of the coast, and the ships
of
three countries are expected to call at it in the first year. The town hopes that the harbour will bring jobs to the
families of the old quarter, which has lost half of its people since the shipyard was closed.
"""
_ENGLISH_TOO = """The mayor thanked the engineers and the workers. He said that the second part of the harbour would be
ready in two years, and that the railway to the north would be repaired by then. The fishermen are not content: the old
pier, at which their boats were moored, was pulled down in the spring, and the new one is too far from the market.
"""
_FRENCH = """Le nouveau port a été ouvert lundi après quatre ans de travaux. C'est le plus grand de la côte, et les
navires
de trois pays y sont attendus dans la première année.
"""
_RUSSIAN = """Новая гавань открылась в понедельник после четырёх лет работы. Это самая большая гавань на побережье, и в
первый год в ней ждут суда из трёх стран.
"""
_CHINESE = "新港口经过四年的建设于星期一开放。这是沿海地区最大的港口，预计第一年就会有三个国家的船只停靠。\n"
_VIETNAMESE = """Cảng mới đã mở cửa vào thứ hai sau bốn năm xây dựng. Đây là cảng lớn nhất của vùng ven biển, và tàu
thuyền
từ ba nước sẽ cập bến trong năm đầu tiên.
"""
