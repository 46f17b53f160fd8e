"""What each preset applies, and what goes over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedlint import lint_text
from seedlint.cli.main import run
from seedlint.config.model import Catalogue, CommandLine, Layer, RuleSettings
from seedlint.config.presets import PRESETS, RECOMMENDED
from seedlint.config.resolve import Config, Configurations
from seedlint.config.select import choose
from seedlint.diagnostics import Severity
from seedlint.errors import ConfigError, UsageError
from seedlint.rules import registry
from seedlint.rules.base import Rule

E, M, W, S = "empty-body", "mojibake", "odd-whitespace", "stub-body"


class Quiet:
    """A catalogue in which stub-body is off by default."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.names, self.families, self._rule = catalogue.names, catalogue.families, catalogue.rule

    def rule(self, name: str) -> type[Rule]:
        rule = self._rule(name)
        return type(rule.__name__, (rule,), {"__module__": rule.__module__, "default": False}) if name == S else rule


def applied(preset: str) -> set[str]:
    return {active.rule.name for active in choose((), registry, preset)}


@pytest.mark.parametrize(
    ("preset", "layers", "active"),
    [
        ("recommended", [], [E, M, W]),
        ("strict", [], [E, M, W, S]),
        ("strict", [Layer(ignore=("encoding",))], [E, S]),
        ("strict", [Layer(ignore=(S,))], [E, M, W]),
        ("strict", [Layer(extend_select=(M,))], [E, M, W, S]),
        ("strict", [Layer(rules={S: RuleSettings(off=True)})], [E, M, W]),
        ("strict", [Layer(), Layer(ignore=("all",))], []),
        ("strict", [Layer(select=("all",))], [E, M, W]),
        ("strict", [Layer(select=("body",))], [E]),
        ("metadata", [], []),
        ("metadata", [Layer(extend_select=("body",))], [E]),
        ("metadata", [Layer(extend_select=(S,))], [S]),
        ("metadata", [Layer(select=("encoding",))], [M, W]),
        ("corpus", [], [E, M, W]),
        ("corpus", [Layer(ignore=("encoding",))], [E]),
    ],
)
def test_layers_go_over_a_preset(catalogue: Catalogue, preset: str, layers: list[Layer], active: list[str]) -> None:
    assert [rule.rule.name for rule in choose(layers, Quiet(catalogue), preset)] == active


def test_recommended_is_what_holds_without_a_preset() -> None:
    default = {active.rule.name for active in choose((), registry)}

    assert applied(RECOMMENDED) == default == {name for name in registry.names() if registry.rule(name).default}


def test_strict_is_everything() -> None:
    assert applied("strict") == set(registry.names())


def test_corpus_and_metadata_part_the_rules() -> None:
    families = registry.names()

    assert {families[name] for name in applied("corpus")} & {"metadata", "suppressions"} == set()
    assert applied("corpus") & applied("metadata") == {"invalid-utf8"}
    assert set(registry.families()["metadata"]) <= applied("metadata")
    assert {"mojibake", "empty-body", "secret", "malformed-url"} <= applied("corpus")


def test_no_preset_selects_what_is_off_by_default_but_strict() -> None:
    off = {name for name in registry.names() if not registry.rule(name).default}

    assert off
    assert [name for name in PRESETS if applied(name) & off] == ["strict"]


class TestConfiguration:
    def config(self, folder: Path, text: str, command_line: CommandLine = CommandLine()) -> Config:  # noqa: B008
        (folder / "seedlint.toml").write_text(text)
        return Configurations(command_line).for_file(str(folder / "x.md"))

    def names(self, config: Config) -> set[str]:
        return {active.rule.name for active in config.resolve("x.md", dict).rules}

    def test_names_a_preset(self, tmp_path: Path) -> None:
        config = self.config(tmp_path, 'preset = "metadata"\nignore = ["invalid-utf8"]\n')

        assert config.preset == "metadata"
        assert self.names(config) == applied("metadata") - {"invalid-utf8"}

    def test_min_severity_of_strict_yields(self, tmp_path: Path) -> None:
        def least(text: str, command_line: CommandLine = CommandLine()) -> Severity:  # noqa: B008
            return self.config(tmp_path, text, command_line).resolve("x.md", dict).min_severity

        assert least('preset = "strict"\n') is Severity.INFO
        assert least('preset = "strict"\nmin-severity = "error"\n') is Severity.ERROR
        assert least('preset = "strict"\n', CommandLine(min_severity=Severity.WARNING)) is Severity.WARNING
        assert least('preset = "corpus"\n') is Severity.WARNING

    def test_the_command_line_goes_over_it_and_under_the_selection(self, tmp_path: Path) -> None:
        config = self.config(
            tmp_path, 'preset = "corpus"\nextend-select = ["missing-key"]\n', CommandLine(preset="strict")
        )
        selected = self.config(tmp_path, 'select = ["body"]\n', CommandLine(preset="strict"))

        assert config.preset == "strict"
        assert self.names(config) == applied("strict")
        assert self.names(selected) == set(registry.families()["body"])

    def test_is_inherited(self, tmp_path: Path) -> None:
        (tmp_path / "base.toml").write_text('preset = "metadata"\nignore = ["invalid-utf8"]\n')
        inherited = self.config(tmp_path, 'extend = "base.toml"\nextend-select = ["mojibake"]\n')
        replaced = self.config(tmp_path, 'extend = "base.toml"\npreset = "recommended"\n')

        assert self.names(inherited) == (applied("metadata") | {"mojibake"}) - {"invalid-utf8"}
        assert self.names(replaced) == applied(RECOMMENDED) - {"invalid-utf8"}

    def test_must_exist(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="unknown preset 'strickt'; did you mean 'strict'"):
            self.config(tmp_path, 'preset = "strickt"\n')
        with pytest.raises(ConfigError, match="unknown key 'preset'"):
            self.config(tmp_path, '[[overrides]]\nfiles = ["a"]\npreset = "strict"\n')
        with pytest.raises(UsageError, match=r"there is no preset 'copus' .*; did you mean 'corpus'"):
            Configurations(CommandLine(preset="copus"))


DOCUMENT = "---\ntitle: A harbour\ntitle: Twice\n---\nA cafÃ© in the harbour.\n"


@pytest.mark.parametrize(
    ("preset", "found"),
    [
        ("recommended", {"duplicate-key", "mojibake"}),
        ("corpus", {"mojibake"}),
        ("metadata", {"duplicate-key"}),
    ],
)
def test_presets_for_programs(preset: str, found: set[str]) -> None:
    diagnostics = lint_text(DOCUMENT, isolated=True, preset=preset)

    assert {item.rule for item in diagnostics if item.severity is Severity.ERROR} == found


def test_corpus_asks_for_no_front_matter() -> None:
    found = lint_text("A harbour with a café.", "a.txt", schema="article", isolated=True, preset="corpus")

    assert {item.rule for item in found} <= {"stub-body"}


def test_the_commands_take_a_preset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")

    assert run(["--isolated", "--preset", "metadata", "--output-format", "concise", str(tmp_path / "a.md")]) == 1
    assert [line.rpartition(" [")[2] for line in capsys.readouterr().out.splitlines()] == ["duplicate-key]"]
    assert run(["rules", "--preset", "corpus", "--output-format", "json"]) == 0
    shown = capsys.readouterr().out
    assert '"mojibake"' in shown
    assert '"duplicate-key"' not in shown
    assert run(["rules", "privacy", "--preset", "strict"]) == 0
    assert " off" not in capsys.readouterr().out
    assert (
        run(["baseline", "--isolated", "--preset", "metadata", "--baseline", str(tmp_path / "b"), str(tmp_path)]) == 0
    )
    assert "mojibake" not in (tmp_path / "b").read_text(encoding="utf-8")
    assert "duplicate-key" in (tmp_path / "b").read_text(encoding="utf-8")


def test_an_unknown_preset_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--preset", "copus", "."]) == 2
    assert "did you mean 'corpus'" in capsys.readouterr().err
