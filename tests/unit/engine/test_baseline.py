"""Matching, reading and writing baselines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seedlint.engine.baseline import BLINDING, Baseline, Entry, Matching
from seedlint.engine.baseline_file import read_baseline, render, write
from seedlint.engine.likeness import SAMPLE, frequencies, likeness, lines_of, sample
from seedlint.errors import ConfigError
from seedlint.rules import registry

ENTRY = '{"path": "a.md", "rule": "r", "message": "m", "fingerprint": "f"}'
NUMBERED = ENTRY.replace('"f"', "1")
TEXTS = {name: b"".join(b"%s has line %d\n" % (name.encode(), n) for n in range(20)) for name in "abcdef"}


def baseline(folder: Path, known: dict[str, list[str]], texts: dict[str, bytes]) -> Baseline:
    """A baseline with these fingerprints, and documents with these contents."""
    lines = {path: lines_of(texts[path]) for path in known}
    counts = frequencies(lines.values())
    entries = [Entry(path, "rule", "message", each) for path, prints in known.items() for each in prints]
    return Baseline(
        str(folder / ".seedlint-baseline.json"), entries, {path: sample(own, counts) for path, own in lines.items()}
    )


def put(folder: Path, texts: dict[str, bytes]) -> None:
    for path, text in texts.items():
        (folder / path).write_bytes(text)


def test_only_what_is_known_is_known(tmp_path: Path) -> None:
    put(tmp_path, {"a": TEXTS["a"]})
    matching = Matching(baseline(tmp_path, {"a": ["1", "2", "3"]}, TEXTS))

    assert set(matching.known("a", TEXTS["a"], ["1", "3", "new"])) == {"1", "3"}
    assert (matching.met, matching.unneeded) == (2, 1)


def test_a_renamed_document_is_found_by_its_lines(tmp_path: Path) -> None:
    matching = Matching(baseline(tmp_path, {"a": ["1"], "b": ["1"]}, TEXTS))

    assert set(matching.known("c", b"x\n" * 100 + TEXTS["b"], ["1", "new"])) == {"1"}
    assert matching.origins == {"c": "b"}
    assert matching.known("d", TEXTS["b"], ["1"]) == {}, "its entries are given away"


def test_half_of_the_lines_are_enough(tmp_path: Path) -> None:
    halves = TEXTS["a"].splitlines(keepends=True)
    kept = sample(lines_of(TEXTS["a"]), frequencies([lines_of(TEXTS["a"])]))
    some = [line for line in halves if lines_of(line) & kept]

    matching = Matching(baseline(tmp_path, {"a": ["1"]}, TEXTS))
    assert matching.known("b", b"".join(some[: SAMPLE // 2 - 1]), ["1"]) == {}
    assert set(matching.known("c", b"".join(some[: SAMPLE // 2]), ["1"])) == {"1"}


def test_a_copy_is_no_rename(tmp_path: Path) -> None:
    put(tmp_path, {"a": TEXTS["a"]})
    matching = Matching(baseline(tmp_path, {"a": ["1"]}, TEXTS))

    assert matching.known("copy", TEXTS["a"], ["1"]) == {}
    assert set(matching.known("a", TEXTS["a"], ["1"])) == {"1"}


def test_another_document_with_the_same_finding_is_no_rename(tmp_path: Path) -> None:
    matching = Matching(baseline(tmp_path, {"a": ["1"]}, TEXTS))

    assert matching.known("c", TEXTS["c"], ["1"]) == {}


def test_documents_that_change_places(tmp_path: Path) -> None:
    """As where all of a numbered collection move up by one."""
    names = list("abcde")
    moved = dict(zip("bcdef", (TEXTS[name] for name in names), strict=True))
    put(tmp_path, moved)
    matching = Matching(baseline(tmp_path, {name: [f"{name}1", f"{name}2"] for name in names}, TEXTS))

    for path, origin in zip("bcdef", names, strict=True):
        assert set(matching.known(path, moved[path], [f"{origin}1", f"{origin}2", "new"])) == {
            f"{origin}1",
            f"{origin}2",
        }


def test_a_rewritten_document_keeps_its_entries(tmp_path: Path) -> None:
    put(tmp_path, {"a": TEXTS["f"]})
    matching = Matching(baseline(tmp_path, {"a": ["1"]}, TEXTS))

    assert set(matching.known("a", TEXTS["f"], ["1", "new"])) == {"1"}


def test_the_document_with_more_of_the_findings_is_the_origin(tmp_path: Path) -> None:
    texts = {"a": TEXTS["a"], "b": TEXTS["a"], "c": TEXTS["a"]}
    matching = Matching(baseline(tmp_path, {"a": ["1"], "b": ["2", "3"], "c": ["2"]}, texts))

    assert set(matching.known("z", TEXTS["a"], ["2", "3", "4"])) == {"2", "3"}
    assert set(matching.known("y", TEXTS["a"], ["1"])) == {"1"}


def test_many_alike_documents_are_matched_one_by_one(tmp_path: Path) -> None:
    texts = {f"old{n}": b"title: the same\nbody\n" for n in range(300)}
    matching = Matching(baseline(tmp_path, {path: ["1"] for path in texts}, texts))

    known = [bool(matching.known(f"new{n}", b"more\ntitle: the same\nbody\n", ["1"])) for n in range(301)]

    assert known == [True] * 300 + [False]


def test_empty_documents(tmp_path: Path) -> None:
    matching = Matching(baseline(tmp_path, {"a": ["1"]}, {"a": b"---\n---\n"}))

    assert matching.known("b", b"---\nwords\n", ["1"]) == {}
    assert set(matching.known("c", b"", ["1"])) == {"1"}


def test_asking_twice_changes_nothing(tmp_path: Path) -> None:
    matching = Matching(baseline(tmp_path, {"a": ["1", "2"]}, TEXTS))

    first = matching.known("b", TEXTS["a"], ["1", "new"])

    assert matching.known("b", TEXTS["a"], ["1", "new"]) == first != {}
    assert (matching.met, matching.unneeded) == (1, 1)


def test_line_ends_and_indentation_do_not_matter() -> None:
    assert lines_of(b"# One\n\n---\n  two\n") == lines_of(b"One\r\n>\ttwo") == lines_of(b"One\rtwo")
    assert len(lines_of(b"one\xe2\x80\xa8two\n")) == 1


def test_likeness() -> None:
    lines = lines_of(TEXTS["a"])
    assert likeness(lines, lines) == 1
    assert likeness(lines, lines_of(TEXTS["b"])) == 0
    assert likeness(frozenset(), frozenset()) == 1
    assert likeness(frozenset(), lines) == 0


def test_rules_that_stay_out_exist() -> None:
    assert set(registry.names()) >= BLINDING


def test_the_file_is_sorted_with_one_finding_a_line(tmp_path: Path) -> None:
    entries = [
        Entry("b.md", "r", "two\u2028\x1b", "2"),
        Entry("a\udcff.md", "s", "one", "1"),
        Entry("b.md", "q", "three", "3"),
    ]
    text = render(Baseline(str(tmp_path / "x"), entries, {"b.md": frozenset((255, 1)), "gone.md": frozenset((7,))}))

    assert text.splitlines() == [
        "{",
        '"seedlint-baseline": 1,',
        '"documents": {',
        '"a\\udcff.md": "",',
        '"b.md": "00000001 000000ff"',
        "},",
        '"findings": [',
        '{"path": "a\\udcff.md", "rule": "s", "message": "one", "fingerprint": "1"},',
        '{"path": "b.md", "rule": "q", "message": "three", "fingerprint": "3"},',
        '{"path": "b.md", "rule": "r", "message": "two\\u2028\\u001b", "fingerprint": "2"}',
        "]",
        "}",
    ]
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    assert sorted(read_baseline(str(path))) == sorted(entries)
    path.write_text(json.dumps(json.loads(text), indent=4), encoding="utf-8-sig")
    assert render(read_baseline(str(path))) == text, "however it is laid out"


def test_an_empty_baseline(tmp_path: Path) -> None:
    empty = Baseline(str(tmp_path / "x"))

    assert write(empty)
    assert not write(empty), "nothing to write"
    assert list(read_baseline(str(tmp_path / "x"))) == []


def test_writing_follows_links_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")

    assert write(Baseline(str(tmp_path / "link")))

    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]
    assert (tmp_path / "real").read_text(encoding="utf-8").startswith('{\n"seedlint-baseline": 1,')


HEAD = '{"seedlint-baseline": 1,\n"documents": {},\n"findings": ['


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "not JSON: expecting value"),
        ("[]", 1, "not a baseline of seedlint"),
        ('{"version": 1}', 1, "not a baseline of seedlint: there is no 'seedlint-baseline' in it"),
        ('{\n\n"seedlint-baseline": 2}', 3, "written by a newer seedlint: its version is 2, this seedlint reads 1"),
        ('{\n"seedlint-baseline": "1"}', 2, "expected 'seedlint-baseline' to be the number of a version"),
        ('{"seedlint-baseline": true}', 1, "expected 'seedlint-baseline' to be the number of a version"),
        (f"{HEAD}\n{ENTRY},\n{ENTRY}\n]", 6, "not JSON"),
        (f"{HEAD}\n<<<<<<< ours\n{ENTRY}\n", 4, "a merge conflict is not resolved"),
        (f"{HEAD}\n{ENTRY},\n=======\n{ENTRY}\n", 5, "a merge conflict is not resolved"),
        (f"{HEAD}\n{ENTRY},\n\n  17]}}", 6, "expected a finding: an object with path, rule, message and fingerprint"),
        (f'{HEAD}\n{ENTRY},\n{{"path": "a.md"}}]}}', 5, "expected a finding"),
        (f"{HEAD}\n{ENTRY},\n{NUMBERED}]}}", 5, "expected a finding"),
        ('{"seedlint-baseline": 1,\n"findings": 3}', 2, "expected 'findings' to be a list"),
        ('{"seedlint-baseline": 1}', 1, "expected 'findings' to be a list"),
        ('{"seedlint-baseline": 1,\n"documents": [],\n"findings": []}', 2, "expected 'documents' to be an object"),
        (
            '{"seedlint-baseline": 1,\n"documents": {\n"é.md": "xyz"},\n"findings": []}',
            3,
            "expected the numbers of lines in hexadecimal for 'é.md'",
        ),
        ('{"seedlint-baseline": 1,\n"documents": {"a": 1},\n"findings": []}', 2, "expected the numbers of lines"),
        ("[" * 100_000, 1, "nested too deep"),
        (b'{"seedlint-baseline": 1,\n"\xff', 2, "the baseline is not UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str | bytes, line: int, message: str) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(ConfigError) as caught:
        read_baseline(str(path))

    assert caught.value.line == line
    assert message in caught.value.message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the baseline: Is a directory"):
        read_baseline(str(tmp_path))
