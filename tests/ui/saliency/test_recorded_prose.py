"""What the prose of the page says whatever is recorded, held to the recorded numbers."""

import numpy as np

from resnet_core import gallery
from resnet_core.config import DataConfig, parse
from resnet_core.data.images import load
from resnet_core.studies.saliency_checks import question as checks
from resnet_core.studies.saliency_maps.findings import LARGEST_GAP
from resnet_core.studies.saliency_maps.question import SaliencyMaps
from ui.prose import prose
from ui.say import say


def recorded(kind, model):
    return [(entry.config, parse(model, entry.answer)) for entry in gallery.measurements(kind).entries]


def numbers(values):
    return np.array([np.nan if value is None else value for value in values])


def highest(values):
    """The mean plus two standard errors."""
    there = values[~np.isnan(values)]
    return there.mean() + 2 * there.std(ddof=1) / np.sqrt(len(there))


def test_the_prose_on_sums_holds_for_the_recorded_maps():
    """DeepLift keeps its promise exactly, and the page marks a gap of more than 2%."""
    assert f"more than {100 * LARGEST_GAP:g}%" in say("saliency-asked-sum.answer")
    gaps = [
        abs(drawn.gap)
        for _, answer in recorded("saliency", SaliencyMaps)
        for picture in answer.pictures
        for drawn in picture.maps
        if drawn.method == "deep_lift"
    ]
    assert gaps
    assert max(gaps) < 1e-3


def test_the_prose_on_forecasts_holds_for_the_recorded_controls():
    """An even map foretells the average change, a random one about as much, and both much more than a blank one."""
    [(_, quality)] = recorded("saliency_quality", checks.Quality)
    rows = {row.method: numbers(row.unexplained) for row in quality.rated}
    assert highest(rows["chance"]) < 0.75
    assert highest(rows["even"]) < 0.75
    assert abs(rows["chance"].mean() - rows["even"].mean()) < 0.05
    assert "They set the bar, not 1" in prose("saliency_quality")


def test_the_prose_on_the_background_holds_for_the_pictures_of_the_checks(fashion_mnist):
    images = load(DataConfig(source="fashion-mnist", train_images=10, test_images=40), fashion_mnist).test_images
    black = float((images[list(checks.TWO_OF_EACH)] == 0).float().mean())
    assert black > 0.4
    assert "Many pixels of these pictures are black" in " ".join(prose("saliency_ladder").split())
