"""What groups save: on paper, and by the clock of this machine."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.grouping import Split, split_of
from resnet_core.analysis.layers import Totals, block_cost
from resnet_core.config import BlockConfig
from resnet_core.studies.block_timing.question import Clock, Milliseconds, Timing

AS_PROMISED = 1.1
"""A time of up to this many times the share of multiply-adds follows them."""

Verdict = Literal["unmeasured", "chance", "slower", "less_than_promised", "as_promised"]


class Costs(NamedTuple):
    """What a block costs at one split; its time where it was measured."""

    split: Split
    totals: Totals
    time: Milliseconds | None = None


class Saving(NamedTuple):
    """What a block with groups costs, as shares of the same block with one."""

    cardinality: int
    group_width: int
    macs: float
    params: float
    time: float | None
    verdict: Verdict
    """What the clock says of the promise that the multiply-adds make."""


def costs(blocks: Sequence[BlockConfig], size: int, *, timing: Timing | None, clock: Clock) -> tuple[Costs, ...]:
    """What each block costs on maps of `size`, with its time by one of the two clocks once that was measured."""
    times = [None] * len(blocks) if timing is None else [getattr(block, clock) for block in timing.blocks]
    return tuple(
        Costs(split_of(block), block_cost(block, size), time) for block, time in zip(blocks, times, strict=True)
    )


def saving(table: Sequence[Costs], chosen: Split) -> Saving | None:
    """What the chosen groups, or the most, save against one group; None where there is no other row to compare."""
    one = table[0]
    many = next((row for row in table[1:] if row.split == chosen), table[-1])
    if many is one:
        return None
    macs, params = many.totals.macs / one.totals.macs, many.totals.params / one.totals.params
    time = None if one.time is None or many.time is None else many.time.median / one.time.median
    return Saving(many.split.cardinality, many.split.group_width, macs, params, time, _verdict(one, many, macs))


def _verdict(one: Costs, many: Costs, macs: float) -> Verdict:
    if one.time is None or many.time is None:
        return "unmeasured"
    if one.time.overlaps(many.time):
        return "chance"
    time = many.time.median / one.time.median
    if time > 1:
        return "slower"
    return "less_than_promised" if time > AS_PROMISED * macs else "as_promised"
