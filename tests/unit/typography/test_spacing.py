"""Lost and superfluous blanks, in several languages: what is found, where, and what the fixes make of it."""

from __future__ import annotations

from time import process_time

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import Applicability, DocumentRule, Finding, Severity
from seedlint.rules.typography.empty_clause import EmptyClause
from seedlint.rules.typography.missing_space import MissingSpace
from seedlint.rules.typography.tokenized_text import TokenizedText
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
    "sample",
    [
        "We saw the bridge fall⟦.⟧It was a grey morning in March.",
        "We saw the bridge fall⟦.⟧Nobody, they said, was hurt.",
        "They ran to the river⟦!⟧Then the second arch gave way.",
        "The mayor was told of cracks⟦,⟧Engineers had warned him twice.",
        "La barca salió al alba⟦.⟧Los vecinos miraban desde el muelle.",
        "Le pont est tombé hier⟦.⟧Les voisins ont vu la scène.",
        "Die Brücke ist eingestürzt⟦.⟧Niemand wurde dabei verletzt.",
        "A ponte caiu ontem à noite⟦.⟧Ninguém ficou ferido no rio.",
        "Il ponte è crollato ieri⟦.⟧Nessuno è rimasto ferito.",
        "De brug is gisteren ingestort⟦.⟧Niemand raakte gewond.",
        "Мост обрушился вчера⟦.⟧Никто из людей не пострадал.",
        "Міст учора впав⟦.⟧Ніхто з людей не постраждав.",
        "Η γέφυρα έπεσε χθες⟦.⟧Κανείς δεν τραυματίστηκε.",
        "Cây cầu đã sập hôm qua⟦.⟧Không ai bị thương.",
        "Cây cầu đã sập⟦.⟧Bà Nguyễn Thị Lan nói rằng nó đã cũ.",
        "Most zawalił się wczoraj⟦.⟧Nikt nie został ranny.",
        "Köprü dün çöktü⟦.⟧Kimse yaralanmadı ve herkes kaçtı.",
        "Bron föll i går⟦.⟧Ingen människa skadades.",
        "She lives in Paris⟦.⟧The river is near.",
        "I saw the “old bridge⟦.⟧It is gone now.",
        "The town kept its two bridges⟦.⟧“Nobody will cross them again,” he said.",
        "The second arch gave way at dawn⟦.⟧(Nobody was hurt in the end.)",
        "Мост обрушился вчера⟦.⟧«Никто не пострадал», сказал мэр.",
        "El puente cayó anoche⟦.⟧¿Quién lo vio caer?",
        "Die Stadt braucht Brücken⟦,⟧Straßen und neue Schulen.",
        "Jeder hat das Recht auf Ruhe⟦,⟧Frieden und Brot, sagt man dort.",
        "Man hat den Fluss befragt und die Gerichte⟦.⟧Kluge Leute haben gewarnt.",
        "De brug over de rivier is gisteren in Utrecht⟦.⟧Automobilisten moeten omrijden.",
        "Мост через реку построил инженер Лебедев⟦.⟧Горожане им гордились.",
        "Вони бачили Дніпро⟦,⟧Десну та інші річки.",
        "Người dân thôn Đông⟦.⟧Nhiều năm qua họ chờ một cây cầu.",
        "Nous avons vu le pont près de Genève⟦.⟧Chaque matin il est plein.",
        "The bridge was closed in spring⟦.⟧The\nferry runs instead.",
        "De flesta minns bron och dess stora värde⟦.⟧De äro få i dag.",
        "They had brought ropes from Lisbon⟦,⟧Madrid and Rome.",
    ],
)
def test_missing_space(sample: str) -> None:
    assert_found(MissingSpace(), sample)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell. It was a grey morning.",
        "Use System.String in the code and Node.js on the server.",
        "A gr.Slider sends its value and gr.Button does not, says gr.Blocks too.",
        "Call sync.Pool or sync.Map as needed.",
        "J.R.Smith wrote it and e.g.The same holds.",
        "See https://example.com/path.The rest is lost.",
        "Open C:\\temp\\file.The or `file.The rest` of it.",
        "桥昨天塌了.The bridge fell and nobody was hurt.",
        "The values are red,Green,blue,Yellow and so on.",
        "Then Dr.Weil came in, and Prof.Adler left with Mr.Brown soon after.",
        "Bà nói với TS.Trần Văn Nam và ThS.Lê Thị Hoa hôm qua.",
        "Они жили на ул.Лесная и в доме им.Горького всю жизнь.",
        "Use `x` and the new class of the package requests.Session for this.",
        "It needs typing.Deque, which is used by run() and by others of the kind.",
        "Compressed files of the kind archive.Z are read, too, by open(1) as before.",
        "桥昨天塌了,没有人受伤。他们说,很幸运。",
        "Write to sales@example.Com or visit example.Net for more.",
        "สะพานพัง.The bridge fell.",
        "Version 2.Then it stops? No.",
        "| fell.It was | a table |\n|---|---|\n| x.It was | y |",
        "закодувати інструкції EVEX.W з ігноруванням бітів EVEX.W у всіх",
        "GS.TS Nguyễn Văn A và TP.HCM đã ký.",
    ],
)
def test_no_missing_space(text: str) -> None:
    assert findings(MissingSpace(), text) == []


def test_three_missing_spaces_are_a_warning() -> None:
    text = "We saw it fall.It was grey.They ran away.Nobody was hurt."
    found = findings(MissingSpace(), text)
    assert [finding.severity for finding in found] == [None, None, None]
    assert all(finding.fix and finding.fix.applicability is Applicability.SAFE for finding in found)
    assert [finding.severity for finding in findings(MissingSpace(), text[:27])] == [Severity.INFO]


def test_a_number_is_judged_where_three_places_are_certain() -> None:
    glued = "The bridge fell⟦.⟧It was old⟦.⟧The mayor came⟦.⟧They counted the days⟦.⟧12 boats were lost in March."
    assert_found(MissingSpace(), glued)
    assert findings(MissingSpace(), "They counted the days.12 boats were lost in March.") == []


def test_a_text_that_lost_most_blanks_after_its_sentences() -> None:
    sample = (
        "Das Gericht tagte lange⟦.⟧Kein Urteil fiel an diesem Tag⟦.⟧Die Zeugen warteten im Flur⟦.⟧Anwälte beider "
        "Seiten sprachen mit der Presse⟦.⟧Es wurde Abend im Gericht⟦.⟧Niemand ging nach Hause, ehe alles gesagt war.\n"
    )
    found = assert_found(MissingSpace(), sample)
    assert all(finding.severity in (None, Severity.WARNING) for finding in found)


def test_an_unknown_word_is_not_parted_without_asking() -> None:
    (finding,) = findings(MissingSpace(), "We saw the bridge fall.Bricks rained on the river.")
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.UNSAFE


@pytest.mark.parametrize(
    "sample",
    [
        "the bridge fell⟦ ,⟧ he said , and nobody was hurt . it rained . we left .",
        "cầu sập⟦ ,⟧ ông nói , không ai bị thương . trời mưa . chúng tôi đi .",
        "мост упал⟦ ,⟧ сказал он , и никто не пострадал . шёл дождь . мы ушли .",
        "die brücke fiel⟦ ,⟧ sagte er , und niemand war verletzt . es regnete . wir gingen .",
        "el puente cayó⟦ ,⟧ dijo , y nadie murió . llovía . nos fuimos .",
        "桥 塌 了⟦ ，⟧".replace("⟦ ，⟧", "⟦ ,⟧") + " 他 说 , 没 人 受伤 . 下雨 了 . 我们 走 了 .",
    ],
)
def test_tokenized_text_is_one_warning(sample: str) -> None:
    (finding,) = assert_found(TokenizedText(), sample, "a.txt")
    assert finding.severity is None
    assert finding.fix is not None
    text = unmark(sample)[0]
    fixed = apply(text, finding.fix.edits)
    assert " ," not in fixed
    assert " ." not in fixed
    assert fixed.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "sample",
    [
        "The bridge fell⟦ ,⟧ he said. Nobody, they say, was hurt.",
        "Il pleuvait⟦ .⟧ Personne ne vit rien ; rien du tout !",
        "Мост упал⟦ .⟧",
        "Cầu sập⟦ ,⟧ ông nói.",
        "Die Brücke fiel⟦  .⟧ Es regnete.",
    ],
)
def test_a_single_blank_is_information(sample: str) -> None:
    (finding,) = assert_found(TokenizedText(), sample)
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        "The .NET runtime costs .5 cents ... or . . . more.",
        "Vraiment ? Oui ! Voilà : c'est fini ; adieu.",
        "Type `a , b .` or run:\n\n    git add .\n    cp x .\n",
        "$ pip install -e .\n",
        "| a , b | c . |\n|---|---|\n| d , e | f . |\n",
        "The formula $a , b$ and [x , y] and {a , b}.",
        "Keys: , . and ; are near.",
    ],
)
def test_no_tokenized_text(text: str) -> None:
    assert findings(TokenizedText(), text) == []


@pytest.mark.parametrize(
    ("sample", "fixed"),
    [
        ("The mayor⟦, ,⟧ said nothing.", "The mayor, said nothing."),
        ("El alcalde⟦, ,⟧ no dijo nada.", "El alcalde, no dijo nada."),
        ("Мэр⟦, ,⟧ молчал.", "Мэр, молчал."),
        ("thị trưởng ⟦, ,⟧ im lặng", "thị trưởng , im lặng"),
        ("Der Bürgermeister schwieg⟦. .⟧", "Der Bürgermeister schwieg."),
        ("Narva ⟦( )⟧ is a town.", "Narva is a town."),
        ("The mayor came⟦, ,⟧ who knew; nobody spoke.", "The mayor came, who knew; nobody spoke."),
        ("Most pękł ⟦( )⟧; nikt nie zginął.", "Most pękł; nikt nie zginął."),
        ("Most je pao⟦. .⟧ Padala je kiša.", "Most je pao. Padala je kiša."),
    ],
)
def test_empty_clause(sample: str, fixed: str) -> None:
    (finding,) = assert_found(EmptyClause(), sample)
    assert finding.fix is not None
    assert apply(unmark(sample)[0], finding.fix.edits) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "He waited . . . and . . . left.",
        "( ) yes ( ) no",
        "- ( ) one\n- ( ) two",
        "Signature ( ) Date ( )",
        "main( ) returns f(a, , b), [1, , 2] and x = {1, , 2};",
        "Contents . . . . . . . 4",
        "The folder . and .. are hidden. .profile, too.",
        "| a, , b | ( ) |\n|---|---|\n| . . | ( ) |",
        "`a, , b` and `( )`",
        "exit ( ) ;",
        "call main ( ) ; and go on ;",
    ],
)
def test_no_empty_clause(text: str) -> None:
    assert findings(EmptyClause(), text) == []


PIECES = [
    " ,",
    " .",
    "a ,",
    "a . ",
    "a, , ",
    "( )",
    "a ( ) ",
    "ab.Cd ef ",
    "ab.The de ",
    "ab,Cd",
    "é.É",
    ". . ",
    "( ( )",
    "  ",
    "word.Word ",
    "word.Word word ",
    "ab Word,Other and ",
    "слово.Слово ",
    "a b c d e f.FastApi is ",
    "ended.The word.12 word ",
    "ended.“The ",
]


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_time_is_linear(piece: str) -> None:
    def cost(size: int) -> float:
        document = Document(Source("a.txt", (piece * (size // len(piece))).encode()))
        start = process_time()
        for rule in (MissingSpace(), TokenizedText(), EmptyClause()):
            list(rule.check(document))
        return process_time() - start

    large = cost(48_000)
    if large > 0.4:
        large = min(large, *(cost(48_000) for _ in range(3)))  # other programs only add
        small = min(cost(12_000) for _ in range(4))
        assert large < 9 * small, f"{small:.3f} s, {large:.3f} s"
