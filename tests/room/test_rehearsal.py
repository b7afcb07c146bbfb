"""What a rehearsal says of a step: what is counted once and what for each learner, what is run, and the way out."""

import pytest

from resnet_core.jobs import states
from resnet_core.jobs.gauge import Gauge, Seconds
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.places import Lane, Pace
from resnet_core.jobs.service import Lab
from resnet_core.presets import PRESETS
from resnet_core.room import rehearsal
from resnet_core.room.lesson import Lesson, Step
from resnet_core.room.rehearsal import LIMIT_SECONDS, Asked, Looked, Rehearsal, Rehearsed, Work
from resnet_core.settings import Settings
from resnet_core.studies.race.question import recorded

RACE = Asked("race", recorded()[0].model_dump(mode="json") | {"steps": 2000}, pressed=True)
"""A question of minutes."""
TRAINING = Asked("train", PRESETS["quick"].model_dump(mode="json"), pressed=True)
LESSON = Lesson(steps=(Step(page="orders", state="slow=1&orders.depth=20&hide=orders.lr"), Step(page="paths")))


@pytest.fixture
def desk(store, tmp_path):
    return Lab(store, Settings(home=tmp_path, device="cpu")).of(LOCAL)


@pytest.fixture
def rehearsed(desk):
    """Each step of the lesson, whose pages ask what `asks` says of their state."""

    def rehearsed(asks, *, learners=30, parts=(), lesson=LESSON):
        return tuple(Rehearsal(desk, lambda step: Looked(0.1, asks(step), parts), learners=learners).steps(lesson))

    return rehearsed


@pytest.fixture
def at_once(desk, monkeypatch):
    """A worker that answers in the moment in which it is asked; what it was asked."""
    asked, ask = [], desk.ask

    def answer(kind, config):
        asked.append(kind)
        run_id = ask(kind, config)
        claim = states.claim_next(desk.store, slots=1, quick=False)
        states.advance(desk.store, claim, to="running")
        states.finish(desk.store, claim, Outcome("succeeded"))
        return run_id

    monkeypatch.setattr(desk, "ask", answer)
    monkeypatch.setattr(rehearsal, "FEW_SECONDS", 1e6)
    return asked


def slow(*asked):
    return lambda step: asked if "slow" in step.state else ()


def each(seconds):
    return Seconds(seconds / 2, seconds, seconds * 2, "rough", 0)


@pytest.mark.parametrize(("times", "room", "seconds"), [(30, 1, 600.0), (30, 4, 160.0), (1, 4, 20.0), (4, 4, 20.0)])
def test_equal_trainings_share_the_slots(times, room, seconds):
    ends = Lane((), (), Pace(Gauge({}, (), "rough"), {})).after(each(20.0), times=times, room=room)
    assert ends == Seconds(seconds / 2, seconds, seconds * 2, "rough", 0)


def test_what_joins_the_queue_waits_for_what_is_in_it(desk):
    alone = desk.lane("train").after(each(20.0), times=2, room=1).likely
    desk.submit("train", dict(TRAINING.config))
    queued = desk.lane("train")
    assert queued.after(each(20.0), times=2, room=1).likely == pytest.approx(
        alone + queued.pace.whole(queued.waiting[0]).likely
    )


def test_a_question_is_counted_once_however_many_ask_it(rehearsed):
    waits = [rehearsed(slow(RACE), learners=learners)[0].works[0] for learners in (1, 30)]
    assert waits[0] == waits[1]
    assert waits[0].times == 1
    assert waits[0].basis == "recorded"


def test_everybodys_training_is_their_own(rehearsed):
    one, thirty = (rehearsed(slow(TRAINING), learners=learners)[0].works[0] for learners in (1, 30))
    assert thirty.each == one.each == one.wait
    assert thirty.wait == pytest.approx(30 * one.wait)


def test_what_takes_a_moment_is_run_once_and_waits_for_nobody(rehearsed, at_once):
    [step, _] = rehearsed(slow(RACE))
    assert at_once == ["race"]
    assert (step.works[0].basis, step.works[0].wait) == ("run", 0.0)
    assert step.seconds == step.pages
    assert not step.too_long


def test_what_takes_long_is_never_run(rehearsed, desk):
    rehearsed(slow(RACE, TRAINING))
    assert desk.runs() == ()
    assert desk.find("race", dict(RACE.config)) is None


def test_a_stopped_rehearsal_withdraws_what_it_runs_and_opens_no_more(desk, monkeypatch):
    monkeypatch.setattr(rehearsal, "FEW_SECONDS", 1e6)
    looked = []

    def look(step):
        looked.append(step.page)
        going.stop()
        return Looked(0.1, (RACE,))

    going = Rehearsal(desk, look, learners=30)
    assert len(tuple(going.steps(LESSON))) == 1
    assert looked == ["orders"]
    assert desk.find("race", dict(RACE.config)).state == "stopped"


def test_a_long_step_is_offered_the_nearest_state_without_a_wait(rehearsed):
    long, short = rehearsed(slow(TRAINING))
    assert long.too_long
    assert long.instead.step == LESSON.steps[0].model_copy(update={"state": "orders.depth=20&hide=orders.lr"})
    assert not long.instead.left_out
    assert short.instead is None


def test_a_part_that_can_be_left_out_is_left_out_first(rehearsed):
    def asks(step):
        return () if "train.own" in step.state else (TRAINING,)

    [long] = rehearsed(asks, parts=("train.own",), lesson=Lesson(steps=(Step(page="train", state="lr=0.1&hide=lr"),)))
    assert long.instead.step.state == "lr=0.1&hide=lr,train.own"
    assert long.instead.left_out


def test_where_every_state_waits_nothing_is_offered(rehearsed):
    long, _ = rehearsed(lambda _step: (TRAINING,))
    assert long.too_long
    assert long.instead is None


def test_what_this_machine_cannot_do_is_told_as_refused(rehearsed):
    huge = TRAINING._replace(config=PRESETS["quick"].model_dump(mode="json") | {"training": {"batch_size": 0}})
    [step, _] = rehearsed(slow(huge))
    assert step.works[0].basis == "refused"


def work(wait, *, kind="race", pressed=False):
    return Work(kind, pressed, 1, wait, wait, "measured")


@pytest.mark.parametrize(
    ("works", "seconds"),
    [
        ((), 2.0),
        ((work(30.0), work(20.0)), 52.0),
        ((work(30.0), work(70.0, pressed=True)), 70.0),
        ((work(40.0, pressed=True), work(40.0, kind="paths", pressed=True)), 40.0),
        ((work(40.0, pressed=True), work(40.0, pressed=True)), 80.0),
        ((work(None, pressed=True), work(1.0)), None),
    ],
)
def test_a_step_takes_as_long_as_its_longest_wait(works, seconds):
    step = Rehearsed(Step(), 2.0, works)
    assert step.seconds == seconds
    assert step.too_long == (seconds is None or seconds > LIMIT_SECONDS)


def test_a_minute_is_not_too_long_yet():
    assert not Rehearsed(Step(), LIMIT_SECONDS, ()).too_long
