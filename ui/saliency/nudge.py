"""A nudged picture on the page: before, the change made large, after, and the maps of both."""

from typing import Any

import streamlit as st

from resnet_core.config import parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.pictures import spell
from resnet_core.probes.saliency import METHODS
from resnet_core.probes.saliency_nudge import DRAWS, NOISY_MAPS, Nudged, NudgeProbe
from ui import fields, measured, words
from ui.fields import Choice, Field
from ui.measured import Answered
from ui.prose import prose
from ui.saliency import grid as saliency_grid
from ui.saliency import one as saliency_one
from ui.saliency.cells import change_cell, map_cell, picture_cell, strongest
from ui.saliency.check_numbers import number
from ui.saliency.controls import Asked
from ui.saliency.grid import Block, Grid, Line
from ui.saliency.inputs import Chosen
from ui.trained_nets import Net

ONE, SEVERAL, ANY = "one step (FGSM)", "ten steps (PGD)", "any other class"
ATTACK = Choice("sal.attack", "How", (ONE, SEVERAL), ONE)
LEVELS = Choice("sal.levels", "Most a pixel may change, grey levels of 255", (1, 2, 4, 8, 16, 32), 8, look="slider")
TOWARDS = Choice("sal.towards", "Towards", (ANY, *CLASS_NAMES), ANY, look="select")


def show(net: Net, chosen: Chosen, asked: Asked) -> None:
    """The controls, the pictures and what they say."""
    st.markdown(prose("saliency_nudge"))
    own = all_fields(chosen, asked)
    saliency_one.draw(own)
    try:
        probe = question(net, chosen, asked, held=fields.values(own))
    except ConfigError as error:
        st.error(str(error), icon=":material/rule:")
        return
    if found := measured.answer("saliency_nudge", probe, key="saliency_nudge"):
        _shown(probe, found)


def all_fields(chosen: Chosen, asked: Asked) -> tuple[Field, ...]:
    """Every control of this check; the picture and the method are some of those chosen above."""
    picture = (saliency_one.picture(chosen),) if chosen.own is None else ()
    return (ATTACK, LEVELS, TOWARDS, *picture, _method(asked))


def question(net: Net, chosen: Chosen, asked: Asked, *, held: dict[str, Any]) -> NudgeProbe:
    """What the worker is asked; ConfigError where it cannot be."""
    method = next(word for word in asked.methods if METHODS[word].name == held["sal.nudge_method"])
    towards = held[TOWARDS.key]
    return parse(
        NudgeProbe,
        {
            "net": net.trained.model_dump(),
            "picture": held["sal.one"] if chosen.own is None else spell(chosen.own),
            "data": chosen.data,
            "method": method,
            "settings": asked.settings.only((method,)).model_dump(),
            "attack": "fgsm" if held[ATTACK.key] == ONE else "pgd",
            "levels": held[LEVELS.key],
            "towards": None if towards == ANY else CLASS_NAMES.index(towards),
        },
    )


def reading(probe: NudgeProbe, found: Nudged) -> str:
    """What the nudge did to the name, and to the map."""
    (was, before), (now, after) = _named(found.probabilities_before), _named(found.probabilities_after)
    levels = f"{words.counted(probe.levels, 'grey level')} of 255"
    if was == now:
        name = (
            f"No pixel moved by more than {levels}, and the net still says **{CLASS_NAMES[now]}**, {after:.1%} sure "
            f"instead of {before:.1%}. Let the pixels move further, or take ten steps."
        )
    else:
        name = (
            f"No pixel moved by more than {levels}, and the net says **{CLASS_NAMES[now]}** ({after:.1%} sure) where "
            f"it said **{CLASS_NAMES[was]}** ({before:.1%})."
        )
    if found.likeness is None:
        alike = "One of the two maps is flat, so they cannot be compared."
    else:
        alike = (
            f"The maps for *{CLASS_NAMES[was]}* before and after have a rank correlation of {number(found.likeness)}; "
            f"with that noise instead it is {number(found.noisy_likeness)}, the mean of {NOISY_MAPS} draws."
        )
    return (
        f"{name} Noise of the same size, its signs by chance, leaves the name as it was in **{found.same_noise} of "
        f"{DRAWS}** draws. {alike}"
    )


def scene(probe: NudgeProbe, found: Nudged) -> Grid:
    """Before, change and after; below, both maps on one scale."""
    (was, before), (now, after) = _named(found.probabilities_before), _named(found.probabilities_after)
    names = [f"{CLASS_NAMES[was]}, {before:.0%}", f"{CLASS_NAMES[now]}, {after:.0%}"]
    change = f"the change, made large\nat most ±{probe.levels} of 255"
    pictures = (
        picture_cell(found.before, f"before\n{names[0]}", alt=f"Before: {names[0]}"),
        change_cell(found.before, found.after, change, alt=f"The change, at most {probe.levels} of 255 grey levels"),
        picture_cell(found.after, f"after\n{names[1]}", alt=f"After: {names[1]}"),
    )
    full = max(strongest(found.map_before), strongest(found.map_after))
    maps = tuple(
        map_cell(each, spelled, f"{when}\nfor {CLASS_NAMES[was]}", alt=f"The map {when}", full=full)
        for each, spelled, when in (
            (found.map_before, found.before, "before"),
            (found.map_after, found.after, "after"),
        )
    )
    row = METHODS[probe.method]
    blocks = (
        Block("An attack made for this picture", (Line("", pictures),)),
        Block(row.name, (Line("", maps),), f"{row.sentence} Both maps on one scale."),
    )
    return Grid(f"A picture before and after the nudge. {reading(probe, found)}".replace("*", ""), blocks)


def _shown(probe: NudgeProbe, found: Answered) -> None:
    answer = parse(Nudged, found.results)
    saliency_grid.draw(scene(probe, answer), key="saliency_nudge_grid")
    st.markdown(reading(probe, answer))
    st.caption(found.where)


def _method(asked: Asked) -> Choice:
    names = tuple(METHODS[word].name for word in asked.methods)
    return Choice("sal.nudge_method", "Map", names, names[0], look="select")


def _named(probabilities: tuple[float, ...]) -> tuple[int, float]:
    best = max(range(len(probabilities)), key=probabilities.__getitem__)
    return best, probabilities[best]
