"""What ``seedlint init`` writes: the text of seedlint.toml and of the schemas that it binds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from seedlint.config.globs import Globs
from seedlint.infer.inference import Documents, Inference, Inferred
from seedlint.schema.suggest import closest
from seedlint.text.escape import escape
from seedlint.text.record import NamedTuple

SEEDLINT_TOML = "seedlint.toml"
COMMON = "common"
"""The name of the schema that holds beside those by the value of a key: it knows the values that there are."""
LISTED = 20
"""Most documents without front matter that are named one by one."""
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SPECIAL = re.compile(r"[*?\[\]\\]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]+\Z")


class Written(NamedTuple):
    """A file: its path below the folder of the collection (with ``/``), its text, and how many documents it covers."""

    path: str
    text: str
    documents: int = 0


def write(documents: Documents, inference: Inference, bare: Sequence[str], reasons: Sequence[str]) -> list[Written]:
    """The configuration and its schemas, the configuration last.

    ``bare`` are the paths of the documents without front matter; ``reasons`` are lines that tell what was left out.
    """
    names = _names(inference)
    schemas = [
        Written(_file(name), _text(name, group), len(group.covered))
        for name, group in zip(names, inference.groups, strict=True)
    ]
    by_key = inference.split.by not in (None, "folder")
    if by_key:
        schemas.insert(0, Written(_file(COMMON), _common(documents, inference)))
    lines = [*_head(documents, inference, reasons), "", *_schemas(documents, inference, names)]
    if by_key:
        lines += _overrides(inference, names)
    lines += _exceptions(bare, _bound(documents, inference))
    return [*schemas, Written(SEEDLINT_TOML, "\n".join([*lines, ""]))]


def values_of(documents: Documents, inference: Inference) -> list[str]:
    """The values of the key by which documents are divided: of all groups, and those too rare for a group that are no
    misspelling of one that has a group."""
    large = [group.group.value for group in inference.groups if group.group.value is not None]
    small = [group.value for group in inference.split.rest if group.value is not None]
    return [*large, *(value for value in small if closest(value, large) is None)]


def _head(documents: Documents, inference: Inference, reasons: Sequence[str]) -> list[str]:
    covered = len(inference.covered)
    split = inference.split
    lines = [
        "# Written by `seedlint init`, yours to change. `seedlint init --check` tells when the documents have drifted",
        "# from the schemas below; docs/configuration.md of seedlint describes all keys.",
        "#",
        f"# {covered} of {len(documents)} documents with front matter satisfy the schemas.",
    ]
    if split.by == "folder":
        lines.append("# Each folder has a schema of its own, because the keys differ from folder to folder.")
    elif split.by is not None:
        lines.append(
            f"# Each value of `{split.by}` has a schema of its own, because the keys differ from one to the next."
        )
    else:
        lines.append("# One schema describes them all; folders do not differ enough to have their own.")
    if reasons:
        lines += ["#", "# Not learnt from:", *(f"#   {escape(reason)}" for reason in reasons)]
    return lines


def _schemas(documents: Documents, inference: Inference, names: Sequence[str]) -> list[str]:
    lines = ["[schemas]"]
    if inference.split.by not in (None, "folder"):
        lines.append(f"# What {inference.split.by} may be; the schemas for each value are bound below.")
        return [*lines, f"{_quote(_file(COMMON))} = {_list([_everything(inference)])}"]
    for name, group in zip(names, inference.groups, strict=True):
        lines += [
            f"# {_documents(len(group.covered))}",
            f"{_quote(_file(name))} = {_list(_globs(documents, inference, group))}",
        ]
    return lines


def _overrides(inference: Inference, names: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for name, group in zip(names, inference.groups, strict=True):
        key, value = _quote(inference.split.by or ""), _quote(group.group.value or "")
        lines += ["", "[[overrides]]", f"# {_documents(len(group.covered))}"]
        lines += [f"when = {{ {key} = {value} }}", f"schema = {_quote(_file(name))}"]
    return lines


def _exceptions(bare: Sequence[str], bound: Sequence[str]) -> list[str]:
    """Documents without front matter, which the schema ``bound`` to them by globs would ask it of."""
    globs = Globs(bound)
    asked = [path for path in bare if globs.match(path)]
    if not asked:
        return []
    few = len(asked) <= LISTED
    files = [f"/{_escaped(path)}" for path in asked] if few else bound
    why = "have no front matter; take out those that should" if few else "often have no front matter"
    return ["", "[[overrides]]", f"# These {why}.", f"files = {_list(files)}", 'ignore = ["missing-front-matter"]']


def _bound(documents: Documents, inference: Inference) -> list[str]:
    """The globs of all documents that have a schema."""
    if inference.split.by == "folder":
        return [glob for group in inference.groups for glob in _globs(documents, inference, group)]
    return [_everything(inference)]


def _everything(inference: Inference) -> str:
    return f"{_escaped(inference.split.base)}**"


def _globs(documents: Documents, inference: Inference, group: Inferred) -> list[str]:
    """The globs of a group by folder, or of all documents."""
    split = inference.split
    if split.by is None:
        return [_everything(inference)]
    if group.group.value:
        return [f"{_escaped(split.base + group.group.value)}/**"]
    suffixes = {_suffix(documents[number][0]) for number in group.group.documents}
    return [f"/{_escaped(split.base)}*{suffix}" for suffix in sorted(suffixes)]


def _suffix(path: str) -> str:
    found = _SUFFIX.search(path)
    return found[0] if found else ""


def _names(inference: Inference) -> list[str]:
    """A file name for each group, made of letters, digits and hyphens."""
    names: list[str] = []
    for group in inference.groups:
        words = group.group.value if group.group.value else "document"
        name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "group"
        taken = {COMMON, *names}
        names.append(next(each for each in _numbered(name, len(taken) + 1) if each not in taken))
    return names


def _numbered(name: str, count: int) -> list[str]:
    return [name, *(f"{name}-{number}" for number in range(2, count + 2))]


def _file(name: str) -> str:
    return f"schemas/{name}.schema.json"


def _text(name: str, group: Inferred) -> str:
    told = (
        f"Inferred from {_documents(len(group.covered))} by seedlint init. Yours to change: add descriptions, bounds."
    )
    return _json({"$schema": _DRAFT, "title": name, "description": told, **group.schema})


def _common(documents: Documents, inference: Inference) -> str:
    key = inference.split.by or ""
    always = all(key in metadata for _, metadata in documents)
    schema: dict[str, Any] = {
        "$schema": _DRAFT,
        "title": COMMON,
        "description": f"The values that {key} may have. Inferred by seedlint init; yours to change.",
        "type": "object",
        "properties": {key: {"enum": values_of(documents, inference)}},
    }
    if always:
        schema["required"] = [key]
    return _json(schema)


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _documents(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"


def _escaped(path: str) -> str:
    """A path as a glob that matches nothing else."""
    return _SPECIAL.sub(r"\\\g<0>", path)


def _quote(text: str) -> str:
    """A basic string of TOML; its escapes are those of JSON, and DEL must be escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return f"[{_quote(texts[0])}]"
    return "[\n" + "".join(f"  {_quote(text)},\n" for text in texts) + "]"
