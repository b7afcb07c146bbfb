"""What the puzzle shows, net by net, as numbers that a drawing can hold: means over the seeds."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import geometric_spread, spread
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.puzzle.question import Flow, Puzzle
from resnet_core.studies.race.findings import Ends, Group, standing
from resnet_core.studies.race.question import LAST_STEPS, Runner, twins

USUAL_DEPTH = 20
"""Of a plain net that works; others are compared with it."""
STRIDE = 3
"""Steps behind each point of a curve."""
DIGITS = 3
FACTOR = 10.0
"""What changes by less on its way counts as steady."""

Fate = Literal["guessing", "shallow", "usual", "rescued", "higher", "level", "lower"]
"""Whether a net learns at all; whether it is no deeper than the usual one; whether it learns where its twin without
shortcuts only guesses; and else how its training loss stands to that of the same net with `USUAL_DEPTH` layers.
"""
Change = Literal["shrinks", "steady", "grows"]


class Way(NamedTuple):
    """Sizes of what runs through a net, from its first place to its last; None where one is no number."""

    sizes: tuple[float | None, ...]

    @property
    def factor(self) -> float | None:
        """The last as a multiple of the first."""
        first, last = self.sizes[0], self.sizes[-1]
        return last / first if first and last is not None else None

    @property
    def change(self) -> Change:
        """Whether that is much; what ends as no number has grown out of all bounds."""
        if self.factor is None:
            return "grows"
        return "shrinks" if self.factor < 1 / FACTOR else "grows" if self.factor > FACTOR else "steady"

    @property
    def times(self) -> float | None:
        """How many times larger the larger end is."""
        return max(self.factor, 1 / self.factor) if self.factor else None


class Cell(NamedTuple):
    """One net of the puzzle, over its seeds."""

    net: SmallNet
    ends: Ends
    """Where its training losses end."""
    error: float | None
    """Share of the last training pictures that it named wrongly."""
    curve: tuple[float | None, ...]
    """Training loss, the mean over `STRIDE` steps and the seeds."""
    forward: Way
    """The signal, from the stem to the last block."""
    backward: Way
    """The gradient, from the last block to the first."""
    fate: Fate
    usual: Ends | None
    """Where the same net ends with `USUAL_DEPTH` layers; None where that was not asked."""
    twin: Ends
    """Where the net ends that has shortcuts if this has none, and none if this has them."""
    twin_learns: bool

    @property
    def loss(self) -> float | None:
        """Mean of the losses at which it ends."""
        return None if self.ends.loss is None else self.ends.loss.mean


def cells(answers: Iterable[Puzzle]) -> tuple[Cell, ...]:
    """Every net of the answers, the shallow ones first, in the order of the question."""
    raced: dict[SmallNet, list[tuple[Runner, Flow]]] = {}
    for answer in answers:
        for runner, flow in zip(answer.race.runners, answer.flows, strict=True):
            raced.setdefault(runner.net, []).append((runner, flow))
    groups = {net: Group(net, tuple(runner for runner, _flow in runs)) for net, runs in raced.items()}
    return tuple(_cell(groups, net, [flow for _runner, flow in runs]) for net, runs in raced.items())


def _cell(groups: dict[SmallNet, Group], net: SmallNet, flows: Sequence[Flow]) -> Cell:
    group, usual = groups[net], groups.get(net.model_copy(update={"depth": USUAL_DEPTH}))
    twin = groups[twins(net)[net.plain]]
    return Cell(
        net=net,
        ends=group.ends,
        error=_error(group.runners),
        curve=_curve(group.runners),
        forward=Way(_middle([flow.forward for flow in flows])),
        backward=Way(_middle([flow.backward for flow in flows])[::-1]),
        fate=_fate(group, usual, twin),
        usual=None if usual is None else usual.ends,
        twin=twin.ends,
        twin_learns=not twin.failed,
    )


def _fate(group: Group, usual: Group | None, twin: Group) -> Fate:
    if group.failed:
        return "guessing"
    if group.net.depth < USUAL_DEPTH or usual is None:
        return "shallow"
    if group.net.depth == USUAL_DEPTH:
        return "usual"
    if twin.failed:
        return "rescued"
    stands = standing(group, usual)
    return "level" if stands == "neither" else stands


def _error(runners: Sequence[Runner]) -> float | None:
    right = _mean([_mean(runner.accuracies[-LAST_STEPS:]) for runner in runners])
    return None if right is None else 1 - right


def _curve(runners: Sequence[Runner]) -> tuple[float | None, ...]:
    steps = [_mean(losses) for losses in zip(*(runner.losses for runner in runners), strict=True)]
    return tuple(_told(_mean(steps[at : at + STRIDE])) for at in range(0, len(steps), STRIDE))


def _middle(ways: Sequence[tuple[float | None, ...]]) -> tuple[float | None, ...]:
    """The geometric mean at each place, for sizes differ by factors; zero where one of them is."""
    return tuple(_told(0.0 if 0 in sizes else _geometric(sizes)) for sizes in zip(*ways, strict=True))


def _geometric(sizes: Sequence[float | None]) -> float | None:
    found = geometric_spread(sizes)
    return None if found is None else found.mean


def _mean(values: Sequence[float | None]) -> float | None:
    found = spread(values)
    return None if found is None else found.mean


def _told(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")
