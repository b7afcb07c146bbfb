"""What growing a trained net showed, said from its numbers. No Streamlit here."""

from collections.abc import Callable, Sequence

import pandas as pd

from resnet_core.probes.growth import DIRAC, NOTHING, ZERO, Grown, Growth, GrowthProbe


def table(growths: Sequence[Growth], *, further_steps: int) -> pd.DataFrame:
    """A row for each way to grow: means over the runs, and from the lowest to the highest where there are several."""
    columns: dict[str, Callable[[list[Grown]], str]] = {
        "put in after each block": lambda nets: nets[0].put_in,
        "test loss at once": lambda nets: spread([net.loss for net in nets], "{:.3f}"),
        "accuracy at once": lambda nets: spread([net.accuracy for net in nets], "{:.1%}"),
        "first losses in training": _first_losses,
        f"test loss after {further_steps} steps": lambda nets: spread([net.later_loss for net in nets], "{:.3f}"),
        f"accuracy after {further_steps} steps": lambda nets: spread([net.later_accuracy for net in nets], "{:.1%}"),
    }
    rows = [{title: cell(nets) for title, cell in columns.items()} for nets in _ways(growths).values()]
    return pd.DataFrame(rows).set_index("put in after each block")


def identity(growths: Sequence[Growth]) -> str:
    """Which blocks left the net as it was, to the last digit."""
    ways = {name: nets for name, nets in _ways(growths).items() if name != NOTHING}
    kept = [name for name, nets in ways.items() if all(net.largest_change == 0 for net in nets)]
    if not kept:
        return "None of these blocks left the net as it was, to the last digit."
    losses = ", ".join(f"{net.loss:.7f}" for net in ways[kept[0]])
    return (
        f"Of the {len(ways)} ways, {len(kept)} left every output of the net as it was, to the last digit: "
        f"**{', '.join(kept)}**. The test loss before and after is the same number: {losses}."
    )


def hidden_identity(growths: Sequence[Growth]) -> str:
    """What the plain identity blocks do in eval mode, and with the statistics of the batch."""
    ways = _ways(growths)
    moved = max(abs(net.loss - small.loss) for net, small in zip(ways[DIRAC], ways[NOTHING], strict=True))
    kept, before = ([net.accuracy for net in ways[way]] for way in (DIRAC, NOTHING))
    first = [net.first_losses[0] for net in ways[DIRAC]]
    small = [net.first_losses[0] for net in ways[NOTHING]]
    return (
        f"**{DIRAC.capitalize()}** are the identity too, as long as the batch norms use what they have stored: the "
        f"deeper plain net has an accuracy of {spread(kept, '{:.1%}')}, the small one {spread(before, '{:.1%}')}. The "
        f"test loss moves by {moved:.1g} at most, an effect of the small constant that a batch norm adds to its "
        "variance. In training the batch norms use the statistics of the batch, and it is the identity no more: the "
        f"first batch costs {spread(first, '{:.2f}')}, and {spread(small, '{:.2f}')} in the small net."
    )


def afterwards(growths: Sequence[Growth], *, further_steps: int) -> str:
    """How the ways compare after the further steps, as far as these runs can tell."""
    ways = {name: [net.later_accuracy for net in nets] for name, nets in _ways(growths).items()}
    zero = ways.pop(ZERO)
    small = ways.pop(NOTHING)
    behind = [name for name, found in ways.items() if all(other < own for other, own in zip(found, zero, strict=True))]
    listed = "; ".join(f"*{name}*" for name in behind)
    runs = f"in {'each of the ' + str(len(growths)) if len(growths) > 1 else 'this'} run{'s' * (len(growths) > 1)}"
    first = (
        f"After {further_steps} more steps, {runs}, less accurate than *{ZERO}*: {listed}."
        if behind
        else f"After {further_steps} more steps no way was behind *{ZERO}* {runs}."
    )
    return (
        f"{first} The small net that just went on has {spread(small, '{:.1%}')}, the net grown by zero "
        f"{spread(zero, '{:.1%}')}: so few steps do not show whether the depth helps."
    )


def furthest(growths: Sequence[Growth], *, further_steps: int) -> str:
    """Which way lies highest above the small net, at once and after the further steps."""
    ways = _ways(growths)
    at_once, later = _highest(ways, lambda net: net.loss), _highest(ways, lambda net: net.later_loss)
    return f"At once {at_once}; after {further_steps} more steps {later}."


def conditions(probe: GrowthProbe) -> str:
    """What every run of a recording did."""
    return (
        f"Each: {probe.steps} steps of the small net on {probe.train_images:,} pictures of 14×14, then "
        f"{probe.further_steps} of every net; tested on {probe.test_images:,}."
    )


def spread(values: Sequence[float], form: str) -> str:
    """The mean, and the lowest and the highest where there are several."""
    mean = form.format(sum(values) / len(values))
    return f"{mean} ({form.format(min(values))} to {form.format(max(values))})" if len(values) > 1 else mean


def _ways(growths: Sequence[Growth]) -> dict[str, list[Grown]]:
    """The nets of all runs by what was put in."""
    return {net.put_in: [growth.nets[place] for growth in growths] for place, net in enumerate(growths[0].nets)}


def _highest(ways: dict[str, list[Grown]], loss: Callable[[Grown], float]) -> str:
    """The way to grow that has the highest mean loss, beside the small net."""
    losses = {name: [loss(net) for net in nets] for name, nets in ways.items()}
    small = losses.pop(NOTHING)
    name = max(losses, key=lambda name: sum(losses[name]))
    return (
        f"*{name}* has the highest test loss, {spread(losses[name], '{:.2f}')}, the small net {spread(small, '{:.2f}')}"
    )


def _first_losses(nets: list[Grown]) -> str:
    """Step by step, the mean over the runs."""
    columns = zip(*(net.first_losses for net in nets), strict=True)
    return " ".join(f"{sum(losses) / len(losses):.2f}" for losses in columns)
