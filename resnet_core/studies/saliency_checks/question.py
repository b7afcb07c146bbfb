"""Checks of saliency methods over several pictures: a ladder of random weights, deletion curves, two measures.

Every check takes the same controls along: maps that never saw the net. A method that does no better than they do has
shown nothing about the net, however good its map looks.
"""

from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from resnet_core.config import DataName, Frozen
from resnet_core.errors import ConfigError
from resnet_core.plan.network import network_plan
from resnet_core.saliency.ladder_parts import By, Part, parts
from resnet_core.saliency.table import BASELINES, METHODS, Settings, cost, layer_of
from resnet_core.studies.bounds import network_macs
from resnet_core.studies.nets import TrainedNet, recorded_net
from resnet_core.studies.saliency_maps.question import Class, Map, Number, Target, check_contrast

CONTROLS = ("edges", "bright", "away", "even", "chance")
"""The maps that know nothing of the net: edges, bright pixels, far from the fill, the same everywhere, random numbers.

`away` only where the baseline is not black, `even` only where values count and not their order."""
TWO_OF_EACH = (0, 1, 2, 19, 13, 6, 8, 4, 9, 18, 23, 16, 3, 27, 29, 10, 11, 7, 12, 30)
"""The first two pictures of each class in the test set of Fashion-MNIST: ten classes, and the same ten again."""
SHOWN = 2
"""Of the pictures, how many have their maps in a ladder's answer: the first ones."""
MOST_RUNGS = 24
"""Maps that can still be looked at side by side: layer by layer, a net of 20 layers and its projections."""
MOST_MACS = 2_500_000_000_000
"""Of all passes of one check: some minutes of a laptop's processor."""
ADDS_UP = frozenset(
    {
        "input_x_gradient",
        "integrated_gradients",
        "gradient_shap",
        "deep_lift",
        "occlusion",
        "feature_ablation",
        "shapley_sampling",
        "kernel_shap",
        "lime",
        *CONTROLS,
    }
)
"""Whose map is taken for changes of the score; any other for slopes, the CAMs too, as Captum's manual has it."""

Values = tuple[float | None, ...]
"""One number a picture; None where it is not defined."""


class Compared(Frozen):
    """The methods that are checked, on which net and with which pictures."""

    net: TrainedNet
    methods: tuple[str, ...] = Field(min_length=1, max_length=len(METHODS))
    pictures: tuple[Number, ...] = Field(default=TWO_OF_EACH, min_length=2, max_length=40)
    data: DataName = "fashion-mnist"
    settings: Settings = Settings()

    @model_validator(mode="after")
    def _names_methods_once(self) -> Self:
        if unknown := [method for method in self.methods if method not in METHODS]:
            raise ConfigError("no-such-methods", methods=tuple(unknown), known=tuple(METHODS))
        for name, values in (("methods", self.methods), ("pictures", self.pictures)):
            if len(set(values)) < len(values):
                raise ConfigError("named-twice", setting=name, values=values)
        layer_of(self.net.network, self.settings.layer)
        return self

    def check_work(self, *, times: int, besides: int = 0, by_stage: bool = False) -> None:
        """Raises ConfigError where all methods' maps so many times, and other passes for each picture, are too much."""
        passes = sum(cost(method, self.settings, self.net.network).passes for method in self.methods)
        rows = len(self.methods) + len(CONTROLS)
        work = (passes * times + besides * rows) * len(self.pictures) * network_macs(self.net.network)
        if work > MOST_MACS:
            billions, most = round(work / 1e9), round(MOST_MACS / 1e9)
            raise ConfigError("check-too-large", billions=billions, most=most, by_stage="yes" if by_stage else "no")


class LadderQuestion(Frozen):
    """Whether a map depends on what the net has learned (Adebayo et al. 2018, arXiv:1810.03292)."""

    of: Compared
    target: Target = "predicted"
    against: Class | None = None
    """As in `saliency_maps.SaliencyQuestion`."""
    by: By = "layer"
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Of the weights that take the place of the trained ones."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What becomes random, rung by rung."""
        return parts(network_plan(self.of.net.network), self.by)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        check_contrast(self.target, self.against)
        if len(self.parts) > MOST_RUNGS:
            raise ConfigError("ladder-too-long", by=self.by, layers=len(self.parts), most=MOST_RUNGS)
        times = len(self.parts) + 2  # as trained, the rungs, the other class
        self.of.check_work(times=times, by_stage=self.by == "layer")
        return self


class Likeness(Frozen):
    """Rank correlation of the sizes of two maps' values, picture by picture."""

    everywhere: Values
    garment: Values
    """Over the pixels that are not black."""


class Climbed(Frozen):
    """What became of one method's map, or of a control's, while the net lost its weights."""

    method: str
    """A method of the table or one of `CONTROLS`."""
    rungs: tuple[Likeness, ...]
    """With the map of the trained net, for each of the ladder's parts."""
    other_class: Likeness
    """With the trained net's map for the likeliest class that was not asked about."""
    edges: Likeness
    """With the edges of the picture."""
    bright: Likeness
    """With the bright pixels."""
    chance: Likeness
    """With a map of random numbers."""
    maps: tuple[tuple[Map, ...], ...]
    """Of the shown pictures: for each, the trained net's map and one a rung. A control has one map: it never moves."""


class Pictured(Frozen):
    """One of the pictures of a check."""

    picture: int
    label: int
    named: int
    probability: float
    """Of the class that the net names."""
    seen: str
    """The grey pixels as the net sees them, two hexadecimal digits each."""


class Ladder(Frozen):
    """The answer to a `LadderQuestion`."""

    data: DataName
    parts: tuple[str, ...]
    """In the order in which they became random; names of `ladder_parts.Part`."""
    pictures: tuple[Pictured, ...]
    """The shown ones, whose maps are kept."""
    count: int
    """Of all pictures."""
    climbed: tuple[Climbed, ...]
    """The methods in the order of the question, then the controls."""


class DeletionQuestion(Frozen):
    """Whether the pixels that a map marks are those the net goes by (Petsiuk et al. 2018, arXiv:1806.07421).

    Of the class that the net names: one that is not there cannot be taken away.
    """

    of: Compared
    steps: int = Field(default=28, ge=4, le=112)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Of the random order, and of pixels that a map holds equal."""

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        self.of.check_work(times=1, besides=2 * (self.steps + 1))
        return self


class Curve(Frozen):
    """The probability of the named class while pixels go, or come."""

    mean: tuple[float, ...]
    """Over the pictures, after each step."""
    areas: tuple[float, ...]
    """Under the curve of each picture."""


class Emptied(Frozen):
    """One method's order of pixels, or a control's, put to the test."""

    method: str
    deletion: Curve
    insertion: Curve


class Deletion(Frozen):
    """The answer to a `DeletionQuestion`."""

    data: DataName
    emptied: tuple[Emptied, ...]
    """The methods in the order of the question, then the controls."""


class QualityQuestion(Frozen):
    """Whether a map says what removing a patch does, and holds still (Yeh et al. 2019, arXiv:1901.09392).

    Of the class that the net names.
    """

    of: Compared
    squares: int = Field(default=40, ge=10, le=200)
    """Patches that are removed from each picture, one at a time."""
    shakes: int = Field(default=8, ge=2, le=50)
    """Draws of the noise for each picture."""
    radius: Annotated[float, Field(gt=0, le=0.5)] = 0.05
    """Of the noise, where 1 is the step from black to white."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        self.of.check_work(times=2 + self.shakes, besides=2 * self.squares)
        return self


class Rated(Frozen):
    """Two measures of one method or control, picture by picture."""

    method: str
    unexplained: Values
    """Share of the squared changes of the logit that the map does not foretell; 1 for a blank map."""
    change: Values
    """The largest |map of a noisy picture - map| / |map|."""


class Quality(Frozen):
    """The answer to a `QualityQuestion`."""

    data: DataName
    rated: tuple[Rated, ...]
    """The methods in the order of the question, then the controls."""


CHECKED = (
    "saliency",
    "input_x_gradient",
    "integrated_gradients",
    "smooth_grad",
    "deep_lift",
    "guided_backprop",
    "deconvolution",
    "occlusion",
    "grad_cam",
    "guided_grad_cam",
    "layer_cam",
    "eigen_cam",
)
"""The methods that a check takes unless told otherwise: those that need few passes."""


def compared(net: TrainedNet, methods: tuple[str, ...] = CHECKED) -> Compared:
    """The usual pictures and settings."""
    return Compared(net=net, methods=methods)


QUICK_NET = recorded_net("quick")


@cache
def recorded_ladders() -> tuple[LadderQuestion, ...]:
    """What `make record` asks of the ladder."""
    return (LadderQuestion(of=compared(QUICK_NET)), LadderQuestion(of=compared(QUICK_NET), by="stage"))


@cache
def recorded_deletions() -> tuple[DeletionQuestion, ...]:
    """What `make record` asks about pixels that go and come."""
    return tuple(
        DeletionQuestion(of=compared(QUICK_NET).model_copy(update={"settings": Settings(baseline=fill)}))
        for fill in BASELINES
    )


@cache
def recorded_qualities() -> tuple[QualityQuestion, ...]:
    """What `make record` asks about the two measures."""
    return (QualityQuestion(of=compared(QUICK_NET)),)
