"""The puzzle is three measurements of the same nets."""

import math

import pytest

from resnet_core.config import DataConfig
from resnet_core.data.images import load
from resnet_core.studies.gradients import measure as gradients
from resnet_core.studies.puzzle.measure import play
from resnet_core.studies.puzzle.question import PuzzleQuestion
from resnet_core.studies.race.measure import race
from resnet_core.studies.signal import measure as signal
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose


def test_each_net_is_raced_and_looked_into_before_its_first_step(tmp_path):
    question = PuzzleQuestion(depth=8, steps=5, source="sketches")
    few = load(DataConfig(source="sketches", train_images=700, test_images=50), tmp_path)
    bench = Workbench(choose("cpu"), lambda _config: few, tmp_path)
    found = play(question, bench)
    assert found.race == race(question.race, bench)
    for net, flow in zip(question.race.nets, found.flows, strict=True):
        assert len(flow.forward) == net.blocks + 1
        assert flow.backward == gradients.measure(question.gradients(net), bench).snapshots[0].outputs
        places = signal.measure(question.signal(net), bench).places
        last = places[-1].variance
        assert last is not None
        assert flow.forward[-1] == pytest.approx(math.sqrt(last), rel=1e-4)
