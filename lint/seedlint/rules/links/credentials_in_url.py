from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seedlint.document.host import shown
from seedlint.document.targets import authority_of, targets
from seedlint.rules.base import Bad, Document, DocumentRule, Finding, Good, Severity, Span
from seedlint.text.pattern import lazy_pattern

_STAND_IN = lazy_pattern(
    r".*(?:user|name|pass|pwd|secret|token|login|key|foo|bar|baz|example|sample|test|demo|admin|root|guest|anonymous|auth|"
    r"dummy|your|some|changeme|hunter2|bob|alice|xxx|abc|123|\*|\.\.|…|<|>|\{|\}|\$|%[A-Z]|\[).*|.{0,3}|(.)\1*+|[A-Z_]++",
    re.I,
)
_STAND_IN_HOST = lazy_pattern(
    r"|localhost|.*\.(?:localhost|local|test|invalid|example|internal)|(?:.*\.)?example\.(?:com|org|net|edu)|[\d.]+"
    r"|[^.]+|.*(?:your|my-?(?:host|domain|server)|foo|bar\.).*",
    re.I,
)
_TOKEN = lazy_pattern(r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_-]{20,}")


class CredentialsInUrl(DocumentRule):
    """A URL that carries a password or an access token before its host: `https://user:password@host`.

    ## Why it matters

    Whoever reads the document can log in. The secret is in every copy, in the history of the repository, and in the
    logs of every server and proxy that the link passes.

    ## How to fix

    Remove the user and the password from the URL, and change the password: what was published once is known.

    ## Known limits

    A user without a password is no secret and not reported, unless it looks like a token (20 or more letters and digits
    mixed). What is plainly a stand-in (`user:password`, hosts like `example.com` and `localhost`) is right. Secrets in
    the path or the query are not looked for.
    """

    severity = Severity.ERROR

    def check(self, document: Document) -> Iterable[Finding]:
        if "@" not in document.text:
            return
        for link in targets(document).strange:
            if "@" not in link.target:
                continue
            authority = authority_of(link.target)
            if authority is None or not authority.user or _STAND_IN_HOST.fullmatch(authority.host):
                continue
            user, colon, password = authority.user.partition(":")
            if _STAND_IN.fullmatch(password) if colon and password else not _TOKEN.fullmatch(user):
                continue
            start = link.target.index("//") + 2
            span, length = link.span, len(authority.user)
            if link.span.of(document.text)[start : start + length] == authority.user:
                span = Span(link.span.start + start, link.span.start + start + length)
            masked = (
                f"{authority.scheme}://{user}:***@{authority.host}"
                if password
                else f"{authority.scheme}://***@{authority.host}"
            )
            kind = "a password" if password else "an access token"
            yield Finding(
                span,
                f"the URL {shown(masked)} carries {kind}; expected a URL that anybody may read",
                help=f"remove it from the URL, and change {kind} at {shown(authority.host)}: it is known now",
            )

    @classmethod
    def examples(cls) -> Sequence[Good | Bad]:
        return (
            Good(
                "---\nurl: https://lampstreet.org/last\n---\nClone git@github.com:a/b.git or https://git@github.com/a/b.\n"
            ),
            Good(
                "[Mail](mailto:a@lampstreet.org) <https://user:password@lampstreet.org/> [v](https://vimeo.com/@lamp)\n"
            ),
            Good("Run `curl https://me:Kq8zRw2m@api.lampstreet.org` or open http://root:pw8Kq@localhost:8080/.\n"),
            Good("Utilisez https://utilisateur:motdepasse@example.org/ ou https://${LOGIN}:${MOT}@lampstreet.org/.\n"),
            Bad(
                "---\nurl: https://⟦editor:Kq8zRw2m⟧@lampstreet.org/last\n---\nText.\n",
                messages=(
                    'the URL "https://editor:***@lampstreet.org" carries a password; expected a URL that '
                    "anybody may read",
                ),
            ),
            Bad("Der [Server](ftp://⟦mayer:Sommer!7⟧@ftp.lampstreet.org/a) ist offen.\n"),
            Bad("[repo](https://⟦q7Rz0pLm3Vx8Tn2Bd5Kc⟧@github.com/lamp/last.git)\n"),
        )
