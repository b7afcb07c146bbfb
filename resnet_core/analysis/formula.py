r"""A block as one line of mathematics, read off its plan.

`W_1 * x` is a convolution, `\mathrm{BN}` a batch norm, `P` a pooled or padded shortcut; the input of the block is `x`;
`\mathrm{SE}` is squeeze-and-excitation, whose own line says what it does to a map `z` with the channel means `\bar z`.
"""

from collections.abc import Iterator
from itertools import count, repeat

from resnet_core.plan.nodes import (
    AvgPool,
    Block,
    Conv,
    Gate,
    GatedPath,
    GlobalAvgPool,
    Layer,
    Norm,
    Relu,
    Sigmoid,
    ZeroPad,
)


def formula(block: Block) -> tuple[str, ...]:
    """LaTeX lines: what both branches share and the gate (if there are any), F, and the output y.

    `W_s` as in He et al. 2015, eq. 2.
    """
    weights = count(1)
    lines = []
    x = "x"
    if block.before:
        lines.append(rf"\tilde{{x}} = {_fold(block.before, x, weights)}")
        x = r"\tilde{x}"
    lines.append(rf"F(x) = {_fold(block.main, x, weights)}")
    lines += [rf"\mathrm{{SE}}(z) = z \cdot {_fold(layer.path, 'z', weights)}" for layer in _gates(block.main)]
    total = "F(x)" if block.shortcut is None else f"F(x) + {_fold(block.shortcut, x, repeat('s'))}"
    lines.append(f"y = {_fold(block.after, total, weights)}")
    return tuple(lines)


def _gates(path: GatedPath) -> Iterator[Gate]:
    return (layer for layer in path if isinstance(layer, Gate))


def _fold(path: GatedPath, start: str, weights: Iterator[int] | Iterator[str]) -> str:
    text = start
    for layer in path:
        text = _apply(layer, text, weights)
    return text


def _apply(layer: Layer | Gate, inner: str, weights: Iterator[int] | Iterator[str]) -> str:
    match layer:
        case Conv():
            return rf"W_{{{next(weights)}}} * {_bracketed(inner)}"
        case Norm():
            return rf"\mathrm{{BN}}({inner})"
        case Relu():
            return rf"\mathrm{{ReLU}}({inner})"
        case AvgPool():
            return rf"\mathrm{{pool}}({inner})"
        case ZeroPad():
            return rf"\mathrm{{pad}}({inner})"
        case GlobalAvgPool():
            return rf"\bar{{{inner}}}"
        case Sigmoid():
            return rf"\sigma({inner})"
        case Gate():
            return rf"\mathrm{{SE}}({inner})"
        case _:
            raise AssertionError(f"{layer} has no place in a block")


def _bracketed(inner: str) -> str:
    """A convolution of a sum or of another convolution needs brackets, one of a name or a function does not."""
    return f"({inner})" if " * " in inner.partition("(")[0] or " + " in inner else inner
