from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.rules.base import (
    Applicability,
    Bad,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Good,
    Option,
    Severity,
)
from seedlint.rules.encoding._mojibake import scan, severity_at, shown


class Mojibake(DocumentRule):
    """Text in UTF-8 that was read in another encoding and can be read back (`cafÃ©` for `café`).

    A finding covers one broken run: all broken characters that stand side by side, up to three layers deep. It is
    reported when the run can be turned back into UTF-8 without loss and could not be correct text of any language.
    Understood are windows-1252 and latin-1 (also mixed), windows-1250, -1251, -1253, -1254 and -1257, code page 437,
    Mac Roman, KOI8-R and KOI8-U, GBK; runs after HTML character references (`&Acirc;&copy;`); and bytes of
    windows-1252 that were read as latin-1 and now are C1 controls (U+0092 for `’`).

    ## Why it matters

    Readers see garbage, searches miss the word, and each further tool that guesses makes it worse: once a quotation
    mark inside of it is straightened or a no-break space becomes a blank, nobody can tell what was there.

    ## How to fix

    Apply the fix, then find the step that reads UTF-8 in another encoding: often a database connection, a CSV import or
    an HTTP header without `charset=utf-8`. Text that only looks broken can be named in `allow`.

    ## Known limits

    One broken character that could be correct text (`VOCÊ…`, `NESTLÉ®`) is reported only where the document holds
    others that could not. Where an encoding proves little by itself, several sequences must agree. In code the
    finding is information only: texts about mojibake show it there. Code page 866 is not tried; correct Russian looks
    like it.

    ## Fix safety

    The fix replaces the run by the text whose UTF-8 bytes it shows, byte for byte. It is unsafe in code, where texts
    about mojibake show it, and where a fourth layer is left.
    """

    severity = Severity.ERROR

    allow = Option[tuple[str, ...]]((), "runs that are right in these documents, exactly as they are written")

    def check(self, document: Document) -> Iterable[Finding]:
        for run in document.view(scan).mojibake:
            if run.raw in self.allow:
                continue
            repaired = shown(run.repaired) if run.repaired else "a byte-order mark"
            severity = severity_at(document, run.span.start)
            is_safe = run.is_exact and severity is None
            yield Finding(
                run.span,
                f"{shown(run.raw)} is {repaired} {run.cause}",
                fix=Fix(
                    f"replace it by {repaired}" if run.repaired else "remove it",
                    (Edit(run.span, run.repaired),),
                    Applicability.SAFE if is_safe else Applicability.UNSAFE,
                ),
                severity=severity,
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good("Le café “Zoë” à Łódź — 漢字, Ελλάδα, Кириллица, tiếng Việt™.\n"),
            Good("Il répondit\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}voilà\N{NO-BREAK SPACE}»… voilà…”\n"),
            Good("NESTLÉ® e VOCÊ… dizem „Ö” e ‘Ã’; litera Â și Î.\n"),
            Good("The letter É™ is not a word.\n"),
            Good("Das Zeichen ‚Ä‘ und die Wörter ‚Äpfel‘, ‚Ärger‘.\n"),
            Good("Sold as cafÃ© here.\n", options={"allow": ("Ã©",)}),
            Good("```\n├──┬──┐\n│  ╔╗╔╗ ██╗██╗\n```\n\n└──┬──┐ ╔╗╔╗ ██╗██╗ ─┐┌─┐\n"),
            Bad(
                "Quarterly figures of Lumenator⟦â„¢⟧ platforms\n",
                "Quarterly figures of Lumenator™ platforms\n",
                ("'â„¢' is '™' read as windows-1252",),
            ),
            Bad(
                "---\ntitle: Wine from Ch⟦Ã¢⟧teau du Lac\n---\nIt’s a f⟦Ãª⟧te.\n",
                "---\ntitle: Wine from Château du Lac\n---\nIt’s a fête.\n",
                ("'Ã¢' is 'â' read as windows-1252", "'Ãª' is 'ê' read as windows-1252"),
            ),
            Bad(
                "The river ⟦ÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢⟧s mouth is ⟦Ã¢â‚¬Å“⟧wide.\n",
                "The river ’s mouth is “wide.\n",
                (
                    "'ÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢' is '’' read as windows-1252 three times",
                    "'Ã¢â‚¬Å“' is '“' read as windows-1252 twice",
                ),
            ),
            Bad(
                "Tomorrow⟦â\x80\x99⟧s tide.\n",
                "Tomorrow’s tide.\n",
                ("'â\\x80\\x99' is '’' read as latin-1",),
            ),
            Bad(
                "Don⟦\x92⟧t wait⟦\x97⟧go.\n",
                "Don’t wait—go.\n",
                (
                    "'\\x92' is '’' of windows-1252 read as latin-1",
                    "'\\x97' is '—' of windows-1252 read as latin-1",
                ),
            ),
            Bad("It⟦Â’⟧s late.\n", "It’s late.\n", ("'Â’' is '’' read as latin-1, then as windows-1252",)),
            Bad("A pulse of 10⟦Î&frac14;⟧s.\n", "A pulse of 10μs.\n", ("'Î¼' is 'μ' read as windows-1252",)),
            Bad("⟦&Acirc;&copy;⟧ 2019, the city⟦&#226;&#8364;&#8482;⟧s own.\n", "© 2019, the city’s own.\n"),
            Bad(
                "⟦РќРѕРІС‹Рµ⟧ ⟦РґРѕРјР°⟧\n",
                "Новые дома\n",
                ("'РќРѕРІС‹Рµ' is 'Новые' read as windows-1251", "'РґРѕРјР°' is 'дома' read as windows-1251"),
            ),
            Bad("Un r⟦√©⟧gime ⟦√©⟧quilibr⟦√©⟧, bien s⟦√ª⟧r⟦‚Ä¶⟧\n", "Un régime équilibré, bien sûr…\n"),
            Bad("She said ⟦鈥淗⟧ello.\n", "She said “Hello.\n", ("'鈥淗' is '“H' read as GBK",)),
            Bad("Write `⟦Ã©⟧` here.\n", "Write `é` here.\n"),
            Bad("Mojibake turns août into ao⟦Ã»⟧t.\n", "Mojibake turns août into août.\n"),
            Bad(
                "---\ntitle: a\n---\n⟦ï»¿⟧The text of a second file.\n",
                "---\ntitle: a\n---\nThe text of a second file.\n",
            ),
        )
