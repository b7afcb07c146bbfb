from starlette.applications import Starlette
from starlette.testclient import TestClient

from resnet_core.database import StoreUnavailableError
from server import doors, health

CLIENT = TestClient(Starlette(routes=doors.ROUTES))


class Store:
    def __init__(self, error=None):
        self.error = error

    def check(self):
        if self.error is not None:
            raise self.error


def test_a_server_is_alive_whatever_its_store_does(monkeypatch):
    monkeypatch.setattr(health, "this_lab", lambda: Store(StoreUnavailableError("store-silent", reason="gone")))
    assert CLIENT.get("/healthz").status_code == 200


def test_a_server_is_ready_when_its_store_answers(monkeypatch):
    monkeypatch.setattr(health, "this_lab", Store)
    assert CLIENT.get("/readyz").json() == {"status": "ready"}


def test_a_server_whose_store_is_away_is_not_ready_and_says_why(monkeypatch):
    monkeypatch.setattr(health, "this_lab", lambda: Store(StoreUnavailableError("store-silent", reason="gone")))
    answer = CLIENT.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "store-silent")
