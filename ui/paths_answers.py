"""Where the page on paths gets its numbers: from the gallery, else measured here after a press."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from resnet_core.config import parse
from resnet_core.probes.nets import DEPTHS, TrainedNet
from resnet_core.probes.paths import Paths, PathsProbe, of_specimen, untrained
from ui import measured

NETS: Mapping[str, TrainedNet] = MappingProxyType(
    {
        "residual 56, trained": of_specimen("residual56"),
        "residual 20, trained": of_specimen("residual20"),
        **{f"residual {depth}, untrained": untrained(depth) for depth in reversed(DEPTHS)},
    }
)
"""By their names on the page."""


class Seen(NamedTuple):
    """What was found, and where."""

    found: Paths
    where: str
    """A sentence on when and on which machine."""


def of_net(name: str, *, samples: int, seed: int) -> Seen | None:
    """The paths of a net; None while there is no answer, with a button or the progress on the page."""
    question = PathsProbe(net=NETS[name], samples=samples, seed=seed)
    answer = measured.answer("paths", question, key="paths_measure", label=f"Measure {name} here")
    return None if answer is None else Seen(parse(Paths, answer.results), answer.where)


@cache
def recorded() -> dict[str, Paths]:
    """Every net that the gallery has an answer for, by its name."""
    answers = {name: measured.of_gallery("paths", PathsProbe(net=net)) for name, net in NETS.items()}
    return {name: parse(Paths, answer.results) for name, answer in answers.items() if answer is not None}


def is_recorded(name: str, *, samples: int, seed: int) -> bool:
    """Whether the gallery has the answer."""
    return measured.of_gallery("paths", PathsProbe(net=NETS[name], samples=samples, seed=seed)) is not None
