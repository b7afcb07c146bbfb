"""The controls of a twin run, and the races they ask for."""

from collections.abc import Mapping
from typing import Any

from resnet_core.studies.nets import DEPTHS, SmallNet
from resnet_core.studies.race.question import MAP_DEPTHS, WIDE, RaceQuestion, twins
from ui.codes import ORDERS
from ui.fields import Choice, Field, Number, Switch
from ui.small_nets import SIZES, WIDTHS

OFF = "off"
CLIPS = (OFF, 0.3, 1.0, 3.0)

LAYERS = Choice("race.layers", MAP_DEPTHS, MAP_DEPTHS[-1], "slider")
"""Of the deeper pair in the replayed race."""
DEPTH = Choice("race.depth", DEPTHS, 20, "slider", "net-depth")
SECOND = Choice("race.second", (OFF, *DEPTHS), 56, "select")
WIDTH = Choice("race.width", WIDTHS, 8)
SIZE = Choice("race.size", SIZES, 14)
NORM = Switch("race.norm", default=True, message="net-norm")
ORDER = Choice("race.order", ORDERS, "original", "select", words="order")
ZERO = Switch("race.zero", default=False)
LR = Choice("race.lr", (0.003, 0.01, 0.03, 0.1, 0.3, 1.0), 0.1, "slider")
BATCH = Choice("race.batch", (32, 64, 128, 256), 128)
WARM_UP = Choice("race.warm_up", (0, 20, 50, 100), 0)
CLIP = Choice("race.clip", CLIPS, OFF)
STEPS = Number("race.steps", 20, 600, 100, step=10)
SEEDS = Number("race.seeds", 1, 5, 3)
FIRST_SEED = Number("race.seed", 0, 99, 0, look="select")

MAIN: tuple[Field, ...] = (DEPTH, SECOND, STEPS, SEEDS, FIRST_SEED)
NETS: tuple[Field, ...] = (WIDTH, SIZE, NORM, ORDER, ZERO)
RECIPE: tuple[Field, ...] = (LR, BATCH, WARM_UP, CLIP)
FIELDS = (*MAIN, *NETS, *RECIPE)
LIGHTER: tuple[Field, ...] = (BATCH, WIDTH, STEPS, SIZE, DEPTH, SECOND)
"""What asks for less when it is smaller, the mildest change first."""

SPIKE_LR = 0.1
REPAIRS: dict[str, dict[str, Any]] = {
    "warm_up": {WARM_UP.key: 20},
    "clip": {CLIP.key: 1.0},
    "zero": {ZERO.key: True},
}
"""What calms the start."""

_DEFAULTS: dict[str, Any] = {field.key: field.default for field in FIELDS}
PAIR = _DEFAULTS
"""The two depths of He et al. 2015, Fig. 1."""
CLASSROOM = _DEFAULTS | {SEEDS.key: 1, FIRST_SEED.key: 10}
"""The same two pairs once, from a seed that was not recorded."""


def questions(held: Mapping[str, Any]) -> tuple[RaceQuestion, ...]:
    """The races that the controls stand for, one for each seed."""
    depths = [held[DEPTH.key]] + ([] if held[SECOND.key] == OFF else [held[SECOND.key]])
    nets = tuple(net for depth in dict.fromkeys(depths) for net in twins(_net(held, depth)))
    return tuple(
        RaceQuestion(
            nets=nets,
            steps=held[STEPS.key],
            batch_size=held[BATCH.key],
            lr=held[LR.key],
            warm_up_steps=held[WARM_UP.key],
            clip_norm=clip_norm(held[CLIP.key]),
            seed=seed,
        )
        for seed in range(held[FIRST_SEED.key], held[FIRST_SEED.key] + held[SEEDS.key])
    )


def clip_norm(code: float | str) -> float | None:
    """What an option of clipping stands for, as a question has it."""
    return None if code == OFF else float(code)


def spiky(question: RaceQuestion) -> bool:
    """Whether a residual net of the race is one whose start we found too fast, or wider or deeper, with no repair."""
    deep = any(
        net.norm and not net.plain and not net.zero_init and net.depth >= WIDE.depth and net.width >= WIDE.width
        for net in question.nets
    )
    return deep and question.lr >= SPIKE_LR and question.warm_up_steps == 0 and question.clip_norm is None


def _net(held: Mapping[str, Any], depth: int) -> SmallNet:
    return SmallNet(
        depth=depth,
        width=held[WIDTH.key],
        size=held[SIZE.key],
        norm=held[NORM.key],
        order=held[ORDER.key],
        zero_init=held[ZERO.key],
    )
