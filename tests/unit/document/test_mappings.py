"""What rules learn from one look at the front matter, against the plain way to learn it."""

import pytest

from seedlint.document.document import Document
from seedlint.document.front_matter import mappings
from seedlint.document.source import Source
from seedlint.document.targets import Authority, authority_of, host_of

FRONT_MATTERS = (
    "title: A\n",
    "a: {b: {c: 1}, d: []}\ne:\n  - f: {g: 2}\n  - [{h: 3}, 4]\ni: {}\n",
    "base: &b {img: {url: x}}\npost:\n  <<: *b\n  again: *b\nlist: [*b, {own: *b}]\n",
    "a: &x {b: &y {c: 1}}\nd: *y\ne: [*x, *y]\nf: {<<: [*x, *y]}\n",
)


@pytest.mark.parametrize("content", FRONT_MATTERS)
def test_mappings_are_those_of_a_walk(content: str) -> None:
    document = Document(Source("a.md", f"---\n{content}---\n".encode()))
    assert document.front_matter is not None
    assert document.front_matter.root is not None
    walked = [node for _, node in document.front_matter.root.walk() if node.entries is not None and node.target is None]
    found = mappings(document)
    assert list(map(id, found)) == list(map(id, walked))


@pytest.mark.parametrize("text", ["No front matter.\n", "---\nbroken: [\n---\n"])
def test_without_front_matter_there_are_no_mappings(text: str) -> None:
    assert mappings(Document(Source("a.md", text.encode()))) == []


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("https://a.org/b/c", Authority("https", None, "a.org")),
        ("HTTP://A.org", Authority("http", None, "A.org")),
        ("ws://a/b", Authority("ws", None, "a")),
        ("ftp://a/b/c", Authority("ftp", None, "a")),
        ("http:///b/c", Authority("http", None, "")),
        ("https:///b", Authority("https", None, "")),
        ("https://u:p@a.org:80/b@c", Authority("https", "u:p", "a.org")),
        ("https://a.org?b=/c@d", Authority("https", None, "a.org")),
        ("https://a.org#b/c", Authority("https", None, "a.org")),
        ("https://a.org\\b@c/d", Authority("https", None, "a.org")),
        ("https://[::1]/b", Authority("https", None, "")),
        (f"https://{'a' * 400}.org/b", Authority("https", None, f"{'a' * 400}.org")),
        ("https:/a.org/b", None),
        ("a/b", None),
        ("", None),
    ],
)
def test_the_authority_is_that_before_the_path(url: str, authority: Authority | None) -> None:
    assert authority_of(url) == authority
    assert host_of(url) == (authority.host.lower() if authority is not None else "")
