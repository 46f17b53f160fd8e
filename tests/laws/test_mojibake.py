"""What must be true of the search for mojibake in every text."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.encoding._mojibake import Scan, scan
from seedlint.rules.encoding.lossy_mojibake import LossyMojibake
from seedlint.rules.encoding.mojibake import Mojibake
from seedlint.rules.encoding.suspected_mojibake import SuspectedMojibake
from unit.encoding.mangling import document, findings, fixed, mangled_in_place

ALPHABETS = {
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "greek": "αβγδεζηθικλμνξοπρστυφχψως",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "devanagari": "अआइईउऊएओकखगघचजटडणतदनपबमयरलवशसह",
    "thai": "กขคงจชดตถทนบปพมยรลวสหอ",
    "kana": "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "han": "的一是不了人我在有他这中大来上国",
    "hangul": "가나다라마바사아자차카타파하",
    "accented": "àâçéèêëîïôùûüäöåøæñáíóúãõ",
}
WORDS = st.one_of(*(st.text(alphabet, min_size=3, max_size=8) for alphabet in ALPHABETS.values()))
PIECES = st.one_of(
    st.sampled_from(
        ["â€", "â€™", "Ã", "Ã©", "Â", "\xa0", "ï¿½", "ÃƒÂ©", "√©", "‚Ä¶", "вЂ™", "Рџ", "鈥", "鈥檚", "锟斤拷"]
    ),
    st.sampled_from(
        ["烫烫烫", "à¤", "ðŸ", "├⌐", "п÷я─", "&Acirc;", "&copy;", "&#226;", "`", "```", "\x85", "\x92", "\ufffd"]
    ),
    st.sampled_from(["\udc92", "É…", "à\xa0»", ".", "Ä‡", "Ć¦Ć°", "×¨", "Â’", "í\xa0½í¸€"]),
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES | st.sampled_from(["\n", " ", "a", "Z", "---\n"])).map("".join),
    st.text(st.characters(min_codepoint=0x80, max_codepoint=0x17F)),
    st.text(st.characters(min_codepoint=0x2000, max_codepoint=0x25FF)),
)


def all_spans(found: Scan) -> list[tuple[int, int]]:
    return sorted([*(item.span for item in (*found.mojibake, *found.remains)), *found.suspects])


@given(st.lists(WORDS, min_size=2, max_size=6), st.integers(1, 3))
def test_words_that_are_mangled_in_place_are_found_and_repaired(words: list[str], layers: int) -> None:
    clean = "From here on: " + " and ".join(words) + "\n"
    broken, spans = mangled_in_place(clean, "cp1252", layers)

    assert findings(Mojibake(), clean) == []
    found = findings(Mojibake(), broken)
    assert [finding.span for finding in found] == spans
    assert fixed(broken, found) == clean


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_without_character_references_is_silent(text: str) -> None:
    assert document(text.replace("&", "+")).view(scan) == Scan()


@given(TEXTS)
def test_any_text_gives_disjoint_spans_inside_of_it(text: str) -> None:
    shared = Document(Source("a.md", text.encode("utf-8", "surrogatepass")))
    spans = all_spans(shared.view(scan))

    assert all(0 <= start < end <= len(shared.text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for rule in (Mojibake(), LossyMojibake()):
        for finding in rule.check(shared):
            assert "\n" not in finding.message


@given(TEXTS)
def test_safe_fixes_are_exact_and_final(text: str) -> None:
    """Fixing comes to an end: each round makes the text shorter, until nothing is found."""
    text = document(text).text
    for _ in range(10):
        found = [finding for finding in findings(Mojibake(), text) if finding.fix]
        if not found:
            break
        text = fixed(text, found)
    assert not found


@given(st.lists(PIECES.filter(str.isprintable), min_size=1).map(" ".join))
def test_second_opinions_edit_the_suspects_line(text: str) -> None:
    for finding in SuspectedMojibake().check(document(text)):
        assert finding.fix is not None
        assert finding.span == finding.fix.edits[0].span
        assert 0 <= finding.span.start < finding.span.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "â€",
        "Ã",
        "Ã©",
        "Ã© ",
        "â€ ",
        "ÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢",
        "É… ",
        "√é ",
        "a\x92 ",
        "鈥檚",
        "鈥",
        "&Acirc;&copy; ",
        "`Ã©``",
        "█╗",
        "à¤",
        "&#226",
        "Рџ",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    small, large = (_calls(unit * count) for count in (300, 1200))

    assert large < 5 * small + 500


def _calls(text: str) -> int:
    """How many Python functions a scan calls."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    shared = document(text)
    sys.setprofile(profile)
    try:
        shared.view(scan)
    finally:
        sys.setprofile(None)
    return count
