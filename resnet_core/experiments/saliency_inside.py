"""What does a layer give out? And which pixels reach a class through F alone, and through the shortcut alone.

The gradients are those of `experiments.branches`: the forward pass stays that of the whole net.
"""

from collections.abc import Iterable
from contextlib import nullcontext

import torch
from torch import Tensor, nn

from resnet_core.experiments import saliency
from resnet_core.experiments.branches import Branch, blocks_of, gradient_through
from resnet_core.experiments.saliency_checks import explaining
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.probes.saliency import Settings
from resnet_core.probes.saliency_inside import EVERY, MOST_CHANNELS, Inside, InsideProbe, Ways
from resnet_core.probes.saliency_maps import Map
from resnet_core.saliency.case import Case
from resnet_core.saliency.inside import activation


def look(probe: InsideProbe, at: Surroundings) -> Inside:
    """The maps of a layer and of both ways; DataError where something is not there."""
    network, shown = at.net(probe.net), saliency.pictures(probe, at)
    with torch.no_grad():
        found = network(shown.inputs).softmax(1)
    target = found.argmax(1) if probe.target == "predicted" else torch.full_like(found.argmax(1), probe.target)
    maps = activation(network, probe.layer, shown.inputs)[0]
    channels, height, width = maps.shape
    return Inside(
        label=shown.labels[0],
        seen=saliency.seen(shown.inputs[0]),
        probabilities=tuple(float(f"{value:.5g}") for value in found[0].tolist()),
        target=int(target[0]),
        shape=(channels, height, width),
        channels=tuple(_packed(each, probe.layer) for each in maps[:MOST_CHANNELS]),
        silent=int((maps.flatten(1).abs().amax(1) == 0).sum()),
        ways=_ways(Case(network, shown.inputs, target), probe.block),
    )


def path_maps(case: Case, blocks: Iterable[str], branch: Branch | None) -> Tensor:
    """`(B, 1, H, W)`: the gradient of the target's logit, through one branch only of the named blocks.

    None leaves every way open. Where one block is parted, both branches' maps add up to the whole one.
    """
    with nullcontext() if branch is None else gradient_through(dict.fromkeys(blocks, branch), case.network):
        return explaining("saliency", Settings())(case)


def _ways(case: Case, block: str) -> Ways | None:
    """None where the net has no shortcuts."""
    parted = _with_shortcuts(case.network) if block == EVERY else (block,)
    if not parted or not set(parted) <= set(_with_shortcuts(case.network)):
        return None
    whole, main, shortcut = (path_maps(case, parted, branch) for branch in (None, "main", "shortcut"))
    length = float(whole.norm())
    return Ways(
        whole=_packed(whole[0, 0], "whole"),
        main=_packed(main[0, 0], "main"),
        shortcut=_packed(shortcut[0, 0], "shortcut"),
        lengths=(length, float(main.norm()), float(shortcut.norm())),
        rest=float((whole - main - shortcut).norm()) / length if length else 0.0,
    )


def _with_shortcuts(network: nn.Module) -> tuple[str, ...]:
    return tuple(name for name, block in blocks_of(network).items() if block.add is not None)


def _packed(values: Tensor, name: str) -> Map:
    return Map.pack(values.double().cpu().numpy(), method=name, difference=None)
