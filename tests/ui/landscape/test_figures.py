"""The pictures of landscapes read every loss off one scale."""

import json
import math

import pytest

from resnet_core.studies.landscape.findings import Walks
from resnet_core.studies.landscape.question import Ground, Landscape, Ring
from ui.landscape import figures

STEPS = (-0.5, -0.25, 0.0, 0.25, 0.5)


def net(losses):
    rings = tuple(Ring(distance=step, points=2, mean=1.0, low=1.0, high=1.0) for step in (0.25, 0.5))
    return Ground(accuracy=0.5, losses=losses, rings=rings, falling=0.0, angle=None)


def plane(loss=1.0, **changed):
    rows = [[loss] * 5 for _ in range(5)]
    for place, other in changed.items():
        rows[int(place[1])][int(place[2])] = other
    return net(tuple(map(tuple, rows)))


def line(*losses):
    return net((losses,))


def walk(*nets):
    return Landscape(data="sketches", steps=STEPS, nets=nets)


def test_a_cell_of_the_map_says_where_it_lies_and_its_loss():
    option = figures.map_option(walk(), plane(p13=7.0))
    [cell] = [cell for cell in option["series"][0]["data"] if cell["value"][2] == 7.0]
    assert cell == {"value": [3, 1, 7.0], "name": "0.25, −0.25: loss 7"}
    assert option["series"][1]["data"] == [[2, 2]], "the net itself"


def test_a_loss_that_is_no_number_leaves_a_hole():
    broken = plane(p00=None)
    assert len(figures.map_option(walk(), broken)["series"][0]["data"]) == 24
    surface = figures.surface(walk(), broken).data[0]
    assert surface.z[0][0] is None
    assert surface.surfacecolor[0][0] is None


def test_the_bands_cover_every_loss_once():
    pieces = figures.map_option(walk(), plane())["visualMap"]["pieces"]
    for loss in (0.0, 0.35, 0.9, 2.29, 2.3, 15.9, 16.0, 1e6):
        inside = [each for each in pieces if each.get("gte", -1) <= loss < each.get("lt", math.inf)]
        assert len(inside) == 1, loss
    assert [piece["color"] for piece in pieces] == list(figures.COLOURS)


@pytest.mark.parametrize("loss", [0.1, 0.34, 0.36, 1.2, 2.2, 2.4, 7.9, 8.1, 30.0])
def test_a_surface_has_the_colour_that_the_map_has(loss):
    pieces = figures.map_option(walk(), plane())["visualMap"]["pieces"]
    band = next(number for number, each in enumerate(pieces) if each.get("gte", -1) <= loss < each.get("lt", math.inf))
    surface = figures.surface(walk(), plane(loss)).data[0]
    assert surface.surfacecolor[2][2] == pytest.approx(band, abs=0.5)
    assert (surface.cmin, surface.cmax) == (-0.5, len(pieces) - 0.5)


def test_a_surface_rises_above_its_own_middle_and_what_lies_beyond_the_scale_lies_on_its_ends():
    low, high = (figures.surface(walk(), plane(loss, _22=middle)) for loss, middle in ((0.01, 9.0), (1e4, 1.0)))
    assert low.data[0].z[2][2] == high.data[0].z[2][2] == 0
    assert low.layout.scene.zaxis.range == high.layout.scene.zaxis.range
    bottom, top = low.layout.scene.zaxis.range
    assert low.data[0].z[0][0] == pytest.approx(bottom, abs=1e-4)
    assert high.data[0].z[0][0] == pytest.approx(top, abs=1e-4)
    assert high.data[0].text[0][0] == "10,000", "the words keep the loss itself"


def test_the_plain_net_is_dashed_with_diamonds_and_other_seeds_stand_faint_behind():
    first, second = walk(line(4, 2, 1, 2, 4), line(5, 3, 1, 3, 5)), walk(line(6, 5, 1, 5, 6), line(7, 6, 1, 6, 7))
    option = figures.lines_option(Walks(20, (first, second)))
    assert [line["net"] for line in option["series"]] == ["residual-20", "plain-20"] * 2
    assert [each["lineStyle"]["type"] for each in option["series"]] == ["solid", "dashed"] * 2
    assert [each["symbol"] for each in option["series"]] == ["circle", "diamond", "none", "none"]
    assert [each["lineStyle"].get("opacity", 1) for each in option["series"]] == [1, 1, 0.4, 0.4]
    assert option["series"][0]["data"] == [[-0.5, 4], [-0.25, 2], [0.0, 1], [0.25, 2], [0.5, 4]]


def test_the_profile_starts_at_the_net_and_keeps_to_the_scale():
    option = figures.profile_option(Walks(56, (walk(plane(0.1), plane(50.0)),)))
    residual, plain = option["series"]
    assert residual["data"][0] == [0.0, figures.LOWEST]
    assert plain["data"] == [[0.0, figures.HIGHEST], [0.25, 1.0], [0.5, 1.0]]
    assert (option["yAxis"]["min"], option["yAxis"]["max"]) == (figures.LOWEST, figures.HIGHEST)
    json.dumps(option)


def test_the_table_has_the_centre_and_every_ring_and_says_what_is_no_number():
    rings = (
        Ring(distance=0.25, points=2, mean=1.234567, low=0.25, high=4.0),
        Ring(distance=0.5, points=2, mean=None, low=0.25, high=4.0),
    )
    ground = plane().model_copy(update={"rings": rings})
    table = figures.ring_table(Walks(56, (walk(ground, ground),)))
    assert list(table.index) == ["0", "0.25", "0.5"]
    assert list(table[figures.names(Walks(56, ()))[0]]) == ["1", "1.23 (0.25 to 4)", "no number (0.25 to 4)"]


def test_a_map_is_square_and_within_its_picture_on_a_laptop_and_on_a_phone():
    option = figures.map_option(walk(), plane())
    (narrow,) = option["media"]
    for shown, width in ((option, narrow["query"]["maxWidth"]), (option | narrow["option"], 358)):
        grid = shown["grid"]
        assert grid["width"] == grid["height"]
        assert grid["left"] + grid["width"] <= width
        assert grid["top"] + grid["height"] < figures.MAP_HEIGHT
