"""What growing a trained net showed: which blocks left it as it was, and how the ways to grow compare afterwards."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.studies.growth.question import IDENTITY, NOTHING, ZERO, Grown, Growth


class Kept(NamedTuple):
    """Which ways left every output as it was, to the last digit."""

    ways: tuple[str, ...]
    kept: int
    tried: int
    losses: tuple[float, ...]
    """Of each run, before and after alike; empty where no way kept the net."""


class HiddenIdentity(NamedTuple):
    """What plain blocks of identity kernels do with stored statistics, and with those of the batch."""

    accuracy: Spread | None
    accuracy_small: Spread | None
    moved: float
    """The most that the test loss moved in any run."""
    first_loss: Spread | None
    first_loss_small: Spread | None


class Afterwards(NamedTuple):
    """Which ways were less accurate, in every run, than the residual one that began at zero."""

    behind: tuple[str, ...]
    worse: int
    runs: int
    accuracy_small: Spread | None
    accuracy_zero: Spread | None


class Furthest(NamedTuple):
    """The way to grow with the highest test loss, at once and after the further steps, beside the small net."""

    way: str
    loss: Spread | None
    loss_small: Spread | None
    later_way: str
    later_loss: Spread | None
    later_loss_small: Spread | None


class Way(NamedTuple):
    """One way to grow, over all runs."""

    way: str
    loss: Spread | None
    accuracy: Spread | None
    first_losses: tuple[float, ...]
    """Step by step, the means over the runs."""
    later_loss: Spread | None
    later_accuracy: Spread | None


def kept(growths: Sequence[Growth]) -> Kept:
    """Which blocks left the net as it was in every run."""
    nets = by_way(growths)
    small = nets.pop(NOTHING)
    ways = tuple(way for way, grown in nets.items() if all(net.largest_change == 0 for net in grown))
    return Kept(ways, len(ways), len(nets), tuple(net.loss for net in small) if ways else ())


def hidden_identity(growths: Sequence[Growth]) -> HiddenIdentity:
    """How the net with plain identity blocks compares with the small one."""
    nets = by_way(growths)
    grown, small = nets[IDENTITY], nets[NOTHING]
    return HiddenIdentity(
        accuracy=spread(net.accuracy for net in grown),
        accuracy_small=spread(net.accuracy for net in small),
        moved=max(abs(net.loss - before.loss) for net, before in zip(grown, small, strict=True)),
        first_loss=spread(net.first_losses[0] for net in grown),
        first_loss_small=spread(net.first_losses[0] for net in small),
    )


def afterwards(growths: Sequence[Growth]) -> Afterwards:
    """How the ways compare after the further steps, as far as these runs can tell."""
    accuracies = {way: [net.later_accuracy for net in nets] for way, nets in by_way(growths).items()}
    zero, small = accuracies.pop(ZERO), accuracies.pop(NOTHING)
    behind = tuple(way for way, other in accuracies.items() if all(a < b for a, b in zip(other, zero, strict=True)))
    return Afterwards(behind, len(behind), len(growths), spread(small), spread(zero))


def furthest(growths: Sequence[Growth]) -> Furthest:
    """Which way lies highest above the small net."""
    nets = by_way(growths)
    return Furthest(*_highest(nets, lambda net: net.loss), *_highest(nets, lambda net: net.later_loss))


def ways(growths: Sequence[Growth]) -> tuple[Way, ...]:
    """Every way to grow, the small net first."""
    return tuple(
        Way(
            way=way,
            loss=spread(net.loss for net in nets),
            accuracy=spread(net.accuracy for net in nets),
            first_losses=tuple(
                sum(losses) / len(losses) for losses in zip(*(net.first_losses for net in nets), strict=True)
            ),
            later_loss=spread(net.later_loss for net in nets),
            later_accuracy=spread(net.later_accuracy for net in nets),
        )
        for way, nets in by_way(growths).items()
    )


def by_way(growths: Sequence[Growth]) -> dict[str, list[Grown]]:
    """The nets of all runs by what was put in."""
    return {net.put_in: [growth.nets[place] for growth in growths] for place, net in enumerate(growths[0].nets)}


def _highest(
    nets: Mapping[str, list[Grown]], loss: Callable[[Grown], float]
) -> tuple[str, Spread | None, Spread | None]:
    """The way that has the highest mean loss, that loss, and the small net's."""
    losses = {way: [loss(net) for net in grown] for way, grown in nets.items()}
    small = losses.pop(NOTHING)
    way = max(losses, key=lambda way: sum(losses[way]))
    return way, spread(losses[way]), spread(small)
