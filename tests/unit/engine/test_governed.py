"""A configuration file or a schema among the paths stands for the documents that it governs."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedlint.config.model import CommandLine
from seedlint.config.resolve import Configurations
from seedlint.engine.discover import Discovery, discover

HOOK = CommandLine(force_exclude=True)
ALL = ["news/a.md", "news/b.md", "notes/c.md", "top.md"]


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with four documents, a schema of two files, and data that is nobody's."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    write(dict.fromkeys(ALL, "text\n"))
    write(
        {
            "seedlint.toml": '[schemas]\n"schemas/news.json" = ["news/**"]\n',
            "schemas/news.json": '{"$ref": "parts/common.yaml#/$defs/news"}',
            "schemas/parts/common.yaml": "$defs:\n  news:\n    type: object\n",
            "package.json": "{}",
            "data.yaml": "a: 1\n",
        }
    )
    return tmp_path


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def found(*arguments: str, command_line: CommandLine = HOOK, **settings: str) -> list[str]:
    return [each.shown for each in discovery(*arguments, command_line=command_line, **settings).found]


def discovery(*arguments: str, command_line: CommandLine = HOOK, file: str | None = None) -> Discovery:
    return discover(arguments, Configurations(command_line, file=file))


@pytest.mark.parametrize("path", ["seedlint.toml", "schemas/news.json", "schemas/parts/common.yaml", "./seedlint.toml"])
@pytest.mark.parametrize("command_line", [HOOK, CommandLine()], ids=["force-exclude", "plain"])
def test_stands_for_all_documents_below_the_configuration(path: str, command_line: CommandLine) -> None:
    assert found(path, command_line=command_line) == ALL


def test_absolute_paths_too(tree: Path) -> None:
    assert found(str(tree / "schemas/news.json")) == ALL


def test_documents_come_once() -> None:
    assert found("notes/c.md", "seedlint.toml", "top.md", "schemas/news.json") == ["notes/c.md", *ALL[:2], "top.md"]


@pytest.mark.parametrize("path", ["package.json", "data.yaml"])
def test_other_data_governs_nothing(path: str) -> None:
    assert found(path) == []
    assert found(path, "top.md") == ["top.md"]
    assert found(path, command_line=CommandLine()) == [path]  # who names a file without the option means it


def test_a_schema_in_an_excluded_or_hidden_folder_governs_all_the_same() -> None:
    write({"seedlint.toml": 'exclude = ["schemas/"]\n[schemas]\n"schemas/news.json" = ["*"]\n".s/x.json" = ["*"]\n'})
    write({".s/x.json": "{}"})

    assert found("schemas/news.json") == ALL
    assert found(".s/x.json") == ALL


def test_the_inner_configuration_governs_its_own_documents_only() -> None:
    write({"news/seedlint.toml": 'ignore = ["links"]\n'})

    assert found("news/seedlint.toml") == ["news/a.md", "news/b.md"]
    assert found("seedlint.toml") == ["notes/c.md", "top.md"]


def test_a_configuration_that_others_extend_governs_their_documents() -> None:
    write({"base/rules.toml": 'ignore = ["links"]\n', "middle.toml": 'extend = "base/rules.toml"\n'})
    write({"news/seedlint.toml": 'extend = "../middle.toml"\n'})

    assert found("base/rules.toml") == ["news/a.md", "news/b.md"]
    assert found("middle.toml") == ["news/a.md", "news/b.md"]


def test_a_schema_of_an_override() -> None:
    write({"seedlint.toml": '[[overrides]]\nfiles = ["news/**"]\nschema = "schemas/news.json"\n'})

    assert found("schemas/news.json") == ALL


def test_a_schema_of_the_command_line() -> None:
    write({"seedlint.toml": ""})

    assert found("schemas/news.json") == []
    assert found("schemas/news.json", command_line=HOOK._replace(schema="schemas/news.json")) == ALL


def test_a_configuration_of_the_command_line() -> None:
    write({"config/ours.toml": ""})

    assert found("config/ours.toml", file="config/ours.toml") == ALL
    assert found("config/ours.toml") == []


def test_pyproject() -> None:
    Path("seedlint.toml").unlink()
    write({"pyproject.toml": '[project]\nname = "seedlint-user"\n'})
    assert found("pyproject.toml") == []

    write({"pyproject.toml": '[tool.seedlint]\nignore = ["links"]\n'})
    assert found("pyproject.toml") == ALL


def test_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("news")

    assert found("../seedlint.toml") == ["../news/a.md", "../news/b.md", "../notes/c.md", "../top.md"]


def test_a_broken_schema_is_come_to_so_that_it_is_told() -> None:
    write({"schemas/news.json": '{"$ref": "parts/common.yaml#/$defs/nothing"}'})

    assert found("schemas/parts/common.yaml") == ALL


def test_links_to_a_schema(tree: Path) -> None:
    (tree / "link.json").symlink_to("schemas/news.json")

    assert found("link.json") == ALL


def test_configurations_do_not_pull_in_what_is_left_out() -> None:
    write({"seedlint.toml": 'exclude = ["notes/"]\n', ".gitignore": "top.md\n", "news/x.py": "", ".hidden/a.md": ""})

    assert found("seedlint.toml") == ["news/a.md", "news/b.md"]


class TestNothingToCheck:
    def test_is_no_void_where_force_exclude_left_out_all_that_was_named(self) -> None:
        result = discovery("package.json", "data.yaml")

        assert not result.found
        assert not result.is_void
        assert "2 not matched by include" in result.explanation()

    def test_is_a_void_for_folders_and_for_nothing(self) -> None:
        write({"empty/x.py": "", "seedlint.toml": 'exclude = ["empty/"]\n'})

        assert discovery("empty").is_void
        assert discovery("empty", "package.json").is_void
        assert discovery().is_void

    def test_a_configuration_without_documents(self) -> None:
        write({"empty/seedlint.toml": ""})

        assert discovery("empty/seedlint.toml", command_line=CommandLine()).is_void
        assert not discovery("empty/seedlint.toml").is_void
        assert not discovery("empty/seedlint.toml").found


def test_a_hook_that_names_every_file_checks_what_a_run_over_the_folder_checks() -> None:
    write({"seedlint.toml": 'exclude = ["drafts/", "old-*"]\n', "drafts/a.md": "", "a/old-b.md": "", "LICENSE": ""})
    write({".github/a.md": "", "node_modules/x/README.md": "", "a/b/c.markdown": "", "a/x.py": "", "d.TXT": ""})
    write({"inner/seedlint.toml": 'include = ["*.rst"]\n', "inner/a.md": "", "inner/a.rst": "", "inner/b/c.rst": ""})
    names = sorted(str(path) for path in Path().rglob("*") if path.is_file() and ".git/" not in str(path))
    documents = [name for name in names if not name.endswith((".toml", ".json", ".yaml"))]

    expected = sorted(found("."))
    assert "a/b/c.markdown" in expected
    assert "inner/a.rst" in expected
    assert sorted(found(*documents)) == expected
    assert sorted(found(*names)) == expected
