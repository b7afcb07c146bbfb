"""Who a request comes from."""

import pytest

from resnet_core.jobs import visitors
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.visitors import OWNER_COOKIE, TEACHER_COOKIE, Visitor, is_key, new_token, owner_of, ticket
from resnet_core.settings import Settings

HERE, THERE = "127.0.0.1", "192.0.2.7"
CLASS = Settings(teacher_key="seven small nets")
LAPTOP = Settings(teacher_key="")


def with_cookies(address=THERE, **cookies):
    return Visitor(address, cookies)


@pytest.mark.parametrize("address", [HERE, "::1", "127.8.8.8"])
def test_whoever_sits_at_a_laptop_is_its_owner_with_all_rights(address):
    assert owner_of(Visitor(address), LAPTOP) == LOCAL


@pytest.mark.parametrize("address", [THERE, None, "", "localhost", "127.0.0.1.example.org"])
def test_whoever_comes_from_elsewhere_is_not(address):
    assert owner_of(Visitor(address), LAPTOP) is None


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_nor_whoever_a_proxy_of_the_machine_sends(header):
    assert owner_of(Visitor(HERE, headers={header: HERE}), LAPTOP) is None


def test_with_a_key_or_a_sign_in_nobody_is_the_owner_by_sitting_there():
    assert owner_of(Visitor(HERE), CLASS) is None
    assert owner_of(Visitor(HERE), LAPTOP, signs_in=True) is None


def test_a_cookie_makes_one_owner_without_rights_and_its_token_is_not_in_the_id():
    token = new_token()
    owner = owner_of(with_cookies(**{OWNER_COOKIE: token}), CLASS)
    assert owner == owner_of(with_cookies(HERE, **{OWNER_COOKIE: token}), CLASS)
    assert owner != owner_of(with_cookies(**{OWNER_COOKIE: new_token()}), CLASS)
    assert not owner.teacher
    assert token not in owner.id
    assert owner.id not in token


@pytest.mark.parametrize("token", ["", "local", "a" * 31])
def test_a_token_that_was_never_drawn_is_nobodys(token):
    assert owner_of(with_cookies(**{OWNER_COOKIE: token}), CLASS) is None


def test_a_ticket_makes_its_owner_a_teacher_and_nobody_else():
    mine, other = new_token(), new_token()
    shown = ticket(visitors.owner_id(mine), CLASS.teacher_key)
    assert owner_of(with_cookies(**{OWNER_COOKIE: mine, TEACHER_COOKIE: shown}), CLASS).teacher
    assert not owner_of(with_cookies(**{OWNER_COOKIE: other, TEACHER_COOKIE: shown}), CLASS).teacher


def test_a_ticket_ends_with_its_time_and_with_its_key(monkeypatch):
    token = new_token()
    shown = ticket(visitors.owner_id(token), CLASS.teacher_key)
    visitor = with_cookies(**{OWNER_COOKIE: token, TEACHER_COOKIE: shown})
    assert not owner_of(visitor, Settings(teacher_key="another")).teacher
    assert not owner_of(visitor, LAPTOP).teacher
    monkeypatch.setattr(visitors, "TEACHER_SECONDS", -1)
    late = ticket(visitors.owner_id(token), CLASS.teacher_key)
    assert not owner_of(with_cookies(**{OWNER_COOKIE: token, TEACHER_COOKIE: late}), CLASS).teacher


@pytest.mark.parametrize("shown", ["", ".", "9" * 400, "99999999999.", "99999999999.0", "²²²²²².0", "-1.0", "ü.ü"])
def test_a_forged_ticket_is_no_ticket(shown):
    token = new_token()
    assert not owner_of(with_cookies(**{OWNER_COOKIE: token, TEACHER_COOKIE: shown}), CLASS).teacher


def test_only_the_key_is_the_key_and_an_empty_one_is_none():
    assert is_key("seven small nets", CLASS)
    assert not is_key("seven small net", CLASS)
    assert not is_key("", LAPTOP)


def test_who_signs_in_is_known_by_issuer_and_subject():
    claims = {"iss": "https://school.example", "sub": "7", "email": "ada@school.example"}
    owner = owner_of(Visitor(HERE, claims=claims), LAPTOP, signs_in=True)
    assert owner == owner_of(Visitor(THERE, claims={**claims, "email": "a new name"}), CLASS, signs_in=True)
    assert owner != owner_of(Visitor(HERE, claims={**claims, "iss": "https://other.example"}), LAPTOP, signs_in=True)
    assert "ada" not in owner.id


@pytest.mark.parametrize(
    ("more", "teaches"),
    [
        ({"email": "Tess@School.example", "email_verified": True}, True),
        ({"email": "tess@school.example", "email_verified": False}, False),
        ({"email": "tess@school.example", "email_verified": "false"}, False),
        ({"email": "ada@school.example"}, False),
        ({"email": ""}, False),
        ({"role": "teacher"}, True),
        ({"role": ["student", "teacher"]}, True),
        ({"role": "student"}, False),
    ],
)
def test_a_teacher_is_an_address_that_was_confirmed_or_a_claim(more, teaches):
    settings = Settings(teachers="tess@school.example, role=teacher,")
    owner = owner_of(Visitor(HERE, claims={"iss": "i", "sub": "s", **more}), settings, signs_in=True)
    assert owner.teacher is teaches


def test_the_key_is_not_in_what_a_log_says_of_the_settings():
    assert CLASS.teacher_key not in repr(CLASS)
