"""language-mismatch, foreign-paragraph and missing-function-words over several languages."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Finding
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.language import detector
from seedlint.rules.base import DocumentRule
from seedlint.rules.language.foreign_paragraph import ForeignParagraph
from seedlint.rules.language.language_mismatch import LanguageMismatch
from seedlint.rules.language.missing_function_words import MissingFunctionWords

PARAGRAPHS = {
    "en": """The library of the town was closed for two years because the roof had to be repaired. It is open again, and
the readers have come back in great numbers. On the first day more than six hundred people stood in the queue that went
around the corner, and the children were the first who were let in. The new hall is larger than the old one was.""",
    "vi": """Thư viện của thị trấn đã đóng cửa trong hai năm vì mái nhà phải được sửa chữa. Bây giờ thư viện lại mở cửa,
và rất nhiều độc giả đã quay trở lại. Trong ngày đầu tiên có hơn sáu trăm người xếp hàng quanh góc phố, và trẻ em là
những người đầu tiên được vào. Phòng đọc mới rộng hơn so với phòng cũ, và có nhiều sách hơn trước.""",
    "fr": """La bibliothèque de la ville était fermée depuis deux ans parce que le toit devait être réparé. Elle est de
nouveau ouverte, et les lecteurs sont revenus en grand nombre. Le premier jour, plus de six cents personnes attendaient
dans la queue qui tournait au coin de la rue, et les enfants ont été les premiers à entrer dans la nouvelle salle.""",
    "de": """Die Bücherei der Stadt war zwei Jahre lang geschlossen, weil das Dach repariert werden musste. Nun ist sie
wieder offen, und die Leser sind in großer Zahl zurückgekehrt. Am ersten Tag standen mehr als sechshundert Menschen in
der Schlange, die um die Ecke ging, und die Kinder wurden als erste eingelassen. Der neue Saal ist größer.""",
    "es": """La biblioteca de la ciudad estuvo cerrada dos años porque había que reparar el techo. Ahora está abierta de
nuevo, y los lectores han vuelto en gran número. El primer día más de seiscientas personas esperaban en la cola que
daba la vuelta a la esquina, y los niños fueron los primeros que entraron en la sala nueva, que es más grande.""",
    "ru": """Городская библиотека была закрыта два года, потому что нужно было починить крышу. Теперь она снова открыта,
и читатели вернулись в большом количестве. В первый день более шестисот человек стояли в очереди, которая тянулась за
угол, и детей впустили первыми. Новый зал больше, чем был старый, и в нём стало светлее.""",
    "zh": "这座城市的图书馆因为要修理屋顶而关闭了两年。现在它又开放了，很多读者都回来了。第一天有六百多人在排队，"
    "队伍一直排到街角，孩子们是最先进去的。新的大厅比旧的大，"
    "里面的书也比以前多，人们可以在这里坐上一整天。",
    "ja": "町の図書館は屋根を修理するために二年間閉まっていました。今はまた開いていて、多くの読者が戻ってきました。"
    "最初の日には六百人以上の人が角を曲がるほどの列に並び、子供たちが最初に中に入りました。新しい部屋は前よりも広いです。",
    "ko": "도시의 도서관은 지붕을 고쳐야 했기 때문에 이 년 동안 문을 닫았습니다. "
    "이제 다시 문을 열었고 많은 독자들이 돌아왔습니다. 첫날에는 육백 명이 넘는 사람들이 모퉁이를 도는 줄에 서 있었고 "
    "아이들이 가장 먼저 들어갔습니다. 새 방은 예전보다 넓습니다.",
}
FUNCTION_WORDS = {
    "en": "the of was for two because had to be it is and have in on more than that were who let one they by as with a",
    "vi": "của đã trong vì phải được lại và rất có là những vào hơn so với bây giờ các cho không",
    "fr": "la de était depuis parce que le être elle est et les sont en plus dans qui au ont à été des du un une d",
    "de": "die der war weil das nun ist sie und in am als um wurden den dem ein eine",
    "es": "la de estuvo que el ahora está y los han en más a fueron es un una se por con",
    "ru": "была потому что было она и в более на за чем был нём с не",
}


def check(rule: DocumentRule, text: str) -> list[Finding]:
    return list(rule.check(Document(Source("a.md", text.encode()))))


def stripped(language: str, times: int = 1) -> str:
    """The paragraph without its function words, as programs leave it."""
    words = FUNCTION_WORDS[language].split()
    paragraph = " ".join(word for word in PARAGRAPHS[language].split() if word.lower().strip(".,") not in words)
    return "\n\n".join([paragraph] * times) + "\n"


@pytest.fixture
def _no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detector, "_detect", lambda: None)


@pytest.mark.parametrize("declared", PARAGRAPHS)
@pytest.mark.parametrize("written", PARAGRAPHS)
def test_mismatch(declared: str, written: str) -> None:
    front_matter = f"---\ntitle: x\nlang: {declared}\n---\n"
    findings = check(LanguageMismatch(), front_matter + PARAGRAPHS[written] + "\n")
    assert [(finding.span.start, finding.span.end) for finding in findings] == (
        [] if declared == written else [(len("---\ntitle: x\nlang: "), len(front_matter) - len("\n---\n"))]
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\nlang: hr\n---\nGradska knjižnica bila je zatvorena dvije godine.\n",
        f"---\nlang: xx\n---\n{PARAGRAPHS['en']}\n",
        f"---\nlang: fr\n---\n{PARAGRAPHS['en']}\n\n{PARAGRAPHS['fr']}\n",
        "---\nlang: fr\n---\n```python\n" + "print('the length of the list and the type of the value')\n" * 9 + "```\n",
        f"---\nlang: fr\n---\n{PARAGRAPHS['en'][:80]}\n",
        f"{PARAGRAPHS['en']}\n",
    ],
)
def test_no_mismatch(text: str) -> None:
    assert not check(LanguageMismatch(), text)


@pytest.mark.usefixtures("_no_detector")
def test_mismatch_without_the_detector() -> None:
    for written, is_found in (("en", True), ("vi", True), ("ru", True), ("zh", True), ("de", False)):
        assert bool(check(LanguageMismatch(), f"---\nlang: fr\n---\n{PARAGRAPHS[written]}\n")) is is_found


@pytest.mark.parametrize("main", PARAGRAPHS)
@pytest.mark.parametrize("other", PARAGRAPHS)
def test_foreign_paragraph(main: str, other: str) -> None:
    before = f"{PARAGRAPHS[main]}\n\n" * 5
    findings = check(ForeignParagraph(), f"{before}{PARAGRAPHS[other]}\n\n{before}")
    expected = [(len(before), len(before) + len(PARAGRAPHS[other]))]
    is_seen = main != other and (main, other) != ("zh", "ja")  # the commonest Han characters are in both
    assert [tuple(finding.span) for finding in findings] == (expected if is_seen else [])


@pytest.mark.parametrize("opening", ["> ", "- ", "1. (2004) ", "“", "    ", "[^1]: "])
def test_no_foreign_paragraph_in_quotations_lists_notes_and_code(opening: str) -> None:
    english = f"{PARAGRAPHS['en']}\n\n" * 5
    paragraph = PARAGRAPHS["de"].replace("\n", " ")
    assert not check(ForeignParagraph(), f"{english}{opening}{paragraph}\n\n{english}")


def test_a_bilingual_document_has_no_foreign_paragraphs() -> None:
    assert not check(ForeignParagraph(), f"{PARAGRAPHS['en']}\n\n{PARAGRAPHS['de']}\n\n" * 3)


def test_many_foreign_paragraphs_are_one_finding() -> None:
    english = f"{PARAGRAPHS['en']}\n\n" * 5
    (finding,) = check(ForeignParagraph(), f"{english}{PARAGRAPHS['ru']}\n\n" * 4)
    assert finding.message.endswith("(the first of 4 such paragraphs)")


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_running_text_has_its_function_words(language: str) -> None:
    assert not check(MissingFunctionWords(), f"{PARAGRAPHS[language]}\n\n" * 8)


@pytest.mark.parametrize("language", FUNCTION_WORDS)
def test_missing_function_words(language: str) -> None:
    (finding,) = check(MissingFunctionWords(), f"---\ntitle: x\n---\n\n{stripped(language, 8)}")
    assert finding.span.start == len("---\ntitle: x\n---\n\n")


@pytest.mark.parametrize("language", FUNCTION_WORDS)
@pytest.mark.parametrize("form", ["- {}\n", "# {}\n", "| {} | x |\n|---|---|\n", "`{}`\n\n", "{}\n\n"])
def test_lists_of_words_need_no_function_words(language: str, form: str) -> None:
    words = stripped(language, 3).replace(".", "").split()
    assert not check(MissingFunctionWords(), "".join(form.format(word) for word in words))


def test_names_and_changes_need_no_function_words() -> None:
    changes = "Fixed crash. Added option. Removed cache. Updated tests. Bumped version. Renamed module.\n\n" * 20
    names = "Alice Baker, Bob Carter, Carol Dean, Dan Evans, Erin Fox, Frank Gray, Grace Hill, Ivan Jones.\n\n" * 20
    assert not check(MissingFunctionWords(), changes)
    assert not check(MissingFunctionWords(), names)


@pytest.mark.usefixtures("_no_detector")
def test_missing_function_words_without_the_detector() -> None:
    assert not check(MissingFunctionWords(), stripped("en", 8))
    assert check(MissingFunctionWords(), stripped("vi", 8))
    assert check(MissingFunctionWords(), stripped("ru", 8))


HINDI = """शहर का पुस्तकालय दो साल तक बंद रहा क्योंकि छत की मरम्मत करनी थी। अब वह फिर से खुल गया है और बहुत से पाठक लौट आए हैं।
पहले दिन छह सौ से अधिक लोग कतार में खड़े थे और बच्चों को सबसे पहले भीतर जाने दिया गया। नया कमरा पुराने कमरे से बड़ा है और उसमें पहले से
अधिक किताबें हैं।"""
CZECH = """Městská knihovna byla dva roky zavřená, protože bylo nutné opravit střechu. Teď je znovu otevřená a čtenáři
se vrátili ve velkém počtu. První den stálo ve frontě více než šest set lidí a děti byly vpuštěny jako první."""
PORTUGUESE = """A biblioteca da cidade esteve fechada dois anos porque era preciso reparar o telhado. Agora está aberta
de novo, e os leitores voltaram em grande número. No primeiro dia mais de seiscentas pessoas esperavam na fila que dava
a volta à esquina, e as crianças foram as primeiras que entraram na sala nova."""
KEYWORDS = "render texture canvas graphics pipeline loader shader sprite container layout buffer matrix mask"
MORE = {"hi": HINDI, "cs": CZECH, "pt": PORTUGUESE, "es": PARAGRAPHS["es"], "en": PARAGRAPHS["en"]}


@pytest.mark.parametrize("declared", ["ar", "he", "el", "ja", "th", "ru", "zh", "ko", "hi"])
@pytest.mark.parametrize("written", MORE)
def test_a_script_that_the_declared_language_has_not(declared: str, written: str) -> None:
    findings = check(LanguageMismatch(), f"---\nlang: {declared}\n---\n{MORE[written]}\n")
    assert len(findings) == (declared != written)


@pytest.mark.parametrize("declared", ["hi", "mr", "sr", "uz", "hi-IN"])
def test_a_script_that_the_declared_language_has(declared: str) -> None:
    assert not check(LanguageMismatch(), f"---\nlang: {declared}\n---\n{HINDI}\n") or declared in ("sr", "uz", "mr")
    assert not check(LanguageMismatch(), f"---\nlang: {declared}\n---\n" + "Namaste dosto. " * 30)


@pytest.mark.parametrize("main", MORE)
@pytest.mark.parametrize("other", MORE)
def test_more_foreign_paragraphs(main: str, other: str) -> None:
    before = f"{MORE[main]}\n\n" * 4
    findings = check(ForeignParagraph(), f"{before}{MORE[other]}\n\n{before}")
    is_near = {main, other} == {"es", "pt"}
    expected = [] if main == other else [(len(before), len(before) + len(MORE[other]))]
    assert [tuple(finding.span) for finding in findings] in ([expected, []] if is_near else [expected])


def test_one_long_foreign_paragraph_among_several_is_no_bilingual_document() -> None:
    paragraphs = [sentence.strip() + "." for sentence in PARAGRAPHS["en"].split(".") if sentence.strip()]
    text = "\n\n".join([*paragraphs, PARAGRAPHS["vi"], *paragraphs]) + "\n"
    assert len(check(ForeignParagraph(), text)) == 1
    assert not check(ForeignParagraph(), f"{paragraphs[0]}\n\n{PARAGRAPHS['vi']}\n")


def unknown_language(short: str) -> str:
    """Prose of a language that nobody knows, with function words of its own."""
    syllables = ["ka", "mu", "ndi", "zo", "ru", "wye", "tsha", "bo", "nge", "xi", "lo", "pa"]
    sentences = []
    for number in range(90):
        stems = [syllables[(number * 7 + k * 5) % 12] + syllables[(number + k * k) % 12] * 2 for k in range(6)]
        sentences.append(f" {short} ".join(stems).capitalize() + ".")
    return "\n\n".join(" ".join(sentences[start : start + 6]) for start in range(0, 90, 6)) + "\n"


@pytest.mark.parametrize("short", ["na", "ke", "u", "qa"])
def test_an_unknown_language_lacks_no_function_words(short: str) -> None:
    assert not check(MissingFunctionWords(), unknown_language(short))


def test_keywords_and_tables_lack_no_function_words() -> None:
    words = KEYWORDS.split()
    keywords = "".join(f"Triggers: {', '.join(words[k % 13 :] + words[: k % 13])}.\n\n" for k in range(40))
    assert not check(MissingFunctionWords(), keywords)
    table = "".join(f"{word:14} | {word}ing thing\n" for word in words * 20) + "The table ends here.\n"
    assert not check(MissingFunctionWords(), table)
    letters = "".join(f"Armenian small letter {word} with sign {word}.\n\n" for word in words * 8)
    assert not check(MissingFunctionWords(), letters)
