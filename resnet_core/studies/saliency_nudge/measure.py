"""How little must change in a picture for the net to call it something else? And what becomes of the map.

Beside every nudge stands noise of the same size with signs by chance, which tells the gradient's part in it.
"""

from functools import partial

import torch
from torch import Tensor

from resnet_core.saliency.case import Case
from resnet_core.saliency.likeness import rank_correlation
from resnet_core.saliency.nudge import LEVELS, Step, noise, nudge, seen
from resnet_core.studies.rounding import significant
from resnet_core.studies.saliency_checks.measure import explaining
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_maps.question import Map
from resnet_core.studies.saliency_nudge.question import DRAWS, NOISY_MAPS, ROUNDS, Nudged, NudgeQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message


def nudged(question: NudgeQuestion, bench: Workbench) -> Nudged:
    """The picture before and after, with the same net's opinion and map; DataError where something is not there."""
    network, config = bench.net(question.net), question.net.network
    images, labels = saliency.grey(question, bench)
    see = partial(seen, channels=config.input_channels, size=config.input_size)
    pixels = images[:, None].float() / LEVELS
    with torch.no_grad():
        before = network(see(pixels)).softmax(1)
    named = before.argmax(1)
    bench.on_step(1, 3, message("phase-nudge"))
    moved = nudge(network, pixels, named=named, see=see, step=_step(question))
    shaken = noise(pixels, levels=question.levels, draws=DRAWS, seed=0)
    with torch.no_grad():
        after, kept = network(see(moved)).softmax(1), network(see(shaken)).argmax(1) == named
    bench.on_step(2, 3, message("phase-maps"))
    explain = explaining(question.method, question.settings.at(config))
    first, second, noisy = (
        explain(Case(network, see(pictures).contiguous(), named.expand(len(pictures))))
        for pictures in (pixels, moved, shaken[:NOISY_MAPS])
    )
    return Nudged(
        label=labels[0],
        before=_spelled(pixels),
        after=_spelled(moved),
        probabilities_before=_rounded(before),
        probabilities_after=_rounded(after),
        map_before=_packed(first, question.method),
        map_after=_packed(second, question.method),
        likeness=rank_correlation(first, second)[0],
        noisy_likeness=_mean(rank_correlation(first.expand_as(noisy), noisy)),
        same_noise=int(kept.sum()),
    )


def _mean(values: list[float | None]) -> float | None:
    """Of those that are defined."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


def _step(question: NudgeQuestion) -> Step:
    return Step(question.attack, question.levels, ROUNDS, question.towards)


def _spelled(pixels: Tensor) -> str:
    levels = (pixels[0, 0] * LEVELS).round().to(torch.uint8)
    return levels.cpu().numpy().tobytes().hex()


def _rounded(values: Tensor) -> tuple[float, ...]:
    return tuple(significant(value) for value in values[0].tolist())


def _packed(maps: Tensor, method: str) -> Map:
    return Map.pack(maps[0, 0].double().cpu().numpy(), method=method, difference=None)
