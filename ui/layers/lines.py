"""The layer table as it is shown: folded as the diagram is, so that one line is one box. No Streamlit here."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from resnet_core.analysis.layers import LayerRow, totals
from resnet_core.plan.nodes import NetworkPlan, Shape
from ui.layers.words import times

ALL = "all"
"""Stands for every fold in the address."""
INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class Line:
    """A layer, or a stage or block with the sums of its layers."""

    id: str
    label: str
    what: str
    out_shape: Shape
    params: int
    macs: int
    receptive_field: int


def folds(plan: NetworkPlan) -> tuple[str, ...]:
    """What can be folded: `stage1`, `stage1.block1`, ..."""
    return tuple(
        fold
        for stage in plan.stages
        for fold in (stage.name, *(f"{stage.name}.{block.name}" for block in stage.blocks))
    )


def around(path: str) -> tuple[str, ...]:
    """The folds that must be open for the layer `path` to be seen."""
    stage, block, *_ = path.split(".")
    return (stage, f"{stage}.{block}") if stage.startswith("stage") else ()


def toggled(opened: Collection[str], fold: str) -> tuple[str, ...]:
    """`opened` with `fold` open if it was closed, and the other way round."""
    return tuple(each for each in opened if each != fold) if fold in opened else (*opened, fold)


def lines(table: Sequence[LayerRow], opened: Collection[str]) -> tuple[Line, ...]:
    """A line a layer; what is not in `opened` is one line with its sums, as is the head of what is.

    The layers of a single block go without its name.
    """
    return tuple(_network(table, opened))


def _network(table: Sequence[LayerRow], opened: Collection[str]) -> Iterator[Line]:
    for name, group in groupby(table, key=lambda row: row.path.split(".")[0]):
        rows = tuple(group)
        if not name.startswith("stage"):
            yield from (_layer(row, row.path.removeprefix("block.")) for row in rows)
            continue
        blocks = {around(row.path)[1] for row in rows}
        yield _sum(name, f"{len(blocks)} block{'s' if len(blocks) > 1 else ''}", rows, is_open=name in opened)
        if name in opened:
            yield from _stage(rows, opened)


def _stage(rows: Sequence[LayerRow], opened: Collection[str]) -> Iterator[Line]:
    for path, group in groupby(rows, key=lambda row: around(row.path)[1]):
        block = tuple(group)
        yield _sum(path, f"{len(block)} layers", block, is_open=path in opened)
        if path in opened:
            yield from (_layer(row, 2 * INDENT + row.path.removeprefix(f"{path}.")) for row in block)


def _sum(fold: str, what: str, rows: Sequence[LayerRow], *, is_open: bool) -> Line:
    sums, last = totals(rows), rows[-1]
    label = fold.count(".") * INDENT + ("▾ " if is_open else "▸ ") + fold.rpartition(".")[2]
    return Line(fold, label, what, last.out_shape, sums.params, sums.macs, last.receptive_field)


def _layer(row: LayerRow, label: str) -> Line:
    what = times(f"{row.kind} {row.detail}".strip()).replace("convolution", "conv")
    return Line(row.path, label, what, row.out_shape, row.params, row.macs, row.receptive_field)
