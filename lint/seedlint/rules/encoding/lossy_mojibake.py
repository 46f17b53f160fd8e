from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity
from seedlint.rules.encoding._mojibake import scan, severity_at, shown


class LossyMojibake(DocumentRule):
    """What is left of text that was read in the wrong encoding and then damaged (`â€` for a quotation mark).

    Such remains cannot be read back: a character of theirs was dropped (`â€`), replaced (`ï¿½`, `锟斤拷`),
    straightened (`â"¢`) or made a blank (`voilÃ` for `voilà`). Fresh memory is filled with bytes that read `烫烫烫` and
    `屯屯屯` as GBK.

    ## Why it matters

    Readers see garbage, and no program can say for sure what stood there.

    ## How to fix

    Take the text from its source again, in UTF-8. If there is none, write what the message says was probably there.

    ## Known limits

    What can still be read back is reported by `mojibake`. In code the finding is information only.
    """

    severity = Severity.ERROR

    allow = Option[tuple[str, ...]]((), "remains that are right in these documents, exactly as they are written")

    def check(self, document: Document) -> Iterable[Finding]:
        for run in document.view(scan).remains:
            if run.raw not in self.allow:
                yield Finding(
                    run.span,
                    f"{shown(run.raw)} {run.reason}",
                    help="take the text from its source again, reading it as UTF-8",
                    severity=severity_at(document, run.span.start),
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Hâlâ bekliyorum, dedi. “Hâlâ” mı?\n"),
            Good("NÃO HÁ IRMÃ MAIOR, LITERA Â ȘI Ă.\n"),
            Good("水很烫，屯门很远。\n"),
            Good("He said ï¿½.\n", options={"allow": ("ï¿½",)}),
            Bad(
                "We say ⟦â€⟧ here and ⟦â€⟧\n",
                messages=(
                    "'â€' is what is left of a quotation mark or a dash in UTF-8 read as windows-1252",
                    "'â€' is what is left of a quotation mark or a dash in UTF-8 read as windows-1252",
                ),
            ),
            Bad(
                "The newspaper ⟦ï¿½⟧ in print.\n",
                messages=("'ï¿½' is a replacement character (U+FFFD) read as windows-1252: what stood there is lost",),
            ),
            Bad(
                'Made by Lumenator⟦â"¢⟧.\n',
                messages=(
                    "'â\"¢' is what is left of '™' in UTF-8 read as windows-1252: its quotation mark was straightened",
                ),
            ),
            Bad("voil⟦Ã⟧ le travail, des mots⟦Â⟧ entiers\n"),
            Bad("价格⟦锟斤拷锟斤拷⟧元，⟦烫烫烫烫⟧\n"),
        )
