"""The degradation map: its cells, and what holds in them, said from the numbers. No Streamlit here."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import LAST_STEPS, SEEDS, RaceProbe, Runner
from ui import small_nets
from ui.race.readings import GUESSING, Group, lead, loss, outcome, recipe, recipe_words
from ui.race.runs import Known
from ui.words import listed

PLAIN, RESIDUAL = SmallNet(shortcut="none"), SmallNet()
JUST_SHOW, NEVER = "just show me", "at none of these"
LOWEST, HIGHEST = 0.4, 2.4
"""The ends of the colour scale; the upper one is a little above the loss of guessing."""


class Cell(NamedTuple):
    """One net under one recipe."""

    name: str
    """In an address."""
    row: str
    probe: RaceProbe
    """Of its first seed, the net alone."""
    group: Group

    @property
    def depth(self) -> int:
        """Its column."""
        return self.group.net.depth

    @property
    def twin(self) -> str:
        """The name of the cell that differs in the shortcuts alone."""
        net = self.group.net
        other = net.model_copy(update={"shortcut": "zero_pad" if net.plain else "none"})
        return _name(self.probe.model_copy(update={"nets": (other,)}))


def cells(runs: Known) -> tuple[Cell, ...]:
    """The recorded nets under the recipe of the map and whatever was run here, the plainest rows first."""
    found: dict[RaceProbe, list[tuple[int, Runner]]] = defaultdict(list)
    for probe, ran in runs.items():
        if ran.data == "fashion-mnist" and not (ran.recorded and recipe_words(probe)):
            found[probe.model_copy(update={"seed": 0})].append((probe.seed, ran.runner))
    made = [_cell(probe, sorted(ran, key=lambda each: each[0])) for probe, ran in found.items()]
    return tuple(sorted(made, key=lambda cell: (cell.row.count(","), cell.row, cell.depth)))


def map_option(shown: Sequence[Cell], chosen: str) -> dict[str, Any]:
    """Mean training losses by depth and row; below, half the range over the seeds where there are several."""
    rows, depths = rows_and_depths(shown)
    data = [
        square(cell.group, rows.index(cell.row), depths.index(cell.depth), chosen=cell.name == chosen) for cell in shown
    ]
    return squares(data, rows=rows, columns=list(map(str, depths)), across="depth")


def squares(
    data: Sequence[dict[str, Any]], *, rows: Sequence[str], columns: Sequence[str], across: str = ""
) -> dict[str, Any]:
    """A figure of such squares: the higher the loss, the more a square stands out."""
    return {
        "animation": False,
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 28, "containLabel": True},
        "xAxis": {"type": "category", "data": list(columns), "name": across, "nameLocation": "middle", "nameGap": 26},
        "yAxis": {
            "type": "category",
            "data": list(rows),
            "inverse": True,
            "axisLabel": {"width": 84, "overflow": "break", "lineHeight": 15},
        },
        "visualMap": {"show": False, "min": LOWEST, "max": HIGHEST, "dimension": 2},
        "series": [
            {
                "type": "heatmap",
                "selectedMode": "single",
                "data": list(data),
                "label": {"show": True, "lineHeight": 16},
            }
        ],
    }


def square(group: Group, row: int, column: int, *, chosen: bool = False) -> dict[str, Any]:
    """The mean final loss of a net; below, half the range over the seeds where there are several."""
    losses = group.losses
    mean = sum(losses) / len(losses)
    words = f"{mean:.2f}" if math.isfinite(mean) else "no\nnumber"
    if len(losses) > 1 and math.isfinite(mean):
        words += f"\n±{(max(losses) - min(losses)) / 2:.2f}"
    look = {"borderWidth": 4, "borderColor": "#C25A11"} if chosen else {"borderWidth": 1}
    colour = min(HIGHEST, max(LOWEST, mean))
    return {"value": [column, row, round(colour, 3)], "label": {"formatter": words}, "itemStyle": look}


def rows_and_depths(shown: Sequence[Cell]) -> tuple[list[str], list[int]]:
    """Both axes of the map."""
    return list(dict.fromkeys(cell.row for cell in shown)), sorted({cell.depth for cell in shown})


def recipe_of_the_map() -> str:
    """How every recorded net of the map was trained, and what a cell holds."""
    under = recipe(RaceProbe(nets=(PLAIN,)), seeds=len(SEEDS))
    return f"Each net: {under}. A cell holds the mean training loss over the last {LAST_STEPS} steps."


def reading(shown: Sequence[Cell]) -> str:
    """What holds in the two first rows, depth by depth, and in those without batch norms."""
    pairs = _pairs(shown, PLAIN)
    if not pairs:
        return "The plain and the residual row have no depth in common yet."
    sentences = [_no_difference(pairs), _ahead(pairs), _with_depth(pairs)]
    sentences += [_without_norms(*pair) for pair in _pairs(shown, PLAIN.model_copy(update={"norm": False}))]
    return " ".join(filter(None, sentences))


def onset(shown: Sequence[Cell]) -> int | None:
    """The depth from which on, in the two first rows, the residual net is ahead at every depth; None where at none."""
    found = None
    for plain, residual in reversed(_pairs(shown, PLAIN)):
        if outcome(plain, residual) != "residual":
            break
        found = residual.net.depth
    return found


def reply(guess: str, shown: Sequence[Cell]) -> str:
    """The learner's guess beside what came out; empty where they did not guess."""
    if guess == JUST_SHOW:
        return ""
    found = NEVER if (depth := onset(shown)) is None else str(depth)
    if guess == found:
        return f"You guessed *{guess}*, and so it was."
    return f"You guessed *{guess}*; it came out *{found}*."


def _cell(probe: RaceProbe, ran: list[tuple[int, Runner]]) -> Cell:
    [net] = probe.nets
    row = ", ".join([small_nets.label(net).replace(f" {net.depth}", "", 1), *recipe_words(probe)])
    return Cell(_name(probe), row, probe, Group(net, tuple(runner for _, runner in ran)))


def _name(probe: RaceProbe) -> str:
    words = [word.replace(" ", "_") for word in recipe_words(probe)]
    return "-".join([small_nets.spell(probe.nets[0]), *words])


def _pairs(shown: Iterable[Cell], plain: SmallNet) -> list[tuple[Group, Group]]:
    """Plain and residual nets that are as `plain` but for their depth, under the recipe of the map, by depth."""
    by_net = {cell.group.net: cell.group for cell in shown if not recipe_words(cell.probe)}
    depths = sorted({net.depth for net in by_net})
    nets = [plain.model_copy(update={"depth": depth}) for depth in depths]
    twins = [(net, net.model_copy(update={"shortcut": "zero_pad"})) for net in nets]
    return [(by_net[one], by_net[other]) for one, other in twins if one in by_net and other in by_net]


def _no_difference(pairs: Sequence[tuple[Group, Group]]) -> str:
    depths = [residual.net.depth for plain, residual in pairs if outcome(plain, residual) == "no difference"]
    return f"**No difference** beyond the spread of the seeds at {listed(depths)} layers." if depths else ""


def _ahead(pairs: Sequence[tuple[Group, Group]]) -> str:
    parts = []
    for family in ("residual", "plain"):
        won = [pair for pair in pairs if outcome(*pair) == family]
        if won:
            leads = "; ".join(f"{abs(lead(*pair)):.2f} at {pair[1].net.depth}" for pair in won)
            parts.append(f"The **{family} net is ahead** at {listed([pair[1].net.depth for pair in won])} ({leads}).")
    return " ".join(parts)


def _with_depth(pairs: Sequence[tuple[Group, Group]]) -> str:
    """From the shallowest to the deepest, each family for itself."""
    if len(pairs) < 2:
        return ""
    (plain, residual), (deep_plain, deep_residual) = pairs[0], pairs[-1]
    return (
        f"From {residual.net.depth} to {deep_residual.net.depth} layers the training loss of the plain net goes from "
        f"{_mean(plain)} to {_mean(deep_plain)}, that of the residual net from {_mean(residual)} to "
        f"{_mean(deep_residual)}."
    )


def _without_norms(plain: Group, residual: Group) -> str:
    depth = residual.net.depth
    ends = f"plain {loss(plain)}, residual {loss(residual)}"
    if outcome(plain, residual) == "neither":
        return (
            f"**Without batch norms neither learns** at {depth} layers under this recipe (final loss: {ends}; guessing "
            f"gives {GUESSING:.2f})."
        )
    return f"Without batch norms, at {depth} layers: {ends}."


def _mean(group: Group) -> str:
    mean = sum(group.losses) / len(group.losses)
    return f"{mean:.2f}" if math.isfinite(mean) else "no number"
