"""Exercises about learning: one plus, sleeping blocks, learning to do nothing, growing, real curves, real bugs."""

from collections.abc import Mapping
from functools import cache
from math import exp, log
from typing import Any, NamedTuple

from resnet_core.config import TrainingConfig
from resnet_core.course.exercises.clinic import PATIENTS, examine
from resnet_core.course.exercises.recorded import attempts, harms, lessons, order_losses, race, twin_losses
from resnet_core.course.exercises.tasks import Choice, Code, Exercise, Number, Task
from resnet_core.studies.bugs.question import BUGS, BugsQuestion
from resnet_core.studies.bugs.question import recorded as bugs_recorded
from resnet_core.studies.function_classes.findings import unmoved
from resnet_core.studies.function_classes.one_more_block import insertions
from resnet_core.studies.identity.question import (
    CHANNELS,
    EVERY,
    KINDS,
    PLAIN,
    RESIDUAL,
    TOLERANCE,
    ZERO,
    IdentityQuestion,
)
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.orders.question import TABLE2
from resnet_core.studies.race.question import WIDE, WIDE_STEPS, RaceQuestion, twins

BLOCKS = 20
"""How many alike factors stand in a row in the answer about one plus."""
STEPS_PER_EPOCH = 60_000 // 128 + 1
KERNEL = 9
"""Weights of a 3x3 kernel."""
FOUR, LONGEST = 4, 8
"""Blocks in the rows that are asked about."""
GROWN_TARGET = "step_and_sine"
LETTERS = "abcd"


class Plus(NamedTuple):
    """A residual block of two weights, y = x + w2 relu(w1 x), once forward, once backward, and one step of SGD."""

    x: float
    w1: float
    w2: float
    arriving: float
    """The gradient of the loss at y."""
    rate: float

    @property
    def hidden(self) -> float:
        """relu(w1 x)."""
        return max(0.0, self.w1 * self.x)

    @property
    def residual(self) -> float:
        """F(x)."""
        return self.w2 * self.hidden

    @property
    def slope(self) -> float:
        """F'(x)."""
        return self.w2 * self.w1 if self.w1 * self.x > 0 else 0.0

    @property
    def at_w2(self) -> float:
        """The gradient of the second weight."""
        return self.arriving * self.hidden

    @property
    def at_w1(self) -> float:
        """The gradient of the first weight."""
        return self.arriving * self.w2 * self.x if self.w1 * self.x > 0 else 0.0

    @property
    def at_x(self) -> float:
        """The gradient at x, through both branches."""
        return self.arriving * (1 + self.slope)


SHOWN = Plus(x=2, w1=0.5, w2=0.1, arriving=1, rate=0.1)
OWN = Plus(x=3, w1=0.2, w2=-0.5, arriving=2, rate=0.1)


@cache
def _plus() -> Mapping[str, Any]:
    facts = {f"shown_{name}": getattr(SHOWN, name) for name in ("hidden", "residual", "at_w2", "at_w1", "at_x")}
    names = ("x", "w1", "w2", "arriving", "rate", "hidden", "residual", "slope", "at_w2", "at_w1", "at_x")
    return (
        facts
        | {name: getattr(OWN, name) for name in names}
        | {
            "forward": OWN.x + OWN.residual,
            "new_w1": OWN.w1 - OWN.rate * OWN.at_w1,
            "many": BLOCKS,
            "product": abs(OWN.slope) ** BLOCKS,
            "sum": (1 + OWN.slope) ** BLOCKS,
        }
    )


def _plus_tasks() -> tuple[Task, ...]:
    facts = _plus()
    up = OWN.w1 + OWN.rate * OWN.at_w1
    return (
        Number("plus-forward", OWN.x + OWN.residual, {"plain": OWN.residual, "alone": OWN.x}, 1e-6),
        Number("plus-back", OWN.at_x, {"plain": OWN.arriving * OWN.slope, "shortcut": OWN.arriving}, 1e-6),
        Number("plus-update", facts["new_w1"], {"up": up, "still": OWN.w1, "gradient": OWN.at_w1}, 1e-6),
        Choice("plus-skipped", "whole", ("nothing", "half", "whole")),
    )


@cache
def _sleep() -> Mapping[str, Any]:
    recipe = TrainingConfig()
    factor = 1 - recipe.lr * recipe.weight_decay
    half = log(0.5) / (2 * log(factor))
    return {
        "rate": recipe.lr,
        "decay": recipe.weight_decay,
        "factor": factor,
        "squared": factor**2,
        "half": half,
        "half_one": 2 * half,
        "epochs": half / STEPS_PER_EPOCH,
    }


def _sleep_tasks() -> tuple[Task, ...]:
    facts = _sleep()
    lost, squared = recipe_loss(facts), facts["squared"]
    return (
        Number("sleep-squared", squared, {"once": facts["factor"], "lost": lost}, 1e-6),
        Number("sleep-half", round(facts["half"]), {"one": round(facts["half_one"]), "line": round(0.5 / lost)}, 0.01),
        Choice("sleep-residual", "identity", ("zero", "identity", "random")),
        Choice("sleep-norm", "nothing", ("same", "nothing", "faster")),
    )


def recipe_loss(facts: Mapping[str, Any]) -> float:
    """What a weight loses in a step, as a share of it."""
    return float(facts["rate"] * facts["decay"])


@cache
def _identity() -> Mapping[str, Any]:
    question, found = IdentityQuestion(), lessons()
    facts: dict[str, Any] = {
        "channels": CHANNELS,
        "weights": CHANNELS * CHANNELS * KERNEL,
        "zeros": CHANNELS * CHANNELS * KERNEL - CHANNELS,
        "tolerance": TOLERANCE,
        "most": question.steps,
        "seeds": len(attempts()),
        "first": (longest := found.get((RESIDUAL, LONGEST))) and longest.first,
    }
    for blocks in question.lengths:
        for kind in KINDS:
            lesson = found.get((kind, blocks))
            facts[f"steps_{kind}{blocks}"] = lesson and lesson.steps
            facts[f"last_{kind}{blocks}"] = lesson and lesson.last
            facts[f"missed_{kind}{blocks}"] = lesson and lesson.missed
    return facts


def _identity_tasks() -> tuple[Task, ...]:
    facts, found = _identity(), lessons()
    learned = {kind for kind in (PLAIN, RESIDUAL) if (lesson := found.get((kind, FOUR))) and not lesson.missed}
    four = "both" if len(learned) == 2 else next(iter(learned), "neither")
    at_zero = found.get((ZERO, LONGEST))
    nothing = at_zero is not None and at_zero.steps is not None and at_zero.steps.high == 0
    ones = {"centres": CHANNELS * CHANNELS, "kernel": KERNEL, "one": 1, "all": facts["weights"]}
    zeros = {"own": CHANNELS * (KERNEL - 1), "others": CHANNELS * (CHANNELS - 1) * KERNEL, "all": facts["weights"]}
    return (
        Number("identity-ones", CHANNELS, ones),
        Number("identity-zeros", facts["zeros"], zeros),
        Choice("identity-four", four, ("plain", "residual", "both", "neither")),
        Choice("identity-zero", "nothing" if nothing else "fewer", ("nothing", "fewer", "never")),
    )


def errors() -> tuple[tuple[str, tuple[tuple[int, float], ...]], ...]:
    """The recorded errors of one block of random weights by step, plain and residual; none where they are missing."""
    of_first = attempts()[0].attempts if attempts() else ()
    return tuple(
        (each.kind, tuple((EVERY * place, error) for place, error in enumerate(each.errors) if error is not None))
        for each in of_first
        if each.blocks == 1 and each.kind != ZERO
    )


@cache
def _grow() -> Mapping[str, Any]:
    tried = insertions(GROWN_TARGET)
    found = unmoved(tried)
    changes = {f"{each.block}_change": each.largest_change for each in tried}
    return {"tried": found.tried, "kept": found.kept, "least": found.least} | changes


def _grow_tasks() -> tuple[Task, ...]:
    facts = _grow()
    return (
        Choice("grow-zero", "nothing", ("same", "nothing", "noise")),
        Number("grow-kept", facts["kept"], {"residual": 1, "zero": 3, "all": facts["tried"]}),
        Choice("grow-first", "last", ("all", "none", "last")),
    )


@cache
def curves() -> tuple[tuple[str, tuple[float | None, ...]], ...]:
    """The recorded training losses of four nets, in an order that gives nothing away; none where they are missing."""
    found: dict[str, tuple[float | None, ...]] = {}
    for depth in (20, 56):
        held = race("race", RaceQuestion(nets=twins(SmallNet(depth=depth))))
        for name, runner in zip(("plain", "residual"), held.runners if held else (), strict=False):
            found[f"{name}{depth}"] = runner.losses
    order = ("residual56", "plain20", "plain56", "residual20")
    return tuple((name, found[name]) for name in order if name in found)


@cache
def starts() -> tuple[tuple[str, tuple[float | None, ...]], ...]:
    """The recorded training losses of one net with and without a warm-up; none where they are missing."""
    plain = RaceQuestion(nets=(WIDE,), steps=WIDE_STEPS, warm_up_steps=20)
    bare = RaceQuestion(nets=(WIDE, WIDE.model_copy(update={"zero_init": True})), steps=WIDE_STEPS)
    held = {"bare": race("race", bare), "warm_up": race("race", plain)}
    return tuple((name, found.runners[0].losses) for name, found in held.items() if found)


@cache
def _reading() -> Mapping[str, Any]:
    letters = {name: LETTERS[place].upper() for place, (name, _) in enumerate(curves())}
    peaks = {f"peak_{name}": max(loss for loss in losses if loss is not None) for name, losses in starts()}
    return (
        {f"letter_{name}": letter for name, letter in letters.items()}
        | peaks
        | dict(twin_losses(20))
        | dict(twin_losses(56))
    )


def _reading_tasks() -> tuple[Task, ...]:
    names = [name for name, _ in curves()]
    of_starts = [name for name, _ in starts()]
    return (
        Choice("reading-plain", LETTERS[names.index("plain56")], tuple(LETTERS)),
        Choice("reading-why", "degradation", ("overfitting", "degradation", "vanishing")),
        Choice("reading-warm", LETTERS[of_starts.index("warm_up")], tuple(LETTERS[:2])),
    )


@cache
def _clinic() -> Mapping[str, Any]:
    losses = order_losses(56)
    classes = 10
    return {
        **{code.replace("-", "_"): source.strip() for code, source in PATIENTS.items()},
        "paper": TABLE2["original"].resnet110 / 100,
        "paper_before": TABLE2["relu_before_add"].resnet110 / 100,
        "loss": losses["original"],
        "loss_before": losses["relu_before_add"],
        "least": log(1 + (classes - 1) * exp(-1)),
        "guessing": log(classes),
        **_harm(),
    }


def _harm() -> Mapping[str, Any]:
    """What each bug cost the small net: its test accuracy and the share of its numbers that were trained."""
    question, found = BugsQuestion(), harms()
    facts: dict[str, Any] = {"bug_steps": question.steps, "bug_seeds": len(bugs_recorded())}
    for bug in BUGS:
        code, harm = bug.replace("-", "_"), found.get(bug)
        facts[f"accuracy_{code}"] = harm and harm.accuracy
        facts[f"loss_{code}"] = harm and harm.loss
        facts[f"params_{code}"] = harm and harm.params
    return facts


def _clinic_tasks() -> tuple[Task, ...]:
    options = tuple(sorted(PATIENTS))
    return (
        *(Choice(f"clinic-{number}", code, options) for number, code in enumerate(PATIENTS, start=1)),
        Code("clinic-mended", examine),
    )


LEARNING = (
    Exercise("plus", _plus_tasks, _plus),
    Exercise("sleep", _sleep_tasks, _sleep),
    Exercise("identity", _identity_tasks, _identity),
    Exercise("grow", _grow_tasks, _grow),
    Exercise("reading", _reading_tasks, _reading),
    Exercise("clinic", _clinic_tasks, _clinic),
)
