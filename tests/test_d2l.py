"""The chapter's cells with the lab in place of its package, from the first to the last.

The cells are those of the PyTorch tab of "ResNet and ResNeXt" in Dive into Deep Learning 1.0.3 (its code is MIT-0). For
those that write a class down, a reader's own class stands here, written with the same names of `d2l`.
"""

import pytest
import torch
from torch import nn
from torchvision import transforms
from torchvision.transforms.functional import to_pil_image

from resnet_core import d2l
from resnet_core.config import DataConfig
from resnet_core.data import images
from resnet_core.settings import settings

CELLS = """
blk = Residual(3)
X = torch.randn(4, 3, 6, 6)
blk(X).shape
---
blk = Residual(6, use_1x1conv=True, strides=2)
blk(X).shape
---
ResNet18().layer_summary((1, 1, 96, 96))
---
model = ResNet18(lr=0.01)
trainer = d2l.Trainer(max_epochs=10, num_gpus=1)
data = d2l.FashionMNIST(batch_size=128, resize=(96, 96))
model.apply_init([next(iter(data.get_dataloader(True)))[0]], d2l.init_cnn)
trainer.fit(model, data)
---
blk = ResNeXtBlock(32, 16, 1)
X = torch.randn(4, 32, 96, 96)
blk(X).shape
"""


def readers_network():
    """A network as a reader of the chapter writes it: a base class, methods that later cells add, kept arguments."""

    class Small(d2l.Classifier):
        def stem(self):
            return nn.Sequential(nn.LazyConv2d(8, kernel_size=3), nn.LazyBatchNorm2d(), nn.ReLU())

    @d2l.add_to_class(Small)
    def __init__(self, widths, lr=0.1, num_classes=10):  # noqa: N807 - as in the chapter
        super(Small, self).__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(self.stem(), *(d2l.Residual(width, use_1x1conv=True, strides=2) for width in widths))
        self.net.add_module("last", nn.Sequential(nn.Flatten(), nn.LazyLinear(num_classes)))
        self.net.apply(d2l.init_cnn)

    return Small


@pytest.fixture
def few_pictures(monkeypatch):
    """The data set of the cells, cut short: 12 drawn images to train on and 10 to test with."""
    few = images.load(DataConfig(source="sketches", train_images=12, test_images=10), settings().data_dir)
    monkeypatch.setattr("resnet_core.d2l.load", lambda _config, _folder: few)
    monkeypatch.setattr("torch.cuda.device_count", lambda: 0)
    return few


@pytest.mark.usefixtures("one_thread")
def test_the_cells_run_as_they_are_printed(few_pictures, capsys):
    torch.manual_seed(0)
    cells = {name: getattr(d2l, name) for name in ("Residual", "ResNet18", "ResNeXtBlock")} | {
        "d2l": d2l,
        "torch": torch,
    }
    for cell in CELLS.split("---"):
        exec(cell, cells)
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in printed[-10:]] == [f"epoch {epoch} of 10" for epoch in range(1, 11)]
    curves = cells["model"].board.data
    assert {label: len(points) for label, points in curves.items()} == {"train_loss": 10, "val_loss": 10, "val_acc": 10}
    assert curves["train_loss"][-1].y < 0.5 * curves["train_loss"][0].y
    assert cells["blk"](cells["X"]).shape == (4, 32, 96, 96)


def test_a_readers_own_network_trains_step_by_step_as_torch_does(few_pictures):
    data = d2l.FashionMNIST(batch_size=6)
    torch.manual_seed(1)
    model = readers_network()((8, 12), lr=0.05)
    model.apply_init([torch.zeros(2, 1, 28, 28)], d2l.init_cnn)
    assert model.hparams == {"widths": (8, 12), "lr": 0.05, "num_classes": 10}
    twin = readers_network()((8, 12))
    twin.apply_init([torch.zeros(2, 1, 28, 28)])
    twin.load_state_dict(model.state_dict())

    torch.manual_seed(2)
    d2l.Trainer(max_epochs=2).fit(model, data)
    torch.manual_seed(2)
    optimizer = torch.optim.SGD(twin.parameters(), lr=0.05)
    losses = []
    for _ in range(2):
        twin.train()
        for pictures, labels in data.get_dataloader(train=True):
            losses.append(nn.functional.cross_entropy(twin.net(pictures), labels))
            optimizer.zero_grad()
            losses[-1].backward()
            optimizer.step()
    assert all(torch.equal(ours, theirs) for ours, theirs in zip(model.parameters(), twin.parameters(), strict=True))
    assert [point.y for point in model.board.data["train_loss"]] == [loss.item() for loss in losses]
    assert [point.x for point in model.board.data["train_loss"]] == [0, 0.5, 1, 1.5]


def test_the_board_keeps_the_mean_of_every_so_many_points():
    board = d2l.ProgressBoard()
    for x in range(5):
        board.draw(x, torch.tensor(10.0 * x), "loss", every_n=2)
    assert board.data == {"loss": [(0.5, 5.0), (2.5, 25.0)]}


@pytest.mark.parametrize("size", [(28, 28), (96, 96), (14, 20)])
def test_pictures_are_those_of_torchvision(few_pictures, size):
    ours, labels = next(iter(d2l.FashionMNIST(batch_size=10, resize=size).val_dataloader()))
    as_theirs = transforms.Compose([transforms.Resize(size), transforms.ToTensor()])
    theirs = torch.stack([as_theirs(to_pil_image(image)) for image in few_pictures.test_images])
    assert torch.equal(labels, few_pictures.test_labels)
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1.01 / 255)  # theirs are rounded to whole grey levels


def test_drawn_sketches_never_pass_for_the_data_set(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("resnet_core.d2l.load", lambda config, _folder: asked.append(config.source))
    d2l.FashionMNIST()
    assert asked == ["fashion-mnist"]


def test_a_loss_can_be_told_for_each_picture():
    logits, labels = torch.tensor([[2.0, 0.0], [0.0, 2.0]]), torch.tensor([0, 0])
    model = readers_network()((8,))
    each = model.loss(logits, labels, averaged=False)
    assert each.mean() == model.loss(logits, labels)
    assert model.accuracy(logits, labels, averaged=False).tolist() == [1, 0]
    assert model.accuracy(logits, labels) == 0.5
