"""What the figures on function classes show, said from the same numbers. No Streamlit here."""

import pandas as pd

from resnet_core.experiments.function_classes import FAMILIES, ROUNDING, Fit, Generalisation, Ladder
from resnet_core.experiments.one_more_block import Insertion
from ui import words

ALWAYS, NOT_ALWAYS, SHOW = "always", "not always", "just show me"
GUESSES = (ALWAYS, NOT_ALWAYS, SHOW)
NOTHING = 1e-20
"""A mean squared error below this is rounding."""


def number(value: float) -> str:
    """Three digits, all of them before the point, `0` for what is only rounding."""
    if abs(value) < NOTHING:
        return "0"
    return f"{value:,.0f}" if value >= 1000 else words.measured(value, digits=3)


def distance(error: float) -> str:
    """The distance from f* that belongs to a mean squared error."""
    return "0" if error < NOTHING else number(error**0.5)


def fit(family: str, size: int, best: Fit) -> str:
    """How near the best fit comes."""
    how = f"The nearest of all functions made of {FAMILIES[family].name(size)}"
    if best.error < NOTHING:
        return f"{how} is f* itself, up to rounding: the target lies inside this set."
    return (
        f"{how} ({words.counted(best.coefficients, 'coefficient')}) misses the target by a mean "
        f"squared error of **{number(best.error)}**; its distance from f* is the root of that, "
        f"{distance(best.error)}."
    )


def ladder(family: str, measured: Ladder) -> str:
    """Which sizes got worse, and the worst of them."""
    steps = len(measured.sizes) - 1
    if not measured.worse:
        return (
            f"None of the {steps} steps to the next size made the fit worse: the error goes from "
            f"{number(measured.errors[0])} at k = {measured.sizes[0]} down to {number(measured.errors[-1])} "
            f"at k = {measured.sizes[-1]}."
        )
    before, after, size = _worst(measured)
    previous = measured.sizes[measured.sizes.index(size) - 1]
    return (
        f"{len(measured.worse)} of the {steps} steps to the next size made the fit **worse**: those to k = "
        f"{words.listed(measured.worse)}. The largest rise: from {FAMILIES[family].name(previous)} to "
        f"{FAMILIES[family].name(size)} the error goes from {number(before)} to {number(after)}."
    )


def nesting(family: str, outside: tuple[float, ...]) -> str:
    """Whether each set lies in the next, as measured on the sets."""
    sizes = FAMILIES[family].sizes
    if max(outside) < ROUNDING:
        return (
            "Measured on the sets themselves, without any target: nothing of a set lies outside the next. This family "
            "is **nested**, so its best error can never rise, whatever the target."
        )
    worst = outside.index(max(outside))
    return (
        "Measured on the sets themselves, without any target: of the square of a random function of a set, up to "
        f"{percent(outside[worst])} on average lies outside the next set, beyond what the best fit there reaches (from "
        f"k = {sizes[worst]} to {sizes[worst + 1]}). This family is **not nested**: what one size could do, the next "
        "may have lost."
    )


def verdict(guess: str, measured: Ladder, *, nested: bool) -> str:
    """The learner's guess beside the answer; empty when there was none."""
    if guess == SHOW:
        return ""
    lucky = not measured.worse and not nested
    answer = "some steps were worse" if measured.worse else "every step was at least as good"
    if lucky and guess == NOT_ALWAYS:
        return f"You guessed *{guess}*. With this target {answer}, but only by luck: the family is not nested."
    if (guess == ALWAYS) == (not measured.worse):
        luck = " Here that is luck, not a law: the family is not nested." if lucky else ""
        return f"You guessed *{guess}*, and so it was: {answer}.{luck}"
    return f"You guessed *{guess}*, and it came out otherwise: {answer}."


def generalisation(measured: Generalisation, noise: float) -> str:
    """Where the test error is lowest, and what happens after."""
    best, last = measured.best, measured.sizes[-1]
    lowest, end = min(measured.test), measured.test[-1]
    start = (
        f"On the noisy points the error goes from {number(measured.train[0])} to {number(measured.train[-1])} between "
        f"k = {measured.sizes[0]} and k = {last}. On fresh points it is lowest at k = {best} ({number(lowest)})"
    )
    floor = f" Noise alone costs {number(noise**2)} there, on average." if noise else ""
    if best == last:
        return f"{start}, the largest size: these points suffice for all of them.{floor}"
    return f"{start} and {number(end)} at k = {last}, {number(end / lowest)} times as much.{floor}"


def insertion(rows: tuple[Insertion, ...]) -> str:
    """Which inserted blocks left the network as it was."""
    kept = [row.block for row in rows if row.largest_change == 0]
    least = min(row.largest_change for row in rows if row.largest_change)
    return (
        f"Of the {len(rows)} blocks, {len(kept)} left every output as it was, to the last digit: {', '.join(kept)}. "
        f"Each of the others moved some output by {number(least)} or more."
    )


def insertion_row(row: Insertion) -> dict[str, str]:
    """A row of the table: errors before and after, and the largest change of an output."""
    return {
        "block put in": row.block,
        "error before": number(row.error_before),
        "error after": number(row.error_after),
        "largest change of an output": "0.0" if row.largest_change == 0 else number(row.largest_change),
    }


def table(measured: Ladder, outside: tuple[float, ...]) -> pd.DataFrame:
    """The error curve as a table, with the share of each set's functions that lies outside the next."""
    shares = [*("0" if share < ROUNDING else percent(share) for share in outside), "-"]
    return pd.DataFrame(
        {
            "k": measured.sizes,
            "mean squared error": [number(error) for error in measured.errors],
            "distance from f*": [distance(error) for error in measured.errors],
            "worse than before": ["yes" if size in measured.worse else "" for size in measured.sizes],
            "outside the next set": shares,
        }
    )


def ladder_alt(family: str, measured: Ladder) -> str:
    """The error curve for those who do not see it."""
    worse = f"worse than the size before at k = {words.listed(measured.worse)}" if measured.worse else "never worse"
    return (
        f"Best reachable error of the family {family} against its size: {number(measured.errors[0])} at "
        f"k = {measured.sizes[0]}, {number(measured.errors[-1])} at k = {measured.sizes[-1]}; {worse}"
    )


def percent(share: float) -> str:
    """A share of 1, never rounded to nothing."""
    return f"{100 * share:.0f}%" if share >= 0.01 else f"{100 * share:.2g}%"


def _worst(measured: Ladder) -> tuple[float, float, int]:
    """Error before and after the step that raised it most, and the size it led to."""
    places = [measured.sizes.index(size) for size in measured.worse]
    worst = max(places, key=lambda place: measured.errors[place] - measured.errors[place - 1])
    return measured.errors[worst - 1], measured.errors[worst], measured.sizes[worst]
