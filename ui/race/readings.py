"""What a race showed, said from its numbers. No Streamlit here.

A net is called better only when its worst run beats the other's best: ranges over seeds that do not overlap.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import pandas as pd

from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import LAST_STEPS, RaceProbe, Runner
from ui import small_nets, words
from ui.functions.growth_readings import spread

Outcome = Literal["residual", "plain", "no difference", "neither"]
GUESSES = ("residual", "plain", "no difference")
GUESSING = math.log(10)
"""Cross-entropy of saying nothing about ten classes."""
LEARNT = 0.95
"""Below this share of it a net has learnt something."""
FIRST_STEPS = 10
BURST = 2
"""Times the loss of guessing; a net that knows nothing and is not sure of it stays below."""
_TRY = "Would a warm-up, clipped gradients or a lower rate have spared it that? Each is a control above."


class Group(NamedTuple):
    """One net under one recipe, over seeds."""

    net: SmallNet
    runners: tuple[Runner, ...]

    @property
    def losses(self) -> list[float]:
        """Final training losses; infinite where the loss was no number."""
        return [math.inf if runner.final_loss is None else runner.final_loss for runner in self.runners]

    @property
    def failed(self) -> bool:
        """Whether no run ended clearly below the loss of guessing."""
        return min(self.losses) >= LEARNT * GUESSING


def pairs(groups: Iterable[Group]) -> list[tuple[Group, Group]]:
    """Plain and residual nets of the same depth, in the order of the groups."""
    by_depth: dict[int, dict[bool, Group]] = {}
    for group in groups:
        by_depth.setdefault(group.net.depth, {})[group.net.plain] = group
    return [(pair[True], pair[False]) for pair in by_depth.values() if len(pair) == 2]


def below(one: Group, other: Group) -> bool:
    """Whether every run of the one ended with a lower training loss than any of the other."""
    return max(one.losses) < min(other.losses)


def outcome(plain: Group, residual: Group) -> Outcome:
    """Which of the two ended with the lower training loss in every one of its runs; with one seed, in that one."""
    if plain.failed and residual.failed:
        return "neither"
    if below(residual, plain):
        return "residual"
    return "plain" if below(plain, residual) else "no difference"


def lead(plain: Group, residual: Group) -> float:
    """Mean training loss of the plain net minus that of the residual one; not finite where one had no number."""
    return _mean(plain.losses) - _mean(residual.losses)


def verdict(plain: Group, residual: Group, probe: RaceProbe) -> str:
    """Which net won under the recipe of `probe`, by how much, and against which spread."""
    found, depth = outcome(plain, residual), residual.net.depth
    seeds = len(plain.runners)
    under = recipe(probe, seeds=seeds)
    both = f"{loss(residual)} with shortcuts, {loss(plain)} without"
    if found == "neither":
        return (
            f"**{depth} layers: neither learnt** ({under}). Training loss over the last {LAST_STEPS} steps: {both}; "
            f"guessing gives {GUESSING:.2f}."
        )
    if found == "no difference":
        by = lead(plain, residual)
        means = f", and the means differ by {abs(by):.2f}" if math.isfinite(by) else ""
        return (
            f"**{depth} layers: no difference that {words.seeds(seeds)} can show** ({under}). {both.capitalize()}: the "
            f"ranges overlap{means}."
        )
    losses = f"Training loss over the last {LAST_STEPS} steps: {both}."
    if seeds == 1:
        return (
            f"**{depth} layers: in this one run the {found} net ended lower** ({under}). {losses} One seed cannot tell "
            "this from chance: run some more."
        )
    return f"**{depth} layers: the {found} net won** ({under}). {losses} {_against_spread(plain, residual)}"


def reply(guess: str, found: Outcome, depth: int) -> str:
    """The learner's guess beside what came out."""
    if guess == found:
        return f"You guessed *{guess}* for {depth} layers, and so it was."
    came = "neither of the two learnt" if found == "neither" else f"it came out *{found}*"
    return f"You guessed *{guess}* for {depth} layers; {came}."


def table(groups: Sequence[Group]) -> pd.DataFrame:
    """A row for each net: means over the seeds, and from the lowest to the highest."""
    rows = [
        {
            "net": small_nets.label(group.net),
            "weights": f"{group.runners[0].params:,}",
            f"training loss, last {LAST_STEPS} steps": loss(group),
            "test accuracy as it is": _accuracy([runner.test_accuracy for runner in group.runners]),
            "with fresh statistics": _accuracy([runner.test_accuracy_fresh_norms for runner in group.runners]),
        }
        for group in groups
    ]
    return pd.DataFrame(rows).set_index("net")


def lag(groups: Sequence[Group]) -> str:
    """By how much the stored statistics of the norms mislead the test."""
    gains = {
        small_nets.label(group.net): _mean(gained)
        for group in groups
        if group.net.norm and (gained := [_gained(runner) for runner in group.runners if runner.test_accuracy])
    }
    if not gains:
        return ""
    most = max(gains, key=lambda name: abs(gains[name]))
    sign = "gains" if gains[most] >= 0 else "loses"
    return f"The largest change, a mean over the seeds: **{most}** {sign} {100 * abs(gains[most]):.1f} points."


def stopped(groups: Sequence[Group]) -> str:
    """Which nets ran into losses that are no numbers; empty where none did."""
    parts = []
    for group in groups:
        steps = [runner.stopped_at for runner in group.runners if runner.stopped_at is not None]
        if steps:
            at = ", ".join(map(str, sorted(set(steps))))
            parts.append(f"{small_nets.label(group.net)}{_in_runs(len(steps), len(group.runners))} (step {at})")
    return f"The loss was no number any more, and the net stopped: {'; '.join(parts)}." if parts else ""


def bursts(groups: Sequence[Group]) -> str:
    """Which runs had jumped far above the loss of guessing and came back; empty where none did."""
    parts = []
    for group in groups:
        highest = [max((each for each in runner.losses if each is not None), default=0.0) for runner in group.runners]
        jumped = [each for each in highest if each > BURST * GUESSING]
        if jumped:
            parts.append(
                f"{small_nets.label(group.net)}{_in_runs(len(jumped), len(highest))}, "
                f"up to {words.measured(max(jumped))}"
            )
    return f"On the way the loss jumped above {BURST * GUESSING:.1f}: {'; '.join(parts)}. {_TRY}" if parts else ""


def spike(wild: Group, repaired: Mapping[str, Group]) -> str:
    """What a start at the full rate did to a wide, deep residual net, and what each repair made of it."""
    first = f"Its first {FIRST_STEPS} losses had a mean of {_start(wild)}, and it ended at {loss(wild)}"
    mended = "; ".join(f"{name}: {_start(group)}, then {loss(group)}" for name, group in repaired.items())
    return f"{first}, over {words.seeds(len(wild.runners))}. {mended}."


def loss(group: Group) -> str:
    """Mean final loss and its range over the seeds, and how many had no number."""
    numbers = [each for each in group.losses if math.isfinite(each)]
    lost = len(group.losses) - len(numbers)
    said = spread(numbers, "{:.2f}") if numbers else ""
    return " and ".join(part for part in (said, f"no number ({lost} of {len(group.losses)})" if lost else "") if part)


def recipe(probe: RaceProbe, *, seeds: int, rate: bool = True) -> str:
    """How the nets of a race were trained, in a phrase; without the rate where several are compared."""
    warm_up = f" after a warm-up of {probe.warm_up_steps} steps" if probe.warm_up_steps else ""
    said = [f"rate {probe.lr:g}{warm_up}"] if rate else []
    clipping = "not clipped" if probe.clip_norm is None else f"clipped at {probe.clip_norm:g}"
    return ", ".join(
        [*said, f"gradients {clipping}", f"batches of {probe.batch_size}", f"{probe.steps} steps", words.seeds(seeds)]
    )


def recipe_words(probe: RaceProbe) -> list[str]:
    """What sets the recipe apart from that of the map."""
    usual = RaceProbe(nets=probe.nets)
    said = {
        f"{probe.steps} steps": probe.steps != usual.steps,
        f"batch {probe.batch_size}": probe.batch_size != usual.batch_size,
        f"rate {probe.lr:g}": probe.lr != usual.lr,
        f"warm-up {probe.warm_up_steps}": probe.warm_up_steps != usual.warm_up_steps,
        f"clipped at {probe.clip_norm or 0:g}": probe.clip_norm is not None,
    }
    return [what for what, differs in said.items() if differs]


def _against_spread(plain: Group, residual: Group) -> str:
    """The lead beside the wider of the two ranges."""
    by = abs(lead(plain, residual))
    if not math.isfinite(by):
        return "The other had a run whose loss was no number any more."
    widest = max(max(group.losses) - min(group.losses) for group in (plain, residual))
    low, high = sorted((plain, residual), key=lambda group: min(group.losses))
    return (
        f"The means differ by {by:.2f}, the closest two runs by {min(high.losses) - max(low.losses):.2f}; over the "
        f"{len(plain.runners)} seeds one net's own runs differ by up to {widest:.2f}."
    )


def _accuracy(values: Sequence[float | None]) -> str:
    numbers = [value for value in values if value is not None]
    return spread(numbers, "{:.1%}") if numbers else "none"


def _gained(runner: Runner) -> float:
    assert runner.test_accuracy is not None
    assert runner.test_accuracy_fresh_norms is not None
    return runner.test_accuracy_fresh_norms - runner.test_accuracy


def _in_runs(some: int, count: int) -> str:
    return "" if count == 1 else f" in {some} of {count} seeds"


def start(group: Group) -> list[float]:
    """Of the first losses of each run the mean; runs whose first loss was no number are left out."""
    first = [[each for each in runner.losses[:FIRST_STEPS] if each is not None] for runner in group.runners]
    return [_mean(losses) for losses in first if losses]


def _start(group: Group) -> str:
    return spread(start(group), "{:.1f}")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
