"""Items about whole networks: what a name counts, how maps shrink, what lazy layers wait for."""

from dataclasses import replace

from resnet_core.analysis.layers import layer_table, network_cost
from resnet_core.analysis.stages import layer_count, parts
from resnet_core.config import NetworkConfig
from resnet_core.course.item import Asked, Item, among, number
from resnet_core.errors import ShapeError
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Conv, Shape
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO


def convolutions(network: NetworkConfig) -> Asked:
    """How many convolutions there are, projections too."""
    count = layer_count(network_plan(network))
    in_blocks = count.convolutions - count.stem
    values = {"projections": count.projections}
    every = count.convolutions + count.projections
    return number(every, values, named=count.in_the_name, without=count.convolutions, blocks=in_blocks)


def outside_the_blocks(network: NetworkConfig) -> Asked:
    """How many layers the name counts besides those of the blocks."""
    count, blocks = layer_count(network_plan(network)), sum(stage.blocks for stage in network.stages)
    in_blocks = count.convolutions - count.stem
    values = {"named": count.in_the_name, "blocks": blocks, "inside": in_blocks, "each": in_blocks // blocks}
    rest = count.in_the_name - in_blocks
    return number(rest, values, projections=count.projections, both=rest + count.projections, dense=count.dense)


def padded(network: NetworkConfig) -> Asked:
    """How many convolutions there are where the shortcuts only pad."""
    count = layer_count(network_plan(network))
    values = {"blocks": sum(stage.blocks for stage in network.stages)}
    projected = network.model_copy(update={"shortcut": "projection"})
    return number(
        count.convolutions + count.projections,
        values,
        named=count.in_the_name,
        projections=count.convolutions + layer_count(network_plan(projected)).projections,
        inside=count.convolutions - count.stem,
    )


def side_after_the_stem(network: NetworkConfig) -> Asked:
    """Of the maps that a stem leaves of a small picture."""
    table = layer_table(network_plan(network))
    sides = [part.out_shape[1] for part in parts(table) if part.name != "head"]
    values = {"size": network.input_size, "last": sides[-1]}
    return number(sides[0], values, untouched=network.input_size, once=table[0].out_shape[1], thrice=sides[2])


def large_enough(case: tuple[NetworkConfig, tuple[int, ...]]) -> Asked:
    """From which of these sizes on the last maps are more than one pixel."""
    network, sizes = case
    ends = {size: _last_map(network.model_copy(update={"input_size": size}))[1] for size in sizes}
    right = min(size for size, end in ends.items() if end > 1)
    wrong = {f"size{size}": size for size in sizes if size != right}
    return number(right, {f"end{size}": end for size, end in ends.items()} | {"end": ends[right]}, **wrong)


def numbers_of_a_cam(networks: tuple[NetworkConfig, NetworkConfig]) -> Asked:
    """How many numbers Grad-CAM has at the last stage."""
    ours, larger = map(_last_map, networks)
    values = {"size": networks[0].input_size, "large": networks[1].input_size}
    return number(
        ours[1] * ours[2],
        values,
        larger=larger[1] * larger[2],
        pixels=networks[0].input_size ** 2,
        channels=ours[0],
    )


def other_channels(case: tuple[NetworkConfig, Shape]) -> Asked:
    """What a network of lazy layers does with pictures of another kind than the first."""
    network, shape = case
    try:
        tuple(walk(replace(network_plan(network), input_shape=shape)))
    except ShapeError:
        right = "error"
    else:
        right = "adapts"
    return among(("adapts", "error", "stretched", "zeros"), right, before=network.input_channels, after=shape[0])


def first_picture(networks: tuple[NetworkConfig, NetworkConfig]) -> Asked:
    """By how many weights a network of lazy layers differs, whose first picture had other channels."""
    grey, colour = (network_plan(network).stem[0] for network in networks)
    assert isinstance(grey, Conv)
    assert isinstance(colour, Conv)
    difference = network_cost(networks[1]).params - network_cost(networks[0]).params
    per_channel = grey.kernel**2 * grey.out_channels
    values = {"kernel": grey.kernel, "filters": grey.out_channels, "per_channel": per_channel}
    return number(difference, values, none=0, one=per_channel, all=colour.in_channels * per_channel)


def larger_picture(networks: tuple[NetworkConfig, NetworkConfig]) -> Asked:
    """By how many weights a network differs whose first picture was larger."""
    (small, large), (few, many) = ([net.input_size for net in networks], [network_cost(net) for net in networks])
    ends = [_last_map(net) for net in networks]
    flattened = (ends[1][1] ** 2 - ends[0][1] ** 2) * ends[0][0] * networks[0].classes
    values = {"small": small, "large": large, "channels": ends[0][0], "classes": networks[0].classes}
    return number(
        many.params - few.params,
        {**values, "params": few.params},
        pixels=large**2 - small**2,
        flattened=flattened,
        maps=(many.activation_bytes - few.activation_bytes) // 4,
    )


def _last_map(network: NetworkConfig) -> Shape:
    return [step.out_shape for step in walk(network_plan(network)) if step.path.startswith("stage")][-1]


def _at(size: int) -> NetworkConfig:
    return _CHAPTER.model_copy(update={"input_size": size})


_CHAPTER = ZOO["d2l_resnet18"].config
_COLOUR = _CHAPTER.model_copy(update={"input_channels": 3})
ITEMS = (
    Item("14a", "network", ZOO["resnet34"].config, convolutions),
    Item("14b", "saliency", ZOO["resnet101"].config, outside_the_blocks),
    Item("14c", "before_and_after", ZOO["resnet20"].config, padded),
    Item("15a", "network", _at(28), side_after_the_stem),
    Item("15b", "train", (_CHAPTER, (28, 32, 48, 96)), large_enough),
    Item("15c", "saliency", (_at(28), _at(96)), numbers_of_a_cam),
    Item("18a", "network", (_CHAPTER, _COLOUR), first_picture),
    Item("18b", "train", (_CHAPTER, _at(224)), larger_picture),
    Item("18c", "saliency", (_COLOUR, (1, 96, 96)), other_channels),
)
