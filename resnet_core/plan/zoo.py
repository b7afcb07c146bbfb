"""Networks by name: configs, with the parameter counts that were published for them.

`params` is the exact count of the reference implementation named in `source`. The CIFAR nets take 3x32x32 and use
option A, as in the paper; torchvision's and timm's take 3x224x224; the chapter's takes one grey channel.
"""

from dataclasses import dataclass
from types import MappingProxyType

from resnet_core.config import BlockStyle, NetworkConfig, Shortcut, StageConfig


@dataclass(frozen=True, slots=True)
class ZooEntry:
    """A network somebody published, what they counted, and where."""

    config: NetworkConfig
    params: int
    source: str


_BASIC = BlockStyle(family="residual")
_BOTTLENECK = BlockStyle(family="bottleneck")
_TORCHVISION = "torchvision 0.29 models/resnet.py"
_TIMM = "timm 1.0 models/resnet.py"
_HE_2015 = "He et al. 2015, arXiv:1512.03385"
_PREACTIVATED = "He et al. 2016, arXiv:1603.05027, github.com/KaimingHe/resnet-1k-layers"


def _imagenet(style: BlockStyle, blocks: tuple[int, int, int, int], expansion: int) -> NetworkConfig:
    """Four stages at 224 pixels (He et al. 2015, Table 1)."""
    return NetworkConfig(
        input_channels=3,
        input_size=224,
        classes=1000,
        stem="7x7_pool",
        stem_channels=64,
        stages=tuple(
            StageConfig(blocks=count, channels=64 * 2**i * expansion, stride=1 if i == 0 else 2)
            for i, count in enumerate(blocks)
        ),
        style=style,
    )


def _resnext(cardinality: int, multiplier: float) -> BlockStyle:
    return BlockStyle(family="resnext", cardinality=cardinality, bottleneck_multiplier=multiplier)


def _deep(net: NetworkConfig) -> NetworkConfig:
    """ResNet-D: three 3x3 convolutions as the stem, and shortcuts that average before they project (He et al. 2018,
    arXiv:1812.01187, sec. 4.2); the 1x1 convolutions of its bottlenecks have no stride.
    """
    return net.model_copy(update={"stem": "deep_pool", "shortcut": "pool_projection"})


def _squeezed(net: NetworkConfig) -> NetworkConfig:
    """With squeeze-and-excitation (Hu et al. 2017, arXiv:1709.01507), r = 16."""
    return net.model_copy(update={"style": net.style.model_copy(update={"se_reduction": 16})})


def _preactivated(style: BlockStyle, blocks: int, channels: tuple[int, int, int]) -> NetworkConfig:
    """Three stages at 32 pixels whose first blocks project the shared activation (He et al. 2016, Appendix)."""
    return NetworkConfig(
        input_channels=3,
        input_size=32,
        stem="3x3",
        stem_channels=16,
        stages=tuple(
            StageConfig(blocks=blocks, channels=count, stride=1 if i == 0 else 2) for i, count in enumerate(channels)
        ),
        style=style.model_copy(update={"order": "full_pre"}),
        shortcut="projection",
    )


def _preactivated_bottlenecks(depth: int) -> NetworkConfig:
    """The 9n+2 nets for small images, with the stride where their authors' code has it."""
    n, remainder = divmod(depth - 2, 9)
    assert remainder == 0, f"depth={depth} is not 9n+2"
    return _preactivated(_BOTTLENECK.model_copy(update={"stride_on": "first"}), n, (64, 128, 256))


def cifar(depth: int, *, family: str = "residual", width: int = 16) -> NetworkConfig:
    """The 6n+2 nets for small images (He et al. 2015, sec. 4.2): three stages of n blocks, option A."""
    n, remainder = divmod(depth - 2, 6)
    assert remainder == 0, f"depth={depth} is not 6n+2"
    shortcut: Shortcut = "none" if family == "plain" else "zero_pad"
    return NetworkConfig(
        input_channels=3,
        input_size=32,
        stem="3x3",
        stem_channels=width,
        stages=tuple(StageConfig(blocks=n, channels=width * 2**i, stride=1 if i == 0 else 2) for i in range(3)),
        style=BlockStyle(family="plain" if family == "plain" else "residual"),
        shortcut=shortcut,
    )


_D2L_RESNET18 = NetworkConfig(
    input_channels=1,
    input_size=96,
    stem="7x7_pool",
    stem_channels=64,
    stages=tuple(StageConfig(blocks=2, channels=64 * 2**i, stride=1 if i == 0 else 2) for i in range(4)),
    style=BlockStyle(family="residual", conv_bias=True),
    shortcut="projection",
    init="xavier",
)

_QUICK = NetworkConfig(
    input_size=28,
    stem="3x3_pool",
    stem_channels=16,
    stages=(
        StageConfig(blocks=1, channels=16),
        StageConfig(blocks=1, channels=32, stride=2),
        StageConfig(blocks=1, channels=64, stride=2),
    ),
)

_RESNET50 = _imagenet(_BOTTLENECK, (3, 4, 6, 3), 4)
_WIDE = BlockStyle(family="bottleneck", bottleneck_multiplier=0.5)
_CIFAR_PARAMS = {20: 269_722, 32: 464_154, 44: 658_586, 56: 853_018, 110: 1_727_962}

ZOO = MappingProxyType(
    {
        "resnet18": ZooEntry(_imagenet(_BASIC, (2, 2, 2, 2), 1), 11_689_512, _TORCHVISION),
        "resnet34": ZooEntry(_imagenet(_BASIC, (3, 4, 6, 3), 1), 21_797_672, _TORCHVISION),
        "resnet50": ZooEntry(_RESNET50, 25_557_032, _TORCHVISION),
        "resnet101": ZooEntry(_imagenet(_BOTTLENECK, (3, 4, 23, 3), 4), 44_549_160, _TORCHVISION),
        "resnet152": ZooEntry(_imagenet(_BOTTLENECK, (3, 8, 36, 3), 4), 60_192_808, _TORCHVISION),
        "resnext50_32x4d": ZooEntry(_imagenet(_resnext(32, 0.5), (3, 4, 6, 3), 4), 25_028_904, _TORCHVISION),
        "resnext101_32x8d": ZooEntry(_imagenet(_resnext(32, 1.0), (3, 4, 23, 3), 4), 88_791_336, _TORCHVISION),
        "resnext101_64x4d": ZooEntry(_imagenet(_resnext(64, 1.0), (3, 4, 23, 3), 4), 83_455_272, _TORCHVISION),
        "wide_resnet50_2": ZooEntry(_imagenet(_WIDE, (3, 4, 6, 3), 4), 68_883_240, _TORCHVISION),
        "wide_resnet101_2": ZooEntry(_imagenet(_WIDE, (3, 4, 23, 3), 4), 126_886_696, _TORCHVISION),
        "resnet50d": ZooEntry(_deep(_RESNET50), 25_576_264, _TIMM),
        "seresnet50": ZooEntry(_squeezed(_RESNET50), 28_088_024, _TIMM),
        "d2l_resnet18": ZooEntry(_D2L_RESNET18, 11_178_378, "Dive into Deep Learning 1.0.3, sec. 8.6"),
        **{f"resnet{d}": ZooEntry(cifar(d), p, f"{_HE_2015}, Table 6") for d, p in _CIFAR_PARAMS.items()},
        **{f"plain{d}": ZooEntry(cifar(d, family="plain"), p, f"{_HE_2015}, Fig. 6") for d, p in _CIFAR_PARAMS.items()},
        "resnet1202": ZooEntry(cifar(1202), 19_421_274, f"{_HE_2015}, Table 6 (19.4M)"),
        "preresnet164": ZooEntry(_preactivated_bottlenecks(164), 1_703_258, _PREACTIVATED),
        "preresnet1001": ZooEntry(_preactivated_bottlenecks(1001), 10_327_706, _PREACTIVATED),
        "wrn28_10": ZooEntry(
            _preactivated(_BASIC, 4, (160, 320, 640)),
            36_479_194,
            "Zagoruyko & Komodakis 2016, arXiv:1605.07146, Table 4; their 28 counts projections, not the dense layer",
        ),
        "quick": ZooEntry(_QUICK, 77_754, "this lab: small enough to train in half a minute on two cores"),
    }
)
"""Every network the lab knows by name."""
