"""Quotation marks that face the wrong way or have no partner, by language and by the document's own use."""

from __future__ import annotations

from time import process_time

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import Applicability, DocumentRule, Finding
from seedlint.rules.typography.misdirected_quote import MisdirectedQuote
from seedlint.rules.typography.mixed_quotes import MixedQuotes
from seedlint.rules.typography.treebank_quotes import TreebankQuotes
from seedlint.rules.typography.unbalanced_quote import UnbalancedQuote
from seedlint.text.marks import unmark
from seedlint.text.span import apply


def findings(rule: DocumentRule, text: str, path: str = "a.md") -> list[Finding]:
    return sorted(rule.check(Document(Source(path, text.encode("utf-8", "surrogatepass")))))


def assert_found(rule: DocumentRule, sample: str, path: str = "a.md") -> list[Finding]:
    text, spans = unmark(sample)
    found = findings(rule, text, path)
    assert [finding.span for finding in found] == list(spans)
    return found


@pytest.mark.parametrize(
    ("sample", "fixed"),
    [
        ("“Yes,” he said of⟦”⟧Old Tom”.", "“Yes,” he said of “Old Tom”."),
        ("“Yes,” he said. ⟦”⟧No,” she said.", "“Yes,” he said. “No,” she said."),
        ("“Yes,” he said. (⟦”⟧No,” she said.)", "“Yes,” he said. (“No,” she said.)"),
        ("“Sí”, dijo. Lo llaman ⟦”⟧el viejo”.", "“Sí”, dijo. Lo llaman “el viejo”."),
        ("“Có”, ông nói về⟦”⟧bến cũ”.", "“Có”, ông nói về “bến cũ”."),
        ("„Ja“, sagte er, „und ob“. Dann ⟦“⟧nein“.", "„Ja“, sagte er, „und ob“. Dann „nein“."),
        ("„Tak”, rzekł, „owszem”. Potem ⟦”⟧nie”.", "„Tak”, rzekł, „owszem”. Potem „nie”."),
        ("„Да“, каза той, „разбира се“. После ⟦“⟧не“.", "„Да“, каза той, „разбира се“. После „не“."),
        ("“Yes,” he said. “Well” and “no⟦“⟧, she said.", "“Yes,” he said. “Well” and “no”, she said."),
        ("他说“是的”，“当然”，又说“不⟦“⟧。", "他说“是的”，“当然”，又说“不”。"),
    ],
)
def test_misdirected(sample: str, fixed: str) -> None:
    (finding,) = assert_found(MisdirectedQuote(), sample)
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.SAFE
    assert apply(unmark(sample)[0], finding.fix.edits) == fixed
    assert findings(UnbalancedQuote(), unmark(sample)[0]) == []


@pytest.mark.parametrize(
    "text",
    [
        "“Yes,” he said, “no.” The 15” screen and a 3½” disk.",
        "”Ja”, sa han. ”Nej”, sa hon.",
        "”Kyllä”, hän sanoi. ”Ei”, sanoi toinen.",
        "---\nlang: sv\n---\n“Ja” heter det, eller ”nej”.",
        "„Ja“, sagte er. „Nein“, sagte sie.",
        "„Tak”, rzekł. „Nie”, rzekła.",
        "»Ja«, sagde han. »Nej«, sagde hun.",
        "„Igen”, mondta. „Nem”, felelte.",
        "他说“是的”然后走了“再见”。",
        "« Oui », dit-il. “Non”, dit-elle.",
        "“Yes,”he said. “No”she said.",
        "„%(name)s“ „x“ и „y“? “А”",
        'The letters ”a” in `”b”` only: "x".',
        "Se on ”/”, sanoi hän englanniksi. It is the root of all files, and it is ”-” here.",
        "If no file is given, or if it is ”-”, the standard input is read.",
    ],
)
def test_not_misdirected(text: str) -> None:
    assert findings(MisdirectedQuote(), text) == []


@pytest.mark.parametrize(
    "sample",
    [
        "He said ⟦“⟧yes and left. She said “no”.",
        "He said yes⟦”⟧ and left. She said “no”.\n\n“Good.”",
        "Er sagte ⟦„⟧ja und ging. Sie sagte „nein“.",
        "Powiedział ⟦„⟧tak i wyszedł. Ona: „nie”.",
        "Он сказал ⟦«⟧да и ушёл. Она сказала «нет».",
        "Il dit ⟦«⟧oui et part. Elle dit «non».",
        "Ông nói ⟦“⟧có rồi đi. Bà nói “không”.",
        "他说⟦“⟧是的，然后走了。她说“不”。",
        "彼は⟦「⟧はい、と言った。彼女は「いいえ」と言った。",
        "桥⟦（⟧很旧的桥塌了。另一座（新桥）没塌。",
        "그는 ⟦“⟧네라고 말했다. 그녀는 “아니요”라고 말했다.",
        "他读了《书》和⟦『⟧信，然后走了。",
        "Le maire parle du ⟦«⟧\u00a0vieux pont et s’en va. «\u00a0Oui\u00a0», dit-il.",
        "Le maire parle du vieux pont\u00a0⟦»⟧ et s’en va. «\u00a0Oui\u00a0», dit-il.",
        "« Oui », dit-il, « et non ». On parle du ⟦«⟧ vieux pont, puis on part.",
        "« Oui », dit-il, « et non ». On parle du vieux pont ⟦»⟧ puis on part.",
        "Он видел мост⟦»⟧ и реку. «Да», сказал он, «и ещё раз да».",
        "Είδε τη γέφυρα⟦»⟧ και έφυγε. «Ναι», είπε, «και πάλι ναι».",
        "Він бачив «міст» і «річку», а також⟦»⟧ човен.",
        "رأى الجسر⟦»⟧ ثم ذهب. قال «نعم» ثم «لا».",
    ],
)
def test_unbalanced(sample: str) -> None:
    (finding,) = assert_found(UnbalancedQuote(), sample)
    assert finding.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "“First paragraph.\n\n“Second one,” he said.",
        "“First paragraph\n\n- item\n- item\n\nand the end,” he said.",
        "«Primero.\n\n»Segundo», dijo.",
        "“He called it ‘old’,” she said; “the ’90s.”",
        "„Er nannte es ‚alt‘“, sagte sie.",
        "«Он сказал „да“», вспомнила она.",
        "Home » News » Bridge",
        "[Read more »](https://example.org/)",
        "1）桥；2）河；三）船（两艘）。",
        "桥（old bridge)塌了，又（新桥)开了。",
        "A 5” pipe, “good” or not.",
        "“Cut text goes on and on...",
        'He said “yes" and left.',
        "Use “`a”` here.",
        "”Ja”, sa han och ”gick.",
        "The sign “ is one thing.",
        "| “a | b” |\n|---|---|\n| “c | d |",
        "ok :”) and (: „",
        "« Oui », dit-il, « et non ».\n\nAccueil » Actualités » Port\n",
        "Il écrit «\u00a0oui\u00a0» et «\u202fnon\u202f».",
        "“First.\n\n“Second,” she said. “Third.”\n\n“Fourth (“and fifth”).”\n",
        "The prompt is $” in that shell. “Yes,” he said.",
    ],
)
def test_not_unbalanced(text: str) -> None:
    assert findings(UnbalancedQuote(), text) == []


@pytest.mark.parametrize(
    ("sample", "fixed"),
    [
        ('“a b” and “c d” and ⟦"⟧e f".', "“a b” and “c d” and “e f”."),
        ('"a b" and "c d" and ⟦“⟧e f”.', '"a b" and "c d" and "e f".'),
        ('„ein Haus“ und „zwei“ und ⟦"⟧drei".', "„ein Haus“ und „zwei“ und „drei“."),
        ('“một” và “hai” và ⟦"⟧ba".', "“một” và “hai” và “ba”."),
        ('„jeden” i „dwa” i ⟦"⟧trzy".', "„jeden” i „dwa” i „trzy”."),
    ],
)
def test_mixed(sample: str, fixed: str) -> None:
    (finding,) = assert_found(MixedQuotes(), sample)
    assert finding.fix is not None
    assert apply(unmark(sample)[0], finding.fix.edits) == fixed


@pytest.mark.parametrize(
    "text",
    [
        '“a” and a 15" screen and 5\'4".',
        '“a” and `"b"` and <i class="c">d</i>.',
        '“a”\n\n!!! note "Title"\n    b\n',
        '“a” and key="value" and x:"y".',
        '| "a" | “b” |\n|---|---|\n| "c" | “d” |',
    ],
)
def test_not_mixed(text: str) -> None:
    assert findings(MixedQuotes(), text) == []


@pytest.mark.parametrize(
    ("sample", "fixed"),
    [
        ("he said ⟦``⟧ yes '' , she `` no '' .", "he said “yes” , she “no” ."),
        ("ông nói ⟦``⟧ có ''", "ông nói “có”"),
        ("dijo ⟦``⟧ sí , señor '' .", "dijo “sí , señor” ."),
        ("er sagte ⟦``⟧ ja '' und `` nein ''\n\nsie `` doch ''", "er sagte “ja” und “nein”\n\nsie “doch”"),
        ("он сказал ⟦``⟧ да '' .", "он сказал “да” ."),
    ],
)
@pytest.mark.parametrize("path", ["a.md", "a.txt"])
def test_treebank(sample: str, fixed: str, path: str) -> None:
    (finding,) = assert_found(TreebankQuotes(), sample, path)
    assert finding.fix is not None
    assert apply(unmark(sample)[0], finding.fix.edits) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "TeX has ``yes'' and ``no''.",
        "Use `` ` `` for a backtick and '' for nothing.",
        "``code`` and ``more code`` in RST.",
        "    `` a ''\n",
        "```\n`` a ''\n```",
        "He said '' no '' twice.",
    ],
)
def test_no_treebank(text: str) -> None:
    assert findings(TreebankQuotes(), text) == []


PIECES = [
    "“",
    "”",
    "„",
    "«",
    "»",
    "「",
    "（",
    "）",
    "“a”",
    "a”b ",
    "”a ",
    "„a“ ",
    " » ",
    "“a\n\n",
    "a”\n\n",
    '"a” ',
    "`` a '' ",
    "« a » ",
    "« a\u00a0",
    "a ” a “ a ",
    "“a\n“a”\n\n",
    "a” “a” “b ",
    "„a” „b“ ",
    "（a)(b）",
    "a » b « c. ",
]


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_time_is_linear(piece: str) -> None:
    def cost(size: int) -> float:
        document = Document(Source("a.md", (piece * (size // len(piece))).encode()))
        start = process_time()
        for rule in (MisdirectedQuote(), UnbalancedQuote(), MixedQuotes(), TreebankQuotes()):
            list(rule.check(document))
        return process_time() - start

    large = cost(32_000)
    if large > 0.3:
        large = min(large, *(cost(32_000) for _ in range(3)))  # other programs only add
        small = min(cost(8_000) for _ in range(4))
        assert large < 9 * small, f"{small:.3f} s, {large:.3f} s"
