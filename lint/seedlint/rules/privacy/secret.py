from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from seedlint.document.runs import KEY_MARK, PIECE, classes, has_key
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Option, Severity, Span
from seedlint.rules.privacy._mask import masked
from seedlint.text.decode import decode
from seedlint.text.pattern import lazy_pattern

_REACH = 60
"""Bytes before a long piece in which the secret may begin that has it."""
_NO_PIECE = lazy_pattern(rb"[^a]")
_WEBHOOK = b"hooks.slack.com/services/"
"""The only form with pieces that follow a slash."""
_PRIVATE_KEY = lazy_pattern(
    rb"-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----((?:[^-]|-(?!----)){60,30000}+)"
    rb"(?:-----END [A-Z0-9 ]{1,40}-----)?"
)
_KEY_LINE = lazy_pattern(rb"[A-Za-z0-9+/]{16,}+")
_KEY_GAP = lazy_pattern(rb"\.\.\.|\xe2\x80\xa6|[<>*]{3}|\[")
_WORDS = (
    "example",
    "xxxx",
    "your",
    "placeholder",
    "dummy",
    "fake",
    "redacted",
    "sample",
    "changeme",
    "secret",
    "token",
)
_EXAMPLE_CLAIMS = lazy_pattern(
    r"(?i:1234567890|\b(?:john|jane|joe|foo|bar|baz|example|test|demo|hello|world|alice|bob|someone|admin@|dummy)\b)"
)


class Secret(DocumentRule):
    """A key, token or password that a service gives out, by the fixed form that the service gives it.

    Told are the forms with a beginning, a length and an alphabet of their own: access keys of Amazon Web Services,
    Alibaba Cloud and Tencent Cloud, keys and tokens of GitHub, GitLab, Slack, Stripe, Google, npm, PyPI, RubyGems,
    Docker, Hugging Face, OpenAI, Anthropic and others, JSON Web Tokens, and private keys between their `BEGIN` and
    `END` lines. Mere randomness is no reason. The whole document is looked at, front matter and code included. The
    message shows the beginning, which is the same for all, and the last two characters.

    ## Why it matters

    Whoever reads the document can use the account that the secret opens. Programs that look for such secrets in
    public repositories need minutes to find them.

    ## How to fix

    Revoke the secret where it was issued: that comes first, for it stays in the history of the repository and in every
    copy. Then take it out of the text, and write a placeholder (`<your token>`) where readers must put their own.

    ## Known limits

    What is plainly made up is no finding: it contains `EXAMPLE` or `xxxx`, repeats itself or counts up
    (`ghp_1234567890…`). Tokens with the names of examples in them (John Doe) are none, nor are keys with a gap (`...`).
    Other examples can be listed in `allow`. Keys of Google that web pages show to browsers are reported, for nothing
    tells them from others. Output formats that show the source line (`full`) show the secret as it stands there; use
    `concise` where a log is public.
    """

    severity = Severity.ERROR

    allow = Option[tuple[str, ...]]((), "what looks like a secret and opens nothing, exactly as it is written")

    def check(self, document: Document) -> Iterable[Finding]:
        if not has_key(document):
            return
        raw = document.source.raw
        found = [*(_keys(raw) if KEY_MARK in raw else ()), *_tokens(raw, classes(document))]
        done, offset = 0, 0
        for start, end, what in sorted(found):
            secret = raw[start:end].decode("ascii", "replace")
            offset, done = offset + len(decode(raw[done:start])), start
            if secret not in self.allow:
                yield Finding(
                    Span(offset, offset + len(decode(raw[start:end]))),
                    f"{_shown(secret)} is {'an' if what[0] in 'Aa' else 'a'} {what}",
                    help="revoke it where it was issued, then take it out of the document",
                )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        # Joined here, so that programs that look for secrets find none in this file.
        github, slack = "ghp" + "_", "xoxb" + "-"
        return (
            Good("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n"),
            Good(f"Use `{github}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` or {slack}<your token>.\n"),
            Good(f"The token {github}0123456789abcdefghijABCDEFGHIJ012345 counts up.\n"),
            Good("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B...\n-----END PRIVATE KEY-----\n"),
            Good("sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"),
            Bad(
                f"Log in with ⟦{github}k3Zq8WvT1mYcR7uNbE5xJd0LsHfAg2Pi4oQw⟧ please.\n",
                messages=("'ghp_…Qw' is a token of GitHub",),
            ),
            Bad(f"---\ntitle: Setup\nkey: ⟦AKIA{'Q3EGRUVD7ZNW5KXT'}⟧\n---\nWe deploy by hand.\n"),
            Bad(
                "```\nSLACK=⟦" + slack + "204816327651-739184620573-hQ7vRtK2mZx9LwB4cYpN8sDf⟧\n```\n",
                messages=("'xoxb-…Df' is a token of Slack",),
            ),
            Bad(
                "⟦-----BEGIN EC PRIVATE "
                "KEY-----\nMHcCAQEEIFq0vVqTn3C9wEo5dYz7Rk1mQxLs2Jp8HgUbA4tWiNfKoAoGCCqGSM49\n"
                "AwEHoUQDQgAE1xTz\n-----END EC PRIVATE KEY-----⟧\n",
                messages=("'-----BEGIN EC PRIVATE KEY…' is a private key",),
            ),
        )


def _keys(raw: bytes) -> Iterator[tuple[int, int, str]]:
    """The private keys between their lines."""
    for match in _PRIVATE_KEY.finditer(raw):
        content = b"".join(_KEY_LINE.findall(match[1]))
        if len(content) >= 60 and len(set(content)) >= 24 and not _KEY_GAP.search(match[1]):
            yield match.start(), match.start() + len(match[0].rstrip()), "private key"


def _tokens(raw: bytes, pieces: bytes) -> Iterator[tuple[int, int, str]]:
    """The secrets of known forms around the long ``pieces``: every form has one, which little else in a text has."""
    pairs, beginnings, forms = _forms()
    has_webhook: bool | None = None
    place = 0
    while (piece := pieces.find(PIECE, place)) >= 0:
        other = _NO_PIECE.search(pieces, piece)
        end = len(raw) if other is None else other.start()
        before = raw[piece - 1 : piece]
        if before == b"/" and has_webhook is None:
            has_webhook = _WEBHOOK in raw
        goes_on = before == b"." or (before == b"/" and has_webhook)
        if goes_on or raw[piece : piece + 2] in pairs:
            start = max(place, piece - _REACH) if goes_on else piece
            for match in beginnings.finditer(raw, start, end):
                what, form = forms[match[0]]
                whole = form.match(raw, match.end()) if match.start() >= place else None
                if whole is not None and not _is_made_up(match[0], whole[0]):
                    yield match.start(), whole.end(), what
                    place = whole.end()
        place = max(place, end)


@cache
def _forms() -> tuple[frozenset[bytes], re.Pattern[bytes], dict[bytes, tuple[str, re.Pattern[bytes]]]]:
    """The first two bytes of the beginnings; the pattern of the beginnings; for each what begins so, and what must
    follow."""
    from seedlint.rules.privacy._secret_forms import BEGINNING, END, FORMS

    forms = {beginning.encode(): (what, lazy_pattern(f"(?:{rest}){END}".encode())) for beginning, what, rest in FORMS}
    return frozenset(beginning[:2] for beginning in forms), lazy_pattern(BEGINNING.encode()), forms


def _is_made_up(beginning: bytes, rest: bytes) -> bool:
    """Whether somebody wrote it as an example: words, repetition, counting."""
    if beginning == b"eyJ":
        return not _is_real_token(beginning + rest)
    text = rest.decode().lower()
    if any(word in text for word in _WORDS) or len(set(text)) < 8 or _repeats(text):
        return True
    return any(_counts(piece) for piece in (text, text[::2], text[1::2]))


def _repeats(text: str) -> bool:
    """Whether a piece of six characters occurs twice, or one character five times in a row."""
    pieces = [text[place : place + 6] for place in range(len(text) - 5)]
    return len(set(pieces)) < len(pieces) or any(character * 5 in text for character in set(text))


def _counts(text: str) -> bool:
    """Whether six characters in a row follow each other in the alphabet, upwards or downwards."""
    steps = [ord(following) - ord(character) for character, following in pairwise(text)]
    runs = bytes(step % 256 for step in steps)
    return any(step * 5 in runs for step in (b"\x01", b"\xff"))


def _is_real_token(token: bytes) -> bool:
    """Whether a JSON Web Token can be read, is signed, and does not speak of the people of examples."""
    header, claims = (_decoded(part) for part in token.split(b".")[:2])
    if not isinstance(header, dict) or not isinstance(claims, dict):
        return False
    return str(header.get("alg", "none")).lower() != "none" and not _EXAMPLE_CLAIMS.search(str(claims))


def _decoded(part: bytes) -> Any:
    """The JSON value in base64url, or None."""
    import json
    from base64 import urlsafe_b64decode

    try:
        return json.loads(urlsafe_b64decode(part + b"=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None


def _shown(secret: str) -> str:
    if secret.startswith("-----"):
        return masked(secret, secret.index("KEY") + len("KEY"), 0)
    from seedlint.rules.privacy._secret_forms import FORMS

    beginning = next(beginning for beginning, _, _ in FORMS if secret.startswith(beginning))
    return masked(secret, len(beginning), 2)
