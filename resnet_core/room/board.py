"""The board of a room: networks that were trained in it, the most accurate first. Networks are ranked, never people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from sqlalchemy import select

from resnet_core.analysis.layers import network_cost
from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.jobs.curves import last_values
from resnet_core.room.rooms import Room, members
from resnet_core.schema import Run, runs
from resnet_core.store import Store

Cost = Literal["params", "macs", "seconds"]
ACCURACY = "test_accuracy"
MOST_RUNS = 500


@dataclass(frozen=True)
class Raced:
    """One finished training of somebody in the room, without whose it is."""

    config: RunConfig
    accuracy: float
    seconds: float
    at: float


@dataclass(frozen=True)
class Entry:
    """One network on the board, with the means over its trainings."""

    network: NetworkConfig
    runs: int
    accuracy: float
    params: int
    macs: int
    seconds: float

    def cost(self, cost: Cost) -> float:
        """What it costs, counted in one of three ways."""
        return float(getattr(self, cost))


def board(raced: Iterable[Raced]) -> tuple[Entry, ...]:
    """One entry a network, the most accurate first; of two that are level, the smaller one."""
    of_network: dict[NetworkConfig, list[Raced]] = {}
    for race in raced:
        of_network.setdefault(race.config.network, []).append(race)
    entries = (_entry(network, races) for network, races in of_network.items())
    return tuple(sorted(entries, key=lambda entry: (-entry.accuracy, entry.params, entry.macs)))


def unbeaten(entries: Iterable[Entry], cost: Cost) -> tuple[Entry, ...]:
    """Those that no other beats: nothing on the board is as accurate and cheaper, or as cheap and more accurate."""
    entries = tuple(entries)
    return tuple(each for each in entries if not any(_beats(other, each, cost) for other in entries))


def raced_in(store: Store, room: Room) -> tuple[Raced, ...]:
    """The trainings that people in the room began there and that came to their end, the oldest first."""
    owners = set(members(store, room.code).values())
    query = (
        select(runs)
        .where(runs.c.kind == "train", runs.c.state == "succeeded", runs.c.owner.in_(owners))
        .where(runs.c.created >= room.created, runs.c.created < room.ends, runs.c.deleted.is_(None))
        .order_by(runs.c.created.desc())
        .limit(MOST_RUNS)
    )
    with store.read() as connection:
        found = [Run.of(row) for row in connection.execute(query)][::-1]
    accuracies = last_values(store, ACCURACY, [run.id for run in found])
    return tuple(race for run in found if (race := _raced(run, accuracies)) is not None)


def _raced(run: Run, accuracies: Mapping[str, float]) -> Raced | None:
    if run.id not in accuracies or run.started is None or run.ended is None:
        return None
    config = RunConfig.model_validate_json(run.config)
    return Raced(config, accuracies[run.id], run.ended - run.started, run.created)


def _entry(network: NetworkConfig, races: list[Raced]) -> Entry:
    cost = network_cost(network)
    accuracy, seconds = (
        fmean(values) for values in zip(*((race.accuracy, race.seconds) for race in races), strict=True)
    )
    return Entry(network, len(races), accuracy, cost.params, cost.macs, seconds)


def _beats(one: Entry, other: Entry, cost: Cost) -> bool:
    ours, theirs = (one.accuracy, -one.cost(cost)), (other.accuracy, -other.cost(cost))
    return ours != theirs and ours[0] >= theirs[0] and ours[1] >= theirs[1]
