"""Nets that measurements take: small ones made on the spot, and trained ones whose weights are at hand."""

import re
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from resnet_core.config import BlockStyle, Frozen, Init, NetworkConfig, Order, check_square
from resnet_core.errors import ConfigError
from resnet_core.plan.zoo import cifar
from resnet_core.presets import RECORDED

DEPTHS = (8, 14, 20, 26, 32, 38, 44, 50, 56)
"""6n+2, as He et al. 2015 (arXiv:1512.03385, sec. 4.2) build their nets for small images."""


class SmallNet(Frozen):
    """A 6n+2 net of He et al. 2015, sec. 4.2, for one grey channel, small enough for a processor.

    Without a shortcut it is their plain net. With `zero_pad` (option A) it has exactly the parameters of the plain
    one, and from the same seed the same first weights.
    """

    shortcut: Literal["none", "zero_pad", "projection_norm"] = "zero_pad"
    depth: int = Field(default=20, ge=8, le=110)
    width: int = Field(default=8, ge=4, le=32)
    """Channels of the first stage; the paper has 16."""
    size: Literal[14, 28] = 14
    """Of the pictures, in pixels; 14 are means of 2x2."""
    norm: bool = True
    order: Order = "original"
    init: Init = "kaiming"
    zero_init: bool = False
    """Start the last weighted layer of every block's main path at zero ("zero gamma" where there are norms)."""

    @model_validator(mode="after")
    def _is_one_of_theirs(self) -> Self:
        below, remainder = divmod(self.depth - 2, 6)
        if remainder:
            raise ConfigError("small-net-depth", depth=self.depth, below=6 * below + 2, above=6 * below + 8)
        if self.zero_init and self.shortcut == "none":
            raise ConfigError("zero-start-needs-shortcut")
        return self

    @property
    def plain(self) -> bool:
        """Whether it has no shortcuts."""
        return self.shortcut == "none"

    @property
    def blocks(self) -> int:
        """Blocks of two convolutions each."""
        return (self.depth - 2) // 2

    @property
    def network(self) -> NetworkConfig:
        """The net as a config, for ten classes."""
        base = cifar(self.depth, family="plain" if self.plain else "residual", width=self.width)
        style = base.style.model_dump() | {
            "norm": self.norm,
            "order": self.order,
            "zero_init_residual": self.zero_init,
        }
        return base.model_copy(
            update={
                "input_channels": 1,
                "input_size": self.size,
                "style": BlockStyle(**style),
                "shortcut": self.shortcut,
                "init": self.init,
            }
        )


_WEIGHTS = r"(new):(\d{1,9})|(recorded):([a-z0-9_]+)(?:@(\d{1,9}))?|(run):([0-9a-f-]{8,40})(?:@(\d{1,9}))?"


class Weights(NamedTuple):
    """Where the weights of a net come from."""

    origin: Literal["new", "recorded", "run"]
    name: str
    """The seed, the recording's name, or the run's id."""
    snapshot: int | None
    """The step of a recording or the epoch of a run after which they were kept; None for the final ones."""


class TrainedNet(Frozen):
    """A net and its weights.

    `weights` is `recorded:quick`, `recorded:quick@50` (after step 50), `run:<id>`, `run:<id>@2` (after epoch 2), or
    `new:0` for untrained weights of seed 0.
    """

    network: NetworkConfig
    weights: str

    @model_validator(mode="after")
    def _weights_are_somewhere(self) -> Self:
        if re.fullmatch(_WEIGHTS, self.weights) is None:
            raise ConfigError("weights-from-nowhere", weights=self.weights)
        check_square(self.network)
        return self

    @property
    def source(self) -> Weights:
        """`weights`, taken apart."""
        match = re.fullmatch(_WEIGHTS, self.weights)
        assert match is not None, self.weights
        origin, name, *snapshot = [group for group in match.groups() if group is not None]
        assert origin in ("new", "recorded", "run")
        return Weights(origin, name, int(snapshot[0]) if snapshot else None)  # type: ignore[arg-type]  # asserted above


def new_net(network: NetworkConfig, *, seed: int) -> TrainedNet:
    """The net with its first weights from `seed`."""
    return TrainedNet(network=network, weights=f"new:{seed}")


def recorded_net(name: str, *, after: int | None = None) -> TrainedNet:
    """The net of a run in `presets.RECORDED`, with the weights that the gallery keeps: the last, or `after` a step."""
    moment = "" if after is None else f"@{after}"
    return TrainedNet(network=RECORDED[name].network, weights=f"recorded:{name}{moment}")
