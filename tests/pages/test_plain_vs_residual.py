"""The page of races, operated as a learner would."""

import json
import math

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.jobs import states
from resnet_core.probes.race import Race, RaceProbe
from tests.drawn import charts
from ui.race import factor_readings, map_readings, rate_readings
from ui.race import runs as races
from ui.race.choices import CLASSROOM, FIELDS, questions
from ui.race.map_readings import JUST_SHOW

PAGE = "pages/plain_vs_residual.py"
DEFAULTS = {field.key: field.default for field in FIELDS}
MAP_QUESTION = "Predict first: from which depth"


@pytest.fixture
def page(open_page):
    def page(**address):
        return open_page(PAGE, **{f"race.{name}": value for name, value in address.items()})

    return page


@pytest.fixture
def answer(stage):
    """A worker runs the race that waits: the recorded one of seed 0, told to be of the asked seed."""

    def answer(data="fashion-mnist"):
        if not states.active(stage.store):
            stage.start(total_steps=100)
        asked = parse(RaceProbe, stage.lab.view(stage.claim.run_id).config)
        runs = races.known("race")
        seeds = [races.alone(asked.model_copy(update={"seed": 0}), net) for net in asked.nets]
        race = Race(seed=asked.seed, data=data, runners=tuple(runs[each].runner for each in seeds))
        stage.leave("results", "results.json", lambda path: path.write_text(race.model_dump_json()))
        stage.finish()
        return asked

    return answer


def guess(app, label, answer):
    [question] = [each for each in app.segmented_control if each.label.startswith(label)]
    return question.set_value(answer).run()


def test_the_first_sentence_says_what_the_learner_will_find_out(page):
    assert page().markdown[0].value.startswith("Here you find out")


def test_the_last_thing_is_what_to_notice(page):
    assert page().markdown[-1].value.startswith("**What to notice**")


def test_the_recorded_pair_is_shown_at_once_with_its_verdicts_and_both_tests(page, said):
    app = page()
    text = said(app)
    recipe = "(rate 0.1, gradients not clipped, batches of 128, 100 steps, 3 seeds)"
    assert f"**20 layers: the residual net won** {recipe}" in text
    assert f"**56 layers: the residual net won** {recipe}" in text
    assert gallery.measurements("race").machine in text
    table = app.table[0].value
    assert list(table.index) == ["plain 20", "residual 20", "plain 56", "residual 56"]
    assert {"test accuracy as it is", "with fresh statistics"} <= set(table.columns)
    assert len(charts(app)) == 2
    assert not [button for button in app.button if button.key == "race_start"]


@pytest.mark.parametrize(("name", "value"), [("depth", "56"), ("second", "off"), ("seeds", "2"), ("seed", "1")])
def test_every_control_of_the_recorded_races_changes_the_picture(page, name, value):
    assert charts(page(steps="100", **{name: value})) != charts(page())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("width", "4"),
        ("size", "28"),
        ("norm", "false"),
        ("order", "full-pre"),
        ("zero", "true"),
        ("lr", "0.03"),
        ("batch", "64"),
        ("warm_up", "20"),
        ("clip", "1.0"),
        ("steps", "40"),
    ],
)
def test_a_setting_that_was_not_recorded_says_so_and_offers_to_run_it(page, said, name, value):
    app = page(**{name: value})
    assert "Not run yet with this setting: seeds 0, 1, 2." in said(app)
    assert "expect about" in said(app)
    assert app.button(key="race_start").label == ":violet[Start 3 races]"
    assert charts(app) == charts(page())
    assert "**Below stands another setting**" in said(app)


def test_a_race_that_takes_a_moment_runs_without_a_press(page, asked):
    app = page(depth="8", second="off", seeds="1")
    assert [kind for kind, _ in asked] == ["race"]
    assert not [button for button in app.button if button.key == "race_start"]


def test_the_recorded_depths_stand_under_their_control(page, said):
    assert "Recorded: 20 and 56" in said(page())
    assert "Recorded: 8, 20, 32, 44 and 56" in said(page(second="off", steps="150"))


def test_a_live_race_draws_its_curves_and_ends_with_the_reply_to_the_guess(page, said, stage, answer):
    app = page(seeds="1", seed="5")
    guess(app, "Predict first: which net", "plain")
    app.button(key="race_start").click().run()
    stage.start(total_steps=100)
    stage.tell(step=3, phase="racing", values={f"{place}.train_loss": 2.0 - place / 10 for place in range(4)})
    app.run()
    assert "Step 3 of 100 · racing" in said(app)
    assert len(charts(app)) == 4, "those of the race, and the last ones"
    asked = questions(DEFAULTS | {"race.seeds": 1, "race.seed": 5})[0]
    assert stage.lab.view(stage.claim.run_id).config == asked.model_dump(mode="json")
    runs = races.known("race")
    recorded = tuple(runs[races.alone(asked.model_copy(update={"seed": 0}), net)].runner for net in asked.nets)
    race = Race(seed=5, data="fashion-mnist", runners=recorded)
    stage.leave("results", "results.json", lambda path: path.write_text(race.model_dump_json()))
    stage.finish()
    text = said(app.run())
    assert "You guessed *plain* for 56 layers; it came out *residual*." in text
    assert "One seed cannot tell this from chance: run some more." in text
    assert "run on this machine" in text


def test_several_seeds_are_several_races_one_after_another_and_recorded_ones_are_not_run_again(page, said, answer):
    app = page(seeds="3", seed="1")
    app.button(key="race_start").click().run()
    assert "**Seed 3**" not in said(app), "a single missing seed needs no count"
    assert answer().seed == 3
    text = said(app.run())
    assert "seeds 1, 2, 3" in text
    assert "recorded, others run on this machine" in text
    assert "of 3 here" not in text


def test_drawn_sketches_are_never_averaged_with_the_real_pictures(page, said, answer):
    app = page(seeds="3", seed="1")
    app.button(key="race_start").click().run()
    answer(data="sketches")
    text = said(app.run())
    assert "seeds 1, 2 (2 of 3 here)" in text
    assert "seed 3 (1 of 3 here)" in text
    assert "drawn sketches, not Fashion-MNIST" in text
    assert len(app.table) == 2


def test_a_race_is_found_again_by_its_address_in_its_middle_and_at_its_end(page, said, stage, answer):
    page(seeds="1", seed="5").button(key="race_start").click().run()
    assert "Waiting for a worker" in said(page(seeds="1", seed="5"))
    stage.start(total_steps=100)
    stage.tell(step=3, phase="racing")
    other = page(seeds="1", seed="5")
    assert "Step 3 of 100 · racing" in said(other)
    answer()
    assert "run on this machine" in said(page(seeds="1", seed="5"))
    assert "run on this machine" in said(other.run())


def test_races_that_others_have_run_are_not_run_again(page, said, stage, answer):
    page(seeds="1", seed="5").button(key="race_start").click().run()
    answer()
    app = page(seeds="2", seed="5")
    assert app.button(key="race_start").label == ":violet[Start]"
    assert "Not run yet with this setting: seed 6." in said(app)


def test_a_race_that_was_stopped_can_be_asked_for_again(page, said, stage):
    app = page(seeds="1", seed="6")
    app.button(key="race_start").click().run()
    [stop] = [button for button in app.button if button.label == "Stop"]
    stop.click().run()
    assert "Stopped before there was an answer" in said(app)
    assert [button for button in app.button if button.label == "Ask again"]


def test_a_fast_start_is_explained_with_our_numbers_and_repaired_with_one_click(page, said):
    app = page(width="16")
    assert "Its first 10 losses had a mean of" in app.warning[0].value
    for number in range(3):
        repaired = page(width="16")
        repaired.button(key=f"race_repair_{number}").click().run()
        assert not repaired.warning, said(repaired)


def test_the_classroom_race_is_one_that_nobody_has_run_and_runs_when_pressed(page, asked):
    app = page(lr="0.03", steps="600")
    assert not asked
    app.button(key="race_class").click().run()
    assert [(kind, config["seed"]) for kind, config in asked] == [("race", CLASSROOM["race.seed"])]
    assert (app.select_slider(key="race.depth").value, app.slider(key="race.steps").value) == (20, 100)
    app.button(key="race_pair").click().run()
    assert not [button for button in app.button if button.key == "race_start"]


def test_the_map_waits_for_a_guess_and_says_what_holds(page, said):
    app = page()
    assert len(charts(app)) == 2
    app = guess(app, MAP_QUESTION, "8")
    assert len(charts(app)) == 5
    shown = map_readings.cells(races.known("race"))
    assert map_readings.reading(shown) in said(app)
    assert f"it came out *{map_readings.onset(shown)}*" in said(app)


def test_the_map_lays_the_failure_without_batch_norms_to_the_recipe(page, said):
    blame = factor_readings.of_the_recipe(races.known("race"))
    assert blame.startswith("That is the recipe's doing")
    assert blame in said(guess(page(), MAP_QUESTION, JUST_SHOW))


def test_shortcuts_and_batch_norms_are_taken_apart_after_a_guess(page, said):
    app = page()
    before = len(charts(app))
    recorded = factor_readings.factors(races.known("race"))
    assert recorded is not None
    probe, found = recorded
    assert factor_readings.verdict(probe, found) not in said(app)
    app = guess(app, "Predict first: which of the two alone", "batch norm alone")
    assert factor_readings.verdict(probe, found) in said(app)
    assert factor_readings.reply("batch norm alone", found) in said(app)
    assert len(charts(app)) == before + 2
    app.button(key="race_factors_above").click().run()
    asked = questions({field.key: app.session_state[field.key] for field in FIELDS if field.key in app.session_state})
    assert {question.clip_norm for question in asked} == {probe.clip_norm}
    assert asked[0].nets == probe.nets[2:]
    assert not [button for button in app.button if button.key == "race_start"], "recorded, so shown at once"


def test_other_rates_are_shown_after_a_guess(page, said):
    app = page()
    found = rate_readings.at_rates(races.known("race"))
    app = guess(app, "Predict first: at a lower rate", "it catches up")
    assert rate_readings.verdict(found) in said(app)
    assert rate_readings.reply("it catches up", found) in said(app)
    assert "race_rates" in charts(app)


def test_what_more_layers_do_is_said_for_each_family_with_the_longer_training(page, said):
    text = said(page())
    runs = races.known("race")
    nets = questions(DEFAULTS)[0].nets
    for kind, few, many in (("plain", nets[0], nets[2]), ("residual", nets[1], nets[3])):
        shallow, deep = (
            [runs[races.alone(question, net)].runner.final_loss or math.inf for question in questions(DEFAULTS)]
            for net in (few, many)
        )
        word = "**above**" if min(deep) > max(shallow) else "**below**" if max(deep) < min(shallow) else "and"
        assert f"*{kind.capitalize()} 56* {word} *{kind} 20*" in text.replace("ended ", "")
        trained = [gallery.load(f"{kind}{depth}").results["test_accuracy"] for depth in (56, 20)]
        assert f"{trained[0]:.1%} against {trained[1]:.1%} of 10,000 test pictures right" in text


def test_one_depth_alone_says_nothing_of_more_layers(page, said):
    assert "**More layers.**" not in said(page(second="off"))


def test_a_cell_in_the_address_is_open_and_another_can_be_chosen(page, said):
    app = page(cell="residual-44")
    before = charts(app)
    assert app.selectbox(key="race.cell").value == "residual-44"
    assert "**44 layers:" in said(app)
    app.selectbox(key="race.cell").set_value("plain-8").run()
    assert "**8 layers:" in said(app)
    assert charts(app) != before
    app.button(key="race_from_map").click().run()
    assert app.select_slider(key="race.depth").value == 8
    assert app.slider(key="race.steps").value == 150


def test_a_race_that_was_run_here_joins_the_map(page, said, answer):
    app = page(depth="20", second="off", seeds="1", seed="9", steps="150", cell="residual-8")
    before = said(app)
    for button in app.button:
        if button.key == "race_start":
            button.click().run()
    answer()
    app.run()
    assert said(app) != before
    app.selectbox(key="race.cell").set_value("plain-20").run()
    assert "differ by" in said(app)
    assert "over the 4 seeds" in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(page, said):
    app = page(depth="21", cell="plain-9")
    assert "race.depth=21: must be one of 8, 14" in said(app)
    assert "race.cell=plain-9: must be one of plain-56" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(page):
    app = guess(page(), MAP_QUESTION, JUST_SHOW)
    assert all(each.proto.alt for each in app.get("echarts_chart"))
    assert json.dumps([each.proto.alt for each in app.get("echarts_chart")]).count("**") == 0
