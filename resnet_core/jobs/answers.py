"""What a worker can answer: one function for each kind of probe, each a call into an experiment.

Imports torch, so only `worker` imports it.
"""

from collections.abc import Callable
from dataclasses import asdict

from resnet_core.config import DataConfig, parse
from resnet_core.experiments import addition, block_timing, three_forms
from resnet_core.jobs.context import Context, Interrupted
from resnet_core.jobs.tasks import images_of, keep_json
from resnet_core.plan.network import network_plan
from resnet_core.probes import AdditionProbe, BlockTimingProbe, OnnxProbe, ThreeFormsProbe
from resnet_core.training.devices import choose


def answer_addition(context: Context) -> None:
    """None; `results` are those of `addition.Opened`."""
    probe = parse(AdditionProbe, context.config)
    pictures = min(10_000, max(10, probe.picture + addition.BATCH))
    images = images_of(DataConfig(source=probe.data, train_images=10, test_images=pictures), context)
    keep_json(context, "results", asdict(addition.open_addition(probe, images)))


def answer_three_forms(context: Context) -> None:
    """None; `results` are those of `three_forms.ThreeForms`."""
    keep_json(context, "results", asdict(three_forms.compare(parse(ThreeFormsProbe, context.config))))


def answer_block_timing(context: Context) -> None:
    """None; `results` are those of `block_timing.Timing`."""
    timing = block_timing.measure(
        parse(BlockTimingProbe, context.config),
        choose(context.settings.device),
        on_round=lambda: _still_wanted(context),
    )
    keep_json(context, "results", asdict(timing))


def answer_onnx(context: Context) -> None:
    """None; the network is in the file `onnx`, and `results` say how large it is."""
    from resnet_core.models import onnx  # here because it loads protobuf, which no other run needs

    probe = parse(OnnxProbe, context.config)
    path = context.folder / "network.onnx"
    onnx.export(network_plan(probe.network), path, seed=probe.seed)
    context.artifact("onnx", path)
    keep_json(context, "results", {"bytes": path.stat().st_size})


ANSWERS: dict[str, Callable[[Context], None]] = {
    "addition": answer_addition,
    "three_forms": answer_three_forms,
    "block_timing": answer_block_timing,
    "onnx": answer_onnx,
}


def _still_wanted(context: Context) -> None:
    context.progress()
    if context.stop_wanted():
        raise Interrupted
