"""A garment is told from its ground, by itself and by hand."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from resnet_core.data.garment import AUTOMATIC, SIDE, ByHand, Crop, as_the_data, laid_out
from resnet_core.wording import message
from tests.refusals import refused

SHIRT = [
    (130, 120),
    (230, 120),
    (300, 180),
    (270, 220),
    (240, 195),
    (240, 360),
    (120, 360),
    (120, 195),
    (90, 220),
    (60, 180),
]
WIDTH, HEIGHT = 360, 480
INSIDE = Image.new("1", (WIDTH, HEIGHT))
ImageDraw.Draw(INSIDE).polygon(SHIRT, fill=1)
TRUTH = np.asarray(INSIDE)


def boards():
    """Brown planks with a grain."""
    rows = np.arange(HEIGHT)[:, None]
    grain = 0.75 + 0.25 * np.sin(rows / 6 + 2 * np.sin(np.arange(WIDTH)[None] / 40))
    return np.array([150, 105, 65]) * grain[..., None]


def floor_and_wall():
    """Two plain colours with an edge behind the garment."""
    below = np.arange(HEIGHT)[:, None, None] > 0.6 * HEIGHT
    return np.broadcast_to(np.where(below, (90, 90, 95), (210, 205, 190)), (HEIGHT, WIDTH, 3))


def lamp():
    """A grey wall in the light of a lamp: the right side is half as bright as the left."""
    return np.broadcast_to(200 - 100 * np.arange(WIDTH)[None, :, None] / WIDTH, (HEIGHT, WIDTH, 3))


def photograph(ground, ink):
    picture = Image.fromarray(np.asarray(ground, np.uint8).copy())
    ImageDraw.Draw(picture).polygon(SHIRT, fill=ink)
    return picture


def agreement(found):
    """Pixels of both over pixels of either."""
    return (found & TRUTH).sum() / (found | TRUTH).sum()


@pytest.mark.parametrize("ground", [boards, floor_and_wall, lamp])
@pytest.mark.parametrize("ink", [(30, 60, 160), (190, 30, 50), (40, 140, 60)])
def test_a_coloured_shirt_is_found_on_a_ground_that_is_not_plain(ground, ink):
    pixels, steps = as_the_data(photograph(ground(), ink), AUTOMATIC, "x")
    assert agreement(steps[0].picture > 0) > 0.85
    assert pixels[:, SIDE // 2].min() > 0, "the longer side fills the picture, and the body has no holes"


def test_a_print_in_the_colour_of_the_ground_leaves_no_hole():
    picture = photograph(boards(), (30, 60, 160))
    ImageDraw.Draw(picture).ellipse((160, 220, 200, 260), fill=(150, 105, 65))
    _pixels, steps = as_the_data(picture, AUTOMATIC, "x")
    assert (steps[0].picture > 0)[240, 180]


def test_a_second_thing_at_the_edge_is_ground():
    picture = photograph(lamp(), (30, 60, 160))
    ImageDraw.Draw(picture).rectangle((0, 430, 60, 479), fill=(200, 40, 40))
    _pixels, steps = as_the_data(picture, AUTOMATIC, "x")
    assert not (steps[0].picture > 0)[440:, :60].any()


def test_where_no_garment_can_be_told_everything_is_kept_and_said():
    stripes = np.where(np.arange(WIDTH)[None, :, None] // 20 % 2, 40, 200)
    picture = Image.fromarray(np.broadcast_to(stripes, (HEIGHT, WIDTH, 3)).astype(np.uint8))
    _pixels, steps = as_the_data(picture, AUTOMATIC, "x")
    assert steps[0].done[0].id == "upload-no-garment"


def test_a_crop_by_hand_leaves_out_what_lies_beside_it():
    laid, said = laid_out(photograph(boards(), (30, 60, 160)), ByHand(crop=Crop(0.25, 0.75, 0.5, 1.0)))
    assert (laid.size, said) == ((180, 240), [message("upload-cropped")])


def test_a_crop_of_nothing_still_leaves_a_pixel():
    assert laid_out(photograph(boards(), "red"), ByHand(crop=Crop(0.5, 0.5, 0.2, 0.2)))[0].size == (1, 1)


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (90, (0, -1)), (180, (-1, -1)), (270, (-1, 0))])
def test_a_turn_is_clockwise(turn, corner):
    picture = Image.new("RGB", (5, 4))
    picture.putpixel((0, 0), (255, 0, 0))
    laid, said = laid_out(picture, ByHand(turn=turn))
    assert np.asarray(laid)[corner][0] == 255
    assert said == ([message("upload-turned", degrees=turn)] if turn else [])


def test_a_mirror_makes_a_shoe_point_the_other_way():
    picture = photograph(lamp(), "navy")
    laid, _said = laid_out(picture, ByHand(mirror=True))
    assert np.array_equal(np.asarray(laid), np.asarray(picture)[:, ::-1])


def test_the_tone_is_what_the_learner_sets():
    picture = photograph(np.full((HEIGHT, WIDTH, 3), 128), (230, 230, 230))
    ImageDraw.Draw(picture).rectangle((140, 250, 220, 300), fill=(20, 20, 20))
    light, dark = (as_the_data(picture, ByHand(tone=tone), "x")[1][0] for tone in ("as it is", "negative"))
    assert light.done == (message("upload-by-brightness", side="lighter-by-hand"),)
    assert dark.done == (message("upload-by-brightness", side="darker-by-hand"),)
    assert light.picture[150, 180] > 0 == light.picture[270, 180]
    assert dark.picture[270, 180] > 0 == dark.picture[150, 180]


def test_with_the_ground_kept_every_pixel_counts():
    _pixels, steps = as_the_data(photograph(boards(), "navy"), ByHand(ground="keep"), "x")
    assert steps[0].done[0].id == "upload-everything"
    assert (steps[0].picture > 0).all()


def test_a_faint_garment_on_an_uneven_ground_is_held_to_half_of_what_stands_out():
    """Corners that differ by 12 would ask for 24, and the garment differs by 30 at most: all above 15 is garment."""
    grey = np.full((160, 160), 100.0)
    grey[:10, :10] = grey[-10:, -10:] = 112
    grey[:10, -10:] = grey[-10:, :10] = 88
    grey[50:110, 50:80], grey[50:110, 80:110] = 82, 70
    picture = Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    _pixels, steps = as_the_data(picture, AUTOMATIC, "x")
    assert steps[0].done == (message("upload-by-brightness", side="darker"),)
    assert (steps[0].picture > 0)[60, 60], "the fainter half belongs to it"


def test_nothing_on_a_plain_ground_is_refused_with_a_way_out():
    with refused("nothing-stands-out"):
        as_the_data(Image.new("RGB", (50, 50), "white"), AUTOMATIC, "x")
