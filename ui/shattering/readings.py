"""What shattered gradients show, told from the same numbers as the charts. No Streamlit here."""

from collections.abc import Sequence

import pandas as pd

from resnet_core.probes.shattering import Lag, Nearby
from ui import small_nets, words
from ui.functions.growth_readings import spread
from ui.shattering.answers import ByDepth, Family, OnLine, Seen

UNRELATED = 0.1
"""A mean cosine below this is called unrelated."""
COLLAPSED = 0.9
"""From this mean cosine on the inputs of a net are called collapsed into one direction."""
MUCH = 0.1
"""An autocorrelation that is higher by this is clearly higher."""


def lag_one(net: OnLine, noises: tuple[OnLine, OnLine]) -> str:
    """How like itself the gradient is one point of the grid further on, and like which noise that is."""
    lag = net.line.lags[0]
    return f"**{net.name}**: {_lag(lag)}, {_kind(lag, noises)}"


def on_line(nets: Sequence[OnLine], noises: tuple[OnLine, OnLine], *, seeds: int) -> list[str]:
    """A sentence for what is compared, and one a net."""
    white, brown = (_lag(noise.line.lags[0]) for noise in noises)
    first = (
        f"Autocorrelation one point further on, the mean over {seeds} seeds (lowest to highest): "
        f"{white} for white noise, {brown} for brown."
    )
    return [first, *(f"{lag_one(net, noises)}." for net in nets)]


def lines_by_depth(found: Sequence[ByDepth], noises: tuple[OnLine, OnLine]) -> list[str]:
    """A sentence for each kind of net: where its gradient begins and ends, and from which depth it is white noise."""
    return [_line_by_depth(nets, noises) for nets in found if nets]


def without_norms(normed: ByDepth, bare: ByDepth) -> str:
    """What taking the norms away changes for the plain net at its greatest depth, and what has become of its inputs."""
    depth = max(dict(normed).keys() & dict(bare).keys())
    ours, theirs = dict(bare)[depth], dict(normed)[depth]
    here, there = ours.line.lags[0].mean, theirs.line.lags[0].mean
    said = f"**Plain, {depth} layers:** {_signed(here)} without norms, {_signed(there)} with them."
    if here < there + MUCH:
        return f"{said} Taking the norms away does not make it shatter less."
    if ours.line.alike is None or theirs.line.alike is None:
        return f"{said} Without norms it shatters less."
    cosines = f"mean cosine {ours.line.alike:.2f} in front of the last layer, {theirs.line.alike:.2f} with norms"
    if ours.line.alike >= COLLAPSED:
        return (
            f"{said} Without norms it shatters less because there is little left to shatter: all points of the grid "
            f"have become nearly the same ({cosines}). A net that cannot tell its inputs apart gives them one gradient."
        )
    return f"{said} Without norms it shatters less, and its inputs stay apart ({cosines})."


def families(found: Sequence[Family], eps: float) -> list[str]:
    """A sentence for each family of convolutional nets."""
    return [_family(family, eps) for family in found if family.seen]


def nets(found: Sequence[Seen], eps: float) -> list[str]:
    """A sentence a net."""
    return [f"**{small_nets.label(seen.net)}**: {_cosine(_at(seen, eps))}." for seen in found]


def table(found: Sequence[Seen]) -> pd.DataFrame:
    """A row a net and amount of noise: the mean over the seeds, their range, and where four in five pictures lie."""
    return pd.DataFrame(
        [
            {
                "net": small_nets.label(seen.net),
                "noise": nearby.eps,
                "cosine, mean": round(mean(nearby), 3),
                "lowest seed": round(min(nearby.cosines), 3),
                "highest seed": round(max(nearby.cosines), 3),
                "four in five, from": round(nearby.low, 3),
                "to": round(nearby.high, 3),
                "seeds": len(nearby.cosines),
            }
            for seen in found
            for nearby in seen.found.nearby
        ]
    )


def mean(nearby: Nearby) -> float:
    """Over the seeds."""
    return sum(nearby.cosines) / len(nearby.cosines)


def at(seen: Seen, eps: float) -> Nearby:
    """What was found at this amount of noise."""
    return _at(seen, eps)


def _at(seen: Seen, eps: float) -> Nearby:
    return next(nearby for nearby in seen.found.nearby if nearby.eps == eps)


def _lag(lag: Lag) -> str:
    return f"{_signed(lag.mean)} ({_signed(lag.lowest)} to {_signed(lag.highest)})"


def _kind(lag: Lag, noises: tuple[OnLine, OnLine]) -> str:
    """Which noise a gradient cannot be told from, by its mean among the seeds of the noise."""
    white, brown = (noise.line.lags[0] for noise in noises)
    if lag.mean <= white.highest:
        return "not to be told from white noise"
    if lag.mean >= brown.lowest:
        return "like brown noise"
    return "between the two noises"


def _line_by_depth(found: ByDepth, noises: tuple[OnLine, OnLine]) -> str:
    (first, begin), (last, end) = found[0], found[-1]
    white = noises[0].line.lags[0]
    lost = [depth for depth, net in found if net.line.lags[0].mean <= white.highest]
    ending = (
        f"from {lost[0]} layers on it is not to be told from white noise"
        if lost and all(depth in lost for depth, _ in found if depth >= lost[0])
        else "at none of these depths is it white noise"
    )
    return (
        f"**{begin.name}**: {_signed(begin.line.lags[0].mean)} with {words.counted(first, 'layer')}, "
        f"{_signed(end.line.lags[0].mean)} with {last}; {ending}."
    )


def _family(family: Family, eps: float) -> str:
    first, last = family.seen[0], family.seen[-1]
    lost = [seen.net.depth for seen in family.seen if mean(_at(seen, eps)) < UNRELATED]
    ending = f"; below {UNRELATED:g}, which is next to unrelated, at {_depths(lost)} layers" if lost else ""
    return (
        f"**{family.name}**: from {_cosine(_at(first, eps))} at {first.net.depth} layers to "
        f"{_cosine(_at(last, eps))} at {last.net.depth}{ending}."
    )


def _cosine(nearby: Nearby) -> str:
    return spread(nearby.cosines, "{:z.2f}").replace("-", "−")


def _signed(value: float) -> str:
    return f"{value:z.2f}".replace("-", "−")


def _depths(depths: Sequence[int]) -> str:
    return str(depths[0]) if len(depths) == 1 else f"{depths[0]} to {depths[-1]}"
