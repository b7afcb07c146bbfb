"""The page of one block, operated as a learner would."""

import pytest

from resnet_core.analysis.bottleneck import saved
from resnet_core.analysis.doctor import diagnose
from resnet_core.config import BlockConfig
from tests.drawn import scenes, sources
from tests.pages.predictions import lock
from ui.block.lessons import TRIES
from ui.block.sections import BREAKS, BROKEN
from ui.say import say

PAGE = "pages/residual_block.py"


@pytest.fixture
def block(open_page):
    def block(**address):
        return open_page(PAGE, **{f"block.{name}": value for name, value in address.items()})

    return block


def nodes(scene):
    return [node["id"] for node in scene["nodes"]]


def test_a_branch_of_the_block_can_be_traced_and_a_plain_block_has_none(block):
    [ours] = scenes(block())
    assert "block.add" in nodes(ours)
    branches = [branch["id"] for branch in ours["branches"]]
    assert branches == ["block.main", "block.shortcut"]
    assert {edge["branch"] for edge in ours["edges"]} == {"", *branches}
    [plain] = scenes(block(family="plain"))
    assert "block.add" not in nodes(plain)
    assert not plain["branches"]


def test_every_control_changes_the_picture(block):
    first = scenes(block())
    for name, value in {
        "family": "bottleneck",
        "shortcut": "projection",
        "in": "32",
        "out": "128",
        "size": "14",
        "stride": "2",
        "kernel": "5",
        "order": "full-pre",
        "norm": "false",
        "se": "8",
    }.items():
        assert scenes(block(**{name: value})) != first, name


def test_branches_that_do_not_fit_are_explained_in_torchs_words_and_drawn(block, said):
    app = block(out="128", stride="2")
    assert all(number in app.error[0].value for number in ("128", "64", "14", "28"))
    assert "size of tensor a (14) must match the size of tensor b (28)" in app.code[0].value
    assert not scenes(app)[0]["complete"]


def test_a_repair_is_one_click_and_then_the_block_fits(block):
    app = block(out="128", stride="2")
    app.button(key="block_repair_0").click().run()
    assert not app.exception
    assert not app.error
    assert app.session_state["block.shortcut"] == "projection_norm"
    assert scenes(app)[0]["complete"]


def test_the_grey_image_that_torch_would_stretch_is_caught(block, said):
    app = block(**{"in": "1", "out": "3"})
    assert app.error[0].value.startswith(say("block-verdict", verdict="broadcast", reason=""))
    assert not [code for code in app.code if "RuntimeError" in code.value]


def test_a_plain_block_has_no_choice_of_a_shortcut(block):
    app = block()
    app.segmented_control(key="block.family").set_value("plain").run()
    assert not app.error
    assert "block.shortcut" not in {choice.key for choice in app.segmented_control}


@pytest.mark.parametrize("address", [{"family": "resnext", "groups": "3"}, {"shortcut": "zero-pad", "out": "16"}])
def test_choices_that_contradict_each_other_are_offered_a_way_out(block, address):
    app = block(**address)
    assert app.error
    app.button(key="block_repair_0").click().run()
    assert not app.exception
    assert not app.error


def test_pressing_a_layer_explains_it(block, said):
    app = block(layer="main.conv2")
    assert "**`main.conv2`**" in said(app)
    assert "3 · 3 · 64 · 64 = 36,864 (49.8%" in said(app)
    assert {scene["selected"] for scene in scenes(app)} == {"block.main.conv2"}


def test_the_code_marks_what_the_last_change_changed(block):
    app = block()
    assert "class Residual" in sources(app)[0]
    app.segmented_control(key="block.kernel").set_value(5).run()
    changed = [line for line in sources(app)[0].splitlines() if line.startswith("+")]
    assert changed
    assert all("kernel_size=5" in line for line in changed)


def test_the_prediction_is_compared_with_what_torch_says_of_that_very_block(block, said):
    app = lock(block(), BREAKS.key, "channels")
    diagnosis = diagnose(BROKEN.model_dump(), 28)
    assert diagnosis.named == "sides"
    assert len(diagnosis.axes) == 3
    assert BREAKS.label("sides") in app.info[0].value
    assert diagnosis.torch_message in said(app)
    assert [scene["complete"] for scene in scenes(app)] == [True, False]


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.message)
def test_each_try_sets_its_state_and_the_page_stands(block, tried):
    app = block(family="bottleneck", out="128", shortcut="projection")
    app.button(key=f"try_{tried.message}").click().run()
    assert not app.exception
    for field, value in tried.state.items():
        assert app.session_state[field.key] == value


def test_the_addition_is_open_and_answered_from_what_was_recorded(block, asked):
    app = block()
    assert len(app.get("image")) == 5
    assert not asked
    app.segmented_control(key="add.weights").set_value("zeroed").run()
    assert len(app.get("image")) == 5
    assert not asked


def test_a_value_the_page_does_not_take_falls_back_and_is_told(block):
    app = block(stride="9")
    assert "block.stride=9: must be one of 1, 2 or 3; the page uses 1" in app.warning[0].value


@pytest.mark.parametrize(("number", "shape"), [(0, "3×6×6"), (1, "6×3×3")])
def test_the_chapters_own_examples_are_one_press_away_and_fit(block, said, number, shape):
    app = block(out="128", stride="3")
    app.button(key=f"block_chapter_{number}").click().run()
    assert not app.exception
    assert not app.error
    assert say("block-both", shape=shape, price="").partition(shape)[0] + shape in said(app)


def test_a_bottleneck_says_what_it_saves_and_no_other_block_does(block, said):
    finding = saved(BlockConfig(family="bottleneck", in_channels=256, out_channels=256), 28)
    assert say("block-saved", finding) in said(block(family="bottleneck", **{"in": "256", "out": "256"}))
    assert say("block-saved", finding).partition(".")[0] not in said(block())
