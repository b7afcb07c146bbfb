"""Training by our loop, against the chapter's own way, in images a second.

Claim: a learner waits less for the same network. The chapter's way is that of Dive into Deep Learning: PIL images
through torchvision's Resize and ToTensor, a DataLoader with four workers, float32, loss and accuracy read at every
step. Ours is `Trainer` as a run uses it, in the precision that it chooses here. Each side has a process of its own, and
they take turns, each alone; the ratio is the median over the turns. A turn's first steps are not counted: workers
start, kernels are made.

The share of the peak counts three passes of two operations a multiply-add against the largest matrix product that
torch does here in the same precision. It leaves out everything that is not a convolution or a dense layer.
"""

import json
import statistics
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import torch
from PIL import Image
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision import transforms

from resnet_core.analysis.layers import network_cost
from resnet_core.config import RunConfig
from resnet_core.data.images import Dataset, load
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.presets import PRESETS
from resnet_core.settings import settings
from resnet_core.training.devices import choose, exact_float32, keep_freed_memory
from resnet_core.training.loop import Trainer

WORKERS = 4
TURNS = {"quick": 9, "chapter": 5}
TARGETS = {"quick": 2.5, "chapter": 1.3}
STEPS = {"quick": (20, 60), "chapter": (2, 8)}
"""Steps that warm up and steps that count, in each turn."""


class Pictures(torch.utils.data.Dataset[tuple[Tensor, int]]):
    """The training images as torchvision's FashionMNIST hands them out: PIL, transformed one by one."""

    def __init__(self, dataset: Dataset, size: int) -> None:
        self._images, self._labels = dataset.train_images, dataset.train_labels
        self._transform = transforms.Compose([transforms.Resize((size, size)), transforms.ToTensor()])

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        """Image (1, size, size) and label."""
        return self._transform(Image.fromarray(self._images[index].numpy())), int(self._labels[index])

    def __len__(self) -> int:
        """Number of images."""
        return len(self._labels)


class Chapter:
    """The chapter's loop; its workers live for a turn only, so that they take nothing from ours."""

    def __init__(self, config: RunConfig, dataset: Dataset, device: torch.device) -> None:
        training = config.training
        self._device = device
        self._loader = DataLoader(
            Pictures(dataset, config.network.input_size), training.batch_size, shuffle=True, num_workers=WORKERS
        )
        self._model = build(network_plan(config.network)).to(device)
        self._optimizer = torch.optim.SGD(
            self._model.parameters(),
            lr=training.lr / 10,  # the speed does not depend on it, and a loss that stays finite is a fair one
            momentum=training.momentum,
            nesterov=training.nesterov,
            weight_decay=training.weight_decay,
        )

    def images_per_second(self, warm_up: int, counted: int) -> float:
        """Over `counted` steps."""
        steps = self._steps()
        for _ in range(warm_up):
            next(steps)
        start = time.perf_counter()
        images = sum(next(steps) for _ in range(counted))
        return images / (time.perf_counter() - start)

    def _steps(self) -> Iterator[int]:
        """Number of images of each step, as it is done."""
        for batch in self._loader:
            images, labels = (part.to(self._device) for part in batch)
            logits = self._model(images)
            loss = nn.CrossEntropyLoss()(logits, labels)
            self._optimizer.zero_grad()
            loss.backward()
            self._optimizer.step()
            loss.item()
            (logits.argmax(1) == labels).float().mean().item()
            yield len(labels)


class Ours:
    """The lab's loop, as a run drives it."""

    def __init__(self, config: RunConfig, dataset: Dataset) -> None:
        self._batch_size = config.training.batch_size
        self.trainer = Trainer(config, dataset, choose(settings().device))
        self._records = self.trainer.records()

    def images_per_second(self, warm_up: int, counted: int) -> float:
        """Over at least `counted` steps; they come in flushes."""
        self._go(warm_up)
        start = time.perf_counter()
        return self._go(counted) * self._batch_size / (time.perf_counter() - start)

    def _go(self, steps: int) -> int:
        """Number of steps made, at least `steps`."""
        before = self.trainer.step
        for record in self._records:
            if record.step == self.trainer.step >= before + steps:
                break
        return self.trainer.step - before


def peak_macs_per_second(device: torch.device, dtype: torch.dtype, *, size: int = 2048) -> float:
    """Multiply-adds a second of the best of ten products of two square matrices."""
    left, right = (torch.randn(size, size, device=device).to(dtype) for _ in range(2))
    times = []
    for _ in range(10):
        start = time.perf_counter()
        (left @ right)[0, 0].item()
        times.append(time.perf_counter() - start)
    return size**3 / min(times)


@cache
def the_data() -> Dataset:
    """Fashion-MNIST where it can be had, read once in each process."""
    return load(PRESETS["quick"].data, settings().data_dir)


@cache
def the_chapter(name: str) -> Chapter:
    """The chapter's side of preset `name`, in the process that is asked."""
    warnings.filterwarnings("ignore", message="This DataLoader will create")  # four is the chapter's number, not ours
    return Chapter(PRESETS[name], the_data(), choose(settings().device).torch)


def chapter_turn(name: str) -> float:
    """Images a second of one turn of the chapter's side."""
    return the_chapter(name).images_per_second(*STEPS[name])


def compare(name: str, other: ProcessPoolExecutor) -> dict[str, object]:
    """Both ways of training the preset `name`, in turns."""
    ours = Ours(PRESETS[name], the_data())
    device, bf16 = ours.trainer.device.torch, ours.trainer.bf16
    turns = [
        (other.submit(chapter_turn, name).result(), ours.images_per_second(*STEPS[name])) for _ in range(TURNS[name])
    ]
    chapter_speed, our_speed = (statistics.median(speeds) for speeds in zip(*turns, strict=True))
    ratios = sorted(mine / theirs for theirs, mine in turns)
    dtype = torch.bfloat16 if bf16 else torch.float32
    macs = 3 * network_cost(PRESETS[name].network).macs
    return {
        "chapter_images_per_second": round(chapter_speed),
        "our_images_per_second": round(our_speed),
        "ratio": round(statistics.median(ratios), 2),
        "ratios": [round(ratio, 2) for ratio in ratios],
        "target": TARGETS[name],
        "met": statistics.median(ratios) >= TARGETS[name],
        "precision": str(dtype).removeprefix("torch."),
        "share_of_gemm_peak": round(our_speed * macs / peak_macs_per_second(device, dtype), 3),
        "chapter_share_of_float32_peak": round(chapter_speed * macs / peak_macs_per_second(device, torch.float32), 3),
    }


def main() -> None:
    """Prints the comparison, and as its last line the same as JSON."""
    keep_freed_memory()
    exact_float32()
    device = choose(settings().device)
    report: dict[str, object] = {
        "device": f"{device.name} ({device.description})",
        "torch": torch.__version__,
        "data": the_data().name,
    }
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        for name in TARGETS:
            found = compare(name, other)
            report[name] = found
            print(
                f"{name}: {found['our_images_per_second']} images/s in {found['precision']}, the chapter's way "
                f"{found['chapter_images_per_second']}: {found['ratio']} times (target {found['target']}); "
                f"{found['share_of_gemm_peak']:.0%} of the peak"
            )
    print(json.dumps(report))


if __name__ == "__main__":
    main()
