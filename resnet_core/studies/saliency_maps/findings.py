"""What saliency maps show: what they explain, whether they sum to what they promise, and where they lie."""

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from resnet_core.saliency.table import Settings
from resnet_core.studies.saliency_maps.question import Explained, Map, SaliencyMaps, SaliencyQuestion

LARGEST_GAP = 0.02
"""Of a method that promises a sum: beyond this share the page warns."""
_TIMES_DIFFERENCE = ("integrated_gradients", "gradient_shap", "deep_lift")
"""Methods that multiply by picture - baseline."""


class Named(NamedTuple):
    """What a net calls a picture."""

    label: int
    share: float
    """The probability of that class."""
    wrong: bool
    """Never of a learner's own picture: nobody knows what it is."""


class Score(NamedTuple):
    """The number that the maps of a picture explain."""

    kind: Literal["named", "other", "contrast"]
    """The logit of the class that the net names, of another class, or the difference of two logits."""
    target: int
    against: int | None
    score: float


class Summary(NamedTuple):
    """A map in short: its range, its sum where one is promised, and where it is strongest."""

    kind: Literal["blank", "range", "sum"]
    low: float
    high: float
    row: int
    column: int
    total: float
    gap: float | None
    """How far the sum is from the promised one, as a share of that."""
    off: bool
    """Whether that is more than `LARGEST_GAP`."""


class Gap(NamedTuple):
    """A method that promises a sum, and by which share it misses it in its worst picture."""

    method: str
    gap: float


class Kept(NamedTuple):
    """The methods whose sums are right, and to within which share."""

    methods: tuple[str, ...]
    within: float


class Blank(NamedTuple):
    """A method that gave some of the pictures nothing but zeros."""

    method: str
    blank: int
    pictures: int


class OnGarment(NamedTuple):
    """How much of the maps lies where the pictures are not black, on the mean over the pictures."""

    area: float
    """The share of such pixels, and so of a random map."""
    shares: Mapping[str, float]
    """By the method; none of one that is 0 everywhere."""
    pictures: int


class Alike(NamedTuple):
    """How alike the maps of one method are on the garment: rank correlations of the sizes of their values."""

    method: str
    nets: float | None
    """Of two nets' maps."""
    bright: float | None
    """Of the first net's map and the picture's bright pixels."""


def named(picture: Explained) -> Named:
    """What the net says about a picture."""
    best = int(np.argmax(picture.probabilities))
    return Named(best, picture.probabilities[best], picture.label not in (None, best))


def score(question: SaliencyQuestion, picture: Explained) -> Score:
    """Which logit, or difference of logits, the maps explain."""
    if question.against is not None:
        return Score("contrast", picture.target, question.against, picture.score)
    is_named = picture.target == named(picture).label
    return Score("named" if is_named else "other", picture.target, None, picture.score)


def summary(drawn: Map) -> Summary:
    """A map in short."""
    values = drawn.values
    row, column = divmod(int(np.abs(values).argmax()), drawn.size)
    kind: Literal["blank", "range", "sum"] = "range" if drawn.gap is None else "sum"
    off = drawn.gap is not None and abs(drawn.gap) > LARGEST_GAP
    low, high = float(values.min()), float(values.max())
    return Summary(kind if drawn.peak else "blank", low, high, row, column, drawn.total, drawn.gap, off)


def missed(answer: SaliencyMaps) -> tuple[Gap, ...]:
    """The methods that miss what they promise by more than `LARGEST_GAP` in some picture."""
    return tuple(Gap(method, gap) for method, gap in _worst_gaps(answer).items() if gap > LARGEST_GAP)


def kept(answer: SaliencyMaps) -> Kept | None:
    """The methods that keep what they promise; None where none does."""
    good = {method: gap for method, gap in _worst_gaps(answer).items() if gap <= LARGEST_GAP}
    return Kept(tuple(good), max(*good.values(), 0.001)) if good else None


def blank(answer: SaliencyMaps) -> tuple[Blank, ...]:
    """The methods that drew nothing for some picture."""
    counts: dict[str, int] = {}
    for picture in answer.pictures:
        for drawn in picture.maps:
            counts[drawn.method] = counts.get(drawn.method, 0) + (not drawn.peak)
    return tuple(Blank(method, count, len(answer.pictures)) for method, count in counts.items() if count)


def opinions(answer: SaliencyMaps) -> tuple[Named, ...]:
    """What the net makes of the baseline of each picture; no name of it is wrong."""
    return tuple(
        Named(int(np.argmax(picture.baseline_probabilities)), max(picture.baseline_probabilities), wrong=False)
        for picture in answer.pictures
    )


def on_garment(answer: SaliencyMaps) -> OnGarment:
    """How much of each method's maps lies on the garment."""
    masks = [picture.pixels > 0 for picture in answer.pictures]
    shares: dict[str, list[float]] = {}
    for picture, mask in zip(answer.pictures, masks, strict=True):
        for drawn in picture.maps:
            if drawn.peak:
                size = np.abs(drawn.values)
                shares.setdefault(drawn.method, []).append(float(size[mask].sum() / size.sum()))
    area = mean(float(mask.mean()) for mask in masks)
    return OnGarment(area, {method: mean(values) for method, values in shares.items()}, len(masks))


def borrowed(methods: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The methods that give a black pixel exactly 0 by their factor, whatever the net has learnt."""
    return tuple(method for method in methods if method in _TIMES_DIFFERENCE) if settings.baseline == "black" else ()


def alike(first: SaliencyMaps, second: SaliencyMaps) -> tuple[Alike, ...]:
    """How alike two nets' maps of the same pictures are; none where the nets see them in different sizes."""
    if first.pictures[0].size != second.pictures[0].size:
        return ()
    nets: dict[str, list[float | None]] = {}
    bright: dict[str, list[float | None]] = {}
    for one, other in zip(first.pictures, second.pictures, strict=True):
        garment = one.pixels > 0
        for mine, theirs in zip(one.maps, other.maps, strict=True):
            nets.setdefault(mine.method, []).append(rank_correlation(mine.values[garment], theirs.values[garment]))
            bright.setdefault(mine.method, []).append(rank_correlation(mine.values[garment], one.pixels[garment]))
    return tuple(Alike(method, _mean(nets[method]), _mean(bright[method])) for method in nets)


def seconds(answers: Sequence[SaliencyMaps], methods: Sequence[str]) -> float:
    """How long the maps of these methods took, all answers together."""
    return sum(answer.seconds[method] for answer in answers for method in methods)


def rank_correlation(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> float | None:
    """Spearman's, of the sizes of the values; None where one of them is flat."""
    ranks = [_ranks(np.abs(values.astype(float))) for values in (first, second)]
    if any(np.ptp(values) == 0 for values in ranks):
        return None
    return float(np.corrcoef(np.stack(ranks))[0, 1])


def _worst_gaps(answer: SaliencyMaps) -> dict[str, float]:
    worst: dict[str, float] = {}
    for picture in answer.pictures:
        for drawn in picture.maps:
            if drawn.gap is not None:
                worst[drawn.method] = max(worst.get(drawn.method, 0.0), abs(drawn.gap))
    return worst


def _ranks(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """From 1, equal values sharing the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: npt.NDArray[Any] = (last - (counts - 1) / 2)[place]
    return shared


def _mean(values: Sequence[float | None]) -> float | None:
    """Over the pictures where there is a number."""
    there = [value for value in values if value is not None]
    return mean(there) if there else None
