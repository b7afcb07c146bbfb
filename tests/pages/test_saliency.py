"""The page on saliency, operated as a learner would; a test plays the worker where one is asked."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.saliency.table import METHODS
from resnet_core.studies.saliency_inside.question import Inside
from resnet_core.studies.saliency_inside.question import recorded as recorded_looks
from resnet_core.studies.saliency_maps.question import FIRST_METHODS, SaliencyMaps, SaliencyQuestion, recorded
from tests.drawn import scenes
from tests.pages.predictions import lock
from ui.saliency import inside, sections, sentences
from ui.saliency.controls import FAMILIES, PREDICTION, SHOWN_METHODS, TRIES
from ui.saliency.methods import name_of
from ui.say import say

PAGE = "pages/saliency.py"
QUICK_LAYER = {"path": "stage2.block1", "channels": 32, "side": 7, "pixels": 4, "best_side": 7}


FIVE = {family: [name for name in FIRST_METHODS if METHODS[name].family == family] for family in FAMILIES}
"""An address with every method of the shorter recordings."""


@pytest.fixture
def saliency(open_page):
    """The page with `FIVE` methods, if no others are asked for."""

    def saliency(**address):
        return open_page(PAGE, **{f"sal.{name}": value for name, value in (FIVE | address).items()})

    return saliency


def grid(app):
    """What the figure is given to draw; None where there is no figure."""
    return next((scene for scene in scenes(app) if scene["blocks"][0]["title"] == say("saliency-maps.as-seen")), None)


def titles(app):
    return [block["title"] for block in grid(app)["blocks"][1:]]


def asked_of_workers(stage):
    """Questions about maps that the page has asked, the newest first."""
    return [parse(SaliencyQuestion, json.loads(run.config)) for run in stage.store.recent(20) if run.kind == "saliency"]


def answered(question):
    """A worker's answer, in the form it has: that of the recorded net, for the methods that were asked for."""
    entry = gallery.measurements("saliency").entries[0].answer
    found = parse(SaliencyMaps, entry).of(question.methods)
    return found.model_copy(update={"pictures": found.pictures[: len(question.pictures)]})


def answer(stage, app):
    """The worker answers, and the page looks."""
    stage.start(quick=True)
    text = answered(asked_of_workers(stage)[0]).model_dump_json()
    stage.leave("results", "results.json", lambda path: path.write_text(text))
    stage.finish()
    return app.run()


def test_at_first_sight_there_are_recorded_maps_of_a_mistake_and_nobody_is_asked(open_page, stage, said):
    app = open_page(PAGE)
    assert titles(app) == [name_of(word) for word in SHOWN_METHODS]
    assert [len(block["lines"][0]["cells"]) for block in grid(app)["blocks"]] == [4] * 4
    assert grid(app)["blocks"][0]["lines"][0]["cells"][0]["marked"]
    assert not grid(app)["waiting"]
    assert "Recorded on" in said(app)
    assert stage.lab.runs() == ()


def test_the_prediction_is_answered_by_the_recorded_maps(open_page, said):
    most, facts = sections.most_on_garment()
    wrong = next(method for method in SHOWN_METHODS if method != most)
    app = open_page(PAGE)
    told = say("saliency-garment.share", name=name_of(most), share=max(facts[: len(SHOWN_METHODS)]))
    assert told not in said(app)
    app = lock(app, PREDICTION.key, wrong)
    assert told in said(app)
    assert say("saliency-predict.refutes") in said(app)
    assert say("saliency-saw", facts) in said(app)


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.message)
def test_each_try_sets_a_state_that_the_page_takes(open_page, tried):
    app = open_page(PAGE).button(key=f"try_{tried.message}").click().run()
    assert not app.exception
    for field, value in tried.state.items():
        assert app.session_state[field.key] == value


def test_what_the_layers_see_stands_on_the_same_page(open_page, said):
    app = open_page(PAGE)
    answer = parse(Inside, gallery.measurements("saliency_inside").answer(recorded_looks()[0]))
    assert inside.ways_reading(recorded_looks()[0], answer) in said(app)
    assert inside.layer_reading(recorded_looks()[0], answer) in said(app)


def test_an_address_of_a_check_leads_on_to_the_page_of_checks(open_page):
    links = [link.proto for link in open_page(PAGE, **{"sal.check": "deletion"}).get("page_link")]
    assert ("saliency_checks", "sal.check=deletion") in [(link.page, link.query_string) for link in links]


def test_the_values_that_are_drawn_are_the_recorded_ones(saliency):
    block = grid(saliency())["blocks"][2]
    expected = parse(SaliencyMaps, gallery.measurements("saliency").answer(recorded()[0])).pictures[0]
    wanted = next(each for each in expected.maps if name_of(each.method) == block["title"])
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
    assert titles(app) == [name_of(word) for word in METHODS]
    for block, (word, method) in zip(grid(app)["blocks"][1:], METHODS.items(), strict=True):
        assert block["sentence"] == say(f"method-does.{word}")
        assert block["source"] == method.paper
        assert block["href"] == (f"https://arxiv.org/abs/{method.arxiv}" if method.arxiv else "")
        assert block["facts"]
    assert asked_of_workers(stage) == []


def test_two_nets_stand_side_by_side_and_their_likeness_is_told(saliency, said, stage):
    app = saliency(compare="true")
    labels = [[line["label"] for line in block["lines"]] for block in grid(app)["blocks"]]
    assert labels == [[say("trained-net.quick"), say("trained-net.quick_plain")]] * 6
    assert say("saliency-alike", pictures=4, nets="NETS", bright="").split("NETS")[0] in said(app)
    assert asked_of_workers(stage) == []


def test_nets_that_see_other_sizes_have_scales_and_costs_of_their_own(saliency, stage):
    app = saliency(compare="true", net="residual20", other="quick_plain")
    stage.start(quick=True)
    (asked,) = asked_of_workers(stage)
    smaller = parse(SaliencyMaps, gallery.measurements("saliency").entries[0].answer).of(asked.methods)
    stage.leave("results", "results.json", lambda path: path.write_text(smaller.model_dump_json()))
    stage.finish()
    blocks = grid(app.run())["blocks"][1:]
    assert [block["title"] for block in blocks] == [name_of(word) for word in FIRST_METHODS for _net in range(2)]
    assert [[line["label"] for line in block["lines"]] for block in blocks[:2]] == [
        [say("trained-net.residual20")],
        [say("trained-net.quick_plain")],
    ]
    occlusion = [block["facts"] for block in blocks if block["title"] == name_of("occlusion")]
    assert [facts.split(" ")[0] for facts in occlusion] == ["37", "170"]


@pytest.mark.parametrize("when", ["untrained", "step_10", "step_50", "step_150"])
def test_earlier_moments_of_the_training_are_recorded_too(saliency, stage, when):
    app, trained = saliency(when=when), saliency()
    assert grid(app)["blocks"] != grid(trained)["blocks"]
    assert asked_of_workers(stage) == []


def test_colours_view_and_opacity_change_the_picture(saliency):
    usual = grid(saliency())
    assert (usual["signed"], usual["over"], usual["opacity"]) == (True, False, 1.0)
    changed = grid(saliency(scale="size", view="over", opacity="40"))
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
    assert titles(app) == [name_of(word) for word in FIRST_METHODS]


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
        ({"target": "true"}, "true", None),
        ({"target": "class", "class": "Coat"}, 4, None),
        ({"target": "contrast", "class": "Coat", "not": "Shirt"}, 4, 6),
    ],
)
def test_the_target_reaches_the_question(saliency, stage, address, target, against):
    saliency(**address)
    asked = asked_of_workers(stage)[0]
    assert (asked.target, asked.against) == (target, against)


def test_while_a_worker_computes_the_maps_before_are_shown_pale_and_marked(saliency, stage, said):
    app = saliency()
    app.segmented_control(key="sal.baseline").set_value("white").run()
    assert grid(app)["waiting"]
    assert "**Below stands another setting**: Settings as usual instead of baseline white." in said(app)
    assert not grid(answer(stage, app))["waiting"]
    assert "Settings as usual instead" not in said(app)


def test_a_press_goes_back_to_the_maps_that_are_shown_and_leaves_the_look_at_them(saliency, said):
    app = saliency()
    before = grid(app)
    app.text_input(key="sal.pictures").set_value("5 7").run()
    app.segmented_control(key="sal.scale").set_value("size").run()
    assert "**Below stands another setting**: Pictures 244 0 1 2 instead of 5 7." in said(app)
    assert grid(app)["blocks"] == before["blocks"]
    assert not grid(app)["signed"], "one can look at the last maps otherwise meanwhile"
    app.button(key="saliency_back").click().run()
    assert "Pictures 244 0 1 2 instead" not in said(app)
    assert app.text_input(key="sal.pictures").value == "244 0 1 2"
    assert grid(app) == before | {"signed": False}


def test_before_any_answer_the_pictures_themselves_are_there(saliency):
    (scene,) = (each for each in scenes(saliency(baseline="white")) if each["alt"] == say("saliency-maps.none"))
    assert scene["waiting"]
    cells = scene["blocks"][0]["lines"][0]["cells"]
    seen = [base64.b64decode(cell["pixels"]) for cell in cells]
    assert [cell["caption"] for cell in cells] == ["244", "0", "1", "2"]
    assert {len(pixels) for pixels in seen} == {28**2}
    assert len(set(seen)) == 4


def test_no_method_is_explained_with_a_way_back(saliency):
    app = saliency()
    for family in ("gradient", "perturbation", "CAM"):
        app.pills(key=f"sal.{family}").set_value([])
    app.run()
    assert grid(app)["waiting"], "the last maps stay"
    assert say("saliency-no-method") in [info.value for info in app.info]
    app.button(key="sal_usual_methods").click().run()
    assert titles(app) == [name_of(word) for word in SHOWN_METHODS]


def test_too_much_work_is_explained_with_a_way_out(saliency):
    everything = {"perturbation": name_of("shapley_sampling"), "permutations": "50", "patch": "1"}
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
        word = next(word for word in METHODS if name_of(word) == block["title"])
        marked = [cell["marked"] for cell in block["lines"][0]["cells"]]
        assert marked == [gap > 0.02 for gap in gaps.get(word, [0.0] * 4)]
    warned = {word for word in ("deep_lift", "integrated_gradients") if max(gaps[word]) > 0.02}
    assert {word for word in gaps if any(name_of(word) in each.value for each in app.warning)} == warned


def test_the_baselines_own_prediction_is_told(saliency, said):
    assert sentences.opinion(answered(recorded()[0]), "black") in said(saliency())


def test_the_layers_map_size_is_shown(saliency, said):
    assert say("saliency-layer", **{**QUICK_LAYER, "best": None}) in said(saliency())
    coarse = {"path": "stage3.block1", "channels": 64, "side": 4, "pixels": 7, "best": "stage2.block1", "best_side": 7}
    assert say("saliency-layer", **coarse) in said(saliency(layer="stage3.block1"))


def test_a_value_the_page_does_not_take_falls_back_and_is_told(saliency):
    app = saliency(steps="7000", baseline="pink")
    told = " ".join(warning.value for warning in app.warning)
    assert "sal.steps=7000: must be a number from 5 to 200" in told
    assert "sal.baseline=pink: must be one of black" in told


def test_an_unanswered_question_says_why(saliency, stage):
    app = saliency(baseline="white")
    stage.start(quick=True)
    stage.finish()
    app = app.run()
    assert "The answer is gone from the disk" in app.error[0].value


def test_a_link_names_every_method_that_is_chosen(saliency):
    chosen = ["smooth_grad", "deep_lift"]
    for words in (chosen, list(map(name_of, chosen))):
        [link] = [code.value for code in saliency(gradient=words).code]
        assert parse_qs(urlsplit(link).query)["sal.gradient"] == chosen
        assert parse_qs(urlsplit(link).query)["sal.perturbation"], "those at their default, too"


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"inside_block": "stage2.block1"}, "block", "stage2.block1"),
        ({"inside_class": "Bag"}, "target", 8),
        ({"inside_layer": "stage1.block1.main.relu1"}, "layer", "stage1.block1.main.relu1"),
        ({"one": "2"}, "picture", 2),
    ],
)
def test_every_control_of_the_inside_is_asked_about(saliency, asked, changes, field, value):
    saliency(**changes)
    [config] = [config for kind, config in asked if kind == "saliency_inside"]
    assert config[field] == value
