"""A network as plain data: what there is to say about it without computing anything.

Shapes are `(C, H, W)` for maps and `(N,)` for vectors, without the batch. A `Block` computes
`after(main(before(x)) + shortcut(before(x)))`; with `shortcut=None` there is no addition, and an empty shortcut is the
identity. A `Gate` stands in a path and computes `x * path(x)`, a factor a channel.
"""

from dataclasses import dataclass
from typing import Literal

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conv:
    """2-d convolution with a square kernel."""

    name: str
    in_channels: int
    out_channels: int
    kernel: int
    stride: int = 1
    padding: int = 0
    groups: int = 1
    bias: bool = False
    zero_init: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """Batch normalisation over `(B, H, W)`, one scale and one shift a channel (Ioffe & Szegedy 2015)."""

    name: str
    channels: int
    zero_init: bool = False


@dataclass(frozen=True, slots=True)
class Relu:
    """max(x, 0)."""

    name: str


@dataclass(frozen=True, slots=True)
class MaxPool:
    """Largest value of each window; windows may reach into the padding."""

    name: str
    kernel: int
    stride: int
    padding: int = 0


@dataclass(frozen=True, slots=True)
class AvgPool:
    """Mean of each window; a window cut by the border averages what is there."""

    name: str
    kernel: int
    stride: int


@dataclass(frozen=True, slots=True)
class ZeroPad:
    """Option A of He et al. 2015, sec. 4.2: keep every `stride`-th pixel, append zero channels."""

    name: str
    in_channels: int
    out_channels: int
    stride: int


@dataclass(frozen=True, slots=True)
class GlobalAvgPool:
    """Mean of each channel: (C, H, W) -> (C, 1, 1)."""

    name: str


@dataclass(frozen=True, slots=True)
class Flatten:
    """(C, H, W) -> (C*H*W,)."""

    name: str


@dataclass(frozen=True, slots=True)
class Linear:
    """Dense layer with a bias."""

    name: str
    in_features: int
    out_features: int


@dataclass(frozen=True, slots=True)
class Sigmoid:
    """1 / (1 + exp(-x))."""

    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Each channel of a map times its factor: (C, H, W) and (C, 1, 1) -> (C, H, W)."""

    name: str = "scale"


@dataclass(frozen=True, slots=True)
class Add:
    """The addition of main path and shortcut; both must have the same shape."""

    name: str = "add"


Layer = Conv | Norm | Relu | MaxPool | AvgPool | ZeroPad | GlobalAvgPool | Flatten | Linear | Sigmoid | Scale | Add


@dataclass(frozen=True, slots=True)
class Gate:
    """What comes in, times the factors that `path` makes of it (squeeze-and-excitation, Hu et al. 2017)."""

    name: str
    path: "Path"


Path = tuple[Layer, ...]
GatedPath = tuple[Layer | Gate, ...]
"""A path on which gates may stand, as on the main path of a block."""


@dataclass(frozen=True, slots=True)
class Block:
    """Two paths and what surrounds them."""

    name: str
    main: GatedPath
    shortcut: Path | None
    before: Path = ()
    after: Path = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Blocks at one resolution, after the first."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """Stem, stages, head, and how the weights start."""

    input_shape: Shape
    stem: Path
    stages: tuple[Stage, ...]
    head: Path
    init: Literal["kaiming", "xavier", "torch"] = "kaiming"
