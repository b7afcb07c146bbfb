"""The puzzle on Home: recorded nets to play with, in the browser alone."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from resnet_core import gallery
from resnet_core.config import parse as parse
from resnet_core.studies.puzzle.findings import STRIDE, USUAL_DEPTH, Cell, Way, cells
from resnet_core.studies.puzzle.question import DEPTHS, SEEDS, Puzzle, PuzzleQuestion
from resnet_core.studies.race.findings import GUESSING
from resnet_core.studies.race.question import FACTORS, LAST_STEPS
from ui import language, numbers
from ui.puzzle import table
from ui.recorded import measured_where
from ui.say import say
from ui.sketch import sketch

KIND = "puzzle"
FIRST = {"depth": USUAL_DEPTH, "shortcuts": False, "norm": True}
"""What is set when one comes."""
DEEPEST = DEPTHS[-1]
LOSS_TICKS = (0, 1, 2, 3)
STEP_TICKS = 3
"""Parts into which the axis of the steps is divided."""
_SKETCH = sketch(KIND, Path(__file__).parent)


def draw() -> None:
    """Draws the puzzle; it answers without another run of the page."""
    _SKETCH(key=KIND, alt=say("puzzle-tried.alt"), **_drawn(language.current()))


def tables() -> None:
    """Draws the same numbers as tables, and how they were measured."""
    for text in _tables(language.current()):
        st.markdown(text)
    st.caption(measured_where(gallery.measurements(KIND)))


@cache
def recorded() -> tuple[Cell, ...]:
    """Every net of the gallery."""
    return cells(gallery.measurements(KIND).read_as(Puzzle))


@cache
def _drawn(_spoken: str) -> dict[str, Any]:
    """The numbers and words of the drawing, in the language that is spoken; put together once a process."""
    return {"words": _words(), "data": scene()}


@cache
def _tables(_spoken: str) -> tuple[str, ...]:
    """As `_drawn`."""
    found, recipe = recorded(), PuzzleQuestion().race
    how = say(
        "puzzle-how",
        width=recipe.nets[0].width,
        size=recipe.nets[0].size,
        momentum=recipe.momentum,
        lr=recipe.lr,
        clip=recipe.clip_norm,
        batch=recipe.batch_size,
        steps=recipe.steps,
        seeds=SEEDS,
    )
    return say("puzzle-losses", last=LAST_STEPS), table.losses(found), say("puzzle-sizes"), table.sizes(found), how


def scene() -> dict[str, Any]:
    """Everything that can be set, with what is drawn then."""
    found = recorded()
    tick = FACTORS.steps // STEP_TICKS
    return {
        "cells": tuple(map(_cell, found)),
        "first": FIRST,
        "depths": DEPTHS,
        "blocks": found[-1].net.blocks,
        "steps": FACTORS.steps,
        "stride": STRIDE,
        "guessing": GUESSING,
        "scale": {"forward": _range([cell.forward for cell in found]), "backward": _range([c.backward for c in found])},
        "loss_ticks": tuple((loss, numbers.count(loss)) for loss in LOSS_TICKS),
        "step_ticks": tuple((step, numbers.count(step)) for step in range(0, FACTORS.steps + 1, tick)),
        "depth_ticks": tuple((depth, numbers.count(depth)) for depth in DEPTHS),
        "tries": (
            {"label": say("puzzle-try-deeper", layers=DEEPEST - USUAL_DEPTH), "state": {**FIRST, "depth": DEEPEST}},
            {"label": say("puzzle-try-shortcuts"), "state": {"depth": DEEPEST, "shortcuts": True, "norm": True}},
            {"label": say("puzzle-try-bare"), "state": {"depth": DEEPEST, "shortcuts": True, "norm": False}},
        ),
    }


def _words() -> dict[str, str]:
    names = ("depth", "shortcuts", "norm", "on", "off", "pause", "play", "loss", "steps", "layers", "guessing")
    return {name: say(f"puzzle-{name}") for name in (*names, "before", "tried", "tries")} | {
        "training_loss": say("puzzle-training-loss", steps=FACTORS.steps),
        "tried_alt": say("puzzle-tried.alt"),
        "block": say("puzzle-key"),
        "shortcut": say("puzzle-key.shortcut"),
        "norm_mark": say("puzzle-key.norm"),
        "thickness": say("puzzle-key.thickness"),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """One setting: what it is, what runs through it, how it learns, and what is said of it."""
    flow = {
        "forward": cell.forward.change,
        "forward_times": cell.forward.times,
        "backward": cell.backward.change,
        "backward_times": cell.backward.times,
    }
    switches = {"shortcuts": not cell.net.plain, "norm": cell.net.norm}
    return {
        "depth": cell.net.depth,
        **switches,
        "loss": cell.loss,
        "curve": cell.curve,
        "forward": cell.forward.sizes,
        "backward": cell.backward.sizes[::-1],
        "words": {
            "loss": numbers.MISSING if cell.loss is None else numbers.fixed(cell.loss),
            "wrong": say("puzzle-wrong", error=cell.error),
            "forward": say("puzzle-forward", **flow),
            "backward": say("puzzle-backward", **flow),
            "alt": say("puzzle-stack", blocks=cell.net.blocks, **switches, **flow),
            "curve": say("puzzle-curve", steps=FACTORS.steps, loss=cell.loss),
            "verdict": say("puzzle-verdict", fate=cell.fate, norm=cell.net.norm),
            "reading": _reading(cell),
        },
    }


def _reading(cell: Cell) -> str:
    return say(
        "puzzle-reading",
        fate=cell.fate,
        depth=cell.net.depth,
        shortcuts=not cell.net.plain,
        steps=FACTORS.steps,
        loss=cell.loss,
        usual=None if cell.usual is None or cell.usual.loss is None else cell.usual.loss.mean,
        usual_depth=USUAL_DEPTH,
        twin=None if cell.twin.loss is None else cell.twin.loss.mean,
        twin_learns=cell.twin_learns,
        guessing=GUESSING,
    )


def _range(ways: list[Way]) -> tuple[float, float]:
    """The smallest size above 0 and the largest."""
    sizes = [size for way in ways for size in way.sizes if size]
    return min(sizes), max(sizes)
