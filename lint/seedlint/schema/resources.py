"""The documents that a schema consists of: its own file, the files that it refers to, the schemas built in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from seedlint.document.tree import ProblemKind
from seedlint.errors import ConfigError
from seedlint.schema.drafts import LATEST, Draft, draft_of
from seedlint.text.decode import decode
from seedlint.text.lines import LineIndex
from seedlint.text.span import Span

if TYPE_CHECKING:
    from seedlint.document.tree import KeyPath, Node

BUILT_IN_ID = "https://seedlint.dev/schemas/{name}.schema.json"
"""The ``$id`` of the schema that is built in as ``name``."""

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:")


class Resource:
    """One schema document. ``path`` is how people call it; ``text`` and ``root`` are there for files only."""

    __slots__ = ("contents", "path", "root", "text", "uri")

    def __init__(self, uri: str, path: str, contents: Any, text: str = "", root: Node | None = None) -> None:
        self.uri = uri
        self.path = path
        self.contents = contents
        self.text = text
        self.root = root

    def error(self, message: str, place: KeyPath = (), help: str | None = None) -> ConfigError:
        """An error at the value at ``place`` (or at the nearest one above it that can be shown)."""
        if self.root is None:
            return ConfigError(message, self.path, help=help)
        node = self.root.at(place)
        return self.error_at(message, node.span if node is not None else self.root.span, help)

    def error_at(self, message: str, span: Span, help: str | None = None) -> ConfigError:
        """An error at a span of the file."""
        position = LineIndex(self.text).position(span.start)
        return ConfigError(message, self.path, position.line, position.column, help)


def file_uri(path: str) -> str:
    """The ``file:`` URI of an absolute path (RFC 8089)."""
    plain = path.replace(os.sep, "/") if os.sep != "/" else path
    quoted = "".join(chr(b) if b in _UNRESERVED else f"%{b:02X}" for b in os.fsencode(plain))
    return "file://" + ("" if quoted.startswith("/") else "/") + quoted


def file_path(uri: str) -> str | None:
    """The path that a ``file:`` URI means; None for any other URI."""
    if not uri.startswith("file://"):
        return None
    from urllib.parse import unquote_to_bytes

    path = os.fsdecode(unquote_to_bytes(uri.removeprefix("file://")))
    return path[1:] if path[2:3] == ":" else path


def read_file(path: str, uri: str | None = None) -> Resource:
    """Read a schema in JSON or YAML; a broken one is a :class:`ConfigError` at the place of the mistake."""
    shown = os.path.relpath(path) if os.path.isabs(path) and path.startswith(os.getcwd() + os.sep) else path
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise ConfigError(f"cannot read this schema: {error.strerror or error}", shown) from None
    text = decode(raw)
    start = 1 if text.startswith("\ufeff") else 0
    span = Span(start, len(text))
    resource = Resource(uri or file_uri(os.path.abspath(path)), shown, None, text)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        place = len(raw[: error.start].decode())
        raise resource.error_at("this schema is not UTF-8", Span(place, place)) from None
    if path.endswith((".yaml", ".yml")):
        from seedlint.document import yaml_tree

        parsed = yaml_tree.parse(text, span)
    else:
        from seedlint.document import json_tree

        parsed = json_tree.parse(text, span)
    if parsed.problem is not None and parsed.problem.kind is not ProblemKind.NOT_A_MAPPING:
        problem = parsed.problem
        raise resource.error_at(f"cannot read this schema: {problem.message}", problem.span, problem.help)
    if parsed.root is None or not isinstance(parsed.root.value, (dict, bool)):
        raise resource.error_at("a schema is a mapping, or true or false", Span(start, start))
    resource.contents, resource.root = parsed.root.value, parsed.root
    return resource


class Resources:
    """Finds what a ``$ref`` refers to without the network, and remembers it.

    ``given`` maps absolute URIs to contents. A URI that is neither given nor built in is looked for on the disk: a
    ``file:`` URI where it says; any other one where it lies relative to the ``$id`` of ``root``, seen from the file of
    ``root``.
    """

    def __init__(self, root: Resource, given: Mapping[str, Any] | None = None, draft: Draft = LATEST) -> None:
        self.root = root
        self.given = dict(given or {})
        self.draft = draft
        self.loaded: dict[str, Resource] = {}
        self.failure: ConfigError | None = None
        """The first failure of :meth:`retrieve`: the engines wrap it into text of their own."""

    def retrieve(self, uri: str) -> Any:
        """The contents of the document at ``uri``; raises :class:`ConfigError`."""
        try:
            return self.resource(uri).contents
        except ConfigError as error:
            self.failure = self.failure or error
            raise

    def resource(self, uri: str) -> Resource:
        """The document at ``uri`` (an empty fragment does not matter)."""
        uri = uri.removesuffix("#")
        found = self.loaded.get(uri)
        if found is None:
            found = self.loaded[uri] = self._find(uri)
        return found

    def _find(self, uri: str) -> Resource:
        if uri in (self.root.uri, self._root_id()):
            return self.root
        if uri in self.given:
            return Resource(uri, uri, self.given[uri])
        built_in = _built_in(uri)
        if built_in is not None:
            return built_in
        path = file_path(uri) or self._beside_root(uri)
        if path is not None:
            resource = read_file(path, uri)
            self._check_metaschema(resource)
            return resource
        raise ConfigError(f"the schema {uri} is not at hand, and seedlint never uses the network", self.root.path)

    def _root_id(self) -> str | None:
        contents = self.root.contents
        identifier = contents.get("$id", contents.get("id")) if isinstance(contents, dict) else None
        return identifier.removesuffix("#") if isinstance(identifier, str) else None

    def _beside_root(self, uri: str) -> str | None:
        """The file that lies to the root's file as ``uri`` lies to the root's ``$id``, if there is one."""
        identifier, here = self._root_id(), file_path(self.root.uri)
        if identifier is None or here is None or "://" not in identifier:
            return None
        import posixpath
        from urllib.parse import unquote, urlsplit

        own, wanted = urlsplit(identifier), urlsplit(uri)
        if (own.scheme, own.netloc) != (wanted.scheme, wanted.netloc):
            return None
        way = posixpath.relpath(unquote(wanted.path) or "/", posixpath.dirname(own.path) or "/")
        path = os.path.normpath(os.path.join(os.path.dirname(here), way))
        return path if os.path.isfile(path) else None

    def _check_metaschema(self, resource: Resource) -> None:
        from seedlint.schema.check import check_metaschema

        named = resource.contents.get("$schema") if isinstance(resource.contents, dict) else None
        draft = draft_of(named) if isinstance(named, str) else self.draft
        if draft is not None:
            check_metaschema(resource, draft)


def built_in_path(name: str) -> str | None:
    """The file of a schema that comes with seedlint: inside the package, or in a checkout beside ``lint/``."""
    if not name.replace("-", "").isalnum():
        return None
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder in (package, os.path.dirname(os.path.dirname(package))):
        path = os.path.join(folder, "schemas", f"{name}.schema.json")
        if os.path.isfile(path):
            return path
    return None


def built_in_names() -> list[str]:
    """The names of the schemas that come with seedlint, sorted."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder in (package, os.path.dirname(os.path.dirname(package))):
        inside = os.path.join(folder, "schemas")
        if os.path.isdir(inside):
            ending = ".schema.json"
            return sorted(file.removesuffix(ending) for file in os.listdir(inside) if file.endswith(ending))
    return []


def read_built_in(name: str) -> Resource | None:
    """The schema that comes with seedlint under this name. A test has checked it: it is read as fast as can be."""
    path = built_in_path(name)
    if path is None:
        return None
    import json

    with open(path, "rb") as file:
        contents = json.loads(file.read())
    return Resource(BUILT_IN_ID.format(name=name), name, contents)


def _built_in(uri: str) -> Resource | None:
    before, after = BUILT_IN_ID.split("{name}")
    if uri.startswith(before) and uri.endswith(after):
        return read_built_in(uri[len(before) : -len(after)])
    return None
