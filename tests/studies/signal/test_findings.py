"""What is found in the signal, from numbers made up for the purpose and of the recorded nets."""

from statistics import fmean

import pytest

from resnet_core import gallery
from resnet_core.analysis.spread import Spread
from resnet_core.config import parse
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.signal import findings
from resnet_core.studies.signal.findings import Ends, Runs, Share
from resnet_core.studies.signal.question import COMPARED, INPUTS, SEEDS, Place, Signal, SignalQuestion

PLAIN, RESIDUAL = SmallNet(depth=32, shortcut="none"), SmallNet(depth=32)
FADED = SmallNet(depth=32, shortcut="none", norm=False)
STAGES, BLOCKS = 3, 5
SAWTOOTH = [1.0, 2.0, 3.0, 4.0, 5.0] * STAGES
JAGGED = [1.0, 3.0, 1.0, 3.0, 1.0] * 2 + [3.0, 1.0, 3.0, 1.0, 3.0]
LEVEL, GROWING, FADING = [1.0] * 15, [2.0**number for number in range(15)], [0.5**number for number in range(15)]


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


def runs(net, variances, *ends):
    return Runs(net, tuple(signal(variances, cosines=(0.4, end)) for end in ends))


def one(number):
    return Spread(number, number, number)


@pytest.mark.parametrize(
    ("course", "variances"),
    [
        ("level", [1.0, 1.5, 1.2, 0.9, 1.0] * STAGES),
        ("steps", SAWTOOTH),
        ("steps", [float(number) for number in range(1, 16)]),
        ("grows", GROWING),
        ("fades", FADING),
        ("unclear", JAGGED),
        (None, [None] * 15),
    ],
)
def test_the_course_of_the_variance_is_known(course, variances):
    assert findings.variance(runs(RESIDUAL, variances, 0.5)).course == course


def test_a_course_has_its_numbers():
    steps = findings.variance(runs(RESIDUAL, SAWTOOTH, 0.5))
    assert (steps.rise, steps.fallen) == (one(1.0), one(0.2))
    assert findings.variance(runs(RESIDUAL, [float(number) for number in range(1, 16)], 0.5)).fallen is None
    assert findings.variance(runs(RESIDUAL, GROWING, 0.5)).factor == pytest.approx(one(2.0))
    assert findings.variance(runs(RESIDUAL, FADING, 0.5)).factor == pytest.approx(one(0.5))
    unclear = findings.variance(runs(RESIDUAL, JAGGED, 0.5))
    assert (unclear.first, unclear.last) == (one(1.0), one(3.0))


def test_a_variance_that_begins_at_zero_has_no_factor():
    assert findings.variance(runs(RESIDUAL, [0.0, *JAGGED[1:]], 0.5)).factor is None


def test_a_course_is_one_only_when_every_run_takes_it():
    mixed = Runs(RESIDUAL, (signal(SAWTOOTH), signal([1.0, 3.0, 1.0, 3.0, 1.0] * STAGES)))
    assert findings.variance(mixed).course == "unclear"


def test_the_squared_mean_is_known_at_both_ends_or_not_at_all():
    assert findings.squared_mean(runs(PLAIN, SAWTOOTH, 0.5)) == Ends(one(1.0), one(5.0))
    assert findings.squared_mean(runs(PLAIN, [None] * 15, 0.5)) == Ends(None, None)


def test_the_share_is_that_of_both_summands():
    def share(net, main):
        return findings.share(Runs(net, (signal(SAWTOOTH, main=main),)))

    assert share(RESIDUAL, 1.0) == Share("known", one(0.25), one(0.25))
    assert share(RESIDUAL, 0.0) == Share("zero")
    assert share(PLAIN, None) == Share("plain")
    assert share(RESIDUAL, None) == Share("unknown")


@pytest.mark.parametrize(
    ("ends", "change"),
    [
        ([(0.3, 0.95)], "alike"),
        ([(0.3, 0.6)], "more"),
        ([(0.6, 0.3)], "apart"),
        ([(0.3, 0.35)], "same"),
        ([(None, 0.3)], "unknown"),
        ([(0.3, 0.6), (0.3, 0.32)], "a_little"),
        ([(0.3, 0.6), (0.6, 0.3)], "unclear"),
    ],
)
def test_likeness_changes_from_the_stem_to_the_last_block(ends, change):
    assert findings.likeness(Runs(PLAIN, tuple(signal(SAWTOOTH, cosines=end) for end in ends))).change == change


def test_likeness_has_its_cosines():
    found = findings.likeness(Runs(PLAIN, (signal(SAWTOOTH, cosines=(0.3, 0.6)), signal(SAWTOOTH, cosines=(0.6, 0.3)))))
    assert found.stem == found.last == pytest.approx(Spread(0.45, 0.3, 0.6))


def test_the_nets_at_both_ends_are_found_with_what_their_variance_does():
    level, growing, fading = runs(PLAIN, LEVEL, 0.5), runs(RESIDUAL, GROWING, 0.4), runs(FADED, FADING, 0.95)
    [found] = findings.apart([level, growing, fading])
    assert (found.furthest.runs, found.furthest.course) == (growing, "grows")
    assert (found.most_alike.runs, found.most_alike.course, found.most_alike.cosine.mean) == (fading, "fades", 0.95)
    assert (found.level, found.against) == ("against", (level, growing))


def test_sums_are_not_compared_with_what_a_relu_has_passed():
    level, fading = runs(PLAIN, LEVEL, 0.5), runs(FADED, FADING, 0.95)
    summed = runs(RESIDUAL.model_copy(update={"order": "full_pre"}), GROWING, 0.1)
    assert findings.apart([level, summed]) == ()
    [found] = findings.apart([level, fading, summed])
    assert found.nets == (level, fading)


def test_level_and_apart_go_together_only_if_every_run_says_so():
    [together] = findings.apart([runs(PLAIN, LEVEL, 0.4, 0.5), runs(FADED, FADING, 0.9, 0.8)])
    assert together.level == "together"
    [mixed] = findings.apart([runs(PLAIN, LEVEL, 0.4, 0.85), runs(FADED, FADING, 0.9, 0.8)])
    assert (mixed.level, mixed.against) == ("open", None)


def test_one_net_alone_or_one_without_numbers_is_compared_with_nothing():
    level = runs(PLAIN, LEVEL, 0.4)
    assert findings.apart([level]) == ()
    assert findings.apart([level, runs(FADED, FADING, None)]) == ()
    assert findings.apart([level, runs(FADED, [None] * 15, 0.4)]) == ()


@pytest.mark.parametrize("kind", INPUTS)
def test_of_the_recorded_nets_the_ends_are_those_of_the_lowest_and_the_highest_cosine(kind):
    nets = [recorded(net, kind) for net in COMPARED if net.order == "original"]
    cosines = {net.net: [answer.places[-1].cosine or 0 for answer in net.answers] for net in nets}
    means = {net: fmean(ends) for net, ends in cosines.items()}
    [found] = findings.apart(nets)
    assert found.furthest.runs.net == min(means, key=means.__getitem__)
    assert found.most_alike.runs.net == max(means, key=means.__getitem__)
    level = {net.net for net in nets if findings.variance(net).course == "level"}
    others = set(means) - level
    worse = any(max(cosines[other]) < min(cosines[net]) for net in level for other in others)
    better = all(max(cosines[net]) < min(cosines[other]) for net in level for other in others)
    assert found.level == ("against" if worse else "together" if better else "open")


def recorded(net, kind):
    questions = (SignalQuestion(net=new_net(net.network, seed=seed), input=kind, seed=seed) for seed in SEEDS)
    return Runs(net, tuple(parse(Signal, gallery.measurements("signal").answer(asked)) for asked in questions))


def test_what_is_drawn_begins_after_the_stem():
    drawn = signal([0.0, *SAWTOOTH[1:]])
    assert findings.points(drawn, "variance")[:3] == ((0, 1.0), (1, 0.0), (2, 2.0))
    assert findings.likeness_points(drawn)[:2] == ((0, 0.4), (1, 0.5))


def test_the_variance_beside_that_after_the_stem_begins_at_1_and_has_gaps_where_there_is_none():
    course = findings.course(runs(PLAIN, [0.5, None, *[0.25] * 13], 0.5, 0.6))
    assert course[:4] == (pytest.approx(1), pytest.approx(0.5), None, pytest.approx(0.25))


@pytest.mark.parametrize(
    ("plain", "residual", "further"),
    [((0.4, 0.5), (0.6, 0.7), "plain"), ((0.8, 0.9), (0.6, 0.7), "residual"), ((0.4, 0.65), (0.6, 0.7), "alike")],
)
def test_inputs_end_further_apart_only_where_every_run_says_so(plain, residual, further):
    found = findings.pair(runs(PLAIN, LEVEL, *plain), runs(RESIDUAL, LEVEL, *residual))
    assert found is not None
    assert found.further == further
