"""What a document must have for a rule to be able to say anything: rules whose need is not met are not even imported.

A need is a function of the document that costs next to nothing and never says no where its rule would speak. A rule
that is not listed is always asked. Listed rules are on by default.
"""

from collections.abc import Callable, Mapping

from seedlint.document.characters import special_characters
from seedlint.document.directives import MARKER
from seedlint.document.document import Document
from seedlint.document.runs import has_data, has_key, has_number
from seedlint.document.url import flawed_links

Need = Callable[[Document], object]

_BEGINNING, _METADATA = 400, 120
_OF_FORMS = frozenset("0123456789:")
_FILLERS = ("[object Object]", "ipsum", "or sit amet")
_EMPTY_VALUES = ("undefined", "NaN", "null")


def _beyond_ascii(document: Document) -> object:
    return not document.is_ascii


def _beyond_ascii_or_wide(document: Document) -> object:
    return not document.is_ascii or document.source.is_utf16


def _beyond_ascii_or_reference(document: Document) -> object:
    return not document.is_ascii or "&" in document.text


def _beyond_ascii_or_punycode(document: Document) -> object:
    return not document.is_ascii or "xn--" in document.text.lower()


def _special(document: Document) -> object:
    return special_characters(document)


def _carriage_return(document: Document) -> object:
    return "\r" in document.text


def _backtick(document: Document) -> object:
    return "``" in document.text


def _markup(document: Document) -> object:
    return "<" in document.text or "&" in document.text


def _percent_sign(document: Document) -> object:
    return "%25" in document.text


def _query(document: Document) -> object:
    return "?" in document.text


def _insecure(document: Document) -> object:
    return "http://" in document.text


def _at_sign(document: Document) -> object:
    return "@" in document.text


def _blank_before_mark(document: Document) -> object:
    return " ," in document.text or " ." in document.text


def _front_matter(document: Document) -> object:
    return document.front_matter is not None


def _problem(document: Document) -> object:
    front_matter = document.front_matter
    return front_matter is not None and (front_matter.problem is not None or front_matter.duplicates)


def _violations(document: Document) -> object:
    return document.violations


def _flaws(document: Document) -> object:
    return flawed_links(document)


def _comment(document: Document) -> object:
    return MARKER in document.text


def _blank_beginning(document: Document) -> object:
    """Whether the body may be empty: what it begins with is no text."""
    start = document.body.start
    beginning = document.text[start : start + _BEGINNING].lstrip()
    return not beginning or beginning.startswith("<!--")


def _form_at_beginning(document: Document) -> object:
    """Whether digits or a colon stand where a text begins."""
    start = document.body.start
    beginning = document.text[start : start + _BEGINNING].lstrip()[:_METADATA]
    return len(beginning) < _METADATA or not beginning.isascii() or not _OF_FORMS.isdisjoint(beginning)


def _left_by_templates(document: Document) -> object:
    text = document.text
    if "{" in text or "$" in text or any(map(text.__contains__, _FILLERS)):
        return True
    return any(map(text[: document.body.start].__contains__, _EMPTY_VALUES))


def _verdicts(document: Document) -> object:
    """Rules about what the network says are asked by who asked the network."""
    return False


NEEDS: Mapping[str, Need] = {
    **dict.fromkeys(
        (
            *("bidi-control", "byte-order-mark", "invisible-character", "mixed-script-word", "not-normalized"),
            *("odd-whitespace", "private-use-character", "replacement-character"),
            *("misdirected-quote", "mixed-quotes", "unbalanced-quote", "mixed-width-punctuation"),
            "impossible-syllable",
        ),
        _beyond_ascii,
    ),
    **dict.fromkeys(("mojibake", "suspected-mojibake", "lossy-mojibake"), _beyond_ascii_or_reference),
    "invalid-utf8": _beyond_ascii_or_wide,
    "lookalike-host": _beyond_ascii_or_punycode,
    "control-character": _special,
    "mixed-newlines": _carriage_return,
    "treebank-quotes": _backtick,
    "html-residue": _markup,
    "double-encoded-url": _percent_sign,
    "tracking-parameter": _query,
    "insecure-url": _insecure,
    "credentials-in-url": _at_sign,
    "tokenized-text": _blank_before_mark,
    **dict.fromkeys(("payment-card", "resident-id"), has_number),
    "secret": has_key,
    "opaque-blob": has_data,
    "empty-body": _blank_beginning,
    "body-metadata": _form_at_beginning,
    "template-residue": _left_by_templates,
    **dict.fromkeys(
        (
            *("ambiguous-scalar", "date-order", "self-related", "opaque-value", "unpublished-scored"),
            *("language-mismatch", "domain-mismatch", "conflicting-urls"),
        ),
        _front_matter,
    ),
    **dict.fromkeys(("invalid-front-matter", "front-matter-not-a-mapping", "duplicate-key"), _problem),
    **dict.fromkeys(
        (
            *("missing-key", "unknown-key", "wrong-type", "disallowed-value", "malformed-value", "out-of-range"),
            "schema-violation",
        ),
        _violations,
    ),
    **dict.fromkeys(("malformed-url", "missing-scheme", "whitespace-in-url", "invalid-host"), _flaws),
    **dict.fromkeys(("unused-suppression", "unknown-rule", "malformed-suppression"), _comment),
    **dict.fromkeys(
        ("dead-url", "moved-url", "unstable-url", "tls-problem", "unverifiable-url", "blocked-url"), _verdicts
    ),
}

OFF_BY_DEFAULT = frozenset(("email-address", "suppression-without-reason"))
"""The rules that are applied only where they are selected by their own names."""
