"""Choosing what a saliency map is asked for, operated as a learner would on a page of nothing else."""

import io
import json

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from resnet_core import gallery
from resnet_core.config import TrainingConfig, parse
from resnet_core.data import sketches
from resnet_core.data.files import CLASS_NAMES, DataStatus
from resnet_core.presets import PRESETS
from resnet_core.studies.pictures import spell
from resnet_core.studies.predictions.question import WHOLE, Predictions, PredictionsQuestion, recorded
from ui import picture_set
from ui.picture_set import PictureSet
from ui.saliency import inputs as saliency_inputs
from ui.saliency.target import Target
from ui.say import say
from ui.trained_nets import said_moment
from ui.words import class_name, class_names

QUICK = parse(Predictions, gallery.measurements("predictions").answer(recorded()[0]))
WRONG = tuple(range(5, 2000, 10))
"""Pictures that the test calls by another name than the recorded net."""


def page():
    import streamlit as st

    from ui.saliency import inputs as saliency_inputs

    st.session_state["chosen"] = saliency_inputs.choose(st.container())


@pytest.fixture
def pictures():
    """Drawn pictures under the labels that the recorded net gives, but for `WRONG`."""
    labels = np.array(QUICK.predicted, np.uint8)
    labels[list(WRONG)] = (labels[list(WRONG)] + 1) % 10
    return PictureSet("fashion-mnist", sketches.draw(2000, split="test")[0], labels)


@pytest.fixture
def inputs(stage, pictures, monkeypatch):
    monkeypatch.setattr(saliency_inputs, "test_pictures", lambda: pictures)

    def inputs(**address):
        app = AppTest.from_function(page, default_timeout=20)
        for name, value in address.items():
            app.query_params[f"sal.{name}"] = value
        return ran(app)

    return inputs


def ran(operated):
    """The page after a run; what was operated is the page or one of its widgets."""
    app = operated.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def chosen(app):
    return app.session_state["chosen"]


def weights(app):
    return [net.trained.weights for net in chosen(app).nets]


def found(app):
    """Numbers on the sheet, in their order."""
    return [int(box.label.split(":")[0]) for box in app.checkbox if box.key.startswith("sal_found_")]


def test_at_first_the_recorded_net_four_pictures_and_what_it_says_are_chosen(inputs, stage):
    first = chosen(inputs())
    assert [(net.label, net.trained.weights) for net in first.nets] == [(say("trained-net.quick"), "recorded:quick")]
    assert first.nets[0].accuracy == gallery.load("quick").results["test_accuracy"]
    assert (first.pictures, first.own, first.target) == ((244, 0, 1, 2), None, Target("predicted"))


def test_a_moment_of_the_training_is_chosen_with_the_slider(inputs):
    app = inputs(when="step_10")
    assert weights(app) == ["recorded:quick@10"]
    assert chosen(app).nets[0].label == say(
        "trained-at", when="step_10", net=say("trained-net.quick"), moment=said_moment("step_10")
    )
    assert weights(ran(app.select_slider(key="sal.when").set_value("untrained"))) == ["new:0"]
    assert say("saliency-net", side=28, state="untrained", accuracy=None) in [caption.value for caption in app.caption]


def test_two_nets_stand_side_by_side_and_the_same_twice_is_one(inputs):
    app = inputs(compare="true")
    assert weights(app) == ["recorded:quick", "recorded:quick_plain"]
    app = ran(app.selectbox(key="sal.other").set_value("quick"))
    assert weights(app) == ["recorded:quick"]
    assert app.info[0].value == say("saliency-same-nets")
    assert weights(ran(app.select_slider(key="sal.other_when").set_value("step_150"))) == [
        "recorded:quick",
        "recorded:quick@150",
    ]


@pytest.fixture
def trained(stage):
    """A finished run of three epochs that has kept the weights of two of them."""
    training = TrainingConfig(epochs=3, seed=4)
    config = PRESETS["quick"].model_copy(update={"training": training}).model_dump(mode="json")
    run_id = stage.lab.submit("train", config, name="my own")
    stage.start()
    stage.tell(step=100, values={"test_accuracy": 0.8125})
    stage.leave_results()
    for epoch in (1, 2):
        stage.leave(f"epoch_{epoch}", f"epoch_{epoch}.safetensors", lambda path: path.write_bytes(b"weights"))
    stage.finish()
    return run_id


def test_a_finished_run_of_the_learner_can_be_opened_at_every_epoch_it_kept(inputs, trained):
    app = inputs()
    [word] = [option for option in app.selectbox(key="sal.net").options if option.startswith("my own, ")]
    assert trained[:8] in word
    app = ran(app.selectbox(key="sal.net").set_value(trained[:8]))
    assert weights(app) == [f"run:{trained}"]
    about = say("saliency-net", side=28, state="trained", accuracy=0.8125)
    assert about in [caption.value for caption in app.caption]
    assert app.select_slider(key="sal.when").options == list(
        map(said_moment, ("untrained", "epoch_1", "epoch_2", "trained"))
    )
    assert weights(ran(app.select_slider(key="sal.when").set_value("epoch_2"))) == [f"run:{trained}@2"]
    assert weights(ran(app.select_slider(key="sal.when").set_value("untrained"))) == ["new:4"]


def test_a_run_that_left_no_weights_is_not_offered(inputs, stage):
    stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json"), name="cut short")
    stage.start()
    stage.finish()
    assert not [option for option in inputs().selectbox(key="sal.net").options if option.startswith("cut short")]


def test_an_address_that_names_nothing_falls_back_with_a_notice(inputs):
    app = inputs(net="alexnet", when="step 11", target="everything")
    assert weights(app) == ["recorded:quick"]
    assert [warning.value.split(":")[0] for warning in app.warning] == [
        "sal.net=alexnet",
        "sal.when=step 11",
        "sal.target=everything",
    ]


def test_pictures_are_chosen_by_number(inputs):
    app = inputs(pictures="17 1999")
    assert chosen(app).pictures == (17, 1999)
    assert chosen(ran(app.text_input(key="sal.pictures").set_value("5, 6"))).pictures == (5, 6)


def test_numbers_that_are_refused_say_why_and_one_click_mends_the_box(inputs):
    app = inputs(pictures="17 2000")
    assert "pictures=2000: must be whole numbers from 0 to 1,999" in app.error[0].value
    assert chosen(app).pictures == (244, 0, 1, 2)
    app = ran(app.button(key="sal_usual").click())
    assert not app.error
    assert app.text_input(key="sal.pictures").value == "244 0 1 2"


def test_the_browser_opens_with_counts_and_says_what_the_net_says_of_every_picture(inputs):
    app = inputs(browse="true")
    assert found(app) == list(range(12))
    assert f"**{len(WRONG)}** of the first 2,000 test pictures wrongly" in app.markdown[0].value
    captions = [caption.value for caption in app.caption]
    assert f"right, {QUICK.sure[0]:.0%}" in captions
    assert any(caption.startswith("called ") for caption in captions)


def test_class_outcome_and_certainty_narrow_the_sheet(inputs, pictures):
    app = inputs(browse="true", outcome="wrong")
    assert found(app) == list(WRONG[:12])
    app = ran(app.selectbox(key="sal.order").set_value("least certain first"))
    sure = [QUICK.sure[number] for number in found(app)]
    assert sure == sorted(sure)
    assert sure[0] == min(QUICK.sure[number] for number in WRONG)
    app = ran(app.selectbox(key="sal.of").set_value("Bag"))
    assert {pictures.labels[number] for number in found(app)} == {8}
    assert set(found(app)) <= set(WRONG)


def test_the_next_sheet_goes_on_where_the_first_ends(inputs):
    app = inputs(browse="true")
    app.get("pagination")[0].set_value(2)
    assert found(ran(app)) == list(range(12, 24))


def test_ticking_a_picture_takes_it_in_and_out_and_the_box_follows(inputs):
    app = inputs(browse="true")
    app = ran(app.checkbox(key="sal_found_7").check())
    assert chosen(app).pictures == (244, 0, 1, 2, 7)
    assert app.text_input(key="sal.pictures").value == "244 0 1 2 7"
    app = ran(app.checkbox(key="sal_chosen_1").uncheck())
    assert chosen(app).pictures == (244, 0, 2, 7)
    assert not app.checkbox(key="sal_found_1").value
    assert app.checkbox(key="sal_found_7").value


def test_no_ninth_picture_can_be_taken_and_the_last_one_not_left_out(inputs):
    app = inputs(browse="true", pictures="0 1 2 3 4 5 6 7")
    assert app.checkbox(key="sal_found_8").disabled
    assert not app.checkbox(key="sal_found_7").disabled
    app = inputs(browse="true", pictures="3")
    assert app.checkbox(key="sal_chosen_3").disabled
    assert not app.checkbox(key="sal_found_8").disabled


def test_a_search_without_a_find_says_so(inputs, pictures):
    pictures.labels[:] = 0
    assert inputs(browse="true", of="Bag").info[0].value == say("saliency-none-like-that")


def test_a_net_that_was_not_recorded_is_asked_once_for_browser_and_classes(inputs, stage, asked):
    app = inputs(browse="true", outcome="wrong", when="step_10", target="class")
    assert say("saliency-unseen") in [caption.value for caption in app.caption]
    [(kind, config)] = asked
    assert kind == "predictions"
    assert parse(PredictionsQuestion, config).net.weights == "recorded:quick@10"
    assert found(app) == list(range(12))
    stage.start(quick=True)
    stage.leave("results", "results.json", lambda path: path.write_text(QUICK.model_dump_json()))
    stage.finish()
    assert found(ran(app)) == list(WRONG[:12])


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ({"target": "true"}, Target("true")),
        ({"target": "class", "class": "Bag"}, Target("class", 8)),
        ({"target": "contrast", "class": "Bag", "not": "Coat"}, Target("contrast", 8, 4)),
    ],
)
def test_a_target_is_the_truth_a_class_or_one_class_and_not_another(inputs, address, target):
    assert chosen(inputs(**address)).target == target


def test_the_classes_stand_beside_what_the_net_says_of_each_picture(inputs, pictures):
    app = inputs(target="class", pictures="0 17")
    table = app.dataframe[0].value
    assert list(table.index) == list(class_names())
    assert list(table.columns) == ["0", "17"]
    assert table.iloc[:, 1].tolist() == pytest.approx([100 * share / WHOLE for share in QUICK.shares[17]])


def test_a_class_against_itself_is_explained_and_mended_with_the_runner_up(inputs):
    said = QUICK.predicted[0]
    same = {"class": CLASS_NAMES[said], "not": CLASS_NAMES[said]}
    app = inputs(target="contrast", pictures="0", **same)
    assert app.error[0].value == say("saliency-same-class", **{"class": class_name(said)})
    assert chosen(app).target == Target("class", said)
    app = ran(app.button(key="sal_rival").click())
    assert not app.error
    second = int(np.argsort(QUICK.shares[0])[-2])
    assert chosen(app).target == Target("contrast", said, second)


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def test_an_own_picture_is_shown_step_by_step_and_becomes_the_choice(inputs, pictures):
    app = inputs(**{"from": "own"})
    assert chosen(app) is None
    assert app.info[0].value == say("saliency-no-file")
    app = ran(app.file_uploader[0].upload("shirt.png", png(pictures.images[3]), "image/png"))
    assert chosen(app).pictures == ()
    assert np.array_equal(chosen(app).own, pictures.images[3])
    alts = [image.proto.imgs[0].alt for image in app.get("image")]
    assert alts[-1] == say("saliency-seen.alt", side=28)
    assert len(alts) == 3


def test_the_truth_is_not_offered_for_an_own_picture_and_a_net_of_fourteen_pixels_sees_fewer(inputs, pictures):
    app = inputs(net="residual20", target="true", **{"from": "own"})
    app = ran(app.file_uploader[0].upload("shirt.png", png(pictures.images[3]), "image/png"))
    assert say("saliency-no-truth") in [caption.value for caption in app.caption]
    assert chosen(app).target == Target("predicted")
    assert app.get("image")[-1].proto.imgs[0].alt == say("saliency-seen.alt", side=14)


def test_the_classes_of_an_own_picture_are_asked_of_a_worker(inputs, pictures, stage, asked):
    app = inputs(target="class", **{"from": "own"})
    app = ran(app.file_uploader[0].upload("shirt.png", png(pictures.images[3]), "image/png"))
    assert [config["own"] for _kind, config in asked] == [spell(pictures.images[3])]
    stage.start(quick=True)
    answer = {"data": "fashion-mnist", "predicted": [6], "shares": [[0, 0, 0, 0, 2500, 0, 7500, 0, 0, 0]]}
    stage.leave("results", "results.json", lambda path: path.write_text(json.dumps(answer)))
    stage.finish()
    assert ran(app).dataframe[0].value[say("saliency-own")][class_name(6)] == 75


def test_a_bad_upload_says_what_is_wrong_and_there_is_nothing_to_explain(inputs):
    app = inputs(**{"from": "own"})
    app = ran(app.file_uploader[0].upload("shirt.png", b"%PDF-1.7", "image/png"))
    assert app.error[0].value.startswith("shirt.png is a PDF")
    assert chosen(app) is None


def test_what_is_set_by_hand_changes_what_the_net_gets(inputs, pictures):
    app = inputs(**{"from": "own"})
    large = np.zeros((60, 40), np.uint8)
    large[10:50, 5:20] = 200
    app = ran(app.file_uploader[0].upload("shirt.png", png(large), "image/png"))
    upright = chosen(app).own
    app = ran(app.toggle(key="sal_mirror").set_value(True))
    assert "mirrored" in " ".join(caption.value for caption in app.caption)
    app = ran(app.segmented_control(key="sal_turn").set_value(90))
    turned = chosen(app).own
    assert (upright > 0).any(1).sum() == (turned > 0).any(0).sum()
    assert (upright > 0).any(0).sum() == (turned > 0).any(1).sum()


def test_without_the_data_set_sketches_stand_in_and_are_called_so(stage, data):
    data[0] = DataStatus("absent")
    picture_set._drawn.clear()
    app = ran(AppTest.from_function(page, default_timeout=20))
    assert chosen(app).data == "sketches"
    assert say("saliency-sketches") in [caption.value for caption in app.caption]
    assert np.array_equal(picture_set._drawn().images, sketches.draw(2000, split="test")[0])
    assert not picture_set._drawn().images.flags.writeable


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ({"net": "quick, plain"}, {"net": "quick_plain"}),
        ({"when": "step 10"}, {"when": "step_10"}),
        ({"target": "A, not B", "class": "Bag", "not": "Coat"}, {"target": "contrast", "class": "Bag", "not": "Coat"}),
        ({"target": "the truth"}, {"target": "true"}),
    ],
)
def test_an_address_in_words_opens_what_its_codes_open(inputs, earlier, now):
    assert chosen(inputs(**earlier)) == chosen(inputs(**now)) != chosen(inputs())


def test_a_run_is_known_by_the_end_of_its_name_however_the_moment_before_it_is_written(inputs, trained):
    assert weights(inputs(net=f"my own, 24 Nov 14:05, {trained[:8]}")) == [f"run:{trained}"]
