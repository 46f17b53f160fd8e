"""Whether it is the network that is down, and not all the servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedlint.net.request import Trial

_HARD = frozenset(("resolver-failure", "unreachable", "timeout", "connect-timeout"))
"""What hosts look like from a network that is down."""
_SOFT = frozenset(("connection-refused", "connection-failed", "connection-closed"))
"""What they can look like from behind a filter."""
_LEAST_HOSTS = 5
_SURE_HOSTS = 20
"""So many hosts in a row that cannot be reached, and none that can: there is no sense in going on."""
_SHARE = 0.6


class Reachability:
    """Remembers how each host was reached."""

    def __init__(self) -> None:
        self._reached: set[str] = set()
        self._failed: dict[str, str] = {}

    def add(self, host: str, trial: Trial) -> None:
        """Learn from one try."""
        problem = trial.problem
        if problem is None or any(hop.status is not None for hop in trial.hops):
            self._reached.add(host)
            self._failed.pop(host, None)
        elif host not in self._reached and not problem.blocked:
            if problem.code in _HARD or problem.code in _SOFT or problem.code == "name-not-found":
                self._failed[host] = problem.code
            else:
                self._reached.add(host)

    @property
    def is_hopeless(self) -> bool:
        """Whether so much failed, and nothing worked, that the run may end here."""
        return not self._reached and len(self._failed) >= _SURE_HOSTS

    def complaint(self) -> str:
        """Why nothing can be said about the links; empty where it can."""
        failed = list(self._failed.values())
        hosts = len(failed) + len(self._reached)
        hard = sum(code in _HARD for code in failed)
        if not failed:
            return ""
        if not self._reached and (self.is_hopeless or hosts - failed.count("name-not-found") >= _LEAST_HOSTS):
            return f"none of {hosts} hosts can be reached: {_why(failed)}"
        if hosts >= _LEAST_HOSTS and hard > _SHARE * hosts:
            return f"{hard} of {hosts} hosts cannot be reached: {_why(failed)}"
        if not self._reached and all(code == "unreachable" for code in failed):
            return "there is no route to any host"
        return ""


def _why(codes: list[str]) -> str:
    most = max(sorted(set(codes)), key=codes.count)
    return {
        "resolver-failure": "the name servers do not answer",
        "name-not-found": "their names are not found",
        "unreachable": "there is no route",
        "connection-refused": "connections are refused",
    }.get(most, "they do not answer")
