"""The puzzle of the first page: small nets with and without shortcuts, with and without batch norms, by depth."""

from functools import cache

from pydantic import Field

from resnet_core.config import DataSource, Frozen
from resnet_core.studies.gradients.question import GradientsQuestion
from resnet_core.studies.nets import SmallNet, new_net
from resnet_core.studies.race.question import FACTORS, Race, RaceQuestion, twins
from resnet_core.studies.signal.question import SignalQuestion

DEPTHS = (8, 20, 32, 44, 56)
SEEDS = (0, 1, 2)


class PuzzleQuestion(Frozen):
    """Four nets of one depth: shortcuts and batch norms, each with and without the other, by the recipe of `FACTORS`.

    The recipe clips: unclipped, the one with shortcuts alone diverges from some depth on.
    """

    depth: int = Field(default=20, ge=8, le=110)
    steps: int = Field(default=FACTORS.steps, ge=5, le=2000)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    source: DataSource = "auto"

    @property
    def race(self) -> RaceQuestion:
        """How the four learn."""
        nets = tuple(net for norm in (True, False) for net in twins(SmallNet(depth=self.depth, norm=norm)))
        recipe = {"nets": nets, "steps": self.steps, "seed": self.seed, "source": self.source}
        return FACTORS.model_copy(update=recipe)

    def signal(self, net: SmallNet) -> SignalQuestion:
        """What one of them does to pictures on their way forward, before its first step."""
        return SignalQuestion(net=new_net(net.network, seed=self.seed), seed=self.seed, source=self.source)

    def gradients(self, net: SmallNet) -> GradientsQuestion:
        """What it does to the gradient on its way back, before its first step."""
        return GradientsQuestion(net=net, after=(0,), seed=self.seed, source=self.source)


class Flow(Frozen):
    """Sizes at the output of each block of a net, in the order of computation; what is no finite number is None."""

    forward: tuple[float | None, ...]
    """Of the signal, the stem first: the root of its variance over pictures and pixels, a mean over channels."""
    backward: tuple[float | None, ...]
    """Of the gradient: its Euclidean norm over the batch."""


class Puzzle(Frozen):
    """How the four nets learn, and what runs through them before they do."""

    race: Race
    flows: tuple[Flow, ...]
    """In the order of the nets."""


@cache
def recorded() -> tuple[PuzzleQuestion, ...]:
    """What `make record` asks."""
    return tuple(PuzzleQuestion(depth=depth, seed=seed) for depth in DEPTHS for seed in SEEDS)
