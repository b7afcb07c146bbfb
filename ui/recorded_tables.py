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
from resnet_core.studies.growth.question import Growth, GrowthQuestion
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import Race, RaceQuestion, Runner
from resnet_core.studies.saliency_checks.question import Ladder, LadderQuestion, Quality
from ui.functions import growth
from ui.gradients import answers as gradient_answers
from ui.gradients import sections as gradient_sections
from ui.orders import sections as order_sections
from ui.paths import answers as paths_answers
from ui.paths import figures as paths_figures
from ui.race import phrases
from ui.saliency import check_figures

Titled = Iterator[tuple[str, pd.DataFrame]]
"""Tables, each with the recipe it stands for."""


def _growth() -> Titled:
    grown = gallery.measurements("growth").read_as(Growth)
    yield "", growth.table(grown, further_steps=GrowthQuestion().further_steps)


def _gradients() -> Titled:
    yield "at the start", gradient_sections.table([seen.runs for seen in gradient_answers.recorded()], 0)


def _races() -> Titled:
    for recipe, groups in _groups("race"):
        yield recipe, phrases.table(groups)


def _orders() -> Titled:
    for recipe, groups in _groups("orders"):
        yield recipe, order_sections.table(groups)


def _paths() -> Titled:
    yield "", paths_figures.net_table(paths_answers.recorded())


def _ladder() -> Titled:
    for entry in gallery.measurements("saliency_ladder").entries:
        by = parse(LadderQuestion, entry.config).by
        yield f"by {by}", check_figures.ladder_table(parse(Ladder, entry.answer))


def _quality() -> Titled:
    for entry in gallery.measurements("saliency_quality").entries:
        yield "", check_figures.quality_table(parse(Quality, entry.answer))


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
"""By the kind of question; kinds without a row are shown as figures only."""


def printed(kind: str) -> str:
    """The tables of one kind, as text."""
    return "\n\n".join(
        f"{kind}{recipe and f', {recipe}'}\n{frame.to_string(max_colwidth=60)}" for recipe, frame in TABLES[kind]()
    )


def _groups(kind: str) -> Iterator[tuple[str, list[Group]]]:
    """The recorded races by recipe, each net with all its seeds."""
    runners: dict[str, dict[SmallNet, list[Runner]]] = defaultdict(lambda: defaultdict(list))
    for entry in gallery.measurements(kind).entries:
        recipe = _recipe(parse(RaceQuestion, entry.config))
        for runner in parse(Race, entry.answer).runners:
            runners[recipe][runner.net].append(runner)
    for recipe, nets in runners.items():
        yield recipe, [Group(net, tuple(found)) for net, found in nets.items()]


def _recipe(question: RaceQuestion) -> str:
    """In words, without the seed and the nets, but with their depth where that is what sets tables apart."""
    depths = sorted({net.depth for net in question.nets})
    depth = ", ".join(map(str, depths))
    said = f"{question.steps} steps, batch {question.batch_size}, rate {question.lr:g}, depth {depth}"
    said += f", warm-up {question.warm_up_steps}" if question.warm_up_steps else ""
    return said + (f", clipped at {question.clip_norm:g}" if question.clip_norm else "")


def main() -> None:
    """Prints every table."""
    sys.stdout.write("\n\n".join(printed(kind) for kind in TABLES) + "\n")


if __name__ == "__main__":
    main()
