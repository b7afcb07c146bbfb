"""The page of exercises: solved and failed, hints, answers, and everything that may be said there."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1.element_tree import Block

from resnet_core.course.exercises.table import EXERCISES
from resnet_core.course.exercises.tasks import EMPTY, OTHER, Built, Choice, Code, Number
from resnet_core.presets import PRESETS
from ui.exercises.controls import WHICH
from ui.exercises.states import STATES
from ui.fields import REFUSED
from ui.say import is_said, say
from ui.words import on_primary

GOLDEN = Path(__file__).resolve().parents[1] / "golden/words"
ORIGIN = "https://lab.example"
RESNET34 = f"{ORIGIN}/network?net.base=resnet18&net.blocks1=3&net.blocks2=4&net.blocks3=6&net.blocks4=3"
BOTTLENECK = f"{ORIGIN}/residual_block?block.family=bottleneck&block.in=128&block.out=128"
FULL_PRE = """
class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.main = nn.Sequential(
            nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, c, 3, padding=1),
            nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, c, 3, padding=1),
        )

    def forward(self, x):
        return x + self.main(x)
"""
ENTERED = {"table-built": RESNET34, "bottleneck-built": BOTTLENECK, "order-code": FULL_PRE}
"""What a learner pastes who is right."""


def opened(open_page, name):
    return open_page("pages/exercises.py", **{WHICH.key: name})


def enter(app, task, value):
    """Puts a value into the control of a task."""
    kind = {Number: "number_input", Choice: "radio", Code: "text_area", Built: "text_input"}[type(task)]
    getattr(app, kind)(key=f"ex.{task.name}").set_value(value)


def mistakes(task):
    """The known mistakes of a task, each with what a learner enters who makes it."""
    match task:
        case Number(wrong=wrong):
            return list(wrong.items())
        case Choice(options=options, right=right):
            return [(option, option) for option in options if option != right]
    return []


def press_check(app, name):
    """Presses Check."""
    next(button for button in app.button if button.label == on_primary(say("exercises-check"))).click().run()
    assert not app.exception
    return app


def solve(app, name):
    for task in EXERCISES[name].tasks():
        enter(app, task, task.right if isinstance(task, Number | Choice) else ENTERED[task.name])
    return press_check(app, name)


@pytest.mark.parametrize("name", [name for name, exercise in EXERCISES.items() if exercise.chapter])
def test_whoever_is_right_everywhere_is_told_so_and_sees_the_answer(open_page, name):
    app = opened(open_page, name)
    headings = [heading.value for heading in app.subheader]
    assert say("exercises-answer", solved=True) not in headings
    app = solve(app, name)
    assert len(app.success) == len(EXERCISES[name].tasks())
    assert not app.warning
    assert say("exercises-answer", solved=True) in [heading.value for heading in app.subheader]


@pytest.mark.parametrize("name", [name for name, exercise in EXERCISES.items() if exercise.chapter])
def test_whoever_is_wrong_is_told_which_mistake_it_was_and_sees_no_answer(open_page, name):
    app, told = opened(open_page, name), []
    for task in EXERCISES[name].tasks():
        if mistake := next(iter(mistakes(task)), None):
            code, value = mistake
            enter(app, task, value)
            told.append(say(f"ex-{task.name}.{code}", **{**EXERCISES[name].facts(), "entered": value}))
    app = press_check(app, name)
    assert [warning.value for warning in app.warning if warning.value in told] == told
    assert not app.success
    assert say("exercises-answer", solved=True) not in [heading.value for heading in app.subheader]


@pytest.mark.parametrize(
    ("name", "task", "pasted", "code"),
    [
        ("table", "table-built", f"{ORIGIN}/network?net.base=resnet50", "family"),
        ("table", "table-built", f"{ORIGIN}/network?net.base=resnet18", "blocks"),
        ("table", "table-built", "resnet34", "no-link"),
        ("table", "table-built", BOTTLENECK, "other-page"),
        ("bottleneck", "bottleneck-built", BOTTLENECK.replace("128", "64"), "channels"),
        ("bottleneck", "bottleneck-built", f"{BOTTLENECK}&block.width=1.0", "dear"),
        (
            "bottleneck",
            "bottleneck-built",
            f"{ORIGIN}/residual_block?block.family=resnext&block.groups=3",
            "contradiction",
        ),
        ("order", "order-code", "class A(nn.Module):", "unreadable"),
        ("order", "order-code", FULL_PRE.replace("x + self", "self"), "no-addition"),
        ("order", "order-code", FULL_PRE.replace("return x", "return 0"), "no-addition"),
    ],
)
def test_what_is_pasted_is_told_what_is_wrong_with_it(open_page, name, task, pasted, code):
    app = opened(open_page, name)
    (app.text_area if task == "order-code" else app.text_input)(key=f"ex.{task}").set_value(pasted)
    app = press_check(app, name)
    assert app.session_state["_exercises_checked"][name][task].code == code
    assert len(app.warning) == len(EXERCISES[name].tasks())


def test_a_link_with_the_words_of_the_page_is_read_as_one_with_codes(open_page):
    app = opened(open_page, "bottleneck")
    app.text_input(key="ex.bottleneck-built").set_value(
        BOTTLENECK.replace("bottleneck&", f"{say('family.bottleneck')}&")
    )
    assert len(press_check(app, "bottleneck").success) == 1


def test_a_finished_run_of_ones_own_is_looked_at(open_page, stage):
    name = "card"
    run_id = stage.lab.submit("train", PRESETS["quick"].model_dump(mode="json"))
    stage.start()
    stage.tell(step=100, values={"test_accuracy": 0.9})
    assert verdict_on(opened(open_page, name), run_id).code == "unfinished"
    stage.finish()
    found = verdict_on(opened(open_page, name), run_id)
    assert found.right
    assert found.facts["error"] == pytest.approx(0.003)


def verdict_on(app, run_id):
    """What the page says of a run that is chosen."""
    app.selectbox(key="ex.card-run").set_value(run_id)
    return press_check(app, "card").session_state["_exercises_checked"]["card"]["card-run"]


def test_hints_open_one_by_one_and_end(open_page):
    app, name = opened(open_page, "table"), "table"
    for opened_so_far in range(EXERCISES[name].hints):
        assert len(app.info) == opened_so_far
        app.button(key=f"ex_hint_{name}").click().run()
    assert len(app.info) == EXERCISES[name].hints
    assert not [button for button in app.button if button.key == f"ex_hint_{name}"]


def test_the_answer_is_shown_to_whoever_asks(open_page):
    app = opened(open_page, "inception")
    app.button(key="ex_answer_inception").click().run()
    assert say("exercises-answer", solved=False) in [heading.value for heading in app.subheader]


def test_from_the_answer_one_goes_on_to_the_next_that_is_not_solved(open_page):
    app = solve(opened(open_page, "table"), "table")
    app.button(key="ex_next").click().run()
    assert app.header[0].value == WHICH.said("bottleneck")
    app.button(key="ex_open_inception").click().run()
    app.button(key="ex_answer_inception").click().run()
    app.button(key="ex_next").click().run()
    assert app.header[0].value == WHICH.said("bottleneck")


def test_a_press_in_the_list_opens_another_exercise(open_page):
    app = opened(open_page, "inception")
    app.button(key="ex_open_nested").click().run()
    assert app.header[0].value == WHICH.said("nested")


def is_drawn(block, key):
    """Whether something on the page has this key for a link to land on; what tells the link itself does not count."""
    children = block.children.values()
    sent = [each.proto.SerializeToString() for each in (block, *children) if getattr(each, "proto", None) is not None]
    own = [each for each in sent if b"at=" + key.encode() not in each and b'"target"' not in each]
    return any(key.replace("-", ".").encode() in each or key.encode() in each for each in own) or any(
        is_drawn(child, key) for child in children if isinstance(child, Block)
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_the_prepared_state_is_one_that_its_page_takes(open_page, name):
    state = STATES[name]
    app = open_page(state.page.file, **state.address)
    assert app.session_state[REFUSED] == {}
    assert is_drawn(app.main, state.at)
    for field, value in state.held.items():
        assert field.read(app.session_state[field.key]) == value


def told(exercise):
    """Every sentence that an answer may be told."""
    facts = exercise.facts()
    for task in exercise.tasks():
        if isinstance(task, Number | Choice):
            entered = [("right", task.right), *mistakes(task)]
            yield from (say(f"ex-{task.name}.{code}", **{**facts, "entered": value}) for code, value in entered)


def written(exercise):
    """What is asked, shown and answered, from the top of the page to its foot."""
    name, facts = exercise.name, exercise.facts()
    hints = [f"hint{number}" for number in range(1, exercise.hints + 1)]
    yield from (
        say(f"ex-{name}", **facts),
        *(say(f"ex-{name}.{part}", **facts) for part in ("leads", "example", *hints)),
    )
    for task in exercise.tasks():
        yield say(f"ex-{task.name}", **facts)
        if isinstance(task, Choice):
            yield from (say(f"ex-{task.name}.option-{option}") for option in task.options)
    yield say(f"ex-{name}.answer", **facts)


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_says_what_its_golden_file_says(name):
    words = "\n".join([WHICH.said(name), *written(EXERCISES[name]), *told(EXERCISES[name])]) + "\n"
    golden = GOLDEN / f"exercises_{name}.txt"
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
    assert words == golden.read_text(encoding="utf-8"), "REWRITE_GOLDEN=1 writes the file anew; read the difference"


def test_what_any_answer_may_be_told_has_words():
    assert all(is_said(f"exercises-{code}") for code in (EMPTY, OTHER))
