"""What stands before every page: the cookie, the headers, the caps and the teacher's key."""

import contextlib

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from resnet_core.jobs.open_pages import OpenPages
from resnet_core.jobs.visitors import OWNER_COOKIE, TEACHER_COOKIE
from resnet_core.settings import Settings
from server import caps, doors, headers, teacher, uploads
from server import requests as asked

PAGE = {"accept": "text/html,application/xhtml+xml"}
KEY = "seven small nets"
MODULES = (caps, headers, teacher, uploads, asked)


async def told(request):
    await request.body()
    return PlainTextResponse("a page")


async def session(websocket):
    await websocket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        await websocket.receive_text()


@pytest.fixture
def seats(monkeypatch):
    """Nobody has a page open yet."""
    seats = OpenPages()
    monkeypatch.setattr(caps.PageCap.__init__, "__defaults__", (seats,))
    return seats


@pytest.fixture
def door(monkeypatch, seats):
    """A browser before a server with these settings."""
    monkeypatch.setattr(teacher, "GUESSES", teacher.Guesses())
    monkeypatch.setattr(teacher, "WRONG_SECONDS", 0.0)

    def door(**chosen):
        for module in MODULES:
            monkeypatch.setattr(module, "settings", lambda: Settings(**chosen))
        paths = ("/", "/_stcore/metrics", "/_stcore/upload_file/{page}/{file}")
        routes = [Route(path, told, methods=["GET", "PUT", "DELETE"]) for path in paths]
        app = Starlette(
            routes=[*doors.ROUTES, *routes, WebSocketRoute("/_stcore/stream", session)], middleware=doors.MIDDLEWARE
        )
        return TestClient(app, follow_redirects=False)

    return door


def test_the_first_page_gives_a_cookie_that_no_script_reads_and_no_other_site_sends(door):
    client = door()
    cookie = client.get("/", headers=PAGE).headers["set-cookie"]
    assert cookie.startswith(f"{OWNER_COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "set-cookie" not in client.get("/", headers=PAGE).headers, "one is enough"


def test_every_browser_gets_its_own(door):
    client = door()
    first = client.get("/", headers=PAGE).cookies[OWNER_COOKIE]
    client.cookies.clear()
    assert client.get("/", headers=PAGE).cookies[OWNER_COOKIE] != first


def test_over_tls_the_cookie_stays_there(door):
    assert "Secure" in door().get("https://testserver/", headers=PAGE).headers["set-cookie"]


def test_what_is_no_page_gets_no_cookie(door):
    assert "set-cookie" not in door().get("/healthz").headers
    assert "set-cookie" not in door().get("/").headers


def test_every_answer_says_what_a_page_may_do(door):
    for path in ("/", "/healthz", "/teacher", "/nowhere"):
        said = door().get(path).headers
        assert said["x-content-type-options"] == "nosniff"
        assert "img-src 'self' data: blob:;" in said["content-security-policy"], "no picture from elsewhere"
        assert said["content-security-policy"].endswith("frame-ancestors 'self'")


def test_lessons_are_framed_where_the_setting_says_and_it_smuggles_nothing_in():
    policy = headers.policy("lab.example:8501", "https://school.example ; script-src *")
    assert "frame-ancestors 'self' https://school.example script-src *" in policy
    assert policy.count("script-src ") == 2
    assert "; script-src *" not in policy
    assert "wss://lab.example:8501" in policy


def test_a_forged_host_is_no_place_to_connect_to():
    assert "evil" not in headers.policy("a; img-src evil", "")


def test_the_counters_of_the_server_are_closed(door):
    assert door().get("/_stcore/metrics").status_code == 404


def test_a_browser_has_as_many_pages_as_it_may_and_another_still_gets_one(door, seats):
    client = door(client_sessions=2, sessions=10)
    stream = "/_stcore/stream"
    mine, other = {"cookie": f"{OWNER_COOKIE}=mine"}, {"cookie": f"{OWNER_COOKIE}=other"}
    with client.websocket_connect(stream, headers=mine), client.websocket_connect(stream, headers=mine):
        with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect(stream, headers=mine):
            pass
        assert refused.value.code == 1013
        with client.websocket_connect(stream, headers=other):
            assert seats.count == 3
    with client.websocket_connect(stream, headers=mine):
        assert seats.count == 1


def test_no_address_takes_more_than_half_of_the_places(door):
    client = door(client_sessions=1, sessions=4)
    first, second, third = (
        client.websocket_connect("/_stcore/stream", headers={"cookie": f"{OWNER_COOKIE}={name}"}) for name in "abc"
    )
    with first, second, pytest.raises(WebSocketDisconnect), third:
        pass


def test_a_full_lab_says_so_with_the_number_and_the_way_out(door):
    client = door(sessions=1)
    with client.websocket_connect("/_stcore/stream"):
        answer = client.get("/", headers=PAGE)
        assert answer.status_code == 503
        assert "All 1 places are taken" in answer.text
        assert "LAB_SESSIONS" in answer.text
        assert client.get("/healthz").status_code == 200, "a probe is no visitor"
    assert client.get("/", headers=PAGE).status_code == 200


def test_a_page_sends_so_many_files_and_takes_one_back_for_another(door):
    client = door(uploads=2)
    put = [client.put(f"/_stcore/upload_file/p/{name}", content=b"x") for name in "abc"]
    assert [answer.status_code for answer in put] == [200, 200, 413]
    assert "2 files" in put[2].text
    assert client.put("/_stcore/upload_file/another/a", content=b"x").status_code == 200
    client.delete("/_stcore/upload_file/p/a")
    assert client.put("/_stcore/upload_file/p/c", content=b"x").status_code == 200


def test_a_page_sends_so_much_in_all(door):
    client = door(uploads_mb=1)
    put = [client.put(f"/_stcore/upload_file/p/{name}", content=bytes(600_000)) for name in "ab"]
    assert [answer.status_code for answer in put] == [200, 413]
    assert "1 MB" in put[1].text


@pytest.fixture
def class_door(door):
    client = door(teacher_key=KEY)
    client.get("/teacher", headers=PAGE)
    return client


def test_the_key_makes_a_browser_a_teachers_without_being_kept_in_it(class_door):
    answer = class_door.post("/teacher", data={"key": KEY})
    assert answer.status_code == 303
    assert KEY not in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    cookies = f"{OWNER_COOKIE}={class_door.cookies[OWNER_COOKIE]}; {TEACHER_COOKIE}={answer.cookies[TEACHER_COOKIE]}"
    scope = {"type": "http", "client": ("192.0.2.7", 1), "headers": [(b"cookie", cookies.encode())]}
    assert asked.owner(scope).teacher


@pytest.mark.parametrize("key", ["", "seven", "x" * 5000, "\u2603", KEY.upper()])
def test_another_key_is_refused_in_words_and_leaves_no_trace(class_door, caplog, key):
    answer = class_door.post("/teacher", data={"key": key})
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert "not the key" in answer.text
    assert not key or key not in caplog.text


def test_guessing_is_slow_then_refused_even_the_right_key(class_door):
    tried = [class_door.post("/teacher", data={"key": "no"}).status_code for _ in range(teacher.TRIES)]
    assert set(tried) == {403}
    assert class_door.post("/teacher", data={"key": KEY}).status_code == 429


def test_whoever_keeps_no_cookie_is_told(door):
    assert door(teacher_key=KEY).post("/teacher", data={"key": KEY}).status_code == 400


def test_a_server_without_a_key_asks_for_none(door):
    answer = door().get("/teacher")
    assert answer.status_code == 404
    assert "<form" not in answer.text
