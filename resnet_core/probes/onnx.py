"""A network as an ONNX file."""

from resnet_core.probes.nets import TrainedNet


class OnnxProbe(TrainedNet):
    """A network as an ONNX file, left as the artifact `onnx`; with new weights of seed 0 unless others are named."""

    weights: str = "new:0"
