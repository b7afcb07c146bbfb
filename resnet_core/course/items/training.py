"""Items about what a training needs: enough values for a batch norm, memory, time, and the right data."""

from typing import NamedTuple

from resnet_core.analysis.forecast import Memory, training_memory
from resnet_core.analysis.layers import network_cost
from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.course.item import Asked, Item, Runs, among, number
from resnet_core.data.files import MEAN
from resnet_core.gallery import Recording
from resnet_core.plan.network import network_plan
from resnet_core.plan.nodes import Norm, Shape
from resnet_core.plan.shapes import walk
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS

HEADER = 16
"""Bytes in front of the pictures of an IDX file: what they are, how many, and their two sides."""


class DataSet(NamedTuple):
    """A set of pictures by what can be checked of its file of training pictures."""

    md5: str
    mean: float
    """Of all pixels, as a share of white."""
    pictures: int = 60_000
    side: int = 28
    classes: int = 10

    @property
    def bytes(self) -> int:
        """Of the file, unpacked."""
        return HEADER + self.pictures * self.side**2


FASHION = DataSet("8d4fb7e6c68d591d4c3dfef9ec88bf0d", MEAN)
MNIST = DataSet("f68b3c2dcbeaaa9fbdd348bbdeb94873", 0.1307)
"""As torchvision's `MNIST` has the checksum, and PyTorch's example the mean."""


def values_of_one_picture(network: NetworkConfig) -> Asked:
    """How many values a channel the last batch norm has with a batch of one."""
    channels, height, width = _last_normed(network)
    return number(height * width, {"size": network.input_size}, one=1, side=height, channels=channels)


def values_of_two_pictures(network: NetworkConfig) -> Asked:
    """The same with a batch of two."""
    _, height, width = _last_normed(network)
    first = _normed(network)[0]
    values = {"size": network.input_size, "side": height}
    pixels, stem = network.input_size**2, first[1] * first[2]
    return number(2 * height * width, values, one=1, stem=2 * stem, pixels=2 * pixels)


def lonely_picture(case: tuple[int, tuple[int, ...]]) -> Asked:
    """With how many pictures the last batch holds a single one."""
    batch, offered = case
    [right] = [pictures for pictures in offered if pictures % batch == 1]
    wrong = {f"rest{pictures % batch}": pictures for pictures in offered if pictures != right}
    return number(right, {"batch": batch, "full": right // batch}, **wrong)


def largest_part(case: tuple[NetworkConfig, int]) -> Asked:
    """What takes most of the memory of a training."""
    network, batch = case
    memory = training_memory(network_plan(network), batch_size=batch)
    parts = {name: getattr(memory, name) for name in Memory.__dataclass_fields__}
    right = max(parts, key=parts.__getitem__)
    return among(
        tuple(parts), right, batch=batch, size=network.input_size, **{f"{k}_bytes": v for k, v in parts.items()}
    )


def times_the_weights(case: tuple[NetworkConfig, int]) -> Asked:
    """How many times as much as its weights a training needs."""
    network, batch = case
    memory = training_memory(network_plan(network), batch_size=batch)
    values = {"batch": batch, "weights": memory.parameters, "whole": memory.total}
    times = round(memory.total / memory.parameters)
    return number(times, values, weights_only=1, gradients=2, optimiser=3)


def smaller_pictures(case: tuple[NetworkConfig, NetworkConfig, int]) -> Asked:
    """What smaller pictures leave of the activations."""
    large, small, batch = case
    before, after = (training_memory(network_plan(net), batch_size=batch).activations for net in (large, small))
    side = small.input_size / large.input_size
    values = {"large": large.input_size, "small": small.input_size, "before": before, "after": after}
    return number(after / before, values, side=side, none=1.0, cube=side**3)


def larger_work(networks: tuple[NetworkConfig, NetworkConfig]) -> Asked:
    """How many times the multiply-adds larger pictures take."""
    small, large = (network_cost(network) for network in networks)
    side = networks[1].input_size / networks[0].input_size
    values = {
        "small": networks[0].input_size,
        "large": networks[1].input_size,
        "few": small.macs,
        "many": large.macs,
        "params": small.params,
    }
    return number(large.macs / small.macs, values, none=1, side=side, cube=side**3)


def steps_of_a_training(run: RunConfig) -> Asked:
    """How many times the weights are moved."""
    training, pictures = run.training, run.data.train_images
    one = training.model_copy(update={"epochs": 1}).steps(pictures)
    values = {"batch": training.batch_size, "pictures": pictures, "each": one}
    return number(training.steps(pictures), values, epochs=training.epochs, one=one, seen=training.epochs * pictures)


def epoch_of_the_chapter(runs: tuple[Recording, ...]) -> Asked:
    """How long an epoch of the chapter's network takes, from a recorded epoch of a small one."""
    [quick] = runs
    ours, chapter = quick.config.network, PRESETS["chapter"].network
    few, many = (network_cost(network).macs for network in (ours, chapter))
    area = (chapter.input_size / ours.input_size) ** 2
    epoch = quick.seconds / quick.config.training.epochs
    values = {
        "seconds": epoch,
        "few": few,
        "many": many,
        "times": many / few,
        "epochs": PRESETS["chapter"].training.epochs,
    }
    return number(epoch * many / few, values, same=epoch, area=epoch * area, both=epoch * area * many / few)


def telling_check(sets: tuple[DataSet, DataSet]) -> Asked:
    """Which check tells one set from the other."""
    right_one, wrong_one = sets
    seen = {
        "pictures": (right_one.pictures, wrong_one.pictures),
        "bytes": (right_one.bytes, wrong_one.bytes),
        "classes": (right_one.classes, wrong_one.classes),
        "md5": (right_one.md5, wrong_one.md5),
    }
    [right] = [code for code, (ours, theirs) in seen.items() if ours != theirs]
    values = {"pictures": right_one.pictures, "bytes": right_one.bytes, "classes": right_one.classes}
    return among(("bytes", "pictures", "md5", "classes"), right, **values, side=right_one.side)


def whose_mean(case: tuple[float, DataSet, DataSet]) -> Asked:
    """Which pictures have such a mean."""
    seen, fashion, mnist = case
    right = "fashion" if seen == fashion.mean else "mnist" if seen == mnist.mean else "neither"
    return among(("fashion", "mnist", "normalised", "damaged"), right, seen=seen, ours=fashion.mean)


def unpacked(data: DataSet) -> Asked:
    """How many bytes a whole file has."""
    pixels = data.pictures * data.side**2
    test = HEADER + 10_000 * data.side**2
    values = {"pictures": data.pictures, "side": data.side, "header": HEADER}
    return number(data.bytes, values, bare=pixels, floats=HEADER + 4 * pixels, test=test)


def _normed(network: NetworkConfig) -> list[Shape]:
    return [step.out_shape for step in walk(network_plan(network)) if isinstance(step.layer, Norm)]


def _last_normed(network: NetworkConfig) -> tuple[int, int, int]:
    channels, height, width = _normed(network)[-1]
    return channels, height, width


def _at(size: int) -> NetworkConfig:
    return ZOO["d2l_resnet18"].config.model_copy(update={"input_size": size})


ITEMS = (
    Item("16a", "train", _at(96), values_of_one_picture),
    Item("16b", "signal", (64, (1000, 1025, 1056, 1088)), lonely_picture),
    Item("16c", "surgery", _at(28), values_of_two_pictures),
    Item("19a", "train", (_at(96), 128), largest_part),
    Item("19b", "resnext", (ZOO["resnet50"].config, 32), times_the_weights),
    Item("19c", "saliency", (_at(96), _at(48), 128), smaller_pictures),
    Item("20a", "train", (_at(28), _at(96)), larger_work),
    Item("20b", "gradients", PRESETS["chapter"], steps_of_a_training),
    Item("20c", "resnext", Runs(("quick",)), epoch_of_the_chapter),
    Item("22a", "train", (FASHION, MNIST), telling_check),
    Item("22b", "saliency", (MNIST.mean, FASHION, MNIST), whose_mean),
    Item("22c", "surgery", FASHION, unpacked),
)
