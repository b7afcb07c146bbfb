"""Which methods can be believed? Their maps on the ladder of random weights, under deletion, and in two measures.

Controls go through the same code as the methods: they are methods that do not look at the net.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import torch
from torch import Tensor

from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.case import Case, Explain
from resnet_core.saliency.deletion import Way, area, most_important_first, probabilities
from resnet_core.saliency.ladder import cascade
from resnet_core.saliency.likeness import bright_pixels, chance, distance, edges, even, garment, rank_correlation
from resnet_core.saliency.methods import attribute
from resnet_core.saliency.quality import Noise, Squares, largest_change, unexplained
from resnet_core.saliency.table import Settings
from resnet_core.studies.saliency_checks.question import (
    ADDS_UP,
    CONTROLS,
    SHOWN,
    Climbed,
    Compared,
    Curve,
    Deletion,
    DeletionQuestion,
    Emptied,
    Ladder,
    LadderQuestion,
    Likeness,
    Pictured,
    Quality,
    QualityQuestion,
    Rated,
    Values,
)
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_maps.measure import Shown
from resnet_core.studies.saliency_maps.question import Map
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message

DIGITS = 4
"""Behind the point, of correlations, probabilities and measures."""
SHADES = 127
"""Of a ladder's maps, from 0 to the peak: there are hundreds of them, and they are looked at side by side."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a check has before it: the case, whose target is what the net names, and everything that explains it."""

    case: Case
    shown: Shown
    probabilities: Tensor
    """`(B, 10)`."""
    explains: Mapping[str, Explain]
    """The methods in the order of the question, then the controls."""


def ladder(question: LadderQuestion, bench: Workbench) -> Ladder:
    """Every method's map beside those of a net that is more and more random; DataError where something is not there."""
    trial = _trial(question.of, bench, seed=question.seed)
    fresh = build(network_plan(question.of.net.network), seed=question.seed).to(bench.device.torch).eval()
    rungs = list(cascade(trial.case.network, fresh, question.parts))
    case = replace(trial.case, target=saliency.target_of(question, trial.case.network, trial.shown))
    other = replace(case, target=_another(case.target, trial.probabilities.to(case.target.device)))
    climbed = []
    for method, explain in _in_turn(trial, bench):
        maps = [explain(replace(case, network=network)) for network in rungs]
        kept = maps[:1] if method in CONTROLS else maps
        climbed.append(
            _climbed(trial, method, maps, other=explain(other)).model_copy(
                update={"maps": tuple(_packed(kept, index, method) for index in range(SHOWN))}
            )
        )
    return Ladder(
        data=question.of.data,
        parts=tuple(part.name for part in question.parts),
        pictures=tuple(_pictured(trial, index, question.of.pictures[index]) for index in range(SHOWN)),
        count=len(question.of.pictures),
        climbed=tuple(climbed),
    )


def deletion(question: DeletionQuestion, bench: Workbench) -> Deletion:
    """What becomes of the named class while pixels go, and come, in each method's order."""
    trial = _trial(question.of, bench, seed=question.seed)
    empty = baseline(question.of.settings.baseline, trial.case.inputs)
    emptied = []
    for method, explain in _in_turn(trial, bench):
        order = most_important_first(explain(trial.case), seed=question.seed)
        curve = partial(_curve, trial.case, order, empty=empty, steps=question.steps)
        emptied.append(Emptied(method=method, deletion=curve(way="deletion"), insertion=curve(way="insertion")))
    return Deletion(data=question.of.data, emptied=tuple(emptied))


def quality(question: QualityQuestion, bench: Workbench) -> Quality:
    """Infidelity and max-sensitivity of every method."""
    trial = _trial(question.of, bench, seed=question.seed)
    trial = replace(trial, explains={**trial.explains, "even": lambda case: even(case.inputs)})
    empty = baseline(question.of.settings.baseline, trial.case.inputs)
    squares = Squares(empty, question.squares, question.seed)
    noise = Noise(question.radius, question.shakes, question.seed)
    rated = []
    for method, explain in _in_turn(trial, bench):
        left = unexplained(trial.case, explain(trial.case), adds_up=method in ADDS_UP, squares=squares)
        change = largest_change(explain, trial.case, noise=noise)
        rated.append(Rated(method=method, unexplained=_values(left.tolist()), change=_values(change.tolist())))
    return Quality(data=question.of.data, rated=tuple(rated))


def explaining(method: str, settings: Settings) -> Explain:
    """The method with its settings, as the checks take it."""
    return lambda case: attribute(method, case.network, case.inputs, target=case.target, settings=settings)


def _trial(of: Compared, bench: Workbench, *, seed: int) -> Trial:
    network, shown = bench.net(of.net), saliency.pictures(of, bench)
    with torch.no_grad():
        probabilities = network(shown.inputs).softmax(1)
    settings = of.settings.at(of.net.network)
    methods = {method: explaining(method, settings) for method in of.methods}
    return Trial(
        case=Case(network, shown.inputs, probabilities.argmax(1)),
        shown=shown,
        probabilities=probabilities.cpu(),
        explains=methods | _controls(settings, seed=seed),
    )


def _another(target: Tensor, probabilities: Tensor) -> Tensor:
    """The likeliest class that is not in `target`, in place of what was asked for: "C, not B" for "A, not B"."""
    named = target if target.ndim == 2 else target[:, None]
    other = probabilities.scatter(1, named, -1.0).argmax(1)
    return torch.stack([other, named[:, 1]], dim=1) if target.ndim == 2 else other


def _controls(settings: Settings, *, seed: int) -> dict[str, Explain]:
    """Methods that do not look at the net."""
    away: dict[str, Explain] = {
        "away": lambda case: distance(case.inputs, baseline(settings.baseline, case.inputs)),
    }
    return {
        "edges": lambda case: edges(case.inputs),
        "bright": lambda case: bright_pixels(case.inputs),
        **(away if settings.baseline != "black" else {}),
        "chance": lambda case: chance(case.inputs, seed=seed),
    }


def _in_turn(trial: Trial, bench: Workbench) -> Iterator[tuple[str, Explain]]:
    """Every method and control, told before it is worked on."""
    for done, (method, explain) in enumerate(trial.explains.items()):
        bench.on_step(done, len(trial.explains), message("phase-method", method=method))
        yield method, explain


def _climbed(trial: Trial, method: str, maps: list[Tensor], *, other: Tensor) -> Climbed:
    """`maps` are those of the trained net and of every rung; none of them is kept."""
    alike = partial(_likeness, maps[0], where=garment(trial.case.inputs))
    return Climbed(
        method=method,
        rungs=tuple(alike(rung) for rung in maps[1:]),
        other_class=alike(other),
        **{control: alike(trial.explains[control](trial.case)) for control in ("edges", "bright", "chance")},
        maps=(),
    )


def _packed(maps: list[Tensor], index: int, method: str) -> tuple[Map, ...]:
    """Those of one picture."""
    return tuple(
        Map.pack(batch[index, 0].double().cpu().numpy(), method=method, difference=None, shades=SHADES)
        for batch in maps
    )


def _likeness(first: Tensor, second: Tensor, *, where: Tensor) -> Likeness:
    return Likeness(
        everywhere=_values(rank_correlation(first, second)),
        garment=_values(rank_correlation(first, second, where)),
    )


def _pictured(trial: Trial, index: int, picture: int) -> Pictured:
    named, label = int(trial.case.target[index]), trial.shown.labels[index]
    assert label is not None, picture  # a check has pictures of the test set alone
    return Pictured(
        picture=picture,
        label=label,
        named=named,
        probability=round(float(trial.probabilities[index, named]), DIGITS),
        seen=saliency.seen(trial.case.inputs[index]),
    )


def _curve(case: Case, order: Tensor, *, empty: Tensor, steps: int, way: Way) -> Curve:
    curves = torch.stack(list(probabilities(case, order, empty=empty, steps=steps, way=way)), dim=1)
    return Curve(
        mean=tuple(round(value, DIGITS) for value in curves.mean(0).tolist()),
        areas=tuple(round(value, DIGITS) for value in area(curves).tolist()),
    )


def _values(values: list[float | None] | list[float]) -> Values:
    """Rounded; None where it is no number."""
    return tuple(None if value is None or value != value else round(value, DIGITS) for value in values)
