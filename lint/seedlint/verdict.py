"""What is known of a URL after asking for it: the record that rules and reporters read."""

from enum import Enum

from seedlint.text.record import NamedTuple


class VerdictClass(Enum):
    """What an answer, or its absence, proves. Only ``DEAD`` and ``DNS`` say that the link is broken for everybody."""

    OK = "ok"
    MOVED = "moved"
    """It is there, at another URL, and the first redirect at least is for good (301, 308)."""
    DEAD = "dead"
    """The server said twice that there is no such thing (404, 410)."""
    DNS = "dns"
    """The host has no address: its name does not exist."""
    TLS = "tls"
    """No connection that can be trusted: the certificate or the handshake is at fault."""
    UNSTABLE = "unstable"
    """An error that may pass: 5xx, a timeout, a refused or broken connection, a name server that fails."""
    UNVERIFIABLE = "unverifiable"
    """A server is there and will not say: 401, 403, 429, 999, bot walls, redirects in a circle, headers too big."""
    BLOCKED = "blocked"
    """seedlint refused to ask: the address, port, scheme or host is not one of the public web."""
    SKIPPED = "skipped"
    """Nobody asked: settings say so, a limit was reached, or the run ended before."""

    @property
    def is_bad(self) -> bool:
        """Whether the link is broken, or was in this run. These count as bad runs in the history."""
        return self in _BAD


_BAD = frozenset((VerdictClass.DEAD, VerdictClass.DNS, VerdictClass.TLS, VerdictClass.UNSTABLE))


class Hop(NamedTuple):
    """One exchange with a server.

    ``url`` was asked for with ``method``. ``status`` is what came back, None where nothing did; then ``problem`` says
    what happened instead. ``location`` is where a redirect pointed to, as an absolute URL.
    """

    url: str
    method: str
    status: int | None = None
    location: str | None = None
    problem: str = ""


class Verdict(NamedTuple):
    """What is known of one URL.

    ``url`` is canonical (no fragment), ``final_url`` where the redirects end (the same where there are none).
    ``code`` names the rule that decided in kebab case (``not-found``, ``name-not-found``, ``certificate-expired``,
    ``bot-wall``, ``private-address``, ...); ``reason`` says it to a person in one line of lower case without a full
    stop. ``status`` is the last HTTP status, None where no server answered. ``hops`` are the exchanges of the try that
    decided, in order. ``moved_to`` is where the permanent redirects at their beginning end, empty where the first is
    none; ``permanent`` tells whether there were redirects and all are permanent, so that both URLs are the same. They
    keep a fragment that a redirect gave. ``tries`` counts how often the URL was tried in this run. ``checked_at`` and
    ``first_seen_bad`` are seconds since the epoch; ``bad_runs`` counts the runs in a row in
    which the URL was bad, this one included. ``cached`` verdicts come from the history, not from this run. ``archived``
    is a copy in a web archive, where the run looked for one.
    """

    url: str
    cls: VerdictClass
    code: str
    reason: str
    status: int | None = None
    final_url: str = ""
    moved_to: str = ""
    permanent: bool = False
    hops: tuple[Hop, ...] = ()
    tries: int = 0
    checked_at: float = 0.0
    first_seen_bad: float | None = None
    bad_runs: int = 0
    cached: bool = False
    archived: str | None = None
