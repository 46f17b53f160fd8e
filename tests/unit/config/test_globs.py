"""Globs mean what they mean in .gitignore, and take time in proportion to the path."""

from __future__ import annotations

import pytest

from seedlint.config.globs import Globs, parse


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("*.md", ["a.md", "x/a.md", "x/y/a.md", ".md"], ["a.mdx", "a.txt"]),
        ("videos", ["videos", "videos/", "videos/a.md", "x/videos/a.md"], ["video", "videos2/a.md"]),
        ("videos/", ["videos/", "videos/a.md", "x/videos/y/a.md"], ["videos"]),
        ("/videos", ["videos", "videos/a.md"], ["x/videos", "x/videos/a.md"]),
        ("x/videos", ["x/videos/a.md"], ["y/x/videos/a.md"]),
        ("videos/*.md", ["videos/a.md"], ["videos/x/a.md", "x/videos/a.md"]),
        ("videos/*", ["videos/a.md", "videos/x/a.md"], ["videos", "videos/"]),
        ("videos/**", ["videos/a.md", "videos/x/y/a.md"], ["videos", "videos/", "x/videos/a.md"]),
        ("**/videos/*.md", ["videos/a.md", "x/y/videos/a.md"], ["videos/x/a.md"]),
        ("a/**/b.md", ["a/b.md", "a/x/b.md", "a/x/y/b.md"], ["a/xb.md", "x/a/b.md"]),
        ("a/**/b/**/c", ["a/b/c", "a/1/b/2/3/c", "a/b/b/c"], ["a/c", "a/b"]),
        ("**", ["a.md", "x/y/a.md"], []),
        ("a**b.md", ["ab.md", "axxb.md"], ["a/b.md"]),
        ("?.md", ["a.md", "é.md", "😀.md"], ["ab.md", "/.md"]),
        ("[a-c].md", ["b.md"], ["d.md", "B.md"]),
        ("[!a-c].md", ["d.md"], ["b.md"]),
        ("[]a].md", ["].md", "a.md"], ["b.md"]),
        ("[[:digit:]_]*", ["1x", "_"], ["x1"]),
        ("a[+-0]b", ["a.b"], ["a/b"]),
        ("[z-a]", [], ["z", "a", "-"]),
        ("a\\*b", ["a*b"], ["axb"]),
        ("a b(c).md", ["a b(c).md"], []),
        ("*a*b*c", ["xaxbxc", "abc", "aabbcc"], ["xaxcxb"]),
        ("*.tar.*.md", ["x.tar.gz.md", "x.tar.tar.md"], ["x.tar.md"]),
        ("x\ny.md", ["x\ny.md"], ["x"]),
    ],
)
def test_meaning(pattern: str, matched: list[str], not_matched: list[str]) -> None:
    globs = Globs([pattern])

    assert [path for path in matched if not globs.match(path)] == []
    assert [path for path in not_matched if globs.match(path)] == []


def test_any_of_several_matches() -> None:
    globs = Globs(["a/*.md", "b"])

    assert [globs.match(path) for path in ("a/x.md", "b/x.md", "c/x.md")] == [True, True, False]
    assert not Globs([]).match("a")


def test_case_counts_unless_asked() -> None:
    assert not Globs(["*.md"]).match("README.MD")
    assert Globs(["*.md"], ignore_case=True).match("README.MD")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "it is empty"),
        ("/", "it is empty"),
        ("a//b", "it has an empty part: '//'"),
        ("a[b", "its '[' is never closed"),
        ("a[", "its '[' is never closed"),
        ("a[b\\", "its '[' is never closed"),
        ("a\\", "it ends in a lone backslash"),
        ("[[:letter:]]", "it names a character class that does not exist"),
    ],
)
def test_what_never_matches_is_refused_with_a_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match="^" + reason.replace("[", "\\[")):
        parse(pattern)


@pytest.mark.parametrize(
    "pattern", ["*a" * 40 + "b", "**/" + "a/**/" * 20 + "b", "*" * 50 + "b", "a*/" * 30 + "b", "**/*a*a*a*a*a*a*a*/b"]
)
def test_hostile_globs_end(pattern: str) -> None:
    """With plain backtracking each of these would outlast the universe."""
    globs = Globs([pattern])

    assert not globs.match("a" * 2000)
    assert not globs.match("a/" * 1000 + "c")
