"""Findings to diagnostics: order, lines and columns, key paths, excerpts, fingerprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from seedlint.diagnostics import Diagnostic, Excerpt, RelatedPlace
from seedlint.document.document import Document
from seedlint.document.tree import path_at, render
from seedlint.engine.check import RuledFinding
from seedlint.text.span import Span

EXCERPT_WIDTH = 400
"""Most code points of a source line that a diagnostic carries; a line may be megabytes long."""


def finalize(document: Document, found: Iterable[RuledFinding]) -> list[Diagnostic]:
    """The diagnostics of one document in the order of the text, then of the rules' names; equal ones once."""
    ordered = sorted(dict.fromkeys(found), key=lambda item: (item.finding.span, item.rule, item.finding.message))
    if not ordered:
        return []
    prints = _Fingerprints(document)
    return [_diagnostic(document, item, prints) for item in ordered]


def _diagnostic(document: Document, item: RuledFinding, prints: _Fingerprints) -> Diagnostic:
    lines = document.source.lines
    finding = item.finding
    return Diagnostic(
        rule=item.rule,
        severity=item.severity,
        path=document.path,
        message=finding.message,
        start=lines.position(finding.span.start),
        end=lines.position(finding.span.end),
        span=finding.span,
        key_path=_key_path(document, item),
        fingerprint=prints.of(item),
        excerpt=_excerpt(document, finding.span),
        related=tuple(
            RelatedPlace(lines.position(related.span.start), lines.position(related.span.end), related.message)
            for related in finding.related
        ),
        fix=finding.fix,
        help=finding.help,
    )


def _key_path(document: Document, item: RuledFinding) -> str:
    if item.finding.key_path is not None:
        return render(item.finding.key_path)
    front_matter = document.front_matter
    start = item.finding.span.start
    if front_matter is None or front_matter.root is None or start >= front_matter.body_start:
        return ""
    return render(path_at(front_matter.root, start))


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

    A fingerprint is made of the rule, the path, the text under the span with its white space folded (and the key that
    the finding is about, where that stands elsewhere), and the ordinal among the findings of which all this is equal.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: Counter[str] = Counter()

    def of(self, item: RuledFinding) -> str:
        from hashlib import blake2b  # costs start-up, and only documents with findings come here

        text = " ".join(item.finding.span.of(self._document.text).split())
        about = render(item.finding.key_path) if item.finding.key_path is not None else ""
        subject = "\0".join((item.rule, self._document.path, about, text))
        self._seen[subject] += 1
        name = f"{subject}\0{self._seen[subject]}".encode("utf-8", "surrogatepass")
        return blake2b(name, digest_size=16).hexdigest()
