"""What may be asked about a net's predictions, and how a picture is spelled in a question."""

import numpy as np
import pytest

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.plan.zoo import ZOO
from resnet_core.presets import PRESETS, SPECIMENS
from resnet_core.probes import pictures
from resnet_core.probes.nets import SmallNet
from resnet_core.probes.predictions import PICTURES, PredictionsProbe, affordable, recorded

SMALL = {"network": SmallNet(depth=8).network.model_dump(), "weights": "new:0"}
LARGE = {"network": ZOO["resnet50"].config.model_dump(), "weights": "new:0"}


def test_a_picture_comes_back_from_its_spelling():
    picture = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    assert np.array_equal(pictures.read(pictures.spell(picture)), picture)


@pytest.mark.parametrize("own", ["", "00" * 783, "0g" * 784, "00" * 785, "AB" * 784, "00" * 784 + "\n"])
def test_what_is_no_picture_of_28_by_28_is_refused(own):
    with pytest.raises(ConfigError, match="own"):
        parse(PredictionsProbe, {"net": SMALL, "own": own})


def test_a_large_net_is_asked_about_as_many_pictures_as_one_can_wait_for():
    most = affordable(parse(PredictionsProbe, {"net": LARGE, "pictures": 10}).net.network)
    assert 10 <= most < PICTURES
    with pytest.raises(ConfigError, match=f"this net is large; ask about {most} or fewer"):
        parse(PredictionsProbe, {"net": LARGE, "pictures": most + 1})
    assert parse(PredictionsProbe, {"net": LARGE, "own": "00" * 784}).own


def test_every_recorded_net_is_small_enough_for_the_usual_number_of_pictures():
    named = {probe.net.source.name for probe in recorded()}
    assert named == {"quick", *SPECIMENS} <= {*PRESETS, *SPECIMENS}
    assert {affordable(probe.net.network) for probe in recorded()} == {PICTURES}
