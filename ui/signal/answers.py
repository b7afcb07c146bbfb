"""Where the page on the signal gets its numbers: from the gallery, else measured here at once."""

from collections.abc import Sequence
from typing import Literal

from resnet_core.config import parse
from resnet_core.probes.nets import SmallNet, TrainedNet
from resnet_core.probes.signal import SEEDS, Signal, SignalProbe, new_net, trained_net
from ui import measured
from ui.signal.readings import Seen

Input = Literal["noise", "images"]
SPECIMENS = {
    "plain 20": ("plain20", SmallNet(depth=20, shortcut="none")),
    "residual 20": ("residual20", SmallNet(depth=20)),
    "plain 56": ("plain56", SmallNet(depth=56, shortcut="none")),
    "residual 56": ("residual56", SmallNet(depth=56)),
}
"""The gallery's trained nets by their names on the page: the recording, and the net."""


def of_nets(nets: Sequence[SmallNet], kind: Input, seed: int) -> list[Seen]:
    """What is known of each net with new weights; one that is still measured shows its progress here."""
    found = [_of_new(net, kind, seed) for net in nets]
    return [seen for seen in found if seen is not None]


def of_trained(name: str, kind: Input, seed: int) -> list[Seen]:
    """The trained net of that name, in a list; empty while it is measured, or when there is none of that name."""
    if name not in SPECIMENS:
        return []
    recording, net = SPECIMENS[name]
    answer = measured.answer("signal", SignalProbe(net=trained_net(recording), input=kind, seed=seed), key="signal")
    if answer is None:
        return []
    return [Seen(net, (parse(Signal, answer.results),), answer.where, trained=True)]


def _of_new(net: SmallNet, kind: Input, seed: int) -> Seen | None:
    answer = measured.answer("signal", _question(new_net(net, seed=seed), kind, seed), key="signal")
    if answer is None:
        return None
    others = (
        measured.of_gallery("signal", _question(new_net(net, seed=other), kind, other))
        for other in SEEDS
        if other != seed and seed in SEEDS
    )
    answers = (answer, *(other for other in others if other is not None))
    return Seen(net, tuple(parse(Signal, each.results) for each in answers), answer.where)


def _question(net: TrainedNet, kind: Input, seed: int) -> SignalProbe:
    return SignalProbe(net=net, input=kind, seed=seed)
