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
from resnet_core.models.build import ResidualBlock, ZeroPadShortcut
from resnet_core.models.modes import renewed
from resnet_core.studies.rounding import significant, told
from resnet_core.studies.subsets import subsets
from resnet_core.studies.surgery.question import (
    Deleted,
    Deletions,
    DeletionsQuestion,
    Edit,
    Lesion,
    Lesions,
    LesionsQuestion,
    OnTestPictures,
    Operated,
    Operation,
    Place,
    SurgeryQuestion,
    UnderBoth,
    places,
)
from resnet_core.studies.workbench import Workbench
from resnet_core.training.evaluation import Results, results
from resnet_core.wording import message


class Tested(NamedTuple):
    """A net on the test images, once under each kind of statistics."""

    stored: Results
    fresh: Results


def surgery(question: SurgeryQuestion, bench: Workbench) -> UnderBoth[Operated]:
    """The net after the edits."""
    dataset = bench.images(question.data)
    bench.on_step(0, 0, message("phase-operating"))
    network = operate(bench.net(question.net), places(question.net.network), question.edits)
    stored, fresh = map(_operated, _tested(network, _batches(question, dataset, bench)))
    return UnderBoth[Operated](data=dataset.name, stored=stored, fresh=fresh)


def lesions(question: LesionsQuestion, bench: Workbench) -> UnderBoth[Lesions]:
    """The net as it is and with each of its blocks edited in turn."""
    dataset, edits = bench.images(question.data), question.edits
    batches, network, blocks = _batches(question, dataset, bench), bench.net(question.net), places(question.net.network)
    tests = [_tested(network, batches)]
    for done, edit in enumerate(edits):
        bench.on_step(done, len(edits), message("phase-block", block=edit.block, blocks=len(edits)))
        tests.append(_tested(operate(network, blocks, (edit,)), batches))
    bench.on_step(len(edits), len(edits), message("phase-done"))
    stored, fresh = (_lesions(results, edits) for results in zip(*tests, strict=True))
    return UnderBoth[Lesions](data=dataset.name, stored=stored, fresh=fresh)


def deletions(question: DeletionsQuestion, bench: Workbench) -> UnderBoth[Deletions]:
    """The net as it is and with more and more blocks deleted; twins lose the same blocks."""
    dataset, blocks = bench.images(question.data), places(question.net.network)
    batches, network = _batches(question, dataset, bench), bench.net(question.net)
    tests: list[list[Tested]] = []
    for number in range(1, len(blocks) + 1):
        source = generator(question.seed, "deletions", number)
        tests.append([])
        for chosen in subsets(question.edits, number, most=question.draws, source=source):
            bench.on_step(number - 1, len(blocks), message("phase-deleted", count=number, blocks=len(blocks)))
            tests[-1].append(_tested(operate(network, blocks, tuple(chosen)), batches))
    bench.on_step(len(blocks), len(blocks), message("phase-done"))
    whole = _tested(network, batches)
    return UnderBoth[Deletions](
        data=dataset.name,
        stored=_deletions(whole.stored, [[tested.stored for tested in draws] for draws in tests]),
        fresh=_deletions(whole.fresh, [[tested.fresh for tested in draws] for draws in tests]),
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


def _batches(question: OnTestPictures, dataset: Dataset, bench: Workbench) -> Batches:
    return Batches(dataset, RunConfig(network=question.net.network, data=question.data), bench.device.torch)


def _tested(network: nn.Module, batches: Batches) -> Tested:
    training = (batches.train(step)[0] for step in range(1, batches.steps_per_epoch + 1))
    return Tested(results(network, batches), results(renewed(network, training), batches))


def _operated(results: Results) -> Operated:
    return Operated(loss=told(results.test_loss), accuracy=_accuracy(results), confusion=results.confusion)


def _lesions(results: Sequence[Results], edits: Sequence[Edit]) -> Lesions:
    """Of the intact net, which comes first, and of it with each of the edits."""
    whole, *edited = results
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


def _accuracy(results: Results) -> float:
    """As exact as a count of images is, in five digits."""
    return significant(results.test_accuracy)
