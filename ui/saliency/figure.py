"""The figure of the page on saliency: pictures, and under them a row of maps a method, for one net or two."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from resnet_core.config import parse
from resnet_core.data.files import CLASS_NAMES
from resnet_core.errors import ConfigError
from resnet_core.probes.pictures import spell
from resnet_core.probes.saliency import METHODS
from resnet_core.probes.saliency_maps import Explained, Map, SaliencyMaps, SaliencyProbe, recorded
from ui import fields, measured, services, words
from ui.fields import Choice, Number
from ui.measured import Answered
from ui.picture_set import test_pictures
from ui.saliency import grid as saliency_grid
from ui.saliency import readings as saliency_readings
from ui.saliency.cells import CLIPPED, map_cell, picture_cell
from ui.saliency.controls import Asked, layer_for
from ui.saliency.grid import Block, Grid, Line
from ui.saliency.inputs import Chosen
from ui.trained_nets import Net

SIGNED, SIZE = "for and against", "size alone"
SCALE = Choice("sal.scale", "Colours", (SIGNED, SIZE), SIGNED)
ALONE, OVER = "maps alone", "over the pictures"
VIEW = Choice("sal.view", "Maps", (ALONE, OVER), ALONE)
OPACITY = Number("sal.opacity", "Opacity, percent", 0, 100, 80, "Of the strongest colours.", 5)
FIELDS = (SCALE, VIEW, OPACITY)
LOGIT = (
    "Below each: its true class, what the net says, and the score that the maps explain. The score of a class is its "
    "logit, the number that the softmax makes a probability of."
)
_LAST = "_saliency_last"


class Told(NamedTuple):
    """One net's answer to its question."""

    net: Net
    probe: SaliencyProbe
    answer: SaliencyMaps
    where: str
    """Where the answer comes from, for a caption."""


def show(chosen: Chosen, asked: Asked) -> None:
    """The figure with its own controls, and what it says; while an answer is computed, what there is already, pale."""
    fields.notices(FIELDS)
    with st.container(horizontal=True, gap="medium"):
        fields.draw(SCALE)
        if fields.draw(VIEW) == OVER:
            fields.draw(OPACITY)
    told = [one for net in chosen.nets if (one := _tell(net, chosen, asked))]
    if len(told) < len(chosen.nets):
        saliency_grid.draw(st.session_state.get(_LAST) or _unanswered(chosen), key="saliency_grid")
        return
    drawn = scene(told, asked, fields.values(FIELDS))
    st.session_state[_LAST] = replace(drawn, waiting=True)
    saliency_grid.draw(drawn, key="saliency_grid")
    _readings(told, asked)


def question(net: Net, chosen: Chosen, asked: Asked) -> SaliencyProbe:
    """What the worker is asked about this net; ConfigError where it cannot be."""
    settings = asked.settings
    if settings.layer is not None:
        layer = layer_for(net.trained.network, settings.layer)
        settings = settings.model_copy(update={"layer": layer.path})
    target = chosen.target
    return parse(
        SaliencyProbe,
        {
            "net": net.trained.model_dump(),
            "pictures": chosen.pictures if chosen.own is None else (spell(chosen.own),),
            "data": chosen.data,
            "target": target.kind if target.wanted is None else target.wanted,
            "against": target.against,
            "methods": asked.methods,
            "settings": settings.model_dump(),
        },
    )


def of_gallery(probe: SaliencyProbe) -> Answered | None:
    """The recorded answer, also where more methods were recorded than are asked for."""
    for larger in recorded():
        same = larger.model_copy(update={"methods": probe.methods})
        if same == probe and set(probe.methods) <= set(larger.methods):
            return measured.of_gallery("saliency", larger)
    return None


def scene(told: list[Told], asked: Asked, held: dict[str, Any]) -> Grid:
    """What is drawn: the pictures as each net sees them, and a block a method with one scale for all of its maps.

    Nets that see pictures of different sizes have blocks of their own: a value of theirs stands for another area.
    """
    named = len(told) > 1
    pictures = Block("The pictures, as the net sees them", tuple(_pictures(one, named=named) for one in told), LOGIT)
    same = len({one.probe.net.network.input_size for one in told}) == 1
    groups = [told] if same else [[one] for one in told]
    maps = tuple(_block(method, group, named=named) for method in asked.methods for group in groups)
    count = len(told[0].answer.pictures)
    alt = f"Saliency maps of {count} pictures by {', '.join(METHODS[method].name for method in asked.methods)}"
    over = held[VIEW.key] == OVER
    opacity = held[OPACITY.key] / 100 if over else 1.0
    return Grid(alt, (pictures, *maps), signed=held[SCALE.key] == SIGNED, over=over, opacity=opacity)


def _tell(net: Net, chosen: Chosen, asked: Asked) -> Told | None:
    """The net's answer; None while there is none, and the page says why."""
    try:
        probe = question(net, chosen, asked)
    except ConfigError as error:
        st.error(str(error), icon=":material/rule:")
        _repair(net)
        return None
    found = of_gallery(probe) or measured.answer("saliency", probe, key=f"saliency_{net.trained.weights}")
    if found is None:
        return None
    return Told(net, probe, parse(SaliencyMaps, found.results), found.where)


def _repair(net: Net) -> None:
    gradients = [word for word, method in METHODS.items() if method.family == "gradient" and not method.controls]
    changes = {"sal.gradient": gradients, "sal.perturbation": [], "sal.CAM": ["grad_cam"]}
    fields.change_button("Keep the quick methods", changes, key=f"saliency_quick_{net.trained.weights}")


def _unanswered(chosen: Chosen) -> Grid:
    """The pictures alone, before any answer."""
    images = [chosen.own] if chosen.own is not None else [test_pictures().images[each] for each in chosen.pictures]
    names = ["your picture"] if chosen.own is not None else list(map(str, chosen.pictures))
    cells = [picture_cell(image.tobytes().hex(), name, alt=name) for image, name in zip(images, names, strict=True)]
    alt = "Pictures whose maps are not there yet"
    return Grid(alt, (Block("The pictures", (Line("", tuple(cells)),)),), waiting=True)


def _pictures(one: Told, *, named: bool) -> Line:
    cells = []
    for index, picture in enumerate(one.answer.pictures):
        name, said = name_of(one.probe, index, picture), saliency_readings.says(picture)
        caption = f"{name}\nsays {said}\n{saliency_readings.explains(one.probe, picture)}"
        cell = picture_cell(picture.seen, caption, alt=f"{name}; the net says {said}")
        cells.append(replace(cell, marked=saliency_readings.wrong(picture)))
    return Line(one.net.label if named else "", tuple(cells))


def name_of(probe: SaliencyProbe, index: int, picture: Explained) -> str:
    """`0: Ankle boot`."""
    if picture.label is None:
        return "your picture"
    kind = "sketch " if services.data_status().state != "ready" else ""
    return f"{kind}{probe.pictures[index]}: {CLASS_NAMES[picture.label]}"


def _block(method: str, told: list[Told], *, named: bool) -> Block:
    row, network = METHODS[method], told[0].probe.net.network
    found = {id(one): [_map(picture, method) for picture in one.answer.pictures] for one in told}
    values = np.concatenate([each.values.ravel() for maps in found.values() for each in maps])
    full = float(np.percentile(np.abs(values), CLIPPED)) or float(np.abs(values).max()) or 1.0
    cost = saliency_readings.facts(method, told[0].probe.settings.at(network), network)
    return Block(
        row.name,
        tuple(_line(one, found[id(one)], named=named) for one in told),
        row.sentence,
        row.paper,
        f"https://arxiv.org/abs/{row.arxiv}" if row.arxiv else "",
        f"{cost} · colours are full at {'±' if row.signed else ''}{words.measured(full)}",
        full,
    )


def _line(one: Told, maps: list[Map], *, named: bool) -> Line:
    cells = []
    for index, (picture, found) in enumerate(zip(one.answer.pictures, maps, strict=True)):
        alt = saliency_readings.map_alt(found, name_of(one.probe, index, picture))
        cell = map_cell(found, picture.seen, saliency_readings.under(found), alt=alt, full=1.0)
        cells.append(replace(cell, marked=saliency_readings.off(found)))
    return Line(one.net.label if named else "", tuple(cells))


def _map(picture: Explained, method: str) -> Map:
    return next(found for found in picture.maps if found.method == method)


def _readings(told: list[Told], asked: Asked) -> None:
    """What the maps say, net by net, and where they come from."""
    said: list[str] = []
    for one in told:
        answer, label = one.answer.of(asked.methods), f"**{one.net.label}:** " if len(told) > 1 else ""
        for sentence in (*saliency_readings.gaps(answer), *saliency_readings.empty(answer)):
            st.warning(f"{label}{sentence}", icon=":material/warning:")
        own = [saliency_readings.on_garment(answer)]
        if any(METHODS[method].needs_baseline for method in asked.methods):
            own += [saliency_readings.baseline(answer, asked.settings), saliency_readings.kept(answer)]
        said += [f"{label}{sentence}" for sentence in own if sentence]
    said.append(saliency_readings.borrowed(asked.methods, asked.settings))
    if len(told) == 2:
        said.append(saliency_readings.alike(told[0].answer.of(asked.methods), told[1].answer.of(asked.methods)))
    st.markdown("\n".join(f"- {sentence}" for sentence in said if sentence))
    took = saliency_readings.took([one.answer for one in told], asked.methods)
    st.caption(f"{' '.join(dict.fromkeys(one.where for one in told))} {took}")
