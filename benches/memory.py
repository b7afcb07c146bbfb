"""What a training holds at its peak, against what was forecast before it held any of it; and how fast it was.

Each network trains for a few steps and a test in a process of its own, prepared as a worker is. Its peak is what the
system counted (`ru_maxrss`). `least` and `most` are the bounds by which runs are refused and proposed
(`analysis/memory.py`): a peak below the one would refuse what fits, a peak above the other would propose what does not.
Speed is told in multiply-adds a second, the spread of which is what a forecast without a measured run has to admit.
"""

import json
import resource
import subprocess
import sys
from typing import Any, Literal

from resnet_core.analysis import memory
from resnet_core.analysis.layers import network_cost
from resnet_core.config import DataConfig, NetworkConfig, RunConfig, StageConfig, TrainingConfig
from resnet_core.data.images import load
from resnet_core.jobs.tasks import prepare
from resnet_core.plan.zoo import ZOO
from resnet_core.settings import settings
from resnet_core.training.devices import choose, keep_freed_memory
from resnet_core.training.loop import StepRecord, Trainer

STEPS = 3
TEST_IMAGES = 1000
KB = 1024 if sys.platform == "linux" else 1


def own(*, blocks: int, width: int, size: int, family: str = "residual") -> NetworkConfig:
    """Three stages, as the training page builds them."""
    widths = [width * (4 if family == "bottleneck" else 1) * 2**stage for stage in range(3)]
    stages = tuple(
        StageConfig(blocks=blocks, channels=channels, stride=1 if stage == 0 else 2)
        for stage, channels in enumerate(widths)
    )
    style: Any = {"family": family}
    return NetworkConfig(input_size=size, stem_channels=width, stages=stages, style=style)


def published(name: str, size: int) -> NetworkConfig:
    """A published network on our pictures."""
    return ZOO[name].config.model_copy(update={"input_channels": 1, "classes": 10, "input_size": size})


NETS = {
    "quick": (ZOO["quick"].config, 128),
    "residual 1x4, 14 px": (own(blocks=1, width=4, size=14), 16),
    "residual 1x16, 28 px": (own(blocks=1, width=16, size=28), 128),
    "residual 1x16, 28 px, large batch": (own(blocks=1, width=16, size=28), 1024),
    "residual 3x16, 28 px": (own(blocks=3, width=16, size=28), 256),
    "residual 9x16, 28 px": (own(blocks=9, width=16, size=28), 256),
    "residual 3x32, 56 px": (own(blocks=3, width=32, size=56), 64),
    "bottleneck 3x16, 28 px": (own(blocks=3, width=16, size=28, family="bottleneck"), 128),
    "residual 9x32, 28 px": (own(blocks=9, width=32, size=28), 256),
    "resnet18, 32 px": (published("resnet18", 32), 128),
    "chapter, 96 px": (ZOO["d2l_resnet18"].config, 128),
    "resnet50, 96 px": (published("resnet50", 96), 32),
}


def train(name: str, precision: Literal["auto", "float32"]) -> None:
    """Trains the network in this process and prints what it took."""
    network, batch = NETS[name]
    data = DataConfig(train_images=STEPS * batch, test_images=TEST_IMAGES)
    config = RunConfig(network=network, data=data, training=TrainingConfig(batch_size=batch, precision=precision))
    prepare(settings())
    before = _peak()
    keep_freed_memory()
    trainer = Trainer(config, load(data, settings().data_dir), choose(settings().device))
    rates = [record.images_per_second for record in trainer.records() if isinstance(record, StepRecord)]
    trainer.results()
    span = memory.of_process(config, bf16=trainer.bf16)
    found = {
        "before": before,
        "peak": _peak(),
        "forecast": memory.forecast(config) / 2**20,
        "least": span.least,
        "most": span.most,
        "gmacs": 3 * network_cost(network).macs * rates[-1] / 1e9,
    }
    print(json.dumps(found))


def main() -> None:
    """Prints a row for each network in each precision."""
    head = ("forecast", "before", "peak", "least", "most", "times", "GMAC/s")
    print(f"{'network':34} {'batch':>5} {'precision':>9}", *(f"{word:>8}" for word in head), flush=True)
    for name, (_, batch) in NETS.items():
        for precision in ("auto", "float32"):
            child = [sys.executable, "-m", "benches.memory", name, precision]
            found = json.loads(
                subprocess.run(child, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
            )
            times = (found["peak"] - found["before"]) / found["forecast"]
            numbers = (f"{found[word]:8.0f}" for word in head[:5])
            print(f"{name:34} {batch:5} {precision:>9}", *numbers, f"{times:8.2f} {found['gmacs']:8.1f}", flush=True)


def _peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KB / 2**20


if __name__ == "__main__":
    if len(sys.argv) > 1:
        train(sys.argv[1], "float32" if sys.argv[2] == "float32" else "auto")
    else:
        main()
