"""How little must change in a picture for the net to call it something else? And what becomes of the map.

Beside every nudge stands noise of the same size with signs by chance, which tells the gradient's part in it.
"""

from functools import partial

import torch
from torch import Tensor

from resnet_core.experiments import saliency
from resnet_core.experiments.digits import significant
from resnet_core.experiments.saliency_checks import explaining
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.probes.saliency_maps import Map
from resnet_core.probes.saliency_nudge import DRAWS, NOISY_MAPS, ROUNDS, Nudged, NudgeProbe
from resnet_core.saliency.case import Case
from resnet_core.saliency.likeness import rank_correlation
from resnet_core.saliency.nudge import LEVELS, Step, noise, nudge, seen


def nudged(probe: NudgeProbe, at: Surroundings) -> Nudged:
    """The picture before and after, with the same net's opinion and map; DataError where something is not there."""
    network, config = at.net(probe.net), probe.net.network
    images, labels = saliency.grey(probe, at)
    see = partial(seen, channels=config.input_channels, size=config.input_size)
    pixels = images[:, None].float() / LEVELS
    with torch.no_grad():
        before = network(see(pixels)).softmax(1)
    named = before.argmax(1)
    at.on_step(1, 3, "the nudge")
    moved = nudge(network, pixels, named=named, see=see, step=_step(probe))
    shaken = noise(pixels, levels=probe.levels, draws=DRAWS, seed=0)
    with torch.no_grad():
        after, kept = network(see(moved)).softmax(1), network(see(shaken)).argmax(1) == named
    at.on_step(2, 3, "the maps")
    explain = explaining(probe.method, probe.settings.at(config))
    first, second, noisy = (
        explain(Case(network, see(each).contiguous(), named.expand(len(each))))
        for each in (pixels, moved, shaken[:NOISY_MAPS])
    )
    return Nudged(
        label=labels[0],
        before=_spelled(pixels),
        after=_spelled(moved),
        probabilities_before=_rounded(before),
        probabilities_after=_rounded(after),
        map_before=_packed(first, probe.method),
        map_after=_packed(second, probe.method),
        likeness=rank_correlation(first, second)[0],
        noisy_likeness=_mean(rank_correlation(first.expand_as(noisy), noisy)),
        same_noise=int(kept.sum()),
    )


def _mean(values: list[float | None]) -> float | None:
    """Of those that are defined."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None


def _step(probe: NudgeProbe) -> Step:
    return Step(probe.attack, probe.levels, ROUNDS, probe.towards)


def _spelled(pixels: Tensor) -> str:
    levels = (pixels[0, 0] * LEVELS).round().to(torch.uint8)
    return levels.cpu().numpy().tobytes().hex()


def _rounded(values: Tensor) -> tuple[float, ...]:
    return tuple(significant(value) for value in values[0].tolist())


def _packed(maps: Tensor, method: str) -> Map:
    return Map.pack(maps[0, 0].double().cpu().numpy(), method=method, difference=None)
