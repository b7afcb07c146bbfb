"""What does a net say, and how sure is it? The softmax of its logits, picture by picture."""

import torch
from torch import Tensor, nn

from resnet_core.config import NetworkConfig, RunConfig
from resnet_core.data.files import Images
from resnet_core.data.images import Batches, normalise, resize
from resnet_core.studies import pictures
from resnet_core.studies.predictions.question import WHOLE, Predictions, PredictionsQuestion
from resnet_core.studies.workbench import Workbench
from resnet_core.training.evaluation import predict
from resnet_core.wording import message


def ask(question: PredictionsQuestion, bench: Workbench) -> Predictions:
    """The net's classes and probabilities for the pictures of the question."""
    bench.on_step(0, 0, message("phase-looking"))
    network, config = bench.net(question.net), question.net.network
    if question.own is None:
        dataset = bench.images(question.images)
        data, logits = dataset.name, predict(network, Batches(dataset, RunConfig(network=config), bench.device.torch))
    else:
        data, logits = question.data, _of_own(network, config, pictures.read(question.own), device=bench.device.torch)
    shares = (logits.double().softmax(1) * WHOLE).round().long()
    return Predictions(
        data=data,
        predicted=tuple(logits.argmax(1).tolist()),
        shares=tuple(tuple(row) for row in shares.tolist()),
    )


@torch.no_grad()
def _of_own(network: nn.Module, config: NetworkConfig, picture: Images, *, device: torch.device) -> Tensor:
    """Logits `(1, classes)` of a learner's picture, brought to the net's size as the test pictures are."""
    grey = torch.from_numpy(picture.copy()).unsqueeze(0)
    seen = resize(normalise(grey.to(device)), config.input_size)
    logits: Tensor = network(seen.expand(-1, config.input_channels, -1, -1))
    return logits
