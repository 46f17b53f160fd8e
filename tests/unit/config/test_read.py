"""A mistake in a configuration is told at its line and column, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlint.config.model import Catalogue
from seedlint.config.read import read
from seedlint.errors import ConfigError
from seedlint.text.lines import LineIndex
from seedlint.text.marks import unmark

TYPOS = [
    # keys
    ('⟦slect⟧ = ["all"]', "unknown key 'slect'; did you mean 'select'?"),
    ('select = ["all"]\n⟦extend_select⟧ = []', "unknown key 'extend_select'; did you mean 'extend-select'?"),
    ('⟦"SELECT"⟧ = []', "unknown key 'SELECT'; did you mean 'select'?"),
    ("⟦zzz⟧ = 1", "unknown key 'zzz'"),
    ('[[overrides]]\nfiles = ["a"]\n⟦ingore⟧ = []', "unknown key 'ingore'; did you mean 'ignore'?"),
    ('[[overrides]]\nfiles = ["a"]\n⟦fail-on⟧ = "error"', "unknown key 'fail-on'"),
    ("[⟦rule⟧.mojibake]", "unknown key 'rule'; did you mean 'rules'?"),
    # rules, families, options
    ('select = ["all", ⟦"mojibak"⟧]', "unknown rule or family 'mojibak'; did you mean 'mojibake'?"),
    ('select = [⟦"Encoding"⟧]', "unknown rule or family 'Encoding'; did you mean 'encoding'?"),
    ('ignore = [\n  "body",\n  ⟦"stub_body"⟧,\n]', "unknown rule or family 'stub_body'; did you mean 'stub-body'?"),
    ("extend-select = [⟦'E501'⟧]", "unknown rule or family 'E501'"),
    ('[rules.⟦emptybody⟧]\nseverity = "off"', "unknown rule 'emptybody'; did you mean 'empty-body'?"),
    ('[rules.⟦encoding⟧]\nseverity = "off"', "unknown rule 'encoding'"),
    ("[rules.stub-body]\n⟦min-word⟧ = 3", "unknown option of stub-body 'min-word'; did you mean 'min-words'?"),
    ("rules.stub-body.⟦min_words⟧ = 3", "unknown option of stub-body 'min_words'; did you mean 'min-words'?"),
    ("rules.empty-body.⟦min-words⟧ = 3", "unknown option of empty-body 'min-words'"),
    (
        '[[overrides]]\nfiles = ["a"]\nrules.⟦mojibak⟧.severity = "off"',
        "unknown rule 'mojibak'; did you mean 'mojibake'?",
    ),
    # severities and other closed sets
    ('rules.mojibake.severity = ⟦"eror"⟧', "unknown severity 'eror'; did you mean 'error'?"),
    ('rules.mojibake.severity = ⟦"never"⟧', "unknown severity 'never'"),
    ('fail-on = ⟦"warn"⟧', "unknown severity 'warn'"),
    ('min-severity = ⟦"off"⟧', "unknown severity 'off'"),
    ('rules.stub-body.unit = ⟦"word"⟧', "unknown value 'word'; did you mean 'words'?"),
    ('rules.mojibake.encodings = ["cp1252", ⟦"latin1"⟧]', "unknown value 'latin1'; did you mean 'latin-1'?"),
    # types
    ("select = ⟦'all'⟧", "expected a list of strings, found the string 'all'"),
    ("ignore = [⟦1⟧]", "expected a string, found the number 1"),
    ("respect-gitignore = ⟦'yes'⟧", "expected true or false, found the string 'yes'"),
    ("force-exclude = ⟦1⟧", "expected true or false, found the number 1"),
    ("max-file-size = ⟦true⟧", "expected a whole number, found the boolean true"),
    ("max-file-size = ⟦1.5⟧", "expected a whole number, found the number 1.5"),
    ("fail-on = ⟦[]⟧", "expected a string, found a list"),
    ("extend = ⟦{}⟧", "expected a string, found a table"),
    ("extend = ⟦''⟧", "expected a string that is not empty"),
    ("rules = ⟦[]⟧", "expected a table, found a list"),
    ('rules.mojibake = ⟦"off"⟧', "expected a table, found the string 'off'"),
    ("schemas = ⟦['article']⟧", "expected a table, found a list"),
    ("schemas.article = ⟦'a/**'⟧", "expected a list of strings, found the string 'a/**'"),
    ("rules.empty-body.ignore-comments = ⟦0⟧", "expected true or false, found the number 0"),
    ("rules.stub-body.min-words = ⟦2.0⟧", "expected a whole number, found the number 2.0"),
    ("rules.stub-body.share = ⟦'1'⟧", "expected a number, found the string '1'"),
    ("rules.stub-body.marker = ⟦5⟧", "expected a string, found the number 5"),
    ("rules.odd-whitespace.characters = ⟦'x'⟧", "expected a list of strings, found the string 'x'"),
    ("⟦overrides⟧ = 5", "expected a list of tables, found the number 5"),
    ("[⟦overrides⟧]\nfiles = ['a']", "expected a list of tables, found a table"),
    # numbers
    ("max-file-size = ⟦0⟧", "expected a number that is at least 1, found 0"),
    ("rules.stub-body.min-words = ⟦-1⟧", "expected a number that is at least 0, found -1"),
    ("rules.stub-body.share = ⟦0.2⟧", "expected a number that is at least 0.25, found 0.2"),
    ("rules.stub-body.share = ⟦nan⟧", "expected a number that is at least 0.25, found nan"),
    # globs
    ("include = [⟦'[a'⟧]", "bad glob '[a': its '[' is never closed"),
    ("exclude = ['ok', ⟦''⟧]", "expected a string that is not empty"),
    ("exclude = [⟦'!a'⟧]", "bad glob '!a': it is negated"),
    ("exclude = [⟦'../a'⟧]", "bad glob '../a': it leads out of the folder of the configuration"),
    ("exclude = [⟦'a//b'⟧]", "bad glob 'a//b': it has an empty part: '//'"),
    ("schemas.article = [⟦'a\\'⟧]", "bad glob 'a\\': it ends in a lone backslash"),
    ("[[overrides]]\nfiles = [⟦'/'⟧]", "bad glob '/': it is empty"),
    # overrides
    ("[[overrides]]\nfiles = ⟦[]⟧", "expected at least one glob, found an empty list"),
    ("overrides = [⟦{ignore = ['all']}⟧]", "an override needs files or when"),
    ("overrides = [{when = ⟦{}⟧}]", "expected a front matter key and its value, found an empty table"),
    ("overrides = [{when = {a = ⟦[]⟧}}]", "expected at least one value, found an empty list"),
    ("overrides = [{when = {a = [⟦[1]⟧]}}]", "expected a string, a number, true or false, found a list"),
    ("overrides = [{when = ⟦'type'⟧}]", "expected a table, found the string 'type'"),
]


def place(tmp_path: Path, marked: str) -> tuple[str, int, int]:
    text, (span,) = unmark(marked)
    (tmp_path / "seedlint.toml").write_text(text, encoding="utf-8")
    return text, *LineIndex(text).position(span.start)


def error(path: Path, catalogue: Catalogue) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read(str(path), catalogue)
    return caught.value


@pytest.mark.parametrize(("marked", "message"), TYPOS, ids=[message for _, message in TYPOS])
@pytest.mark.parametrize("before", ["", "# é 😀\r\n\r\n", "\ufeff"])
def test_mistakes(tmp_path: Path, catalogue: Catalogue, before: str, marked: str, message: str) -> None:
    _, line, column = place(tmp_path, before + marked)
    if "⟦overrides⟧" in marked:  # the table as a whole is meant, wherever its parser puts that
        assert error(tmp_path / "seedlint.toml", catalogue).message == message
        return

    caught = error(tmp_path / "seedlint.toml", catalogue)

    assert (caught.message, caught.line, caught.column) == (message, line, column)
    assert caught.path == str(tmp_path / "seedlint.toml")


@pytest.mark.parametrize(("text", "line"), [("select = all\n", 1), ("\na b\n", 2), ('[rules\nx = "y"\n', 1)])
def test_broken_syntax(tmp_path: Path, catalogue: Catalogue, text: str, line: int) -> None:
    (tmp_path / "seedlint.toml").write_text(text)

    caught = error(tmp_path / "seedlint.toml", catalogue)

    assert caught.line == line
    assert 1 <= caught.column <= len(text)
    assert caught.message


def test_duplicate_keys(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "seedlint.toml").write_text('select = ["all"]\n\nselect = ["body"]\n')

    caught = error(tmp_path / "seedlint.toml", catalogue)

    assert (caught.line, caught.column) == (3, 1)
    assert "select" in caught.message


def test_other_encodings(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "seedlint.toml").write_bytes(b'# ok\nexclude = ["\xe9.md"]\n')

    caught = error(tmp_path / "seedlint.toml", catalogue)

    assert (caught.message, caught.line, caught.column) == ("the configuration is not UTF-8", 2, 13)


def test_what_is_known_is_listed_where_nothing_is_near(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "seedlint.toml").write_text("rules.stub-body.zzz = 1\n")

    assert error(tmp_path / "seedlint.toml", catalogue).help == "known here: marker, min-words, severity, share, unit"


def test_advice_for_the_short_form_of_a_severity(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "seedlint.toml").write_text('rules.mojibake = "info"\n')

    assert error(tmp_path / "seedlint.toml", catalogue).help == 'write mojibake = { severity = "info" }'


def test_unreadable(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "folder").mkdir()
    for name, reason in (("none.toml", "no such file or directory"), ("folder", "is a directory")):
        caught = error(tmp_path / name, catalogue)

        assert str(caught) == f"{tmp_path / name}: cannot read the configuration: {reason}"


LINES = st.sampled_from(
    [
        'select = ["all"]',
        "ignore = [",
        "rules.mojibake.severity = ",
        '"off"',
        "[rules.stub-body]",
        "min-words = ",
        "[[overrides]]",
        "when = {",
        "a.b = ",
        "files = ['*.md']",
        "]",
        "}",
        "9" * 400,
        "-1e999",
        "2020-01-01",
        "'''",
        "[schemas]",
        '"" = [""]',
        "\ufeff",
        "\x00",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=200), st.lists(LINES, max_size=12).map(lambda lines: "\n".join(lines).encode())))
def test_nothing_crashes_the_reader(tmp_path: Path, catalogue: Catalogue, raw: bytes) -> None:
    (tmp_path / "seedlint.toml").write_bytes(raw)
    text = raw.decode("utf-8", "surrogateescape")
    index = LineIndex(text)
    caught = None

    try:
        read(str(tmp_path / "seedlint.toml"), catalogue)
    except ConfigError as error:
        caught = error

    if caught is not None:
        assert 1 <= caught.line <= len(index)
        assert 1 <= caught.column <= len(index.span(caught.line).of(text)) + 2
        assert "\n" not in caught.message


class TestExtend:
    def test_of_a_missing_file_is_told_where_it_is_asked_for(self, tmp_path: Path, catalogue: Catalogue) -> None:
        _, line, column = place(tmp_path, 'select = ["all"]\nextend = ⟦"none.toml"⟧\n')

        caught = error(tmp_path / "seedlint.toml", catalogue)

        assert (caught.line, caught.column) == (line, column)
        assert caught.message == f"cannot read the configuration {tmp_path / 'none.toml'}: no such file or directory"

    @pytest.mark.parametrize("names", [["seedlint.toml"], ["a.toml", "seedlint.toml"], ["a.toml", "b.toml", "a.toml"]])
    def test_in_circles(self, tmp_path: Path, catalogue: Catalogue, names: list[str]) -> None:
        here = "seedlint.toml"
        for name in names:
            (tmp_path / here).write_text(f'\nextend = "./{name}"\n')
            last, here = here, name

        caught = error(tmp_path / "seedlint.toml", catalogue)

        assert caught.path == str(tmp_path / last)
        assert (caught.line, caught.column) == (2, 10)
        assert caught.message.startswith(f"'./{names[-1]}' leads back here: {tmp_path}/seedlint.toml -> ")

    def test_mistakes_are_told_in_the_extended_file(self, tmp_path: Path, catalogue: Catalogue) -> None:
        (tmp_path / "seedlint.toml").write_text('extend = "base/strict.toml"\n')
        (tmp_path / "base").mkdir()
        (tmp_path / "base/strict.toml").write_text("\nslect = []\n")

        caught = error(tmp_path / "seedlint.toml", catalogue)

        assert (caught.path, caught.line, caught.column) == (str(tmp_path / "base/strict.toml"), 2, 1)

    def test_joins_key_by_key(self, tmp_path: Path, catalogue: Catalogue) -> None:
        (tmp_path / "base").mkdir()
        (tmp_path / "base/a.toml").write_text(
            'select = ["body"]\nignore = ["mojibake"]\nextend-select = ["mojibake"]\nexclude = ["x"]\n'
            'fail-on = "error"\n'
            'max-file-size = 5\nrules.stub-body = {min-words = 5, unit = "characters"}\n'
            '[schemas]\narticle = ["a/**"]\n"s.json" = ["s/**"]\n[[overrides]]\nfiles = ["o"]\nignore = ["all"]\n'
        )
        (tmp_path / "seedlint.toml").write_text(
            'extend = "base/a.toml"\nignore = []\nextend-select = ["odd-whitespace"]\nexclude = ["y"]\n'
            'fail-on = "never"\n'
            'rules.stub-body = {severity = "error", min-words = 6}\n[schemas]\narticle = ["b/**"]\n'
        )

        settings = read(str(tmp_path / "seedlint.toml"), catalogue)

        assert settings is not None
        assert settings.layer.select == ("body",)
        assert settings.layer.ignore == ()
        assert settings.layer.extend_select == ("mojibake", "odd-whitespace")
        assert settings.exclude == ("y",)
        assert settings.fail_on is not None
        assert settings.fail_on.value == "never"
        assert settings.max_file_size == 5
        assert settings.layer.rules["stub-body"].options == {"min_words": 6, "unit": "characters"}
        assert settings.overrides is not None
        assert len(settings.overrides) == 1
        bound = {entry.binding.target: entry.files for entry in settings.schemas.values()}
        assert bound == {str(tmp_path / "base/s.json"): ("s/**",), "article": ("b/**",)}

    def test_of_a_pyproject(self, tmp_path: Path, catalogue: Catalogue) -> None:
        (tmp_path / "pyproject.toml").write_text('[tool.seedlint]\nfail-on = "error"\n')
        (tmp_path / "seedlint.toml").write_text('extend = "pyproject.toml"\n')

        settings = read(str(tmp_path / "seedlint.toml"), catalogue)
        assert settings is not None
        assert settings.fail_on is not None

        (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
        caught = error(tmp_path / "seedlint.toml", catalogue)
        assert (caught.message, caught.line, caught.column) == (
            f"{tmp_path}/pyproject.toml has no table [tool.seedlint]",
            1,
            10,
        )


class TestPyproject:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "[project]\n",
            "[tool.other]\nseedlint = 1\n",
            'dependencies = ["seedlint"]\n[tool]\n',
            "seedlint [broken\n",
        ],
    )
    def test_without_our_table_is_none(self, tmp_path: Path, catalogue: Catalogue, text: str) -> None:
        (tmp_path / "pyproject.toml").write_text(text)

        assert read(str(tmp_path / "pyproject.toml"), catalogue) is None

    def test_mistakes_have_the_place_in_the_whole_file(self, tmp_path: Path, catalogue: Catalogue) -> None:
        (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.seedlint]\nslect = []\n')

        caught = error(tmp_path / "pyproject.toml", catalogue)

        assert (caught.line, caught.column) == (5, 1)

    def test_broken_with_our_table_is_an_error(self, tmp_path: Path, catalogue: Catalogue) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.seedlint]\nselect = [\n\n[project]\nx =\n")

        assert error(tmp_path / "pyproject.toml", catalogue).line >= 2
