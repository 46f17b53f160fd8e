"""The rules about what is at the end of a URL, document by document."""

from __future__ import annotations

import pytest

from seedlint.config.model import ActiveRule
from seedlint.document.document import Document
from seedlint.document.source import Source
from seedlint.engine.online import judge
from seedlint.rules import registry
from seedlint.text.decode import encode
from seedlint.text.marks import unmark
from seedlint.text.span import apply
from seedlint.verdict import Verdict, VerdictClass

OLD = "http://hafen.de/alt"
RULES = ("dead-url", "moved-url", "unstable-url", "tls-problem", "unverifiable-url", "blocked-url")
DAY = 86_400.0


def findings(name: str, text: str, verdicts: dict[str, Verdict], path: str = "a.md") -> list:
    document = Document(Source(path, encode(text)))
    rule = registry.rule(name)()
    return [item.finding for item in judge(document, [ActiveRule(rule, rule.severity)], verdicts)]


def moved(new: str, *, permanent: bool = True) -> Verdict:
    return Verdict(OLD, VerdictClass.MOVED, "moved", "it has moved", 200, new, new, permanent)


def fixed(marked: str, verdict: Verdict, path: str = "a.md") -> str | None:
    """The document after the fixes of moved-url, which must lie at the marks."""
    text, spans = unmark(marked)
    targets = {span.of(text) for span in spans}
    found = findings("moved-url", text, dict.fromkeys(targets, verdict), path)
    assert tuple(finding.span for finding in found) == spans
    edits = [edit for finding in found if finding.fix for edit in finding.fix.edits]
    return apply(text, edits) if edits else None


NEW = "https://www.hafen.de/neu"


@pytest.mark.parametrize(
    "document",
    [
        "Der [Hafen](⟦http://hafen.de/alt⟧).\n",
        'Der [Hafen](⟦http://hafen.de/alt⟧ "Titel").\n',
        "Der [Hafen](<⟦http://hafen.de/alt⟧>).\n",
        "Der [Hafen][h].\n\n[h]: ⟦http://hafen.de/alt⟧\n",
        "Port: <⟦http://hafen.de/alt⟧>\n",
        "Cảng ở ⟦http://hafen.de/alt⟧, gần cầu.\n",
        "港は⟦http://hafen.de/alt⟧です。\n",
        '<a href="⟦http://hafen.de/alt⟧">порт</a>\n',
        "![صورة](⟦http://hafen.de/alt⟧)\n",
        "---\nwebUrl: ⟦http://hafen.de/alt⟧\n---\nText.\n",
        "---\nwebUrl: '⟦http://hafen.de/alt⟧'\n---\nText.\n",
        "---\nurls: [⟦http://hafen.de/alt⟧, https://hafen.de/x]\n---\nText.\n",
        "---\nrelated:\n  - webUrl: ⟦http://hafen.de/alt⟧\n---\nText.\n",
        '+++\nurl = "⟦http://hafen.de/alt⟧"\n+++\nText.\n',
        '{"url": "⟦http://hafen.de/alt⟧"}\n\nText.\n',
    ],
)
def test_a_move_on_the_same_site_is_written_wherever_the_url_stands(document: str) -> None:
    text, _ = unmark(document)
    assert fixed(document, moved(NEW)) == text.replace(OLD, NEW)


@pytest.mark.parametrize(
    ("document", "new", "written"),
    [
        ("[a](⟦http://hafen.de/alt#karte⟧)\n", NEW, "[a](https://www.hafen.de/neu#karte)\n"),
        ("[a](⟦http://hafen.de/alt#karte⟧)\n", f"{NEW}#plan", "[a](https://www.hafen.de/neu#plan)\n"),
        ("[a](⟦http://hafen.de/alt⟧)\n", "https://m.hafen.de/", "[a](https://m.hafen.de/)\n"),
        ("[a](⟦http://hafen.de/alt⟧)\n", f"{NEW}?a=1&b=2", "[a](https://www.hafen.de/neu?a=1&b=2)\n"),
    ],
)
def test_what_is_written(document: str, new: str, written: str) -> None:
    assert fixed(document, moved(new)) == written


@pytest.mark.parametrize(
    ("document", "new"),
    [
        ("[a](⟦http://hafen.de/alt⟧)\n", "https://werft.org/neu"),  # another site
        ("[a](⟦http://a.github.io/alt⟧)\n", "https://b.github.io/alt"),  # another owner under a public suffix
        ("[a](⟦http://a.co.uk/alt⟧)\n", "https://b.co.uk/alt"),
        ("[a](⟦http://hafen.de/alt⟧)\n", f"{NEW}_(see)"),  # parentheses end the link
        ("[a](⟦http://hafen.de/alt⟧)\n", f"{NEW}?a&copy;b"),  # what Markdown reads as a character
        ("---\nurl: ⟦http://hafen.de/alt⟧\n---\nText.\n", f"{NEW}?a=1,2"),
        ("---\nurl: '⟦http://hafen.de/alt⟧'\n---\nText.\n", f"{NEW}'s"),
        ("---\nurl: ⟦http://hafen.de/alt⟧\n---\nText.\n", f"{NEW}/x|y"),
    ],
)
def test_what_cannot_be_written_safely_is_only_told(document: str, new: str) -> None:
    assert fixed(document, moved(new)) is None


def test_a_chain_that_is_not_for_good_is_only_told() -> None:
    assert fixed("[a](⟦http://hafen.de/alt⟧)\n", moved(NEW, permanent=False)) is None


CLASSES = {
    VerdictClass.OK: None,
    VerdictClass.MOVED: "moved-url",
    VerdictClass.DEAD: "dead-url",
    VerdictClass.DNS: "dead-url",
    VerdictClass.TLS: "tls-problem",
    VerdictClass.UNSTABLE: "unstable-url",
    VerdictClass.UNVERIFIABLE: "unverifiable-url",
    VerdictClass.BLOCKED: "blocked-url",
    VerdictClass.SKIPPED: None,
}


@pytest.mark.parametrize(("cls", "rule"), CLASSES.items(), ids=[cls.value for cls in CLASSES])
def test_each_class_is_told_by_one_rule_at_most(cls: VerdictClass, rule: str | None) -> None:
    verdict = Verdict(OLD, cls, cls.value, "as it is", 200, NEW, NEW, True)

    telling = [name for name in RULES if findings(name, f"Siehe <{OLD}>.\n", {OLD: verdict})]

    assert telling == ([] if rule is None else [rule])


def test_the_classes_are_complete() -> None:
    assert set(CLASSES) == set(VerdictClass)


@pytest.mark.parametrize(
    ("runs", "days", "rule"),
    [
        (1, 0, "unstable-url"),
        (2, 30, "unstable-url"),
        (9, 6.9, "unstable-url"),
        (3, 7, "dead-url"),
        (40, 400, "dead-url"),
    ],
)
def test_what_fails_for_long_is_dead(runs: int, days: float, rule: str) -> None:
    verdict = Verdict(OLD, VerdictClass.UNSTABLE, "timeout", "no answer", checked_at=1_000 * DAY, bad_runs=runs)
    verdict = verdict._replace(first_seen_bad=(1_000 - days) * DAY)

    telling = [name for name in RULES if findings(name, f"Siehe <{OLD}>.\n", {OLD: verdict})]

    assert telling == [rule]


def test_a_copy_in_an_archive_is_named() -> None:
    dead = Verdict(OLD, VerdictClass.DEAD, "gone", "410 Gone", 410, archived="https://web.archive.org/web/2019/x")
    (finding,) = findings("dead-url", f"Siehe <{OLD}>.\n", {OLD: dead})

    assert finding.help is not None
    assert "https://web.archive.org/web/2019/x" in finding.help


@pytest.mark.parametrize("name", RULES)
def test_a_hostile_verdict_stays_on_one_line(name: str) -> None:
    """Whatever a server put into its redirect, the engine escapes it; here only spans and crashes matter."""
    for cls in VerdictClass:
        evil = "https://x.org/\x1b[31m\n::error::a\u202e"
        verdict = Verdict(OLD, cls, "redirect-to-home", "said", 200, evil, evil, True)
        for finding in findings(name, f"Siehe <{OLD}>.\n", {OLD: verdict}):
            assert finding.span.of(f"Siehe <{OLD}>.\n") == OLD
            assert finding.fix is None
