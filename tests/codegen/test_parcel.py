"""Parcels unpacked and their README's lines run, in a fresh process, against the network that was packed."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from resnet_core.codegen.parcel import parcel
from resnet_core.config import BlockStyle, NetworkConfig, RunConfig, StageConfig
from resnet_core.models.build import assemble
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from tests.codegen.running import images, scrambled

NETWORKS = {
    "quick": ZOO["quick"].config,
    "every kind of layer": NetworkConfig(
        input_channels=3,
        input_size=15,
        stem="deep_pool",
        stages=(StageConfig(blocks=2, channels=16), StageConfig(blocks=1, channels=24, stride=2)),
        style=BlockStyle(family="bottleneck", order="norm_after_add", conv_bias=True, se_reduction=4),
        shortcut="pool_projection",
    ),
}

SAY_LOGITS = """
import numpy as np, torch
images = np.load("images.npy")
with torch.no_grad():
    logits = net(torch.from_numpy(images))
np.save("logits.npy", logits.cpu().numpy())
"""


@pytest.fixture(params=NETWORKS)
def packed(request, tmp_path):
    """A run, its trained network as torch has it, and the file of its weights."""
    run = RunConfig(network=NETWORKS[request.param])
    network = scrambled(assemble(network_plan(run.network)))
    save_file(network.state_dict(), tmp_path / "weights.safetensors")
    return run, network, tmp_path / "weights.safetensors"


def unpacked(style, run, weights):
    folder = weights.parent / style
    with zipfile.ZipFile(io.BytesIO(parcel(style, run, weights))) as archive:
        archive.extractall(folder)
    return folder


def run_lines(folder, lines, **environment):
    """Runs `lines` in a process of its own that sees nothing but the folder."""
    alone = os.environ | {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"} | environment
    done = subprocess.run([sys.executable, "-c", lines], cwd=folder, env=alone, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def lines_of_readme(folder):
    (lines,) = re.findall(r"```python\n(.*?)```", (folder / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return lines


def assert_same_logits(folder, network, batch):
    with torch.no_grad():
        expected = network(batch)
    np.testing.assert_allclose(np.load(folder / "logits.npy"), expected.numpy(), rtol=1e-4, atol=1e-4)


def batch_for(run):
    return images(run.network.input_channels, run.network.input_size, run.network.input_size).float()


@pytest.mark.parametrize("style", ["chapter", "flat"])
def test_the_printed_lines_load_the_network_that_was_packed(packed, style):
    run, network, weights = packed
    folder, batch = unpacked(style, run, weights), batch_for(run)
    np.save(folder / "images.npy", batch.numpy())
    run_lines(folder, lines_of_readme(folder) + SAY_LOGITS)
    assert_same_logits(folder, network, batch)


@pytest.mark.parametrize("data_format", ["channels_first", "channels_last"])
def test_keras_loads_it_whatever_the_order_of_axes_in_its_settings(packed, tmp_path, data_format):
    run, network, weights = packed
    folder, batch = unpacked("keras", run, weights), batch_for(run)
    home = tmp_path / "home"
    home.mkdir()
    (home / "keras.json").write_text(json.dumps({"image_data_format": data_format, "backend": "torch"}))
    np.save(folder / "images.npy", batch.permute(0, 2, 3, 1).numpy())
    at_hand = f"assert keras.config.image_data_format() == {data_format!r}\n"
    lines = lines_of_readme(folder).replace("import keras\n", f"import keras\n{at_hand}") + SAY_LOGITS
    run_lines(folder, lines, KERAS_HOME=str(home), KERAS_BACKEND="torch")
    assert_same_logits(folder, network, batch)


def test_the_notebook_begins_with_the_weights(packed, monkeypatch):
    run, network, weights = packed
    folder = unpacked("notebook", run, weights)
    monkeypatch.chdir(folder)
    cells = json.loads((folder / "network.ipynb").read_text())["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    loading = next(number for number, source in enumerate(sources) if "load_file(" in source)
    after = sources[loading + 1]
    namespace: dict = {"device": "cpu", "accuracy": lambda *_: 0.5, "test_images": [], "test_labels": []}
    for source in sources[: loading + 1]:
        if "FashionMNIST(" not in source and "def accuracy" not in source:
            exec(source, namespace)
    assert "net = " not in after
    batch = batch_for(run)
    with torch.no_grad():
        torch.testing.assert_close(namespace["net"].eval().cpu()(batch), network(batch), rtol=1e-4, atol=1e-4)


def test_the_same_network_makes_the_same_parcel(packed):
    run, _, weights = packed
    assert parcel("chapter", run, weights) == parcel("chapter", run, weights)
