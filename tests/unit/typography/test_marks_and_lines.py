"""Repeated and narrow marks, lost capitals, and the ends and beginnings of lines."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import DocumentRule, Finding
from seedlint.rules.typography.leading_blank import LeadingBlank
from seedlint.rules.typography.missing_final_newline import MissingFinalNewline
from seedlint.rules.typography.mixed_width_punctuation import MixedWidthPunctuation
from seedlint.rules.typography.no_capitals import NoCapitals
from seedlint.rules.typography.repeated_punctuation import _RUN, _RUN_OF, RepeatedPunctuation
from seedlint.rules.typography.trailing_whitespace import TrailingWhitespace
from seedlint.text.marks import unmark
from seedlint.text.span import Span, apply


def findings(rule: DocumentRule, text: str, path: str = "a.md") -> list[Finding]:
    return sorted(rule.check(Document(Source(path, text.encode("utf-8", "surrogatepass")))))


def fixed(text: str, found: list[Finding]) -> str:
    return apply(text, [edit for finding in found if finding.fix for edit in finding.fix.edits])


@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        ("The bridge fell⟦!!⟧ Who knew⟦??⟧", "The bridge fell! Who knew?"),
        ("¡El puente cayó⟦!!!⟧ Nadie lo vio.", "¡El puente cayó! Nadie lo vio."),
        ("Le pont est tombé\xa0⟦!!⟧ Oui.", "Le pont est tombé\xa0! Oui."),
        ("Мост упал⟦!!⟧ Кто знал⟦???⟧", "Мост упал! Кто знал?"),
        ("Cầu sập rồi⟦!!⟧", "Cầu sập rồi!"),
        ("桥塌了⟦！！⟧没人⟦，，⟧受伤⟦。。⟧", "桥塌了！没人，受伤。"),
        ("桥塌了⟦。。。。⟧真的", "桥塌了……真的"),
        ("다리가 무너졌다⟦!!⟧", "다리가 무너졌다!"),
        ('He cried "help⟦!!⟧" and ran.', 'He cried "help!" and ran.'),
    ],
)
def test_repeated(sample: str, wanted: str) -> None:
    text, spans = unmark(sample)
    found = findings(RepeatedPunctuation(), text)
    assert [finding.span for finding in found] == list(spans)
    assert fixed(text, found) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "What?! No!? Yes… and so…… on —— then.",
        "!!! note\n    x\n\n???+ tip\n    y\n\n??? why\n    z\n",
        "a ?? b, x!!.y, !!x, !!str, `a!!` and knex.raw('??', 1)",
        "!!!!!!!!!!!!!!!!!!!!!!!!!!!!\n!! warning !!\n!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
        "| a!! | b?? |\n|---|---|\n| c!! | d |",
        "https://example.org/a!!b and ??? alone",
        "```\nx!! y\n```",
        "1, 2, 3, ... and so on.",
    ],
)
def test_not_repeated(text: str) -> None:
    assert findings(RepeatedPunctuation(), text) == []


@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        ("桥塌了⟦,⟧没人受伤⟦;⟧大家都走了⟦!⟧", None),
        ("桥塌了⟦,⟧没人受伤⟦;⟧大家", "桥塌了，没人受伤；大家"),
        ("橋塌了⟦:⟧沒人受傷⟦?⟧大家", "橋塌了：沒人受傷？大家"),
        ("“好⟦!⟧”他说".replace("⟦!⟧", "!") + "⟦,⟧走吧", "“好!”他说，走吧"),
        ("---\ntitle: 桥\n---\n桥塌了⟦?⟧真的", "---\ntitle: 桥\n---\n桥塌了？真的"),
        ("**桥⟦,⟧河**和船", "**桥，河**和船"),
    ],
)
def test_mixed_width(sample: str, wanted: str | None) -> None:
    if wanted is None:  # a mark at the end of the text is not between two characters
        sample, wanted = sample.replace("⟦!⟧", "!"), "桥塌了，没人受伤；大家都走了!"
    text, spans = unmark(sample)
    found = findings(MixedWidthPunctuation(), text)
    assert [finding.span for finding in found] == list(spans)
    assert fixed(text, found) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "桥塌了，没人受伤。",
        "比分3:1, 用Python,很好。",
        "`桥,河`\n\n    桥,河\n",
        "---\ntags: 桥,河\n---\n桥。",
        "東京,大阪は雨です。とても寒い。",
        "한국의 大韓,民國 이라는 말은 어렵다.",
        "桥, 河",
    ],
)
def test_not_mixed_width(text: str) -> None:
    assert findings(MixedWidthPunctuation(), text) == []


SENTENCES = {
    "en": "the bridge fell at night. nobody was hurt, they say. the mayor said nothing. ",
    "vi": "cây cầu sập trong đêm. không ai bị thương, họ nói. thị trưởng im lặng. ",
    "ru": "старый мост упал ночью. говорят, что никто не пострадал. мэр города пока молчит. ",
    "de": "die brücke fiel in der nacht. niemand wurde verletzt. der bürgermeister schwieg. ",
    "el": "η γέφυρα έπεσε τη νύχτα. κανείς στην πόλη δεν τραυματίστηκε. ο δήμαρχος σιωπούσε όλη μέρα. ",
    "es": "el puente cayó de noche. nadie resultó herido, dicen. el alcalde callaba. ",
}


def test_many_narrow_marks_are_one_finding() -> None:
    text = "桥塌了,路断了。" * 21
    (found,) = findings(MixedWidthPunctuation(), text)
    assert found.span == Span(3, 4)
    assert found.fix is not None
    assert apply(text, found.fix.edits) == text.replace(",", "，")
    assert len(findings(MixedWidthPunctuation(), text[: 20 * 8])) == 20


@pytest.mark.parametrize("text", SENTENCES.values(), ids=list(SENTENCES))
def test_no_capitals(text: str) -> None:
    found = findings(NoCapitals(), text * 5)
    assert [finding.span.of(text * 5) for finding in found] == [text.split()[0]]
    assert findings(NoCapitals(), text * 5 + "`CODE` https://EXAMPLE.org/A\n") != []
    assert findings(NoCapitals(), text * 5 + "And that was all.\n") == []
    assert findings(NoCapitals(), text * 2) == []


@pytest.mark.parametrize(
    "text",
    [
        "apple\nbridge\nharbour\n" * 40,
        "the bridge\nfell at night\nand nobody\nwas hurt.\n\n" * 12,
        "ხიდი ღამით ჩამოინგრა. არავინ დაშავებულა. " * 10,
        "桥在夜里塌了. 没人受伤. " * 10,
        "n. adj. v. adv. pl. sg. cf. etc. vs. no. " * 5,
        "1.5. 2.5. 3.5. 4.5. 5.5. 6.5. " * 10,
        "<anna> hi.\n<ben> hello. how is it.\n" * 8,
        "".join(f"слово{n}  | a word. another word of the list. it is common.\n\n" for n in range(20)),
    ],
)
def test_capitals_are_not_missed(text: str) -> None:
    assert findings(NoCapitals(), text, "a.txt") == []


@pytest.mark.parametrize(
    ("sample", "wanted", "path"),
    [
        ("a⟦ ⟧\nb\n", "a\nb\n", "a.md"),
        ("a⟦\t⟧\n\t\nb  \n\nc \n", "a\n\nb\n\nc\n", "a.md"),
        ("a⟦  ⟧\nb\n", "a\nb\n", "a.txt"),
        ("a⟦ ⟧\r\nb \r\n", "a\r\nb\r\n", "a.md"),
        ("a⟦ ⟧\rb\r", "a\rb\r", "a.txt"),
        ("a\nb⟦ ⟧", "a\nb", "a.md"),
        ("---\na: |\n  b  \n---\nc⟦ ⟧\n", "---\na: |\n  b  \n---\nc\n", "a.md"),
        ("# a⟦  ⟧\nb\n", "# a\nb\n", "a.md"),
    ],
)
def test_trailing(sample: str, wanted: str, path: str) -> None:
    text, spans = unmark(sample)
    found = findings(TrailingWhitespace(), text, path)
    assert [finding.span for finding in found] == list(spans)
    assert fixed(text, found) == wanted
    assert findings(TrailingWhitespace(), wanted, path) == []


@pytest.mark.parametrize("text", ["a\nb\n", "a  \nb\n", "a   \n  b\n", "```\na \n \n```\n", "", "\n\n", "a\xa0\nb\n"])
def test_no_trailing(text: str) -> None:
    assert findings(TrailingWhitespace(), text) == []


@pytest.mark.parametrize(
    "sample", ["⟦ ⟧The bridge.\n", "⟦  ⟧Мост\nупал\n", "⟦ ⟧桥塌了。", "⟦\xa0⟧Le pont\n", "⟦ ⟧“Yes.”"]
)
def test_leading(sample: str) -> None:
    text, spans = unmark(sample)
    found = findings(LeadingBlank(), text)
    assert [finding.span for finding in found] == list(spans)
    assert fixed(text, found) == text.lstrip()


@pytest.mark.parametrize(
    "text", ["The bridge.\n", "    code\n", " a\n b\n", "\n a\n", "\u3000\u3000桥。\n", " 1.0 2.0\n", "", " "]
)
def test_no_leading(text: str) -> None:
    assert findings(LeadingBlank(), text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a", "a\n"), ("a\nb", "a\nb\n"), ("a\r\nb", "a\r\nb\r\n"), ("a\rb", "a\rb\r"), ("桥", "桥\n"), (" ", " \n")],
)
def test_final_newline(text: str, wanted: str) -> None:
    found = findings(MissingFinalNewline(), text)
    assert [finding.span for finding in found] == [(len(text), len(text))]
    assert fixed(text, found) == wanted


@pytest.mark.parametrize("text", ["a\n", "a\r\n", "a\r", "", "\ufeff", "---\na: 1\n---\n"])
def test_has_final_newline(text: str) -> None:
    assert findings(MissingFinalNewline(), text) == []


PIECES = [
    "!!",
    "a!! ",
    "??",
    "！！",
    "。",
    " \n",
    "a \n",
    "  ",
    "a. ",
    "ab cd. ",
    "a  \n",
    "中,",
    "\t\n",
    "...",
    "a\n\n",
]


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_time_is_linear(piece: str) -> None:
    rules = (RepeatedPunctuation, MixedWidthPunctuation, NoCapitals, TrailingWhitespace, LeadingBlank)

    def cost(size: int) -> float:
        document = Document(Source("a.md", (piece * (size // len(piece))).encode()))
        start = process_time()
        for rule in rules:
            list(rule().check(document))
        return process_time() - start

    large = cost(48_000)
    if large > 0.2:
        large = min(large, *(cost(48_000) for _ in range(3)))  # other programs only add
        small = min(cost(12_000) for _ in range(4))
        assert large < 9 * small, f"{small:.3f} s, {large:.3f} s"


@given(st.text(st.sampled_from("!?！？，。、；：a .")))
def test_runs_of_each_mark_are_all_runs(text: str) -> None:
    each = [match.span() for pattern in _RUN_OF.values() for match in pattern.finditer(text)]
    assert sorted(each) == [match.span() for match in _RUN.finditer(text)]
