"""The client gives the true class in every case of the hostile server, in one run over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from net.cases import CASES, FINE, Case
from net.world import Names, Place, QuickClock, Sockets, World
from seedlint.net import check
from seedlint.net.settings import HostSettings, Limits, NetSettings
from seedlint.verdict import Verdict, VerdictClass

LIMITS = Limits(total=3.0, resolve=0.5, connect=2.0, retry_delay=0.0, concurrency=64)
"""Long enough for a busy machine, short enough for the cases in which nothing ever comes."""


class Ran(NamedTuple):
    """What came of the whole run."""

    places: dict[str, Place]
    verdicts: dict[str, Verdict]
    names: Names
    sockets: Sockets


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    with World(CASES) as world:
        certificates = tmp_path_factory.mktemp("authority") / "authority.pem"
        certificates.write_bytes(world.authority.pem)
        names, sockets = Names(world.places.values()), Sockets()
        settings = NetSettings(LIMITS, host_settings(world), allow=("*.test",), certificates=str(certificates))
        urls = {name: place.url for name, place in world.places.items()}
        outcome = check(urls.values(), settings, clock=QuickClock(), resolver=names, socket_factory=sockets)
        yield Ran(world.places, {name: outcome.verdicts[url] for name, url in urls.items()}, names, sockets)


def host_settings(world: World) -> tuple[HostSettings, ...]:
    return tuple(
        HostSettings(place.words["self"], place.case.headers, (), place.case.accept, place.case.skip)
        for place in world.places.values()
        if place.case.headers or place.case.accept or place.case.skip
    )


def test_the_table_is_complete() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 150
    assert {case.cls for case in CASES} == set(VerdictClass)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_class(ran: Ran, case: Case) -> None:
    verdict = ran.verdicts[case.name]

    assert verdict.cls is case.cls, verdict
    assert verdict.reason
    assert "\n" not in verdict.reason
    if case.status is not None:
        assert verdict.status == case.status


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_the_server_saw(ran: Ran, case: Case) -> None:
    place = ran.places[case.name]
    requests = place.site.requests
    if case.requests is not None:
        assert len(requests) == case.requests, requests
    if case.at_most is not None:
        assert len(requests) <= case.at_most, requests
    if case.target is not None:
        assert requests[-1].target == case.target
    if case.cls is VerdictClass.BLOCKED and case.requests == 0:
        assert place.site.connections == 0
    if case.group == "guard":
        assert {request.target for request in requests} <= {"/page"}
    if case.lookups is not None:
        assert ran.names.asked[f"{place.name}.example.com"] == case.lookups
    if place.other is not None and case.cls is VerdictClass.BLOCKED:
        assert place.other.connections == 0
    for request in place.other.requests if place.other is not None else ():
        assert not set(case.kept_back) & set(request.headers)
    for name, value in case.headers:
        assert requests[0].headers[name.lower()] == value


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.final is not None or case.permanent is not None], ids=lambda case: case.name
)
def test_where_redirects_end(ran: Ran, case: Case) -> None:
    verdict = ran.verdicts[case.name]
    if case.final is not None:
        assert verdict.final_url == ran.places[case.name].fill(case.final)
    if case.permanent is not None:
        assert verdict.permanent is case.permanent
    assert verdict.hops[-1].url == verdict.final_url.partition("#")[0]


def test_only_public_addresses_were_about_to_be_dialled_beside_those_that_are_allowed(ran: Ran) -> None:
    served = {address for place in ran.places.values() for address in (place.address, place.other_address)}

    assert set(ran.sockets.refused) <= {"198.51.99.7"}
    assert set(ran.sockets.dialled) <= served | {"127.0.255.254"}


@pytest.mark.parametrize("is_down", [True, False])
def test_network_down_is_one_message(is_down: bool) -> None:
    """The same hosts with the network and without: their verdicts are then worth nothing."""
    with World(case for case in CASES if case.group == "status") as world:
        places = world.places.values()
        urls = [place.url for place in places]
        settings = NetSettings(LIMITS, allow=("*.test",))
        outcome = check(urls, settings, clock=QuickClock(), resolver=Names(places), socket_factory=Sockets(is_down))

    assert bool(outcome.network_down) == is_down
    assert "\n" not in outcome.network_down
    assert any(place.site.connections for place in places) != is_down


def test_a_url_in_many_forms_is_asked_for_once() -> None:
    case = Case("many", "urls", VerdictClass.OK, {"/page": FINE})
    with World([case]) as world:
        (place,) = world.places.values()
        origin = place.words["self"]
        urls = [
            f"{origin}/page",
            f"{origin}/page#part",
            f"{origin.upper()}/page",
            f"{origin}/a/../page",
            f"{origin}/page",
        ]
        settings = NetSettings(LIMITS, allow=("*.test",))
        outcome = check(urls, settings, clock=QuickClock(), resolver=Names([place]))

    assert [request.target for request in place.site.requests] == ["/page"]
    assert {outcome.verdicts[url].cls for url in urls} == {VerdictClass.OK}


def test_certificates_are_files(tmp_path: Path) -> None:
    """The authority that the other tests trust is one of these tests: without it, its certificates are unknown."""
    case = next(case for case in CASES if case.name == "tls-good")
    with World([case]) as world:
        (place,) = world.places.values()
        names = Names(world.places.values())
        outcome = check([place.url], NetSettings(LIMITS, allow=("*.test",)), clock=QuickClock(), resolver=names)

    assert outcome.verdicts[place.url].cls is VerdictClass.TLS
