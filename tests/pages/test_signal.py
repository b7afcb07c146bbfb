"""The page on the signal, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.gradients import corners
from resnet_core.studies.nets import SmallNet, new_net, recorded_net
from resnet_core.studies.signal import findings
from resnet_core.studies.signal.findings import Runs
from resnet_core.studies.signal.question import SEEDS, Signal, SignalQuestion
from tests.drawn import charts
from tests.pages.predictions import lock
from ui import numbers, small_nets
from ui.gradients import answers as gradient_answers
from ui.predict import JUST_SHOW
from ui.say import say
from ui.signal import sections

PAGE = "pages/signal.py"
PLAIN56 = SmallNet(depth=56, shortcut="none")
BOTH = {"signal_depth", "signal_likeness"}


@pytest.fixture
def unasked(open_page):
    """The page as a learner finds it who has not predicted yet."""
    return lambda: open_page(PAGE)


@pytest.fixture
def page(open_page, unasked):
    """The page behind its prediction, to which an address leads, too."""

    def page(**address):
        if not address:
            return lock(unasked(), sections.PREDICTION.key, JUST_SHOW)
        return open_page(PAGE, **{f"signal.{name}": value for name, value in address.items()})

    return page


def recorded(net, seed=0):
    answer = gallery.measurements("signal").answer(SignalQuestion(net=net, seed=seed))
    assert answer is not None
    return parse(Signal, answer)


def other_setting():
    """How the line begins that says that another setting stands below."""
    return say("section-other", changed="", count=1).partition(":")[0]


def changed(before, after):
    return {key for key in BOTH if before[key] != after[key]}


def runs_of(net):
    return Runs(net, tuple(recorded(new_net(net.network, seed=seed), seed) for seed in SEEDS))


def sketch(app):
    """What the figure of product and sum is told."""
    [told] = [json.loads(each.proto.json) for each in app.get("bidi_component") if '"courses"' in each.proto.json]
    return told


def test_it_begins_with_what_the_page_before_has_found(unasked, said):
    nets = [seen.runs for seen in gradient_answers.recorded()]
    found = corners.corners(nets, PLAIN56.depth)
    assert say("signal-before", found, net=small_nets.label(PLAIN56)).partition("[[")[0] in said(unasked())


def test_how_alike_pictures_become_waits_for_the_prediction_and_the_variance_does_not(unasked, said):
    app = unasked()
    assert "signal_depth" in charts(app)
    assert not {"signal_pair", "signal_likeness"} & charts(app).keys()
    app = lock(app, sections.PREDICTION.key, "residual")
    assert {"signal_pair", "signal_likeness"} <= charts(app).keys()
    found = findings.pair(runs_of(PLAIN56), runs_of(SmallNet(depth=56)))
    assert found.further == "plain"
    assert say("signal-predict.refutes", found) in said(app)
    assert say("signal-predict.guessed").encode() in charts(app)["signal_pair"]


def test_the_measured_courses_begin_at_1_after_the_stem(page):
    courses = sketch(page())["courses"]
    assert len({(course["plain"], course["norm"]) for course in courses}) == len(courses) == 4
    assert all(course["values"][0] == pytest.approx(1) for course in courses)


@pytest.mark.parametrize("tried", ["share", "noise", "trained"])
def test_each_thing_to_try_changes_the_picture_to_a_recorded_one(page, said, tried):
    app = page()
    before = charts(app)
    app.button(key=f"try_signal-try-{tried}").click().run()
    assert changed(before, charts(app))
    assert other_setting() not in said(app)


def test_every_question_of_the_page_is_answered_at_its_end(page):
    labels = {each.label for each in page().expander}
    assert {say(f"signal-asked-{which}") for which in ("steady", "apart", "share", "training")} <= labels


def test_the_recorded_signal_is_there_at_once_with_what_it_says(page, said, stage):
    app = page()
    assert charts(app).keys() >= BOTH
    runs = Runs(PLAIN56, tuple(recorded(new_net(PLAIN56.network, seed=seed), seed) for seed in SEEDS))
    assert sections.told(runs, "variance") in said(app)
    assert gallery.measurements("signal").machine in said(app)
    assert stage.lab.runs() == ()


@pytest.mark.parametrize(
    ("name", "value", "charts_that_change"),
    [
        ("input", "noise", BOTH),
        ("measure", "squared_mean", {"signal_depth"}),
        ("measure", "share", {"signal_depth"}),
        ("axis", "log", {"signal_depth"}),
        ("trained", "residual56", BOTH),
        ("seed", "1", BOTH),
        ("nets", "2", BOTH),
        ("1.norm", "false", BOTH),
        ("2.norm", "false", BOTH),
    ],
)
def test_every_control_changes_a_picture(page, name, value, charts_that_change):
    first = charts(page())
    assert changed(first, charts(page())) == set()
    assert changed(first, charts(page(**{name: value}))) == charts_that_change


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("measure", "share of the main path", "share"),
        ("axis", "logarithmic", "log"),
        ("trained", "residual 56", "residual56"),
    ],
)
def test_an_address_in_the_words_of_an_earlier_version_opens_the_same(page, name, value, code):
    assert charts(page(**{name: value})) == charts(page(**{name: code}))


@pytest.mark.parametrize(
    ("name", "value"),
    [("shortcut", "zero_pad"), ("depth", "20"), ("order", "original"), ("zero_init", "true"), ("init", "torch")],
)
def test_a_net_that_was_not_recorded_is_measured_at_once(page, said, stage, name, value):
    app = page(**{"nets": "1", f"1.{name}": value})
    before = charts(app)
    assert other_setting() in said(app)
    stage.start(quick=True)
    asked = parse(SignalQuestion, stage.lab.view(stage.claim.run_id).config)
    assert asked.net.source.origin == "new"
    found = recorded(new_net(PLAIN56.network, seed=0)).model_dump_json()
    stage.leave("results", "results.json", lambda path: path.write_text(found))
    stage.finish()
    app.run()
    assert changed(before, charts(app)) == BOTH
    assert other_setting() not in said(app)
    assert gallery.measurements("signal").machine not in said(app)
    assert say("seeds", seeds=1) in said(app)


def test_a_trained_net_stands_beside_the_new_ones(page, said):
    app = page(trained="residual56")
    cosine = recorded(recorded_net("residual56")).places[-1].cosine
    assert f"**{small_nets.label(SmallNet(depth=56), trained=True)}**" in said(app)
    assert numbers.fixed(cosine) in said(app)


def test_a_plain_net_that_would_start_at_zero_is_refused_and_mended(page, said):
    app = page(**{"2.zero_init": "true"})
    assert len(app.error) == 1
    app.button(key="signal.2.zero_init_repair").click().run()
    assert not app.error
    assert f"**{small_nets.label(PLAIN56)}**" in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(page, said):
    app = page(input="music", axis="round")
    assert "signal.input=music" in said(app)
    assert "signal.axis=round" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(page):
    assert all(each.proto.alt for each in page().get("echarts_chart"))


def test_the_last_figure_stays_while_another_net_is_measured_and_a_press_goes_back(page, said):
    app = page()
    before = charts(app)
    app.selectbox(key="signal.2.init").set_value("xavier").run()
    assert other_setting() in said(app)
    assert changed(before, charts(app)) == set()
    app.selectbox(key="signal.measure").set_value("squared_mean").run()
    assert changed(before, charts(app)) == {"signal_depth"}, "one can look at the last figure otherwise meanwhile"
    app.button(key="signal_back").click().run()
    assert other_setting() not in said(app)
    assert app.selectbox(key="signal.2.init").value == "kaiming"


def test_under_each_control_of_a_card_stands_what_is_recorded(page, said):
    text = said(page(nets="1"))
    for options in ([56], ["kaiming"], [say("section-span", first=SEEDS[0], last=SEEDS[-1])]):
        assert say("section-recorded", options=options, count=len(options)) in text
