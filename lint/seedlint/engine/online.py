"""What the network says of the URLs of a whole run: each is asked for once, and every place that names it is judged."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from seedlint.config.model import ActiveRule, HostLinks, Links
from seedlint.document.document import Document
from seedlint.engine.check import RuledFinding, guarded
from seedlint.engine.read import UnreadableError
from seedlint.errors import SeedlintError
from seedlint.rules.base import Finding, UrlRule
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.document.links import Link
    from seedlint.engine.discover import Found
    from seedlint.engine.run import Session
    from seedlint.net.run import Outcome, Progress
    from seedlint.net.settings import HostSettings, NetSettings
    from seedlint.verdict import Verdict

VARIABLE = "SEEDLINT_"
"""What the names of environment variables begin with whose values may be sent to servers."""
_MOST_NAMED = 5
"""URLs in a note; the others are counted."""


class Online(NamedTuple):
    """What the command line asks of the network. None stands for the default, no ``history`` for none.

    ``allow`` and ``ports`` open what is closed by default (:class:`seedlint.net.settings.NetSettings`). ``timeout`` is
    in seconds for one try of one URL, ``run_time`` for all of them. ``archive`` asks for copies of dead pages.
    """

    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    timeout: float | None = None
    run_time: float | None = None
    concurrency: int | None = None
    host_concurrency: int | None = None
    max_urls: int | None = None
    certificates: str | None = None
    history: str | None = None
    archive: bool = False
    on_progress: "Callable[[Progress], None] | None" = None


class Judged:
    """Asks for all URLs of a session when the first document is to be judged, and judges one after the other."""

    def __init__(self, online: Online, session: "Session") -> None:
        self._online = online
        self._session = session
        self._verdicts: Mapping[str, Verdict] | None = None
        self._mentioned: dict[str, list[str]] = {}
        self._telling: set[str] = set()
        self._error = ""
        self.notes: list[str] = []
        """What people should know of it, one line each."""
        self.is_interrupted = False

    def judge(self, found: "Found", document: Document, rules: Iterable[ActiveRule]) -> list[RuledFinding]:
        """What the rules about the ends of URLs find in one document of the session."""
        if self._verdicts is None:
            self._verdicts = self._ask(list(self._mentions()))
            told = (url for url, verdict in self._verdicts.items() if not _is_plain(verdict))
            self._telling = {path for url in told for path in self._mentioned.get(url, ())}
        if found.path not in self._telling:
            return []
        wants = self._session.touches(found, document)
        return judge(document, rules, self._verdicts, wants)

    def raise_error(self) -> None:
        """Raise what keeps the verdicts from being worth anything, after the rest of the run was told."""
        if self._error:
            raise SeedlintError(self._error)

    def ask(self, urls: Sequence[str]) -> "Mapping[str, Verdict]":
        """The verdicts on ``urls`` by their canonical form."""
        return {verdict.url: verdict for verdict in self._ask(urls).values()}

    def _ask(self, urls: Sequence[str]) -> "Mapping[str, Verdict]":
        from seedlint.net import check
        from seedlint.net.history import open_history

        skipped = tuple(prefix for links in self._configured() for prefix in links.skip)
        urls = [url for url in urls if not url.lower().startswith(skipped)]
        if not urls:
            self.notes.append("links: no URL to ask for")
            return {}
        settings = self._settings()
        history = None if self._online.history is None else open_history(self._online.history)
        try:
            outcome = check(urls, settings, history=history, on_progress=self._online.on_progress)
        finally:
            if history is not None:
                self.notes += history.warnings
                history.close()
        return self._take(outcome)

    def _take(self, outcome: "Outcome") -> "Mapping[str, Verdict]":
        """What is worth something of the outcome."""
        self.is_interrupted = outcome.interrupted
        self.notes += outcome.notes
        if outcome.network_down:
            self._error = outcome.network_down
            return {}
        self.notes.append(counted(outcome.verdicts.values()))
        if outcome.interrupted:
            self.notes.append(f"links: interrupted while asking for {_some(outcome.in_flight)}")
        return outcome.verdicts

    def _mentions(self) -> dict[str, list[str]]:
        """The URLs of all documents in the order in which they occur, each with the paths of the documents."""
        for found in self._session.found:
            for url in {link.target: None for link in self._links(found)}:
                self._mentioned.setdefault(url, []).append(found.path)
        return self._mentioned

    def _links(self, found: "Found") -> "Iterator[Link]":
        """The links of one document that some rule wants to know about, and that touch what changed."""
        limits = found.config.resolve(found.path, dict)
        try:
            document = self._session.document(found, limits.max_file_size)
            rules = self._session.prepare(found, document).rules
            wants = self._session.touches(found, document)
            for rule, _ in rules:
                if isinstance(rule, UrlRule):
                    yield from filter(wants, rule.targets(document))
        except (UnreadableError, RecursionError, ValueError):
            return  # the check of the document tells

    def _settings(self) -> "NetSettings":
        from seedlint.net.settings import ARCHIVE, DEFAULT_PORTS, Limits, NetSettings

        online = self._online
        given: dict[str, Any] = {
            "total": online.timeout,
            "run": online.run_time,
            "concurrency": online.concurrency,
            "host_concurrency": online.host_concurrency,
            "urls": online.max_urls,
        }
        limits = Limits()._replace(**{name: value for name, value in given.items() if value is not None})
        limits = limits._replace(
            resolve=min(limits.resolve, limits.total),
            connect=min(limits.connect, limits.total),
            host_start=min(limits.host_start, limits.host_concurrency),
        )
        return NetSettings(
            limits,
            tuple(self._hosts()),
            DEFAULT_PORTS.union(online.ports),
            online.allow,
            certificates=online.certificates,
            archive=ARCHIVE if online.archive else None,
        )

    def _hosts(self) -> "Iterator[HostSettings]":
        """How to talk to single hosts, as the configurations of the documents say."""
        from seedlint.net.settings import HostSettings

        hosts: dict[str, HostLinks] = {}
        for links in self._configured():
            hosts = {**links.hosts, **hosts}
        for origin, host in hosts.items():
            secrets = tuple(self._secrets(origin, host))
            yield HostSettings(origin, host.headers, (), host.accept, secrets=secrets)

    def _configured(self) -> list[Links]:
        """What the configurations of the session's documents say about links."""
        configs = {id(found.config): found.config for found in self._session.found}.values()
        return [config.file.links for config in configs if config.file.links is not None]

    def _secrets(self, origin: str, links: HostLinks) -> Iterator[tuple[str, str]]:
        """The headers whose values the environment has for this very origin.

        The configuration may come from a pull request, so it does not decide who gets a secret: the variable itself
        begins with the origin.
        """
        for name, variable in links.secret_headers:
            bound, _, value = os.environ.get(variable, "").partition(" ")
            if not bound:
                self.notes.append(f"links: {variable} is not set: {origin} is asked without {name}")
            elif bound.rstrip("/") != origin or not value:
                self.notes.append(
                    f'links: {variable} does not begin with "{origin} ": {origin} is asked without {name}'
                )
            else:
                yield name, value


def judge(
    document: Document,
    rules: Iterable[ActiveRule],
    verdicts: "Mapping[str, Verdict]",
    wants: "Callable[[Link], bool]" = lambda _: True,
) -> list[RuledFinding]:
    """What the rules among ``rules`` that are about the ends of URLs find in ``document``, of the links wanted."""
    found: list[RuledFinding] = []
    for rule, severity in rules:
        if isinstance(rule, UrlRule):
            found += guarded(rule, severity, _judge, rule, document, verdicts, wants)
    return found


def _judge(
    rule: UrlRule, document: Document, verdicts: "Mapping[str, Verdict]", wants: "Callable[[Link], bool]"
) -> Iterator[Finding]:
    for link in rule.targets(document):
        verdict = verdicts.get(link.target)
        if verdict is not None and wants(link):
            yield from rule.judge(document, link, verdict)


def _is_plain(verdict: "Verdict") -> bool:
    """Whether there is nothing to say: the page is there, or nobody asked."""
    from seedlint.verdict import VerdictClass

    if verdict.cls is VerdictClass.OK:
        return verdict.code in ("ok", "accepted")
    return verdict.cls is VerdictClass.SKIPPED


def counted(verdicts: "Iterable[Verdict]") -> str:
    """How many URLs are of which class, in one line."""
    from collections import Counter

    from seedlint.verdict import VerdictClass

    by_url = {verdict.url or verdict.reason: verdict for verdict in verdicts}
    counts = Counter(verdict.cls for verdict in by_url.values())
    parts = [f"{counts[cls]} {cls.value}" for cls in VerdictClass if counts[cls]]
    cached = sum(verdict.cached for verdict in by_url.values())
    known = f" ({cached} known from the history)" if cached else ""
    return f"links: {len(by_url)} URL{'' if len(by_url) == 1 else 's'}: {', '.join(parts)}{known}"


def _some(urls: Sequence[str]) -> str:
    named = ", ".join(urls[:_MOST_NAMED]) or "nothing"
    others = len(urls) - _MOST_NAMED
    return f"{named} and {others} more" if others > 0 else named
