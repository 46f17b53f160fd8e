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


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Déjà vu, à l'été. " * 20, "windows-1252"),
        ("港が開いた。船は朝に着く。" * 20, "euc_jp"),
        ("港が開いた。船は朝に着く。" * 20, "shift_jis"),
        ("港口今天开放，船早上到。" * 20, "gb18030"),
        ("항구가 열렸다. 배는 아침에 온다. " * 20, "euc_kr"),
        ("Порт открыт, корабли приходят утром. " * 20, "koi8_r"),
    ],
)
def test_a_file_in_another_encoding_is_reported_once(text: str, encoding: str) -> None:
    [message] = messages(b"Port: " + text.encode(encoding))

    assert message.startswith("the document is in another encoding: ")


def test_wrong_bytes_in_a_utf8_file_are_reported_each() -> None:
    raw = "Où est le café ? ".encode() + b"d\xe9j\xe0 vu "

    assert len(messages(raw * 30)) == 60


def test_a_file_of_bytes_is_called_so() -> None:
    [message] = messages(bytes(range(256)) + b"\xfa\x00\xfb." * 25)

    assert message.startswith("the file is not text: it has zero bytes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They are set to \ufffd or ?.\n", None),
        ("The replacement character \ufffd marks what could not be read.\n", None),
        ("It is written `\ufffd` (U+FFFD).\n", Severity.INFO),
    ],
)
def test_a_replacement_character_is_information_in_code_only(text: str, expected: Severity | None) -> None:
    """A word for the damage beside it proves nothing: real damage is found in such texts, too."""
    [finding] = ReplacementCharacter().check(Document(Source("a.md", text.encode())))

    assert finding.severity is expected
