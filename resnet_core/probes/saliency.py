"""Saliency methods as a table: what each one does, who published it, what it can be told, and what it costs.

No torch: pages and questions read this table, `resnet_core.saliency.methods` computes what it names. A map is signed
where the method is, and belongs to one number: the logit of a class, or the difference of two logits.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import Field

from resnet_core.analysis.layers import layer_table, totals
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

    name: str
    sentence: str
    """What it does, for a learner."""
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
            "Gradient",
            "How much the score would rise or fall if a pixel became a little brighter.",
            "Simonyan et al. 2013",
            "gradient",
            _gradient,
            arxiv="1312.6034",
        ),
        "input_x_gradient": Method(
            "Input × gradient",
            "The gradient times the pixel's value after normalisation, so mean grey counts as nothing.",
            "Shrikumar et al. 2016",
            "gradient",
            _gradient,
            arxiv="1605.01713",
        ),
        "integrated_gradients": Method(
            "Integrated gradients",
            "The gradient averaged on the straight way from the baseline to the picture, times their difference.",
            "Sundararajan et al. 2017",
            "gradient",
            lambda settings, _size, _channels: Cost(settings.steps, settings.steps),
            arxiv="1703.01365",
            controls=("baseline", "steps"),
            complete=True,
        ),
        "smooth_grad": Method(
            "SmoothGrad",
            "The mean gradient of many copies of the picture, each with its own noise.",
            "Smilkov et al. 2017",
            "gradient",
            lambda settings, _size, _channels: Cost(settings.samples, settings.samples),
            arxiv="1706.03825",
            controls=("samples", "noise", "seed"),
        ),
        "gradient_shap": Method(
            "GradientShap",
            "The gradient averaged at random points between the baseline and the picture, times their difference.",
            "Lundberg & Lee 2017",
            "gradient",
            lambda settings, _size, _channels: Cost(settings.draws, settings.draws),
            arxiv="1705.07874",
            controls=("baseline", "draws", "seed"),
            complete=True,
        ),
        "deep_lift": Method(
            "DeepLift",
            "Hands the difference of the score back layer by layer, by how much each unit differs from the baseline.",
            "Shrikumar et al. 2017",
            "gradient",
            lambda _settings, _size, _channels: Cost(2, 2),
            arxiv="1704.02685",
            controls=("baseline",),
            complete=True,
        ),
        "guided_backprop": Method(
            "Guided backpropagation",
            "The gradient, but every ReLU lets only positive gradients of active units pass.",
            "Springenberg et al. 2014",
            "gradient",
            _gradient,
            arxiv="1412.6806",
        ),
        "deconvolution": Method(
            "Deconvolution",
            "The gradient, but every ReLU lets positive gradients pass, whether its unit was active or not.",
            "Zeiler & Fergus 2013",
            "gradient",
            _gradient,
            arxiv="1311.2901",
        ),
        "occlusion": Method(
            "Occlusion",
            "How much the score falls when a small square shows the baseline instead, square by square.",
            "Zeiler & Fergus 2013",
            "perturbation",
            lambda settings, size, _channels: Cost(1 + _windows(settings, size)),
            arxiv="1311.2901",
            controls=("baseline", "window", "stride"),
        ),
        "feature_ablation": Method(
            "Patch ablation",
            "How much the score falls when one patch shows the baseline instead, shared out over its pixels.",
            "as in Captum, Kokhlikyan et al. 2020",
            "perturbation",
            lambda settings, size, _channels: Cost(1 + _patches(settings, size)),
            arxiv="2009.07896",
            controls=("baseline", "patch"),
        ),
        "shapley_sampling": Method(
            "Shapley values, sampled",
            "What a patch adds to the score when patches appear in random order, on average over orders.",
            "Štrumbelj & Kononenko 2010, JMLR 11",
            "perturbation",
            lambda settings, size, _channels: Cost(1 + settings.permutations * _patches(settings, size)),
            controls=("baseline", "patch", "permutations", "seed"),
            complete=True,
        ),
        "kernel_shap": Method(
            "KernelShap",
            "A linear model of the score over random choices of patches, weighted so that it nears Shapley values.",
            "Lundberg & Lee 2017",
            "perturbation",
            lambda settings, _size, _channels: Cost(settings.coalitions),
            arxiv="1705.07874",
            controls=("baseline", "patch", "coalitions", "seed"),
            complete=True,
        ),
        "lime": Method(
            "LIME",
            "A sparse linear model of the score over random choices of patches near the whole picture.",
            "Ribeiro et al. 2016",
            "perturbation",
            lambda settings, _size, _channels: Cost(settings.coalitions),
            arxiv="1602.04938",
            controls=("baseline", "patch", "coalitions", "seed"),
        ),
        "grad_cam": Method(
            "Grad-CAM",
            "A layer's maps added up, each weighted by its mean gradient; what speaks against the class is cut off.",
            "Selvaraju et al. 2016",
            "CAM",
            _gradient,
            arxiv="1610.02391",
            controls=("layer",),
            signed=False,
        ),
        "guided_grad_cam": Method(
            "Guided Grad-CAM",
            "Guided backpropagation times Grad-CAM: fine lines, kept where the coarse map is.",
            "Selvaraju et al. 2016",
            "CAM",
            lambda _settings, _size, _channels: Cost(2, 2),
            arxiv="1610.02391",
            controls=("layer",),
        ),
        "layer_cam": Method(
            "LayerCAM",
            "A layer's maps added up, every place weighted by its own positive gradient.",
            "Jiang et al. 2021, IEEE TIP 30",
            "CAM",
            _gradient,
            controls=("layer",),
            signed=False,
        ),
        "hires_cam": Method(
            "HiResCAM",
            "A layer's maps times their gradients, place by place, added up with their signs.",
            "Draelos & Carin 2020",
            "CAM",
            _gradient,
            arxiv="2011.08891",
            controls=("layer",),
        ),
        "eigen_cam": Method(
            "EigenCAM",
            "The strongest pattern that a layer's maps share. It never asks which class is meant.",
            "Muhammad & Yeasin 2020",
            "CAM",
            lambda _settings, _size, _channels: Cost(1),
            arxiv="2008.00299",
            controls=("layer",),
            signed=False,
        ),
        "score_cam": Method(
            "ScoreCAM",
            "A layer's maps added up, each weighted by the score of the picture seen through it alone; no gradients.",
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
    found = layers(network)
    return next((each for each in reversed(found) if each.size >= SMALLEST_MAP), found[0])


def layer_of(network: NetworkConfig, path: str | None) -> LayerMap:
    """The block's output by its path, or the default for None; ConfigError names the blocks there are."""
    if path is None:
        return default_layer(network)
    found = {each.path: each for each in layers(network)}
    if path not in found:
        raise ConfigError(f"layer={path}: this net has no such block; choose one of {', '.join(found)}")
    return found[path]


def cost(method: str, settings: Settings, network: NetworkConfig) -> Cost:
    """Passes of one method for one picture; ConfigError where a setting does not fit the net."""
    row = METHODS[method]
    for name in {"window", "patch"}.intersection(row.controls):
        side = getattr(settings, name)
        if side > network.input_size:
            raise ConfigError(
                f"{name}={side}: the net sees {network.input_size} pixels a side; choose {network.input_size} or fewer"
            )
    channels = layer_of(network, settings.layer).channels if row.needs_layer else 0
    return row.cost(settings, network.input_size, channels)


def macs(network: NetworkConfig) -> int:
    """Multiply-adds of one forward pass for one picture."""
    return totals(layer_table(network_plan(network))).macs
