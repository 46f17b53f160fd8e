"""A document as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from seedlint.document.contract import Contract, Violation, ViolationKind
from seedlint.document.front_matter import FrontMatter, read
from seedlint.document.source import Source
from seedlint.text.decode import BYTE_ORDER_MARK
from seedlint.text.lazy import lazy_attribute
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.document.surroundings import Surroundings

T = TypeVar("T")


class Document:
    """One immutable file with lazy views. A broken part is a value (``front_matter.problem``), never an exception.

    ``contract`` is the schema bound to the document, if any; ``locate`` gives its ``surroundings``.
    """

    def __init__(
        self,
        source: Source,
        contract: Contract | None = None,
        locate: Callable[[Document], Surroundings | None] | None = None,
    ) -> None:
        self.source = source
        self.contract = contract
        self.locate = locate
        self.rests_on: set[str] = set()
        """Other paths that rules have looked at: what they found holds as long as the same stands there."""
        self.is_self_contained = True
        """False once rules have asked for what is around the document: what they found rests on that, too."""
        self._views: dict[Callable[[Document], Any], Any] = {}

    def view(self, compute: Callable[[Document], T]) -> T:
        """``compute(self)``, computed once: what several rules of a family learn from one look at the document.

        ``compute`` is a module-level function (it is the key) and depends on nothing but the document.
        """
        views = self._views
        if compute not in views:
            views[compute] = compute(self)
        view: T = views[compute]
        return view

    @lazy_attribute
    def surroundings(self) -> Surroundings | None:
        """The files around the document; None where nothing is known of them. Looked for when first asked for."""
        return self.locate(self) if self.locate is not None else None

    @lazy_attribute
    def path(self) -> str:
        return self.source.path

    @lazy_attribute
    def text(self) -> str:
        return self.source.text

    @lazy_attribute
    def is_markdown(self) -> bool:
        """Whether the body is Markdown: the file's name says so, or front matter does, which plain text has not."""
        return self.source.is_markdown or self.front_matter is not None

    @lazy_attribute
    def start(self) -> int:
        """The offset after a byte-order mark at the start."""
        return 1 if self.text.startswith(BYTE_ORDER_MARK) else 0

    @lazy_attribute
    def is_ascii(self) -> bool:
        """Whether all characters are ASCII: most rules about encodings need not look then."""
        return self.text.isascii()

    @lazy_attribute
    def front_matter(self) -> FrontMatter | None:
        """The front matter between its fences, or None."""
        return read(self.text, self.start)

    @lazy_attribute
    def metadata(self) -> Any:
        """The front matter's value: a dict, or ``{}`` where there is none or it cannot be read."""
        front_matter = self.front_matter
        return front_matter.root.value if front_matter is not None and front_matter.root is not None else {}

    @lazy_attribute
    def body(self) -> Span:
        """What follows the front matter, from the start of the line after its closing fence."""
        front_matter = self.front_matter
        return Span(front_matter.body_start if front_matter is not None else self.start, len(self.text))

    @lazy_attribute
    def violations(self) -> Sequence[Violation]:
        """How the front matter breaks its schema; empty without a schema or without a readable mapping."""
        front_matter = self.front_matter
        if self.contract is None or front_matter is None or front_matter.problem is not None:
            return ()
        return self.contract.violations(self)

    def violations_of(self, kind: ViolationKind) -> list[Violation]:
        """The violations that one rule reports."""
        return [violation for violation in self.violations if violation.kind is kind]
