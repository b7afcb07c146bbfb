"""Items about the shortcut and the addition, answered by the plan."""

from collections.abc import Sequence

from resnet_core.analysis.doctor import diagnose
from resnet_core.analysis.layers import kind, layer_table, params, totals
from resnet_core.analysis.reach import read_along_one_axis, share_read
from resnet_core.analysis.stages import layer_count
from resnet_core.config import BlockConfig, NetworkConfig, Shortcut
from resnet_core.course.item import Asked, Item, Recorded, among, number
from resnet_core.plan.blocks import block_plan
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Add, Block, Conv, GatedPath, Norm, Relu
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from resnet_core.studies.orders.question import SEEDS, orders_race
from resnet_core.studies.race.findings import GUESSING, Group, standing
from resnet_core.studies.race.question import Race

Sized = tuple[BlockConfig, int]
"""A block, and the side of the maps that it takes."""
Change = tuple[str, int, int, int]
"""Of shape, by a code: channels in and out, and the stride."""


def untouched(network: NetworkConfig) -> Asked:
    """How many blocks hand on their input when every main path gives zero."""
    blocks = _blocks(network)
    identities = sum(block.shortcut == () for block in blocks)
    return number(identities, {"blocks": len(blocks)}, every=len(blocks), none=0, projecting=len(blocks) - identities)


def way_back(network: NetworkConfig) -> Asked:
    """How many convolutions the gradient passes on its way back along shortcuts alone."""
    blocks = _blocks(network)
    on_main = sum(isinstance(layer, Conv) for block in blocks for layer in block.main)
    projections = layer_count(network_plan(network)).projections
    return number(projections, {"blocks": len(blocks)}, none=0, every=len(blocks), main=on_main)


def share_of_weights(network: NetworkConfig) -> Asked:
    """How many of a network's weights belong to its projections."""
    table, count = layer_table(network_plan(network)), layer_count(network_plan(network))
    projecting = sum(row.params for row in table if row.branch == "shortcut" and isinstance(row.layer, Conv))
    whole, blocks = totals(table).params, len(_blocks(network))
    layers = count.projections / (count.projections + count.convolutions)
    values = {"projecting": projecting, "whole": whole, "blocks": blocks, "projections": count.projections}
    return number(projecting / whole, values, shortcuts=count.projections / blocks, layers=layers, none=0.0)


def read_by_the_block(sized: Sized) -> Asked:
    """Which share of its input a block reads through either branch."""
    both, shortcut, axis = _reading(sized)
    return number(both, {"size": sized[1]}, shortcut=shortcut, axis=axis, rest=1 - shortcut)


def read_by_the_strided_first(sized: Sized) -> Asked:
    """The same of a block that strides in its first 1×1 convolution."""
    both, shortcut, axis = _reading(sized)
    return number(both, {"size": sized[1]}, all=1.0, axis=axis, twice=shortcut**2)


def reads_everything(sized: Sized) -> Asked:
    """Which shortcut reads every pixel."""
    block, size = sized
    offered: tuple[Shortcut, ...] = ("projection", "zero_pad", "pool_projection", "projection_norm")
    plans = {code: block_plan(block.model_copy(update={"shortcut": code})).shortcut for code in offered}
    [right] = [code for code, path in plans.items() if path and share_read(path, block.in_channels, size) == 1]
    others = [path for code, path in plans.items() if path and code != right]
    return among(offered, right, share=share_read(others[0], block.in_channels, size), size=size)


def norms_on_shortcuts(network: NetworkConfig) -> Asked:
    """How many of a network's shortcuts hold a batch norm."""
    on_shortcuts = sum(
        isinstance(step.layer, Norm) and step.branch == "shortcut" for step in walk(network_plan(network))
    )
    blocks = len(_blocks(network))
    return number(on_shortcuts, {"blocks": blocks}, every=blocks, none=0, stages=len(network.stages))


def norms_of_the_chapter(network: NetworkConfig) -> Asked:
    """How many batch norms a network has whose projections have none."""
    normed = network.model_copy(update={"shortcut": "projection_norm"})
    theirs, ours = (layer_count(network_plan(net)).norms for net in (normed, network))
    blocks = len(_blocks(network))
    return number(ours, {"theirs": theirs, "blocks": blocks}, same=theirs, in_blocks=2 * blocks, one_each=blocks)


def price_of_a_norm(block: BlockConfig) -> Asked:
    """How many trainable numbers the batch norm behind a projection has."""
    path = block_plan(block).shortcut or ()
    [projection], [norm] = ([layer for layer in path if isinstance(layer, each)] for each in (Conv, Norm))
    values = {"before": block.in_channels, "channels": block.out_channels}
    return number(
        params(norm), values, one_each=block.out_channels, running=2 * params(norm), weights=params(projection)
    )


def fits_as_it_is(changes: tuple[Change, ...]) -> Asked:
    """Which block needs no projection."""
    [right] = [change[0] for change in changes if _fits(change)]
    named = {f"{code}_{name}": value for code, *sides in changes for name, value in zip(_SIDES, sides, strict=True)}
    return among(tuple(code for code, *_ in changes), right, **named)


def projections_beside(networks: tuple[NetworkConfig, NetworkConfig]) -> Asked:
    """How many projections a network of bottlenecks has, beside one of basic blocks."""
    ours, basic = (layer_count(network_plan(network)).projections for network in networks)
    values = {"basic": basic, "channels": networks[0].stages[0].channels, "before": networks[0].stem_channels}
    return number(ours, values, strided=basic, every=len(_blocks(networks[0])), none=0)


def projections_of_the_wide(network: NetworkConfig) -> Asked:
    """How many projections a network has whose first stage changes the channels and not the size."""
    channels = [stage.channels for stage in network.stages]
    values = {"stem": network.stem_channels, "channels": channels, "blocks": network.stages[0].blocks}
    strided = sum(stage.stride > 1 for stage in network.stages)
    projections = layer_count(network_plan(network)).projections
    return number(projections, values, strided=strided, every=len(_blocks(network)), none=0)


def channels_after(chain: tuple[BlockConfig, int]) -> Asked:
    """How many channels leave a row of equal blocks."""
    block, count = chain
    *_, last = (layer for layer in block_plan(block).main if isinstance(layer, Conv))
    out, before = last.out_channels, block.in_channels
    return number(
        out,
        {"blocks": count, "channels": before},
        joined=before * (count + 1),
        joined_once=2 * before,
        doubled=before * 2**count,
    )


def additions(network: NetworkConfig) -> Asked:
    """How many additions a network makes."""
    added = sum(isinstance(step.layer, Add) for step in walk(network_plan(network)))
    count = layer_count(network_plan(network))
    return number(added, convolutions=count.convolutions, stages=len(network.stages), named=count.in_the_name)


def number_of_paths(network: NetworkConfig) -> Asked:
    """How many ways lead through a network."""
    blocks, count = len(_blocks(network)), layer_count(network_plan(network))
    return number(
        2**blocks, {"blocks": blocks}, one_each=blocks + 1, two_each=2 * blocks, convolutions=2**count.convolutions
    )


def behind_the_addition(block: BlockConfig) -> Asked:
    """What comes right after the addition."""
    after = block_plan(block).after
    return among(("batch_norm", "relu", "convolution", "nothing"), kind(after[0]) if after else "nothing")


def values_of_the_main_path(block: BlockConfig) -> Asked:
    """Which values the main path can add."""
    right = "not_negative" if isinstance(block_plan(block).main[-1], Relu) else "any"
    return among(("any", "not_negative", "not_positive", "bounded"), right)


def moved_norm(races: Sequence[Race]) -> Asked:
    """How the loss stands when the last batch norm moves behind the addition."""
    original, moved = (
        Group(races[0].runners[place].net, tuple(race.runners[place] for race in races)) for place in (0, 1)
    )
    values = {"depth": original.net.depth, "seeds": len(races), "guessing": GUESSING}
    losses = {"original": original.ends.loss, "moved": moved.ends.loss}
    return among(("lower", "level", "higher", "neither"), standing(moved, original), **values, **losses)


_SIDES = ("in", "out", "stride")


def _blocks(network: NetworkConfig) -> tuple[Block, ...]:
    return tuple(block for stage in network_plan(network).stages for block in stage.blocks)


def _reading(sized: Sized) -> tuple[float, float, float]:
    """Shares of the pixels read by both branches together and by the shortcut, and of the rows read by the shortcut."""
    block, size = sized
    plan = block_plan(block)
    main, beside = (_rows(path, block.in_channels, size) for path in (plan.main, plan.shortcut or ()))
    both = len(main) ** 2 + len(beside) ** 2 - len(main & beside) ** 2
    return both / size**2, len(beside) ** 2 / size**2, len(beside) / size


def _rows(path: GatedPath, channels: int, size: int) -> frozenset[int]:
    read = read_along_one_axis(path, channels, size)
    return frozenset(row for row in range(size) if read[row])


def _fits(change: Change) -> bool:
    _, channels, out, stride = change
    choices = {"in_channels": channels, "out_channels": out, "stride": stride, "shortcut": "identity"}
    return diagnose(choices, 28).verdict == "fits"


ITEMS = (
    Item("1a", "network", ZOO["d2l_resnet18"].config, untouched),
    Item("1b", "gradients", ZOO["resnet50"].config, way_back),
    Item("1c", "paths", ZOO["resnet34"].config, share_of_weights),
    Item(
        "2a",
        "residual_block",
        (BlockConfig(out_channels=128, stride=2, shortcut="projection"), 28),
        read_by_the_block,
    ),
    Item(
        "2b",
        "network",
        (
            BlockConfig(
                family="bottleneck",
                in_channels=256,
                out_channels=512,
                stride=2,
                stride_on="first",
                shortcut="projection_norm",
            ),
            56,
        ),
        read_by_the_strided_first,
    ),
    Item("2c", "orders", (BlockConfig(out_channels=128, stride=2, shortcut="projection"), 32), reads_everything),
    Item("3a", "residual_block", ZOO["resnet34"].config, norms_on_shortcuts),
    Item("3b", "network", ZOO["d2l_resnet18"].config, norms_of_the_chapter),
    Item(
        "3c",
        "orders",
        BlockConfig(family="bottleneck", in_channels=64, out_channels=256, shortcut="projection_norm"),
        price_of_a_norm,
    ),
    Item(
        "4a",
        "residual_block",
        (("wider", 64, 128, 1), ("halved", 64, 64, 2), ("same", 128, 128, 1), ("narrower", 128, 64, 1)),
        fits_as_it_is,
    ),
    Item("4b", "network", (ZOO["resnet50"].config, ZOO["resnet18"].config), projections_beside),
    Item("4c", "resnext", ZOO["wrn28_10"].config, projections_of_the_wide),
    Item("12a", "residual_block", (BlockConfig(), 4), channels_after),
    Item("12b", "surgery", ZOO["resnet18"].config, additions),
    Item("12c", "paths", ZOO["resnet34"].config, number_of_paths),
    Item("13a", "residual_block", BlockConfig(), behind_the_addition),
    Item("13b", "signal", BlockConfig(order="relu_before_add"), values_of_the_main_path),
    Item("13c", "orders", Recorded("orders", tuple(orders_race(56, seed=seed) for seed in SEEDS), Race), moved_norm),
)
