"""A whole network as a plan: stem, stages of blocks, head."""

from functools import lru_cache

from resnet_core.config import BlockConfig, NetworkConfig, Shortcut, StageConfig
from resnet_core.plan.blocks import PRE_ACTIVATED, block_plan
from resnet_core.plan.nodes import (
    Block,
    Conv,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    MaxPool,
    NetworkPlan,
    Norm,
    Path,
    Relu,
    Stage,
)


@lru_cache(maxsize=256)
def network_plan(config: NetworkConfig) -> NetworkPlan:
    """The plan of the network. Whether its shapes fit is for `plan.shapes` to say."""
    stages: list[Stage] = []
    channels = config.stem_channels
    for number, stage in enumerate(config.stages, start=1):
        stages.append(Stage(f"stage{number}", _blocks(config, stage, channels)))
        channels = stage.channels
    return NetworkPlan(
        input_shape=config.input_shape,
        stem=_stem(config),
        stages=tuple(stages),
        head=_head(config, channels),
        init=config.init,
    )


def block_configs(config: NetworkConfig, stage: StageConfig, in_channels: int) -> tuple[BlockConfig, ...]:
    """The configs of one stage's blocks: the first changes the shape, the others keep it."""
    style = {name: getattr(config.style, name) for name in type(config.style).model_fields}
    first = BlockConfig(
        **style,
        in_channels=in_channels,
        out_channels=stage.channels,
        stride=stage.stride,
        shortcut=_shortcut(config, changes_shape=stage.stride != 1 or in_channels != stage.channels),
    )
    rest = BlockConfig(
        **style,
        in_channels=stage.channels,
        out_channels=stage.channels,
        shortcut=_shortcut(config, changes_shape=False),
    )
    return (first, *[rest] * (stage.blocks - 1))


def _blocks(config: NetworkConfig, stage: StageConfig, in_channels: int) -> tuple[Block, ...]:
    configs = block_configs(config, stage, in_channels)
    return tuple(block_plan(block, f"block{number}") for number, block in enumerate(configs, start=1))


def _shortcut(config: NetworkConfig, *, changes_shape: bool) -> Shortcut:
    return config.shortcut if changes_shape or config.shortcut == "none" else "identity"


def _stem(config: NetworkConfig) -> Path:
    """First convolutions and what follows; pre-activated blocks bring their own first activation."""
    convs = _stem_convs(config)
    norm = (Norm("norm", config.stem_channels),) if config.style.norm and config.style.order != "full_pre" else ()
    relu = (Relu("relu"),) if config.style.order not in PRE_ACTIVATED else ()
    pool = (MaxPool("pool", 3, 2, 1),) if config.stem.endswith("pool") else ()
    return (*convs, *norm, *relu, *pool)


def _stem_convs(config: NetworkConfig) -> Path:
    """The first convolution, or the three of the deep stem, of which the first two have half the channels."""
    bias, given, channels = config.style.conv_bias, config.input_channels, config.stem_channels
    if config.stem != "deep_pool":
        kernel, stride = (7, 2) if config.stem == "7x7_pool" else (3, 1)
        return (Conv("conv", given, channels, kernel, stride, kernel // 2, bias=bias),)
    half = max(1, channels // 2)
    path: list[Layer] = []
    for number, (before, stride) in enumerate(((given, 2), (half, 1)), start=1):
        path.append(Conv(f"conv{number}", before, half, 3, stride, 1, bias=bias))
        path += [Norm(f"norm{number}", half)] if config.style.norm else []
        path.append(Relu(f"relu{number}"))
    return (*path, Conv("conv", half, channels, 3, padding=1, bias=bias))


def _head(config: NetworkConfig, channels: int) -> Path:
    norm = (Norm("norm", channels),) if config.style.norm and config.style.order == "full_pre" else ()
    relu = (Relu("relu"),) if config.style.order in PRE_ACTIVATED else ()
    return (*norm, *relu, GlobalAvgPool("pool"), Flatten("flatten"), Linear("fc", channels, config.classes))
