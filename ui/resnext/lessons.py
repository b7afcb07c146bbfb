"""What the page of ResNeXt has a learner try, and the answers to what it asked."""

from resnet_core.analysis.grouping import connections, split_of
from resnet_core.analysis.layers import block_cost
from resnet_core.config import BlockConfig
from ui.lesson import Asked, Try
from ui.resnext.controls import CHANNELS, GROUPS, PAPER, PAPER_EXAMPLE, SAYS, WIDTH

TRIES = (
    Try("resnext-try-paper", PAPER_EXAMPLE),
    Try("resnext-try-word", {CHANNELS: 32, WIDTH: 32, SAYS: PAPER, GROUPS: 16}),
    Try("resnext-try-depthwise", {CHANNELS: 32, WIDTH: 32, SAYS: PAPER, GROUPS: 32}),
)
WHOLE = BlockConfig(family="resnext", in_channels=256, out_channels=256, bottleneck_multiplier=0.5)
"""The paper's block with one group, against which its 32 are counted."""


def asked(config: BlockConfig, size: int) -> tuple[Asked, ...]:
    """The questions of the page, with the numbers that their answers take."""
    grouped = WHOLE.model_copy(update={"cardinality": 32})
    share = block_cost(grouped, size).macs / block_cost(WHOLE, size).macs
    return (
        Asked("resnext-asked-mix", connections(split_of(config))),
        Asked("resnext-asked-words"),
        Asked("resnext-asked-divide"),
        Asked("resnext-asked-faster", connections(split_of(grouped)), {"share": share}),
        Asked("resnext-asked-width"),
        Asked("resnext-asked-after"),
    )
