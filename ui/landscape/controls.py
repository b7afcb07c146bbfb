"""The controls of the landscape page, and the walk that they ask for."""

from typing import Any, Literal, NamedTuple

from resnet_core.studies.landscape.question import SEEDS, LandscapeQuestion, Norms, question
from ui.fields import Choice, Field, Number
from ui.lesson import Try
from ui.predict import Prediction
from ui.section import Held

DEPTH = Choice("landscape.depth", (56, 20), 56)
WALK = Choice("landscape.walk", ("plane", "line"), "plane")
NORMS = Choice("landscape.norms", ("running", "batch"), "running")
RADIUS = Choice("landscape.radius", (0.25, 0.5, 1, 2), 1)
SEED = Number("landscape.seed", 0, 9, 0)
PREDICTION = Prediction("landscape-predict", ("residual", "plain", "alike"), "landscape_guess")
TRIES = (
    Try("landscape-try-batch", {DEPTH: 56, NORMS: "batch", WALK: "plane"}),
    Try("landscape-try-shallow", {DEPTH: 20, NORMS: "running", WALK: "plane"}),
    Try("landscape-try-near", {DEPTH: 56, NORMS: "running", RADIUS: 0.5, WALK: "plane"}),
)
FIELDS: tuple[Field, ...] = (DEPTH, WALK, NORMS, RADIUS, SEED)


class Walk(NamedTuple):
    """What the controls hold."""

    depth: int
    kind: str
    norms: Norms
    radius: float
    seed: int

    def question(self, **changes: Any) -> LandscapeQuestion:
        """The question, with some of the controls otherwise."""
        walk = self._replace(**changes)
        return question(walk.depth, norms=walk.norms, directions=walk.directions, radius=walk.radius, seed=walk.seed)

    @property
    def directions(self) -> Literal[1, 2]:
        """How many there are."""
        return 1 if self.kind == "line" else 2

    @property
    def other_seeds(self) -> tuple[int, ...]:
        """Of the walks beside this one that the gallery may have."""
        return tuple(seed for seed in SEEDS[self.directions] if seed != self.seed)


def walk(held: Held) -> Walk:
    """What the controls ask for."""
    return Walk(*(held[field.key] for field in FIELDS))
