from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.document.prose import prose
from seedlint.language.identify import language
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_TELLING = frozenset("đơưấầẩẫậếềểễệốồổỗộớờởỡợứừửữựạảẹẻẽịỉọỏụủỳỵỷỹ\u0309\u0323\u031b")
"""Letters of Vietnamese, few of which other languages have: without any of them there is nothing to look at."""

_WORD = lazy_pattern(r"[^\W\d_][\u0300-\u0323]*+(?:[^\W\d_][\u0300-\u0323]*+)++")


class ImpossibleSyllable(DocumentRule):
    """A Vietnamese word that no onset, rime and tone of the language can make (`vậi` for `vậy`).

    Every Vietnamese syllable is an onset, one of about 170 rimes, and one of six tones, which do not all go with every
    rime. Only documents in Vietnamese are looked at, and in them words with a letter that foreign names do not have.

    ## Why it matters

    Such a word is not rare but wrong: a slip of the keyboard, or the trace of a program that rewrote letters (`y` as
    `i`
    in `xâi dựng`), lost marks, or split words. Search does not find it, and a model learns words that do not exist.

    ## How to fix

    Write the syllable that was meant; where only one is likely, the message names it. If a program has damaged many
    documents in the same way, take the text from its source again.

    ## Known limits

    A wrong syllable that could exist (`nài` for `này`) is not seen. Capitalised words are reported only where one
    letter
    makes them right: names of places and people from other languages of the country (Đắk Lắk, Kon Tum) follow other
    rules. Words of several syllables written as one (`ôtô`, `xêmina`), letters drawn out for expression and both places
    of the tone mark (`hoà`, `hòa`) are right. A stop without its tone (`nươc`) is not reported: it is common in loans.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]]((), "words that are right in these documents, in lower case")

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or special_characters(document).isdisjoint(_TELLING) or language(document) != "vi":
            return
        from seedlint.language.vietnamese import readings

        impossible = readings(document.text[document.body.start :])
        if not impossible:
            return
        for match in prose(document).find(_WORD):
            likely = impossible.get(match.group())
            if likely is None or match.group().lower() in self.allow:
                continue
            if not _is_part(document.text, *match.span()):
                yield Finding(
                    Span(*match.span()),
                    f"'{match.group()}' is no possible Vietnamese syllable"
                    + (f": '{likely}' is likely to be meant" if likely else ""),
                    help="write the syllable that was meant, or take the text from its source again",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Hôm nay trời đẹp, chúng tôi đi chợ sớm để mua hoa quả và cá tươi cho bữa cơm chiều.\n"),
            Good("Hoà bình và hòa thuận, thuỷ triều và thủy lợi, kỹ thuật và kĩ năng, nước Mỹ và người Mĩ.\n"),
            Good(
                "Từ Đắk Lắk đến Kon Tum và Pleiku, xe ô tô, ôtô và xe buýt đều chạy; quần soóc, quả boong, xoong nồi.\n"
            ),
            Good("---\nlang: hr\n---\nMoj đak već čita, a đaci uče; među nama rečeno, đavo ne spava.\n"),
            Good(
                "---\nlang: vi\n---\nChữ đuôi ngoằn ngoèo, tiếng lợn ụt ịt, bước chân lộp cộp, cái nghành nghề.\n",
                options={"allow": ("nghành",)},
            ),
            Bad(
                "Ngôi nhà được ⟦xâi⟧ dựng từ năm ngoái, và ⟦vậi⟧ là chúng tôi đã có chỗ ở mới ở ngay cạnh bờ sông.\n",
                messages=(
                    "'xâi' is no possible Vietnamese syllable: 'xây' is likely to be meant",
                    "'vậi' is no possible Vietnamese syllable: 'vậy' is likely to be meant",
                ),
            ),
            Bad("---\nlang: vi\n---\nHọ ⟦thấi⟧ biển từ rất xa. ⟦Đâi⟧ là lần đầu tiên trong đời.\n"),
            Bad("---\nlang: vi\n---\nCác ⟦nghành⟧ kinh tế đều ⟦ngiên⟧ cứu thị ⟦truờng⟧ trước khi đầu tư.\n"),
            Bad(
                "---\nlang: vi\n---\nCậu bé ⟦hòc⟧ bài rất chăm, cô giáo khen nhiều lần trước cả lớp.\n",
                messages=("'hòc' is no possible Vietnamese syllable",),
            ),
        )


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether the letters are part of something longer (`đ1`, `x_vậi`)."""
    return any(
        around.isalnum() or around in ("_", "'", "’") for around in (text[start - 1 : start], text[end : end + 1])
    )
