"""What a document must have for a rule to be able to say anything: rules whose need is not met are not even imported.

A need is a function of the document that costs next to nothing and never says no where its rule, with the options that
it has by default, would speak. A rule with other options is always asked, and so is one that is not listed. Listed
rules are on by default.
"""

from collections.abc import Callable, Mapping

from seedlint.document.blanks import blanks_before_marks
from seedlint.document.characters import special_characters
from seedlint.document.directives import may_hold_directives
from seedlint.document.document import Document
from seedlint.document.runs import has_data, has_key, has_long_run, has_number
from seedlint.document.targets import targets
from seedlint.language.identify import LANGUAGE_KEYS
from seedlint.text.pattern import lazy_pattern

Need = Callable[[Document], object]

_BEGINNING, _METADATA = 400, 120
_APOSTROPHES, _OPEN_PARENTHESIS = lazy_pattern("'(?<='')"), lazy_pattern(r"\((?= )")
"""To look for two characters that are common takes longer than to look for one and then at its neighbour."""
_OF_FORMS = frozenset("0123456789:")
_FILLERS = ("[object Object]", "ipsum", "or sit amet")
_EMPTY_VALUES = ("undefined", "NaN", "null")


def _beyond_ascii(document: Document) -> object:
    return not document.is_ascii


def _beyond_ascii_or_wide(document: Document) -> object:
    return not document.is_ascii or document.source.is_utf16


def _beyond_ascii_or_reference(document: Document) -> object:
    return not document.is_ascii or "&" in document.text


def _no_plain_host(document: Document) -> object:
    written = targets(document).text
    return not written.isascii() or ("--" in written and "xn--" in written.lower())


def _special(document: Document) -> object:
    return special_characters(document)


def _carriage_return(document: Document) -> object:
    return "\r" in document.text


def _two_apostrophes(document: Document) -> object:
    return "'" in document.text and "`" in document.text and _APOSTROPHES.search(document.text)


def _markup(document: Document) -> object:
    return "<" in document.text or "&" in document.text


def _percent_sign(document: Document) -> object:
    return "%25" in targets(document).text


def _query(document: Document) -> object:
    return "?" in targets(document).text


def _insecure(document: Document) -> object:
    origins = targets(document).origins
    return any(origin[:7] == "http://" and f"https{origin[4:]}" in origins for origin in origins)


def _at_sign(document: Document) -> object:
    return "@" in targets(document).text


def _blank_before_mark(document: Document) -> object:
    return blanks_before_marks(document)


def _empty_pair(document: Document) -> object:
    return _blank_before_mark(document) or ("(" in document.text and _OPEN_PARENTHESIS.search(document.text))


def _repeated_mark(document: Document) -> object:
    text = document.text
    return not document.is_ascii or ("!" in text and "!!" in text) or ("?" in text and "??" in text)


def _open_end(document: Document) -> object:
    return not document.text.endswith(("\n", "\r"))


def _blank_at_line_end(document: Document) -> object:
    text = document.text
    return (
        " \n" in text
        or ("\t" in text and "\t\n" in text)
        or ("\r" in text and (" \r" in text or "\t\r" in text))
        or text.endswith((" ", "\t"))
    )


def _blank_first(document: Document) -> object:
    return document.text[document.body.start : document.body.start + 1] in (" ", "\t", "\xa0")


def _front_matter(document: Document) -> object:
    return document.front_matter is not None


def _problem(document: Document) -> object:
    front_matter = document.front_matter
    return front_matter is not None and (front_matter.problem is not None or front_matter.duplicates)


def _no_front_matter(document: Document) -> object:
    return document.contract is not None and document.front_matter is None


def _no_word_first(document: Document) -> object:
    return document.front_matter is None and not document.text[document.start : document.start + 1].isalnum()


def _keys(document: Document) -> str:
    """The keys of the front matter, outside of any other, a line each."""
    return "\n".join(document.metadata) if isinstance(document.metadata, dict) else ""


def _of_metadata(document: Document, *parts: str) -> bool:
    """Whether a key of the front matter has one of ``parts`` in it."""
    return any(map(document.view(_keys).__contains__, parts))


def _language(document: Document) -> object:
    return _of_metadata(document, *LANGUAGE_KEYS)


def _related(document: Document) -> object:
    return _of_metadata(document, "related")


def _end_of_time(document: Document) -> object:
    return _of_metadata(document, "pdated", "odified", "lastmod", "expiry", "end")


def _unpublished(document: Document) -> object:
    return isinstance(document.metadata, dict) and document.metadata.get("published") is False


def _data_in_front_matter(document: Document) -> object:
    return document.front_matter is not None and has_long_run(document)


def _domain(document: Document) -> object:
    return document.text.find("domain", 0, document.body.start) >= 0


def _several_urls(document: Document) -> object:
    return document.text.count("Url", 0, document.body.start) > 1


def _placeholder(document: Document) -> object:
    if document.front_matter is None:
        return False
    hosts = "\n".join(targets(document).origins)
    return any(map(hosts.__contains__, ("example", "test", "invalid", "localhost", "127.", "0.0.0.0", "[::1]")))


def _violations(document: Document) -> object:
    return document.violations


def _flaws(document: Document) -> object:
    if not targets(document).strange:
        return False
    from seedlint.document.url import flawed_links

    return flawed_links(document)


def _anchor(document: Document) -> object:
    return any("#" in link.target for link in targets(document).relative)


def _file(document: Document) -> object:
    return document.locate is not None and any(link.target[:1] != "#" for link in targets(document).relative)


def _link_in_markup(document: Document) -> object:
    return targets(document).text and ("](" in document.text or "<http" in document.text)


def _other_scheme(document: Document) -> object:
    found = targets(document)
    return found.strange or document.text.count("://") > found.text.count("://")


def _rare_tld(document: Document) -> object:
    return not all(origin.endswith((".com", ".org", ".net", ".gov", ".edu")) for origin in targets(document).origins)


def _unfilled(document: Document) -> object:
    written = targets(document).text
    return any(map(written.__contains__, ("{", "%", "bject", "undefined", "null", "NaN", "None")))


def _long_body(document: Document) -> object:
    return document.body.end - document.body.start >= 200


def _blank_beginning(document: Document) -> object:
    """Whether the body may be empty: what it begins with is no text."""
    start = document.body.start
    beginning = document.text[start : start + _BEGINNING].lstrip()
    return "<!--".startswith(beginning[:4])  # which may be cut


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
    "lookalike-host": _no_plain_host,
    "control-character": _special,
    "mixed-newlines": _carriage_return,
    "treebank-quotes": _two_apostrophes,
    "html-residue": _markup,
    "double-encoded-url": _percent_sign,
    "tracking-parameter": _query,
    "insecure-url": _insecure,
    "credentials-in-url": _at_sign,
    "tokenized-text": _blank_before_mark,
    "empty-clause": _empty_pair,
    "repeated-punctuation": _repeated_mark,
    "missing-final-newline": _open_end,
    "trailing-whitespace": _blank_at_line_end,
    "leading-blank": _blank_first,
    "ambiguous-scalar": _front_matter,
    "missing-front-matter": _no_front_matter,
    "misplaced-front-matter": _no_word_first,
    "date-order": _end_of_time,
    "self-related": _related,
    "opaque-value": _data_in_front_matter,
    "unpublished-scored": _unpublished,
    "language-mismatch": _language,
    "domain-mismatch": _domain,
    "conflicting-urls": _several_urls,
    "placeholder-host": _placeholder,
    "missing-anchor": _anchor,
    "missing-target": _file,
    "cut-url": _link_in_markup,
    "misspelt-scheme": _other_scheme,
    "unknown-tld": _rare_tld,
    "template-in-url": _unfilled,
    **dict.fromkeys(("foreign-paragraph", "missing-function-words"), _long_body),
    **dict.fromkeys(("payment-card", "resident-id"), has_number),
    "secret": has_key,
    "opaque-blob": has_data,
    "empty-body": _blank_beginning,
    "body-metadata": _form_at_beginning,
    "template-residue": _left_by_templates,
    **dict.fromkeys(
        ("invalid-front-matter", "front-matter-not-a-mapping", "duplicate-key", "unclosed-front-matter"), _problem
    ),
    **dict.fromkeys(
        (
            *("missing-key", "unknown-key", "wrong-type", "disallowed-value", "malformed-value", "out-of-range"),
            "schema-violation",
        ),
        _violations,
    ),
    **dict.fromkeys(("malformed-url", "missing-scheme", "whitespace-in-url", "invalid-host"), _flaws),
    **dict.fromkeys(("unused-suppression", "unknown-rule", "malformed-suppression"), may_hold_directives),
    **dict.fromkeys(
        ("dead-url", "moved-url", "unstable-url", "tls-problem", "unverifiable-url", "blocked-url"), _verdicts
    ),
}

OFF_BY_DEFAULT = frozenset(("email-address", "suppression-without-reason"))
"""The rules that are applied only where they are selected by their own names."""
