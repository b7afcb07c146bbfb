"""The same nets at several learning rates, said from the races. No Streamlit here."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from resnet_core.probes.race import RATES, SEEDS, at_rate
from ui import small_nets
from ui.race import running
from ui.race import runs as races
from ui.race.readings import Group, below, loss, outcome, recipe
from ui.race.runs import Known
from ui.words import listed

CATCHES_UP, STAYS_BEHIND, JUST_SHOW = "it catches up", "it stays behind", "just show me"
GUESSES = (CATCHES_UP, STAYS_BEHIND, JUST_SHOW)

Behind = Literal["at every rate", "at some rates", "at no rate"]


class AtRate(NamedTuple):
    """Both pairs at one learning rate, over the same seeds."""

    lr: float
    plain: Group
    residual: Group
    deep_plain: Group
    deep_residual: Group

    @property
    def nets(self) -> tuple[Group, Group, Group, Group]:
        """All four."""
        return self.plain, self.residual, self.deep_plain, self.deep_residual

    @property
    def behind(self) -> bool:
        """Whether the deep plain net ended above the deep residual one, run for run."""
        return outcome(self.deep_plain, self.deep_residual) == "residual"


def at_rates(runs: Known) -> tuple[AtRate, ...]:
    """Every rate that was raced, over the seeds that have run, the highest first."""
    found = []
    for lr in RATES:
        asked = [at_rate(lr).model_copy(update={"seed": seed}) for seed in SEEDS]
        done = [question for question in asked if races.is_known(question, runs)]
        if done:
            found.append(AtRate(lr, *running.groups(done, runs)))
    return tuple(found)


def behind(found: Sequence[AtRate]) -> Behind:
    """At how many of the rates the deep plain net stayed behind its residual twin."""
    count = sum(each.behind for each in found)
    return "at every rate" if count == len(found) else "at some rates" if count else "at no rate"


def verdict(found: Sequence[AtRate]) -> str:
    """Whether another rate would have spared the plain net its lag, under which recipe."""
    net, twin = found[0].deep_plain.net, small_nets.label(found[0].deep_residual.net)
    name, seeds = small_nets.label(net), len(found[0].deep_plain.runners)
    under = recipe(at_rate(found[0].lr), seeds=seeds, rate=False)
    rates = listed(f"{each.lr:g}" for each in found)
    match behind(found):
        case "at every rate":
            said = f"**No: {name} stays behind {twin} at every rate**, {rates}"
        case "at some rates":
            caught = listed(f"{each.lr:g}" for each in found if not each.behind)
            said = f"**In part: {name} stays behind {twin} at some rates**, but not at {caught}"
        case "at no rate":
            said = f"**{name.capitalize()} stays behind {twin} at none of the rates** {rates}"
    return f"{said} ({under}). {_ends(found)} {of_depth(found)}"


def reply(guess: str, found: Sequence[AtRate]) -> str:
    """The learner's guess beside what came out; empty where they did not guess."""
    if guess == JUST_SHOW:
        return ""
    came = STAYS_BEHIND if behind(found) == "at every rate" else CATCHES_UP
    at = {"at every rate": "at every rate", "at some rates": "at some of the rates"}.get(behind(found), "at each rate")
    return f"You guessed that {guess}{', and so it was' if guess == came else f'; {came}'} {at}."


def _ends(found: Sequence[AtRate]) -> str:
    ends = "; ".join(f"{loss(each.deep_plain)} against {loss(each.deep_residual)} at {each.lr:g}" for each in found)
    return f"It ends at {ends}."


def of_depth(found: Sequence[AtRate]) -> str:
    """At which rates more layers made each family end higher or lower."""
    plain = _more_layers([(each.lr, each.plain, each.deep_plain) for each in found])
    residual = _more_layers([(each.lr, each.residual, each.deep_residual) for each in found])
    return f"More layers: {plain}; {residual}."


def _more_layers(depths: Sequence[tuple[float, Group, Group]]) -> str:
    """At which rates, each with its shallow and its deep net, every deep run ended above all shallow ones, or below."""
    _lr, shallow, deep = depths[0]
    above = [f"{lr:g}" for lr, few, many in depths if below(few, many)]
    under = [f"{lr:g}" for lr, few, many in depths if below(many, few)]
    many, few = small_nets.label(deep.net), small_nets.label(shallow.net)
    parts = [
        f"{where} {few} at {'every rate' if len(rates) == len(depths) else listed(rates)}"
        for where, rates in (("above", above), ("below", under))
        if rates
    ]
    return f"{many} ends {' and '.join(parts) or f'level with {few} at every rate'}"
