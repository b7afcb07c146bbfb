"""What one method is asked: the net, the pictures, the number to explain, and how much fits into memory at once."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from resnet_core.errors import ConfigError
from resnet_core.saliency.baselines import baseline
from resnet_core.saliency.table import Settings
from resnet_core.saliency.targets import explained

PIXELS_AT_ONCE = 64 * 28**2
"""Of one pass: more buys no speed on a processor, and memory grows with it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one method."""

    network: nn.Module
    """Gives logits."""
    inputs: Tensor
    """`(B, C, H, W)`, normalised."""
    target: Tensor
    """As `saliency.targets` has it: `(B,)` or `(B, 2)`."""
    settings: Settings
    module: nn.Module
    """What Captum is given; its output has a column for every target."""
    columns: Tensor
    """`(B,)`: the column of each picture."""

    @classmethod
    def of(cls, network: nn.Module, inputs: Tensor, target: Tensor, *, settings: Settings) -> "Request":
        """The question, with the module that has a column for its target."""
        with torch.no_grad():
            classes = network(inputs[:1]).shape[1]
        module, columns = explained(network, target.to(inputs.device), classes=classes)
        return cls(network, inputs.detach(), target.to(inputs.device), settings, module, columns)

    def picture(self, index: int) -> "Request":
        """The same question about one of the pictures."""
        at = slice(index, index + 1)
        return replace(self, inputs=self.inputs[at], target=self.target[at], columns=self.columns[at])

    @property
    def baseline(self) -> Tensor:
        """The chosen baseline of every picture."""
        return baseline(self.settings.baseline, self.inputs)

    @property
    def at_once(self) -> int:
        """Pictures of one pass, at least as many as there are."""
        return max(len(self.inputs), PIXELS_AT_ONCE // self.inputs[0, 0].numel())

    @property
    def layer(self) -> nn.Module:
        """The chosen block; ConfigError where none is named or the net has it not."""
        path = self.settings.layer
        try:
            if path is not None:
                return self.network.get_submodule(path)
        except AttributeError:
            pass  # named below, like no name at all
        modules = (name for name, _ in self.network.named_modules())
        blocks = tuple(name for name in modules if name.count(".") == 1 and "stage" in name)
        raise ConfigError("method-needs-block", layer=path, blocks=blocks)

    @property
    def patches(self) -> Tensor:
        """`(1, 1, H, W)`: the number of the square patch that each pixel belongs to, counted from 0."""
        height, width = self.inputs.shape[-2:]
        row = torch.arange(height, device=self.inputs.device) // self.settings.patch
        column = torch.arange(width, device=self.inputs.device) // self.settings.patch
        return (row[:, None] * (int(column[-1]) + 1) + column[None, :])[None, None]
