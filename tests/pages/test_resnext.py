"""The page of ResNeXt, operated as a learner would."""

import json

import pytest

from tests.drawn import scenes, sources

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


def squares(app):
    (series,) = charts(app)[0]["series"]
    return series["markArea"]["data"]


def test_the_first_sentence_says_what_the_learner_will_find_out(resnext):
    assert resnext().markdown[0].value.startswith("Here you find out")


def test_it_opens_on_the_chapter_s_block_in_both_languages(resnext, said):
    app = resnext()
    assert "**2 groups of 16**" in said(app)
    assert "would take the same 16 for 16 groups of 2" in said(app)
    [source] = sources(app)
    assert "ResNeXtBlock(32, groups=16, bot_mul=1)" in source
    assert "groups=2)" in source
    assert "6,848" in said(app)


def test_the_same_number_in_the_other_language_is_another_block(resnext, said):
    app = resnext()
    before = squares(app)
    app.segmented_control(key="next.says").set_value("paper").run()
    assert "**16 groups of 2**" in said(app)
    assert len(squares(app)) == 16 != len(before)


def test_every_control_changes_the_picture(resnext):
    first = named_scenes(resnext())
    for name, value in {"says": "paper", "groups": "8", "width": "64", "channels": "64", "size": "14"}.items():
        app = resnext(**{name: value})
        assert named_scenes(app)["next_diagram"] != first["next_diagram"], name
        assert named_scenes(app)["next_form_a"] != first["next_form_a"], name


def test_the_slider_of_paths_finds_the_group_width(resnext, said):
    app = resnext()
    assert "**32 paths of 4 channels**" in said(app)
    app.select_slider(key="next.paths").set_value(2).run()
    assert "**2 paths of 40 channels**: 69,760 weights" in said(app)


@pytest.mark.parametrize("says", ["chapter", "paper"])
def test_groups_that_do_not_divide_explain_themselves_and_every_repair_mends_them(resnext, says):
    app = resnext(says=says, groups="12")
    meaning = {"chapter": "Channels in a group", "paper": "Number of groups"}[says]
    assert f"{meaning}, `groups`=12: must divide the bottleneck width 32" in app.error[0].value
    repairs = [button.key for button in app.button if button.key.startswith("next_repair")]
    assert len(repairs) == 4
    for key in repairs:
        mended = resnext(says=says, groups="12").button(key=key).click().run()
        assert not mended.exception
        assert not mended.error
        assert "next_diagram" in named_scenes(mended)


def test_the_examples_are_one_click_away(resnext, said):
    app = resnext()
    app.button(key="next_paper").click().run()
    assert "**32 groups of 4**" in said(app)
    assert "All three hold 70,144 weights: 32 branches" in said(app)
    app.button(key="next_chapter").click().run()
    assert "**2 groups of 16**" in said(app)


def test_the_paper_s_table_stands_beside_our_counts(resnext):
    (table,) = resnext().table
    assert table.value["weights"].tolist() == ["69,632", "69,760", "69,888", "71,456", "70,144"]
    assert table.value["error, 50 layers"].tolist() == ["23.9%", "23.0%", "22.6%", "22.3%", "22.2%"]


def test_pressing_a_box_says_what_it_is(resnext, said):
    app = resnext()
    app.session_state["_next_form_c"] = "branch1.transform"
    app.run()
    assert "branch1.transform: convolution 3x3, 2 groups of 16, 32×28×28 to 32×28×28, 4,608 weights" in said(app)
    assert named_scenes(app)["next_form_c"]["selected"] == "branch1.transform"


def test_inception_is_drawn_beside_it(resnext, said):
    app = resnext()
    assert [node["title"] for node in named_scenes(app)["next_inception"]["nodes"]][-1] == "concatenate"
    assert "64 + 128 + 32 + 32 = 256 channels" in said(app)


def test_every_figure_has_a_text_for_those_who_do_not_see_it(resnext):
    app = resnext()
    assert all(scene["alt"] for scene in named_scenes(app).values())
    assert all(chart.proto.alt for chart in app.get("echarts_chart"))


def test_a_value_the_page_does_not_take_falls_back_and_is_told(resnext):
    app = resnext(groups="900", says="me")
    told = [warning.value for warning in app.warning]
    assert "next.groups=900: must be a number from 1 to 64; the page uses 16" in told
    assert "next.says=me: must be one of chapter, paper; the page uses chapter" in told


@pytest.fixture
def answer(stage):
    """Plays the worker of the probe that waits; returns the config it was asked with."""

    def answer(results):
        stage.start(probes=True)
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
    blocks = [{"forward": one, "training": two} for one, two in zip(spread, twice, strict=True)]
    said = {"machine": "M", "device": "M (CPU, 1 thread)", "threads": 1, "torch": "2", "rounds": 9}
    return {**said, "batch_size": config["batch_size"], "size": config["size"], "blocks": blocks}


def test_the_proof_is_pressed_waited_for_and_read(resnext, answer, said):
    app = resnext()
    app.button(key="next_proof").click().run()
    assert "Waiting for a worker" in said(app)
    asked = answer(compared)
    assert (asked["channels"], asked["cardinality"], asked["group_width"]) == (32, 2, 16)
    app.run()
    assert "**3.5e-14**" in said(app)
    app.slider(key="next.groups").set_value(8).run()
    assert "3.5e-14" not in said(app)


def test_time_is_measured_by_a_press_and_drawn_beside_what_was_counted(resnext, answer, said):
    app = resnext()
    assert "only a clock can say" in said(app)
    app.button(key="next_time").click().run()
    asked = answer(timed)
    assert [block["cardinality"] for block in asked["blocks"]] == [1, 2, 4, 8, 16, 32]
    app.run()
    assert "it took **200% of the time**. Fewer multiply-adds, more time" in said(app)
    assert "Median of 9 rounds" in said(app)
    (drawn,) = [chart for chart in charts(app) if len(chart["series"]) == 3]
    assert drawn["series"][-1]["data"] == [1, 2, 4, 8, 16, 32]
    app.segmented_control(key="next.clock").set_value("training").run()
    assert app.table[0].value["milliseconds a batch"].tolist()[0] == "2.00"


def test_every_press_measures_again(resnext, answer):
    app = resnext()
    takes = []
    for _ in range(2):
        app.button(key="next_time").click().run()
        takes.append(answer(timed)["take"])
        app.run()
    assert takes[0] != takes[1]


def test_a_question_too_large_to_wait_for_is_refused_with_a_way_out(resnext, said):
    app = resnext(channels="512", width="128", groups="32", size="96")
    assert "choose fewer channels or a smaller size" in app.warning[0].value
    assert "next_time" not in [button.key for button in app.button]
    app.button(key="next_quick").click().run()
    assert not app.warning
    assert app.button(key="next_time")
    assert app.session_state["next.size"] == 14
