"""The chapter's own classes, by their names: Dive into Deep Learning 1.0.3, "ResNet and ResNeXt".

They behave as in the chapter: channels are found at the first forward pass, convolutions have a bias, the 1x1 shortcut
of `Residual` has no norm while that of `ResNeXtBlock` has one, and `groups` of `ResNeXtBlock` is the number of
*channels per group*. One departure: where the chapter's addition would broadcast in silence, these raise a
`ShapeError`. Each ReLU is a module, so that saliency methods see it.
"""

from collections.abc import Sequence

from torch import Tensor, nn

from resnet_core.errors import ConfigError
from resnet_core.models.build import Addition
from resnet_core.models.classifier import Classifier

Arch = Sequence[tuple[int, int]]
"""(number of residual blocks, channels) for each stage."""


class Residual(nn.Module):
    """Two 3x3 convolutions and an addition: (B, C, H, W) -> (B, num_channels, H/strides, W/strides)."""

    def __init__(self, num_channels: int, use_1x1conv: bool = False, strides: int = 1) -> None:
        super().__init__()
        self.conv1 = nn.LazyConv2d(num_channels, kernel_size=3, padding=1, stride=strides)
        self.conv2 = nn.LazyConv2d(num_channels, kernel_size=3, padding=1)
        self.conv3 = nn.LazyConv2d(num_channels, kernel_size=1, stride=strides) if use_1x1conv else None
        self.bn1 = nn.LazyBatchNorm2d()
        self.bn2 = nn.LazyBatchNorm2d()
        self.relu1 = nn.ReLU()
        self.relu2 = nn.ReLU()
        self.add = Addition()

    def forward(self, X: Tensor) -> Tensor:
        Y = self.relu1(self.bn1(self.conv1(X)))
        Y = self.bn2(self.conv2(Y))
        X = self.conv3(X) if self.conv3 is not None else X
        return self.relu2(self.add(Y, X))


class ResNeXtBlock(nn.Module):
    """1x1, grouped 3x3, 1x1 and an addition: (B, C, H, W) -> (B, num_channels, H/strides, W/strides).

    `bot_mul` is the bottleneck width as a share of `num_channels`. `groups` is the width of one group: 32 bottleneck
    channels with `groups=16` are 2 groups of 16. As in the chapter the division is rounded down, so that a width that
    `groups` does not divide makes wider groups: 19 channels with `groups=16` are one group of 19.
    """

    def __init__(  # noqa: PLR0917 - the chapter's signature
        self, num_channels: int, groups: int, bot_mul: float, use_1x1conv: bool = False, strides: int = 1
    ) -> None:
        super().__init__()
        bot_channels = round(num_channels * bot_mul)
        _check_group_width(groups, bot_channels)
        self.conv1 = nn.LazyConv2d(bot_channels, kernel_size=1)
        self.conv2 = nn.LazyConv2d(
            bot_channels, kernel_size=3, stride=strides, padding=1, groups=bot_channels // groups
        )
        self.conv3 = nn.LazyConv2d(num_channels, kernel_size=1)
        self.bn1 = nn.LazyBatchNorm2d()
        self.bn2 = nn.LazyBatchNorm2d()
        self.bn3 = nn.LazyBatchNorm2d()
        self.conv4 = nn.LazyConv2d(num_channels, kernel_size=1, stride=strides) if use_1x1conv else None
        self.bn4 = nn.LazyBatchNorm2d() if use_1x1conv else None
        self.relu1 = nn.ReLU()
        self.relu2 = nn.ReLU()
        self.relu3 = nn.ReLU()
        self.add = Addition()

    def forward(self, X: Tensor) -> Tensor:
        Y = self.relu1(self.bn1(self.conv1(X)))
        Y = self.relu2(self.bn2(self.conv2(Y)))
        Y = self.bn3(self.conv3(Y))
        if self.conv4 is not None and self.bn4 is not None:
            X = self.bn4(self.conv4(X))
        return self.relu3(self.add(Y, X))


class ResNet(Classifier):
    """A residual network of `arch`: (B, C, H, W) -> (B, num_classes)."""

    def __init__(self, arch: Arch, lr: float = 0.1, num_classes: int = 10) -> None:
        super().__init__()
        self.arch, self.lr, self.num_classes = arch, lr, num_classes
        self.net = nn.Sequential(self.b1())
        for i, (num_residuals, num_channels) in enumerate(arch):
            self.net.add_module(f"b{i + 2}", self.block(num_residuals, num_channels, first_block=i == 0))
        self.net.add_module(
            "last", nn.Sequential(nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.LazyLinear(num_classes))
        )
        self.net.apply(init_cnn)

    def b1(self) -> nn.Sequential:
        """The stem: 7x7 convolution with stride 2, norm, ReLU, 3x3 max pooling with stride 2."""
        return nn.Sequential(
            nn.LazyConv2d(64, kernel_size=7, stride=2, padding=3),
            nn.LazyBatchNorm2d(),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
        )

    def block(self, num_residuals: int, num_channels: int, first_block: bool = False) -> nn.Sequential:
        """One stage; its first block halves the resolution, except in the first stage."""
        blocks = [
            Residual(num_channels, use_1x1conv=True, strides=2)
            if i == 0 and not first_block
            else Residual(num_channels)
            for i in range(num_residuals)
        ]
        return nn.Sequential(*blocks)


class ResNet18(ResNet):
    """The chapter's ResNet-18: four stages of two blocks."""

    def __init__(self, lr: float = 0.1, num_classes: int = 10) -> None:
        super().__init__(((2, 64), (2, 128), (2, 256), (2, 512)), lr, num_classes)


def init_cnn(module: nn.Module) -> None:
    """Xavier weights for a dense or convolutional layer whose channels are already known."""
    if type(module) in (nn.Linear, nn.Conv2d):
        nn.init.xavier_uniform_(module.weight)  # type: ignore[arg-type]  # both have a weight tensor


def _check_group_width(groups: int, bot_channels: int) -> None:
    """Raises ConfigError where `bot_channels // groups` groups are none, or do not share the bottleneck out equally."""
    if not _shares_out(groups, bot_channels):
        widths = tuple(width for width in range(1, bot_channels + 1) if _shares_out(width, bot_channels))
        raise ConfigError("chapter-groups-divide", groups=groups, width=bot_channels, widths=widths)


def _shares_out(groups: int, bot_channels: int) -> bool:
    return 1 <= groups <= bot_channels and bot_channels % (bot_channels // groups) == 0
