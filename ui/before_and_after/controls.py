"""What a learner chooses on the page: which network, how deep, and what is drawn layer by layer."""

from resnet_core.studies.elsewhere.question import DEPTHS, KINDS
from ui.fields import Choice

KIND = Choice("after.kind", KINDS, "transformer")
LAYERS = Choice("after.layers", DEPTHS, DEPTHS[-1])
MEASURE = Choice("after.measure", ("cosine", "gradient", "weights"), "cosine")
FIELDS = (KIND, LAYERS, MEASURE)
