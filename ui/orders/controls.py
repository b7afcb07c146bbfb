"""The controls of the page on orders, and the races they ask for."""

from resnet_core.studies.nets import DEPTHS
from resnet_core.studies.orders.question import SEEDS, orders_race
from resnet_core.studies.race.question import RaceQuestion
from ui.codes import ORDERS
from ui.fields import Choice, Number
from ui.lesson import Try
from ui.predict import Prediction
from ui.race.controls import CLIPS, clip_norm
from ui.section import Held

LEFT = Choice("orders.left", ORDERS, ORDERS[0], "select", words="orders-name")
RIGHT = Choice("orders.right", ORDERS, ORDERS[-1], "select", words="orders-name")

DEPTH = Choice("orders.depth", DEPTHS, 56, "slider", "net-depth")
STEPS = Number("orders.steps", 20, 400, 120, step=20, message="race-steps")
LR = Choice("orders.lr", (0.01, 0.03, 0.1, 0.3), 0.1, message="race-lr")
CLIP = Choice("orders.clip", CLIPS, 1.0)
COUNT = Number("orders.seeds", 1, 5, len(SEEDS), message="race-seeds")
FIRST = Number("orders.seed", 0, 99, 0, look="select")
RACE = (DEPTH, STEPS, LR, CLIP, COUNT, FIRST)
FIELDS = (LEFT, RIGHT, *RACE)
LIGHTER = (STEPS, DEPTH)
"""What asks for less when it is smaller, the mildest change first."""
PREDICTION = Prediction("orders-predict", ORDERS, "orders_guess")
TRIES = (
    Try("orders-try-shallow", {DEPTH: 20}),
    Try("orders-try-unclipped", {CLIP: "off", STEPS: 60, COUNT: 1}),
    Try("orders-try-worst", {LEFT: "norm_after_add", RIGHT: "full_pre"}),
)


def questions(held: Held) -> tuple[RaceQuestion, ...]:
    """The races that the controls ask for, one a seed."""
    clip = clip_norm(held[CLIP.key])
    first = orders_race(held[DEPTH.key], steps=held[STEPS.key], lr=held[LR.key], clip_norm=clip)
    seeds = range(held[FIRST.key], held[FIRST.key] + held[COUNT.key])
    return tuple(first.model_copy(update={"seed": seed}) for seed in seeds)
