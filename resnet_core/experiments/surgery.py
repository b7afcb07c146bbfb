"""A trained net with blocks taken out, cut or exchanged: what it can still recognise.

After Veit et al. 2016 (arXiv:1605.06431, sec. 4). Nothing is trained afterwards. The statistics that the norms stored
in training fit the net as it was, so every net is tested twice: with these, and with fresh ones, as a control. The
edited net is a new arrangement of the same layers, so the net itself needs no repair, whatever happens.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from resnet_core.config import RunConfig
from resnet_core.data.images import Batches, Dataset, generator
from resnet_core.experiments.digits import significant, told
from resnet_core.experiments.draws import subsets
from resnet_core.experiments.norms import renewed
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.models.build import ResidualBlock, ZeroPadShortcut
from resnet_core.probes.surgery import (
    Deleted,
    Deletions,
    DeletionsProbe,
    Edit,
    Lesion,
    Lesions,
    LesionsProbe,
    OnTestPictures,
    Operated,
    Operation,
    Place,
    SurgeryProbe,
    UnderBoth,
    places,
)
from resnet_core.training.evaluation import Results, results


class Tested(NamedTuple):
    """A net on the test images, once under each kind of statistics."""

    stored: Results
    fresh: Results


def surgery(probe: SurgeryProbe, at: Surroundings) -> UnderBoth[Operated]:
    """The net after the edits."""
    dataset = at.images(probe.data)
    at.on_step(0, 0, "operating")
    network = operate(at.net(probe.net), places(probe.net.network), probe.edits)
    stored, fresh = map(_operated, _tested(network, _batches(probe, dataset, at)))
    return UnderBoth[Operated](data=dataset.name, stored=stored, fresh=fresh)


def lesions(probe: LesionsProbe, at: Surroundings) -> UnderBoth[Lesions]:
    """The net as it is and with each of its blocks edited in turn."""
    dataset, edits = at.images(probe.data), probe.edits
    batches, network, blocks = _batches(probe, dataset, at), at.net(probe.net), places(probe.net.network)
    found = [_tested(network, batches)]
    for done, edit in enumerate(edits):
        at.on_step(done, len(edits), f"block {edit.block} of {len(edits)}")
        found.append(_tested(operate(network, blocks, (edit,)), batches))
    at.on_step(len(edits), len(edits), "done")
    stored, fresh = (_lesions(results, edits) for results in zip(*found, strict=True))
    return UnderBoth[Lesions](data=dataset.name, stored=stored, fresh=fresh)


def deletions(probe: DeletionsProbe, at: Surroundings) -> UnderBoth[Deletions]:
    """The net as it is and with more and more blocks deleted; twins lose the same blocks."""
    dataset, blocks = at.images(probe.data), places(probe.net.network)
    batches, network = _batches(probe, dataset, at), at.net(probe.net)
    found: list[list[Tested]] = []
    for number in range(1, len(blocks) + 1):
        source = generator(probe.seed, "deletions", number)
        found.append([])
        for chosen in subsets(probe.edits, number, most=probe.draws, source=source):
            at.on_step(number - 1, len(blocks), f"{number} of {len(blocks)} blocks deleted")
            found[-1].append(_tested(operate(network, blocks, tuple(chosen)), batches))
    at.on_step(len(blocks), len(blocks), "done")
    whole = _tested(network, batches)
    return UnderBoth[Deletions](
        data=dataset.name,
        stored=_deletions(whole.stored, [[each.stored for each in draws] for draws in found]),
        fresh=_deletions(whole.fresh, [[each.fresh for each in draws] for draws in found]),
    )


def operate(network: nn.Module, blocks: Sequence[Place], edits: Sequence[Edit]) -> nn.Sequential:
    """The edited net `(B, C, H, W) -> (B, classes)`; it shares its layers with `network`, which stays as it is."""
    whole = [module for module in network.modules() if isinstance(module, ResidualBlock)]
    assert len(whole) == len(blocks), (len(whole), len(blocks))
    arranged: list[nn.Module] = list(whole)
    for edit in edits:
        here = edit.block - 1
        if edit.other is None:
            arranged[here] = remains(edit.kind, whole[here], blocks[here])
        else:
            there = edit.other - 1
            arranged[here], arranged[there] = whole[there], whole[here]
    return nn.Sequential(network.get_submodule("stem"), *arranged, network.get_submodule("head"))


def remains(kind: Operation, block: ResidualBlock, place: Place) -> nn.Sequential:
    """What is left of a block after `delete`, `cut` or `silence`."""
    match kind:
        case "delete" if block.shortcut is not None:
            return nn.Sequential(block.before, block.shortcut)
        case "delete":
            return _stand_in(place)
        case "cut":
            return nn.Sequential(block.before, block.main, block.after)
        case "silence" if block.shortcut is not None:
            return nn.Sequential(block.before, block.shortcut, block.after)
        case "silence":
            return nn.Sequential(block.before, block.main, Silence(), block.after)
    raise AssertionError(f"{kind} leaves no block behind")


class Silence(nn.Module):
    """0 in the shape of what comes in."""

    def forward(self, x: Tensor) -> Tensor:
        """0 everywhere."""
        return torch.zeros_like(x)


def _stand_in(place: Place) -> nn.Sequential:
    """The input handed on without weights: the identity, or option A where a plain block changes the shape."""
    if not place.changes_shape:
        return nn.Sequential()
    block = place.block
    return nn.Sequential(ZeroPadShortcut(block.stride, block.out_channels - block.in_channels))


def _batches(probe: OnTestPictures, dataset: Dataset, at: Surroundings) -> Batches:
    return Batches(dataset, RunConfig(network=probe.net.network, data=probe.data), at.device.torch)


def _tested(network: nn.Module, batches: Batches) -> Tested:
    training = (batches.train(step)[0] for step in range(1, batches.steps_per_epoch + 1))
    return Tested(results(network, batches), results(renewed(network, training), batches))


def _operated(found: Results) -> Operated:
    return Operated(loss=told(found.test_loss), accuracy=_accuracy(found), confusion=found.confusion)


def _lesions(found: Sequence[Results], edits: Sequence[Edit]) -> Lesions:
    """Of the intact net, which comes first, and of it with each of the edits."""
    whole, *edited = found
    return Lesions(
        loss=told(whole.test_loss),
        accuracy=_accuracy(whole),
        lesions=tuple(
            Lesion(block=edit.block, loss=told(after.test_loss), accuracy=_accuracy(after))
            for edit, after in zip(edits, edited, strict=True)
        ),
    )


def _deletions(whole: Results, draws: Sequence[Sequence[Results]]) -> Deletions:
    """Of the intact net, and of each draw with one block deleted, with two, and so on."""
    numbers = (
        Deleted(blocks=number, accuracies=tuple(map(_accuracy, drawn))) for number, drawn in enumerate(draws, start=1)
    )
    return Deletions(accuracy=_accuracy(whole), numbers=tuple(numbers))


def _accuracy(found: Results) -> float:
    """As exact as a count of images is, in five digits."""
    return significant(found.test_accuracy)
