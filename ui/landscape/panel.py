"""The controls and the pictures of the landscape page."""

from typing import Any, Literal, NamedTuple

import streamlit as st

from resnet_core.config import parse
from resnet_core.probes.landscape import SEEDS, Landscape, LandscapeProbe, Norms, question
from ui import charts, measured, words
from ui.fields import Choice, Field, Number
from ui.landscape import charts as landscape_charts
from ui.landscape import readings as landscape_readings
from ui.landscape.readings import Walks
from ui.measured import Answered
from ui.section import Held

DEPTH = Choice("landscape.depth", "Depth of both nets", (56, 20), 56)
WALK = Choice("landscape.walk", "Walk", ("plane", "line"), "plane", "In the plane of two directions, or along one.")
NORMS = Choice(
    "landscape.norms",
    "Statistics of the norms",
    ("running", "batch"),
    "running",
    "Those that training stored, or those of the pictures at hand with the weights at hand.",
)
RADIUS = Choice(
    "landscape.radius",
    "Radius",
    (0.25, 0.5, 1, 2),
    0.5,
    "Where the walk ends, in lengths of the weights.",
)
SEED = Number("landscape.seed", "Seed of the directions", 0, 9, 0)
FIELDS: tuple[Field, ...] = (DEPTH, WALK, NORMS, RADIUS, SEED)

PICTURE_HEIGHT, MAP_HEIGHT = 360, 380


class Asked(NamedTuple):
    """What the controls say."""

    depth: int
    walk: str
    norms: Norms
    radius: float
    seed: int

    def question(self, **changed: Any) -> LandscapeProbe:
        """The probe, with some of the controls otherwise."""
        asked = self._replace(**changed)
        return question(
            asked.depth, norms=asked.norms, directions=asked.directions, radius=asked.radius, seed=asked.seed
        )

    @property
    def directions(self) -> Literal[1, 2]:
        """How many there are."""
        return 1 if self.walk == "line" else 2

    @property
    def recorded_seeds(self) -> tuple[int, ...]:
        """Of the walks that the gallery may have."""
        return SEEDS[self.directions]


def show() -> None:
    """The controls, and the walk that they ask for, from the gallery or measured here."""
    section = measured.section("landscape", FIELDS, lambda held: _asked(held).question())
    with st.container(border=True):
        held = section.draw(width=240)
    measured.answer("landscape", _asked(held).question(), key="landscape", label="Measure it here")
    if settled := section.settled(held):
        asked = _asked(settled)
        if found := measured.known("landscape", asked.question()):
            _show(asked, found)


def _asked(held: Held) -> Asked:
    return Asked(*(held[field.key] for field in FIELDS))


def _show(asked: Asked, found: Answered) -> None:
    shown = parse(Landscape, found.results)
    walks = Walks(asked.depth, (shown, *_others(asked)))
    st.markdown(landscape_readings.verdict(walks))
    (_plane if asked.walk == "plane" else _line)(walks)
    st.markdown("\n".join(f"- {said}" for said in _said(walks, asked)))
    with st.expander("The numbers, by distance"):
        st.table(landscape_readings.table(walks))
    st.markdown(words.data_badge(shown.data))
    st.caption(f"{landscape_readings.conditions(asked.question())} {found.where} {landscape_readings.THRESHOLDS}")


def _others(asked: Asked) -> tuple[Landscape, ...]:
    """The recorded walks with other seeds."""
    seeds = [seed for seed in asked.recorded_seeds if seed != asked.seed]
    found = [measured.of_gallery("landscape", asked.question(seed=seed)) for seed in seeds]
    return tuple(parse(Landscape, each.results) for each in found if each is not None)


def _said(walks: Walks, asked: Asked) -> tuple[str, ...]:
    """Everything that the numbers say about this walk, and beside the other statistics where those are recorded."""
    images = asked.question().images
    said = (landscape_readings.centres(walks, images), *landscape_readings.details(walks))
    other: Norms = "batch" if asked.norms == "running" else "running"
    twin = measured.of_gallery("landscape", asked.question(norms=other))
    if twin is None:
        return said
    both = {asked.norms: walks, other: Walks(asked.depth, (parse(Landscape, twin.results),))}
    return (*said, landscape_readings.modes(both))


def _plane(walks: Walks) -> None:
    """Surface and map of both twins, side by side on a laptop, and the mean by distance."""
    walk = walks.found[0]
    for column, (name, net) in zip(st.columns(2), walks.shown, strict=True):
        with column:
            st.markdown(f"**{name.capitalize()}**")
            st.plotly_chart(
                landscape_charts.surface(walk, net),
                height=PICTURE_HEIGHT,
                key=f"landscape_surface_{name}",
                config={"displaylogo": False, "scrollZoom": False},
                alt=landscape_readings.alt(name, net),
            )
            charts.draw(
                landscape_charts.map_option(walk, net),
                key=f"landscape_map_{name}",
                alt=f"The same from above. {landscape_readings.alt(name, net)}",
                height=MAP_HEIGHT,
            )
    st.caption(
        "Drag to turn a surface. Colours and heights stand for the same losses in all four pictures, on a logarithmic "
        f"scale that is cut off at {landscape_charts.LOWEST:g} and {landscape_charts.HIGHEST:g}; chance is 2.3."
    )
    st.markdown("**Mean loss by distance**")
    charts.draw(landscape_charts.profile_option(walks), key="landscape_profile", alt=landscape_readings.both_alt(walks))


def _line(walks: Walks) -> None:
    """The loss along one direction for both twins, the other seeds faint behind."""
    charts.draw(
        landscape_charts.lines_option(walks),
        key="landscape_lines",
        alt=landscape_readings.both_alt(walks),
        height=MAP_HEIGHT,
    )
    st.caption(
        f"Strong: this seed. Faint: the other {len(walks.found) - 1} recorded ones. The scale is logarithmic and cut "
        f"off at {landscape_charts.LOWEST:g} and {landscape_charts.HIGHEST:g}; chance is 2.3."
    )
