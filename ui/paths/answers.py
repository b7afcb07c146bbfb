"""Where the page on paths gets its numbers: from the gallery, else measured here after a press."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from resnet_core.config import parse
from resnet_core.studies.nets import DEPTHS, TrainedNet, recorded_net
from resnet_core.studies.paths.question import SEEDS, Paths, PathsQuestion, untrained
from ui import answers

NETS: Mapping[str, TrainedNet] = MappingProxyType(
    {
        "residual_56_trained": recorded_net("residual56"),
        "residual_20_trained": recorded_net("residual20"),
        **{f"residual_{depth}_untrained": untrained(depth) for depth in reversed(DEPTHS)},
    }
)
"""By their codes on the page."""


def question(code: str, *, samples: int, seed: int) -> PathsQuestion:
    """What is asked of a net."""
    return PathsQuestion(net=NETS[code], samples=samples, seed=seed)


@cache
def recorded() -> dict[str, list[Paths]]:
    """Every net that the gallery has answers for, by its code; untrained ones with several seeds of first weights."""
    recordings = {
        code: [answers.of_gallery("paths", PathsQuestion(net=seeded)) for seeded in _with_other_seeds(net)]
        for code, net in NETS.items()
    }
    known = {code: [parse(Paths, answer.results) for answer in seeds if answer] for code, seeds in recordings.items()}
    return {code: seeds for code, seeds in known.items() if seeds}


def _with_other_seeds(net: TrainedNet) -> tuple[TrainedNet, ...]:
    if net.source.origin != "new":
        return (net,)
    return tuple(net.model_copy(update={"weights": f"new:{seed}"}) for seed in SEEDS)
