"""Texts that look like defects and are none: manuals, messages of programs, refrains, tables."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Finding, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import DocumentRule
from seedlint.rules.body.boilerplate_line import BoilerplateLine
from seedlint.rules.body.giant_paragraph import GiantParagraph
from seedlint.rules.body.html_residue import HtmlResidue
from seedlint.rules.body.looped_phrase import LoopedPhrase
from seedlint.rules.body.opaque_blob import OpaqueBlob
from seedlint.rules.body.repeated_line import RepeatedLine
from seedlint.rules.body.template_residue import TemplateResidue
from seedlint.rules.body.truncated_text import TruncatedText

HARBOUR = (
    "The harbour opened again on Monday, and three ships came in before noon. The mayor thanked the masons, who had"
    " mended the old quay in the winter, and asked everybody to be patient with the noise of the cranes."
)
MESSAGES = "Cannot open %s\n\nThe file %(name)s is missing\n\nFound %d ships\n\n"
SENTENCE = "The harbour of the old town opened again on Monday."
HINDI = "हर व्यक्ति को बंदरगाह पर काम करने और वहाँ आने जाने का पूरा अधिकार है ।"


def found(rule: DocumentRule, text: str, path: str = "a.txt") -> list[Finding]:
    return list(rule.check(Document(Source(path, text.encode()))))


def pieces(rule: DocumentRule, text: str, path: str = "a.txt") -> list[str]:
    return [finding.span.of(text) for finding in found(rule, text, path)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (HtmlResidue(), f"{MESSAGES}The <b>harbour</b> is open\n"),
        (RepeatedLine(), f"{MESSAGES}{SENTENCE}\n\n{SENTENCE}\n"),
        (LoopedPhrase(), MESSAGES + "The harbour of the old town was closed. " * 30),
        (TemplateResidue(), f"{MESSAGES}{HARBOUR} It was ${{count}} in all.\n"),
        (BoilerplateLine(), f"{MESSAGES}{HARBOUR}\n\nPlease enable JavaScript to continue\n"),
        (TruncatedText(), f"{MESSAGES}Reading all the ships of the harbour...\n"),
        (
            TemplateResidue(),
            f"Counted in the harbour: one ship.\n\nCounted in the harbour: ${{count}} ships.\n{HARBOUR}",
        ),
    ],
)
def test_messages_of_programs(rule: DocumentRule, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize("rule", [HtmlResidue(), RepeatedLine(), LoopedPhrase(), TemplateResidue()])
def test_the_same_defects_count_elsewhere(rule: DocumentRule) -> None:
    text = (
        f"{HARBOUR} <b>Ships</b> came for ${{name}}.\n\n{SENTENCE}\n\n{SENTENCE}\n\n"
        + "We thank all who came to the harbour. " * 9
    )

    assert [finding.severity for finding in found(rule, text)] in ([None], [None, None])


@pytest.mark.parametrize("heading", ["VEJA TAMBÉM", "XEM THÊM", "СМОТРИТЕ ТАКЖЕ"])
def test_see_also_above_references(heading: str) -> None:
    rule = BoilerplateLine()

    assert found(rule, f"{HARBOUR}\n\n{heading}\n       quay(1), crane(8)\n") == []
    assert found(rule, f"{HARBOUR}\n\n{heading}\n\nquay(1), crane(8)\n", "a.md") == []
    assert found(rule, f"{HARBOUR}\n\n{heading}\n\n- quay\n- crane\n") == []
    assert pieces(rule, f"{HARBOUR}\n\n{heading}\n\n{HARBOUR}\n") == [heading]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Aceptar cookies"),
        ("es", "Inicia sesión para comentar"),
        ("fr", "Continuer sans accepter"),
        ("fr", "Cet article est réservé à nos abonnés"),
        ("de", "Nur notwendige Cookies akzeptieren"),
        ("de", "Das könnte dir auch gefallen"),
        ("pt", "Rejeitar todos os cookies"),
        ("pt", "Receba nossa newsletter"),
        ("ru", "Принять файлы cookie"),
        ("ru", "Вам может понравиться"),
        ("vi", "Chấp nhận tất cả cookie"),
        ("vi", "Đăng nhập để gửi bình luận"),
        ("ja", "この記事は会員限定です"),
        ("ja", "すべてのCookieを許可する"),
        ("ko", "JavaScript를 활성화하세요"),
        ("ko", "기자의 다른 기사 보기"),
        ("zh", "接受所有Cookie"),
        ("zh", "您可能感兴趣的文章"),
        ("zh", "未经授权不得转载"),
        ("en", "Accept and continue"),
        ("en", "You can unsubscribe at any time."),
    ],
)
def test_what_banners_and_boxes_say(language: str, line: str) -> None:
    declared = f"---\nlang: {language}\n---\n{HARBOUR}\n\n{line}\n\n{HARBOUR}\n"

    assert pieces(BoilerplateLine(), declared, "a.md") == [line]


def test_manual_pages_repeat_themselves() -> None:
    page = f"quay(1)      General Commands      quay(1)\n\n       {SENTENCE}\n\n       --open\n\n       {SENTENCE}\n"

    assert found(RepeatedLine(), page) == []
    assert pieces(RepeatedLine(), page.replace("       --open\n\n", "")) == [SENTENCE]


def test_a_refrain_is_information() -> None:
    text = "".join(
        f"Nobody counted the {number} ships of that day, and nobody was asked to. {HARBOUR[:90]}\n\n{SENTENCE}\n\n"
        for number in ["one", "two", "three", "four", "five", "six"]
    )

    assert {finding.severity for finding in found(RepeatedLine(), text) if finding.message.startswith("'The harb")} == {
        Severity.INFO
    }


def test_marks_of_letters_count() -> None:
    assert pieces(RepeatedLine(), f"{HINDI}\n\nबंदरगाह खुल गया ।\n\n{HINDI}\n") == [HINDI]
    assert len(found(GiantParagraph(), f"{(HINDI + ' ') * 40}\n")) == 1


def test_a_long_paragraph_of_few_sentences_counts_by_its_length() -> None:
    recital = ("The harbour opened again on Monday " + "and again " * 25 + "on Friday. ") * 7

    assert len(found(GiantParagraph(), recital)) == 1
    assert not found(GiantParagraph(), recital[: len(recital) // 2])


def test_tables_and_long_words_are_no_loops() -> None:
    table = "".join(f"{sign}   von links nach rechts\n" for sign in ("+ -", "* /", "<< >>", "&&", "||", "==")) * 4
    words = (
        "".join(f"ファイルシステムラベルは{verb}。" for verb in ("読む", "書く", "消す", "見る", "開く", "閉じる")) * 1
    )

    assert found(LoopedPhrase(), f"{HARBOUR}\n\n{table}") == []
    assert found(LoopedPhrase(), f"港は月曜日に再び開き、三隻の船が入った。{words}") == []


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (f"{HARBOUR} The ships came from the north,...\n", "..."),
        (f"{HARBOUR} The ships came from the north,…\n", "…"),
        (f"{HARBOUR} The ships came from the north, […]\n", "[…]"),
        (f"{HARBOUR} Ropes, chains, ...\n", ""),
        (f"{HARBOUR} Ropes, chains, …\n", ""),
    ],
)
def test_an_ellipsis_after_a_comma(text: str, end: str) -> None:
    assert pieces(TruncatedText(), text) == ([end] if end else [])


@pytest.mark.parametrize("piece", ["{{user.name}}", "${title}", "[object Object]", "{{ first_name }}"])
def test_placeholders_in_texts_on_programs_without_code(piece: str) -> None:
    assert pieces(TemplateResidue(), f"{HARBOUR} The configuration of JavaScript {piece} is a variable matter.\n") == [
        piece
    ]


@pytest.mark.parametrize("piece", ["{{ end }}", "{{ site.time }}", "{{ book.version }}", "${SHELL}", "{{else}}"])
def test_what_programs_fill_in(piece: str) -> None:
    assert found(TemplateResidue(), f"{HARBOUR} It was {piece} then.\n") == []


@pytest.mark.parametrize("before", ["", "x ", "港口于周一重新开放。", "a" * 59 + " ", "é" * 61])
@pytest.mark.parametrize("after", ["", " and more", "。"])
def test_blobs_wherever_they_begin(before: str, after: str) -> None:
    blob = "Hb8xQz0aLk3PvR7mWc2TyUe9Df1Gj5Nso4Iq6Zr" * 3

    assert pieces(OpaqueBlob(), f"{before}{blob}{after}\n") == [blob]
