from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.markdown import regions
from seedlint.document.prose import prose
from seedlint.document.template import is_template
from seedlint.document.tree import Style, quoted, render
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.body._passages import is_in_link, is_message_list
from seedlint.text.pattern import lazy_pattern

_BRACES = lazy_pattern(
    r"\{(?<![\\{$#%]\{)\{ ?(?!(?:end|else|if|with|range|block|define|partial|content|toc)\b"
    r"|(?:site|page|post|book|config|extra|env|theme|data|include|layout|version)\.)[A-Za-z][\w. ]{0,40}?\}\}(?!\})"
)
_DOLLAR = lazy_pattern(r"\$(?<![\\{$#%]\$)\{(?![A-Z][A-Z0-9_]*\})[A-Za-z][\w.]{0,40}\}(?!\})")
_OBJECT = lazy_pattern(r"\[object Object\]")
_PLACEHOLDERS = (("{", _BRACES), ("$", _DOLLAR), ("[object Object]", _OBJECT))
"""The forms of placeholders, and what each begins with."""
_LOREM = lazy_pattern(
    r"\b(?:lorem[ \t]+ipsum[ \t\r\n]+dolor|dolor[ \t]+sit[ \t]+amet|consectetur[ \t]+adipi[a-z]+[ \t]+elit)"
    r"(?:[\s,.]+[a-z]+\b){0,200}+",
    re.IGNORECASE,
)
_ABOUT = ("templat", "placeholder", "interpolat", "mustache", "handlebars", "jinja", "stringif", "tostring")
_ABOUT_PROGRAMS = ("variable", "syntax", "liquid", "vue", "angular", "ansible", "bash", "maven", "javascript", "config")
_CODE_MARKS = ("`", "()", " --", "::", "$(", "#!", "    ", "\t")
_WHOLE = frozenset(("undefined", "NaN", "[object Object]"))
_LATIN = ("ipsum", "or sit amet")
_IN_VALUES = (*_WHOLE, "null", *_LATIN)
_STARTER = lazy_pattern(r"(?i:templat|scaffold|archetype|starter|boilerplate|prompt)")
_MOST_PLACEHOLDERS = 3
_LEAST_TEXT = 40
_LEAST_BEGINNING, _LONGEST_BEGINNING, _NEAR = 12, 200, 500
_GENERATOR_MARKS = ("{%", "{{<", "{{%", "<%", "{#", "v-if", "v-for", "ng-")


class TemplateResidue(DocumentRule):
    """What a template left behind: lorem ipsum, `{{first_name}}`, `${title}`, `[object Object]`.

    In front matter, a value that is `undefined`, `NaN`, `"null"` or one of the above as a whole is reported.

    ## Why it matters

    A program was to fill in a value and did not. The reader sees the name of a variable, or Latin that means nothing.

    ## How to fix

    Write what was meant, or remove the field or the paragraph.

    ## Known limits

    Code is not looked at, nor is a document about templates or placeholders, one that shows code and is about variables
    or configuration, a list of a program's messages, nor one with
    the actions of a site generator (`{% include %}`, `{{< figure >}}`) or with more than three different placeholders,
    nor one whose path says that it is a template.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]]((), "values and pieces of text that are right, exactly as they are written")

    def check(self, document: Document) -> Iterable[Finding]:
        yield from self._in_front_matter(document)
        yield from self._in_body(document)

    def _in_front_matter(self, document: Document) -> Iterator[Finding]:
        front_matter, text = document.front_matter, document.text
        if front_matter is None:
            return
        content = front_matter.content
        written = text[content.start : content.end]
        has_braces = "{" in written and ("{{" in written or "${" in written)
        if not has_braces and not any(map(written.__contains__, _IN_VALUES)):
            return
        if front_matter.root is None or _STARTER.search(document.path):
            return
        for path, node in front_matter.root.walk():
            value = node.value
            if not isinstance(value, str) or not path or value in self.allow:
                continue
            is_quoted_null = value == "null" and node.style is not Style.PLAIN
            if value in _WHOLE or is_quoted_null or _is_placeholder(value) or _LOREM.match(value):
                yield _finding(node.span, f"'{render(path)}' is {quoted(value)}, which a program left there")

    def _in_body(self, document: Document) -> Iterator[Finding]:
        text, body = document.text, document.body
        has_latin = any(text.find(mark, *body) >= 0 for mark in _LATIN)
        spans = _placeholders(text, body)
        if not (has_latin or spans) or _STARTER.search(document.path):
            return
        latin = False
        for match in _LOREM.finditer(text, *body) if has_latin else ():
            span = Span(*match.span())
            if not latin and _is_prose(document, span):
                latin = True
                yield _finding(span, f"{quoted(span.of(text))} is filler text, not text of the document")
        spans = [span for span in spans if span.of(text) not in self.allow]
        shown = [span for span in spans if not regions(document).covers(span.start)]
        if not shown or _is_about_templates(document, spans):
            return
        for span in filter(lambda span: _is_prose(document, span) and not _is_message(document, span), shown):
            yield _finding(span, f"{quoted(span.of(text))} is a placeholder that was never filled in")

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The template engine replaces {{name}} and ${title}.\n"),
            Good("Write `{{name}}` where the name belongs.\n"),
            Good("{% include harbour.html %}\n\nDear {{name}}\n"),
            Good("Built on {{ site.time }} by {{ page.author.name }}.\n"),
            Good("---\ntitle: null\nsummary: Not undefined behaviour\n---\nThe harbour opened.\n"),
            Good("The text said lorem ipsum, and nobody knew why.\n"),
            Good("Dear {{name}}, the harbour in the old town has opened again.\n", options={"allow": ("{{name}}",)}),
            Bad(
                "Dear ⟦{{first_name}}⟧, the harbour in ⟦${city}⟧ has opened again, and three ships came in.\n",
                messages=(
                    "'{{first_name}}' is a placeholder that was never filled in",
                    "'${city}' is a placeholder that was never filled in",
                ),
            ),
            Bad(
                '---\ntitle: ⟦undefined⟧\nauthor: ⟦"null"⟧\n---\nThe harbour opened.\n',
                messages=(
                    "'title' is 'undefined', which a program left there",
                    "'author' is 'null', which a program left there",
                ),
            ),
            Bad("The harbour opened, said ⟦[object Object]⟧ on Monday.\n", path="harbour.txt"),
            Bad(
                "The harbour\n\n⟦Lorem ipsum dolor sit amet, consectetur adipiscing elit⟧.\n",
                messages=("'Lorem ipsum dolor sit amet, consectetur…' is filler text, not text of the document",),
            ),
            Bad("尊敬的⟦{{name}}⟧先生，港口已经重新开放，第一批三艘船在中午之前进港，许多居民前来观看。\n"),
        )


def _placeholders(text: str, body: Span) -> list[Span]:
    """Where placeholders stand in the body, in the order of the text."""
    found: list[Span] = []
    for mark, form in _PLACEHOLDERS:
        if text.find(mark, *body) >= 0:
            found += [Span(*match.span()) for match in form.finditer(text, *body)]
    return sorted(found)


def _is_placeholder(value: str) -> bool:
    return any(form.fullmatch(value) for _, form in _PLACEHOLDERS)


def _is_prose(document: Document, span: Span) -> bool:
    if prose(document).paragraph_at(span.start) is None or regions(document).covers(span.start):
        return False
    return not is_in_link(document, span.start)


def _is_message(document: Document, span: Span) -> bool:
    """Whether another line begins like the one before a placeholder: both are forms of a program's message."""
    text, earliest = document.text, max(span.start - _LONGEST_BEGINNING, document.body.start)
    start = max(text.rfind("\n", earliest, span.start) + 1, document.body.start)
    before = text[start : span.start]
    if not _LEAST_BEGINNING <= len(before) <= _LONGEST_BEGINNING:
        return False
    return text.count(before, max(start - _NEAR, 0), span.end + _NEAR) > 1


def _is_about_templates(document: Document, spans: Sequence[Span]) -> bool:
    """Whether placeholders are what the document is about, or a program will fill them in."""
    text, body = document.text, document.body
    if len({span.of(text) for span in spans}) > _MOST_PLACEHOLDERS or body.end - body.start < _LEAST_TEXT * len(spans):
        return True
    if is_template(document) or any(text.find(mark, *body) >= 0 for mark in _GENERATOR_MARKS):
        return True
    lowered = text[body.start :].lower()
    if any(word in lowered for word in _ABOUT) or is_message_list(document):
        return True
    shows_code = any(mark in lowered for mark in _CODE_MARKS)
    return shows_code and any(word in lowered for word in _ABOUT_PROGRAMS)


def _finding(span: Span, message: str) -> Finding:
    return Finding(span, message, help="write what was meant, or remove it")
