"""The offline rules of the family beyond their examples: what is wrong in several languages, and what only looks so."""

from __future__ import annotations

import json
from functools import partial
from unicodedata import normalize

import pytest

from seedlint.diagnostics import Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.surroundings import Files, Presence, Surroundings, surroundings_in
from seedlint.rules.base import DocumentRule, Finding
from seedlint.rules.registry import rule
from seedlint.text.decode import encode
from seedlint.text.marks import unmark
from seedlint.text.span import apply


def find(
    name: str, text: str, files: dict[str, str] | None = None, path: str = "a.md", **options: object
) -> list[Finding]:
    instance = rule(name)(**options)
    assert isinstance(instance, DocumentRule)
    locate = partial(surroundings_in, files) if files is not None else None
    return list(instance.check(Document(Source(path, encode(text)), locate=locate)))


def in_front_matter(name: str, url: str) -> list[Finding]:
    return find(name, f"---\nurl: {json.dumps(url)}\n---\nText.\n")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("misspelt-scheme", "htp://lampstreet.org/"),
        ("misspelt-scheme", "hppts://lampstreet.org/"),
        ("misspelt-scheme", "htttps://lampstreet.org/"),
        ("misspelt-scheme", "https//lampstreet.org/a"),
        ("misspelt-scheme", "http//lampstreet.org/a"),
        ("misspelt-scheme", "https;//lampstreet.org/a"),
        ("misspelt-scheme", "HTPS://lampstreet.org/a"),
        ("unknown-tld", "https://lampstreet.cmo/a"),
        ("unknown-tld", "https://lampstreet.ogr:8080/a?b"),
        ("unknown-tld", "https://lampstreet.htmll/a"),
        ("double-encoded-url", "https://lampstreet.org/a%2520b"),
        ("double-encoded-url", "https://lampstreet.org/s?q=caf%25C3%25A9"),
        ("double-encoded-url", "https://lampstreet.org/%25E4%25B8%25AD%25E6%2596%2587"),
        ("template-in-url", "https://lampstreet.org/{{slug}}"),
        ("template-in-url", "https://lampstreet.org/<%= slug %>"),
        ("template-in-url", "https://lampstreet.org/%s/a"),
        ("template-in-url", "https://lampstreet.org/[object Object]"),
        ("template-in-url", "https://undefined/a"),
        ("template-in-url", "https://lampstreet.org/a?id=null"),
        ("template-in-url", "https://lampstreet.org/null/a.jpg"),
        ("placeholder-host", "https://www.example.org/a"),
        ("placeholder-host", "http://foo.localhost:3000/"),
        ("placeholder-host", "https://api.invalid/"),
        ("credentials-in-url", "https://mayer:Sommer7!x@lampstreet.org/a"),
        ("credentials-in-url", "https://x9Kd03mvPq72LsBn44Tz@gitlab.com/a.git"),
        ("tracking-parameter", "https://lampstreet.org/?utm_campaign=a"),
        ("tracking-parameter", "https://lampstreet.org/a?b=c&mc_eid=d"),
        ("lookalike-host", "https://gооgle.com/"),
        ("lookalike-host", "https://exam\u00adple.com/"),
    ],
)
def test_wrong_in_front_matter(name: str, url: str) -> None:
    assert len(in_front_matter(name, url)) == 1


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("misspelt-scheme", "https://lampstreet.org/http//a"),
        ("misspelt-scheme", "ftps://lampstreet.org/"),
        ("misspelt-scheme", "httpx://lampstreet.org/"),
        ("misspelt-scheme", "http:/lampstreet.org"),
        ("misspelt-scheme", "chrome://settings"),
        ("unknown-tld", "https://intranet/a"),
        ("unknown-tld", "https://nas.fritz.internal/"),
        ("unknown-tld", "https://10.0.0.1/"),
        ("unknown-tld", "https://[::1]/"),
        ("unknown-tld", "https://cafe.museum/"),
        ("unknown-tld", "https://президент.рф/"),
        ("unknown-tld", "https://xn--fiqs8s/"),
        ("unknown-tld", "https://{{ host }}.exmaple/"),
        ("double-encoded-url", "https://lampstreet.org/100%25"),
        ("double-encoded-url", "https://lampstreet.org/a%252Fb"),
        ("double-encoded-url", "https://lampstreet.org/?u=https%3A%2F%2Fa.org%2F%2520"),
        ("double-encoded-url", "https://web.archive.org/web/https://lampstreet.org/a%2520b"),
        ("template-in-url", "https://lampstreet.org/null-island/undefined-behaviour"),
        ("template-in-url", "https://lampstreet.org/{id}"),
        ("template-in-url", "https://lampstreet.org/100%25sure"),
        ("template-in-url", "https://lampstreet.org/?q=nullify"),
        ("placeholder-host", "https://myexample.com/"),
        ("placeholder-host", "https://example.com.vn/"),
        ("placeholder-host", "https://test.lampstreet.org/localhost"),
        ("credentials-in-url", "https://user:password@lampstreet.org/"),
        ("credentials-in-url", "https://git@github.com/a/b"),
        ("credentials-in-url", "https://medium.com/@lampstreet"),
        ("credentials-in-url", "https://mayer:${PASSWORD}@lampstreet.org/"),
        ("tracking-parameter", "https://lampstreet.org/utm_source/?source=utm"),
        ("lookalike-host", "https://пример.рф/"),
        ("lookalike-host", "https://中国abc.cn/"),
        ("lookalike-host", "https://xn--bcher-kva.de/"),
    ],
)
def test_right_in_front_matter(name: str, url: str) -> None:
    assert in_front_matter(name, url) == []


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.org/?utm_source=x", "https://a.org/"),
        ("https://a.org/b?utm_source=x#c", "https://a.org/b#c"),
        ("https://a.org/?utm_source=x&id=1", "https://a.org/?id=1"),
        ("https://a.org/?id=1&utm_source=x&fbclid=y", "https://a.org/?id=1"),
        ("https://a.org/?a=%20&gclid=z&b", "https://a.org/?a=%20&b"),
        ("https://a.org/?utm_id=1&a&UTM_TERM=x&b=", "https://a.org/?a&b="),
    ],
)
def test_the_fix_removes_the_parameters_and_nothing_else(url: str, clean: str) -> None:
    text = f"Voir <{url}> et [ici]({url}).\n"
    found = find("tracking-parameter", text)
    edits = [edit for finding in found if finding.fix is not None for edit in finding.fix.edits]
    assert apply(text, edits) == f"Voir <{clean}> et [ici]({clean}).\n"


def test_no_fix_where_parameters_are_signed() -> None:
    (found,) = find("tracking-parameter", "<https://a.org/?utm_source=x&signature=7f>\n")
    assert found.fix is None


def test_a_password_is_not_in_the_message() -> None:
    (found,) = find("credentials-in-url", "Đọc [tin](https://mai:Kq8zRw2m@baochi.vn/tin).\n")
    assert "Kq8zRw2m" not in found.message + (found.help or "")


@pytest.mark.parametrize(
    "marked",
    [
        "Xem ⟦htps://baochi.vn/tin⟧, nhé.\n",
        "Siehe (⟦hhttp://lampe.de/a⟧)。\n",
        "见 ⟦ttps://lampe.cn/a⟧。\n",
    ],
)
def test_misspelt_in_running_text(marked: str) -> None:
    text, spans = unmark(marked)
    assert [finding.span for finding in find("misspelt-scheme", text)] == list(spans)


@pytest.mark.parametrize(
    "text",
    [
        "s3://bucket.name/a `htps://baochi.vn/` <!-- htps://baochi.vn/ -->\n",
        "```\nhtps://baochi.vn/\n```\n",
        "Man schreibt http: und dann //, sonst nichts.\n",
    ],
)
def test_not_misspelt_in_running_text(text: str) -> None:
    assert find("misspelt-scheme", text) == []


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in b %}[x](https://a.org/{{ a.slug }}){% endfor %}\n",
        "# {{ title }}\n\n[x](https://a.org/{{ slug }})\n",
        "[x]({{ site.url }}/a) ![y](https://a.org/{{ version }}/b.png)\n",
        "GET https://a.org/${id} and <https://a.org/%s>\n",
        "[x](https://a.org/undefined)\n",
    ],
)
def test_templates_of_pages_are_right(body: str) -> None:
    assert find("template-in-url", body) == []


@pytest.mark.parametrize(
    ("web", "other", "is_wrong"),
    [
        ("https://a-news.org/lamps-go-dark-tonight", "https://a-news.org/bridges-nobody-ever-built", True),
        ("https://a-news.org/lamps-go-dark-tonight", "https://a-news.org/lamps-gone", False),
        ("https://a-news.org/lamps-go-dark-tonight", "https://bit.ly/seven-bridges-nobody-built", False),
        ("https://a-news.org/lamps-go-dark-tonight", "https://a-news.org/2021/3/4/1234567", False),
        ("https://a-news.org/tin-tuc-moi-nhat-hom-nay", "https://a-news.org/bong-da-viet-nam-thang", True),
        ("https://a-news.org/a", "https://b-news.org/b", False),
    ],
)
def test_original_urls(web: str, other: str, is_wrong: bool) -> None:
    assert bool(find("conflicting-urls", f"---\nwebUrl: {web}\noriginalUrl: {other}\n---\n")) == is_wrong


@pytest.mark.parametrize(
    ("url", "domain", "is_wrong"),
    [
        ("https://www.lemonde.fr/a", "lefigaro.fr", True),
        ("https://tuoitre.vn/tin", "https://www.vnexpress.net/", True),
        ("https://news.lampstreet.co.uk/a", "lampstreet.co.uk", False),
        ("https://lampstreet.co.uk/a", "other.co.uk", True),
        ("https://lamp.github.io/", "street.github.io", True),
        ("https://www.theguardian.com/a", "guardian.co.uk", False),
        ("https://www.google.com/amp/s/www.lemonde.fr/a", "lemonde.fr", False),
        ("https://t.co/abc", "lemonde.fr", False),
        ("https://bücher.de/a", "xn--bcher-kva.de", False),
        ("https://127.0.0.1/a", "lemonde.fr", True),
        ("/relative", "lemonde.fr", False),
    ],
)
def test_domains(url: str, domain: str, is_wrong: bool) -> None:
    assert bool(find("domain-mismatch", f"---\nwebUrl: {url}\nprovider:\n  domain: {domain}\n---\n")) == is_wrong


FILES = {
    "README.md": "# Start\n\n## Setting *up*\n\n## Setting up\n\n<a name='here'></a>\n",
    "docs/Guide.md": "# Guide\n",
    "docs/tour/index.md": "# Tour\n",
    "docs/img/a b.png": "",
    "docs/2021-01-02-lamps.md": "",
}


@pytest.mark.parametrize(
    "target",
    [
        "Guide.md", "./Guide.md#guide", "../README.md#setting-up-1", "tour/", "tour", "tour.html",
        "Guide.html", "Guide",
        "img/a%20b.png", "<img/a b.png>", "lamps.html", "lamps/", "../../elsewhere.md", "../../issues/7",
        "/root/x.md", "x?y",
        "mailto:a@b.org", "{{ x }}", "{% link a.md %}", "path/to/file.md", "url", "#start", "../README.md#here",
        "https://a.org/x.md", "tel:1", "a@b.org", "std::vec", "../README.md?plain=1#L3",
    ],
)  # fmt: skip
def test_targets_that_are_right(target: str) -> None:
    text = f"# Start\n\nTừ [đây]({target}) đến đó.\n"
    files = {**FILES, "docs/x": ""}
    assert find("missing-target", text, files, "docs/a.md") == []
    assert find("missing-anchor", text, files, "docs/a.md") == []


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("missing.md", None),
        ("guide.md", None),
        ("img/a.png", None),
        ("tour/img.png", None),
        ("../LICENSE", None),
        ("missing.html", Severity.INFO),
        ("nowhere", Severity.WARNING),
        ("github.com/lamp/street", Severity.WARNING),
    ],
)
def test_targets_that_are_missing(target: str, severity: Severity | None) -> None:
    (found,) = find("missing-target", f"Siehe [hier]({target}).\n", FILES, "docs/a.md")
    assert found.severity is severity


def test_a_site_root_is_asked_for() -> None:
    assert len(find("missing-target", "[a](/Guide.md) [b](/b.md)\n", FILES, "docs/a.md", site_root=("docs",))) == 1


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Hello, World!", "hello-world"),
        ("A & B", "a--b"),
        ("A & B", "a-b"),
        ("`code()` and [link](https://a.org/b_(c))", "code-and-link"),
        ("Größe & Über uns", "größe--über-uns"),
        ("Größe", "groe"),
        ("中文 标题", "中文-标题"),
        ("Cài đặt", "cài-đặt"),
        ("🚀 Launch", "-launch"),
        ("🚀 Launch", "launch"),
        (":rocket: Launch", "rocket-launch"),
        ("snake_case and _emphasis_", "snake_case-and-emphasis"),
        ("v1.2.3 (2024)", "v123-2024"),
        ("1. Intro", "1-intro"),
        ("Titre ##", "titre"),
        ("Text {#own-id}", "own-id"),
        ("Text {: #attr .x }", "attr"),
        ("<a id='x1'></a>Text", "x1"),
        ("![logo](a.png) Text", "text"),
        ("Übersicht", "%C3%BCbersicht"),
    ],
)
def test_anchors_of_headings(heading: str, anchor: str) -> None:
    assert find("missing-anchor", f"## {heading}\n\n[x](#{anchor})\n") == []


@pytest.mark.parametrize("anchor", ["hello", "hello-world-1", "helo-world", "user-content-x"])
def test_anchors_that_are_missing(anchor: str) -> None:
    (found,) = find("missing-anchor", f"# Hello, World!\n\nText [x](#{anchor})\n")
    assert found.severity is None


def test_anchors_that_differ_in_case_are_worth_a_look() -> None:
    (found,) = find("missing-anchor", "# Hello World\n\n[x](#Hello-World)\n")
    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    "include", ["--8<-- 'a.md'", "{% include a.md %}", "::: package.module", "<Component />", "[TOC]"]
)
def test_documents_that_are_completed_elsewhere_are_not_judged(include: str) -> None:
    assert find("missing-anchor", f"# A\n\n{include}\n\n[x](#b)\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "([a](https://a.org/b))\n",
        "[a](https://a.org/b)s) and [c](https://a.org/d).\n",
        "[a](https://a.org/b_(c)) [d](<https://a.org/e_(f>)\n",
        "[![a](https://a.org/b.png)](https://a.org/c)[d](https://a.org/e)\n",
        "arr[0](https is not a URL)\n",
        "Slack: <https://a.org/b|c> and <https://a.org/b>\n",
    ],
)
def test_urls_that_are_whole(text: str) -> None:
    assert find("cut-url", text) == []


class Guessed(Files):
    """Files of which nobody knows whether they are a whole project."""

    @property
    def is_project(self) -> bool:
        return False


COPIES = {f"copy{number}.md": f"# A\n\n[a](guide{number}.md) and [b](img/{number}.png)\n" for number in range(6)}
WHOLE = {"guide.md": "# G\n", **{f"page{number}.md": "# A\n\n[a](guide.md) [b](away.md)\n" for number in range(6)}}


@pytest.mark.parametrize("kind", [Files, Guessed])
@pytest.mark.parametrize("text", ["[x](one.md)\n", "![x](one.png) [y](two.md)\n", "# A\n\n[x](one/two.md)\n"])
def test_collections_of_texts_from_elsewhere(kind: type[Files], text: str) -> None:
    files = {**COPIES, "a.md": text}
    found = rule("missing-target")()
    assert isinstance(found, DocumentRule)
    document = Document(Source("a.md", encode(text)), locate=lambda _: Surroundings(kind(files), ""))
    assert {finding.severity for finding in found.check(document)} == {Severity.INFO}


@pytest.mark.parametrize("kind", [Files, Guessed])
def test_collections_in_which_links_lead_somewhere(kind: type[Files]) -> None:
    text = "[x](one.md)\n"
    found = rule("missing-target")()
    assert isinstance(found, DocumentRule)
    document = Document(Source("a.md", encode(text)), locate=lambda _: Surroundings(kind({**WHOLE, "a.md": text}), ""))
    assert [finding.severity for finding in found.check(document)] == [None]


def test_each_in_a_folder_of_its_own() -> None:
    files = {f"{number}/README.md": f"[a](guide{number}.md)\n" for number in range(6)}
    (found,) = find("missing-target", files["0/README.md"], files, "0/README.md")
    assert found.severity is Severity.INFO


def test_one_file_that_is_there_tells_that_a_project_is_whole() -> None:
    files = {**COPIES, "guide1.md": "# There\n"}
    (found,) = find("missing-target", "[x](one.md)\n", files)
    assert found.severity is None


def test_a_page_whose_places_are_all_missing_is_made_by_a_build() -> None:
    links = "".join(f"- [mixin](#mixin-{number})\n" for number in range(10))
    found = find("missing-anchor", f"# Mixins\n\n{links}")
    assert len(found) == 10
    assert {finding.severity for finding in found} == {Severity.INFO}
    assert {finding.severity for finding in find("missing-anchor", f"# Mixins\n\n[a](#mixins)\n{links}")} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Die Seite ⟨http://www.kernel.org⟩ steht offen.\n",
        "Voir le site ‹http://www.kernel.org› ou «http://www.lirc.org».\n",
        "См. ⟪https://www.lirc.org/⟫ и ❨https://www.lirc.org❩.\n",
        "Le site http://e2fsprogs.source\u2010\nforge.net/ le dit.\n",
        "Strona http://e2fsprogs.source\xadforge.net/ i http://www.gnu.org/soft\u2011\nware/.\n",
    ],
)
def test_brackets_and_hyphens_of_typesetters(text: str) -> None:
    for name in ("invalid-host", "unknown-tld", "lookalike-host", "malformed-url"):
        assert find(name, text, path="man.txt") == []
        assert find(name, text) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("GUIDE.md", "guide.md"),
        ("readme.MD", "README.md"),
        ("BOTH.MD", "BOTH.md"),
        ("ÜBER.md", "über.md"),
        ("no.md", None),
    ],
)
def test_names_that_differ_in_case_for_every_document_of_a_folder(path: str, name: str | None) -> None:
    tree = Files({"guide.md": "", "README.md": "", "both.md": "", "BOTH.md": "", "u\u0308ber.md": ""})
    for around in (Surroundings(tree, ""), Surroundings(tree, "")):
        place = around.find(path)
        assert (place.presence is Presence.FILE) is (name is not None)
        assert normalize("NFC", place.path) == (name or "")
