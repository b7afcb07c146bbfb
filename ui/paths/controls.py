"""The controls of the page on paths, and what they ask."""

from resnet_core.studies.paths.question import PathsQuestion
from ui.fields import Choice, Field, Number
from ui.paths import answers
from ui.section import Held

USUAL = PathsQuestion(net=next(iter(answers.NETS.values())))
NET = Choice("paths.net", tuple(answers.NETS), next(iter(answers.NETS)), look="select")
SAMPLES = Choice("paths.samples", (4, 16, 64), USUAL.samples)
SEED = Number("paths.seed", 0, 99, USUAL.seed, look="select")
FIELDS: tuple[Field, ...] = (NET, SAMPLES, SEED)


def question(held: Held) -> PathsQuestion:
    """What the controls ask."""
    return answers.question(held[NET.key], samples=held[SAMPLES.key], seed=held[SEED.key])
