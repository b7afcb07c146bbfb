"""What a learner can choose, with its bounds.

Frozen pydantic models, checked once, at the door. `parse` turns a failed check into a `ConfigError` that names the
rule, the value and the way out. A config says what was chosen; the network it stands for is built in `plan`.
"""

import reprlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from resnet_core.errors import ConfigError

Family = Literal["plain", "residual", "bottleneck", "resnext"]
Order = Literal["original", "norm_after_add", "relu_before_add", "relu_only_pre", "full_pre"]
Shortcut = Literal["none", "identity", "zero_pad", "projection", "projection_norm", "pool_projection"]
Stem = Literal["7x7_pool", "deep_pool", "3x3", "3x3_pool"]
Init = Literal["kaiming", "xavier", "torch"]
StrideOn = Literal["spatial", "first"]
DataName = Literal["fashion-mnist", "sketches"]
"""Which pictures they are; `sketches` are drawn where Fashion-MNIST is not at hand."""
DataSource = Literal["auto", "fashion-mnist", "sketches"]
"""Which pictures are wanted; `auto` takes what is at hand."""


def _is_none(value: Any) -> bool:
    """Whether a setting is left out of a dump: those added since, so that older dumps and newer ones are equal."""
    return value is None


class Frozen(BaseModel):
    """A config model: immutable, hashable, and closed to unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BlockStyle(Frozen):
    """What all blocks of a network share.

    `order` is the activation order of He et al. 2016 (arXiv:1603.05027), Fig. 4: `original` (a), `norm_after_add` (b),
    `relu_before_add` (c), `relu_only_pre` (d), `full_pre` (e). `cardinality` is the number of groups C of Xie et al.
    2017 (arXiv:1611.05431); `group_width`, their d, is the other way to say the same and excludes it. Each holds for
    all stages: the paper's networks keep C and double d from stage to stage, so 32x4d is `cardinality=32`, and
    `group_width=4` in its place keeps d and doubles C: 23,886,120 parameters instead of 25,028,904.
    """

    family: Family = "residual"
    order: Order = "original"
    norm: bool = True
    conv_bias: bool = False
    kernel: Literal[1, 3, 5, 7] = 3
    bottleneck_multiplier: float = Field(default=0.25, gt=0, le=4)
    """Bottleneck width as a share of the block's output channels."""
    cardinality: int = Field(default=1, ge=1, le=1024)
    group_width: int | None = Field(default=None, ge=1, le=2048)
    stride_on: StrideOn = "spatial"
    """Which convolution of a bottleneck carries the stride: the k x k one (torchvision) or the first 1x1 (He 2015)."""
    zero_init_residual: bool = False
    """Start the last weighted layer of every main path at zero, so that the block starts as its shortcut."""
    se_reduction: int | None = Field(default=None, ge=1, le=1024, exclude_if=_is_none)
    """Squeeze-and-excitation at the end of every main path (Hu et al. 2017, arXiv:1709.01507), narrowed by this ratio,
    their r; None without."""

    @model_validator(mode="after")
    def _groups_are_said_once(self) -> Self:
        if self.family != "resnext" and (self.cardinality != 1 or self.group_width is not None):
            groups = {"cardinality": self.cardinality, "group_width": self.group_width}
            raise ConfigError("family-has-one-group", family=self.family, **groups)
        if self.group_width is not None and self.cardinality != 1:
            raise ConfigError("groups-said-twice", cardinality=self.cardinality, group_width=self.group_width)
        return self

    def bottleneck_width(self, out_channels: int) -> int:
        """Channels of the middle convolution of a bottleneck with `out_channels` outputs."""
        return max(1, round(out_channels * self.bottleneck_multiplier))

    def squeezed_width(self, out_channels: int) -> int | None:
        """Channels in the middle of squeeze-and-excitation, C/r rounded down; None without it."""
        return None if self.se_reduction is None else max(1, out_channels // self.se_reduction)

    def groups(self, out_channels: int) -> int:
        """Number of groups of the middle convolution; ConfigError when the width cannot be split so."""
        width = self.bottleneck_width(out_channels)
        setting = "cardinality" if self.group_width is None else "group_width"
        share = self.cardinality if self.group_width is None else self.group_width
        if width % share:
            divisors = [d for d in range(1, width + 1) if width % d == 0]
            raise ConfigError(
                "groups-divide",
                setting=setting,
                value=share,
                width=width,
                channels=out_channels,
                multiplier=self.bottleneck_multiplier,
                nearest=tuple(sorted(sorted(divisors, key=lambda d: abs(d - share))[:2])),
            )
        return share if self.group_width is None else width // share


class BlockConfig(BlockStyle):
    """One block: its style, its channels, its stride and its shortcut."""

    in_channels: int = Field(default=64, ge=1, le=8192)
    out_channels: int = Field(default=64, ge=1, le=8192)
    stride: int = Field(default=1, ge=1, le=8)
    shortcut: Shortcut = "identity"

    @model_validator(mode="after")
    def _is_one_block(self) -> Self:
        _check_plain(self.family, self.shortcut)
        _check_groups(self, self.out_channels)
        return self


class StageConfig(Frozen):
    """A run of blocks with the same number of output channels; the first carries the stride."""

    blocks: int = Field(ge=1, le=200)
    channels: int = Field(ge=1, le=8192)
    stride: int = Field(default=1, ge=1, le=8)


class NetworkConfig(Frozen):
    """A whole network.

    `shortcut` is used where a block changes the shape, and the identity elsewhere; `none` removes them all. The stem
    `deep_pool` is that of ResNet-D, three 3x3 convolutions in place of the 7x7 (He et al. 2018, arXiv:1812.01187, their
    ResNet-C); its shortcut is `pool_projection`.
    """

    input_channels: int = Field(default=1, ge=1, le=64)
    input_size: int = Field(default=28, ge=1, le=1024)
    """Height of the input in pixels, and its width where `input_width` is None."""
    input_width: int | None = Field(default=None, ge=1, le=1024, exclude_if=_is_none)
    """None for a square input."""
    classes: int = Field(default=10, ge=2, le=100_000)
    stem: Stem = "3x3"
    stem_channels: int = Field(default=16, ge=1, le=8192)
    stages: tuple[StageConfig, ...] = Field(min_length=1, max_length=8)
    style: BlockStyle = BlockStyle()
    shortcut: Shortcut = "projection_norm"
    init: Init = "kaiming"

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.input_channels, self.input_size, self.input_width or self.input_size

    @model_validator(mode="after")
    def _is_one_network(self) -> Self:
        _check_plain(self.style.family, self.shortcut)
        for stage in self.stages:
            _check_groups(self.style, stage.channels)
        return self


class DataConfig(Frozen):
    """Which images, how many, and how they are varied while training.

    `auto` is Fashion-MNIST where it is at hand or can be fetched, else the drawn sketches. The image size is the
    network's `input_size`.
    """

    source: DataSource = "auto"
    train_images: int = Field(default=60_000, ge=10, le=60_000)
    test_images: int = Field(default=10_000, ge=10, le=10_000)
    augment: Literal["none", "shift", "shift_flip"] = "none"


class TrainingConfig(Frozen):
    """How the network is trained: SGD, its schedule, its length and its seed.

    `one_cycle` rises to `lr` and falls to almost nothing (Smith 2018, arXiv:1803.09820); `constant` is the chapter's.
    """

    epochs: int = Field(default=1, ge=1, le=200)
    batch_size: int = Field(default=128, ge=2, le=4096)
    lr: float = Field(default=0.1, gt=0, le=100)
    schedule: Literal["constant", "one_cycle"] = "one_cycle"
    momentum: float = Field(default=0.9, ge=0, lt=1)
    nesterov: bool = True
    weight_decay: float = Field(default=5e-4, ge=0, le=1)
    label_smoothing: float = Field(default=0.0, ge=0, lt=1)
    precision: Literal["auto", "float32"] = "auto"
    """`auto` uses bfloat16 autocast only where the device does it well."""
    record_gradient_norm: bool = False
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _nesterov_needs_momentum(self) -> Self:
        if self.nesterov and self.momentum == 0:
            raise ConfigError("nesterov-needs-momentum")
        return self

    def steps(self, images: int) -> int:
        """Steps of the whole run over `images` a pass; a single one left over joins the batch before it."""
        batches, rest = divmod(images, self.batch_size)
        return self.epochs * max(1, batches + (rest > 1))


class RunConfig(Frozen):
    """One training run: a network, its data and its training."""

    network: NetworkConfig
    data: DataConfig = DataConfig()
    training: TrainingConfig = TrainingConfig()

    @model_validator(mode="after")
    def _fits_the_data(self) -> Self:
        if self.network.classes != 10:
            raise ConfigError("data-has-ten-classes", classes=self.network.classes)
        if self.network.input_channels not in (1, 3):
            raise ConfigError("images-are-grey", channels=self.network.input_channels)
        check_square(self.network)
        return self


Model = TypeVar("Model", bound=Frozen)


def parse(model: type[Model], values: Any) -> Model:
    """`values` as a checked `model`; ConfigError names every rule that was broken, the value and the way out."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        refusal = _refusal(error)
    raise refusal  # out here, or it would keep pydantic's error, which keeps it, and into which no collector looks


def _refusal(error: ValidationError) -> ConfigError:
    details = tuple(_causes(error.errors(include_url=False)))
    broken = [_explain(detail) for detail in details[:_MOST_RULES]]
    if len(details) > _MOST_RULES:
        broken.append(ConfigError("and-more-rules", more=len(details) - _MOST_RULES))
    if len(broken) == 1:
        return broken[0]
    return ConfigError("several", causes=tuple(cause for rule in broken for cause in rule.causes))


def check_square(network: NetworkConfig) -> None:
    """ConfigError where the data's pictures, which are square, are not what the network takes."""
    _, height, width = network.input_shape
    if height != width:
        raise ConfigError("pictures-are-square", height=height, width=width)


def _check_plain(family: Family, shortcut: Shortcut) -> None:
    if family == "plain" and shortcut != "none":
        raise ConfigError("plain-has-no-shortcut", shortcut=shortcut)


def _check_groups(style: BlockStyle, out_channels: int) -> None:
    if style.family == "resnext":
        style.groups(out_channels)


_NOT_OFFERED = {
    "dilation": "dilation",
    "dropout": "dropout",
    "dropout_rate": "dropout",
    "drop_path": "dropout",
    "final_norm": "last-norm",
    "head_norm": "last-norm",
    "last_norm": "last-norm",
}
"""What other libraries have and the lab has not; the message names what comes near it."""


_MOST_RULES = 20
"""Broken rules that one refusal tells; of more it tells how many."""
_LONGEST = 60
"""Letters of a setting's name, or of a value, in a refusal."""
_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother, _SHORT.maxlong = 3, _LONGEST, _LONGEST, _LONGEST


def _causes(details: Iterable[Any]) -> Iterator[Any]:
    """Pydantic's errors without those that only follow from others: an entry that is refused is not counted either."""
    details = tuple(details)
    for detail in details:
        inside = (other["loc"] for other in details if len(other["loc"]) > len(detail["loc"]))
        if detail["type"] != "too_short" or not any(loc[: len(detail["loc"])] == detail["loc"] for loc in inside):
            yield detail


def _shown(value: Any) -> str:
    """The value as it was written; a long one in short, so that it fits into a sentence."""
    try:
        short = _SHORT.repr(value)
    except ValueError:  # Python writes out no number of more than 4300 digits
        return "…"
    return short if len(short) <= 2 * _LONGEST else f"{short[:_LONGEST]}…"


def _explain(detail: Any) -> ConfigError:
    """The broken rule of one entry of pydantic's `errors()`."""
    setting, value = ".".join(str(part)[:_LONGEST] for part in detail["loc"]), _shown(detail["input"])
    bounds = detail.get("ctx", {})
    match detail["type"]:
        case "value_error" if isinstance(bounds["error"], ConfigError):
            return bounds["error"]
        case "greater_than":
            return ConfigError("too-small-open", setting=setting, value=value, bound=bounds["gt"])
        case "greater_than_equal":
            return ConfigError("too-small", setting=setting, value=value, bound=bounds["ge"])
        case "less_than":
            return ConfigError("too-large-open", setting=setting, value=value, bound=bounds["lt"])
        case "less_than_equal":
            return ConfigError("too-large", setting=setting, value=value, bound=bounds["le"])
        case "too_short":
            return ConfigError("too-few", setting=setting, value=value, least=bounds["min_length"])
        case "too_long":
            return ConfigError("too-many", setting=setting, value=value, most=bounds["max_length"])
        case "literal_error":
            return ConfigError("not-offered", setting=setting, value=value, offered=bounds["expected"])
        case "missing":
            return ConfigError("required", setting=setting)
        case "extra_forbidden":
            near = _NOT_OFFERED.get(str(detail["loc"][-1]), "nothing")
            return ConfigError("no-such-setting", setting=setting, value=value, near=near)
        case _:
            reason = detail["msg"][0].lower() + detail["msg"][1:]
            return ConfigError("not-fit", setting=setting, value=value, reason=reason)
