"""The contract of the collected articles."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from seedlint.schema.drafts import walk
from seedlint.schema.store import load

ARTICLE: dict[str, Any] = {
    "category": "news",
    "title": "Harbour opens",
    "excerpt": "The new harbour takes its first ships.",
    "publishedDateTime": "2024-05-31T08:30:00Z",
    "originalUrl": "https://news.example.org/harbour?from=feed",
    "webUrl": "https://news.example.org/harbour",
    "type": "article",
    "quality": 34,
    "heat": -1,
    "published": False,
    "provider": {"name": "The Post", "domain": "news.example.org"},
    "topics": ["Ships", "Trade"],
    "images": [{"url": "https://news.example.org/a.png", "width": 640, "height": 480, "isCached": True}],
    "related": [
        {
            "title": "Harbour planned",
            "excerpt": "It will be built.",
            "publishedDateTime": "2020-01-01T00:00:00+01:00",
            "webUrl": "https://news.example.org/plan",
            "ampWebUrl": "https://news.example.org/plan/amp",
            "cdnAmpWebUrl": "https://cdn.example.net/plan",
            "type": "video",
            "provider": {"name": "The Post", "domain": "news.example.org"},
            "quality": 0,
            "images": [],
        }
    ],
    "secured": "c2VlZA==;bGludA==",
}


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    document: Any = copy.deepcopy(ARTICLE)
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    result: dict[str, Any] = document
    return result


def test_article_is_valid() -> None:
    schema = load("article")

    assert schema.native.is_valid(ARTICLE)
    assert schema.errors(ARTICLE) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), ...),
        (("related", 0, "provider"), ...),
        (("images", 0, "url"), ...),
        (("provider", "domain"), "https://example.org"),
        (("category",), "Top News"),
        (("type",), "artcle"),
        (("quality",), 101),
        (("quality",), -1),
        (("quality",), 3.5),
        (("heat",), -2),
        (("published",), "yes"),
        (("publishedDateTime",), "2021-13-40"),
        (("publishedDateTime",), "2024-05-31"),
        (("webUrl",), "news.example.org/harbour"),
        (("originalUrl",), "https://example.org/a b"),
        (("topics",), ["AI", "AI"]),
        (("images", 0, "width"), 0),
        (("secured",), "c2VlZA=="),
        (("secured",), "c2VlZA==;bGl?dA=="),
        (("titel",), "x"),
        (("provider", "url"), "x"),
        (("images", 0, "widht"), 3),
        (("related", 0, "heat "), 3),
        (("excerpt",), ""),
    ],
)
def test_defect_is_found(path: tuple[str | int, ...], value: Any) -> None:
    assert not load("article").is_valid(changed(path, value))


def named(contents: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, part in walk(contents):
        yield from part.get("properties", {}).items()


def test_every_property_is_described() -> None:
    contents = load("article").contents

    for name, schema in named(contents):
        target = contents["$defs"][schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema
        assert target.get("description", "").endswith("."), name
