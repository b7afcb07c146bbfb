"""A net as a strip of blocks, a column a stage, as it is after some edits. Plain data for `ui/diagram`.

A box is F(x) at its place; the line beside it is what bypasses it. What an edit removed is not drawn, and its box is
dashed and says what was done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple

from resnet_core.studies.surgery.question import Edit, Place
from ui.diagram.boxes import Kind
from ui.diagram.scene import Edge, Frame, Node, Scene
from ui.say import say

COLUMNS = 3
"""Stages in one row."""
MARGIN, COLUMN, GUTTER = 8, 148, 14
BOX_WIDTH, BOX_HEIGHT, BETWEEN = 84, 40, 26
MIDDLE, SIDE = 54, 116
"""Of the boxes, and of the shortcuts, from the left edge of a stage's frame."""
TITLE, FORK, JOIN = 50, 9, 8
"""Room above the first box; where lines part above a box and meet below it."""

LEAST_TINT = 0.01
"""Of a box whose deletion costs nothing, which is no box of unknown cost."""


class Cost(NamedTuple):
    """What the accuracy loses when a block is deleted alone."""

    points: float
    share: float
    """Of all that can be lost, down to guessing."""


Done = tuple[Mapping[int, Edit], Mapping[int, Cost]]
"""What was done to each block, and what its deletion costs, by its number."""


def strip(blocks: Sequence[Place], edits: Iterable[Edit], costs: Mapping[int, Cost] = MappingProxyType({})) -> Scene:
    """All blocks of a net, tinted by their costs; a box's id is `block5`, by the place where it stands."""
    done = ({number: edit for edit in edits for number in edit.touched}, costs)
    scene = Scene()
    stages = [tuple(places) for _, places in groupby(blocks, key=lambda place: place.stage)]
    ends: list[tuple[float, float, float]] = []
    for first in range(0, len(stages), COLUMNS):
        row = stages[first : first + COLUMNS]
        height = TITLE + max(map(len, row)) * (BOX_HEIGHT + BETWEEN)
        for column, places in enumerate(row):
            left, top = MARGIN + column * COLUMN, scene.height
            _stage(scene, places, done, left=left, top=top)
            scene.frames.append(
                Frame(
                    f"stage{places[0].stage}",
                    say("stage-numbered", number=places[0].stage),
                    left,
                    top,
                    COLUMN - GUTTER,
                    height,
                )
            )
            ends.append((left + MIDDLE, top, top + TITLE + len(places) * (BOX_HEIGHT + BETWEEN) - BETWEEN + JOIN))
        scene.height += height + MARGIN
    scene.edges += [_turn(before, after) for before, after in pairwise(ends)]
    scene.width = 2 * MARGIN + min(COLUMNS, len(stages)) * COLUMN - GUTTER
    scene.height += MARGIN
    return scene


def _stage(scene: Scene, places: Sequence[Place], done: Done, *, left: float, top: float) -> None:
    """The boxes of one stage from top to bottom, and their lines."""
    middle, side = left + MIDDLE, left + SIDE
    scene.edges.append(Edge(((middle, top + 28), (middle, top + TITLE - FORK)), arrow=False))
    for row, place in enumerate(places):
        edit = done[0].get(place.number)
        upper = top + TITLE + row * (BOX_HEIGHT + BETWEEN)
        lower = upper + BOX_HEIGHT
        if edit is None or edit.kind in ("cut", "swap"):
            scene.edges.append(Edge(((middle, upper - FORK), (middle, upper))))
            scene.edges.append(Edge(((middle, lower), (middle, lower + JOIN)), arrow=False))
        if _bypassed(place, edit):
            corners = ((middle, upper - FORK), (side, upper - FORK), (side, lower + JOIN), (middle, lower + JOIN))
            scene.edges.append(Edge(corners, shortcut=True))
        if row + 1 < len(places):
            scene.edges.append(Edge(((middle, lower + JOIN), (middle, lower + BETWEEN - FORK)), arrow=False))
        box = _box(place, edit, x=middle - BOX_WIDTH / 2, y=upper)
        scene.nodes.append(box if edit else _tinted(box, done[1].get(place.number)))


def _bypassed(place: Place, edit: Edit | None) -> bool:
    """Whether a line runs beside the box: the shortcut, or what stands in for a deleted plain block."""
    if place.plain:
        return edit is not None and edit.kind == "delete"
    return edit is None or edit.kind != "cut"


def _box(place: Place, edit: Edit | None, *, x: float, y: float) -> Node:
    gone = edit is not None and edit.kind in ("delete", "silence")
    kind: Kind = "fold" if gone else "conv"
    shape, standing = _shape(place) if place.changes_shape else "", _standing(place, edit)
    return Node(
        id=f"block{place.number}",
        kind=kind,
        title=say("surgery-box", number=standing),
        subtitle=say(f"surgery-box.{edit.kind}") if edit else shape,
        label=say(
            "surgery-box.alt",
            number=place.number,
            stage=place.stage,
            shape=shape or None,
            kind=edit and edit.kind,
            standing=standing,
        ),
        x=x,
        y=y,
        width=BOX_WIDTH,
        height=BOX_HEIGHT,
    )


def _tinted(box: Node, cost: Cost | None) -> Node:
    """The box of an untouched block with what its deletion costs."""
    if cost is None:
        return box
    told = say("surgery-box.cost", rounded=round(cost.points), shape=box.subtitle or None)
    label = say("surgery-box.costs", box=box.label, points=cost.points)
    return replace(box, subtitle=told, label=label, tint=max(cost.share, LEAST_TINT))


def _standing(place: Place, edit: Edit | None) -> int:
    """The block that stands at this place."""
    if edit is None or edit.other is None:
        return place.number
    return edit.other if place.number == edit.block else edit.block


def _shape(place: Place) -> str:
    """How it changes the shape, as short as a box is narrow."""
    block = place.block
    return (
        say("surgery-box.stride", stride=block.stride)
        if block.stride != 1
        else f"{block.in_channels}→{block.out_channels}"
    )


def _turn(before: tuple[float, float, float], after: tuple[float, float, float]) -> Edge:
    """From below the last box of a stage to above the first of the next; each is its middle, top and bottom."""
    (x1, _, y1), (x2, y2, _) = before, after
    if x2 < x1:
        return Edge(((x1, y1), (x1, y2 - MARGIN / 2), (x2, y2 - MARGIN / 2), (x2, y2 + 28)), arrow=False)
    gutter = x1 - MIDDLE + COLUMN - GUTTER / 2
    return Edge(((x1, y1), (x1, y1 + 10), (gutter, y1 + 10), (gutter, y2 + 28), (x2, y2 + 28)), arrow=False)
