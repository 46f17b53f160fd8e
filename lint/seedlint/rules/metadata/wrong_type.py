from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.contract import ViolationKind
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity

_SCHEMA = {
    "properties": {
        "title": {"type": "string"},
        "quality": {"type": "integer"},
        "published": {"type": "boolean"},
        "topics": {"type": "array", "items": {"type": "string"}},
    }
}


class WrongType(DocumentRule):
    """A value of another type than the schema asks for.

    ## Why it matters

    `quality: high` where a number is due, or `title: 1984` where text is due, breaks sorting, comparing and displaying:
    some programs stop, others go on with a wrong value.

    ## How to fix

    Write a value of the expected type. In YAML quotes make text of anything (`"1984"`), and without quotes `34` is a
    number and `true` a boolean.

    ## Known limits

    Values are read as YAML 1.2 reads them: dates are text, `yes` and `no` are text. `1.0` counts as an integer, as JSON
    Schema has it from draft-06 on.

    ## Fix safety

    Safe where quoting or unquoting is all that is needed: a number or boolean where a string is due gets quotes around
    it as it is written; a quoted string that is exactly the text of the number or boolean that is due loses them.
    `yes`, `no`, `on` and `off` for a boolean become `true` and `false` by an unsafe fix. Anything else is yours to
    decide.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        return [violation.finding for violation in document.violations_of(ViolationKind.WRONG_TYPE)]

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good('---\ntitle: "1984"\nquality: 34\npublished: true\ntopics: [AI]\n---\nText.\n', schema=_SCHEMA),
            Good("---\ntitle: 2024-05-31\nquality: 34.0\n---\nText.\n", schema=_SCHEMA),
            Bad(
                '---\ntitle: ⟦1984⟧\nquality: ⟦"34"⟧\npublished: ⟦yes⟧\n---\nText.\n',
                '---\ntitle: "1984"\nquality: 34\npublished: true\n---\nText.\n',
                messages=(
                    "'title' is the integer 1984, expected a string",
                    "'quality' is the string \"34\", expected an integer",
                    "'published' is the string \"yes\", expected true or false",
                ),
                schema=_SCHEMA,
            ),
            Bad(
                "---\n⟦title⟧:\nquality: ⟦high⟧\ntopics: ⟦AI⟧\n---\nText.\n",
                messages=(
                    "'title' is empty, expected a string",
                    "'quality' is the string \"high\", expected an integer",
                    "'topics' is the string \"AI\", expected a list",
                ),
                schema=_SCHEMA,
            ),
            Bad(
                "+++\ntitle = ⟦true⟧\ntopics = ['AI', ⟦3.5⟧]\n+++\nText.\n",
                '+++\ntitle = "true"\ntopics = [\'AI\', "3.5"]\n+++\nText.\n',
                schema=_SCHEMA,
            ),
        )
