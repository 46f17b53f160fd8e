from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.directives import directives, may_hold_directives
from seedlint.document.prose import prose
from seedlint.document.template import is_template
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.body._debris import boilerplate_lines, bylines
from seedlint.text.pattern import lazy_pattern

_OTHER_CONTENT = (
    "<",
    "{",
    "`",
    "~~~",
    "|",
    "![",
    "](",
    "[[",
    "://",
    ":::",
    "..",
    "@import",
    "export ",
    "\\",
    "=",
    "\n- ",
    "\n* ",
    "\n+ ",
    "\n1.",
    "\n    ",
    "\n\t",
)
_LONGEST_WORD = 40
_WITHOUT_BLANKS = lazy_pattern("[ก-๛ກ-ໟက-႟ក-៿぀-ヿ㐀-鿿豈-﫿]")
_CHARACTERS_PER_WORD = 1.7
_DATA_NAME = lazy_pattern(
    r"(?i:(?:.*[._-])?(?:requirements|constraints)(?:[._-].*)?\.txt|.*(?:licen[sc]e|version|top_level|robots|hash).*)"
)
_SENTENCE = lazy_pattern(r"(?:[^\W\d_]++[,;:’'-]?[ ]){3}[^\W\d_]++|[぀-ヿ㐀-鿿]{5}")


class StubBody(DocumentRule):
    """A document with fewer than 20 words of text.

    Bylines, share buttons and the like do not count. In scripts without blanks between words (Chinese, Japanese, Thai)
    1.7 characters count as one word.

    ## Why it matters

    Mostly the text was never written, or the scraper found the page but not the article. In a data set such documents
    teach nothing.

    ## How to fix

    Write the text, take it from its source again, or delete the document.

    ## Known limits

    Documents that hold anything but words are not reported: images, embedded content, code, HTML, tables, lists, links,
    shortcodes and includes. An empty body is reported by `empty-body`.
    """

    severity = Severity.INFO

    minimum_words = Option(20, "fewest words of a document that is no stub", minimum=1)

    def check(self, document: Document) -> Iterable[Finding]:
        longest = self.minimum_words * _LONGEST_WORD
        if document.body.end - document.body.start > longest and not may_hold_directives(document):
            return
        content = f"\n{_without_directives(document)}"
        if len(content) > longest + 1 or content.isspace() or any(mark in content for mark in _OTHER_CONTENT):
            return
        if _is_elsewhere(document):
            return
        count, first = _count(document)
        if first is None or count >= self.minimum_words or not _is_document(document):
            return
        words = "no words" if count == 0 else f"{count} word" if count == 1 else f"{count} words"
        yield Finding(
            first,
            f"the document has {words} of text, fewer than {self.minimum_words}",
            help="write the text, take it from its source again, or delete the document",
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        long = "The harbour opened again on Monday. " * 4
        return (
            Good(f"---\ntitle: Harbour opens\n---\n{long}\n"),
            Good("---\ntitle: Harbour opens\n---\n\n"),
            Good("---\ntitle: The quay\n---\n![The quay at noon](quay.jpg)\n"),
            Good("---\ntitle: Harbour opens\n---\n{{< video harbour >}}\n"),
            Good(
                "---\ntitle: 港口开放\n---\n港口于周一重新开放,第一批三艘船在中午之前进港,市长出席了仪式并发表讲话。\n"
            ),
            Good("---\ntitle: Note\n---\nShips came in.\n", options={"minimum-words": 3}),
            Bad(
                "---\ntitle: Harbour opens\n---\n⟦The harbour opened again on Monday.⟧\n",
                messages=("the document has 6 words of text, fewer than 20",),
            ),
            Bad("---\ntitle: Harbour opens\n---\n\n⟦To be written⟧\n"),
            Bad("---\ntitle: 港口开放\n---\n⟦港口于周一重新开放。⟧\n"),
            Bad("---\ntitle: Harbour opens\n---\n<!-- seedlint: ignore[mojibake] -->\n⟦The harbour opened again.⟧\n"),
            Bad("---\ntitle: El puerto\n---\n⟦El puerto abrió de nuevo.⟧\n\nCompartir en Facebook\n"),
        )


def _without_directives(document: Document) -> str:
    """The body without the comments that suppress findings: writing one must not make this rule silent."""
    parts, start = [], document.body.start
    for directive in directives(document):
        if directive.span.start >= start:
            parts.append(document.text[start : directive.span.start])
            start = directive.span.end
    return "".join((*parts, document.text[start:]))


def _is_document(document: Document) -> bool:
    """Whether the file is one of text; a short plain file without front matter can be anything."""
    if document.is_markdown:
        return True
    is_data = _DATA_NAME.fullmatch(document.path.rpartition("/")[2])
    return not is_data and _SENTENCE.search(document.text, *document.body) is not None


def _is_elsewhere(document: Document) -> bool:
    """Whether the page gets its content elsewhere: redirects, lists of pages, templates."""
    name = document.path.rpartition("/")[2]
    metadata = document.metadata
    return (
        name.startswith(("_index.", "index."))
        or is_template(document)
        or any(key.startswith("redirect") for key in metadata)
        or metadata.get("draft") is True
    )


def _count(document: Document) -> tuple[int, Span | None]:
    """How many words of text there are, and where the text begins."""
    page = prose(document)
    debris = {span.start for _, span in boilerplate_lines(document)} | {span.start for _, span, _ in bylines(document)}
    words, characters = 0, 0
    first: Span | None = None
    for paragraph in page.paragraphs:
        if paragraph.span.start in debris:
            first = first or paragraph.span
            continue
        if not any(True for _ in page.words(paragraph.span)):
            continue
        first = first or paragraph.span
        for word in page.words(paragraph.span):
            spoken = len(_WITHOUT_BLANKS.findall(document.text, *word))
            characters += spoken
            words += not spoken
    return words + round(characters / _CHARACTERS_PER_WORD), first
