"""The search for mojibake in one text (only texts that gave rise to suspicion get here)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seedlint.rules.encoding._misreadings import CYRILLIC, MISREADINGS, WINDOWS_1252, WINDOWS_1254, Misreading
from seedlint.rules.encoding._mojibake import Mojibake, Remains, Scan, shown
from seedlint.rules.encoding._plausibility import (
    Strength,
    is_companion,
    is_everyday,
    is_plausible,
    judge,
    printable,
    rarity,
)
from seedlint.rules.encoding._scripts import group
from seedlint.rules.encoding._signatures import apart, control_runs, gbk_runs, is_free, remains_of_utf8
from seedlint.rules.encoding._surroundings import is_at_home, surroundings
from seedlint.text.record import NamedTuple
from seedlint.text.span import Span

MAX_LAYERS = 3
MAX_SUSPECTS = 100
"""Most places of one document for which a second opinion is asked (each costs up to a millisecond)."""

_BYTE_ORDER_MARK, _REPLACEMENT = "\ufeff", "\ufffd"
_TURKISH = re.compile("[ĞİŞğış]")
_TIMES = {2: " twice", 3: " three times"}


class Run(NamedTuple):
    """``raw`` at ``start`` to ``end``; ``repaired`` is what it was before ``misreadings`` (the last one first)."""

    start: int
    end: int
    raw: str
    repaired: str
    misreadings: tuple[Misreading, ...]
    strength: Strength
    is_exact: bool


def search(text: str, misreadings: frozenset[Misreading], *, gbk: bool) -> Scan:
    """All mojibake in ``text`` by ``misreadings`` and, where ``gbk`` is true, by GBK."""
    accepted: list[Run] = []
    doubtful: list[Run] = []
    for misreading in MISREADINGS:
        if misreading in misreadings:
            proven, unproven = _sort(_layered_runs(text, misreading), misreading)
            accepted += proven
            doubtful += unproven
    accepted += _at_home(text, doubtful)
    mojibake: list[Mojibake] = []
    remains: list[Remains] = []
    for run in _disjoint(accepted):
        if _REPLACEMENT in run.repaired:
            remains.append(Remains(Span(run.start, run.end), run.raw, _lost(run)))
        else:
            mojibake.append(Mojibake(Span(run.start, run.end), run.raw, _meant(run), _cause(run), run.is_exact))
    if gbk:
        repairable, lost = gbk_runs(text)
        taken = _spans(mojibake, remains)
        mojibake += apart(repairable, taken)
        remains += apart(lost, taken)
    if WINDOWS_1252 in misreadings:
        remains += apart(remains_of_utf8(text, is_proven=bool(mojibake)), _spans(mojibake, remains))
        mojibake += control_runs(text, _spans(mojibake, remains))
    taken = _spans(mojibake, remains)
    suspects = [Span(run.start, run.end) for run in _disjoint(doubtful) if _is_suspect(run)]
    suspects = [span for span in suspects if is_free(span, taken)]
    return Scan(tuple(sorted(mojibake)), tuple(sorted(remains)), tuple(suspects[:MAX_SUSPECTS]))


def _at_home(text: str, doubtful: list[Run]) -> list[Run]:
    """Of the runs that prove nothing by themselves, those that the language of the text gives away."""
    runs = [run for run in doubtful if run.misreadings[0] is WINDOWS_1252 and run.strength is Strength.WEAK]
    if not runs:
        return []
    around = surroundings(text)
    return [run for run in runs if is_at_home(text, run.start, run.end, run.repaired, around)]


def _spans(mojibake: list[Mojibake], remains: list[Remains]) -> list[Span]:
    return sorted([*(item.span for item in mojibake), *(item.span for item in remains)])


def _layered_runs(text: str, misreading: Misreading) -> list[Run]:
    """All runs of one misreading. Where some are proven to have several layers, what could be another layer is one."""
    runs = list(_runs(text, misreading, frozenset()))
    layered = [run for run in runs if len(run.misreadings) > 1]
    return list(_runs(text, misreading, _groups(layered))) if layered else runs


def _groups(runs: list[Run]) -> frozenset[str | None]:
    return frozenset(group(character) for run in runs for character in run.repaired if character >= "\x80")


def _runs(text: str, misreading: Misreading, groups: frozenset[str | None]) -> Iterator[Run]:
    if misreading is WINDOWS_1254 and _TURKISH.search(text) is None:  # else it is windows-1252 to the letter
        return
    known: dict[tuple[str, str, str], Run] = {}
    for match in misreading.runs(text):
        start, end = match.span()
        key = (text[max(start - 2, 0) : start], match.group(), text[end : end + 2])
        if key not in known:
            known[key] = _read(*key, misreading, groups)
        yield known[key]._replace(start=start, end=end)


def _read(before: str, raw: str, after: str, misreading: Misreading, groups: frozenset[str | None]) -> Run:
    """One run with all its layers, given the two characters before and after it."""
    decoded = misreading.decode(raw)
    strength = judge(before + raw + after, len(before), len(before) + len(raw), decoded, misreading)
    layers = [misreading]
    repaired, plausible, depth = decoded, is_plausible(printable(decoded)), 1
    best = decoded
    while (deeper := _deeper(before, repaired, after, layers[-1], groups)) is not None and len(layers) < MAX_LAYERS:
        repaired, layer = deeper
        layers.append(layer)
        if is_plausible(printable(repaired)):
            best, depth, plausible = repaired, len(layers), True
    if not plausible:
        strength = Strength.NONE
    elif depth > 1:  # no text is two layers deep by chance
        strength = Strength.PROOF
    is_exact = deeper is None and depth == len(layers)
    return Run(0, len(raw), raw, best, tuple(layers[:depth]), strength, is_exact)


def _deeper(
    before: str, text: str, after: str, last: Misreading, groups: frozenset[str | None]
) -> tuple[str, Misreading] | None:
    """``text`` with its proven runs repaired, and the misreading that explains them; None where there are none."""
    if len(text) < 2:
        return None
    whole, offset = before + text + after, len(before)
    for misreading in sorted(MISREADINGS, key=lambda candidate: candidate is not last):
        parts: list[str] = []
        done = 0
        for match in misreading.runs(text):
            start, end = match.span()
            decoded = misreading.decode(match.group())
            strength = judge(whole, start + offset, end + offset, decoded, misreading)
            if strength is Strength.PROOF or (
                misreading is last
                and strength is not Strength.NONE
                and (len(decoded) > 1 or is_companion(decoded, groups))
                and not (misreading in CYRILLIC and match.group().isalpha() and match.group().islower())
                and (groups or not whole[start + offset - 1 : start + offset].isupper())
            ):
                parts += (text[done:start], decoded)
                done = end
        if parts:
            return "".join([*parts, text[done:]]), misreading
    return None


def _sort(runs: list[Run], misreading: Misreading) -> tuple[list[Run], list[Run]]:
    """The runs of one misreading that are believed, given all of them, and those that are not."""
    proof = [run for run in runs if run.strength is Strength.PROOF]
    words = [run for run in runs if run.strength is Strength.WORD]
    if not proof and len(words) < misreading.enough:
        return [], runs
    groups = _groups(proof + words)
    believed: list[Run] = []
    doubtful: list[Run] = []
    for run in runs:
        sure = run.strength >= Strength.WORD or is_companion(run.repaired, groups)
        (believed if sure else doubtful).append(run)
    return believed, doubtful


def _disjoint(runs: list[Run]) -> list[Run]:
    """The runs in the order of the text; of those that overlap, the longest one.

    Of several readings of the same run, the one by the misreading that explains more of the text is taken. It does not
    count as exact where the other misreading explains nearly as much.
    """
    weights: dict[Misreading, int] = {}
    for run in runs:
        weight = run.end - run.start - 4 * rarity(run.repaired)
        weights[run.misreadings[0]] = weights.get(run.misreadings[0], 0) + weight
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: (run.start, -run.end)):
        if not kept or run.start >= kept[-1].end:
            kept.append(run)
        elif run.end - run.start > kept[-1].end - kept[-1].start:
            kept[-1] = run
        elif run.start == kept[-1].start and run.raw == kept[-1].raw and run.repaired != kept[-1].repaired:
            ours, theirs = weights[run.misreadings[0]], weights[kept[-1].misreadings[0]]
            better = run if ours > theirs else kept[-1]
            is_clear = 4 * max(ours, theirs) > 5 * min(ours, theirs)
            kept[-1] = better._replace(is_exact=better.is_exact and is_clear)
    return kept


def _is_suspect(run: Run) -> bool:
    """Whether a second opinion is worth while: not where all that stands after the letter is everyday punctuation."""
    return run.strength is not Strength.NONE and not is_everyday(run.raw)


def _meant(run: Run) -> str:
    """The text that belongs there. A byte-order mark belongs nowhere."""
    return printable(run.repaired).replace(_BYTE_ORDER_MARK, "")


def _cause(run: Run) -> str:
    titles = [_title(run.raw, run.misreadings[0]), *(misreading.title for misreading in run.misreadings[1:])]
    if printable(run.repaired) != run.repaired:
        titles.append("latin-1")
    if len(set(titles)) == 1:
        return f"read as {titles[0]}{_TIMES.get(len(titles), '')}"
    return "read as " + ", then as ".join(reversed(titles))


def _title(raw: str, misreading: Misreading) -> str:
    """Windows-1252 and latin-1 differ in the C1 controls only."""
    if misreading is WINDOWS_1252 and any("\x80" <= character < "\xa0" for character in raw):
        only_latin_1 = all(character < "\u0100" for character in raw)
        undefined = "\x81\x8d\x8f\x90\x9d"
        if only_latin_1 and not all(character in undefined or character >= "\xa0" for character in raw):
            return "latin-1"
    return misreading.title


def _lost(run: Run) -> str:
    kept = run.repaired.replace(_REPLACEMENT, "")
    rest = f" beside {shown(kept)}" if kept else ""
    return f"is a replacement character (U+FFFD){rest} {_cause(run)}: what stood there is lost"
