"""Names to addresses and addresses to sockets, with the address policy as the last word at both.

The check at the socket is the one that counts: it sees the address that is really dialled, whatever a URL, a name
server or a redirect made of it. A name is resolved once in a run and its addresses are kept, so that it cannot mean a
public host when it is judged and a private one when it is dialled.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from seedlint.net.address import Refusal
    from seedlint.net.gate import Gate

AddressInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]
"""Family, type, protocol, canonical name and address: as ``socket.getaddrinfo`` gives them."""

SocketFactory = Callable[[AddressInfo], socket.socket]
"""Makes the socket with which that address is dialled. Called for addresses that the policy lets pass, for no other."""

MAX_ADDRESSES = 8
"""How many addresses of a host are tried; all are judged."""
_MAX_LOOKUPS = 32

dialled_host: ContextVar[str] = ContextVar("dialled_host", default="")
"""For whose sake a socket is made: the host of the URL that is being asked for."""


class NameNotFoundError(OSError):
    """The name does not exist, or has no address (NXDOMAIN, NODATA)."""


class ResolverError(OSError):
    """The name servers give no answer, or an error that may pass (SERVFAIL, timeout)."""


class RefusedError(OSError):
    """The policy forbids the address."""

    def __init__(self, refused: Refusal) -> None:
        super().__init__(errno.EACCES, refused.reason)
        self.refused = refused


class Resolver(Protocol):
    """Finds the addresses of a host. Asked once per host and run; again only where it failed."""

    async def resolve(self, host: str) -> Sequence[str]:
        """The IP addresses of ``host`` (ASCII, lower case, no dot at the end) in the order to try them.

        Raises NameNotFoundError or ResolverError.
        """
        ...


class SystemResolver:
    """Asks the system, in threads that do not keep the program from ending when a name server hangs."""

    def __init__(self) -> None:
        self._lookups = asyncio.Semaphore(_MAX_LOOKUPS)

    async def resolve(self, host: str) -> Sequence[str]:
        """What ``getaddrinfo`` says."""
        async with self._lookups:
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[Sequence[str]] = loop.create_future()
            threading.Thread(target=_look_up, args=(host, loop, answer), daemon=True).start()
            return await answer


def _look_up(host: str, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Sequence[str]]) -> None:
    """Resolve ``host`` in a thread of its own and hand the outcome to the loop."""
    error: OSError | None = None
    addresses: list[str] = []
    try:
        infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        addresses = list(dict.fromkeys(str(info[4][0]) for info in infos))
    except socket.gaierror as problem:
        missing = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        kind = NameNotFoundError if problem.errno in missing else ResolverError
        error = kind(problem.errno, problem.strerror)
    except (OSError, UnicodeError) as problem:
        error = ResolverError(str(problem))

    def hand_over() -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(addresses)
        else:
            answer.set_exception(error)

    try:
        loop.call_soon_threadsafe(hand_over)
    except RuntimeError:
        return  # the loop is closed: nobody waits any more


class Dialler:
    """Resolves and makes sockets for a run, under its gate.

    To aiohttp it is a resolver (``aiohttp.abc.AbstractResolver``) that gives what :meth:`addresses` found, and, by
    :meth:`socket`, its factory of sockets.
    """

    def __init__(
        self, gate: Gate, resolver: Resolver, socket_factory: SocketFactory | None = None, timeout: float = 5.0
    ) -> None:
        self._gate = gate
        self._resolver = resolver
        self._socket_factory = socket_factory or _new_socket
        self._timeout = timeout
        self._found: dict[str, asyncio.Task[tuple[str, ...]]] = {}

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of ``host``; every one of them may be dialled.

        Raises NameNotFoundError, ResolverError, and RefusedError where only one of them is forbidden: nobody
        has such a name but to deceive.
        """
        task = self._found.get(host)
        if task is None:
            task = self._found[host] = asyncio.create_task(self._resolve(host))
        found = await asyncio.shield(task)
        for address in found:
            refused = self._gate.refusal(host, address, port)
            if refused is not None:
                raise RefusedError(refused._replace(reason=f"{host} has the address {address}: {refused.reason}"))
        return found

    async def _resolve(self, host: str) -> tuple[str, ...]:
        try:
            async with asyncio.timeout(self._timeout):
                found = tuple(dict.fromkeys(await self._resolver.resolve(host)))
        except TimeoutError:
            raise ResolverError(f"the name servers gave no answer within {self._timeout:g} s") from None
        if not found:
            raise NameNotFoundError("the name has no address")
        return found

    def forget_failures(self) -> None:
        """Let names be resolved once more that could not be resolved."""
        for host, task in list(self._found.items()):
            if task.done() and (task.cancelled() or task.exception() is not None):
                del self._found[host]

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[Any]:
        """The same for aiohttp, in its form."""
        found = await self.addresses(host.rstrip(".").lower(), port)
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in found[:MAX_ADDRESSES]
        ]

    async def close(self) -> None:
        """End what is still being looked up."""
        for task in self._found.values():
            task.cancel()
        await asyncio.gather(*self._found.values(), return_exceptions=True)

    def socket(self, info: AddressInfo) -> socket.socket:
        """A socket to dial ``info`` with. Raises RefusedError before there is one."""
        address, port = info[4][0], info[4][1]
        refused = self._gate.refusal(dialled_host.get(), address, port)
        if refused is not None:
            raise RefusedError(refused)
        return self._socket_factory(info)


def _new_socket(info: AddressInfo) -> socket.socket:
    return socket.socket(info[0], info[1], info[2])
