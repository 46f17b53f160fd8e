"""The documents of a folder as material for inference, and how they have drifted from the schemas that bind them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from seedlint.config.declaration import declared
from seedlint.config.model import shown
from seedlint.document.contract import Violation
from seedlint.document.document import Document
from seedlint.document.tree import KeyPath, path_at
from seedlint.engine.discover import Found
from seedlint.engine.read import UnreadableError
from seedlint.engine.run import Request, Session
from seedlint.errors import UsageError
from seedlint.text.record import NamedTuple

NO_FRONT_MATTER = "has no front matter"


class LeftOut(NamedTuple):
    """A document that nothing can be learnt from, and why."""

    path: str
    reason: str


class Member(NamedTuple):
    """A document to learn from: its path as people see it, its path below the folder, its front matter."""

    shown: str
    path: str
    metadata: dict[str, Any]


class Collection(NamedTuple):
    """What was read: the documents to learn from, and the others."""

    members: Sequence[Member]
    left_out: Sequence[LeftOut]

    @property
    def documents(self) -> list[tuple[str, dict[str, Any]]]:
        """What :func:`seedlint.infer.inference.infer` takes."""
        return [(member.path, member.metadata) for member in self.members]


class Breach(NamedTuple):
    """One way in which a document breaks the schema that is bound to it, at a place with list indexes made 0."""

    schema: str
    kind: str
    path: KeyPath
    line: int
    message: str


class Drift(NamedTuple):
    """What documents (by their paths) have in common that their schema does not allow; ``first`` is of the first."""

    breach: Breach
    paths: tuple[str, ...]


def collect(folder: str) -> Collection:
    """Read all documents below ``folder``, without any configuration. Raises UsageError where there is none."""
    return _sorted_out(folder, Session(Request((folder,), isolated=True)), lambda found, document: None)


def collect_bound(folder: str) -> tuple[Collection, dict[str, list[Breach] | None]]:
    """The same under the configurations that hold, and how each document breaks its schema; None: it has no schema.

    Documents that satisfy their schema are not in the mapping. Raises UsageError where no document has a schema, and
    ConfigError for a broken configuration or schema.
    """
    session = Session(Request((folder,)))
    breaches: dict[str, list[Breach] | None] = {}
    collection = _sorted_out(folder, session, lambda found, document: _judge(session, found, document, breaches))
    session.schemas.raise_errors()
    if all(breaches.get(member.shown, ()) is None for member in collection.members):
        raise UsageError(f"no document in {folder} has a schema to drift from (seedlint init writes one)")
    return collection, breaches


def drifts(paths: Sequence[str], breaches: dict[str, list[Breach] | None]) -> list[Drift]:
    """What has drifted among the documents at ``paths``, by schema and place, alike breaches together."""
    alike: dict[tuple[str, str, KeyPath], tuple[Breach, list[str]]] = {}
    for path in paths:
        for breach in breaches.get(path, ()) or ():
            _, affected = alike.setdefault((breach.schema, breach.kind, breach.path), (breach, []))
            if path not in affected[-1:]:
                affected.append(path)
    return [Drift(breach, tuple(affected)) for breach, affected in alike.values()]


def _read(session: Session) -> Iterator[tuple[Found, Document | str]]:
    """Each file's document, or why there is none."""
    for found in session.found:
        try:
            limit = found.config.resolve(found.path, dict).max_file_size
            yield found, session.document(found, limit)
        except UnreadableError as error:
            yield found, f"cannot be read: {error}"


def _sorted_out(folder: str, session: Session, visit: Callable[[Found, Document], None]) -> Collection:
    """All documents; ``visit`` sees those to learn from while they are at hand."""
    members: list[Member] = []
    left_out: list[LeftOut] = []
    for found, document in _read(session):
        reason = document if isinstance(document, str) else _obstacle(document)
        if reason is not None or isinstance(document, str):
            left_out.append(LeftOut(found.shown, reason or ""))
        else:
            path = os.path.relpath(found.path, folder).replace(os.sep, "/")
            members.append(Member(found.shown, path, document.metadata))
            visit(found, document)
    return Collection(members, left_out)


def _obstacle(document: Document) -> str | None:
    """Why nothing can be learnt from a document."""
    if document.source.is_utf16:
        return "is UTF-16"
    front_matter = document.front_matter
    if front_matter is None:
        return NO_FRONT_MATTER
    if front_matter.problem is not None or front_matter.root is None:
        return "has front matter that cannot be read"
    if not (_is_unicode(document.text) and _is_unicode(document.path)):
        return "is not UTF-8"
    if declared(document) is not None:
        return "names a schema of its own"
    return None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _judge(session: Session, found: Found, document: Document, breaches: dict[str, list[Breach] | None]) -> None:
    settings = found.config.resolve(found.path, lambda: document.metadata)
    contract = document.contract = session.schemas.contract(document, found.config, settings)
    if contract is None:
        breaches[found.shown] = None
    elif document.violations:
        breaches[found.shown] = [
            _breach(document, shown(contract.name), violation) for violation in document.violations
        ]


def _breach(document: Document, schema: str, violation: Violation) -> Breach:
    finding, front_matter = violation.finding, document.front_matter
    path = finding.key_path
    if path is None and front_matter is not None and front_matter.root is not None:
        path = path_at(front_matter.root, finding.span.start)
    general = tuple(0 if isinstance(step, int) else step for step in path or ())
    line = document.source.lines.position(finding.span.start).line
    return Breach(schema, violation.kind.value, general, line, finding.message)
