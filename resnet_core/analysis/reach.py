"""Which pixels of a block's input each branch reads at all.

Windows are squares, so one axis tells everything: a pixel is read when its row and its column are. A 1x1 projection
with stride 2 reads every other row and column, one pixel in four.
"""

from resnet_core.plan.nodes import AvgPool, Conv, GatedPath, GlobalAvgPool, MaxPool, ZeroPad
from resnet_core.plan.shapes import Step, Tap, walk_path


def read_along_one_axis(path: GatedPath, channels: int, size: int) -> tuple[bool, ...]:
    """For each of the `size` rows of the input, whether some output of `path` depends on it."""
    steps = list(walk_path(path, "path", branch="main", at=Tap("input", (channels, size, size))))
    needed = set(range(steps[-1].out_shape[1] if steps else size))
    for step in reversed(steps):
        kernel, stride, padding = _window(step)
        reached = {o * stride - padding + i for o in needed for i in range(kernel)}
        needed = {row for row in reached if 0 <= row < step.in_shape[1]}
    return tuple(row in needed for row in range(size))


def share_read(path: GatedPath, channels: int, size: int) -> float:
    """Share of the input's pixels that the path reads."""
    return (sum(read_along_one_axis(path, channels, size)) / size) ** 2


def _window(step: Step) -> tuple[int, int, int]:
    """Kernel, stride and padding; a layer that works on each pixel alone has a window of one."""
    match step.layer:
        case Conv() | MaxPool():
            return step.layer.kernel, step.layer.stride, step.layer.padding
        case AvgPool():
            return step.layer.kernel, step.layer.stride, 0
        case ZeroPad():
            return 1, step.layer.stride, 0
        case GlobalAvgPool():
            return step.in_shape[1], 1, 0
        case _:
            return 1, 1, 0
