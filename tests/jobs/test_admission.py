"""What is refused, what surely fits, and that both doors refuse the same."""

import pytest

from resnet_core.analysis.memory import Span
from resnet_core.jobs import looks, machine
from resnet_core.jobs.admission import Needs, check, check_question, fits, needs
from resnet_core.jobs.gauge import Gauge, Seconds, Speed, Step, steps_of
from resnet_core.jobs.machine import Machine
from resnet_core.jobs.owners import LOCAL
from resnet_core.jobs.service import Lab
from resnet_core.jobs.speeds import speed_key
from resnet_core.presets import PRESETS
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import RaceQuestion
from resnet_core.wording import message
from tests.refusals import refused

QUICK = PRESETS["quick"]
HERE = Machine(processor=True, memory_mb=8000, free_mb=20_000, card_mb=None, seconds=3600.0, disk_mb=10_000)
NEEDS = Needs(Span(500, 1000), 0, None, 10)
LARGE_RACE = RaceQuestion(nets=(SmallNet(depth=110, width=32, size=28),), batch_size=512)


def lasting(least, likely, most, basis="measured"):
    return NEEDS._replace(seconds=Seconds(least, likely, most, basis, 1))


def epochs(count):
    return QUICK.model_copy(update={"training": QUICK.training.model_copy(update={"epochs": count})})


@pytest.mark.parametrize(
    ("here", "bound", "limit"),
    [
        (HERE._replace(memory_mb=400), "limit", 400),
        (HERE._replace(free_mb=300), "free", 300),
        (HERE._replace(processor=False, card_mb=200), "card", 200),
    ],
)
def test_more_memory_than_there_is_is_refused_with_the_bound_that_it_meets(here, bound, limit):
    with refused("net-needs-memory", needed_mb=500, limit_mb=limit, bound=bound):
        check(QUICK, NEEDS, here)


def test_a_card_that_no_run_has_told_of_bounds_nothing():
    check(QUICK, Needs(Span(10**6, 10**6), 0, None, 10), HERE._replace(processor=False))


def test_between_what_is_refused_and_what_surely_fits_a_run_is_worth_a_try():
    here = HERE._replace(memory_mb=800)
    check(QUICK, NEEDS, here)
    assert not fits(NEEDS, here)
    assert fits(NEEDS, HERE)


def test_a_measured_time_beyond_the_limit_is_refused_with_epochs_that_fit():
    needed = lasting(4000.0, 5000.0, 6000.0)
    told = {"needed": message("outcome-duration", count=67, unit="minutes")}
    with refused("epochs-need-time", epochs=10, fitting=6, **told):
        check(epochs(10), needed, HERE)
    with refused("pictures-need-time", images=60_000, **told):
        check(epochs(1), needed, HERE)


@pytest.mark.parametrize("basis", ["rough", "recorded"])
def test_a_time_that_is_a_guess_refuses_nothing_and_is_no_promise(basis):
    needed = lasting(4000.0, 16_000.0, 64_000.0, basis)
    check(QUICK, needed, HERE)
    assert not fits(needed, HERE)


def test_checkpoints_that_the_disk_cannot_hold_are_refused():
    with refused("needs-disk", needed_mb=10, free_mb=100):
        check(QUICK, NEEDS, HERE._replace(disk_mb=100))


def test_the_checkpoints_of_the_chapters_network_are_counted():
    chapter = PRESETS["chapter"]  # without momentum
    disk_mb = needs(chapter, Gauge({}, (), "rough"), processor=True).disk_mb
    assert disk_mb == pytest.approx(4 * 4 * 11_172_810 / 2**20, rel=0.01)


def test_measured_peaks_stand_before_counted_ones():
    speed = Speed(1000.0, None, "here", 4, 1.0, Span(900, 1000))
    needed = needs(QUICK, Gauge({speed_key(QUICK): speed}, (), "rough"), processor=True)
    assert (needed.memory, needed.memory_runs) == ((857, 1050), 4)
    assert needed.seconds == (60 / 1.15, 60, 60 * 1.15, "measured", 4)


def test_a_network_that_never_ran_is_guessed_from_the_step_nearest_in_size():
    macs = 128 * 2_637_000
    near, far = Step(2.0 * macs, 0.5), Step(100.0 * macs, 99.0)
    guess = needs(QUICK, Gauge({}, (far, near), "rough"), processor=True).seconds
    count = steps_of(QUICK)
    assert guess.likely == pytest.approx(count * 0.25, rel=0.01)
    assert (guess.least, guess.most) == pytest.approx((guess.likely / 4, count * 0.5 * 4), rel=0.01)


def test_needs_are_read_as_they_were_kept():
    for kept in (NEEDS, lasting(1.0, 2.0, 3.0, "rough")):
        assert Needs.from_json(kept.as_json()) == kept


def test_a_question_that_trains_more_than_can_be_held_is_refused_and_a_small_one_is_not():
    with refused("question-needs-memory", batch=512, limit_mb=2000):
        check_question("race", LARGE_RACE, HERE._replace(memory_mb=2000))
    check_question("race", RaceQuestion(nets=(SmallNet(),)), HERE)


def test_a_question_that_surely_takes_longer_than_a_run_may_is_refused():
    with refused("question-needs-time", limit=message("outcome-duration", count=1, unit="minutes")):
        check_question("race", LARGE_RACE, HERE._replace(memory_mb=10**6, free_mb=10**6, seconds=60.0))


@pytest.fixture
def small_lab(store, lab_settings, monkeypatch):
    """On a machine that has less memory left than anything needs."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(machine, "_free_mb", lambda _enough: 200)
    return Lab(store, lab_settings).of(LOCAL)


def test_an_address_or_another_client_meets_the_same_check_at_the_door(small_lab):
    with refused("net-needs-memory", bound="free", limit_mb=200):
        small_lab.submit("train", QUICK.model_dump(mode="json"))
    with refused("question-needs-memory", limit_mb=200):
        small_lab.ask("race", RaceQuestion(nets=(SmallNet(),)).model_dump(mode="json"))
    assert small_lab.runs() == ()


def test_a_question_that_was_answered_is_found_on_a_machine_that_could_not_ask_it(small_lab, monkeypatch):
    monkeypatch.setattr(looks, "GAUGE_SECONDS", 0.0)
    asked = RaceQuestion(nets=(SmallNet(),)).model_dump(mode="json")
    monkeypatch.setattr(machine, "_free_mb", lambda _enough: 8000)
    first = small_lab.ask("race", asked)
    monkeypatch.setattr(machine, "_free_mb", lambda _enough: 200)
    assert small_lab.ask("race", asked) == first


def test_what_workers_of_the_lab_hold_counts_as_free_where_memory_is_short(monkeypatch):
    monkeypatch.setattr(machine, "_held_by_workers", lambda: 5 * 2**30)
    before = machine._free_mb(0)
    assert machine._free_mb(10**9) == pytest.approx(before + 5 * 1024, rel=0.2)


def test_a_containers_limit_is_the_machine_of_whoever_is_in_it(tmp_path):
    assert machine._left_in_group(tmp_path) is None
    for name, text in (
        ("memory.max", "max"),
        ("memory.current", "700"),
        ("memory.stat", "anon 500\ninactive_file 200"),
    ):
        (tmp_path / name).write_text(text)
    assert machine._left_in_group(tmp_path) is None
    (tmp_path / "memory.max").write_text("1000")
    assert machine._left_in_group(tmp_path) == 500
