"""What may be asked of a worker, and what is refused with a way out."""

import pytest

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.probes.addition import AdditionProbe
from resnet_core.probes.block_timing import BlockTimingProbe
from resnet_core.probes.catalogue import PROBES
from resnet_core.probes.three_forms import ThreeFormsProbe

LARGE = {"in_channels": 1024, "out_channels": 1024, "kernel": 7}


def test_a_block_without_a_shortcut_has_no_addition_to_open():
    with pytest.raises(ConfigError, match="this block adds nothing; choose shortcut=identity"):
        parse(AdditionProbe, {"block": {"shortcut": "none"}})


def test_a_block_whose_branches_do_not_fit_is_refused_in_the_words_of_the_plan():
    with pytest.raises(ConfigError, match=r"64x28x28 and the shortcut|differ in height"):
        parse(AdditionProbe, {"block": {"stride": 2}})


@pytest.mark.parametrize(
    ("model", "config"),
    [
        (AdditionProbe, {"block": LARGE}),
        (BlockTimingProbe, {"blocks": [{"in_channels": 256, "out_channels": 256}] * 4, "size": 56, "batch_size": 64}),
        (ThreeFormsProbe, {"channels": 1024, "cardinality": 128, "group_width": 64, "size": 56}),
    ],
)
def test_what_would_take_too_long_is_refused_with_its_size(model, config):
    with pytest.raises(ConfigError, match=r"needs [\d.]+ billion multiply-adds .* choose fewer channels"):
        parse(model, config)


def test_every_kind_of_probe_has_an_answer():
    answers = pytest.importorskip("resnet_core.jobs.answers")
    assert answers.ANSWERS.keys() == PROBES.keys()
