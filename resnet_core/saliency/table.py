"""Saliency methods as a table: who published each one, what it can be told, and what it costs.

No torch: pages and questions read this table, `resnet_core.saliency.methods` computes what it names. A map is signed
where the method is, and belongs to one number: the logit of a class, or the difference of two logits.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import Field

from resnet_core.config import Frozen, NetworkConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan
from resnet_core.plan.shapes import walk

Family = Literal["gradient", "perturbation", "CAM"]
Baseline = Literal["black", "mean grey", "white", "blurred"]
BASELINES: tuple[Baseline, ...] = ("black", "mean grey", "white", "blurred")
"""Pictures that stand for "nothing there". `mean grey` is 0 after normalisation, Captum's default."""

SMALLEST_MAP = 7
"""Pixels a side that the default layer of the CAM methods has at least."""


class Settings(Frozen):
    """What the methods can be told; each reads those that its row names."""

    baseline: Baseline = "black"
    layer: str | None = None
    """A block by its path, such as `stage2.block1`; None is `default_layer`."""
    steps: int = Field(default=50, ge=2, le=300)
    """Points of the integral."""
    samples: int = Field(default=25, ge=1, le=200)
    """Noisy copies of the picture."""
    draws: int = Field(default=200, ge=1, le=500)
    """Random points on the picture's way from the baseline."""
    noise: float = Field(default=0.15, ge=0, le=1)
    """Standard deviation of the noise, as a share of the range from black to white."""
    permutations: int = Field(default=10, ge=1, le=100)
    """Orders in which the patches appear."""
    coalitions: int = Field(default=200, ge=50, le=2000)
    """Random choices of patches to which a linear model is fitted."""
    window: int = Field(default=5, ge=1, le=112)
    """Side of the covering square, in pixels."""
    stride: int = Field(default=2, ge=1, le=112)
    """Pixels by which the window moves."""
    patch: int = Field(default=4, ge=1, le=112)
    """Side of a superpixel, in pixels."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    def only(self, methods: Iterable[str]) -> "Settings":
        """The same for these methods, with the default for all that none of them reads: one question is asked once."""
        read = {control for method in methods for control in METHODS[method].controls}
        return Settings(**{name: value for name, value in self.model_dump().items() if name in read})

    def at(self, network: NetworkConfig) -> "Settings":
        """The same with the layer by its name; ConfigError where the net has no such block."""
        return self.model_copy(update={"layer": layer_of(network, self.layer).path})


class Cost(NamedTuple):
    """Passes through the net for one picture."""

    forward: int
    backward: int = 0

    @property
    def passes(self) -> int:
        """In forward passes; a backward pass counts as two, since it has two products where the forward has one."""
        return self.forward + 2 * self.backward


@dataclass(frozen=True, slots=True)
class Method:
    """One row of the table."""

    paper: str
    family: Family
    cost: Callable[[Settings, int, int], Cost]
    """From the settings, the picture's side and the channels of the layer."""
    arxiv: str | None = None
    controls: tuple[str, ...] = ()
    """Names of the `Settings` that it reads."""
    signed: bool = True
    """Whether it can speak against the class as well as for it."""
    complete: bool = False
    """Whether its map should sum to f(picture) - f(baseline)."""

    @property
    def random(self) -> bool:
        """Whether it draws random numbers, and so takes a seed."""
        return "seed" in self.controls

    @property
    def needs_baseline(self) -> bool:
        """Whether it compares with a baseline."""
        return "baseline" in self.controls

    @property
    def needs_layer(self) -> bool:
        """Whether it looks at the maps of one layer."""
        return "layer" in self.controls


def _gradient(_settings: Settings, _size: int, _channels: int) -> Cost:
    return Cost(1, 1)


def _patches(settings: Settings, size: int) -> int:
    return (-(-size // settings.patch)) ** 2


def _windows(settings: Settings, size: int) -> int:
    """As Captum slides it: the last window may reach past the border."""
    return (-(-(size - settings.window) // settings.stride) + 1) ** 2


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "saliency": Method(
            "Simonyan et al. 2013",
            "gradient",
            _gradient,
            arxiv="1312.6034",
        ),
        "input_x_gradient": Method(
            "Shrikumar et al. 2016",
            "gradient",
            _gradient,
            arxiv="1605.01713",
        ),
        "integrated_gradients": Method(
            "Sundararajan et al. 2017",
            "gradient",
            lambda settings, _size, _channels: Cost(settings.steps, settings.steps),
            arxiv="1703.01365",
            controls=("baseline", "steps"),
            complete=True,
        ),
        "smooth_grad": Method(
            "Smilkov et al. 2017",
            "gradient",
            lambda settings, _size, _channels: Cost(settings.samples, settings.samples),
            arxiv="1706.03825",
            controls=("samples", "noise", "seed"),
        ),
        "gradient_shap": Method(
            "Lundberg & Lee 2017",
            "gradient",
            lambda settings, _size, _channels: Cost(settings.draws, settings.draws),
            arxiv="1705.07874",
            controls=("baseline", "draws", "seed"),
            complete=True,
        ),
        "deep_lift": Method(
            "Shrikumar et al. 2017",
            "gradient",
            lambda _settings, _size, _channels: Cost(2, 2),
            arxiv="1704.02685",
            controls=("baseline",),
            complete=True,
        ),
        "guided_backprop": Method(
            "Springenberg et al. 2014",
            "gradient",
            _gradient,
            arxiv="1412.6806",
        ),
        "deconvolution": Method(
            "Zeiler & Fergus 2013",
            "gradient",
            _gradient,
            arxiv="1311.2901",
        ),
        "occlusion": Method(
            "Zeiler & Fergus 2013",
            "perturbation",
            lambda settings, size, _channels: Cost(1 + _windows(settings, size)),
            arxiv="1311.2901",
            controls=("baseline", "window", "stride"),
        ),
        "feature_ablation": Method(
            "Kokhlikyan et al. 2020 (Captum)",
            "perturbation",
            lambda settings, size, _channels: Cost(1 + _patches(settings, size)),
            arxiv="2009.07896",
            controls=("baseline", "patch"),
        ),
        "shapley_sampling": Method(
            "Štrumbelj & Kononenko 2010, JMLR 11",
            "perturbation",
            lambda settings, size, _channels: Cost(1 + settings.permutations * _patches(settings, size)),
            controls=("baseline", "patch", "permutations", "seed"),
            complete=True,
        ),
        "kernel_shap": Method(
            "Lundberg & Lee 2017",
            "perturbation",
            lambda settings, _size, _channels: Cost(settings.coalitions),
            arxiv="1705.07874",
            controls=("baseline", "patch", "coalitions", "seed"),
            complete=True,
        ),
        "lime": Method(
            "Ribeiro et al. 2016",
            "perturbation",
            lambda settings, _size, _channels: Cost(settings.coalitions),
            arxiv="1602.04938",
            controls=("baseline", "patch", "coalitions", "seed"),
        ),
        "grad_cam": Method(
            "Selvaraju et al. 2016",
            "CAM",
            _gradient,
            arxiv="1610.02391",
            controls=("layer",),
            signed=False,
        ),
        "guided_grad_cam": Method(
            "Selvaraju et al. 2016",
            "CAM",
            lambda _settings, _size, _channels: Cost(2, 2),
            arxiv="1610.02391",
            controls=("layer",),
        ),
        "layer_cam": Method(
            "Jiang et al. 2021, IEEE TIP 30",
            "CAM",
            _gradient,
            controls=("layer",),
            signed=False,
        ),
        "hires_cam": Method(
            "Draelos & Carin 2020",
            "CAM",
            _gradient,
            arxiv="2011.08891",
            controls=("layer",),
        ),
        "eigen_cam": Method(
            "Muhammad & Yeasin 2020",
            "CAM",
            lambda _settings, _size, _channels: Cost(1),
            arxiv="2008.00299",
            controls=("layer",),
            signed=False,
        ),
        "score_cam": Method(
            "Wang et al. 2019",
            "CAM",
            lambda _settings, _size, channels: Cost(1 + channels),
            arxiv="1910.01279",
            controls=("layer", "baseline"),
            signed=False,
        ),
    }
)
"""Every method by the word that stands for it in questions and addresses."""


class LayerMap(NamedTuple):
    """A block's output: its path and its shape."""

    path: str
    channels: int
    size: int


def layers(network: NetworkConfig) -> tuple[LayerMap, ...]:
    """The blocks' outputs, which the CAM methods can look at, in the order of computation."""
    outputs: dict[str, LayerMap] = {}
    for step in walk(network_plan(network)):
        if step.branch not in ("stem", "head"):
            path = ".".join(step.path.split(".")[:2])
            channels, size, _ = step.out_shape
            outputs[path] = LayerMap(path, channels, size)
    return tuple(outputs.values())


def default_layer(network: NetworkConfig) -> LayerMap:
    """The last block whose map has at least 7x7 places; the first block where none has."""
    blocks = layers(network)
    return next((block for block in reversed(blocks) if block.size >= SMALLEST_MAP), blocks[0])


def layer_of(network: NetworkConfig, path: str | None) -> LayerMap:
    """The block's output by its path, or the default for None; ConfigError names the blocks there are."""
    if path is None:
        return default_layer(network)
    blocks = {block.path: block for block in layers(network)}
    if path not in blocks:
        raise ConfigError("no-such-block-output", layer=path, blocks=tuple(blocks))
    return blocks[path]


def cost(method: str, settings: Settings, network: NetworkConfig) -> Cost:
    """Passes of one method for one picture; ConfigError where a setting does not fit the net."""
    row = METHODS[method]
    for name in {"window", "patch"}.intersection(row.controls):
        side = getattr(settings, name)
        if side > network.input_size:
            raise ConfigError("larger-than-picture", setting=name, value=side, side=network.input_size)
    channels = layer_of(network, settings.layer).channels if row.needs_layer else 0
    return row.cost(settings, network.input_size, channels)
