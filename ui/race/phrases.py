"""What sentences about races have in common: losses, recipes, and nets that stopped or jumped."""

from collections.abc import Sequence

import pandas as pd

from resnet_core.analysis.spread import spread
from resnet_core.studies.race import findings
from resnet_core.studies.race.findings import BURST, GUESSING, Ends, Group
from resnet_core.studies.race.question import LAST_STEPS, RaceQuestion
from ui import numbers, small_nets
from ui.say import ranged, say


def ended(ends: Ends) -> str:
    """`0.55 (0.50 to 0.60)`, and how many runs had no number."""
    return say("race-ends", ends)


def recipe(question: RaceQuestion, *, seeds: int, rate: bool = True) -> str:
    """How the nets of a race were trained; without the rate where several are compared."""
    return say(
        "race-recipe",
        with_rate=rate,
        lr=question.lr,
        warm_up=question.warm_up_steps,
        clip=question.clip_norm,
        batch=question.batch_size,
        steps=question.steps,
        seeds=seeds,
    )


def verdict(plain: Group, residual: Group, question: RaceQuestion) -> str:
    """Which net won under the recipe of `question`, by how much, and against which spread."""
    duel = findings.duel(plain, residual)
    return say(
        "race-verdict",
        duel,
        plain=ended(duel.plain),
        residual=ended(duel.residual),
        distance=None if duel.lead is None else abs(duel.lead),
        recipe=recipe(question, seeds=duel.seeds),
        last=LAST_STEPS,
        guessing=GUESSING,
    )


def stopped(groups: Sequence[Group]) -> str:
    """Which nets ran into losses that are no numbers; empty where none did."""
    nets = [
        say("race-stopped.net", net, net=small_nets.label(net.net), count=len(net.steps))
        for net in findings.stopped(groups)
    ]
    return say("race-stopped", nets=nets) if nets else ""


def bursts(groups: Sequence[Group]) -> str:
    """Which runs had jumped far above the loss of guessing and came back; empty where none did."""
    nets = [say("race-bursts.net", net, net=small_nets.label(net.net)) for net in findings.bursts(groups)]
    return say("race-bursts", bound=BURST * GUESSING, nets=nets) if nets else ""


def table(groups: Sequence[Group]) -> pd.DataFrame:
    """A row for each net: means over the seeds, and from the lowest to the highest."""
    net = say("race-table.net")
    rows = [
        {
            net: small_nets.label(group.net),
            say("race-table.weights"): numbers.count(group.runners[0].params),
            say("race-table.loss", last=LAST_STEPS): ended(group.ends),
            say("race-table.as-is"): accuracies([runner.test_accuracy for runner in group.runners]),
            say("race-table.fresh"): accuracies([runner.test_accuracy_fresh_norms for runner in group.runners]),
        }
        for group in groups
    ]
    return pd.DataFrame(rows).set_index(net)


def accuracies(shares: Sequence[float | None]) -> str:
    """`82.3% (81.0% to 83.1%)`, of those that are known."""
    known = spread(share for share in shares if share is not None)
    return numbers.MISSING if known is None else ranged(known, numbers.percent)
