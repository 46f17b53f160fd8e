"""Imports go downwards only, and what is heavy or dangerous is confined to one place each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "lint"
PACKAGE = ROOT / "seedlint"

LAYERS = (
    {"text"},
    {"errors"},
    {"verdict"},
    {"diagnostics"},
    {"document"},
    {"language"},
    {"schema"},
    {"rules"},
    {"fix"},
    {"config"},
    {"infer"},
    {"reporters"},
    {"net"},
    {"engine"},
    {"api"},
    {"cli"},
)
"""From the bottom up; a module imports from its own part and from the layers below.

Why so: ``diagnostics`` is below ``document`` because a broken front matter carries related places; ``reporters`` are
below ``engine`` because a run is handed one (it knows only the protocol).
"""

CONFINED = {
    "yaml": ("document/",),
    "jsonschema": ("schema/",),
    "jsonschema_rs": ("schema/",),
    "referencing": ("schema/",),
    "ftfy": ("rules/encoding/",),
    "shtab": ("cli/commands/completion.py",),
    "socket": ("net/",),
    "ssl": ("net/",),
    "urllib.request": ("net/",),
    "http": ("net/",),
    "asyncio": ("net/", "lsp/"),
    "aiohttp": ("net/",),
    "watchfiles": ("cli/watching.py",),
    "yarl": ("net/request.py",),
    "sqlite3": ("engine/storage.py", "net/history.py"),
    "subprocess": ("engine/git.py",),
    "multiprocessing": ("engine/workers.py",),
    "concurrent.futures": (),
    "marshal": (),
    "dataclasses": (),
    "pickle": (),
}
"""Where alone a module may be imported. ``subprocess`` runs git: nothing else knows which lines changed. ``yarl``
re-encodes URLs unless told not to."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """All modules that are imported, also inside functions and for type checking."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def layer(part: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


MODULES = dict(modules())


@pytest.mark.parametrize("name", list(MODULES))
def test_imports_go_downwards(name: str) -> None:
    part = name.partition("/")[0].removesuffix(".py")
    if part.startswith("__"):
        pytest.skip("the package's entry points may import everything")

    for module in imports(MODULES[name]):
        if module.startswith("seedlint."):
            other = module.split(".")[1]
            if other == "__init__":
                continue
            assert other == part or layer(other) < layer(part), f"{name} imports {module}"


@pytest.mark.parametrize("name", list(MODULES))
def test_dependencies_are_confined(name: str) -> None:
    for module in imports(MODULES[name]):
        for confined, places in CONFINED.items():
            if module == confined or module.startswith(confined + "."):
                assert name.startswith(places), f"{name} imports {module}"


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("rules/") and name.count("/") == 2])
def test_a_rule_imports_no_other_rule(name: str) -> None:
    for module in imports(MODULES[name]):
        if module.startswith("seedlint.rules."):
            last = module.rpartition(".")[2]
            assert last == "base" or last.startswith("_"), f"{name} imports {module}"


@pytest.mark.parametrize("name", list(MODULES))
def test_only_the_surface_prints(name: str) -> None:
    calls = {
        node.func.id
        for node in ast.walk(MODULES[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert not calls & {"eval", "exec", "input"}
    assert "print" not in calls or name.startswith(("cli/", "reporters/"))


def test_the_source_root_is_no_package() -> None:
    assert not (ROOT / "__init__.py").exists()
    assert [path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__"] == ["seedlint"]
    assert not any(f"{module}.".startswith("lint.") for tree in MODULES.values() for module in imports(tree))
