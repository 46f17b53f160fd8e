"""What a run on the network may do. Defaults are safe and polite.

What decides whom seedlint talks to (``allow``, ``ports``, the limits) must come from the command line or the
environment alone: a configuration file can be changed by the pull request that it is meant to check.
"""

from seedlint.text.record import NamedTuple

DEFAULT_PORTS = frozenset((80, 443, 8080, 8443))


class Limits(NamedTuple):
    """Times in seconds, sizes in bytes."""

    total: float = 20.0
    """One try of one URL: name, connection, TLS, all redirects and bodies."""
    resolve: float = 5.0
    connect: float = 5.0
    """Connection and TLS handshake."""
    head: float = 8.0
    """What HEAD may take of that; GET has the rest."""
    redirects: int = 8
    body: int = 64 * 1024
    """The most that is read of a body, as it is sent and as it is decompressed."""
    body_seconds: float = 3.0
    """For how long a body is read; few are."""
    header: int = 16 * 1024
    """The longest header field, and status line."""
    headers: int = 128
    retry_after: float = 60.0
    """The longest pause that a server can ask for."""
    retry_delay: float = 5.0
    """The least time between a failure and its second try."""
    concurrency: int = 256
    """How many requests are in flight at all."""
    host_start: int = 4
    host_concurrency: int = 16
    """How many requests are in flight to one host (registrable domain and port): at first, and at most."""
    urls: int = 50_000
    urls_per_host: int = 10_000
    run: float = 3600.0
    """The whole run."""
    host: float = 1800.0
    """All that one host is worth, from its first request."""


class HostSettings(NamedTuple):
    """How to talk to one origin (``https://api.example.org``, with the port where it is not the scheme's own).

    ``headers`` are sent to this origin alone, never after a redirect away from it. ``secret_headers`` are too; they
    name the environment variable that holds the value: ``(("Authorization", "DOCS_TOKEN"),)``; ``secrets`` are further
    headers whose values nobody may learn. ``accept`` are further status codes that count as ok. ``skip`` is the reason
    for which nothing is asked of it, empty: it is asked.
    """

    origin: str
    headers: tuple[tuple[str, str], ...] = ()
    secret_headers: tuple[tuple[str, str], ...] = ()
    accept: frozenset[int] = frozenset()
    skip: str = ""
    secrets: tuple[tuple[str, str], ...] = ()


class NetSettings(NamedTuple):
    """All of it.

    ``allow`` opens what the address policy closes, an entry each: an address (``127.0.0.1``, ``[::1]``), a network
    (``10.1.0.0/16``), a host (``wiki.corp``) or all hosts below a domain (``*.corp``), each with ``:PORT`` to open only
    that port. A host opened by name may have private and loopback addresses, never link-local ones (where clouds keep
    their metadata): those must be named as addresses. ``certificates`` is a PEM file of authorities to trust besides
    the system's. ``archive`` asks for copies of dead URLs there, None for nowhere: the address of a service that
    answers as the Wayback Machine's availability API does.
    """

    limits: Limits = Limits()
    hosts: tuple[HostSettings, ...] = ()
    ports: frozenset[int] = DEFAULT_PORTS
    allow: tuple[str, ...] = ()
    user_agent: str = ""
    certificates: str | None = None
    archive: str | None = None


ARCHIVE = "https://archive.org/wayback/available"
"""The availability API of the Wayback Machine (https://archive.org/help/wayback_api.php)."""
