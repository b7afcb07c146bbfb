"""The charts and tables of the checks, on answers whose verdict is known."""

import pytest

from resnet_core.studies.saliency_checks import findings
from resnet_core.studies.saliency_checks.question import CONTROLS
from tests.studies.saliency_checks.test_findings import alike, around, climbed, deletion, emptied, ladder
from ui.saliency import check_figures, check_sentences
from ui.saliency.methods import name_of, names
from ui.say import say


@pytest.mark.parametrize("way", ["deletion", "insertion"])
def test_a_chart_has_the_chosen_methods_solid_and_every_control_broken(way):
    found = deletion(emptied("occlusion", around(0.2), around(0.8)), emptied("saliency", around(0.4), around(0.6)))
    series = {line["name"]: line for line in check_figures.curves_option(found, ("occlusion",), way)["series"]}
    controls = [control for control in CONTROLS if control != "even"]
    assert list(series) == names(["occlusion", *controls])
    assert "type" not in series[name_of("occlusion")]["lineStyle"]
    broken = [str(series[name_of(control)]["lineStyle"]["type"]) for control in controls]
    assert len(set(broken)) == 4
    assert [x for x, _ in series[name_of("occlusion")]["data"]] == [0.0, 50.0, 100.0]


def test_the_chart_of_what_is_left_has_the_methods_only_the_least_alike_on_top():
    found = ladder(
        climbed("saliency", alike(around(0.05))),
        climbed("guided_backprop", alike(around(0.8))),
        climbed("edges", alike((1.0,) * 10)),
    )
    option = check_figures.left_option(found)
    assert option["yAxis"]["data"] == names(["guided_backprop", "saliency"])
    columns = {line["name"]: line["data"] for line in option["series"]}
    assert columns == {
        say("saliency-left.everywhere"): [0.8, 0.05],
        say("saliency-left.garment"): [0.8, 0.05],
        say("saliency-left.bright"): [0.0, 0.0],
        say("saliency-left.chance"): [0.0, 0.0],
    }
    assert len({line["symbol"] for line in option["series"]}) == 4


def test_the_table_of_a_ladder_has_a_column_for_every_rung():
    rows = (climbed("saliency", alike(around(0.1), around(0.3))), climbed("edges", alike(around(1.0))))
    by_layer = ladder(*rows).model_copy(update={"parts": ("head.fc", "stem.conv")})
    table = check_figures.ladder_table(by_layer)
    columns = list(table.items())
    rung = check_sentences.rung(findings.rungs(by_layer.parts)[-1])
    assert [list(cells) for name, cells in columns if name == rung] == [["0.10 / 0.30", "1.00 / 1.00"]]
    assert len(columns) == 1 + 2 + 4 + 1


def test_the_table_of_areas_sets_each_order_against_the_rival_and_chance():
    found = deletion(emptied("occlusion", around(0.2), around(0.8)))
    table = check_figures.deletion_table(found, "white").set_index(say("saliency-areas"))
    better, worse = (say("saliency-better", verdict=verdict) for verdict in ("better", "worse"))
    assert f"{worse} / {better}" in list(table.loc[name_of("occlusion")])
    assert f"{say('saliency-better', verdict=None)} / {better}" in list(table.loc[name_of("away")])
