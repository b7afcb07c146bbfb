"""What may be asked about a net's predictions, and how a picture is spelled in a question."""

import numpy as np
import pytest

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import RECORDED, SPECIMENS
from resnet_core.studies import pictures
from resnet_core.studies.nets import SmallNet
from resnet_core.studies.predictions.question import PICTURES, PredictionsQuestion, affordable, recorded
from tests.refusals import refused

SMALL = {"network": SmallNet(depth=8).network.model_dump(), "weights": "new:0"}
LARGE = {"network": ZOO["resnet50"].config.model_dump(), "weights": "new:0"}


def test_a_picture_comes_back_from_its_spelling():
    picture = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    assert np.array_equal(pictures.read(pictures.spell(picture)), picture)


@pytest.mark.parametrize("own", ["", "00" * 783, "0g" * 784, "00" * 785, "AB" * 784, "00" * 784 + "\n"])
def test_what_is_no_picture_of_28_by_28_is_refused(own):
    with pytest.raises(ConfigError, match="own"):
        parse(PredictionsQuestion, {"net": SMALL, "own": own})


def test_a_large_net_is_asked_about_as_many_pictures_as_one_can_wait_for():
    most = affordable(parse(PredictionsQuestion, {"net": LARGE, "pictures": 10}).net.network)
    assert 10 <= most < PICTURES
    with refused("too-many-pictures", most=most):
        parse(PredictionsQuestion, {"net": LARGE, "pictures": most + 1})
    assert parse(PredictionsQuestion, {"net": LARGE, "own": "00" * 784}).own


def test_every_recorded_net_is_small_enough_for_the_usual_number_of_pictures():
    named = {question.net.source.name for question in recorded()}
    assert named == {"quick", *SPECIMENS} <= RECORDED.keys()
    assert {affordable(question.net.network) for question in recorded()} == {PICTURES}
