"""Mojibake is found where it is, in every encoding that is promised, and read back byte for byte."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.diagnostics import Applicability, Severity
from seedlint.rules.encoding._misreadings import MISREADINGS, Misreading
from seedlint.rules.encoding._mojibake import scan
from seedlint.rules.encoding._signatures import gbk_runs
from seedlint.rules.encoding.byte_order_mark import ByteOrderMark
from seedlint.rules.encoding.lossy_mojibake import LossyMojibake
from seedlint.rules.encoding.mojibake import Mojibake
from seedlint.rules.encoding.replacement_character import ReplacementCharacter
from seedlint.rules.encoding.suspected_mojibake import SuspectedMojibake
from seedlint.text.marks import unmark
from unit.encoding.mangling import SENTENCES, document, findings, fixed, mangled, mangled_in_place

LATIN = ("croatian", "czech", "english", "finnish", "french", "german", "hungarian", "icelandic")
LATIN += ("polish", "portuguese", "romanian", "spanish", "swedish", "turkish")
RULES = (Mojibake(), LossyMojibake(), SuspectedMojibake(), ReplacementCharacter(), ByteOrderMark())


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_clean_text_is_silent(language: str, rule: Mojibake) -> None:
    assert findings(rule, SENTENCES[language]) == []


@pytest.mark.parametrize("misreading", MISREADINGS, ids=lambda misreading: misreading.codec)
@given(data=st.data())
def test_runs_are_all_matches_of_the_pattern(misreading: Misreading, data: st.DataObject) -> None:
    characters = [chr(code) for code in misreading.byte_of] + ["a", " ", "漢"]
    text = data.draw(st.text(st.sampled_from(characters), max_size=40))
    spans = [match.span() for match in misreading.pattern.finditer(text)]
    assert [match.span() for match in misreading.runs(text)] == spans


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_western_misreadings(language: str, codec: str, layers: int) -> None:
    text, spans = mangled_in_place(SENTENCES[language], codec, layers)

    found = findings(Mojibake(), text)

    assert [finding.span for finding in found] == spans
    assert fixed(text, found) == SENTENCES[language]
    assert {finding.fix.applicability for finding in found if finding.fix} == {Applicability.SAFE}
    assert findings(LossyMojibake(), text) == findings(SuspectedMojibake(), text) == []


@pytest.mark.parametrize(
    ("codec", "language"),
    [
        *[
            (codec, language)
            for codec in ("cp1250", "cp1253", "cp1254", "cp1257", "cp437", "mac_roman")
            for language in LATIN
        ],
        *[
            (codec, language)
            for codec in ("cp1250", "cp1254", "cp437", "mac_roman", "cp1251", "koi8-r")
            for language in (
                "russian",
                "ukrainian",
                "serbian",
                "greek",
                "hebrew",
                "arabic",
                "hindi",
                "japanese",
                "thai",
            )
        ],
    ],
)
def test_other_misreadings(codec: str, language: str) -> None:
    """Every finding is right; nearly all of the damage is found (single sequences prove little in these encodings)."""
    text, spans = mangled_in_place(SENTENCES[language], codec)

    found = findings(Mojibake(), text)

    assert {finding.span for finding in found} <= set(spans)
    assert len(found) * 4 >= len(spans) * 3
    repaired = fixed(text, found)
    assert len(found) < len(spans) or repaired == SENTENCES[language]


@pytest.mark.parametrize(
    ("broken", "meant", "message"),
    [
        ("Itâ€™s", "It’s", "'â€™' is '’' read as windows-1252"),
        ("Itâ\x80\x99s", "It’s", "'â\\x80\\x99' is '’' read as latin-1"),
        ("â\x80œyesâ€\x9d", "“yes”", "'â\\x80œ' is '“' read as windows-1252"),
        ("cafÃƒÂ©", "café", "'ÃƒÂ©' is 'é' read as windows-1252 twice"),
        ("t‚Äö√†√∂¬¨¬©l", "tél", "'‚Äö√†√∂¬¨¬©' is 'é' read as Mac Roman three times"),
        ("a Г‚ВЈ5 fee", "a £5 fee", "'Г‚ВЈ' is '£' read as windows-1252, then as windows-1251"),
        ("Hi ðŸ˜€!", "Hi 😀!", "'ðŸ˜€' is '😀' read as windows-1252"),
        ("Hi í\xa0½í¸€!", "Hi 😀!", "'í\\xa0½í¸€' is '😀' read as windows-1252"),
        ("Ã€ la carte", "À la carte", "'Ã€' is 'À' read as windows-1252"),
        ("Ã‰tude", "Étude", "'Ã‰' is 'É' read as windows-1252"),
        ("GLÃœCK", "GLÜCK", "'Ãœ' is 'Ü' read as windows-1252"),
        ("CÃ”TE", "CÔTE", "'Ã”' is 'Ô' read as windows-1252"),
        ("20Â°C", "20°C", "'Â°' is '°' read as windows-1252"),
        ("one.Â\xa0Two", "one.\xa0Two", "'Â\\xa0' is '\\xa0' read as windows-1252"),
        ("Ä°zmir", "İzmir", "'Ä°' is 'İ' read as windows-1252"),
        ("Ã…land", "Åland", "'Ã…' is 'Å' read as windows-1252"),
        ("mode â€“ on", "mode – on", "'â€“' is '–' read as windows-1252"),
        ("tip вЂ“ two", "tip – two", "'вЂ“' is '–' read as windows-1251"),
        ("weΓÇÖll", "we’ll", "'ΓÇÖ' is '’' read as code page 437"),
        ("5 â‰¥ 4 â†’ 3", "5 ≥ 4 → 3", "'â‰¥' is '≥' read as windows-1252"),
        ("&Acirc;&copy; me", "© me", "'Â©' is '©' read as windows-1252"),
        ("ChÃ&cent;teau", "Château", "'Ã¢' is 'â' read as windows-1252"),
        ("we鈥檝e", "we’ve", "'鈥檝' is '’v' read as GBK"),
        ("parlÃ©\x85 Tu", "parlé… Tu", "'Ã©' is 'é' read as windows-1252"),
    ],
)
def test_one_run(broken: str, meant: str, message: str) -> None:
    found = findings(Mojibake(), broken)

    assert found[0].message == message
    assert fixed(broken, found) == meant


@pytest.mark.parametrize(
    "text",
    [
        "voilà\N{NO-BREAK SPACE}» et là\N{NO-BREAK SPACE}«\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}»",
        "voilà… “déjà”… café”, café’s, café™, été–là, né\N{NO-BREAK SPACE}£5",
        "„Ö” und „Ü”, ‚Ä‘, ‚Äpfel‘, Spaß…, Spaß”, Gruß»",
        "NESTLÉ® VOCÊ… AVÓ… CAFÉ… SMÅ™, Õ… the Ã’s here",
        "Litera Â și Î, „Â”, «Â», VREODATĂ™ VREODATĂ\N{NO-BREAK SPACE}da",
        "KYLÄ\N{NO-BREAK SPACE}ENNEN\N{NO-BREAK SPACE}PÄIVÄÄ\N{NO-BREAK SPACE}ALKAA",
        "«¿Dónde está»—dijo. «¡Aquí está»… ¡LO SÉ¡ PORQUÉ¿",
        "Skončíš… Též” a příliš”, trať Mladé–Žďár, „doneséš“",
        "Hâlâ… hâlâ” hâlâ’ hâlâ–söz imlâ™",
        "120×… 7×£12 3 Å— Å” ∆° 2√π",
        "КућаЂаче Ці Гі НІКІ академії своєї “Привіт”",
        "RÓŻA PÓŁ KÓŁKO ŁÓDŹ — ńóż",
        "letters É™ é«» Ü° in a table",
        "Ä·Ö·Ü Ä–Ö–Ü Â\N{NO-BREAK SPACE}Ç\N{NO-BREAK SPACE}È",
        "mot…ère l’été mot\N{NO-BREAK SPACE}été ’é “Æ —À",
        "├──┬──┐ ─┐┌─┐ ╔╗╔╗ ██╗██╗ ┌┐┌┐ ┼┐o┼┐o",
        "洹水涓涓细流，水很烫。",
        "UBLÍŽÍ… PŘIBLÍŽÍŠ SVĚŽÍ… INFLUÉ…cahoteux VIIVÄSTYÄ…epä Í…x",
        "ΠΟΛΙΤΙΣΜΙΚΏΝ\N{NO-BREAK SPACE}§ 5 ΚΑΛΟΎΝ» ΘΡΗΝΟΎΝ… ‘ΔΙΑΜΑΡΤΥΡΙΏΝ’",
        "«\N{NO-BREAK SPACE}Bandalagið\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}STRÍÐIR",
        "Ôôh! Āø BLÅØYE kará§\N{NO-BREAK SPACE}12",
        "jyehi ulmui oovtviärdásâžžân, kieđâš” já luámuvâžžâid",  # Inari Sámi
        "Alt+0195   303   C3     Ã     LATIN CAPITAL LETTER A WITH TILDE",
        "Буква Ñ – испанская, «Ñ» и ESPAÑ… стоят среди русских слов, а É® нет.",
        "Το γράμμα Î — και το «Î» είναι γαλλικά, όχι ελληνικά, MAÎ… και Ï.",
        "Litera ż, Ż, żaden i żyć: Å, Å» oraz Å– szwedzkie.",
        "Il chiama MiĂ e usaĆ, città e però.",
    ],
)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_only_looks_broken(text: str, rule: Mojibake) -> None:
    assert findings(rule, text) == []


@pytest.mark.parametrize(
    ("sample", "repaired"),
    [
        (
            "Нагрузка на процессор растёт ⟦Ð²⟧ операциях с памятью.",
            "Нагрузка на процессор растёт в операциях с памятью.",
        ),
        ("Материнство ⟦Ñ–⟧ дитинство дають право на піклування.", "Материнство і дитинство дають право на піклування."),
        (
            "Кожна людина вимагає, щоб ⟦Ñ—Ñ—⟧ справа була розглянута.",
            "Кожна людина вимагає, щоб її справа була розглянута.",
        ),
        ("Κάθε άνθρωπος είναι ελεύθερος ⟦Î®⟧ όχι. ⟦Î—⟧ ζωή.", "Κάθε άνθρωπος είναι ελεύθερος ή όχι. Η ζωή."),
        (
            "它们分别是图书馆、博物馆、美术馆 Starlette ⟦å’Œ⟧ Pydantic 以及其他几个框架。",
            "它们分别是图书馆、博物馆、美术馆 Starlette 和 Pydantic 以及其他几个框架。",
        ),
        (
            "Nikt nie może być żebrakiem. ⟦Å»⟧adnego prawa, każdy może żyć.",
            "Nikt nie może być żebrakiem. Żadnego prawa, każdy może żyć.",
        ),
        (
            "Mọi người đều được hưởng những quyền và tự do đã được ghi ở bất c⟦á»©⟧ nước nào m⟦á»™⟧t cách đầy đủ, "
            "với hệ thống t⟦á»•⟧ chức của mỗi quốc gia, không phân biệt.",
            "Mọi người đều được hưởng những quyền và tự do đã được ghi ở bất cứ nước nào một cách đầy đủ, "
            "với hệ thống tổ chức của mỗi quốc gia, không phân biệt.",
        ),
    ],
)
def test_the_language_around_it_gives_a_single_character_away(sample: str, repaired: str) -> None:
    text, spans = unmark(sample)

    found = findings(Mojibake(), text)

    assert [finding.span for finding in found] == list(spans)
    assert fixed(text, found) == repaired


@pytest.mark.parametrize(
    ("sample", "repaired"),
    [
        ("Nessuno potr⟦Ă\xa0⟧ lasciare la societ⟦Ă\xa0⟧, ⟦Ă¨⟧ vero.", "Nessuno potrà lasciare la società, è vero."),
        ("Nessuno potr⟦Ć\xa0⟧ lasciare la societ⟦Ć\xa0⟧.", "Nessuno potrà lasciare la società."),
        ("Questo ⟦ГЁ⟧ il nucleo; nessuno potr⟦Г\xa0⟧ lasciarlo.", "Questo è il nucleo; nessuno potrà lasciarlo."),
        ("Nessuno potr⟦ц═⟧ lasciare la citt⟦ц═⟧.", "Nessuno potrà lasciare la città."),
        ("La documentaci⟦цЁ⟧n interactiva.", "La documentación interactiva."),
        ("⟦ц═⟧ un salaire ⟦ц╘⟧gal pour tous.", "à un salaire égal pour tous."),
        ("Mas voc⟦ц╙⟧ n⟦цё⟧o precisa.", "Mas você não precisa."),
        ("⟦„Éá„Éï„Ç©„É´„Éà„Åß„ÅØ„ÄÅ⟧Deta", "デフォルトでは、Deta"),
    ],
)
def test_few_characters_in_encodings_that_prove_little(sample: str, repaired: str) -> None:
    text, spans = unmark(sample)

    found = findings(Mojibake(), text)

    assert [finding.span for finding in found] == list(spans)
    assert fixed(text, found) == repaired


def test_a_blank_separates_two_findings() -> None:
    found = findings(Mojibake(), "â€œÃ©â€\x9d Ã© xÃ©")

    assert [finding.span for finding in found] == [(0, 8), (9, 11), (13, 15)]


def test_what_could_be_right_is_believed_beside_what_could_not() -> None:
    assert findings(Mojibake(), "VOCÃŠ… Ã’ and NESTLÉ®")[:1][0].span == (3, 5)
    assert [finding.span for finding in findings(Mojibake(), "dÃ©jÃ  Ã’s NESTLÉ®")] == [(1, 3), (7, 9)]


def test_front_matter_and_body_are_one_text() -> None:
    text = '---\ntitle: cafÃ©\nexcerpt: "it\x92s"\n---\nIt isnâ€™t.\n'

    assert [finding.span.of(text) for finding in findings(Mojibake(), text)] == ["Ã©", "\x92", "â€™"]


@pytest.mark.parametrize("rule", [Mojibake(), LossyMojibake(), ReplacementCharacter()], ids=lambda rule: rule.name)
def test_in_code_it_is_information(rule: Mojibake) -> None:
    broken = {"mojibake": "cafÃ©", "lossy-mojibake": "ï¿½", "replacement-character": "\ufffd"}[rule.name]
    text = f"{broken} here.\n\nText `{broken}` is shown.\n\n```\n{broken}\n```\n"

    assert [finding.severity for finding in findings(rule, text)] == [None, Severity.INFO, Severity.INFO]


def test_a_fourth_layer_makes_the_fix_unsafe() -> None:
    [finding] = findings(Mojibake(), mangled("é", "cp1252", 4))

    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.UNSAFE


def test_next_line_is_an_ellipsis_only_where_it_can_be() -> None:
    assert findings(Mojibake(), "first line\x85second line\x85") == []
    assert findings(Mojibake(), "first line\x85\nsecond")[0].message == "'\\x85' is '…' of windows-1252 read as latin-1"


def test_controls_of_other_encodings_stay() -> None:
    assert findings(Mojibake(), "\x81\x8d and '\x9c' and Ö\x9fÐ\x93Ü") == []


def test_allowed_runs_are_skipped() -> None:
    assert findings(Mojibake(allow=("Ã©",)), "cafÃ©") == []
    assert findings(LossyMojibake(allow=("ï¿½",)), "ï¿½") == []


def test_the_three_rules_share_one_scan_and_report_disjoint_spans() -> None:
    shared = document("cafÃ© â€ ï¿½ 锟斤拷 鈥檚 \x92s")
    spans = sorted(
        finding.span for rule in (Mojibake(), LossyMojibake(), SuspectedMojibake()) for finding in rule.check(shared)
    )

    assert shared.view(scan) is shared.view(scan)
    assert len(spans) == 6
    assert all(first.end <= second.start for first, second in pairwise(spans))


def test_utf8_read_as_gbk() -> None:
    meant = "我们的，"
    broken = meant.encode().decode("gbk")

    assert fixed(f"«{broken}»", findings(Mojibake(), f"«{broken}»")) == f"«{meant}»"
    assert gbk_runs("浣犲ソ锛屼笘鐣")[1][0].reason.startswith("begins with '你好，世")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("We say â€ and go", [(7, 9)]),
        ('on â€" off', [(3, 6)]),
        ("at the endâ€", [(10, 12)]),
        ('Lumenatorâ"¢', [(9, 12)]),
        ("costs â'¬5", [(6, 9)]),
        ("voilÃ  le travail", [(4, 5)]),
        ("AntÃ nio, dÃ\u00ada", [(3, 4)]),
        ("wordÂ  word", [(4, 5)]),
        ("lost пїЅ here", [(5, 8)]),
        ("lost Ã¯Â¿Â½ here", [(5, 11)]),
        ("它鈥?好", [(1, 3)]),
        ("屯屯屯屯", [(0, 4)]),
    ],
)
def test_remains(text: str, spans: list[tuple[int, int]]) -> None:
    assert [finding.span for finding in findings(LossyMojibake(), text)] == spans


def test_clean_documents_import_nothing_heavy() -> None:
    """Neither ftfy nor the search itself is loaded for a document without suspicion."""
    code = (
        "import sys\n"
        "from seedlint.document.document import Document\n"
        "from seedlint.document.source import Source\n"
        "from seedlint.rules.encoding.suspected_mojibake import SuspectedMojibake\n"
        "from seedlint.rules.encoding.mojibake import Mojibake\n"
        "document = Document(Source('a.md', 'Le café “Zoë” — voilà.'.encode()))\n"
        "assert not [*Mojibake().check(document), *SuspectedMojibake().check(document)]\n"
        "assert not {'ftfy', 'html', 'seedlint.rules.encoding._search'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
