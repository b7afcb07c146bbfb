"""Where the gradient comes from, by the length of its paths (Veit et al. 2016, arXiv:1605.06431, sec. 5.2 and Fig. 6).

At each addition the gradient goes both ways, so the whole gradient at the input is the sum over 2^n paths. One path
is measured as the paper does: forward as ever, backward through one branch of each block. Besides, the sum over *all*
paths of a length is computed exactly, without drawing any: on its way back through a block, the part that has passed k
main paths goes on as such through the shortcut, and through the main path becomes a part that has passed k + 1.
"""

import math
from collections.abc import Collection

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.data.images import generator, normalise, resize
from resnet_core.models.branches import Branch, blocks_of, gradient_through
from resnet_core.models.modes import settle
from resnet_core.studies.paths.question import NORM_IMAGES, PathLength, Paths, PathsQuestion
from resnet_core.studies.rounding import significant
from resnet_core.studies.subsets import subsets
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message


def measure(question: PathsQuestion, bench: Workbench) -> Paths:
    """The gradient at the input by the length of its paths; DataError when the weights are gone."""
    network, dataset = bench.net(question.net), bench.images(question.data)
    config = question.net.network
    pictures = resize(normalise(dataset.test_images), config.input_size).to(bench.device.torch)
    pictures = pictures.expand(-1, config.input_channels, -1, -1)
    if question.net.source.origin == "new":
        settle(network, pictures[:NORM_IMAGES])
    images, labels = pictures[: question.images], dataset.test_labels[: question.images].to(bench.device.torch)
    whole = input_gradient(network, images, labels)
    parts = by_length(network, images, labels)
    lengths = []
    for length, part in enumerate(parts):
        source = generator(question.seed, "paths", length)
        drawn = subsets(tuple(blocks_of(network)), length, most=question.samples, source=source)
        ones = [_mean_norm(path_gradient(network, images, labels, through=path)) for path in drawn]
        lengths.append(_path_length(length, ones, part=part, whole=whole, blocks=len(parts) - 1))
        bench.on_step(length + 1, len(parts), message("phase-paths", length=length))
    return Paths(data=dataset.name, gradient=significant(_mean_norm(whole)), lengths=tuple(lengths))


def input_gradient(network: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    """Gradient `(B, C, H, W)` of each picture's loss at that picture, in float64 on the processor."""
    x = images.clone().requires_grad_()
    [gradient] = torch.autograd.grad(F.cross_entropy(network(x), labels, reduction="sum"), x)
    return _exact(gradient)


def path_gradient(network: nn.Module, images: Tensor, labels: Tensor, *, through: Collection[str]) -> Tensor:
    """The part of `input_gradient` on one path: through the main paths of these blocks and all other shortcuts."""
    branches: dict[str, Branch] = {name: "main" if name in through else "shortcut" for name in blocks_of(network)}
    with gradient_through(branches, network):
        return input_gradient(network, images, labels)


def by_length(network: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    """`(n + 1, B, C, H, W)`: the sum of `path_gradient` over all paths of length 0, 1, ..., n.

    For a network in eval mode made of `stem`, blocks and `head`.
    """
    stem, head = network.get_submodule("stem"), network.get_submodule("head")
    blocks = blocks_of(network)
    with torch.no_grad():
        reached = [stem(images)]
        for block in blocks.values():
            reached.append(block(reached[-1]))
    last = reached.pop().requires_grad_()
    parts = torch.stack(torch.autograd.grad(F.cross_entropy(head(last), labels, reduction="sum"), last))
    for (name, block), x in zip(reversed(blocks.items()), reversed(reached), strict=True):
        with gradient_through({name: "shortcut"}, network):
            same = _back(block, x, parts)
        with gradient_through({name: "main"}, network):
            longer = _back(block, x, parts)
        nothing = torch.zeros_like(same[:1])
        parts = torch.cat([same, nothing]) + torch.cat([nothing, longer])
    return _exact(_back(stem, images, parts))


def _back(module: nn.Module, x: Tensor, parts: Tensor) -> Tensor:
    """Gradients `(K, B, ...)` at the module's output, taken back to its input x `(B, ...)`."""
    many = x.expand(len(parts), *x.shape).flatten(0, 1).clone().requires_grad_()
    [gradients] = torch.autograd.grad(module(many), many, parts.flatten(0, 1))
    at_input: Tensor = gradients.reshape(len(parts), *x.shape)
    return at_input


def _path_length(length: int, ones: list[float], *, part: Tensor, whole: Tensor, blocks: int) -> PathLength:
    return PathLength(
        length=length,
        paths=math.comb(blocks, length),
        sampled=len(ones),
        one=significant(sum(ones) / len(ones)),
        lowest=significant(min(ones)),
        highest=significant(max(ones)),
        together=significant(_mean_norm(part)),
        along=significant(((part * whole).sum() / (whole * whole).sum()).item()),
    )


def _mean_norm(gradients: Tensor) -> float:
    """Of gradients `(B, ...)`, the mean over the pictures."""
    return float(gradients.flatten(1).norm(dim=1).mean())


def _exact(gradients: Tensor) -> Tensor:
    """In float64, where the square of a very small number is not 0; some devices have none, so on the processor."""
    return gradients.cpu().double()
