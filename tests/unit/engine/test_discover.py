"""Which files a run checks, in which order, and what is told when there are none."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from seedlint.config.model import CommandLine
from seedlint.config.resolve import NOTHING_ASKED, Configurations
from seedlint.engine.discover import Reason, discover
from seedlint.errors import UsageError


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository as working directory."""
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


def write(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("text\n")


def configure(text: str, folder: str = ".") -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, "seedlint.toml").write_text(text)


def shown(*arguments: str, command_line: CommandLine = NOTHING_ASKED) -> list[str]:
    return [found.shown for found in discover(arguments or (".",), Configurations(command_line)).found]


def left_out(*arguments: str) -> dict[Reason, int]:
    return dict(discover(arguments or (".",), Configurations()).left_out)


class TestOrder:
    def test_is_that_of_the_parts_of_the_paths(self) -> None:
        names = ["a-b/x.md", "a.md", "a/b.md", "a/b/c.md", "a0.md", "B.md", "é.md", "z.md"]
        for name in random.Random(1).sample(names, len(names)):
            write(name)

        assert shown() == sorted(names, key=lambda name: name.split("/"))
        assert shown()[:3] == ["B.md", "a/b/c.md", "a/b.md"]

    def test_arguments_keep_theirs(self) -> None:
        write("a.md", "b/x.md", "c.md")

        assert shown("c.md", "b", "a.md") == ["c.md", "b/x.md", "a.md"]

    @pytest.mark.parametrize(
        "arguments", [("a.md", "a.md"), (".", "a.md"), ("a.md", "."), ("./a.md", "b/../a.md"), (".", "b", "..")]
    )
    def test_each_file_comes_once(self, arguments: Sequence[str], tree: Path) -> None:
        write("a.md", "b/b.md")

        paths = shown(*arguments)

        assert len(paths) == len({os.path.realpath(path) for path in paths})
        assert paths.count("a.md") == 1


class TestShownPath:
    def test_is_relative_below_the_working_directory(self, tree: Path) -> None:
        write("a/b.md")

        for argument in ("a", "./a", "a/", str(tree / "a"), "a/../a", "."):
            assert shown(argument) == ["a/b.md"]
        assert shown(str(tree / "a/b.md")) == ["a/b.md"]

    def test_elsewhere_is_as_given(self, tree: Path) -> None:
        write("../other/a.md")

        assert shown("../other") == ["../other/a.md"]
        assert shown(str(tree.parent / "other")) == [str(tree.parent / "other/a.md")]

    def test_the_path_to_open_leads_to_the_file(self) -> None:
        write("a/b.md", "../other/c.md")

        for found in discover([".", "../other", "./a/./b.md"], Configurations()).found:
            assert Path(found.path).read_text() == "text\n"


class TestLeftOut:
    def test_suffixes(self) -> None:
        write("a.md", "b.MARKDOWN", "c.mdx", "d.txt", "e.py", "f", "README", "md", "g.md~", "h.qmd")

        assert shown() == ["a.md", "b.MARKDOWN", "c.mdx", "d.txt", "h.qmd"]
        assert left_out()[Reason.NOT_INCLUDED] == 5

    def test_hidden(self) -> None:
        write("a.md", ".b.md", ".c/d.md")

        assert shown() == ["a.md"]
        assert left_out()[Reason.HIDDEN] == 3  # with .git

    def test_vendored(self) -> None:
        write("a.md", "node_modules/x/a.md", "b/vendor/a.md", "py/pyvenv.cfg", "py/lib/a.md", "vendor.md", "build/a.md")

        assert shown() == ["a.md", "build/a.md", "vendor.md"]
        assert left_out()[Reason.VENDORED] == 3

    @pytest.mark.parametrize("folder", [".github", "node_modules", "py", "x/vendor/y"])
    def test_but_not_when_named(self, folder: str) -> None:
        write("py/pyvenv.cfg", f"{folder}/a.md")

        assert shown(folder) == [f"{folder}/a.md"]

    def test_named_files_are_always_found(self) -> None:
        write("a.py", ".b", "node_modules/c.md", "d")
        Path(".gitignore").write_text("*\n")
        configure('exclude = ["*"]')

        assert shown("a.py", ".b", "node_modules/c.md", "d") == ["a.py", ".b", "node_modules/c.md", "d"]

    def test_exclude(self) -> None:
        configure('exclude = ["drafts", "/old/*.md", "**/x/y.md"]')
        write("a.md", "drafts/a.md", "b/drafts/a.md", "old/a.md", "b/old/a.md", "old/b/a.md", "b/x/y.md", "x/z.md")

        assert shown() == ["a.md", "b/old/a.md", "old/b/a.md", "x/z.md"]
        assert shown("b") == ["b/old/a.md"]

    def test_include(self) -> None:
        configure('include = ["docs/**", "*.rst"]')
        write("a.md", "docs/a", "docs/b/c.md", "x/y.RST")

        assert shown() == ["docs/a", "docs/b/c.md", "x/y.RST"]

    def test_globs_are_those_of_the_nearest_configuration(self) -> None:
        configure('exclude = ["a.md"]')
        configure('exclude = ["/b.md"]', "inner")
        write("a.md", "b.md", "inner/a.md", "inner/b.md", "inner/c/b.md")

        assert shown() == ["b.md", "inner/a.md", "inner/c/b.md"]

    def test_gitignore_can_be_disregarded(self) -> None:
        Path(".gitignore").write_text("a.md\n")
        write("a.md")

        assert shown() == []
        assert shown(command_line=CommandLine(respect_gitignore=False)) == ["a.md"]
        configure("respect-gitignore = false")
        assert shown() == ["a.md"]

    def test_force_exclude(self) -> None:
        configure('force-exclude = true\nexclude = ["drafts", "*.draft.md"]')
        names = ["a.md", "drafts/a.md", "x.draft.md", "node_modules/x/a.md", "vendor.md", ".hidden/a.md", "plain.py"]
        write(*names)

        assert shown(*names) == ["a.md", "vendor.md"]
        assert shown("drafts", ".hidden") == []
        assert len(shown(*names, command_line=CommandLine(force_exclude=False))) == 7

    def test_force_exclude_leaves_out_what_include_does_not_match(self) -> None:
        write("a.md", "b.rst", "c.txt", "package.json", "LICENSE")
        names = ["a.md", "b.rst", "c.txt", "package.json", "LICENSE"]
        command_line = CommandLine(force_exclude=True)

        assert shown(*names, command_line=command_line) == ["a.md", "c.txt"]
        configure('include = ["*.rst"]')
        assert shown(*names, command_line=command_line) == ["b.rst"]
        assert shown(*names) == names

    def test_force_exclude_does_not_hide_a_mistyped_name(self) -> None:
        assert shown("nots", "package.jsn", command_line=CommandLine(force_exclude=True)) == ["nots", "package.jsn"]

    def test_what_git_ignores_is_checked_when_a_hook_names_it(self) -> None:
        Path(".gitignore").write_text("a.md\n")
        write("a.md")

        assert shown("a.md", command_line=CommandLine(force_exclude=True)) == ["a.md"]

    def test_force_exclude_of_files_elsewhere(self) -> None:
        write("../other/a.md", "../other/.b.md")

        command_line = CommandLine(force_exclude=True)
        assert shown("../other/a.md", "../other/.b.md", command_line=command_line) == ["../other/a.md"]


class TestNoOrdinaryFile:
    def test_a_folder_named_like_a_file_is_walked(self) -> None:
        write("x.md/a.md")

        assert shown() == ["x.md/a.md"]
        assert shown("x.md") == ["x.md/a.md"]

    def test_what_is_missing_is_found_so_that_reading_tells(self) -> None:
        assert shown("missing.md", "no/such/folder") == ["missing.md", "no/such/folder"]

    def test_pipes_are_found_only_when_named(self) -> None:
        os.mkfifo("pipe.md")

        assert shown() == []
        assert left_out()[Reason.SPECIAL] == 1
        assert shown("pipe.md") == ["pipe.md"]

    def test_a_folder_that_cannot_be_listed_is_reported(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write("a.md", "locked/a.md", "z.md")
        scandir = os.scandir

        def refuse(path: str) -> os._ScandirIterator[str]:
            if "locked" in path:
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        found = discover(["."], Configurations()).found

        assert [(each.shown, each.problem) for each in found] == [
            ("a.md", None),
            ("locked", "cannot list the folder: Permission denied"),
            ("z.md", None),
        ]
        assert [each.shown for each in discover(["locked"], Configurations()).found] == ["locked"]

    def test_deep_trees(self, tree: Path) -> None:
        """Deeper than Python recurses."""
        for _ in range(1200):
            os.mkdir("d")
            os.chdir("d")
        write("a.md")
        os.chdir(tree)

        try:
            assert shown() == ["d/" * 1200 + "a.md"]
        finally:
            self.remove(1200, "a.md")

    @staticmethod
    def remove(depth: int, file: str) -> None:
        """What pytest cannot: its own removal of old folders is recursive."""
        for _ in range(depth):
            os.chdir("d")
        os.remove(file)
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")

    @pytest.mark.parametrize(
        "name", ["a\nb.md", "-rf.md", " .md", "a\x1b[31m.md", "{x}.md", "a\\b.md", "[a].md", "@a.md"]
    )
    def test_hostile_names(self, name: str) -> None:
        configure('exclude = ["nothing[!a]*"]\ninclude = ["*.md"]')
        write(name)

        assert shown() == [name]
        assert shown(name) == [name]

    def test_names_that_are_not_utf8(self) -> None:
        Path(".gitignore").write_bytes(b"b\xff.md\n")
        for name in (b"a\xff.md", b"b\xff.md"):
            with open(name, "wb"):
                pass

        assert shown() == ["a\udcff.md"]

    def test_an_empty_path_is_refused(self) -> None:
        with pytest.raises(UsageError, match=r"^a path is empty$"):
            shown("")

    def test_a_zero_byte_is_no_crash(self) -> None:
        assert shown("a\0b") == ["a\0b"]


class TestLinks:
    def test_out_of_the_tree_are_not_followed(self) -> None:
        write("../other/a.md", "docs/a.md", "top.md")
        os.symlink("../../other", "docs/folder")
        os.symlink("../../other/a.md", "docs/file.md")
        os.symlink("../top.md", "docs/top.md")

        assert shown("docs") == ["docs/a.md"]
        assert left_out("docs") == {Reason.LINK: 3}

    def test_inside_the_tree_come_once_and_as_the_file(self) -> None:
        write("z/a.md")
        os.symlink("z/a.md", "a.md")
        os.symlink("z", "b")

        assert shown() == ["z/a.md"]

    def test_to_a_hidden_store_are_read(self) -> None:
        write(".git/annex/1.dat", "m.md")
        os.symlink(".git/annex/1.dat", "b.md")
        os.symlink(".git/annex/1.dat", "c.md")
        os.symlink("../.git/annex/1.dat", "a.md")

        assert shown() == ["b.md", "m.md"]

    def test_in_circles_and_into_nothing(self) -> None:
        os.symlink("loop.md", "loop.md")
        os.symlink("nowhere", "gone.md")
        os.symlink("..", "up")
        os.symlink(".", "here.md")

        assert shown() == []
        assert left_out()[Reason.LINK] == 4

    def test_named_are_followed(self) -> None:
        write("../other/a.md")
        os.symlink("../other", "docs")
        os.symlink("../other/a.md", "b.md")

        assert shown("docs") == ["docs/a.md"]
        assert shown("b.md") == ["b.md"]
        assert shown("docs", "b.md") == ["docs/a.md"]
        assert shown(".") == []


class TestExplanation:
    def explanation(self, *arguments: str) -> str:
        discovery = discover(arguments, Configurations())
        assert discovery.found == []
        return discovery.explanation()

    def test_counts_by_reason(self) -> None:
        configure('exclude = ["c.md"]')
        Path(".gitignore").write_text("a.md\n/b\n")
        write("a.md", "b/x.md", "c.md", "x.py", "vendor/a.md", "x/a.md")
        os.mkfifo("p.md")

        assert self.explanation(".") == (
            "no file to check in .: left out (a folder as one) are 3 ignored by .gitignore, 2 hidden, "
            "2 not matched by include, 1 left out by exclude, 1 not a regular file, 1 in a vendored folder"
        )

    def test_of_nothing(self) -> None:
        Path("empty").mkdir()

        assert self.explanation("empty") == "no file to check in empty: nothing is there"
        assert self.explanation() == "no file to check: no path is given"

    def test_names_few_arguments(self) -> None:
        for name in "abcd":
            Path(name).mkdir()

        assert self.explanation("a", "b", "c", "d") == "no file to check in a, b, c, ...: nothing is there"
