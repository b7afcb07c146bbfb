"""The page on the signal, operated as a learner would."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.signal import Signal, SignalProbe, new_net, trained_net
from tests.drawn import charts

PAGE = "pages/signal.py"
PLAIN56 = SmallNet(depth=56, shortcut="none")
BOTH = {"signal_depth", "signal_likeness"}


@pytest.fixture
def page(open_page):
    def page(**address):
        return open_page(PAGE, **{f"signal.{name}": value for name, value in address.items()})

    return page


def recorded(net):
    found = gallery.measurements("signal").answer(SignalProbe(net=net))
    assert found is not None
    return parse(Signal, found)


def changed(before, after):
    return {key for key in BOTH if before[key] != after[key]}


def test_the_first_sentence_says_what_the_learner_will_find_out(page):
    assert page().markdown[0].value.startswith("Here you find out")


def test_the_last_thing_is_what_to_notice(page):
    assert page().markdown[-1].value.startswith("**What to notice**")


def test_the_recorded_signal_is_there_at_once_with_what_it_says(page, said, stage):
    app = page()
    assert charts(app).keys() >= BOTH
    assert "in every stage the variance grows in a nearly straight line" in said(app)
    assert "**plain 56, no norm**: different inputs can hardly be told apart at the end" in said(app)
    assert gallery.measurements("signal").machine in said(app)
    assert stage.lab.runs() == ()


@pytest.mark.parametrize(
    ("name", "value", "charts_that_change"),
    [
        ("input", "noise", BOTH),
        ("measure", "squared mean", {"signal_depth"}),
        ("measure", "share of the main path", {"signal_depth"}),
        ("axis", "logarithmic", {"signal_depth"}),
        ("trained", "residual 56", BOTH),
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
    ("name", "value"),
    [("shortcut", "zero-pad"), ("depth", "20"), ("order", "original"), ("zero_init", "true"), ("init", "torch")],
)
def test_a_net_that_was_not_recorded_is_measured_at_once(page, said, stage, name, value):
    app = page(**{"nets": "1", f"1.{name}": value})
    assert not charts(app)
    stage.start(probes=True)
    asked = parse(SignalProbe, stage.lab.view(stage.claim.run_id).config)
    assert asked.net.source.origin == "new"
    found = recorded(new_net(PLAIN56, seed=0)).model_dump_json()
    stage.leave("results", "results.json", lambda path: path.write_text(found))
    stage.finish()
    app.run()
    assert charts(app).keys() >= BOTH
    assert "Measured on this machine." in said(app)
    assert "(one seed)" in said(app)


def test_a_trained_net_stands_beside_the_new_ones(page, said):
    app = page(trained="residual 56")
    cosine = recorded(trained_net("residual56")).places[-1].cosine
    assert "**residual 56, trained**" in said(app)
    assert f"{cosine:.2f} after the last block (one seed)" in said(app)


def test_a_plain_net_that_would_start_at_zero_is_refused_and_mended(page, said):
    app = page(**{"2.zero_init": "true"})
    assert "blocks that output nothing" in app.error[0].value
    app.button(key="signal.2.zero_init_repair").click().run()
    assert not app.error
    assert "**plain 56**" in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(page, said):
    app = page(input="music", axis="round")
    assert "signal.input=music: must be one of images, noise; the page uses images" in said(app)
    assert "signal.axis=round" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(page):
    assert all(each.proto.alt for each in page().get("echarts_chart"))
