"""The bug clinic: mistakes that learners make, found in source by its syntax tree; none of it is ever run.

The patients are short pieces of code with one bug each, as seen in forums and issue trackers.
"""

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from resnet_core.course.exercises.pasted import UnreadableError, block_class, called, parsed, trace
from resnet_core.course.exercises.tasks import RIGHT, Verdict

RELU_BEFORE = """
class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv1 = nn.Conv2d(c, c, 3, padding=1)
        self.bn1 = nn.BatchNorm2d(c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(c)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        return x + y
"""
SOFTMAX = """
net = nn.Sequential(body, nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                    nn.Linear(512, 10), nn.Softmax(dim=1))
loss = nn.CrossEntropyLoss()
for x, label in batches:
    optimiser.zero_grad()
    loss(net(x), label).backward()
    optimiser.step()
"""
NO_ZERO_GRAD = """
for x, label in batches:
    loss = F.cross_entropy(net(x), label)
    loss.backward()
    optimiser.step()
"""
PLAIN_LIST = """
class Stage(nn.Module):
    def __init__(self, c, n):
        super().__init__()
        self.blocks = [Residual(c) for _ in range(n)]

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return x
"""
PATIENTS: Mapping[str, str] = MappingProxyType(
    {"relu-before": RELU_BEFORE, "softmax": SOFTMAX, "zero-grad": NO_ZERO_GRAD, "plain-list": PLAIN_LIST}
)
"""By the bug that each has."""


def examine(source: str) -> Verdict:
    """The first known bug of some source; right where it has none and a block that can be followed to its addition."""
    try:
        tree = parsed(source)
    except UnreadableError as error:
        return Verdict("unreadable", {"line": error.line})
    found = next(bugs(tree), None)
    if found:
        return Verdict(found)
    block = block_class(tree)
    return Verdict(RIGHT) if block is not None and trace(block) is not None else Verdict("no-forward")


def bugs(tree: ast.Module) -> Iterator[str]:
    """The code of every known bug in a syntax tree."""
    yield from _of_the_block(tree)
    calls = [called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if any("oftmax" in call for call in calls) and {"CrossEntropyLoss", "cross_entropy"} & {*calls}:
        yield "softmax"
    if "backward" in calls and "zero_grad" not in calls:
        yield "zero-grad"
    if "backward" in calls and "step" not in calls:
        yield "no-step"
    if any(map(_is_plain_list, ast.walk(tree))):
        yield "plain-list"


def _of_the_block(tree: ast.Module) -> Iterator[str]:
    found = block_class(tree)
    path = None if found is None else trace(found)
    if path is None or not any(layer.kind == "conv" for layer in path.layers):
        return
    if not path.added:
        yield "no-addition"
    elif path.layers[-1].kind == "relu":
        yield "relu-before"
    norms = [layer.name for layer in path.layers if layer.kind == "norm"]
    if len({*norms}) < len(norms) and "" not in norms:
        yield "norm-twice"


def _is_plain_list(node: ast.AST) -> bool:
    """Whether modules are kept in a list of Python, where torch does not see their weights."""
    match node:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"))], value=ast.ListComp(elt=ast.Call())):
            return True
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"))], value=ast.List(elts=elements)):
            return any(isinstance(element, ast.Call) for element in elements)
    return False
