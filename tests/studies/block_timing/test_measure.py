import pytest

from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from resnet_core.studies.block_timing import measure as block_timing
from resnet_core.studies.block_timing.measure import FEWEST_ROUNDS, WARM_UP_ROUNDS, measure
from resnet_core.studies.block_timing.question import BlockTimingQuestion
from resnet_core.training.devices import choose

SMALL = BlockConfig(in_channels=4, out_channels=4)
GROUPED = BlockConfig(family="resnext", in_channels=8, out_channels=8, bottleneck_multiplier=0.5, cardinality=2)
QUESTION = BlockTimingQuestion(blocks=(SMALL, GROUPED), size=5, batch_size=2)


@pytest.fixture
def cpu():
    return choose("cpu")


def test_every_block_has_times_of_both_kinds_in_its_place(cpu, monkeypatch):
    monkeypatch.setattr(block_timing, "BUDGET_SECONDS", 0.0)
    timing = measure(QUESTION, cpu)
    assert (timing.rounds, timing.batch_size, timing.size) == (FEWEST_ROUNDS, 2, 5)
    for block, config in zip(timing.blocks, (SMALL, GROUPED), strict=True):
        cost = block_cost(config, 5)
        assert (block.params, block.macs) == (cost.params, cost.macs)
        for times in (block.forward, block.training):
            assert 0 < times.lower <= times.median <= times.upper


def test_the_first_rounds_do_not_count(cpu, monkeypatch):
    rounds = iter([[(9e9, 9e9)]] * WARM_UP_ROUNDS + [[(1.0, 4.0)], [(2.0, 5.0)], [(9.0, 6.0)]])
    monkeypatch.setattr(block_timing, "_round", lambda _subjects, _on_round: next(rounds))
    monkeypatch.setattr(block_timing, "BUDGET_SECONDS", 0.0)
    (block,) = measure(BlockTimingQuestion(blocks=(SMALL,), size=5, batch_size=2), cpu).blocks
    assert (block.forward.median, block.forward.lower, block.training.median) == (2.0, 1.5, 5.0)


def test_whoever_waits_can_leave_between_two_rounds(cpu):
    seen = []

    def leave():
        seen.append(1)
        if len(seen) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        measure(QUESTION, cpu, on_round=leave)
