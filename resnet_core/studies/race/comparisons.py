"""What several nets or races show together: more layers, a longer training, two repairs apart, other rates."""

from collections.abc import Sequence
from math import sqrt
from typing import Literal, NamedTuple

from resnet_core import gallery
from resnet_core.presets import SPECIMENS
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.findings import (
    Ends,
    Group,
    Standing,
    first_losses,
    is_below,
    lead,
    standing,
    winner,
)
from resnet_core.studies.race.question import RaceQuestion

Pair = tuple[Group, Group]
Behind = Literal["every", "some", "none"]
"""At how many of the rates."""
Alone = Literal["shortcuts", "norms", "level", "neither"]
_ALONE: dict[Standing, Alone] = {"lower": "shortcuts", "higher": "norms", "level": "level", "neither": "neither"}


class Deepening(NamedTuple):
    """A family's shallowest and deepest net in a race."""

    shallow: SmallNet
    deep: SmallNet
    standing: Standing
    """Of the deep net beside the shallow one."""
    runs: int
    shallow_ends: Ends
    deep_ends: Ends


class DearStart(NamedTuple):
    """A deeper residual net that came out worse in a race."""

    steps: int
    warm_up: bool
    first: float | None
    """Mean of its first losses; None where its start was no worse than that of the shallower net."""
    of_shallow: float | None


class Trained(NamedTuple):
    """A net of the gallery after a whole training, one run."""

    net: SmallNet
    epochs: int
    train_loss: float
    """Mean over the last epoch."""
    accuracy: float
    pictures: int
    """On which it was tested."""


class Factors(NamedTuple):
    """The four nets of one depth under one recipe, over the same seeds."""

    norms: Group
    both: Group
    neither: Group
    shortcuts: Group

    @property
    def further(self) -> Alone:
        """Which of the two alone ended lower in every run of its own than the other in any."""
        return _ALONE[standing(self.shortcuts, self.norms)]

    @property
    def add_up(self) -> bool:
        """Whether the net with both ended below each of those with one."""
        return is_below(self.both, self.shortcuts) and is_below(self.both, self.norms)


class AtRate(NamedTuple):
    """Both pairs at one learning rate, over the same seeds."""

    lr: float
    plain: Group
    residual: Group
    deep_plain: Group
    deep_residual: Group

    @property
    def nets(self) -> tuple[Group, Group, Group, Group]:
        """All four."""
        return self.plain, self.residual, self.deep_plain, self.deep_residual

    @property
    def is_behind(self) -> bool:
        """Whether the deep plain net ended above the deep residual one, run for run."""
        return winner(self.deep_plain, self.deep_residual) == "residual"


class ByRate(NamedTuple):
    """At which rates more layers made a family end higher, and at which lower."""

    shallow: SmallNet
    deep: SmallNet
    rates: int
    above: tuple[float, ...]
    below: tuple[float, ...]


class Lead(NamedTuple):
    """By how much a net is ahead at one depth; None where a run had no number."""

    depth: int
    by: float | None


class ByDepth(NamedTuple):
    """Twins at several depths: where neither is ahead, and where which."""

    level: tuple[int, ...]
    residual: tuple[Lead, ...]
    plain: tuple[Lead, ...]


class Trend(NamedTuple):
    """Mean losses of twins at the least and at the greatest depth."""

    shallow: int
    deep: int
    plain: float | None
    deep_plain: float | None
    residual: float | None
    deep_residual: float | None


def families(groups: Sequence[Group]) -> list[Pair]:
    """The shallowest and the deepest net of each family that has two depths, plain ones first."""
    sorts = [
        sorted((group for group in groups if group.net.plain is plain), key=lambda group: group.net.depth)
        for plain in (True, False)
    ]
    return [(same[0], same[-1]) for same in sorts if len(same) > 1]


def deepening(shallow: Group, deep: Group) -> Deepening:
    """What more layers did to one family."""
    return Deepening(shallow.net, deep.net, standing(deep, shallow), len(deep.runners), shallow.ends, deep.ends)


def dear_start(shallow: Group, deep: Group, question: RaceQuestion) -> DearStart | None:
    """How a deeper residual net can come out worse in such a race; None where it did not."""
    if deep.net.plain or standing(deep, shallow) != "higher":
        return None
    first, of_shallow = first_losses(deep), first_losses(shallow)
    warm_up = bool(question.warm_up_steps)
    if min(first) <= max(of_shallow):
        return DearStart(question.steps, warm_up, None, None)
    return DearStart(question.steps, warm_up, sum(first) / len(first), sum(of_shallow) / len(of_shallow))


def trained(net: SmallNet) -> Trained | None:
    """The net as the gallery has it after its training; None where it has none."""
    names = [name for name, run in SPECIMENS.items() if run.network == net.network and name in gallery.names()]
    if not names:
        return None
    run = gallery.load(names[0])
    last = run.curves["epoch_train_loss"].values[-1]
    assert last is not None, names
    confusion: list[list[int]] = run.results["confusion"]
    return Trained(net, run.config.training.epochs, last, run.results["test_accuracy"], sum(map(sum, confusion)))


def trained_standing(shallow: Trained, deep: Trained) -> Literal["ahead", "behind", "level"]:
    """Which of the two is the better one on the test pictures, beyond what other pictures might change."""
    difference = deep.accuracy - shallow.accuracy
    if abs(difference) <= chance(shallow, deep):
        return "level"
    return "ahead" if difference > 0 else "behind"


def chance(shallow: Trained, deep: Trained) -> float:
    """Two standard errors of the difference between their accuracies."""
    return 2 * sqrt(sum(net.accuracy * (1 - net.accuracy) / net.pictures for net in (shallow, deep)))


def behind(rates: Sequence[AtRate]) -> Behind:
    """At how many of the rates the deep plain net stayed behind its residual twin."""
    count = sum(at.is_behind for at in rates)
    return "every" if count == len(rates) else "some" if count else "none"


def by_rate(rates: Sequence[AtRate]) -> tuple[ByRate, ByRate]:
    """What more layers do at each rate, to plain nets and to residual ones."""
    return (
        _by_rate([(at.lr, at.plain, at.deep_plain) for at in rates]),
        _by_rate([(at.lr, at.residual, at.deep_residual) for at in rates]),
    )


def by_depth(twins: Sequence[Pair]) -> ByDepth:
    """Who is ahead at which depth."""
    winners = [winner(*pair) for pair in twins]
    level = tuple(pair[1].net.depth for pair, won in zip(twins, winners, strict=True) if won == "level")
    residual, plain = (
        tuple(_lead(pair) for pair, won in zip(twins, winners, strict=True) if won == family)
        for family in ("residual", "plain")
    )
    return ByDepth(level, residual, plain)


def onset(twins: Sequence[Pair]) -> int | None:
    """The depth from which on the residual net is ahead at every depth; None where at none. Twins come by depth."""
    first = None
    for plain, residual in reversed(twins):
        if winner(plain, residual) != "residual":
            break
        first = residual.net.depth
    return first


def trend(twins: Sequence[Pair]) -> Trend | None:
    """From the shallowest to the deepest, each family for itself; None where there is one depth."""
    if len(twins) < 2:
        return None
    (plain, residual), (deep_plain, deep_residual) = twins[0], twins[-1]
    depths = residual.net.depth, deep_residual.net.depth
    return Trend(*depths, plain.mean, deep_plain.mean, residual.mean, deep_residual.mean)


def _by_rate(depths: Sequence[tuple[float, Group, Group]]) -> ByRate:
    _lr, shallow, deep = depths[0]
    above = tuple(lr for lr, few, many in depths if is_below(few, many))
    below = tuple(lr for lr, few, many in depths if is_below(many, few))
    return ByRate(shallow.net, deep.net, len(depths), above, below)


def _lead(pair: Pair) -> Lead:
    by = lead(*pair)
    return Lead(pair[1].net.depth, None if by is None else abs(by))
