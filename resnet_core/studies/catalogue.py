"""Every kind of question: what is asked, whether it is quick, and which questions the gallery has answers to.

A question is a run whose config says all: asked twice, it is computed once. Its answer is the JSON artifact `results`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from resnet_core.config import Frozen
from resnet_core.studies.addition import question as addition
from resnet_core.studies.block_timing.question import BlockTimingQuestion
from resnet_core.studies.bugs import question as bugs
from resnet_core.studies.bugs.question import BugsQuestion
from resnet_core.studies.elsewhere import question as elsewhere
from resnet_core.studies.gradients import question as gradients
from resnet_core.studies.growth import question as growth
from resnet_core.studies.growth.question import GrowthQuestion
from resnet_core.studies.identity import question as identity
from resnet_core.studies.identity.question import IdentityQuestion
from resnet_core.studies.landscape import question as landscape
from resnet_core.studies.landscape.question import LandscapeQuestion
from resnet_core.studies.onnx.question import OnnxQuestion
from resnet_core.studies.orders import question as orders
from resnet_core.studies.paths import question as paths
from resnet_core.studies.predictions import question as predictions
from resnet_core.studies.predictions.question import PredictionsQuestion
from resnet_core.studies.puzzle import question as puzzle
from resnet_core.studies.race import question as race
from resnet_core.studies.race.question import RaceQuestion
from resnet_core.studies.saliency_checks import question as saliency_checks
from resnet_core.studies.saliency_inside import question as saliency_inside
from resnet_core.studies.saliency_maps import question as saliency_maps
from resnet_core.studies.saliency_nudge import question as saliency_nudge
from resnet_core.studies.shattering import question as shattering
from resnet_core.studies.signal import question as signal
from resnet_core.studies.surgery import question as surgery
from resnet_core.studies.surgery.question import DeletionsQuestion, LesionsQuestion, SurgeryQuestion
from resnet_core.studies.three_forms.question import ThreeFormsQuestion


class Kind(NamedTuple):
    """One kind of question."""

    question: type[Frozen]
    """The model of its config."""
    quick: bool = True
    """Whether it takes about a second, and so has slots of its own beside the training."""
    recorded: Callable[[], tuple[Frozen, ...]] = tuple
    """What `make record` asks, so that a page has answers at once."""


STUDIES: Mapping[str, Kind] = MappingProxyType(
    {
        "addition": Kind(addition.AdditionQuestion, recorded=addition.recorded),
        "three_forms": Kind(ThreeFormsQuestion),
        "block_timing": Kind(BlockTimingQuestion),
        "onnx": Kind(OnnxQuestion),
        "bugs": Kind(BugsQuestion, quick=False, recorded=bugs.recorded),
        "growth": Kind(GrowthQuestion, quick=False, recorded=growth.recorded),
        "identity": Kind(IdentityQuestion, quick=False, recorded=identity.recorded),
        "first_gradients": Kind(gradients.GradientsQuestion),
        "gradients": Kind(gradients.GradientsQuestion, quick=False, recorded=gradients.recorded),
        "signal": Kind(signal.SignalQuestion, recorded=signal.recorded),
        "predictions": Kind(PredictionsQuestion, recorded=predictions.recorded),
        "puzzle": Kind(puzzle.PuzzleQuestion, quick=False, recorded=puzzle.recorded),
        "race": Kind(RaceQuestion, quick=False, recorded=race.recorded),
        "saliency": Kind(saliency_maps.SaliencyQuestion, recorded=saliency_maps.recorded),
        "saliency_ladder": Kind(saliency_checks.LadderQuestion, quick=False, recorded=saliency_checks.recorded_ladders),
        "saliency_deletion": Kind(
            saliency_checks.DeletionQuestion, quick=False, recorded=saliency_checks.recorded_deletions
        ),
        "saliency_quality": Kind(
            saliency_checks.QualityQuestion, quick=False, recorded=saliency_checks.recorded_qualities
        ),
        "saliency_nudge": Kind(saliency_nudge.NudgeQuestion, recorded=saliency_nudge.recorded),
        "saliency_inside": Kind(saliency_inside.InsideQuestion, recorded=saliency_inside.recorded),
        "landscape": Kind(LandscapeQuestion, quick=False, recorded=landscape.recorded),
        "orders": Kind(RaceQuestion, quick=False, recorded=orders.recorded),
        "surgery": Kind(SurgeryQuestion, recorded=surgery.recorded),
        "lesions": Kind(LesionsQuestion, quick=False, recorded=surgery.recorded_lesions),
        "deletions": Kind(DeletionsQuestion, quick=False, recorded=surgery.recorded_deletions),
        "shattering": Kind(shattering.ShatteringQuestion, recorded=shattering.recorded),
        "shattering_line": Kind(shattering.LineQuestion, recorded=shattering.recorded_lines),
        "elsewhere": Kind(elsewhere.ElsewhereQuestion, quick=False, recorded=elsewhere.recorded),
        "paths": Kind(paths.PathsQuestion, quick=False, recorded=paths.recorded),
    }
)
"""By the kind of run."""

QUICK = frozenset(name for name, kind in STUDIES.items() if kind.quick)
