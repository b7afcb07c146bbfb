"""What is said about paths follows from their numbers."""

from math import comb

import pytest

from resnet_core.probes.paths import PathLength, Paths
from ui.paths import charts, readings


def paths(along, *, one=None):
    """A net whose parts add these shares; a path's gradient halves with every main path unless said otherwise."""
    count = len(along) - 1
    ones = one or [0.5**length for length in range(count + 1)]
    return Paths(
        data="sketches",
        gradient=2.0,
        lengths=tuple(
            PathLength(
                length=length,
                paths=comb(count, length),
                sampled=min(4, comb(count, length)),
                one=ones[length],
                lowest=ones[length] / 3,
                highest=ones[length] * 2,
                together=0.5,
                along=share,
            )
            for length, share in enumerate(along)
        ),
    )


SHORT_ONES = paths([0.1, 0.6, 0.3, 0, 0, 0, 0])
EVEN = paths([comb(6, length) / 64 for length in range(7)])
LONG_ONES = paths([0, 0, 0, 0, 0.1, 0.2, 0.7])


def test_the_mean_length_weights_each_length_by_its_share():
    assert readings.mean_length(readings.exact(SHORT_ONES)) == pytest.approx(1.2)
    assert readings.mean_length(readings.exact(EVEN)) == pytest.approx(3)


def test_the_estimate_is_the_number_of_paths_times_the_gradient_of_one():
    products = [comb(6, length) * 0.5**length for length in range(7)]
    assert readings.estimated(EVEN) == pytest.approx([product / sum(products) for product in products])
    assert f"arrives at {sum(products) / 2:.3g} times" in readings.estimate(EVEN)
    assert "1.8 times as long as the whole" in readings.estimate(EVEN)


@pytest.mark.parametrize(
    ("found", "words"),
    [(SHORT_ONES, "clearly shorter ones"), (EVEN, "no clear difference"), (LONG_ONES, "clearly longer ones")],
)
def test_what_is_called_shorter_is_clearly_so(found, words):
    assert words in readings.whole(found)


def test_the_short_paths_are_a_third_of_the_blocks_and_the_shares_are_theirs():
    said = readings.whole(SHORT_ONES)
    assert "fewer than 2 main paths, a third of the blocks, are 10.9% of all and carry **70.0%**" in said
    assert "of any one length is that of length 1" in said
    assert readings.thirds(EVEN) == pytest.approx(
        {readings.SHORT: 7 / 64, readings.MIDDLE: 50 / 64, readings.LONG: 7 / 64}
    )


def test_the_guess_is_compared_with_the_largest_third():
    assert "and so it is" in readings.verdict(readings.SHORT, SHORT_ONES)
    assert f"came out otherwise: *{readings.LONG}*" in readings.verdict(readings.SHORT, LONG_ONES)
    assert readings.verdict(readings.JUST_SHOW, EVEN) == ""


def test_lengths_that_pull_against_the_whole_are_named_and_drawn_below_zero():
    against = paths([0.5, 0.7, -0.2, 0])
    assert "Paths of length 2 pull against the whole." in readings.estimate(against)
    assert "pull against" not in readings.estimate(EVEN)
    assert "min" not in charts.share_option(against)["yAxis"]
    assert charts.share_option(EVEN)["yAxis"]["min"] == 0


def test_one_path_says_how_it_falls_a_block_and_how_far_paths_of_a_length_differ():
    said = readings.one_path(paths([1, 0, 0], one=[0.5, 0.01, 2e-8]))
    assert "length 0.5, on the path through every main path 2.0·10⁻⁸: times 0.0002 a block" in said
    assert "by a factor of up to 6." in said


def test_a_path_without_gradient_is_told_and_leaves_a_gap():
    gone = paths([1, 0, 0], one=[0.5, 0.01, 0.0])
    assert readings.one_path(gone).startswith("On the path of shortcuts alone the gradient has length 0.5, on the path")
    assert charts.one_option(gone)["series"][0]["data"] == [-0.3, -2.0, None]


def test_the_number_of_paths_is_two_to_the_blocks():
    assert readings.number_of_paths(EVEN).startswith("6 blocks make 2⁶ = 64 paths. Half the blocks, 3,")
    assert sum(charts.count_option(EVEN)["series"][0]["data"]) == pytest.approx(100, abs=0.01)


def test_only_what_is_shorter_with_every_seed_is_called_shorter():
    said = readings.compared({"a": [SHORT_ONES, SHORT_ONES], "b": [SHORT_ONES, EVEN]})
    assert said.endswith("than the mean path in *a*. Not so in *b*.")
    assert readings.compared({"b": [EVEN]}).startswith("In none of these nets")


def test_several_seeds_show_their_spread():
    table = readings.table({"a": [SHORT_ONES, EVEN], "b": [EVEN]})
    assert table.loc["a", "by what they add"] == "2.1 (1.2 to 3.0)"
    assert table.loc["b", "by what they add"] == "3.0"
    assert list(table["nets"]) == [2, 1]


def test_every_length_has_its_row():
    rows = readings.numbers(SHORT_ONES)
    assert list(rows["paths"]) == ["1", "6", "15", "20", "15", "6", "1"]
    assert list(rows["adds"])[:3] == ["10.00%", "60.00%", "30.00%"]
