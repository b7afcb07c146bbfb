"""Check cells, run as a learner runs them, beside right and wrong modules."""

import contextlib
import io

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from resnet_core.config import BlockConfig
from resnet_core.course.exercises.cell import CELLS, check_cell, digests
from resnet_core.course.exercises.record_cells import functions, module, recorded
from resnet_core.models.chapter import ResNeXtBlock


class Bottleneck(nn.Module):
    """As a learner of the chapter writes it: lazy, with biases."""

    def __init__(self, channels, middle, *, early=False):
        super().__init__()
        self.third, self.second = nn.LazyConv2d(channels, 1), nn.LazyConv2d(middle, 3, padding=1)
        self.first = nn.LazyConv2d(middle, 1)
        self.norms = nn.ModuleList(nn.LazyBatchNorm2d() for _ in range(3))
        self.early = early

    def forward(self, x):
        y = F.relu(self.norms[0](self.first(x)))
        y = F.relu(self.norms[1](self.second(y)))
        y = self.norms[2](self.third(y))
        return x + F.relu(y) if self.early else F.relu(x + y)


def run(name, make):
    """Whether the cell finds a module right, and what it prints."""
    held, said = {"given": make}, io.StringIO()
    source = check_cell(name).replace(f"make = lambda: {CELLS[name].make}", "make = given")
    with contextlib.redirect_stdout(said):
        exec(source.replace("\ncheck(", "\nright = check("), held)
    return held["right"], said.getvalue()


def test_a_right_bottleneck_passes_whatever_its_names_and_biases():
    right, said = run("bottleneck", lambda: Bottleneck(256, 64))
    assert right, said


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bottleneck(256, 64, early=True),
        lambda: Bottleneck(256, 128),
        lambda: Bottleneck(128, 64),
        lambda: nn.Sequential(Bottleneck(256, 64), nn.Conv2d(256, 256, 1)),
    ],
)
def test_a_wrong_bottleneck_does_not(make):
    right, said = run("bottleneck", make)
    assert not right
    assert "WRONG" in said


def test_a_usual_mistake_is_named():
    assert "in front of the addition" in run("bottleneck", lambda: Bottleneck(256, 64, early=True))[1]
    assert "16 groups of 2" in run("resnext", lambda: ResNeXtBlock(32, 2, 1))[1]


def test_a_module_that_is_right_but_for_an_idle_layer_does_not_pass():
    def make():
        block = Bottleneck(256, 64)
        block.idle = nn.Linear(3, 3)
        return block

    assert not run("bottleneck", make)[0]


@pytest.mark.parametrize("name", CELLS)
def test_the_reference_passes_and_known_mistakes_are_told_by_their_names(name):
    cell = CELLS[name]
    assert run(name, lambda: module(cell.right))[0]
    assert len(digests()[name].wrong) == len(cell.wrong)
    for said, config in list(cell.wrong.items())[: None if isinstance(cell.right, BlockConfig) else 1]:
        right, printed = run(name, lambda config=config: module(config))
        assert not right
        assert said in printed


@pytest.mark.parametrize("name", ["bottleneck", "full_pre", "resnext"])
def test_the_file_of_digests_is_what_recording_writes(name):
    known = digests()[name]
    assert recorded(CELLS[name]) == {"params": list(known.params), "output": known.output, "wrong": dict(known.wrong)}


@pytest.mark.parametrize("name", CELLS)
def test_no_rounding_of_another_machine_moves_a_digest(name):
    """The sums are rounded to five digits; they lie far from where rounding would turn."""
    held = functions()
    with torch.no_grad():
        y = held["filled"](module(CELLS[name].right))(held["batch"](CELLS[name].shape)).flatten()
    place = torch.arange(len(y), dtype=torch.float64)
    for k in (0.01, 0.3, 1.1):
        exact = float((y * torch.sin(k * place)).sum()) * 1e5
        assert abs(exact - round(exact)) < 0.499


def test_the_cell_does_not_hold_the_answer():
    source = check_cell("bottleneck")
    assert "70400" not in source.replace(",", "")
    assert "Conv2d(64" not in source
