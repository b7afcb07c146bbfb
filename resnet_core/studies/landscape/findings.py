"""What the landscapes of two twins show, found from their numbers.

The residual twin is the first net of every answer, the plain one the second. Walks of one kind differ only in the seed
of their directions, and a difference counts where every one of them shows it.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.studies.landscape.question import Ground, Landscape, Norms, Ring

Compared = Literal["residual", "plain", "alike", "unclear"]
"""Which of the twins has more; `unclear` where the walks do not agree or a number is missing."""
Pairs = list[tuple[float, float]]
"""The same measure of both twins, for every walk."""
Topic = Literal["half", "edge", "convexity", "minima", "turns"]
"""In what two grounds may differ: the rise half way out and at the edge, and three measures of the whole."""

VISIBLE = 1.5
"""A rise is called larger, and turns are called more, when they are half as large or many again."""
CURVED = 0.05
"""A ground is called less convex when this share more of its points curve down."""
TURNING = 0.05
"""Turns are called more only when there is one more for every twenty lines."""
NEAR = 1.1
"""Centres whose losses differ by less than this factor lie at the same height."""


class Walks(NamedTuple):
    """Walks around the twins of one depth; the one that is shown comes first."""

    depth: int
    landscapes: tuple[Landscape, ...]

    @property
    def shown(self) -> tuple[Ground, Ground]:
        """The ground of each twin, in the walk that is shown."""
        residual, plain = self.landscapes[0].nets
        return residual, plain

    @property
    def rings(self) -> tuple[int, int]:
        """The numbers of the rings half way out and at the edge."""
        last = len(self.shown[0].rings) - 1
        return last // 2, last

    def distance(self, ring: int) -> float:
        """Of a ring from the centre."""
        return self.shown[0].rings[ring].distance


class Comparison(NamedTuple):
    """One measure of both twins over all walks; None where a number is missing."""

    residual: Spread | None
    plain: Spread | None
    more: Compared


class Descents(NamedTuple):
    """How many of the steps straight outward from each net lead down."""

    residual: Spread | None
    plain: Spread | None
    steps: int


class Centres(NamedTuple):
    """Where the two nets stand."""

    residual: Ground
    plain: Ground
    alike: bool
    """Whether they start from almost the same height, so that their pictures can be laid over each other."""


class Verdict(NamedTuple):
    """In what each ground has more than the other."""

    residual: tuple[Topic, ...]
    plain: tuple[Topic, ...]
    unclear: bool
    """Whether the walks disagree about any of the rest."""


class Roughness(NamedTuple):
    """Which ground is rougher, which takes more minima or more turns: to curve down is not enough."""

    case: Literal["split", "rougher", "curved", "none"]
    """`split` where minima and turns point to different nets, `curved` where one ground is less convex only."""
    net: Compared


class ModesOfTwin(NamedTuple):
    """Mean loss at the edge and share of points that curve down, by the statistics of the norms, on the same walk."""

    running: float | None
    batch: float | None
    running_falling: float | None
    batch_falling: float | None


class Modes(NamedTuple):
    """What the statistics that the norms use change."""

    residual: ModesOfTwin
    plain: ModesOfTwin

    @property
    def exaggerate(self) -> bool:
        """Whether the running statistics lift both grounds."""
        return all(
            twin.running is not None and twin.batch is not None and twin.running > twin.batch
            for twin in (self.residual, self.plain)
        )


def centres(walks: Walks) -> Centres:
    """Where the nets stand, as they were trained."""
    losses = [ground.centre or 0.0 for ground in walks.shown]
    return Centres(*walks.shown, max(losses) <= NEAR * min(losses))


def verdict(walks: Walks) -> Verdict:
    """Whether the twins differ at all, and in what."""
    half, edge = walks.rings
    more: dict[Topic, Compared] = {
        "half": rise(walks, half).more,
        "edge": rise(walks, edge).more,
        "convexity": convexity(walks).more,
        "minima": minima(walks).more,
        "turns": turns(walks).more,
    }
    residual, plain = (tuple(topic for topic, who in more.items() if who == net) for net in ("residual", "plain"))
    return Verdict(residual, plain, "unclear" in more.values())


def roughness(walks: Walks) -> Roughness:
    """Which ground is rougher; of one that is not, whether it is less convex."""
    return rougher(minima(walks).more, turns(walks).more, convexity(walks).more)


def rougher(minima: Compared, turns: Compared, convexity: Compared) -> Roughness:
    """Which ground is rougher, from who has more of each."""
    rough = [net for net in (minima, turns) if net in ("residual", "plain")]
    if len(set(rough)) == 2:
        return Roughness("split", "unclear")
    if rough:
        return Roughness("rougher", rough[0])
    return Roughness("curved", convexity) if convexity in ("residual", "plain") else Roughness("none", "alike")


def modes(walks: Mapping[Norms, Walks]) -> Modes:
    """What the statistics that the norms use change on the same walk."""
    twins = zip(walks["running"].shown, walks["batch"].shown, strict=True)
    return Modes(
        *(
            ModesOfTwin(running.rings[-1].mean, batch.rings[-1].mean, running.falling, batch.falling)
            for running, batch in twins
        )
    )


def rise(walks: Walks, ring: int) -> Comparison:
    """How far each net's mean loss on this ring lies above its own centre; larger by the factor `VISIBLE`."""
    return _compared(walks, lambda net: _risen(net, ring), lambda one, other: one >= VISIBLE * max(other, 0.0))


def convexity(walks: Walks) -> Comparison:
    """The share of points where the loss curves down; more by `CURVED` of them all."""
    return _compared(walks, lambda net: net.falling, lambda one, other: one - other >= CURVED)


def minima(walks: Walks) -> Comparison:
    """Points lower than all their neighbours."""
    return _compared(walks, lambda net: net.minima, lambda one, other: one > other)


def turns(walks: Walks) -> Comparison:
    """How often the loss goes up and down again along the lines; more by `VISIBLE` and by `TURNING`."""
    least = max(1.0, TURNING * walks.shown[0].lines)
    return _compared(walks, lambda net: net.turns, lambda one, other: one >= VISIBLE * other and one - other >= least)


def descents(walks: Walks) -> Descents:
    """Steps outward that lead down."""
    residual, plain = (spread(landscape.nets[twin].descents[0] for landscape in walks.landscapes) for twin in (0, 1))
    return Descents(residual, plain, walks.shown[0].descents[1])


def middle_and_edge(net: Ground) -> tuple[Ring, Ring]:
    """The rings half way out and at the edge."""
    return net.rings[(len(net.rings) - 1) // 2], net.rings[-1]


def _compared(
    walks: Walks, measure: Callable[[Ground], float | None], is_more: Callable[[float, float], bool]
) -> Comparison:
    pairs = _pairs(walks, measure)
    if pairs is None:
        return Comparison(None, None, "unclear")
    residual, plain = map(spread, zip(*pairs, strict=True))
    return Comparison(residual, plain, _who(pairs, is_more))


def _pairs(walks: Walks, measure: Callable[[Ground], float | None]) -> Pairs | None:
    """The measure of both twins in every walk; None where one of them is missing."""
    pairs = []
    for landscape in walks.landscapes:
        residual, plain = map(measure, landscape.nets)
        if residual is None or plain is None:
            return None
        pairs.append((residual, plain))
    return pairs


def _who(pairs: Pairs, is_more: Callable[[float, float], bool]) -> Compared:
    residual = [is_more(ours, theirs) for ours, theirs in pairs]
    plain = [is_more(theirs, ours) for ours, theirs in pairs]
    if all(residual):
        return "residual"
    if all(plain):
        return "plain"
    return "unclear" if any(residual) or any(plain) else "alike"


def _risen(net: Ground, ring: int) -> float | None:
    mean = net.rings[ring].mean
    return None if mean is None or net.centre is None else mean - net.centre
