"""A network as an ONNX file."""

from pydantic import Field

from resnet_core.config import Frozen, NetworkConfig


class OnnxProbe(Frozen):
    """A network with new weights as an ONNX file, left as the artifact `onnx`."""

    network: NetworkConfig
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
