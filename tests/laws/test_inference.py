"""What must be true of every inferred schema: it accepts what it covers, and planted outliers are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlint.cli.main import run
from seedlint.infer.inference import infer
from seedlint.schema.schema import from_value

KEYS = st.sampled_from(
    ["title", "titel", "type", "layout", "tags", "date", "score", "provider", "a b", "", "ü", "$ref"]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-200, 200),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(["article", "artcle", "video", "2024-05-31", "2024-05-31T08:30:00Z", "https://example.org/x",
                     "https://exämple.org/ü", "a@example.org", "192.0.2.1", "2001:db8::1", "08:30:00Z",
                     "123e4567-e89b-12d3-a456-426614174000", "note:this", "x" * 40]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
FRONT_MATTER = st.dictionaries(KEYS, VALUES, max_size=6)
PATHS = st.sampled_from(["a.md", "news/b.md", "news/deep/c.md", "events/d.txt", "x/y.md"])
COLLECTIONS = st.lists(st.tuples(PATHS, FRONT_MATTER), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(COLLECTIONS, st.sampled_from([1, 3, 11, 30, 60]), st.sampled_from([None, "folder", "type", "none"]))
def test_schema_accepts_all_that_it_covers(collection: list[tuple[str, Any]], times: int, by: str | None) -> None:
    """Each document comes several times, so that every threshold is met by some collections."""
    documents = collection * times
    inference = infer(documents, by)
    named = [
        *inference.covered,
        *(number for group in inference.split.rest for number in group.documents),
        *(number for group in inference.groups for told in group.suspicions for number in told.documents),
    ]

    assert set(named) == set(range(len(documents)))
    for group in inference.groups:
        schema = from_value(json.loads(json.dumps(group.schema)))
        for number in group.covered:
            assert schema.is_valid(documents[number][1]), (documents[number][1], group.schema)


def uniform(count: int) -> list[tuple[str, dict[str, Any]]]:
    """A collection without defects; its values differ as those of real documents do."""
    return [
        (
            f"news/{number:03}.md",
            {
                "title": f"Report number {number}",
                "type": ("article", "article", "video")[number % 3],
                "date": f"2024-05-{number % 28 + 1:02}",
                "webUrl": f"https://example.org/{number}",
                "quality": number * 7 % 101,
                "provider": {"name": f"The Paper {number % 40}", "domain": f"p{number % 40}.example.org"},
                "topics": ["Rivers", "Bridges", "Weather"][: number % 4],
                **({"excerpt": f"In short: {number}"} if number % 2 else {}),
            },
        )
        for number in range(count)
    ]


def misspell(metadata: dict[str, Any], key: str, name: str) -> None:
    metadata[name] = metadata.pop(key)


OUTLIERS = {
    "a misspelt key": (lambda m: misspell(m, "title", "titel"), ("titel",), "usually it is 'title'"),
    "a key in other case": (lambda m: misspell(m, "webUrl", "weburl"), ("weburl",), "usually it is 'webUrl'"),
    "a nested misspelt key": (
        lambda m: misspell(m["provider"], "domain", "domian"),
        ("provider", "domian"),
        "'domain'",
    ),
    "a missing key": (lambda m: m.pop("webUrl"), ("webUrl",), "missing in 1 of 500"),
    "a number as a string": (lambda m: m.update(quality="71"), ("quality",), "a string in 1 of 500"),
    "a text for a list": (lambda m: m.update(topics="Rivers"), ("topics",), "usually a list"),
    "an item of another type": (lambda m: m.update(topics=["Rivers", 4]), ("topics", 0), "an integer in 1 of"),
    "no date": (lambda m: m.update(date="yesterday"), ("date",), "not a date like"),
    "no URL": (lambda m: m.update(webUrl="example.org/7"), ("webUrl",), "not an absolute"),
    "an empty title": (lambda m: m.update(title=""), ("title",), "an empty string in 1 of 500"),
    "a misspelt value": (lambda m: m.update(type="artcle"), ("type",), "'article' is common"),
    "no value": (lambda m: m.update(quality=None), ("quality",), "nothing in 1 of 500"),
}


@pytest.mark.parametrize("name", OUTLIERS)
def test_planted_outlier_is_named_and_not_learnt(name: str) -> None:
    plant, path, message = OUTLIERS[name]
    clean = infer(uniform(500))
    documents = uniform(500)
    plant(documents[123][1])
    inference = infer(documents)

    assert [group.suspicions for group in clean.groups] == [()]
    (group,) = inference.groups
    assert [(told.path, told.documents) for told in group.suspicions] == [(path, (123,))]
    assert message in group.suspicions[0].message
    assert len(group.covered) == 499
    assert group.schema == clean.groups[0].schema
    assert not from_value(group.schema).is_valid(documents[123][1])


def test_all_planted_outliers_at_once() -> None:
    documents = uniform(500)
    for number, (plant, _, _) in enumerate(OUTLIERS.values()):
        plant(documents[40 * number + 3][1])
    (group,) = infer(documents).groups

    told = {number for suspicion in group.suspicions for number in suspicion.documents}
    assert told == {40 * number + 3 for number in range(len(OUTLIERS))}
    assert group.schema == infer(uniform(500)).groups[0].schema


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PATHS, FRONT_MATTER), min_size=1, max_size=4), st.sampled_from([1, 5, 25]))
def test_written_files_make_seedlint_accept_the_covered_documents(
    tmp_path_factory: pytest.TempPathFactory, collection: list[tuple[str, Any]], times: int
) -> None:
    """The way through the disk: the configuration is read again, the schemas are bound, the documents are judged."""
    folder = tmp_path_factory.mktemp("collection")
    for number, (path, metadata) in enumerate(collection * times):
        file = folder / Path(path).parent / f"{number}{Path(path).suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"number": number, **metadata}, indent=1) + "\n\nBody.\n", encoding="utf-8")
    report, lint = folder / "init.json", folder / "lint.json"
    code, told = _run(report, "init", str(folder), "--output-format", "json")
    assert code in (0, 2)
    if code == 2:  # all documents are too few or too different to learn from
        return
    _, found = _run(lint, str(folder), "--select", "metadata", "--output-format", "json")

    left_out = {each["path"] for each in told["leftOut"]} | {
        path for each in told["suspicious"] for path in each["paths"]
    }
    assert {each["path"] for each in found["diagnostics"]} <= left_out
    assert _run(report, "init", str(folder), "--check", "--output-format", "json")[0] == 0


def _run(file: Path, *argv: str) -> tuple[int, Any]:
    """The exit code of a command and what it writes as JSON."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = run(argv)
    return code, json.loads(out.getvalue()) if code < 2 else None
