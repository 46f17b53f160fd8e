"""--add-ignore and --report-suppressed from the command line, on files."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from seedlint.cli.main import run

TEXT = "The cafÃ© has opened on Monday morning after the winter, and three guests came in before noon with the tide.\n"
BROKEN = f"---\ntitle: CafÃ© opens\nheat: 1\n---\n\n{TEXT}"
WRITTEN = (
    "---\ntitle: CafÃ© opens  # seedlint: ignore[mojibake]{reason}\nheat: 1\n---\n\n"
    f"<!-- seedlint: ignore[mojibake]{{reason}} -->\n{TEXT}"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "a.md").write_bytes(BROKEN.encode())
    return tmp_path


@pytest.fixture
def seedlint(capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def text(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("option", "reason"),
    [("--add-ignore", ""), ("--add-ignore=", ""), ("--add-ignore=as printed", " as printed")],
)
def test_comments_are_written_and_then_nothing_is_left(folder, seedlint, option, reason):
    code, out, err = seedlint("--isolated", option, "a.md")

    assert (code, out) == (0, "")
    assert err == "1 document, no findings, 2 suppressed\nnote: wrote comments into 1 document\n"
    assert text(folder / "a.md") == WRITTEN.format(reason=reason)
    assert seedlint("--isolated", "a.md") == (0, "", "1 document, no findings, 2 suppressed\n")


def test_what_cannot_have_a_comment_is_still_told(folder, seedlint):
    (folder / "a.md").write_text(BROKEN.replace("heat: 1", "text: |\n  CafÃ©"))
    (folder / "b.txt").write_text(TEXT)
    (folder / "c.md").write_text('{"title": "CafÃ©"}\n\nText.\n')
    (folder / "d.mdx").write_text(TEXT)
    (folder / "e.md").write_bytes("CafÃ©\n".encode("utf-16"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    code, out, err = seedlint("--isolated", "--add-ignore", ".")

    assert code == 1
    assert [line.split(" ")[0] for line in out.splitlines()] == [
        "a.md:4:6:", "b.txt:1:8:", "c.md:1:15:", "d.mdx:1:8:", "e.md:1:1:"
    ]  # fmt: skip
    assert "note: wrote comments into 1 document\nnote: no comment can stand beside what is left (plain text" in err
    changed = [path.name for path in folder.iterdir() if path.read_bytes() != before[path.name]]
    assert changed == ["a.md"]


def test_only_what_is_listed_gets_a_comment(folder, seedlint):
    (folder / "seedlint.toml").write_text('rules.mojibake.severity = "info"\n')

    assert seedlint("--add-ignore", "a.md")[0] == 0
    assert text(folder / "a.md") == BROKEN

    assert seedlint("--add-ignore", "--min-severity", "info", "a.md")[0] == 0
    assert text(folder / "a.md") == WRITTEN.format(reason="")


def test_the_rest_of_the_file_stays(folder, seedlint):
    raw = b"\xef\xbb\xbf---\r\ntitle: Caf\xc3\x83\xc2\xa9\r\n---\r\n\r\nText \xff\r\n"
    target, link = folder / "a.md", folder / "link.md"
    target.write_bytes(raw)
    target.chmod(0o640)
    link.symlink_to("a.md")

    assert seedlint("--isolated", "--add-ignore", "link.md")[0] == 0

    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_bytes() == (
        b"\xef\xbb\xbf---\r\ntitle: Caf\xc3\x83\xc2\xa9  # seedlint: ignore[mojibake]\r\n---\r\n\r\n"
        b"<!-- seedlint: ignore[invalid-utf8] -->\r\nText \xff\r\n"
    )
    assert sorted(os.listdir(folder)) == ["a.md", "link.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--add-ignore", "-"], "--add-ignore writes into files: - (standard input) is none"),
        (["--add-ignore", "--staged", "a.md"], "cannot be combined with --staged"),
        (["--add-ignore", "--diff-base", "main", "a.md"], "cannot be combined with --diff-base"),
        (["--add-ignore=a --> b", "a.md"], "'a --> b' cannot stand in a comment"),
        (["--add-ignore=a\nb", "a.md"], "cannot stand in a comment"),
        (["--add-ignores", "a.md"], "did you mean '--add-ignore'?"),
    ],
)
def test_refused(folder, seedlint, arguments, message):
    code, _, err = seedlint(*arguments)
    assert code == 2
    assert message in err
    assert text(folder / "a.md") == BROKEN


def test_a_path_after_two_dashes_is_a_path(folder, seedlint):
    code, out, _ = seedlint("--isolated", "--", "--add-ignore")
    assert code == 2
    assert "cannot read: there is no such file" in out


def test_suppressed_findings_are_told_where_asked_for(folder, seedlint):
    (folder / "a.md").write_text(WRITTEN.format(reason=" as printed"))

    code, out, _ = seedlint("--isolated", "--report-suppressed", "--output-format", "concise", "a.md")
    assert code == 0
    assert out.splitlines()[0] == (
        "a.md:2:11: error: 'Ã©' is 'é' read as windows-1252 [mojibake] (suppressed: as printed)"
    )

    report = json.loads(seedlint("--isolated", "--report-suppressed", "--output-format", "json", "a.md")[1])
    assert [each["suppression"] for each in report["diagnostics"]] == [{"kind": "inSource", "reason": "as printed"}] * 2
    assert (report["summary"]["suppressed"], report["summary"]["failing"], report["summary"]["rules"]) == (2, 0, {})

    assert (
        "(suppressed: as printed)"
        in seedlint("--isolated", "--report-suppressed", "--output-format", "full", "a.md")[1]
    )
    grouped = seedlint("--isolated", "--report-suppressed", "--output-format", "grouped", "a.md")[1]
    assert "[mojibake] (suppressed: as printed)" in grouped


@pytest.mark.parametrize("name", ["github", "gitlab", "azure", "junit", "checkstyle", "rdjson", "markdown"])
def test_formats_that_cannot_mark_them_do_not_tell_them(folder, seedlint, name):
    (folder / "a.md").write_text(WRITTEN.format(reason=""))
    assert "mojibake" not in seedlint("--isolated", "--report-suppressed", "--output-format", name, "a.md")[1]


def test_programs_are_not_told_them(folder):
    from seedlint import lint_text

    assert lint_text(WRITTEN.format(reason=""), isolated=True) == []


def test_a_suppressed_finding_does_not_fail_the_run_and_an_unused_comment_does(folder, seedlint):
    (folder / "a.md").write_text(
        "---\nt: 1 # seedlint: ignore[mojibake]\n---\n\nCafÃ© <!-- seedlint: ignore[mojibake] -->\n"
    )
    code, out, _ = seedlint("--isolated", "a.md")
    assert (code, [line.rpartition(" ")[2] for line in out.splitlines()]) == (1, ["[unused-suppression]"])
