"""What an answer means for a link."""

from __future__ import annotations

import pytest

from seedlint.net.classify import classify
from seedlint.net.problem import Problem
from seedlint.net.request import Response, Trial
from seedlint.verdict import VerdictClass

URL = "https://example.org/articles/2021/title"
STATUSES = {
    VerdictClass.OK: [200, 201, 202, 203, 204, 206, 226, 299, 300, 304],
    VerdictClass.DEAD: [404, 410],
    VerdictClass.UNSTABLE: [408, 500, 501, 502, 503, 504, 507, 520, 522, 530, 599],
    VerdictClass.UNVERIFIABLE: [
        *(301, 302, 303, 305, 307, 308, 310),  # without Location
        *(400, 401, 402, 403, 405, 406, 407, 409, 412, 416, 418, 421, 422, 423, 425, 426, 428, 429, 431, 451, 499),
        *(100, 101, 199, 600, 700, 999),
    ],
}


@pytest.mark.parametrize(
    ("status", "cls"), [(status, cls) for cls, statuses in STATUSES.items() for status in statuses]
)
def test_statuses(status: int, cls: VerdictClass) -> None:
    judgement = classify(Trial(Response(status), None, final_url=URL), URL)

    assert judgement.cls is cls
    assert str(status) in judgement.reason


@pytest.mark.parametrize("status", range(100, 1000))
def test_any_status_can_be_accepted(status: int) -> None:
    judgement = classify(Trial(Response(status), None, final_url=URL), URL, frozenset((status,)))

    assert judgement.cls is VerdictClass.OK
    assert classify(Trial(Response(status), None, final_url=URL), URL).reason


@pytest.mark.parametrize(
    ("code", "blocked", "cls"),
    [
        ("name-not-found", False, VerdictClass.DNS),
        ("resolver-failure", False, VerdictClass.UNSTABLE),
        ("certificate-expired", False, VerdictClass.TLS),
        ("certificate-wrong-host", False, VerdictClass.TLS),
        ("tls-not-spoken", False, VerdictClass.TLS),
        ("timeout", False, VerdictClass.UNSTABLE),
        ("connection-refused", False, VerdictClass.UNSTABLE),
        ("malformed-answer", False, VerdictClass.UNSTABLE),
        ("header-too-big", False, VerdictClass.UNVERIFIABLE),
        ("redirect-loop", False, VerdictClass.UNVERIFIABLE),
        ("too-many-redirects", False, VerdictClass.UNVERIFIABLE),
        ("bad-redirect", False, VerdictClass.UNVERIFIABLE),
        ("loopback-address", True, VerdictClass.BLOCKED),
        ("redirect-to-scheme", True, VerdictClass.BLOCKED),
    ],
)
def test_problems(code: str, blocked: bool, cls: VerdictClass) -> None:
    assert classify(Trial(None, Problem(code, "because", blocked)), URL)[:2] == (cls, code)


@pytest.mark.parametrize(
    "response",
    [
        Response(403, {"cf-mitigated": "challenge"}),
        Response(503, {"cf-mitigated": "challenge"}),
        Response(404, {"cf-mitigated": "challenge"}),
        Response(202, {"x-amzn-waf-action": "challenge"}),
        Response(405, {"x-amzn-waf-action": "captcha"}),
        Response(403, {"x-datadome": "protected"}),
        Response(403, {"server": "AkamaiGHost"}),
        Response(403, {"server": "cloudflare"}),
        Response(403, {"server": "DDoS-Guard"}),
        Response(403, {"x-iinfo": "1-2-3"}),
        Response(503, {}, b"<html><title>Just a moment...</title>"),
        Response(202, {}, b'<script src="https://x.captcha-delivery.com/c.js">'),
        Response(503, {}, b"Pardon Our Interruption"),
        Response(999, {}),
    ],
)
def test_walls_are_unverifiable(response: Response) -> None:
    assert classify(Trial(response, None, final_url=URL), URL)[:2] == (VerdictClass.UNVERIFIABLE, "bot-wall")


@pytest.mark.parametrize(
    "response",
    [
        Response(200, {"server": "cloudflare", "x-datadome": "protected"}),
        Response(200, {"x-iinfo": "1-2-3"}),
        Response(404, {"server": "cloudflare"}),
        Response(503, {"server": "cloudflare"}, b"<title>502 Bad Gateway</title>"),
        Response(503, {"server": "AkamaiGHost"}),
        Response(202, {}, b'{"status": "accepted"}'),
    ],
)
def test_what_stands_behind_a_wall_is_no_wall(response: Response) -> None:
    assert classify(Trial(response, None, final_url=URL), URL).code != "bot-wall"


@pytest.mark.parametrize(
    ("final", "code"),
    [
        ("https://example.org/", "redirect-to-home"),
        ("https://www.example.org/", "redirect-to-home"),
        ("https://other.example.net/index.html", "redirect-to-home"),
        ("https://example.org/en/articles/2021/title", "ok"),
        ("https://example.org/?p=17", "ok"),
        ("https://example.org/login?next=/articles", "login"),
        ("https://example.org/users/sign_in?x", "ok"),
        ("https://accounts.example.org/ServiceLogin?continue=x", "login"),
        ("https://example.org/signin/v2", "login"),
        ("https://example.org/wp-login.php?redirect_to=x", "login"),
        ("https://example.org/oauth2/authorize?client=x", "login"),
        ("https://example.org/blog/login-problems-solved", "ok"),
        ("https://consent.example.org/m?continue=x", "consent"),
        ("https://guce.example.org/consent?x", "consent"),
    ],
)
def test_where_a_redirect_ends_tells_something(final: str, code: str) -> None:
    assert classify(Trial(Response(200), None, final_url=final), URL).code == code


@pytest.mark.parametrize("asked", ["https://example.org/", "https://example.org/en", "https://example.org/index.php"])
def test_a_home_page_may_move_to_a_home_page(asked: str) -> None:
    assert classify(Trial(Response(200), None, final_url="https://www.example.org/"), asked).code == "ok"


def test_a_login_that_was_asked_for_is_fine() -> None:
    asked = "https://example.org/login"

    assert classify(Trial(Response(200), None, final_url="https://www.example.org/login"), asked).code == "ok"


def test_permanent_redirects_move() -> None:
    trial = Trial(Response(200), None, final_url="https://b.example.org/x/y", moved_to="https://b.example.org/x")

    judgement = classify(trial, URL)

    assert judgement[:2] == (VerdictClass.MOVED, "moved")
    assert "https://b.example.org/x" in judgement.reason


def test_a_dead_target_of_a_move_is_dead() -> None:
    trial = Trial(Response(404), None, final_url="https://b.example.org/", moved_to="https://b.example.org/")

    assert classify(trial, URL).cls is VerdictClass.DEAD


@pytest.mark.parametrize("url", ["https://example.org/##[error]x", "https://example.org/" + "a" * 5000])
def test_a_hostile_url_cannot_forge_a_message(url: str) -> None:
    reason = classify(Trial(Response(200), None, final_url=url, moved_to=url), URL).reason

    assert "##[" not in reason
    assert len(reason) < 400
