"""Shortcuts and batch norms, each with and without the other, said from the races. No Streamlit here."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from resnet_core.probes.race import FACTORS, SEEDS, RaceProbe
from ui.race import map_readings, running
from ui.race import runs as races
from ui.race.readings import GUESSING, Group, below, loss, recipe
from ui.race.runs import Known

SHORTCUTS, NORMS, LEVEL, JUST_SHOW = "shortcuts alone", "batch norm alone", "no difference", "just show me"
GUESSES = (SHORTCUTS, NORMS, LEVEL, JUST_SHOW)
WITHOUT, WITH = "no shortcuts", "shortcuts"
NORMED, BARE = "batch norm", "no batch norm"

Further = Literal["shortcuts alone", "batch norm alone", "no difference", "neither"]


class Factors(NamedTuple):
    """The four nets of one depth under one recipe, over the same seeds."""

    norms: Group
    both: Group
    neither: Group
    shortcuts: Group

    @property
    def further(self) -> Further:
        """Which of the two alone ended lower in every run of its own than the other in any."""
        if self.norms.failed and self.shortcuts.failed:
            return "neither"
        if below(self.shortcuts, self.norms):
            return "shortcuts alone"
        return "batch norm alone" if below(self.norms, self.shortcuts) else "no difference"

    @property
    def add_up(self) -> bool:
        """Whether the net with both ended below each of those with one."""
        return below(self.both, self.shortcuts) and below(self.both, self.norms)


def factors(runs: Known) -> tuple[RaceProbe, Factors] | None:
    """The recipe and the nets, over the seeds that have run; None where none has."""
    done = _done(FACTORS, runs)
    return (done[0], Factors(*running.groups(done, runs))) if done else None


def option(found: Factors) -> dict[str, Any]:
    """The four final losses as squares: with shortcuts on the right, without batch norm below."""
    places = ((found.norms, 0, 0), (found.both, 0, 1), (found.neither, 1, 0), (found.shortcuts, 1, 1))
    data = [map_readings.square(group, row, column) for group, row, column in places]
    return map_readings.squares(data, rows=[NORMED, BARE], columns=[WITHOUT, WITH])


def verdict(probe: RaceProbe, found: Factors) -> str:
    """What each does alone, and both together, under which recipe."""
    seeds = len(found.both.runners)
    under = recipe(probe, seeds=seeds)
    ends = f"shortcuts alone end at {loss(found.shortcuts)}, batch norm alone at {loss(found.norms)}"
    match found.further:
        case "neither":
            said = f"**Neither of the two alone learns** at {probe.nets[0].depth} layers"
        case "no difference":
            said = f"**Neither alone is ahead of the other** at {probe.nets[0].depth} layers"
        case ahead:
            said = f"**{ahead.capitalize()} get{'s' * (ahead == NORMS)} further** at {probe.nets[0].depth} layers"
    return f"{said} ({under}): {ends}. {_together(found)} {_apart(found)}"


def of_the_recipe(runs: Known) -> str:
    """Whether shortcuts alone fail or learn by the recipe, clipped or not; empty where that is not known."""
    clipped = factors(runs)
    loose = _done(FACTORS.model_copy(update={"nets": FACTORS.nets[2:], "clip_norm": None}), runs)
    if clipped is None or not loose:
        return ""
    _plain, unclipped = running.groups(loose, runs)
    if not unclipped.failed or clipped[1].shortcuts.failed:
        return ""
    return (
        f"That is the recipe's doing, not the shortcuts': with gradients clipped at {FACTORS.clip_norm:g} the residual "
        f"net without batch norms ends at {loss(clipped[1].shortcuts)}."
    )


def reply(guess: str, found: Factors) -> str:
    """The learner's guess beside what came out; empty where they did not guess."""
    if guess == JUST_SHOW:
        return ""
    came = "neither alone learnt" if found.further == "neither" else f"it came out *{found.further}*"
    return f"You guessed *{guess}*, and so it was." if guess == found.further else f"You guessed *{guess}*; {came}."


def _together(found: Factors) -> str:
    both = f"Both together end at {loss(found.both)}"
    return f"{both}, below either alone." if found.add_up else f"{both}."


def _apart(found: Factors) -> str:
    learns = "does not learn" if found.neither.failed else "learns all the same"
    return f"A net with neither {learns}: {loss(found.neither)}, where guessing gives {GUESSING:.2f}."


def _done(probe: RaceProbe, runs: Known) -> Sequence[RaceProbe]:
    """The race in those seeds in which it has run."""
    asked = [probe.model_copy(update={"seed": seed}) for seed in SEEDS]
    return [question for question in asked if races.is_known(question, runs)]
