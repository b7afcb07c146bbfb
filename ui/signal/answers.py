"""Where the page on the signal gets its numbers: from the gallery, else measured here at once."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from resnet_core.config import parse
from resnet_core.studies.nets import SmallNet, TrainedNet, new_net, recorded_net
from resnet_core.studies.signal.findings import Runs
from resnet_core.studies.signal.question import SEEDS, Signal, SignalQuestion
from ui import answers, small_nets

Input = Literal["noise", "images"]
TRAINED_NETS = MappingProxyType(
    {
        "plain20": SmallNet(depth=20, shortcut="none"),
        "residual20": SmallNet(depth=20),
        "plain56": SmallNet(depth=56, shortcut="none"),
        "residual56": SmallNet(depth=56),
    }
)
"""The gallery's trained nets, by the name of their recording."""


class Seen(NamedTuple):
    """What is known of one net, and where it was measured."""

    runs: Runs
    where: str
    """A sentence on when and on which machine."""

    @property
    def name(self) -> str:
        """In legends and sentences."""
        return small_nets.label(self.runs.net, trained=self.runs.trained)


def of_nets(nets: Sequence[SmallNet], kind: Input, seed: int) -> list[Seen]:
    """What is known of each net with new weights; one that is still measured shows its progress here."""
    known = [_of_new(net, kind, seed) for net in nets]
    return [seen for seen in known if seen is not None]


def recorded(net: SmallNet, kind: Input = "images") -> Runs | None:
    """The net with new weights as the gallery has it, with every seed; None where it has none."""
    found = [answers.of_gallery("signal", _question(new_net(net.network, seed=seed), kind, seed)) for seed in SEEDS]
    known = tuple(parse(Signal, answer.results) for answer in found if answer is not None)
    return Runs(net, known) if known else None


def recorded_trained(name: str) -> Runs | None:
    """The trained net of that recording as the gallery has it."""
    found = answers.of_gallery("signal", _question(recorded_net(name), "images", 0))
    return found and Runs(TRAINED_NETS[name], (parse(Signal, found.results),), trained=True)


def of_trained(name: str, kind: Input, seed: int) -> list[Seen]:
    """The trained net of that recording, in a list; empty while it is measured, or when there is no such recording."""
    if name not in TRAINED_NETS:
        return []
    answer = answers.answer("signal", _question(recorded_net(name), kind, seed), key="signal")
    if answer is None:
        return []
    return [Seen(Runs(TRAINED_NETS[name], (parse(Signal, answer.results),), trained=True), answer.where)]


def is_recorded(net: SmallNet, kind: Input, seed: int) -> bool:
    """Whether the gallery has the net with new weights."""
    return answers.of_gallery("signal", _question(new_net(net.network, seed=seed), kind, seed)) is not None


def is_known(net: SmallNet, kind: Input, seed: int) -> bool:
    """Whether the net with new weights is at hand."""
    return answers.known("signal", _question(new_net(net.network, seed=seed), kind, seed)) is not None


def is_trained_known(name: str, kind: Input, seed: int) -> bool:
    """Whether the trained net of that recording is at hand, or there is no such recording."""
    if name not in TRAINED_NETS:
        return True
    return answers.known("signal", _question(recorded_net(name), kind, seed)) is not None


def _of_new(net: SmallNet, kind: Input, seed: int) -> Seen | None:
    answer = answers.answer("signal", _question(new_net(net.network, seed=seed), kind, seed), key="signal")
    if answer is None:
        return None
    others = (
        answers.of_gallery("signal", _question(new_net(net.network, seed=other), kind, other))
        for other in SEEDS
        if other != seed and seed in SEEDS
    )
    known = (answer, *(other for other in others if other is not None))
    return Seen(Runs(net, tuple(parse(Signal, run.results) for run in known)), answer.where)


def _question(net: TrainedNet, kind: Input, seed: int) -> SignalQuestion:
    return SignalQuestion(net=net, input=kind, seed=seed)
