"""The page on saliency, operated as a learner would; a test plays the worker where one is asked."""

import base64
import json

import numpy as np
import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.saliency import METHODS
from resnet_core.probes.saliency_maps import FIRST_METHODS, SaliencyMaps, SaliencyProbe, recorded
from tests.drawn import scenes

PAGE = "pages/saliency.py"


@pytest.fixture
def saliency(open_page):
    def saliency(**address):
        return open_page(PAGE, **{f"sal.{name}": value for name, value in address.items()})

    return saliency


def grid(app):
    """What the figure is given to draw; None where there is no figure."""
    return next((scene for scene in scenes(app) if scene["alt"].startswith("Saliency maps of")), None)


def titles(app):
    return [block["title"] for block in grid(app)["blocks"][1:]]


def asked_of_workers(stage):
    """Questions about maps that the page has asked, the newest first."""
    return [parse(SaliencyProbe, json.loads(run.config)) for run in stage.store.recent(20) if run.kind == "saliency"]


def answered(probe):
    """A worker's answer, in the form it has: that of the recorded net, for the methods that were asked for."""
    entry = gallery.measurements("saliency").entries[0].answer
    found = parse(SaliencyMaps, entry).of(probe.methods)
    return found.model_copy(update={"pictures": found.pictures[: len(probe.pictures)]})


def answer(stage, app):
    """The worker answers, and the page looks."""
    stage.start(probes=True)
    text = answered(asked_of_workers(stage)[0]).model_dump_json()
    stage.leave("results", "results.json", lambda path: path.write_text(text))
    stage.finish()
    return app.run()


def test_the_first_sentence_says_what_the_learner_will_find_out(saliency):
    assert saliency().markdown[0].value.startswith("Which pixels does a trained network look at")


def test_at_first_sight_there_are_recorded_maps_and_nobody_is_asked(saliency, stage, said):
    app = saliency()
    assert titles(app) == [METHODS[word].name for word in FIRST_METHODS]
    assert [len(block["lines"][0]["cells"]) for block in grid(app)["blocks"]] == [4] * 6
    assert not grid(app)["waiting"]
    assert "Recorded on" in said(app)
    assert asked_of_workers(stage) == []


def test_the_values_that_are_drawn_are_the_recorded_ones(saliency):
    block = grid(saliency())["blocks"][2]
    expected = parse(SaliencyMaps, gallery.measurements("saliency").answer(recorded()[0])).pictures[0]
    wanted = next(each for each in expected.maps if METHODS[each.method].name == block["title"])
    cell = block["lines"][0]["cells"][0]
    drawn = np.frombuffer(base64.b64decode(cell["values"]), "<i2") * cell["unit"]
    np.testing.assert_array_equal(drawn.reshape(28, 28), wanted.values)
    pixels = np.frombuffer(base64.b64decode(cell["pixels"]), np.uint8)
    np.testing.assert_array_equal(pixels.reshape(28, 28), expected.pixels)


def test_all_maps_of_a_row_share_one_scale_and_say_it(saliency):
    for block in grid(saliency(compare="true"))["blocks"][1:]:
        sizes = [
            np.abs(np.frombuffer(base64.b64decode(cell["values"]), "<i2") * cell["unit"])
            for line in block["lines"]
            for cell in line["cells"]
        ]
        assert block["full"] == pytest.approx(np.percentile(np.concatenate(sizes), 99.5))
        assert f"{block['full']:.2g}" in block["facts"]


def test_every_recorded_method_can_be_added_without_asking_anyone(saliency, stage):
    app = saliency()
    for family in ("gradient", "perturbation", "CAM"):
        words = [word for word, method in METHODS.items() if method.family == family]
        app.pills(key=f"sal.{family}").set_value(words)
    app.run()
    assert titles(app) == [method.name for method in METHODS.values()]
    for block, method in zip(grid(app)["blocks"][1:], METHODS.values(), strict=True):
        assert block["sentence"] == method.sentence
        assert block["source"] == method.paper
        assert block["href"] == (f"https://arxiv.org/abs/{method.arxiv}" if method.arxiv else "")
        assert "forward" in block["facts"]
    assert asked_of_workers(stage) == []


def test_two_nets_stand_side_by_side_and_their_likeness_is_told(saliency, said, stage):
    app = saliency(compare="true")
    labels = [[line["label"] for line in block["lines"]] for block in grid(app)["blocks"]]
    assert labels == [["quick", "quick, plain"]] * 6
    assert "How alike the two nets' maps are" in said(app)
    assert asked_of_workers(stage) == []


def test_nets_that_see_other_sizes_have_scales_and_costs_of_their_own(saliency, stage):
    app = saliency(compare="true", net="residual 20", other="quick, plain")
    stage.start(probes=True)
    (asked,) = asked_of_workers(stage)
    smaller = parse(SaliencyMaps, gallery.measurements("saliency").entries[0].answer).of(asked.methods)
    stage.leave("results", "results.json", lambda path: path.write_text(smaller.model_dump_json()))
    stage.finish()
    blocks = grid(app.run())["blocks"][1:]
    assert [block["title"] for block in blocks] == [METHODS[word].name for word in FIRST_METHODS for _net in range(2)]
    assert [[line["label"] for line in block["lines"]] for block in blocks[:2]] == [["residual 20"], ["quick, plain"]]
    occlusion = [block["facts"] for block in blocks if block["title"] == "Occlusion"]
    assert [facts.split(" ")[0] for facts in occlusion] == ["37", "170"]


@pytest.mark.parametrize("when", ["untrained", "step 10", "step 50", "step 150"])
def test_earlier_moments_of_the_training_are_recorded_too(saliency, stage, when):
    app, trained = saliency(when=when), saliency()
    assert grid(app)["blocks"] != grid(trained)["blocks"]
    assert asked_of_workers(stage) == []


def test_colours_view_and_opacity_change_the_picture(saliency):
    usual = grid(saliency())
    assert (usual["signed"], usual["over"], usual["opacity"]) == (True, False, 1.0)
    changed = grid(saliency(scale="size alone", view="over the pictures", opacity="40"))
    assert (changed["signed"], changed["over"], changed["opacity"]) == (False, True, 0.4)


@pytest.mark.parametrize(
    ("address", "settings"),
    [
        ({"baseline": "white"}, {"baseline": "white"}),
        ({"layer": "stage3.block1"}, {"layer": "stage3.block1"}),
        ({"steps": "10"}, {"steps": 10}),
        ({"window": "3"}, {"window": 3}),
        ({"stride": "1"}, {"stride": 1}),
    ],
)
def test_a_setting_that_was_not_recorded_is_asked_of_a_worker(saliency, stage, address, settings):
    app = saliency(**address)
    asked = asked_of_workers(stage)[0]
    assert asked.methods == FIRST_METHODS
    assert asked.settings.model_dump(exclude_defaults=True) == settings
    assert grid(app) is None
    app = answer(stage, app)
    assert titles(app) == [METHODS[word].name for word in FIRST_METHODS]


def test_settings_that_only_other_methods_read_are_offered_with_them(saliency, stage):
    app = saliency()
    keys = {slider.key for slider in app.slider}
    assert {"sal.steps", "sal.window", "sal.stride"} <= keys
    others = {f"sal.{name}" for name in ("samples", "noise", "draws", "patch", "permutations", "coalitions", "seed")}
    assert not others & keys
    app.pills(key="sal.gradient").set_value(["smooth_grad", "gradient_shap"]).run()
    app.pills(key="sal.perturbation").set_value(["shapley_sampling", "kernel_shap"]).run()
    keys = {slider.key for slider in app.slider}
    assert others <= keys
    assert "sal.steps" not in keys
    app.slider(key="sal.seed").set_value(7).run()
    assert asked_of_workers(stage)[0].settings.seed == 7


@pytest.mark.parametrize(
    ("address", "target", "against"),
    [
        ({"target": "the truth"}, "true", None),
        ({"target": "a class", "class": "Coat"}, 4, None),
        ({"target": "A, not B", "class": "Coat", "not": "Shirt"}, 4, 6),
    ],
)
def test_the_target_reaches_the_question(saliency, stage, address, target, against):
    saliency(**address)
    asked = asked_of_workers(stage)[0]
    assert (asked.target, asked.against) == (target, against)


def test_while_a_worker_computes_the_maps_before_are_shown_pale(saliency, stage):
    app = saliency()
    app.segmented_control(key="sal.baseline").set_value("white").run()
    assert grid(app)["waiting"]
    assert not grid(answer(stage, app))["waiting"]


def test_before_any_answer_the_pictures_themselves_are_there(saliency):
    (scene,) = (each for each in scenes(saliency(baseline="white")) if each["alt"].startswith("Pictures whose maps"))
    assert scene["waiting"]
    cells = scene["blocks"][0]["lines"][0]["cells"]
    seen = [base64.b64decode(cell["pixels"]) for cell in cells]
    assert [cell["caption"] for cell in cells] == ["0", "1", "2", "3"]
    assert {len(pixels) for pixels in seen} == {28**2}
    assert len(set(seen)) == 4


def test_no_method_is_explained_with_a_way_back(saliency):
    app = saliency()
    for family in ("gradient", "perturbation", "CAM"):
        app.pills(key=f"sal.{family}").set_value([])
    app.run()
    assert grid(app) is None
    assert "Choose a method" in app.info[0].value
    app.button(key="sal_usual_methods").click().run()
    assert titles(app) == [METHODS[word].name for word in FIRST_METHODS]


def test_too_much_work_is_explained_with_a_way_out(saliency):
    everything = {"perturbation": "Shapley values, sampled", "permutations": "50", "patch": "1"}
    app = saliency(pictures="0 1 2 3 4 5 6 7", **everything)
    assert "billion multiply-adds" in app.error[0].value
    app.button(key="saliency_quick_recorded:quick").click().run()
    assert not app.exception
    assert not app.error
    assert "sal.patch" not in {slider.key for slider in app.slider}


def test_a_sum_that_misses_its_promise_by_more_than_two_percent_is_warned_of_and_marked(saliency):
    app = saliency()
    app.pills(key="sal.gradient").set_value(["deep_lift", "integrated_gradients"]).run()
    gaps = {
        each.method: [
            abs(found.gap)
            for picture in answered(recorded()[0]).pictures
            for found in picture.maps
            if found.method == each.method
        ]
        for each in answered(recorded()[0]).pictures[0].maps
        if each.gap is not None
    }
    for block in grid(app)["blocks"][1:]:
        word = next(word for word, method in METHODS.items() if method.name == block["title"])
        marked = [cell["marked"] for cell in block["lines"][0]["cells"]]
        assert marked == [gap > 0.02 for gap in gaps.get(word, [0.0] * 4)]
    warned = {word for word in ("deep_lift", "integrated_gradients") if max(gaps[word]) > 0.02}
    assert {word for word in gaps if any(METHODS[word].name in each.value for each in app.warning)} == warned


def test_the_baselines_own_prediction_is_told(saliency, said):
    picture = answered(recorded()[0]).pictures[0]
    assert f"{max(picture.baseline_probabilities):.0%} sure. A map is relative to that" in said(saliency())


def test_the_layers_map_size_is_shown(saliency, said):
    assert "`stage2.block1`: 32 maps of 7×7" in said(saliency())
    assert "`stage3.block1`: 64 maps of 4×4" in said(saliency(layer="stage3.block1"))
    assert "That is coarse; `stage2.block1` has 7×7" in said(saliency(layer="stage3.block1"))


def test_a_value_the_page_does_not_take_falls_back_and_is_told(saliency):
    app = saliency(steps="7000", baseline="pink")
    told = " ".join(warning.value for warning in app.warning)
    assert "sal.steps=7000: must be a number from 5 to 200" in told
    assert "sal.baseline=pink: must be one of black" in told


def test_an_unanswered_question_says_why(saliency, stage):
    app = saliency(baseline="white")
    stage.start(probes=True)
    stage.finish()
    app = app.run()
    assert "The answer is gone from the disk" in app.error[0].value
