"""Block families: what a learner chose, as the plan of one block.

A family says which convolutions the main path has. The activation order says where norms and ReLUs go between them
(He et al. 2016, arXiv:1603.05027, Fig. 4), and the shortcut says what the addition receives besides. Squeeze-and-
excitation, where it is asked for, is the last of the main path. Nothing outside this module asks which family a block
is.
"""

from collections.abc import Callable
from dataclasses import replace

from resnet_core.config import BlockConfig, Family, Order, Shortcut
from resnet_core.plan.nodes import (
    AvgPool,
    Block,
    Conv,
    Gate,
    GatedPath,
    GlobalAvgPool,
    Layer,
    Norm,
    Path,
    Relu,
    Sigmoid,
    ZeroPad,
)

PRE_ACTIVATED: tuple[Order, ...] = ("relu_only_pre", "full_pre")
"""Orders whose blocks begin with an activation, so that stem and head must take over the outer ones."""

PROJECTIONS: tuple[Shortcut, ...] = ("projection", "projection_norm", "pool_projection")
"""Shortcuts with weights."""


def block_plan(config: BlockConfig, name: str = "block") -> Block:
    """The plan of one block. Whether its two branches fit is for `plan.shapes` to say."""
    return _arrange(config, FAMILIES[config.family](config), name)


def plain(config: BlockConfig) -> tuple[Conv, ...]:
    """Two convolutions (He et al. 2015, arXiv:1512.03385, sec. 3.3); used without a shortcut."""
    return residual(config)


def residual(config: BlockConfig) -> tuple[Conv, ...]:
    """Two convolutions, the first with the stride (He et al. 2015, Fig. 5 left)."""
    kernel, bias, out = config.kernel, config.conv_bias, config.out_channels
    return (
        Conv("conv1", config.in_channels, out, kernel, config.stride, kernel // 2, bias=bias),
        Conv("conv2", out, out, kernel, 1, kernel // 2, bias=bias),
    )


def bottleneck(config: BlockConfig) -> tuple[Conv, ...]:
    """1x1 down, k x k, 1x1 up (He et al. 2015, Fig. 5 right)."""
    return _narrow_in_the_middle(config, groups=1)


def resnext(config: BlockConfig) -> tuple[Conv, ...]:
    """A bottleneck whose middle convolution is grouped (Xie et al. 2017, arXiv:1611.05431, Fig. 3c)."""
    return _narrow_in_the_middle(config, groups=config.groups(config.out_channels))


FAMILIES: dict[Family, Callable[[BlockConfig], tuple[Conv, ...]]] = {
    "plain": plain,
    "residual": residual,
    "bottleneck": bottleneck,
    "resnext": resnext,
}


def _narrow_in_the_middle(config: BlockConfig, groups: int) -> tuple[Conv, ...]:
    width, kernel, bias = config.bottleneck_width(config.out_channels), config.kernel, config.conv_bias
    first, spatial = (config.stride, 1) if config.stride_on == "first" else (1, config.stride)
    return (
        Conv("conv1", config.in_channels, width, 1, first, bias=bias),
        Conv("conv2", width, width, kernel, spatial, kernel // 2, groups=groups, bias=bias),
        Conv("conv3", width, config.out_channels, 1, bias=bias),
    )


def _arrange(config: BlockConfig, convs: tuple[Conv, ...], name: str) -> Block:
    """Norms and ReLUs set among `convs` in the configured order, and the shortcut beside them."""
    main = _pre_activated(config, convs) if config.order in PRE_ACTIVATED else _post_activated(config, convs)
    before = _shared_activation(config, main)
    main = main[len(before) :]
    if config.zero_init_residual:
        main = _start_at_zero(main)
    gated: GatedPath = (*main, *_squeeze_excitation(config))
    return Block(name, gated, _shortcut(config), before, _after(config))


def _post_activated(config: BlockConfig, convs: tuple[Conv, ...]) -> Path:
    """conv, norm, ReLU, conv, ...; the order says which of the last norm and ReLU wait until after the addition."""
    path: list[Layer] = []
    for number, conv in enumerate(convs, start=1):
        path += [conv, *_norm(config, f"norm{number}", conv.out_channels), Relu(f"relu{number}")]
    waiting = {"relu_before_add": (), "original": (Relu,), "norm_after_add": (Relu, Norm)}[config.order]
    while isinstance(path[-1], waiting):
        path.pop()
    return tuple(path)


def _pre_activated(config: BlockConfig, convs: tuple[Conv, ...]) -> Path:
    """(norm,) ReLU, conv for each convolution; `relu_only_pre` keeps the norm behind its convolution."""
    path: list[Layer] = []
    for number, conv in enumerate(convs, start=1):
        if config.order == "full_pre":
            path += [*_norm(config, f"norm{number}", conv.in_channels), Relu(f"relu{number}"), conv]
        else:
            path += [Relu(f"relu{number}"), conv, *_norm(config, f"norm{number}", conv.out_channels)]
    return tuple(path)


def _shared_activation(config: BlockConfig, main: Path) -> Path:
    """The leading activation that main path and projection share at a change of shape (He et al. 2016, Appendix)."""
    if config.order not in PRE_ACTIVATED or config.shortcut not in PROJECTIONS:
        return ()
    first_conv = next(i for i, layer in enumerate(main) if isinstance(layer, Conv))
    return main[:first_conv]


def _after(config: BlockConfig) -> Path:
    if config.order == "original":
        return (Relu("relu"),)
    if config.order == "norm_after_add":
        return (*_norm(config, "norm", config.out_channels), Relu("relu"))
    return ()


def _squeeze_excitation(config: BlockConfig) -> tuple[Gate, ...]:
    """A factor for each channel, from the means of all (Hu et al. 2017, arXiv:1709.01507, Fig. 3).

    Their dense layers are 1x1 convolutions of a 1x1 map here, with the same weights.
    """
    channels, width = config.out_channels, config.squeezed_width(config.out_channels)
    if width is None:
        return ()
    path = (
        GlobalAvgPool("pool"),
        Conv("reduce", channels, width, 1, bias=True),
        Relu("relu"),
        Conv("expand", width, channels, 1, bias=True),
        Sigmoid("sigmoid"),
    )
    return (Gate("se", path),)


def _norm(config: BlockConfig, name: str, channels: int) -> tuple[Norm, ...]:
    return (Norm(name, channels),) if config.norm else ()


def _start_at_zero(main: Path) -> Path:
    """`main` with its last weighted layer starting at zero, so that F(x) = 0 (Goyal et al. 2017, arXiv:1706.02677)."""
    last = max(i for i, layer in enumerate(main) if isinstance(layer, Conv | Norm))
    layer = main[last]
    assert isinstance(layer, Conv | Norm)
    return (*main[:last], replace(layer, zero_init=True), *main[last + 1 :])


def _shortcut(config: BlockConfig) -> Path | None:
    """The shortcut's layers: None without one, empty for the identity."""
    projection = Conv("conv", config.in_channels, config.out_channels, 1, config.stride, bias=config.conv_bias)
    norm = _norm(config, "norm", config.out_channels)
    match config.shortcut:
        case "none":
            return None
        case "identity":
            return ()
        case "zero_pad":
            return (ZeroPad("pad", config.in_channels, config.out_channels, config.stride),)
        case "projection":
            return (projection,)
        case "projection_norm":
            return (projection, *norm)
        case "pool_projection":
            pool = AvgPool("pool", config.stride, config.stride)
            return (pool, replace(projection, stride=1), *norm)
