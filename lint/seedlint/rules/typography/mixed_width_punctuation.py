from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.document.prose import prose
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = lazy_pattern(rf"[,;:?!](?<=[{_HAN}].)(?=[{_HAN}])")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_KANA_AND_HANGUL = lazy_pattern(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_HANGUL = lazy_pattern("[\uac00-\ud7a3]++")
_MANY = 20
"""More findings than these in one document become a single one."""
_FOREIGN = 5
"""So many different letters of kana or Hangul make a Japanese or Korean text."""


class MixedWidthPunctuation(DocumentRule):
    """An ASCII comma, semicolon, colon, question or exclamation mark between two Chinese characters (`中文,中文`).

    A document with more than twenty of them gets one finding, at the first, that tells their number.

    ## Why it matters

    Chinese is set with full-width marks, which bring their own space. The narrow ones stick to the next character,
    and programs that cut a text into clauses look for the wide ones.

    ## How to fix

    Write the full-width mark.

    ## Fix safety

    Safe: the mark stays the same, only its width changes.

    ## Known limits

    Marks beside digits, Latin letters or blanks are not judged, nor are Japanese and Korean texts, which have marks of
    their own.
    """

    severity = Severity.INFO

    def check(self, document: Document) -> Iterable[Finding]:
        special = special_characters(document)
        if not special or max(special) < "\u3400" or _is_foreign(special):
            return
        if not _BETWEEN_HAN.search(document.text, *document.body) or _is_foreign(_HANGUL.findall(document.text)):
            return
        spans = [Span(*match.span()) for match in prose(document).find(_BETWEEN_HAN)]
        if len(spans) > _MANY:
            edits = tuple(Edit(span, _WIDE[span.of(document.text)]) for span in spans)
            message = f"{len(spans)} ASCII marks between two Chinese characters should be full-width"
            yield Finding(spans[0], message, fix=Fix("make them full-width", edits, Applicability.SAFE))
            return
        for span in spans:
            mark = span.of(document.text)
            yield Finding(
                span,
                f"'{mark}' between two Chinese characters should be full-width '{_WIDE[mark]}'",
                fix=Fix("make it full-width", (Edit(span, _WIDE[mark]),), Applicability.SAFE),
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("港口关闭九周，昨天重新开放。\n"),
            Good("比分是3:1,真不错! 他用Python,我用C.\n"),
            Good("配置 `名称:值` 即可。\n"),
            Good("東京,大阪などの港は、きのうから再開した。\n"),
            Bad("港口关闭九周⟦,⟧昨天重新开放。\n", fixed="港口关闭九周，昨天重新开放。\n"),
            Bad("什么时候开放⟦?⟧没人知道⟦!⟧真的。\n", fixed="什么时候开放？没人知道！真的。\n"),
            Bad(
                "注意⟦:⟧渡轮停运。\n",
                fixed="注意：渡轮停运。\n",
                messages=("':' between two Chinese characters should be full-width '：'",),
            ),
        )


def _is_foreign(characters: Iterable[str]) -> bool:
    return len(set(_KANA_AND_HANGUL.findall("".join(characters)))) >= _FOREIGN
