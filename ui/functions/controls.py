"""What a learner chooses on the page of function classes."""

from resnet_core.studies.function_classes.findings import ALWAYS, NOT_ALWAYS
from resnet_core.studies.function_classes.measure import FAMILIES, LARGEST, TARGETS
from ui.fields import Choice, Number
from ui.predict import Prediction

ASKED_FAMILY, ASKED_TARGET = "equal_bins", "step_and_sine"
"""What the page's question is about, whatever is chosen."""
FAMILY = Choice("fc.family", tuple(FAMILIES), ASKED_FAMILY, look="select")
TARGET = Choice("fc.target", tuple(TARGETS), ASKED_TARGET, look="select")
SIZE = Number("fc.k", 1, LARGEST, 2)
COUNT = Number("fc.points", 10, 200, 30, step=5)
NOISE = Number("fc.noise", 0.0, 0.5, 0.2, step=0.05)
SEED = Number("fc.seed", 0, 99, 0)
GROWTH_SEED = Number("fc.growth_seed", 0, 99, 3)
SAMPLE = (COUNT, NOISE, SEED)
FIELDS = (FAMILY, TARGET, SIZE, *SAMPLE, GROWTH_SEED)

PREDICTION = Prediction("fc-predict", (ALWAYS, NOT_ALWAYS), key="fc_guess")
