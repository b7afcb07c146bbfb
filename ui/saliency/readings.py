"""What the numbers behind saliency maps say, in sentences. No Streamlit here."""

from collections.abc import Sequence
from statistics import mean
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from resnet_core.config import NetworkConfig
from resnet_core.data.files import CLASS_NAMES
from resnet_core.probes.saliency import METHODS, Settings, cost
from resnet_core.probes.saliency_maps import Explained, Map, SaliencyMaps, SaliencyProbe
from ui import words

LARGEST_GAP = 0.02
"""Of a method that promises a sum: beyond this share the page warns."""
_TIMES_DIFFERENCE = ("integrated_gradients", "gradient_shap", "deep_lift")
"""Methods that multiply by picture − baseline."""
_NO_EVIDENCE = "Only evidence for the class is drawn, and here the layer's maps add up to none."
_NOTHING = {
    "lime": "It drops every patch that matters less than its penalty allows, and here none matters more.",
    "grad_cam": _NO_EVIDENCE,
    "guided_grad_cam": _NO_EVIDENCE,
    "layer_cam": _NO_EVIDENCE,
    "score_cam": _NO_EVIDENCE,
}
"""Why a map of these can be blank."""
_MORE = {
    "integrated_gradients": "More steps bring it nearer",
    "gradient_shap": "It averages over random points; more of them bring it nearer",
}


def says(picture: Explained) -> str:
    """`Ankle boot, 98%`, with a mark where that is wrong."""
    best = int(np.argmax(picture.probabilities))
    return f"{'✗ ' if wrong(picture) else ''}{CLASS_NAMES[best]}, {picture.probabilities[best]:.0%}"


def wrong(picture: Explained) -> bool:
    """Whether the net names it wrongly; nobody knows what a learner's own picture is."""
    return picture.label not in (None, int(np.argmax(picture.probabilities)))


def off(found: Map) -> bool:
    """Whether the map's sum misses what its method promises by more than `LARGEST_GAP`."""
    return found.gap is not None and abs(found.gap) > LARGEST_GAP


def explains(probe: SaliencyProbe, picture: Explained) -> str:
    """Which logit, or difference of logits, the maps explain: `logit of Shirt 3.1`."""
    if probe.against is not None:
        what = f"{CLASS_NAMES[picture.target]} against {CLASS_NAMES[probe.against]}"
    elif picture.target == int(np.argmax(picture.probabilities)):
        what = "logit"
    else:
        what = f"logit of {CLASS_NAMES[picture.target]}"
    return f"{what} {picture.score:.1f}".replace(" -", " −")


def facts(method: str, settings: Settings, network: NetworkConfig) -> str:
    """What a method costs for one picture."""
    passes = cost(method, settings, network)
    told = f"{_counted(passes.forward, 'forward pass')} a picture"
    return f"{told} and as many backward" if passes.backward else told


def under(found: Map) -> str:
    """What stands under a map: its range, or its sum and how far that is from the promised one."""
    if not found.peak:
        return "0 everywhere"
    if found.gap is None:
        return f"from {words.measured(found.values.min())} to {words.measured(found.values.max())}".replace("-", "−")
    return f"sum {words.measured(found.total, digits=3)}, {_percent(found.gap)} off".replace("-", "−")


def map_alt(found: Map, name: str) -> str:
    """A map for those who do not see it."""
    values = found.values
    row, column = divmod(int(np.abs(values).argmax()), found.size)
    return (
        f"{METHODS[found.method].name} of {name}: {values.min():.2g} to {values.max():.2g}, "
        f"strongest at row {row}, column {column}"
    )


def gaps(answer: SaliencyMaps) -> tuple[str, ...]:
    """A sentence for each method whose sum misses what it promises by more than `LARGEST_GAP` in some picture."""
    worst: dict[str, float] = {}
    for picture in answer.pictures:
        for found in picture.maps:
            if found.gap is not None:
                worst[found.method] = max(worst.get(found.method, 0.0), abs(found.gap))
    return tuple(
        f"**{METHODS[method].name}** should sum to what the picture's score is above the baseline's, and misses it by "
        f"up to **{_percent(gap)}**: its values are not exact shares. {_remedy(method)}".strip()
        for method, gap in worst.items()
        if gap > LARGEST_GAP
    )


def kept(answer: SaliencyMaps) -> str:
    """Which methods keep what they promise; nothing where none promises anything."""
    found = [each for picture in answer.pictures for each in picture.maps if each.gap is not None]
    held = {each.method: 0.0 for each in found}
    for each in found:
        held[each.method] = max(held[each.method], abs(each.gap or 0.0))
    good = {method: gap for method, gap in held.items() if gap <= LARGEST_GAP}
    if not good:
        return ""
    names = ", ".join(METHODS[method].name for method in good)
    return (
        f"{names}: {'its values sum' if len(good) == 1 else 'the values of each sum'} to what the picture's score is "
        f"above the baseline's, to within {_percent(max(*good.values(), 0.001))}."
    )


def empty(answer: SaliencyMaps) -> tuple[str, ...]:
    """A sentence for each method that gave some picture nothing but zeros."""
    counts: dict[str, int] = {}
    for picture in answer.pictures:
        for found in picture.maps:
            counts[found.method] = counts.get(found.method, 0) + (not found.peak)
    return tuple(
        f"**{METHODS[method].name}** is 0 everywhere for {_pictures(count)} of {len(answer.pictures)}. "
        f"{_NOTHING.get(method, '')}".strip()
        for method, count in counts.items()
        if count
    )


def baseline(answer: SaliencyMaps, settings: Settings) -> str:
    """What the net makes of the baseline itself."""
    said = [int(np.argmax(picture.baseline_probabilities)) for picture in answer.pictures]
    sure = [max(picture.baseline_probabilities) for picture in answer.pictures]
    if settings.baseline == "blurred":
        pairs = ", ".join(f"{CLASS_NAMES[each]} {share:.0%}" for each, share in zip(said, sure, strict=True))
        return f"The net has an opinion on the blurred pictures too: {pairs}."
    return (
        f"The net has an opinion on the {settings.baseline} baseline too: it takes it for **{CLASS_NAMES[said[0]]}**, "
        f"{sure[0]:.0%} sure. A map is relative to that."
    )


def on_garment(answer: SaliencyMaps) -> str:
    """How much of each kind of map lies where the pictures are not black, against the share of such pixels."""
    masks = [picture.pixels > 0 for picture in answer.pictures]
    area = mean(float(mask.mean()) for mask in masks)
    shares: dict[str, list[float]] = {}
    for picture, mask in zip(answer.pictures, masks, strict=True):
        for found in picture.maps:
            if found.peak:
                size = np.abs(found.values)
                shares.setdefault(found.method, []).append(float(size[mask].sum() / size.sum()))
    told = ", ".join(f"{METHODS[method].name} {mean(values):.0%}" for method, values in shares.items())
    return (
        f"The garment covers {area:.0%} of the pixels (mean of {_pictures(len(masks))}), so that share of a random map "
        f"lies on it. Of these maps: {told}."
    )


def borrowed(methods: Sequence[str], settings: Settings) -> str:
    """What to know of maps that are drawn by the factor picture − baseline; nothing where there are none."""
    drawn = [METHODS[method].name for method in methods if method in _TIMES_DIFFERENCE]
    if settings.baseline != "black" or not drawn:
        return ""
    return (
        f"{', '.join(drawn)}: with a black baseline every black pixel gets exactly 0, whatever the net has learnt. "
        "That the map shows the garment is no merit of the net's."
    )


def alike(first: SaliencyMaps, second: SaliencyMaps) -> str:
    """How alike two nets' maps of the same pictures are; nothing where the nets see them in different sizes."""
    if first.pictures[0].size != second.pictures[0].size:
        return ""
    nets: dict[str, list[float]] = {}
    bright: dict[str, list[float]] = {}
    for one, other in zip(first.pictures, second.pictures, strict=True):
        garment = one.pixels > 0
        for mine, theirs in zip(one.maps, other.maps, strict=True):
            nets.setdefault(mine.method, []).append(_rank_correlation(mine.values, theirs.values, garment))
            bright.setdefault(mine.method, []).append(_rank_correlation(mine.values, one.pixels, garment))
    return (
        "How alike the two nets' maps are on the garment (rank correlation of the sizes of the values, mean of "
        f"{_pictures(len(first.pictures))}; 1 is the same order, 0 what chance gives): {_means(nets)}. The first net's "
        f"maps and the picture's bright pixels, which never saw a net: {_means(bright)}."
    ).replace("-", "−")


def took(answers: Sequence[SaliencyMaps], methods: Sequence[str]) -> str:
    """How long the maps took."""
    return f"The maps took {sum(answer.seconds[method] for answer in answers for method in methods):.2f} s."


def _rank_correlation(first: npt.NDArray[Any], second: npt.NDArray[Any], where: npt.NDArray[np.bool_]) -> float:
    """Spearman's, of the sizes of the values; NaN where one of the maps is flat."""
    ranks = pd.DataFrame({"first": np.abs(first[where]), "second": np.abs(second[where])}).rank()
    return float(ranks["first"].corr(ranks["second"]))


def _means(found: dict[str, list[float]]) -> str:
    """Over the pictures where there is a number, method by method."""
    there = {method: [value for value in values if not np.isnan(value)] for method, values in found.items()}
    return ", ".join(f"{METHODS[method].name} {mean(values):.2f}" for method, values in there.items() if values)


def _remedy(method: str) -> str:
    return f"{_MORE[method]}." if method in _MORE else ""


def _percent(share: float) -> str:
    return f"{round(100 * share, 1) + 0.0:.1f}%" if abs(share) < 0.0995 else f"{100 * share:.0f}%"


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}es"


def _pictures(count: int) -> str:
    return "one picture" if count == 1 else f"{count} pictures"
