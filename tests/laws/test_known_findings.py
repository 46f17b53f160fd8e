"""A baseline holds whatever happens to the documents: nothing old is told as new, nothing new is taken for old."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlint.cli.main import run
from seedlint.engine.baseline import BLINDING

SEEDS = Path(__file__).parents[2] / "seeds"
_SUBJECTS = ("The mayor", "A gardener", "Our neighbour", "Some visitor", "The captain", "Every child", "That poet")
_VERBS = ("saw", "painted", "forgot", "repaired", "bought", "described", "measured", "lost", "praised", "sold", "drew")
_OBJECTS = ("a lantern", "the old boat", "his umbrella", "two maps", "the clock", "an apple", "her bicycle", "the wall")
_PLACES = ("at noon", "in the rain", "near the mill", "by chance", "on Monday", "before dawn", "for a friend", "alone")
INSERTED = "".join(
    f"{_SUBJECTS[number % 7]} {_VERBS[number % 11]} {_OBJECTS[number // 3 % 8]} {_PLACES[number // 5 % 8]}.\n"
    for number in range(100)
)
INSERTED_IN_CHINESE = "".join(
    f"{'船长园丁邻居市长诗人渔夫学生'[number % 7 * 2 :][:2]}在{'昨天今早周一傍晚'[number // 5 % 4 * 2 :][:2]}"
    f"{'看见修好买下忘记称赞'[number % 5 * 2 :][:2]}了{'我的他的一个这个'[number // 2 % 4 * 2 :][:2]}"
    f"{'灯笼旧船雨伞地图苹果时钟'[number // 3 % 6 * 2 :][:2]}。\n"
    for number in range(100)
)
COMMENTS = "".join(f"# a comment, number {number}\n" for number in range(100))
MENDED = {"empty-body", "stub-body", "misplaced-front-matter", "body-metadata", "leading-blank", "tokenized-text"}
"""What is no longer wrong with a document that begins with a hundred good lines."""
PLANTED = "\nA planted defect: Ã¼berall\n"
WORDS = ("harbour", "freezes", "market", "kite", "river", "library", "station", "ferry", "garden", "bridge", "mayor")

Lint = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Lint:
    """The exit code and the new findings, of all severities."""

    def call(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
        code = run(["--output-format", "jsonl", "--min-severity", "info", "--schema", "article", *arguments])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The specimens, and sixty documents of one kind that are hard to tell apart."""
    monkeypatch.chdir(tmp_path)
    for path in sorted(SEEDS.rglob("*")):
        if path.is_file():
            target = tmp_path / path.relative_to(SEEDS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    dice = random.Random(17)
    for number in range(60):
        defects = dice.sample(
            ["CafÃ©", "naÃ¯ve", "donâ€™t", "[x](http://exa mple.org/a)", "[y](htp:///)"], dice.randrange(4)
        )
        body = "\n".join(f"{' '.join(dice.choices(WORDS, k=6))} {defect}" for defect in ["", *defects, *defects])
        text = f"---\ntitle: {' '.join(dice.choices(WORDS, k=4))}\ntype: article\nlang: en\n---\n\n{body}\n"
        (tmp_path / f"{number:03}-article.md").write_text(text, encoding="utf-8")
    return tmp_path


def documents(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".txt") and path.is_file()]


def insert(path: Path) -> None:
    """A hundred lines in its language at the top of the body; comments at the top of YAML front matter, too."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"+++")):  # UTF-16; other front matter
        return
    inserted = (INSERTED_IN_CHINESE if "chinese" in path.name else INSERTED).encode()
    end = raw.find(b"\n---\n", 3)
    if raw.startswith(b"---\n") and end > 0:
        raw = b"---\n" + COMMENTS.encode() + raw[4 : end + 5] + inserted + raw[end + 5 :]
    elif not raw.startswith(b"---"):
        raw = inserted + raw
    path.write_bytes(raw)


def rename(paths: list[Path]) -> None:
    """Every third one: to another folder, to another name, to the name of one that was there before."""
    freed: list[Path] = []
    for number, path in enumerate(paths[::3]):
        if number % 3 == 0:
            target = path.parent / "moved" / path.name
        elif number % 3 == 1 or not freed:
            target = path.with_name(f"renamed-{number}{path.suffix}")
        else:
            target = next((each for each in freed if each.suffix == path.suffix), path.with_stem(f"other-{number}"))
            freed = [each for each in freed if each != target]
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        freed.append(path)


def write_baseline(*arguments: str) -> int:
    return run(["baseline", "--quiet", "--schema", "article", *arguments])


def test_after_insertions_and_renames_only_planted_findings_are_new(collection: Path, lint: Lint) -> None:
    _, before = lint()
    assert write_baseline("--allow", ",".join(BLINDING)) == 0
    assert lint() == (0, [])
    for path in documents(collection):
        insert(path)
    rename(documents(collection))
    (collection / "020-clean-notes.md").write_text(INSERTED, encoding="utf-8")

    _, after = lint()

    assert len(before) > 150
    assert [each for each in after if each["rule"] != "missing-front-matter"] == []
    planted = [path for path in documents(collection) if path.name.endswith("-article.md") or "renamed" in path.name]
    for path in planted:
        path.write_bytes(path.read_bytes() + PLANTED.encode())
    new = tuple(each.relative_to(collection).as_posix() for each in planted)
    (collection / "wholly-new.md").write_text(f"---\ntitle: x\n---\n{PLANTED}", encoding="utf-8")
    code, found = lint("--select", "mojibake")
    assert code == 1
    assert sorted(each["path"] for each in found) == sorted([*new, "wholly-new.md"])
    assert all("Ã¼" in each["message"] for each in found)
    assert len(new) > 40


def test_a_new_document_with_old_defects_is_new(collection: Path, lint: Lint) -> None:
    write_baseline()
    known = collection / "003-mojibake.txt"
    copy = collection / "copy.txt"
    copy.write_bytes(known.read_bytes())

    _, found = lint()

    broken = {each["path"] for each in found if each["rule"] in BLINDING}
    assert {each["path"] for each in found} - broken == {"copy.txt"}


def test_updating_is_the_same_as_writing_anew(collection: Path, lint: Lint) -> None:
    write_baseline()
    for path in documents(collection):
        insert(path)
    rename(documents(collection))
    file = collection / ".seedlint-baseline.json"

    assert write_baseline("--update") == 1  # what is broken stays out
    updated = json.loads(file.read_text(encoding="utf-8"))
    assert write_baseline("--check") == 0
    file.unlink()
    write_baseline()
    anew = json.loads(file.read_text(encoding="utf-8"))

    assert [each | {"message": ""} for each in updated["findings"]] == [
        each | {"message": ""} for each in anew["findings"]
    ]
    assert updated["documents"].keys() == anew["documents"].keys()


def test_the_same_from_every_folder_and_for_every_part(
    collection: Path, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    (collection / "seedlint.toml").write_text("", encoding="utf-8")
    write_baseline("--allow", ",".join(BLINDING))

    for path in documents(collection)[::7]:
        assert lint(str(path.relative_to(collection))) == (0, [])
    monkeypatch.chdir(collection / "events")
    assert lint("..") == (0, [])
    assert lint() == (0, [])
    assert lint(os.path.join("..", "003-mojibake.txt")) == (0, [])
    monkeypatch.chdir("/")
    assert lint(str(collection)) == (0, [])


def test_small_edits_make_small_differences(collection: Path) -> None:
    write_baseline()
    file = collection / ".seedlint-baseline.json"
    before = file.read_text(encoding="utf-8").splitlines()
    known = json.loads("\n".join(before))
    for path in documents(collection):
        insert(path)
    write_baseline("--update")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert set(lines) < set(before)
    left = json.loads("\n".join(lines))
    gone = [each for each in known["findings"] if each not in left["findings"]]
    assert {"empty-body", "stub-body"} <= {each["rule"] for each in gone} <= MENDED
    assert len(gone) < len(left["findings"]) / 10
    spotless = {each["path"] for each in gone} - {each["path"] for each in left["findings"]}
    assert spotless
    assert known["documents"].keys() - left["documents"].keys() == spotless
    before = lines
    article = next(path for path in documents(collection) if "CafÃ©" in path.read_text("utf-8", "replace"))
    article.write_text(article.read_text(encoding="utf-8").replace("CafÃ©", "Café", 1), encoding="utf-8")
    write_baseline("--update")
    after = file.read_text(encoding="utf-8").splitlines()
    assert 1 <= len(set(before) ^ set(after)) <= 3
