"""What the chapter's networks inherit, by the names and signatures of d2l 1.0.3; the code is our own.

`d2l.Trainer` of the book's own package trains these too. Where the book draws a figure that moves, the board keeps the
points and draws nothing.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import torch
from torch import Tensor, nn

Added = TypeVar("Added", bound=Callable[..., Any])


def add_to_class(Class: type) -> Callable[[Added], Added]:
    """A decorator that makes a function a method of `Class`, under its own name."""

    def added(function: Added) -> Added:
        setattr(Class, function.__name__, function)
        return function

    return added


class HyperParameters:
    """Arguments of `__init__` that are kept as attributes, and together as `hparams`."""

    hparams: dict[str, Any]

    def save_hyperparameters(self, ignore: Sequence[str] = ()) -> None:
        """Keeps the arguments of the function that calls this."""
        frame = inspect.currentframe()
        assert frame is not None
        assert frame.f_back is not None
        names, _, _, arguments = inspect.getargvalues(frame.f_back)
        self.hparams = {name: arguments[name] for name in names if name not in ("self", *ignore)}
        for name, value in self.hparams.items():
            setattr(self, name, value)


class Point(NamedTuple):
    """A point of a curve."""

    x: float
    y: float


class ProgressBoard:
    """The curves of a training, by their labels."""

    def __init__(self) -> None:
        self.xlabel: str | None = None
        self.xlim: list[float] | None = None
        self.data: dict[str, list[Point]] = {}
        self._raw: dict[str, list[tuple[float, Tensor]]] = {}

    def draw(self, x: float, y: Tensor, label: str, every_n: int = 1) -> None:  # noqa: PLR0917 - the book's signature
        """Adds the mean of every `every_n` points to the curve; values leave their device then, and not before."""
        raw = self._raw.setdefault(label, [])
        raw.append((x, y.detach()))
        if len(raw) >= every_n:
            mean = Point(sum(x for x, _ in raw) / len(raw), torch.stack([y for _, y in raw]).mean().item())
            self.data.setdefault(label, []).append(mean)
            raw.clear()


class Module(nn.Module, HyperParameters):
    """A network that a `Trainer` can train: `self.net`, its loss, its optimiser, and a board for its curves."""

    net: nn.Sequential
    trainer: Any
    lr: float

    def __init__(self, plot_train_per_epoch: int = 2, plot_valid_per_epoch: int = 1) -> None:
        super().__init__()
        self.plot_train_per_epoch, self.plot_valid_per_epoch = plot_train_per_epoch, plot_valid_per_epoch
        self.board = ProgressBoard()

    def loss(self, Y_hat: Tensor, Y: Tensor, averaged: bool = True) -> Tensor:
        """What training makes small."""
        raise NotImplementedError

    def forward(self, X: Tensor) -> Tensor:
        return self.net(X)

    def plot(self, key: str, value: Tensor, train: bool) -> None:
        """Tells the board a value of the batch that is being trained on or tested."""
        self.board.xlabel = "epoch"
        if train:
            batches, points = self.trainer.num_train_batches, self.plot_train_per_epoch
            x = self.trainer.train_batch_idx / batches
        else:
            batches, points = self.trainer.num_val_batches, self.plot_valid_per_epoch
            x = self.trainer.epoch + 1
        self.board.draw(x, value, f"{'train' if train else 'val'}_{key}", every_n=max(1, batches // points))

    def training_step(self, batch: Sequence[Tensor]) -> Tensor:
        """The loss of a batch, of which the last entry is the labels."""
        loss = self.loss(self(*batch[:-1]), batch[-1])
        self.plot("loss", loss, train=True)
        return loss

    def validation_step(self, batch: Sequence[Tensor]) -> None:
        """Tells the board the loss of a batch."""
        self.plot("loss", self.loss(self(*batch[:-1]), batch[-1]), train=False)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """Plain stochastic gradient descent with the learning rate `lr`."""
        return torch.optim.SGD(self.parameters(), lr=self.lr)

    def apply_init(self, inputs: Sequence[Tensor], init: Callable[[nn.Module], None] | None = None) -> None:
        """Lets the lazy layers find their channels from `inputs`, then draws the weights again with `init`."""
        self.forward(*inputs)
        if init is not None:
            self.net.apply(init)


class Classifier(Module):
    """A network whose output is a number for each class."""

    def validation_step(self, batch: Sequence[Tensor]) -> None:
        """Tells the board the loss and the accuracy of a batch."""
        Y_hat = self(*batch[:-1])
        self.plot("loss", self.loss(Y_hat, batch[-1]), train=False)
        self.plot("acc", self.accuracy(Y_hat, batch[-1]), train=False)

    def accuracy(self, Y_hat: Tensor, Y: Tensor, averaged: bool = True) -> Tensor:
        """The share of right answers, or 1 and 0 for each where they are not `averaged`."""
        right = (Y_hat.reshape(-1, Y_hat.shape[-1]).argmax(1) == Y.reshape(-1)).float()
        return right.mean() if averaged else right

    def loss(self, Y_hat: Tensor, Y: Tensor, averaged: bool = True) -> Tensor:
        """Cross-entropy of logits (B, classes) against labels (B,): the mean, or each where not `averaged`."""
        logits, labels = Y_hat.reshape(-1, Y_hat.shape[-1]), Y.reshape(-1)
        return nn.functional.cross_entropy(logits, labels, reduction="mean" if averaged else "none")

    def layer_summary(self, X_shape: tuple[int, ...]) -> None:
        """Prints class and output shape of every module of the net for an input of `X_shape`, as the chapter does."""
        X = torch.randn(*X_shape)
        for layer in self.net:
            X = layer(X)
            print(layer.__class__.__name__, "output shape:\t", X.shape)  # noqa: T201 - the chapter's method prints
