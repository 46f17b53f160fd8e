"""Only the rules for one top-level domain are read: no answer may differ from that of the whole list."""

import idna
from publicsuffixlist import PSLFILE, PublicSuffixList, encode_idn

from seedlint.document.domain import is_known_tld, registrable_domain

WHOLE = PublicSuffixList(accept_unknown=False)


def names() -> list[str]:
    with open(PSLFILE, encoding="utf-8") as source:
        rules = [line.split()[0].lower() for line in source if line.strip() and not line.startswith("//")]
    suffixes = [rule.removeprefix("!").removeprefix("*.") for rule in rules]
    sampled = [*suffixes[::7], *(each for each in suffixes if not each.isascii() or "." not in each)]
    return [
        *sampled,
        *map(encode_idn, sampled),
        *(f"{each}x" for each in sampled[::5]),
        "com.",
        "a..com",
        "",
        "*",
        "!ck",
    ]


def as_asked(host: str) -> str:
    """``host`` encoded where that is possible."""
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


def test_registered_domains_are_those_of_the_whole_list() -> None:
    for name in names():
        for host in (name, f"a.{name}", f"www.a.{name}", f"c.www.a.{name}"):
            asked = as_asked(host.rstrip("."))
            assert registrable_domain(host) == (WHOLE.privatesuffix(asked) or asked), host


def test_top_level_domains_are_those_of_the_whole_list() -> None:
    last_labels = {name.rstrip(".").rpartition(".")[2] for name in names()} - {""}
    known = {label for label in last_labels if is_known_tld(f"a.{label}")}
    listed = {label for label in last_labels if WHOLE.publicsuffix(as_asked(label)) is not None}
    assert known - listed <= {"za"}  # nobody registers a name directly below it
    assert listed <= known
    assert {"museum", "xn--fiqs8s"} <= known
    assert "comx" not in known
