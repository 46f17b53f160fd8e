from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seedlint.document.host import shown
from seedlint.document.targets import targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity

if TYPE_CHECKING:
    from seedlint.document.local_link import LocalLink
    from seedlint.document.local_links import Destination
    from seedlint.document.surroundings import Surroundings

_MOST_COMPARED, _MOST_SUGGESTED = 200, 100
"""Names that a missing one is compared with, and links of one document for which that is done: it takes long."""
_PRESENT_SHARE = 4
"""So many files that are missing to each that is there make a document look as if it came from elsewhere."""


class MissingTarget(DocumentRule):
    """A relative link or image whose file is not there, or is there under a name with other capital letters.

    Looked at are links, images, reference definitions and HTML attributes in the body. The files are those below the
    root of the project: the folder of the configuration or of the repository, else the folder that all arguments
    have in common. What lies outside is not looked at, and neither is anything for a document from standard input.

    ## Why it matters

    Readers get "not found". A name that differs in case only works on the author's machine, under macOS or Windows, and
    breaks on the server.

    ## How to fix

    Correct the path, add the file that was forgotten, or remove the link.

    ## Known limits

    Generators of sites make pages of files: `guide/`, `guide.html` and `guide` are right where `guide.md` or
    `guide/index.md` is there. Where a build may create what is missing (a page of HTML, or a path without an ending in
    the sources of a site), the severity is info; of any other path without an ending it is warning. It is info as well
    in unpacked packages, which lack files of their repository, and where a document seems to have been copied out of
    its project: nothing says where the project's root is, and hardly anything of what it links to is there; or nothing
    is there that the documents beside it link to either, as in a collection of texts from elsewhere. Paths that begin
    with `/` are only looked at where `site-root` says what they stand for; links that hold templates, and those to
    pages of GitHub beside the repository (`../../issues`), never are.
    """

    severity = Severity.ERROR
    site_root = Option[tuple[str, ...]]((), "Folders, seen from the project's root, that a leading `/` may stand for.")

    def check(self, document: Document) -> Iterable[Finding]:
        if not document.is_markdown or document.locate is None:
            return
        suspects = [link for link in targets(document).relative if link.target[:1] != "#"]
        around = document.surroundings if suspects else None
        if around is None:
            return
        from seedlint.document.local_link import local_link
        from seedlint.document.local_links import Verdict, destination

        found = [local for local in map(local_link, suspects) if local is not None and local.path]
        paths = dict.fromkeys(local.path for local in found)
        places = {path: destination(document, path, around, self.site_root) for path in paths}
        there = (Verdict.FOUND, Verdict.CASE)
        present = sum(each.verdict in there for each in places.values())
        missing = sum(each.verdict not in (*there, Verdict.UNKNOWN) for each in places.values())
        is_alone = present == 0 if around.is_project else present * _PRESENT_SHARE <= missing
        for number, local in enumerate(found):
            place = places[local.path]
            if place.verdict is Verdict.CASE:
                yield _differs(local, place)
            elif place.verdict not in (Verdict.FOUND, Verdict.UNKNOWN):
                severity = _severity(local, place, around, is_alone=is_alone, missing=missing)
                yield _missing(local, place, around, severity, suggest=severity is None and number < _MOST_SUGGESTED)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        files = {"docs/guide.md": "# Guide\n", "docs/Images/lamp.png": "", "docs/faq/index.md": "# FAQ\n"}
        return (
            Good(
                "[g](guide.md) [f](faq/) [h](guide.html) ![l](Images/lamp.png) [o](../../x.md)\n",
                "docs/a.md",
                files=files,
            ),
            Good(
                "[a](/about) [b](https://lampstreet.org/b.md) [c](../../issues) [d]({{ x }}.md)\n",
                "docs/a.md",
                files=files,
            ),
            Good(
                "`[a](missing.md)` <!-- [b](missing.md) -->\n\n```\n![c](missing.png)\n```\n", "docs/a.md", files=files
            ),
            Good("[a](missing.md)\n"),
            Bad(
                "Read [the guide](⟦giude.md⟧).\n",
                messages=('there is no file "giude.md" beside this document; did you mean "guide.md"?',),
                path="docs/a.md",
                files=files,
            ),
            Bad(
                "Das Bild: ![Lampe](⟦images/lamp.png⟧)\n",
                messages=(
                    'the file is named "docs/Images/lamp.png": the link "images/lamp.png" differs from it in case',
                ),
                path="docs/a.md",
                files=files,
            ),
            Bad('Xem [hình][1] và <img src="⟦hinh.jpg⟧">.\n\n[1]: ⟦./anh/hinh.jpg⟧\n', path="docs/a.md", files=files),
        )


def _differs(local: LocalLink, there: Destination) -> Finding:
    message = f"the file is named {shown(there.place.path)}: the link {shown(local.path)} differs from it in case"
    return Finding(local.link.span, message, help="write the name as the file has it: servers distinguish capitals")


def _missing(
    local: LocalLink, there: Destination, around: Surroundings, severity: Severity | None, *, suggest: bool
) -> Finding:
    place = there.place
    name = place.missing[0] if place.missing else local.path
    kind = "folder" if len(place.missing) > 1 or local.path.endswith("/") else "file"
    where = f"in {shown(place.path)}" if place.path else "in the root of the project"
    message = f"there is no {kind} {shown(name)} {'beside this document' if place.path == around.folder else where}"
    if suggest and len(place.siblings) <= _MOST_COMPARED:
        from seedlint.schema.suggest import closest  # only findings need it

        near = closest(name, place.siblings)
        message += f"; did you mean {shown(near)}?" if near else ""
    return Finding(
        local.link.span, message, help="correct the path, add the file, or remove the link", severity=severity
    )


def _severity(
    local: LocalLink, there: Destination, around: Surroundings, *, is_alone: bool, missing: int
) -> Severity | None:
    """What a missing file is worth; None for all that the rule's severity is.

    ``is_alone``: (nearly) nothing that the document links to is there. Unless this is sure to be a whole project, the
    document was probably copied out of its surroundings; and anywhere, if its neighbours are as lonely.
    """
    from seedlint.document.local_links import Verdict, are_foreign, is_repository_file

    if there.verdict is Verdict.BUILT or around.is_part:
        return Severity.INFO
    if not around.is_project and is_repository_file(local.path):
        return Severity.INFO
    if is_alone and not around.is_project and (missing > 2 or len(there.place.missing) > 1):
        return Severity.INFO
    if is_alone and are_foreign(around):
        return Severity.INFO
    return Severity.WARNING if there.verdict is Verdict.UNSURE else None
