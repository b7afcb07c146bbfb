"""The page on orders, operated as a learner would."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.studies.orders.question import LETTERS, ORDERS, SEEDS, TABLE2, orders_race
from resnet_core.studies.race.question import Race, RaceQuestion
from resnet_core.wording import message
from tests.drawn import charts, going_on, scenes
from tests.pages.predictions import lock
from ui import numbers
from ui.orders import figures, sections
from ui.orders.controls import PREDICTION, TRIES
from ui.predict import JUST_SHOW
from ui.race import running
from ui.race import runs as races
from ui.say import say

PAGE = "pages/orders.py"


@pytest.fixture
def orders(open_page):
    def orders(kept=f"g:{PREDICTION.key}~{JUST_SHOW}", **address):
        return open_page(PAGE, kept=kept, **{f"orders.{name}": value for name, value in address.items()})

    return orders


def recorded(depth=56, seeds=SEEDS):
    return running.groups([orders_race(depth, seed=seed) for seed in seeds], races.known("orders"))


@pytest.fixture
def answer(stage):
    """A worker runs the race that waits: the recorded one of seed 0, told to be of the asked seed."""

    def answer(data="fashion-mnist"):
        asked = parse(RaceQuestion, stage.lab.view(stage.claim.run_id).config)
        runners = tuple(group.runners[0] for group in recorded(seeds=(0,)))
        race = Race(seed=asked.seed, data=data, runners=runners)
        stage.leave("results", "results.json", lambda path: path.write_text(race.model_dump_json()))
        stage.finish()

    return answer


def test_the_order_of_2015_stands_alone_until_a_prediction_lets_the_others_in(orders, said):
    app = orders(kept="")
    drawn = charts(app)["orders_before"]
    assert say("orders-before") in said(app)
    assert [figures.named(order).encode() in drawn for order in ORDERS] == [True, False, False, False, False]
    assert sections.ranking(recorded()) not in said(app)
    app = lock(app, PREDICTION.key, "full_pre")
    assert "orders_before" not in charts(app)
    assert sections.ranking(recorded()) in said(app)


def test_the_guess_is_drawn_with_the_outcome_and_a_wrong_one_is_refuted(orders, said):
    app = lock(orders(kept=""), PREDICTION.key, "full_pre")
    came, facts = sections.hardest()
    assert came != "full_pre"
    assert say("orders-predict.refutes", guess="", came="", **facts) in said(app)
    assert say("orders-guessed", name="(e)").encode() in charts(app)["mnist"]
    assert say("orders-predict.further", guess="", came="", **facts) in said(
        lock(orders(kept=""), PREDICTION.key, came)
    )


def test_each_try_sets_a_state_that_the_page_takes(orders):
    for tried in TRIES:
        app = orders().button(key=f"try_{tried.message}").click().run()
        assert not app.exception
        for field, value in tried.state.items():
            assert app.session_state[field.key] == value


def test_two_orders_are_drawn_beside_each_other_and_can_be_changed(orders):
    app = orders()
    first, second = scenes(app)
    assert [node["title"] for node in first["nodes"]] != [node["title"] for node in second["nodes"]]
    app.selectbox(key="orders.right").set_value("original").run()
    first, second = scenes(app)
    assert [node["title"] for node in first["nodes"]] == [node["title"] for node in second["nodes"]]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_has_its_block_its_formula_and_its_meaning(orders, said, order):
    app = orders(left=order)
    assert say(f"orders-meaning.{order}") in said(app)
    assert app.latex
    assert scenes(app)[0]["alt"].startswith(figures.named(order))
    assert scenes(orders(left=order.replace("_", "-"))) == scenes(app), "as addresses of earlier versions say it"


@pytest.mark.parametrize("depth", [20, 56])
def test_the_recorded_race_is_shown_at_once_beside_the_papers_numbers(orders, said, stage, depth):
    app = orders(depth=str(depth))
    shown = recorded(depth)
    assert sections.ranking(shown) in said(app)
    assert sections.differences(shown) in said(app)
    assert f"{TABLE2['full_pre'].resnet110:.2f}%" in app.table[0].value.to_string()
    assert gallery.measurements("orders").machine in said(app)
    assert stage.lab.runs() == ()


def test_fewer_seeds_are_taken_from_the_recording(orders, said):
    app = orders()
    app.slider(key="orders.seeds").set_value(1).run()
    assert sections.ranking(recorded(seeds=(0,))) in said(app)
    assert sections.differences(recorded(seeds=(0,))) in said(app)


@pytest.mark.parametrize(
    ("name", "value"), [("depth", "32"), ("steps", "60"), ("lr", "0.03"), ("clip", "off"), ("seed", "7")]
)
def test_a_setting_that_was_not_recorded_says_so_and_offers_to_run(orders, said, name, value):
    app = orders(**{name: value})
    assert "orders_start" in {button.key for button in app.button}
    assert sections.ranking(recorded()) in said(app)
    assert app.button(key="orders_back")
    assert say("race-start", count=3) in app.button(key="orders_start").label


def test_what_was_recorded_stays_while_a_further_seed_is_offered(orders, said):
    app = orders(seeds="4")
    assert say("race-of-seeds", seeds=[3], count=1) in said(app)
    assert sections.ranking(recorded()) in said(app)


def test_a_race_here_shows_its_progress_its_curves_and_its_end(orders, said, stage, answer):
    app = orders(seeds="1", seed="7")
    app.button(key="orders_start").click().run()
    stage.start(total_steps=120)
    stage.tell(step=2, phase=message("phase-racing"), values={f"{place}.train_loss": 2.0 for place in range(5)})
    app.run()
    assert "Step 2 of 120 · racing" in said(app)
    [curve] = going_on(app, "curve")
    assert curve["words"]["lines"] == [f"({LETTERS[order]})" for order in ORDERS]
    assert len({line["symbol"] for line in curve["lines"]}) == len({line["colour"] for line in curve["lines"]}) == 5
    lasts = {f"line{place}": numbers.fixed(2.0, digits=2) for place in range(5)}
    assert curve["words"]["alt"].format(**lasts) == curve["alt"]
    assert len(app.get("echarts_chart")) == 1, "the last one stays"
    answer()
    app.run()
    assert say("race-origin", origin="here") in said(app)
    assert sections.ranking(recorded(seeds=(0,))) in said(app), "the answer is that of seed 0"


def test_drawn_sketches_are_never_ranked_with_the_real_pictures(orders, said, stage, answer):
    app = orders(seeds="4")
    app.button(key="orders_start").click().run()
    stage.start(total_steps=120)
    answer(data="sketches")
    text = said(app.run())
    assert sections.ranking(recorded()) in text
    assert sections.ranking(recorded(seeds=(0,))) in text
    assert say("data-sketches") in text
    assert say("race-seeds-run", seeds=[0, 1, 2], count=3, missing=True, asked=4) in text
    assert len(app.table) == 2


def test_the_exercise_leads_to_the_block_in_full_pre_activation(orders):
    [link, *_neighbours] = orders().get("page_link")
    assert (link.proto.page, link.proto.query_string) == ("residual_block", "block.order=full_pre")


def test_values_an_address_cannot_have_fall_back_with_a_notice(orders, said):
    app = orders(depth="57", left="backwards")
    assert "orders.depth=57" in said(app)
    assert "orders.left=backwards" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(orders):
    app = orders()
    assert all(chart.proto.alt for chart in app.get("echarts_chart"))
    assert all(block["alt"] for block in scenes(app))
