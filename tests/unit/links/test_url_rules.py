"""The four rules about URLs as such: a broken URL is reported by exactly one of them, in place, and no good one is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from seedlint.document.document import Document
from seedlint.document.host import shown
from seedlint.document.link_syntax import LinkKind
from seedlint.document.source import Source
from seedlint.document.url import flaw_of
from seedlint.rules.links.invalid_host import InvalidHost
from seedlint.rules.links.malformed_url import MalformedUrl
from seedlint.rules.links.missing_scheme import MissingScheme
from seedlint.rules.links.whitespace_in_url import WhitespaceInUrl
from seedlint.text.escape import escape
from seedlint.text.marks import unmark

RULES = (MalformedUrl(), MissingScheme(), WhitespaceInUrl(), InvalidHost())
SUITE = Path(__file__).resolve().parents[4] / "shared" / "suites" / "url" / "urltestdata.json"


def reported(text: str, path: str = "a.md") -> list[tuple[str, int, int]]:
    document = Document(Source(path, text.encode()))
    return sorted((rule.name, *finding.span) for rule in RULES for finding in rule.check(document))


def rule_for(url: str) -> str | None:
    """The rule that reports ``url`` as the value of a front matter key."""
    found = reported(f"---\nurl: {json.dumps(url)}\n---\n")
    assert len(found) <= 1
    return found[0][0] if found else None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "HTTPS://EXAMPLE.COM:443/A%20b?c#d",
        "http://user:pass@example.com:8080/",
        "http://localhost:3000",
        "http://intranet/x",
        "http://my_service:8080/",
        "http://foo_bar.example.com/",
        "http://-a-.example.com/",
        "https://r3---sn-abc.example.com/",
        "http://example.com./",
        "http://127.0.0.1/",
        "http://0x7f.1/",
        "http://[::1]:80/",
        "http://[fe80::1:2]/",
        "https://bücher.example/straße",
        "https://xn--bcher-kva.example/",
        "https://☃.example/",
        "https://例子.测试/路径",
        "https://example.com:/x",
        "https://example.com/100%",
        "https://example.com/%zz",
        "https://example.com/a//b\\c|d^e",
        "https://example.com/?a[]=b&c={d}",
        "https://web.archive.org/web/2019/http://example.com/",
        "ftp://ftp.example.com/x",
        "/about/",
        "docs/readme.md",
        "../a.md",
        "a b.md",
        "#top",
        "?q=a b",
        "",
        "page",
        "cover.png",
        "read.me",
        "john.doe",
        "index.html",
        "v1.2.3/notes",
        "notes.md",
        "See https://example.com for more",
        "mailto:a@example.com",
        "a@example.com",
        "tel:+1 234 567",
        "data:text/plain,a b",
        "javascript:void 0",
        "file:///C:/x y",
        "git+ssh://git@example..com/x",
        "urn:isbn:1 2",
        "C:\\Users\\a b",
        "localhost:3000",
        "{{ site.url }}/a b",
        "https://{{ host }}/a b",
        "https://${HOST}:${PORT}/",
        "https://$HOST/",
        "https://<your host>/",
        "https://[your-host]/",
        "https://{region}..example.com/",
        "https://example.{tld}/",
        "https://%s/",
        "https://%(host)s/",
        "https://@HOST@:x/",
        "https://.../",
        "https://…/",
        "https://*.example.com/",
        "https://YOUR-DOMAIN/",
        "https://your_domain.com/",
        "https://host:port/",
        "https://host:PORT/",
        "https://10.0.0.x:80xx/",
        "https://example.com/\udc80",
    ],
)
def test_nothing_is_wrong(url: str) -> None:
    assert flaw_of(url) is None


@pytest.mark.parametrize(
    ("rule", "url"),
    [
        ("malformed-url", "http:"),
        ("malformed-url", "http://"),
        ("malformed-url", "https:/example.com"),
        ("malformed-url", "https:///example.com"),
        ("malformed-url", "https:example.com"),
        ("malformed-url", "https:\\\\example.com"),
        ("malformed-url", "http://:80/"),
        ("malformed-url", "http://a@/"),
        ("malformed-url", "http://?a"),
        ("malformed-url", "http://example.com:80a/"),
        ("malformed-url", "http://example.com:99999/"),
        ("malformed-url", "http://example.com:8080:1/"),
        ("malformed-url", "http://[::1/"),
        ("malformed-url", "http://[1.2.3.4]/"),
        ("malformed-url", "http://a[1]b.example/"),
        ("malformed-url", "http://a|b.example/"),
        ("malformed-url", "http://a%20b.example/"),
        ("malformed-url", "https://https://example.com/"),
        ("malformed-url", "http://http//example.com/"),
        ("malformed-url", "ftp:/example.com/"),
        ("missing-scheme", "www.example.com"),
        ("missing-scheme", "www.example.com/a?b"),
        ("missing-scheme", "WWW.Example.com/a"),
        ("missing-scheme", "example.com"),
        ("missing-scheme", "example.com/a/b.html"),
        ("missing-scheme", "news.example.co.uk/a"),
        ("missing-scheme", "example.org:8080/a"),
        ("missing-scheme", "www.example.de:80"),
        ("missing-scheme", "example.de/a"),
        ("missing-scheme", "news.example.de"),
        ("missing-scheme", "//example.com/a"),
        ("missing-scheme", " example.com/a"),
        ("whitespace-in-url", "https://example.com/a b"),
        ("whitespace-in-url", "https://example.com "),
        ("whitespace-in-url", " https://example.com"),
        ("whitespace-in-url", "https:// example.com"),
        ("whitespace-in-url", "https://exa mple.com"),
        ("whitespace-in-url", "https://example.com/a\tb"),
        ("whitespace-in-url", "https://example.com/a\nb"),
        ("whitespace-in-url", "https://example.com/a\u00a0b"),
        ("whitespace-in-url", "https://example.com/a\u3000b"),
        ("whitespace-in-url", "https://example.com/a\u0001b"),
        ("whitespace-in-url", "https://a.example, https://b.example"),
        ("invalid-host", "http://a..b.com/"),
        ("invalid-host", "http://.example.com/"),
        ("invalid-host", "http://example.com../"),
        ("invalid-host", "http://256.1.1.1/"),
        ("invalid-host", "http://1.2.3.4.5/"),
        ("invalid-host", "http://shop.123/"),
        ("invalid-host", f"http://{'a' * 64}.example.com/"),
        ("invalid-host", f"http://{'a.' * 130}com/"),
        ("invalid-host", "http://-shop.com/"),
        ("invalid-host", "http://shop-.com/"),
        ("invalid-host", "http://big_shop.com/"),
        ("invalid-host", "http://a,b.example/"),
        ("invalid-host", "http://a&b.example/"),
        ("invalid-host", "http://xn--0.com/"),
        ("invalid-host", "http://é-.example/"),
        ("invalid-host", "http://a‧b.example/"),
    ],
)
def test_one_rule_reports_it(rule: str, url: str) -> None:
    assert rule_for(url) == rule


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (LinkKind.INLINE, "example.com/a"),
        (LinkKind.INLINE, "//example.com/a"),
        (LinkKind.INLINE, "www.md"),
        (LinkKind.INLINE, "www.example.md"),
        (LinkKind.HTML, "//cdn.example.com/a.js"),
        (LinkKind.BARE, "www.example.com/a"),
        (LinkKind.BARE, "www.localhost"),
    ],
)
def test_right_in_its_place(kind: LinkKind, url: str) -> None:
    assert flaw_of(url, kind) is None


@pytest.mark.parametrize(
    ("rule", "marked"),
    [
        ("malformed-url", "---\ntitle: é😀\nurl: '⟦https:/a.example⟧'\n---\n"),
        ("malformed-url", "\ufeff---\r\nurl: ⟦http://a.example:8o/⟧\r\n---\r\n"),
        ("malformed-url", "---\nurl: ⟦http://a|b.example/⟧\n---\n"),
        ("malformed-url", "---\nurls:\n- https://a.example\n- ⟦http://[::z]/⟧\n---\n"),
        ("malformed-url", "<⟦http://a.example:b/⟧> ![a](⟦http:///b.png⟧) <img src='⟦http:b⟧'>\n\n[c]: ⟦https:/c⟧\n"),
        ("missing-scheme", "[a](⟦www.a.example⟧)\n\n[b]: <⟦www.b.example/c d⟧>\n"),
        ("missing-scheme", '<a href="⟦www.a.example/b⟧">www.a.example</a>\n'),
        ("whitespace-in-url", "---\nurl: ⟦https://a.example/b  c d⟧\n---\n"),
        ("whitespace-in-url", '---\nurl: ⟦"https://a.example/\\tb"⟧\n---\n'),
        ("whitespace-in-url", "[a](⟦https://b.example/c d⟧) ![e](⟦http:// f.example/g.png⟧ )\n"),
        ("whitespace-in-url", "<a href='\n ⟦https://a.example/b\nc⟧ '>d</a>\n"),
        ("invalid-host", "Visit ⟦http://a..b.com/c⟧, ⟦http://300.1.1.1⟧ and www.⟦⟧ok.example.\n".replace("⟦⟧", "")),
        ("invalid-host", "Visit ⟦www.a..b.com/c⟧.\n"),
        ("invalid-host", '[a](⟦https://me@b..c:80/d⟧ "title")\n'),
    ],
)
def test_exact_places(rule: str, marked: str) -> None:
    text, spans = unmark(marked)
    assert reported(text) == [(rule, *span) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "`https:/a` and\n\n```\nwww.a..b https:///c\n```\n\n<!-- http:///d -->\n",
        "[a](relative with space) [b](https://c.example \"title\") [d](https://e.example 'f g')\n",
        "![a](https://b.example/c.png =100x20) ![a](https://b.example/c.png =100x) [x] (https://a b)\n",
        "[a](https://b.example\n'title')\n",
        "It begins with http:// or https://, like http://... does.\n",
        "http://api-<name>.example.com http://a.example:<port>/ http://{a}-.com http://a-{b}.com\n",
        "http://a.example&gt; http://b.example<br> http://c.example[1] http://d.example;\n",
    ],
)
def test_silence(text: str) -> None:
    assert reported(text) == []
    assert reported(text, "a.txt") == []


def test_messages_are_one_printable_line() -> None:
    for url in (
        "https://a.example/\n\x1b[0m b",
        "http://\u202ea..b/",
        "http://" + "a" * 500 + "/",
        "www.a\u0007b.com/",
    ):
        flaw = flaw_of(url)
        assert flaw is not None
        assert escape(flaw.message) == flaw.message
        assert len(flaw.message) < 300
    assert shown("a\nb" + "c" * 100) == '"a\\nb' + "c" * 77 + '…"'


def test_well_formed_urls_need_no_parser() -> None:
    program = (
        "import sys\n"
        "from seedlint.document.document import Document\n"
        "from seedlint.document.source import Source\n"
        "from seedlint.document.url import flawed_links\n"
        "text = '---\\nurl: https://a.example/b?c=%20#d\\n---\\n[e](https://f-g.example:80/h) www.i.example\\n'\n"
        "assert flawed_links(Document(Source('a.md', text.encode()))) == ()\n"
        "assert not {'can_ada', 'idna', 'html', 'urllib.parse'} & set(sys.modules)\n"
    )
    # `www.` without a scheme is looked at more closely; the first two are not.
    subprocess.run([sys.executable, "-c", program.replace(" www.i.example", "")], check=True)


def suite_cases() -> list[tuple[str, bool]]:
    """Inputs of the web platform tests for URLs that name http or https, and whether parsing must fail."""
    if not SUITE.exists():
        return []
    cases = [case for case in json.loads(SUITE.read_text(encoding="utf-8")) if isinstance(case, dict)]
    return [
        (case["input"], case.get("failure", False))
        for case in cases
        if re.match(r"\s*https?:", case["input"], re.I) and max(case["input"]) < "\ud800"
    ]


needs_suite = pytest.mark.skipif(not SUITE.exists(), reason="the URL suite is not in ../shared/suites/url")


@needs_suite
def test_urls_that_browsers_refuse_are_reported() -> None:
    refused = [url for url, fails in suite_cases() if fails]
    assert len(refused) > 150
    assert [url for url in refused if rule_for(url) is None] == []


@needs_suite
def test_urls_that_browsers_accept_are_not_malformed() -> None:
    accepted = [url for url, fails in suite_cases() if not fails and re.match(r"https?://[^/\\]\S*\Z", url, re.I)]
    assert len(accepted) > 80
    assert [url for url in accepted if rule_for(url) == "malformed-url"] == []
