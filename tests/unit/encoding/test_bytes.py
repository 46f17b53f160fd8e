"""Bytes that are not UTF-8, byte-order marks, replacement characters."""

from __future__ import annotations

import pytest

from seedlint.diagnostics import Severity
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.rules.encoding.byte_order_mark import ByteOrderMark
from seedlint.rules.encoding.invalid_utf8 import InvalidUtf8
from seedlint.rules.encoding.replacement_character import ReplacementCharacter
from unit.encoding.mangling import findings, fixed


def messages(raw: bytes) -> list[str]:
    return [finding.message for finding in InvalidUtf8().check(Document(Source("a.md", raw)))]


def test_offsets_count_bytes_of_the_file() -> None:
    raw = "\ufeffé漢".encode() + b"\x92 " + "🙂".encode() + b"\xff\xfe"

    assert messages(raw) == [
        "byte 0x92 at offset 8 is not UTF-8; in windows-1252 it is '’'",
        "bytes 0xFF 0xFE at offset 14 are not UTF-8; in windows-1252 they are 'ÿþ'",
    ]


def test_bytes_without_a_character_in_windows_1252() -> None:
    assert messages(b"a\x81") == ["byte 0x81 at offset 1 is not UTF-8"]


def test_long_runs_are_shortened() -> None:
    [message] = messages(b"\xe9" * 1000)

    assert message.startswith("bytes 0xE9 0xE9 0xE9 0xE9 0xE9 0xE9 0xE9 0xE9 … at offset 0 are not UTF-8")
    assert len(message) < 200


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-16-le", b"\xff\xfe", "UTF-16 (little-endian)"),
        ("utf-16-be", b"\xfe\xff", "UTF-16 (big-endian)"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "UTF-32 (little-endian)"),
        ("utf-16-le", b"", "UTF-16 (little-endian)"),
        ("utf-16-be", b"", "UTF-16 (big-endian)"),
    ],
)
def test_wide_encodings_are_named_once(codec: str, mark: bytes, name: str) -> None:
    assert messages(mark + "---\ntitle: Harbour\n---\nText.\n".encode(codec)) == [
        f"the document is in {name}, not in UTF-8"
    ]
    assert InvalidUtf8.needs_text is False


def test_a_mark_at_the_start_is_information_only() -> None:
    text = "\ufeff\ufeffOne.\ufeff\n"
    found = findings(ByteOrderMark(), text)

    assert [finding.span for finding in found] == [(0, 1), (1, 2), (6, 7)]
    assert [finding.severity for finding in found] == [Severity.INFO, None, None]
    assert fixed(text, found) == "One.\n"


def test_replacement_characters_side_by_side_are_one_finding() -> None:
    found = findings(ReplacementCharacter(), "a\ufffd\ufffd b\ufffd\n")

    assert [finding.span for finding in found] == [(1, 3), (5, 6)]
