"""Which configuration holds for a file, and what it says for one document."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlint.config.model import Catalogue, CommandLine, Condition, FailOn
from seedlint.config.resolve import Config, Configurations, holds
from seedlint.config.show import show_settings
from seedlint.diagnostics import Severity
from seedlint.errors import ConfigError, UsageError
from seedlint.rules import registry


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository as working directory."""
    folder = tmp_path / "root"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def never() -> Any:
    raise AssertionError("the metadata is not needed")


def rules(config: Config, path: str, metadata: Callable[[], Any] = never) -> list[str]:
    return [active.rule.name for active in config.resolve(path, metadata).rules]


ALL = ["empty-body", "mojibake", "odd-whitespace", "stub-body"]


class TestNearest:
    def found(self, path: str, catalogue: Catalogue) -> str | None:
        return Configurations(catalogue=catalogue).for_file(path).path

    def test_folder_wins(self, root: Path, catalogue: Catalogue) -> None:
        write("seedlint.toml", "")
        write("a/b/seedlint.toml", "")

        assert self.found("x.md", catalogue) == f"{root}/seedlint.toml"
        assert self.found("a/x.md", catalogue) == f"{root}/seedlint.toml"
        assert self.found("a/b/c/d/x.md", catalogue) == f"{root}/a/b/seedlint.toml"
        assert self.found(str(root / "a/b/x.md"), catalogue) == f"{root}/a/b/seedlint.toml"

    def test_seedlint_toml_goes_before_pyproject(self, root: Path, catalogue: Catalogue) -> None:
        write("pyproject.toml", "[tool.seedlint]\n")
        write("a/pyproject.toml", "[tool.other]\n")

        assert self.found("a/x.md", catalogue) == f"{root}/pyproject.toml"
        write("seedlint.toml", "")
        assert self.found("a/x.md", catalogue) == f"{root}/seedlint.toml"

    def test_ends_at_the_repository(self, root: Path, catalogue: Catalogue) -> None:
        write("../seedlint.toml", "")
        write("../elsewhere/x.md", "")

        assert self.found("a/x.md", catalogue) is None
        assert self.found("../elsewhere/x.md", catalogue) == f"{root.parent}/seedlint.toml"
        write("seedlint.toml", "")
        write("inner/.git", "gitdir: elsewhere\n")
        assert self.found("inner/x.md", catalogue) is None

    def test_hidden_and_strange_ones_are_none(self, root: Path, catalogue: Catalogue) -> None:
        write(".seedlint.toml", "broken")
        (root / "seedlint.toml").mkdir()

        assert self.found("x.md", catalogue) is None

    def test_link_that_leads_nowhere_is_a_mistake(self, root: Path, catalogue: Catalogue) -> None:
        (root / "seedlint.toml").symlink_to("moved.toml")

        with pytest.raises(ConfigError, match="cannot read the configuration: no such file"):
            self.found("x.md", catalogue)

    def test_is_not_joined_with_the_one_above(self, root: Path, catalogue: Catalogue) -> None:
        write("seedlint.toml", 'ignore = ["all"]\n')
        write("a/seedlint.toml", 'fail-on = "error"\n')

        assert rules(Configurations(catalogue=catalogue).for_file("a/x.md"), "a/x.md") == ALL

    def test_each_file_is_read_once(self, root: Path, catalogue: Catalogue) -> None:
        write("seedlint.toml", "")
        configurations = Configurations(catalogue=catalogue)
        first = configurations.for_file("a/x.md")
        write("seedlint.toml", "broken")

        assert configurations.for_file("a/b/c.md") is first
        assert configurations.for_folder(str(root)) is first


class TestConfigFlag:
    def test_holds_for_everything(self, root: Path, catalogue: Catalogue) -> None:
        write("seedlint.toml", "broken")
        write("a/pyproject.toml", "[tool.seedlint]\nignore = ['mojibake']\n")
        config = Configurations(file="a/pyproject.toml", catalogue=catalogue).for_file("x.md")

        assert config.path == f"{root}/a/pyproject.toml"
        assert rules(config, "x.md") == ["empty-body", "odd-whitespace", "stub-body"]

    def test_of_any_name(self, root: Path, catalogue: Catalogue) -> None:
        write(".ci/lint.toml", "select = ['body']\n")

        config = Configurations(file=".ci/lint.toml", catalogue=catalogue).for_file("x.md")
        assert rules(config, "x.md") == ["empty-body", "stub-body"]

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("none.toml", "none.toml: cannot read the configuration: no such file or directory"),
            ("pyproject.toml", "pyproject.toml: it has no table [tool.seedlint]"),
        ],
    )
    def test_that_leads_nowhere(self, root: Path, catalogue: Catalogue, name: str, message: str) -> None:
        write("pyproject.toml", "[project]\n")

        with pytest.raises(ConfigError) as caught:
            Configurations(file=name, catalogue=catalogue)
        assert str(caught.value) == message

    def test_isolated_reads_none(self, root: Path, catalogue: Catalogue) -> None:
        write("seedlint.toml", "broken")

        config = Configurations(isolated=True, catalogue=catalogue).for_file("x.md")
        assert config.path is None
        assert rules(config, "x.md") == ALL


class TestOverrides:
    def config(self, text: str, catalogue: Catalogue, command_line: CommandLine = CommandLine()) -> Config:  # noqa: B008
        write("seedlint.toml", text)
        return Configurations(command_line, catalogue=catalogue).for_file("x.md")

    def test_by_glob(self, root: Path, catalogue: Catalogue) -> None:
        config = self.config('[[overrides]]\nfiles = ["videos"]\nignore = ["body"]\n', catalogue)

        assert rules(config, "videos/a.md") == ["mojibake", "odd-whitespace"]
        assert rules(config, str(root / "x/videos/a.md")) == ["mojibake", "odd-whitespace"]
        assert rules(config, "a.md") == ALL

    @pytest.mark.parametrize(
        ("metadata", "empty_body"),
        [
            ({"type": "video"}, False),
            ({"type": ["news", "video"]}, False),
            ({"type": "article"}, True),
            ({"type": "Video"}, True),
            ({"type": None}, True),
            ({"type": {"video": 1}}, True),
            ({}, True),
            (None, True),
            ([], True),
        ],
    )
    def test_by_value(self, root: Path, catalogue: Catalogue, metadata: Any, empty_body: bool) -> None:
        config = self.config('[[overrides]]\nwhen = {type = "video"}\nignore = ["empty-body"]\n', catalogue)

        assert ("empty-body" in rules(config, "a.md", lambda: metadata)) is empty_body

    def test_needs_the_metadata_only_where_the_glob_fits(self, root: Path, catalogue: Catalogue) -> None:
        config = self.config('[[overrides]]\nfiles = ["a.md"]\nwhen = {type = "video"}\nignore = ["all"]\n', catalogue)

        assert rules(config, "b.md", never) == ALL
        assert rules(config, "a.md", lambda: {"type": "video"}) == []
        assert rules(config, "b.md", lambda: {"type": "video"}) == ALL

    def test_later_ones_go_over_earlier_ones_and_the_command_line_over_all(
        self, root: Path, catalogue: Catalogue
    ) -> None:
        text = (
            'select = ["body"]\n'
            '[[overrides]]\nfiles = ["a/**"]\nselect = ["encoding"]\nrules.mojibake.severity = "info"\n'
            '[[overrides]]\nfiles = ["a/b/**"]\nextend-select = ["stub-body"]\nrules.mojibake.severity = "warning"\n'
        )
        config = self.config(text, catalogue)
        assert rules(config, "x.md") == ["empty-body", "stub-body"]
        assert rules(config, "a/x.md") == ["mojibake", "odd-whitespace"]
        assert rules(config, "a/b/x.md") == ["mojibake", "odd-whitespace", "stub-body"]
        assert config.resolve("a/x.md", never).rules[0].severity is Severity.INFO
        assert config.resolve("a/b/x.md", never).rules[0].severity is Severity.WARNING

        config = self.config(text, catalogue, CommandLine(ignore=("encoding",), extend_select=("empty-body",)))
        assert rules(config, "a/b/x.md") == ["empty-body", "stub-body"]

    def test_globs_are_relative_to_the_configuration_that_applies(self, root: Path, catalogue: Catalogue) -> None:
        write(
            "presets/base.toml",
            '[[overrides]]\nfiles = ["/videos/**"]\nignore = ["all"]\n[schemas]\n"s.json" = ["a.md"]\n',
        )
        config = self.config('extend = "presets/base.toml"\n', catalogue)

        assert rules(config, "videos/a.md") == []
        assert rules(config, "presets/videos/a.md") == ALL
        schema = config.resolve("a.md", never).schema
        assert schema is not None
        assert schema.target == f"{root}/presets/s.json"

    def test_equal_settings_are_one_object(self, root: Path, catalogue: Catalogue) -> None:
        config = self.config('[[overrides]]\nwhen = {type = ["a", "b"]}\nignore = ["all"]\n', catalogue)
        plain = config.resolve("a.md", dict)

        assert all(config.resolve(f"{number}.md", lambda: {"type": "z"}) is plain for number in range(5))
        assert config.resolve("a.md", lambda: {"type": "a"}) is config.resolve("b.md", lambda: {"type": "b"})

    def test_settings_can_be_sent_to_another_process(self, root: Path) -> None:
        config = self.config('fail-on = "error"\n', registry)
        settings = config.resolve("a.md", never)

        assert pickle.loads(pickle.dumps(settings)).fail_on is FailOn.ERROR


@pytest.mark.parametrize(
    ("path", "wanted", "metadata", "expected"),
    [
        ("a", "x", {"a": "x"}, True),
        ("a", 1, {"a": 1.0}, True),
        ("a", 1, {"a": True}, False),
        ("a", True, {"a": 1}, False),
        ("a", True, {"a": True}, True),
        ("a", False, {"a": 0}, False),
        ("a", "1", {"a": 1}, False),
        ("a", 1, {"a": [0, 1]}, True),
        ("a", 1, {"a": [[1]]}, False),
        ("a.b", "x", {"a": {"b": "x"}}, True),
        ("a.b", "x", {"a": {"b": {"c": "x"}}}, False),
        ("a.b", "x", {"a": "x"}, False),
        ("a.b", "x", {"a.b": "x"}, False),
        ("a", "x", {}, False),
        ("a", "x", None, False),
    ],
)
def test_conditions(path: str, wanted: Any, metadata: Any, expected: bool) -> None:
    assert holds(Condition(tuple(path.split(".")), (wanted,)), metadata) is expected


@pytest.mark.parametrize(
    "when",
    ['{"provider.domain" = "x", n = 1}', "{provider = {domain = 'x'}, n = 1}", "{provider.domain = ['y', 'x'], n = 1}"],
)
def test_all_conditions_must_hold_and_paths_can_be_written_in_any_way(
    root: Path, catalogue: Catalogue, when: str
) -> None:
    write("seedlint.toml", f"[[overrides]]\nwhen = {when}\nignore = ['all']\n")
    config = Configurations(catalogue=catalogue).for_file("x.md")

    assert rules(config, "x.md", lambda: {"provider": {"domain": "x"}, "n": 1}) == []
    assert rules(config, "x.md", lambda: {"provider": {"domain": "x"}, "n": 2}) == ALL
    assert rules(config, "x.md", lambda: {"provider": {"domain": "z"}, "n": 1}) == ALL


class TestSchemas:
    TEXT = (
        '[schemas]\narticle = ["**"]\n"schemas/video.json" = ["videos/**"]\n"https://x.org/s" = ["u/*.md"]\n'
        '[[overrides]]\nwhen = {type = "page"}\nschema = "page.yaml"\n'
    )

    def binding(self, path: str, metadata: Any = None, schema: str | None = None) -> tuple[str, str] | None:
        write("conf/seedlint.toml", self.TEXT)
        config = Configurations(CommandLine(schema=schema)).for_file("conf/x.md")
        settings = config.resolve(path, lambda: metadata)
        assert settings.schema_is_fixed is (schema is not None)
        assert settings.schema is not None
        place = settings.schema.place
        return settings.schema.target, "-" if place is None else ":".join(map(str, place))

    def test_the_last_glob_that_fits_holds(self, root: Path) -> None:
        assert self.binding("conf/a.md") == ("article", "conf/seedlint.toml:2:1")
        assert self.binding("conf/videos/a.md") == (f"{root}/conf/schemas/video.json", "conf/seedlint.toml:3:1")
        assert self.binding("conf/u/a.md") == ("https://x.org/s", "conf/seedlint.toml:4:1")

    def test_an_override_goes_before_the_globs(self, root: Path) -> None:
        page = (f"{root}/conf/page.yaml", "conf/seedlint.toml:7:10")
        assert self.binding("conf/videos/a.md", {"type": "page"}) == page

    def test_the_command_line_goes_before_all_and_counts_from_the_working_directory(self, root: Path) -> None:
        assert self.binding("conf/a.md", {"type": "page"}, "x/s.json") == (f"{root}/x/s.json", "-")
        assert self.binding("conf/a.md", {"type": "page"}, "article") == ("article", "-")

    def test_none(self, root: Path) -> None:
        assert Configurations().for_file("x.md").resolve("x.md", never).schema is None


class TestCommandLine:
    @pytest.mark.parametrize(
        ("command_line", "message"),
        [
            (CommandLine(select=("mojibak",)), "--select: unknown rule or family 'mojibak'; did you mean 'mojibake'?"),
            (CommandLine(ignore=("body", "bodi")), "--ignore: unknown rule or family 'bodi'; did you mean 'body'?"),
            (CommandLine(extend_select=("",)), "--extend-select: unknown rule or family ''"),
        ],
    )
    def test_unknown_rules(self, catalogue: Catalogue, command_line: CommandLine, message: str) -> None:
        with pytest.raises(UsageError) as caught:
            Configurations(command_line, catalogue=catalogue)
        assert str(caught.value) == message

    def test_goes_over_the_file(self, root: Path, catalogue: Catalogue) -> None:
        write("seedlint.toml", 'fail-on = "error"\nmin-severity = "error"\nselect = ["body"]\nmax-file-size = 9\n')
        below = Configurations(catalogue=catalogue).for_file("x.md").resolve("x.md", never)
        command_line = CommandLine(("mojibake",), fail_on=FailOn.NEVER, min_severity=Severity.INFO)
        above = Configurations(command_line, catalogue=catalogue).for_file("x.md").resolve("x.md", never)

        assert (below.fail_on, below.min_severity, below.max_file_size) == (FailOn.ERROR, Severity.ERROR, 9)
        assert (above.fail_on, above.min_severity, above.max_file_size) == (FailOn.NEVER, Severity.INFO, 9)
        assert [active.rule.name for active in above.rules] == ["mojibake"]


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        (FailOn.ERROR, [Severity.ERROR]),
        (FailOn.WARNING, [Severity.ERROR, Severity.WARNING]),
        (FailOn.INFO, [Severity.ERROR, Severity.WARNING, Severity.INFO]),
        (FailOn.NEVER, []),
    ],
)
def test_fail_on(fail_on: FailOn, failing: list[Severity]) -> None:
    assert [severity for severity in Severity if fail_on.fails(severity)] == failing


def test_show_settings(root: Path, catalogue: Catalogue) -> None:
    write(
        "seedlint.toml", 'select = ["stub-body", "mojibake"]\nrules.stub-body.min-words = 3\nschemas.article = ["**"]\n'
    )

    assert show_settings(Configurations(catalogue=catalogue).for_file("x.md"), "a/x.md") == {
        "path": "a/x.md",
        "config": "seedlint.toml",
        "root": str(root),
        "preset": "recommended",
        "fail-on": "warning",
        "min-severity": "warning",
        "max-file-size": 16777216,
        "include": ["*.markdown", "*.md", "*.mdown", "*.mdx", "*.mkd", "*.mkdn", "*.qmd", "*.rmd", "*.txt"],
        "exclude": [],
        "respect-gitignore": True,
        "force-exclude": False,
        "schema": {"schema": "article", "from": "seedlint.toml:3:9"},
        "rules": {
            "mojibake": {"severity": "error", "encodings": ["cp1252"]},
            "stub-body": {"severity": "info", "min-words": 3, "share": 0.5, "unit": "words", "marker": ""},
        },
    }
