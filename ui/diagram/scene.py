"""Where everything in the picture of a plan goes. Plain data, no Streamlit: positions in units of one CSS pixel.

A column of layers runs down the left; right of it runs the shortcut, left of it what a gate scales. Blocks and stages
stand in frames and can be folded into one box, but a shortcut is drawn even then. Where two branches do not fit, the
picture ends at their addition and the numbers that disagree are marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from resnet_core.analysis.doctor import first_misfit
from resnet_core.analysis.layers import rows, totals
from resnet_core.plan.nodes import (
    Block,
    NetworkPlan,
    Scale,
    Shape,
    Stage,
)
from resnet_core.plan.shapes import AXES, BlockWalk, Step, Tap, walk_block, walk_path
from ui import numbers
from ui.diagram import boxes
from ui.diagram.boxes import TALL
from ui.layers import words as layer_words
from ui.layers.folding import Run, runs
from ui.say import say

WIDTH = 380
MAIN, SIDE = 118, 298
"""Middles of the two columns."""
GATED = 24
"""Where the line runs that goes around the layers of a gate."""
BOX_WIDTH, SIDE_WIDTH = 168, 138
GAP = 30
"""Between two boxes: room for the shape on the edge."""
FORK = 14
"""Room for the line that leaves for the shortcut."""
RADIUS = 13
MARGIN = 10


@dataclass(frozen=True, slots=True)
class Node:
    """A box, or the circle of an addition or a scaling. `id` is the layer's path, or the name of the fold."""

    id: str
    kind: boxes.Kind
    title: str
    subtitle: str
    label: str
    """What a screen reader says."""
    x: float
    y: float
    width: float
    height: float
    broken: bool = False
    tint: float = 0
    """From 0 to 1: how strongly the box is marked as costly."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line with an arrow at its end; the shape it carries is written at `text_x, text_y`."""

    points: tuple[tuple[float, float], ...]
    shape: tuple[tuple[str, bool], ...] = ()
    """Each number of the shape, and whether it disagrees with the other branch."""
    text_x: float = 0
    text_y: float = 0
    note: str = ""
    shortcut: bool = False
    arrow: bool = True
    branch: str = ""
    """The id of the branch that it is part of."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the two ways to an addition, which lights up under the pointer: `block.main`, `block.shortcut`."""

    id: str
    label: str
    """What it does and costs."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of an open block or stage."""

    id: str
    title: str
    x: float
    y: float
    width: float
    height: float
    fold: str = ""
    """What its button says to a screen reader; without one it cannot be folded."""


@dataclass(slots=True)
class Scene:
    """The whole picture."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    width: float = WIDTH
    height: float = MARGIN
    complete: bool = True
    """False when it ends at an addition whose branches do not fit."""
    branches: list[Branch] = field(default_factory=list)


def block_scene(block: Block, shape: Shape) -> Scene:
    """One block, all its layers open."""
    pen = _Pen(Tap("input", shape))
    pen.block(block, "block", foldable=False)
    return pen.finish()


def network_scene(plan: NetworkPlan, unfolded: Iterable[str] = ()) -> Scene:
    """A network. What `unfolded` does not name (`stage2`, `stage2.block1`) is folded, unless it does not fit."""
    pen = _Pen(Tap("input", plan.input_shape))
    misfit = first_misfit(plan)
    is_open = frozenset(unfolded) | ({misfit.stage, misfit.path} if misfit else set())
    pen.straight(walk_path(plan.stem, "stem", branch="stem", at=pen.at))
    for stage in plan.stages:
        pen.stage(stage, is_open)
        if not pen.scene.complete:
            return pen.finish()
    pen.straight(walk_path(plan.head, "head", branch="head", at=pen.at))
    return pen.finish()


class _Pen:
    """Draws downwards: where it is, which tensor it carries, and the picture so far."""

    def __init__(self, at: Tap) -> None:
        self.scene = Scene()
        self.at = at
        self.y: float = MARGIN

    def straight(self, steps: Iterable[Step]) -> None:
        """Boxes one below the other in the left column; a gate's are gone around by what it scales."""
        fork: float | None = None
        for step in steps:
            if step.branch == "gate" and fork is None:
                fork = self.y + FORK / 2
                self._carry(FORK)
            if isinstance(step.layer, Scale):
                assert fork is not None, f"{step.path} scales nothing"
                self._scaling(step, fork)
                fork = None
                continue
            self._box_below(_layer_node(step, middle=MAIN, y=self.y + GAP, width=BOX_WIDTH))
            self.at = step.out

    def stage(self, stage: Stage, is_open: frozenset[str]) -> None:
        """A stage: one box, or a frame around its blocks."""
        if stage.name not in is_open:
            count = len(stage.blocks)
            self._folded(stage.name, stage.blocks, f"{stage.name}: {say('layers-blocks', count=count)}")
            return
        top = self._open_frame()
        for run in runs(stage):
            if not run.is_long:
                self._blocks(run, is_open)
            elif run.fold not in is_open:
                first, last = run.blocks[0].name, run.blocks[-1].name
                self._folded(run.fold, run.blocks, say("diagram-run", first=first, last=last))
            else:
                inside = self._open_frame()
                self._blocks(run, is_open)
                title = say("layers-alike", count=len(run.blocks))
                self._close_frame(Frame(run.fold, title, 7, inside, WIDTH - 14, 0, _fold(title)))
            if not self.scene.complete:
                break
        self._close_frame(Frame(stage.name, stage.name, 4, top, WIDTH - 8, 0, _fold(stage.name)))

    def _blocks(self, run: Run, is_open: frozenset[str]) -> None:
        for block, path in zip(run.blocks, run.paths, strict=True):
            if path in is_open:
                self.block(block, path)
            else:
                self._folded(path, (block,), block.name)
            if not self.scene.complete:
                break

    def block(self, block: Block, path: str, *, foldable: bool = True) -> None:
        """A block: a frame around both branches, the addition and what follows it."""
        walked = walk_block(block, path, self.at)
        top = self._open_frame()
        self.straight(walked.part("before"))
        fork = self.y + FORK / 2
        if block.shortcut is None:
            self.straight(walked.part("main"))
        else:
            self._branches(walked, fork)
        self.straight(walked.part("after"))
        self.scene.complete = walked.misfit is None
        title = path.rpartition(".")[2] if foldable else say("diagram-block")
        self._close_frame(Frame(path, title, 10, top, WIDTH - 20, 0, _fold(title) if foldable else ""))

    def _branches(self, walked: BlockWalk, fork: float) -> None:
        """Main path, shortcut and the addition where they meet."""
        self._carry(FORK)
        first = len(self.scene.edges)
        self.straight(walked.part("main"))
        self._belongs(first, f"{walked.path}.main")
        self._addition(walked, fork)
        self.scene.branches += [_branch(walked, "main"), _branch(walked, "shortcut")]

    def _belongs(self, first: int, branch: str) -> None:
        """Marks the lines drawn since `first` as part of a branch."""
        edges = self.scene.edges
        edges[first:] = [replace(edge, branch=branch) for edge in edges[first:]]

    def finish(self) -> Scene:
        """The whole picture, with a line out of it when it is complete."""
        if self.scene.complete:
            self._edge_down(self.y + GAP)
            self.y += GAP
        self.scene.height = self.y + MARGIN
        return self.scene

    def _addition(self, walked: BlockWalk, fork: float) -> None:
        """The shortcut's column, the end of the main path, and the circle where both meet."""
        main, end, path = walked.end("main").shape, walked.end("shortcut"), f"{walked.path}.add"
        wrong = _disagreements(main, end.shape)
        fits = walked.misfit is None
        first = len(self.scene.edges)
        middle = self._shortcut_column(fork, walked.part("shortcut"), end=end, wrong=wrong)
        self._belongs(first, f"{walked.path}.shortcut")
        last = _labelled(((MAIN, self.y), (MAIN, middle - RADIUS)), main, wrong)
        self.scene.edges.append(replace(last, branch=f"{walked.path}.main"))
        self.scene.nodes.append(_addition_node(path, middle, main=main, shortcut=end.shape, fits=fits))
        self.y = middle + RADIUS
        self.at = Tap(path, main)

    def _scaling(self, step: Step, fork: float) -> None:
        """The circle that multiplies, and the line that brings it what the gate received."""
        middle = self.y + GAP + RADIUS
        self.scene.edges.append(_labelled(((MAIN, self.y), (MAIN, middle - RADIUS)), self.at.shape))
        around = ((MAIN, fork), (GATED, fork), (GATED, middle), (MAIN - RADIUS, middle))
        self.scene.edges.append(Edge(around))
        label = say("diagram-scaling", path=step.path, received=numbers.shape(step.in_shape))
        box = (MAIN - RADIUS, middle - RADIUS, 2 * RADIUS, 2 * RADIUS)
        self.scene.nodes.append(Node(step.path, "scale", "×", "", label, *box))
        self.y = middle + RADIUS
        self.at = step.out

    def _shortcut_column(self, fork: float, beside: Sequence[Step], *, end: Tap, wrong: tuple[bool, ...]) -> float:
        """Draws the right column from the fork to the addition; returns the height of the addition's middle."""
        middle = self.y + GAP + RADIUS
        needed = sum(boxes.height(step.layer) + GAP for step in beside)
        y = max(fork, (fork + middle - needed) / 2)
        corner: tuple[tuple[float, float], ...] = ((MAIN, fork), (SIDE, fork))
        for step in beside:
            node = _layer_node(step, middle=SIDE, y=y + GAP, width=SIDE_WIDTH)
            self.scene.nodes.append(node)
            self.scene.edges.append(_labelled((*corner, (SIDE, node.y)), step.in_shape, shortcut=True))
            y = node.y + node.height
            corner = ((SIDE, y),)
        middle = max(middle, y + GAP)
        points = (*corner, (SIDE, middle), (MAIN + RADIUS, middle))
        note = "" if beside else say("diagram-shortcut.identity")
        self.scene.edges.append(_labelled(points, end.shape, wrong, shortcut=True, note=note))
        return middle

    def _folded(self, path: str, blocks: Sequence[Block], title: str) -> None:
        """Blocks as one box, their shortcuts as one line around it."""
        steps = _steps_of(blocks, self.at)
        cost, fork = totals(rows(steps)), self.y + FORK / 2
        has_shortcut = any(block.shortcut is not None for block in blocks)
        if has_shortcut:
            self._carry(FORK)
        change = {"received": numbers.shape(self.at.shape), "given": numbers.shape(steps[-1].out_shape)}
        label = say("diagram-folded", path=path, params=cost.params, **change)
        box = (MAIN - BOX_WIDTH / 2, self.y + GAP, BOX_WIDTH, TALL)
        subtitle = say("box-params", params=cost.params)
        self._box_below(Node(path, "fold", f"+ {title}", subtitle, label, *box))
        self.at = steps[-1].out
        if has_shortcut:
            self._bypass(fork, _shortcut_words(blocks))

    def _bypass(self, fork: float, note: str) -> None:
        """The shortcut of a folded part: around its box and back into the column."""
        middle = self.y + GAP / 2
        corners = ((MAIN, fork), (SIDE - 40, fork), (SIDE - 40, middle), (MAIN, middle))
        where = (SIDE - 33, (fork + middle) / 2 + 4)
        self.scene.edges.append(Edge(corners, (), *where, note=note, shortcut=True))
        self.scene.edges.append(Edge(((MAIN, self.y), (MAIN, middle)), arrow=False))
        self.y = middle

    def _box_below(self, node: Node) -> None:
        self._edge_down(node.y)
        self.scene.nodes.append(node)
        self.y = node.y + node.height

    def _edge_down(self, to: float) -> None:
        self.scene.edges.append(_labelled(((MAIN, self.y), (MAIN, to)), self.at.shape))

    def _carry(self, distance: float) -> None:
        """The line goes on without a box."""
        self.scene.edges.append(Edge(((MAIN, self.y), (MAIN, self.y + distance)), arrow=False))
        self.y += distance

    def _open_frame(self) -> float:
        """The line goes on into a frame; returns the frame's top."""
        top = self.y + 8
        self._carry(16)
        return top

    def _close_frame(self, frame: Frame) -> None:
        bottom = self.y + 10
        self.scene.frames.append(replace(frame, height=bottom - frame.y))
        if self.scene.complete:
            self.scene.edges.append(Edge(((MAIN, self.y), (MAIN, bottom)), arrow=False))
        self.y = bottom


def _branch(walked: BlockWalk, name: Literal["main", "shortcut"]) -> Branch:
    steps = tuple(walked.part(name))
    given = numbers.shape(walked.end(name).shape)
    cost = totals(rows(steps))
    label = say("diagram-branch", branch=name, layers=len(steps), given=given, params=cost.params, macs=cost.macs)
    return Branch(f"{walked.path}.{name}", label)


def _fold(title: str) -> str:
    return say("diagram-fold", title=title)


def _layer_node(step: Step, *, middle: float, y: float, width: float) -> Node:
    (row,) = rows([step])
    title, subtitle = boxes.lines(step.layer, row.params)
    return Node(
        id=step.path,
        kind=boxes.kind(step.layer),
        title=title,
        subtitle=subtitle,
        label=layer_words.spoken(row),
        x=middle - width / 2,
        y=y,
        width=width,
        height=boxes.height(step.layer),
    )


def _addition_node(path: str, middle: float, *, main: Shape, shortcut: Shape, fits: bool) -> Node:
    branches = {"main": numbers.shape(main), "shortcut": numbers.shape(shortcut)}
    label = say("diagram-addition", path=path, fits=fits, **branches)
    return Node(
        path, "add", "+" if fits else "≠", "", label, MAIN - RADIUS, middle - RADIUS, 2 * RADIUS, 2 * RADIUS, not fits
    )


def _labelled(
    points: tuple[tuple[float, float], ...],
    shape: Shape,
    wrong: Sequence[bool] = (),
    *,
    shortcut: bool = False,
    note: str = "",
) -> Edge:
    """An edge whose shape is written beside the last of its vertical parts."""
    vertical = [(a, b) for a, b in pairwise(points) if a[0] == b[0]]
    (x, y1), (_, y2) = vertical[-1] if vertical else (points[0], points[-1])
    marks = list(wrong) or [False] * len(shape)
    numbers = tuple((str(number), mark) for number, mark in zip(shape, marks, strict=True))
    return Edge(points, numbers, x + 7, (y1 + y2) / 2 + 4, note, shortcut)


def _disagreements(main: Shape, shortcut: Shape) -> tuple[bool, ...]:
    return tuple(m != s for m, s in zip(main, shortcut, strict=True)) if len(main) == len(AXES) else ()


def _steps_of(blocks: Sequence[Block], at: Tap) -> list[Step]:
    steps: list[Step] = []
    for block in blocks:
        steps += walk_block(block, block.name, at).whole()
        at = steps[-1].out
    return steps


def _shortcut_words(blocks: Sequence[Block]) -> str:
    if len(blocks) == 1:
        return say("diagram-shortcut.identity" if blocks[0].shortcut == () else "diagram-shortcut.projection")
    projections = sum(bool(block.shortcut) for block in blocks)
    identities = sum(block.shortcut == () for block in blocks)
    return say("diagram-shortcuts", projections=projections, identities=identities)
