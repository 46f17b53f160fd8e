"""The comments that suppress findings: ``seedlint: ignore[RULE, ...] reason``.

They stand where the document's own syntax has comments: ``# ...`` in YAML and TOML front matter, ``<!-- ... -->`` in
Markdown. JSON and plain text have none, and what looks like one inside of a string, a block scalar or code is text.

===================  ==================================================================================
directive            suppresses findings that begin
===================  ==================================================================================
``ignore[...]``      on its own line; alone on its line, also on the next one that holds anything else
``disable[...]``     from there on, up to the end of the document or the ``enable`` of the same names
``enable[...]``      (ends a ``disable``)
``file-ignore[...]`` anywhere in the document
===================  ==================================================================================

A directive between the opening fence and the first key also speaks about the fence, above which nothing can stand.
(The four verbs and their form are those of ruff.)
"""

from enum import Enum
from typing import TYPE_CHECKING

from seedlint.text.record import NamedTuple
from seedlint.text.span import Edit, Span

if TYPE_CHECKING:
    from seedlint.document.document import Document

MARKER = "seedlint:"


class Verb(Enum):
    """What a directive does."""

    IGNORE = "ignore"
    FILE_IGNORE = "file-ignore"
    DISABLE = "disable"
    ENABLE = "enable"


VERBS = {verb.value: verb for verb in Verb}
"""The verbs by their names."""


class Name(NamedTuple):
    """A rule, a family or ``all``, as written between the brackets."""

    text: str
    span: Span


class Directive(NamedTuple):
    """One comment for seedlint.

    ``word`` is the verb as written, ``verb`` what it means, if anything. ``span`` is the whole comment, ``listed`` what
    stands between its brackets. ``lines`` (1-based) are those that an ``ignore`` speaks about, ``start`` is where a
    ``disable`` begins. ``removal`` takes the comment away, and its line with it where nothing else is there;
    ``alters`` tells that what is left is then read in another way. ``problem`` says why the comment cannot be
    understood; it then names nothing.
    """

    span: Span
    word: str
    names: tuple[Name, ...]
    listed: Span
    reason: str
    lines: tuple[int, ...]
    start: int
    removal: Edit
    alters: bool
    problem: str | None

    @property
    def verb(self) -> Verb | None:
        """What the directive does; None where there is no such verb."""
        return VERBS.get(self.word)


def may_hold_directives(document: "Document") -> bool:
    """Whether what all directives begin with stands anywhere in the text: looked for once, hardly ever found."""
    return document.view(_holds_marker)


def _holds_marker(document: "Document") -> bool:
    return MARKER in document.text


def directives(document: "Document") -> tuple[Directive, ...]:
    """The directives of ``document`` in the order of its text."""
    if not may_hold_directives(document) or document.source.is_utf16:
        return ()
    from seedlint.document.comments import read  # patterns that most documents do not need

    return document.view(read)
