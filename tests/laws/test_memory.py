"""Memory does not grow with the number of documents: what one needed is free before the next is read."""

from __future__ import annotations

import gc
from pathlib import Path

from seedlint.document.document import Document
from seedlint.engine.run import Request, Session

SEEDS = Path(__file__).parents[2] / "seeds"


def test_documents_are_gone_without_a_search_for_garbage() -> None:
    """A cycle through a document would keep it until the collector looks, which it hardly ever does here."""
    gc.collect()
    gc.disable()
    try:
        session = Session(Request((str(SEEDS),), isolated=True))
        assert sum(checked.document is not None for checked in session.check()) > 20
        assert sum(isinstance(each, Document) for each in gc.get_objects()) <= 1  # the last one
    finally:
        gc.enable()
