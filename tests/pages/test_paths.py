"""The page on paths, operated as a learner would."""

import json
import re

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.nets import recorded_net
from resnet_core.studies.paths import findings
from resnet_core.studies.paths.question import Paths, PathsQuestion
from resnet_core.wording import message
from tests.drawn import steps_told
from tests.pages.predictions import lock
from ui.paths import answers, sections
from ui.paths.controls import NET, SAMPLES
from ui.predict import JUST_SHOW
from ui.say import say

PAGE = "pages/paths.py"
DEEP = "residual_56_trained"


@pytest.fixture
def paths(open_page):
    def paths(**address):
        return open_page(PAGE, **{f"paths.{name}": value for name, value in address.items()})

    return paths


def guess(app, answer):
    return lock(app, sections.PREDICTION.key, answer)


def origin(paths):
    return say("paths-origin", findings.origin(paths))


def is_of_another_setting(app):
    return "paths_back" in [button.key for button in app.button]


def charts(app):
    return [each.proto.SerializeToString() for each in app.get("echarts_chart")]


@pytest.fixture
def deep():
    return parse(Paths, gallery.measurements("paths").answer(PathsQuestion(net=recorded_net("residual56"))))


def sketch(app):
    """What the tree of paths is told."""
    [told] = [json.loads(each.proto.json) for each in app.get("bidi_component") if '"drawn"' in each.proto.json]
    return told


def test_how_many_paths_there_are_is_shown_at_once_and_what_they_carry_waits_for_a_prediction(paths, said, deep, stage):
    app = paths()
    assert sections.said_count(deep) in said(app)
    assert origin(deep) not in said(app)
    before = charts(app)
    app = guess(app, "long")
    assert len(charts(app)) == len(before)
    assert origin(deep) in said(app)
    thirds = findings.thirds(deep)
    labels = {"guess": say("paths-predict.long"), "came": say(f"paths-predict.{thirds.heaviest}")}
    assert say("paths-predict.reply", thirds, right=False, **labels) in said(app)
    assert stage.lab.runs() == ()


def test_a_wrong_prediction_is_refuted_and_a_right_one_taken_further(paths, said, deep):
    thirds, right = findings.thirds(deep), findings.thirds(deep).heaviest
    facts = {"third": 9, "blocks": findings.blocks(deep), "all": findings.origin(deep).share}
    for answer, attribute in (("long", "refutes"), (right, "further")):
        assert say(f"paths-predict.{attribute}", thirds, **facts) in said(guess(paths(), answer))


def test_an_unrecorded_net_does_not_give_the_answer_away(paths, said, deep):
    assert origin(deep) not in said(paths(net="residual_50_untrained"))


def test_another_net_asks_nothing(paths, said):
    app = paths(net="residual_20_trained")
    assert "paths_guess_skip" not in [button.key for button in app.button]
    shallow = parse(Paths, gallery.measurements("paths").answer(PathsQuestion(net=recorded_net("residual20"))))
    assert origin(shallow) in said(app)
    assert say("paths-predict.short") not in [info.value for info in app.info]


def test_the_tree_keeps_what_deep_nets_carry_until_the_prediction_is_made(paths):
    app = paths()
    assert set(sketch(app)["shares"]) == {"3", "6"}
    told = sketch(guess(app, JUST_SHOW))
    assert str(told["most"]) in told["shares"]
    assert all(sum(shares) == pytest.approx(1, abs=1e-3) for shares in told["shares"].values())


def test_every_question_of_the_page_is_answered_at_its_end(paths, said, deep):
    app = guess(paths(), "short")
    assert say("paths-saw", findings.origin(deep), blocks=findings.blocks(deep)) in said(app)
    estimate = findings.estimate(deep)
    assert say("paths-asked-estimate.answer", estimate, pulling=len(estimate.against)) in said(app)
    labels = [each.label for each in app.expander]
    assert {say(f"paths-asked-{which}") for which in ("which", "ensemble", "depth", "estimate", "training")} <= {
        *labels
    }


@pytest.mark.parametrize("tried", ["shallow", "untrained", "few"])
def test_each_thing_to_try_opens_a_recorded_network(paths, tried):
    app = paths()
    before = charts(app)
    app.button(key=f"try_paths-try-{tried}").click().run()
    assert charts(app) != before
    assert not is_of_another_setting(app)


def test_the_table_of_all_nets_has_their_spread(paths):
    [table] = guess(paths(), JUST_SHOW).table
    assert list(table.value.index)[:2] == [NET.said(DEEP), NET.said("residual_20_trained")]
    spread = table.value.loc[NET.said("residual_56_untrained"), say("paths-table.exact")]
    assert len(re.findall(r"\d+\.\d", spread)) == 3


def test_the_net_changes_the_figures(paths):
    assert charts(paths(net="residual_20_untrained")) != charts(paths())


def test_an_address_of_the_first_version_opens_the_same_net(paths):
    assert charts(paths(net="residual 20, untrained")) == charts(paths(net="residual_20_untrained"))


@pytest.mark.parametrize(("name", "value"), [("samples", 64), ("net", "residual_50_untrained")])
def test_an_unrecorded_setting_keeps_the_last_figure_and_says_of_which_setting_it_is(paths, name, value):
    app = paths()
    before = charts(app)
    control = app.segmented_control if name == "samples" else app.selectbox
    control(key=f"paths.{name}").set_value(value).run()
    assert is_of_another_setting(app)
    assert {"samples": SAMPLES, "net": NET}[name].said(value) in app.info[0].value
    assert charts(app) == before
    app.button(key="paths_back").click().run()
    assert not is_of_another_setting(app)
    assert charts(app) == before


def test_the_recorded_options_stand_under_their_controls(paths, said):
    assert say("section-recorded", options=["16"], count=1) in said(paths())
    assert say("section-recorded", options=[], count=0) in said(paths(seed="3"))


def test_what_takes_a_moment_is_measured_without_a_press(paths, asked):
    app = paths(samples="4")
    assert [kind for kind, _ in asked] == ["paths"]
    assert "ask_paths_measure" not in [button.key for button in app.button]


def test_what_takes_longer_is_measured_after_a_press(paths, stage, deep, asked):
    app = paths(samples="64")
    assert not asked
    assert not app.get("progress")
    app.button(key="ask_paths_measure").click().run()
    stage.start(total_steps=28)
    stage.tell(step=3, phase=message("phase-paths", length=2))
    assert steps_told(app.run()) == [(3, 28)]
    stage.leave("results", "results.json", lambda path: path.write_text(json.dumps(deep.model_dump(mode="json"))))
    stage.finish()
    app.run()
    assert len(charts(app)) == 2
    assert not is_of_another_setting(app)


def test_values_of_the_address_that_are_refused_are_told(paths, said):
    text = said(paths(net="plain 56", samples="5"))
    for field, value in ((NET, "plain 56"), (SAMPLES, "5")):
        refused = {"rule": field.rule, "default": field.said(field.default)}
        assert say("field-refused", key=field.key, value=value, **refused) in text


def test_every_figure_has_words_for_those_who_do_not_see_it(paths):
    assert all(each.proto.alt for each in guess(paths(), "short").get("echarts_chart"))


def test_training_moves_the_gradient_of_the_deep_net_to_shorter_paths(deep):
    assert findings.training([deep], deep).moved == "alike"
    found = findings.training(answers.recorded()["residual_56_untrained"], deep)
    assert found.after < found.before < found.half
