"""Check cells: source for a learner's own notebook that tells a right module from a wrong one, without the answer.

The cell fills the learner's module with weights that follow from the shape of each tensor alone, so that names and the
order of attributes do not matter, runs it on a fixed batch, and compares digests: of the number of parameters, and of
a few sums over the output. It holds the digests of the usual mistakes too. It needs torch and nothing of this project.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from resnet_core.config import BlockConfig, NetworkConfig
from resnet_core.plan.zoo import ZOO

DIGESTS = Path(__file__).with_name("digests.json")


class Cell(NamedTuple):
    """A module that is asked for, and the modules that usual mistakes make of it."""

    make: str
    """How the learner's module may be made: a line of Python that they change."""
    asked: str
    shape: tuple[int, int, int, int]
    """Of the batch that is put in."""
    right: BlockConfig | NetworkConfig
    wrong: Mapping[str, BlockConfig | NetworkConfig]
    """By what the cell says of it."""


def _changed(config: BlockConfig, **changes: object) -> BlockConfig:
    return config.model_copy(update=changes)


def _blocks(name: str, blocks: tuple[int, ...]) -> NetworkConfig:
    net = ZOO[name].config
    stages = tuple(stage.model_copy(update={"blocks": n}) for stage, n in zip(net.stages, blocks, strict=True))
    return net.model_copy(update={"stages": stages})


_BOTTLENECK = BlockConfig(family="bottleneck", in_channels=256, out_channels=256)
_FULL_PRE = BlockConfig(in_channels=64, out_channels=64, order="full_pre")
_RESNEXT = BlockConfig(family="resnext", in_channels=32, out_channels=32, bottleneck_multiplier=1.0, group_width=16)
_TEN = {"classes": 10}

CELLS: Mapping[str, Cell] = MappingProxyType(
    {
        "bottleneck": Cell(
            "Bottleneck(256, 64)",
            "a bottleneck block of 256 channels in and out, 64 in the middle, batch norm after each convolution",
            (4, 256, 8, 8),
            _BOTTLENECK,
            {
                "the last ReLU stands in front of the addition": _changed(_BOTTLENECK, order="relu_before_add"),
                "the last batch norm stands behind the addition": _changed(_BOTTLENECK, order="norm_after_add"),
                "the input is never added": _changed(_BOTTLENECK, shortcut="none"),
                "there are no batch norms": _changed(_BOTTLENECK, norm=False),
                "the middle is 128 channels wide": _changed(_BOTTLENECK, bottleneck_multiplier=0.5),
                "the shortcut has a 1x1 convolution, which it does not need": _changed(
                    _BOTTLENECK, shortcut="projection"
                ),
            },
        ),
        "full_pre": Cell(
            "Residual(64)",
            "a residual block of two 3x3 convolutions, each with batch norm and ReLU in front: 64 channels, stride 1",
            (4, 64, 8, 8),
            _FULL_PRE,
            {
                "this is still convolution, batch norm, ReLU": _changed(_FULL_PRE, order="original"),
                "the batch norms stand behind their convolutions": _changed(_FULL_PRE, order="relu_only_pre"),
                "the input is never added": _changed(_FULL_PRE, shortcut="none"),
                "there are no batch norms": _changed(_FULL_PRE, norm=False),
            },
        ),
        "resnext": Cell(
            "ResNeXtBlock(32, 16, 1)",
            "the chapter's ResNeXtBlock(32, 16, 1): 32 channels in and out, 32 in the middle, in groups of 16",
            (4, 32, 8, 8),
            _RESNEXT,
            {
                "16 groups of 2 instead of 2 groups of 16": _changed(_RESNEXT, group_width=2),
                "the middle convolution has one group": _changed(_RESNEXT, group_width=32),
                "the last ReLU stands in front of the addition": _changed(_RESNEXT, order="relu_before_add"),
                "the input is never added": _changed(_RESNEXT, shortcut="none"),
            },
        ),
        "resnet34": Cell(
            "ResNet34()",
            "ResNet-34 of Table 1: stem as in the chapter, 3 colour channels in, 1000 classes out",
            (2, 3, 64, 64),
            ZOO["resnet34"].config,
            {
                "this is ResNet-18": ZOO["resnet18"].config,
                "stages 2 and 3 have each other's number of blocks": _blocks("resnet34", (3, 6, 4, 3)),
                "the blocks have no shortcuts": ZOO["resnet34"].config.model_copy(update={"shortcut": "none"}),
                "there are 10 classes": ZOO["resnet34"].config.model_copy(update=_TEN),
            },
        ),
        "resnet50": Cell(
            "ResNet50()",
            "ResNet-50 of Table 1, its stride in the 3x3 as in torchvision: 3 colour channels in, 1000 classes out",
            (2, 3, 64, 64),
            ZOO["resnet50"].config,
            {
                "its blocks have two 3x3 convolutions, as in ResNet-34": ZOO["resnet34"].config,
                "the stride is in the first 1x1 convolution, as in the paper": ZOO["resnet50"].config.model_copy(
                    update={"style": ZOO["resnet50"].config.style.model_copy(update={"stride_on": "first"})}
                ),
                "there are 10 classes": ZOO["resnet50"].config.model_copy(update=_TEN),
            },
        ),
    }
)


class Digests(NamedTuple):
    """What the cell compares with."""

    params: tuple[str, ...]
    """Of the number of parameters: without biases in the convolutions, and with."""
    output: str
    wrong: Mapping[str, str]
    """What is said, by the digest of the output that the mistake leads to."""


@cache
def digests() -> Mapping[str, Digests]:
    """Those of every cell, as `record_cells` has written them."""
    held = json.loads(DIGESTS.read_text(encoding="utf-8"))
    return {name: Digests(tuple(each["params"]), each["output"], each["wrong"]) for name, each in held.items()}


def check_cell(name: str) -> str:
    """The source of a cell."""
    cell, known = CELLS[name], digests()[name]
    return f"""\
# Residual Lab: check your own code. Run this in your notebook below it, or save it beside it.
# Asked for: {cell.asked}.
# Change the next line so that it makes what you wrote; nothing below needs a change.
make = lambda: {cell.make}
{FUNCTIONS}

check(
    make,
    shape={cell.shape},
    params={list(known.params)!r},
    output={known.output!r},
    wrong={json.dumps(known.wrong, indent=8)[:-1]}    }},
)
"""


FUNCTIONS = '''
import hashlib

import torch
from torch import nn


def digest(value):
    """So short a name for a value that it cannot be read back."""
    return hashlib.sha256(f"residual-lab {value}".encode()).hexdigest()[:16]


def filled(module):
    """The module in double precision, every weight set from the shape of its tensor alone."""
    module = module.double().train()
    with torch.no_grad():
        for layer in module.modules():
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                count, inputs = layer.weight.numel(), layer.weight[0].numel()
                wave = torch.sin(0.37 * torch.arange(count, dtype=torch.float64) + len(layer.weight))
                layer.weight.copy_(wave.view_as(layer.weight) / inputs**0.5)
                if layer.bias is not None:
                    layer.bias.zero_()
            elif isinstance(layer, nn.BatchNorm2d):
                place = torch.arange(len(layer.weight), dtype=torch.float64)
                layer.weight.copy_(1 + 0.3 * torch.sin(place))
                layer.bias.copy_(0.2 * torch.cos(3 * place))
    return module


def batch(shape):
    """A fixed batch."""
    count = torch.Size(shape).numel()
    return torch.sin(1.7 * torch.arange(count, dtype=torch.float64)).view(shape)


def sums(y):
    """Three numbers that change when the output does."""
    place = torch.arange(y.numel(), dtype=torch.float64)
    return [round(float((y.flatten() * torch.sin(k * place)).sum()), 5) + 0.0 for k in (0.01, 0.3, 1.1)]


def check(make, shape, params, output, wrong):
    """Prints what is right and what is not."""
    module = make()
    try:
        with torch.no_grad():
            module(batch(shape).float())  # a lazy layer has no weights before
            y = filled(module)(batch(shape))
    except (RuntimeError, TypeError, ValueError) as error:
        print("WRONG: a batch of", shape, "does not get through:", error)
        return False
    count = sum(weights.numel() for weights in module.parameters())
    print("parameters:", count, "- right" if digest(count) in params else "- not what was asked for")
    print("output:", tuple(y.shape))
    name = digest((tuple(y.shape), sums(y)))
    if name == output and digest(count) in params:
        print("RIGHT: shapes, parameters and outputs are those that were asked for.")
        return True
    if name == output:
        print("WRONG: the outputs are right, but there are weights too many.")
    else:
        print("WRONG: the outputs are not those that were asked for:", wrong.get(name, "in a way not known here"))
    return False
'''
"""What every cell defines."""
