"""A store with a room in it, as a teacher made it."""

import pytest

from resnet_core.jobs.owners import Owner
from resnet_core.room import rooms
from resnet_core.room.lesson import Lesson, Question, Step
from resnet_core.store import Store

TEACHER = Owner("ms-noether", teacher=True)
LEARNER = Owner("ada")
OWN = Question(text="Which ends lower?", options=("20 layers", "56 layers"), right="a", hint="Look at the axis.")
LESSON = Lesson(
    title="A lesson",
    steps=(Step(prompt="Play."), Step(page="surgery", state="surgery.net=depth_20", minutes=10, question=OWN), Step()),
)


@pytest.fixture
def store(database):
    store = Store(database)
    yield store
    store.close()


@pytest.fixture
def room(store):
    return rooms.open_room(store, LESSON, by=TEACHER, hours=24)


@pytest.fixture
def asking(store, room):
    """The room at its second step, with the first round open."""
    return rooms.open_vote(store, rooms.go_to(store, room, 2, by=TEACHER), by=TEACHER)
