"""Documents with and without the defects of running text: ⟦ ⟧ enclose what is to be found."""

from __future__ import annotations

import base64
import random

import pytest

from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.base import DocumentRule, Finding, Severity
from seedlint.rules.body.giant_paragraph import GiantParagraph
from seedlint.rules.body.html_residue import HtmlResidue
from seedlint.rules.body.looped_phrase import LoopedPhrase
from seedlint.rules.body.opaque_blob import OpaqueBlob
from seedlint.rules.body.repeated_line import RepeatedLine
from seedlint.rules.body.stub_body import StubBody
from seedlint.rules.body.template_residue import TemplateResidue
from seedlint.rules.body.truncated_text import TruncatedText
from seedlint.text.marks import unmark
from unit.body.debris_samples import TEXTS

LONG = (
    "The keeper of the lighthouse climbed the stairs with a lantern, a loaf of bread and the letters of the week. "
    "Nobody had asked him to stay through the winter. He lit the lamp at dusk, wrote the weather into the book, and "
    "listened to the gulls that fought for the last warm stones below the wall. In the morning the boat came from "
    "the village with oil, salt and news of a wedding. A boy carried the barrels up to the door and asked whether "
    "the ghosts were loud this year. They were not. When spring came, the old man painted the railings green, as "
    "the law demands, and went back to his sister's house, where a bed had been kept ready since autumn.\n"
)
BLOB = base64.b64encode(random.Random(4).randbytes(150)).decode()
DIGEST = random.Random(5).randbytes(64).hex()


def findings(rule: DocumentRule, text: str, path: str) -> list[Finding]:
    return list(rule.check(Document(Source(path, text.encode("utf-8", "surrogateescape")))))


def assert_found(rule: DocumentRule, sample: str, path: str) -> None:
    text, spans = unmark(sample)
    found = sorted(finding.span for finding in findings(rule, text, path))
    assert [(span, span.of(text)) for span in found] == [(span, span.of(text)) for span in spans]


SENTENCES = {
    "en": "The keeper climbed the stairs with a lantern and a loaf of bread. ",
    "vi": "Người gác đèn leo lên cầu thang với chiếc đèn lồng và ổ bánh mì. ",
    "zh": "看守人提着灯笼和一块面包爬上了楼梯。",
    "es": "El guardián subió la escalera con un farol y una hogaza de pan. ",
    "fr": "Le gardien monta l’escalier avec une lanterne et une miche de pain. ",
    "de": "Der Wärter stieg mit einer Laterne und einem Laib Brot die Treppe hinauf. ",
    "pt": "O guardião subiu a escada com uma lanterna e um pão debaixo do braço. ",
    "ru": "Смотритель поднялся по лестнице с фонарём и буханкой хлеба. ",
    "ja": "灯台守はランタンとパンを持って階段を上がった。",
    "ko": "등대지기는 등불과 빵 한 덩이를 들고 계단을 올라갔다. ",
}


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize("language", SENTENCES)
def test_sixteen_sentences_in_one_line_are_a_giant_paragraph(language: str, path: str) -> None:
    sentence = SENTENCES[language]

    assert_found(GiantParagraph(), f"Title\n\n⟦{(sentence * 16).strip()}⟧\n\n{sentence}\n", path)
    assert_found(GiantParagraph(), f"{sentence}\r\n⟦{(sentence * 16).strip()}⟧\r\n", path)
    assert_found(GiantParagraph(), f"Title\n\n{(sentence * 15).strip()}\n", path)
    assert_found(GiantParagraph(), f"Title\n\n{(sentence * 8).strip()}\n{(sentence * 8).strip()}\n", path)


@pytest.mark.parametrize(
    "text",
    [
        "Contributors: " + "Jane Doe, Max Mustermann, Erika Klein, " * 60,
        "| a | b |\n|---|---|\n| " + SENTENCES["en"] * 20 + "| c |",
        "    " + SENTENCES["en"] * 20,
        "<div>" + SENTENCES["en"] * 20 + "</div>",
        '{"a": "' + SENTENCES["en"] * 20 + '"}',
        "1;2;3.5;" * 400,
        "[x](http://example.org/" + "a.b.c/" * 400 + ")",
    ],
)
def test_data_tables_and_code_are_no_paragraphs(text: str) -> None:
    assert findings(GiantParagraph(), f"Title\n\n{text}\n", "a.md") == []


def test_a_giant_of_one_sentence() -> None:
    sentence = f"The harbour opened {'again and the ferries came in on Monday ' * 60}at noon.\n"
    (found,) = findings(GiantParagraph(), sentence, "a.txt")

    assert found.message.endswith(" characters and 1 sentence in one line")


def test_many_giants_are_told_once() -> None:
    text = f"{SENTENCES['en'] * 20}\n\n" * 5
    found = findings(GiantParagraph(), text, "a.txt")

    assert [finding.message.partition(";")[2] for finding in found] == [" 4 more of this length follow"]


@pytest.mark.parametrize(
    "sample",
    [
        "---\ntitle: x\n---\n⟦Soon.⟧\n",
        "---\ntitle: x\n---\n\n⟦The text of this page follows next week.⟧\n\n12 Comments\n",
        "---\ntitle: x\n---\n⟦# Harbour⟧\n\nOpens on Monday\n",
        "---\ntitle: x\n---\n⟦港口将于周一开放。⟧\n",
        "---\ntitle: x\n---\n⟦港は月曜日に開きます。⟧\n",
        "---\ntitle: x\n---\n⟦Гавань откроется в понедельник.⟧\n",
        "---\ntitle: x\n---\n⟦ท่าเรือเปิด⟧\n",
        "---\ntitle: x\n---\n⟦2023-11-04 0 By⟧\n",
    ],
)
def test_stubs(sample: str) -> None:
    assert_found(StubBody(), sample, "a.md")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n---\n" + SENTENCES["en"] * 2,
        "---\ntitle: x\n---\n" + SENTENCES["zh"] * 3,
        "---\ntitle: x\n---\n\n",
        "---\ntitle: x\n---\n![](a.jpg)\n",
        "---\ntitle: x\n---\n<iframe src='a'></iframe>\n",
        "---\ntitle: x\n---\n{% include a.html %}\n",
        "---\ntitle: x\n---\n- [a](a.md)\n",
        "---\ntitle: x\nredirect_to: /a\n---\nMoved.\n",
        "---\ntitle: x\ndraft: true\n---\nMoved.\n",
        "---\ntitle: x\n---\n--8<-- 'README.md'\n",
        "---\ntitle: x\n---\n```\na\n```\n",
    ],
)
def test_pages_of_something_else_are_no_stubs(text: str) -> None:
    assert findings(StubBody(), text, "a.md") == []


@pytest.mark.parametrize("text", ["six\nrequests\nattrs\n", "1.2.3\n", "MIT\n", "key value\n", ""])
def test_short_plain_files_can_be_anything(text: str) -> None:
    assert findings(StubBody(), text, "a.txt") == []


@pytest.mark.parametrize(
    "sample",
    [
        "Fish⟦&nbsp;⟧and chips\n",
        "The keeper⟦&#8217;⟧s lamp ⟦&mdash;⟧ an old one\n",
        "⟦<p>⟧The keeper⟦</p>⟧\n",
        "Le phare⟦<br /><br />⟧ brille\n",
        "灯塔⟦&ldquo;⟧亮了⟦&rdquo;⟧\n",
        'Der ⟦<span style="color: red">⟧Turm⟦</span>⟧\n',
        "Маяк⟦&#x20;⟧горит\n",
        "R&D & Co. at 3 < 4, x<y, <title>, <name>, AT&T;\n",
        "In HTML one writes <br> here.\n",
        "# Title\n\nfirst<br>second\n",
        "```\n<p>\n```\n",
    ],
)
def test_html_in_plain_text(sample: str) -> None:
    assert_found(HtmlResidue(), sample, "a.txt")


@pytest.mark.parametrize(
    "sample",
    [
        "Fish⟦&amp;nbsp;⟧and chips\n",
        "The keeper⟦&amp;#8217;⟧s lamp\n",
        "灯塔⟦&amp;ldquo;⟧亮了⟦&amp;rdquo;⟧\n",
        "Le phare⟦&amp;amp;nbsp;⟧brille\n",
        "Маяк⟦&amp;#x2014;⟧горит\n",
        "Fish &amp; chips, AT&amp;T, &nbsp;x<br>y\n",
        "`&amp;nbsp;`\n",
        "    &amp;nbsp;\n",
        "[a](http://example.org/?a=1&amp;lt;=2)\n",
        "The HTML entity &amp;nbsp; is a blank.\n",
    ],
)
def test_entities_that_were_escaped_twice_in_markdown(sample: str) -> None:
    assert_found(HtmlResidue(), sample, "a.md")


def test_a_page_full_of_tags_is_told_once() -> None:
    found = findings(HtmlResidue(), "<p>The keeper</p>\n" * 50, "a.txt")

    assert [finding.message for finding in found] == ["'<p>' is HTML in plain text, the first of 100 such places"]


@pytest.mark.parametrize(
    "sample",
    [
        f"Dear ⟦{{{{name}}}}⟧,\n\n{LONG}",
        f"{LONG}\nSent to ⟦{{{{ user_name }}}}⟧ on Monday.\n",
        f"{LONG}\nThe price is ⟦${{price}}⟧ only.\n",
        f"{LONG}\nSaid ⟦[object Object]⟧ on Monday.\n",
        f"{TEXTS['zh']}\n\n尊敬的⟦{{{{name}}}}⟧先生\n",
        "⟦Lorem ipsum dolor sit amet, consectetur adipiscing elit⟧\n",
        f"{LONG}\n⟦Dolor sit amet⟧.\n",
        '---\ntitle: ⟦undefined⟧\nx: ⟦"null"⟧\ny: ⟦NaN⟧\nz: ["a", ⟦"{{name}}"⟧]\n---\nText\n',
        "---\nsummary: ⟦Lorem ipsum dolor sit amet⟧\n---\nText\n",
        '+++\ntitle = ⟦"undefined"⟧\n+++\nText\n',
    ],
)
def test_what_templates_leave(sample: str) -> None:
    assert_found(TemplateResidue(), sample, "a.md")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f"Dear {{{{name}}}},\n\n{LONG}", "templates/a.md"),
        (f"{LONG}\n{{{{ site.title }}}} {{{{ page.url | absolute_url }}}}\n", "a.md"),
        (f"{LONG}\n{{{{< figure >}}}} {{{{% note %}}}}\n", "a.md"),
        (f"{LONG}\nThe variable ${{HOME}} is set.\n", "a.md"),
        (f"{LONG}\n`{{{{name}}}}` and `${{name}}`\n\n    {{{{name}}}}\n", "a.md"),
        (f"{LONG}\n{{{{a}}}} {{{{b}}}} {{{{c}}}} {{{{d}}}}\n", "a.md"),
        (f"{LONG}\nA formula $${{a}}$$ and \\${{a}}\n", "a.md"),
        ("---\na: null\nb: ~\nc: .nan\nd: undefined behaviour\n---\nText\n", "a.md"),
        ("Lorem ipsum is what printers say.\n", "a.md"),
    ],
)
def test_templates_and_texts_about_them_are_right(text: str, path: str) -> None:
    assert findings(TemplateResidue(), text, path) == []


@pytest.mark.parametrize(
    "sample",
    [
        "---\nexcerpt: The keeper climbed the ⟦...⟧\n---\nText.\n",
        "---\nrelated:\n  - summary: >-\n      The keeper\n      climbed the ⟦[…]⟧\n---\nText.\n",
        '+++\ndescription = "The keeper climbed the stairs⟦…⟧"\n+++\nText.\n',
        "The keeper climbed the stairs with ⟦...⟧\n",
        "The keeper climbed the stairs with ⟦[…]⟧\n\n\n",
        "The keeper climbed the stairs. ⟦Read more⟧\n",
        "Der Wärter stieg die Treppe hinauf ⟦… Weiterlesen⟧\n",
        "看守人提着灯笼和一块面包爬上⟦……⟧\n",
        "Смотритель поднялся по лестнице с фонарём ⟦... Читать далее⟧\n",
        "灯台守はランタンとパンを持って⟦…⟧\n",
    ],
)
def test_texts_that_break_off(sample: str) -> None:
    assert_found(TruncatedText(), sample, "a.md")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: And then...\n---\nText.\n",
        "---\nexcerpt: Oil, salt, ...\n---\nText.\n",
        "---\nexcerpt: Wait... here it is.\n---\nText.\n",
        "Oil, salt, bread, …\n",
        "- The keeper climbed the...\n",
        "# The keeper climbed the...\n",
        "“The keeper climbed the stairs…”\n",
        "```\nThe keeper climbed...\n```\n",
        "The keeper climbed… and fell.\n",
        "...\n",
    ],
)
def test_texts_that_end(text: str) -> None:
    assert findings(TruncatedText(), text, "a.md") == []


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_that_comes_twice(language: str, path: str) -> None:
    text = TEXTS[language]
    other = "\n\n".join(sentence.strip() for key, sentence in SENTENCES.items() if key != language)

    assert_found(RepeatedLine(), f"{text}\n\n{other}\n\n⟦{text}⟧\n", path)
    assert_found(RepeatedLine(), f"{text}\n⟦{text}⟧\n{other}\n", path)
    assert_found(RepeatedLine(), f"## A\n\n{text}\n\n- x\n\n## B\n\n⟦{text}⟧\n", path)
    assert_found(RepeatedLine(), f"{text}\n\n{other}\n", path)


@pytest.mark.parametrize(
    "text",
    [
        "{0}\n\n```\nx\n```\n\n{0}\n",
        "- {0}\n- {0}\n",
        "> {0}\n\n> {0}\n",
        "# {0}\n\n# {0}\n",
        "| {0} |\n|---|\n| {0} |\n",
        "```\n{0}\n{0}\n```\n",
        "{0} and more\nof it\n\n{0}\n",
    ],
)
def test_lists_tables_code_and_reference_works_may_repeat(text: str) -> None:
    assert findings(RepeatedLine(), text.replace("{0}", TEXTS["en"]), "a.md") == []


def test_the_first_copy_is_named() -> None:
    text = f"Title\n\n{TEXTS['en']}\n\n{LONG}\n{TEXTS['en']}\n"
    (found,) = findings(RepeatedLine(), text, "a.txt")

    assert found.message.endswith("stands in line 3 already")
    assert [related.span.of(text) for related in found.related] == [TEXTS["en"]]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_loop_in_one_stretch_is_found(language: str) -> None:
    text = TEXTS["zh"] + TEXTS["ja"] if language in ("zh", "ja") else f"{TEXTS[language]} {LONG}"
    loop = SENTENCES[language] * 5

    assert len(findings(LoopedPhrase(), f"{text}\n{loop}\n", "a.txt")) == 1
    assert len(findings(LoopedPhrase(), f"{loop}\n\n{text}\n", "a.md")) == 1
    assert findings(LoopedPhrase(), f"{text}\n{SENTENCES[language] * 3}\n", "a.txt") == []


def test_a_loop_within_a_sentence_is_found() -> None:
    text = f"{LONG}\nHe said that " + "it was the wall of the " * 12 + "house.\n"
    (found,) = findings(LoopedPhrase(), text, "a.txt")

    assert " comes 1" in found.message


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        LONG + "".join(f"- {SENTENCES['en']}\n" for _ in range(9)),
        LONG + "".join(f"## Step\n\n{SENTENCES['en']}\n\n" for _ in range(9)),
        LONG + "\n```\n" + SENTENCES["en"] * 9 + "\n```\n",
        LONG + "\n" + "Row, row, row the boat,\nrow the boat to me.\n\n" * 9,
        LONG + "\n| a |\n|---|\n" + f"| {SENTENCES['en']} |\n" * 9,
        f"Licensed under the terms below.\n\n{SENTENCES['en'] * 20}\n",
    ],
)
def test_lists_sections_songs_and_licences_may_loop(text: str) -> None:
    assert findings(LoopedPhrase(), text, "a.md") == []


@pytest.mark.parametrize(
    "sample",
    [
        f"{LONG}\n⟦{BLOB}⟧\n",
        f"{TEXTS['zh']} ⟦{DIGEST}⟧ 。\n",
        f"Key: ⟦{BLOB[:76]}\n{BLOB[76:152]}⟧\n",
        f"({LONG.strip()} ⟦{DIGEST.upper()}⟧)\n",
        f"Маяк\n\n⟦{BLOB}⟧\n\nгорит\n",
        f"![a](data:image/png;base64,{BLOB})\n",
        f"http://example.org/{BLOB.replace('=', '')}\n",
        f"```\n{BLOB}\n```\n",
        f"{DIGEST[:64]}\n",
        "-" * 120 + "\n" + "abcdefghij" * 12 + "\n",
        "/".join(["some", "Path", "With", "Parts", "4"] * 12) + "\n",
    ],
)
def test_opaque_blobs(sample: str) -> None:
    assert_found(OpaqueBlob(), sample, "a.md")


@pytest.mark.parametrize("rule", [StubBody(), TruncatedText(), OpaqueBlob()])
def test_what_may_be_meant_is_information(rule: DocumentRule) -> None:
    assert rule.severity is Severity.INFO
