"""The doctor agrees with torch: it objects exactly where torch raises or broadcasts, and its repairs run."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis.doctor import branch_shapes, diagnose, first_misfit, fits
from resnet_core.analysis.layers import block_cost, layer_table
from resnet_core.config import BlockConfig, parse
from resnet_core.errors import LabError, ShapeError
from resnet_core.models.build import ResidualBlock
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from resnet_core.wording import message
from tests.strategies import SHORTCUTS, networks, styles


@st.composite
def choices(draw):
    style = draw(styles()).model_dump()
    return style | {
        "in_channels": draw(st.sampled_from((1, 2, 8, 16))),
        "out_channels": draw(st.sampled_from((8, 16))),
        "stride": draw(st.integers(1, 3)),
        "shortcut": draw(st.sampled_from(SHORTCUTS)),
    }


def run_in_torch(values, size):
    """What torch itself does with the two branches: (its message or "", shape of the sum, shape of the main path)."""
    config = BlockConfig(**values)
    block = ResidualBlock(block_plan(config))
    x = block.before(torch.randn(2, config.in_channels, size, size))
    main = block.main(x)
    if block.shortcut is None:
        return "", main.shape, main.shape
    try:
        return "", (main + block.shortcut(x)).shape, main.shape
    except RuntimeError as error:
        return str(error), None, main.shape


@settings(max_examples=200, deadline=None)
@given(choices(), st.integers(1, 9))
def test_the_verdict_is_what_torch_does(values, size):
    diagnosis = diagnose(values, size)
    assert fits(values, size) is (diagnosis.verdict == "fits")
    if diagnosis.verdict == "refused":
        with pytest.raises((ValueError, RuntimeError, LabError)):
            run_in_torch(values, size)
        return
    message, sum_shape, main_shape = run_in_torch(values, size)
    assert diagnosis.torch_message == message
    assert (diagnosis.verdict == "mismatch") == bool(message)
    if not message and values["shortcut"] != "none":
        assert diagnosis.main is not None
        broadcast = diagnosis.main != diagnosis.shortcut
        assert (diagnosis.verdict == "broadcast") == broadcast
        assert broadcast or sum_shape == main_shape


@settings(max_examples=100, deadline=None)
@given(choices(), st.integers(2, 9))
def test_every_repair_builds_and_runs_and_costs_what_it_says(values, size):
    diagnosis = diagnose(values, size)
    assert (diagnosis.verdict == "fits") == (diagnosis.repairs == ())
    for repair in diagnosis.repairs:
        config = parse(BlockConfig, {**values, **repair.changes})
        block = ResidualBlock(block_plan(config))
        assert block(torch.randn(2, config.in_channels, size, size)).shape[0] == 2
        assert diagnose({**values, **repair.changes}, size).verdict == "fits"
        assert sum(p.numel() for p in block.parameters()) == block_cost(config, size).params


def test_a_stride_and_new_channels_are_both_explained_where_torch_names_one():
    diagnosis = diagnose({"in_channels": 64, "out_channels": 128, "stride": 2}, 8)
    assert diagnosis.axes == ("channels", "height", "width")
    assert diagnosis.torch_message.endswith("non-singleton dimension 3")
    assert diagnosis.explanation is not None
    assert diagnosis.explanation.id == "error-branches-disagree"
    assert diagnosis.explanation.values["axes"][0] == message(
        "error-axis-differs", axis="channels", main=128, shortcut=64
    )


def grey_image():
    return diagnose({"in_channels": 1, "out_channels": 3}, 6)


def test_the_grey_image_is_a_silent_case():
    diagnosis = grey_image()
    assert diagnosis.verdict == "broadcast"
    assert diagnosis.torch_message == ""
    assert diagnosis.explanation is not None
    assert diagnosis.explanation.id == "error-branches-stretch"


def test_no_two_repairs_of_the_grey_image_are_the_same_block():
    repaired = [{"stride": 1, "shortcut": "identity"} | dict(r.changes) for r in grey_image().repairs]
    assert all(repaired.count(each) == 1 for each in repaired)
    assert message("repair-keep-channels", channels=1) in [repair.title for repair in grey_image().repairs]


def test_a_repair_names_its_price():
    diagnosis = diagnose({"in_channels": 64, "out_channels": 128, "stride": 2}, 8)
    prices = {tuple(r.changes.items()): (r.params, r.macs) for r in diagnosis.repairs}
    assert prices[("shortcut", "projection"),] == (64 * 128, 64 * 128 * 16)
    assert prices[("shortcut", "projection_norm"),] == (64 * 128 + 256, 64 * 128 * 16)
    assert prices[("shortcut", "zero_pad"),] == (0, 0)


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        ({"family": "resnext", "out_channels": 64, "bottleneck_multiplier": 0.5, "cardinality": 12}, "cardinality"),
        ({"family": "resnext", "out_channels": 64, "bottleneck_multiplier": 0.5, "group_width": 7}, "group_width"),
        ({"family": "plain", "shortcut": "identity"}, "shortcut"),
        ({"family": "residual", "cardinality": 4}, "cardinality"),
    ],
)
def test_choices_that_contradict_each_other_are_offered_a_way_out(values, changes):
    diagnosis = diagnose(values, 8)
    assert diagnosis.verdict == "refused"
    assert any(changes in repair.changes for repair in diagnosis.repairs)


@settings(max_examples=80, deadline=None)
@given(networks())
def test_a_network_has_a_misfit_exactly_where_its_table_ends(config):
    plan = network_plan(config)
    misfit = first_misfit(plan)
    if misfit is None:
        assert layer_table(plan)
        return
    with pytest.raises(ShapeError) as refusal:
        layer_table(plan)
    if str(refusal.value).startswith(f"{misfit.path}.shortcut.pad: "):  # it cannot even reach the addition
        return
    assert str(refusal.value).startswith(f"{misfit.path}: ")
    main, shortcut = branch_shapes(misfit.block, misfit.shape)
    assert main != shortcut


def test_the_first_misfit_says_what_reaches_it():
    misfit = first_misfit(network_plan(ZOO["resnet20"].config.model_copy(update={"shortcut": "identity"})))
    assert misfit is not None
    assert (misfit.stage, misfit.path, misfit.shape) == ("stage2", "stage2.block1", (16, 32, 32))
