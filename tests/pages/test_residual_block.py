"""The page of one block, operated as a learner would."""

import pytest

from tests.drawn import scenes, sources

PAGE = "pages/residual_block.py"


@pytest.fixture
def block(open_page):
    def block(**address):
        return open_page(PAGE, **{f"block.{name}": value for name, value in address.items()})

    return block


def nodes(scene):
    return [node["id"] for node in scene["nodes"]]


def test_the_first_sentence_says_what_the_learner_will_find_out(block):
    assert block().markdown[0].value.startswith("Here you find out")


def test_a_block_and_its_plain_twin_are_drawn_side_by_side(block):
    ours, twin = scenes(block())
    assert "block.add" in nodes(ours)
    assert [node for node in nodes(ours) if node != "block.add"] == nodes(twin)


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
    assert "channels (128 on the main path, 64 on the shortcut), height (14 on the main path" in said(app)
    assert "size of tensor a (14) must match the size of tensor b (28)" in app.code[0].value
    assert not scenes(app)[0]["complete"]


def test_a_repair_is_one_click_and_then_the_block_fits(block):
    app = block(out="128", stride="2")
    app.button(key="block_repair_0").click().run()
    assert not app.exception
    assert not app.error
    assert app.session_state["block.shortcut"] == "projection-norm"
    assert scenes(app)[0]["complete"]


def test_the_grey_image_that_torch_would_stretch_is_caught(block, said):
    app = block(**{"in": "1", "out": "3"})
    assert "Torch would not complain" in app.error[0].value
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
    assert "**`main.conv2`**  \nConvolution 3×3, on the main path: 64×28×28 → 64×28×28" in said(app)
    assert "3 · 3 · 64 · 64 = 36,864 (49.8% of the block)" in said(app)
    assert {scene["selected"] for scene in scenes(app)} == {"block.main.conv2"}


def test_the_code_marks_what_the_last_change_changed(block):
    app = block()
    assert "class Residual" in sources(app)[0]
    app.segmented_control(key="block.kernel").set_value(5).run()
    changed = [line for line in sources(app)[0].splitlines() if line.startswith("+")]
    assert changed
    assert all("kernel_size=5" in line for line in changed)


def test_a_value_the_page_does_not_take_falls_back_and_is_told(block):
    app = block(stride="9")
    assert "block.stride=9: must be one of 1, 2, 3; the page uses 1" in app.warning[0].value


@pytest.mark.parametrize(("number", "shape"), [(0, "3×6×6"), (1, "6×3×3")])
def test_the_chapters_own_examples_are_one_press_away_and_fit(block, said, number, shape):
    app = block(out="128", stride="3")
    app.button(key=f"block_chapter_{number}").click().run()
    assert not app.exception
    assert not app.error
    assert f"Both branches bring {shape} to the addition" in said(app)


def test_a_bottleneck_says_what_it_saves_and_no_other_block_does(block, said):
    assert "takes 70,400 parameters" in said(block(family="bottleneck", **{"in": "256", "out": "256"}))
    assert "What the bottleneck saves" not in said(block())
