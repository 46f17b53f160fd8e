from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlint.document.host import shown
from seedlint.document.link_syntax import Link, LinkKind
from seedlint.document.links import links
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_AFTER_LINK = lazy_pattern(r"\)([^\s()\[\]<>|*`\"',;]*+(?:\([^\s()\[\]<>|*`\"',;]++\))?+)\)")
_OF_URL = lazy_pattern(r"[\w-]*[/_=%#?]\S*\w\S*|\.[a-z]{2,4}")
_WIKI_PARENTHESIS = lazy_pattern(r"\([^()\s]*\Z")
_REST_OF_AUTOLINK = lazy_pattern(r"[ \t]++[^\s<>|\"'=]++(?:[ \t]++[^\s<>|\"'=]++){0,5}>")
_MARKS = ("](http", "<http")


class CutUrl(DocumentRule):
    """A URL that Markdown cuts: by a parenthesis that has no partner, by a blank, or because the link is never closed.

    ## Why it matters

    What the reader gets is not what the author wrote: the link leads to the first half of the URL, and the rest stands
    beside it in the text; or there is no link at all, only brackets.

    ## How to fix

    Put the URL between angle brackets (`[text](<https://host/a_(b>)`), or write `%28` and `%29` for its parentheses and
    `%20` for its blanks, or close the link.

    ## Known limits

    Code is left alone, as are brackets with a backslash. A blank in the target of an otherwise correct link is
    `whitespace-in-url`.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        text, every = document.text, links(document) if document.is_markdown else ()
        bare = [link for link in every if link[0] is LinkKind.BARE and text[link.span.start - 1] in "(<"]
        followed = [link for link in every if text.startswith(")", link.span.end) and _goes_on(text, link)]
        if not (bare or followed) or not any(text.find(mark, document.body.start) >= 0 for mark in _MARKS):
            return
        for link in bare:
            yield from _bare(text, document.body, link)
        for link in followed:
            yield from _inline(text, document.body, link)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "[Lamp](https://en.wikipedia.org/wiki/Lamp_(disambiguation)) and (see [a](https://lampstreet.org/a)).\n"
            ),
            Good("`[a](https://lampstreet.org/b` and \\[c](https://lampstreet.org/d, or <https://lampstreet.org/e>.\n"),
            Good("Le [pont](<https://fr.wikipedia.org/wiki/Pont_(jeu>) et ([b](https://lampstreet.org/b)s).\n"),
            Bad(
                "See [the lamp](⟦https://en.wikipedia.org/wiki/Lamp_(street⟧ for more.\n",
                messages=(
                    'the link to "https://en.wikipedia.org/wiki/Lamp_(street" is not closed: a parenthesis '
                    "has no partner",
                ),
            ),
            Bad(
                "About [RISE [#605](https://lampstreet.org/605)](⟦https://lampstreet.org/rise⟧) in the lab.\n",
                messages=('the link to "https://lampstreet.org/rise" is none: another link stands in its text',),
            ),
            Bad(
                "An [a](https://lampstreet.org/a) and ((#12](⟦https://lampstreet.org/12⟧)) as well.\n",
                messages=('the link to "https://lampstreet.org/12" is never opened: its opening bracket is missing',),
            ),
            Bad("Siehe [Fliege](⟦https://de.wikipedia.org/wiki/Fliege⟧)_(Insekt)).\n"),
            Bad("Xem <⟦https://baochi.vn/tin⟧ hôm nay.html> nhé.\n"),
            Bad("Đọc [bài này](⟦https://baochi.vn/tin.html⟧ và bình luận.\n"),
        )


def _bare(text: str, body: Span, link: Link) -> Iterator[Finding]:
    """A URL that is a link only because it looks like one: what was written around it did not make it one."""
    start, end = link.span
    if text.startswith("](", start - 2) or text.startswith("](<", start - 3):
        if start < 4 or not _is_opened(text, start - (3 if text[start - 1] == "<" else 2), body.start):
            return
        reason, advice = _broken(text, link, body)
        yield Finding(link.span, f"the link to {shown(link.target)} is {reason}", help=advice)
    elif text.startswith("<", start - 1) and _REST_OF_AUTOLINK.match(text, end, body.end):
        message = f"the URL {shown(link.target)} is cut by a blank: what follows up to the angle bracket is left out"
        yield Finding(link.span, message, help="write %20 for the blanks in the URL")


def _broken(text: str, link: Link, body: Span) -> tuple[str, str]:
    """Why there is no link where ``](URL`` stands, and what to do about it."""
    start, end = link.span
    is_unbalanced = _WIKI_PARENTHESIS.search(link.target) is not None
    if not is_unbalanced and text.startswith((")", ">)"), end):
        before = text[max(body.start, start - 300) : text.rindex("]", 0, start)]
        if _depth(before) > 0:
            return "none: another link stands in its text", "take the inner link out of the text of the outer one"
        return "never opened: its opening bracket is missing", "write [ before the text of the link"
    reason = "a parenthesis has no partner" if is_unbalanced else "its closing parenthesis is missing or misplaced"
    advice = "close the link with a parenthesis directly after the URL, or put the URL between angle brackets"
    return f"not closed: {reason}", advice


def _depth(before: str) -> int:
    """How many brackets are open at the end of a text, as seen from there (one that closes nothing counts for none)."""
    depth = 0
    for sign in before:
        depth = depth + 1 if sign == "[" else max(depth - 1, 0) if sign == "]" else depth
    return depth


def _is_opened(text: str, at: int, start: int) -> bool:
    """Whether the bracket at ``at`` closes one in the same paragraph, neither with a backslash."""
    opening = text.rfind("[", max(start, at - 300), at)
    if opening < 0 or text[at - 1] == "\\" or text[opening - 1 : opening] == "\\":
        return False
    return "`" not in text[opening:at] and "\n\n" not in text[opening:at]


_NO_URL = frozenset(("", *" \n\r)],;:!*|'\"。，、"))


def _goes_on(text: str, link: Link) -> bool:
    """Whether something directly after the parenthesis of a link to the web may be a part of its URL."""
    is_web = link.kind in (LinkKind.INLINE, LinkKind.IMAGE) and link.target.startswith(("http://", "https://"))
    return is_web and text[link.span.end + 1 : link.span.end + 2] not in _NO_URL


def _inline(text: str, body: Span, link: Link) -> Iterator[Finding]:
    """A link whose URL goes on after the parenthesis that closes it."""
    end = link.span.end
    if text[end + 2 : end + 3].isspace():
        return
    match = _AFTER_LINK.match(text, end, min(body.end, end + 200))
    if match is None or _OF_URL.fullmatch(match.group(1)) is None:
        return
    rest = match.group(1)
    message = f"the URL {shown(link.target)} is cut at a parenthesis: {shown(rest)} follows the link"
    yield Finding(
        link.span, message, help="put the URL between angle brackets, or write %28 and %29 for its parentheses"
    )
