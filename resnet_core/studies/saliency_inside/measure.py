"""What does a layer give out? And which pixels reach a class through F alone, and through the shortcut alone.

The gradients are those of `studies.branches`: the forward pass stays that of the whole net.
"""

from collections.abc import Iterable
from contextlib import nullcontext

import torch
from torch import Tensor, nn

from resnet_core.models.branches import Branch, blocks_of, gradient_through
from resnet_core.saliency.case import Case
from resnet_core.saliency.inside import activation
from resnet_core.saliency.table import Settings
from resnet_core.studies.saliency_checks.measure import explaining
from resnet_core.studies.saliency_inside.question import EVERY, MOST_CHANNELS, Inside, InsideQuestion, Ways
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_maps.question import Map
from resnet_core.studies.workbench import Workbench


def look(question: InsideQuestion, bench: Workbench) -> Inside:
    """The maps of a layer and of both ways; DataError where something is not there."""
    network, shown = bench.net(question.net), saliency.pictures(question, bench)
    with torch.no_grad():
        probabilities = network(shown.inputs).softmax(1)
    predicted = probabilities.argmax(1)
    target = predicted if question.target == "predicted" else torch.full_like(predicted, question.target)
    maps = activation(network, question.layer, shown.inputs)[0]
    channels, height, width = maps.shape
    return Inside(
        label=shown.labels[0],
        seen=saliency.seen(shown.inputs[0]),
        probabilities=tuple(float(f"{value:.5g}") for value in probabilities[0].tolist()),
        target=int(target[0]),
        shape=(channels, height, width),
        channels=tuple(_packed(channel, question.layer) for channel in maps[:MOST_CHANNELS]),
        silent=int((maps.flatten(1).abs().amax(1) == 0).sum()),
        ways=_ways(Case(network, shown.inputs, target), question.block),
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
