"""Blocks put into a trained net."""

from functools import cache

from pydantic import Field

from resnet_core.config import DataConfig, DataName, DataSource, Frozen

NOTHING = "nothing"
ZERO = "residual_zero"
RANDOM = "residual_random"
PLAIN = "plain_random"
IDENTITY = "plain_identity"
"""What is put in after each block, and how it starts; the last is plain, with identity kernels."""


class Grown(Frozen):
    """One net of `studies.growth`, as it was put together and after its further steps."""

    put_in: str
    """`NOTHING`, `ZERO`, `RANDOM`, `PLAIN` or `IDENTITY`."""
    loss: float
    accuracy: float
    """On the test images in eval mode, before any further step."""
    largest_change: float
    """Of a logit on the test images, against the small net; 0.0 means not one bit moved."""
    first_losses: tuple[float, ...]
    """In training, with the statistics of the batch."""
    later_loss: float
    later_accuracy: float


class Growth(Frozen):
    """A small net trained, grown in several ways, and trained further."""

    seed: int
    data: DataName
    params_before: int
    params_after: int
    nets: tuple[Grown, ...]
    """The small net itself first."""


class GrowthQuestion(Frozen):
    """Blocks put into a small trained net, and all nets trained further; the net itself is fixed."""

    steps: int = Field(default=400, ge=5, le=2000)
    """Of the small net, before it grows."""
    further_steps: int = Field(default=100, ge=5, le=500)
    source: DataSource = "auto"
    train_images: int = Field(default=20_000, ge=10, le=60_000)
    test_images: int = Field(default=2000, ge=10, le=10_000)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=self.train_images, test_images=self.test_images)


@cache
def recorded() -> tuple[GrowthQuestion, ...]:
    """What `make record` asks."""
    return tuple(GrowthQuestion(seed=seed) for seed in range(3))
