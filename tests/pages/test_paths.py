"""The page on paths, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.paths import Paths, PathsProbe, of_specimen
from ui.paths import readings

PAGE = "pages/paths.py"
DEEP = "residual 56, trained"


@pytest.fixture
def paths(open_page):
    def paths(**address):
        return open_page(PAGE, **{f"paths.{name}": value for name, value in address.items()})

    return paths


def guess(app, answer):
    [question] = [each for each in app.segmented_control if each.label.startswith("Predict first")]
    return question.set_value(answer).run()


def charts(app):
    return [each.proto.SerializeToString() for each in app.get("echarts_chart")]


@pytest.fixture
def deep():
    return parse(Paths, gallery.measurements("paths").answer(PathsProbe(net=of_specimen("residual56"))))


def test_it_begins_with_what_is_found_out_and_ends_with_what_to_notice(paths):
    app = paths()
    assert app.markdown[0].value.startswith("Here you find out")
    assert app.markdown[-1].value.startswith("**What to notice**")


def test_both_factors_are_there_at_once_and_their_product_waits_for_a_guess(paths, said, deep, stage):
    app = paths()
    assert len(charts(app)) == 2
    assert readings.number_of_paths(deep) in said(app)
    assert readings.whole(deep) not in said(app)
    app = guess(app, readings.LONG)
    assert len(charts(app)) == 3
    assert readings.whole(deep) in said(app)
    assert readings.verdict(readings.LONG, deep) in said(app)
    assert stage.lab.runs() == ()


def test_another_net_asks_again_and_the_first_guess_is_kept(paths, said):
    app = guess(paths(), readings.LONG)
    app.selectbox(key="paths.net").set_value("residual 20, trained").run()
    assert len(charts(app)) == 2
    app.selectbox(key="paths.net").set_value(DEEP).run()
    assert "You guessed *the long paths*" in said(app)


def test_the_table_of_all_nets_has_their_spread(paths):
    [table] = guess(paths(), readings.JUST_SHOW).table
    assert list(table.value.index)[:2] == [DEEP, "residual 20, trained"]
    assert " to " in table.value.loc["residual 56, untrained", "by what they add"]


def test_the_net_changes_the_figures(paths):
    assert charts(paths(net="residual 20, untrained")) != charts(paths())


@pytest.mark.parametrize(("name", "value"), [("samples", "64"), ("net", "residual 50, untrained")])
def test_an_unrecorded_setting_keeps_the_last_figure_and_says_of_which_setting_it_is(paths, said, name, value):
    app = paths()
    before = charts(app)
    control = app.segmented_control if name == "samples" else app.selectbox
    control(key=f"paths.{name}").set_value(int(value) if value.isdecimal() else value).run()
    assert "**Below stands another setting**" in said(app)
    assert f"instead of {value}" in said(app)
    assert charts(app) == before
    app.button(key="paths_back").click().run()
    assert "Below stands another setting" not in said(app)
    assert charts(app) == before


def test_the_recorded_options_stand_under_their_controls(paths, said):
    assert "Recorded: 16" in said(paths())
    assert "Recorded: none with the other settings" in said(paths(seed="3"))


def test_what_takes_a_moment_is_measured_without_a_press(paths, asked):
    app = paths(samples="4")
    assert [kind for kind, _ in asked] == ["paths"]
    assert "paths_measure" not in [button.key for button in app.button]


def test_what_takes_longer_is_measured_after_a_press(paths, said, stage, deep, asked):
    app = paths(samples="64")
    assert not asked
    assert "This takes about" in said(app)
    app.button(key="paths_measure").click().run()
    stage.start(total_steps=28)
    stage.tell(step=3, phase="paths of length 2")
    assert "Step 3 of 28 · paths of length 2" in said(app.run())
    stage.leave("results", "results.json", lambda path: path.write_text(json.dumps(deep.model_dump(mode="json"))))
    stage.finish()
    app.run()
    assert len(charts(app)) == 2
    assert "Measured on this machine." in said(app)


def test_values_of_the_address_that_are_refused_are_told(paths, said):
    text = said(paths(net="plain 56", samples="5"))
    assert "paths.net=plain 56: must be one of residual 56, trained" in text
    assert "paths.samples=5: must be one of 4, 16, 64" in text


def test_every_figure_has_words_for_those_who_do_not_see_it(paths):
    assert all(each.proto.alt for each in guess(paths(), readings.SHORT).get("echarts_chart"))


def test_what_the_hints_say_of_the_trained_net_of_56_layers_was_recorded(deep):
    shortcuts, *others = deep.lengths
    assert shortcuts.one > max(each.one for each in others)
    assert abs(shortcuts.along) < 0.01
    assert abs(others[-1].along) < 0.01
    assert others[-1].one < 1e-6 * shortcuts.one
