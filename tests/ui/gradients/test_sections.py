"""What is said of gradients: whatever is found, there is a sentence for it, and a row in the tables."""

import pytest

from resnet_core.studies.gradients.question import IN_TRAINING
from tests.studies.gradients.test_findings import LAYERS, PLAIN, RESIDUAL, ZEROED, back, look, runs, tiny
from ui import numbers, small_nets
from ui.gradients import answers, sections
from ui.gradients.controls import STEPS, WHEN
from ui.say import say


def test_every_way_back_has_words_of_its_own():
    ways = (0.001, 0.05, 2.0, 13.0, 300.0)
    for measure in ("weights", "outputs"):
        told = [sections.told(runs(PLAIN, *back(end)), 0, measure) for end in ways]
        assert len(set(told)) == len(ways)


def test_what_is_lost_blocked_or_missing_is_said_of_every_measure():
    lost, blocked = runs(PLAIN, (look(0, None, None, loss=None),)), runs(ZEROED, (look(0, 0.0, 0.0),))
    for measure in ("weights", "outputs", "lengths"):
        assert sections.told(lost, 0, measure) == say("gradients-lost", net=small_nets.label(PLAIN))
    waits = sections.told(blocked, 0, "weights")
    assert len(waits) > len(sections.told(runs(PLAIN, (look(0, 0.0, 0.0),)), 0, "weights"))
    missing = runs(PLAIN, (look(0, None, 1.0, outputs=(0.0, 1.0)),))
    assert sections.told(missing, 0, "weights") == sections.told(missing, 0, "outputs")


def test_what_a_step_moves_is_said_where_it_is_tiny_or_huge():
    usual = sections.told(runs(PLAIN, (look(0, 1.0, 1.0),)), 0, "weights")
    for net in (runs(PLAIN, *tiny(2.3)), runs(PLAIN, *tiny(0.9)), runs(PLAIN, (look(0, 80.0, 80.0),))):
        assert len(sections.told(net, 0, "weights")) > len(usual)
    assert f"{numbers.measured(0.0005)}%" in sections.told(runs(PLAIN, *tiny(2.3)), 0, "weights")


def test_lengths_are_said_beside_those_at_the_start():
    net = runs(PLAIN, (look(0, 1.0, 1.0), look(1, 1.0, 1.0, length=40.0)))
    assert "**40**" in sections.told(net, 1, "lengths")
    assert sections.told(net, 0, "lengths").count("4") == 2


@pytest.mark.parametrize("step", IN_TRAINING)
def test_all_recorded_nets_are_spoken_of_together_at_every_look(step):
    nets = [seen.runs for seen in answers.recorded()]
    assert len(sections.verdict(nets, step)) >= 2
    assert all(sections.story(net) for net in nets)
    assert len(sections.table(nets, step)) == len(nets)


def test_the_tables_have_a_row_a_net_and_a_row_a_layer():
    nets = [runs(PLAIN, (look(0, 8.0, 2.0),), (look(0, 2.0, 2.0),)), runs(RESIDUAL, (look(0, 1.0, 2.0),))]
    table = sections.table(nets, 0)
    assert list(table.index) == [small_nets.label(PLAIN), small_nets.label(RESIDUAL)]
    assert table.loc[small_nets.label(PLAIN), say("gradients-table.ratio")] == "2 (1 to 4)"
    assert list(table[say("gradients-table.runs")]) == ["2", "1"]
    layers = sections.every_layer(nets, 0)
    assert len(layers) == 2 * len(LAYERS)
    assert list(layers[say("gradients-layers.block")].astype(object))[1] == 1
    assert sections.every_layer(nets, 5).empty


def test_the_words_for_the_chart_name_every_net():
    alt = sections.alt([runs(PLAIN, (look(0, 8.0, 2.0),)), runs(RESIDUAL, ())], 0, "weights")
    assert say("gradients-alt.net", net=small_nets.label(PLAIN), first=1, last=1) in alt
    assert say("gradients-alt.net", net=small_nets.label(RESIDUAL), first=None, last=None) in alt


def test_a_look_is_called_the_same_on_its_slider_and_in_sentences():
    assert [WHEN.said(code) for code in STEPS] == [say("gradients-at", step=step) for step in STEPS.values()]
