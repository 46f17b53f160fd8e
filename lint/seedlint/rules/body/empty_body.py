from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.front_matter import Format
from seedlint.document.template import is_template
from seedlint.document.tree import ProblemKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.text.pattern import lazy_pattern

_LAYOUT_KEYS = ("layout", "template")
_DATA_FILE = lazy_pattern(
    r"(?i:(?:.*[._-])?(?:requirements|constraints)(?:[._-].*)?\.txt"
    r"|(?:dependency_links|entry_points|namespace_packages|requires|top_level|robots|CMakeLists)\.txt"
    r"|.*\.(?:legal|license)\.txt)"
)
_PATH = lazy_pattern(r"[a-z0-9._-]++(?:/[a-z0-9._-]++)++")


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
    heroes and sections of landing pages), those with a `layout` or `template` that is not in `text-layouts`, those
    whose `type` is one of `data-types`, those whose `source` is the path of another document, and files named
    `_index.*`, which in Hugo describe a list of other pages. Nor are templates (in folders such as `archetypes`,
    `scaffolds`, `ISSUE_TEMPLATE`), JSON in files that neither are Markdown nor have a schema, and empty files
    whose name says data (`requirements.txt`, `top_level.txt`, `robots.txt`).

    A draft (`draft: true`), and a page named `index` without a date, which mostly stands for its folder, are
    information only.
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
    text_layouts = Option(
        ("article", "base", "default", "doc", "docs", "entry", "news", "none", "note", "page", "post", "single"),
        "values of `layout` and `template`, without folder and extension, that show the document's own text",
    )
    data_types = Option(
        (
            "404",
            "archive",
            "archives",
            "categories",
            "friends",
            "home",
            "landing",
            "links",
            "redirect",
            "search",
            "tags",
        ),
        "values of `type` that need no text",
    )

    def check(self, document: Document) -> Iterable[Finding]:
        text, body = document.text, document.body
        front_matter = document.front_matter
        if front_matter is None:
            if _skip_space(text, body.start) == len(text) and not _DATA_FILE.fullmatch(_name(document)):
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
            severity=Severity.INFO if _may_be_meant(document) else None,
        )

    def _has_other_content(self, document: Document) -> bool:
        """Whether the front matter or the file's name tells that the content is elsewhere."""
        if _name(document).startswith("_index.") or "/ISSUE_TEMPLATE/" in document.path:
            return True
        if _is_data(document) or is_template(document):
            return True
        metadata = document.metadata
        source, kind = metadata.get("source"), metadata.get("type")
        if any(key in metadata for key in self.data_keys) or (isinstance(source, str) and _PATH.fullmatch(source)):
            return True
        layouts = [name for name in map(metadata.get, _LAYOUT_KEYS) if isinstance(name, str) and name]
        return kind in self.data_types or any(_stem(name) not in self.text_layouts for name in layouts)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n---\nThe harbour has opened.\n"),
            Good("<!-- a file without front matter is not looked into -->\n"),
            Good("---\ntitle: Moved\nredirect_to: /new/\n---\n"),
            Good("---\nlayout: home\n---\n"),
            Good("---\nlayout: blueprint/download\npermalink: /download\n---\n"),
            Good("---\nname: Question\n---\n\n<!-- ask elsewhere -->\n", path=".github/ISSUE_TEMPLATE/question.md"),
            Good("---\ntitle: News\n---\n", path="content/news/_index.md"),
            Good("---\ntitle: All tags\ndate: 2024-05-01\ntype: tags\n---\n", path="source/tags/index.md"),
            Good("---\ntitle: Deploying\nsource: app/start/deploying\n---\n"),
            Good("---\ntitle: {{ title }}\ndate: {{ date }}\n---\n", path="scaffolds/post.md"),
            Good("", path="tools/requirements.txt"),
            Good('{"interfaces": ["eth0"]}\n', path="patch.txt"),
            Good("---\ntitle: Clip\nvideo: clip.mp4\n---\n", options={"data-keys": ("video",)}),
            Bad("---\ntitle: Harbour opens\n⟦---⟧\n\n"),
            Bad("---\ntitle: Harbour opens\n⟦...⟧\n<!-- to be written -->\n\n<!-- soon -->\n"),
            Bad("---\ntitle: {{ title }}\n⟦---⟧\n", path="posts/harbour.md"),
            Bad("---\ntitle: Harbour opens\nsource: AFP/Reuters\nlayout: layouts/post.njk\n⟦---⟧\n"),
            Bad("---\ntitle: Guides\n⟦---⟧\n", path="docs/guides/index.md"),
            Bad('{"title": "Harbour opens"⟦}⟧\n'),
            Bad('{"title": "Harbour opens"⟦}⟧\n', path="harbour.txt", schema={}),
            Bad("⟦⟧  \n\n"),
        )


def _name(document: Document) -> str:
    return document.path.rpartition("/")[2]


def _stem(layout: str) -> str:
    """The name of a layout without folder and extension (`layouts/post.njk`)."""
    return layout.rpartition("/")[2].partition(".")[0].lower()


def _is_data(document: Document) -> bool:
    """Whether what was read as front matter is a whole file of data: JSON, and nothing says that it is a document."""
    front_matter = document.front_matter
    is_json = front_matter is not None and front_matter.format is Format.JSON
    return is_json and not document.source.is_markdown and document.contract is None


def _may_be_meant(document: Document) -> bool:
    """Whether an empty page is likely to be right: a draft, or the page of a folder (articles have a date)."""
    metadata = document.metadata
    return metadata.get("draft") is True or (_name(document).startswith("index.") and "date" not in metadata)


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
