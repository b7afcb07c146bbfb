"""What one finds who plays with depth, shortcuts and batch norms: three measurements of the same four nets."""

import math
from dataclasses import replace
from functools import cache, partial

from resnet_core.studies.gradients import measure as gradients
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.puzzle.question import Flow, Puzzle, PuzzleQuestion
from resnet_core.studies.race.measure import race
from resnet_core.studies.rounding import told
from resnet_core.studies.signal import measure as signal
from resnet_core.studies.workbench import Workbench


def play(question: PuzzleQuestion, bench: Workbench) -> Puzzle:
    """All four nets, raced and looked into; pictures are read once."""
    bench = replace(bench, images=cache(bench.images))
    flows = map(partial(_flow, question, bench), question.race.nets)
    return Puzzle(flows=tuple(flows), race=race(question.race, bench))


def _flow(question: PuzzleQuestion, bench: Workbench, net: SmallNet) -> Flow:
    places = signal.measure(question.signal(net), bench).places[1:]  # the first is the input
    look = gradients.measure(question.gradients(net), bench).snapshots[0]
    variances = [place.variance for place in places]
    forward = tuple(None if variance is None else told(math.sqrt(variance)) for variance in variances)
    return Flow(forward=forward, backward=look.outputs)
