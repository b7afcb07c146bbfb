"""The chapter's picture of nested and other function classes, drawn from measured errors.

Measured, and drawn to scale: how far the nearest point of each set is from f*. Measured too: a set is drawn inside
another exactly where it lies inside it. Only layout: directions, shapes, and the corner where all sets meet.

Both hold by construction. The tips lie on a circle through f*, in order of their distance, so that none is inside the
hull of others; a region is the hull of the corner and of the tips of all sets that its set holds; and each is padded
by the same disc, which keeps the inclusions of convex regions and takes the same from every distance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from itertools import pairwise
from math import acos, atan2, cos, floor, hypot, log10, pi, sin, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st

from resnet_core.studies.function_classes.findings import NOTHING, distance
from resnet_core.studies.function_classes.measure import (
    FAMILIES,
    GRID,
    ROUNDING,
    TARGETS,
    Ladder,
    ladder,
    share_outside,
)
from ui import dials, language, numbers
from ui.functions.controls import SIZE
from ui.say import say
from ui.section import options
from ui.sketch import component

WIDTH, HEIGHT = 760, 430
LEFT, RIGHT, BASE = 40, 672, 380
"""The corner where all sets meet, f*, and the line both stand on, in units of the drawing."""
SPAN = RIGHT - LEFT
PAD = 11
SHOWN = 6
"""How many sets are drawn: as many as in the chapter's figure."""
LABEL_GAP = 34
"""Labels nearer than this become one."""
STAR = "f*"
"""The target, where no formula can be set."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """One set in the drawing."""

    size: int
    error: float
    worse: bool
    tip: Point
    corners: tuple[Point, ...]
    """Of the hull before padding, clockwise on the screen; two for a ray."""
    inside: frozenset[int]
    """Sizes of the drawn sets that lie inside this one, its own among them."""


class Picture(NamedTuple):
    """The drawing with one size chosen."""

    svg: str
    sentence: str
    """Which of the drawn sets comes nearest."""


class Nearest(NamedTuple):
    """Which of the drawn sets comes nearest to the target, and whether they grow around each other."""

    size: int
    distance: float
    inside: int
    """How many sets lie inside the next."""
    steps: int
    every: bool


def shown_sizes(sizes: Sequence[int], chosen: int) -> tuple[int, ...]:
    """The sizes that are drawn: the first few, or those that end at the chosen one."""
    place = sizes.index(chosen) if chosen in sizes else 0
    end = max(min(SHOWN, len(sizes)), place + 1)
    return tuple(sizes[max(0, end - SHOWN) : end])


def regions(found: Ladder, sizes: Sequence[int], *, family: str, unit: float) -> tuple[Region, ...]:
    """One region for each of some of the sizes found, which is the family's."""
    errors = [found.errors[found.sizes.index(size)] for size in sizes]
    tips = [_tip(error**0.5 * unit + PAD) for error in errors]
    drawn = []
    for place, size in enumerate(sizes):
        held = [other for other in range(place + 1) if share_outside(family, sizes[other], size) < ROUNDING]
        drawn.append(
            Region(
                size=size,
                error=errors[place],
                worse=size in found.worse,
                tip=tips[place],
                corners=_hull([tips[other] for other in held]),
                inside=frozenset(sizes[other] for other in held),
            )
        )
    return tuple(drawn)


def scale(found: Ladder, target: str) -> float:
    """Units of the drawing for a distance of 1: the same for all families, unless one is worse than a constant."""
    constant = float(np.var(TARGETS[target](GRID)))
    return (SPAN - PAD) / (1.02 * sqrt(max(constant, *found.errors)))


def _tip(distance: float) -> Point:
    """The point on the half circle over corner and f* that has this distance from f*."""
    turn = acos(min(1.0, distance / SPAN))
    return RIGHT - distance * cos(turn), BASE - distance * sin(turn)


def _hull(tips: list[Point]) -> tuple[Point, ...]:
    """The corner and the tips, in the order of the half circle; points that coincide once."""
    points = [(float(LEFT), float(BASE)), *sorted(tips)]
    kept = points[:1]
    for point in points[1:]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) > 1e-3:
            kept.append(point)
    return tuple(kept)


def outline(corners: tuple[Point, ...], pad: float = PAD) -> str:
    """The SVG path around a hull at distance `pad`."""
    if len(corners) == 1:
        (x, y) = corners[0]
        return f"M{x - pad:.1f} {y:.1f}a{pad} {pad} 0 1 1 {2 * pad} 0a{pad} {pad} 0 1 1 {-2 * pad} 0Z"
    path = []
    for (x, y), (to_x, to_y) in pairwise((*corners, corners[0])):
        length = hypot(to_x - x, to_y - y)
        side_x, side_y = pad * (to_y - y) / length, -pad * (to_x - x) / length
        path.append(f"{x + side_x:.1f} {y + side_y:.1f}L{to_x + side_x:.1f} {to_y + side_y:.1f}")
    return "M" + f"A{pad} {pad} 0 0 1 ".join(path) + f"A{pad} {pad} 0 0 1 " + path[0].split("L")[0] + "Z"


def svg(drawn: tuple[Region, ...], *, chosen: int, unit: float) -> str:
    """The drawing; colours are classes, so that the theme decides them."""
    sets = "".join(_set(region, chosen) for region in sorted(drawn, key=lambda region: -region.size))
    measure = "".join(_measure(region) for region in drawn if region.size == chosen)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(alt(drawn))}">'
        f"{_rings(unit)}{sets}{measure}{_labels(drawn, chosen)}"
        f'<path class="star" d="{_star(RIGHT, BASE)}"/>'
        f'<text class="goal" x="{RIGHT + 14}" y="{BASE + 6}">f*</text></svg>'
    )


def alt(drawn: tuple[Region, ...]) -> str:
    """The drawing in words: the distances, and which sets lie inside the next."""
    distances = [say("fc-sets-at", size=region.size, distance=distance(region.error)) for region in drawn]
    inside = [
        say("fc-sets-within", small=small.size, large=large.size)
        for small, large in pairwise(drawn)
        if small.size in large.inside
    ]
    return say("fc-sets-alt", distances=distances, inside=inside, count=len(inside))


def nearest(drawn: tuple[Region, ...]) -> Nearest:
    """Which of the drawn sets comes nearest."""
    best = min(drawn, key=lambda region: max(region.error, NOTHING))
    inside, steps = sum(small.size in large.inside for small, large in pairwise(drawn)), len(drawn) - 1
    return Nearest(best.size, distance(best.error), inside, steps, every=inside == steps)


def _set(region: Region, chosen: int) -> str:
    classes = "set" + (" worse" if region.worse else "") + (" chosen" if region.size == chosen else "")
    title = escape(say("fc-sets-title", size=region.size, distance=distance(region.error)))
    return f'<path class="{classes}" d="{outline(region.corners)}"><title>{title}</title></path>'


def _measure(region: Region) -> str:
    """A dashed line from the chosen set's nearest point to f*."""
    (x, y) = region.tip
    length = hypot(RIGHT - x, BASE - y)
    start = (x + (RIGHT - x) * PAD / length, y + (BASE - y) * PAD / length)
    return f'<path class="measure" d="M{start[0]:.1f} {start[1]:.1f}L{RIGHT} {BASE}"/>'


def _labels(drawn: tuple[Region, ...], chosen: int) -> str:
    """The sizes, each outside its tip; tips that lie together share one label."""
    middle = ((LEFT + RIGHT) / 2, BASE)
    groups: list[list[Region]] = []
    for region in sorted(drawn, key=lambda region: region.tip):
        if groups and hypot(*np.subtract(region.tip, groups[-1][0].tip)) < LABEL_GAP:
            groups[-1].append(region)
        else:
            groups.append([region])
    texts = []
    for group in groups:
        (x, y) = np.mean([region.tip for region in group], axis=0)
        turn = atan2(y - middle[1], x - middle[0])
        anchor = "start" if cos(turn) > 0.4 else "end" if cos(turn) < -0.4 else "middle"
        x, y = x + (PAD + 10) * cos(turn), y + (PAD + 10) * sin(turn)
        name = _sizes(sorted(region.size for region in group))
        if anchor == "start" and x > RIGHT - LABEL_GAP:  # beside f* there is no room to the right
            anchor, x, y = "end", x - PAD, y - 2 * PAD
        name += " ▲" if all(region.worse for region in group) else ""
        strong = " chosen" if chosen in [region.size for region in group] else ""
        texts.append(f'<text class="size{strong}" x="{x:.1f}" y="{y + 3:.1f}" text-anchor="{anchor}">{name}</text>')
    return "".join(texts)


def _sizes(sizes: Sequence[int]) -> str:
    """`3`, `3, 5`, `15 to 20`."""
    if len(sizes) > 2 and sizes[-1] - sizes[0] == len(sizes) - 1:
        return say("section-span", first=sizes[0], last=sizes[-1])
    return ", ".join(map(str, sizes))


def _rings(unit: float) -> str:
    """Quarter circles of equal distance around f*, with their distances."""
    step = _round_step(SPAN / unit / 4)
    rings = []
    for times in range(1, floor(SPAN / unit / step) + 1):
        radius = times * step * unit
        start, end = f"{RIGHT - radius:.1f} {BASE}", f"{RIGHT} {BASE - radius:.1f}"
        rings.append(f'<path class="ring" d="M{start}A{radius:.1f} {radius:.1f} 0 0 1 {end}"/>')
        tick = numbers.measured(times * step, digits=3)
        rings.append(f'<text class="tick" x="{RIGHT - radius:.1f}" y="{BASE + 34}">{tick}</text>')
    return f'<path class="ring" d="M{LEFT} {BASE}H{RIGHT}"/>' + "".join(rings)


def _round_step(rough: float) -> float:
    """The nearest 1, 2 or 5 times a power of ten that is no smaller."""
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough)


def _star(x: float, y: float) -> str:
    radii = (11, 4.6)
    corners = [
        f"{x + radii[turn % 2] * sin(turn * pi / 5):.1f} {y - radii[turn % 2] * cos(turn * pi / 5):.1f}"
        for turn in range(10)
    ]
    return "M" + "L".join(corners) + "Z"


_HTML = '<div class="frame"></div><p class="reading" aria-live="polite"></p>'
_PICTURE = component("function_sets", Path(__file__).parent, html=_HTML, parts=("dials",))


def pictures(target: str, family: str) -> tuple[Picture, ...]:
    """The drawing of every size that can be chosen, whether the family has it or not."""
    return _pictures(target, family, language.current())


@lru_cache(maxsize=32)
def _pictures(target: str, family: str, _language: str) -> tuple[Picture, ...]:
    """All that can be dragged to, once for all learners."""
    sizes = FAMILIES[family].sizes
    return tuple(_picture(target, family, shown_sizes(sizes, size), chosen=size) for size in options(SIZE))


def first(target: str, family: str) -> Picture:
    """The smallest set alone."""
    size = FAMILIES[family].sizes[0]
    picture = _picture(target, family, (size,), chosen=size)
    return picture._replace(sentence=say("fc-sets-first", size=size, star=STAR))


def _picture(target: str, family: str, sizes: tuple[int, ...], *, chosen: int) -> Picture:
    found = ladder(target, family)
    unit = scale(found, target)
    drawn = regions(found, sizes, family=family, unit=unit)
    return Picture(svg(drawn, chosen=chosen, unit=unit), say("fc-sets-nearest", nearest(drawn), star=STAR))


def draw(shown: Sequence[Picture], *, key: str, dialed: bool) -> None:
    """Puts the drawing on the page; `dialed`, with a slider that leads through the pictures of all sizes."""
    _PICTURE(
        key=key,
        data={
            "pictures": [picture._asdict() for picture in shown],
            "field": SIZE.key,
            "dials": dials.told(SIZE) if dialed else [],
            "at": dials.place(SIZE) if dialed else 0,
        },
        on_chosen_change=partial(dials.take, key, SIZE),
    )
    st.caption(say("fc-sets-caption"))
