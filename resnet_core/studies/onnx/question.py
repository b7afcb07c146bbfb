"""A network as an ONNX file."""

from resnet_core.studies.nets import TrainedNet


class OnnxQuestion(TrainedNet):
    """A network as an ONNX file, left as the artifact `onnx`; with new weights of seed 0 unless others are named."""

    weights: str = "new:0"
