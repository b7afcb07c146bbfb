"""How large the gradient is in every layer, at the start and while a net trains."""

from functools import cache
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from resnet_core.config import DataConfig, DataName, DataSource, Frozen
from resnet_core.errors import ConfigError
from resnet_core.studies.bounds import Batch, network_macs
from resnet_core.studies.nets import SmallNet

AT_ONCE = (0, 1, 10)
"""Steps after which a page looks while the learner waits."""
IN_TRAINING = (*AT_ONCE, 30, 100)
"""And where a training of a hundred steps is asked for."""
MOST_STEPS = 300


class GradientsQuestion(Frozen):
    """Gradient norms of one net after some steps of SGD, each on the batch of the step that would come next."""

    net: SmallNet = SmallNet()
    after: tuple[int, ...] = Field(default=IN_TRAINING, min_length=1, max_length=12)
    """Numbers of steps taken before each look; 0 is the untrained net."""
    batch_size: int = Field(default=64, ge=2, le=256)
    lr: float = Field(default=0.1, gt=0, le=10)
    momentum: float = Field(default=0.9, ge=0, lt=1)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    source: DataSource = "auto"

    @model_validator(mode="after")
    def _looks_in_order(self) -> Self:
        if self.after[0] < 0 or any(later <= earlier for earlier, later in pairwise(self.after)):
            raise ConfigError("looks-out-of-order", after=self.after)
        if self.after[-1] > MOST_STEPS:
            raise ConfigError("looks-too-late", after=self.after, most=MOST_STEPS)
        return self

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes: its steps, and its looks."""
        return (self.after[-1] + len(self.after)) * self.batch_size * network_macs(self.net.network)

    @property
    def batches(self) -> tuple[Batch, ...]:
        """A step of its net."""
        return (Batch(self.net.network, self.batch_size),)

    @property
    def data(self) -> DataConfig:
        """The pictures it takes."""
        return DataConfig(source=self.source, train_images=20_000, test_images=10)


class Layer(Frozen):
    """One convolution, or the last layer."""

    path: str
    """Its name in the network: `stage1.block2.main.conv1`."""
    branch: Literal["stem", "main", "shortcut", "head"]
    block: int | None
    """Counted from 1 through the whole net; None in stem and head."""
    depth: int
    """Which layer with weights it is on the way from the input, 1 for the first; a projection stands beside the last
    convolution of its block.
    """


class Snapshot(Frozen):
    """One look. A norm that is no finite number is None; 0.0 is exactly zero."""

    step: int
    """Steps taken before."""
    loss: float | None
    weights: tuple[float | None, ...]
    """Euclidean norm of dL/dW, a layer each; L is the mean over the batch."""
    outputs: tuple[float | None, ...]
    """Euclidean norm of dL/dh over the whole batch, for the output h of each block."""
    lengths: tuple[float | None, ...]
    """Euclidean norm of W itself, a layer each."""


class Gradients(Frozen):
    """What `studies.gradients` found for one net."""

    data: DataName
    layers: tuple[Layer, ...]
    snapshots: tuple[Snapshot, ...]


COMPARED = tuple(
    SmallNet(shortcut=shortcut, depth=depth, norm=norm)
    for norm in (True, False)
    for depth in (20, 56)
    for shortcut in ("none", "zero_pad")
) + tuple(SmallNet(depth=depth, zero_init=True) for depth in (20, 56))
"""Plain and residual, with norm and without, and residual ones whose blocks start at zero."""
SEEDS = (0, 1, 2)


@cache
def recorded() -> tuple[GradientsQuestion, ...]:
    """What `make record` asks."""
    return tuple(GradientsQuestion(net=net, seed=seed) for net in COMPARED for seed in SEEDS)
