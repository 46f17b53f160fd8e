from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.language.identify import declared_language, identified_language
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span

_SURE = 0.33
"""The mean score of the detector over the thirds of a text: without function words it is less sure than else, and the
endings of words must agree."""

_MOST_WORDS = 50
"""Words per sentence, over many sentences."""

_PARTS = 3
_SAMPLE = 8000


class MissingFunctionWords(DocumentRule):
    """A text out of which the commonest words of its language (the, of, and) were taken.

    In running text they make up a fixed share of all words: a third in English, French or Dutch, a fifth in Russian,
    a seventh in Vietnamese. The finding says that less than a quarter of it is left, which does not happen by chance
    (probability below one in a million), over 200 words or more.

    ## Why it matters

    Programs that prepare text for search or statistics drop "stop words". What they leave is a pile of words: nobody
    can read it, translate it or learn a language from it, although each word is right.

    ## How to fix

    Take the text from its source again, before the step that removed the words. They cannot be put back.

    ## Known limits

    Only running text is counted: paragraphs of sentences. Lists, tables, headings, names, poems and code are not.
    Languages without a table (see `docs/language.md`) are not judged. Where it is not the letters that tell the
    language, it is told from what is left: a detector, the endings of the words, and that no short word is frequent.
    """

    severity = Severity.WARNING

    least_words = Option(200, "words of running text below which nothing is said", minimum=50)
    least_share = Option(0.25, "the part of the usual share below which the words are missing", minimum=0.0)
    most_chance = Option(1e-6, "the probability of so few of them below which it is no chance", minimum=0.0)

    def check(self, document: Document) -> Iterable[Finding]:
        start = document.body.start
        if len(document.text) - start < self.least_words:
            return
        language = self._language(document)
        if language is None:
            return
        from seedlint.language.function_words import is_low, is_written_without, usage
        from seedlint.language.names import name_of

        texts = _running(document, language)
        if not is_low(language, texts, self.least_share):
            return
        found = usage(language, texts)
        if found.units < self.least_words or found.chance >= self.most_chance:
            return
        if _looks_like(texts) not in (language, None):
            return
        score = _score(language, "\n".join(texts))
        if score < _SURE or not is_written_without(language, texts, score):
            return
        while document.text[start].isspace():
            start += 1
        yield Finding(
            Span(start, start + 1),
            f"the commonest words of {name_of(language)} are {found.share:.1%} of this text"
            f" where {found.usual:.0%} is usual: they seem to have been removed",
            help="take the text from its source again, before 'stop words' were removed",
        )

    def _language(self, document: Document) -> str | None:
        """The document's language if function words might be missing, else None; the cheapest tests first."""
        from seedlint.language.evidence import is_told_by_words
        from seedlint.language.function_words import has_enough, usual_shares

        language = identified_language(document)
        if language is not None:
            if is_told_by_words(language) or not usual_shares(language):
                return None
            enough = has_enough(language, document.text[document.body.start :], self.least_share)
            return None if enough else language
        return self._detected(document)

    def _detected(self, document: Document) -> str | None:
        """The language of text whose words do not tell it."""
        from seedlint.language.detector import detect
        from seedlint.language.evidence import is_told_by_words
        from seedlint.language.function_words import has_enough, usual_shares
        from seedlint.language.names import is_same

        declared = declared_language(document)
        if declared is not None and not usual_shares(declared):
            return None
        if not _has_sentences(document, self.least_words) or not self._may_lack_words(document):
            return None
        # Once with the code and all, which is mostly enough, once without.
        start = document.body.start
        first = detect(document.text[start : start + _SAMPLE])
        if first is None or has_enough(first.language, document.text[start:], self.least_share):
            return None
        texts = _running(document, first.language)
        if _blanks(texts) < self.least_words:
            return None
        detected = detect("\n".join(texts))
        if detected is None or not usual_shares(detected.language) or not is_told_by_words(detected.language):
            return None
        return detected.language if declared is None or is_same(declared, detected.language) else None

    def _may_lack_words(self, document: Document) -> bool:
        """Whether words may be missing, whatever the detector will say: mostly it need not be asked.

        Nothing is reported of a text that looks like a language and has its words.
        """
        from seedlint.language.function_words import is_low
        from seedlint.language.running import may_have_blanks, most_blanks

        if not may_have_blanks(document, self.least_words) or most_blanks(document) < self.least_words:
            return False
        german, others = _running(document, "de"), _running(document, "")
        if max(_blanks(german), _blanks(others)) < self.least_words:
            return False
        for texts in (german,) if german == others else (german, others):
            looks = _looks_like(texts)
            if looks is None or is_low(looks, texts, self.least_share):
                return True
        return False

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        few = {"least-words": 50}
        return (
            Good(_FULL, options=few),
            Good(f"---\nlang: vi\n---\n{_VIETNAMESE_WHOLE}", options=few),
            Good("".join(f"- {word}\n" for word in _RUSSIAN.split()), options=few),
            Good(_RUSSIAN, options={"least-words": 200}),
            Good(
                "| год | порт | суда |\n|---|---|---|\n" + "| 1990 | гавань старая | рыба, уголь |\n" * 60, options=few
            ),
            Bad(
                f"⟦{_RUSSIAN[0]}⟧{_RUSSIAN[1:]}",
                options=few,
                messages=(
                    "the commonest words of Russian are 0.0% of this text where 22% is usual: they seem to have been"
                    " removed",
                ),
            ),
            Bad(f"---\ntitle: Cảng mới\n---\n\n⟦c⟧{_VIETNAMESE[1:]}", options=few),
            Bad(f"⟦新⟧{_CHINESE[1:]}", options=few),
        )


def _has_sentences(document: Document, least_words: int) -> bool:
    """A first look at the raw text: whether there are blanks and full stops for so many words."""
    text, start = document.text, document.body.start
    for end in (start + _SAMPLE, len(text)):
        ends = text.count(". ", start, end) + text.count(".\n", start, end)
        if ends * _MOST_WORDS >= least_words and text.count(" ", start, end) >= least_words:
            return True
    return False


def _running(document: Document, language: str) -> list[str]:
    """The running text, as far as it is needed."""
    from seedlint.language.running import first_running_texts

    return first_running_texts(document, is_german=language == "de")


def _blanks(texts: Iterable[str]) -> int:
    return sum(text.count(" ") for text in texts)


def _score(language: str, text: str) -> float:
    """The mean score that the detector gives ``language`` over the thirds of ``text``; without it the letters told."""
    from seedlint.language.detector import detect, is_installed
    from seedlint.language.names import is_same

    if not is_installed():
        return 1.0
    size = len(text) // _PARTS
    found = [detect(text[start : start + size]) for start in range(0, size * _PARTS, size)]
    return sum(part.score for part in found if part is not None and is_same(part.language, language)) / _PARTS


def _looks_like(texts: list[str]) -> str | None:
    """The language of the running text alone: the whole document may look like another one."""
    from seedlint.language.evidence import language_of

    return language_of("\n".join(texts))


_FULL = """The new harbour opened on Monday after four years of work. It is the largest of the coast, and the ships of
three
countries are expected to call at it in the first year. The town hopes that the harbour will bring jobs to the families
of the old quarter, which has lost half of its people since the shipyard was closed.
"""
_VIETNAMESE_WHOLE = """Cảng mới đã mở cửa vào thứ hai sau bốn năm xây dựng. Đây là cảng lớn nhất của vùng ven biển, và
tàu
thuyền từ ba nước sẽ cập bến trong năm đầu tiên. Thành phố hy vọng rằng cảng sẽ mang lại việc làm cho những gia đình
trong khu phố cổ, nơi đã mất một nửa số dân kể từ khi xưởng đóng tàu ngừng hoạt động.
"""
_RUSSIAN = """Новая гавань открылась понедельник, четырёх лет работы. Самая большая гавань побережье, первый год ждут
суда
трёх стран. Город надеется, гавань даст работу семьям старого квартала. Квартал потерял половину жителей, закрылась
верфь. Мэр поблагодарил инженеров рабочих, пообещал вторую очередь гавани через два года. Железную дорогу север починят
следующей весной. Рыбаки недовольны, старый причал снесли, новый слишком далеко рынка. Город обещает построить склад
льда,
дорогу рынок, освещение набережной. Строительство обошлось дороже, половину денег дало государство.
"""
_VIETNAMESE = """cảng mở cửa thứ hai, bốn năm xây dựng. cảng lớn nhất vùng ven biển, tàu thuyền ba nước cập bến năm đầu.
thành phố hy vọng cảng mang việc làm gia đình khu phố cổ, mất nửa số dân xưởng đóng tàu ngừng hoạt động. thị trưởng
cảm ơn
kỹ sư công nhân, hứa giai đoạn hai hoàn thành hai năm. đường sắt phía bắc sửa chữa mùa xuân năm sau. ngư dân hài lòng,
bến
cũ phá bỏ, bến xa chợ. thành phố hứa xây kho lạnh, mở đường chợ, lắp đèn ven bờ. chi phí xây dựng cao dự kiến, nhà
nước chi
nửa số tiền. công ty vận tải nước ngoài ký hợp đồng thuê bãi chứa hàng mười năm. học sinh tham quan tàu lớn cuối tuần.
"""
_CHINESE = """新港口经过四年建设星期一开放。沿海地区最大港口，预计第一年三国船只停靠。市民希望港口带来工作机会，
造船厂关闭后老城区失去一半居民。市长感谢工程师工人，承诺第二期工程两年完成，北方铁路明年春天修复。渔民不满，旧码头拆除，新码头离市场太远。
市政府承诺建造冷库，修建道路，安装路灯。建设费用超出预算，国家承担一半资金。外国运输公司签订十年合同，租用货场。学生周末参观大船。
"""
