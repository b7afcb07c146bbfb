"""The tables that the pages show of the gallery, for the terminal: `python -m ui.recorded_tables`.

`make record` ends with them, so that whoever records anew sees at once what the pages will say now.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import pandas as pd

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.growth import Growth, GrowthProbe
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import Race, RaceProbe, Runner
from resnet_core.probes.saliency_checks import Ladder, LadderProbe, Quality
from ui.functions import growth_readings
from ui.gradients import answers as gradient_answers
from ui.gradients import readings as gradient_readings
from ui.orders import readings as order_readings
from ui.paths import answers as paths_answers
from ui.paths import readings as paths_readings
from ui.race import readings as race_readings
from ui.race.readings import Group
from ui.saliency import check_readings, quality_readings

Titled = Iterator[tuple[str, pd.DataFrame]]
"""Tables, each with the recipe it stands for."""


def _growth() -> Titled:
    grown = [parse(Growth, entry.answer) for entry in gallery.measurements("growth").entries]
    yield "", growth_readings.table(grown, further_steps=GrowthProbe().further_steps)


def _gradients() -> Titled:
    yield "at the start", gradient_readings.table(gradient_answers.recorded(), 0)


def _races() -> Titled:
    for recipe, groups in _groups("race"):
        yield recipe, race_readings.table(groups)


def _orders() -> Titled:
    for recipe, groups in _groups("orders"):
        yield recipe, order_readings.table(groups)


def _paths() -> Titled:
    yield "", paths_readings.table(paths_answers.recorded())


def _ladder() -> Titled:
    for entry in gallery.measurements("saliency_ladder").entries:
        by = parse(LadderProbe, entry.config).by
        yield f"by {by}", check_readings.ladder_table(parse(Ladder, entry.answer))


def _quality() -> Titled:
    for entry in gallery.measurements("saliency_quality").entries:
        yield "", quality_readings.table(parse(Quality, entry.answer))


TABLES: Mapping[str, Callable[[], Titled]] = MappingProxyType(
    {
        "growth": _growth,
        "gradients": _gradients,
        "race": _races,
        "orders": _orders,
        "paths": _paths,
        "saliency_ladder": _ladder,
        "saliency_quality": _quality,
    }
)
"""By the kind of probe; kinds without a row are shown as figures only."""


def printed(kind: str) -> str:
    """The tables of one kind, as text."""
    return "\n\n".join(
        f"{kind}{recipe and f', {recipe}'}\n{frame.to_string(max_colwidth=60)}" for recipe, frame in TABLES[kind]()
    )


def _groups(kind: str) -> Iterator[tuple[str, list[Group]]]:
    """The recorded races by recipe, each net with all its seeds."""
    runners: dict[str, dict[SmallNet, list[Runner]]] = defaultdict(lambda: defaultdict(list))
    for entry in gallery.measurements(kind).entries:
        recipe = _recipe(parse(RaceProbe, entry.config))
        for runner in parse(Race, entry.answer).runners:
            runners[recipe][runner.net].append(runner)
    for recipe, nets in runners.items():
        yield recipe, [Group(net, tuple(found)) for net, found in nets.items()]


def _recipe(probe: RaceProbe) -> str:
    """In words, without the seed and the nets, but with their depth where that is what sets tables apart."""
    depths = sorted({net.depth for net in probe.nets})
    said = f"{probe.steps} steps, batch {probe.batch_size}, rate {probe.lr:g}, depth {', '.join(map(str, depths))}"
    said += f", warm-up {probe.warm_up_steps}" if probe.warm_up_steps else ""
    return said + (f", clipped at {probe.clip_norm:g}" if probe.clip_norm else "")


def main() -> None:
    """Prints every table."""
    sys.stdout.write("\n\n".join(printed(kind) for kind in TABLES) + "\n")


if __name__ == "__main__":
    main()
