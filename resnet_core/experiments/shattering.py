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
from resnet_core.experiments.digits import told
from resnet_core.experiments.norms import settle
from resnet_core.experiments.signal import likeness
from resnet_core.experiments.surroundings import Surroundings
from resnet_core.models.build import build
from resnet_core.plan.network import network_plan
from resnet_core.probes.shattering import (
    EDGE,
    EPSILONS,
    LAGS,
    NORM_IMAGES,
    POINTS,
    SHOWN,
    WIDTH,
    Lag,
    Line,
    LineProbe,
    Nearby,
    Shattering,
    ShatteringProbe,
)

FOUR_IN_FIVE = (0.1, 0.9)


def on_a_line(probe: LineProbe, at: Surroundings) -> Line:
    """The gradients over the grid and their autocorrelation."""
    gradients: list[Values] = []
    likenesses: list[float] = []
    for seed in range(probe.seeds):
        net = line_net(probe, seed=seed)
        gradients.append(line_gradient(net, grid()).numpy())
        likenesses.append(likeness(net.features(grid()).detach()))
        at.on_step(seed + 1, probe.seeds, "nets of one number")
    lags = np.array([autocorrelation(gradient, LAGS) for gradient in gradients])
    return Line(
        gradients=tuple(tuple(_short(value) for value in gradient) for gradient in gradients[:SHOWN]),
        lags=tuple(
            Lag(mean=_short(values.mean()), lowest=_short(values.min()), highest=_short(values.max()))
            for values in lags.T
        ),
        alike=told(float(np.mean(likenesses))),
    )


def near_pictures(probe: ShatteringProbe, at: Surroundings) -> Shattering:
    """Cosines between the input gradients at pictures and beside them, for every amount of noise."""
    dataset = at.images(probe.data)
    images = resize(normalise(dataset.test_images), probe.net.size).to(at.device.torch)
    labels = dataset.test_labels[: probe.images].to(at.device.torch)
    found = []
    for seed in range(probe.seeds):
        network = build(network_plan(probe.net.network), seed=seed).to(at.device.torch)
        settle(network, images[:NORM_IMAGES])
        found.append(cosines(network, images[: probe.images], labels, seed=seed))
        at.on_step(seed + 1, probe.seeds, "gradients beside pictures")
    return Shattering(data=dataset.name, nearby=_nearby(torch.stack(found)))


def line_net(probe: LineProbe, *, seed: int) -> "LineNet":
    """A new net, settled on the grid."""
    net = LineNet(probe)
    _draw(net, torch.Generator().manual_seed(seed))
    settle(net, grid())
    return net


class LineNet(nn.Module):
    """From one number to one number, `(N, 1)` -> `(N, 1)`, in float64: `depth` layers of `WIDTH` ReLUs.

    The first layer gives relu(w x + b). A plain net goes on with relu(norm(W h)), a residual one with
    h + beta * W relu(norm(h)), the pre-activation of He et al. 2016 (arXiv:1603.05027). There are no other biases.
    """

    def __init__(self, probe: LineProbe) -> None:
        super().__init__()
        self.beta = probe.beta
        self.first = nn.Linear(1, WIDTH)
        self.hidden = nn.ModuleList(_layer(probe) for _ in range(probe.depth - 1))
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
    found: Tensor = gradient.squeeze(1)
    return found


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


def _layer(probe: LineProbe) -> nn.Sequential:
    norm = nn.BatchNorm1d(WIDTH, affine=False) if probe.norm else nn.Identity()
    linear = nn.Linear(WIDTH, WIDTH, bias=False)
    return nn.Sequential(linear, norm, nn.ReLU()) if probe.beta is None else nn.Sequential(norm, nn.ReLU(), linear)


def _draw(net: LineNet, source: torch.Generator) -> None:
    """He et al. 2015b (arXiv:1502.01852) for what a ReLU follows; the biases spread the kinks over the grid."""
    for module in net.modules():
        if isinstance(module, nn.Linear):
            gain = 1 if module is net.last else 2
            nn.init.normal_(module.weight, std=math.sqrt(gain / module.in_features), generator=source)
    nn.init.normal_(net.first.bias, std=math.sqrt(2), generator=source)


def _nearby(found: Tensor) -> tuple[Nearby, ...]:
    """From cosines `(seeds, EPSILONS, B)`."""
    edges = torch.tensor(FOUR_IN_FIVE, dtype=found.dtype, device=found.device)
    return tuple(
        Nearby(
            eps=eps,
            cosines=tuple(_short(mean) for mean in each.mean(1).tolist()),
            low=_short(each.quantile(edges[0]).item()),
            high=_short(each.quantile(edges[1]).item()),
        )
        for eps, each in zip(EPSILONS, found.unbind(1), strict=True)
    )


def _short(value: float) -> float:
    """Four digits, as a figure can show."""
    return float(f"{value:.4g}")
