"""Python source that a learner pasted, read by its syntax tree and never run: which layers a block's input meets.

`forward` is followed with a trace in place of each tensor: the layers it has been through, in order. An addition joins
two traces; the one with more convolutions is the main path. Of an `if`, what stands under it is followed.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

LONGEST = 20_000
"""Characters that are read."""

Kind = Literal["conv", "norm", "relu", "softmax", "pool", "other"]
_LAYERS: dict[str, Kind] = {
    **dict.fromkeys(("Conv2d", "LazyConv2d"), "conv"),
    **dict.fromkeys(("BatchNorm2d", "LazyBatchNorm2d", "SyncBatchNorm"), "norm"),
    **dict.fromkeys(("ReLU", "relu", "relu_"), "relu"),
    **dict.fromkeys(("Softmax", "LogSoftmax", "softmax", "log_softmax"), "softmax"),
    **dict.fromkeys(("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d"), "pool"),
}


class UnreadableError(ValueError):
    """The text is no Python; `line` is where it ends to be."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Layer(NamedTuple):
    """A layer that a tensor went through."""

    kind: Kind
    name: str
    """Of the attribute; empty for a function."""
    kernel: int | None = None
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a tensor has been: before an addition, and after."""

    layers: tuple[Layer, ...] = ()
    shortcut: tuple[Layer, ...] | None = None
    """What was added to the main path; None without an addition."""
    after: tuple[Layer, ...] = ()

    @property
    def added(self) -> bool:
        """Whether there was an addition."""
        return self.shortcut is not None

    def through(self, *layers: Layer) -> "Trace":
        """The trace behind these layers."""
        if self.added:
            return replace(self, after=(*self.after, *layers))
        return replace(self, layers=(*self.layers, *layers))

    def plus(self, other: "Trace") -> "Trace":
        """The trace behind the addition of two."""
        main, short = sorted((self, other), key=_convolutions, reverse=True)
        return Trace(main.layers, short.layers, ())


def parsed(source: str) -> ast.Module:
    """The syntax tree; UnreadableError where there is none. Lines that a notebook gives to a shell are left out."""
    lines = [("" if line.lstrip().startswith(("!", "%")) else line) for line in source[:LONGEST].splitlines()]
    try:
        return ast.parse("\n".join(lines))
    except SyntaxError as error:
        raise UnreadableError(error.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableError(1) from None


def block_class(tree: ast.Module) -> ast.ClassDef | None:
    """The last class with a `forward`; None without one."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and method(node, "forward")]
    return classes[-1] if classes else None


def method(of: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    """The method of that name."""
    return next((node for node in of.body if isinstance(node, ast.FunctionDef) and node.name == name), None)


def layers(of: ast.ClassDef) -> dict[str, tuple[Layer, ...]]:
    """The layers that `__init__` makes, by the name of their attribute; a `Sequential` has several."""
    init = method(of, "__init__")
    found: dict[str, tuple[Layer, ...]] = {}
    for node in ast.walk(init) if init else ():
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node.targets[0], node.value):
                if name := attribute(target):
                    found[name] = tuple(_made(value, name)) or found.get(name, ())
    return found


def trace(of: ast.ClassDef) -> Trace | None:
    """Where the input of `forward` has been when it is returned; None where nothing comes back that can be followed."""
    forward = method(of, "forward")
    assert forward is not None, "a block class has a forward"
    known = {argument.arg: Trace() for argument in forward.args.args[1:2]}
    return _Follower(layers(of), known).run(forward.body)


def called(node: ast.Call) -> str:
    """The last name of what is called: `relu` of `F.relu`."""
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def attribute(node: ast.AST) -> str:
    """`conv1` of `self.conv1`; empty for anything else."""
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name
    return ""


class _Follower:
    """Follows the tensors of one `forward`."""

    def __init__(self, made: dict[str, tuple[Layer, ...]], known: dict[str, Trace]) -> None:
        self.made, self.known = made, known

    def run(self, body: list[ast.stmt]) -> Trace | None:
        """The trace of what is returned."""
        for statement in body:
            match statement:
                case ast.Return(value=value):
                    return self.of(value)
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self._hold(name, self.of(value))
                case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                    self._hold(name, self._sum(ast.Name(name), value))
                case ast.If(body=inner):
                    if (returned := self.run(inner)) is not None:
                        return returned
        return None

    def of(self, node: ast.AST | None) -> Trace | None:
        """The trace of an expression; None where it is no tensor that is known."""
        match node:
            case ast.Name(id=name):
                return self.known.get(name)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self._sum(left, right)
            case ast.IfExp(body=body, orelse=orelse):
                return self.of(body) or self.of(orelse)
            case ast.Call():
                return self._call(node)
        return None

    def _call(self, node: ast.Call) -> Trace | None:
        inputs = [given for argument in node.args if (given := self.of(argument)) is not None]
        if called(node) in ("add", "add_") and len(node.args) == 2:
            return self._sum(*node.args)
        if not inputs and isinstance(node.func, ast.Attribute):
            inputs = [given for given in (self.of(node.func.value),) if given is not None]
        if not inputs:
            return None
        name = attribute(node.func)
        kind = _LAYERS.get(called(node), "other")
        return inputs[0].through(*(self.made.get(name, ()) if name else (Layer(kind, ""),)))

    def _sum(self, left: ast.AST, right: ast.AST) -> Trace | None:
        one, two = self.of(left), self.of(right)
        return one.plus(two) if one is not None and two is not None else one or two

    def _hold(self, name: str, found: Trace | None) -> None:
        if found is not None:
            self.known[name] = found


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What an assignment assigns to what: `a, b = c, d` twice."""
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            yield from zip(targets, values, strict=True)
        case _:
            yield target, value


def _convolutions(of: Trace) -> int:
    return sum(layer.kind == "conv" for layer in of.layers)


def _made(node: ast.AST, name: str) -> Iterator[Layer]:
    """The layers that an expression makes."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from tuple(_made(body, name)) or tuple(_made(orelse, name))
        case ast.Call() if called(node) in ("Sequential", "ModuleList"):
            for argument in node.args:
                yield from _made(argument, name)
        case ast.Starred(value=value):
            yield from _made(value, name)
        case ast.List(elts=inner) | ast.Tuple(elts=inner):
            for each in inner:
                yield from _made(each, name)
        case ast.Call():
            kind = _LAYERS.get(called(node))
            if kind is not None:
                yield Layer(kind, name, _kernel(node), any(word.arg == "groups" for word in node.keywords))


def _kernel(node: ast.Call) -> int | None:
    """The kernel size that a convolution is given as a plain number; its place depends on whether it is lazy."""
    place = 1 if called(node) == "LazyConv2d" else 2
    given = [word.value for word in node.keywords if word.arg == "kernel_size"] or node.args[place : place + 1]
    match given:
        case [ast.Constant(value=int(size))] | [ast.Tuple(elts=[ast.Constant(value=int(size)), *_])]:
            return size
    return None
