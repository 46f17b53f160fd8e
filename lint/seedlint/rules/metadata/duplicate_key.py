from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import render
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Related, Severity


class DuplicateKey(DocumentRule):
    """A key that is written twice in the same mapping of the front matter.

    Nested mappings and different spellings (`title` and `"title"`) count. The finding is at the later key and shows the
    first one.

    ## Why it matters

    YAML and JSON demand that keys are unique, but readers differ in what they do: most of PyYAML's and Ruby's users get
    the last value without a word, JavaScript and Hugo refuse the file. One of the values is lost or the page is.

    ## How to fix

    Delete one of the keys, or join their values in a list.

    ## Known limits

    A key that overrides one that came through a merge (`<<: *defaults`) is right and is not reported.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        if front_matter is None:
            return
        for duplicate in front_matter.duplicates:
            yield Finding(
                duplicate.key,
                f"key '{render(duplicate.path)}' is already defined",
                (Related(duplicate.first, "first defined here"),),
                help="delete one of the two, or join their values in a list",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("---\ntitle: Harbour opens\nprovider:\n  title: The Post\n---\nText.\n"),
            Good("---\nbase: &base {lang: en, type: article}\npage:\n  <<: *base\n  lang: fr\n---\nText.\n"),
            Bad(
                "---\ntitle: Harbour opens\ndate: 2024-05-01\n⟦title⟧: Harbour closes\n---\nText.\n",
                messages=("key 'title' is already defined",),
            ),
            Bad('---\nprovider:\n  name: The Post\n  ⟦"name"⟧: The Times\n---\nText.\n'),
            Bad(
                '{"related": [{"title": "A", ⟦"title"⟧: "B"}]}\nText.\n',
                messages=("key 'related[0].title' is already defined",),
            ),
            Bad('+++\ntitle = "Harbour opens"\n⟦title⟧ = "Harbour closes"\n+++\nText.\n'),
        )
