"""Which net a saliency map opens, and when in its training: recorded nets, the learner's own runs, untrained copies."""

from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from resnet_core import gallery
from resnet_core.config import RunConfig, parse
from resnet_core.jobs.service import RunView
from resnet_core.probes.nets import TrainedNet
from ui import fields, services, words
from ui.curves import last
from ui.fields import Choice, Field, Switch

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
COMPARE = Switch("sal.compare", "A second net beside it", default=False, help="The same pictures, the same method.")


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
    views = [view for view in services.lab().runs(limit=MOST_RUNS) if view.state == "succeeded"]
    return (*recorded, *(_run(view) for view in views if services.lab().artifact(view.id, "weights")))


def word_of(view: RunView) -> str:
    """A run in the list and in the address: `quick, 24 Nov 14:05, 3f2a91bc`."""
    return f"{view.name}, {words.moment(view.created)}, {view.id[:8]}"


def all_fields(found: tuple[Source, ...]) -> tuple[Field, ...]:
    """Every control of `choose`, for `fields.notices`."""
    held = fields.values([_which(place, found) for place in (0, 1)])
    whens = [_when(place, _source(held[_which(place, found).key], found)) for place in (0, 1)]
    return (_which(0, found), whens[0], COMPARE, _which(1, found), whens[1])


def choose(found: tuple[Source, ...]) -> tuple[Net, ...]:
    """The one or two nets that are compared, whose controls are drawn here."""
    compared = fields.draw(COMPARE)
    with st.grid(2 if compared else 1, min_column_width=260, gap="medium") as grid:
        nets = []
        for place in range(2 if compared else 1):
            with grid.cell():
                nets.append(_choose_one(place, found))
    if len(set(nets)) < len(nets):
        st.info("Both nets are the same one; choose another net, or another moment.", icon=":material/info:")
    return tuple(dict.fromkeys(nets))


def _choose_one(place: int, found: tuple[Source, ...]) -> Net:
    source = _source(fields.draw(_which(place, found)), found)
    when = _when(place, source)
    net = source.at(fields.draw(when) if len(source.whens) > 1 else FINAL)
    st.caption(about(source, net))
    return net


def about(source: Source, net: Net) -> str:
    """What the net is, in one line."""
    size = source.config.network.input_size
    seen = f"Sees pictures of {size} × {size}"
    if net.trained.source.origin == "new":
        return f"{seen}; the weights that this training began with: it has learnt nothing yet"
    if net.accuracy is None:
        return f"{seen}; its accuracy at this moment is not kept"
    return f"{seen}; {net.accuracy:.1%} of the test pictures right"


def _which(place: int, found: tuple[Source, ...]) -> Choice:
    key, label = (("sal.net", "Net"), ("sal.other", "Second net"))[place]
    offered = tuple(source.word for source in found)
    return Choice(key, label, offered, offered[place], look="select")


def _when(place: int, source: Source) -> Choice:
    key = ("sal.when", "sal.other_when")[place]
    help_ = "Drag it back to see the same net before it had learnt so much."
    return Choice(key, "At which moment of its training", source.whens, FINAL, help_, "slider")


def _source(word: str, found: tuple[Source, ...]) -> Source:
    return next(source for source in found if source.word == word)


def _recorded(name: str) -> Source:
    recording = gallery.load(name)
    accuracy = recording.results["test_accuracy"]
    return Source(RECORDED[name], recording.config, f"recorded:{name}", accuracy, "step", gallery.snapshots(name))


def _run(view: RunView) -> Source:
    accuracy = last(services.lab().metrics(view.id), "test_accuracy")
    config = parse(RunConfig, view.config)
    kept = [n for n in range(1, config.training.epochs) if services.lab().artifact(view.id, f"epoch_{n}")]
    return Source(word_of(view), config, f"run:{view.id}", accuracy, "epoch", tuple(kept))
