"""What is shown as it is, and what is shown as an escape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlint.text.escape import escape, escape_each, escape_json, escape_lines

ANY_TEXT = st.text(st.characters() | st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp")))
ACTING = ("Cc", "Cs", "Zl", "Zp")


@pytest.mark.parametrize(
    "text",
    [
        "plain text",
        "Việt 中文 עברית é e\u0301",
        "voilà\u00a0» 全角\u3000空白",
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🇩🇪",
        "نمی\u200cخواهم",
        "क्\u200dष",
        "a \\ b",
        "\ue000",
    ],
)
def test_what_only_looks_is_kept(text):
    assert escape(text) == text
    assert escape_json(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc\rd\0", "a\\tb\\nc\\rd\\x00"),
        ("\x1b]8;;x\x07", "\\x1b]8;;x\\x07"),
        ("\x7f\x85\x9b", "\\x7f\\x85\\x9b"),
        ("\u202eabc\u2066\u200f\u061c", "\\u202eabc\\u2066\\u200f\\u061c"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("a\u200bb\ufeff\xad\u2060", "a\\u200bb\\ufeff\\xad\\u2060"),
        ("\udce9\ud83d", "\\xe9\\ud83d"),
        ("x\U000e0041\U000e0100", "x\\U000e0041\\U000e0100"),
        ("a\u200db \u200c漢\u200c", "a\\u200db \\u200c漢\\u200c"),
        ("漢\ufe00\ufe01\ufe02", "漢\ufe00\\ufe01\\ufe02"),
    ],
)
def test_what_acts_or_hides_is_shown(text, shown):
    assert escape(text) == shown
    assert "".join(escape_each(text)) == shown


def test_lines_stay_lines():
    assert escape_lines("a\x1b\n  b\r\n") == "a\\x1b\n  b\\r\n"


@given(ANY_TEXT)
def test_nothing_acts_after_escaping(text):
    import unicodedata

    shown = escape(text)
    assert not [character for character in shown if unicodedata.category(character) in ACTING]
    assert escape(shown) == shown
    assert len(escape_each(text)) == len(text)


@given(ANY_TEXT)
def test_json_says_the_same(text):
    written = escape_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == json.loads(json.dumps(text))
    written.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a ##[error]b", "a \\x23#[error]b"),
        ("##vso[task.complete]", "\\x23#vso[task.complete]"),
        ("###teamcity[x", "#\\x23#teamcity[x"),
        ("漢##[x] ##[y]", "漢\\x23#[x] \\x23#[y]"),
        ("## Heading ##", "## Heading ##"),
        ("#[x] ## [y]", "#[x] ## [y]"),
    ],
)
def test_commands_for_ci_servers_are_shown(text, shown):
    assert escape(text) == shown
    assert "".join(escape_each(text)) == shown
    assert json.loads(escape_json(json.dumps(text, ensure_ascii=False))) == text
