"""The layer table as it is shown: folded as the diagram is, so that one line is one box. No Streamlit here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from resnet_core.analysis.layers import LayerRow, totals
from resnet_core.plan.nodes import Shape
from ui.layers import words as layer_words
from ui.layers.folding import Run, around
from ui.say import say

INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class Line:
    """A layer, or a stage, a run of blocks or a block with the sums of its layers."""

    id: str
    label: str
    what: str
    out_shape: Shape
    params: int
    macs: int
    receptive_field: int


def lines(table: Sequence[LayerRow], opened: Collection[str], long_runs: Collection[Run] = ()) -> tuple[Line, ...]:
    """A line a layer; what is not in `opened` is one line with its sums, as is the head of what is.

    The layers of a single block go without its name.
    """
    return tuple(_network(table, opened, {path: run for run in long_runs for path in run.paths}))


def _network(table: Sequence[LayerRow], opened: Collection[str], run_of: Mapping[str, Run]) -> Iterator[Line]:
    for name, group in groupby(table, key=lambda row: row.path.split(".")[0]):
        rows = tuple(group)
        if not name.startswith("stage"):
            yield from (_layer(row, row.path.removeprefix("block.")) for row in rows)
            continue
        blocks = {around(row.path)[1] for row in rows}
        yield _sum(name, say("layers-blocks", count=len(blocks)), rows, is_open=name in opened)
        if name in opened:
            yield from _stage(rows, opened, run_of)


def _stage(rows: Sequence[LayerRow], opened: Collection[str], run_of: Mapping[str, Run]) -> Iterator[Line]:
    """A line a block, and a line a long run, which stands for its blocks until it is opened."""
    for run, alike in groupby(rows, key=lambda row: run_of.get(around(row.path)[1])):
        inside = tuple(alike)
        if run is not None:
            yield _sum(run.fold, say("layers-alike", count=len(run.blocks)), inside, is_open=run.fold in opened)
        if run is None or run.fold in opened:
            yield from _blocks(inside, opened)


def _blocks(rows: Sequence[LayerRow], opened: Collection[str]) -> Iterator[Line]:
    for path, group in groupby(rows, key=lambda row: around(row.path)[1]):
        block = tuple(group)
        yield _sum(path, say("layers-count", count=len(block)), block, is_open=path in opened)
        if path in opened:
            yield from (_layer(row, 2 * INDENT + row.path.removeprefix(f"{path}.")) for row in block)


def _sum(fold: str, what: str, rows: Sequence[LayerRow], *, is_open: bool) -> Line:
    sums, last = totals(rows), rows[-1]
    label = fold.count(".") * INDENT + ("▾ " if is_open else "▸ ") + fold.rpartition(".")[2]
    return Line(fold, label, what, last.out_shape, sums.params, sums.macs, last.receptive_field)


def _layer(row: LayerRow, label: str) -> Line:
    return Line(row.path, label, layer_words.short(row.layer), row.out_shape, row.params, row.macs, row.receptive_field)
