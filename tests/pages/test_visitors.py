"""What a page offers to somebody who did not start the run it shows."""

import pytest

from resnet_core.jobs.owners import Owner
from resnet_core.jobs.service import Lab
from resnet_core.presets import PRESETS
from ui import services, words


@pytest.fixture
def visit(stage, monkeypatch):
    """From here on the pages are this visitor's."""

    def visit(name, **limits):
        desk = Lab(stage.store, stage.settings.model_copy(update=limits)).of(Owner(name))
        monkeypatch.setattr(services, "lab", lambda: desk)
        monkeypatch.setattr(services, "owner", lambda: desk.owner)
        return desk

    return visit


@pytest.fixture
def adas(visit):
    """A run of Ada."""
    return visit("ada").submit("train", PRESETS["quick"].model_dump(mode="json"), name="Ada's")


def keys(app):
    return {button.key for button in app.button}


def test_somebody_else_watches_a_run_and_has_no_button_that_stops_it(train, stage, visit, adas, said):
    stage.start()
    stage.tell(step=5)
    assert "stop" in keys(train(run=adas))
    visit("ben")
    app = train(run=adas)
    assert "stop" not in keys(app)
    assert "Ada's" in said(app)


def test_only_its_owner_lets_a_stopped_run_go_on(train, visit, adas):
    visit("ada").stop(adas)
    assert "resume" in keys(train(run=adas))
    visit("ben")
    assert "resume" not in keys(train(run=adas))


def test_a_press_at_the_limit_tells_the_number_and_starts_nothing(train, stage, visit):
    visit("ada", owner_queued=1).submit("train", PRESETS["quick"].model_dump(mode="json"))
    app = train()
    app.button(key="train").click().run()
    assert any("1 of your trainings" in toast.value for toast in app.toast)
    assert len(stage.lab.runs()) == 1


def test_its_owner_renames_a_run_and_deletes_it_and_comes_back_to_the_controls(train, visit, adas, said):
    desk = visit("ada")
    desk.stop(adas)
    app = train(run=adas)
    app.text_input(key=f"name_{adas}").set_value("my first net").run()
    app.button(key="rename").click().run()
    assert desk.view(adas).name == "my first net"
    app.button(key="delete").click().run()
    assert desk.runs() == ()
    assert "train" in keys(app)


def test_somebody_else_is_not_offered_to_rename_or_delete(train, visit, adas):
    visit("ada").stop(adas)
    visit("ben")
    assert not {"rename", "delete"} & keys(train(run=adas))


def test_a_run_that_an_exercise_names_is_deleted_with_a_word_about_it(train, visit, adas):
    visit("ada").stop(adas)
    app = train(run=adas)
    assert not [warning for warning in app.warning if "exercise" in warning.value]
    app.session_state["ex.a-task"] = adas
    assert [warning for warning in app.run().warning if "exercise" in warning.value]


HOSTILE = ("![x](http://evil.example)", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", ":red[**x**] $y$")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_as_it_was_typed(train, stage, visit, name):
    run_id = visit("ada").submit("train", PRESETS["quick"].model_dump(mode="json"), name=name)
    second = visit("ben").submit("train", PRESETS["quick"].model_dump(mode="json"), name=name)
    stage.start()
    for shown in (run_id, second):
        app = train(run=shown)
        assert app.header[0].value == words.plain(name)
        texts = [element.value for kind in ("markdown", "header", "caption") for element in app.get(kind)]
        texts += [bar.proto.text for bar in app.get("progress")]
        assert not [text for text in texts if name in text]


def test_every_letter_that_markdown_takes_for_more_is_escaped():
    assert words.plain("a*b_[c](d)<e>") == r"a\*b\_\[c\](d)\<e\>"
    assert words.plain(":material/home: &lt; $x$") == r"\:material/home\: \&lt; \$x\$"
    assert words.plain("ResNet 18, größer") == "ResNet 18, größer"
