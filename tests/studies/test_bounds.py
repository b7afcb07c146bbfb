"""What may be asked of a worker, and what is refused with a way out."""

import pytest

from resnet_core.config import parse
from resnet_core.studies.addition.question import AdditionQuestion
from resnet_core.studies.block_timing.question import BlockTimingQuestion
from resnet_core.studies.catalogue import STUDIES
from resnet_core.studies.three_forms.question import ThreeFormsQuestion
from tests.refusals import refused

LARGE = {"in_channels": 1024, "out_channels": 1024, "kernel": 7}


def test_a_block_without_a_shortcut_has_no_addition_to_open():
    with refused("block-adds-nothing"):
        parse(AdditionQuestion, {"block": {"shortcut": "none"}})


def test_a_block_whose_branches_do_not_fit_is_refused_in_the_words_of_the_plan():
    with refused("unequal-branches", shortcut="64×28×28"):
        parse(AdditionQuestion, {"block": {"stride": 2}})


@pytest.mark.parametrize(
    ("model", "config"),
    [
        (AdditionQuestion, {"block": LARGE}),
        (
            BlockTimingQuestion,
            {"blocks": [{"in_channels": 256, "out_channels": 256}] * 4, "size": 56, "batch_size": 64},
        ),
        (ThreeFormsQuestion, {"channels": 1024, "cardinality": 128, "group_width": 64, "size": 56}),
    ],
)
def test_what_would_take_too_long_is_refused_with_its_size(model, config):
    with refused("too-many-macs"):
        parse(model, config)


def test_every_study_has_an_answer():
    answers = pytest.importorskip("resnet_core.jobs.answers")
    assert answers.ANSWERS.keys() == STUDIES.keys()
