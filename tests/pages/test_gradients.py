"""The page on gradients, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.gradients import corners
from resnet_core.studies.gradients.findings import Runs
from resnet_core.studies.gradients.question import AT_ONCE, COMPARED, IN_TRAINING, SEEDS, Gradients, GradientsQuestion
from resnet_core.studies.nets import SmallNet
from tests.drawn import charts
from tests.pages.predictions import lock
from ui import small_nets
from ui.gradients import sections
from ui.predict import JUST_SHOW
from ui.say import say

PAGE = "pages/gradients.py"
PLAIN56 = SmallNet(depth=56, shortcut="none")


@pytest.fixture
def asked(open_page):
    """The page as a learner finds it who has not predicted yet."""
    return lambda: open_page(PAGE)


@pytest.fixture
def page(open_page, asked):
    """The page behind its prediction, to which an address leads, too."""

    def page(**address):
        if not address:
            return lock(asked(), sections.PREDICTION.key, JUST_SHOW)
        return open_page(PAGE, **{f"gradients.{name}": value for name, value in address.items()})

    return page


def recorded(net, seed=0):
    answer = gallery.measurements("gradients").answer(GradientsQuestion(net=net, seed=seed))
    assert answer is not None
    return parse(Gradients, answer)


def named(net):
    """The net as its sentence begins."""
    return f"**{small_nets.label(net)}**"


def other_setting():
    """How the line begins that says that another setting stands below."""
    return say("section-other", changed="", count=1).partition(":")[0]


@pytest.fixture
def answer(stage):
    """A worker measures the net that waits: it finds what was recorded for a residual net of 56 layers."""

    def answer(*, quick):
        stage.start(total_steps=10, quick=quick)
        view = stage.lab.view(stage.claim.run_id)
        asked = parse(GradientsQuestion, view.config)
        found = recorded(SmallNet(depth=56))
        looks = tuple(look for look in found.snapshots if look.step in asked.after)
        left = found.model_copy(update={"snapshots": looks}).model_dump_json()
        stage.leave("results", "results.json", lambda path: path.write_text(left))
        stage.finish()
        return view.kind, asked

    return answer


def sketch(app):
    """What the figure of product and sum is told."""
    [told] = [json.loads(each.proto.json) for each in app.get("bidi_component") if '"courses"' in each.proto.json]
    return told


def found():
    nets = [Runs(net, tuple(recorded(net, seed) for seed in SEEDS)) for net in COMPARED if net.depth == PLAIN56.depth]
    return corners.corners(nets, PLAIN56.depth)


def test_what_was_measured_waits_for_the_prediction(asked, said):
    app = asked()
    assert sketch(app)["courses"] == []
    assert not charts(app)
    app = lock(app, sections.PREDICTION.key, "vanishes")
    assert {(course["depth"], course["plain"], course["norm"]) for course in sketch(app)["courses"]} == {
        (depth, plain, norm) for depth in (20, 56) for plain in (True, False) for norm in (True, False)
    }
    assert sketch(app)["guess"] == "vanishes"
    assert say("gradients-saw", found(), net=small_nets.label(PLAIN56)) in said(app)


def test_a_wrong_prediction_is_refuted_and_a_right_one_taken_further(asked, said):
    assert found().came == "explodes"
    for guess, attribute in (("vanishes", "refutes"), ("explodes", "further")):
        app = lock(asked(), sections.PREDICTION.key, guess)
        assert say(f"gradients-predict.{attribute}", found()) in said(app)


def test_the_measured_courses_begin_at_1_behind_the_last_block(page):
    assert all(course["values"][-1] == pytest.approx(1) for course in sketch(page())["courses"])


def test_an_address_that_sets_a_control_leads_past_the_prediction(page):
    assert "gradients_depth" in charts(page(measure="outputs"))


@pytest.mark.parametrize("tried", ["outputs", "step", "norm"])
def test_each_thing_to_try_changes_the_picture_to_a_recorded_one(page, said, tried):
    app = page()
    before = charts(app)
    app.button(key=f"try_gradients-try-{tried}").click().run()
    assert charts(app)["gradients_depth"] != before["gradients_depth"]
    assert other_setting() not in said(app)


def test_recorded_gradients_are_there_at_once_with_what_they_say(page, said, stage):
    app = page()
    runs = Runs(PLAIN56, tuple(recorded(PLAIN56, seed) for seed in SEEDS))
    assert sections.told(runs, 0, "weights") in said(app)
    assert sections.story(runs) in said(app)
    assert gallery.measurements("gradients").machine in said(app)
    assert {"gradients_depth", "gradients_ratio"} <= charts(app).keys()
    assert stage.lab.runs() == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("when", "after_1"),
        ("measure", "lengths"),
        ("measure", "outputs"),
        ("seed", "2"),
        ("nets", "2"),
        ("1.depth", "20"),
        ("1.shortcut", "zero_pad"),
        ("1.norm", "false"),
        ("2.zero_init", "true"),
    ],
)
def test_every_control_changes_the_picture(page, name, value):
    first = charts(page())
    assert first == charts(page())
    assert charts(page(**{name: value}))["gradients_depth"] != first["gradients_depth"]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("when", "after 1 step", "after_1"), ("measure", "gradient of the blocks' outputs", "outputs")],
)
def test_an_address_in_the_words_of_an_earlier_version_opens_the_same(page, name, value, code):
    assert charts(page(**{name: value})) == charts(page(**{name: code}))


def test_the_slider_moves_the_look_and_its_sentences(page, said):
    app = page()
    app.select_slider(key="gradients.when").set_value("after_30").run()
    runs = Runs(PLAIN56, tuple(recorded(PLAIN56, seed) for seed in SEEDS))
    assert sections.told(runs, 30, "weights") in said(app)
    assert say("gradients-table-title", step=30) in said(app)


def test_a_net_that_was_not_recorded_is_measured_at_once(page, said, answer):
    app = page(**{"nets": "2", "1.init": "xavier"})
    xavier = PLAIN56.model_copy(update={"init": "xavier"})
    assert named(xavier) not in said(app)
    kind, asked = answer(quick=True)
    assert (kind, asked.after) == ("first_gradients", AT_ONCE)
    assert asked.net == xavier
    app.run()
    assert named(xavier) in said(app)


def test_a_later_look_at_such_a_net_takes_a_moment_and_waits_for_a_worker(page, said, answer):
    app = page(**{"1.init": "xavier", "when": "after_100"})
    xavier = PLAIN56.model_copy(update={"init": "xavier"})
    assert say("gradients-not-so-far", net=small_nets.label(xavier), seed=0) in said(app)
    assert other_setting() in said(app)
    assert "gradients_depth" in charts(app), "the last figure stays meanwhile"
    kind, asked = answer(quick=False)
    assert (kind, asked.after) == ("gradients", IN_TRAINING)
    app.run()
    assert named(xavier) in said(app)


def test_a_plain_net_that_would_start_at_zero_is_refused_and_mended(page, said):
    app = page(**{"1.zero_init": "true"})
    assert len(app.error) == 1
    assert named(SmallNet(depth=56)) in said(app)
    app.button(key="gradients.1.zero_init_repair").click().run()
    assert not app.error
    assert named(PLAIN56) in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(page, said):
    app = page(**{"when": "after 7 steps", "1.depth": "21"})
    assert app.select_slider(key="gradients.when").value == "start"
    assert "gradients.when=after 7 steps" in said(app)
    assert "gradients.1.depth=21" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(page):
    assert all(each.proto.alt for each in page().get("echarts_chart"))


def test_ten_recorded_nets_are_compared_over_three_seeds(page):
    table = page().table[0].value
    assert len(table) == 10
    assert set(table[say("gradients-table.runs")]) == {"3"}
    zeroed = small_nets.label(SmallNet(depth=56, zero_init=True))
    assert table.loc[zeroed, say("gradients-table.first")] == "0"


def test_without_a_gallery_everything_is_measured_here(page, said, monkeypatch):
    monkeypatch.setattr("ui.gradients.answers._recorded", lambda *_asked: None)
    monkeypatch.setattr("ui.gradients.answers.recorded", tuple)
    app = page()
    assert not app.exception
    assert len([button for button in app.button if button.key.startswith("stop_")]) == 3
    assert not app.table


def test_sketches_are_called_by_their_name(page, said, stage):
    app = page(**{"nets": "1", "1.init": "torch"})
    stage.start(quick=True)
    sketched = recorded(PLAIN56).model_copy(update={"data": "sketches"})
    stage.leave("results", "results.json", lambda path: path.write_text(json.dumps(sketched.model_dump(mode="json"))))
    stage.finish()
    assert "drawn sketches, not Fashion-MNIST" in said(app.run())


def test_the_last_figure_stays_while_another_net_is_measured_and_a_press_goes_back(page, said):
    app = page()
    before = charts(app)
    app.slider(key="gradients.nets").set_value(1).run()
    app.selectbox(key="gradients.1.init").set_value("torch").run()
    assert other_setting() in said(app)
    assert charts(app)["gradients_depth"] != before["gradients_depth"], "of one net"
    app.button(key="gradients_back").click().run()
    assert other_setting() not in said(app)
    assert app.selectbox(key="gradients.1.init").value == "kaiming"


def test_the_recorded_options_stand_under_their_controls(page, said):
    text = said(page())
    for options in ([20, 56], [say("section-span", first=SEEDS[0], last=SEEDS[-1])]):
        assert say("section-recorded", options=options, count=len(options)) in text
    off = say("section-recorded", options=[say("field-state", on=False)], count=1)
    assert off in text, "a plain net cannot start at zero"
