"""A Jupyter notebook of one run: the network's source, its layers, and a training loop on Fashion-MNIST.

It needs torch, torchvision and matplotlib, and nothing of this project. Network, images and optimiser are those of the
lab's own run; the random draws are the notebook's.
"""

import json
from typing import Any

from resnet_core.codegen.pattern import BLOCK_NAMES, NETWORK_NAMES, pattern, summary
from resnet_core.codegen.pytorch import chapter_parts
from resnet_core.config import DataConfig, NetworkConfig, TrainingConfig, check_square
from resnet_core.errors import ConfigError

SIDE, CLASSES = 28, 10
"""Of Fashion-MNIST."""

Cell = dict[str, Any]


def notebook(
    network: NetworkConfig,
    *,
    data: DataConfig | None = None,
    training: TrainingConfig | None = None,
    weights: str | None = None,
) -> str:
    """The .ipynb file (nbformat 4.5) as text; ShapeError where the network does not fit.

    Of `data`, the numbers of images and the augmentation count. `weights` is a safetensors file beside the notebook,
    under the names of `chapter_style`, from which it goes on. ConfigError for fewer outputs than there are classes and
    for an input that is not square.
    """
    if network.classes < CLASSES:
        raise ConfigError("too-few-classes", classes=network.classes, least=CLASSES)
    check_square(network)
    data, training = data or DataConfig(), training or TrainingConfig()
    if training.steps(data.train_images) == 1:  # torch's cycle would take a lone step at a 250,000th of the rate
        training = training.model_copy(update={"schedule": "constant"})
    cells = [
        *_network(network, _imports(training, loads=weights is not None)),
        *_data(network, data, training),
        *_training(network, training, weights),
    ]
    document = {
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells, start=1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _text(source: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": source.strip().splitlines(keepends=True)}


def _code(source: str) -> Cell:
    lines = source.strip().splitlines(keepends=True)
    return {"cell_type": "code", "metadata": {}, "source": lines, "execution_count": None, "outputs": []}


def _network(network: NetworkConfig, imports: str) -> list[Cell]:
    """From the title to the layer table."""
    name = NETWORK_NAMES[network.style.family]
    definitions = chapter_parts(network)[1:]  # its imports are among those of the first cell
    about = " ".join(summary(network.style, has_shortcut=pattern(network).block.shortcut is not None))
    return [
        _text(f"# {name} on Fashion-MNIST\n\n{_written_by(imports)}"),
        _code(imports),
        _text(f"## The network\n\n{about}\n\n{_counted(network)}"),
        *map(_code, definitions),
        _text("## Layer by layer\n\nWhat each layer gives and its number of parameters, read off the network itself."),
        _code(_layer_table(network)),
    ]


def _written_by(imports: str) -> str:
    packages = [name for name in ("torch", "torchvision", "matplotlib", "safetensors") if name in imports]
    return (
        "Written by Residual Lab. It runs from top to bottom, on a GPU where there is one, and needs\n"
        f"`pip install {' '.join(packages)}`."
    )


def _imports(training: TrainingConfig, *, loads: bool) -> str:
    load = "\nfrom safetensors.torch import load_file" if loads else ""
    schedule = "\nfrom torch.optim.lr_scheduler import OneCycleLR" if training.schedule == "one_cycle" else ""
    return f"""
import torch
from matplotlib import pyplot as plt{load}
from torch import nn
from torch.nn import functional as F{schedule}
from torchvision.datasets import FashionMNIST

device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
print(device)
"""


def _counted(network: NetworkConfig) -> str:
    blocks, stages = sum(stage.blocks for stage in network.stages), len(network.stages)
    spare = (
        "" if network.classes == CLASSES else f" Of its {network.classes} outputs, the data uses the first {CLASSES}."
    )
    return (
        f"`{NETWORK_NAMES[network.style.family]}` has {blocks} such block{'s' * (blocks > 1)}"
        f" (`{BLOCK_NAMES[network.style.family]}`) in {stages} stage{'s' * (stages > 1)}.{spare}"
    )


def _layer_table(network: NetworkConfig) -> str:
    shape = f"2, {network.input_channels}, {network.input_size}, {network.input_size}"
    return f"""
net = {NETWORK_NAMES[network.style.family]}().eval()
rows = []
hooks = [
    layer.register_forward_hook(lambda layer, _, out, name=name: rows.append((name, layer, tuple(out.shape[1:]))))
    for name, layer in net.named_modules()
    if not list(layer.children())
]
with torch.no_grad():
    net(torch.zeros({shape}))
for hook in hooks:
    hook.remove()

for name, layer, shape in rows:
    params = sum(p.numel() for p in layer.parameters())
    print(f"{{name:28}} {{type(layer).__name__:18}} {{str(shape):18}} {{params:12,}}")
print(f"{{'all parameters':66}} {{sum(p.numel() for p in net.parameters()):12,}}")
"""


def _data(network: NetworkConfig, data: DataConfig, training: TrainingConfig) -> list[Cell]:
    augment = [] if data.augment == "none" else [_augment(mirrored=data.augment == "shift_flip")]
    functions = [_prepare(network), *augment, _batches(augmented=bool(augment))]
    return [
        _text(f"## The data\n\n{_ABOUT_THE_DATA}"),
        _code(_load(data, training)),
        _code("\n\n\n".join(function.strip() for function in functions)),
    ]


_ABOUT_THE_DATA = """\
Fashion-MNIST (Xiao et al. 2017, arXiv:1708.07747): grey images of 28x28 pixels, ten kinds of clothes. Together they
are 47 MB, so they stay one tensor of bytes, from which each batch is prepared on the device."""


def _load(data: DataConfig, training: TrainingConfig) -> str:
    count, remark = data.train_images, ""
    if count % training.batch_size == 1:
        count -= 1
        remark = "  # one fewer: batch norm cannot train on a last batch of one image"
    train, test = _first(count, of=60_000), _first(data.test_images, of=10_000)
    return f"""
batch_size = {training.batch_size}
train, test = (FashionMNIST("data", train=part, download=True) for part in (True, False))
train_images, train_labels = train.data{train}, train.targets{train}{remark}
test_images, test_labels = test.data{test}, test.targets{test}
print(len(train_images), "images to train on,", len(test_images), "to test")
"""


def _first(count: int, *, of: int) -> str:
    return "" if count == of else f"[:{count}]"


def _prepare(network: NetworkConfig) -> str:
    size, channels = network.input_size, network.input_channels
    lines = ["x = images.unsqueeze(1).float() / 255", "x = (x - 0.2860) / 0.3530"]
    if size < SIDE and SIDE % size == 0:
        lines.append(f"x = F.avg_pool2d(x, {SIDE // size})")
    elif size != SIDE:
        antialias = ", antialias=True" if size < SIDE else ""
        lines.append(f'x = F.interpolate(x, size=({size}, {size}), mode="bilinear"{antialias})')
    lines += [f"x = x.expand(-1, {channels}, -1, -1)"] if channels != 1 else []
    lines[-1] = lines[-1].replace("x =", "return", 1)
    body = "\n".join(f"    {line}" for line in lines)
    return f'''
def prepare(images):
    """Bytes (B, 28, 28) as the network takes them: (B, {channels}, {size}, {size}), mean 0 and deviation 1."""
{body}
'''


def _augment(*, mirrored: bool) -> str:
    and_mirrored = ", half of them mirrored" if mirrored else ""
    flip = "    images = torch.where(torch.rand(len(images), 1, 1) < 0.5, images.flip(2), images)\n" if mirrored else ""
    return f'''
def augment(images):
    """Each image moved by up to two pixels each way, over black{and_mirrored}."""
    rows, columns = torch.randint(5, (2, len(images), 1)) + torch.arange(28)
    which = torch.arange(len(images))[:, None, None]
{flip}    return F.pad(images, (2, 2, 2, 2))[which, rows[:, :, None], columns[:, None, :]]
'''


def _batches(*, augmented: bool) -> str:
    if not augmented:
        return '''
def batches(images, labels, training=False):
    """Pairs of prepared images and labels; those to train on come in a new order each time."""
    order = torch.randperm(len(images)) if training else torch.arange(len(images))
    for chosen in order.split(batch_size):
        yield prepare(images[chosen].to(device)), labels[chosen].to(device)
'''
    return '''
def batches(images, labels, training=False):
    """Pairs of prepared images and labels; those to train on are augmented, in a new order each time."""
    order = torch.randperm(len(images)) if training else torch.arange(len(images))
    for chosen in order.split(batch_size):
        batch = augment(images[chosen]) if training else images[chosen]
        yield prepare(batch.to(device)), labels[chosen].to(device)
'''


def _training(network: NetworkConfig, training: TrainingConfig, weights: str | None) -> list[Cell]:
    begin = f"net = {NETWORK_NAMES[network.style.family]}().to(device)"
    loaded = [] if weights is None else [_text(_ABOUT_WEIGHTS), _code(_load_weights(begin, weights))]
    return [
        _text(f"## Training\n\n{_about_training(training)}"),
        _code(_ACCURACY),
        *loaded,
        _code(_loop(training, begin="" if loaded else f"{begin}\n")),
        _code(_CURVE),
        _text(f"## What it says\n\n{_ABOUT_PREDICTIONS}"),
        _code(_PREDICTIONS),
    ]


_ABOUT_PREDICTIONS = """\
The first ten test images and the names the network gives them; where it errs, the right one stands in brackets."""


def _about_training(training: TrainingConfig) -> str:
    if training.schedule == "constant":
        return "Stochastic gradient descent with a constant learning rate."
    return (
        "Stochastic gradient descent; the learning rate rises to its peak and falls to almost nothing\n"
        "(one cycle, Smith & Topin 2018, arXiv:1708.07120)."
    )


_ACCURACY = '''
def accuracy(images, labels):
    """Share of `images` that the network names rightly."""
    net.eval()
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in batches(images, labels))
    return right / len(images)
'''


_ABOUT_WEIGHTS = "The weights as the run in the lab left them; the training below goes on from there."


def _load_weights(begin: str, weights: str) -> str:
    return f"""
{begin}
net.load_state_dict(load_file("{weights}"))
print(f"as it was trained: test accuracy {{accuracy(test_images, test_labels):.3f}}")
"""


def _loop(training: TrainingConfig, *, begin: str) -> str:
    settings = [f"lr={training.lr!r}"]
    settings += [f"momentum={training.momentum!r}"] if training.momentum else []
    settings += ["nesterov=True"] if training.nesterov else []
    settings += [f"weight_decay={training.weight_decay!r}"] if training.weight_decay else []
    smoothing = f", label_smoothing={training.label_smoothing!r}" if training.label_smoothing else ""
    scheduler = step = ""
    if training.schedule == "one_cycle":
        arguments = f"optimizer, max_lr={training.lr!r}, total_steps=epochs * steps, cycle_momentum=False"
        scheduler = f"scheduler = OneCycleLR({arguments})\n"
        step = "        scheduler.step()\n"
    return f"""
torch.manual_seed({training.seed})
epochs = {training.epochs}
steps = -(-len(train_images) // batch_size)  # in one epoch
{begin}optimizer = torch.optim.SGD(net.parameters(), {", ".join(settings)})
{scheduler}
losses = []
for epoch in range(1, epochs + 1):
    net.train()
    for x, y in batches(train_images, train_labels, training=True):
        loss = F.cross_entropy(net(x), y{smoothing})
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
{step}        losses.append(loss.detach())
    mean = torch.stack(losses[-steps:]).mean().item()
    print(f"epoch {{epoch}}: loss {{mean:.3f}}, test accuracy {{accuracy(test_images, test_labels):.3f}}")
"""


_CURVE = """
plt.plot(torch.stack(losses).tolist())
plt.xlabel("step")
plt.ylabel("training loss")
plt.show()
"""

_PREDICTIONS = """
net.eval()
with torch.no_grad():
    guesses = net(prepare(test_images[:10].to(device))).argmax(1).tolist()
figure, axes = plt.subplots(2, 5, figsize=(10, 4.5))
for axis, image, guess, label in zip(axes.flat, test_images, guesses, test_labels.tolist()):
    axis.imshow(image.numpy(), cmap="gray")
    axis.set_title(train.classes[guess] + ("" if guess == label else f"\\n({train.classes[label]})"))
    axis.axis("off")
plt.show()
"""
