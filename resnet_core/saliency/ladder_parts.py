"""What a ladder of random weights draws anew on each of its rungs, in the order from the output to the input.

By layer as in Adebayo et al. 2018 (arXiv:1810.03292, sec. 3). A block has two paths: here the main path goes first,
from its end to its start, and then the projection of its shortcut.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resnet_core.plan.nodes import Conv, Gate, GatedPath, Layer, Linear, NetworkPlan, Norm

By = Literal["stage", "layer"]
"""What becomes random at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one rung draws anew."""

    name: str
    """Of a stage, the stem or the head; or the path of a layer, `stage3.block1.main.conv2`."""
    modules: tuple[str, ...]
    """Their paths."""


def parts(plan: NetworkPlan, by: By) -> tuple[Part, ...]:
    """Every weight of the net in exactly one part."""
    if by == "stage":
        names = ("head", *(stage.name for stage in reversed(plan.stages)), "stem")
        return tuple(Part(name, (name,)) for name in names)
    return tuple(part for line in _lines(plan) for part in reversed(_layers(line)))


def _lines(plan: NetworkPlan) -> Iterator[list[tuple[str, Layer]]]:
    """From the head to the stem, each path with its layers in the order they are computed."""
    yield _placed(("head", plan.head))
    for stage in reversed(plan.stages):
        for block in reversed(stage.blocks):
            at = f"{stage.name}.{block.name}"
            yield _placed((f"{at}.before", block.before), (f"{at}.main", block.main), (f"{at}.after", block.after))
            yield _placed((f"{at}.shortcut", block.shortcut or ()))
    yield _placed(("stem", plan.stem))


def _placed(*paths: tuple[str, GatedPath]) -> list[tuple[str, Layer]]:
    return [placed for at, path in paths for layer in path for placed in _opened(f"{at}.{layer.name}", layer)]


def _opened(at: str, layer: Layer | Gate) -> list[tuple[str, Layer]]:
    """The layer itself, or those of the gate that it is."""
    return _placed((at, layer.path)) if isinstance(layer, Gate) else [(at, layer)]


def _layers(line: list[tuple[str, Layer]]) -> list[Part]:
    """A convolution or a linear layer with the norms that follow it; norms before the first go with the first."""
    weighty = [path for path, layer in line if isinstance(layer, Conv | Linear)]
    owned: dict[str, list[str]] = {path: [path] for path in weighty}
    owner = weighty[0] if weighty else None
    for path, layer in line:
        owner = path if path in owned else owner
        if isinstance(layer, Norm):
            assert owner is not None, path  # no path of ours has a norm and no convolution
            owned[owner].append(path)
    return [Part(name, tuple(modules)) for name, modules in owned.items()]
