"""Who looks at a page, told from what Streamlit knows of the visitor."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.web.server import server_util

from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.visitors import OWNER_COOKIE, new_token, owner_id
from resnet_core.settings import Settings
from server.requests import SIGN_IN_COOKIE
from ui import services


def test_streamlit_keeps_a_sign_in_where_the_server_looks_for_it():
    assert server_util.AUTH_COOKIE_NAME == SIGN_IN_COOKIE


@pytest.fixture
def visit(monkeypatch):
    """Somebody opens a page; their session is kept for the next look."""
    session: dict[str, object] = {}
    monkeypatch.setattr(services, "_signs_in", lambda: False)
    monkeypatch.setattr(st, "session_state", session)

    def visit(address=None, *, key="", headers=None, **cookies):
        headers = {"host": "localhost:8501"} if headers is None else headers
        monkeypatch.setattr(services, "settings", lambda: Settings(teacher_key=key))
        seen = SimpleNamespace(ip_address=address, cookies=cookies, headers=headers)
        monkeypatch.setattr(st, "context", seen)
        return services.owner()

    return visit


def test_a_laptop_belongs_to_whoever_sits_there(visit):
    assert visit() == LOCAL


def test_a_visitor_from_elsewhere_is_known_by_the_cookie(visit):
    token = new_token()
    owner = visit("192.0.2.7", **{OWNER_COOKIE: token})
    assert (owner.id, owner.teacher) == (owner_id(token), False)


def test_a_browser_that_keeps_no_cookie_is_one_owner_as_long_as_the_page_is_open(visit):
    owner = visit("192.0.2.7")
    assert owner == visit("192.0.2.7")
    assert not owner.teacher


def test_a_page_whose_browser_has_gone_stays_its_visitors_and_is_never_the_machines(visit):
    token = new_token()
    owner = visit(key="k", **{OWNER_COOKIE: token})
    assert visit(headers={}) == owner


def test_a_page_that_never_had_a_browser_has_no_rights(visit):
    assert not visit(headers={}).teacher
