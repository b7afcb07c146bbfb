"""Scripts of many sessions, as threads."""

import threading

import pytest

from ui import turns


def drawing(done, name, goes_on):
    """A page of a session of its own that is drawn until `goes_on`."""

    def draw():
        with turns.turn():
            done.append(f"{name} begins")
            goes_on.wait(10)
            done.append(f"{name} ends")

    thread = threading.Thread(target=draw)
    thread.start()
    return thread


@pytest.fixture
def patience(monkeypatch):
    def patience(seconds):
        monkeypatch.setattr(turns, "PATIENCE_SECONDS", seconds)

    return patience


def until(done, length):
    """Returns once so much is done."""
    for _ in range(1000):
        if len(done) >= length:
            return
        threading.Event().wait(0.01)
    pytest.fail(f"after ten seconds: {done}")


def test_a_page_is_drawn_to_its_end_before_the_next_begins(patience):
    patience(60)
    done: list[str] = []
    first_goes_on, second_goes_on = threading.Event(), threading.Event()
    first = drawing(done, "first", first_goes_on)
    until(done, 1)
    second = drawing(done, "second", second_goes_on)
    second_goes_on.set()
    first_goes_on.set()
    for thread in (first, second):
        thread.join(10)
    assert done == ["first begins", "first ends", "second begins", "second ends"]


def test_a_page_that_hangs_holds_up_nobody_for_ever(patience):
    patience(0.05)
    done: list[str] = []
    goes_on = threading.Event()
    hangs = drawing(done, "hangs", goes_on)
    until(done, 1)
    other = drawing(done, "other", goes_on)
    until(done, 2)
    assert done == ["hangs begins", "other begins"]
    goes_on.set()
    for thread in (hangs, other):
        thread.join(10)


def test_a_page_that_fails_gives_its_turn_back(patience):
    patience(60)
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    done: list[str] = []
    goes_on = threading.Event()
    goes_on.set()
    drawing(done, "next", goes_on).join(10)
    assert done == ["next begins", "next ends"]
