"""Where everything in the picture of a plan goes. Plain data, no Streamlit: positions in units of one CSS pixel.

A column of layers runs down the left; right of it runs the shortcut, left of it what a gate scales. Blocks and stages
stand in frames and can be folded into one box, but a shortcut is drawn even then. Where two branches do not fit, the
picture ends at their addition and the numbers that disagree are marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from resnet_core.analysis.doctor import first_misfit
from resnet_core.analysis.layers import rows, totals
from resnet_core.errors import ShapeError
from resnet_core.plan.nodes import (
    Block,
    NetworkPlan,
    Path,
    Scale,
    Shape,
    Stage,
)
from resnet_core.plan.shapes import AXES, Step, Tap, walk_block, walk_path
from ui import words
from ui.diagram import boxes
from ui.diagram.boxes import TALL
from ui.layers.folding import Run, runs

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


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of an open block or stage."""

    id: str
    title: str
    x: float
    y: float
    width: float
    height: float
    foldable: bool


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
            self._folded(stage.name, stage.blocks, f"{stage.name}: {words.counted(count, 'block')}")
            return
        top = self._open_frame()
        for run in runs(stage):
            if not run.is_long:
                self._blocks(run, is_open)
            elif run.fold not in is_open:
                first, last = run.blocks[0].name, run.blocks[-1].name
                self._folded(run.fold, run.blocks, f"{first} to {last}, alike")
            else:
                inside = self._open_frame()
                self._blocks(run, is_open)
                title = f"{len(run.blocks)} blocks alike"
                self._close_frame(Frame(run.fold, title, 7, inside, WIDTH - 14, 0, foldable=True))
            if not self.scene.complete:
                break
        self._close_frame(Frame(stage.name, stage.name, 4, top, WIDTH - 8, 0, foldable=True))

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
        top = self._open_frame()
        self.straight(walk_path(block.before, f"{path}.before", branch="before", at=self.at))
        fork, shared = self.y + FORK / 2, self.at
        if block.shortcut is not None:
            self._carry(FORK)
        self.straight(walk_path(block.main, f"{path}.main", branch="main", at=shared))
        if block.shortcut is not None:
            self._addition(path, fork, shared=shared, shortcut=block.shortcut)
        if self.scene.complete:
            self.straight(walk_path(block.after, f"{path}.after", branch="after", at=self.at))
        title = path.rpartition(".")[2]
        self._close_frame(Frame(path, title, 10, top, WIDTH - 20, 0, foldable))

    def finish(self) -> Scene:
        """The whole picture, with a line out of it when it is complete."""
        if self.scene.complete:
            self._edge_down(self.y + GAP)
            self.y += GAP
        self.scene.height = self.y + MARGIN
        return self.scene

    def _addition(self, path: str, fork: float, *, shared: Tap, shortcut: Path) -> None:
        """The shortcut's column, the end of the main path, and the circle where both meet."""
        beside, impossible = _as_far_as_it_goes(shortcut, f"{path}.shortcut", shared)
        end = beside[-1].out if beside else shared
        wrong = _disagreements(self.at.shape, end.shape)
        fits = not any(wrong) and not impossible
        middle = self._shortcut_column(fork, beside, end=end, wrong=wrong)
        self.scene.edges.append(_labelled(((MAIN, self.y), (MAIN, middle - RADIUS)), self.at.shape, wrong))
        self.scene.nodes.append(
            _addition_node(f"{path}.add", middle, main=self.at.shape, shortcut=end.shape, fits=fits)
        )
        self.y = middle + RADIUS
        self.at = Tap(f"{path}.add", self.at.shape)
        self.scene.complete = fits

    def _scaling(self, step: Step, fork: float) -> None:
        """The circle that multiplies, and the line that brings it what the gate received."""
        middle = self.y + GAP + RADIUS
        self.scene.edges.append(_labelled(((MAIN, self.y), (MAIN, middle - RADIUS)), self.at.shape))
        around = ((MAIN, fork), (GATED, fork), (GATED, middle), (MAIN - RADIUS, middle))
        self.scene.edges.append(Edge(around))
        label = f"{step.path}: {words.shape(step.in_shape)} scaled channel by channel"
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
        note = "" if beside else "identity"
        self.scene.edges.append(_labelled(points, end.shape, wrong, shortcut=True, note=note))
        return middle

    def _folded(self, path: str, blocks: Sequence[Block], title: str) -> None:
        """Blocks as one box, their shortcuts as one line around it."""
        steps = _steps_of(blocks, self.at)
        cost, fork = totals(rows(steps)), self.y + FORK / 2
        has_shortcut = any(block.shortcut is not None for block in blocks)
        if has_shortcut:
            self._carry(FORK)
        change = f"{words.shape(self.at.shape)} to {words.shape(steps[-1].out_shape)}"
        label = f"{path}, folded, {change}, {cost.params:,} parameters. Press to unfold."
        box = (MAIN - BOX_WIDTH / 2, self.y + GAP, BOX_WIDTH, TALL)
        self._box_below(Node(path, "fold", f"+ {title}", f"{cost.params:,} params", label, *box))
        self.at = steps[-1].out
        if has_shortcut:
            self._bypass(fork, _shortcut_words(blocks))

    def _bypass(self, fork: float, words: str) -> None:
        """The shortcut of a folded part: around its box and back into the column."""
        middle = self.y + GAP / 2
        corners = ((MAIN, fork), (SIDE - 40, fork), (SIDE - 40, middle), (MAIN, middle))
        where = (SIDE - 33, (fork + middle) / 2 + 4)
        self.scene.edges.append(Edge(corners, (), *where, note=words, shortcut=True))
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


def _layer_node(step: Step, *, middle: float, y: float, width: float) -> Node:
    (row,) = rows([step])
    return Node(
        id=step.path,
        kind=boxes.kind(step.layer),
        title=boxes.title(step.layer, row),
        subtitle=boxes.subtitle(step.layer, row),
        label=f"{step.path}: {row.kind} {row.detail}, {words.shape(row.in_shape)} to {words.shape(row.out_shape)}, "
        f"{row.params:,} parameters",
        x=middle - width / 2,
        y=y,
        width=width,
        height=boxes.height(step.layer),
    )


def _addition_node(path: str, middle: float, *, main: Shape, shortcut: Shape, fits: bool) -> Node:
    label = f"{path}: addition of {words.shape(main)} and {words.shape(shortcut)}" + (
        "" if fits else ", which do not fit"
    )
    return Node(
        path, "add", "+" if fits else "≠", "", label, MAIN - RADIUS, middle - RADIUS, 2 * RADIUS, 2 * RADIUS, not fits
    )


def _as_far_as_it_goes(path: Path, where: str, at: Tap) -> tuple[list[Step], bool]:
    """The steps of a straight path before the first that is impossible, and whether there is one."""
    steps: list[Step] = []
    try:
        steps.extend(walk_path(path, where, branch="shortcut", at=at))
    except ShapeError:
        return steps, True
    return steps, False


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
        steps += walk_block(block, block.name, at)
        at = steps[-1].out
    return steps


def _shortcut_words(blocks: Sequence[Block]) -> str:
    projections = sum(bool(block.shortcut) for block in blocks)
    identities = sum(block.shortcut == () for block in blocks)
    if len(blocks) == 1:
        return "identity" if identities else "projection"
    return " + ".join(f"{count} {word}" for count, word in ((projections, "proj."), (identities, "ident.")) if count)
