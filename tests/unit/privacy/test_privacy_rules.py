"""What is personal or secret in documents of many kinds, and what only looks like it."""

from __future__ import annotations

import base64
import json
import random
import string
from typing import Any

import pytest

from seedlint import lint_text
from seedlint.rules.privacy._card_issuers import TEST_NUMBERS, has_check_digit, issuer
from seedlint.rules.privacy._secret_forms import FORMS
from seedlint.rules.privacy.resident_id import check_character
from seedlint.text.marks import unmark

ALL = ("privacy", "email-address")
GITHUB, SLACK, STRIPE = "ghp" + "_", "xoxb" + "-", "sk_live" + "_"
TOKEN = f"{GITHUB}k3Zq8WvT1mYcR7uNbE5xJd0LsHfAg2Pi4oQw"
"""Secrets are joined here, so that programs that look for them find none in this file."""


def places(text: str, path: str = "example.md") -> list[tuple[str, str]]:
    found = lint_text(text, path, isolated=True, select=ALL)
    return [(item.rule, text[item.span.start : item.span.end]) for item in found]


def wrong(rule: str, marked: str, path: str = "example.md") -> None:
    text, spans = unmark(marked)
    found = [item.span for item in lint_text(text, path, isolated=True, select=ALL) if item.rule == rule]
    assert spans
    assert found == list(spans)


RESIDENT_IDS = (
    "王芳（身份证号⟦11010819720314562X⟧）已报名。",
    "身份证号码:⟦320102198506150417⟧",
    "身份证号码：⟦32010219850615041X⟧\n电话：13800000000",
    "| 姓名 | 证件 |\n|---|---|\n| 李明 | ⟦44030519951123152X⟧ |\n",
    "---\ntitle: 名单\nid: '⟦460003198801010014⟧'\n---\n正文。\n",
    '```json\n{"id": "⟦650102199912310017⟧"}\n```\n',
    "The driver (ID ⟦51010420000229002x⟧) was not hurt.\n",
    "Số căn cước: ⟦810000199408230021⟧, Hồng Kông.\n",
    "Carte d’identité n° ⟦310101 19491001 5009⟧.\n",
    "Ausweis ⟦120101-20080808-1012⟧, gültig bis 2028.\n",
    "身份证⟦５００１０１１９９００３０７００１Ｘ⟧。\n",
)
NO_RESIDENT_IDS = (
    "订单号 320102198506150418 已发货。",
    "身份证号 320102198502300415。",
    "编号 990102198506150417。",
    "序列 1110101199003077758，110101199003077758 1 之外。".replace("110101199003077758 1", "1101011990030777580"),
    "0.32010219850615041X and v1.32010219850615041X",
    "a32010219850615041X_b",
    "3201 0219 8506 1504 1X",
    "The year 2000, 18000101 and 320102 18000101 0417.",
    "身份证：320102********041X",
)


def with_check_character(marked: str) -> str:
    """``marked`` with the right last character in the number between the marks."""
    before, number, after = marked.replace("⟧", "⟦").split("⟦")
    digits = [character for character in number if character.isdigit() or character in "xXＸ"]
    plain = "".join(str(int(digit)) if digit.isdigit() else "X" for digit in digits)
    right = check_character(plain)
    last = right.lower() if number.endswith("x") else right
    return f"{before}⟦{number[:-1]}{last}⟧{after}"


@pytest.mark.parametrize("text", [with_check_character(text) for text in RESIDENT_IDS])
def test_resident_ids(text: str) -> None:
    wrong("resident-id", text)


@pytest.mark.parametrize("text", NO_RESIDENT_IDS)
def test_no_resident_ids(text: str) -> None:
    assert places(text) == []


def test_check_character_is_that_of_the_standard() -> None:
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


def test_any_other_check_character_is_wrong() -> None:
    for last in string.digits + "X":
        found = places(f"编号 32010219850615041{last}。")
        assert bool(found) == (last == check_character("32010219850615041"))


CARDS = (
    "My card is ⟦4485 2757 4230 8327⟧, valid until May.",
    "Paid with ⟦4485-2757-4230-8327⟧.",
    "Paid with ⟦4485\u00a02757\u00a04230\u00a08327⟧.",
    "Karte: ⟦4485275742308327⟧",
    "信用卡号⟦4485275742308327⟧。",
    "Amex ⟦3714 829156 74601⟧ on file",
    "Tarjeta ⟦371482915674601⟧ a nombre de Ana",
    "カード番号 ⟦3530 7821 4690 5819⟧",
    "номер карты ⟦2200 7019 3385 4621⟧, срок до мая",
    "Carte bancaire n° ⟦5471 3829 0164 7254⟧.",
    "Số thẻ ⟦4485275742308327⟧ của tôi",
    "카드 ⟦9490 0012⟧".replace("⟦9490 0012⟧", "⟦4485 2757 4230 8327⟧"),
    "---\nnote: card ⟦4485275742308327⟧\n---\nText.\n",
    "银行卡：⟦622848 0402564890018⟧",
)
NO_CARDS = (
    "The card ends in 8327; the order is 4485275742308327000000.",
    "Parcel 4485275742308327 arrived.",
    "Card 4485 2757 4230 8328 has a wrong digit.",
    "4242 4242 4242 4242 and 4111-1111-1111-1111 and card 5555555555554444",
    "Test card 4485 2757 4230 8327",
    "Card 4000 0000 0000 0002",
    "card 4123 4567 8901 2349",
    "0001 4485 2757 4230 8327 0002 are columns of a card catalogue",
    "https://shop.org/card/4485275742308327",
    "The years 2001 2002 2003 2004 of the card game",
    "Card catalogue ISBN 978-3-16-148410-0",
)


def with_check_digit(marked: str) -> str:
    before, number, after = marked.replace("⟧", "⟦").split("⟦")
    for last in string.digits:
        candidate = number[:-1] + last
        if has_check_digit("".join(filter(str.isdigit, candidate))):
            return f"{before}⟦{candidate}⟧{after}"
    raise AssertionError(marked)


@pytest.mark.parametrize("text", [with_check_digit(text) for text in CARDS])
def test_cards(text: str) -> None:
    wrong("payment-card", text)


@pytest.mark.parametrize("text", NO_CARDS)
def test_no_cards(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize("number", sorted(TEST_NUMBERS))
def test_published_test_numbers(number: str) -> None:
    assert has_check_digit(number)
    assert places(f"The card {number} was charged.") == []


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("4485275742308327", "Visa"),
        ("2720990000000007", "Mastercard"),
        ("2721000000000004", None),
        ("371482915674601", "American Express"),
        ("3714829156746010", None),
        ("6228480402564890018", "UnionPay"),
        ("30569309025904", "Diners Club"),
    ],
)
def test_issuers(number: str, name: str | None) -> None:
    assert issuer(number) == name


def example_of(form: str, choose: random.Random) -> str:
    """A random text of one of the forms of the table, which use few constructs."""
    from re import _parser  # type: ignore[attr-defined]  # mypy does not know it

    def made(parsed: Any) -> str:
        return "".join(one(operation, argument) for operation, argument in parsed)

    def one(operation: Any, argument: Any) -> str:
        name = str(operation)
        if name == "LITERAL":
            return chr(argument)
        if name == "IN":
            return choose.choice("".join(characters(argument)))
        if name == "MAX_REPEAT":
            low, high, inside = argument
            return "".join(made(inside) for _ in range(choose.randint(low, min(high, low + 9))))
        if name == "SUBPATTERN":
            return made(argument[3])
        if name == "BRANCH":
            return made(choose.choice(argument[1]))
        assert name == "ASSERT_NOT", name
        return ""

    def characters(members: Any) -> list[str]:
        found = []
        for operation, argument in members:
            low, high = argument if str(operation) == "RANGE" else (argument, argument)
            found += [chr(code) for code in range(low, high + 1)]
        return found

    return made(_parser.parse(form))


FORMS_OF_TOKENS = [form for form in FORMS if form[0] != "eyJ"]


@pytest.mark.parametrize(("beginning", "what", "rest"), FORMS_OF_TOKENS, ids=[form[0] for form in FORMS_OF_TOKENS])
def test_every_form_is_found_wherever_it_stands(beginning: str, what: str, rest: str) -> None:
    choose = random.Random(beginning)
    tried = 0
    while tried < 5:
        secret = beginning + example_of(rest, choose)
        if secret[-1] in "-_":
            continue
        tried += 1
        for around in (
            "{}",
            "the key {} of",
            "Schlüssel: {}.",
            "钥匙是{}。",
            "`{}`",
            "---\nkey: '{}'\n---\nText.\n",
            "A={}\n",
        ):
            text = around.format(secret)
            found = lint_text(text, isolated=True, select=["secret"])
            assert [text[item.span.start : item.span.end] for item in found] == [secret], text
            assert what in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE and AKIAI44QH8DHBEXAMPLE",
        f"{GITHUB}{'x' * 36}",
        f"{GITHUB}{'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8'}",
        f"{GITHUB}1234567890abcdefghijklmnopqrstuvwxyz",
        f"{TOKEN}A is a letter too long, {TOKEN[:-1]} a letter too short",
        f"{SLACK}<your-token>",
        f"{STRIPE}...",
        "sk_test_k3Zq8WvT1mYcR7uNbE5xJd0L",
        "xAKIAQ3EGRUVD7ZNW5KXT",
        "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYL\n-----END PUBLIC KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n<contents of the file, as it is>\n-----END RSA PRIVATE KEY-----\nAnd so on.",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709 d41d8cd98f00b204e9800998ecf8427e",
    ],
)
def test_no_secrets(text: str) -> None:
    assert places(text) == []


def json_web_token(header: dict[str, str], claims: dict[str, object]) -> str:
    parts = [json.dumps(part, separators=(",", ":")).encode() for part in (header, claims)]
    signature = bytes(random.Random(1).randrange(256) for _ in range(32))
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (*parts, signature))


def test_json_web_tokens() -> None:
    real = json_web_token({"alg": "HS256", "typ": "JWT"}, {"sub": "u-58213", "iss": "login.harbour-news.org", "exp": 1})
    example = json_web_token({"alg": "HS256", "typ": "JWT"}, {"sub": "1234567890", "name": "John Doe"})
    unsigned = json_web_token({"alg": "none"}, {"sub": "u-58213"})

    assert places(f"Authorization: Bearer {real}\n") == [("secret", real)]
    assert places(f"Authorization: Bearer {example}\n{unsigned}\neyJhbGciOiJIUzI1NiJ9.eyJ{'a' * 40}.{'b' * 43}\n") == []


LINES = "MIIEpAIBAAKCAQEAx3Fq8WvT1mYcR7uNbE5xJd0LsHfAg2Pi4oQw\nR7uNbE5xJd0LsHfAg2Pi4oQwzKtU6VjCnXrOeBpMySaGhDlI9FQ0\n"


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "])
def test_private_keys(kind: str) -> None:
    begin, end = f"-----BEGIN {kind}PRIVATE" + " KEY-----", f"-----END {kind}PRIVATE KEY-----"
    wrong("secret", f"Schlüssel:\n\n⟦{begin}\n{LINES}{end}⟧\n")
    wrong("secret", '{"key": "⟦' + begin + "\\n" + LINES.replace("\n", "\\n") + end + '⟧"}\n', "key.txt")
    assert places(f"{begin}\n{LINES[:30]}...\n{LINES[30:]}{end}\n") == []


def test_messages_do_not_tell() -> None:
    text = (
        "身份证 32010219850615041X，信用卡 4485 2757 4230 8327, "
        f"{TOKEN}, jane.doe@harbour-news.org\n-----BEGIN PRIVATE " + f"KEY-----\n{LINES}-----END PRIVATE KEY-----\n"
    )
    found = lint_text(text, isolated=True, select=ALL)

    assert {item.rule for item in found} == {"resident-id", "payment-card", "secret", "email-address"}
    told = " ".join(item.message + (item.help or "") for item in found)
    assert "'32…1X'" in told
    assert not any(secret in told for secret in ("20198506", "2757", "4230", TOKEN[5:12], "MIIE", "jane"))


ADDRESSES = (
    "Write to ⟦jane.doe@harbour-news.org⟧.",
    "联系邮箱：⟦li_na88@mail.qingdao.cn⟧。",
    "Kontakt: <⟦redaktion+leser@kueste.de⟧>",
    "[courriel](mailto:⟦marie@journal.fr⟧)",
    "---\nemail: ⟦pedro@puerto.pt⟧\n---\nTexto.\n",
    "Liên hệ ⟦toasoan@bao.com.vn⟧; почта: ⟦ivan@gazeta.ru⟧",
)
NO_ADDRESSES = (
    "jane@example.com, joe@mail.example.org, root@localhost, a@b",
    "logo@2x.png, lodash@4.17.21, @scope/name@1.2.3, @decorator",
    "git@github.com:owner/name.git, ssh://git@host.org/x, https://user:word@host.org/",
    "meet me @ home.at noon",
    "https://social.org/@jane and @jane@social.org",
)


@pytest.mark.parametrize("text", ADDRESSES)
def test_addresses(text: str) -> None:
    wrong("email-address", text)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_no_addresses(text: str) -> None:
    assert places(text) == []


def test_addresses_are_off_by_default() -> None:
    assert lint_text("Write to jane.doe@harbour-news.org.\n", isolated=True, select=["privacy"]) == []


@pytest.mark.parametrize(
    "piece", ["0", "4485 ", "4485-", "@", "a@b.", "ghp_", "eyJ", "eyJa.", "AKIA", "-----BEGIN PRIVATE KEY-----"]
)
def test_hostile_repetition_gives_no_finding(piece: str) -> None:
    assert places(piece * (200_000 // len(piece))) == []
