"""The controls of the page on gradients."""

from types import MappingProxyType

from resnet_core.studies.gradients.findings import MEASURES
from resnet_core.studies.gradients.question import IN_TRAINING
from resnet_core.studies.nets import SmallNet
from ui.fields import Choice, Number
from ui.gradients import answers
from ui.section import Held
from ui.small_nets import Answers, Cards

DEFAULT = (
    SmallNet(depth=56, shortcut="none"),
    SmallNet(depth=56),
    SmallNet(depth=56, shortcut="none", norm=False),
)
STEPS = MappingProxyType({f"after_{step}" if step else "start": step for step in IN_TRAINING})
"""After how many steps one looks, by the code of the choice."""
WHEN = Choice("gradients.when", tuple(STEPS), "start", "slider")
MEASURE = Choice("gradients.measure", MEASURES, "weights", "select")
SEED = Number("gradients.seed", 0, 99, 0, look="select")
CARDS = Cards("gradients", DEFAULT)
FIELDS = (*CARDS.fields, WHEN, MEASURE, SEED)
ANSWERS = Answers(
    (WHEN, SEED),
    recorded=lambda net, held: answers.is_recorded(net, seed=held[SEED.key]),
    known=lambda net, held: answers.is_known(net, seed=held[SEED.key], step=step_of(held)),
)


def step_of(held: Held) -> int:
    """After how many steps one looks."""
    return STEPS[held[WHEN.key]]


def seen(held: Held) -> list[answers.Seen]:
    """What is known of the nets that are held."""
    return answers.of_nets(CARDS.nets(held), seed=held[SEED.key], step=step_of(held))
