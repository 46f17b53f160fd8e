from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.document.host import shown
from seedlint.document.link_syntax import Link, LinkKind
from seedlint.document.targets import targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

if TYPE_CHECKING:
    from seedlint.document.local_link import LocalLink


_MANY = 8
"""Links to places within a document of which some should be right."""


class MissingAnchor(DocumentRule):
    """A link to a place within a document where there is no such heading and no such id.

    Headings have the anchors that GitHub makes of them, with `-1`, `-2` for what is repeated; those of MkDocs,
    VitePress and others count as well, and so do ids in HTML (`<a id="x">`) and in attributes (`{#x}`). Links to other
    Markdown documents of the project are looked up there.

    ## Why it matters

    The reader lands at the top of the page, not at the passage that was promised. It happens whenever a heading is
    rewritten, and nobody sees it.

    ## How to fix

    Write the anchor of the heading as it is now, or give the passage an id of its own that does not change.

    ## Known limits

    Documents that include others, are completed when the page is built, or have no heading at all are not judged. An
    anchor that differs from a heading's in nothing but capitals or punctuation works in some programs and is only
    worth a look, and so are all where a document links to many places within it and to none that is there: a build
    seems to add them.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        if not document.is_markdown:
            return
        found_links = [link for link in targets(document).relative if "#" in link.target]
        if not found_links:
            return
        from seedlint.document.anchors import anchors, has_heading
        from seedlint.document.local_link import local_link

        is_made = None
        for link in found_links:
            if document.locate is None and link.target[0] != "#":
                continue
            local = local_link(link)
            target = _target(document, local) if local is not None and local.fragment else None
            if local is None:
                continue
            if target is None or has_heading(target, local.fragment):
                continue
            found = anchors(target)
            if found.is_open or found.has(local.fragment):
                continue
            near = found.nearest(local.fragment)
            where = "this document" if not local.path else shown(local.path)
            message = f"there is no heading or id in {where} for the anchor {shown('#' + local.fragment)}"
            if is_made is None:
                is_made = _is_made(document, found_links)
            is_doubtful = near is not None or local.link.kind is LinkKind.HTML or (is_made and not local.path)
            yield Finding(
                local.link.span,
                f"{message}; the nearest is {shown('#' + near)}" if near is not None else message,
                help="write the anchor of the heading as it is now, or give the passage an id",
                severity=Severity.INFO if is_doubtful else None,
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        files = {"guide.md": "# Guide\n\n## Set up\n\n## Set up\n"}
        return (
            Good("# What's new?\n\n## Setup\n\n## Setup\n\n[a](#whats-new) [b](#setup-1) [c](#top) [d](#)\n"),
            Good(
                '## Über *uns* `now` 🎉\n\n<a id="x"></a>\n\n### 中文 标题 {#zh}\n\n[a](#über-uns-now-) [b](#x) '
                "[c](#zh)\n"
            ),
            Good("[a](guide.md#set-up-1) [b](guide.md#L10) [c](other.md#x)\n", files=files),
            Good("`[a](#nowhere)` [b](https://lampstreet.org/#nowhere) [c](data.json#nowhere)\n"),
            Bad(
                "# Guide\n\n## Installing it\n\nSee [how](⟦#instaling-it⟧).\n",
                messages=('there is no heading or id in this document for the anchor "#instaling-it"',),
            ),
            Bad("# Hướng dẫn\n\nXem [cài đặt](⟦#cài-đặt⟧) và [cuối](⟦#hướng-dẫn-1⟧).\n"),
            Bad("[Aufbau](⟦guide.md#aufbau⟧), [noch einmal](⟦guide.md#set-up-2⟧)\n", files=files),
        )


def _is_made(document: Document, found_links: Sequence[Link]) -> bool:
    """Whether the document links to many places within it of which none is there."""
    from seedlint.document.anchors import anchors
    from seedlint.document.local_link import local_link

    own = [local.fragment for link in found_links if (local := local_link(link)) and not local.path and local.fragment]
    return len(own) >= _MANY and not any(map(anchors(document).has, own))


def _target(document: Document, local: LocalLink) -> Document | None:
    """The document to which the link leads; None where it is none whose anchors can be known."""
    if not local.path:
        return document
    from seedlint.document.local_links import Verdict, destination

    around = document.surroundings
    if around is None:
        return None
    found = destination(document, local.path, around, ())
    if found.verdict not in (Verdict.FOUND, Verdict.CASE):
        return None
    path = found.place.path
    return around.document(path) if path.lower().endswith((".md", ".markdown", ".mdx")) else None
