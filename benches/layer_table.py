"""The layer table of ResNet-152 from the plan, against torchinfo on the built module.

Claim: a table by arithmetic is so quick that a slider can redraw it, and it says what torchinfo says. Both are timed in
one process, taking turns, so that a busy machine slows both. torchinfo runs a forward pass on the meta device, its
quickest way, and is given the module ready-made; building it is timed apart. The plan's time starts at the config.
"""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import torch
import torchinfo

from resnet_core.analysis.layers import Totals, layer_table, totals
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO

NET = "resnet152"
ROUNDS = 15
TARGET_MS = 5.0


def from_plan() -> Totals:
    """Totals of a table made from nothing but the config."""
    return totals(layer_table(network_plan(ZOO[NET].config)))


def from_module(module: torch.nn.Module) -> torchinfo.ModelStatistics:
    """What torchinfo says of `module`, which is on the meta device."""
    config = ZOO[NET].config
    size = (1, config.input_channels, config.input_size, config.input_size)
    return torchinfo.summary(module, input_size=size, device="meta", verbose=0)


def milliseconds(work: Callable[[], Any]) -> float:
    """How long one call of `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def norms_and_bias(module: torch.nn.Module) -> int:
    """Numbers that torchinfo counts once as multiply-adds and we do not: those of norms, and the biases."""
    return sum(weights.numel() for weights in module.parameters() if weights.ndim == 1)


def main() -> None:
    """Prints the comparison, and as its last line the same as JSON."""
    torch.set_num_threads(1)
    first_ms = milliseconds(from_plan)
    build_ms = milliseconds(lambda: build(network_plan(ZOO[NET].config)))
    module = build(network_plan(ZOO[NET].config)).to("meta")
    ours, theirs = from_plan(), from_module(module)
    turns = [(milliseconds(from_plan), milliseconds(lambda: from_module(module))) for _ in range(ROUNDS)]
    plan_ms, torchinfo_ms = (statistics.median(times) for times in zip(*turns, strict=True))
    report = {
        "net": NET,
        "rounds": ROUNDS,
        "plan_ms": round(plan_ms, 2),
        "plan_ms_spread": [round(extreme(mine for mine, _ in turns), 2) for extreme in (min, max)],
        "plan_first_call_ms": round(first_ms, 2),
        "torchinfo_ms": round(torchinfo_ms, 1),
        "build_ms": round(build_ms, 1),
        "ratio": round(torchinfo_ms / plan_ms, 1),
        "target_ms": TARGET_MS,
        "met": plan_ms < TARGET_MS,
        "same_params": ours.params == theirs.total_params,
        "same_macs": ours.macs + norms_and_bias(module) == theirs.total_mult_adds,
    }
    print(f"{NET}: the plan's table in {plan_ms:.2f} ms, torchinfo's in {torchinfo_ms:.0f} ms: x{report['ratio']}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
