"""The controls of a twin run, and the races they ask for."""

from collections.abc import Mapping
from typing import Any

from resnet_core.probes.nets import DEPTHS, SmallNet
from resnet_core.probes.race import WIDE, RaceProbe, twins
from ui.fields import Choice, Field, Number, Switch
from ui.spelling import ORDERS, ORDERS_EXPLAINED, core_word

OFF = "off"

DEPTH = Choice("race.depth", "Depth", DEPTHS, 20, "Layers with weights: 6n+2.", "slider")
SECOND = Choice("race.second", "And a second pair of depth", (OFF, *DEPTHS), 56, look="select")
WIDTH = Choice("race.width", "Channels of the first stage", (4, 8, 16), 8, "The paper has 16.")
SIZE = Choice("race.size", "Picture size, pixels", (14, 28), 14, "14 are means of 2×2.")
NORM = Switch("race.norm", "Batch normalisation", default=True)
ORDER = Choice("race.order", "Order in a block", ORDERS, "original", ORDERS_EXPLAINED, "select")
ZERO = Switch(
    "race.zero",
    "Residual blocks start at zero",
    default=False,
    help="The last weighted layer of each main path; a plain net could not learn from there.",
)
LR = Choice("race.lr", "Learning rate", (0.003, 0.01, 0.03, 0.1, 0.3, 1.0), 0.1, look="slider")
BATCH = Choice("race.batch", "Batch", (32, 64, 128, 256), 128)
WARM_UP = Choice("race.warm_up", "Warm-up, steps", (0, 20, 50, 100), 0, "The rate rises in a straight line.")
CLIP = Choice(
    "race.clip",
    "Clip gradients at",
    (OFF, 0.3, 1.0, 3.0),
    OFF,
    "A gradient longer than this, over all weights of a net, is shortened to it.",
)
STEPS = Number("race.steps", "Steps", 20, 600, 100, step=10)
SEEDS = Number("race.seeds", "Seeds", 1, 5, 3, "One race each, one after another.")
FIRST_SEED = Number(
    "race.seed", "First seed", 0, 99, 0, "Another seed: other first weights, other batches.", look="select"
)

MAIN: tuple[Field, ...] = (DEPTH, SECOND, STEPS, SEEDS, FIRST_SEED)
NETS: tuple[Field, ...] = (WIDTH, SIZE, NORM, ORDER, ZERO)
RECIPE: tuple[Field, ...] = (LR, BATCH, WARM_UP, CLIP)
FIELDS = (*MAIN, *NETS, *RECIPE)

SPIKE_LR = 0.1
REPAIRS: dict[str, dict[str, Any]] = {
    "Warm up over 20 steps": {WARM_UP.key: 20},
    "Clip gradients at 1": {CLIP.key: 1.0},
    "Start blocks at zero": {ZERO.key: True},
}
"""What calms the start, by the label of its button."""

_DEFAULTS: dict[str, Any] = {field.key: field.default for field in FIELDS}
PAIR = _DEFAULTS
"""The two depths of He et al. 2015, Fig. 1."""
CLASSROOM = _DEFAULTS | {SEEDS.key: 1, FIRST_SEED.key: 10}
"""The same two pairs once, from a seed that was not recorded."""


def questions(held: Mapping[str, Any]) -> tuple[RaceProbe, ...]:
    """The races that the controls stand for, one for each seed."""
    depths = [held[DEPTH.key]] + ([] if held[SECOND.key] == OFF else [held[SECOND.key]])
    nets = tuple(net for depth in dict.fromkeys(depths) for net in twins(_net(held, depth)))
    clip = held[CLIP.key]
    return tuple(
        RaceProbe(
            nets=nets,
            steps=held[STEPS.key],
            batch_size=held[BATCH.key],
            lr=held[LR.key],
            warm_up_steps=held[WARM_UP.key],
            clip_norm=None if clip == OFF else clip,
            seed=seed,
        )
        for seed in range(held[FIRST_SEED.key], held[FIRST_SEED.key] + held[SEEDS.key])
    )


def spiky(probe: RaceProbe) -> bool:
    """Whether a residual net of the race is one whose start we found too fast, or wider or deeper, with no repair."""
    deep = any(
        net.norm and not net.plain and not net.zero_init and net.depth >= WIDE.depth and net.width >= WIDE.width
        for net in probe.nets
    )
    return deep and probe.lr >= SPIKE_LR and probe.warm_up_steps == 0 and probe.clip_norm is None


def _net(held: Mapping[str, Any], depth: int) -> SmallNet:
    return SmallNet(
        depth=depth,
        width=held[WIDTH.key],
        size=held[SIZE.key],
        norm=held[NORM.key],
        order=core_word(held[ORDER.key]),
        zero_init=held[ZERO.key],
    )
