"""The page on shattered gradients, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.shattering import Line, LineProbe, Shattering, ShatteringProbe

PAGE = "pages/shattering.py"


@pytest.fixture
def shattering(open_page):
    def shattering(**address):
        return open_page(PAGE, **{f"shattering.{name}": value for name, value in address.items()})

    return shattering


def charts(app):
    """Every chart's option and data, as they are sent."""
    return [each.proto.SerializeToString() for each in app.get("echarts_chart")]


def recorded(kind, question):
    answer = gallery.measurements(kind).answer(question)
    assert answer is not None
    return answer


def test_it_begins_with_what_is_found_out_and_ends_with_what_to_notice(shattering):
    app = shattering()
    assert app.markdown[0].value.startswith("Here you find out")
    assert app.markdown[-1].value.startswith("**What to notice**")


def test_everything_is_there_at_once_without_a_worker(shattering, stage):
    app = shattering()
    assert len(charts(app)) == 8
    assert not app.get("progress")
    assert stage.lab.runs() == ()


def test_the_numbers_said_are_the_recorded_ones(shattering, said):
    line = parse(Line, recorded("shattering_line", LineProbe(depth=50)))
    text = said(shattering(depth="50"))
    lag = line.lags[0]
    assert f"**plain**: {lag.mean:.2f} ({lag.lowest:.2f} to {lag.highest:.2f})".replace("-", "−") in text
    probe = ShatteringProbe.model_validate({"net": {"shortcut": "none", "depth": 56}})
    nearby = parse(Shattering, recorded("shattering", probe)).nearby[4]
    assert f"{sum(nearby.cosines) / 5:z.2f} ({min(nearby.cosines):z.2f} to" in said(shattering(eps="0.1"))


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
    stage.start(total_steps=20, probes=True)
    stage.tell(step=4, phase="nets of one number")
    assert "Step 4 of 20 · nets of one number" in said(app.run())
    answer = json.dumps(recorded("shattering_line", LineProbe(depth=24, beta=0.1)))
    stage.leave("results", "results.json", lambda path: path.write_text(answer))
    stage.finish()
    text = said(app.run())
    assert "**Residual, β = 0.3**" in text
    assert "Measured on this machine." in text


def test_a_net_of_ones_own_that_was_not_recorded_is_asked_too(shattering, stage, said):
    app = shattering()
    app.toggle(key="shattering.2.norm").set_value(False).run()
    stage.start(total_steps=5, probes=True)
    answer = json.dumps(recorded("shattering", ShatteringProbe()))
    stage.leave("results", "results.json", lambda path: path.write_text(answer))
    stage.finish()
    assert "**residual 56, no norm**" in said(app.run())


def test_a_plain_net_that_starts_at_zero_is_refused_and_mended(shattering):
    app = shattering()
    app.toggle(key="shattering.1.zero_init").set_value(True).run()
    assert "blocks that output nothing" in app.error[0].value
    app.button(key="shattering.1.zero_init_repair").click().run()
    assert not app.error


def test_values_of_the_address_that_are_refused_are_told(shattering, said):
    text = said(shattering(depth="7", eps="2"))
    assert "shattering.depth=7: must be one of 1, 2, 4" in text
    assert "shattering.eps=2: must be one of 0.001" in text


def test_every_figure_has_words_for_those_who_do_not_see_it(shattering):
    assert all(each.proto.alt for each in shattering().get("echarts_chart"))
