"""Copies of dead pages in a web archive."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from seedlint.net.gate import Barred, Gate, parse

if TYPE_CHECKING:
    from seedlint.net.problem import Problem
    from seedlint.net.request import Client, Response

MAX_LOOKUPS = 200
_AT_ONCE = 2


async def find_copies(client: Client, gate: Gate, service: str, urls: Iterable[str]) -> dict[str, str]:
    """The copies of ``urls`` that ``service`` knows (the form of the Wayback Machine's availability API)."""
    turn = asyncio.Semaphore(_AT_ONCE)
    found: dict[str, str] = {}

    async def look_up(url: str) -> None:
        target = gate.judge(f"{service}?url={quote(url, safe='')}")
        if isinstance(target, Barred):
            return
        async with turn:
            copy = copy_of(await client.fetch(target))
        if copy:
            found[url] = copy

    await asyncio.gather(*map(look_up, list(urls)[:MAX_LOOKUPS]))
    return found


def copy_of(answer: Response | Problem) -> str:
    """The URL of the closest copy in an answer of the service; empty where there is none."""
    status = getattr(answer, "status", None)
    if status != 200:
        return ""
    try:
        closest = json.loads(getattr(answer, "body", b""))["archived_snapshots"]["closest"]
        url = closest["url"] if closest["available"] is True and str(closest.get("status", "200")) == "200" else ""
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    target = parse(url) if isinstance(url, str) else None
    if target is None or isinstance(target, Barred):
        return ""
    return target.href.replace("http://web.archive.org/", "https://web.archive.org/", 1)
