"""``seedlint baseline`` and what ``seedlint`` makes of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from seedlint import lint_paths
from seedlint.cli.main import run
from seedlint.rules import registry

CLEAN = "The harbour opened again on Monday morning after the ice, and six ships came in before noon with the tide.\n"
BAD = f"CafÃ©. {CLEAN}"
FILE = ".seedlint-baseline.json"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def seedlint(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def call(*argv: str) -> Ran:
        code = run(argv)
        return Ran(code, *capsys.readouterr())

    return call


def entries(path: Path) -> list[tuple[str, str]]:
    found = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return [(entry["path"], entry["rule"]) for entry in found]


def test_only_new_findings_are_told(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")

    assert seedlint("baseline") == (
        0,
        f"{FILE}: written (1 finding added)\nstill owed: 1 finding in 1 document\n  1  mojibake\n",
        "",
    )
    code, out, err = seedlint()
    assert (code, out) == (0, "")
    assert f"note: 1 finding is known ({FILE})" in err

    (tmp_path / "a.md").write_text(f"\n\n{BAD}Ã¼ber\n", encoding="utf-8")
    code, out, _ = seedlint()
    assert code == 1
    assert out == "a.md:4:1: error: 'Ã¼' is 'ü' read as windows-1252 [mojibake]\n"


def test_one_more_of_the_same_is_new(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD * 2, encoding="utf-8")
    seedlint("baseline")
    (tmp_path / "a.md").write_text(BAD * 3, encoding="utf-8")

    code, out, _ = seedlint()

    assert (code, out.count("\n")) == (1, 1)


@pytest.mark.parametrize("option", [["--no-baseline"], ["--isolated"]])
def test_without_the_baseline(seedlint: Callable[..., Ran], tmp_path: Path, option: list[str]) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")

    assert seedlint().code == 0
    assert seedlint(*option).code == 1


def test_another_file(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")

    assert seedlint("baseline", "--baseline", "known/x.json").code == 2
    (tmp_path / "known").mkdir()
    assert seedlint("baseline", "--baseline", "known/x.json").code == 0

    assert entries(tmp_path / "known" / "x.json") == [("../a.md", "mojibake")]
    assert seedlint().code == 1
    assert seedlint("--baseline", "known/x.json").code == 0
    assert seedlint("--isolated", "--baseline", "known/x.json").code == 0


def test_the_configuration_names_the_file(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "seedlint.toml").write_text('ignore = []\nbaseline = "known.json"\n', encoding="utf-8")
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")

    code, out, err = seedlint()
    assert (code, out) == (2, "")
    assert err.startswith("seedlint: error: seedlint.toml:2:12: there is no baseline known.json\n  help: ")
    assert seedlint("--no-baseline").code == 1
    assert seedlint("baseline").code == 0
    assert entries(tmp_path / "known.json") == [("a.md", "mojibake")]
    assert seedlint().code == 0


def test_each_configuration_has_its_own(
    seedlint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder / "sub").mkdir(parents=True)
        (tmp_path / folder / "seedlint.toml").write_text("", encoding="utf-8")
        (tmp_path / folder / "sub" / "a.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")

    assert seedlint("baseline").code == 0

    assert entries(tmp_path / "one" / FILE) == [("sub/a.md", "mojibake")]
    assert entries(tmp_path / "two" / FILE) == [("sub/a.md", "mojibake")]
    assert entries(tmp_path / FILE) == [("a.md", "mojibake")]
    assert seedlint().code == 0
    monkeypatch.chdir(tmp_path / "one" / "sub")
    assert seedlint().code == 0
    (tmp_path / "one" / FILE).unlink()
    assert seedlint().code == 1


def test_standard_input_has_a_baseline_by_its_name(
    seedlint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import BytesIO, TextIOWrapper

    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")

    for name, code in (("a.md", 0), ("b.md", 1)):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(BAD.encode())))
        assert seedlint("-", "--stdin-filename", name).code == code


def test_what_hides_other_defects_goes_in_only_by_name(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"caf\xe9 " + BAD.encode())
    (tmp_path / "b.md").write_text(f"---\na: [\n---\n{CLEAN}", encoding="utf-8")
    (tmp_path / "c.md").write_text(f"---\na: b\nText.\n\n{CLEAN}", encoding="utf-8")

    code, out, err = seedlint("baseline")

    assert code == 1
    assert "still owed: 1 finding in 1 document" in out
    assert "--allow" in err
    assert [line.rpartition("[")[2] for line in err.splitlines()[1:]] == [
        "invalid-utf8]",
        "invalid-front-matter]",
        "unclosed-front-matter]",
    ]
    assert seedlint().code == 1
    assert seedlint("baseline", "--update", "--allow", "invalid-utf8,invalid-front-matter").code == 1
    assert entries(tmp_path / FILE) == [
        ("a.md", "invalid-utf8"),
        ("a.md", "mojibake"),
        ("b.md", "invalid-front-matter"),
    ]
    assert seedlint("baseline", "--update", "--allow", "unclosed-front-matter").code == 0
    assert len(entries(tmp_path / FILE)) == 4, "what is in it stays"
    assert seedlint().code == 0


def test_what_cannot_be_checked_never_goes_in(
    seedlint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "b.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")
    (tmp_path / "b.md").write_text("x" * 300 + BAD, encoding="utf-8")
    (tmp_path / "seedlint.toml").write_text("max-file-size = 200\n", encoding="utf-8")

    code, out, err = seedlint("baseline", "--update")

    assert code == 2
    assert "as it was" in out
    size = 300 + len(BAD.encode())
    assert err.startswith(f"could not be checked:\nb.md:1:1: error: cannot read: it has {size} bytes")
    assert entries(tmp_path / FILE) == [("a.md", "mojibake"), ("b.md", "mojibake")], "what is known of it stays"


def test_a_rule_that_crashes_changes_nothing_for_its_document(
    seedlint: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")
    before = (tmp_path / FILE).read_bytes()

    def crash(self: object, document: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(registry.rule("mojibake"), "check", crash)

    assert seedlint("baseline", "--update").code == 2
    assert (tmp_path / FILE).read_bytes() == before
    assert seedlint().code == 2


def test_a_broken_schema_does_not_empty_the_baseline(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"required": ["x"]}', encoding="utf-8")
    (tmp_path / "a.md").write_text("---\na: b\n---\nText.\n", encoding="utf-8")
    assert seedlint("baseline", "--schema", "s.json").code == 0
    before = (tmp_path / FILE).read_bytes()
    (tmp_path / "s.json").write_text("{", encoding="utf-8")

    assert seedlint("baseline", "--schema", "s.json", "--update").code == 2
    assert (tmp_path / FILE).read_bytes() == before


def test_prune_takes_nothing_in(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"{name} {BAD}Ã¼ber\n", encoding="utf-8")
    seedlint("baseline")
    (tmp_path / "a.md").write_text(f"a {BAD}donâ€™t\n", encoding="utf-8")
    (tmp_path / "b.md").unlink()
    (tmp_path / "c.md").rename(tmp_path / "d.md")

    code, out, _ = seedlint("baseline", "--check")
    assert code == 1
    assert out.splitlines()[:4] == [
        "a.md: 'Ã¼' is 'ü' read as windows-1252 [mojibake]",
        "b.md: 'Ã©' is 'é' read as windows-1252 [mojibake]",
        "b.md: 'Ã¼' is 'ü' read as windows-1252 [mojibake]",
        f"{FILE}: 3 entries no longer needed",
    ]
    assert len(entries(tmp_path / FILE)) == 6, "checking changes nothing"
    code, out, _ = seedlint("baseline", "--prune")
    assert code == 0
    assert out.startswith(
        f"{FILE}: written (3 entries dropped, 1 renamed document followed)\nstill owed: 3 findings in 2 "
    )
    assert entries(tmp_path / FILE) == [("a.md", "mojibake"), ("d.md", "mojibake"), ("d.md", "mojibake")]
    assert seedlint("baseline", "--check").code == 0
    assert seedlint().code == 1, "what is new is still told"


def test_a_part_of_the_collection_leaves_the_rest_alone(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"{name} {BAD}", encoding="utf-8")
    seedlint("baseline")
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(CLEAN, encoding="utf-8")

    assert seedlint("baseline", "--update", "a.md").code == 0
    assert entries(tmp_path / FILE) == [("b.md", "mojibake"), ("c.md", "mojibake")]


def test_a_part_of_the_rules_leaves_the_rest_alone(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{BAD}[x](http://exa mple.org/)\n", encoding="utf-8")
    seedlint("baseline")
    both = entries(tmp_path / FILE)
    assert len({rule for _, rule in both}) == 2
    (tmp_path / "a.md").write_text(CLEAN, encoding="utf-8")

    _, _, err = seedlint("--select", "mojibake")
    assert "no longer needed" not in err
    assert "2 entries of .seedlint-baseline.json no longer needed (seedlint baseline --prune)" in seedlint().err
    seedlint("baseline", "--prune", "--select", "mojibake")
    assert entries(tmp_path / FILE) == [entry for entry in both if entry[1] != "mojibake"]
    seedlint("baseline", "--prune")
    assert entries(tmp_path / FILE) == []


def test_the_last_debt_is_paid(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")
    (tmp_path / "a.md").write_text(CLEAN, encoding="utf-8")

    assert seedlint("baseline", "--update").out == f"{FILE}: written (1 entry dropped)\nnothing is owed\n"


def test_suppressed_findings_need_no_baseline(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"<!-- seedlint: ignore[mojibake] a quotation -->\n{BAD}", encoding="utf-8")

    assert seedlint("baseline").out.endswith("nothing is owed\n")


def test_known_findings_are_told_to_who_asks(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")

    code, out, _ = seedlint("--report-suppressed")

    assert code == 0
    assert out.startswith("a.md:1:4: error: ")
    assert "in the baseline" in out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["baseline"], f"there is a baseline already: {FILE} (--update brings it up to date)"),
        (["baseline", "--baseline", "no.json", "--check"], "there is no baseline no.json (seedlint baseline writes"),
        (["baseline", "--baseline", "no.json", "--prune"], "there is no baseline no.json (seedlint baseline writes"),
        (["baseline", "--update", "--prune"], "--prune cannot be combined with --update"),
        (["baseline", "--check", "--allow", "invalid-utf8"], "--allow cannot be combined with --check: nothing goes"),
        (["baseline", "--update", "--allow", "invalid-utf"],
         "--allow: 'invalid-utf' is not one of front-matter-not-a-mapping, invalid-front-matter, invalid-utf8, "
         "unclosed-front-matter; did you mean 'invalid-utf8'?"),
        (["baseline", "--update", "--allow", "unreadable-file"], "--allow: 'unreadable-file' is not one of "),
        (["baseline", "--update", "-"], "a baseline is of files: - (standard input) is none"),
        (["baseline", "--update", "--select", "x"], "--select: unknown rule or family 'x'"),
        (["baseline", "--update", "no.txt"], ""),
        (["baseline", "--updat"], "there is no option --updat; did you mean '--update'?"),
        (["--baseline", "no.json"], "no.json: there is no such baseline\n  help: write it: seedlint baseline"),
        (["--baseline", "x", "--no-baseline"], "--no-baseline cannot be combined with --baseline"),
        (["--baseline", "a.md"], "a.md:1:1: not JSON: expecting value\n"),
        (["--baseline", "folder"], "folder: cannot read the baseline: Is a directory"),
    ],
)  # fmt: skip
def test_mistakes(seedlint: Callable[..., Ran], tmp_path: Path, argv: list[str], message: str) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / FILE).write_text('{"seedlint-baseline": 1, "findings": []}', encoding="utf-8")

    code, out, err = seedlint(*argv)

    assert code == 2
    if message:
        assert out == ""
        assert err.startswith(f"seedlint: error: {message}")


def test_a_broken_baseline_stops_the_run_before_it_begins(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("fine\n", encoding="utf-8")
    (tmp_path / FILE).write_text('{"seedlint-baseline": 1,\n"findings": [\n1]}', encoding="utf-8")

    code, out, err = seedlint("--output-format", "json")

    assert (code, out) == (2, "")
    assert err.startswith(f"seedlint: error: {FILE}:3:1: expected a finding: an object with path, rule, message and ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        assert seedlint("baseline").code == 2
    finally:
        tmp_path.chmod(0o700)


def test_programs_get_all_findings(seedlint: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    seedlint("baseline")

    assert [finding.rule for finding in lint_paths(["."])] == ["mojibake"]
