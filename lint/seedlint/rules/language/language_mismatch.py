from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.language.identify import LANGUAGE_KEYS, identified_language, subtag
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span

_LEAST_CHARACTERS = 60
_WEIGHT = 3
"""A Chinese, Japanese or Korean character says as much as so many letters."""

_FEW = 4
"""Function words that tell the language of a single paragraph here, where it is one of two."""

_MOST_DECLARED = 0.2
"""The part of the text that may be in the declared language: with more of it, the document is in both."""

_ENGLISH = """The new harbour opened on Monday after four years of work. It is the largest of the coast, and the ships
of
three countries are expected to call at it in the first year. The town hopes that the harbour will bring jobs to the
families of the old quarter, which has lost half of its people since the shipyard was closed.
"""
_VIETNAMESE = """Cảng mới đã mở cửa vào thứ hai sau bốn năm xây dựng. Đây là cảng lớn nhất của vùng ven biển, và tàu
thuyền
từ ba nước sẽ cập bến trong năm đầu tiên. Thành phố hy vọng rằng cảng sẽ mang lại việc làm cho những gia đình trong
khu phố cổ, nơi đã mất một nửa số dân kể từ khi xưởng đóng tàu ngừng hoạt động.
"""
_RUSSIAN = """Новая гавань открылась в понедельник после четырёх лет работы. Это самая большая гавань на побережье, и в
первый год в ней ждут суда из трёх стран. Город надеется, что гавань даст работу семьям старого квартала, который
потерял половину своих жителей с тех пор, как закрылась верфь.
"""


class LanguageMismatch(DocumentRule):
    """A document that declares another language than the one it is written in (`lang: fr` above English text).

    Two witnesses must agree: the letters and the function words of the text, and a detector with a model. A script that
    the declared language is not written in is a witness, too.

    ## Why it matters

    Screen readers speak the text with the wrong voice, search engines offer it to the wrong readers, hyphenation and
    spelling follow the wrong dictionary. In a data set the document lands in the wrong language's share. Often it is a
    page that was copied to be translated and never was.

    ## How to fix

    Declare the language of the text, or translate the text.

    ## Known limits

    Languages that are written alike count as one (Croatian, Bosnian and Serbian; Danish and Norwegian; Malay and
    Indonesian; the Chinese languages). Fewer than 200 letters of running text are not judged, nor are values that are
    no
    language tag.
    """

    severity = Severity.WARNING

    keys = Option(LANGUAGE_KEYS, "the front matter keys that declare the language of the text")
    least_letters = Option(200, "letters of running text below which nothing is said", minimum=1)
    least_score = Option(0.8, "the detector's probability below which it does not count", minimum=0.0)

    def check(self, document: Document) -> Iterable[Finding]:
        if document.front_matter is None or len(document.text) - document.body.start < _LEAST_CHARACTERS:
            return
        root = document.front_matter.root
        metadata = document.metadata
        if root is None or not isinstance(metadata, dict):
            return
        for key in self.keys:
            declared = subtag(metadata.get(key))
            node = root.child(key)
            if declared is None or node is None:
                continue
            found = self._other_language(document, declared)
            if found is not None:
                yield self._finding(node.span, key, metadata[key], declared, found)

    def _finding(self, span: Span, key: str, value: str, declared: str, found: str) -> Finding:
        from seedlint.language.names import name_of

        return Finding(
            span,
            f"{key} '{value}' declares {name_of(declared)} but the text is {name_of(found)}",
            help=f"declare '{found}', or translate the text",
        )

    def _other_language(self, document: Document, declared: str) -> str | None:
        """The language of the text where it is surely not the declared one."""
        found = identified_language(document)
        if found == declared:
            return None
        from seedlint.language.evidence import language_of, script_of, scripts_of
        from seedlint.language.names import is_known, is_same
        from seedlint.language.running import running_texts

        scripts = scripts_of(declared)
        if not is_known(declared) or (found is not None and is_same(found, declared)):
            return None
        if found is None and (not scripts or script_of(document.text[document.body.start :]) in scripts):
            return None
        texts = running_texts(document)
        text = "\n".join(texts)
        found = self._language(text, has_other_script=bool(scripts) and script_of(text) not in scripts)
        if found is None or is_same(found, declared) or not is_known(found):
            return None
        weight = _WEIGHT if found in ("zh", "ja", "ko") else 1
        if sum(map(len, texts)) * weight < self.least_letters:
            return None
        length = sum(len(text) for text in texts if is_same(language_of(text, _FEW) or found, declared))
        return found if length < sum(map(len, texts)) * _MOST_DECLARED else None

    def _language(self, text: str, has_other_script: bool) -> str | None:
        """The language of the text without its code, by two witnesses; a script that the declared language has not is
        one."""
        from seedlint.language.detector import detect, is_installed
        from seedlint.language.evidence import is_told_by_words, language_of
        from seedlint.language.names import is_same

        found = language_of(text)
        if found is not None and (has_other_script or (not is_installed() and not is_told_by_words(found))):
            return found
        detected = detect(text)
        if detected is None:
            return "en" if found == "en" else None
        if detected.score < self.least_score:
            return None
        if found is None:
            return detected.language if has_other_script else None
        return found if is_same(detected.language, found) else None

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(f"---\ntitle: Harbour\nlang: en-GB\n---\n{_ENGLISH}"),
            Good(f"---\ntitle: Cảng\nlang: vi\n---\n{_VIETNAMESE}"),
            Good(f"---\ntitle: Гавань\nlanguage: ru_RU\n---\n{_RUSSIAN}"),
            Good("---\ntitle: Harbour\nlang: fr\n---\nThe harbour has opened.\n"),
            Good(f"---\ntitle: Harbour\nlanguage: python\n---\n{_ENGLISH}"),
            Bad(
                f"---\ntitle: Harbour\nlang: ⟦fr⟧\n---\n{_ENGLISH}",
                messages=("lang 'fr' declares French but the text is English",),
            ),
            Bad(
                f"---\ntitle: Cảng\nlanguage: ⟦en-US⟧\n---\n{_VIETNAMESE}",
                messages=("language 'en-US' declares English but the text is Vietnamese",),
            ),
            Bad(f'---\ntitle: Гавань\nlocale: ⟦"zh_CN"⟧\n---\n{_RUSSIAN}'),
            Bad(f"---\ntitle: Hafen\ntextLanguage: ⟦de⟧\n---\n{_RUSSIAN}", options={"keys": ("textLanguage",)}),
        )
