"""Settings for single origins, ready to use: which headers go where, and nowhere else."""

import hashlib
from collections.abc import Mapping

from seedlint.errors import UsageError
from seedlint.net.gate import Barred, parse
from seedlint.net.settings import HostSettings
from seedlint.text.pattern import lazy_pattern
from seedlint.text.record import NamedTuple

_TOKEN = lazy_pattern(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OURS = frozenset(
    ("connection", "content-length", "cookie", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade")
)
"""Header fields that settings cannot set: they are HTTP's own, or the session's."""


class Origin(NamedTuple):
    """One origin's settings. ``digest`` changes with what can change a verdict; it tells nothing of secrets."""

    headers: Mapping[str, str] = {}
    accept: frozenset[int] = frozenset()
    skip: str = ""
    digest: str = ""
    has_secrets: bool = False


NO_SETTINGS = Origin()


def read_origins(hosts: tuple[HostSettings, ...], environment: Mapping[str, str]) -> dict[str, Origin]:
    """The settings by origin (:attr:`seedlint.net.gate.Target.origin`). Raises UsageError where they are wrong."""
    return {_name(host): _origin(host, environment) for host in hosts}


def _name(host: HostSettings) -> str:
    target = parse(host.origin)
    if isinstance(target, Barred) or target.href.count("/") != 3 or not target.href.endswith("/"):
        raise UsageError(f'"{host.origin}" is no origin; it should be like https://api.example.org')
    return target.origin


def _origin(host: HostSettings, environment: Mapping[str, str]) -> Origin:
    headers = dict(host.headers + host.secrets)
    for name, variable in host.secret_headers:
        value = environment.get(variable, "")
        if not value:
            raise UsageError(f"the environment variable {variable}, named for {name} of {host.origin}, is not set")
        headers[name] = value
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or name.lower() in _OURS or name.lower().startswith("proxy-"):
            raise UsageError(f'"{name}" is no header that can be set for {host.origin}')
        if not value.isprintable() or not value.isascii():
            raise UsageError(f"the value of the header {name} for {host.origin} is not plain ASCII on one line")
    names = sorted((name.lower(), value) for name, value in host.headers)
    secrets = sorted(name.lower() for name, _ in host.secret_headers + host.secrets)
    text = repr((names, secrets, sorted(host.accept)))
    return Origin(headers, host.accept, host.skip, hashlib.sha256(text.encode()).hexdigest()[:16], bool(secrets))
