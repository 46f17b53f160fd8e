"""Characters that nobody sees or that look like others: found where they are wrong, left alone where they are right."""

from __future__ import annotations

import sys
from unicodedata import combining, decomposition, is_normalized

import pytest

from seedlint.diagnostics import Applicability, Finding, Severity
from seedlint.rules.base import DocumentRule
from seedlint.rules.encoding.bidi_control import BidiControl
from seedlint.rules.encoding.byte_order_mark import ByteOrderMark
from seedlint.rules.encoding.control_character import ControlCharacter
from seedlint.rules.encoding.invisible_character import InvisibleCharacter
from seedlint.rules.encoding.mixed_newlines import MixedNewlines
from seedlint.rules.encoding.mixed_script_word import MixedScriptWord
from seedlint.rules.encoding.mojibake import Mojibake
from seedlint.rules.encoding.not_normalized import _INERT, NotNormalized
from seedlint.rules.encoding.odd_whitespace import OddWhitespace
from seedlint.rules.encoding.private_use_character import PrivateUseCharacter
from seedlint.text.marks import unmark
from unit.encoding.mangling import SENTENCES, findings, fixed

RULES = (
    BidiControl(),
    ControlCharacter(),
    InvisibleCharacter(),
    MixedNewlines(),
    MixedScriptWord(),
    NotNormalized(),
    OddWhitespace(),
    PrivateUseCharacter(),
)
by_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def marked(rule: DocumentRule, sample: str) -> list[Finding]:
    """The findings in a sample, which must be where its marks are."""
    text, spans = unmark(sample)
    found = findings(rule, text)
    assert [finding.span for finding in found] == list(spans)
    return found


@by_rule
@pytest.mark.parametrize("language", SENTENCES)
def test_clean_text_is_silent(language: str, rule: DocumentRule) -> None:
    assert findings(rule, f"---\ntitle: {SENTENCES[language]!r}\n---\n{SENTENCES[language]}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "نمی\u200cدانم PDF\u200cها را کجا می\u200cفروشند.\n",  # Persian, also after Latin letters
        "یہ لوگ\u200cوں کا گھر ہے۔\n",
        "ক্ষ র\u200d্যাব ক্\u200cষ\n",
        "ശ്രീ അവന്\u200d പറഞ്ഞു\n",
        "ශ්\u200dරී ලංකා\n",
        "ภาษา\u200bไทย\n",
        "ភាសា\u200bខ្មែរ\n",
        "မြန်မာ\u200bဘာသာ\n",
        "ພາສາ\u200bລາວ\n",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ\n",
        "👩\u200d💻 👨🏽\u200d🚀 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥\n",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru\n",
        "Danke an @\u200bhafenmeister für die Auf\u200clage.\n",
        "ᄒ\u1161ᆫ ㅤ한글\n",
    ],
)
def test_invisible_characters_that_are_right(text: str) -> None:
    assert findings(InvisibleCharacter(), text) == []


@pytest.mark.parametrize(
    "sample",
    [
        "The har⟦\u200b⟧bour and the fer⟦\u2060\u200b⟧ry.\n",
        "La mai⟦\u200b⟧rie, l’é⟦\u200d⟧té.\n",
        "Der Hafen⟦\u200b⟧ ist offen.\n",
        "Порт от⟦\u200c⟧крыт с ут⟦\u200b⟧ра.\n",
        "El puer⟦\u180e⟧to está abierto.⟦\u200b⟧\n",
        "Cảng mở cửa⟦\u200b\u200b⟧ lúc sáu giờ.\n",
        "항구가⟦\u200b⟧ 열렸다.\n",
        "Hidden⟦\U000e0068\U000e0069⟧ words, h⟦\U000e0101\U000e0102\U000e0103⟧ere too.\n",
        "👩⟦\u200d⟧ alone\n",
        "---\ntitle: ⟦\u200b⟧Harbour\n---\nText.\n",
    ],
)
def test_invisible_characters_that_are_wrong(sample: str) -> None:
    found = marked(InvisibleCharacter(), sample)

    assert {finding.severity for finding in found} == {None}
    assert not set("\u200b\u200c\u200d\u2060\u180e") & set("".join(finding.message for finding in found))


@pytest.mark.parametrize(
    ("sample", "severity", "applicability"),
    [
        ("The har⟦\u200b⟧bour.\n", None, Applicability.SAFE),
        ("The harbour⟦\u200b⟧.\n", None, Applicability.UNSAFE),
        ("Порт от⟦\u200b⟧крыт.\n", None, Applicability.UNSAFE),
        ("Write `har⟦\u200b⟧bour`.\n", Severity.INFO, Applicability.UNSAFE),
        ("See https://news.example/har⟦\u200b⟧bour now.\n", None, Applicability.UNSAFE),
        ("Donaudampf⟦\xad⟧schifffahrt\n", Severity.INFO, Applicability.SAFE),
        ("港口⟦\u200b⟧今天开放。\n", Severity.INFO, Applicability.UNSAFE),
        ('---\ntitle: "Har⟦\u200b⟧bour"\n---\nText.\n', None, Applicability.SAFE),
        ("---\ntitle: Har⟦\u200b⟧bour\n---\nText.\n", None, Applicability.SAFE),
        ("---\nlive: tr⟦\u200b⟧ue\n---\nText.\n", None, Applicability.UNSAFE),
        ("---\nti⟦\u200b⟧tle: Harbour\n---\nText.\n", None, Applicability.UNSAFE),
        ('---\nurl: "https://news.example/har⟦\u200b⟧bour"\n---\nText.\n', None, Applicability.UNSAFE),
    ],
)
def test_invisible_characters_are_removed_with_care(
    sample: str, severity: Severity | None, applicability: Applicability
) -> None:
    [finding] = marked(InvisibleCharacter(), sample)

    assert finding.severity is severity
    assert finding.fix is not None
    assert finding.fix.applicability is applicability


@pytest.mark.parametrize(
    "sample",
    [
        "دکمه Enter⟦\u200c⟧ را فشار دهید.\n",  # Persian: the writer meant to join a suffix
        "Boolean (អាចជា True⟦\u200b⟧ ឬ False)\n",
        "ឈ្មោះ (domain name⟦\u200b⟧)។\n",
    ],
)
def test_stray_ones_near_their_script_are_information_only(sample: str) -> None:
    assert {finding.severity for finding in marked(InvisibleCharacter(), sample)} == {Severity.INFO}


def test_what_another_rule_reports_is_not_reported_twice() -> None:
    for text in ("todavÃ\xada, asÃ\xad, voilÃ\xa0 là\n", "Don\x92t wait\x97go.\n", "a\ufeffb\n"):
        assert len(findings(Mojibake(), text)) + len(findings(ByteOrderMark(), text)) >= 1
        assert [rule.name for rule in RULES if findings(rule, text)] == []


@pytest.mark.parametrize(
    ("sample", "repaired"),
    [
        ("The ⟦\x00⟧harbour⟦\x07⟧ opens.\n", "The harbour opens.\n"),
        ("Порт⟦\x01\x02⟧ открыт.\n", "Порт открыт.\n"),
        ("港口⟦\x1f⟧开放。⟦\x7f⟧\n", "港口开放。\n"),
        ("El puerto⟦\x0b⟧está abierto.\n", "El puerto\nestá abierto.\n"),
        ("⟦\x1b[1m⟧Bold⟦\x1b[22m\x1b[0m⟧ and ⟦\x1b]0;title\x07⟧a title⟦\x1b⟧\n", "Bold and a title\n"),
        ("Τα ⟦\x93⟧πλοία⟦\x94⟧.\n", "Τα “πλοία”.\n"),
        ("A⟦\ufdd0⟧b⟦\ufffb⟧c⟦\U0001ffff⟧\n", "Abc\n"),
    ],
)
def test_control_characters(sample: str, repaired: str) -> None:
    found = marked(ControlCharacter(), sample)

    assert fixed(unmark(sample)[0], found) == repaired
    assert all(finding.message.isprintable() for finding in found)


def test_page_breaks_and_code_are_information_only() -> None:
    found = marked(ControlCharacter(), "One.\n⟦\x0c⟧Two.⟦\x0c⟧\n\nWrite `⟦\x1b[0m⟧`.\n")

    assert {finding.severity for finding in found} == {Severity.INFO}


@pytest.mark.parametrize(
    "text",
    [
        "הנמל \u202b(Port)\u202c נפתח\u200f!\n",
        "يفتح \u2067الميناء \u2066(Port \u202aA\u202c)\u2069\u2069 غدا.\n",
        "In Hebrew it is \u2068נמל\u2069.\n",
        "הנמל נפתח.\n\n\u200f– 2024\n",  # a line of digits in a document in Hebrew
    ],
)
def test_directional_characters_that_are_right(text: str) -> None:
    assert findings(BidiControl(), text) == []


@pytest.mark.parametrize(
    ("sample", "severity"),
    [
        ("Pay ⟦\u202e⟧10 20\u202c euro.\n", None),
        ("Der Hafen ⟦\u2067⟧ist offen.\n", None),
        ("Порт⟦\u2069⟧ открыт.\n", None),
        ("港口⟦\u202b⟧今天\u202c开放。\n", None),
        ("הנמל (⟦\u202b⟧Port) נפתח.\n", None),
        ("הנמל \u2067a ⟦\u202a⟧b\u2069 c⟦\u202c⟧.\n", None),
        ("⟦\u202b⟧הנמל נפתח.\n", Severity.WARNING),
        ("Le port⟦\u200e⟧ ouvre.\n", Severity.WARNING),
        ("Le ⟦\u2068⟧port\u2069 ouvre.\n", Severity.WARNING),
        ("---\ntitle: ⟦\u202e⟧Harbour\n---\nText.\n", None),
        ("Use `⟦\u202e⟧`.\n", Severity.INFO),
    ],
)
def test_directional_characters_that_are_wrong(sample: str, severity: Severity | None) -> None:
    found = marked(BidiControl(), sample)

    assert {finding.severity for finding in found} == {severity}
    assert findings(BidiControl(), fixed(unmark(sample)[0], found)) == []


def test_paragraphs_that_all_begin_with_the_same_control_are_a_custom() -> None:
    line = "⟦\u202b⟧הנמל נפתח בשעה שש.\n\n"

    assert {finding.severity for finding in marked(BidiControl(), line * 2)} == {Severity.WARNING}
    assert {finding.severity for finding in marked(BidiControl(), line * 3)} == {Severity.INFO}
    assert {finding.severity for finding in marked(BidiControl(), line.replace("\u202b", "\u202d") * 3)} == {None}


@pytest.mark.parametrize(
    ("sample", "repaired"),
    [
        ("The ⟦pоrt⟧ opens, ⟦СOVID⟧ is over.\n", "The port opens, COVID is over.\n"),
        ("⟦Poссия⟧ и ⟦мoре⟧, ⟦часoв⟧ два.\n", "Россия и море, часов два.\n"),
        ("⟦Xарків⟧ і ⟦Oдеса⟧.\n", "Харків і Одеса.\n"),
        ("⟦Bсички⟧ кораби.\n", "Всички кораби.\n"),
        ("Στο ⟦λιμάνιo⟧ της ⟦Aττικής⟧.\n", "Στο λιμάνιο της Αττικής.\n"),
        ("All of ⟦Αmerica⟧ and ⟦Εurope⟧.\n", "All of America and Europe.\n"),
        ("L’⟦écоle⟧ est fermée.\n", "L’école est fermée.\n"),
        ("El ⟦Estadо⟧ protege. Các ⟦quуền⟧ tự do bị ⟦buộс⟧.\n", "El Estado protege. Các quyền tự do bị buộc.\n"),
        ("⟦Việс⟧ kết hôn ở Liên Hợp ⟦Quốс⟧ được bảo đảm.\n", "Việc kết hôn ở Liên Hợp Quốc được bảo đảm.\n"),
    ],
)
def test_mixed_scripts(sample: str, repaired: str) -> None:
    found = marked(MixedScriptWord(), sample)

    assert fixed(unmark(sample)[0], found) == repaired
    assert {finding.fix.applicability for finding in found if finding.fix} == {Applicability.UNSAFE}


@pytest.mark.parametrize(
    "text",
    [
        "Сервис PDF-файлов, USB‑порт, iPhone'ы и 3D-модель; e-mail.\n",
        "Список URLа, APIшка, Gitе и DNSу.\n",
        "Мощность 5 кВт при Uвх = 10 В, Iвых = 2 А.\n",
        "TNFα, PPARγ, NFκB, Cα, 10 kΩ, 5 μm, Δx, νmax, sinθ, ημx.\n",
        "Београд и Beograd, Љубљана и Ljubljana.\n",
        "ГIалгIай мотт, нохчийн меттан Iилма.\n",
        "Print %ldК, %0AДержатель and \\tВывод; `pаypal`.\n",
        "[pаypal](https://pаypal.com) is https://pаypal.com\n".replace("[pаypal]", "[a link]"),
        "中文ABC混排 и 漢字Кирилл.\n",
        "Раздел TOCСПЕЦ и файлы BMPКАРТА.\n",
    ],
)
def test_scripts_side_by_side_that_are_right(text: str) -> None:
    assert findings(MixedScriptWord(), text) == []


@pytest.mark.parametrize(
    ("sample", "repaired"),
    [
        ("Cafe⟦\u0301⟧\n".replace("e⟦\u0301⟧", "⟦e\u0301⟧"), "Café\n"),
        ("⟦U\u0308⟧ber A\u0308pfel\n", "Über Äpfel\n"),
        ("Việt Nam, ti⟦e\u0302\u0301⟧ng\n", "Việt Nam, tiếng\n"),
        ("⟦\u1112\u1161\u11bc\u1100\u116e⟧가\n", "항구가\n"),
        ("⟦か\u3099ほ\u309a⟧\n", "がぽ\n"),
        ("Т⟦и\u0306⟧х\n", "Тйх\n"),
    ],
)
def test_normalization(sample: str, repaired: str) -> None:
    [finding] = marked(NotNormalized(), sample)

    assert fixed(unmark(sample)[0], [finding]) == repaired
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.SAFE


@pytest.mark.parametrize(
    "text",
    [
        "Code `cafe\u0301` and [a link](cafe\u0301.png).\n",
        "---\nurl: https://news.example/cafe\u0301\n---\nText.\n",
        "x² ﬁ ① ｱ Ａ\n",
    ],
)
def test_what_is_not_normalized_on_purpose(text: str) -> None:
    assert findings(NotNormalized(), text) == []


def test_inert_characters_are_never_changed_by_their_neighbours() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    inert = "".join(_INERT.findall(everything))
    pairs = [decomposition(character) for character in everything]
    joining = {code for pair in pairs if not pair.startswith("<") for code in pair.split()[1:]}
    assert len(inert) > 40_000
    assert is_normalized("NFC", inert)
    assert not any(map(combining, inert))
    assert not any(f"{ord(character):04X}" in joining for character in inert)
    assert not any("\u1100" <= character <= "\u11ff" for character in inert)


def test_a_lost_shape_is_no_safe_fix() -> None:
    [finding] = marked(NotNormalized(), "⟦\ufa19⟧社\n")

    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.UNSAFE


def test_many_places_are_one_edit() -> None:
    text = "e\u0301 " * 2_000
    [finding] = findings(NotNormalized(), text)

    assert finding.fix is not None
    assert len(finding.fix.edits) == 1
    assert fixed(text, [finding]) == "é " * 2_000


@pytest.mark.parametrize(
    "text",
    [
        "Qui\xa0? «\xa0Oui\xa0», dit-il\u202f; 10\xa0000\xa0€, p.\xa012\n",
        "　一、港口开放。　二、渡轮。\n東京　Tokyo\n",
        "|\xa0\xa0| a |\n|---|---|\n",
        "\xa0\n\nText.\n",
    ],
)
def test_white_space_that_is_right(text: str) -> None:
    assert findings(OddWhitespace(), text) == []


@pytest.mark.parametrize(
    ("sample", "repaired"),
    [
        ("El puerto⟦\xa0\xa0⟧abre⟦ \xa0 ⟧hoy.\n", "El puerto abre hoy.\n"),
        ("Порт⟦\u2028⟧открыт.\n", "Порт\nоткрыт.\n"),
        ("One.⟦\x85⟧Two⟦　　⟧three.\n", "One.\nTwo three.\n"),
        ('---\ntitle: "Le port⟦\u2029⟧ouvre"\n---\nText.\n', '---\ntitle: "Le port ouvre"\n---\nText.\n'),
    ],
)
def test_odd_white_space(sample: str, repaired: str) -> None:
    found = marked(OddWhitespace(), sample)

    assert fixed(unmark(sample)[0], found) == repaired


@pytest.mark.parametrize(
    ("text", "message", "applicability"),
    [
        ("a\nb\r\nc\n", "1 of 3 lines ends in CRLF, most end in LF", Applicability.SAFE),
        ("a\r\nb\nc\nd\r\ne\r\n", "2 of 5 lines end in LF, most end in CRLF", Applicability.SAFE),
        ("a\nb\rc\n", "1 of 3 lines ends in CR, most end in LF", Applicability.SAFE),
        ("a\r\r\nb\r\n", "1 of 3 lines ends in CR, most end in CRLF", Applicability.UNSAFE),
    ],
)
def test_newlines(text: str, message: str, applicability: Applicability) -> None:
    [finding] = findings(MixedNewlines(), text)

    assert finding.message == message
    assert finding.fix is not None
    assert finding.fix.applicability is applicability
    assert findings(MixedNewlines(), fixed(text, [finding])) == []


def test_private_use_characters() -> None:
    found = marked(PrivateUseCharacter(), "⟦\uf0b7⟧ 一⟦\ue815\ue816⟧二 ⟦\U000f0001⟧ and `⟦\ue0a0⟧`\n")

    assert [finding.severity for finding in found] == [None, None, None, Severity.INFO]
    assert "a bullet" in found[0].message
    assert "HKSCS" in found[1].message
    assert findings(PrivateUseCharacter(allow=("U+E000-U+F8FF",)), "\ue0a0 \uf8ff\n") == []
    assert len(findings(PrivateUseCharacter(allow=("nonsense",)), "\ue0a0\n")) == 1
    assert "old fonts" in findings(PrivateUseCharacter(), "แผงวงจรไฟฟ\uf706า\n")[0].message
    assert "old fonts" not in findings(PrivateUseCharacter(), "The menu \uf706\n")[0].message


@pytest.mark.parametrize("text", ["\u0484sea\n", "Sea\u0483s and ships.\n", "\u0378sea\n"])
def test_a_mark_among_latin_letters_is_no_letter_of_another_script(text: str) -> None:
    assert findings(MixedScriptWord(), text) == []
