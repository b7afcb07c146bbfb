"""The database is away in the middle of a run, which trains on and tells everything once it is back."""


def test_a_run_trains_on_while_its_store_is_away_and_tells_everything_later(ground, shared, undisturbed):
    run_id = shared.submit()
    shared.until(run_id, lambda run: run.step > 40)
    with ground.store_away(shared.settings):
        pass
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (1, 0)
    assert shared.same_end(run_id, undisturbed)


def test_a_worker_that_dies_while_the_store_is_away_is_replaced_when_it_is_back(ground, shared, undisturbed):
    run_id = shared.submit()
    shared.until_saved(run_id)
    worker = shared.worker(run_id)
    with ground.store_away(shared.settings):
        worker.kill()
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (2, 1)
    assert shared.same_end(run_id, undisturbed)
