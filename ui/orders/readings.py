"""What the race of the activation orders showed, said from its numbers. No Streamlit here."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from resnet_core.config import Order
from resnet_core.probes.orders import LETTERS, ORDERS, TABLE2
from resnet_core.probes.race import LAST_STEPS
from ui.functions.growth_readings import spread
from ui.race import readings as race_readings
from ui.race.readings import Group
from ui.words import listed

NAMES: dict[Order, str] = {
    "original": "original",
    "norm_after_add": "norm after the addition",
    "relu_before_add": "ReLU before the addition",
    "relu_only_pre": "ReLU-only pre-activation",
    "full_pre": "full pre-activation",
}
MEANINGS: dict[Order, str] = {
    "original": "The block of 2015. The last ReLU comes after the addition: what a block hands on is never negative.",
    "norm_after_add": "The last norm moves behind the addition. It rescales the shortcut too: in no block does x get "
    "through as it came.",
    "relu_before_add": "Both activations stay on the main path, so F(x) is never negative: along the shortcuts a value "
    "can grow from block to block, and never shrink.",
    "relu_only_pre": "ReLU goes in front of each convolution. Nothing follows the addition, but each first ReLU gets a "
    "sum that no norm has rescaled.",
    "full_pre": "Norm and ReLU go in front of each convolution. Nothing follows the addition, and every convolution "
    "reads a signal that a norm has rescaled.",
}
"""What each does to the way of the signal."""


MOST_NAMED = 4
"""Pairs that a sentence names."""


class Pair(NamedTuple):
    """Two orders of which every run of one ended below every run of the other."""

    better: Order
    worse: Order


def named(order: Order) -> str:
    """`(e) full pre-activation`."""
    return f"({LETTERS[order]}) {NAMES[order]}"


def key(seeds: int) -> str:
    """What the letters and lines of the figure stand for."""
    names = "; ".join(map(named, ORDERS))
    return f"{names}." + (" With symbols: the median over the seeds. Faint: every seed." if seeds > 1 else "")


def apart(shown: Sequence[Group]) -> tuple[Pair, ...]:
    """All pairs whose runs do not overlap."""
    found = []
    for one, two in combinations(shown, 2):
        if max(one.losses) < min(two.losses):
            found.append(Pair(one.net.order, two.net.order))
        elif max(two.losses) < min(one.losses):
            found.append(Pair(two.net.order, one.net.order))
    return tuple(found)


def ranking(shown: Sequence[Group]) -> str:
    """The orders from the lowest final loss to the highest, and how wide their runs lie."""
    ranked = sorted(shown, key=lambda group: _mean(group.losses))
    places = ", ".join(f"**({LETTERS[group.net.order]})** {race_readings.loss(group)}" for group in ranked)
    count = len(shown[0].runners)
    of = "one seed" if count == 1 else f"{count} seeds, mean and range"
    return f"From the lowest training loss to the highest (last {LAST_STEPS} steps, {of}): {places}."


def differences(shown: Sequence[Group]) -> str:
    """Which differences are larger than the spread of the seeds, and which are not."""
    if len(shown[0].runners) == 1:
        return "One seed has no spread: which of these differences would come again, it cannot say. Run some more."
    pairs = apart(shown)
    every = len(shown) * (len(shown) - 1) // 2
    if not pairs:
        return f"Of the {every} pairs none is apart: the runs of any two orders overlap, so no difference was shown."
    overlapping = [
        f"({LETTERS[one.net.order]}) and ({LETTERS[two.net.order]})"
        for one, two in combinations(shown, 2)
        if not {Pair(one.net.order, two.net.order), Pair(two.net.order, one.net.order)} & set(pairs)
    ]
    first = (
        f"Larger than the spread, in that every run of one ended below every run of the other: **{len(pairs)} of the "
        f"{every} pairs**: {_below(pairs)}. {_by_chance(len(shown[0].runners), every)}"
    )
    if not overlapping:
        return f"{first} All are told apart."
    if len(overlapping) > MOST_NAMED:
        return f"{first} The other {len(overlapping)} are not told apart."
    return f"{first} Not told apart: {', '.join(overlapping)}."


def beside_the_paper(shown: Sequence[Group]) -> str:
    """Whether the pairs that are apart stand in the paper's order too."""
    pairs = apart(shown)
    if not pairs or len(shown[0].runners) == 1:
        return ""
    agree = [pair for pair in pairs if TABLE2[pair.better].resnet110 < TABLE2[pair.worse].resnet110]
    others = [pair for pair in pairs if pair not in agree]
    against = f" The other way round: {_below(others)}." if others else ""
    if len(pairs) == 1:
        stands = "in the same order" if agree else "the other way round"
        return f"The one pair that is apart here stands {stands} by the paper's test error of ResNet-110."
    stand = "stands" if len(agree) == 1 else "stand"
    return (
        f"Of the {len(pairs)} pairs that are apart here, {len(agree)} {stand} in the same order by the paper's test "
        f"error of ResNet-110.{against}"
    )


def beyond(shown: Sequence[Group], bound: float) -> str:
    """Which nets had losses above `bound`, where the figure ends, and the highest of each."""
    highest = {
        group.net.order: max((loss for each in group.runners for loss in each.losses if loss is not None), default=0.0)
        for group in shown
    }
    above = [f"({LETTERS[order]}) with up to {loss:.1f}" for order, loss in highest.items() if loss > bound]
    return f"Single losses above {bound:g} leave the figure: {listed(above)}." if above else ""


def table(shown: Sequence[Group]) -> pd.DataFrame:
    """A row for each order: ours, and Table 2 of the paper."""
    rows = [
        {
            "order": named(group.net.order),
            f"here: training loss, last {LAST_STEPS} steps": race_readings.loss(group),
            "here: test accuracy": _accuracies(group),
            "paper: test error, ResNet-110": f"{TABLE2[group.net.order].resnet110:.2f}%",
            "paper: test error, ResNet-164": f"{TABLE2[group.net.order].resnet164:.2f}%",
        }
        for group in shown
    ]
    return pd.DataFrame(rows).set_index("order")


def _by_chance(seeds: int, pairs: int) -> str:
    """How often two orders that train alike come apart all the same: of all ways to deal their runs, two do it."""
    ways = math.comb(2 * seeds, seeds) // 2
    among = f": among {pairs} pairs, one such would be no surprise" if pairs >= ways else ""
    return f"Two orders that train alike would come apart so by chance once in {ways} times{among}."


def _below(pairs: Sequence[Pair]) -> str:
    """`(d) below (a), (c) and (b); ...`, each better order once."""
    better = dict.fromkeys(pair.better for pair in pairs)
    return "; ".join(
        f"({LETTERS[one]}) below " + listed([f"({LETTERS[pair.worse]})" for pair in pairs if pair.better == one])
        for one in better
    )


def _accuracies(group: Group) -> str:
    """With the statistics of the norms taken anew: after so few steps the stored ones lag."""
    known = [accuracy for each in group.runners if (accuracy := each.test_accuracy_fresh_norms) is not None]
    return spread(known, "{:.1%}") if known else "none"


def _mean(values: Sequence[float]) -> float:
    return math.inf if math.inf in values else sum(values) / len(values)
