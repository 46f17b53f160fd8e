"""``seedlint init``: the files that it writes, what it tells, and drift."""

from __future__ import annotations

import json
import os

import pytest

from seedlint.cli.main import run
from seedlint.engine.write import write_atomically

DOCUMENT = """\
---
title: Report {n}
type: {type}
date: 2024-05-{day:02}
---

Text of report {n}.
"""


@pytest.fixture
def collection(tmp_path, monkeypatch):
    """Thirty documents in news/ and a README without front matter; the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "news").mkdir()
    for n in range(30):
        text = DOCUMENT.format(n=n, type=("article", "video")[n % 2], day=n % 28 + 1)
        (tmp_path / "news" / f"{n:02}.md").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("# About\n\nWords.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def seedlint(capsys):
    """Run the command line with all rules."""

    def call(*argv):
        return (run(argv), *capsys.readouterr())

    return call


def schema(folder, name="document"):
    return json.loads((folder / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))


def test_writes_what_makes_seedlint_run_at_once(collection, seedlint):
    code, out, err = seedlint("init")
    assert (code, err) == (0, "")
    assert out == (
        "30 of 31 documents satisfy what was learnt\n"
        "\n"
        "left out:\n"
        "  has no front matter: README.md\n"
        "\n"
        "written:\n"
        "  schemas/document.schema.json  30 documents\n"
        "  seedlint.toml\n"
    )
    assert schema(collection)["properties"] == {
        "title": {"type": "string", "minLength": 1},
        "type": {"type": "string", "enum": ["article", "video"]},
        "date": {"type": "string", "format": "date"},
    }
    assert schema(collection)["required"] == ["title", "type", "date"]
    assert schema(collection)["additionalProperties"] is False
    assert seedlint()[0] == 0
    (collection / "news/05.md").write_text("---\ntitel: Wrong\n---\n\nText.\n", encoding="utf-8")
    code, out, _ = seedlint()
    assert code == 1
    assert "[unknown-key]" in out


def test_configuration_says_in_comments_what_it_is(collection, seedlint):
    seedlint("init")
    text = (collection / "seedlint.toml").read_text(encoding="utf-8")
    assert "# 30 of 30 documents with front matter satisfy the schemas.\n" in text
    assert "# Not learnt from:\n#   has no front matter: README.md\n" in text
    assert "[[overrides]]" not in text  # no schema is bound to README.md
    assert '[schemas]\n# 30 documents\n"schemas/document.schema.json" = ["news/**"]\n' in text


def test_document_without_front_matter_among_the_others_is_excepted(collection, seedlint):
    (collection / "news/[index] *.md").write_text("# Index\n\nWords.\n", encoding="utf-8")
    seedlint("init")
    text = (collection / "seedlint.toml").read_text(encoding="utf-8")
    assert r'"/news/\\[index\\] \\*.md"' in text
    assert seedlint()[0] == 0


def test_never_overwrites_without_force(collection, seedlint):
    (collection / "seedlint.toml").write_text("# mine\n", encoding="utf-8")
    code, out, err = seedlint("init")
    assert (code, out) == (2, "")
    assert err.startswith("seedlint: error: seedlint.toml is there already (--force overwrites it")
    assert (collection / "seedlint.toml").read_text(encoding="utf-8") == "# mine\n"
    assert not (collection / "schemas").exists()
    assert seedlint("init", "--force")[0] == 0
    assert "[schemas]" in (collection / "seedlint.toml").read_text(encoding="utf-8")


def test_schema_that_is_there_keeps_all_from_being_written(collection, seedlint):
    (collection / "schemas").mkdir()
    (collection / "schemas/document.schema.json").write_text("{}", encoding="utf-8")
    code, _, err = seedlint("init")
    assert code == 2
    assert "schemas/document.schema.json: there already" in err.replace(os.sep, "/")
    assert not (collection / "seedlint.toml").exists()
    assert (collection / "schemas/document.schema.json").read_text(encoding="utf-8") == "{}"


def test_configuration_in_pyproject_is_not_put_out_of_force(collection, seedlint):
    (collection / "pyproject.toml").write_text("[tool.seedlint]\n", encoding="utf-8")
    code, _, err = seedlint("init")
    assert code == 2
    assert "pyproject.toml has a table [tool.seedlint]" in err


def test_dry_run_writes_nothing(collection, seedlint):
    before = sorted(collection.rglob("*"))
    code, out, _ = seedlint("init", "--dry-run")
    assert code == 0
    assert "would be written:\n  schemas/document.schema.json  30 documents\n" in out
    assert sorted(collection.rglob("*")) == before


def test_same_documents_give_the_same_files(collection, seedlint):
    seedlint("init")
    files = [collection / "seedlint.toml", collection / "schemas/document.schema.json"]
    before = [file.read_bytes() for file in files]
    seedlint("init", "--force")
    assert [file.read_bytes() for file in files] == before


def test_left_out_documents_are_told_with_the_reason(collection, seedlint):
    (collection / "news/a.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    (collection / "news/b.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    (collection / "news/c.md").write_bytes("---\ntitle: x\n---\n".encode("utf-16"))
    (collection / "news/d.md").write_text("---\n$schema: article\n---\n", encoding="utf-8")
    _, out, _ = seedlint("init", "--output-format", "json")
    told = json.loads(out)
    assert {each["path"]: each["reason"] for each in told["leftOut"]} == {
        "README.md": "has no front matter",
        "news/a.md": "has front matter that cannot be read",
        "news/b.md": "is not UTF-8",
        "news/c.md": "is UTF-16",
        "news/d.md": "names a schema of its own",
    }
    assert (told["documents"], told["covered"]) == (35, 30)
    assert told["files"] == ["schemas/document.schema.json", "seedlint.toml"]


def test_suspicious_document_is_named_and_refused_by_the_schema(collection, seedlint):
    text = (collection / "news/03.md").read_text(encoding="utf-8")
    (collection / "news/03.md").write_text(text.replace("title:", "titel:"), encoding="utf-8")
    _, out, _ = seedlint("init")
    assert "29 of 31 documents satisfy" in out
    assert (
        "suspicious, and not learnt from:\n  titel: this key in 1 of 30 documents, usually it is 'title': news/03.md\n"
        in out
    )
    code, out, _ = seedlint("--output-format", "concise")
    assert code == 1
    assert {line.partition(":")[0] for line in out.splitlines()} == {"news/03.md"}


def test_by_type_rare_values_are_allowed_and_misspelt_ones_are_not(collection, seedlint):
    for n, (path, kind) in enumerate({"pod.md": "podcast", "typo.md": "artcle"}.items()):
        (collection / "news" / path).write_text(DOCUMENT.format(n=n, type=kind, day=1), encoding="utf-8")
    _, out, _ = seedlint("init", "--by", "type")
    assert "has the type 'artcle', as fewer than 5 documents have: news/typo.md" in out
    assert schema(collection, "common")["properties"]["type"] == {"enum": ["article", "video", "podcast"]}
    assert schema(collection, "video")["properties"]["type"] == {"const": "video"}
    code, out, _ = seedlint("--output-format", "concise")
    assert code == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == ["news/typo.md"]


def test_by_folder_with_hostile_names(collection, seedlint):
    for name in ("x [1]", "common", 'q"\\'):
        (collection / "news" / name).mkdir()
        for n in range(6):
            (collection / "news" / name / f"{n}.md").write_text(f"---\nonly: {n}\n---\n\nText.\n", encoding="utf-8")
    code, _, err = seedlint("init", "--by", "folder")
    assert (code, err) == (0, "")
    written = sorted(file.name for file in (collection / "schemas").iterdir())
    assert written == ["common-2.schema.json", "document.schema.json", "q.schema.json", "x-1.schema.json"]
    assert seedlint("--output-format", "concise")[0] == 0
    assert seedlint("init", "--check")[0] == 0


def test_hostile_front_matter_is_written_and_told_harmlessly(collection, seedlint):
    deep = '{"k": ' * 40 + "1" + "}" * 40
    for n in range(25):
        front = {
            "title": "x",
            "a\x1b[31m\n\x7f# b]": n,
            "$ref": "y",
            "": None,
            "big": 10**40,
            "__proto__": {"constructor": 1},
        }
        (collection / "news" / f"h{n}.md").write_text(
            f'{json.dumps(front)[:-1]}, "deep": {deep}}}\n\nText.\n', encoding="utf-8"
        )
    (collection / "news/half.md").write_text('{"\\ud800": 1}\n\nText.\n', encoding="utf-8")
    (collection / "news/esc\x1b[2J.md").write_text("Text.\n", encoding="utf-8")
    code, out, err = seedlint("init", "--by", "none")
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert "\x1b" not in (collection / "seedlint.toml").read_text(encoding="utf-8")
    assert seedlint("--output-format", "concise")[:2] == (0, "")
    assert seedlint("init", "--check")[0] == 0


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["init", "a", "b"], "init: give one folder, or none for the current one"),
        (["init", "--check", "--force"], "--check writes nothing: leave out --force and --dry-run"),
        (["init", "nowhere"], "init: nowhere is not a folder"),
        (["init", "--by", ""], "--by: '' is neither folder nor none nor a key at the top of front matter"),
        (["init", "--by", "a.b"], "--by: 'a.b' is neither folder nor none nor a key at the top of front matter"),
        (["init", "--by", "nokey"], "there is nothing to learn in . by 'nokey': has no word for its nokey: "),
        (["init", "--check"], "no document in . has a schema to drift from (seedlint init writes one)"),
        (["init", "empty"], "no file to check in empty: nothing is there"),
        (["init", "bare"], "there is nothing to learn in bare: has no front matter: bare/a.md"),
    ],
)
def test_nothing_vacuous(collection, seedlint, argv, message):
    (collection / "empty").mkdir()
    (collection / "bare").mkdir()
    (collection / "bare/a.md").write_text("words\n", encoding="utf-8")
    code, out, err = seedlint(*argv)
    assert (code, out) == (2, "")
    assert err.startswith(f"seedlint: error: {message}")
    assert not (collection / "seedlint.toml").exists()


def test_check_finds_no_drift_in_what_was_learnt(collection, seedlint):
    seedlint("init")
    assert seedlint("init", "--check") == (0, "30 documents, no drift\n", "")


def test_check_lists_what_drifted(collection, seedlint):
    seedlint("init")
    for n in range(5):
        text = DOCUMENT.format(n=n, type="podcast", day=1).replace("date:", "summary: In short\ndate:")
        (collection / "news" / f"new{n}.md").write_text(text, encoding="utf-8")
    (collection / "notes").mkdir()
    (collection / "notes/1.md").write_text(DOCUMENT.format(n=1, type="video", day=1), encoding="utf-8")
    code, out, err = seedlint("init", "--check")
    assert (code, err) == (1, "")
    assert out.startswith("schemas/document.schema.json: ")
    assert "document.schema.json: type: disallowed-value in 5 of 36 documents\n  news/new0.md:3: " in out
    assert "document.schema.json: summary: unknown-key in 5 of 36 documents\n  news/new0.md:4: " in out
    assert "no schema is bound to 1 of 36 documents: notes/1.md\n" in out
    assert out.endswith("the documents have drifted from their schemas\n")
    told = json.loads(seedlint("init", "--check", "--output-format", "json")[1])
    assert [(each["key"], each["rule"], len(each["paths"])) for each in told["drift"]] == [
        ("type", "disallowed-value", 5),
        ("summary", "unknown-key", 5),
    ]
    assert told["unbound"] == ["notes/1.md"]
    assert seedlint("init", "--force")[0] == 0
    assert seedlint("init", "--check")[0] == 0


def test_one_mistake_is_a_finding_and_no_drift(collection, seedlint):
    seedlint("init")
    text = (collection / "news/03.md").read_text(encoding="utf-8")
    (collection / "news/03.md").write_text(text.replace("title:", "titel:"), encoding="utf-8")
    assert seedlint("init", "--check") == (0, "29 documents, no drift\n", "")
    assert seedlint("--output-format", "concise")[0] == 1


def test_check_uses_a_schema_as_its_owner_changed_it(collection, seedlint):
    seedlint("init")
    changed = schema(collection)
    changed["properties"]["type"] = {"const": "article"}
    (collection / "schemas/document.schema.json").write_text(json.dumps(changed), encoding="utf-8")
    code, out, _ = seedlint("init", "--check")
    assert code == 1
    assert "type: disallowed-value in 15 of 30 documents" in out


def test_broken_schema_is_an_error(collection, seedlint):
    seedlint("init")
    (collection / "schemas/document.schema.json").write_text('{"type": "strin"}', encoding="utf-8")
    code, _, err = seedlint("init", "--check")
    assert code == 2
    assert "document.schema.json:1:" in err


def test_atomic_writing_leaves_the_former_file_where_it_fails(tmp_path, monkeypatch):
    target = tmp_path / "file"
    target.write_text("former", encoding="utf-8")
    target.chmod(0o640)

    def fail(*_):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="disk full"):
            write_atomically(str(target), "new")
    assert target.read_text(encoding="utf-8") == "former"
    assert list(tmp_path.iterdir()) == [target]
    write_atomically(str(target), "new\n")
    assert target.read_bytes() == b"new\n"
    assert target.stat().st_mode & 0o777 == 0o640
