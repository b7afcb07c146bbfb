"""What the paths of the gradient show, told from the same numbers as the charts. No Streamlit here."""

from collections.abc import Mapping, Sequence

import pandas as pd

from resnet_core.probes.paths import PathLength, Paths
from ui import words
from ui.functions.growth_readings import spread
from ui.functions.readings import number

SHORT, MIDDLE, LONG = "the short paths", "those of middle length", "the long paths"
JUST_SHOW = "just show me"
GUESSES = (SHORT, MIDDLE, LONG, JUST_SHOW)
SHORTER = 0.85
"""A mean length below this share of half the blocks is called clearly shorter; there are no sharp borders."""
AGAINST = -0.01
"""Below this a length pulls against the whole gradient."""


def blocks(found: Paths) -> int:
    """How many a path leads through, one way or the other."""
    return len(found.lengths) - 1


def counted(entry: PathLength, found: Paths) -> float:
    """The share of all paths that have this length."""
    return float(entry.paths / 2 ** blocks(found))


def estimated(found: Paths) -> tuple[float, ...]:
    """The paper's estimate by length, as shares: how many paths there are times the gradient of one of them."""
    products = [entry.paths * entry.one for entry in found.lengths]
    return tuple(product / sum(products) for product in products)


def exact(found: Paths) -> tuple[float, ...]:
    """What all paths of each length add to the whole gradient, along it."""
    return tuple(entry.along for entry in found.lengths)


def mean_length(shares: Sequence[float]) -> float:
    """Of the paths, each weighted by its share."""
    return sum(length * share for length, share in enumerate(shares)) / sum(shares)


def heaviest(found: Paths) -> int:
    """The length whose paths add most to the whole gradient."""
    return max(range(len(found.lengths)), key=lambda length: exact(found)[length])


def thirds(found: Paths) -> dict[str, float]:
    """What the short, the middle and the long paths add: less than a third of the blocks, and more than two thirds."""
    third, added = blocks(found) // 3, exact(found)
    return {
        SHORT: sum(added[:third]),
        MIDDLE: sum(added[third : 2 * third + 1]),
        LONG: sum(added[2 * third + 1 :]),
    }


def number_of_paths(found: Paths) -> str:
    """How many there are, and how long most of them are."""
    count = blocks(found)
    most = max(found.lengths, key=lambda entry: entry.paths)
    return (
        f"{count} blocks make 2{words.raised(count)} = {2**count:,} paths. Half the blocks, {count / 2:g}, is their "
        f"mean length; only one path takes no main path, only one takes all, and {most.paths:,} take {most.length}."
    )


def one_path(found: Paths) -> str:
    """How the gradient of one path changes with its length."""
    first, last = found.lengths[0], found.lengths[-1]
    sampled = max(entry.sampled for entry in found.lengths)
    begin = (
        f"On the path of shortcuts alone the gradient has length {words.measured(first.one)}, on the path through "
        f"every main path {words.measured(last.one)}"
    )
    per_block = (last.one / first.one) ** (1 / blocks(found)) if first.one and last.one else 0
    change = f": times {per_block:.2g} a block, on the geometric mean" if per_block else ""
    apart = max((entry.highest / entry.lowest for entry in found.lengths if entry.lowest), default=1)
    among = f"Paths of one length differ: among at most {sampled} drawn, by a factor of up to {number(apart)}."
    return f"{begin}{change}. {among}"


def whole(found: Paths) -> str:
    """Where the gradient comes from, by its mean length against that of all paths."""
    count, length, third = blocks(found), mean_length(exact(found)), blocks(found) // 3
    share = sum(counted(entry, found) for entry in found.lengths[:third])
    return (
        f"Weighted by what they add to the gradient, the paths pass **{length:.1f}** main paths on the mean, against "
        f"{count / 2:g} for all paths alike: {_verdict(length, count)}. The paths of fewer than {third} main "
        f"path{'s' * (third > 1)}, a third of the blocks, are {share:.1%} of all and carry "
        f"**{thirds(found)[SHORT]:.1%}** of the gradient; the largest part of any one length is that of length "
        f"{heaviest(found)}."
    )


def estimate(found: Paths) -> str:
    """How the paper's estimate compares with the exact sums, and how much cancels."""
    products = sum(entry.paths * entry.one for entry in found.lengths)
    together = sum(entry.together for entry in found.lengths)
    pulls = [str(entry.length) for entry in found.lengths if entry.along < AGAINST]
    against = f" Paths of length {', '.join(pulls)} pull against the whole." if pulls else ""
    return (
        f"The paper's estimate gives a mean length of **{mean_length(estimated(found)):.1f}**. It adds lengths of "
        f"gradients as if all pointed one way, and so arrives at {number(products / found.gradient)} times the whole "
        f"gradient; summed by length with their directions the parts are {together / found.gradient:.2g} times as long "
        f"as the whole. The rest cancels.{against}"
    )


def verdict(guess: str, found: Paths) -> str:
    """The guess beside what came out; empty when nothing was guessed."""
    if guess == JUST_SHOW:
        return ""
    parts = thirds(found)
    came = max(parts, key=lambda name: parts[name])
    carried = ", ".join(f"{name} {share:.1%}" for name, share in parts.items())
    how = "and so it is" if guess == came else f"it came out otherwise: *{came}*"
    return f"You guessed *{guess}*, {how}. Shares of the gradient: {carried}."


def conditions(found: Paths, *, images: int) -> str:
    """What was asked."""
    sampled = max(entry.sampled for entry in found.lengths)
    return f"Gradient of the loss at {images} test pictures; up to {sampled} paths drawn of each length."


def table(nets: Mapping[str, Sequence[Paths]]) -> pd.DataFrame:
    """A row a net: the mean length of its paths, counted alike, by the paper's estimate and exactly."""
    return pd.DataFrame(
        [
            {
                "net": name,
                "blocks": blocks(found[0]),
                "nets": len(found),
                "all paths alike": f"{blocks(found[0]) / 2:g}",
                "paper's estimate": spread([mean_length(estimated(each)) for each in found], "{:.1f}"),
                "by what they add": spread([mean_length(exact(each)) for each in found], "{:.1f}"),
            }
            for name, found in nets.items()
        ]
    ).set_index("net")


def compared(nets: Mapping[str, Sequence[Paths]]) -> str:
    """In which nets the gradient takes clearly shorter paths than the mean path with every seed, and in which not."""
    shorter = [name for name, found in nets.items() if all(map(_takes_shorter, found))]
    others = [name for name in nets if name not in shorter]
    first = (
        f"With every seed, the gradient takes clearly shorter paths than the mean path in *{'*; *'.join(shorter)}*."
        if shorter
        else "In none of these nets does the gradient take clearly shorter paths than the mean path with every seed."
    )
    return f"{first} Not so in *{'*; *'.join(others)}*." if shorter and others else first


def numbers(found: Paths) -> pd.DataFrame:
    """A row a length."""
    return pd.DataFrame(
        [
            {
                "length": entry.length,
                "paths": f"{entry.paths:,}",
                "drawn": entry.sampled,
                "gradient of one": f"{entry.one:.3g}",
                "lowest": f"{entry.lowest:.3g}",
                "highest": f"{entry.highest:.3g}",
                "estimate": f"{share:.2%}",
                "all together": f"{entry.together:.3g}",
                "adds": f"{entry.along:.2%}",
            }
            for entry, share in zip(found.lengths, estimated(found), strict=True)
        ]
    )


def _verdict(length: float, count: int) -> str:
    if _is_shorter(length, count):
        return "clearly shorter ones"
    if length > count / 2 * (2 - SHORTER):
        return "clearly longer ones"
    return "no clear difference"


def _is_shorter(length: float, count: int) -> bool:
    return length < SHORTER * count / 2


def _takes_shorter(found: Paths) -> bool:
    return _is_shorter(mean_length(exact(found)), blocks(found))
