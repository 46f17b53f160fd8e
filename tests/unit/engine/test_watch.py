"""A watch: what is checked again, and what it says has changed."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path

import pytest

from seedlint.cli.main import run as command
from seedlint.diagnostics import Summary
from seedlint.engine.discover import Found
from seedlint.engine.run import Checked, Request, Session
from seedlint.engine.watch import Change, Update, Watch
from seedlint.errors import ConfigError, UsageError
from seedlint.reporters.base import Output
from seedlint.reporters.concise import ConciseReporter

GOOD = "# One\n\nThe ferry leaves at noon.\n"
BAD = "# One\n\nLe cafÃ© ouvre.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # the files above are nobody's business
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").write_text(BAD)
    return tmp_path


class Watched:
    """A watch over a folder, and how often a document was really checked."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.checked: list[str] = []
        inspect = Session.inspect

        def counted(session: Session, found: Found) -> Checked:
            self.checked.append(found.shown)
            return inspect(session, found)

        monkeypatch.setattr(Session, "inspect", counted)
        self.state: Watch

    def start(self, request: Request | None = None) -> Summary:
        request = request or Request((".",), find_baseline=True)
        self.state = Watch(request)
        summary = self.state.run(request, ConciseReporter(Output(StringIO(), StringIO())))
        self.checked.clear()
        return summary

    def write(self, name: str, text: str) -> Update | None:
        path = self.folder / name
        missing = [each for each in (path.parent, *path.parent.parents) if not each.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return self.tell(name, *(str(each) for each in missing))

    def remove(self, name: str) -> Update | None:
        (self.folder / name).unlink()
        return self.tell(name)

    def tell(self, *names: str) -> Update | None:
        self.checked.clear()
        return self.state.update([str(self.folder / name) for name in names])

    @property
    def found(self) -> list[tuple[str, str]]:
        return [(each.path, each.rule) for each in self.state.findings()]


@pytest.fixture
def watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(folder, monkeypatch)


def test_a_saved_document_alone_is_checked_again(watched: Watched) -> None:
    summary = watched.start()
    assert (summary.documents, summary.affected) == (2, 1)

    update = watched.write("a.md", BAD)

    assert update is not None
    assert watched.checked == ["a.md"]
    assert (update.changes, update.new, update.fixed, update.checked) == ([Change("a.md")], 1, 0, 1)
    assert [[d.path for d in each] for each in update.findings] == [["a.md"]]
    assert (update.summary.documents, update.summary.affected) == (2, 2)

    update = watched.write("b.md", GOOD)
    assert update is not None
    assert (update.new, update.fixed, update.findings) == (0, 1, [])
    assert watched.found == [("a.md", "mojibake")]


def test_a_document_saved_as_it_was_is_nothing_to_tell(watched: Watched) -> None:
    watched.start()
    watched.write("a.md", BAD)

    assert watched.write("a.md", BAD) is None


def test_all_findings_of_a_saved_document_are_told(watched: Watched) -> None:
    watched.start()

    update = watched.write("b.md", BAD + "\nDu thÃ©.\n")

    assert update is not None
    assert (update.new, [len(each) for each in update.findings]) == (1, [2])


def test_documents_come_and_go(watched: Watched) -> None:
    watched.start()

    update = watched.write("deep/er/c.md", BAD)
    assert update is not None
    assert (update.changes, update.new) == ([Change("deep/er/c.md", "new")], 1)
    assert str(watched.folder / "deep/er") in watched.state.folders()

    update = watched.remove("b.md")
    assert update is not None
    assert (update.changes, update.fixed) == ([Change("b.md", "removed")], 1)
    assert watched.found == [("deep/er/c.md", "mojibake")]


def test_a_renamed_document_keeps_its_findings(watched: Watched) -> None:
    watched.start()
    (watched.folder / "b.md").rename(watched.folder / "z.md")

    update = watched.tell("b.md", "z.md")

    assert update is not None
    assert update.changes == [Change("b.md", "removed"), Change("z.md", "new")]
    assert (update.new, update.fixed) == (0, 0)
    assert watched.found == [("z.md", "mojibake")]


def test_an_atomic_save_is_a_save(watched: Watched) -> None:
    watched.start()
    (watched.folder / "4913").write_text("")  # vim looks whether it may write here
    (watched.folder / "4913").unlink()
    (watched.folder / "a.md").rename(watched.folder / "a.md~")
    (watched.folder / "a.md").write_text(BAD)
    (watched.folder / "a.md~").unlink()

    update = watched.tell("4913", "a.md~", "a.md")

    assert update is not None
    assert (update.changes, watched.checked) == ([Change("a.md")], ["a.md"])


def test_a_link_target_comes_and_goes(watched: Watched) -> None:
    (watched.folder / "a.md").write_text("# One\n\n![lamp](lamp.png) [b](b.md)\n")
    watched.start()
    assert ("a.md", "missing-target") in watched.found

    update = watched.write("lamp.png", "x")
    assert update is not None
    assert (update.changes, update.fixed, watched.checked) == ([], 1, ["a.md"])

    update = watched.remove("lamp.png")
    assert update is not None
    assert (update.new, [d.rule for each in update.findings for d in each]) == (1, ["missing-target"])

    assert watched.write("other.png", "x") is None
    assert watched.checked == ["a.md"]  # it might have been meant
    watched.write("lamp.png", "x")
    assert watched.write("other.png", "y") is None
    assert watched.checked == []


def test_an_anchor_comes_and_goes(watched: Watched) -> None:
    (watched.folder / "a.md").write_text("# Line\n\n[times](b.md#times)\n")
    (watched.folder / "b.md").write_text("# Line\n\n## Times\n\nText.\n")
    watched.start()
    assert watched.found == []

    update = watched.write("b.md", "# Line\n\n## Hours\n\nText.\n")
    assert update is not None
    assert (watched.checked, watched.found) == (["a.md", "b.md"], [("a.md", "missing-anchor")])
    assert [d.path for each in update.findings for d in each] == ["a.md"]

    watched.write("b.md", "# Line\n\n## Hours\n\nOther text, and nobody else need care.\n")
    assert watched.checked == ["b.md"]

    update = watched.write("b.md", "# Line\n\n## Times\n\nText.\n")
    assert update is not None
    assert (update.fixed, watched.found) == (1, [])


def test_a_configuration_begins_anew(watched: Watched) -> None:
    watched.start()

    update = watched.write("seedlint.toml", 'ignore = ["mojibake"]\n')
    assert update is not None
    assert update.reason == str(watched.folder / "seedlint.toml")
    assert (update.fixed, update.checked, watched.found) == (1, 2, [])

    update = watched.remove("seedlint.toml")
    assert update is not None
    assert (update.new, watched.found) == (1, [("b.md", "mojibake")])
    assert [[d.path for d in each] for each in update.findings] == [["b.md"]]


def test_a_broken_configuration_is_told_and_mended(watched: Watched) -> None:
    watched.start()

    update = watched.write("seedlint.toml", "x")
    assert update is not None
    assert "seedlint.toml:1" in update.error
    assert watched.state.is_stuck
    assert watched.tell() is None

    update = watched.write("a.md", BAD)
    assert update is not None
    assert (update.changes, update.new, bool(update.error)) == ([Change("a.md")], 1, True)

    update = watched.write("seedlint.toml", "")
    assert update is not None
    assert (update.error, watched.state.is_stuck) == ("", False)
    assert watched.found == [("a.md", "mojibake"), ("b.md", "mojibake")]


def test_what_is_extended_from_elsewhere_is_watched(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.mktemp("elsewhere") / "base.toml"
    base.write_text("")
    (watched.folder / "seedlint.toml").write_text(f"extend = {str(base)!r}\n")
    watched.start()
    assert str(base.parent) in watched.state.folders()

    base.write_text('ignore = ["mojibake"]\n')
    update = watched.state.update([str(base)])

    assert update is not None
    assert (update.reason, watched.found) == (str(base), [])


def test_a_configuration_above_is_looked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = folder / "one" / "two" / "three"
    inner.mkdir(parents=True)
    (inner / "b.md").write_text(BAD)
    watched = Watched(folder, monkeypatch)
    watched.start(Request(("one/two/three",)))
    assert watched.state.changed_above() == []

    (folder / "one" / "seedlint.toml").write_text('ignore = ["mojibake"]\n')
    above = watched.state.changed_above()
    assert above == [str(folder / "one" / "seedlint.toml")]
    assert watched.state.update(above) is not None
    assert watched.found == []


@pytest.mark.parametrize("name", ["pyproject.toml", "package.json", ".gitignore~"])
def test_other_files_of_a_project_change_nothing(watched: Watched, name: str) -> None:
    watched.start()

    assert watched.write(name, "[project]\n") is None
    assert watched.checked == []


def test_a_schema_begins_anew(watched: Watched) -> None:
    (watched.folder / "a.md").write_text("---\ntitle: a\n---\n\nText.\n")
    (watched.folder / "b.md").unlink()
    (watched.folder / "seedlint.toml").write_text('[schemas]\n"own.json" = ["*.md"]\n')
    (watched.folder / "own.json").write_text('{"$ref": "part.json"}')
    (watched.folder / "part.json").write_text("{}")
    watched.start()
    assert watched.found == []

    update = watched.write("part.json", '{"required": ["date"]}')
    assert update is not None
    assert (update.reason, update.new) == (str(watched.folder / "part.json"), 1)

    update = watched.write("own.json", "{")
    assert update is not None
    assert "own.json:1" in update.error
    assert not watched.state.is_stuck

    update = watched.write("own.json", "{}")
    assert update is not None
    assert (update.error, watched.found) == ("", [])


def test_gitignore_begins_anew(watched: Watched) -> None:
    watched.start()

    update = watched.write(".gitignore", "b.md\n")

    assert update is not None
    assert (update.reason, update.summary.documents) == (str(watched.folder / ".gitignore"), 1)


def test_the_baseline_is_held_against_what_changes(watched: Watched, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["baseline"]) == 0
    watched.start()
    assert watched.found == []

    update = watched.write("b.md", BAD + "\nDu thÃ©.\n")
    assert update is not None
    assert (update.new, len(watched.found)) == (1, 1)

    update = watched.remove(".seedlint-baseline.json")
    assert update is not None
    assert (update.new, len(watched.found)) == (1, 2)


def test_an_unreadable_document_is_told_until_it_can_be_read(watched: Watched) -> None:
    watched.start()
    (watched.folder / "a.md").unlink()
    os.mkfifo(watched.folder / "a.md")
    (watched.folder / "c.md").symlink_to("c.md")

    update = watched.tell("a.md", "c.md")
    assert update is not None
    assert ("a.md", "unreadable-file") not in watched.found  # a pipe in a folder is no document

    watched.start(Request(("a.md", "b.md")))
    assert ("a.md", "unreadable-file") in watched.found
    (watched.folder / "a.md").unlink()
    update = watched.write("a.md", GOOD)
    assert update is not None
    assert (update.fixed, watched.found) == (1, [("b.md", "mojibake")])


def test_a_link_to_a_document_is_followed(watched: Watched) -> None:
    (watched.folder / ".store").mkdir()
    (watched.folder / ".store" / "x").write_text(GOOD)
    (watched.folder / "x.md").symlink_to(".store/x")
    watched.start()
    assert str(watched.folder / ".store") in watched.state.folders()

    update = watched.write(".store/x", BAD)

    assert update is not None
    assert update.changes == [Change("x.md")]
    assert ("x.md", "mojibake") in watched.found


def test_all_documents_go_and_come_back(watched: Watched) -> None:
    watched.start()
    (watched.folder / "a.md").unlink()
    update = watched.remove("b.md")
    assert update is not None
    update = watched.tell("a.md", "b.md") or update
    assert "no file to check" in update.error
    assert watched.found == []

    update = watched.write("b.md", BAD)
    assert update is not None
    assert (update.error, update.changes, watched.found) == ("", [Change("b.md", "new")], [("b.md", "mojibake")])


def test_a_named_folder_that_goes(watched: Watched) -> None:
    (watched.folder / "texts").mkdir()
    (watched.folder / "texts" / "c.md").write_text(BAD)
    watched.start(Request(("texts",)))
    (watched.folder / "texts" / "c.md").unlink()
    (watched.folder / "texts").rmdir()

    update = watched.tell("texts/c.md", "texts")
    assert update is not None
    assert Change("texts/c.md", "removed") in update.changes
    assert watched.found == [("texts", "unreadable-file")]

    update = watched.write("texts/c.md", BAD)
    assert update is not None
    assert (update.changes, watched.found) == ([Change("texts/c.md", "new")], [("texts/c.md", "mojibake")])


def test_only_what_may_matter_is_of_concern(watched: Watched) -> None:
    (watched.folder / "sub").mkdir()
    (watched.folder / "sub" / "c.md").write_text(GOOD)
    (watched.folder / "node_modules").mkdir()
    (watched.folder / "node_modules" / "n.md").write_text(GOOD)
    watched.start()
    concerns = {
        name: watched.state.concerns(str(watched.folder / name))
        for name in (
            "a.md",
            "new.md",
            "seedlint.toml",
            "sub",
            "sub/new.txt",
            "image.png",
            ".hidden.md",
            "node_modules",
            "node_modules/n.md",
            ".git/index",
            ".seedlint_cache",
        )
    }

    assert [name for name, matters in concerns.items() if matters] == [
        "a.md",
        "new.md",
        "seedlint.toml",
        "sub",
        "sub/new.txt",
    ]
    assert watched.state.folders().isdisjoint(str(watched.folder / name) for name in ("node_modules", ".git"))


def test_what_changed_during_the_run_is_found(watched: Watched) -> None:
    watched.start()
    (watched.folder / "a.md").write_text(BAD)

    assert str(watched.folder / "a.md") in watched.state.missed()


def test_what_is_broken_from_the_start_ends_it(watched: Watched) -> None:
    (watched.folder / "seedlint.toml").write_text("x")
    with pytest.raises(ConfigError):
        watched.start()
    with pytest.raises(UsageError):
        watched.start(Request((".git",), isolated=True))
