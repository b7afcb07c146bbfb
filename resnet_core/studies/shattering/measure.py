"""What the gradient at a point says about the gradient right beside it.

Balduzzi et al. 2017 (arXiv:1702.08591) ask it of nets from one number to one number, over a grid: with depth the
gradient of a plain net turns from brown noise into white. Here norms take their statistics from the grid and then hold
them, so that f is one function and df/dx its derivative. The same is asked of convolutional nets by the cosine between
the gradients at a picture and at the picture with a little noise.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from resnet_core.analysis.noise import Values, autocorrelation
from resnet_core.data.images import generator, normalise, resize
from resnet_core.models.build import build
from resnet_core.models.modes import settle
from resnet_core.plan.network import network_plan
from resnet_core.studies.rounding import told
from resnet_core.studies.shattering.question import (
    EDGE,
    EPSILONS,
    LAGS,
    NORM_IMAGES,
    POINTS,
    SHOWN,
    WIDTH,
    Lag,
    Line,
    LineQuestion,
    Nearby,
    Shattering,
    ShatteringQuestion,
)
from resnet_core.studies.signal.measure import likeness
from resnet_core.studies.workbench import Workbench
from resnet_core.wording import message

FOUR_IN_FIVE = (0.1, 0.9)


def on_a_line(question: LineQuestion, bench: Workbench) -> Line:
    """The gradients over the grid and their autocorrelation."""
    gradients: list[Values] = []
    likenesses: list[float] = []
    for seed in range(question.seeds):
        net = line_net(question, seed=seed)
        gradients.append(line_gradient(net, grid()).numpy())
        likenesses.append(likeness(net.features(grid()).detach()))
        bench.on_step(seed + 1, question.seeds, message("phase-nets-of-one-number"))
    lags = np.array([autocorrelation(gradient, LAGS) for gradient in gradients])
    return Line(
        gradients=tuple(tuple(_short(value) for value in gradient) for gradient in gradients[:SHOWN]),
        lags=tuple(
            Lag(mean=_short(values.mean()), lowest=_short(values.min()), highest=_short(values.max()))
            for values in lags.T
        ),
        alike=told(float(np.mean(likenesses))),
    )


def near_pictures(question: ShatteringQuestion, bench: Workbench) -> Shattering:
    """Cosines between the input gradients at pictures and beside them, for every amount of noise."""
    dataset = bench.images(question.data)
    images = resize(normalise(dataset.test_images), question.net.size).to(bench.device.torch)
    labels = dataset.test_labels[: question.images].to(bench.device.torch)
    of_seeds = []
    for seed in range(question.seeds):
        network = build(network_plan(question.net.network), seed=seed).to(bench.device.torch)
        settle(network, images[:NORM_IMAGES])
        of_seeds.append(cosines(network, images[: question.images], labels, seed=seed))
        bench.on_step(seed + 1, question.seeds, message("phase-gradients-beside-pictures"))
    return Shattering(data=dataset.name, nearby=_nearby(torch.stack(of_seeds)))


def line_net(question: LineQuestion, *, seed: int) -> "LineNet":
    """A new net, settled on the grid."""
    net = LineNet(question)
    _draw(net, torch.Generator().manual_seed(seed))
    settle(net, grid())
    return net


class LineNet(nn.Module):
    """From one number to one number, `(N, 1)` -> `(N, 1)`, in float64: `depth` layers of `WIDTH` ReLUs.

    The first layer gives relu(w x + b). A plain net goes on with relu(norm(W h)), a residual one with
    h + beta * W relu(norm(h)), the pre-activation of He et al. 2016 (arXiv:1603.05027). There are no other biases.
    """

    def __init__(self, question: LineQuestion) -> None:
        super().__init__()
        self.beta = question.beta
        self.first = nn.Linear(1, WIDTH)
        self.hidden = nn.ModuleList(_layer(question) for _ in range(question.depth - 1))
        self.last = nn.Linear(WIDTH, 1, bias=False)
        self.double()

    def forward(self, x: Tensor) -> Tensor:
        """f(x)."""
        out: Tensor = self.last(self.features(x))
        return out

    def features(self, x: Tensor) -> Tensor:
        """What the last layer reads, `(N, 1)` -> `(N, WIDTH)`."""
        h: Tensor = torch.relu(self.first(x))
        for layer in self.hidden:
            h = layer(h) if self.beta is None else h + self.beta * layer(h)
        return h


def grid() -> Tensor:
    """`(POINTS, 1)` in float64."""
    return torch.linspace(-EDGE, EDGE, POINTS, dtype=torch.float64)[:, None]


def line_gradient(net: nn.Module, x: Tensor) -> Tensor:
    """df/dx at each of the points, `(N, 1)` -> `(N,)`; each output must follow from its own point alone."""
    x = x.clone().requires_grad_()
    [gradient] = torch.autograd.grad(net(x).sum(), x)
    slopes: Tensor = gradient.squeeze(1)
    return slopes


def cosines(network: nn.Module, images: Tensor, labels: Tensor, *, seed: int) -> Tensor:
    """`(EPSILONS, B)`: the cosine between the gradients at each image and at the image with noise of that size.

    The gradient is that of the logit of the image's class; the noise is the same one at every size.
    """
    noise = torch.randn(images.shape, generator=generator(seed, "nearby", 0)).to(images.device)
    here = _direction(network, images, labels)
    return torch.stack([(here * _direction(network, images + eps * noise, labels)).sum(1) for eps in EPSILONS])


def _direction(network: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    """Gradients `(B, C*H*W)` of length 1, or of zeros where nothing reaches the input."""
    x = images.clone().requires_grad_()
    logits = network(x).gather(1, labels[:, None])
    gradients = torch.autograd.grad(logits.sum(), x)[0].flatten(1)
    largest = gradients.abs().amax(1, keepdim=True)  # first, as the squares of tiny gradients would be 0
    return F.normalize(gradients / largest.clamp(min=torch.finfo(gradients.dtype).tiny), dim=1)


def _layer(question: LineQuestion) -> nn.Sequential:
    norm = nn.BatchNorm1d(WIDTH, affine=False) if question.norm else nn.Identity()
    linear = nn.Linear(WIDTH, WIDTH, bias=False)
    return nn.Sequential(linear, norm, nn.ReLU()) if question.beta is None else nn.Sequential(norm, nn.ReLU(), linear)


def _draw(net: LineNet, source: torch.Generator) -> None:
    """He et al. 2015b (arXiv:1502.01852) for what a ReLU follows; the biases spread the kinks over the grid."""
    for module in net.modules():
        if isinstance(module, nn.Linear):
            gain = 1 if module is net.last else 2
            nn.init.normal_(module.weight, std=math.sqrt(gain / module.in_features), generator=source)
    nn.init.normal_(net.first.bias, std=math.sqrt(2), generator=source)


def _nearby(of_seeds: Tensor) -> tuple[Nearby, ...]:
    """From cosines `(seeds, EPSILONS, B)`."""
    edges = torch.tensor(FOUR_IN_FIVE, dtype=of_seeds.dtype, device=of_seeds.device)
    return tuple(
        Nearby(
            eps=eps,
            cosines=tuple(_short(mean) for mean in at_eps.mean(1).tolist()),
            low=_short(at_eps.quantile(edges[0]).item()),
            high=_short(at_eps.quantile(edges[1]).item()),
        )
        for eps, at_eps in zip(EPSILONS, of_seeds.unbind(1), strict=True)
    )


def _short(value: float) -> float:
    """Four digits, as a figure can show."""
    return float(f"{value:.4g}")
