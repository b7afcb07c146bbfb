"""What is said of the signal, from numbers made up for the purpose."""

from statistics import fmean

import pytest

from resnet_core.presets import SPECIMENS
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.signal import COMPARED, INPUTS, TRAINED, Place, Signal
from ui.signal import answers as signal_answers
from ui.signal import charts as signal_charts
from ui.signal import readings
from ui.signal.readings import SHARE, VARIANCE, Seen

PLAIN, RESIDUAL = SmallNet(depth=32, shortcut="none"), SmallNet(depth=32)
FADED = SmallNet(depth=32, shortcut="none", norm=False)
STAGES, BLOCKS = 3, 5


def signal(variances, *, cosines: tuple[float | None, float | None] = (0.4, 0.5), main: float | None = None):
    """Input and stem, then five blocks in each of three stages."""
    places = [Place(path=path, variance=1.0, squared_mean=0.5, cosine=cosines[0]) for path in ("input", "stem")]
    for number, variance in enumerate(variances):
        places.append(
            Place(
                path=f"stage{number // BLOCKS + 1}.block{number % BLOCKS + 1}",
                variance=variance,
                squared_mean=variance,
                cosine=cosines[1],
                main_variance=main,
                shortcut_variance=None if main is None else 3.0,
            )
        )
    return Signal(source="noise", places=tuple(places))


def said(net, measure, *seeds):
    [sentence] = readings.sentences([Seen(net, seeds, "Measured here.")], measure)
    return sentence


SAWTOOTH = [1.0, 2.0, 3.0, 4.0, 5.0] * STAGES
SHAPES = {
    "within a factor of 2": [1.0, 1.5, 1.2, 0.9, 1.0] * STAGES,
    "nearly straight line, by 1 a block; where a new stage begins it falls back to 0.2": SAWTOOTH,
    "nearly straight line, by 1 a block (one seed": [float(number) for number in range(1, 16)],
    "grows 2-fold a block": [2.0**number for number in range(15)],
    "fades, to 0.5 of itself a block": [0.5**number for number in range(15)],
    "the variance runs from 1 after the first block to 3 after the last": [1.0, 3.0, 1.0, 3.0, 1.0] * 2
    + [3.0, 1.0, 3.0, 1.0, 3.0],
}


@pytest.mark.parametrize(("expected", "variances"), SHAPES.items())
def test_the_way_of_the_variance_is_named(expected, variances):
    assert expected in said(RESIDUAL, VARIANCE, signal(variances))


def test_a_way_is_named_only_when_every_run_takes_it():
    mixed = said(RESIDUAL, VARIANCE, signal(SAWTOOTH), signal([1.0, 3.0, 1.0, 3.0, 1.0] * STAGES))
    assert "the variance runs" in mixed
    assert "(2 seeds)" in mixed


def test_a_variance_without_a_number_is_admitted():
    assert "no finite numbers" in said(PLAIN, VARIANCE, signal([None] * 15))
    assert "no finite numbers" in said(PLAIN, "squared mean", signal([None] * 15))


def test_the_share_is_that_of_both_summands():
    assert "0.25 of the variance in the first block" in said(RESIDUAL, SHARE, signal(SAWTOOTH, main=1.0))
    assert "exactly 0" in said(RESIDUAL, SHARE, signal(SAWTOOTH, main=0.0))
    assert "nothing is added" in said(PLAIN, SHARE, signal(SAWTOOTH))
    assert "no finite numbers" in said(RESIDUAL, SHARE, signal(SAWTOOTH))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (0.3, 0.95, "can hardly be told apart"),
        (0.3, 0.6, "become more alike"),
        (0.6, 0.3, "move apart"),
        (0.3, 0.35, "about as alike as they were"),
        (None, 0.3, "point nowhere"),
    ],
)
def test_likeness_is_told_from_the_stem_to_the_last_block(first, last, expected):
    [sentence] = readings.likeness([Seen(PLAIN, (signal(SAWTOOTH, cosines=(first, last)),), "")])
    assert expected in sentence


def test_a_small_rise_in_some_runs_is_called_a_little():
    seeds = (signal(SAWTOOTH, cosines=(0.3, 0.6)), signal(SAWTOOTH, cosines=(0.3, 0.32)))
    assert "a little more alike" in readings.likeness([Seen(PLAIN, seeds, "")])[0]


def test_likeness_that_goes_both_ways_is_given_as_numbers_alone():
    seeds = (signal(SAWTOOTH, cosines=(0.3, 0.6)), signal(SAWTOOTH, cosines=(0.6, 0.3)))
    [sentence] = readings.likeness([Seen(PLAIN, seeds, "")])
    assert sentence.startswith("**plain 32**: cosine 0.45 (0.30 to 0.60) after the stem")


LEVEL, GROWING, FADING = [1.0] * 15, [2.0**number for number in range(15)], [0.5**number for number in range(15)]


def seen(net, variances, *ends):
    return Seen(net, tuple(signal(variances, cosines=(0.4, end)) for end in ends), "")


def test_the_nets_at_both_ends_are_named_with_what_their_variance_does():
    nets = [seen(PLAIN, LEVEL, 0.5), seen(RESIDUAL, GROWING, 0.4), seen(FADED, FADING, 0.95)]
    [told] = readings.apart(nets)
    assert "furthest apart in *residual 32*, whose variance grows (cosine 0.40)" in told
    assert "most alike in *plain 32, no norm*, whose variance fades (cosine 0.95)" in told
    assert "that of *plain 32* is level, and its inputs end more alike than those of *residual 32*." in told


def test_sums_are_not_compared_with_what_a_relu_has_passed():
    summed = RESIDUAL.model_copy(update={"order": "full_pre"})
    assert readings.apart([seen(PLAIN, LEVEL, 0.5), seen(summed, GROWING, 0.1)]) == []
    told = readings.apart([seen(PLAIN, LEVEL, 0.5), seen(FADED, FADING, 0.95), seen(summed, GROWING, 0.1)])
    assert "order (e)" not in " ".join(told)


def test_level_and_apart_go_together_only_if_every_run_says_so():
    together = readings.apart([seen(PLAIN, LEVEL, 0.4, 0.5), seen(FADED, FADING, 0.9, 0.8)])
    assert together[0].endswith("go together, which does not make one the cause.")
    mixed = readings.apart([seen(PLAIN, LEVEL, 0.4, 0.85), seen(FADED, FADING, 0.9, 0.8)])
    assert mixed[0].endswith("(cosine 0.85 (0.80 to 0.90)).")


def test_one_net_alone_or_one_without_numbers_is_compared_with_nothing():
    assert readings.apart([seen(PLAIN, LEVEL, 0.4)]) == []
    assert readings.apart([seen(PLAIN, LEVEL, 0.4), seen(FADED, FADING, None)]) == []
    assert readings.apart([seen(PLAIN, LEVEL, 0.4), seen(FADED, [None] * 15, 0.4)]) == []


@pytest.mark.parametrize("kind", INPUTS)
def test_of_the_recorded_nets_the_ends_are_those_of_the_lowest_and_the_highest_cosine(kind):
    nets = [each for each in signal_answers.of_nets(COMPARED, kind, 0) if each.net.order == "original"]
    cosines = {each.name: [found.places[-1].cosine or 0 for found in each.seeds] for each in nets}
    means = {name: fmean(ends) for name, ends in cosines.items()}
    [told] = readings.apart(nets)
    assert f"furthest apart in *{min(means, key=means.__getitem__)}*" in told
    assert f"most alike in *{max(means, key=means.__getitem__)}*" in told
    level = {each.name for each in nets if "stays level" in readings.sentences([each], VARIANCE)[0]}
    worse = [max(cosines[name]) < min(cosines[one]) for one in level for name in set(means) - level]
    assert ("does not decide it" in told) == any(worse)
    assert ("go together" in told) == all(
        max(cosines[one]) < min(cosines[name]) for one in level for name in set(means) - level
    )


def test_charts_begin_after_the_stem_and_leave_out_what_the_axis_cannot_show():
    seen = Seen(PLAIN, (signal([0.0, 2.0, 3.0, 4.0, 5.0] * STAGES),), "")
    linear, log = (signal_charts.option([seen], VARIANCE, log=log)["series"][0]["data"] for log in (False, True))
    assert linear[:3] == [[0, 1.0], [1, 0.0], [2, 2.0]]
    assert log[:3] == [[0, 1.0], [1, None], [2, 2.0]]
    assert signal_charts.likeness_option([seen])["series"][0]["data"][0] == [0, 0.4]


def test_the_table_has_a_row_a_place_and_trained_nets_say_so():
    seen = [Seen(PLAIN, (signal(SAWTOOTH),), ""), Seen(PLAIN, (signal(SAWTOOTH),), "", trained=True)]
    table = readings.table(seen)
    assert len(table) == 2 * (2 + STAGES * BLOCKS)
    assert set(table["net"]) == {"plain 32", "plain 32, trained"}


def test_the_trained_nets_are_those_of_the_gallery_under_their_own_names():
    assert sorted(recording for recording, _ in signal_answers.SPECIMENS.values()) == sorted(TRAINED)
    for recording, net in signal_answers.SPECIMENS.values():
        assert SPECIMENS[recording].network == net.network
