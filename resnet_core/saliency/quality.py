"""Two numbers for a map: does it say what removing a patch does, and does it stay when the picture barely moves.

Infidelity and max-sensitivity of Yeh et al. 2019 (arXiv:1901.09392), computed by captum.metrics. A map that holds
contributions is multiplied with a 0/1 perturbation, one that holds slopes with x - x'; the wrong one of the two makes a
good map look bad. Infidelity is taken with the map's best scale, and as a share of the infidelity of a blank map.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from captum.metrics import infidelity, infidelity_perturb_func_decorator, sensitivity_max
from torch import Tensor

from resnet_core.data.files import STD
from resnet_core.data.images import generator
from resnet_core.saliency.case import Case, Explain

SQUARE = 4
"""A removed square is one SQUARE-th of the picture wide: 7 pixels of 28."""
AT_ONCE = 200
"""Pictures that captum may put into one batch."""


@dataclass(frozen=True, slots=True)
class Squares:
    """Random squares of a picture that are emptied; the same ones for every map of a seed."""

    empty: Tensor
    """What a pixel shows that is not there, as large as the inputs."""
    samples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Noise:
    """Uniform noise on every pixel, up to `radius`, where 1 is the step from black to white."""

    radius: float
    samples: int
    seed: int


def unexplained(case: Case, maps: Tensor, *, adds_up: bool, squares: Squares) -> Tensor:
    """`(B,)`: which share of the squared changes of the logit the maps leave unexplained; 1 for a blank map.

    `adds_up` says that a map holds contributions, not slopes. NaN where removing squares changes nothing.
    """
    spread = maps.expand_as(case.inputs) / case.inputs.shape[1]
    wrong, blank = (
        infidelity(
            case.network,
            _removal(squares, adds_up=adds_up),
            case.inputs,
            map_,
            baselines=squares.empty,
            target=case.target,
            n_perturb_samples=squares.samples,
            max_examples_per_batch=_at_once(case, squares.samples),
            normalize=True,
        )
        for map_ in (spread, torch.zeros_like(spread))
    )
    return wrong / blank


def largest_change(explain: Explain, case: Case, *, noise: Noise) -> Tensor:
    """`(B,)`: the largest |map of a noisy picture - map| / |map| over some draws of the noise."""
    source = generator(noise.seed, "sensitivity", 0)

    def shaken(pictures: Tensor) -> Tensor:
        drawn = 2 * torch.rand(pictures.shape, generator=source) - 1
        return pictures + drawn.to(pictures.device) * noise.radius / STD

    def explained(pictures: Tensor | tuple[Tensor, ...], target: Tensor) -> tuple[Tensor, ...]:
        only = pictures if isinstance(pictures, Tensor) else pictures[0]  # captum hands the clean ones in as a tuple
        with torch.enable_grad():
            return (explain(replace(case, inputs=only, target=target)),)  # and takes a bare tensor for one a picture

    change: Tensor = sensitivity_max(
        explained,
        case.inputs,
        perturb_func=shaken,
        n_perturb_samples=noise.samples,
        max_examples_per_batch=_at_once(case, noise.samples),
        target=case.target,
    )
    return change


def _at_once(case: Case, samples: int) -> int:
    """What captum may put into one batch: at least every picture once, and no more than there is."""
    count = len(case.inputs)
    return min(max(AT_ONCE, count), count * samples)


def _removal(squares: Squares, *, adds_up: bool) -> Callable[..., tuple[Tensor, Tensor]]:
    """What captum calls: from inputs and baselines to the perturbation and the perturbed inputs."""
    source = generator(squares.seed, "squares", 0)

    @infidelity_perturb_func_decorator(multiply_by_inputs=adds_up)  # type: ignore[untyped-decorator]  # captum has no types
    def removed(inputs: Tensor, empty: Tensor) -> Tensor:
        return torch.where(square_of_each(inputs, source), empty, inputs)

    return removed


def square_of_each(inputs: Tensor, source: torch.Generator) -> Tensor:
    """`(B, 1, H, W)` booleans: in each picture one square at a random place, wholly inside."""
    count, _, height, width = inputs.shape
    side = max(1, height // SQUARE)
    top = torch.randint(0, height - side + 1, (count, 1, 1, 1), generator=source)
    left = torch.randint(0, width - side + 1, (count, 1, 1, 1), generator=source)
    row, column = torch.arange(height)[:, None], torch.arange(width)[None, :]
    inside = (row >= top) & (row < top + side) & (column >= left) & (column < left + side)
    return inside.to(inputs.device)
