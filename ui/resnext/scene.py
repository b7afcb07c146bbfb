"""The picture of a block of several branches, for the diagram component: equal branches are drawn as first and last."""

from dataclasses import dataclass, field

from resnet_core.analysis.grouping import Branched
from resnet_core.analysis.layers import rows
from resnet_core.plan.nodes import Conv, Layer, Path, Shape
from resnet_core.plan.shapes import Step, Tap, walk_path
from ui import numbers
from ui.diagram.boxes import LOW, TALL, Kind
from ui.diagram.scene import FORK, GAP, MARGIN, RADIUS, Edge, Node, Scene
from ui.layers import words as layer_words
from ui.say import say

BOX, WIDE = 88, 150
"""Widths of a box in a branch, and of one below the join."""
BETWEEN = 12
SIDE, LABEL = 40, 26
"""Room at the right: for the shortcut, or where there is none for the shapes beside the last branch."""
SHOWN = 4
"""More branches than these are drawn as the first, a box that counts, and the last."""


Line = tuple[tuple[float, float], ...]


def branched_scene(block: Branched, shape: Shape) -> Scene:
    """All branches of `block` for an input of `shape`, their join, what follows, and the shortcut."""
    return _Drawing(block, shape).scene()


@dataclass(slots=True)
class _Drawing:
    block: Branched
    shape: Shape
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def scene(self) -> Scene:
        """Draws from the top down."""
        leave = MARGIN + GAP
        self._edge(((self.middle, MARGIN), (self.middle, leave)), self.shape, arrow=False)
        fork = leave + FORK
        self._edge(((self.middle, leave), (self.middle, fork)), (), arrow=False)
        columns = self._columns()
        ends = [self._branch(name, path, x=x, fork=fork) for name, path, x in columns]
        self._hidden(fork, bottom=max(y for y, _ in ends))
        y, out = self._join(columns, ends)
        y, out = self._straight("after", self.block.tail, at=Tap("join", out), y=y)
        if self.block.residual:
            y = self._shortcut(leave, y, out)
        self._edge(((self.middle, y), (self.middle, y + GAP)), out)
        return Scene(self.nodes, self.edges, [], self.width, y + GAP + MARGIN)

    @property
    def folded(self) -> int:
        """Branches that are counted, not drawn."""
        count = len(self.block.branches)
        return count - 2 if count > SHOWN else 0

    @property
    def right(self) -> float:
        """What the picture holds right of its branches."""
        return SIDE if self.block.residual else LABEL

    @property
    def width(self) -> float:
        """Of the whole picture."""
        slots = max(3, 3 if self.folded else len(self.block.branches))
        return 2 * (MARGIN + 2) + slots * BOX + (slots - 1) * BETWEEN + self.right

    @property
    def middle(self) -> float:
        """Of all columns."""
        return (self.width - self.right) / 2

    def _columns(self) -> list[tuple[str, Path, float]]:
        """The branches that are drawn: name, layers, and the middle of the column."""
        paths, apart = self.block.branches, BOX + BETWEEN
        if self.folded:
            last = f"branch{len(paths)}"
            return [("branch1", paths[0], self.middle - apart), (last, paths[-1], self.middle + apart)]
        left = self.middle - (len(paths) - 1) * apart / 2
        return [(f"branch{number + 1}", path, left + number * apart) for number, path in enumerate(paths)]

    def _branch(self, name: str, path: Path, *, x: float, fork: float) -> tuple[float, Shape]:
        """One column; where it ends, and with which shape."""
        y = fork
        corner: Line = ((self.middle, fork), (x, fork))
        width = WIDE if len(self.block.branches) == 1 else BOX
        at = self.shape
        for step in walk_path(path, name, branch="main", at=Tap("input", self.shape)):
            node = _box(step, x=x, y=y + GAP, width=width)
            self._edge((*corner, (x, node.y)), at if y > fork else ())
            self.nodes.append(node)
            y, at, corner = node.y + node.height, step.out_shape, ((x, node.y + node.height),)
        return y, at

    def _hidden(self, fork: float, bottom: float) -> None:
        """The box that stands for the branches between the first and the last."""
        if self.folded:
            label = say("resnext-scene.more", count=self.folded)
            box = (self.middle - BOX / 2, fork + GAP, BOX, bottom - fork - GAP)
            title, subtitle = say("resnext-scene.count", count=self.folded), say("resnext-scene.same")
            self.nodes.append(Node("more", "fold", title, subtitle, label, *box))
            self._edge(((self.middle, fork), (self.middle, fork + GAP)), ())

    def _join(self, columns: list[tuple[str, Path, float]], ends: list[tuple[float, Shape]]) -> tuple[float, Shape]:
        """Where the branches have become one, and its shape."""
        (channels, *sides), bottom = ends[0][1], max(y for y, _ in ends)
        if len(self.block.branches) == 1:
            return bottom, ends[0][1]
        bar = bottom + GAP
        xs = [x for *_, x in columns] + [self.middle] * bool(self.folded)
        for (y, shape), (*_, x) in zip(ends, columns, strict=True):
            self._edge(((x, y), (x, bar)), shape, arrow=False)
        if self.folded:
            self._edge(((self.middle, bottom), (self.middle, bar)), (), arrow=False)
        self._edge(((min(xs), bar), (max(xs), bar)), (), arrow=False)
        top = bar + 16
        self._edge(((self.middle, bar), (self.middle, top)), ())
        if self.block.join == "add":
            return self._add("sum", top + RADIUS, say("resnext-scene.sum", count=len(self.block.branches))), ends[0][1]
        shapes = [shape for _, shape in ends]
        channels = channels * len(self.block.branches) if self.folded else sum(c for c, *_ in shapes)
        out = (channels, *sides)
        label = say("resnext-scene.joined", count=len(self.block.branches), shape=numbers.shape(out))
        box = (self.middle - WIDE / 2, top, WIDE, LOW)
        self.nodes.append(Node("concatenate", "reshape", say("resnext-scene.join"), "", label, *box))
        return top + LOW, out

    def _straight(self, name: str, path: Path, *, at: Tap, y: float) -> tuple[float, Shape]:
        """Boxes one below the other in the middle."""
        out = at.shape
        for step in walk_path(path, name, branch="main", at=at):
            node = _box(step, x=self.middle, y=y + GAP, width=WIDE)
            self._edge(((self.middle, y), (self.middle, node.y)), out)
            self.nodes.append(node)
            y, out = node.y + node.height, step.out_shape
        return y, out

    def _shortcut(self, leave: float, y: float, shape: Shape) -> float:
        """The identity, drawn around everything, and the addition at its end; returns the addition's lower edge."""
        middle, side = y + GAP + RADIUS, self.width - MARGIN - SIDE / 4
        self._edge(((self.middle, y), (self.middle, middle - RADIUS)), shape)
        corners = ((self.middle, leave), (side, leave), (side, middle), (self.middle + RADIUS, middle))
        self.edges.append(Edge(corners, (), self.middle + 30, middle - 7, say("resnext-scene.identity"), shortcut=True))
        return self._add("add", middle, say("resnext-scene.added", shape=numbers.shape(shape)))

    def _add(self, name: str, y: float, label: str) -> float:
        box = (self.middle - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
        self.nodes.append(Node(name, "add", "+", "", label, *box))
        return y + RADIUS

    def _edge(self, points: Line, shape: Shape, *, arrow: bool = True) -> None:
        """A line; the shape stands beside its last, vertical part."""
        (x, above), (_, below) = points[-2:]
        above = max(above, below - GAP)
        numbers = tuple((str(number), False) for number in shape)
        self.edges.append(Edge(points, numbers, x + 6, (above + below) / 2 + 4, arrow=arrow))


def _box(step: Step, *, x: float, y: float, width: float) -> Node:
    (row,) = rows([step])
    kind: Kind = "conv" if isinstance(step.layer, Conv) else "pool"
    title, subtitle = _lines(step.layer, row.params)
    return Node(step.path, kind, title, subtitle, layer_words.spoken(row), x - width / 2, y, width, TALL)


def _lines(layer: Layer, weights: int) -> tuple[str, str]:
    """The two lines in a box: narrower than those of other diagrams."""
    if isinstance(layer, Conv):
        return say("resnext-box", layer), say("resnext-box.weights", layer, weights=weights)
    return layer_words.named(layer), say("resnext-box.windows", layer)
