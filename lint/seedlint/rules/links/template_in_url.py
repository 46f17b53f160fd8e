from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from operator import attrgetter

from seedlint.document.host import shown
from seedlint.document.link_syntax import Link, LinkKind
from seedlint.document.targets import Targets, targets
from seedlint.document.template import is_template
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity
from seedlint.text.pattern import lazy_pattern

_OBJECT = lazy_pattern(r"\[object(?: |%20|\+)Object\]|%5Bobject(?:%20|\+| )Object%5D", re.I)
_MARK = lazy_pattern(
    r"\{\{[^{}]*+\}\}|\$\{[^{}]*+\}|<%.*?%>|\{%.*?%\}|%\(\w++\)[sd]|%(?:[sd]|\d\$[sd])(?![0-9A-Za-z])|#\{[^{}]*+\}"
)
_MARK_IN_BODY = lazy_pattern(r"\{\{[^{}]*+\}\}|\$\{[^{}]*+\}|<%.*?%>")
_OF_GENERATOR = lazy_pattern(
    r"\{\{-?[ ]*+(?:[<%.$#/>&!]|site|page|ref|relref|rel_|url|base|root|config|link|path|assets?|static|include|extra|"
    r"post|layout|product|version|release|branch|get_|now|current|github|repo|docs?|image|img|cdn)|\$\{(?:base|process|env)",
    re.I,
)
_NOTHING = lazy_pattern(r"(?<=[/=])(undefined|null|NaN|None)(?=[/?#&]|\Z)|//(undefined|null)(?=[/?#:]|\Z)")


_MARKS = ("{", "bject", "<%")


class TemplateInUrl(DocumentRule):
    """A URL that holds what a program should have filled in: `{{ slug }}`, `[object Object]`, `/undefined/`.

    In front matter all marks of templates count: `{{ }}`, `${ }`, `<% %>`, `{% %}`, `%s`, and `undefined`, `null`,
    `NaN` or `None` as a part of the path or as a value of the query. In the body, which may speak about templates or
    be one, only what is surely left over does.

    ## Why it matters

    The program that made the document lost the value: the link leads to a page that says "not found", or to the same
    wrong page from thousands of documents.

    ## How to fix

    Write the real URL, and mend the program that made it, because other documents will have the same defect.

    ## Known limits

    Templates themselves (in folders like `archetypes`), the variables of site generators (`{{ site.url }}`,
    `{{< relref >}}`) and placeholders for the reader in single braces or angle brackets (`{owner}`, `<host>`) are
    right. A page may really be called `null`: the last part of a path is only a warning, and in the body it is right.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        found = targets(document)
        written = found.text
        suspects: list[Link] = []
        if "{" in written or "bject" in written or "<%" in written:
            suspects += [link for link in found.odd if any(mark in link.target for mark in _MARKS)]
        if "%" in written and document.front_matter is not None:
            in_front = takewhile(attrgetter("key_path"), found.odd)
            suspects += [link for link in in_front if "%" in link.target]
        if "undefined" in written or "null" in written or "NaN" in written or "None" in written:
            suspects += _nothing_links(found)
        is_quiet = None
        for link in {link.span: link for link in suspects}.values():
            judged = _in_front_matter(link.target) if link.kind is LinkKind.FRONT_MATTER else _in_body(link)
            if judged is None:
                continue
            mark, severity = judged
            if is_quiet is None:
                is_quiet = _is_quiet(document)
            if is_quiet and not _OBJECT.fullmatch(mark):
                continue
            yield Finding(
                link.span,
                f"the URL {shown(link.target)} holds {shown(mark)}, which a program should have filled in",
                help="write the real URL, and mend the program that made it",
                severity=severity,
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                '![b]({{ site.baseurl }}/a.png) [c]({{< relref "d.md" >}}) [e](https://lampstreet.org/{{ '
                "page.slug }})\n"
            ),
            Good(
                "---\nurl: https://lampstreet.org/null-island\n---\nSee https://api.github.com/repos/{owner}/{repo}.\n"
            ),
            Good("---\nurl: https://{{ host }}/a\n---\nText.\n", path="archetypes/post.md"),
            Good(
                "Voir [undefined](https://developer.mozilla.org/en-US/docs/Glossary/undefined), <https://a.fr/?q=%s>.\n"
            ),
            Bad(
                "---\nwebUrl: ⟦https://lampstreet.org/{{ slug }}⟧\n---\nText.\n",
                messages=(
                    'the URL "https://lampstreet.org/{{ slug }}" holds "{{ slug }}", which a program should '
                    "have filled in",
                ),
            ),
            Bad("---\nimages:\n  - url: ⟦https://img.lampstreet.org/undefined/a.jpg⟧\n---\nNội dung.\n"),
            Bad("Lesen Sie [mehr](⟦https://lampstreet.org/%5Bobject%20Object%5D⟧).\n"),
            Bad('---\nurl: "⟦https://lampstreet.org/${id}?lang=%s⟧"\n---\nTexte.\n'),
        )


def _nothing_links(found: Targets) -> list[Link]:
    """The links that hold a value that is none."""
    return [link for members in found.origins.values() for link in members if _NOTHING.search(link.target)]


def _in_front_matter(url: str) -> tuple[str, Severity | None] | None:
    """What of a front matter URL is left over, and its severity where that is not the rule's."""
    match = _OBJECT.search(url) or _MARK.search(url)
    if match is not None:
        return match.group(), None
    if "://" not in url:
        return None
    nothing = _NOTHING.search(url, url.index("://"))
    if nothing is None:
        return None
    return nothing.group(), Severity.WARNING if nothing.end() == len(url) and url[nothing.start() - 1] == "/" else None


def _in_body(link: Link) -> tuple[str, Severity | None] | None:
    """The same for a link in the body."""
    url = link.target
    match = _OBJECT.search(url)
    if match is not None:
        return match.group(), None
    if link.kind in (LinkKind.BARE, LinkKind.AUTOLINK) or "://" not in url[:8]:
        return None
    match = _MARK_IN_BODY.search(url)
    if match is not None and _OF_GENERATOR.match(match.group()) is None:
        return match.group(), Severity.WARNING
    nothing = _NOTHING.search(url)
    if nothing is not None and nothing.group().lstrip("/") == "undefined" and nothing.end() < len(url):
        return nothing.group().lstrip("/"), Severity.WARNING
    return None


def _is_quiet(document: Document) -> bool:
    """Whether the document is a template, or a page in which marks of templates stand everywhere."""
    if is_template(document):
        return True
    text, body = document.text, document.body
    in_links = sum(link.target.count("{{") for link in targets(document).odd if link.span.start >= body.start)
    return text.count("{{", body.start) > in_links or text.find("{%", body.start) >= 0
