"""Random configs for property tests: mostly legal ones, and some whose branches do not fit."""

from hypothesis import strategies as st

from resnet_core.config import BlockStyle, NetworkConfig, StageConfig

FAMILIES = ("plain", "residual", "bottleneck", "resnext")
ORDERS = ("original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre")
SHORTCUTS = ("identity", "zero_pad", "projection", "projection_norm", "pool_projection", "none")


@st.composite
def styles(draw: st.DrawFn, families: tuple[str, ...] = FAMILIES) -> BlockStyle:
    family = draw(st.sampled_from(families))
    grouped = {"cardinality": draw(st.sampled_from((1, 2, 4)))} if family == "resnext" else {}
    if family == "resnext" and draw(st.booleans()):
        grouped = {"group_width": draw(st.sampled_from((1, 2, 4)))}
    return BlockStyle(
        family=family,
        order=draw(st.sampled_from(ORDERS)),
        norm=draw(st.booleans()),
        conv_bias=draw(st.booleans()),
        kernel=draw(st.sampled_from((1, 3, 5))),
        bottleneck_multiplier=draw(st.sampled_from((0.5, 1.0, 2.0, 4.0))),
        stride_on=draw(st.sampled_from(("spatial", "first"))),
        zero_init_residual=draw(st.booleans()),
        se_reduction=draw(st.sampled_from((None, None, 1, 4, 16))),
        **grouped,
    )


@st.composite
def networks(draw: st.DrawFn) -> NetworkConfig:
    style = draw(styles())
    stages = st.builds(
        StageConfig,
        blocks=st.integers(1, 3),
        channels=st.sampled_from((8, 16, 24)),
        stride=st.integers(1, 3),
    )
    return NetworkConfig(
        input_channels=draw(st.integers(1, 4)),
        input_size=draw(st.integers(1, 33)),
        input_width=draw(st.none() | st.integers(1, 33)),
        classes=draw(st.integers(2, 11)),
        stem=draw(st.sampled_from(("7x7_pool", "deep_pool", "3x3", "3x3_pool"))),
        stem_channels=draw(st.sampled_from((8, 16))),
        stages=tuple(draw(st.lists(stages, min_size=1, max_size=3))),
        style=style,
        shortcut="none" if style.family == "plain" else draw(st.sampled_from(SHORTCUTS)),
        init=draw(st.sampled_from(("kaiming", "xavier", "torch"))),
    )
