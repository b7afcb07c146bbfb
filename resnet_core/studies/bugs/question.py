"""Learners' bugs, each put into one small net that is then trained."""

from functools import cache

from pydantic import Field

from resnet_core.config import DataConfig, DataName, DataSource, Frozen

NONE = "none"
SOFTMAX = "softmax"
ZERO_GRAD = "zero-grad"
PLAIN_LIST = "plain-list"
NORM_TWICE = "norm-twice"
BUGS = (NONE, SOFTMAX, ZERO_GRAD, PLAIN_LIST, NORM_TWICE)
"""What is wrong with a net, by the codes of the bug clinic; `NONE` is the net as it should be."""


class Patient(Frozen):
    """One net with its bug, trained."""

    bug: str
    """One of `BUGS`."""
    params: int
    """How many numbers the optimiser was given."""
    loss: float | None
    """In training, mean of the last steps, as the faulty code reckons it; None once it was no number."""
    accuracy: float
    """On the test images in eval mode."""
    stopped_at: int | None
    """The first step whose loss was no number; None where there was none."""


class Ward(Frozen):
    """The same net with every bug, and without."""

    seed: int
    data: DataName
    patients: tuple[Patient, ...]
    """In the order of `BUGS`."""


class BugsQuestion(Frozen):
    """The same net trained with each bug and without, in the same steps on the same batches; the net is fixed."""

    steps: int = Field(default=400, ge=5, le=2000)
    source: DataSource = "auto"
    train_images: int = Field(default=20_000, ge=10, le=60_000)
    test_images: int = Field(default=10_000, ge=10, le=10_000)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=self.train_images, test_images=self.test_images)


@cache
def recorded() -> tuple[BugsQuestion, ...]:
    """What `make record` asks."""
    return tuple(BugsQuestion(seed=seed) for seed in range(3))
