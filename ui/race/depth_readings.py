"""What more layers alone do to each family in a race, and in a longer training. No Streamlit here."""

from collections.abc import Sequence
from math import sqrt
from typing import Literal, NamedTuple

from resnet_core import gallery
from resnet_core.presets import SPECIMENS
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.race import RaceProbe
from ui import small_nets
from ui.race.readings import FIRST_STEPS, Group, below, loss, start

Deeper = Literal["worse", "better", "level", "neither"]
"""How the deeper net of a family came out beside the shallower one."""


class Trained(NamedTuple):
    """A net of the gallery after a whole training, one run."""

    net: SmallNet
    epochs: int
    train_loss: float
    """Mean over the last epoch."""
    accuracy: float
    pictures: int
    """On which it was tested."""


def families(groups: Sequence[Group]) -> list[tuple[Group, Group]]:
    """The shallowest and the deepest net of each family that has two depths, plain ones first."""
    found = []
    for plain in (True, False):
        same = sorted((group for group in groups if group.net.plain is plain), key=lambda group: group.net.depth)
        if len(same) > 1:
            found.append((same[0], same[-1]))
    return found


def deeper(shallow: Group, deep: Group) -> Deeper:
    """Whether every run of the deep net ended above, or below, every run of the shallow one."""
    if shallow.failed and deep.failed:
        return "neither"
    if below(shallow, deep):
        return "worse"
    return "better" if below(deep, shallow) else "level"


def alone(shallow: Group, deep: Group) -> str:
    """What more layers did to one family."""
    few, many = small_nets.label(shallow.net), small_nets.label(deep.net)
    ends = f"{loss(deep)} against {loss(shallow)}"
    runs = "in every run" if len(deep.runners) > 1 else "in this one run"
    match deeper(shallow, deep):
        case "worse":
            return f"*{many.capitalize()}* ended **above** *{few}* {runs}: {ends}."
        case "better":
            return f"*{many.capitalize()}* ended **below** *{few}* {runs}: {ends}."
        case "level":
            return f"*{many.capitalize()}* and *{few}* cannot be told apart by these runs: {ends}."
        case "neither":
            return f"Neither *{many}* nor *{few}* learnt: {ends}."


def why(shallow: Group, deep: Group, probe: RaceProbe) -> str:
    """How a deeper residual net can come out worse in such a race; empty where it did not."""
    if deep.net.plain or deeper(shallow, deep) != "worse":
        return ""
    ramp = "" if probe.warm_up_steps else ", at the full rate from the first step"
    said = f"So shortcuts did not make depth free here. The race is short, {probe.steps} steps{ramp}"
    if min(start(deep)) <= max(start(shallow)):
        return f"{said}."
    first, other = (sum(each) / len(each) for each in (start(deep), start(shallow)))
    return (
        f"{said}, and the deeper net pays for its start: its first {FIRST_STEPS} losses have a mean of {first:.1f}, "
        f"those of the shallower one {other:.1f}."
    )


def trained(net: SmallNet) -> Trained | None:
    """The net as the gallery has it after its training; None where it has none."""
    names = [name for name, run in SPECIMENS.items() if run.network == net.network and name in gallery.names()]
    if not names:
        return None
    run = gallery.load(names[0])
    last = run.curves["epoch_train_loss"].values[-1]
    assert last is not None, names
    confusion: list[list[int]] = run.results["confusion"]
    return Trained(net, run.config.training.epochs, last, run.results["test_accuracy"], sum(map(sum, confusion)))


def settled(shallow: Trained, deep: Trained) -> Deeper:
    """Which of the two is the better one on the test pictures, beyond what other pictures might change."""
    difference = deep.accuracy - shallow.accuracy
    if abs(difference) <= chance(shallow, deep):
        return "level"
    return "better" if difference > 0 else "worse"


def chance(shallow: Trained, deep: Trained) -> float:
    """Two standard errors of the difference between their accuracies."""
    return 2 * sqrt(sum(each.accuracy * (1 - each.accuracy) / each.pictures for each in (shallow, deep)))


def longer(pairs: Sequence[tuple[Trained, Trained]]) -> str:
    """The same depths after a longer training; empty without any."""
    if not pairs:
        return ""
    epochs = pairs[0][0].epochs
    return f"Trained longer, {epochs} epochs, one run each: {' '.join(_longer(*pair) for pair in pairs)}"


def _longer(shallow: Trained, deep: Trained) -> str:
    few, many = small_nets.label(shallow.net), small_nets.label(deep.net)
    beside = {"worse": "is still behind", "better": "is ahead of"}.get(settled(shallow, deep), "is level with")
    return (
        f"*{many.capitalize()}* {beside} *{few}*, {deep.accuracy:.1%} against {shallow.accuracy:.1%} of "
        f"{deep.pictures:,} test pictures right (training loss of the last epoch {deep.train_loss:.2f} against "
        f"{shallow.train_loss:.2f})."
    )
