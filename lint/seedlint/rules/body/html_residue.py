from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.markdown import regions
from seedlint.document.prose import prose
from seedlint.document.tree import quoted
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.rules.body._passages import is_message_list
from seedlint.text.pattern import lazy_pattern

_NAMES = (
    "a|abbr|article|aside|b|blockquote|br|button|center|code|dd|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|header|"
    "hr|i|iframe|img|input|ins|label|li|main|nav|ol|p|picture|pre|script|section|small|source|span|strike|strong|"
    "style|sub|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|u|ul|video"
)
_NAMED = (
    "amp|lt|gt|quot|apos|nbsp|ensp|emsp|thinsp|hellip|mdash|ndash|lsquo|rsquo|ldquo|rdquo|laquo|raquo|bull|middot|copy|reg|"
    "trade|deg|euro|pound|cent|times|frac12|frac14|eacute|egrave|agrave|ouml|uuml|auml|szlig|ccedil|ntilde|iacute|oacute|"
    "aacute|uacute|atilde|otilde|ecirc|acirc|ocirc|shy|zwnj|zwj|lrm|rlm|iexcl|iquest|sect|para"
)
_ENTITY = rf"&(?:{_NAMED}|#[0-9]{{2,6}}|#[xX][0-9a-fA-F]{{2,5}});"
_TAG = rf"<(?:/(?:{_NAMES})[ \t]*+|(?:{_NAMES})(?:[ \t\r\n]++[a-zA-Z-]++[ \t]*+=[^<>]{{0,1000}}+)?+[ \t]*+/?+)>"
_RESIDUE = lazy_pattern(rf"(?i:{_TAG})(?:[ \t]*+(?i:{_TAG}))*+|{_ENTITY}(?:[ \t]*+{_ENTITY})*+")
_DOUBLE = lazy_pattern(rf"&(?:amp;)++(?:(?:{_NAMED})|#[0-9]{{2,6}}|#[xX][0-9a-fA-F]{{2,5}});")
_MARKUP = lazy_pattern(r"(?i:<!doctype|<html|<\?xml|<head>|\bx?html\b|\bxml\b|\bmarkup\b|\bcss\b|\bsgml\b)")
_MARKDOWN = lazy_pattern(r"^#{1,6} \S|^```|\]\(|\*\*\w", re.MULTILINE)
_VALUE = lazy_pattern(
    r"(?i:<(?:article|button|code|figure|font|footer|form|header|input|label|main|picture|script|section|source|style|"
    r"table|time|video)>)"
)
"""Names of elements that are words as well: alone between angle brackets they may stand for a value."""
_MOST = 10


class HtmlResidue(DocumentRule):
    """Tags and entities of HTML in plain text; in Markdown, entities that were escaped twice (`&amp;nbsp;`).

    Where a plain text has more than ten of them, one finding at the first says how many.

    ## Why it matters

    Nothing turns them back into signs: readers see `&#8217;` in the middle of a word.

    ## How to fix

    Remove the tags, and write the characters that the entities stand for.

    ## Fix safety

    An entity that was escaped twice is unescaped once, which is what was meant: safe. Tags and entities in plain text
    are removed or replaced only on request, as a tag can carry meaning.

    ## Known limits

    Code is not looked at, nor is a word like `<section>` in a text without closing tags, a text about HTML or XML, a
    list of a program's messages (with `%s`), nor one that is written in Markdown though its name does not say so."""

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text = document.text
        if document.is_markdown:
            if text.find("&", *document.body) >= 0 and text.find("&amp;", *document.body) >= 0:
                yield from _twice_escaped(document)
            return
        if text.find("<") < 0 and text.find("&") < 0:
            return
        found = list(_residue(document))
        for span in found[: 1 if len(found) > _MOST else _MOST]:
            others = f", the first of {len(found)} such places" if len(found) > _MOST else ""
            yield Finding(
                span,
                f"{quoted(span.of(text))} is HTML in plain text{others}",
                fix=_repair(text, span) if not others else None,
                help="remove the tags and write the characters that the entities stand for",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("The <b>harbour</b> opened&nbsp;again.\n"),
            Good("Write `&amp;nbsp;` for a blank.\n"),
            Good("Ships & quays: 3 < 5, a<b and c>d, R&D; <name>\n", path="harbour.txt"),
            Good("Run man -L C <section> <page>, or update-rc.d <script> defaults.\n", path="manual.txt"),
            Good("In HTML, &nbsp; stands for a blank and <br> for a line break.\n", path="blanks.txt"),
            Good("The HTML entity &amp;nbsp; is shown as &nbsp;\n"),
            Bad(
                "The harbour opened⟦&nbsp;⟧again, and that⟦&#8217;⟧s good.⟦<br>⟧\n",
                fixed="The harbour opened\xa0again, and that’s good.\n",
                messages=(
                    "'&nbsp;' is HTML in plain text",
                    "'&#8217;' is HTML in plain text",
                    "'<br>' is HTML in plain text",
                ),
                path="harbour.txt",
            ),
            Bad(
                'Le port ⟦<a href="/port">⟧a rouvert⟦</a></p>⟧ lundi.\n',
                fixed="Le port a rouvert lundi.\n",
                path="port.txt",
            ),
            Bad(
                "The harbour⟦&amp;nbsp;⟧opened, that⟦&amp;#8217;⟧s good.\n",
                fixed="The harbour&nbsp;opened, that&#8217;s good.\n",
                messages=(
                    "'&amp;nbsp;' was escaped twice: it shows '&nbsp;' where a character was meant",
                    "'&amp;#8217;' was escaped twice: it shows '&#8217;' where a character was meant",
                ),
            ),
            Bad("港口⟦&amp;ldquo;⟧重新开放⟦&amp;rdquo;⟧。\n", fixed="港口&ldquo;重新开放&rdquo;。\n"),
        )


def _is_about_markup(document: Document) -> bool:
    return _MARKUP.search(document.text, *document.body) is not None


def _is_like_markdown(document: Document) -> bool:
    return _MARKDOWN.search(document.text, *document.body) is not None


def _twice_escaped(document: Document) -> Iterator[Finding]:
    text, page = document.text, prose(document)
    found = [Span(*match.span()) for match in _DOUBLE.finditer(text, *document.body)]
    if not found or _is_about_markup(document):
        return
    for span in found:
        if page.paragraph_at(span.start) is None or page.is_masked(span.start):
            continue
        once = "&" + span.of(text).replace("amp;", "").lstrip("&")
        yield Finding(
            span,
            f"{quoted(span.of(text))} was escaped twice: it shows {quoted(once)} where a character was meant",
            fix=Fix("unescape it once", (Edit(span, once),)),
            help=f"write {once}, or the character itself",
        )


def _residue(document: Document) -> Iterator[Span]:
    code = regions(document)
    found = [Span(*match.span()) for match in _RESIDUE.finditer(document.text, *document.body)]
    if not found or _is_about_markup(document) or _is_like_markdown(document) or is_message_list(document):
        return
    is_closed = "</" in document.text
    for span in found:
        is_value = not is_closed and _VALUE.fullmatch(document.text, *span) is not None
        if not is_value and not code.covers(span.start):
            yield span


def _repair(text: str, span: Span) -> Fix:
    piece = span.of(text)
    if piece.startswith("<"):
        return Fix("remove the tag", (Edit(span, ""),), Applicability.UNSAFE)
    from html import unescape

    return Fix("write the character", (Edit(span, unescape(piece)),), Applicability.UNSAFE)
