"""The page of ResNeXt, operated as a learner would."""

import json

import pytest

from resnet_core.analysis.grouping import PUBLISHED, Split, meaning, nearness, split_cost
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig, parse
from tests.drawn import scenes, sketches, sources
from tests.pages.predictions import lock
from ui.predict import JUST_SHOW
from ui.resnext.controls import CHANNELS, GROUPS, SAYS, WIDTH, block_choices
from ui.resnext.measured import FASTER
from ui.resnext.wires import changes
from ui.say import say

PAGE = "pages/resnext.py"


@pytest.fixture
def resnext(open_page):
    def resnext(**address):
        return open_page(PAGE, **{f"next.{name}": value for name, value in address.items()})

    return resnext


def named_scenes(app):
    """What the diagrams on the page were given to draw, by the name they are saved under."""
    return {scene["name"]: scene for scene in scenes(app)}


def charts(app):
    return [json.loads(each.proto.spec) for each in app.get("echarts_chart")]


def wires(app):
    """What the figure of the channels was given: the block, and the plan's numbers for every other."""
    return next(scene for scene in sketches(app) if "costs" in scene)


def equal_cost(app):
    """What the figure of splits at equal cost was given."""
    return next(scene for scene in sketches(app) if "splits" in scene)


def test_it_opens_on_the_chapter_s_block_in_both_languages(resnext, said):
    app = resnext()
    assert say("resnext-translation", meaning(16, Split(2, 16), is_cardinality=False), number=16, says="chapter") in (
        said(app)
    )
    [source] = sources(app)
    assert "ResNeXtBlock(32, groups=16, bot_mul=1)" in source
    assert "groups=2)" in source
    assert (wires(app)["channels"], wires(app)["width"], wires(app)["cardinality"]) == (32, 32, 2)


def test_the_same_number_in_the_other_language_is_another_block(resnext, said):
    app = resnext()
    assert wires(app)["cardinality"] == 2
    app.segmented_control(key="next.says").set_value("paper").run()
    assert "*C* = 16" in said(app)
    assert wires(app)["cardinality"] == 16


def test_what_the_figure_sets_has_no_second_control_and_stands_in_the_address(resnext):
    app = resnext(channels="64", width="48", says="paper", groups="4")
    assert (wires(app)["channels"], wires(app)["width"], wires(app)["cardinality"]) == (64, 48, 4)
    controls = {each.key for each in (*app.slider, *app.select_slider, *app.number_input)}
    assert not {CHANNELS.key, WIDTH.key} & controls
    assert app.query_params[WIDTH.key] == "48"


@pytest.mark.parametrize("size", [7, 96])
@pytest.mark.parametrize(("channels", "width", "groups"), [(32, 32, 2), (256, 128, 32), (512, 4, 1), (64, 100, 25)])
def test_what_the_figure_shows_while_one_drags_is_what_the_plan_counts(resnext, channels, width, groups, size):
    given = wires(resnext(size=str(size)))
    choices = {CHANNELS.key: channels, WIDTH.key: width, SAYS.key: "paper", GROUPS.key: groups}
    cost = block_cost(parse(BlockConfig, block_choices(choices)), size)
    table = {cardinality: (params, macs) for cardinality, params, macs in given["costs"][str(channels)][str(width)]}
    assert table[groups] == (cost.params, cost.macs // given["side"] ** 2)
    assert cost.macs == table[groups][1] * given["side"] ** 2
    assert sorted(table) == [divisor for divisor in range(1, 129) if width % divisor == 0]


def test_what_a_lesson_hides_is_no_slider_of_the_figure_either(open_page):
    assert wires(open_page(PAGE, hide="next.width"))["hidden"] == ["width"]
    assert wires(open_page(PAGE))["hidden"] == []


@pytest.mark.parametrize(("says", "number"), [("chapter", 8), ("paper", 4)])
def test_what_is_set_in_the_figure_becomes_the_page_s(says, number):
    told = {"channels": 64, "width": 32, "cardinality": 4}
    assert changes(told, says) == {CHANNELS.key: 64, WIDTH.key: 32, GROUPS.key: number}
    for wrong in ({"cardinality": 5}, {"width": 33}, {"channels": "none"}, {"cardinality": 0}):
        assert changes(told | wrong, says) == {}


def test_every_control_changes_the_picture(resnext):
    first = named_scenes(resnext())
    for name, value in {"says": "paper", "groups": "8", "width": "64", "channels": "64", "size": "14"}.items():
        app = resnext(**{name: value})
        assert named_scenes(app)["next_form_a"] != first["next_form_a"], name


@pytest.mark.parametrize(("paths", "split"), [(2, Split(2, 40)), (32, Split(32, 4)), (64, Split(64, 2))])
def test_an_address_of_paths_opens_the_figure_at_their_group_width(resnext, paths, split):
    given = equal_cost(resnext(paths=str(paths)))
    shown = given["splits"][given["at"]]
    assert (shown["paths"], shown["d"], shown["width"]) == (paths, split.group_width, split.width)
    assert shown["sentence"] == say("resnext-nearness", nearness(split), channels=256)
    [dial] = given["dials"]
    assert dial["options"][dial["at"]] == str(paths)


def test_a_lesson_that_hides_the_paths_leaves_the_figure_of_the_address(open_page):
    given = equal_cost(open_page(PAGE, **{"next.paths": "8"}, hide="next.paths"))
    assert given["dials"] == []
    assert given["splits"][given["at"]]["paths"] == 8


@pytest.mark.parametrize("says", ["chapter", "paper"])
def test_groups_that_do_not_divide_explain_themselves_and_every_repair_mends_them(resnext, says):
    app = resnext(says=says, groups="12")
    assert say("resnext-uneven", says=says, number=12, width=32, nearest=[8, 16]) == app.error[0].value
    repairs = [button.key for button in app.button if button.key.startswith("next_repair")]
    assert len(repairs) == 4
    for key in repairs:
        mended = resnext(says=says, groups="12").button(key=key).click().run()
        assert not mended.exception
        assert not mended.error
        assert WIDTH.read(wires(mended)["width"]) is not None


def test_the_examples_are_one_click_away(resnext, said):
    app = resnext()
    app.button(key="try_resnext-try-paper").click().run()
    assert "*C* = 32" in said(app)
    assert say("resnext-forms", branches=32, weights=split_cost(Split(32, 4)).params) in said(app)
    app.button(key="next_chapter").click().run()
    assert "*C* = 2," in said(app)
    assert wires(app)["side"] == 96


def test_the_paper_s_table_stands_beside_our_counts(resnext):
    (table,) = [table for table in resnext().table if say("resnext-published.weights") in table.value]
    ours = [say("resnext-cell", number=split_cost(split).params) for split in PUBLISHED]
    assert table.value[say("resnext-published.weights")].tolist() == ours
    errors = table.value[say("resnext-published.error", layers=50)].tolist()
    assert [float(error.strip("%")) for error in errors] == [split.error_50_layers for split in PUBLISHED]


def test_pressing_a_box_says_what_it_is(resnext, said):
    app = resnext()
    app.session_state["_next_form_c"] = "branch1.transform"
    app.run()
    assert any(caption.value.startswith("branch1.transform: ") for caption in app.caption)
    assert named_scenes(app)["next_form_c"]["selected"] == "branch1.transform"


def test_inception_is_drawn_beside_it(resnext, said):
    app = resnext()
    assert [node["id"] for node in named_scenes(app)["next_inception"]["nodes"]][-1] == "concatenate"
    assert "64 + 128 + 32 + 32 = 256 channels" in said(app)


def test_every_figure_has_a_text_for_those_who_do_not_see_it(resnext):
    app = resnext()
    assert all(scene["alt"] for scene in [*named_scenes(app).values(), *sketches(app)])
    assert all(chart.proto.alt for chart in app.get("echarts_chart"))


def test_a_value_the_page_does_not_take_falls_back_and_is_told(resnext):
    app = resnext(groups="900", says="me")
    told = [warning.value for warning in app.warning]
    assert "next.groups=900: must be a number from 1 to 128; the page uses 16" in told
    assert "next.says=me: must be one of chapter or paper; the page uses chapter" in told


@pytest.fixture
def answer(stage):
    """Plays the worker of the question that waits; returns the config it was asked with."""

    def answer(results):
        stage.start(quick=True)
        config = stage.lab.view(stage.claim.run_id).config
        stage.leave("results", "results.json", lambda path: path.write_text(json.dumps(results(config))))
        stage.finish()
        return config

    return answer


def compared(_config):
    comparison = {"a_b": 2.5e-14, "b_c": 0.0, "a_c": 3.5e-14, "largest_output": 9.0}
    return {"float64": comparison, "float32": {**comparison, "a_c": 2e-6}, "params": {}}


def timed(config):
    """Each block takes as many milliseconds as it has groups, and twice that in training."""
    groups = [block["cardinality"] for block in config["blocks"]]
    spread = [{"median": c, "lower": c - 0.1, "upper": c + 0.1} for c in groups]
    twice = [{name: 2 * value for name, value in each.items()} for each in spread]
    blocks = [{"forward": one, "training": two, "params": 1, "macs": 1} for one, two in zip(spread, twice, strict=True)]
    said = {"machine": "M", "device": "M (CPU, 1 thread)", "threads": 1, "torch": "2", "rounds": 9}
    return {**said, "batch_size": config["batch_size"], "size": config["size"], "blocks": blocks}


def test_the_proof_is_pressed_waited_for_and_read(resnext, answer, said):
    app = resnext()
    app.button(key="ask_next_proof").click().run()
    asked = answer(compared)
    assert (asked["channels"], asked["cardinality"], asked["group_width"]) == (32, 2, 16)
    app.run()
    assert "**3.5·10⁻¹⁴**" in said(app)
    app.slider(key="next.groups").set_value(8).run()
    assert "3.5·10⁻¹⁴" not in said(app)


def test_no_cost_is_drawn_before_the_prediction(resnext):
    app = resnext()
    assert "ask_next_time" not in [button.key for button in app.button]
    assert "ask_next_time" in [button.key for button in lock(app, FASTER.key, JUST_SHOW).button]


def test_time_is_measured_by_a_press_and_drawn_beside_what_was_counted(resnext, answer, said):
    app = lock(resnext(), FASTER.key, "as_promised")
    assert not [chart for chart in charts(app) if len(chart["series"]) == 3]
    app.button(key="ask_next_time").click().run()
    asked = answer(timed)
    assert [block["cardinality"] for block in asked["blocks"]] == [1, 2, 4, 8, 16, 32]
    app.run()
    assert "**200% " in said(app)
    assert FASTER.label("slower") in app.info[0].value
    conditions = {"rounds": 9, "batch": asked["batch_size"], "size": asked["size"], "device": "M (CPU, 1 thread)"}
    assert say("resnext-times.conditions", **conditions, torch="2") in said(app)
    (drawn,) = [chart for chart in charts(app) if len(chart["series"]) == 3]
    assert drawn["series"][-1]["data"] == [1, 2, 4, 8, 16, 32]
    app.segmented_control(key="next.clock").set_value("training").run()
    (times,) = [table.value for table in app.table if say("resnext-times.median") in table.value]
    assert times[say("resnext-times.median")].tolist()[0] == "2.00"


def test_every_press_measures_again(resnext, answer):
    app = lock(resnext(), FASTER.key, JUST_SHOW)
    takes = []
    for _ in range(2):
        app.button(key="ask_next_time").click().run()
        takes.append(answer(timed)["take"])
        app.run()
    assert takes[0] != takes[1]


def test_a_question_too_large_to_wait_for_is_refused_with_a_way_out(resnext, said):
    app = lock(resnext(channels="512", width="128", groups="32", size="96"), FASTER.key, JUST_SHOW)
    assert app.warning
    assert "ask_next_time" not in [button.key for button in app.button]
    app.button(key="next_quick").click().run()
    assert not app.warning
    assert app.button(key="ask_next_time")
    assert app.session_state["next.size"] == 14
