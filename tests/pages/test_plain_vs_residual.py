"""The page of races, operated as a learner would."""

import json

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.jobs import states
from resnet_core.studies.race import comparisons, findings
from resnet_core.studies.race.question import MAP_DEPTHS, Race, RaceQuestion
from resnet_core.wording import message
from tests.drawn import charts, going_on, sketches
from tests.pages.predictions import lock
from tests.pages.test_words import NAMES
from tests.pages.words import english, texts
from ui import language, pseudo
from ui.predict import JUST_SHOW
from ui.race import answers, cells, degradation_map, factors, headline, phrases, rates, running, twin_run
from ui.race import runs as races
from ui.race.controls import CLASSROOM, FIELDS, LAYERS, REPAIRS, questions
from ui.say import say

PAGE = "pages/plain_vs_residual.py"
DEFAULTS = {field.key: field.default for field in FIELDS}
MAP_GUESS = "race_map_guess"


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
        asked = parse(RaceQuestion, stage.lab.view(stage.claim.run_id).config)
        runs = races.known("race")
        seeds = [races.alone(asked.model_copy(update={"seed": 0}), net) for net in asked.nets]
        race = Race(seed=asked.seed, data=data, runners=tuple(runs[each].runner for each in seeds))
        stage.leave("results", "results.json", lambda path: path.write_text(race.model_dump_json()))
        stage.finish()
        return asked

    return answer


def here(app):
    """The races that the session of the page knows."""
    return races.of_gallery("race") | app.session_state["_race_here"]


def replayed(app):
    """What the browser is given of the race that it replays."""
    return next(sketch for sketch in sketches(app) if "races" in sketch)


def names(app):
    """The networks in the replay: the shallow pair's, and those of the chosen depth."""
    sketch = replayed(app)
    chosen = sketch["races"][sketch["at"]]
    raced = [race for race in sketch["races"] if race["depth"] in (sketch["shallow"], chosen["depth"])]
    return [net["name"] for race in raced for net in race["pair"]]


def test_before_a_prediction_only_the_network_that_works_is_drawn(page, said):
    app = page()
    assert names(app) == ["plain 20"]
    assert headline.longer(headline.pairs()) not in said(app)


def test_a_prediction_is_drawn_with_the_race_and_told_its_misconception(page, said):
    app = lock(page(), headline.PREDICTION.key, "lower")
    assert names(app) == ["plain 20", "residual 20", "plain 56", "residual 56"]
    assert replayed(app)["guess"] == "lower"
    facts = headline.facts(headline.pairs())
    assert facts["standing"] == "higher", "else the page needs another refutation"
    assert say("race-predict.refutes", expected="lower", **facts) in said(app)
    assert headline.longer(headline.pairs()) in said(app)


def test_the_replay_ends_where_the_recorded_runs_ended(page):
    app = lock(page(), headline.PREDICTION.key, JUST_SHOW)
    replay = replayed(app)
    assert [race["depth"] for race in replay["races"]] == list(MAP_DEPTHS), "none waits for the server while one drags"
    drawn = [net for race in replay["races"] for net in race["pair"]]
    for net, group in zip(drawn, [group for depth in MAP_DEPTHS for group in headline.pairs()[depth]], strict=True):
        lasts = [runner.losses[-3:] for runner in group.runners]
        assert min(map(min, lasts)) <= net["points"][-1][1] <= max(map(max, lasts))
        assert net["points"][-1][0] == replay["steps"] == len(group.runners[0].losses)
    assert replay["guess"] is None


@pytest.mark.parametrize("depth", LAYERS.options)
def test_the_replay_opens_at_the_depth_of_the_address_and_says_what_happens_there(page, depth):
    app = lock(page(layers=str(depth)), headline.PREDICTION.key, "higher")
    assert f"plain {depth}" in names(app)
    [dial] = replayed(app)["dials"]
    assert dial["options"][dial["at"]] == str(depth)
    reading = headline.reading(headline.pairs()[20], headline.pairs()[depth])
    assert replayed(app)["races"][dial["at"]]["sentence"] == reading


def test_a_try_sets_the_depth_of_the_replay(page):
    app = lock(page(), headline.PREDICTION.key, "higher")
    app.button(key="try_race-try-shallow").click().run()
    assert "plain 8" in names(app)
    assert app.query_params["race.layers"] in ("8", ["8"])


def test_what_a_lesson_hides_is_no_slider_of_the_replay_and_holds_what_the_address_says(open_page):
    hidden = {"race.layers": "32", "hide": "race.layers"}
    app = lock(open_page(PAGE, **hidden), headline.PREDICTION.key, JUST_SHOW)
    assert replayed(app)["dials"] == []
    assert "plain 32" in names(app)


def test_every_question_is_answered_at_the_end(page, said):
    app = page()
    questions = [asked.message for asked in answers.asked(headline.pairs())]
    labels = [expander.label for expander in app.expander]
    for asked in answers.asked(headline.pairs()):
        assert say(asked.message, asked.finding, **asked.values) in labels
    assert "race-asked-rates" in questions
    assert "race-asked-factors" in questions


def test_the_recorded_pair_is_shown_at_once_with_its_verdicts_and_both_tests(page, said):
    app = page()
    asked = questions(DEFAULTS)
    shown = running.groups(asked, races.known("race"))
    for pair in findings.pairs(shown):
        assert phrases.verdict(*pair, asked[0]) in said(app)
    assert gallery.measurements("race").machine in said(app)
    assert app.table[1].value.equals(phrases.table(shown))
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
        ("order", "full_pre"),
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
    assert say("race-of-seeds", seeds=[0, 1, 2], count=3) in said(app)
    assert say("race-start", count=3) in app.button(key="race_start").label
    assert charts(app) == charts(page())
    assert app.button(key="race_back")


def test_a_race_that_takes_a_moment_runs_without_a_press(page, asked):
    app = page(depth="8", second="off", seeds="1")
    assert [kind for kind, _ in asked] == ["race"]
    assert not [button for button in app.button if button.key == "race_start"]


def test_the_recorded_depths_stand_under_their_control(page, said):
    for depths, address in (([20, 56], {}), ([8, 20, 32, 44, 56], {"second": "off", "steps": "150"})):
        assert say("section-recorded", count=len(depths), options=depths) in said(page(**address))


def test_a_live_race_draws_its_curves_and_ends_with_its_verdicts(page, said, stage):
    app = page(seeds="1", seed="5")
    asked = questions(DEFAULTS | {"race.seeds": 1, "race.seed": 5})[0]
    app.button(key="race_start").click().run()
    stage.start(total_steps=100)
    stage.tell(
        step=3, phase=message("phase-racing"), values={f"{place}.train_loss": 2.0 - place / 10 for place in range(4)}
    )
    app.run()
    assert "Step 3 of 100 · racing" in said(app)
    losses, difference = going_on(app, "curve")
    assert len({line["colour"] for line in losses["lines"]}) == 4
    assert losses["state"]["curves"]["3.train_loss"] == [[3, 1.7]]
    assert len(difference["lines"]) == len(charts(app)) == 2, "the last charts stay"
    assert stage.lab.view(stage.claim.run_id).config == asked.model_dump(mode="json")
    runs = races.known("race")
    recorded = tuple(runs[races.alone(asked.model_copy(update={"seed": 0}), net)].runner for net in asked.nets)
    race = Race(seed=5, data="fashion-mnist", runners=recorded)
    stage.leave("results", "results.json", lambda path: path.write_text(race.model_dump_json()))
    stage.finish()
    text = said(app.run())
    pairs = findings.pairs(running.groups([asked], here(app)))
    assert all(phrases.verdict(*pair, asked) in text for pair in pairs)
    assert say("race-origin", origin="here") in text


def test_several_seeds_are_several_races_one_after_another_and_recorded_ones_are_not_run_again(page, said, answer):
    app = page(seeds="3", seed="1")
    app.button(key="race_start").click().run()
    assert say("race-under-way", seed=3, place=1, count=1) not in said(app), "a single missing seed needs no count"
    assert answer().seed == 3
    text = said(app.run())
    assert f"[{say('race-of-seeds', seeds=[1, 2, 3], count=3)}]" in text
    assert say("race-origin", origin="both") in text


def test_drawn_sketches_are_never_averaged_with_the_real_pictures(page, said, answer):
    app = page(seeds="3", seed="1")
    app.button(key="race_start").click().run()
    answer(data="sketches")
    text = said(app.run())
    for seeds in ([1, 2], [3]):
        assert say("race-seeds-run", seeds=seeds, count=len(seeds), missing=True, asked=3) in text
    assert say("data-sketches") in text
    assert len(app.table) == 3, "the recorded one of the replay first"


def test_a_race_is_found_again_by_its_address_in_its_middle_and_at_its_end(page, said, stage, answer):
    page(seeds="1", seed="5").button(key="race_start").click().run()
    assert "Waiting for a worker" in said(page(seeds="1", seed="5"))
    stage.start(total_steps=100)
    stage.tell(step=3, phase=message("phase-racing"))
    other = page(seeds="1", seed="5")
    assert "Step 3 of 100 · racing" in said(other)
    answer()
    for app in (page(seeds="1", seed="5"), other.run()):
        assert say("race-origin", origin="here") in said(app)


def test_races_that_others_have_run_are_not_run_again(page, said, stage, answer):
    page(seeds="1", seed="5").button(key="race_start").click().run()
    answer()
    app = page(seeds="2", seed="5")
    assert say("race-start", count=1) in app.button(key="race_start").label
    assert say("race-of-seeds", seeds=[6], count=1) in said(app)


def test_a_race_that_was_stopped_can_be_asked_for_again(page, said, stage):
    app = page(seeds="1", seed="6")
    app.button(key="race_start").click().run()
    [stop] = [button for button in app.button if button.label == "Stop"]
    stop.click().run()
    assert "Stopped before there was an answer" in said(app)
    assert [button for button in app.button if button.label == "Ask again"]


def test_a_fast_start_is_explained_with_our_numbers_and_repaired_with_one_click(page, said):
    app = page(width="16")
    assert twin_run.spike(races.known("race")) in app.warning[0].value
    for code in REPAIRS:
        repaired = page(width="16")
        repaired.button(key=f"race_repair_{code}").click().run()
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
    app = lock(app, MAP_GUESS, 8)
    assert len(charts(app)) == 5
    shown = cells.cells(races.known("race"))
    assert degradation_map.reading(shown) in said(app)
    onset = comparisons.onset(cells.twins(shown))
    assert onset != 8
    assert say("race-map-guess.reply", guess="8", came=str(onset), right=False) in said(app)


def test_the_map_lays_the_failure_without_batch_norms_to_the_recipe(page, said):
    blame = factors.of_the_recipe(races.known("race"))
    assert blame
    assert blame in said(lock(page(), MAP_GUESS, JUST_SHOW))


def test_shortcuts_and_batch_norms_are_taken_apart_after_a_guess(page, said):
    app = page()
    before = len(charts(app))
    raced = factors.factors(races.known("race"))
    assert raced is not None
    question, nets = raced
    app = lock(app, factors.PREDICTION.key, "norms")
    assert factors.verdict(question, nets) in said(app)
    assert len(app.info) == 1
    assert len(charts(app)) == before + 2
    app.button(key="race_factors_above").click().run()
    asked = questions({field.key: app.session_state[field.key] for field in FIELDS if field.key in app.session_state})
    assert {race.clip_norm for race in asked} == {question.clip_norm}
    assert asked[0].nets == question.nets[2:]
    assert not [button for button in app.button if button.key == "race_start"], "recorded, so shown at once"


def test_other_rates_are_shown_after_a_guess(page, said):
    app = lock(page(), rates.PREDICTION.key, "catches_up")
    assert rates.verdict(rates.at_rates(races.known("race"))) in said(app)
    assert len(app.info) == 1
    assert "race_rates" in charts(app)


def test_what_more_layers_do_is_said_for_each_family_with_the_longer_training(page, said):
    asked = questions(DEFAULTS)
    more_layers = twin_run.more_layers(running.groups(asked, races.known("race")), asked[0])
    assert more_layers in said(page())
    for kind in ("plain", "residual"):
        for depth in (20, 56):
            assert f"{gallery.load(f'{kind}{depth}').results['test_accuracy']:.1%}" in more_layers


def test_one_depth_alone_says_nothing_of_more_layers(page, said):
    [shown] = [running.groups(questions(DEFAULTS | {"race.second": "off"}), races.known("race"))]
    assert twin_run.more_layers(shown, questions(DEFAULTS)[0]) == ""
    assert say("race-more-layers", sentences="") not in said(page(second="off"))


def verdict_of(code):
    """What is said of a cell of the map and its twin."""
    by_code = {cell.code: cell for cell in cells.cells(races.known("race"))}
    twins = by_code[code], by_code[by_code[code].twin]
    plain, residual = sorted(twins, key=lambda cell: not cell.group.net.plain)
    return phrases.verdict(plain.group, residual.group, plain.question)


def test_a_cell_in_the_address_is_open_and_another_can_be_chosen(page, said):
    app = page(cell="residual-44")
    before = charts(app)
    assert app.selectbox(key="race.cell").value == "residual-44"
    assert verdict_of("residual-44") in said(app)
    app.selectbox(key="race.cell").set_value("plain-8").run()
    assert verdict_of("plain-8") in said(app)
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
    pair = {cell.code: cell.group for cell in cells.cells(here(app))}
    duel = findings.duel(pair["plain-20"], pair["residual-20"])
    assert duel.seeds == 4
    assert phrases.ended(duel.plain) in said(app)


def test_values_an_address_cannot_have_fall_back_with_a_notice(page, said):
    app = page(depth="21", cell="plain-9")
    assert "race.depth=21" in said(app)
    assert "race.cell=plain-9" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(page):
    app = lock(page(), MAP_GUESS, JUST_SHOW)
    assert all(chart.proto.alt for chart in app.get("echarts_chart"))
    assert json.dumps([chart.proto.alt for chart in app.get("echarts_chart")]).count("**") == 0


def test_behind_the_guesses_and_in_the_warnings_no_english_word_is_left_either(page, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: pseudo.LANGUAGE)
    app = page(cell="plain-20", width="16")
    for key, answer in ((factors.PREDICTION.key, "norms"), (rates.PREDICTION.key, "catches_up")):
        lock(app, key, answer)
    names = NAMES | {"plain", "residual", "CPU", "thread"}  # codes of cells in their list, and the recorded device
    left = {text[:120]: words for text in texts(app) if (words := english(text, names))}
    assert left == {}
