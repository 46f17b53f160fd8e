from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from seedlint.document import markdown
from seedlint.document.host import shown
from seedlint.document.targets import targets
from seedlint.document.url import misspelt_scheme
from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Good,
    Severity,
    Span,
)
from seedlint.text.pattern import lazy_pattern

_LETTERS = lazy_pattern(r"(?<![\w+.-])[A-Za-z]{3,7}+\Z")
_IN_PROSE = lazy_pattern(r"(?<![\w+.-])[hHtTgG][A-Za-z]{2,6}://(?:[\w-]++\.)++[A-Za-z]{2,}")


class MisspeltScheme(DocumentRule):
    """A URL whose `http://` or `https://` is misspelt: `htp://`, `hhtps://`, `https//`.

    Looked at are front matter values, the targets of links and images, and in the text what has `://` and a host after
    such letters. A right scheme with the wrong slashes (`http:/host`) is a `malformed-url`.

    ## Why it matters

    Browsers do not know the scheme `htp:`, and take `https//host` for a folder of the reader's own site. Neither link
    opens, and programs that read the metadata refuse the value or fetch something else.

    ## How to fix

    Write `https://`.

    ## Fix safety

    The fix is unsafe: it writes the scheme that is nearest, and whether the host answers to it is not known.

    ## Known limits

    Only what is one slip away from `http` or `https` is known: a letter left out, doubled, swapped, or a neighbouring
    key. Other schemes that do not exist (`foo://`) are let pass, because programs make up schemes of their own.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        text, found_links = document.text, targets(document)
        for link in found_links.strange:
            if link.target.startswith(("https://", "http://")):
                continue
            found = misspelt_scheme(link.target)
            if found is not None:
                yield _finding(text, link.span, link.target, *found)
        count = text.count("://")
        if count > found_links.text.count("://") and (
            count > text.count("http://") + text.count("https://") or "hhttp" in text
        ):
            yield from _in_prose(document)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nurl: https://lampstreet.org/last\n---\nWrite `htp://` and you see. It begins with http: or so.\n"
            ),
            Good(
                "[a](ftp://ftp.gnu.org/gnu) [b](git://github.com/a/b) <svn+ssh://host/x> [c](hxxp://evil.example/a)\n"
            ),
            Good("Ein Ordner: [Notizen](http/notizen.md), und tcp://10.0.0.1:80, tftp://10.0.0.1/boot.\n"),
            Bad(
                "---\nwebUrl: ⟦htp://lampstreet.org/last⟧\n---\nText.\n",
                "---\nwebUrl: http://lampstreet.org/last\n---\nText.\n",
                ('"htp://lampstreet.org/last" begins with "htp://", which is no scheme; expected "http://"',),
            ),
            Bad(
                "Lesen Sie [den Bericht](⟦https//lampstreet.org/b⟧).\n",
                "Lesen Sie [den Bericht](https://lampstreet.org/b).\n",
            ),
            Bad("Xem ⟦hhtps://baochi.vn/tin⟧ nhé.\n", "Xem https://baochi.vn/tin nhé.\n"),
            Bad("![图](⟦ttps://img.lampstreet.org/a.png⟧)\n", "![图](https://img.lampstreet.org/a.png)\n"),
        )


def _in_prose(document: Document) -> Iterator[Finding]:
    """Misspelt URLs in the running text, which no program takes for links."""
    text = document.text
    structure = document.view(markdown.structure)
    known = {link.span.start for link in structure.links}
    regions = structure.regions
    comments = regions.comments
    at = text.find("://", document.body.start)
    while at >= 0:
        letters = _LETTERS.search(text, max(document.body.start, at - 8), at)
        start, at = at - len(letters.group()) if letters is not None else at, text.find("://", at + 3)
        match = _IN_PROSE.match(text, start)
        found = misspelt_scheme(match.group()) if match is not None else None
        if match is None or found is None or start in known or regions.covers(start):
            continue
        index = bisect_right(comments, (start, document.body.end)) - 1
        if index >= 0 and start < comments[index].end:
            continue
        end = match.end()
        while end < document.body.end and text[end] not in _STOPS and not text[end].isspace():
            end += 1
        while text[end - 1] in ".,;:!?":
            end -= 1
        yield _finding(text, Span(start, end), text[start:end], *found)


_STOPS = frozenset("()<>[]\"'`。，、；")


def _finding(text: str, span: Span, target: str, written: str, right: str) -> Finding:
    message = f"{shown(target)} begins with {shown(written)}, which is no scheme; expected {shown(right)}"
    fix = None
    if text.startswith(written, span.start):
        edit = Edit(Span(span.start, span.start + len(written)), right)
        fix = Fix(f"write {right}", (edit,), Applicability.UNSAFE)
    return Finding(
        span, message, fix=fix, help=f"write {right} in place of {written}, and open the link to see it work"
    )
