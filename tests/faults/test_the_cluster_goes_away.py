"""What only a cluster has is killed in mid-run, its nodes, its head and whoever keeps its agents, to the same end."""

import psutil
import pytest

from tests.faults.cluster import kill_tree


@pytest.fixture
def nodes(ground):
    """Both are there, whatever the test before has killed."""
    ground.nodes.mend()
    return ground.nodes


def keepers():
    return [child for child in psutil.Process().children() if "--for-server" in child.cmdline()]


def test_agents_are_on_the_nodes_and_not_on_the_head(shared, nodes):
    run_id = shared.submit()
    shared.until(run_id, lambda run: run.step > 1)
    assert nodes.node_of(shared.runner(run_id)) in nodes.nodes
    shared.lab.stop(run_id)
    shared.until_state(run_id, "stopped")


def test_a_run_whose_keeper_is_killed_does_not_notice_and_another_keeper_comes(shared, undisturbed):
    run_id = shared.submit()
    shared.until(run_id, lambda run: run.step > 40)
    (first,) = keepers()
    first.kill()
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (1, 0)
    assert shared.same_end(run_id, undisturbed)
    shared.until(run_id, lambda _run: any(keeper != first for keeper in keepers()))


def test_a_run_whose_node_is_killed_goes_on_at_another(shared, nodes, undisturbed):
    run_id = shared.submit()
    shared.until_saved(run_id)
    nodes.kill_node(nodes.node_of(shared.runner(run_id)))
    shared.until(run_id, lambda run: (run.state, run.attempt) == ("running", 2))
    assert nodes.node_of(shared.runner(run_id)) in nodes.nodes
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (2, 1)
    assert shared.same_end(run_id, undisturbed)


def test_a_run_whose_head_is_killed_ends_as_it_would_have_and_the_next_head_gets_the_next_run(
    shared, nodes, undisturbed
):
    run_id = shared.submit()
    shared.until_saved(run_id)
    kill_tree(nodes.head)
    step = shared.store.run(run_id).step
    shared.until(run_id, lambda run: run.step > step + 40)
    for node in list(nodes.nodes):
        nodes.kill_node(node)
    nodes.start_head()
    nodes.add_node()
    run = shared.until_state(run_id, "succeeded")
    assert (run.attempt, run.losses) == (2, 1)
    assert shared.same_end(run_id, undisturbed)
