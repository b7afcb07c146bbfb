"""How much of the damage stale statistics do, and how much the missing block. No Streamlit here.

What a net loses with fresh statistics is the missing block's. What it loses with stored ones beyond that is theirs:
they fit the net as it was, and no weight differs.
"""

from collections.abc import Sequence
from statistics import mean
from typing import Literal, NamedTuple

from ui.surgery.readings import MOST_BLOCKS, Case, Fall, Turn, critical, upper
from ui.words import listed

MOSTLY, HARDLY = 2 / 3, 1 / 3
"""Shares of the damage: at least the first is most of it, below the second is little."""

Culprit = Literal["nothing", "statistics", "both", "blocks"]


class Damage(NamedTuple):
    """Points of accuracy lost, a mean over the same operations, under each kind of statistics."""

    stored: float
    fresh: float

    @property
    def share(self) -> float:
        """What the statistics do of the damage that is seen with the stored ones; 0 where there is none."""
        return min(1.0, max(0.0, 1 - self.fresh / self.stored)) if self.stored > 0 else 0.0

    @property
    def culprit(self) -> Culprit:
        """What does the damage."""
        if self.stored <= 0:
            return "nothing"
        return "statistics" if self.share >= MOSTLY else "both" if self.share >= HARDLY else "blocks"


class Criticals(NamedTuple):
    """The critical blocks under each kind of statistics, the worst first, and what those under the stored ones cost."""

    stored: tuple[int, ...]
    fresh: tuple[int, ...]
    damage: Damage


def criticals(turn: Turn, within: float) -> Criticals:
    """The blocks that cost more than `within` points, and the damage of those that do so with stored statistics."""
    found = (turn.both.stored, turn.both.fresh)
    stored, fresh = (tuple(lesion.block for lesion in critical(each, within)) for each in found)
    lost = (
        mean([100 * (each.accuracy - lesion.accuracy) for lesion in each.lesions if lesion.block in stored] or [0.0])
        for each in found
    )
    return Criticals(stored, fresh, Damage(*lost))


def at_half(fall: Fall) -> tuple[int, Damage]:
    """How many blocks are half of them, and what it costs to delete so many."""
    number = max(1, len(fall.found.numbers) // 2)
    found = (fall.both.stored, fall.both.fresh)
    lost = (100 * (each.accuracy - mean(each.numbers[number - 1].accuracies)) for each in found)
    return number, Damage(*lost)


def of_single_edits(turn: Turn, within: float) -> str:
    """Which blocks are critical under which statistics, and what does the damage."""
    if not turn.case.net.network.style.norm:
        return _no_norms(turn.case)
    found = criticals(turn, within)
    name = upper(turn.case.name)
    if found.stored == found.fresh == ():
        return f"*{name}*: with either statistics, no block is critical."
    both = (
        f"critical with either statistics: {_named(found.stored)}"
        if set(found.stored) == set(found.fresh)
        else f"critical with stored statistics: {_named(found.stored)}; with fresh ones: {_named(found.fresh)}"
    )
    if not found.stored:
        return f"*{name}*, {both}."
    several = len(found.stored) > 1
    done, missing = _done(turn, them=f"one of the {len(found.stored)}" if several else "it")
    return f"*{name}*, {both}. {done} costs {'on average ' * several}{_costs(found.damage, missing)}"


def of_many_deletions(fall: Fall) -> str:
    """What does the damage where half of the blocks are gone."""
    if not fall.case.net.network.style.norm:
        return _no_norms(fall.case)
    number, damage = at_half(fall)
    gone = f"{number} of {len(fall.found.numbers)} blocks deleted"
    return f"*{upper(fall.case.name)}*, {gone}: this costs on average {_costs(damage, 'missing blocks')}"


def _done(turn: Turn, *, them: str) -> tuple[str, str]:
    """What was done to these blocks, and what is missing since."""
    if turn.operation == "delete":
        return f"To delete {them}", "missing block"
    return f"To cut the shortcut of {them}", "missing shortcut"


def _costs(damage: Damage, missing: str) -> str:
    said = f"{damage.stored:.1f} points with stored statistics, {damage.fresh:.1f} with fresh ones"
    match damage.culprit:
        case "nothing":
            return f"{said}: no damage to explain."
        case "statistics":
            return f"{said}: **stale statistics do {damage.share:.0%} of the damage**, not the {missing}."
        case "both":
            return f"{said}: stale statistics do {damage.share:.0%} of the damage, the {missing} the rest."
        case "blocks":
            return f"{said}: **the damage comes from the {missing}**; stale statistics do {damage.share:.0%} of it."


def _named(blocks: Sequence[int]) -> str:
    """`none`, `block 1`, `blocks 1 and 7`; of many, their number."""
    if not blocks:
        return "none"
    if len(blocks) > MOST_BLOCKS:
        return f"{len(blocks)} blocks"
    return f"block{'s' * (len(blocks) > 1)} {listed(blocks)}"


def _no_norms(case: Case) -> str:
    return f"*{upper(case.name)}* has no batch norms, so it has stored nothing that could be stale."
