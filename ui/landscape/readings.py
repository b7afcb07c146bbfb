"""What the landscapes of two twins show, said from their numbers. No Streamlit here.

The residual twin is the first net of every answer, the plain one the second. Walks of one kind differ only in the seed
of their directions, and a difference counts where every one of them shows it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import pandas as pd

from resnet_core.probes.landscape import Ground, Landscape, LandscapeProbe, Norms, Ring
from ui import words

Compared = Literal["residual", "plain", "alike", "unclear"]
"""Which of the twins has more; `unclear` where the walks do not agree or a number is missing."""
Pairs = list[tuple[float, float]]
"""The same measure of both twins, for every walk."""

VISIBLE = 1.5
"""A rise is called larger, and turns are called more, when they are half as large or many again."""
CURVED = 0.05
"""A ground is called less convex when this share more of its points curve down."""
TURNING = 0.05
"""Turns are called more only when there is one more for every twenty lines."""
NEAR = 1.1
"""Centres whose losses differ by less than this factor lie at the same height."""
THRESHOLDS = (
    f"A rise is called larger from {VISIBLE:g} times on; a ground less convex from {CURVED:.0%} of its points on; "
    f"minima more from one on; turns more from {VISIBLE:g} times and one in {1 / TURNING:g} lines on. All of them see "
    "the points only, in this plane or on this line."
)


class Walks(NamedTuple):
    """Walks around the twins of one depth; the one that is shown comes first."""

    depth: int
    found: tuple[Landscape, ...]

    @property
    def names(self) -> tuple[str, str]:
        """Of the twins."""
        return f"residual {self.depth}", f"plain {self.depth}"

    @property
    def shown(self) -> tuple[tuple[str, Ground], ...]:
        """Name and ground of each twin, in the walk that is shown."""
        return tuple(zip(self.names, self.found[0].nets, strict=True))

    @property
    def rings(self) -> tuple[int, int]:
        """The numbers of the rings half way out and at the edge."""
        last = len(self.found[0].nets[0].rings) - 1
        return last // 2, last

    @property
    def agreed(self) -> str:
        """What a difference must hold in, in words."""
        count = len(self.found)
        return f"with each of {count} seeds" if count > 1 else "with this one seed"


def centres(walks: Walks, images: int) -> str:
    """Where the two nets stand, and whether their pictures can be laid over each other."""
    stand = " and ".join(
        f"**{name}** with a loss of {number(net.centre)} ({net.accuracy:.1%} of the {images} pictures right)"
        for name, net in walks.shown
    )
    losses = [net.centre or 0.0 for _, net in walks.shown]
    end = (
        "They start from almost the same height."
        if max(losses) <= NEAR * min(losses)
        else "They start from different heights, so this is **not like for like**: compare how the ground rises, not "
        "how high it lies."
    )
    return f"In the middle stand the nets as they were trained: {stand}. {end}"


def verdict(walks: Walks) -> str:
    """Whether the twins differ at all, in one sentence."""
    half, edge = walks.rings
    found = {
        f"the loss rises more by distance {_distance(walks, half)}": rise(walks, half),
        f"the loss rises more by distance {_distance(walks, edge)}": rise(walks, edge),
        "more of the ground is not convex": convexity(walks),
        "there are more minima": minima(walks),
        "the loss goes up and down again more often": turns(walks),
    }
    residual, plain = walks.names
    said = [
        f"around {name} {words.listed(what)}"
        for name, which in ((plain, "plain"), (residual, "residual"))
        if (what := [said for said, compared in found.items() if compared == which])
    ]
    if said:
        return f"**A difference {walks.agreed}:** {'; '.join(said)}."
    if "unclear" in found.values():
        return f"**No difference that holds {walks.agreed}** between {residual} and {plain}."
    return f"**No visible difference** between {residual} and {plain} {walks.agreed}."


def details(walks: Walks) -> tuple[str, ...]:
    """Both rises, convexity, minima and turns, each with its numbers; then what the last three say together."""
    half, edge = walks.rings
    return (
        _rise_said(walks, half),
        _rise_said(walks, edge),
        _convexity_said(walks),
        _minima_said(walks),
        _turns_said(walks),
        roughness(walks),
    )


def roughness(walks: Walks) -> str:
    """Whether one ground is rougher, which takes more minima or more turns: to curve down is not enough."""
    rough = {minima(walks), turns(walks)} & {"residual", "plain"}
    if len(rough) == 2:
        return "Rough or smooth? Minima and turns point to different nets, so neither ground is the rougher one."
    if rough:
        return f"Rough or smooth? The ground is rougher around {_name(walks, rough.pop())}, {walks.agreed}."
    if (curved := convexity(walks)) in ("residual", "plain"):
        return (
            f"Rough or smooth? Less convex around {_name(walks, curved)}, **not rougher**: a slope that flattens on "
            f"its way up curves down as well, and minima and turns show no difference that holds {walks.agreed}."
        )
    return f"Rough or smooth? No difference in minima, turns or convexity holds {walks.agreed}."


def modes(found: Mapping[Norms, Walks]) -> str:
    """What the statistics that the norms use change on the same walk."""
    said, higher = [], []
    for (name, running), (_, batch) in zip(found["running"].shown, found["batch"].shown, strict=True):
        far, near = running.rings[-1].mean, batch.rings[-1].mean
        higher.append(far is not None and near is not None and far > near)
        said.append(
            f"around {name} the mean loss at the edge is {number(far)} with the running statistics and {number(near)} "
            f"with those of the batch, and it curves down at {share(running.falling)} and {share(batch.falling)} of "
            "the points"
        )
    end = (
        "The running statistics exaggerate: they were stored for weights that are no longer there."
        if all(higher)
        else "Here the running statistics do not lift both."
    )
    return f"The same walk with either kind of statistics: {'; '.join(said)}. {end}"


def rise(walks: Walks, ring: int) -> Compared:
    """Which net's mean loss on this ring lies further above its own centre, by the factor `VISIBLE`."""
    return _compare(_pairs(walks, lambda net: _risen(net, ring)), lambda one, other: one >= VISIBLE * max(other, 0.0))


def convexity(walks: Walks) -> Compared:
    """Which net has more points where the loss curves down, by `CURVED` of them all."""
    return _compare(_pairs(walks, lambda net: net.falling), lambda one, other: one - other >= CURVED)


def minima(walks: Walks) -> Compared:
    """Which net has more points lower than all their neighbours."""
    return _compare(_pairs(walks, lambda net: net.minima), lambda one, other: one > other)


def turns(walks: Walks) -> Compared:
    """Along which net's lines the loss goes up and down again more often, by `VISIBLE` and by `TURNING`."""
    least = max(1.0, TURNING * walks.found[0].nets[0].lines)
    return _compare(
        _pairs(walks, lambda net: net.turns), lambda one, other: one >= VISIBLE * other and one - other >= least
    )


def table(walks: Walks) -> pd.DataFrame:
    """A row for each ring of the walk that is shown: mean of the losses on it, lowest and highest."""
    columns = {name: [number(net.centre), *map(_ring, net.rings)] for name, net in walks.shown}
    distances = ["0", *(f"{ring.distance:g}" for ring in walks.found[0].nets[0].rings)]
    return pd.DataFrame({"distance": distances, **columns}).set_index("distance")


def alt(name: str, net: Ground) -> str:
    """One landscape in words."""
    half, edge = net.rings[(len(net.rings) - 1) // 2], net.rings[-1]
    return (
        f"Loss around {name}: {number(net.centre)} in the middle, on average {number(half.mean)} at distance "
        f"{half.distance:g} and {number(edge.mean)} at distance {edge.distance:g}, {number(net.highest)} at its highest"
    )


def both_alt(walks: Walks) -> str:
    """The landscapes of both twins in words."""
    return ". ".join(alt(name, net) for name, net in walks.shown)


def conditions(probe: LandscapeProbe) -> str:
    """How the points were measured."""
    along = "along one random direction" if probe.directions == 1 else "in the plane of two random directions"
    return (
        f"{probe.points**probe.directions} points {along} (seed {probe.seed}). Each is the mean loss of the first "
        f"{probe.images} training pictures in one batch; pictures and random numbers are the same for both nets."
    )


def number(value: float | None) -> str:
    """Three significant digits, or that it is none."""
    if value is None:
        return "no number"
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def share(value: float | None) -> str:
    """Percent, or that it is unknown."""
    return "an unknown share" if value is None else f"{value:.1%}"


def _rise_said(walks: Walks, ring: int) -> str:
    pairs = _pairs(walks, lambda net: _risen(net, ring))
    begin = f"At distance {_distance(walks, ring)} the mean loss"
    if pairs is None:
        return f"{begin} is not a number everywhere."
    risen = " and ".join(f"{_spread(values, number)} around {name}" for name, values in _by_name(walks, pairs))
    return f"{begin} lies above its own centre by {risen}: {_conclusion(walks, rise(walks, ring), 'more')}."


def _convexity_said(walks: Walks) -> str:
    pairs = _pairs(walks, lambda net: net.falling)
    if pairs is None:
        return "Where the loss curves down cannot be said: too many losses are not a number."
    shares = " and ".join(f"{_spread(values, share)} around {name}" for name, values in _by_name(walks, pairs))
    return (
        "Convexity: share of the inner points where the loss curves down more than up (a negative discrete Laplacian): "
        f"{shares}: {_conclusion(walks, convexity(walks), 'less convex')}."
    )


def _minima_said(walks: Walks) -> str:
    counts = _counted(walks, lambda net: net.minima)
    return (
        f"Minima, inner points lower than all their neighbours, the net's own valley included: {counts}: "
        f"{_conclusion(walks, minima(walks), 'more')}."
    )


def _turns_said(walks: Walks) -> str:
    net = walks.found[0].nets[0]
    along = f"the {net.lines} rows and columns" if net.lines > 1 else "the line"
    steps = net.descents[1]
    down = _counted(walks, lambda net: net.descents[0])
    return (
        f"Turns, places where the loss stops rising and falls again, along {along}: "
        f"{_counted(walks, lambda net: net.turns)}: {_conclusion(walks, turns(walks), 'more')}. Of {steps} steps "
        f"straight outward from the net, so many lead down: {down}."
    )


def _counted(walks: Walks, measure: Callable[[Ground], int]) -> str:
    pairs = _pairs(walks, measure) or []
    return " and ".join(f"{_spread(values, number)} around {name}" for name, values in _by_name(walks, pairs))


def _name(walks: Walks, compared: str) -> str:
    residual, plain = walks.names
    return residual if compared == "residual" else plain


def _conclusion(walks: Walks, compared: Compared, what: str) -> str:
    if compared == "alike":
        return "no visible difference"
    if compared == "unclear":
        return f"no difference that holds {walks.agreed}"
    return f"{what} around {_name(walks, compared)}, {walks.agreed}"


def _pairs(walks: Walks, measure: Callable[[Ground], float | None]) -> Pairs | None:
    """The measure of both twins in every walk; None where one of them is missing."""
    pairs = []
    for walk in walks.found:
        residual, plain = map(measure, walk.nets)
        if residual is None or plain is None:
            return None
        pairs.append((residual, plain))
    return pairs


def _compare(pairs: Pairs | None, more: Callable[[float, float], bool]) -> Compared:
    if pairs is None:
        return "unclear"
    residual = [more(ours, theirs) for ours, theirs in pairs]
    plain = [more(theirs, ours) for ours, theirs in pairs]
    if all(residual):
        return "residual"
    if all(plain):
        return "plain"
    return "unclear" if any(residual) or any(plain) else "alike"


def _by_name(walks: Walks, pairs: Pairs) -> Iterator[tuple[str, tuple[float, ...]]]:
    return zip(walks.names, zip(*pairs, strict=True), strict=True)


def _risen(net: Ground, ring: int) -> float | None:
    mean = net.rings[ring].mean
    return None if mean is None or net.centre is None else mean - net.centre


def _distance(walks: Walks, ring: int) -> str:
    return f"{walks.found[0].nets[0].rings[ring].distance:g}"


def _spread(values: Sequence[float], form: Callable[[float], str]) -> str:
    """The mean, and from the lowest to the highest where they differ."""
    mean = form(sum(values) / len(values))
    low, high = form(min(values)), form(max(values))
    return mean if low == high else f"{mean} ({low} to {high})"


def _ring(ring: Ring) -> str:
    return f"{number(ring.mean)} ({number(ring.low)} to {number(ring.high)})"
