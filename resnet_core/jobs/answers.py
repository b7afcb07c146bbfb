"""What a worker can answer: one function for each kind of question, each a call into an experiment.

Imports torch, so only `worker` and `record` import it.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from functools import partial
from typing import Any

from resnet_core.config import DataConfig, Frozen, parse
from resnet_core.data.images import Dataset
from resnet_core.jobs.context import Context, Interrupted
from resnet_core.jobs.tasks import images_of, keep_json
from resnet_core.plan.network import network_plan
from resnet_core.studies.addition import measure as addition
from resnet_core.studies.addition.question import AdditionQuestion, Opened
from resnet_core.studies.block_timing import measure as block_timing
from resnet_core.studies.block_timing.question import BlockTimingQuestion, Timing
from resnet_core.studies.bugs import measure as bugs
from resnet_core.studies.catalogue import STUDIES
from resnet_core.studies.elsewhere import measure as elsewhere
from resnet_core.studies.gradients import measure as gradients
from resnet_core.studies.growth import measure as growth
from resnet_core.studies.identity import measure as identity
from resnet_core.studies.landscape import measure as landscape
from resnet_core.studies.onnx.question import OnnxQuestion
from resnet_core.studies.paths import measure as paths
from resnet_core.studies.predictions import measure as predictions
from resnet_core.studies.puzzle import measure as puzzle
from resnet_core.studies.race import measure as race
from resnet_core.studies.saliency_checks import measure as saliency_checks
from resnet_core.studies.saliency_inside import measure as saliency_inside
from resnet_core.studies.saliency_maps import measure as saliency
from resnet_core.studies.saliency_nudge import measure as saliency_nudge
from resnet_core.studies.shattering import measure as shattering
from resnet_core.studies.signal import measure as signal
from resnet_core.studies.surgery import measure as surgery
from resnet_core.studies.three_forms import measure as three_forms
from resnet_core.studies.three_forms.question import ThreeForms, ThreeFormsQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.devices import choose, exact_float32, keep_freed_memory
from resnet_core.wording import Message, message

Measure = Callable[[Any, Workbench], Any]
"""From a question to its answer: a config model or a dataclass."""


def _addition(question: AdditionQuestion, bench: Workbench) -> Opened:
    pictures = min(10_000, max(10, question.picture + addition.BATCH))
    return addition.open_addition(
        question, bench.images(DataConfig(source=question.data, train_images=10, test_images=pictures))
    )


def _three_forms(question: ThreeFormsQuestion, _bench: Workbench) -> ThreeForms:
    return three_forms.compare(question)


def _block_timing(question: BlockTimingQuestion, bench: Workbench) -> Timing:
    return block_timing.measure(question, bench.device, on_round=lambda: bench.on_step(0, 0, message("phase-timing")))


MEASURES: dict[str, Measure] = {
    "addition": _addition,
    "three_forms": _three_forms,
    "block_timing": _block_timing,
    "bugs": bugs.admit,
    "growth": growth.grow,
    "identity": identity.attempt_all,
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
    "puzzle": puzzle.play,
    "race": race.race,
    "orders": race.race,
    "surgery": surgery.surgery,
    "lesions": surgery.lesions,
    "deletions": surgery.deletions,
    "shattering": shattering.near_pictures,
    "shattering_line": shattering.on_a_line,
    "elsewhere": elsewhere.measure,
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
    """Keeps the answer as `results`. Nothing is saved on the way: asked again, it starts anew."""
    keep_freed_memory()
    exact_float32()
    question = parse(STUDIES[kind].question, context.config)
    keep_json(context, "results", plain(MEASURES[kind](question, _workbench(context))))


def _answer_onnx(context: Context) -> None:
    """Writes the network into the file `onnx`, and keeps as `results` how large it is."""
    from resnet_core.models import onnx  # here because it loads protobuf, which no other run needs

    question = parse(OnnxQuestion, context.config)
    path = context.folder / "network.onnx"
    onnx.export(network_plan(question.network), path, state=_workbench(context).net(question).state_dict())
    context.artifact("onnx", path)
    keep_json(context, "results", {"bytes": path.stat().st_size})


ANSWERS: dict[str, Callable[[Context], None]] = {
    **{kind: partial(_answer, kind) for kind in MEASURES},
    "onnx": _answer_onnx,
}


def _workbench(context: Context) -> Workbench:
    """What a worker has at hand; a wish to stop is met at the next step."""
    device = choose(context.settings.device)
    context.progress(device=f"{device.name} ({device.description})")
    started = time.monotonic()

    def images(config: DataConfig) -> Dataset:
        dataset = images_of(config, context)
        context.progress(data=dataset.name)
        return dataset

    def on_step(done: int, total: int, what: Message) -> None:
        seconds = (time.monotonic() - started) / done * (total - done) if done else None
        context.progress(step=done, total_steps=total, phase=what, eta_seconds=seconds)
        if context.stop_wanted():
            raise Interrupted

    return Workbench(device, images, context.settings.runs_dir, on_step, context.emit, context.fetch)
