"""Processes that check documents side by side: chunks go out, outcomes come back, and a process may die."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from seedlint.diagnostics import Finding
from seedlint.engine.check import INTERNAL_ERROR
from seedlint.engine.finalize import failure
from seedlint.engine.results import Outcome, encode
from seedlint.errors import SeedlintError
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from seedlint.engine.run import Request, Session

START = 0.04 if sys.platform == "linux" else 0.4
"""Seconds that it takes until a process works: forked, or begun anew with all its imports."""
METHOD = "fork" if sys.platform == "linux" else "spawn"
"""How processes are begun. A fork needs nothing imported again; elsewhere it is unsafe or not to be had."""

Item = tuple[str, str]
"""A file to check: its path, and how it is shown."""


class Reply(NamedTuple):
    """What became of a chunk: an outcome for each file, and what the run is told of schemas.

    None is the outcome of a file that has to be checked where an exception can be raised.
    """

    outcomes: Sequence[Outcome | None]
    refused: dict[str, str]
    errors: dict[str, SeedlintError]


class _Worker:
    """One process and the chunk that it has."""

    def __init__(self, process: BaseProcess, connection: Connection[Any, Any]) -> None:
        self.process = process
        self.connection = connection
        self.task: _Task | None = None
        self.is_ready = False

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class _Task:
    """A chunk on its way. After a death it is tried again by itself, and then file by file."""

    def __init__(self, number: int, items: Sequence[Item]) -> None:
        self.number = number
        self.items = items
        self.deaths = 0
        self.replies: list[Reply] = []

    @property
    def part(self) -> Sequence[Item]:
        """What to try next: all, or after a second death one file."""
        if self.deaths < 2:
            return self.items
        done = len(self.replies)
        return self.items[done : done + 1]

    def take(self, reply: Reply) -> bool:
        """Note a reply; whether it was the last."""
        self.replies.append(reply)
        return self.deaths < 2 or len(self.replies) == len(self.items)

    def died(self) -> bool:
        """Note the death of the process that had it; whether nothing is left to try."""
        self.deaths += 1
        if self.deaths <= 2:
            return False
        path = self.part[0][1]
        finding = Finding(
            Span(0, 0),
            "the process that checked this document died, and did so again",
            help="it may have run out of memory; if it does so again, please report it with the document",
        )
        return self.take(Reply([Outcome(encode([failure(path, INTERNAL_ERROR, finding)]))], {}, {}))

    def reply(self) -> Reply:
        """All that came back, as one."""
        if len(self.replies) == 1:
            return self.replies[0]
        refused: dict[str, str] = {}
        errors: dict[str, SeedlintError] = {}
        for reply in self.replies:
            refused.update({key: note for key, note in reply.refused.items() if key not in refused})
            errors.update({key: error for key, error in reply.errors.items() if key not in errors})
        outcomes = [outcome for reply in self.replies for outcome in reply.outcomes]
        return Reply(outcomes, refused, errors)


class Workers:
    """Up to ``count`` processes for one run. Chunks are numbered as they are put in; replies come in any order."""

    def __init__(self, request: Request, count: int, method: str = METHOD) -> None:
        from multiprocessing import get_context

        self._context: Any = get_context(method)
        self._request = request
        self._count = count
        self._workers: list[_Worker] = []
        self._waiting: list[_Task] = []
        self._replies: dict[int, Reply] = {}
        self._put = 0
        self._stillborn = 0

    def put(self, items: Sequence[Item]) -> int:
        """Take a chunk; its number."""
        self._waiting.append(_Task(self._put, items))
        self._put += 1
        self._distribute()
        return self._put - 1

    def take(self, number: int) -> Reply:
        """The reply to a chunk, waited for. Raises OSError where no process can be begun."""
        from multiprocessing.connection import wait

        while number not in self._replies:
            self._distribute()
            busy = {worker.connection: worker for worker in self._workers if worker.task is not None}
            if not busy or self._stillborn > self._count:
                raise OSError("no process can be begun")
            for connection in wait(list(busy)):
                self._receive(busy[connection])  # type: ignore[index]
        return self._replies.pop(number)

    def close(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _distribute(self) -> None:
        """Give what waits to who is idle."""
        while self._waiting:
            worker = next((worker for worker in self._workers if worker.task is None), None) or self._begin()
            if worker is None:
                return
            task = worker.task = self._waiting.pop(0)
            try:
                worker.connection.send(task.part)
            except OSError:  # it is dead: that shows when its reply is read
                continue

    def _begin(self) -> _Worker | None:
        """A new process, if there may be one more."""
        if len(self._workers) >= self._count:
            return None
        ours, theirs = self._context.Pipe()
        is_forked = self._context.get_start_method() == "fork"
        inherited = [ours, *(worker.connection for worker in self._workers)] if is_forked else []
        process = self._context.Process(target=work, args=(theirs, self._request, inherited), daemon=True)
        try:
            with _uninterrupted():
                process.start()
        except OSError:
            ours.close()
            return None
        finally:
            theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _receive(self, worker: _Worker) -> None:
        """Take what a process has sent: first that it is ready, then replies. Nothing more comes of a dead one."""
        task = worker.task
        assert task is not None
        is_done = False
        try:
            reply: Reply | None = worker.connection.recv()
        except (EOFError, OSError):
            worker.end()
            self._workers.remove(worker)
            if worker.is_ready:
                is_done = task.died()
            else:
                self._stillborn += 1
        else:
            if reply is None:
                worker.is_ready = True
                return
            worker.task = None
            is_done = task.take(reply)
        if is_done:
            self._replies[task.number] = task.reply()
        else:
            self._waiting.insert(0, task)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until a process has begun, which would else tell of it before it can look away."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(connection: Connection[Any, Any], request: Request, inherited: Sequence[Connection[Any, Any]]) -> None:
    """The life of a process: chunks in, outcomes out, until nobody is at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    for other in inherited:  # or the others would not see the parent's end
        other.close()
    try:
        from seedlint.engine.run import Session

        session = Session(request, discovers=False)
        connection.send(None)
        while True:
            connection.send(_reply(session, connection.recv()))
    except (EOFError, OSError, SeedlintError):
        pass
    finally:
        os._exit(0)  # nothing that was inherited is flushed or taken apart a second time


def _reply(session: Session, items: Sequence[Item]) -> Reply:
    try:
        outcomes = [session.outcome(path, shown) for path, shown in items]
    except Exception:  # whatever it is, it happens again where it can be told
        return Reply([None] * len(items), {}, {})
    return Reply(outcomes, *session.schemas.hand_over())
