"""``seedlint links [PATH]...``: the URLs of a collection by host, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from seedlint.cli import INTERRUPTED
from seedlint.cli.console import output
from seedlint.cli.online import OnlineArguments, add_online, history_file, online
from seedlint.cli.parser import Choice, Parser, color_option, help_option, listed
from seedlint.document.host import masked
from seedlint.errors import UsageError
from seedlint.reporters.style import Style
from seedlint.text.escape import escape

if TYPE_CHECKING:
    from seedlint.engine.links import KnownUrl
    from seedlint.engine.run import Request
    from seedlint.verdict import Verdict

FORMATS = ("text", "json", "csv")
UNKNOWN = "unknown"
"""The class of a URL that was never asked for."""
_COLORS = {"dead": "error", "dns": "error", "tls": "warning", "unstable": "warning"}
_COLUMNS = ("host", "url", "class", "code", "status", "reason", "final-url", "checked-at", "mentions", "first-mention")
_MOST_PLACES = 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Arguments(OnlineArguments):
    """The command line of ``links``."""

    output_format: str = "text"
    only: Sequence[str] | None = None
    explain: str | None = None
    files_from: Sequence[str] | None = None
    config: str | None = None
    isolated: bool = False
    color: str = "auto"


def run(argv: Sequence[str]) -> int:
    """List the URLs, or tell all about one."""
    arguments, paths = parser().parse(argv, Arguments())
    if arguments.no_history and not arguments.online:
        raise UsageError("--no-history leaves nothing to tell: it needs --online")
    from seedlint.engine.links import collect, with_verdicts
    from seedlint.engine.run import Session

    session = Session(_request(arguments, paths))
    urls = collect(session)
    if arguments.explain is not None:
        urls = _only(arguments.explain, urls)
    if arguments.online:
        verdicts = session.verdicts([each.mentions[0].written if each.mentions else each.url for each in urls])
        urls = [each._replace(verdict=verdicts.get(each.url)) for each in urls]
        session.raise_errors()
        notes = session.notes
    else:
        urls, notes = with_verdicts(urls, arguments.history or history_file())
    destination = output(arguments.color, machine=arguments.output_format != "text")
    if arguments.explain is not None and urls[0].verdict is None:
        said = "its verdict is not known yet (--online asks for it)"
        raise UsageError(f"--explain {arguments.explain}: {said}")
    wanted = [each for each in urls if not arguments.only or class_of(each) in arguments.only]
    style = Style(destination.color)
    lines = _explained(urls[0], style) if arguments.explain is not None else None
    destination.out.writelines(_rendered(wanted, arguments.output_format, style) if lines is None else lines)
    if not arguments.quiet:
        destination.err.writelines(f"note: {escape(note)}\n" for note in notes)
    return INTERRUPTED if session.is_interrupted else 0


def _only(url: str, urls: Sequence[KnownUrl]) -> list[KnownUrl]:
    """The URL to explain, with its places in the documents if there are some."""
    from seedlint.engine.links import KnownUrl
    from seedlint.net import canonical

    wanted = canonical(url)
    if not wanted:
        raise UsageError(f"--explain {url}: that is no absolute URL")
    return [each for each in urls if each.url == wanted] or [KnownUrl(wanted, ())]


def class_of(known: KnownUrl) -> str:
    """The class of the last verdict."""
    return UNKNOWN if known.verdict is None else known.verdict.cls.value


def _rendered(urls: Sequence[KnownUrl], output_format: str, style: Style) -> Iterator[str]:
    if output_format == "json":
        from seedlint.reporters.json import dumps

        return iter((dumps(as_json(urls), indent=2) + "\n",))
    return _csv(urls) if output_format == "csv" else _text(urls, style)


def as_json(urls: Sequence[KnownUrl]) -> dict[str, Any]:
    """The URLs as plain data."""
    return {
        "version": 1,
        "urls": len(urls),
        "mentions": sum(len(each.mentions) for each in urls),
        "classes": _classes(urls),
        "hosts": [
            {"host": host, "classes": _classes(group), "urls": [_url(each) for each in group]}
            for host, group in _by_host(urls)
        ],
    }


def _url(known: KnownUrl) -> dict[str, Any]:
    return {
        "url": masked(known.url),
        "mentions": [{**mention._asdict(), "written": masked(mention.written)} for mention in known.mentions],
        "verdict": None if known.verdict is None else _verdict(known.verdict),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "class": verdict.cls.value,
        "code": verdict.code,
        "reason": verdict.reason,
        "status": verdict.status,
        "finalUrl": masked(verdict.final_url) or None,
        "movedTo": masked(verdict.moved_to) or None,
        "permanent": verdict.permanent,
        "tries": verdict.tries,
        "checkedAt": _time(verdict.checked_at),
        "firstSeenBad": _time(verdict.first_seen_bad),
        "badRuns": verdict.bad_runs,
        "archived": verdict.archived,
        "hops": [{**hop._asdict(), "location": hop.location and masked(hop.location)} for hop in verdict.hops],
    }


def _classes(urls: Sequence[KnownUrl]) -> dict[str, int]:
    from collections import Counter

    return dict(sorted(Counter(map(class_of, urls)).items()))


def _by_host(urls: Sequence[KnownUrl]) -> list[tuple[str, list[KnownUrl]]]:
    """The URLs by host, the host with most of them first."""
    groups = [(host, list(group)) for host, group in groupby(urls, key=lambda each: each.host)]
    return sorted(groups, key=lambda item: (-len(item[1]), item[0]))


def _text(urls: Sequence[KnownUrl], style: Style) -> Iterator[str]:
    for host, group in _by_host(urls):
        yield f"{style.paint(escape(host), 'strong')}  {_counts(group)}\n"
        for each in group:
            cls = class_of(each)
            name = style.paint(cls.ljust(12), _COLORS[cls]) if cls in _COLORS else cls.ljust(12)
            reason = f"  ({escape(each.verdict.reason)})" if each.verdict and cls not in ("ok", UNKNOWN) else ""
            yield f"  {name}  {escape(masked(each.url))}{reason}\n"
    hosts = len({each.host for each in urls})
    yield f"{_counts(urls)} on {hosts} host{'' if hosts == 1 else 's'}\n"


def _counts(urls: Sequence[KnownUrl]) -> str:
    places = sum(len(each.mentions) for each in urls)
    classes = ", ".join(f"{count} {name}" for name, count in _classes(urls).items())
    urls_, places_ = "URL" if len(urls) == 1 else "URLs", "place" if places == 1 else "places"
    return f"{len(urls)} {urls_} in {places} {places_}{f' ({classes})' if classes else ''}"


def _csv(urls: Sequence[KnownUrl]) -> Iterator[str]:
    from csv import writer
    from io import StringIO

    row = StringIO()
    rows = writer(row, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for each in urls:
        verdict = each.verdict
        known: tuple[object, ...] = ("", "", "", "", "")
        if verdict is not None:
            status = "" if verdict.status is None else verdict.status
            known = (verdict.code, status, verdict.reason, masked(verdict.final_url), _time(verdict.checked_at))
        first = _place(each.mentions[0]) if each.mentions else ""
        values = (each.host, masked(each.url), class_of(each), *known, len(each.mentions), first)
        rows.writerow([_cell(value) if isinstance(value, str) else value for value in values])
    yield row.getvalue()


def _cell(value: str) -> str:
    """``value`` as it is, except where a spreadsheet would take it for a formula."""
    return escape(f"'{value}" if value.startswith(_FORMULA) else value)


def _explained(known: KnownUrl, style: Style) -> Iterator[str]:
    """All about one URL."""
    from seedlint.engine.links import judged_by
    from seedlint.reporters.concise import shown_path

    verdict = known.verdict
    assert verdict is not None
    yield f"{style.paint(escape(masked(known.url)), 'strong')}\n"
    since = f", from the history ({verdict.bad_runs} bad runs)" if verdict.cached else ""
    rules = ", ".join(f"{name} ({severity})" for name, severity in judged_by(known)) or "none reports it"
    rows = [
        ("class", f"{verdict.cls.value} ({verdict.code})"),
        ("reason", verdict.reason),
        ("rule", rules),
        ("checked", f"{_time(verdict.checked_at)}, {verdict.tries} {'try' if verdict.tries == 1 else 'tries'}{since}"),
        ("first bad", _time(verdict.first_seen_bad) or ""),
        ("moved to", masked(verdict.moved_to)),
        ("ends at", masked(verdict.final_url) if verdict.final_url != known.url else ""),
        ("archived", verdict.archived or ""),
    ]
    hops = [f"{hop.method} {hop.url}: {hop.status or hop.problem}" for hop in verdict.hops]
    rows += [("hops" if number == 0 else "", hop) for number, hop in enumerate(hops)]
    places = [shown_path(_place(mention)) for mention in known.mentions[:_MOST_PLACES]]
    if len(known.mentions) > _MOST_PLACES:
        places.append(f"and {len(known.mentions) - _MOST_PLACES} more")
    rows += [("places" if number == 0 else "", place) for number, place in enumerate(places)]
    yield from (f"  {label:<10}{escape(value)}\n" for label, value in rows if value)


def _place(mention: Any) -> str:
    return f"{mention.path}:{mention.line}:{mention.column}"


def _time(seconds: float | None) -> str | None:
    """A moment for people and programs, in UTC; None where there is none."""
    if not seconds:
        return None
    from time import gmtime, strftime

    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(seconds))


def _request(arguments: Arguments, paths: Sequence[str]) -> Request:
    from seedlint.engine.arguments import expand
    from seedlint.engine.run import Request

    names = expand(paths, arguments.files_from or ())
    if "-" in names:
        raise UsageError("links are those of files: - (standard input) is none")
    return Request(
        paths=tuple(names) if names or arguments.files_from else (".",),
        config_file=arguments.config,
        isolated=arguments.isolated,
        online=online(arguments) if arguments.online else None,
    )


def parser() -> Parser:
    """The options of the command."""
    from seedlint.verdict import VerdictClass

    classes = (*(cls.value for cls in VerdictClass), UNKNOWN)
    made = Parser(
        "seedlint links",
        "seedlint links [OPTIONS] [PATH]...",
        description="List the URLs in documents by host, with what earlier runs found out.\n"
        "Nobody is asked without --online.",
        epilog="""\
examples:
  seedlint links seeds/                             what earlier runs found out
  seedlint links --online --output-format csv       ask now
  seedlint links --only dead,dns                    only these classes
  seedlint links --explain https://example.org/     why it is what it is
""",
    )
    group = made.add_argument_group("options")
    group.add_argument(
        "--output-format", type=Choice(FORMATS), metavar="FORMAT", help="text (the default), json or csv"
    )
    group.add_argument("--only", type=_listed_of(classes), metavar="CLASSES", help=f"only these: {', '.join(classes)}")
    group.add_argument("--explain", metavar="URL", help="tell the tries, the hops and the rule that decided")
    group.add_argument("--files-from", action="append", metavar="FILE", help="look at the paths in FILE")
    group.add_argument("--config", metavar="FILE", help="the configuration to use instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no configuration file")
    color_option(group)
    group.add_argument("-q", "--quiet", action="store_true", help="no notes")
    help_option(group)
    add_online(made.add_argument_group("links on the network"))
    return made


def _listed_of(names: Sequence[str]) -> Any:
    """A type for an option that takes some of ``names``, separated by commas."""
    one = Choice(names)
    return lambda value: [one(name) for name in listed(value)]
