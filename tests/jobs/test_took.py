"""What a run that ran out of memory was foretold to need stands beside its end; other ends are left as they are."""

from dataclasses import replace

import pytest

from resnet_core.analysis.memory import Span
from resnet_core.jobs.admission import Needs
from resnet_core.jobs.outcomes import Outcome
from resnet_core.jobs.took import with_forecast
from resnet_core.wording import message

FULL = message("outcome-memory-limit", limit_mb=1000)
FORETOLD = Needs(Span(700, 1200), 0, None, 10).as_json()


@pytest.fixture
def run(store, submit):
    return replace(store.run(submit()), foretold=FORETOLD)


def told(run, outcome, limit_mb=1000):
    return with_forecast(outcome, run, limit_mb=limit_mb).message


def test_a_run_beyond_its_limit_tells_what_was_foretold_and_the_limit(run):
    known = {"reason": FULL, "least_mb": 700, "most_mb": 1200}
    assert told(run, Outcome("failed", "memory_limit", FULL)) == message(
        "outcome-foretold-limit", **known, limit_mb=1000
    )


@pytest.mark.parametrize(("card_mb", "limit"), [(16_000, {"limit_mb": 16_000}), (None, {})])
def test_a_full_card_is_held_against_the_memory_of_the_card(run, card_mb, limit):
    full = message("outcome-accelerator-full")
    found = told(replace(run, card_mb=card_mb), Outcome("failed", "gpu_oom", full))
    assert found.values == {"reason": full, "least_mb": 700, "most_mb": 1200} | limit


@pytest.mark.parametrize(
    "outcome", [Outcome("succeeded"), Outcome("failed", "time_limit", FULL), Outcome("failed", "memory_limit")]
)
def test_any_other_end_stays_as_it_is(run, outcome):
    assert with_forecast(outcome, run, limit_mb=1000) == outcome


def test_of_a_run_that_nothing_was_foretold_of_nothing_is_told(run):
    outcome = Outcome("failed", "memory_limit", FULL)
    assert with_forecast(outcome, replace(run, foretold=None), limit_mb=1000) == outcome
