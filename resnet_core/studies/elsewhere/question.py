"""The same plus elsewhere: a multilayer perceptron and a patch transformer, with shortcuts or without, of two orders.

Both are small, for ten classes and grey pictures of 14x14 pixels. The transformer is that of Dosovitskiy et al. 2020
(arXiv:2010.11929) with the mean over all patches in place of a class token. Where its layer norms stand is either order
of Xiong et al. 2020 (arXiv:2002.04745): `post` as in Vaswani et al. 2017 (arXiv:1706.03762), norm(x + F(x)), or `pre`,
x + F(norm(x)), with one more norm before the head. Without shortcuts these are norm(F(x)) and F(norm(x)).
"""

from functools import cache
from itertools import product
from typing import Literal

from pydantic import Field

from resnet_core.config import DataConfig, DataName, DataSource, Frozen

Kind = Literal["mlp", "transformer"]
NormPlace = Literal["pre", "post"]
KINDS: tuple[Kind, ...] = ("mlp", "transformer")
NORM_PLACES: tuple[NormPlace, ...] = ("pre", "post")

SIDE: Literal[14] = 14
"""Of the pictures, in pixels; they are means of 2x2."""
PATCH = 2
"""Of a patch, in pixels."""
PATCHES = (SIDE // PATCH) ** 2
CLASSES = 10
WIDTHS: dict[Kind, int] = {"mlp": 64, "transformer": 32}
HEADS = 4
WIDER = 2
"""By which the inner layer of a perceptron in the transformer is wider."""
LAST_STEPS = 20
"""The final training loss is the mean over as many; a single batch says little."""


class OtherNet(Frozen):
    """A network of equal layers that is not convolutional.

    A layer is one main path in the perceptron (linear, ReLU, linear), and two in the transformer (attention, then a
    perceptron), each with an addition and a norm of its own. A shortcut has no weights.
    """

    kind: Kind = "mlp"
    layers: int = Field(default=12, ge=1, le=48)
    norm: NormPlace = "pre"
    shortcut: bool = True

    @property
    def width(self) -> int:
        """Numbers in which a picture, or a patch of it, is written between the layers."""
        return WIDTHS[self.kind]

    @property
    def params(self) -> int:
        """Weights and offsets of everything that is learnt."""
        width, last = self.width, CLASSES * self.width + CLASSES
        last += 2 * width if self.norm == "pre" else 0
        if self.kind == "mlp":
            return SIDE**2 * width + width + self.layers * (2 * (width**2 + width) + 2 * width) + last
        first = PATCH**2 * width + width + PATCHES * width
        attention = 4 * (width**2 + width)
        perceptron = 2 * WIDER * width**2 + WIDER * width + width
        return first + self.layers * (attention + perceptron + 2 * 2 * width) + last

    @property
    def macs(self) -> int:
        """Multiply-adds for one picture."""
        width, last = self.width, CLASSES * self.width
        if self.kind == "mlp":
            return SIDE**2 * width + self.layers * 2 * width**2 + last
        attention = PATCHES * 4 * width**2 + 2 * PATCHES**2 * width
        return SIDE**2 * width + self.layers * (attention + PATCHES * 2 * WIDER * width**2) + last


class ElsewhereQuestion(Frozen):
    """A net, looked at before any step and then trained for a short while by Adam (arXiv:1412.6980), at its usual rate.

    Without a warm-up, which Xiong et al. find to be what the order `post` needs.
    """

    net: OtherNet = OtherNet()
    steps: int = Field(default=150, ge=1, le=2000)
    batch_size: int = Field(default=64, ge=2, le=512)
    lr: float = Field(default=0.001, gt=0, le=1)
    warm_up_steps: int = Field(default=0, ge=0, le=500)
    """The rate rises in a straight line over as many steps, from `lr / warm_up_steps`."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    source: DataSource = "auto"
    train_images: int = Field(default=60_000, ge=10, le=60_000)

    @property
    def macs(self) -> int:
        """Multiply-adds of all forward passes; backward takes its share of each."""
        return (self.steps + 1) * self.batch_size * self.net.macs

    @property
    def data(self) -> DataConfig:
        """The images it takes."""
        return DataConfig(source=self.source, train_images=self.train_images, test_images=10)


class Layer(Frozen):
    """What the first batch shows behind one layer before any step, to five significant digits; None where infinite."""

    gradient: float | None
    """|dL/dh|, of the loss in the layer's output."""
    weights: float | None
    """|dL/dW|, over all that the layer learns."""
    cosine: float | None
    """Mean over the pairs of different pictures: 1 where the layer tells none from another."""


class Elsewhere(Frozen):
    """What became of one net."""

    data: DataName
    params: int
    layers: tuple[Layer, ...]
    losses: tuple[float | None, ...]
    """Cross-entropy of every step's batch before the weights moved; None from the step on where it was no number."""
    final_loss: float | None
    """Mean over the last `LAST_STEPS` steps."""


SEEDS = (0, 1, 2)
DEPTHS = (4, 12, 24)
WARM_UP = 50


def nets(kind: Kind, layers: int) -> tuple[OtherNet, ...]:
    """Both orders, each with shortcuts and without."""
    return tuple(
        OtherNet(kind=kind, layers=layers, norm=norm, shortcut=shortcut)
        for norm, shortcut in product(NORM_PLACES, (True, False))
    )


@cache
def recorded() -> tuple[ElsewhereQuestion, ...]:
    """Every net at every depth, and the deepest ones that need a warm-up, as Xiong et al. have it, with one."""
    return tuple(
        ElsewhereQuestion(net=net, seed=seed, warm_up_steps=warm_up)
        for kind, layers in product(KINDS, DEPTHS)
        for net in nets(kind, layers)
        for warm_up in ((0, WARM_UP) if _needs_warm_up(net) else (0,))
        for seed in SEEDS
    )


def _needs_warm_up(net: OtherNet) -> bool:
    return net.shortcut and net.norm == "post" and net.layers == DEPTHS[-1]
