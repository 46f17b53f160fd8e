from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.front_matter import FrontMatter, read
from seedlint.document.tree import ProblemKind
from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Good,
    Related,
    Severity,
    Span,
)
from seedlint.text.pattern import lazy_pattern

_GLUED_FENCE = {
    "---": lazy_pattern(r"(?:(?<=\n)|(?<=\r))---(?=[ \t]*+[^\s-])"),
    "+++": lazy_pattern(r"(?:(?<=\n)|(?<=\r))\+{3}(?=[ \t]*+[^\s+])"),
}


class UnclosedFrontMatter(DocumentRule):
    """Front matter that begins and never ends.

    The first line is a fence (`---`, `+++` or `{`) and the next one a key, but no closing fence follows in the whole
    file.

    ## Why it matters

    Some readers then take the whole file for metadata and fail, others take none of it and publish the keys as text.

    ## How to fix

    Write the closing fence on a line of its own after the last key: `---` (or `...`), `+++`, `}`. It begins in the
    first column and consists of exactly that many characters: `----` closes nothing.

    ## Fix safety

    Where text follows the closing fence, the fix breaks the line there. It is unsafe because it changes what the
    document is: its text becomes metadata.

    ## Known limits

    Where text follows the closing fence on its line (`---# Harbour`), the finding stands there and is a warning: some
    readers (Hugo, gray-matter) close the front matter at it, others (Jekyll, GitHub) do not.

    A line `---` above ordinary text is a thematic break in Markdown and is not reported.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        problem = front_matter.problem if front_matter is not None else None
        if front_matter is None or problem is None or problem.kind is not ProblemKind.UNCLOSED:
            return
        glued = _glued_fence(document, front_matter)
        if glued is None:
            yield Finding(problem.span, problem.message, problem.related, help=problem.help)
            return
        fence = glued.of(document.text)
        line_break = document.text[front_matter.opening.end : front_matter.content.start].lstrip(" \t")
        yield Finding(
            glued,
            f"the closing fence '{fence}' is not alone on its line, so that many readers do not see it",
            (Related(front_matter.opening, "the front matter begins here"),),
            Fix(
                "break the line after the fence", (Edit(Span(glued.end, glued.end), line_break),), Applicability.UNSAFE
            ),
            help=f"break the line after {fence}",
            severity=Severity.WARNING,
        )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\n...\nThe harbour has opened.\n"),
            Good("---\n\nA thematic break above this text.\n"),
            Bad("⟦---⟧\ntitle: Harbour opens\ndate: 2024-05-01\n\nThe harbour has opened.\n"),
            Bad("⟦---⟧\ntitle: Harbour opens\n----\n\nThe harbour has opened.\n"),
            Bad(
                "---\ntitle: Harbour opens\n⟦---⟧# Harbour opens\n\nThe harbour has opened.\n",
                "---\ntitle: Harbour opens\n---\n# Harbour opens\n\nThe harbour has opened.\n",
                ("the closing fence '---' is not alone on its line, so that many readers do not see it",),
            ),
            Bad('⟦+++⟧\ntitle = "Harbour opens"\n\nThe harbour has opened.\n'),
            Bad('⟦{⟧\n  "title": "Harbour opens"\n\nThe harbour has opened.\n'),
        )


def _glued_fence(document: Document, front_matter: FrontMatter) -> Span | None:
    """The fence that would close the front matter if no text followed it on its line."""
    text = document.text
    pattern = _GLUED_FENCE.get(front_matter.opening.of(text))
    match = pattern.search(text, front_matter.content.start) if pattern is not None else None
    if match is None:
        return None
    closed = read(text[: match.end()], document.start)
    is_closed = closed is not None and closed.closing is not None and closed.problem is None
    return Span(*match.span()) if is_closed else None
