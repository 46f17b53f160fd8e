from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Edit, Finding, Fix, Good, Severity
from seedlint.rules.typography._quotes import CURLY, Misdirected, quotation


class MisdirectedQuote(DocumentRule):
    """A curly quotation mark that faces the wrong way: a closing one where a quotation opens (`of”John Smith”`).

    Which marks open and close is taken from the document's own use, or from its language where that is not clear:
    German `„…“`, Polish and Hungarian `„…”`, Swedish and Finnish `”…”` are right.

    ## Why it matters

    It shows that quotation marks were set by a program that counted instead of reading, which often swallows the blank
    before them, too. Whoever extracts what is quoted gets the text between the quotations.

    ## How to fix

    Turn the mark round, and put a blank before it where one is missing.

    ## Fix safety

    The fix turns the mark round. It is safe where all quotation marks of the paragraph pair afterwards, otherwise
    unsafe: the mark may belong to a quotation whose other half is lost.

    ## Known limits

    Single quotation marks are not judged (`’` is an apostrophe, too), nor guillemets. A document without any mark that
    is right is judged only in languages that open with `“`.
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or special_characters(document).isdisjoint(CURLY):
            return
        for found in quotation(document).misdirected:
            yield _finding(found)

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("She called it a “closed harbour” and left. “We wait,” said Mr. Lin.\n"),
            Good("---\nlang: de\n---\nEr nannte es einen „toten Hafen“ und ging.\n"),
            Good("Hon kallade det en ”stängd hamn” och gick.\n"),
            Good("Nazwał to „martwym portem” i wyszedł.\n"),
            Good("A 15” screen and a 19” rack, next to a “real” door.\n"),
            Good("他说“港口关闭了”然后走了。\n"),
            Bad(
                "The “old” pier, a local form of⟦”⟧John Smith”, is gone.\n",
                fixed="The “old” pier, a local form of “John Smith”, is gone.\n",
                messages=("'”' opens a quotation here, where '“' belongs",),
            ),
            Bad(
                "Ông nói “cảng đóng cửa” rồi gọi đó là ⟦”⟧bến chết”.\n",
                fixed="Ông nói “cảng đóng cửa” rồi gọi đó là “bến chết”.\n",
            ),
            Bad(
                "Er sagte „nein“ und „doch“, dann ⟦“⟧vielleicht“.\n",
                fixed="Er sagte „nein“ und „doch“, dann „vielleicht“.\n",
            ),
            Bad(
                "“Yes,” she said. “No,” he said. “We wait⟦“⟧ was all.\n",
                fixed="“Yes,” she said. “No,” he said. “We wait” was all.\n",
                messages=("'“' closes a quotation here, where '”' belongs",),
            ),
        )


def _finding(found: Misdirected) -> Finding:
    mark, wanted = found.mark, found.wanted
    opens = wanted != "”" or mark.character == "”"
    doing = "opens" if opens else "closes"
    edit = Edit(mark.span, f" {wanted}" if mark.joins and opens else wanted)
    applicability = Applicability.SAFE if found.pairs else Applicability.UNSAFE
    return Finding(
        mark.span,
        f"'{mark.character}' {doing} a quotation here, where '{wanted}' belongs",
        fix=Fix("turn the quotation mark round", (edit,), applicability),
        help="quotation marks were probably set by a program: look at the others of this paragraph, too",
    )
