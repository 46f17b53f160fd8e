"""What an answer, or a problem, means for a link: a pure function of a :class:`~seedlint.net.request.Trial`.

The codes of verdicts, by class:

- ok, moved: ``ok``, ``accepted`` (by settings), ``moved``, ``redirect-to-home``
- dead: ``not-found``, ``gone``
- dns: ``name-not-found``
- tls: ``certificate-expired``, ``certificate-not-yet-valid``, ``certificate-wrong-host``, ``certificate-self-signed``,
  ``certificate-unknown-issuer``, ``certificate-incomplete-chain``, ``certificate-revoked``, ``certificate-invalid``,
  ``tls-not-spoken``, ``tls-version``, ``tls-failure``
- unstable: ``server-error``, ``timeout``, ``connect-timeout``, ``connection-refused``, ``connection-closed``,
  ``connection-failed``, ``unreachable``, ``resolver-failure``, ``malformed-answer``, ``unconfirmed``
- unverifiable: ``bot-wall``, ``rate-limited``, ``login``, ``consent``, ``forbidden``, ``payment``, ``legal``,
  ``refused`` (other 4xx), ``unknown-status``, ``bad-redirect``, ``redirect-loop``, ``too-many-redirects``,
  ``header-too-big``, ``internal-error``
- blocked: ``port``, ``credentials``, ``special-name``, ``private-address`` and the other kinds of address; the same
  after ``redirect-to-``, there also ``redirect-to-scheme``
- skipped: ``scheme``, ``malformed-url``, ``url-too-long``, ``settings``, ``too-many-urls``, ``run-budget``,
  ``host-budget``, ``interrupted``
"""

import http
from functools import lru_cache
from typing import TYPE_CHECKING

from seedlint.text.escape import escape
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple
from seedlint.verdict import VerdictClass

if TYPE_CHECKING:
    from seedlint.net.problem import Problem
    from seedlint.net.request import Response, Trial


class Judgement(NamedTuple):
    """Class, code and reason of a verdict."""

    cls: VerdictClass
    code: str
    reason: str


_UNVERIFIABLE_PROBLEMS = frozenset(
    ("bad-redirect", "redirect-loop", "too-many-redirects", "header-too-big", "internal-error")
)
"""No proof that the link is broken: redirects in a circle are what servers do to who keeps no cookies."""

_WALL_HEADERS = {
    "cf-mitigated": "Cloudflare",
    "x-amzn-waf-action": "AWS WAF",
    "x-datadome": "DataDome",
    "x-dd-b": "DataDome",
    "x-px-block": "HUMAN",
    "x-sucuri-block": "Sucuri",
    "x-iinfo": "Imperva",
}
_WALL_SERVERS = {
    "cloudflare": "Cloudflare",
    "akamaighost": "Akamai",
    "akamainetstorage": "Akamai",
    "ddos-guard": "DDoS-Guard",
    "qrator": "Qrator",
    "sucuri/cloudproxy": "Sucuri",
    "imperva": "Imperva",
    "datadome": "DataDome",
}
"""Servers in front of other servers: what they forbid, they forbid to programs."""

_WALL_BODIES = {
    b"challenges.cloudflare.com": "Cloudflare",
    b"/cdn-cgi/challenge-platform/": "Cloudflare",
    b"<title>Just a moment...</title>": "Cloudflare",
    b"captcha-delivery.com": "DataDome",
    b"_Incapsula_Resource": "Imperva",
    b"Pardon Our Interruption": "Imperva",
    b"awsWafCookieDomainList": "AWS WAF",
    b"px-captcha": "HUMAN",
    b"ddos-guard": "DDoS-Guard",
}
_WALLED = frozenset((202, 401, 403, 404, 405, 406, 429, 503, 999))
"""Statuses with which walls answer. 999 is LinkedIn's own."""

_REFUSALS = {
    401: ("login", "it asks for a login"),
    402: ("payment", "it asks for payment"),
    403: ("forbidden", "it forbids the page to programs, or to everybody"),
    407: ("login", "it asks for a login"),
    429: ("rate-limited", "it has had too many requests"),
    451: ("legal", "the law forbids the page where the request came from"),
    999: ("bot-wall", "it keeps programs out"),
}

_LOGIN = lazy_pattern(
    r"(?i)/(?:log-?in|sign-?in|log-?on|sign-?on|signup|register|sso|saml2?|oauth2?|authorize|authenticate|wp-login|servicelogin|"
    r"session/new|sessions/new|cas)(?=[/.?;]|$)"
)
_CONSENT = lazy_pattern(r"(?i)https?://(?:consent|guce|privacy-mgmt)\.|/(?:cookie-?consent|consent)(?=[/.?;]|$)")
_HOME = lazy_pattern(r"(?i)https?://[^/]++/(?:(?:index|default|home)(?:\.[a-z]{2,5})?/?)?")
_DEEP = lazy_pattern(r"https?://[^/]++/[^/?]++[/?].|https?://[^/]++/[^/?]{9}")
"""Paths whose page is not just another name of the home page (``/en``, ``/index.php``)."""


def classify(trial: "Trial", asked: str, accept: frozenset[int] = frozenset()) -> Judgement:
    """What ``trial`` says of the URL ``asked``. ``accept`` are the further codes that count as ok."""
    if trial.problem is not None:
        return _of_problem(trial.problem)
    assert trial.response is not None
    status = trial.response.status
    if status in accept:
        return Judgement(VerdictClass.OK, "accepted", f"{_answers(status)}, which the settings accept")
    wall = wall_of(trial.response)
    if wall:
        reason = f"{_answers(status)}: {wall} keeps programs out"
        return Judgement(VerdictClass.UNVERIFIABLE, "bot-wall", reason)
    if 200 <= status < 300 or status in (300, 304):
        return _there(trial, asked, status)
    return _of_status(status)


def _of_problem(problem: "Problem") -> Judgement:
    if problem.blocked:
        cls = VerdictClass.BLOCKED
    elif problem.code == "name-not-found":
        cls = VerdictClass.DNS
    elif problem.code.startswith(("certificate-", "tls-")):
        cls = VerdictClass.TLS
    elif problem.code in _UNVERIFIABLE_PROBLEMS:
        cls = VerdictClass.UNVERIFIABLE
    else:
        cls = VerdictClass.UNSTABLE
    return Judgement(cls, problem.code, problem.reason)


def _of_status(status: int) -> Judgement:
    """What a status means that is none of success."""
    said = _answers(status)
    if status in (404, 410):
        return Judgement(VerdictClass.DEAD, "gone" if status == 410 else "not-found", said)
    if status in _REFUSALS:
        code, meaning = _REFUSALS[status]
        return Judgement(VerdictClass.UNVERIFIABLE, code, f"{said}: {meaning}")
    if 500 <= status < 600:
        return Judgement(VerdictClass.UNSTABLE, "server-error", said)
    if status == 408:
        return Judgement(VerdictClass.UNSTABLE, "timeout", said)
    if 300 <= status < 400:
        return Judgement(VerdictClass.UNVERIFIABLE, "bad-redirect", f"{said} and does not say where to")
    if 400 <= status < 500:
        return Judgement(VerdictClass.UNVERIFIABLE, "refused", said)
    return Judgement(VerdictClass.UNVERIFIABLE, "unknown-status", f"{said}, which says nothing")


def _there(trial: "Trial", asked: str, status: int) -> Judgement:
    """What success means after the redirects that led to it."""
    final = trial.final_url.partition("#")[0]
    said = _answers(status)
    if final != asked:
        if _LOGIN.search(final) and not _LOGIN.search(asked):
            return Judgement(VerdictClass.UNVERIFIABLE, "login", f"it redirects to a login: {_shown(final)}")
        if _CONSENT.search(final) and not _CONSENT.search(asked):
            return Judgement(VerdictClass.UNVERIFIABLE, "consent", f"it redirects to ask for consent: {_shown(final)}")
    cls = VerdictClass.MOVED if trial.moved_to else VerdictClass.OK
    if final != asked and _HOME.fullmatch(final) and _DEEP.match(asked) and not _HOME.fullmatch(asked):
        return Judgement(
            cls, "redirect-to-home", f"it redirects to a home page, as servers do for lost pages: {_shown(final)}"
        )
    if cls is VerdictClass.MOVED:
        return Judgement(cls, "moved", f"it has moved for good to {_shown(trial.moved_to)}")
    return Judgement(cls, "ok", said)


def wall_of(response: "Response") -> str:
    """The name of the wall against programs that ``response`` comes from; empty where none is seen."""
    if response.status in _WALLED:
        for name, product in _WALL_HEADERS.items():
            if name in response.headers:
                return product
    if response.status == 403:
        server = response.headers.get("server", "").lower()
        for name, product in _WALL_SERVERS.items():
            if server.startswith(name):
                return product
    for mark, product in _WALL_BODIES.items():
        if mark in response.body:
            return product
    return ""


def _shown(url: str) -> str:
    return escape(url[:200]) + ("…" if len(url) > 200 else "")


@lru_cache(maxsize=256)
def _answers(status: int) -> str:
    try:
        return f"the server answers {status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server answers {status}"
