from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity
from seedlint.text.pattern import lazy_pattern

if TYPE_CHECKING:
    from seedlint.document.tree import KeyPath, Node

_MANY_KEYS = 100
_CANDIDATE = lazy_pattern(r"[\r\n:=,\[\"'][ \t\"'-]{0,40}+[A-Za-z0-9+/_-]{60}")
_RUN = b"a" * 60
_IN_RUNS = bytes(97 if (chr(byte).isalnum() and byte < 128) or byte in b"+/_-" else 32 for byte in range(256))
"""A table for `bytes.translate`: an `a` for all that encodings use, a blank for all else."""
_BASE64 = lazy_pattern(r"[A-Za-z0-9+/_-]{60,}+={0,2}+")
_HEX = lazy_pattern(r"(?:0x)?+[0-9a-fA-F]++")
_URL = lazy_pattern(r"\s*+(?:[a-z][a-z0-9+.-]{1,20}+://|data:|mailto:|\.{0,2}+/(?=[a-z]))", 2)


class OpaqueValue(DocumentRule):
    """A value of 100 or more characters of base64 or hexadecimal that the schema does not declare as such.

    ## Why it matters

    Nobody can review what is written there: encrypted text, an image, a token that should be secret. It makes
    differences unreadable, and search indexes and language models take it for words.

    ## How to fix

    Keep the data in a file of its own and write its name here. If it belongs here, declare it in the schema, by a
    `pattern` or a `contentEncoding`, or name the key in `allow`.

    ## Known limits

    URLs are no opaque values, `data:` URLs included. Text that is encoded in shorter pieces is not found.
    """

    severity = Severity.INFO

    shortest = Option(100, "characters from which a value is reported", minimum=60)
    allow = Option[tuple[str, ...]]((), "key paths whose values may be opaque: `secured`, `image.blurhash`")

    def check(self, document: Document) -> Iterable[Finding]:
        front_matter = document.front_matter
        root = front_matter.root if front_matter is not None else None
        if front_matter is None or root is None or not _holds_run(front_matter.content.of(document.text)):
            return
        from seedlint.document.tree import render

        at = _finder(root)
        done = front_matter.content.start
        for match in _CANDIDATE.finditer(document.text, *front_matter.content):
            path = at(match.end() - 1)
            node = root.at(path)
            if match.end() <= done or node is None or not isinstance(node.value, str) or node.target is not None:
                continue
            done = node.span.end
            found = _opaque(node.value, self.shortest) if node.span.end > match.start() else None
            if found is None:
                continue
            name = render(tuple(step for step in path if isinstance(step, str)))
            if name in self.allow or _is_declared(document, path):
                continue
            count, kind = found
            yield Finding(
                node.span,
                f"'{render(path)}' holds {count:,} characters of {kind} that nobody can read",
                help="keep the data in a file of its own, or declare the key in the schema",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        blob = "q83vEjRWeJq7zN0eLzRBUmN0hZan" * 5
        declared = {"properties": {"key": {"type": "string", "contentEncoding": "base64"}}}
        return (
            Good("---\ntitle: Harbour opens\nchecksum: 9e107d9d372bb6826bd81d3542a419d6\n---\nText.\n"),
            Good(f"---\nimage: data:image/png;base64,{blob}\nurl: https://news.example/{blob}\n---\nText.\n"),
            Good(f"---\nslug: {'der-hafen-wird-2024-morgen-eroeffnet-' * 4}\n---\nText.\n"),
            Good(f"---\nkey: {blob}\n---\nText.\n", schema=declared),
            Good(f"---\nkeys: [{blob}]\n---\nText.\n", options={"allow": ("keys",)}),
            Bad(
                f'---\ntitle: Harbour opens\nkey: ⟦"{blob}"⟧\n---\nText.\n',
                messages=("'key' holds 140 characters of base64 that nobody can read",),
            ),
            Bad(
                f"---\nmeta:\n  digests: [⟦{'9e107d9d372bb682' * 8}⟧, 9e107d9d]\n---\nText.\n",
                messages=("'meta.digests[0]' holds 128 characters of hexadecimal that nobody can read",),
            ),
            Bad(f"+++\nkey = ⟦'''\n{blob[:76]}\n{blob[76:]}'''⟧\n+++\nText.\n"),
            Bad(f"---\nkey: ⟦{blob}⟧\n---\nText.\n", schema={"properties": {"key": {"type": "string"}}}),
        )


def _holds_run(text: str) -> bool:
    """Whether so many characters of base64 stand side by side that they may be a part of such a value."""
    return _RUN in text.encode(errors="surrogatepass").translate(_IN_RUNS)


def _finder(root: Node) -> Callable[[int], KeyPath]:
    """What gives the key path at an offset; most such values stand at the top level, where that is cheap."""
    from seedlint.document.tree import KeyPaths

    top = [(entry.node.span, key) for key, entry in (root.entries or {}).items() if isinstance(entry.node.value, str)]
    paths: list[KeyPaths] = []

    def at(offset: int) -> KeyPath:
        if len(top) < _MANY_KEYS:
            for span, key in top:
                if span.start <= offset < span.end:
                    return (key,)
        if not paths:
            paths.append(KeyPaths(root))
        return paths[0].at(offset)

    return at


def _opaque(value: str, shortest: int) -> tuple[int, str] | None:
    """How many characters of the value are opaque, and what they are; None where it can be read."""
    if _URL.match(value):
        return None
    compact = "".join(value.split()) if "\n" in value else value
    for match in _BASE64.finditer(compact):
        run = match.group()
        if len(run) < shortest:
            continue
        if _HEX.fullmatch(run):
            if len(set(run)) > 4 and any(character.isdigit() for character in run):
                return len(run), "hexadecimal"
        elif _is_random(run):
            return len(run), "base64"
    return None


def _is_random(run: str) -> bool:
    """Whether capitals, small letters and digits are mixed as in base64: words and names of files are not."""
    sample = run[:100]
    kinds = (sum(map(str.isupper, sample)), sum(map(str.islower, sample)))
    digits = sum(map(str.isdigit, sample))
    changes = sum(first.isupper() != second.isupper() for first, second in pairwise(sample))
    return min(kinds) * 8 >= len(sample) and digits * 50 >= len(sample) and changes * 4 >= len(sample)


def _is_declared(document: Document, path: tuple[str | int, ...]) -> bool:
    """Whether the schema says of the value at ``path`` what form its characters have."""
    if document.contract is None:
        return False
    return any(
        "pattern" in schema or "contentEncoding" in schema or "contentMediaType" in schema
        for schema in document.contract.schemas_at(path)
    )
