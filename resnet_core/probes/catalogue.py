"""Every kind of probe: what is asked, whether it is quick, and which questions the gallery has answers to.

A probe is a run whose config says all: asked twice, it is computed once. Its answer is the JSON artifact `results`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from resnet_core.config import Frozen
from resnet_core.probes import (
    gradients,
    growth,
    landscape,
    orders,
    paths,
    predictions,
    race,
    saliency_checks,
    saliency_inside,
    saliency_maps,
    saliency_nudge,
    shattering,
    signal,
    surgery,
)
from resnet_core.probes.addition import AdditionProbe
from resnet_core.probes.block_timing import BlockTimingProbe
from resnet_core.probes.growth import GrowthProbe
from resnet_core.probes.landscape import LandscapeProbe
from resnet_core.probes.onnx import OnnxProbe
from resnet_core.probes.predictions import PredictionsProbe
from resnet_core.probes.race import RaceProbe
from resnet_core.probes.surgery import DeletionsProbe, LesionsProbe, SurgeryProbe
from resnet_core.probes.three_forms import ThreeFormsProbe


class Kind(NamedTuple):
    """One kind of probe."""

    question: type[Frozen]
    """The model of its config."""
    quick: bool = True
    """Whether it takes about a second, and so has slots of its own beside the training."""
    recorded: Callable[[], tuple[Frozen, ...]] = tuple
    """What `make record` asks, so that a page has answers at once."""


PROBES: Mapping[str, Kind] = MappingProxyType(
    {
        "addition": Kind(AdditionProbe),
        "three_forms": Kind(ThreeFormsProbe),
        "block_timing": Kind(BlockTimingProbe),
        "onnx": Kind(OnnxProbe),
        "growth": Kind(GrowthProbe, quick=False, recorded=growth.recorded),
        "first_gradients": Kind(gradients.GradientsProbe),
        "gradients": Kind(gradients.GradientsProbe, quick=False, recorded=gradients.recorded),
        "signal": Kind(signal.SignalProbe, recorded=signal.recorded),
        "predictions": Kind(PredictionsProbe, recorded=predictions.recorded),
        "race": Kind(RaceProbe, quick=False, recorded=race.recorded),
        "saliency": Kind(saliency_maps.SaliencyProbe, recorded=saliency_maps.recorded),
        "saliency_ladder": Kind(saliency_checks.LadderProbe, quick=False, recorded=saliency_checks.recorded_ladders),
        "saliency_deletion": Kind(
            saliency_checks.DeletionProbe, quick=False, recorded=saliency_checks.recorded_deletions
        ),
        "saliency_quality": Kind(
            saliency_checks.QualityProbe, quick=False, recorded=saliency_checks.recorded_qualities
        ),
        "saliency_nudge": Kind(saliency_nudge.NudgeProbe, recorded=saliency_nudge.recorded),
        "saliency_inside": Kind(saliency_inside.InsideProbe, recorded=saliency_inside.recorded),
        "landscape": Kind(LandscapeProbe, quick=False, recorded=landscape.recorded),
        "orders": Kind(RaceProbe, quick=False, recorded=orders.recorded),
        "surgery": Kind(SurgeryProbe, recorded=surgery.recorded),
        "lesions": Kind(LesionsProbe, quick=False, recorded=surgery.recorded_lesions),
        "deletions": Kind(DeletionsProbe, quick=False, recorded=surgery.recorded_deletions),
        "shattering": Kind(shattering.ShatteringProbe, recorded=shattering.recorded),
        "shattering_line": Kind(shattering.LineProbe, recorded=shattering.recorded_lines),
        "paths": Kind(paths.PathsProbe, quick=False, recorded=paths.recorded),
    }
)
"""By the kind of run."""

QUICK = frozenset(name for name, kind in PROBES.items() if kind.quick)
