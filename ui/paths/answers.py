"""Where the page on paths gets its numbers: from the gallery, else measured here after a press."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from resnet_core.config import parse
from resnet_core.probes.nets import DEPTHS, TrainedNet
from resnet_core.probes.paths import SEEDS, Paths, PathsProbe, of_specimen, untrained
from ui import measured

NETS: Mapping[str, TrainedNet] = MappingProxyType(
    {
        "residual 56, trained": of_specimen("residual56"),
        "residual 20, trained": of_specimen("residual20"),
        **{f"residual {depth}, untrained": untrained(depth) for depth in reversed(DEPTHS)},
    }
)
"""By their names on the page."""


def question(name: str, *, samples: int, seed: int) -> PathsProbe:
    """What is asked of a net."""
    return PathsProbe(net=NETS[name], samples=samples, seed=seed)


@cache
def recorded() -> dict[str, list[Paths]]:
    """Every net that the gallery has answers for, by its name; untrained ones with several seeds of first weights."""
    found = {
        name: [measured.of_gallery("paths", PathsProbe(net=each)) for each in _with_other_seeds(net)]
        for name, net in NETS.items()
    }
    known = {name: [parse(Paths, each.results) for each in answers if each] for name, answers in found.items()}
    return {name: answers for name, answers in known.items() if answers}


def _with_other_seeds(net: TrainedNet) -> tuple[TrainedNet, ...]:
    if net.source.origin != "new":
        return (net,)
    return tuple(net.model_copy(update={"weights": f"new:{seed}"}) for seed in SEEDS)
