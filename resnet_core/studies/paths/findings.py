"""What the paths of the gradient show: how many there are of each length, and which of them carry it."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from resnet_core.analysis.spread import Spread, spread
from resnet_core.studies.paths.question import PathLength, Paths

SHORTER = 0.85
"""A mean length below this share of half the blocks is called clearly shorter; there are no sharp borders."""
AGAINST = -0.01
"""Below this a length pulls against the whole gradient."""

Part = Literal["short", "middle", "long"]
"""Of all paths: those through less than a third of the main paths, through more than two thirds, and all others."""
PARTS: tuple[Part, ...] = ("short", "middle", "long")
Compared = Literal["shorter", "alike", "longer"]
"""How long the paths that carry the gradient are, beside those of all."""


class Count(NamedTuple):
    """How many paths there are, and of which length most of them."""

    blocks: int
    paths: int
    half: float
    """Of the blocks: the mean length of all paths."""
    most: int
    """How many there are of the commonest length."""
    length: int
    """The commonest."""


class OnePath(NamedTuple):
    """The length of the gradient of one path, by how many main paths are on it."""

    shortcuts: float
    """On the path of shortcuts alone."""
    main: float
    """On the path through every main path."""
    factor: float | None
    """By which it changes a block, on the geometric mean; None where one of the two has no gradient."""
    apart: float
    """By which factor paths of one length differ at most, among those drawn."""
    drawn: int
    """At most, of each length."""


class Origin(NamedTuple):
    """Where the gradient comes from."""

    length: float
    """The mean number of main paths, weighted by what the paths of each length add."""
    half: float
    """The same of all paths, each counted alike."""
    compared: Compared
    third: int
    """Main paths that a short path has fewer of."""
    share: float
    """Of all paths that are short."""
    carried: float
    """What the short ones add, as a share of the gradient."""
    heaviest: int
    """The length whose paths add most."""


class Estimate(NamedTuple):
    """The paper's estimate beside the exact sums."""

    length: float
    """The mean length by the estimate."""
    times: float
    """How many times the whole gradient it arrives at."""
    summed: float
    """The same, of the parts of each length with their directions."""
    against: tuple[int, ...]
    """The lengths whose paths pull against the whole."""


class Thirds(NamedTuple):
    """What each part of the paths adds, as a share of the gradient."""

    short: float
    middle: float
    long: float

    @property
    def heaviest(self) -> Part:
        """The part that adds most."""
        return max(PARTS, key=lambda part: self[PARTS.index(part)])


class Trained(NamedTuple):
    """The mean length of the paths of a net, by what they add, before and after its training."""

    before: float
    after: float
    half: float
    """The same of all paths, each counted alike."""
    moved: Compared


class MeanLengths(NamedTuple):
    """The mean length of the paths of a net, over several first weights where there are such."""

    blocks: int
    nets: int
    alike: float
    """Each path counted alike."""
    estimated: Spread | None
    exact: Spread | None


class Depths(NamedTuple):
    """The nets, by name, in which the gradient takes clearly shorter paths with every seed, and the others."""

    shorter: tuple[str, ...]
    others: tuple[str, ...]


def blocks(paths: Paths) -> int:
    """How many a path leads through, one way or the other."""
    return len(paths.lengths) - 1


def share_of_all(entry: PathLength, paths: Paths) -> float:
    """How many of all paths have this length."""
    return float(entry.paths / 2 ** blocks(paths))


def estimated(paths: Paths) -> tuple[float, ...]:
    """The paper's estimate by length, as shares: how many paths there are times the gradient of one of them."""
    products = [entry.paths * entry.one for entry in paths.lengths]
    return tuple(product / sum(products) for product in products)


def exact(paths: Paths) -> tuple[float, ...]:
    """What all paths of each length add to the whole gradient, along it."""
    return tuple(entry.along for entry in paths.lengths)


def mean_length(shares: Sequence[float]) -> float:
    """Of the paths, each weighted by its share."""
    return sum(length * share for length, share in enumerate(shares)) / sum(shares)


def thirds(paths: Paths) -> Thirds:
    """What the short, the middle and the long paths add."""
    third, added = blocks(paths) // 3, exact(paths)
    return Thirds(sum(added[:third]), sum(added[third : 2 * third + 1]), sum(added[2 * third + 1 :]))


def lengths_of(part: Part, paths: Paths) -> tuple[int, int]:
    """The shortest and the longest path of a part."""
    last = blocks(paths)
    third = last // 3
    return {"short": (0, third - 1), "middle": (third, 2 * third), "long": (2 * third + 1, last)}[part]


def mean_shares(nets: Sequence[Paths]) -> tuple[float, ...]:
    """What the paths of each length add, the mean over several first weights."""
    return tuple(sum(shares) / len(nets) for shares in zip(*map(exact, nets), strict=True))


def count(paths: Paths) -> Count:
    """How many paths there are, and how long most of them are."""
    most = max(paths.lengths, key=lambda entry: entry.paths)
    number = blocks(paths)
    return Count(number, 2**number, number / 2, most.paths, most.length)


def one_path(paths: Paths) -> OnePath:
    """How the gradient of one path changes with its length."""
    shortcuts, main = paths.lengths[0].one, paths.lengths[-1].one
    return OnePath(
        shortcuts,
        main,
        (main / shortcuts) ** (1 / blocks(paths)) if shortcuts and main else None,
        max((entry.highest / entry.lowest for entry in paths.lengths if entry.lowest), default=1),
        drawn(paths),
    )


def drawn(paths: Paths) -> int:
    """How many paths were drawn of each length at most."""
    return max(entry.sampled for entry in paths.lengths)


def origin(paths: Paths) -> Origin:
    """Where the gradient comes from, by its mean length against that of all paths."""
    third, added = blocks(paths) // 3, exact(paths)
    return Origin(
        mean_length(added),
        blocks(paths) / 2,
        compared(paths),
        third,
        sum(share_of_all(entry, paths) for entry in paths.lengths[:third]),
        thirds(paths).short,
        max(range(len(added)), key=added.__getitem__),
    )


def estimate(paths: Paths) -> Estimate:
    """How the paper's estimate compares with the exact sums, and how much cancels."""
    return Estimate(
        mean_length(estimated(paths)),
        sum(entry.paths * entry.one for entry in paths.lengths) / paths.gradient,
        sum(entry.together for entry in paths.lengths) / paths.gradient,
        tuple(entry.length for entry in paths.lengths if entry.along < AGAINST),
    )


def compared(paths: Paths) -> Compared:
    """Whether the gradient takes shorter or longer paths than the mean of all."""
    length, half = mean_length(exact(paths)), blocks(paths) / 2
    if length < SHORTER * half:
        return "shorter"
    return "longer" if length > half * (2 - SHORTER) else "alike"


def mean_lengths(nets: Sequence[Paths]) -> MeanLengths:
    """Of one net, with several first weights."""
    return MeanLengths(
        blocks(nets[0]),
        len(nets),
        blocks(nets[0]) / 2,
        spread(mean_length(estimated(paths)) for paths in nets),
        spread(mean_length(exact(paths)) for paths in nets),
    )


def training(before: Sequence[Paths], after: Paths) -> Trained:
    """What training has done to the length of the paths that carry the gradient."""
    old, new = mean_length(mean_shares(before)), mean_length(exact(after))
    moved: Compared = "shorter" if new < SHORTER * old else "longer" if new > old * (2 - SHORTER) else "alike"
    return Trained(old, new, blocks(after) / 2, moved)


def depths(nets: Mapping[str, Sequence[Paths]]) -> Depths:
    """In which nets the gradient takes clearly shorter paths than the mean path with every seed, and in which not."""
    shorter = [name for name, seeds in nets.items() if all(compared(paths) == "shorter" for paths in seeds)]
    return Depths(tuple(shorter), tuple(name for name in nets if name not in shorter))
