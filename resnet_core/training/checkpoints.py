"""Checkpoints: one safetensors file whose metadata holds the rest as JSON; nothing in it can run code.

Written beside its name, synced and then renamed, so that a reader finds the old file or the new one and never a part.
A SHA-256 over every tensor and the JSON tells a damaged file from a whole one. The random state needs no place here:
the order of the images and their augmentation follow from the seed and the step (see `data.images`).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes
from torch import Tensor, nn

from resnet_core import whole_files
from resnet_core.config import RunConfig, parse
from resnet_core.errors import CheckpointError, ConfigError
from resnet_core.training.loop import EpochSums, Trainer

_FORMAT = 1


def save(path: Path, trainer: Trainer, *, previous: Path | None = None) -> None:
    """Writes the whole state of a run, so that `load` can go on from it to the bit.

    What was there becomes the `previous` one, once the new one is whole: on a full disk both stay as they are.
    """
    tensors = {name: _plain(tensor) for name, tensor in _state(trainer).items()}
    state = json.dumps(
        {
            "format": _FORMAT,
            "config": trainer.config.model_dump(mode="json"),
            "step": trainer.step,
            "epoch": trainer.epoch,
            "sums": asdict(trainer.sums),
            "machine": _machine(trainer),
        }
    )
    content = to_bytes(tensors, {"state": state, "sha256": _checksum(tensors, state)})
    path.parent.mkdir(parents=True, exist_ok=True)
    whole_files.write(path, content, previous=previous, synced=True)


def load(path: Path, trainer: Trainer) -> str:
    """Why the run may go on a little differently, or ""; the trainer stands where `save` found it.

    CheckpointError when the file is damaged or of another run; the trainer is untouched then.
    """
    tensors, state = _read(path)
    _check_config(path, state["config"], trainer.config)
    _restore_tensors(trainer, tensors)
    trainer.step, trainer.epoch = state["step"], state["epoch"]
    trainer.sums = EpochSums(**state["sums"])
    return _why_inexact(state["machine"], _machine(trainer))


def export_weights(path: Path, model: nn.Module) -> None:
    """Writes the weights and running statistics of `model` alone, as safetensors."""
    tensors = {name: _plain(tensor) for name, tensor in model.state_dict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    whole_files.write(path, to_bytes(tensors, {"format": "pt"}), synced=True)


def load_weights(path: Path, model: nn.Module) -> None:
    """Fills `model` from an exported file; CheckpointError when a name, a shape or a type does not fit.

    Names and shapes are checked in the file's header, before any of its data is read: it may come from a stranger.
    """
    expected = model.state_dict()
    try:
        with safe_open(path, framework="pt") as file:
            _check_names(path, set(file.keys()), set(expected))
            for name, tensor in expected.items():
                _check_same(
                    path,
                    f"shape of {name}",
                    found=tuple(file.get_slice(name).get_shape()),
                    expected=tuple(tensor.shape),
                )
            tensors = {name: file.get_tensor(name) for name in expected}
    except (SafetensorError, OSError) as error:
        raise CheckpointError("weights-cut-short", file=path.name, reason=str(error)) from None
    for name, tensor in expected.items():
        _check_same(path, f"type of {name}", found=tensors[name].dtype, expected=tensor.dtype)
    model.load_state_dict(tensors)


def _state(trainer: Trainer) -> dict[str, Tensor]:
    """Everything that training changes: weights and running statistics, and the momentum of every parameter."""
    state = {f"model.{name}": tensor for name, tensor in trainer.model.state_dict().items()}
    for name, parameter in trainer.model.named_parameters():
        momentum = trainer.optimizer.state.get(parameter, {}).get("momentum_buffer")
        if momentum is not None:
            state[f"momentum.{name}"] = momentum
    return state


def _restore_tensors(trainer: Trainer, tensors: dict[str, Tensor]) -> None:
    """The checksum and the equal configs have shown that every tensor fits."""
    trainer.model.load_state_dict(
        {name.removeprefix("model."): tensor for name, tensor in tensors.items() if name.startswith("model.")}
    )
    trainer.optimizer.state.clear()
    for name, parameter in trainer.model.named_parameters():
        if (momentum := tensors.get(f"momentum.{name}")) is not None:
            buffer = torch.empty_like(parameter).copy_(momentum)  # in the parameter's own memory layout
            trainer.optimizer.state[parameter]["momentum_buffer"] = buffer


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and state of a whole checkpoint; CheckpointError for anything else."""
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
    except (SafetensorError, OSError) as error:
        raise CheckpointError("checkpoint-unreadable", file=path.name, reason=str(error)) from None
    text = metadata.get("state", "")
    if metadata.get("sha256") != _checksum(tensors, text):
        raise CheckpointError("checkpoint-damaged", file=path.name)
    state: dict[str, Any] = json.loads(text)
    if state["format"] != _FORMAT:
        raise CheckpointError("checkpoint-format", file=path.name, format=state["format"], known=_FORMAT)
    return tensors, state


def _check_config(path: Path, saved: dict[str, Any], config: RunConfig) -> None:
    """Parsed first: settings that are newer than the file count with their defaults."""
    try:
        before = parse(RunConfig, saved)
    except ConfigError as error:
        raise CheckpointError("checkpoint-of-another-version", file=path.name, reason=error.message) from None
    if before != config:
        changed = tuple(_differences(before.model_dump(), config.model_dump()))
        raise CheckpointError("checkpoint-other-settings", file=path.name, changed=changed)


def _plain(tensor: Tensor) -> Tensor:
    return tensor.detach().cpu().contiguous()


def _checksum(tensors: Mapping[str, Tensor], text: str) -> str:
    total = hashlib.sha256(text.encode())
    for name, tensor in sorted(tensors.items()):
        total.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        total.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return total.hexdigest()


def _machine(trainer: Trainer) -> dict[str, str]:
    """What decides the last bits of a sum of floats."""
    return {
        "torch": torch.__version__,
        "device": f"{trainer.device.kind}, {trainer.device.name}",
        "threads": str(torch.get_num_threads()),
        "precision": "bfloat16" if trainer.bf16 else "float32",
    }


def _why_inexact(before: dict[str, str], now: dict[str, str]) -> str:
    changed = [f"{name} {before[name]} before, {now[name]} now" for name in before if before[name] != now[name]]
    if not changed:
        return (
            ""
            if now["device"].startswith("cpu")
            else "a GPU may add in another order each time; the last digits can differ"
        )
    return f"the last digits may differ from an unbroken run: {'; '.join(changed)}"


def _differences(before: Any, now: Any, where: str = "") -> list[str]:
    """`a.b: old -> new` for every leaf that differs."""
    if isinstance(before, dict) and isinstance(now, dict):
        names = sorted(before.keys() | now.keys())
        return [line for name in names for line in _differences(before.get(name), now.get(name), f"{where}.{name}")]
    return [] if before == now else [f"{where.removeprefix('.')}: {before} before, {now} now"]


def _check_names(path: Path, found: set[str], expected: set[str]) -> None:
    if found != expected:
        name = min(found ^ expected)
        if name in expected:
            raise CheckpointError("weights-lack", file=path.name, name=name)
        raise CheckpointError("weights-unknown", file=path.name, name=name)


def _check_same(path: Path, what: str, *, found: object, expected: object) -> None:
    if found != expected:
        raise CheckpointError("weights-differ", file=path.name, what=what, there=str(found), here=str(expected))
