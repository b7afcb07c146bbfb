"""A vote by its route: counted once a browser, refused with a code, and never from a page of another site."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.testclient import TestClient

from resnet_core.jobs.owners import LOCAL, Owner
from resnet_core.jobs.service import Lab
from resnet_core.jobs.visitors import OWNER_COOKIE, owner_id
from resnet_core.room import ballot, rooms
from resnet_core.settings import Settings
from resnet_core.store import Store
from server import rooms as routes
from server.requests import SIGN_IN_COOKIE
from tests.hostile import ANYTHING, like
from tests.postgresql import BOTH
from tests.room.conftest import LESSON

DATABASES = BOTH
TOKEN = "t" * 40
LEARNER = Owner(owner_id(TOKEN))


@pytest.fixture
def store(database, tmp_path, monkeypatch):
    store = Store(database)
    lab = Lab(store, Settings(home=tmp_path, database_url=database))
    monkeypatch.setattr(routes, "this_lab", lambda: lab)
    yield store
    store.close()


@pytest.fixture
def room(store):
    made = rooms.open_room(store, LESSON, by=LOCAL, hours=1)
    rooms.enter(store, made.code, LEARNER.id)
    return rooms.open_vote(store, rooms.go_to(store, made, 2, by=LOCAL), by=LOCAL)


@pytest.fixture
def browser():
    return TestClient(Starlette(routes=routes.ROUTES), cookies={OWNER_COOKIE: TOKEN}, client=("10.0.0.7", 1))


HALF_A_LETTER = r'{"code": "\ud800", "step": 2, "round": 1, "option": "a"}'
FIELDS = some.sampled_from(sorted(routes.Vote.model_fields))


def body(room, **other):
    return {"code": room.code, "step": 2, "round": 1, "option": "a"} | other


def test_a_vote_counts_and_another_of_the_same_browser_replaces_it(store, room, browser):
    assert browser.post("/rooms/vote", json=body(room)).json() == {"votes": 1}
    assert browser.post("/rooms/vote", json=body(room, option="b")).json() == {"votes": 1}
    assert [vote.option for vote in ballot.ballots(store, room.code)] == ["b"]


def test_a_vote_after_the_reveal_is_refused_with_its_code(store, room, browser):
    rooms.reveal(store, room, by=LOCAL)
    answer = browser.post("/rooms/vote", json=body(room))
    assert (answer.status_code, answer.json()) == (409, {"reason": "vote-closed"})


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"code": "QQQQ", "step": 2, "round": 1, "option": "a"}}, 409),
        ({"json": {"code": "x"}}, 400),
        ({"json": [1]}, 400),
        ({"content": "no json", "headers": {"content-type": "application/json"}}, 400),
        ({"content": "{" * 2000, "headers": {"content-type": "application/json"}}, 400),
        ({"content": "[" * 1000, "headers": {"content-type": "application/json"}}, 400),
        ({"content": b"\xff", "headers": {"content-type": "application/json"}}, 400),
        ({"json": {"code": "\x00", "step": 2, "round": 1, "option": "a"}}, 409),
        ({"content": HALF_A_LETTER, "headers": {"content-type": "application/json"}}, 400),
        ({"data": {"code": "x"}}, 403),
    ],
)
def test_what_is_no_vote_is_refused(store, browser, sent, status):
    assert browser.post("/rooms/vote", **sent).status_code == status


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sent=like(routes.Vote.model_json_schema()) | ANYTHING, changed=some.dictionaries(FIELDS, ANYTHING))
def test_whatever_a_browser_sends_counts_as_the_vote_it_is_or_is_refused(store, room, browser, sent, changed):
    for each in (sent, body(room) | changed):
        answer = browser.post("/rooms/vote", content=json.dumps(each), headers={"content-type": "application/json"})
        if answer.status_code == 200:
            assert answer.json() == {"votes": 1}
        else:
            assert answer.status_code in {400, 409}
            assert set(answer.json()) == {"reason"}
    assert {vote.option for vote in ballot.ballots(store, room.code)} <= {"a", "b"}


def test_whoever_has_not_entered_has_no_vote(store, room):
    nobody = TestClient(Starlette(routes=routes.ROUTES), client=("10.0.0.8", 1))
    assert nobody.post("/rooms/vote", json=body(room)).json() == {"reason": "not-in-the-room"}
    other = TestClient(Starlette(routes=routes.ROUTES), cookies={OWNER_COOKIE: "u" * 40}, client=("10.0.0.8", 1))
    assert other.post("/rooms/vote", json=body(room)).status_code == 403
    assert ballot.ballots(store, room.code) == ()


def test_a_browser_that_has_signed_in_has_no_vote_by_its_cookie(store, room, browser):
    browser.cookies.set(SIGN_IN_COOKIE, "signed by Streamlit")
    answer = browser.post("/rooms/vote", json=body(room))
    assert (answer.status_code, answer.json()) == (403, {"reason": "not-in-the-room"}), "the script votes then"
    assert ballot.ballots(store, room.code) == ()


def test_the_topic_of_a_room_tells_what_everybody_may_know(store, room):
    assert routes.state(room.code)["phase"] == "open"
