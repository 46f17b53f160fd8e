from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.template import is_template
from seedlint.document.tree import ProblemKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity


class InvalidFrontMatter(DocumentRule):
    """Front matter that is not valid YAML, TOML or JSON, or exceeds the limits of what is read.

    The finding stands where the reader has to give up, or where the mistake was made if that can be told (an unclosed
    quote). A document is reported only if all common readers refuse it; what PyYAML alone refuses is accepted.

    ## Why it matters

    Nothing of the metadata can be used: site generators stop with an error or drop the page.

    ## How to fix

    The commonest causes in YAML are a colon and a blank in a value without quotes (`title: Report: done`), a value
    that begins with `@`, `%` or a backtick, a tab as indentation, a template (`{{ title }}`), and a quote that is not
    closed. Put the value in quotes; inside single quotes write a single quote twice.

    ## Known limits

    Only the first mistake is shown. Templates from which documents are made (in folders such as `archetypes`,
    `scaffolds` and `templates`) become YAML only when they are filled in, and are not reported. Nesting of more than
    100 levels, more than 100,000 values (aliases counted with what they stand for) and more than 1,000,000 characters
    are refused, to be safe from hostile input.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        problem = front_matter.problem if front_matter is not None else None
        if problem is None or problem.kind not in (ProblemKind.SYNTAX, ProblemKind.LIMIT):
            return
        if not is_template(document):
            yield Finding(problem.span, problem.message, problem.related, help=problem.help)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good('---\ntitle: "Report: harbour opens"\nauthor: "@anna"\nratio: 5%\n---\nText.\n'),
            Good("---\ntitle: A blank line with a tab\n\t\nfine: true\n---\nText.\n"),
            Good('---\ntitle: "{{ replace .Name "-" " " }}"\n---\n', path="site/archetypes/post.md"),
            Good("---\n\nBetween thematic breaks: text, not: metadata.\n\n---\n"),
            Bad("---\ntitle: Report⟦:⟧ harbour opens\n---\nText.\n"),
            Bad('---\ntitle: "{{ replace .Name "⟦-" " " }}"⟧\n---\n', path="content/post.md"),
            Bad("---\nauthor: ⟦@⟧anna\n---\nText.\n"),
            Bad('---\ntitle: ⟦"⟧Harbour opens\ndate: 2024-05-01\n---\nText.\n'),
            Bad("---\nprovider:\n⟦\t⟧name: The Post\n---\nText.\n"),
            Bad("+++\ntitle = ⟦Harbour⟧ opens\n+++\nText.\n"),
            Bad('{\n  "title": "Harbour opens"⟦,⟧\n}\nText.\n'),
        )
