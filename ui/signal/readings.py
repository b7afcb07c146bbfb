"""What becomes of the signal in several nets, told from the same numbers as the charts. No Streamlit here."""

from collections.abc import Sequence
from itertools import groupby, pairwise, product
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from resnet_core.probes.nets import SmallNet
from resnet_core.probes.signal import Place, Signal
from ui.functions.growth_readings import spread
from ui.small_nets import label
from ui.words import listed, measured, seeds

Measure = Literal["variance", "squared mean", "share of the main path"]
VARIANCE: Measure = "variance"
SHARE: Measure = "share of the main path"
MEASURES: tuple[Measure, ...] = (VARIANCE, "squared mean", SHARE)

Course = Literal["stays level", "climbs in steps", "grows", "fades", "goes no clear way"]
"""Of the variance, from the first block to the last."""

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


class Seen(NamedTuple):
    """One net and what was found for it, once a seed."""

    net: SmallNet
    seeds: tuple[Signal, ...]
    where: str
    """A sentence on when and on which machine."""
    trained: bool = False

    @property
    def name(self) -> str:
        """In legends and sentences."""
        return f"{label(self.net)}, trained" if self.trained else label(self.net)

    @property
    def shown(self) -> Signal:
        """The seed that the charts draw."""
        return self.seeds[0]


class Ended(NamedTuple):
    """How alike inputs are behind the last block of one net, once a seed, and what its variance did on the way."""

    seen: Seen
    cosines: list[float]
    course: Course


def value(place: Place, measure: Measure) -> float | None:
    """The measure at one place; None where it is not defined."""
    if measure == VARIANCE:
        return place.variance
    if measure == SHARE:
        if place.main_variance is None or not place.shortcut_variance:
            return None
        return place.main_variance / (place.main_variance + place.shortcut_variance)
    return place.squared_mean


def points(found: Signal, measure: Measure) -> tuple[tuple[int, float | None], ...]:
    """Blocks passed and value, the stem's output first, at 0."""
    return tuple(enumerate(value(place, measure) for place in found.places[1:]))


def likeness_points(found: Signal) -> tuple[tuple[int, float | None], ...]:
    """Blocks passed and mean cosine between different inputs, after the stem first."""
    return tuple(enumerate(place.cosine for place in found.places[1:]))


def sentences(nets: Sequence[Seen], measure: Measure) -> list[str]:
    """A sentence a net on the measure that is drawn."""
    say = {VARIANCE: _variance, SHARE: _share}.get(measure, _squared_mean)
    return [f"**{seen.name}**: {say(seen)} ({seeds(len(seen.seeds))})." for seen in nets]


def likeness(nets: Sequence[Seen]) -> list[str]:
    """A sentence a net on how alike different inputs become."""
    return [f"**{seen.name}**: {_likeness(seen)} ({seeds(len(seen.seeds))})." for seen in nets]


def apart(nets: Sequence[Seen]) -> list[str]:
    """For nets of one order of layers: where inputs end furthest apart and most alike, and whether level variance goes
    with it. Cosines of sums and of what a ReLU has passed cannot be compared, so each order speaks for itself.
    """
    known = [Ended(seen, ends, course) for seen in nets if (course := _course(seen)) and (ends := _ends(seen))]
    orders = dict.fromkeys(each.seen.net.order for each in known)
    alike = [[each for each in known if each.seen.net.order == order] for order in orders]
    return [_apart(found) for found in alike if len(found) > 1]


def table(nets: Sequence[Seen]) -> pd.DataFrame:
    """A row a place of each net, as one seed has it."""
    rows = [
        {
            "net": seen.name,
            "place": place.path,
            "variance": place.variance,
            "squared mean": place.squared_mean,
            "cosine of different inputs": place.cosine,
            "variance of F(x)": place.main_variance,
            "variance of the shortcut": place.shortcut_variance,
        }
        for seen in nets
        for place in seen.shown.places
    ]
    return pd.DataFrame(rows)


def ranged(values: Sequence[float]) -> str:
    """The mean, and from the lowest to the highest where there are several."""
    mean = measured(sum(values) / len(values))
    low, high = measured(min(values)), measured(max(values))
    return mean if low == high else f"{mean} ({low} to {high})"


def _variance(seen: Seen) -> str:
    stages = [_stages(found) for found in seen.seeds]
    blocks = [[each for stage in found for each in stage] for found in stages]
    course = _course(seen)
    if course is None:
        return "some values are no finite numbers"
    first, last = [found[0] for found in blocks], [found[-1] for found in blocks]
    way = f"from {ranged(first)} after the first block to {ranged(last)} after the last"
    if course == "stays level":
        return f"the variance stays level, within a factor of {LEVEL:g}: {way}"
    if course == "climbs in steps":
        rise = ranged([(stage[-1] - stage[0]) / (len(stage) - 1) for found in stages for stage in found])
        return f"in every stage the variance grows in a nearly straight line, by {rise} a block{_fallen(stages)}"
    factors = [(end / start) ** (1 / (len(found) - 1)) for start, end, found in zip(first, last, blocks, strict=True)]
    if course == "grows":
        return f"the variance grows {ranged(factors)}-fold a block, {way}"
    if course == "fades":
        return f"the variance fades, to {ranged(factors)} of itself a block, {way}"
    return f"the variance runs {way}"


def _course(seen: Seen) -> Course | None:
    """What the variance does in every run; None where a value is no finite number."""
    stages = [_stages(found) for found in seen.seeds]
    blocks = [[each for stage in found for each in stage] for found in stages]
    if any(not found for found in blocks):
        return None
    if all(max(found) <= LEVEL * min(found) for found in blocks):
        return "stays level"
    if all(_is_straight(stage) for found in stages for stage in found):
        return "climbs in steps"
    if all(found[-1] > MUCH * found[0] for found in blocks):
        return "grows"
    if all(found[-1] * MUCH < found[0] for found in blocks):
        return "fades"
    return "goes no clear way"


def _squared_mean(seen: Seen) -> str:
    ends = [(found.places[2].squared_mean, found.places[-1].squared_mean) for found in seen.seeds]
    known = [(first, last) for first, last in ends if first is not None and last is not None]
    if len(known) < len(ends):
        return "some values are no finite numbers"
    firsts, lasts = zip(*known, strict=True)
    return f"the squared mean runs from {ranged(firsts)} after the first block to {ranged(lasts)} after the last"


def _share(seen: Seen) -> str:
    if seen.net.plain:
        return "nothing is added, so there is no share"
    found = [
        [each for place in signal.places[2:] if (each := value(place, SHARE)) is not None] for signal in seen.seeds
    ]
    if any(not shares for shares in found):
        return "some values are no finite numbers"
    if not any(any(shares) for shares in found):
        return "every main path brings exactly 0: each block hands on what its shortcut brings"
    first, last = [shares[0] for shares in found], [shares[-1] for shares in found]
    return f"the main path brings {ranged(first)} of the variance in the first block and {ranged(last)} in the last"


def _likeness(seen: Seen) -> str:
    ends = [(found.places[1].cosine, found.places[-1].cosine) for found in seen.seeds]
    known = [(first, last) for first, last in ends if first is not None and last is not None]
    if len(known) < len(ends):
        return "some inputs arrive as zeros, which point nowhere"
    firsts, lasts = zip(*known, strict=True)
    way = f"cosine {_cosines(firsts)} after the stem, {_cosines(lasts)} after the last block"
    if min(lasts) >= ALIKE:
        return f"different inputs can hardly be told apart at the end; {way}"
    moved = [last - first for first, last in known]
    if min(moved) > MOVED:
        return f"different inputs become more alike; {way}"
    if max(moved) < -MOVED:
        return f"different inputs move apart; {way}"
    if max(map(abs, moved)) <= MOVED:
        return f"different inputs stay about as alike as they were; {way}"
    if min(moved) > 0:
        return f"different inputs become a little more alike; {way}"
    return way


def _ends(seen: Seen) -> list[float]:
    """The cosine after the last block, once a seed; empty where one is not defined."""
    ends = [found.places[-1].cosine for found in seen.seeds]
    return [] if None in ends else [end for end in ends if end is not None]


def _apart(found: Sequence[Ended]) -> str:
    first, *_, last = sorted(found, key=lambda each: sum(each.cosines) / len(each.cosines))
    names = listed(f"*{each.seen.name}*" for each in found)
    return (
        f"Of {names}, inputs end furthest apart in *{first.seen.name}*, whose variance {first.course} (cosine "
        f"{_cosines(first.cosines)}), and most alike in *{last.seen.name}*, whose variance {last.course} (cosine "
        f"{_cosines(last.cosines)}).{_level(found)}"
    )


def _level(found: Sequence[Ended]) -> str:
    """Whether nets of level variance are those that keep inputs apart, as far as every run says so."""
    level = [each for each in found if each.course == "stays level"]
    others = [each for each in found if each.course != "stays level"]
    if not level or not others:
        return ""
    for one, other in product(level, others):
        if min(one.cosines) > max(other.cosines):
            return (
                f" A level variance does not decide it: that of *{one.seen.name}* is level, and its inputs end more "
                f"alike than those of *{other.seen.name}*."
            )
    if all(max(one.cosines) < min(other.cosines) for one, other in product(level, others)):
        return " Here a level variance and inputs kept apart go together, which does not make one the cause."
    return ""


def _cosines(values: Sequence[float]) -> str:
    """With two decimals: near 0 the further ones are chance."""
    return spread([round(each, 2) + 0.0 for each in values], "{:.2f}").replace("-", "−")


def _stages(found: Signal) -> list[list[float]]:
    """The variances after each block, a list a stage; empty where one is no finite number."""
    blocks = [place for place in found.places if place.path.startswith("stage")]
    if any(place.variance is None for place in blocks):
        return []
    stages = groupby(blocks, key=lambda place: place.path.split(".")[0])
    return [[place.variance for place in stage if place.variance is not None] for _, stage in stages]


def _is_straight(values: Sequence[float]) -> bool:
    """Whether the values grow, and a straight line explains nearly all of it."""
    if len(values) < LEAST_BLOCKS or values[-1] <= values[0]:
        return False
    return bool(np.corrcoef(np.arange(len(values)), values)[0, 1] ** 2 >= STRAIGHT)


def _fallen(stages: Sequence[list[list[float]]]) -> str:
    """Whether the variance falls back where a new stage begins, in all runs."""
    drops = [after[0] / before[-1] for found in stages for before, after in pairwise(found)]
    if drops and max(drops) <= FALLEN:
        return f"; where a new stage begins it falls back to {ranged(drops)} of what it was"
    return ""
