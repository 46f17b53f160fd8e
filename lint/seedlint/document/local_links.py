"""Where links to files of the collection lead.

Whether a relative link is right depends on who shows the document. In a repository it names a file; a generator makes
pages of files, so that `guide/`, `guide.html` and `guide` may all be made of `guide.md`. A link is taken for broken
only where no convention that is known here makes it work.
"""

import re
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from seedlint.document.local_link import local_link
from seedlint.document.surroundings import Entry, Place, Presence, Surroundings
from seedlint.document.targets import targets
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.document import Document

_OF_FORGE = lazy_pattern(
    r"(?:\.\./)*+(?:issues|pulls?|wiki|releases|blob|tree|raw|edit|commits?|compare|actions|discussions|milestones?|graphs|"
    r"network|stargazers|projects?|security|labels|tags|branches|merge_requests|-|workflows|new|fork|watchers)(?:/.*+)?+"
)
"""Pages of GitHub and GitLab that lie beside the files of a repository."""
_DOCUMENTS = (".md", ".mdx", ".markdown", ".rst", ".ipynb", ".adoc", ".txt", ".html", ".qmd", ".rmd", ".njk", ".vue")
_PAGE = lazy_pattern(r"\.(?:x?html?|php|aspx?|jsp)\Z", re.I)
_EXTENSION = lazy_pattern(r"\.(?!\d)[A-Za-z][A-Za-z0-9]{0,9}\Z")
_GENERATORS = frozenset(
    [
        "mkdocs.yml",
        "mkdocs.yaml",
        "_config.yml",
        "_config.yaml",
        "_config.toml",
        "hugo.toml",
        "hugo.yaml",
        "hugo.json",
        "config.toml",
        "conf.py",
        "book.toml",
        "book.json",
        "docusaurus.config.js",
        "docusaurus.config.ts",
        "sidebars.js",
        "sidebars.ts",
        "astro.config.mjs",
        "astro.config.ts",
        "gatsby-config.js",
        "gatsby-config.ts",
        "eleventy.config.js",
        ".eleventy.js",
        ".vitepress",
        ".vuepress",
        "nuxt.config.ts",
        "nuxt.config.js",
        "next.config.js",
        "next.config.mjs",
        "next.config.ts",
        "antora.yml",
        "_quarto.yml",
        "_toc.yml",
        "myst.yml",
        "SUMMARY.md",
        "_sidebar.md",
        ".docsify",
        "zensical.toml",
        "pelicanconf.py",
        "svelte.config.js",
        "rspress.config.ts",
        "mint.json",
        "docs.json",
        "meta.json",
        "_meta.js",
        "_meta.json",
        "_category_.json",
        "_index.md",
        "astro.config.js",
        "quartz.config.ts",
        "typedoc.json",
        "index.rst",
        "Doxyfile",
    ]
)
"""Files of which a generator of sites may be told, in the folder of a document or above."""
_REPOSITORY_FILE = lazy_pattern(
    r"(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|CHANGELOG|CHANGES|HISTORY|"
    r"RELEASE[-_ ]?NOTES|GOVERNANCE|MAINTAINERS|SUPPORT|README|INSTALL|TRADEMARKS?|ROADMAP|UPGRADING|MIGRATING|BACKERS|"
    r"SPONSORS|Makefile|Dockerfile|package|pyproject|setup|Cargo|composer)(?:[._-][\w.-]+)?",
    re.I,
)
"""Files that a repository has and that its documents name, wherever these are copied to."""
_STATIC = (
    "static",
    "public",
    "assets",
    "source",
    "docs",
    "content",
    "src",
    "docs/public",
    "docs/static",
    "doc",
    "site",
)


_MOST_COMPARED = 2_000
"""Names in a folder that are compared with that of a page."""


_MARKDOWN = (".md", ".mdx", ".markdown")
_MOST_NEIGHBOURS, _MOST_COUNTED = 20, 100
"""Documents that are read to see whether links lead anywhere here, and links of each."""
_FEW_DOCUMENTS, _FOUND_SHARE = 4, 4
"""So many documents with missing files, and so many missing files to each that is there, are no accident."""


class Verdict(Enum):
    """What is known of a local link.

    ``BUILT``: there is no such file, but a build may make what is named. ``UNSURE``: nothing tells of a build, but the
    path looks like that of a page. ``UNKNOWN``: it cannot be known.
    """

    FOUND = "found"
    CASE = "case"
    MISSING = "missing"
    BUILT = "built"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


class Destination(NamedTuple):
    """Where a local link leads; ``place`` is that of the path as written or of the file that stands for it."""

    verdict: Verdict
    place: Place


def is_repository_file(path: str) -> bool:
    """Whether ``path`` names a file that lies in the root of most repositories."""
    return _REPOSITORY_FILE.fullmatch(path.rpartition("/")[2]) is not None


def face(document: "Document") -> str:
    """All that the results of other documents may rest on in this one: its anchors and its own relative links."""
    from seedlint.document.anchors import anchors

    found = anchors(document)
    links = [(link.kind.value, link.target) for link in targets(document).relative]
    is_page = document.front_matter is not None
    return repr((document.is_markdown, is_page, found.headings, sorted(found.ids), found.is_open, links))


def are_foreign(around: Surroundings) -> bool:
    """Whether the documents in this folder and in those beside it were copied here without what they link to.

    That is so where hardly any of their links leads anywhere; in a project, where none at all does.
    """
    return around.is_foreign(partial(_are_foreign, around))


def _are_foreign(around: Surroundings) -> bool:
    documents, found, missing = 0, 0, 0
    for path in _neighbours(around):
        counted = _tally(path, around)
        documents += counted[1] > 0
        found, missing = found + counted[0], missing + counted[1]
    is_foreign = documents >= _FEW_DOCUMENTS and found * _FOUND_SHARE <= missing
    return is_foreign and not (around.is_project and found)


def _neighbours(around: Surroundings) -> list[str]:
    """The first documents in the folder, and where it has few, in the folders beside it."""
    folder = around.folder
    paths = _documents_in(folder, around)
    if len(paths) < _FEW_DOCUMENTS and folder:
        parent = folder.rpartition("/")[0]
        beside = sorted(name for name, entry in around.entries(parent).items() if entry is Entry.FOLDER)
        for name in beside[:_MOST_NEIGHBOURS]:
            paths += _documents_in(f"{parent}/{name}".lstrip("/"), around)
    return list(dict.fromkeys(paths))[:_MOST_NEIGHBOURS]


def _documents_in(folder: str, around: Surroundings) -> list[str]:
    names = sorted(name for name, entry in around.entries(folder).items() if entry is Entry.FILE)
    return [f"{folder}/{name}".lstrip("/") for name in names if name.lower().endswith(_MARKDOWN)][:_MOST_NEIGHBOURS]


def _tally(path: str, around: Surroundings) -> tuple[int, int]:
    """How many paths a document links to that are there, and that are not."""
    document = around.document(path)
    if document is None or not document.is_markdown:
        return 0, 0
    there = around.seen_from(path.rpartition("/")[0])
    locals_ = [local_link(link) for link in targets(document).relative[:_MOST_COUNTED] if link.target[:1] != "#"]
    paths = {local.path for local in locals_ if local is not None and local.path}
    verdicts = [destination(document, each, there, ()).verdict for each in paths]
    missing = sum(each in (Verdict.MISSING, Verdict.BUILT, Verdict.UNSURE) for each in verdicts)
    return len(verdicts) - missing - verdicts.count(Verdict.UNKNOWN), missing


def destination(document: "Document", path: str, around: Surroundings, site_roots: tuple[str, ...]) -> Destination:
    """Where the path of a local link leads. ``site_roots`` are the folders that a leading ``/`` may stand for."""
    if path.startswith("/"):
        return _below_roots(path, around, site_roots)
    place = around.find(path)
    verdict = _verdict(place)
    if verdict is not Verdict.MISSING:
        return Destination(verdict, place)
    return _made(document, path, around, place)


def _verdict(place: Place) -> Verdict:
    if place.presence is Presence.UNKNOWN:
        return Verdict.UNKNOWN
    if place.presence is Presence.MISSING:
        return Verdict.MISSING
    return Verdict.FOUND if place.is_exact else Verdict.CASE


def _below_roots(path: str, around: Surroundings, roots: tuple[str, ...]) -> Destination:
    """A path from the root of a site, where one is known."""
    nothing = Destination(Verdict.UNKNOWN, Place(Presence.UNKNOWN, ""))
    for root in roots:
        place = around.find(path, root.strip("/"))
        stand_in = (
            place if _verdict(place) in (Verdict.FOUND, Verdict.CASE) else _stand_in(path, around, root.strip("/"))
        )
        if stand_in is not None:
            return Destination(_verdict(stand_in), stand_in)
        nothing = Destination(Verdict.MISSING, place)
    return nothing


def _made(document: "Document", path: str, around: Surroundings, place: Place) -> Destination:
    """A path that names no file: a file that stands for it, or how sure it is that none will."""
    if _OF_FORGE.fullmatch(path):
        return Destination(Verdict.UNKNOWN, place)
    stand_in = _stand_in(path, around, around.folder)
    if stand_in is not None:
        return Destination(_verdict(stand_in), stand_in)
    pretty = _pretty_folder(document, around)
    if pretty is not None:
        found = around.find(path, pretty)
        stand_in = found if _verdict(found) is Verdict.FOUND else _stand_in(path, around, pretty)
        if stand_in is not None and _verdict(stand_in) is Verdict.FOUND:
            return Destination(Verdict.FOUND, stand_in)
    is_site = _is_site(document, around)
    if is_site:
        for root in ("", *_STATIC):
            found = around.find(path.lstrip("./"), root)
            if _verdict(found) is Verdict.FOUND:
                return Destination(Verdict.BUILT, found)
    if _PAGE.search(path) or (is_site and (path.endswith("/") or _EXTENSION.search(path) is None)):
        return Destination(Verdict.BUILT, place)
    if _EXTENSION.search(path) is None and not _REPOSITORY_FILE.fullmatch(path.rstrip("/").rpartition("/")[2]):
        return Destination(Verdict.UNSURE, place)
    return Destination(Verdict.MISSING, place)


def _pretty_folder(document: "Document", around: Surroundings) -> str | None:
    """The folder that the page of ``docs/guide.md`` has where its URL is ``docs/guide/``."""
    stem = document.path.rpartition("/")[2].rpartition(".")[0]
    return None if stem.lower() in ("", "index", "readme") else f"{around.folder}/{stem}".lstrip("/")


def _stand_in(path: str, around: Surroundings, start: str) -> Place | None:
    """The file of which a generator makes what ``path`` names: `guide.md` or `guide/index.md` for `guide/`."""
    stem = _PAGE.sub("", path.rstrip("/"))
    stem = stem.removesuffix("/index") or stem
    if not stem or stem.endswith(("/..", "/.")) or stem in ("..", "."):
        return None
    folder, _, name = stem.rpartition("/")
    base = around.find(f"{folder}/" if folder else "", start)
    if base.presence is not Presence.FOLDER:
        return None
    names = around.entries(base.path)
    for ending in _DOCUMENTS:
        if name + ending in names:
            return around.find(name + ending, base.path)
    if name in names and name != path:
        return around.find(name, base.path)
    if len(names) > _MOST_COMPARED:
        return None
    alike = [each for each in names if name in each]
    return next((around.find(each, base.path) for each in alike if _is_source(each, name)), None)


def _is_source(file: str, name: str) -> bool:
    """Whether a generator makes a page of that name of ``file``: `2020-01-01-name.md`, `01-name.md`, `name.en.md`."""
    return re.fullmatch(rf"(?:\d[\d-]*[-_.])?{re.escape(name)}(?:\.[\w-]+){{1,3}}", file) is not None


def _is_site(document: "Document", around: Surroundings) -> bool:
    """Whether the document seems to be the source of a page: it has front matter, or a generator's files are near."""
    if document.front_matter is not None:
        return True
    folder = around.folder
    while True:
        if not around.entries(folder).keys().isdisjoint(_GENERATORS):  # of the two, the set is the smaller
            return True
        if not folder:
            return False
        folder = folder.rpartition("/")[0]
