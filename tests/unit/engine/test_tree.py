"""What documents see of the disk: everything below their root, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seedlint import lint_paths, lint_text
from seedlint.diagnostics import Severity
from seedlint.engine.tree import DiskTree

RULES = ("missing-target", "missing-anchor")


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(path: Path) -> list[tuple[str, str, Severity]]:
    listed = lint_paths([path], isolated=True, select=RULES)
    return [(os.path.basename(d.path), d.rule, d.severity) for d in listed]


def test_files_and_anchors_of_a_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_md="# A\n\n[b](docs/b.md#b) [c](docs/c.md) [d](docs/b.md#d) [e](Docs/b.md)\n",
        docs__b_md="# B\n\n[a](../a.md#a) [out](../../x.md)\n",
    )

    assert found(tmp_path) == [
        ("a.md", "missing-target", Severity.ERROR),
        ("a.md", "missing-anchor", Severity.WARNING),
        ("a.md", "missing-target", Severity.ERROR),
    ]


def test_standard_input_has_no_surroundings() -> None:
    assert lint_text("[b](missing.md)\n", isolated=True, select=RULES) == []


def test_the_root_is_that_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, docs__a_md="[b](../b.md) [c](../c.md) [d](../../d.md)\n", b_md="")
    (tmp_path / ".git").mkdir()

    assert found(tmp_path / "docs") == [("a.md", "missing-target", Severity.ERROR)]


def test_the_root_is_the_folder_of_the_configuration(tmp_path: Path) -> None:
    write(tmp_path, docs__a_md="[b](../b.md)\n")
    (tmp_path / "seedlint.toml").write_text("")

    assert [d.rule for d in lint_paths([tmp_path / "docs"], select=RULES)] == ["missing-target"]


def test_what_was_copied_out_of_a_project_is_only_worth_a_look(tmp_path: Path) -> None:
    write(tmp_path, a_md="[l](LICENSE) ![i](docs/img/a.png)\n", pkg__package__b_md="[x](x.md) [a](b.md)\n")

    assert {severity for _, _, severity in found(tmp_path)} == {Severity.INFO}


def test_links_that_lead_out_are_closed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    write(inside, a_md="[s](secret/s.md) [t](secret/t.md) [u](u.md#x) [v](alias/b.md) [w](alias/w.md)\n", real__b_md="")
    write(outside, s_md="# S\n")
    try:
        (inside / "secret").symlink_to(outside)
        (inside / "u.md").symlink_to(outside / "s.md")
        (inside / "alias").symlink_to(inside / "real")
    except OSError:
        pytest.skip("no symbolic links here")
    (inside / ".git").mkdir()

    assert found(inside) == [("a.md", "missing-target", Severity.ERROR)]


def test_a_tree_reads_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, **{f"n{number}_md": "# N\n" for number in range(8)})
    monkeypatch.setattr("seedlint.engine.tree.MOST_NAMES", 5)
    monkeypatch.setattr("seedlint.engine.tree.MAX_TARGET_SIZE", 2)
    tree = DiskTree(str(tmp_path))

    assert tree.entries("") is None
    assert tree.document("n0.md") is None
