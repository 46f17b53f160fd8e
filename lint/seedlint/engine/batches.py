"""Checks the documents of a run batch by batch: out of the cache, by processes, or one after the other.

What is yielded is the same in all cases, in the same order. The first batch, a small one, is always checked here: what
it costs tells whether processes pay.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from seedlint.engine.cache import CLEAN, Cache, Looked, place, status_of
from seedlint.engine.read import UnreadableError
from seedlint.engine.results import decode
from seedlint.engine.tree import common_folder
from seedlint.engine.workers import METHOD, START, Workers
from seedlint.text.record import NamedTuple

if TYPE_CHECKING:
    from seedlint.diagnostics import Diagnostic
    from seedlint.document.document import Document
    from seedlint.engine.discover import Found
    from seedlint.engine.results import Outcome
    from seedlint.engine.run import Checked, Request, Session

SMALLEST, LARGEST = 64, 256
"""Documents in a batch: enough that sending them costs nothing, few enough that all processes end together."""
CACHED_FROM = 32
"""Documents from which on the usual cache pays: opening it costs as much as checking some of them."""
_LEAD = 4
"""Batches per process that may be under way: what comes back early waits for its turn, in bounded memory."""
_WORTH = 2
"""How many times what it costs to begin the processes they have to save."""
_UNLOOKED = Looked(None)


def pays(request: Request, count: int) -> bool:
    """Whether so many documents are worth any of this."""
    return (
        count >= CACHED_FROM or request.start_method is not None or (request.cached and request.cache_dir is not None)
    )


class _Batch(NamedTuple):
    """Some documents, what a look at the cache told of each, and the number under which the others were given away."""

    found: Sequence[Found]
    looked: Sequence[Looked]
    number: int | None


class Batches:
    """The documents of one run."""

    def __init__(self, session: Session, request: Request) -> None:
        self._session = session
        self._request = request
        self._found = session.found
        self._jobs = request.jobs or _processors()
        self._cache = self._opened()
        self._workers: Workers | None = None
        self._may_begin = self._jobs > 1
        self._spent = 0.0
        self._is_warm = False  # the first document pays for what is imported
        self._clean: dict[int, Checked] = {}

    def checked(self) -> Iterator[tuple[Found, Checked]]:
        """Each document and what a check of it comes to, in order."""
        pending: deque[_Batch] = deque()
        try:
            for batch in self._batches():
                pending.append(batch)
                while pending and (pending[0].number is None or len(pending) > self._jobs * _LEAD):
                    yield from self._finish(pending.popleft())
            while pending:
                yield from self._finish(pending.popleft())
        finally:
            if self._workers is not None:
                self._workers.close()
            if self._cache is not None:
                self._session.rests_on.update(self._cache.files)
                self._cache.close()

    def _opened(self) -> Cache | None:
        request = self._request
        if not request.cached or (request.cache_dir is None and len(self._found) < CACHED_FROM):
            return None
        try:
            folder = request.cache_dir or place(os.getcwd())
            cache = Cache(folder, common_folder(request.paths), is_traced=request.traced)
        except OSError:  # our own files cannot be read: then nobody knows what former results are worth
            return None
        self._session.is_traced = True
        return cache

    def _batches(self) -> Iterator[_Batch]:
        size = min(max(len(self._found) // (self._jobs * 8), SMALLEST), LARGEST)
        ends = [*range(SMALLEST, len(self._found), size), len(self._found)]
        for start, end in pairwise([0, *ends]):
            found = self._found[start:end]
            looked = [_UNLOOKED] * len(found)
            if self._cache is not None:
                looked = self._cache.look_up(found, briefly=not self._session.needs_documents)
            missed = [each for each, look in zip(found, looked, strict=True) if look[1] is None]
            items = [(each.path, each.shown) for each in missed if each.problem is None]
            if items and self._workers is None and self._may_begin and self._is_worth_it(start):
                self._workers = Workers(self._for_worker(), self._jobs, self._request.start_method or METHOD)
            number = self._workers.put(items) if items and self._workers is not None else None
            yield _Batch(found, looked, number)

    def _for_worker(self) -> Request:
        return self._request._replace(traced=self._session.is_traced).for_worker()

    def _is_worth_it(self, done: int) -> bool:
        """Whether processes pay for themselves, by what the documents so far have cost."""
        left = len(self._found) - done
        expected = self._spent / done * left if done else 0.0
        return expected * (1 - 1 / self._jobs) > START * _WORTH or self._request.start_method is not None

    def _finish(self, batch: _Batch) -> Iterator[tuple[Found, Checked]]:
        outcomes = iter(self._outcomes(batch))
        for found, looked in zip(batch.found, batch.looked, strict=True):
            checked: Checked | None = None
            if looked is CLEAN:
                checked = self._clean.get(id(found.config)) or self._made(found, (), None)
            elif looked[1] is not None:
                checked = self._known(found, looked)
            elif outcome := next(outcomes, None) if found.problem is None else None:
                checked = self._returned(found, looked, outcome)
            yield found, checked if checked is not None else self._inspected(found, looked)

    def _outcomes(self, batch: _Batch) -> Sequence[Outcome | None]:
        """What processes found in a batch; nothing where it has to be checked here."""
        if batch.number is None or self._workers is None:
            return ()
        try:
            reply = self._workers.take(batch.number)
        except OSError:  # the system has no room for processes
            self._workers.close()
            self._workers, self._may_begin = None, False
            return ()
        self._session.schemas.take_over(reply.refused, reply.errors)
        return reply.outcomes

    def _inspected(self, found: Found, looked: Looked) -> Checked:
        """Check a document here and now."""
        start = perf_counter()
        checked = self._session.inspect(found)
        if self._is_warm:
            self._spent += perf_counter() - start
        self._is_warm = True
        if self._cache is not None and checked.rests_on is not None:
            self._cache.keep(found, looked.status, checked.outcome())
        return checked

    def _returned(self, found: Found, looked: Looked, outcome: Outcome) -> Checked | None:
        """What a process found; None where the document is another by now."""
        if self._cache is not None:
            self._cache.keep(found, looked.status, outcome)
        diagnostics = decode(found.shown, outcome.found)
        document = None
        if outcome.digest and self._needs_document(diagnostics):
            document = self._document(found)
            if document is None or document.source.digest != outcome.digest:
                return None
        checked = self._made(found, diagnostics, document)
        return checked if outcome.looks is None else checked._replace(looks=outcome.looks)

    def _known(self, found: Found, looked: Looked) -> Checked | None:
        """What the cache knows; None where the document is another by now."""
        diagnostics = looked[1] or ()
        if not self._needs_document(diagnostics):
            return self._made(found, diagnostics, None)
        document = self._document(found)
        is_same = document is not None and status_of(found.path) == looked.status
        return self._made(found, diagnostics, document) if is_same else None

    def _made(self, found: Found, diagnostics: Sequence[Diagnostic], document: Document | None) -> Checked:
        clean = self._clean.get(id(found.config))
        if clean is None:
            clean = self._clean[id(found.config)] = self._session.clean(found)
        return clean._replace(diagnostics=diagnostics, document=document) if diagnostics or document else clean

    def _needs_document(self, diagnostics: Sequence[Diagnostic]) -> bool:
        return self._session.needs_documents or (self._session.needs_defective and bool(diagnostics))

    def _document(self, found: Found) -> Document | None:
        try:
            return self._session.document(found)
        except UnreadableError:
            return None


def _processors() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux and some others know
        return os.cpu_count() or 1
