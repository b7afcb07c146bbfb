"""What comes back before training in four nets of one depth: with shortcuts or without, with norms or without."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import geometric_spread
from resnet_core.studies.gradients.findings import EVEN, Runs, came_back, look

Outcome = Literal["vanishes", "even", "explodes"]
OUTCOMES: tuple[Outcome, ...] = ("vanishes", "even", "explodes")
"""What a learner may expect of a gradient on its way back."""


class Corners(NamedTuple):
    """The gradient behind the first block over that behind the last, geometric means; `bare` nets have no norms."""

    plain: float
    residual: float
    bare_plain: float
    bare_residual: float
    shrunk: float
    """How many times as small it comes back in the plain net without norms."""

    @property
    def came(self) -> Outcome:
        """What becomes of it in the plain net with norms."""
        return "explodes" if self.plain > EVEN else "vanishes" if self.plain < 1 / EVEN else "even"


def course_back(runs: Runs) -> tuple[float | None, ...]:
    """|dL/dh| behind every block over that behind the last, before training, the geometric mean over the seeds."""
    looks = [snapshot for run in runs.answers if (snapshot := look(run, 0))]
    shares = [
        [value / snapshot.outputs[-1] if value and snapshot.outputs[-1] else None for value in snapshot.outputs]
        for snapshot in looks
    ]
    means = [geometric_spread(column) for column in zip(*shares, strict=True)]
    return tuple(mean and mean.mean for mean in means)


def corners(nets: Sequence[Runs], depth: int) -> Corners | None:
    """The four nets of that depth; None where one is missing, or has no gradient."""
    found = {
        (runs.net.plain, runs.net.norm): geometric_spread(came_back(run.snapshots[0]) for run in runs.answers)
        for runs in nets
        if runs.net.depth == depth and not runs.net.zero_init
    }
    backs = [found.get(corner) for corner in ((True, True), (False, True), (True, False), (False, False))]
    means = [back.mean for back in backs if back]
    if len(means) < len(backs):
        return None
    plain, residual, bare_plain, bare_residual = means
    return Corners(plain, residual, bare_plain, bare_residual, 1 / bare_plain)
