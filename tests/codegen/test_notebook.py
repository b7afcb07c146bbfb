"""The exported notebook: a valid file whose cells run from top to bottom on a few real images."""

import itertools
import json
import subprocess
import sys

import nbformat
import pytest
import torch

from resnet_core.codegen.notebook import notebook
from resnet_core.config import DataConfig, NetworkConfig, StageConfig, TrainingConfig
from resnet_core.data import files
from resnet_core.data.images import normalise, resize
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS
from resnet_core.training.schedules import lr_at
from tests.refusals import refused
from tests.strategies import ORDERS

FEW = DataConfig(train_images=65, test_images=20, augment="shift_flip")
SHORT = TrainingConfig(epochs=2, batch_size=32, lr=0.05, label_smoothing=0.1)


def code_cells(text):
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]


def run_until(cells, namespace, *, stop=None):
    """Run the cells in order in one namespace, up to the first that contains `stop`."""
    for number, cell in enumerate(cells, start=1):
        if stop is not None and stop in cell:
            return namespace
        exec(compile(cell, f"<cell {number}>", "exec"), namespace)
    return namespace


@pytest.fixture
def beside_the_data(fashion_mnist, tmp_path, monkeypatch):
    """A working folder where torchvision finds the real files, so that it need not fetch them; no window opens."""
    raw = tmp_path / "data" / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    for name in files.MD5:
        (raw / name).symlink_to(fashion_mnist / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setattr("matplotlib.pyplot.show", lambda: None)


def test_it_runs_from_top_to_bottom_and_trains(beside_the_data, capsys):
    config = ZOO["quick"].config.model_copy(update={"input_channels": 3, "input_size": 32})
    namespace = run_until(code_cells(notebook(config, data=FEW, training=SHORT)), {})
    assert len(namespace["losses"]) == 2 * 2  # 65 images leave one over, which is dropped
    printed = capsys.readouterr().out
    assert "64 images to train on, 20 to test" in printed
    assert "epoch 2: loss" in printed
    assert "77,754" not in printed  # three input channels cost 288 weights more
    assert "78,042" in printed


@pytest.mark.parametrize(
    ("epochs", "batch_size", "steps"), [(2, 32, 4), (1, 32, 2), (2, 64, 2), (1, 64, 1), (1, 65, 1)]
)
def test_it_steps_the_learning_rate_as_the_lab_does(beside_the_data, epochs, batch_size, steps):
    changes = {"schedule": "one_cycle", "epochs": epochs, "batch_size": batch_size}
    training = SHORT.model_copy(update=changes)
    cells = code_cells(notebook(ZOO["quick"].config, data=FEW, training=training))
    namespace = run_until(cells, {}, stop="epochs = ")
    loop = next(cell for cell in cells if "epochs = " in cell)
    seen = []
    namespace["note"] = lambda optimizer: seen.append(optimizer.param_groups[0]["lr"])
    exec(loop.replace("        optimizer.step()", "        note(optimizer); optimizer.step()"), namespace)
    assert seen == pytest.approx([lr_at(training, step, total_steps=steps) for step in range(1, steps + 1)])


@pytest.mark.parametrize("size", [14, 20, 28, 96])
def test_it_prepares_images_as_the_lab_does(size):
    config = ZOO["quick"].config.model_copy(update={"input_size": size})
    cell = next(cell for cell in code_cells(notebook(config)) if "def prepare" in cell)
    namespace = run_until([cell], {"torch": torch, "F": torch.nn.functional})
    images = torch.randint(256, (4, 28, 28), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(namespace["prepare"](images), resize(normalise(images), size), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", ZOO)
def test_every_network_of_the_zoo_makes_a_valid_notebook_that_lists_its_parameters(name, capsys, monkeypatch):
    text = notebook(ZOO[name].config)
    nbformat.validate(nbformat.reads(text, as_version=4))
    network = [cell for cell in code_cells(text) if "FashionMNIST" not in cell]
    with torch.device("meta"):
        run_until(network, {"torch": torch, "nn": torch.nn, "F": torch.nn.functional}, stop="def prepare")
    assert f"{ZOO[name].params:,}" in capsys.readouterr().out


def test_its_cells_are_plain_python_without_a_finding(tmp_path):
    trainings = (SHORT, PRESETS["chapter"].training)
    choices = itertools.product(ORDERS, ("none", "shift", "shift_flip"), trainings)
    for number, (order, augment, training) in enumerate(choices):
        stages = (StageConfig(blocks=1, channels=32),)
        network = NetworkConfig(stages=stages, style={"order": order}, shortcut="zero_pad")
        source = "\n\n\n".join(code_cells(notebook(network, data=DataConfig(augment=augment), training=training)))
        (tmp_path / f"{number}.py").write_text(source + "\n")
    for command in (["check", "--select", "F,E"], ["format", "--diff"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "120", str(tmp_path)]
        done = subprocess.run(ruff, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_the_same_choices_make_the_same_file():
    assert notebook(ZOO["resnet20"].config) == notebook(ZOO["resnet20"].config)


def test_an_input_that_is_not_square_is_refused_in_words():
    with refused("pictures-are-square", width=40):
        notebook(ZOO["quick"].config.model_copy(update={"input_width": 40}))


def test_fewer_outputs_than_classes_are_refused_in_words():
    with refused("too-few-classes", least=10):
        notebook(ZOO["quick"].config.model_copy(update={"classes": 4}))
