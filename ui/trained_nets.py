"""The trained nets that are at hand, each with the moments of its training: recorded ones, and runs of this machine."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from resnet_core import gallery
from resnet_core.config import RunConfig, parse
from resnet_core.jobs.looks import RunView
from resnet_core.studies.nets import TrainedNet, recorded_net
from resnet_core.training.progress import last
from ui import outage, services
from ui.fields import Choice, Value
from ui.say import say, spellings

RECORDED = ("quick", "quick_plain", "residual20", "plain20", "residual56", "plain56")
"""Names in the gallery, which are their codes."""
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

    code: str
    """`quick_plain`, or the beginning of a run's id."""
    config: RunConfig
    weights: str
    accuracy: float | None
    unit: str
    """What `moments` count: `step` or `epoch`."""
    moments: tuple[int, ...]
    name: str = ""
    """A run's own; a recorded net is called by its code."""
    created: float = 0.0

    @property
    def word(self) -> str:
        """What the page calls it: `quick, plain`, or `my own, 24 Nov, 14:05, 3f2a91bc`."""
        if self.name:
            return say("trained-run", name=self.name, created=self.created, id=self.code)
        return say(f"trained-net.{self.code}")

    @property
    def whens(self) -> tuple[str, ...]:
        """Its moments by their codes, the earliest first: `untrained`, `step_50`, `trained`."""
        untrained = [UNTRAINED] if self.config.training.seed <= LARGEST_SEED else []
        return (*untrained, *(f"{self.unit}_{moment}" for moment in self.moments), FINAL)

    def at(self, when: str) -> Net:
        """The net at one of `whens`."""
        weights = {FINAL: self.weights, UNTRAINED: f"new:{self.config.training.seed}"}
        between = f"{self.weights}@{when.rpartition('_')[2]}"
        label = say("trained-at", when=when, net=self.word, moment=said_moment(when))
        trained = TrainedNet(network=self.config.network, weights=weights.get(when, between))
        return Net(trained, label, self.accuracy if when == FINAL else None)


@dataclass(frozen=True, slots=True)
class SourceChoice(Choice):
    """A choice among trainings by their codes, and perhaps among others that have messages."""

    sources: tuple[Source, ...] = ()

    def said(self, option: Value) -> str:
        """What the page calls the training."""
        word = next((source.word for source in self.sources if source.code == option), None)
        return Choice.said(self, option) if word is None else word

    def read(self, text: Any) -> Any:
        """The code that `text` stands for; a run is known by the beginning of its id, whatever stands before it."""
        ending = str(text).rpartition(", ")[2]
        codes = {source.code: source for source in self.sources}
        for option in self.options:
            match codes.get(str(option)):
                case None if Choice.means(self, option, text):
                    return option
                case Source(name="") if _is_recorded(str(option), str(text)):
                    return option
                case Source(name=name) if name and option == ending:
                    return option
        return None


@dataclass(frozen=True, slots=True)
class MomentChoice(Choice):
    """A choice among moments of a training, by their codes."""

    def said(self, option: Value) -> str:
        """`untrained`, `step 50`."""
        return said_moment(str(option))

    def read(self, text: Any) -> Any:
        """The code that `text` stands for, itself or in any language's words; None when it stands for none."""
        return next((option for option in self.options if text == option or text in _moments(str(option))), None)


def source_choice(key: str, sources: tuple[Source, ...], *, default: int, message: str = "trained-net") -> SourceChoice:
    """The control for a training, by default the one at this place."""
    codes = tuple(source.code for source in sources)
    return SourceChoice(key, codes, codes[default], "select", message=message, sources=sources)


def moment_choice(key: str, source: Source) -> MomentChoice:
    """The control for the moment of a training."""
    return MomentChoice(key, source.whens, FINAL, "slider", message="trained-moment")


def source_of(code: Value, sources: tuple[Source, ...]) -> Source:
    """The training with this code."""
    return next(source for source in sources if source.code == code)


def said_moment(when: str) -> str:
    """A moment's code in words."""
    unit, _, number = when.partition("_")
    return say("trained-moment.after", unit=unit, number=number) if number else say(f"trained-moment.{when}")


def sources() -> tuple[Source, ...]:
    """The recorded nets, then the newest finished runs of this machine."""
    recorded = [_recorded(name) for name in RECORDED if name in gallery.names()]
    with outage.told():
        return (*recorded, *_of_this_machine())
    return tuple(recorded)


def _of_this_machine() -> tuple[Source, ...]:
    views = [view for view in services.lab().runs(limit=MOST_RUNS) if view.state == "succeeded"]
    return tuple(_run(view) for view in views if services.lab().artifact(view.id, "weights"))


def _recorded(name: str) -> Source:
    recording = gallery.load(name)
    accuracy = recording.results["test_accuracy"]
    return Source(name, recording.config, recorded_net(name).weights, accuracy, "step", gallery.snapshots(name))


def _run(view: RunView) -> Source:
    accuracy = last(services.lab().metrics(view.id), "test_accuracy")
    config = parse(RunConfig, view.config)
    kept = tuple(n for n in range(1, config.training.epochs) if services.lab().artifact(view.id, f"epoch_{n}"))
    return Source(view.id[:8], config, f"run:{view.id}", accuracy, "epoch", kept, view.name, view.created)


def _is_recorded(code: str, text: str) -> bool:
    return text == code or text in spellings(f"trained-net.{code}")


def _moments(when: str) -> frozenset[str]:
    unit, _, number = when.partition("_")
    if number:
        return spellings("trained-moment.after", unit=unit, number=number)
    return spellings(f"trained-moment.{when}")
