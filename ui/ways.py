"""Ways to make a run fit this machine: what to set to other values, found by trying, and a button for each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any, NamedTuple

import streamlit as st

from ui import fields
from ui.fields import Choice, Field, Number
from ui.say import say

AT_MOST = 3
Changes = Mapping[str, Any]
"""Controls to set to other values, by key."""
Trials = Mapping[str, Sequence[Any]]
"""Values of each control that ask for less, the mildest first."""


class Way(NamedTuple):
    """One way: the one or two values that a button names, and all that it sets."""

    named: Changes
    changes: Changes


def smallest(trials: Trials, fit: Callable[[Changes], bool]) -> tuple[Changes, ...]:
    """Three ways, each by other controls, with which `fit` holds; fewer where there are no more.

    One control comes before two, and of each the mildest value that does.
    """
    singles = {name: next((value for value in values if fit({name: value})), None) for name, values in trials.items()}
    found: list[Changes] = [{name: value} for name, value in singles.items() if value is not None]
    for names in combinations(trials, 2):
        if len(found) >= AT_MOST:
            break
        milder = (_before(trials[name], singles[name]) for name in names)
        pairs = (dict(zip(names, values, strict=True)) for values in product(*milder))
        if (pair := next(filter(fit, pairs), None)) is not None:
            found.append(pair)
    return tuple(found[:AT_MOST])


def lighter(some: Sequence[Field], held: Mapping[str, Any]) -> Trials:
    """Smaller values of each of these fields; `some` ask for less when they are smaller."""
    return {field.key: tuple(_smaller(field, held[field.key])) for field in some}


def draw(ways: Sequence[Way]) -> None:
    """Draws the buttons that make the run fit, with labels that a phone has room for."""
    with st.container(horizontal=True):
        for way in ways:
            controls = {key.rpartition(".")[2]: value for key, value in way.named.items()}
            changes = [say(f"way-{control}", value=value) for control, value in controls.items()]
            fields.change_button(say("way", changes=changes), way.changes, key="_".join(["repair", *controls]))


def _smaller(field: Field, value: Any) -> Iterator[Any]:
    if isinstance(field, Choice):
        numbers = [option for option in field.options if not isinstance(option, str)]
        words = [option for option in field.options if isinstance(option, str) and option != value]
        yield from (option for option in reversed(numbers) if isinstance(value, str) or option < value)
        yield from words if not isinstance(value, str) else ()
    elif isinstance(field, Number):
        for part in (2, 4, 8, 16, 32):
            less = field.step * (value // (part * field.step))
            if less >= field.low:
                yield type(field.default)(less)


def _before(values: Sequence[Any], value: Any) -> Sequence[Any]:
    """Those that come before the one that does alone; all where none does."""
    return values if value is None else values[: list(values).index(value)]
