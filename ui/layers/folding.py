"""What of a network is folded in its diagram and its table: stages, blocks, and long runs of blocks that are alike.

A run is a fold of its own, `stage1.block2-200`, between the stage and its blocks: 200 boxes that say the same are a
scroll, not a picture.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from resnet_core.analysis.layers import LayerRow
from resnet_core.plan.nodes import Block, NetworkPlan, Stage

ALL = "all"
"""Stands in the address for every fold but the long runs."""
LONG_RUN = 65
"""Blocks alike, one behind the other, from which they are a fold."""


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of one stage that differ in their names only."""

    stage: str
    blocks: tuple[Block, ...]

    @property
    def fold(self) -> str:
        """Its name as a fold: `stage1.block2-200`."""
        return f"{self.stage}.{self.blocks[0].name}-{self.blocks[-1].name.removeprefix('block')}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The names of its blocks."""
        return tuple(f"{self.stage}.{block.name}" for block in self.blocks)

    @property
    def is_long(self) -> bool:
        """Whether it is a fold."""
        return len(self.blocks) >= LONG_RUN


def runs(stage: Stage) -> Iterator[Run]:
    """The blocks of the stage, those that are alike together."""
    for _, alike in groupby(stage.blocks, key=lambda block: replace(block, name="")):
        yield Run(stage.name, tuple(alike))


def long_runs(plan: NetworkPlan) -> tuple[Run, ...]:
    """Those that are folds."""
    return tuple(run for stage in plan.stages for run in runs(stage) if run.is_long)


def folds(plan: NetworkPlan) -> tuple[str, ...]:
    """What can be folded: `stage1`, `stage1.block1`, ..."""
    return tuple(fold for stage in plan.stages for fold in (stage.name, *_inside(stage)))


def opened(plan: NetworkPlan, wanted: Collection[str]) -> tuple[str, ...]:
    """The folds that `wanted` opens; `ALL` leaves the long runs shut, which are opened one by one."""
    if ALL not in wanted:
        return tuple(fold for fold in folds(plan) if fold in wanted)
    shut = {fold for run in long_runs(plan) for fold in (run.fold, *run.paths)}
    return tuple(fold for fold in folds(plan) if fold not in shut or fold in wanted)


def around(path: str) -> tuple[str, ...]:
    """The stage and the block in which the layer `path` stands."""
    stage, block, *_ = path.split(".")
    return (stage, f"{stage}.{block}") if stage.startswith("stage") else ()


def rows_of(fold: str, plan: NetworkPlan, table: Sequence[LayerRow]) -> tuple[LayerRow, ...]:
    """The layers of a stage, a block or a run."""
    names = {run.fold: run.paths for run in long_runs(plan)}.get(fold, (fold,))
    return tuple(row for row in table if not set(around(row.path)).isdisjoint(names))


def toggled(opened: Collection[str], fold: str) -> tuple[str, ...]:
    """`opened` with `fold` open if it was closed, and the other way round."""
    return tuple(other for other in opened if other != fold) if fold in opened else (*opened, fold)


def _inside(stage: Stage) -> Iterator[str]:
    for run in runs(stage):
        if run.is_long:
            yield run.fold
        yield from run.paths
