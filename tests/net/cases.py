"""What the hostile server does, case by case, and what is true of the URL then.

A case serves a :class:`~net.server.Site` under a name and an address of its own. In URLs ``{self}`` stands for the
origin of the case, ``{other}`` for a second host that serves ``other``, ``{address}`` and ``{port}`` for where the case
listens.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from net.server import CLOSE, HANG, RESET, Drip, Endless, Page, Reply, Request, Script, Tls, bomb
from seedlint.verdict import VerdictClass

OK, MOVED, DEAD, DNS, TLS, UNSTABLE, UNVERIFIABLE, BLOCKED, SKIPPED = VerdictClass

NXDOMAIN, SERVFAIL, SLOW = "nxdomain", "servfail", "slow"
"""What a name server says instead of addresses: there is no such name, an error, nothing."""
PUBLIC = "198.51.99.7"
"""A public address, which the resolver gives and nobody ever dials: the socket factory of the tests refuses it."""


class Case(NamedTuple):
    """One URL and the truth about it.

    ``cls`` is the true class. ``url`` is a template. ``dns`` are the answers of the name server for the case's own
    name, one for each time it is asked (the last goes on); without, it is the address of the site. ``requests`` is how
    many requests the site gets, ``at_most`` the most of them; ``final`` where redirects end; ``target`` what the last
    request asked for; ``kept_back`` are names of headers that the other host must not get. ``accept``, ``skip`` and
    ``headers`` are settings for the case's origin.
    """

    name: str
    group: str
    cls: VerdictClass
    pages: Mapping[str, Page] = {}
    url: str = "{self}/page"
    greeting: Script = ()
    tls: Tls | None = None
    other: Mapping[str, Page] | None = None
    dns: tuple[tuple[str, ...] | str, ...] | None = None
    requests: int | None = None
    at_most: int | None = None
    status: int | None = None
    final: str | None = None
    permanent: bool | None = None
    target: str | None = None
    kept_back: tuple[str, ...] = ()
    lookups: int | None = None
    accept: frozenset[int] = frozenset()
    skip: str = ""
    headers: tuple[tuple[str, str], ...] = ()


FINE = Reply(200)
GONE = Reply(404, body=b"<title>Not found</title>")


def _all_statuses() -> list[Case]:
    """Every status that is registered or in use, as the answer to both methods."""
    unofficial = (299, 399, 420, 430, 440, 444, 449, 450, 460, 463, 494, 495, 496, 497, 498, 499)
    unofficial += (509, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530, 540, 561, 598, 599, 600, 700, 999)
    numbers = sorted({*(status.value for status in HTTPStatus if status >= 200), 418, *unofficial})
    return [
        Case(
            f"status-{number}",
            "status",
            _class_of(number),
            {"/page": Reply(number)},
            status=number,
            requests=1 if 200 <= number < 300 and number != 202 else None,  # 202 is also what walls against bots say
            at_most=4,
        )
        for number in numbers
    ]


def _class_of(status: int) -> VerdictClass:
    """The truth about a bare status: what the server says is true of the page, or of the client."""
    if 200 <= status < 300 or status in (300, 304):
        return OK
    if status in (404, 410):
        return DEAD
    if status == 408 or 500 <= status < 600:
        return UNSTABLE
    return UNVERIFIABLE


def _needs_header(name: str) -> Page:
    def page(request: Request) -> Reply:
        return FINE if request.headers.get(name) else Reply(406)

    return page


METHODS = [
    Case(
        f"head-{number}-get-200",
        "methods",
        OK,
        {"HEAD /page": Reply(number), "GET /page": FINE},
        requests=2,
        status=200,
    )
    for number in (400, 401, 403, 404, 405, 410, 418, 500, 501, 502, 503)
]
METHODS += [
    Case("head-reset-get-200", "methods", OK, {"HEAD /page": (RESET,), "GET /page": FINE}),
    Case("head-close-get-200", "methods", OK, {"HEAD /page": (CLOSE,), "GET /page": FINE}),
    Case("head-nothing-get-200", "methods", OK, {"HEAD /page": (HANG,), "GET /page": FINE}),
    Case("head-garbage-get-200", "methods", OK, {"HEAD /page": (b"\x00\xff\xfe nonsense\r\n\r\n",), "GET /page": FINE}),
    Case(
        "head-with-body",
        "methods",
        OK,
        {"GET /page": FINE, "HEAD /page": (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",)},
    ),
    Case("head-lost-get-200", "methods", OK, {"HEAD /page": Reply(302, ("Location: /no",)), "GET /page": FINE}),
    Case("head-500-get-404", "methods", DEAD, {"HEAD /page": Reply(500), "GET /page": GONE}),
    Case("head-404-get-403", "methods", UNVERIFIABLE, {"HEAD /page": GONE, "GET /page": Reply(403)}),
    Case("head-404-get-500", "methods", UNSTABLE, {"HEAD /page": GONE, "GET /page": Reply(500)}),
    Case("needs-accept", "methods", OK, {"/page": _needs_header("accept")}, requests=1),
    Case("needs-user-agent", "methods", OK, {"/page": _needs_header("user-agent")}, requests=1),
    Case("needs-host", "methods", OK, {"/page": _needs_header("host")}, requests=1),
]

SERVERS = [
    Case("soft-404", "answers", OK, {"/page": Reply(200, body=b"<title>Page not found</title>")}),
    Case("dead-once", "answers", OK, {"/page": [GONE, GONE, FINE]}),
    Case("dead-at-first-by-get", "answers", OK, {"HEAD /page": GONE, "GET /page": [GONE, FINE]}),
    Case("broken-once", "answers", OK, {"/page": [Reply(500), Reply(500), FINE]}),
    Case("broken-then-dead", "answers", DEAD, {"/page": [Reply(502), Reply(502), GONE]}),
    Case("continue-then-200", "answers", OK, {"/page": (Reply(100), FINE)}),
    Case("early-hints-then-200", "answers", OK, {"/page": (Reply(103, ("Link: </a.css>; rel=preload",)), FINE)}),
    Case("early-hints-then-404", "answers", DEAD, {"/page": (Reply(103), GONE)}),
    Case("processing-then-200", "answers", OK, {"/page": (Reply(102), Reply(102), FINE)}),
    Case("continue-for-ever", "answers", UNSTABLE, {"/page": (Endless(b"HTTP/1.1 100 Continue\r\n\r\n"),)}),
    Case("continue-then-nothing", "answers", UNSTABLE, {"/page": (Reply(100), HANG)}),
    Case(
        "switching-protocols",
        "answers",
        UNVERIFIABLE,
        {"/page": (Reply(101, ("Upgrade: x", "Connection: upgrade")), HANG)},
    ),
    Case("no-content-length", "answers", OK, {"/page": (b"HTTP/1.1 200 OK\r\n\r\ntext", CLOSE)}),
    Case("http-1.0", "answers", OK, {"/page": (b"HTTP/1.0 200 OK\r\n\r\ntext", CLOSE)}),
    Case("no-reason", "answers", OK, {"/page": (b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",)}),
    Case("blank-header", "answers", OK, {"/page": Reply(200, ("X-Nothing:",))}),
    Case("header-of-latin-1", "answers", OK, {"/page": Reply(200, ("X-City: Z\udcfcrich",))}),
    Case("accepted-status", "answers", OK, {"/page": Reply(403)}, accept=frozenset({403}), status=403),
    Case("skipped-origin", "answers", SKIPPED, {"/page": FINE}, skip="behind the login", requests=0),
    Case("own-header", "answers", OK, {"/page": _needs_header("x-token")}, headers=(("X-Token", "of this host"),)),
    Case("cookie-wall", "answers", UNVERIFIABLE, {"/page": Reply(302, ("Location: /page", "Set-Cookie: seen=1"))}),
]

WALLS = [
    Case(
        "challenge-403", "walls", UNVERIFIABLE, {"/page": Reply(403, ("cf-mitigated: challenge", "Server: cloudflare"))}
    ),
    Case(
        "challenge-503", "walls", UNVERIFIABLE, {"/page": Reply(503, ("cf-mitigated: challenge", "Server: cloudflare"))}
    ),
    Case(
        "challenge-404", "walls", UNVERIFIABLE, {"/page": Reply(404, ("cf-mitigated: challenge", "Server: cloudflare"))}
    ),
    Case("waf-202", "walls", UNVERIFIABLE, {"/page": Reply(202, ("x-amzn-waf-action: challenge",))}),
    Case("waf-405", "walls", UNVERIFIABLE, {"/page": Reply(405, ("x-amzn-waf-action: captcha",))}),
    Case("linkedin-999", "walls", UNVERIFIABLE, {"/page": Reply(999)}),
    Case("login-401", "walls", UNVERIFIABLE, {"/page": Reply(401, ('WWW-Authenticate: Basic realm="x"',))}),
    Case("paywall-402", "walls", UNVERIFIABLE, {"/page": Reply(402)}),
    Case("forbidden-to-programs", "walls", UNVERIFIABLE, {"/page": Reply(403, ("Server: AkamaiGHost",))}),
    Case("law-451", "walls", UNVERIFIABLE, {"/page": Reply(451)}),
    Case("wall-on-head-only", "walls", OK, {"HEAD /page": Reply(403, ("cf-mitigated: challenge",)), "GET /page": FINE}),
]


def _limited(name: str, cls: VerdictClass, first: list[Reply], **more: object) -> Case:
    return Case(name, "rates", cls, {"/page": [*first]}, **more)  # type: ignore[arg-type]


def _too_many(*headers: str) -> Reply:
    return Reply(429, headers)


RATES = [
    _limited("slow-down-once", OK, [_too_many("Retry-After: 1"), FINE]),
    _limited("slow-down-thrice", OK, [*[_too_many("Retry-After: 1")] * 3, FINE]),
    _limited("slow-down-until-a-date", OK, [_too_many("Retry-After: Wed, 21 Oct 2099 07:28:00 GMT"), FINE]),
    _limited("slow-down-until-a-past-date", OK, [_too_many("Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"), FINE]),
    _limited("slow-down-garbage", OK, [_too_many("Retry-After: soon"), FINE]),
    _limited("slow-down-negative", OK, [_too_many("Retry-After: -5"), FINE]),
    _limited("slow-down-huge-number", OK, [_too_many("Retry-After: " + "9" * 400), FINE]),
    _limited("slow-down-a-day", OK, [_too_many("Retry-After: 86400"), FINE]),
    _limited("slow-down-unasked", OK, [_too_many(), FINE]),
    _limited("slow-down-for-ever", UNVERIFIABLE, [_too_many("Retry-After: 1")], at_most=12),
    _limited("slow-down-a-day-for-ever", UNVERIFIABLE, [_too_many("Retry-After: 86400")], at_most=12),
    _limited("busy-once", OK, [Reply(503, ("Retry-After: 1",)), Reply(503, ("Retry-After: 1",)), FINE]),
    _limited("busy-for-ever", UNSTABLE, [Reply(503, ("Retry-After: 1",))], at_most=12),
    _limited("limits-told-on-200", OK, [Reply(200, ("RateLimit-Remaining: 58", "RateLimit-Reset: 3600"))], requests=1),
    _limited(
        "limit-reached-on-200", OK, [Reply(200, ("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 60"))], requests=1
    ),
    _limited("slow-down-then-dead", DEAD, [_too_many("Retry-After: 1"), GONE]),
    _limited("forbidden-for-now", UNVERIFIABLE, [Reply(403, ("Retry-After: 60",))]),
]


def _chain(length: int, status: int = 302) -> dict[str, Page]:
    pages: dict[str, Page] = {"/page": Reply(status, ("Location: /1",))}
    pages |= {f"/{n}": Reply(status, (f"Location: /{n + 1}",)) for n in range(1, length)}
    return {**pages, f"/{length}": FINE}


def _endless_chain(request: Request) -> Reply:
    number = request.target.partition("?n=")[2] or "0"
    return Reply(302, (f"Location: /page?n={int(number) + 1}",))


def _to(location: str, status: int = 302) -> dict[str, Page]:
    return {"/page": Reply(status, (f"Location: {location}",)), "/new": FINE}


REDIRECTS = [
    *(
        Case(
            f"redirect-{status}",
            "redirects",
            MOVED if status in (301, 308) else OK,
            _to("/new", status),
            final="{self}/new",
            permanent=status in (301, 308),
        )
        for status in (301, 302, 303, 307, 308)
    ),
    Case("redirect-absolute", "redirects", OK, _to("{self}/new"), final="{self}/new"),
    Case(
        "redirect-to-other-host",
        "redirects",
        MOVED,
        _to("{other}/new", 301),
        other={"*": FINE},
        final="{other}/new",
        permanent=True,
    ),
    Case("redirect-without-scheme", "redirects", OK, _to("//{other_host}/new"), other={"*": FINE}, final="{other}/new"),
    Case(
        "redirect-to-sibling",
        "redirects",
        OK,
        {"/a/b/page": Reply(302, ("Location: ../new",)), "/a/new": FINE},
        "{self}/a/b/page",
        final="{self}/a/new",
    ),
    Case(
        "redirect-to-query",
        "redirects",
        OK,
        {"/page?x=1": FINE, "/page": Reply(302, ("Location: ?x=1",))},
        final="{self}/page?x=1",
    ),
    Case("redirect-with-space", "redirects", OK, {**_to("/new page"), "/new%20page": FINE}, final="{self}/new%20page"),
    Case("redirect-with-utf-8", "redirects", OK, {**_to("/café"), "/caf%C3%A9": FINE}, final="{self}/caf%C3%A9"),
    Case("redirect-escaped", "redirects", OK, {**_to("/a%2Fb"), "/a%2Fb": FINE}, final="{self}/a%2Fb"),
    Case("redirect-with-fragment", "redirects", OK, _to("/new#part"), final="{self}/new#part"),
    Case("redirect-only-of-head", "redirects", OK, {"HEAD /page": Reply(301, ("Location: /gone",)), "GET /page": FINE}),
    Case(
        "redirect-mixed", "redirects", MOVED, {**_to("/1", 301), "/1": Reply(302, ("Location: /new",))}, permanent=False
    ),
    Case(
        "redirect-twice-for-good",
        "redirects",
        MOVED,
        {**_to("/1", 301), "/1": Reply(308, ("Location: /new",))},
        permanent=True,
        final="{self}/new",
    ),
    Case("redirect-chain-8", "redirects", OK, _chain(8), final="{self}/8"),
    Case("redirect-chain-9", "redirects", UNVERIFIABLE, _chain(9), at_most=40),
    Case("redirect-chain-endless", "redirects", UNVERIFIABLE, {"/page": _endless_chain}, at_most=40),
    Case("redirect-to-itself", "redirects", UNVERIFIABLE, _to("/page"), at_most=8),
    Case("redirect-loop", "redirects", UNVERIFIABLE, {**_to("/1"), "/1": Reply(301, ("Location: /page",))}, at_most=12),
    Case(
        "redirect-loop-of-hosts",
        "redirects",
        UNVERIFIABLE,
        _to("{other}/new"),
        other={"*": Reply(302, ("Location: {self}/page",))},
        at_most=8,
    ),
    Case("redirect-to-404", "redirects", DEAD, _to("/gone", 301)),
    Case("redirect-to-410", "redirects", DEAD, {**_to("/1"), "/1": Reply(410)}),
    Case("redirect-to-403", "redirects", UNVERIFIABLE, {**_to("/1"), "/1": Reply(403)}),
    Case("redirect-to-500", "redirects", UNSTABLE, {**_to("/1"), "/1": Reply(500)}),
    Case("redirect-to-429", "redirects", UNVERIFIABLE, _to("{other}/new"), other={"*": Reply(429)}),
    Case("redirect-to-silence", "redirects", UNSTABLE, {**_to("/1"), "/1": (HANG,)}),
    Case("redirect-to-no-such-host", "redirects", DNS, _to("http://no-such-host.test/new")),
    Case("redirect-without-location", "redirects", UNVERIFIABLE, {"/page": Reply(301)}),
    Case(
        "redirect-with-endless-body",
        "redirects",
        MOVED,
        {"/page": (b"HTTP/1.1 301 Moved\r\nLocation: /new\r\n\r\n", Endless(b"x" * 8192)), "/new": FINE},
        final="{self}/new",
    ),
    Case("redirect-to-nonsense", "redirects", UNVERIFIABLE, _to("http://[::1/new")),
    Case("redirect-to-impossible-port", "redirects", UNVERIFIABLE, _to("http://example.org:99999/")),
    Case(
        "redirect-meta",
        "redirects",
        OK,
        {"/page": Reply(200, body=b'<meta http-equiv="refresh" content="0; url=/new">')},
        requests=1,
    ),
    Case("redirect-refresh", "redirects", OK, {"/page": Reply(200, ("Refresh: 0; url=/new",))}, requests=1),
    Case(
        "redirect-keeps-header-at-home",
        "redirects",
        OK,
        {**_to("/1"), "/1": _needs_header("x-token")},
        headers=(("X-Token", "of this host"),),
        final="{self}/1",
    ),
    Case(
        "redirect-keeps-header-from-others",
        "redirects",
        OK,
        _to("{other}/new"),
        other={"*": FINE},
        headers=(("X-Token", "of this host"), ("Authorization", "Bearer of this host")),
        kept_back=("x-token", "authorization", "cookie", "referer"),
        final="{other}/new",
    ),
]

_LITERALS = {
    "plain": "http://{address}:{port}/page",
    "decimal": "http://{decimal}:{port}/page",
    "hexadecimal": "http://{hexadecimal}:{port}/page",
    "octal": "http://{octal}:{port}/page",
    "short": "http://127.{short}:{port}/page",
    "mapped": "http://[::ffff:{address}]:{port}/page",
    "mapped-hex": "http://[::ffff:{hex_pair}]:{port}/page",
    "compatible": "http://[::{address}]:{port}/page",
    "translated": "http://[64:ff9b::{hex_pair}]:{port}/page",
    "6to4": "http://[2002:{hex_pair}::1]:{port}/page",
    "ideographic-dots": "http://{ideographic}:{port}/page",
    "full-width": "http://{full_width}:{port}/page",
    "percent": "http://%31%32%37{rest}:{port}/page",
    "trailing-dot": "http://{address}.:{port}/page",
    "loopback-6": "http://[::1]:{port}/page",
    "unspecified": "http://0.0.0.0:{port}/page",
    "unspecified-6": "http://[::]:{port}/page",
    "localhost": "http://localhost:{port}/page",
    "below-localhost": "http://a.localhost:{port}/page",
}
GUARD = [
    *(Case(f"literal-{name}", "guard", BLOCKED, {"*": FINE}, url, requests=0) for name, url in _LITERALS.items()),
    *(
        Case(f"redirect-to-{name}", "guard", BLOCKED, {**_to(url.replace("/page", "/secret")), "*": FINE}, at_most=4)
        for name, url in _LITERALS.items()
    ),
    *(
        Case(f"private-{name}", "guard", BLOCKED, {}, f"http://{host}/page", requests=0)
        for name, host in {
            "metadata": "169.254.169.254",
            "metadata-name": "metadata.google.internal",
            "metadata-decimal": "2852039166",
            "metadata-mapped": "[::ffff:a9fe:a9fe]",
            "metadata-of-amazon-6": "[fd00:ec2::254]",
            "ten": "10.0.0.1",
            "one-nine-two": "192.168.1.1",
            "one-seven-two": "172.16.0.1",
            "carrier": "100.64.0.1",
            "unique-local": "[fc00::1]",
            "link-local": "[fe80::1]",
            "documentation": "192.0.2.1",
            "multicast": "224.0.0.1",
            "broadcast": "255.255.255.255",
            "intranet": "intranet",
            "printer": "printer.local",
            "router": "router.home.arpa",
            "onion": "expyuzz4wqqyqhjn.onion",
        }.items()
    ),
    *(
        Case(f"redirect-to-{scheme}", "guard", BLOCKED, _to(url), at_most=4)
        for scheme, url in {
            "file": "file:///etc/passwd",
            "data": "data:text/html,hello",
            "javascript": "javascript:alert(1)",
            "ftp": "ftp://ftp.example.org/file",
            "gopher": "gopher://{address}:{port}/_GET",
        }.items()
    ),
    Case("user-in-url", "guard", BLOCKED, {"*": FINE}, "http://user:password@{self_host}/page", requests=0),
    Case("redirect-to-user-in-url", "guard", BLOCKED, _to("http://user:password@{other_host}/new"), other={"*": FINE}),
    Case("redirect-to-metadata", "guard", BLOCKED, _to("http://169.254.169.254/latest/meta-data/"), at_most=4),
    Case("redirect-to-private-name", "guard", BLOCKED, _to("http://private.example.com:{port}/page"), at_most=4),
    Case("port-of-ssh", "guard", BLOCKED, {}, "http://public.example.com:22/page"),
    Case("port-of-mail", "guard", BLOCKED, {}, "http://public.example.com:25/page"),
    Case("port-of-redis", "guard", BLOCKED, {}, "http://public.example.com:6379/page"),
]
_PRIVATE_ANSWERS = {
    "loopback": ("127.0.0.1",),
    "loopback-6": ("::1",),
    "mapped": ("::ffff:127.0.0.1",),
    "translated": ("64:ff9b::7f00:1",),
    "6to4": ("2002:7f00:1::",),
    "private": ("10.1.2.3",),
    "metadata": ("169.254.169.254",),
    "unspecified": ("0.0.0.0",),
    "mixed": (PUBLIC, "127.0.0.1"),
    "mixed-families": (PUBLIC, "::1"),
}
GUARD += [
    Case(f"name-of-{name}", "names", BLOCKED, {}, "http://{name}.example.com/page", dns=(answer,), requests=0)
    for name, answer in _PRIVATE_ANSWERS.items()
]
GUARD += [
    Case("allowed-name-of-metadata", "names", BLOCKED, {}, dns=(("169.254.169.254",),), requests=0),
    Case(
        "rebinding",
        "names",
        UNSTABLE,
        {"*": FINE},
        "http://{name}.example.com/page",
        dns=((PUBLIC,), ("{address}",)),
        requests=0,
        lookups=1,
    ),
]

NAMES = [
    Case("no-such-name", "names", DNS, dns=(NXDOMAIN,)),
    Case("no-address", "names", DNS, dns=((),)),
    Case("name-server-fails", "names", UNSTABLE, dns=(SERVFAIL,)),
    Case("name-server-is-silent", "names", UNSTABLE, dns=(SLOW,)),
    Case("name-server-fails-once", "names", OK, {"/page": FINE}, dns=(SERVFAIL, ("{address}",))),
    Case("no-such-name-once", "names", OK, {"/page": FINE}, dns=(NXDOMAIN, ("{address}",))),
    Case("first-address-refuses", "names", OK, {"/page": FINE}, dns=(("127.0.255.254", "{address}"),)),
    Case("same-address-often", "names", OK, {"/page": FINE}, dns=(("{address}",) * 50,), requests=1),
]

_BOMB = bomb(64 * 1024 * 1024)
_HEAD_405: dict[str, Page] = {"HEAD /page": Reply(405)}


def _after_head(*script: object) -> dict[str, Page]:
    """GET does what is given; HEAD is not allowed, so that GET is asked."""
    return {**_HEAD_405, "GET /page": tuple(script)}  # type: ignore[dict-item]


def _closes_on_reuse(request: Request) -> Reply | Script:
    return (CLOSE,) if request.connection == 0 else FINE


_STATUS_LINE = b"HTTP/1.1 200 OK\r\n"
SOCKETS = [
    Case("refused", "sockets", UNSTABLE, {}, "http://{self_name}:{closed}/page"),
    Case("accept-and-close", "sockets", UNSTABLE, greeting=(CLOSE,)),
    Case("accept-and-reset", "sockets", UNSTABLE, greeting=(RESET,)),
    Case("accept-and-silence", "sockets", UNSTABLE, greeting=(HANG,)),
    Case("close-before-answer", "sockets", UNSTABLE, {"/page": (CLOSE,)}),
    Case("reset-before-answer", "sockets", UNSTABLE, {"/page": (RESET,)}),
    Case("never-answers", "sockets", UNSTABLE, {"/page": (HANG,)}),
    Case("reset-after-status-line", "sockets", UNSTABLE, {"/page": (_STATUS_LINE, RESET)}),
    Case("close-after-status-line", "sockets", UNSTABLE, {"/page": (_STATUS_LINE, CLOSE)}),
    Case("close-in-header", "sockets", UNSTABLE, {"/page": (_STATUS_LINE + b"Content-Le", CLOSE)}),
    Case("silence-in-header", "sockets", UNSTABLE, {"/page": (_STATUS_LINE + b"Content-Le", HANG)}),
    Case("header-drips", "sockets", UNSTABLE, {"/page": (Drip(_STATUS_LINE + b"X-Drip: " + b"x" * 10_000),)}),
    Case("header-is-slow", "sockets", OK, {"/page": (Drip(_STATUS_LINE + b"\r\n", 0.005), CLOSE)}),
    Case("body-drips", "sockets", OK, _after_head(_STATUS_LINE + b"\r\n", Drip(b"x" * 10_000))),
    Case("body-cut", "sockets", OK, _after_head(_STATUS_LINE + b"Content-Length: 5000\r\n\r\nhalf", CLOSE)),
    Case("body-reset", "sockets", OK, _after_head(_STATUS_LINE + b"Content-Length: 5000\r\n\r\nhalf", RESET)),
    Case("body-longer-than-told", "sockets", OK, _after_head(_STATUS_LINE + b"Content-Length: 2\r\n\r\nmore than two")),
    Case("body-endless", "sockets", OK, _after_head(_STATUS_LINE + b"\r\n", Endless(b"x" * 65536))),
    Case(
        "chunks-endless",
        "sockets",
        OK,
        _after_head(_STATUS_LINE + b"Transfer-Encoding: chunked\r\n\r\n", Endless(b"4\r\nwxyz\r\n")),
    ),
    Case(
        "chunks-garbage",
        "sockets",
        OK,
        _after_head(_STATUS_LINE + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n"),
    ),
    Case(
        "404-with-endless-body",
        "sockets",
        DEAD,
        {"HEAD /page": GONE, "GET /page": (b"HTTP/1.1 404 Not Found\r\n\r\n", Endless(b"x" * 65536))},
    ),
    Case("closes-on-reuse", "sockets", OK, {**_HEAD_405, "GET /page": _closes_on_reuse}),
    Case("gzip-bomb", "sockets", OK, _after_head(Reply(200, ("Content-Encoding: gzip",), _BOMB))),
    Case(
        "deflate-bomb", "sockets", OK, _after_head(Reply(200, ("Content-Encoding: deflate",), bomb(2**26, "deflate")))
    ),
    Case("gzip-bomb-404", "sockets", DEAD, {"/page": Reply(404, ("Content-Encoding: gzip",), _BOMB)}),
    Case(
        "gzip-broken",
        "sockets",
        OK,
        _after_head(Reply(200, ("Content-Encoding: gzip",), bomb(5000)[:-8] + b"12345678")),
    ),
    Case("gzip-untrue", "sockets", OK, _after_head(Reply(200, ("Content-Encoding: gzip",), b"plain text"))),
    Case("brotli-garbage", "sockets", OK, _after_head(Reply(200, ("Content-Encoding: br",), b"\xff" * 5000))),
    Case("unknown-coding", "sockets", OK, _after_head(Reply(200, ("Content-Encoding: zzz",), b"\xff" * 5000))),
]

PROTOCOL = [
    Case("header-300-kb", "protocol", UNVERIFIABLE, {"/page": Reply(200, ("X-Long: " + "x" * 300_000,))}),
    Case("headers-5000", "protocol", UNVERIFIABLE, {"/page": Reply(200, tuple(f"X-{n}: {n}" for n in range(5000)))}),
    Case("header-endless", "protocol", UNVERIFIABLE, {"/page": (_STATUS_LINE + b"X-Long: ", Endless(b"x" * 4096))}),
    Case("headers-endless", "protocol", UNVERIFIABLE, {"/page": (_STATUS_LINE, Endless(b"X-More: more\r\n" * 100))}),
    Case("status-line-endless", "protocol", UNVERIFIABLE, {"/page": (b"HTTP/1.1 200 ", Endless(b"O" * 4096))}),
    Case("header-without-colon", "protocol", OK, {"/page": (_STATUS_LINE + b"nonsense\r\n\r\n",)}),
    Case("header-with-nul", "protocol", UNSTABLE, {"/page": (_STATUS_LINE + b"X-Nul: \x00\r\n\r\n",)}),
    Case(
        "two-lengths",
        "protocol",
        UNSTABLE,
        {"/page": (_STATUS_LINE + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",)},
    ),
    Case("negative-length", "protocol", OK, {"/page": (_STATUS_LINE + b"Content-Length: -1\r\n\r\n",)}),
    Case("http-0.9", "protocol", UNSTABLE, {"/page": (b"<html>hello</html>", CLOSE)}),
    Case(
        "http-2-preface",
        "protocol",
        UNSTABLE,
        {"/page": (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 18, CLOSE)},
    ),
    Case("ssh-banner", "protocol", UNSTABLE, greeting=(b"SSH-2.0-OpenSSH_9.6\r\n", HANG)),
    Case("smtp-banner", "protocol", UNSTABLE, greeting=(b"220 mail.example.org ESMTP\r\n", HANG)),
    Case("icy", "protocol", UNSTABLE, {"/page": (b"ICY 200 OK\r\n\r\n", CLOSE)}),
    Case("status-of-four-digits", "protocol", UNSTABLE, {"/page": (b"HTTP/1.1 2000 OK\r\n\r\n", CLOSE)}),
    Case("status-of-letters", "protocol", UNSTABLE, {"/page": (b"HTTP/1.1 abc OK\r\n\r\n", CLOSE)}),
    Case("tls-alert-on-plain-port", "protocol", UNSTABLE, {"/page": (b"\x15\x03\x01\x00\x02\x02\x16", CLOSE)}),
]

_ALERT = b"\x15\x03\x01\x00\x02\x02"
"""A fatal alert of TLS, but for its reason: 70 is a version that the server does not speak, 40 no common cipher."""
CERTIFICATES = [
    Case("tls-good", "tls", OK, {"/page": FINE}, tls=Tls(), requests=1),
    Case("tls-good-404", "tls", DEAD, {}, tls=Tls()),
    Case("tls-expired", "tls", TLS, {"/page": FINE}, tls=Tls("expired"), requests=0),
    Case("tls-not-valid-yet", "tls", TLS, {"/page": FINE}, tls=Tls("early"), requests=0),
    Case("tls-wrong-host", "tls", TLS, {"/page": FINE}, tls=Tls("other"), requests=0),
    Case("tls-unknown-issuer", "tls", TLS, {"/page": FINE}, tls=Tls("unknown"), requests=0),
    Case("tls-1.0", "tls", TLS, greeting=(_ALERT + b"\x46", HANG), tls=Tls("good", "none")),
    Case("tls-alert", "tls", TLS, greeting=(_ALERT + b"\x28", HANG), tls=Tls("good", "none")),
    Case("tls-plain", "tls", TLS, greeting=(b"HTTP/1.1 400 Bad Request\r\n\r\n", CLOSE), tls=Tls("good", "none")),
    Case("tls-stalled", "tls", UNSTABLE, greeting=(HANG,), tls=Tls("good", "none")),
    Case("tls-reset", "tls", UNSTABLE, greeting=(RESET,), tls=Tls("good", "none")),
    Case("tls-to-plain", "tls", OK, _to("{other}/new"), tls=Tls(), other={"*": FINE}, final="{other}/new"),
    Case("tls-private-redirect", "tls", BLOCKED, _to("http://127.0.0.1:{port}/"), tls=Tls(), at_most=4),
]

URLS = [
    Case(
        "path-of-letters",
        "urls",
        OK,
        {"*": FINE},
        "{self}/café/東京?q=ü",
        target="/caf%C3%A9/%E6%9D%B1%E4%BA%AC?q=%C3%BC",
    ),
    Case("path-escaped-slash", "urls", OK, {"*": FINE}, "{self}/a%2Fb%2fc", target="/a%2Fb%2fc"),
    Case("path-wrong-escape", "urls", OK, {"*": FINE}, "{self}/100%", target="/100%"),
    Case("path-wrong-escape-zz", "urls", OK, {"*": FINE}, "{self}/%zz", target="/%zz"),
    Case("path-dots", "urls", OK, {"*": FINE}, "{self}/a/./b/../c", target="/a/c"),
    Case("path-double-slash", "urls", OK, {"*": FINE}, "{self}//a//b", target="//a//b"),
    Case("path-reserved", "urls", OK, {"*": FINE}, "{self}/a;b=c,d/(e)!*'@:$&+", target="/a;b=c,d/(e)!*'@:$&+"),
    Case("path-plus", "urls", OK, {"*": FINE}, "{self}/a+b?c+d", target="/a+b?c+d"),
    Case(
        "query-escapes",
        "urls",
        OK,
        {"*": FINE},
        "{self}/?u=http%3A%2F%2Fx%2F&v=%26",
        target="/?u=http%3A%2F%2Fx%2F&v=%26",
    ),
    Case("query-brackets", "urls", OK, {"*": FINE}, "{self}/?a[]=1&b={{x}}", target="/?a[]=1&b={x}"),
    Case("query-empty", "urls", OK, {"*": FINE}, "{self}/page?", target="/page?"),
    Case("no-path", "urls", OK, {"/": FINE}, "{self}", target="/"),
    Case("fragment", "urls", OK, {"/page": FINE}, "{self}/page#:~:text=hello", target="/page"),
    Case("host-in-capitals", "urls", OK, {"/page": FINE}, "HTTP://HOST-IN-CAPITALS.TEST:{port}/page", target="/page"),
    Case("scheme-mail", "urls", SKIPPED, {}, "mailto:someone@example.org"),
    Case("scheme-phone", "urls", SKIPPED, {}, "tel:+4930123456"),
    Case("scheme-data", "urls", SKIPPED, {}, "data:text/plain,hello"),
    Case("scheme-javascript", "urls", SKIPPED, {}, "javascript:void(0)"),
]

CASES = (
    *_all_statuses(),
    *METHODS,
    *SERVERS,
    *WALLS,
    *RATES,
    *REDIRECTS,
    *GUARD,
    *NAMES,
    *SOCKETS,
    *PROTOCOL,
    *CERTIFICATES,
    *URLS,
)
