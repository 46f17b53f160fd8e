"""Real documents, real rules, the whole command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from seedlint.cli.main import run
from unit.reporters import readers

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture
def collection(tmp_path, monkeypatch):
    """A copy of the specimens in a folder of a repository, and a document with a suppressed finding."""
    for name in ("CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    folder = tmp_path / "content"
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / "seeds/suppressed.md").write_text(
        "---\ntitle: CafÃ©  # seedlint: ignore[mojibake] a quotation\n---\nText.\n"
    )
    monkeypatch.chdir(folder)
    return folder


def test_every_format_of_one_run(collection, capsys):
    names = ("sarif", "gitlab", "rdjson", "junit", "checkstyle", "markdown", "json", "jsonl")
    options = [f"--output={name}:{name}.out" for name in names]
    assert run(["--isolated", "--schema", "article", "--min-severity", "info", *options, "seeds"]) == 1
    count = len(capsys.readouterr().out.splitlines())  # concise: a line a finding
    texts = {name: Path(f"{name}.out").read_text(encoding="utf-8") for name in names}
    results = readers.read_sarif(texts["sarif"])["results"]
    assert len(results) == count + 1  # the suppressed one
    assert [len(result["suppressions"]) for result in results].count(1) == 1
    assert {
        len(readers.read_gitlab(texts["gitlab"])),
        len(readers.read_rdjson(texts["rdjson"])),
        len(readers.read_junit(texts["junit"]).findall("testsuite/testcase")),
        len(list(readers.read_checkstyle(texts["checkstyle"]).iter("error"))),
        len(readers.read_markdown(texts["markdown"])),
        len(json.loads(texts["json"])["diagnostics"]),
        len(texts["jsonl"].splitlines()),
    } == {count}
    fingerprints = [issue["fingerprint"] for issue in readers.read_gitlab(texts["gitlab"])]
    assert len(set(fingerprints)) == count  # GitLab shows one issue of those that share one


def test_sarif_knows_lines_as_github_does(collection, capsys):
    (collection / "a.md").write_bytes("CafÃ©\r\n hello; \t\r\nworld\ufffd\r\n".encode())
    assert run(["--isolated", "--output-format", "sarif", "a.md"]) == 1
    results = readers.read_sarif(capsys.readouterr().out)["results"]
    hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    assert len(hashes) == len(set(hashes)) == 2
    assert all(value.endswith(":1") for value in hashes)
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results} == {
        "content/a.md"
    }


def test_fixes_in_sarif_and_suggestions_in_rdjson_repair_the_text(collection, capsys):
    before = "---\ntitle: Žižkov CafÃ©\n---\n\nText.\n"
    (collection / "a.md").write_text(before, encoding="utf-8")
    run(["--isolated", "--output", "sarif", "--output", "rdjson:x", "a.md"])
    (result,) = readers.read_sarif(capsys.readouterr().out)["results"]
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    region, text = replacement["deletedRegion"], replacement["insertedContent"]["text"]
    line = before.splitlines()[region["startLine"] - 1]
    assert line[: region["startColumn"] - 1] + text + line[region["endColumn"] - 1 :] == "title: Žižkov Café"
    (diagnostic,) = readers.read_rdjson(Path("x").read_text(encoding="utf-8"))
    (suggestion,) = diagnostic["suggestions"]
    start, end = suggestion["range"]["start"]["column"], suggestion["range"]["end"]["column"]
    raw = line.encode()
    assert (raw[: start - 1] + suggestion["text"].encode() + raw[end - 1 :]).decode() == "title: Žižkov Café"


def test_github_actions(collection, capsys, monkeypatch, tmp_path):
    summary = tmp_path / "summary"
    summary.write_text("")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run(["--isolated", "--schema", "article", "seeds"]) == 1
    out, err = capsys.readouterr()
    commands = [command for command in map(readers.runner_command, err.splitlines()) if command]
    assert all(readers.runner_command(line) is None for line in out.splitlines())
    assert sum(command.name == "error" for command in commands) == 10
    for command in commands[:-1]:
        assert (tmp_path / command.properties["file"]).is_file()
        assert int(command.properties["line"]) >= 1
    assert len(readers.read_markdown(summary.read_text(encoding="utf-8"))) == len(out.splitlines())


def test_a_broken_configuration_leaves_no_report(collection, capsys):
    Path("seedlint.toml").write_text("nonsense = 1\n")
    Path("x.sarif").write_text("former")
    assert run(["--output", "sarif:x.sarif", "seeds"]) == 2
    assert Path("x.sarif").read_text() == "former"
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sarf", "sarif:no/such/folder", "sarif:"])
def test_an_output_that_cannot_be_is_2(collection, capsys, name):
    assert run(["--output", name, "seeds"]) == 2
    assert capsys.readouterr().err.startswith("seedlint: error: --output")
