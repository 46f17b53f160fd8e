"""Findings to diagnostics: order, lines and columns, key paths, excerpts, fingerprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from seedlint.diagnostics import Diagnostic, Excerpt, Finding, RelatedPlace, Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.document.tree import KeyPaths, render
from seedlint.engine.check import RuledFinding
from seedlint.text.escape import escape
from seedlint.text.span import Span

EXCERPT_WIDTH = 400
"""Most code points of a source line that a diagnostic carries; a line may be megabytes long."""


def finalize(document: Document, found: Iterable[RuledFinding]) -> list[Diagnostic]:
    """The diagnostics of one document in the order of the text, then of the rules' names; equal ones once.

    What they say is on one line and fit for a terminal, whatever a rule quotes.
    """
    ordered = sorted(dict.fromkeys(found), key=lambda item: (item.finding.span, item.rule, item.finding.message))
    if not ordered:
        return []
    prints = _Fingerprints(document)
    paths = _key_paths(document)
    return [_diagnostic(document, item, prints, paths) for item in ordered]


def failure(path: str, name: str, finding: Finding) -> Diagnostic:
    """What keeps a document from being checked, as a diagnostic of the rule ``name``."""
    (diagnostic,) = finalize(Document(Source(path, b"")), [RuledFinding(name, Severity.ERROR, finding)])
    return diagnostic._replace(excerpt=None)


def _diagnostic(document: Document, item: RuledFinding, prints: _Fingerprints, paths: KeyPaths | None) -> Diagnostic:
    lines = document.source.lines
    finding = item.finding
    fingerprint, local_fingerprint = prints.of(item)
    return Diagnostic(
        rule=item.rule,
        severity=item.severity,
        path=document.path,
        message=escape(finding.message),
        start=lines.position(finding.span.start),
        end=lines.position(finding.span.end),
        span=finding.span,
        key_path=_key_path(document, finding, paths),
        fingerprint=fingerprint,
        excerpt=_excerpt(document, finding.span),
        related=tuple(
            RelatedPlace(lines.position(related.span.start), lines.position(related.span.end), escape(related.message))
            for related in finding.related
        ),
        fix=None if finding.fix is None else finding.fix._replace(title=escape(finding.fix.title)),
        help=None if finding.help is None else escape(finding.help),
        suppression=item.suppression,
        local_fingerprint=local_fingerprint,
    )


def _key_paths(document: Document) -> KeyPaths | None:
    front_matter = document.front_matter
    return KeyPaths(front_matter.root) if front_matter is not None and front_matter.root is not None else None


def _key_path(document: Document, finding: Finding, paths: KeyPaths | None) -> str:
    if finding.key_path is not None:
        return render(finding.key_path)
    if paths is None or finding.span.start >= document.body.start:
        return ""
    return render(paths.at(finding.span.start))


def _excerpt(document: Document, span: Span) -> Excerpt:
    """The source line of the span's start; of a long line a window that shows it in its first third."""
    lines = document.source.lines
    place = lines.position(span.start)
    line = lines.span(place.line)
    if line.end - line.start <= EXCERPT_WIDTH:
        return Excerpt(line.of(document.text), 1)
    start = max(line.start, min(span.start - EXCERPT_WIDTH // 3, line.end - EXCERPT_WIDTH))
    end = min(line.end, start + EXCERPT_WIDTH)
    return Excerpt(document.text[start:end], start - line.start + 1, start > line.start, end < line.end)


class _Fingerprints:
    """Names for findings that stay when lines move.

    A local fingerprint is made of the rule, the text under the span with its white space folded (and the key that the
    finding is about, where that stands elsewhere), and the ordinal among the findings of which all this is equal. A
    fingerprint is that and the path.
    """

    def __init__(self, document: Document) -> None:
        from hashlib import blake2b  # costs start-up, and only documents with findings come here

        self._digest = blake2b
        self._text = document.text
        self._path = document.path.encode("utf-8", "surrogatepass") + b"\0"
        self._seen: Counter[str] = Counter()

    def of(self, item: RuledFinding) -> tuple[str, str]:
        """The fingerprint and the local one."""
        text = " ".join(item.finding.span.of(self._text).split())
        about = render(item.finding.key_path) if item.finding.key_path is not None else ""
        subject = "\0".join((item.rule, about, text))
        self._seen[subject] += 1
        local = f"{subject}\0{self._seen[subject]}".encode("utf-8", "surrogatepass")
        return (
            self._digest(self._path + local, digest_size=16).hexdigest(),
            self._digest(local, digest_size=12).hexdigest(),
        )
