"""Which order of norm, ReLU and addition trains best: a race of five nets that differ in nothing else.

The orders are those of He et al. 2016 (arXiv:1603.05027), Figure 4; their Table 2 compares them on CIFAR-10.
"""

from functools import cache
from types import MappingProxyType
from typing import NamedTuple, get_args

from resnet_core.config import Order
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.question import RaceQuestion

ORDERS: tuple[Order, ...] = get_args(Order)
"""(a) to (e)."""
LETTERS = MappingProxyType(dict(zip(ORDERS, "abcde", strict=True)))
SEEDS = (0, 1, 2)
DEPTHS = (20, 56)


class Published(NamedTuple):
    """A row of Table 2: test errors on CIFAR-10 in per cent, each the median of five runs."""

    resnet110: float
    resnet164: float


TABLE2 = MappingProxyType(
    {
        "original": Published(6.61, 5.93),
        "norm_after_add": Published(8.17, 6.50),
        "relu_before_add": Published(7.84, 6.14),
        "relu_only_pre": Published(6.71, 5.91),
        "full_pre": Published(6.37, 5.46),
    }
)


def orders_race(
    depth: int = 56, *, steps: int = 120, lr: float = 0.1, clip_norm: float | None = 1.0, seed: int = 0
) -> RaceQuestion:
    """The race of the five orders."""
    nets = tuple(SmallNet(depth=depth, order=order) for order in ORDERS)
    return RaceQuestion(nets=nets, steps=steps, batch_size=64, lr=lr, clip_norm=clip_norm, seed=seed)


@cache
def recorded() -> tuple[RaceQuestion, ...]:
    """What `make record` asks."""
    return tuple(orders_race(depth, seed=seed) for depth in DEPTHS for seed in SEEDS)
