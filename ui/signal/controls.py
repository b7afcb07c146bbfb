"""The controls of the page on the signal."""

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.signal.findings import MEASURES
from ui.fields import Choice, Number
from ui.section import Held
from ui.signal import answers
from ui.small_nets import Answers, Cards

KNOBS = ("shortcut", "depth", "order", "norm", "zero_init", "init")
DEFAULT = (
    SmallNet(depth=56, shortcut="projection_norm", order="full_pre"),
    SmallNet(depth=56, shortcut="none"),
    SmallNet(depth=56, shortcut="none", norm=False),
)
NO_TRAINED, LINEAR, LOG = "none", "linear", "log"
INPUT = Choice("signal.input", ("images", "noise"), "images")
MEASURE = Choice("signal.measure", MEASURES, "variance", "select")
AXIS = Choice("signal.axis", (LINEAR, LOG), LINEAR)
TRAINED = Choice("signal.trained", (NO_TRAINED, *answers.TRAINED_NETS), NO_TRAINED, "select")
SEED = Number("signal.seed", 0, 99, 0, look="select")
CONTROLS = (INPUT, MEASURE, AXIS, TRAINED, SEED)
CARDS = Cards("signal", DEFAULT, KNOBS)
FIELDS = (*CARDS.fields, *CONTROLS)
ANSWERS = Answers(
    (INPUT, TRAINED, SEED),
    recorded=lambda net, held: answers.is_recorded(net, held[INPUT.key], held[SEED.key]),
    known=lambda net, held: (
        answers.is_known(net, held[INPUT.key], held[SEED.key])
        and answers.is_trained_known(held[TRAINED.key], held[INPUT.key], held[SEED.key])
    ),
)


def seen(held: Held) -> list[answers.Seen]:
    """What is known of the nets that are held."""
    kind, seed = held[INPUT.key], held[SEED.key]
    return [*answers.of_nets(CARDS.nets(held), kind, seed), *answers.of_trained(held[TRAINED.key], kind, seed)]
