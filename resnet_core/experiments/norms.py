"""The statistics that batch norms have stored, taken anew where they do not fit the net.

They never fit a net that was not trained, and they fit one that was taken apart no longer.
"""

from collections.abc import Iterable
from copy import deepcopy

from torch import Tensor, nn
from torch.optim.swa_utils import update_bn


def settle(network: nn.Module, inputs: Tensor) -> None:
    """None; the norms store the statistics of exactly these inputs, and the network is in eval mode.

    So each output follows from its own input alone, as in a trained net, and the norms do their work all the same.
    """
    update_bn([inputs], network)
    network.eval()


def renewed(network: nn.Module, batches: Iterable[Tensor]) -> nn.Module:
    """A copy in eval mode whose norms have stored the mean statistics of these batches; `network` stays as it is."""
    copy = deepcopy(network)
    update_bn(batches, copy)
    return copy.eval()
