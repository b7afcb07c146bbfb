"""What a worker can answer: one function for each kind of probe, each a call into an experiment.

Imports torch, so only `worker` and `record` import it.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from functools import partial
from typing import Any

from resnet_core.config import DataConfig, Frozen, parse
from resnet_core.data.images import Dataset
from resnet_core.experiments import (
    addition,
    block_timing,
    gradients,
    growth,
    landscape,
    paths,
    predictions,
    race,
    saliency,
    saliency_checks,
    saliency_inside,
    saliency_nudge,
    shattering,
    signal,
    surgery,
    three_forms,
)
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.jobs.context import Context, Interrupted
from resnet_core.jobs.tasks import images_of, keep_json
from resnet_core.plan.network import network_plan
from resnet_core.probes.addition import AdditionProbe
from resnet_core.probes.block_timing import BlockTimingProbe
from resnet_core.probes.catalogue import PROBES
from resnet_core.probes.onnx import OnnxProbe
from resnet_core.probes.three_forms import ThreeFormsProbe
from resnet_core.training.devices import choose, exact_float32, keep_freed_memory

Measure = Callable[[Any, Surroundings], Any]
"""From a probe to its answer: a config model or a dataclass."""


def _addition(probe: AdditionProbe, at: Surroundings) -> addition.Opened:
    pictures = min(10_000, max(10, probe.picture + addition.BATCH))
    return addition.open_addition(
        probe, at.images(DataConfig(source=probe.data, train_images=10, test_images=pictures))
    )


def _three_forms(probe: ThreeFormsProbe, _at: Surroundings) -> three_forms.ThreeForms:
    return three_forms.compare(probe)


def _block_timing(probe: BlockTimingProbe, at: Surroundings) -> block_timing.Timing:
    return block_timing.measure(probe, at.device, on_round=lambda: at.on_step(0, 0, "timing"))


MEASURES: dict[str, Measure] = {
    "addition": _addition,
    "three_forms": _three_forms,
    "block_timing": _block_timing,
    "growth": growth.grow,
    "saliency": saliency.explain,
    "saliency_ladder": saliency_checks.ladder,
    "saliency_deletion": saliency_checks.deletion,
    "saliency_quality": saliency_checks.quality,
    "saliency_nudge": saliency_nudge.nudged,
    "saliency_inside": saliency_inside.look,
    "landscape": landscape.survey,
    "first_gradients": gradients.measure,
    "gradients": gradients.measure,
    "signal": signal.measure,
    "predictions": predictions.ask,
    "race": race.race,
    "orders": race.race,
    "surgery": surgery.surgery,
    "lesions": surgery.lesions,
    "deletions": surgery.deletions,
    "shattering": shattering.near_pictures,
    "shattering_line": shattering.on_a_line,
    "paths": paths.measure,
}


def plain(answer: Any) -> dict[str, Any]:
    """An answer as JSON has it."""
    if isinstance(answer, Frozen):
        return answer.model_dump(mode="json")
    assert is_dataclass(answer), type(answer)
    assert not isinstance(answer, type)
    return asdict(answer)


def _answer(kind: str, context: Context) -> None:
    """None; `results` are the answer. Nothing is saved on the way: asked again, it starts anew."""
    keep_freed_memory()
    exact_float32()
    probe = parse(PROBES[kind].question, context.config)
    keep_json(context, "results", plain(MEASURES[kind](probe, _surroundings(context))))


def _answer_onnx(context: Context) -> None:
    """None; the network is in the file `onnx`, and `results` say how large it is."""
    from resnet_core.models import onnx  # here because it loads protobuf, which no other run needs

    probe = parse(OnnxProbe, context.config)
    path = context.folder / "network.onnx"
    onnx.export(network_plan(probe.network), path, state=_surroundings(context).net(probe).state_dict())
    context.artifact("onnx", path)
    keep_json(context, "results", {"bytes": path.stat().st_size})


ANSWERS: dict[str, Callable[[Context], None]] = {
    **{kind: partial(_answer, kind) for kind in MEASURES},
    "onnx": _answer_onnx,
}


def _surroundings(context: Context) -> Surroundings:
    """What a worker has at hand; a wish to stop is met at the next step."""
    device = choose(context.settings.device)
    context.progress(device=f"{device.name} ({device.description})")
    started = time.monotonic()

    def images(config: DataConfig) -> Dataset:
        dataset = images_of(config, context)
        context.progress(data=dataset.name)
        return dataset

    def on_step(done: int, total: int, what: str) -> None:
        seconds = (time.monotonic() - started) / done * (total - done) if done else None
        context.progress(step=done, total_steps=total, phase=what, eta_seconds=seconds)
        if context.stop_wanted():
            raise Interrupted

    return Surroundings(device, images, context.settings.runs_dir, on_step, context.emit)
