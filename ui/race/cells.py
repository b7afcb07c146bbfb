"""The cells of the degradation map: each a net under one recipe, with its code in an address and its row."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.findings import RECIPE, Group, departures
from resnet_core.studies.race.question import RaceQuestion, Runner
from ui import small_nets
from ui.race.runs import Known
from ui.say import say

PLAIN = SmallNet(shortcut="none")


class Cell(NamedTuple):
    """One net under one recipe."""

    code: str
    """In an address."""
    row: str
    """The code of its row: that of all its depths."""
    question: RaceQuestion
    """Of its first seed, the net alone."""
    group: Group

    @property
    def depth(self) -> int:
        """Its column."""
        return self.group.net.depth

    @property
    def twin(self) -> str:
        """The code of the cell that differs in the shortcuts alone."""
        net = self.group.net
        other = net.model_copy(update={"shortcut": "zero_pad" if net.plain else "none"})
        return _code(self.question.model_copy(update={"nets": (other,)}))

    @property
    def row_label(self) -> str:
        """What its row is called."""
        recipe = dict.fromkeys(RECIPE, "usual") | departures(self.question)
        return say("race-map-row", net=small_nets.label_of_kind(self.group.net), **recipe)


def cells(runs: Known) -> tuple[Cell, ...]:
    """The recorded nets under the recipe of the map and whatever was run here, the plainest rows first."""
    by_question: dict[RaceQuestion, list[tuple[int, Runner]]] = defaultdict(list)
    for question, ran in runs.items():
        if ran.data == "fashion-mnist" and not (ran.recorded and departures(question)):
            by_question[question.model_copy(update={"seed": 0})].append((question.seed, ran.runner))
    made = [_cell(question, sorted(ran, key=lambda run: run[0])) for question, ran in by_question.items()]
    return tuple(sorted(made, key=lambda cell: (cell.row.count("-"), cell.row, cell.depth)))


def axes(shown: Sequence[Cell]) -> tuple[list[str], list[int]]:
    """The rows and the depths of the map."""
    return list(dict.fromkeys(cell.row for cell in shown)), sorted({cell.depth for cell in shown})


def twins(shown: Sequence[Cell], *, norm: bool = True) -> list[tuple[Group, Group]]:
    """Plain and residual nets, with or without norms and else as usual, under the recipe of the map, by depth."""
    by_net = {cell.group.net: cell.group for cell in shown if not departures(cell.question)}
    plain = [PLAIN.model_copy(update={"depth": depth, "norm": norm}) for depth in sorted({net.depth for net in by_net})]
    pairs = [(net, net.model_copy(update={"shortcut": "zero_pad"})) for net in plain]
    return [(by_net[one], by_net[other]) for one, other in pairs if one in by_net and other in by_net]


def _cell(question: RaceQuestion, ran: list[tuple[int, Runner]]) -> Cell:
    [net] = question.nets
    code = _code(question)
    row = code.replace(f"-{net.depth}", "", 1)
    return Cell(code, row, question, Group(net, tuple(runner for _, runner in ran)))


def _code(question: RaceQuestion) -> str:
    """The net, and what sets the recipe apart: `residual-20-100_steps-rate_0.03`."""
    spelled = {
        "steps": f"{question.steps}_steps",
        "batch_size": f"batch_{question.batch_size}",
        "lr": f"rate_{question.lr:g}",
        "warm_up_steps": f"warm-up_{question.warm_up_steps}",
        "clip_norm": f"clipped_at_{question.clip_norm or 0:g}",
    }
    return "-".join([small_nets.spell(question.nets[0]), *(spelled[name] for name in departures(question))])
