"""What the gallery has of races, bugs and rows of blocks, for the answers of exercises; nothing where it has none."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.errors import DataError
from resnet_core.studies.bugs import findings as bugs
from resnet_core.studies.bugs.question import Ward
from resnet_core.studies.identity import findings as identity
from resnet_core.studies.identity.question import Attempts
from resnet_core.studies.identity.question import Kind as BlockKind
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.orders.question import ORDERS, SEEDS, orders_race
from resnet_core.studies.race.findings import Group
from resnet_core.studies.race.question import SEEDS as RACE_SEEDS
from resnet_core.studies.race.question import Race, RaceQuestion, twins

Kind = Literal["race", "orders"]


@cache
def race(kind: Kind, question: RaceQuestion) -> Race | None:
    """The recorded race; None where it was not recorded."""
    try:
        answer = gallery.measurements(kind).answer(question)
    except DataError:
        return None
    return None if answer is None else parse(Race, answer)


def groups(kind: Kind, questions: Iterable[RaceQuestion]) -> tuple[Group, ...]:
    """Each net of the races over their seeds; nothing where one of them was not recorded."""
    races = [race(kind, question) for question in questions]
    held = [each for each in races if each is not None]
    if not held or len(held) < len(races):
        return ()
    return tuple(Group(runners[0].net, runners) for runners in zip(*(each.runners for each in held), strict=True))


@cache
def twin_losses(depth: int) -> Mapping[str, Any]:
    """Mean final training losses of the plain and the residual net of this depth."""
    nets = twins(SmallNet(depth=depth))
    found = groups("race", tuple(RaceQuestion(nets=nets, seed=seed) for seed in RACE_SEEDS))
    plain, residual = (group.mean for group in found) if found else (None, None)
    return {f"plain{depth}": plain, f"residual{depth}": residual}


@cache
def order_losses(depth: int) -> Mapping[str, Any]:
    """Final training losses of the five orders at this depth, by the order's code."""
    found = groups("orders", tuple(orders_race(depth, seed=seed) for seed in SEEDS))
    return {group.net.order: group.ends.loss for group in found} or dict.fromkeys(ORDERS)


@cache
def harms() -> Mapping[str, bugs.Harm]:
    """What each bug cost in the recorded runs, by its code."""
    wards = gallery.answers("bugs", Ward)
    return bugs.harms(wards) if wards else {}


@cache
def attempts() -> tuple[Attempts, ...]:
    """How rows of blocks came to y = x, one for each seed."""
    return gallery.answers("identity", Attempts)


@cache
def lessons() -> Mapping[tuple[BlockKind, int], identity.Lesson]:
    """How long each row of blocks took to learn y = x, by the kind of its blocks and their number."""
    return identity.lessons(attempts()) if attempts() else {}
