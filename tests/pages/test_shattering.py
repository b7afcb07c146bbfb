"""The page on shattered gradients, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.shattering import findings
from resnet_core.studies.shattering.question import Line, LineQuestion, Shattering, ShatteringQuestion
from resnet_core.wording import message
from tests.pages.predictions import lock
from ui import small_nets
from ui.predict import JUST_SHOW
from ui.say import say
from ui.shattering import sections
from ui.shattering.answers import OnLine
from ui.shattering.controls import PREDICTION, TRIES

PAGE = "pages/shattering.py"


@pytest.fixture
def shattering(open_page):
    def shattering(kept=f"g:{PREDICTION.key}~{JUST_SHOW}", **address):
        return open_page(PAGE, kept=kept, **{f"shattering.{name}": value for name, value in address.items()})

    return shattering


def charts(app):
    """Every chart's option and data, as they are sent."""
    return [each.proto.SerializeToString() for each in app.get("echarts_chart")]


def recorded(kind, question):
    answer = gallery.measurements(kind).answer(question)
    assert answer is not None
    return answer


def other_setting():
    """How the line begins that says that another setting stands below."""
    return say("section-other", changed="", count=1).partition(":")[0]


def test_the_gradients_of_nets_wait_for_a_prediction_and_keep_their_place(shattering):
    hidden = say("shattering-line.alt", kind="plain", beta=None, lag=None)
    app = shattering(kept="")
    assert hidden.encode() in charts(app)[2]
    app = lock(app, PREDICTION.key, "brown")
    assert hidden.encode() not in charts(app)[2]
    came, net = sections._plain_at_first()
    assert came != "brown"
    assert app.info[0].value.endswith(say("shattering-predict.refutes", net, guess="", came=""))


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.message)
def test_each_try_sets_a_state_that_the_page_takes(shattering, tried):
    app = shattering().button(key=f"try_{tried.message}").click().run()
    assert not app.exception
    for field, value in tried.state.items():
        assert app.session_state[field.key] == value


def test_everything_is_there_at_once_without_a_worker(shattering, stage):
    app = shattering()
    assert len(charts(app)) == 8
    assert not app.get("progress")
    assert stage.lab.runs() == ()


def test_the_numbers_said_are_the_recorded_ones(shattering, said):
    line = parse(Line, recorded("shattering_line", LineQuestion(depth=50)))
    assert sections.lag_one(OnLine("plain", line)) in said(shattering(depth="50"))
    net = SmallNet(shortcut="none", depth=56)
    answer = parse(Shattering, recorded("shattering", ShatteringQuestion(net=net)))
    cosine = findings.cosine(findings.at(answer, 0.1))
    assert say("shattering-net", net=small_nets.label(net), cosine=cosine) in said(shattering(eps="0.1"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("depth", "4"), ("beta", "1.0"), ("norm", "false"), ("seed", "2"), ("eps", "0.1"), ("2.depth", "20")],
)
def test_every_control_changes_a_picture(shattering, name, value):
    first = charts(shattering())
    assert first == charts(shattering())
    assert charts(shattering(**{name: value})) != first


def test_a_factor_that_was_not_recorded_is_asked_of_a_worker_at_once(shattering, stage, said):
    app = shattering(beta="0.3")
    assert other_setting() in said(app)
    assert len(charts(app)) == 8
    stage.start(total_steps=20, quick=True)
    stage.tell(step=4, phase=message("phase-nets-of-one-number"))
    assert say("phase-nets-of-one-number") in said(app.run())
    answer = json.dumps(recorded("shattering_line", LineQuestion(depth=24, beta=0.1)))
    stage.leave("results", "results.json", lambda path: path.write_text(answer))
    stage.finish()
    assert say("shattering-line.heading", kind="residual", beta=0.3) in said(app.run())


def test_a_net_of_ones_own_that_was_not_recorded_is_asked_too(shattering, stage, said):
    app = shattering()
    app.toggle(key="shattering.2.norm").set_value(False).run()
    assert other_setting() in said(app)
    assert len(charts(app)) == 8
    stage.start(total_steps=5, quick=True)
    answer = json.dumps(recorded("shattering", ShatteringQuestion()))
    stage.leave("results", "results.json", lambda path: path.write_text(answer))
    stage.finish()
    assert f"**{small_nets.label(SmallNet(depth=56, norm=False))}**" in said(app.run())


def test_a_plain_net_that_starts_at_zero_is_refused_and_mended(shattering):
    app = shattering()
    app.toggle(key="shattering.1.zero_init").set_value(True).run()
    assert len(app.error) == 1
    app.button(key="shattering.1.zero_init_repair").click().run()
    assert not app.error


def test_values_of_the_address_that_are_refused_are_told(shattering, said):
    text = said(shattering(depth="7", eps="2"))
    assert "shattering.depth=7" in text
    assert "shattering.eps=2" in text


def test_every_figure_has_words_for_those_who_do_not_see_it(shattering):
    assert all(each.proto.alt for each in shattering().get("echarts_chart"))
