"""Which nets the page on surgery operates on: recorded twins beside each other, or one run of this machine."""

from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.studies.surgery.findings import Case
from resnet_core.studies.surgery.question import DEPTHS, TWINS
from ui import small_nets
from ui.answers import Answer
from ui.say import say
from ui.surgery.controls import NET
from ui.trained_nets import FINAL, Source, SourceChoice, sources

OWN = "own"
"""The code of a run of this machine."""
RECORDED = {
    f"depth_{depth}": (Case(f"residual-{depth}", residual), Case(f"plain-{depth}", plain))
    for depth, (residual, plain) in zip(DEPTHS, TWINS, strict=True)
}


class Bench(NamedTuple):
    """What lies on the table: the control that chooses nets, and the learner's own that it offers."""

    which: SourceChoice
    own: tuple[Source, ...]

    def cases(self, chosen: str) -> tuple[Case, ...]:
        """The nets that were chosen, the residual twin first; none where they are gone."""
        if chosen in RECORDED:
            return RECORDED[chosen]
        runs = [source for source in self.own if source.code == chosen]
        return tuple(Case(OWN, source.at(FINAL).trained, source.config.data.source) for source in runs)


def own_runs() -> tuple[Source, ...]:
    """Finished runs of this machine whose weights are there."""
    return tuple(source for source in sources() if source.weights.startswith("run:"))


def bench() -> Bench:
    """Twins of the gallery, and runs of this machine."""
    own = own_runs()
    options = (*RECORDED, *(source.code for source in own))
    return Bench(SourceChoice(NET, options, options[0], "select", sources=own), own)


def name(case: Case) -> str:
    """What a net is called: `residual 20`, or the learner's own."""
    net = small_nets.read(case.code)
    return say("surgery-own") if net is None else small_nets.label(net)


def kind(case: Case) -> str:
    """Tells the keys of the twins apart."""
    return "plain" if case.plain else "residual"


def where(answers: Sequence[Answer]) -> str:
    """Where the answers come from, each source once."""
    return " ".join(dict.fromkeys(answer.where for answer in answers))
