"""What a document asks of the JSON Schema that is bound to it (implemented in :mod:`seedlint.schema`)."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

from seedlint.diagnostics import Finding
from seedlint.document.tree import KeyPath
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.document import Document


class ViolationKind(Enum):
    """Kinds of schema violation; each is reported by the rule of that name."""

    MISSING_KEY = "missing-key"
    UNKNOWN_KEY = "unknown-key"
    WRONG_TYPE = "wrong-type"
    DISALLOWED_VALUE = "disallowed-value"
    MALFORMED_VALUE = "malformed-value"
    OUT_OF_RANGE = "out-of-range"
    OTHER = "schema-violation"


class Violation(NamedTuple):
    """One way in which a front matter breaks its schema, already placed and worded."""

    kind: ViolationKind
    finding: Finding


class Contract(Protocol):
    """A schema bound to a document."""

    @property
    def name(self) -> str:
        """How people call it: ``article`` or the path of its file."""

    def violations(self, document: "Document") -> Sequence[Violation]:
        """All violations of the document's front matter, in the order of the text."""

    def is_uri(self, path: KeyPath) -> bool:
        """Whether the schema gives the value at ``path`` a format of the URI family."""

    def schemas_at(self, path: KeyPath) -> Sequence[Mapping[str, Any]]:
        """The schema objects that may apply to the value at ``path``, the closest first."""
