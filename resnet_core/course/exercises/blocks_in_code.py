"""What is wrong with a block whose source a learner pasted: a bottleneck, or a block of full pre-activation."""

import ast
from collections.abc import Callable

from resnet_core.course.exercises.pasted import Layer, Trace, UnreadableError, block_class, layers, parsed, trace
from resnet_core.course.exercises.tasks import RIGHT, Verdict

FULL_PRE = ("norm", "relu", "conv")
"""What stands twice on the main path (He et al. 2016, arXiv:1603.05027, Fig. 1b)."""


def kinds(some: tuple[Layer, ...]) -> tuple[str, ...]:
    """What each layer is."""
    return tuple(layer.kind for layer in some)


def read_block(source: str, look: Callable[[Trace], Verdict]) -> Verdict:
    """What `look` says of the block's trace; why there is none to look at, where there is none."""
    try:
        found = block_class(parsed(source))
    except UnreadableError as error:
        return Verdict("unreadable", {"line": error.line})
    if found is None:
        return Verdict("no-forward")
    path = trace(found)
    if path is None:
        return Verdict("no-return")
    if missing := _unmade(found):
        return Verdict("unmade", {"name": missing})
    return look(path) if path.added else Verdict("no-addition")


def pre_activation(path: Trace) -> Verdict:
    """Whether a block is norm, ReLU, convolution twice, and an addition with nothing behind it."""
    main, shortcut = kinds(path.layers), kinds(path.shortcut or ())
    if path.after:
        return Verdict("after", {"layer": path.after[0].kind})
    if main[:1] == ("conv",):
        return Verdict("conv-first")
    if shortcut and "conv" not in shortcut:
        return Verdict("shortcut-activated")
    if main == FULL_PRE * 2:
        return Verdict(RIGHT)
    if main[-1:] != ("conv",):
        return Verdict("last", {"layer": main[-1] if main else "none"})
    if main[:2] == ("relu", "norm"):
        return Verdict("relu-first")
    short = next((kind for kind in FULL_PRE if main.count(kind) < 2), None)
    return Verdict("too-few", {"layer": short}) if short else Verdict("order", {"layers": list(main)})


def bottleneck(path: Trace) -> Verdict:
    """Whether a block is 1x1, 3x3, 1x1 with batch norms between, and the last ReLU behind the addition."""
    main = kinds(path.layers)
    kernels = [layer.kernel for layer in path.layers if layer.kind == "conv"]
    if len(kernels) != 3:
        return Verdict("count", {"count": len(kernels)})
    if None not in kernels and kernels != [1, 3, 1]:
        return Verdict("kernels", {"kernels": kernels})
    if main.count("norm") < 3:
        return Verdict("norms", {"count": main.count("norm")})
    if main[-1] == "relu":
        return Verdict("relu-before")
    if main.count("relu") < 2:
        return Verdict("relus", {"count": main.count("relu")})
    return Verdict(RIGHT) if kinds(path.after)[:1] == ("relu",) else Verdict("no-relu-after")


def _unmade(of: ast.ClassDef) -> str | None:
    """A layer that `forward` calls and `__init__` does not make; None where all are there, or where it is inherited."""
    made = layers(of)
    init = next((node for node in of.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"), None)
    if init is None:
        return None
    known = {*made} | {
        node.attr for node in ast.walk(init) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    methods = {node.name for node in of.body if isinstance(node, ast.FunctionDef)}
    used = (
        node.func.attr
        for node in ast.walk(of)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "self"
    )
    return next((name for name in used if name not in known | methods), None)
