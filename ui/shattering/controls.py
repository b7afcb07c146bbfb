"""The controls of the page on shattered gradients."""

from resnet_core.studies.nets import SmallNet
from resnet_core.studies.shattering.question import EPSILONS, LINE_DEPTHS, SHOWN, LineQuestion
from ui.fields import Choice, Switch
from ui.lesson import Try
from ui.predict import Prediction
from ui.section import Held
from ui.shattering import answers
from ui.small_nets import Answers, Cards

KNOBS = ("shortcut", "depth", "norm", "zero_init", "init", "order")
DEFAULT = (SmallNet(depth=56, shortcut="none"), SmallNet(depth=56))
DEPTH = Choice("shattering.depth", LINE_DEPTHS, 24, "slider")
BETA = Choice("shattering.beta", (0.1, 0.3, 1.0), 0.1)
NORM = Switch("shattering.norm", default=True, message="net-norm")
SEED = Choice("shattering.seed", tuple(range(SHOWN)), 0)
EPS = Choice("shattering.eps", EPSILONS, 0.01)
CARDS = Cards("shattering", DEFAULT, KNOBS)
ANSWERS = Answers((), recorded=lambda net, _: answers.is_recorded(net), known=lambda net, _: answers.is_known(net))
PREDICTION = Prediction("shattering-predict", ("brown", "between", "white"), "shattering_guess")
TRIES = (
    Try("shattering-try-shallow", {DEPTH: 4, NORM: True, BETA: 0.1}),
    Try("shattering-try-beta", {DEPTH: 24, NORM: True, BETA: 1.0}),
    Try("shattering-try-bare", {DEPTH: 24, NORM: False, BETA: 0.1}),
)
FIELDS = (DEPTH, BETA, NORM, SEED, EPS, *CARDS.fields)


def line_questions(held: Held) -> tuple[LineQuestion, ...]:
    """What the controls ask: the plain net of one number, and the residual one."""
    depth, norm = held[DEPTH.key], held[NORM.key]
    return tuple(LineQuestion(beta=beta, depth=depth, norm=norm) for beta in (None, held[BETA.key]))
