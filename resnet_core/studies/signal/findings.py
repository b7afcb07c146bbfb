"""What becomes of the signal in a net, judged over all its runs, and in which of several nets inputs stay apart."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, product
from typing import Literal, NamedTuple

import numpy as np

from resnet_core.analysis.spread import Spread, geometric_spread, spread
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.signal.question import Place, Signal

Measure = Literal["variance", "squared_mean", "share"]
"""`share` is the main path's part of the variance that a block hands on."""
MEASURES: tuple[Measure, ...] = ("variance", "squared_mean", "share")

Course = Literal["level", "steps", "grows", "fades", "unclear"]
"""Of the variance, from the first block to the last; in `steps` it climbs in a straight line in every stage."""

Change = Literal["unknown", "alike", "more", "apart", "same", "a_little", "unclear"]
"""Of the cosine of different inputs. `alike`: they can hardly be told apart at the end, whatever they were before;
`unknown`: an input arrived as zeros, which point nowhere.
"""

Further = Literal["plain", "residual", "alike"]
FURTHER: tuple[Further, ...] = ("plain", "residual", "alike")
"""In which of two nets inputs end further apart."""

LEVEL = 2.0
"""A variance whose largest value is at most this many times its smallest stays level."""
STRAIGHT = 0.97
"""From this share of its variation that a straight line explains, a growth is called straight."""
LEAST_BLOCKS = 4
"""Fewer points in a stage lie on a straight line too easily."""
FALLEN = 0.7
"""At a new stage the variance has fallen back when it is at most this share of what it was."""
MUCH = 10.0
ALIKE = 0.9
"""From this cosine two inputs are called hardly distinguishable."""
MOVED = 0.1
"""A cosine that moves by less stays about as it was."""


class Runs(NamedTuple):
    """One net and the answers for it, once a seed."""

    net: SmallNet
    answers: tuple[Signal, ...]
    trained: bool = False

    @property
    def shown(self) -> Signal:
        """The seed that charts draw."""
        return self.answers[0]


class Variance(NamedTuple):
    """What the variance does on its way; everything is None where a value is no finite number."""

    course: Course | None
    first: Spread | None = None
    """After the first block."""
    last: Spread | None = None
    rise: Spread | None = None
    """By which it grows per block, where it climbs in steps."""
    fallen: Spread | None = None
    """The share that is left of it where a new stage begins, if it falls back at every one."""
    factor: Spread | None = None
    """By which it is multiplied per block."""


class Ends(NamedTuple):
    """A measure after the first block and after the last; None where a value is no finite number."""

    first: Spread | None
    last: Spread | None


class Share(NamedTuple):
    """What the main paths bring to the additions."""

    state: Literal["plain", "unknown", "zero", "known"]
    """`plain` where nothing is added, `zero` where every main path brings exactly 0."""
    first: Spread | None = None
    last: Spread | None = None


class Likeness(NamedTuple):
    """How alike different inputs are: their cosine after the stem and after the last block."""

    change: Change
    stem: Spread | None = None
    last: Spread | None = None


class Pair(NamedTuple):
    """How alike different inputs end in a plain net and in a residual one, by their cosine."""

    stem: Spread
    """After the stem, which is the same in both."""
    plain: Spread
    residual: Spread
    further: Further
    """In which they end further apart in every run; `alike` where the runs overlap."""


class Ending(NamedTuple):
    """How alike inputs are after the last block of one net, once a seed, and what its variance did on the way."""

    runs: Runs
    cosines: tuple[float, ...]
    course: Course

    @property
    def cosine(self) -> Spread:
        """Over the seeds."""
        return Spread(sum(self.cosines) / len(self.cosines), min(self.cosines), max(self.cosines))


class Apart(NamedTuple):
    """Of nets with one order of layers: in which inputs end furthest apart, and in which most alike."""

    nets: tuple[Runs, ...]
    furthest: Ending
    most_alike: Ending
    level: Literal["against", "together", "open"]
    """Whether level variance goes together with inputs kept apart, as far as every run says so."""
    against: tuple[Runs, Runs] | None = None
    """A net of level variance whose inputs end more alike than those of the other net, of another course."""


def value(place: Place, measure: Measure) -> float | None:
    """The measure at one place; None where it is not defined."""
    match measure:
        case "variance":
            return place.variance
        case "squared_mean":
            return place.squared_mean
        case "share":
            if place.main_variance is None or not place.shortcut_variance:
                return None
            return place.main_variance / (place.main_variance + place.shortcut_variance)


def points(signal: Signal, measure: Measure) -> tuple[tuple[int, float | None], ...]:
    """Blocks passed and value, the stem's output first, at 0."""
    return tuple(enumerate(value(place, measure) for place in signal.places[1:]))


def likeness_points(signal: Signal) -> tuple[tuple[int, float | None], ...]:
    """Blocks passed and mean cosine between different inputs, after the stem first."""
    return tuple(enumerate(place.cosine for place in signal.places[1:]))


def variance(runs: Runs) -> Variance:
    """What the variance does in every run."""
    course = _course(runs)
    if course is None:
        return Variance(None)
    stages = [_stages(signal) for signal in runs.answers]
    blocks = [[variance for stage in run for variance in stage] for run in stages]
    slopes = [(stage[-1] - stage[0]) / (len(stage) - 1) for run in stages for stage in run if len(stage) > 1]
    drops = [after[0] / before[-1] for run in stages for before, after in pairwise(run) if before[-1]]
    return Variance(
        course,
        first=spread(run[0] for run in blocks),
        last=spread(run[-1] for run in blocks),
        rise=spread(slopes) if course == "steps" else None,
        fallen=spread(drops) if course == "steps" and drops and max(drops) <= FALLEN else None,
        factor=spread((run[-1] / run[0]) ** (1 / (len(run) - 1)) if run[0] else None for run in blocks),
    )


def course(runs: Runs) -> tuple[float | None, ...]:
    """The variance after every block over that after the stem, which comes first: the geometric mean over the runs."""
    variances = [[place.variance for place in signal.places[1:]] for signal in runs.answers]
    shares = [[value / run[0] if value and run[0] else None for value in run] for run in variances]
    means = [geometric_spread(column) for column in zip(*shares, strict=True)]
    return tuple(mean and mean.mean for mean in means)


def pair(plain: Runs, residual: Runs) -> Pair | None:
    """How alike different inputs end in both nets; None where one of them has no cosine."""
    one, other = likeness(plain), likeness(residual)
    if one.last is None or other.last is None or one.stem is None:
        return None
    apart: Further = "alike"
    if one.last.high < other.last.low:
        apart = "plain"
    elif other.last.high < one.last.low:
        apart = "residual"
    return Pair(one.stem, one.last, other.last, apart)


def squared_mean(runs: Runs) -> Ends:
    """The squared mean at both ends."""
    return Ends(
        spread(signal.places[2].squared_mean for signal in runs.answers),
        spread(signal.places[-1].squared_mean for signal in runs.answers),
    )


def share(runs: Runs) -> Share:
    """The main path's share in the first block and in the last."""
    if runs.net.plain:
        return Share("plain")
    shares = [_known(value(place, "share") for place in signal.places[2:]) for signal in runs.answers]
    if not all(shares):
        return Share("unknown")
    if not any(any(run) for run in shares):
        return Share("zero")
    return Share("known", spread(run[0] for run in shares), spread(run[-1] for run in shares))


def likeness(runs: Runs) -> Likeness:
    """How alike different inputs become, in every run."""
    stem = spread(signal.places[1].cosine for signal in runs.answers)
    last = spread(signal.places[-1].cosine for signal in runs.answers)
    if stem is None or last is None:
        return Likeness("unknown")
    moved = [(signal.places[-1].cosine or 0.0) - (signal.places[1].cosine or 0.0) for signal in runs.answers]
    return Likeness(_change(moved, last.low), stem, last)


def apart(nets: Iterable[Runs]) -> tuple[Apart, ...]:
    """For nets of one order of layers, where there are two: at which ends of the scale inputs end up.

    Cosines of sums and of what a ReLU has passed cannot be compared, so each order speaks for itself.
    """
    endings = [ending for runs in nets if (ending := _ending(runs))]
    orders = dict.fromkeys(ending.runs.net.order for ending in endings)
    comparable = [[ending for ending in endings if ending.runs.net.order == order] for order in orders]
    return tuple(_apart(group) for group in comparable if len(group) > 1)


def _course(runs: Runs) -> Course | None:
    """What the variance does in every run; None where a value is no finite number."""
    stages = [_stages(signal) for signal in runs.answers]
    blocks = [[variance for stage in run for variance in stage] for run in stages]
    if not all(blocks):
        return None
    if all(max(run) <= LEVEL * min(run) for run in blocks):
        return "level"
    if all(_is_straight(stage) for run in stages for stage in run):
        return "steps"
    if all(run[-1] > MUCH * run[0] for run in blocks):
        return "grows"
    if all(run[-1] * MUCH < run[0] for run in blocks):
        return "fades"
    return "unclear"


def _change(
    moved: Sequence[float], lowest_end: float
) -> Literal["alike", "more", "apart", "same", "a_little", "unclear"]:
    """What the cosines did from stem to last block, by how far they moved in each run."""
    if lowest_end >= ALIKE:
        return "alike"
    if min(moved) > MOVED:
        return "more"
    if max(moved) < -MOVED:
        return "apart"
    if max(map(abs, moved)) <= MOVED:
        return "same"
    return "a_little" if min(moved) > 0 else "unclear"


def _ending(runs: Runs) -> Ending | None:
    """None where a variance is no finite number or a cosine is not defined."""
    course, cosines = _course(runs), _known(signal.places[-1].cosine for signal in runs.answers)
    return Ending(runs, cosines, course) if course and len(cosines) == len(runs.answers) else None


def _apart(endings: Sequence[Ending]) -> Apart:
    furthest, *_, most_alike = sorted(endings, key=lambda ending: ending.cosine.mean)
    level = [ending for ending in endings if ending.course == "level"]
    pairs = list(product(level, (ending for ending in endings if ending.course != "level")))
    worse = next(((one, other) for one, other in pairs if min(one.cosines) > max(other.cosines)), None)
    together = bool(pairs) and all(max(one.cosines) < min(other.cosines) for one, other in pairs)
    return Apart(
        tuple(ending.runs for ending in endings),
        furthest,
        most_alike,
        "against" if worse else "together" if together else "open",
        against=(worse[0].runs, worse[1].runs) if worse else None,
    )


def _stages(signal: Signal) -> list[list[float]]:
    """The variances after each block, a list a stage; empty where one is no finite number."""
    blocks = [place for place in signal.places if place.path.startswith("stage")]
    if any(place.variance is None for place in blocks):
        return []
    stages = groupby(blocks, key=lambda place: place.path.split(".")[0])
    return [[place.variance for place in stage if place.variance is not None] for _, stage in stages]


def _is_straight(values: Sequence[float]) -> bool:
    """Whether the values grow, and a straight line explains nearly all of it."""
    if len(values) < LEAST_BLOCKS or values[-1] <= values[0]:
        return False
    return bool(np.corrcoef(np.arange(len(values)), values)[0, 1] ** 2 >= STRAIGHT)


def _known(values: Iterable[float | None]) -> tuple[float, ...]:
    return tuple(value for value in values if value is not None)
