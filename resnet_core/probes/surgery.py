"""Edits to a trained net, and what is asked about it afterwards.

After Veit et al. 2016, "Residual networks behave like ensembles of relatively shallow networks" (arXiv:1605.06431,
sec. 4): take blocks out of a net that has learned with them, and see what it still can. Blocks are numbered from 1
through the whole net. Each stands in one edit at most, so that the order of the edits says nothing.
"""

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Generic, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, field_validator, model_validator

from resnet_core.analysis.layers import layer_table, totals
from resnet_core.config import BlockConfig, DataConfig, Frozen, NetworkConfig
from resnet_core.plan.network import block_configs, network_plan
from resnet_core.presets import SPECIMENS
from resnet_core.probes.nets import TrainedNet

Operation = Literal["delete", "cut", "silence", "swap"]
Statistics = Literal["stored", "fresh"]
"""Of the batch norms: as training left them, or taken anew with the edits done."""
MOST_MACS = 60_000_000_000
"""Multiply-adds of all test pictures through the net once: a few seconds of one core. An answer takes three passes."""


class Edit(Frozen):
    """One thing that is done to a block.

    `delete` leaves what bypasses the block: its shortcut, or nothing but x where there is none; where a plain block
    changes the shape, option A of He et al. 2015 stands in for it. `cut` leaves F(x) alone, `silence` puts 0 in its
    place and keeps what follows the addition. `swap` exchanges the block with block `other`.
    """

    kind: Operation
    block: int = Field(ge=1, le=2000)
    other: int | None = Field(default=None, ge=1, le=2000)

    @model_validator(mode="after")
    def _names_two_blocks_to_swap(self) -> Self:
        if (self.other is not None) != (self.kind == "swap"):
            raise ValueError(f"{self.kind} of block {self.block}: swap names two blocks, every other edit names one")
        if self.other is not None and self.other <= self.block:
            raise ValueError(
                f"swap of blocks {self.block} and {self.other}: name two different blocks, the lower number first"
            )
        return self

    @property
    def touched(self) -> tuple[int, ...]:
        """The blocks it changes."""
        return (self.block,) if self.other is None else (self.block, self.other)


class Place(NamedTuple):
    """Where a block stands and what it is."""

    number: int
    """Counted from 1 through the whole net."""
    stage: int
    block: BlockConfig

    @property
    def changes_shape(self) -> bool:
        """Whether what it gives has another shape than what it takes."""
        return self.block.stride != 1 or self.block.in_channels != self.block.out_channels

    @property
    def plain(self) -> bool:
        """Whether it has no shortcut."""
        return self.block.shortcut == "none"


def places(network: NetworkConfig) -> tuple[Place, ...]:
    """All blocks in the order of computation."""
    found: list[Place] = []
    channels = network.stem_channels
    for stage_number, stage in enumerate(network.stages, start=1):
        for block in block_configs(network, stage, channels):
            found.append(Place(len(found) + 1, stage_number, block))
        channels = stage.channels
    return tuple(found)


def refusal(blocks: Sequence[Place], edit: Edit) -> str | None:
    """Why these blocks do not allow the edit, and the way out; None where they do."""
    missing = [number for number in edit.touched if number > len(blocks)]
    if missing:
        return f"block={missing[0]}: the net has {len(blocks)} blocks; choose 1 to {len(blocks)}"
    place = blocks[edit.block - 1]
    if edit.kind == "cut" and place.plain:
        return f"cut of block {place.number}: a plain block has no shortcut; delete or silence it, or swap it"
    if edit.kind == "delete" and place.plain and place.block.in_channels > place.block.out_channels:
        return (
            f"delete of block {place.number}: it has {place.block.in_channels} channels in and "
            f"{place.block.out_channels} out, and nothing without weights stands in for that; delete another one"
        )
    if edit.other is not None and place.block != blocks[edit.other - 1].block:
        like = ", ".join(map(str, partners(blocks, place.number))) or "none"
        return (
            f"swap of blocks {edit.block} and {edit.other}: only blocks of the same shape can change places; "
            f"blocks like block {edit.block}: {like}"
        )
    return None


def partners(blocks: Sequence[Place], number: int) -> tuple[int, ...]:
    """The other blocks of the same shape as block `number`."""
    return tuple(place.number for place in blocks if place.number != number and place.block == blocks[number - 1].block)


class OnTestPictures(Frozen):
    """A trained net, and the test pictures on which something is asked about it."""

    net: TrainedNet
    source: Literal["auto", "fashion-mnist", "sketches"] = "auto"
    test_images: int = Field(default=2000, ge=10, le=10_000)

    @model_validator(mode="after")
    def _is_quick_enough(self) -> Self:
        macs = _macs(self.net.network) * self.test_images
        if macs > MOST_MACS:
            raise ValueError(
                f"test_images={self.test_images}: that takes {macs / 1e9:.0f} billion multiply-adds, and at most "
                f"{MOST_MACS / 1e9:g} billion are computed while you wait; take {pictures(self.net.network)} or fewer"
            )
        return self

    @property
    def data(self) -> DataConfig:
        """The images it takes: as many to take the statistics anew on as to test."""
        return DataConfig(source=self.source, train_images=self.test_images, test_images=self.test_images)


class SurgeryProbe(OnTestPictures):
    """How well a net does on the test images after all `edits`; without any, as it is."""

    edits: tuple[Edit, ...] = Field(default=(), max_length=2000)

    @field_validator("edits")
    @classmethod
    def _in_one_order(cls, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        return tuple(sorted(edits, key=lambda edit: edit.touched))

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        touched = sorted(number for edit in self.edits for number in edit.touched)
        twice = {number for number in touched if touched.count(number) > 1}
        if twice:
            raise ValueError(f"block={min(twice)}: it stands in two edits; leave one of them out")
        _check_edits(self.net.network, self.edits)
        return self


class LesionsProbe(OnTestPictures):
    """What the same edit does to a net at each single block, one after the other."""

    operation: Literal["delete", "cut"] = "delete"

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        _check_edits(self.net.network, self.edits)
        return self

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits, block by block."""
        return at_each_block(self.net.network, self.operation)


class DeletionsProbe(OnTestPictures):
    """How well a net does with more and more blocks deleted at random, from one to all (the paper's Fig. 5)."""

    draws: int = Field(default=8, ge=1, le=50)
    """Choices of blocks for each number of them; all where there are no more."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Of the draws."""

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        _check_edits(self.net.network, self.edits)
        return self

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The deletions that it draws from, block by block."""
        return at_each_block(self.net.network, "delete")


class Operated(Frozen):
    """A net on the test images, in eval mode."""

    loss: float | None
    """Mean cross-entropy; None where it is no number."""
    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    """`confusion[label][predicted]` counts images."""


class Lesion(Frozen):
    """The net with one block edited."""

    block: int
    loss: float | None
    accuracy: float


class Lesions(Frozen):
    """The net as it is, and with each of its blocks edited in turn."""

    loss: float | None
    accuracy: float
    lesions: tuple[Lesion, ...]


class Deleted(Frozen):
    """The net with so many blocks deleted: the accuracy for each draw of them."""

    blocks: int
    accuracies: tuple[float, ...]


class Deletions(Frozen):
    """The net as it is, and with more and more of its blocks deleted."""

    accuracy: float
    numbers: tuple[Deleted, ...]
    """From one block to all of them."""


Found = TypeVar("Found", Operated, Lesions, Deletions)


class UnderBoth(Frozen, Generic[Found]):
    """The same nets tested twice.

    With the statistics that the norms stored in training, which fit the net as it was; and with fresh ones, for which
    training pictures go through the edited net. No weight changes.
    """

    data: Literal["fashion-mnist", "sketches"]
    stored: Found
    fresh: Found

    def under(self, statistics: Statistics) -> Found:
        """What was found with these statistics."""
        return self.stored if statistics == "stored" else self.fresh


def specimen(name: str) -> TrainedNet:
    """A trained net of the gallery."""
    return TrainedNet(network=SPECIMENS[name].network, weights=f"recorded:{name}")


def pictures(network: NetworkConfig, most: int = 2000) -> int:
    """How many test images, at most `most`, the net can be asked about while somebody waits."""
    return max(10, min(most, MOST_MACS // _macs(network)))


def single_edits(net: TrainedNet) -> tuple[Edit, ...]:
    """Every edit of one block, and every swap, that the net allows."""
    blocks = places(net.network)
    kinds: tuple[Operation, ...] = ("delete", "cut", "silence")
    edits = [Edit(kind=kind, block=place.number) for kind in kinds for place in blocks]
    edits += [Edit(kind="swap", block=one.number, other=two.number) for one, two in combinations(blocks, 2)]
    return tuple(edit for edit in edits if refusal(blocks, edit) is None)


def at_each_block(network: NetworkConfig, operation: Literal["delete", "cut"]) -> tuple[Edit, ...]:
    """The same edit at every block, from the first to the last."""
    return tuple(Edit(kind=operation, block=place.number) for place in places(network))


def _check_edits(network: NetworkConfig, edits: Sequence[Edit]) -> None:
    blocks = places(network)
    for edit in edits:
        if refused := refusal(blocks, edit):
            raise ValueError(refused)


@cache
def _macs(network: NetworkConfig) -> int:
    """Multiply-adds of one picture."""
    return totals(layer_table(network_plan(network))).macs


DEPTHS = (20, 56)
"""Of the twins in the gallery."""
TWINS = tuple((specimen(f"residual{depth}"), specimen(f"plain{depth}")) for depth in DEPTHS)
"""Residual and plain; the same shape, recipe and batches."""
FIRST_EDIT = Edit(kind="delete", block=5)


@cache
def recorded() -> tuple[SurgeryProbe, ...]:
    """The nets as they are, all single edits of the smaller ones and all single deletions of the larger."""
    return (
        *(SurgeryProbe(net=net) for pair in TWINS for net in pair),
        *(SurgeryProbe(net=net, edits=(edit,)) for net in TWINS[0] for edit in single_edits(net)),
        *(SurgeryProbe(net=net, edits=(edit,)) for net in TWINS[1] for edit in LesionsProbe(net=net).edits),
    )


@cache
def recorded_lesions() -> tuple[LesionsProbe, ...]:
    """What `make record` asks of every block in turn."""
    return (
        *(LesionsProbe(net=net) for pair in TWINS for net in pair),
        *(LesionsProbe(net=residual, operation="cut") for residual, _plain in TWINS),
    )


@cache
def recorded_deletions() -> tuple[DeletionsProbe, ...]:
    """What `make record` asks of blocks at random."""
    return tuple(DeletionsProbe(net=net) for pair in TWINS for net in pair)
