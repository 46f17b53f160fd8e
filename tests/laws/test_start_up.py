"""What a run imports: a clean document must not pay for what it does not need."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import seedlint
from seedlint import lint_text

SEEDS = Path(__file__).parents[2] / "seeds"

STANDARD = """
    bisect collections contextlib copyreg datetime enum functools gc importlib itertools keyword math
    operator re reprlib struct types typing unicodedata warnings
"""
"""The modules of the standard library that a clean document may import: half of them are what the others need."""

PARTS = ("_", "collections.", "cython_runtime", "importlib._", "jsonschema_rs.", "re.", "typing.")
"""With what the names of their parts begin."""

OURS = {
    "seedlint": "__main__ cli config diagnostics document engine errors language reporters rules text",
    "seedlint.cli": "commands commands.check console main online outputs",
    "seedlint.config": "globs model presets resolve select",
    "seedlint.document": """
        anchors article_urls bare_url blanks blocks characters contract directives document domain front_matter host
        inline link_syntax links local_link markdown prose runs scalars source targets template tree yaml_lines
        yaml_scalars
    """,
    "seedlint.engine": "check discover gitignore read run schemas",
    "seedlint.language": "evidence function_words identify table",
    "seedlint.reporters": "base concise formats style summary",
    "seedlint.rules": "base body language links metadata needs registry typography",
    "seedlint.rules.body": """
        boilerplate_line byline_debris giant_paragraph looped_phrase repeated_line stub_body truncated_text
        _dates _debris _lines _passages
    """,
    "seedlint.rules.language": "foreign_paragraph missing_function_words",
    "seedlint.rules.links": "conflicting_urls cut_url domain_mismatch missing_anchor",
    "seedlint.rules.metadata": "ambiguous_scalar self_related",
    "seedlint.rules.typography": "missing_space no_capitals",
    "seedlint.text": "decode escape lazy lines pattern record span",
}
"""Our own modules by package. Rules that are not here look for what the document does not have (``rules/needs.py``)."""

FOR_SCHEMA = "decimal email json json.decoder json.encoder json.scanner jsonschema_rs numbers"
OURS_FOR_SCHEMA = {
    "seedlint": "schema",
    "seedlint.schema": "drafts formats native outline resources schema store",
}
"""What a schema adds."""


def listed(standard: str, packages: dict[str, str]) -> set[str]:
    """The names of all modules of the lists."""
    return {*standard.split(), *packages, *(f"{of}.{name}" for of, names in packages.items() for name in names.split())}


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
def test_clean_document_imports_nothing_but_what_is_listed(schema: tuple[str, ...], clean: str) -> None:
    code, modules = run("--isolated", *schema, clean)

    assert code == 0
    allowed = listed(STANDARD, OURS) | (listed(FOR_SCHEMA, OURS_FOR_SCHEMA) if schema else set())
    assert {module for module in modules - allowed if not module.startswith(PARTS)} == set()
    assert ("jsonschema_rs" in modules) == bool(schema)


@pytest.mark.parametrize(("other", "kind"), [("gc", "_LazyPattern"), ("threading", "Pattern")])
def test_patterns_of_yaml_are_compiled_when_they_are_used(other: str, kind: str, tmp_path: Path) -> None:
    """``re.compile`` is replaced for that moment, and only where there are no other threads who could see it."""
    path = tmp_path / "flow.txt"
    path.write_text("---\ntitle: What needs all of YAML\ntags: {a: b}\n---\n", encoding="utf-8")
    program = f"""
import re, {other}
original = re.compile
{PROGRAM}
from yaml.reader import Reader
assert re.compile is original
pattern = Reader.NON_PRINTABLE
assert type(pattern).__name__ == "{kind}"
assert "search" not in getattr(pattern, "__dict__", ())
assert pattern.search("a\\x00") is not None
"""
    subprocess.run([sys.executable, "-c", program, "--isolated", str(path)], check=True)


def test_named_tuples_are_those_that_are_quickly_defined() -> None:
    package = Path(seedlint.__file__).parent
    for path in package.rglob("*.py"):
        if path != package / "text" / "record.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module in ("typing", "collections"):
                    assert {name.name.lower() for name in node.names}.isdisjoint({"namedtuple"}), path


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
    assert modules <= {"__future__", "seedlint", "seedlint.__main__"}


def test_defective_document_does_import_what_explains_it() -> None:
    """The other tests would pass if ``sys.modules`` were read wrongly."""
    code, modules = run("--isolated", "--schema", "article", str(SEEDS / "004-schema-mistakes.txt"))

    assert code == 1
    assert {"jsonschema", "hashlib"} <= modules
