"""A trained network as one .zip file: its source, its weights under the names of that source, and how to load them.

The README in it holds the very lines; tests unpack the file and run them in a fresh process.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from safetensors.numpy import load_file, save

from resnet_core.codegen.keras import Array, keras_source, keras_weights
from resnet_core.codegen.notebook import SIDE, notebook
from resnet_core.codegen.pattern import NETWORK_NAMES
from resnet_core.codegen.pytorch import chapter_names, chapter_style, flat_module, flat_names
from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.plan.network import network_plan

Style = Literal["chapter", "flat", "keras", "notebook"]
Weights = Mapping[str, Array]
"""By the plan's names, as a run leaves them."""
Files = Mapping[str, str | bytes]

WEIGHTS = "weights.safetensors"
_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file: the same network makes the same parcel."""


def parcel(style: Style, run: RunConfig, weights: Path) -> bytes:
    """The .zip file of a run's network, written in one of the styles, with the weights that the run left behind."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in _WRITERS[style](run, load_file(weights)).items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), text)
    return content.getvalue()


def _chapter(run: RunConfig, weights: Weights) -> Files:
    load = _LOAD_IN_TORCH.format(name=NETWORK_NAMES[run.network.style.family])
    return {
        "README.md": _readme(run.network, load, needs="PyTorch and safetensors (`pip install torch safetensors`)"),
        "network.py": chapter_style(run.network),
        WEIGHTS: _renamed(weights, chapter_names(run.network)),
    }


def _flat(run: RunConfig, weights: Weights) -> Files:
    plan, load = network_plan(run.network), _LOAD_IN_TORCH.format(name="Net")
    return {
        "README.md": _readme(run.network, load, needs="PyTorch and safetensors (`pip install torch safetensors`)"),
        "network.py": flat_module(plan, "Net"),
        WEIGHTS: _renamed(weights, flat_names(plan)),
    }


def _keras(run: RunConfig, weights: Weights) -> Files:
    load = _LOAD_IN_KERAS.format(name=NETWORK_NAMES[run.network.style.family].lower())
    needs = "Keras 3 on any of its backends and safetensors (`pip install keras safetensors`)"
    return {
        "README.md": _readme(run.network, load, needs=needs, channels_last=True),
        "network.py": keras_source(run.network),
        WEIGHTS: save(keras_weights(run.network, weights)),
    }


def _notebook(run: RunConfig, weights: Weights) -> Files:
    return {
        "README.md": _NOTEBOOK,
        "network.ipynb": notebook(run.network, data=run.data, training=run.training, weights=WEIGHTS),
        WEIGHTS: _renamed(weights, chapter_names(run.network)),
    }


_WRITERS: Mapping[Style, Callable[[RunConfig, Weights], Files]] = MappingProxyType(
    {"chapter": _chapter, "flat": _flat, "keras": _keras, "notebook": _notebook}
)


def _renamed(weights: Weights, names: Mapping[str, str]) -> bytes:
    """A safetensors file of `weights`, each layer called as in `names`."""

    def renamed(path: str) -> str:
        layer, _, part = path.rpartition(".")
        return f"{names[layer]}.{part}"

    return save({renamed(path): values for path, values in weights.items()}, {"format": "pt"})


_LOAD_IN_TORCH = """\
from network import {name}
from safetensors.torch import load_file

net = {name}()
net.load_state_dict(load_file("weights.safetensors"))
net.eval()"""

_LOAD_IN_KERAS = """\
import keras
from network import {name}
from safetensors.numpy import load_file

keras.utils.clear_session()  # Keras numbers its layers as they are made; now it counts from the first
net = {name}()
weights = load_file("weights.safetensors")
net.set_weights([weights[variable.path] for variable in net.weights])"""

_NOTEBOOK = """\
# A network trained in Residual Lab

`network.ipynb` is the network with the data and the settings of its run, `weights.safetensors` what the run made of it.
Open the notebook in this folder, with `pip install jupyter torch torchvision matplotlib safetensors`. It loads the
weights, tests them, and goes on training from there.
"""


def _readme(network: NetworkConfig, load: str, *, needs: str, channels_last: bool = False) -> str:
    side, channels = network.input_size, network.input_channels
    shape = (side, side, channels) if channels_last else (channels, side, side)
    scaled = "" if side == SIDE else f", brought from {SIDE}x{SIDE} to {side}x{side} pixels"
    repeated = "" if channels == 1 else f", the grey repeated in {channels} channels"
    return f"""\
# A network trained in Residual Lab

`network.py` is the network, `weights.safetensors` what its run has made of it, under the names that `network.py` uses.
In this folder, with {needs}:

```python
{load}
```

- In: pictures as (B, {", ".join(map(str, shape))}), shares of 255 minus 0.2860 and over 0.3530{scaled}{repeated}.
- Out: (B, {network.classes}), a number for each class in the order of Fashion-MNIST, before a softmax.
"""
