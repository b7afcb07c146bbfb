"""A race: several small nets from the same start, on the same batches, step by step."""

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from resnet_core.config import DataConfig, DataName, DataSource, Frozen
from resnet_core.errors import ConfigError
from resnet_core.studies.bounds import Batch, network_macs
from resnet_core.studies.nets import SmallNet

LAST_STEPS = 20
"""The final training loss is the mean over as many; a single batch says little."""


class RaceQuestion(Frozen):
    """Nets side by side under one recipe, by default that of He et al. 2015 (arXiv:1512.03385, sec. 4.2) without its
    augmentation: SGD with momentum 0.9 and weight decay 1e-4, here at a constant rate.
    """

    nets: tuple[SmallNet, ...] = Field(min_length=1, max_length=5)
    steps: int = Field(default=150, ge=5, le=2000)
    batch_size: int = Field(default=128, ge=8, le=512)
    lr: float = Field(default=0.1, gt=0, le=10)
    warm_up_steps: int = Field(default=0, ge=0, le=500)
    """The rate rises in a straight line over as many steps, from `lr / warm_up_steps`."""
    clip_norm: float | None = Field(default=None, gt=0, le=1000)
    """Longer gradients, over all weights of a net, are shortened to this length."""
    momentum: float = Field(default=0.9, ge=0, lt=1)
    weight_decay: float = Field(default=1e-4, ge=0, le=1)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    source: DataSource = "auto"
    train_images: int = Field(default=60_000, ge=10, le=60_000)
    test_images: int = Field(default=2000, ge=10, le=10_000)

    @model_validator(mode="after")
    def _sees_the_same_pictures(self) -> Self:
        sizes = sorted({net.size for net in self.nets})
        if len(sizes) > 1:
            raise ConfigError("race-of-one-size", sizes=tuple(sizes))
        return self

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes; backward takes its share of each."""
        return self.steps * self.batch_size * sum(network_macs(net.network) for net in self.nets)

    @property
    def batches(self) -> tuple[Batch, ...]:
        """A step of each net."""
        return tuple(Batch(net.network, self.batch_size) for net in self.nets)

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=self.train_images, test_images=self.test_images)


class Runner(Frozen):
    """One net of a race; numbers have five significant digits, and `None` stands where there was none."""

    net: SmallNet
    params: int
    losses: tuple[float | None, ...]
    """Cross-entropy of every step's batch before the weights moved; None from the step on where it was no number."""
    accuracies: tuple[float | None, ...]
    """Of the same batches."""
    final_loss: float | None
    """Mean over the last `LAST_STEPS` steps."""
    test_accuracy: float | None
    """In eval mode, as it is: with the running statistics of the norms, which lag behind the weights."""
    test_accuracy_fresh_norms: float | None
    """The same weights, the statistics of the norms taken anew over the last training batches."""

    @property
    def stopped_at(self) -> int | None:
        """The step, counted from 1, whose loss was no number any more; None where all were."""
        return self.losses.index(None) + 1 if None in self.losses else None


class Race(Frozen):
    """How a race went."""

    seed: int
    data: DataName
    runners: tuple[Runner, ...]
    """In the order of the question."""


def twins(net: SmallNet) -> tuple[SmallNet, SmallNet]:
    """The plain net and the residual one that are as `net` and differ in nothing but the shortcuts.

    A start at zero stays with the residual one: a plain block that outputs nothing could not learn.
    """
    plain = net.model_copy(update={"shortcut": "none", "zero_init": False})
    return plain, net.model_copy(update={"shortcut": "zero_pad"})


SEEDS = (0, 1, 2)
MAP_DEPTHS = (8, 20, 32, 44, 56)
WIDE = SmallNet(depth=56, width=16)
WIDE_STEPS = 100
FACTORS = RaceQuestion(nets=(*twins(SmallNet(depth=56)), *twins(SmallNet(depth=56, norm=False))), clip_norm=1.0)
"""Shortcuts and batch norms, each with and without the other; clipped, for one of the four diverges otherwise."""
RATES = (0.1, 0.03, 0.01)


def at_rate(lr: float) -> RaceQuestion:
    """The shallow pair of the paper's Fig. 1 and the deep one under the recipe of the map, but at this rate."""
    return RaceQuestion(nets=(*twins(SmallNet(depth=20)), *twins(SmallNet(depth=56))), lr=lr)


@cache
def recorded() -> tuple[RaceQuestion, ...]:
    """The map, its corner without norms, the pair of the paper's Fig. 1, a start-up spike with three repairs, shortcuts
    and batch norms apart, and lower rates.
    """
    return (
        *(RaceQuestion(nets=twins(SmallNet(depth=depth)), seed=seed) for depth in MAP_DEPTHS for seed in SEEDS),
        *(RaceQuestion(nets=twins(SmallNet(depth=56, norm=False)), seed=seed) for seed in SEEDS),
        *(
            RaceQuestion(nets=(*twins(SmallNet(depth=20)), *twins(SmallNet(depth=56))), steps=100, seed=seed)
            for seed in SEEDS
        ),
        *(
            question
            for seed in SEEDS
            for question in (
                RaceQuestion(nets=(WIDE, WIDE.model_copy(update={"zero_init": True})), steps=WIDE_STEPS, seed=seed),
                RaceQuestion(nets=(WIDE,), steps=WIDE_STEPS, clip_norm=1.0, seed=seed),
                RaceQuestion(nets=(WIDE,), steps=WIDE_STEPS, warm_up_steps=20, seed=seed),
            )
        ),
        *(FACTORS.model_copy(update={"seed": seed}) for seed in SEEDS),
        *(at_rate(lr).model_copy(update={"seed": seed}) for lr in RATES[1:] for seed in SEEDS),
    )
