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

from resnet_core.config import BlockConfig, DataConfig, DataName, DataSource, Frozen, NetworkConfig
from resnet_core.errors import ConfigError
from resnet_core.plan.network import block_configs
from resnet_core.studies.bounds import network_macs
from resnet_core.studies.nets import TrainedNet, recorded_net

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
            raise ConfigError("swap-names-two", edit=self.kind, block=self.block)
        if self.other is not None and self.other <= self.block:
            raise ConfigError("swap-lower-first", block=self.block, other=self.other)
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
    blocks: list[Place] = []
    channels = network.stem_channels
    for stage_number, stage in enumerate(network.stages, start=1):
        for block in block_configs(network, stage, channels):
            blocks.append(Place(len(blocks) + 1, stage_number, block))
        channels = stage.channels
    return tuple(blocks)


def refusal(blocks: Sequence[Place], edit: Edit) -> ConfigError | None:
    """Why these blocks do not allow the edit, and the way out; None where they do."""
    missing = [number for number in edit.touched if number > len(blocks)]
    if missing:
        return ConfigError("no-such-block-number", block=missing[0], blocks=len(blocks))
    place = blocks[edit.block - 1]
    if edit.kind == "cut" and place.plain:
        return ConfigError("cut-of-plain-block", block=place.number)
    if edit.kind == "delete" and place.plain and place.block.in_channels > place.block.out_channels:
        channels = {"before": place.block.in_channels, "after": place.block.out_channels}
        return ConfigError("delete-narrows", block=place.number, **channels)
    if edit.other is not None and place.block != blocks[edit.other - 1].block:
        if alike := partners(blocks, place.number):
            return ConfigError("swap-of-unlike-blocks", block=edit.block, other=edit.other, alike=alike)
        return ConfigError("swap-of-unique-block", block=edit.block, other=edit.other)
    return None


def partners(blocks: Sequence[Place], number: int) -> tuple[int, ...]:
    """The other blocks of the same shape as block `number`."""
    return tuple(place.number for place in blocks if place.number != number and place.block == blocks[number - 1].block)


class OnTestPictures(Frozen):
    """A trained net, and the test pictures on which something is asked about it."""

    net: TrainedNet
    source: DataSource = "auto"
    test_images: int = Field(default=2000, ge=10, le=10_000)

    @model_validator(mode="after")
    def _is_quick_enough(self) -> Self:
        macs = network_macs(self.net.network) * self.test_images
        if macs > MOST_MACS:
            raise ConfigError(
                "too-many-test-images",
                images=self.test_images,
                billions=round(macs / 1e9),
                most=MOST_MACS / 1e9,
                fewer=pictures(self.net.network),
            )
        return self

    @property
    def data(self) -> DataConfig:
        """The images it takes: as many to take the statistics anew on as to test."""
        return DataConfig(source=self.source, train_images=self.test_images, test_images=self.test_images)


class SurgeryQuestion(OnTestPictures):
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
            raise ConfigError("block-in-two-edits", block=min(twice))
        _check_edits(self.net.network, self.edits)
        return self


class LesionsQuestion(OnTestPictures):
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


class DeletionsQuestion(OnTestPictures):
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

    data: DataName
    stored: Found
    fresh: Found

    def under(self, statistics: Statistics) -> Found:
        """What was found with these statistics."""
        return self.stored if statistics == "stored" else self.fresh


def pictures(network: NetworkConfig, most: int = 2000) -> int:
    """How many test images, at most `most`, the net can be asked about while somebody waits."""
    return max(10, min(most, MOST_MACS // network_macs(network)))


def single_edits(net: TrainedNet) -> tuple[Edit, ...]:
    """Every edit of one block, and every swap, that the net allows."""
    blocks = places(net.network)
    kinds: tuple[Operation, ...] = ("delete", "cut", "silence")
    edits = [Edit(kind=kind, block=place.number) for kind in kinds for place in blocks]
    edits += [Edit(kind="swap", block=first.number, other=second.number) for first, second in combinations(blocks, 2)]
    return tuple(edit for edit in edits if refusal(blocks, edit) is None)


def at_each_block(network: NetworkConfig, operation: Literal["delete", "cut"]) -> tuple[Edit, ...]:
    """The same edit at every block, from the first to the last."""
    return tuple(Edit(kind=operation, block=place.number) for place in places(network))


def _check_edits(network: NetworkConfig, edits: Sequence[Edit]) -> None:
    blocks = places(network)
    for edit in edits:
        if refused := refusal(blocks, edit):
            raise refused


DEPTHS = (20, 56)
"""Of the twins in the gallery."""
TWINS = tuple((recorded_net(f"residual{depth}"), recorded_net(f"plain{depth}")) for depth in DEPTHS)
"""Residual and plain; the same shape, recipe and batches."""
FIRST_EDIT = Edit(kind="delete", block=1)


@cache
def recorded() -> tuple[SurgeryQuestion, ...]:
    """The nets as they are, all single edits of the smaller ones and all single deletions of the larger."""
    return (
        *(SurgeryQuestion(net=net) for pair in TWINS for net in pair),
        *(SurgeryQuestion(net=net, edits=(edit,)) for net in TWINS[0] for edit in single_edits(net)),
        *(SurgeryQuestion(net=net, edits=(edit,)) for net in TWINS[1] for edit in LesionsQuestion(net=net).edits),
    )


@cache
def recorded_lesions() -> tuple[LesionsQuestion, ...]:
    """What `make record` asks of every block in turn."""
    return (
        *(LesionsQuestion(net=net) for pair in TWINS for net in pair),
        *(LesionsQuestion(net=residual, operation="cut") for residual, _plain in TWINS),
    )


@cache
def recorded_deletions() -> tuple[DeletionsQuestion, ...]:
    """What `make record` asks of blocks at random."""
    return tuple(DeletionsQuestion(net=net) for pair in TWINS for net in pair)
