"""The figures beside worked examples: the block that is spoken of, or real curves."""

from collections.abc import Mapping, Sequence

import streamlit as st

from resnet_core.config import BlockConfig
from resnet_core.course.exercises.learning import LETTERS, curves, errors, starts
from resnet_core.course.exercises.shapes import GREY, GREY_SIZE
from resnet_core.plan.blocks import block_plan
from ui import charts
from ui.diagram import diagram
from ui.diagram.scene import block_scene
from ui.exercises.controls import WHICH
from ui.say import say

BLOCKS: Mapping[str, tuple[BlockConfig, int]] = {
    "bottleneck": (BlockConfig(family="bottleneck", in_channels=256, out_channels=256), 14),
    "order": (BlockConfig(), 28),
    "groups": (
        BlockConfig(family="resnext", in_channels=32, out_channels=32, bottleneck_multiplier=1.0, group_width=16),
        28,
    ),
    "stride": (BlockConfig(in_channels=3, out_channels=6, stride=2, shortcut="projection"), 8),
    "grey": (BlockConfig(**GREY), GREY_SIZE),
}
"""The block of an exercise, and the side of its maps."""
SMOOTH = 10
"""Steps over which a curve is averaged."""
HIGHEST = 6.0
"""Where the charts end; what is higher leaves them."""
Losses = Sequence[float | None]
Errors = Sequence[tuple[str, Sequence[tuple[int, float]]]]


def show(name: str) -> None:
    """Draws the figure of an exercise; nothing where it has none."""
    if name in BLOCKS:
        _block(name, *BLOCKS[name])
    if name == "reading":
        _curves(curves(), key="ex_curves", message="exercises-curves")
        _curves(starts(), key="ex_starts", message="exercises-starts", smooth=1)
    if name == "identity" and (found := errors()):
        _errors(found)


def _block(name: str, config: BlockConfig, size: int) -> None:
    scene = block_scene(block_plan(config), (config.in_channels, size, size))
    alt = say("block-diagram.alt", title=WHICH.said(name), layers=len(scene.nodes), fits=scene.complete)
    diagram(scene, key="ex_diagram", alt=alt)


def _curves(found: Sequence[tuple[str, Losses]], *, key: str, message: str, smooth: int = SMOOTH) -> None:
    """Draws losses by letters, in colours that no net has."""
    st.markdown(f"**{say(message)}**")
    names = [letter.upper() for letter, _ in zip(LETTERS, found, strict=False)]
    series = [_line(name, _smoothed(losses, smooth)) for name, (_, losses) in zip(names, found, strict=True)]
    option = charts.base(
        series,
        x=charts.axis(say("exercises-axis-step"), min=0),
        y=charts.axis(say("exercises-axis-loss"), min=0, max=HIGHEST, nameGap=26),
        legend=charts.Legend(names),
        tooltip=charts.tip("%.2f"),
    )
    charts.draw(option, key=key, alt=say(f"{message}.alt", names=names))


def _errors(found: Errors) -> None:
    """Draws how far one block of each kind is from y = x."""
    st.markdown(f"**{say('exercises-errors')}**")
    lines = {kind: (say(f"family.{kind}"), [list(point) for point in points]) for kind, points in found}
    option = charts.base(
        [{"net": kind} | _line(name, points) for kind, (name, points) in lines.items()],
        x=charts.axis(say("exercises-axis-step"), min=0),
        y=charts.axis(say("exercises-axis-error"), kind="log", nameGap=44),
        legend=charts.Legend([name for name, _ in lines.values()]),
        tooltip=charts.tip("%.2g"),
    )
    ends = {kind: points[-1][0] for kind, (_, points) in lines.items()}
    charts.draw(option, key="ex_errors", alt=say("exercises-errors.alt", **ends))


def _line(name: str, points: list[list[float]]) -> charts.Option:
    return {"type": "line", "name": name, "showSymbol": False, "data": points, "lineStyle": {"width": 2}}


def _smoothed(losses: Losses, over: int) -> list[list[float]]:
    """Each step with the mean of the last steps, those without a number left out."""
    points = []
    for step in range(1, len(losses) + 1):
        known = [loss for loss in losses[max(0, step - over) : step] if loss is not None]
        if known:
            points.append([step, round(sum(known) / len(known), 4)])
    return points
