"""What the figures of the ResNeXt page say in one sentence, from their numbers. No Streamlit here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resnet_core.analysis.grouping import PAPER_CHANNELS, Branched, Split, split_cost
from resnet_core.analysis.layers import Totals
from resnet_core.plan.nodes import Conv
from ui.resnext.choices import CHAPTER, groups_of
from ui.words import count

ONE_PATH = Split(1, 64)
"""The bottleneck of ResNet-50, which the paper's splits are measured against."""


def translation(asked: int, says: str, split: Split) -> str:
    """Both meanings of the number that was asked for."""
    ours = (
        "In the chapter's code `groups` counts the channels of one group"
        if says == CHAPTER
        else "In the paper and in PyTorch the number counts the groups"
    )
    other_reader = "The paper, or PyTorch's `groups`," if says == CHAPTER else "The chapter's `ResNeXtBlock`"
    return (
        f"You asked for **{asked}**. {ours}, so that is **{groups_of(split)}**: cardinality $C = {split.cardinality}$, "
        f"group width $d = {split.group_width}$. {other_reader} would take the same {asked} for "
        f"{_other_meaning(asked, says, split.width)}."
    )


def refusal(explanation: str) -> str:
    """The library's explanation with the number called as the page calls it."""
    meant = {"group_width=": "channels in a group, `groups`=", "cardinality=": "number of groups, `groups`="}
    for ours, theirs in meant.items():
        explanation = explanation.replace(ours, theirs)
    return explanation[:1].upper() + explanation[1:] + "."


def code(channels: int, split: Split) -> str:
    """The same block in the chapter's code and its middle convolution in PyTorch's."""
    width = split.width
    return (
        f"# the chapter: groups = channels in one group\n"
        f"ResNeXtBlock({channels}, groups={split.group_width}, bot_mul={width / channels:g})\n"
        f"# PyTorch, its middle convolution: groups = number of groups\n"
        f"nn.Conv2d({width}, {width}, kernel_size=3, padding=1, groups={split.cardinality})"
    )


def connections(split: Split) -> str:
    """How many channels an output of the middle convolution reads, and what that saves."""
    width, grouped = split.width, 9 * split.width * split.group_width
    if split.cardinality == 1:
        return (
            f"Each output reads all {width} channels: one group is an ordinary convolution, with {grouped:,} weights."
        )
    depthwise = " One channel a group is called a *depthwise* convolution." if split.group_width == 1 else ""
    return (
        f"Each output reads {split.group_width} of {width} channels: 1/{split.cardinality} of the weights, "
        f"{grouped:,} instead of {9 * width * width:,}.{depthwise}"
    )


def same_weights(forms: Sequence[Branched]) -> str:
    """That the three forms hold the same weights, or by how much they do not."""
    if len(forms[0].branches) == 1:
        return (
            f"With one group there is one branch, and all three are the same bottleneck of {forms[0].params:,} weights."
        )
    counts = {form.params for form in forms}
    if len(counts) == 1:
        return (
            f"All three hold {counts.pop():,} weights: {len(forms[0].branches)} branches, or one grouped convolution."
        )
    return "They hold " + ", ".join(f"{form.params:,}" for form in forms) + " weights."


def proof(results: Mapping[str, Mapping[str, float]]) -> str:
    """How far apart the three forms were, in the results of the probe `three_forms`."""
    double, single = results["float64"], results["float32"]
    worst, worst_single = (max(each["a_b"], each["b_c"], each["a_c"]) for each in (double, single))
    largest = double["largest_output"]
    if worst > 1e-9 * max(1.0, largest):
        return f"The outputs differ by up to {worst:.1e}, where the largest is {largest:.3g}: more than rounding."
    return (
        f"The largest difference between any two of the three is **{worst:.1e}**, where the largest output is "
        f"{largest:.3g}. That is the rounding of double precision: the forms add the same numbers in another order. "
        f"In single precision it is {worst_single:.1e}."
    )


def nearness(split: Split) -> str:
    """How near a split comes to the cost of one path of 64, and how wide it is."""
    ours, one = split_cost(split).params, split_cost(ONE_PATH).params
    change = 100 * (ours - one) / one
    near = "exactly as many as" if ours == one else f"{abs(change):.1f}% {'more' if change > 0 else 'fewer'} than"
    return (
        f"**{paths(split)}**: {ours:,} weights in a block of {PAPER_CHANNELS} channels, {near} 1 path of 64. "
        f"Its middle is {split.width} channels wide, {split.width / ONE_PATH.width:.2g} times as wide."
    )


@dataclass(frozen=True, slots=True)
class Time:
    """Milliseconds of a batch: the median over the rounds, and what half of them lie between."""

    median: float
    lower: float
    upper: float

    def overlaps(self, other: "Time") -> bool:
        """Whether the two may differ by chance only."""
        return self.lower <= other.upper and other.lower <= self.upper


@dataclass(frozen=True, slots=True)
class Costs:
    """What a block costs at one split; its time where it was measured."""

    split: Split
    totals: Totals
    time: Time | None = None


def costs(table: Sequence[Costs], chosen: Split) -> str:
    """What the chosen groups, or the most groups, save against one group, on paper and by the clock."""
    one = table[0]
    many = next((each for each in table[1:] if each.split == chosen), table[-1])
    if one is many:
        return f"{one.split.width} channels cannot be halved; choose an even bottleneck width to compare."
    macs, weights = many.totals.macs / one.totals.macs, many.totals.params / one.totals.params
    on_paper = (
        f"With {groups_of(many.split)} the middle convolution does 1/{many.split.cardinality} of the multiply-adds it "
        f"does with one group, the whole block {macs:.0%}, with {weights:.0%} of its parameters"
    )
    if one.time is None or many.time is None:
        return f"{on_paper}. Whether it also takes less time, only a clock can say."
    time = many.time.median / one.time.median
    verdict = _verdict(macs, time, many.split)
    if one.time.overlaps(many.time):
        verdict = "The rounds scatter so widely that this may be chance; measure again when the machine has less to do."
    return f"{on_paper}. On this machine it took **{time:.0%} of the time**. {verdict}"


def differences(inception: Branched, resnext: Branched) -> tuple[str, ...]:
    """What tells the two blocks apart, and what does not."""
    convs = _convolutions(inception)
    ends = [[layer.out_channels for layer in path if isinstance(layer, Conv)][-1] for path in inception.branches]
    sizes = sorted({conv.kernel for conv in convs})
    return (
        f"**Branches, chosen by hand or equal.** Inception has {len(inception.branches)} different ones, with kernels "
        f"of {_list(sizes)} pixels and {len(convs)} channel numbers that someone had to choose. ResNeXt has "
        f"{len(resnext.branches)} equal ones that two numbers describe, C and d.",
        f"**A shortcut or none.** {_shortcut('ResNeXt', resnext)} {_shortcut('Inception', inception)}",
        f"**Not a difference: adding or laying side by side.** Inception lays its outputs side by side "
        f"({' + '.join(map(str, ends))} = {sum(ends)} channels), and ResNeXt adds its own. But forms (a) and (b) above "
        "are one function: side by side, and then a 1×1 convolution over all of it, *is* a sum of branches.",
    )


def compared(inception: Branched, resnext: Branched, basic: Totals, *, side: int) -> tuple[str, ...]:
    """The second half of the exercise as far as arithmetic goes: computation, and what each can represent."""
    reads = _convolutions(inception)[0].in_channels
    kept = inception.unchanged
    zeroed = "hands on its input" if resnext.residual else "gives zeros"
    return (
        f"**Computation.** On maps of {side}×{side} this Inception block has {inception.params:,} weights and "
        f"{count(inception.macs(side))} multiply-adds, the ResNeXt block {resnext.params:,} and "
        f"{count(resnext.macs(side))}, and a residual block of two 3×3 convolutions of the same {PAPER_CHANNELS} "
        f"channels {basic.params:,} and {count(basic.macs)}.",
        f"**Functions.** With all its weights at zero, the ResNeXt block {zeroed}, and the Inception block gives "
        "zeros. Inception cannot even be set to hand on its input: "
        f"{' + '.join(map(str, kept))} = {sum(kept)} of {reads} "
        "channels fit through its convolutions unchanged, and the pooling branch gives maxima. So one more residual "
        "block only adds to what a network can represent; one more Inception block may take something away.",
    )


def paths(split: Split) -> str:
    """`32 paths of 4 channels`."""
    return (
        f"{split.cardinality} path{'s' * (split.cardinality > 1)} of {split.group_width} "
        f"channel{'s' * (split.group_width > 1)}"
    )


def _shortcut(name: str, block: Branched) -> str:
    if block.residual:
        return f"{name} adds its input $x$ to what the branches make of it."
    return f"{name} hands on only what its branches make of $x$."


def _convolutions(block: Branched) -> list[Conv]:
    return [layer for path in block.branches for layer in path if isinstance(layer, Conv)]


def _other_meaning(asked: int, says: str, width: int) -> str:
    if width % asked:
        return f"something that does not divide {width} channels"
    return groups_of(Split(asked, width // asked) if says == CHAPTER else Split(width // asked, asked))


def _verdict(macs: float, time: float, split: Split) -> str:
    if time > 1:
        return "Fewer multiply-adds, more time: many small convolutions keep a processor less busy than one large one."
    if time > 1.1 * macs:
        return (
            f"Fewer multiply-adds did save time, but less than they promise, and {split.cardinality} groups are not "
            f"{split.cardinality} times as fast."
        )
    return "Here the clock follows the multiply-adds; try a smaller map, or another number of channels."


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
