from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.characters import special_characters
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity
from seedlint.rules.typography._quotes import MARKS, Unmatched, quotation


class UnbalancedQuote(DocumentRule):
    """A quotation mark or full-width parenthesis without its partner in the paragraph.

    Looked at are `“ ”` (`„ “`, `„ ”` where the document uses these), `« »`, `「 」`, `『 』` and `（ ）`, at most one
    finding for each kind and paragraph.

    ## Why it matters

    Where a quotation ends decides who said it. A missing mark often means that a piece of the text is missing.

    ## How to fix

    Write the missing mark, or remove the one that is too many. If words are missing, take them from the source.

    ## Known limits

    Straight and single quotation marks are never judged: they are inches and apostrophes, too. Not reported are
    quotations over several paragraphs or list items, whether or not the opening mark is repeated, list labels
    (`1）`), inch marks, arrows between blanks (`Home » News`), paragraphs that use straight marks as well, and
    texts that open and close with the same mark (`”…”`).
    """

    severity = Severity.WARNING

    def check(self, document: Document) -> Iterable[Finding]:
        if document.is_ascii or special_characters(document).isdisjoint(MARKS):
            return
        for found in quotation(document).unmatched:
            yield Finding(found.mark.span, _message(found))

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("She said “no”, he said “yes”.\n"),
            Good("“The harbour is shut.\n\n“It will open in May,” she said.\n"),
            Good("“First we wait.\n\n- then we mend\n- then we open”\n"),
            Good("Er sagte „nein“, sie „ja“.\n"),
            Good("« Le port est fermé », dit-elle.\n"),
            Good("Home » News » Harbour\n"),
            Good("1）打开港口；2）检查渡轮（两艘）。\n"),
            Good("Hän sanoi ”ei” ja lähti. ”Kyllä”, sanoi toinen.\n"),
            Bad(
                "She said ⟦“⟧no, and left. He said “yes”.\n",
                messages=("'“' has no closing mark in this paragraph",),
            ),
            Bad(
                "She said “no” and left⟦”⟧, he stayed.\n",
                messages=("'”' has no opening mark in this paragraph",),
            ),
            Bad("Сказал ⟦«⟧нет и ушёл.\n\nОна сказала «да».\n"),
            Bad("他说⟦「⟧港口关闭了，然后走了。\n"),
            Bad("渡轮⟦（⟧两艘都停运。\n"),
        )


def _message(found: Unmatched) -> str:
    missing = "closing" if found.is_opening else "opening"
    return f"'{found.mark.character}' has no {missing} mark in this paragraph"
