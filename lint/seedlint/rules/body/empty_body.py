from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import ProblemKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span

_LAYOUT_KEYS = ("layout", "template")


class EmptyBody(DocumentRule):
    """A document without text: nothing but white space or HTML comments after the front matter.

    The finding is at the closing fence. A file that is altogether empty is reported, too.

    ## Why it matters

    The page has a title and nothing below it. In a data set it is a row without the one thing that the row is about.
    Usually a scraper has failed or someone has saved a stub.

    ## How to fix

    Write the text, or delete the document. Where documents are empty on purpose, say so in the configuration: by path
    or by a value in their front matter (`type: video`), or with the options below.

    ## Known limits

    Some pages get their content elsewhere and are not reported: those with a key of `data-keys` (redirects, the
    heroes and sections of landing pages), those whose `layout` or `template` is one of `data-layouts`, and files
    named `_index.*`, which in Hugo describe a list of other pages.
    """

    severity = Severity.ERROR

    data_keys = Option(
        (
            "redirect",
            "redirect_to",
            "redirectTo",
            "redirect_url",
            "redirectUrl",
            "hero",
            "home",
            "features",
            "sections",
            "blocks",
            "widget",
            "widgets",
            "feature_row",
            "cascade",
            "headless",
        ),
        "front matter keys of documents that get their content elsewhere",
    )
    data_layouts = Option(
        ("home", "landing", "splash", "redirect", "archive", "archives", "categories", "tags", "collection", "search"),
        "values of `layout` and `template` (without extension) that need no text",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        front_matter = document.front_matter
        if front_matter is None:
            if _skip_space(text, body.start) == len(text):
                yield Finding(
                    Span(body.start, body.start), "the document is empty", help="write the text or delete the file"
                )
            return
        closing, problem = front_matter.closing, front_matter.problem
        if closing is None or (problem is not None and problem.kind is ProblemKind.UNCLOSED):
            return
        if _has_text(text, body.start) or self._has_other_content(document):
            return
        yield Finding(
            closing,
            "the document has no text after its front matter",
            help="write the text, delete the document, or configure that such documents may be empty",
        )

    def _has_other_content(self, document: Document) -> bool:
        """Whether the front matter or the file's name tells that the content is elsewhere."""
        if document.path.rpartition("/")[2].startswith("_index."):
            return True
        metadata = document.metadata
        if any(key in metadata for key in self.data_keys):
            return True
        layouts = (metadata.get(key) for key in _LAYOUT_KEYS)
        return any(isinstance(name, str) and name.partition(".")[0].lower() in self.data_layouts for name in layouts)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nThe harbour has opened.\n"),
            Good("<!-- a file without front matter is not looked into -->\n"),
            Good("---\ntitle: Moved\nredirect_to: /new/\n---\n"),
            Good("---\nlayout: home\n---\n"),
            Good("---\ntitle: News\n---\n", path="content/news/_index.md"),
            Good("---\ntitle: Clip\nvideo: clip.mp4\n---\n", options={"data-keys": ("video",)}),
            Bad("---\ntitle: Harbour opens\n⟦---⟧\n\n"),
            Bad("---\ntitle: Harbour opens\n⟦...⟧\n<!-- to be written -->\n\n<!-- soon -->\n"),
            Bad('{"title": "Harbour opens"⟦}⟧\n'),
            Bad("⟦⟧  \n\n"),
        )


def _has_text(text: str, place: int) -> bool:
    """Whether anything but white space and HTML comments stands from ``place`` on."""
    while True:
        place = _skip_space(text, place)
        if not text.startswith("<!--", place):
            return place < len(text)
        end = text.find("-->", place + 4)
        if end < 0:
            return True
        place = end + 3


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
