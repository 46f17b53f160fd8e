from __future__ import annotations

from collections.abc import Iterable, Sequence

from seedlint.document.tree import quoted
from seedlint.rules.base import Applicability, Bad, Document, DocumentRule, Finding, Fix, Good, Option, Severity
from seedlint.rules.body._debris import boilerplate_lines
from seedlint.rules.body._lines import removal


class BoilerplateLine(DocumentRule):
    """A line that belongs to the page the text was taken from: share buttons, cookie consent, "enable JavaScript".

    Only whole lines of at most ten words are looked at, and only those that are listed for the languages whose script
    occurs in the document (English, Vietnamese, Chinese, Spanish, French, German, Portuguese, Russian, Japanese,
    Korean).

    ## Why it matters

    Such lines say nothing about the subject, repeat in thousands of documents, and teach a language model to ask for
    cookies in the middle of a story.

    ## How to fix

    Remove the line. If the whole collection has it, take it out in the scraper.

    ## Fix safety

    The fix removes the line; it is unsafe because the line might be meant as text.

    ## Known limits

    Headings, list items, links, tables and code are not looked at, nor are "see also" above a list of references and
    lists of a program's messages. A phrase that is not in the list is not seen.
    """

    severity = Severity.WARNING

    allow = Option[tuple[str, ...]]((), "lines that are right in these documents, exactly as they are written")

    def check(self, document: Document) -> Iterable[Finding]:
        for index, span in boilerplate_lines(document):
            line = span.of(document.text)
            if line not in self.allow:
                yield Finding(
                    span,
                    f"{quoted(line)} belongs to the page that the text was taken from, not to the text",
                    fix=Fix("remove the line", (removal(document, index),), Applicability.UNSAFE),
                    help="remove the line, and let the scraper leave such parts of the page out",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        text = "The harbour opened again on Monday, and the first three ships came in before noon."
        return (
            Good(f"{text}\n\nMany readers want to read more about the harbour.\n"),
            Good(f"# Cookie settings\n\n{text}\n\n- Share on Facebook\n- Add to cart\n"),
            Good(f"{text}\n\nRead more:\n\n[The old quay](quay.md)\n"),
            Good(f"{text}\n\nShare this article\n", options={"allow": ("Share this article",)}),
            Good("港口于周一重新开放,相关阅读材料放在图书馆里,读者可以随时借阅,也可以在网上查看全文和照片。\n"),
            Bad(
                f"{text}\n\n⟦Share this article⟧\n\nThe mayor spoke.\n",
                fixed=f"{text}\n\nThe mayor spoke.\n",
                messages=("'Share this article' belongs to the page that the text was taken from, not to the text",),
            ),
            Bad(
                f"⟦Please enable JavaScript to view this page.⟧\n\n{text}\n\n⟦12 Comments⟧\n",
                fixed=f"{text}\n\n",
            ),
            Bad(
                "El puerto abrió de nuevo el lunes y los primeros tres barcos entraron antes del mediodía, según la"
                " autoridad.\n\n⟦Haz clic para compartir en Facebook⟧\n⟦Deja un comentario⟧\n",
                fixed="El puerto abrió de nuevo el lunes y los primeros tres barcos entraron antes del mediodía, según"
                " la autoridad.\n\n",
                path="puerto.txt",
            ),
            Bad(
                "港口于周一重新开放,第一批三艘船在中午之前进港,市长出席了仪式并发表了讲话,许多居民前来观看。\n⟦点击查看更多⟧\n⟦责任编辑:王小明⟧\n",
                fixed="港口于周一重新开放,第一批三艘船在中午之前进港,市长出席了仪式并发表了讲话,许多居民前来观看。\n",
                path="gangkou.txt",
            ),
        )
