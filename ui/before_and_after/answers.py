"""Where the page gets its numbers: from the gallery, which has every network it shows."""

from typing import NamedTuple

from resnet_core.config import parse
from resnet_core.studies.elsewhere import question as elsewhere
from resnet_core.studies.elsewhere.findings import Runs
from resnet_core.studies.elsewhere.question import SEEDS, Elsewhere, ElsewhereQuestion, Kind, NormPlace, OtherNet
from ui import answers


class Four(NamedTuple):
    """Both orders of one kind at one depth, with shortcuts and without."""

    pre: Runs
    pre_bare: Runs
    post: Runs
    post_bare: Runs

    @property
    def with_shortcuts(self) -> tuple[Runs, Runs]:
        """In the order that charts draw."""
        return self.pre, self.post

    def pair(self, norm: NormPlace) -> tuple[Runs, Runs]:
        """The net of this order with its shortcuts, and without."""
        return (self.pre, self.pre_bare) if norm == "pre" else (self.post, self.post_bare)


def four(kind: Kind, layers: int) -> Four:
    """The recorded nets of this kind and depth."""
    return Four(*(runs_of(net) for net in elsewhere.nets(kind, layers)))


def runs_of(net: OtherNet, *, warm_up: int = 0) -> Runs:
    """The recorded runs of a net, one a seed; none where the gallery lacks it."""
    asked = (ElsewhereQuestion(net=net, seed=seed, warm_up_steps=warm_up) for seed in SEEDS)
    known = (answers.of_gallery("elsewhere", question) for question in asked)
    return Runs(net, tuple(parse(Elsewhere, answer.results) for answer in known if answer is not None), warm_up)


def where(net: OtherNet) -> str:
    """On which machine, and when, the recorded runs were made."""
    answer = answers.of_gallery("elsewhere", ElsewhereQuestion(net=net))
    return "" if answer is None else answer.where
