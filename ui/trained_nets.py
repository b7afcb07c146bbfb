"""The trained nets that are at hand, each with the moments of its training: recorded ones, and runs of this machine."""

from dataclasses import dataclass
from typing import NamedTuple

from resnet_core import gallery
from resnet_core.config import RunConfig, parse
from resnet_core.jobs.service import RunView
from resnet_core.probes.nets import TrainedNet
from ui import outage, services, words
from ui.curves import last

RECORDED = {
    "quick": "quick",
    "quick_plain": "quick, plain",
    "residual20": "residual 20",
    "plain20": "plain 20",
    "residual56": "residual 56",
    "plain56": "plain 56",
}
"""Name in the gallery to the word on the page and in the address."""
UNTRAINED, FINAL = "untrained", "trained"
MOST_RUNS = 20
LARGEST_SEED = 999_999_999
"""That `new:<seed>` can say."""


class Net(NamedTuple):
    """A net at one moment of its training."""

    trained: TrainedNet
    label: str
    """`quick, plain, after step 50`."""
    accuracy: float | None
    """On the test pictures, from 0 to 1; None where it was not measured."""


@dataclass(frozen=True, slots=True)
class Source:
    """A training whose weights are at hand, at its end and perhaps at earlier moments."""

    word: str
    """On the page and in the address."""
    config: RunConfig
    weights: str
    accuracy: float | None
    unit: str
    """What `moments` count: `step` or `epoch`."""
    moments: tuple[int, ...]

    @property
    def whens(self) -> tuple[str, ...]:
        """Its moments in words, the earliest first."""
        untrained = [UNTRAINED] if self.config.training.seed <= LARGEST_SEED else []
        return (*untrained, *(f"{self.unit} {moment}" for moment in self.moments), FINAL)

    def at(self, when: str) -> Net:
        """The net at one of `whens`."""
        if when == FINAL:
            return Net(TrainedNet(network=self.config.network, weights=self.weights), self.word, self.accuracy)
        if when == UNTRAINED:
            weights, label = f"new:{self.config.training.seed}", f"{self.word}, untrained"
        else:
            weights, label = f"{self.weights}@{when.split()[1]}", f"{self.word}, after {when}"
        return Net(TrainedNet(network=self.config.network, weights=weights), label, None)


def sources() -> tuple[Source, ...]:
    """The recorded nets, then the newest finished runs of this machine."""
    recorded = [_recorded(name) for name in RECORDED if name in gallery.names()]
    with outage.told():
        return (*recorded, *_of_this_machine())
    return tuple(recorded)


def _of_this_machine() -> tuple[Source, ...]:
    views = [view for view in services.lab().runs(limit=MOST_RUNS) if view.state == "succeeded"]
    return tuple(_run(view) for view in views if services.lab().artifact(view.id, "weights"))


def word_of(view: RunView) -> str:
    """A run in the list and in the address: `quick, 24 Nov 14:05, 3f2a91bc`."""
    return f"{view.name}, {words.moment(view.created)}, {view.id[:8]}"


def _recorded(name: str) -> Source:
    recording = gallery.load(name)
    accuracy = recording.results["test_accuracy"]
    return Source(RECORDED[name], recording.config, f"recorded:{name}", accuracy, "step", gallery.snapshots(name))


def _run(view: RunView) -> Source:
    accuracy = last(services.lab().metrics(view.id), "test_accuracy")
    config = parse(RunConfig, view.config)
    kept = [n for n in range(1, config.training.epochs) if services.lab().artifact(view.id, f"epoch_{n}")]
    return Source(word_of(view), config, f"run:{view.id}", accuracy, "epoch", tuple(kept))
