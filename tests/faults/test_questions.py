"""A question is answered by a real worker while a run trains, and that worker answers the next one too."""

import pytest

CONFIG = {"channels": 8, "cardinality": 2, "group_width": 2, "size": 4}


@pytest.fixture
def trains(shared):
    """A run that holds the only training slot until the test is over."""
    run_id = shared.submit(epochs=200)
    shared.until(run_id, lambda run: run.step > 1)
    yield run_id
    shared.lab.stop(run_id)
    shared.until_state(run_id, "stopped")


def test_a_question_is_answered_while_a_run_trains(shared, trains):
    question = shared.lab.ask("three_forms", CONFIG)
    shared.until_state(question, "succeeded")
    assert shared.lab.results(question)["float64"]["a_b"] < 1e-12
    assert shared.store.run(trains).state == "running"


def test_one_worker_answers_one_question_after_the_other(shared, trains):
    workers = set()
    for seed in range(1, 5):
        question = shared.lab.ask("three_forms", CONFIG | {"seed": seed})
        shared.until_state(question, "succeeded")
        (event,) = (event for event in shared.store.events(question) if event.kind == "running")
        workers.add(event.detail)
    assert len(workers) == 1, "process ids"


def test_a_refusal_is_told_and_its_worker_answers_the_next(shared):
    refused = shared.lab.ask("addition", {"weights": "trained", "picture": 9_999, "data": "fashion-mnist"})
    run = shared.until_state(refused, "failed")
    assert run.error_kind == "refused"
    question = shared.lab.ask("three_forms", CONFIG | {"seed": 7})
    assert shared.until_state(question, "succeeded").losses == 0
