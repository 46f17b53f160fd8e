"""The file that holds a baseline: where it is, how it is read, how it is written.

JSON, sorted, one document or finding a line, so that git shows small differences and a person can read them::

    {
    "seedlint-baseline": 1,
    "documents": {
    "news/a.md": "05b1cf1a 5f0c32bd"
    },
    "findings": [
    {"path": "news/a.md", "rule": "mojibake", "message": "...", "fingerprint": "0f3b..."}
    ]
    }

``documents`` holds samples of lines (:mod:`seedlint.engine.likeness`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from seedlint.config.model import shown
from seedlint.engine.baseline import Baseline, Entry
from seedlint.engine.likeness import Lines
from seedlint.engine.write import write_atomically
from seedlint.errors import ConfigError
from seedlint.text.lines import LineIndex

VERSION = 1
_MARK = "seedlint-baseline"


def read_baseline(path: str) -> Baseline:
    """The baseline in the file at ``path`` (absolute). Raises ConfigError with the line where it is wrong."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise ConfigError(f"cannot read the baseline: {error.strerror or error}", shown(path)) from None
    return _Reader(path, raw).baseline()


def render(baseline: Baseline) -> str:
    """The text of the file."""
    from seedlint.reporters.json import dumps

    names = sorted(baseline.entries)
    documents = (f"{dumps(name)}: {dumps(_sample(baseline.samples.get(name, ())))}" for name in names)
    findings = (dumps(entry._asdict()) for entry in sorted(baseline))
    return f'{{\n"{_MARK}": {VERSION},\n"documents": {{{_lines(documents)}}},\n"findings": [{_lines(findings)}]\n}}\n'


def write(baseline: Baseline) -> bool:
    """Write the file, all of it or nothing; False where it says this already. Raises OSError."""
    text = render(baseline)
    try:
        with open(baseline.path, "rb") as file:
            if file.read() == text.encode():
                return False
    except FileNotFoundError:
        pass
    write_atomically(baseline.path, text)
    return True


def _lines(items: Iterable[str]) -> str:
    joined = ",\n".join(items)
    return f"\n{joined}\n" if joined else ""


def _sample(lines: Iterable[int]) -> str:
    return " ".join(f"{line:08x}" for line in sorted(lines))


class _Reader:
    def __init__(self, path: str, raw: bytes) -> None:
        self._path = path
        self._raw = raw
        self._text = ""

    def baseline(self) -> Baseline:
        try:
            self._text = self._raw.decode("utf-8-sig")
            data = json.loads(self._text)
        except UnicodeDecodeError as error:
            self._fail("the baseline is not UTF-8", self._raw[: error.start].decode("utf-8", "replace").count("\n") + 1)
        except json.JSONDecodeError as error:
            line = self._text.split("\n")[error.lineno - 1]
            conflict = line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||"))
            what = (
                "a merge conflict is not resolved" if conflict else f"not JSON: {error.msg[0].lower()}{error.msg[1:]}"
            )
            advice = "take either side, then run: seedlint baseline --update" if conflict else None
            self._fail(what, error.lineno, 1 if conflict else error.colno, advice)
        except RecursionError:
            self._fail("not a baseline of seedlint: nested too deep", 1)
        self._check_head(data)
        documents, findings = data.get("documents", {}), data.get("findings")
        if not isinstance(documents, dict):
            self._fail("expected 'documents' to be an object", self._line_of("documents"))
        if not isinstance(findings, list):
            self._fail("expected 'findings' to be a list", self._line_of("findings"))
        samples = {path: self._lines(path, value) for path, value in documents.items()}
        return Baseline(self._path, map(self._entry, range(len(findings)), findings), samples)

    def _check_head(self, data: Any) -> None:
        version = data.get(_MARK) if isinstance(data, dict) else None
        if version is None:
            self._fail(f"not a baseline of seedlint: there is no '{_MARK}' in it", 1)
        line = self._line_of(_MARK)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            self._fail(f"expected '{_MARK}' to be the number of a version", line)
        if version > VERSION:
            self._fail(f"written by a newer seedlint: its version is {version}, this seedlint reads {VERSION}", line)

    def _lines(self, path: str, value: Any) -> Lines:
        try:
            return frozenset(int(part, 16) for part in value.split())
        except (AttributeError, ValueError):
            self._fail(f"expected the numbers of lines in hexadecimal for '{path}'", self._line_of(path))

    def _entry(self, number: int, data: Any) -> Entry:
        try:
            entry = Entry(data["path"], data["rule"], data["message"], data["fingerprint"])
            "".join(entry)  # all are strings: tens of thousands are read, and this is the fast way to see it
        except (KeyError, TypeError, IndexError):
            self._fail("expected a finding: an object with path, rule, message and fingerprint", self._nth(number))
        return entry

    def _line_of(self, key: str) -> int:
        """The line on which a key stands first."""
        at = max(self._text.find(json.dumps(key, ensure_ascii=False)), 0)
        return LineIndex(self._text).position(at).line

    def _nth(self, number: int) -> int:
        """The line on which a finding begins, however the file is laid out."""
        decoder = json.JSONDecoder()
        at = self._text.index("[", self._text.index('"findings"')) + 1
        for count in range(number + 1):
            while self._text[at] in " \t\r\n,":
                at += 1
            if count < number:
                _, at = decoder.raw_decode(self._text, at)
        return LineIndex(self._text).position(at).line

    def _fail(self, message: str, line: int, column: int = 1, help: str | None = None) -> NoReturn:
        from seedlint.text.escape import escape

        advice = help or "seedlint baseline --update writes it anew once it is out of the way"
        raise ConfigError(escape(message), shown(self._path), line, column, advice)
