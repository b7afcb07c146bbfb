"""The page on orders, operated as a learner would."""

import pytest

from resnet_core import gallery
from resnet_core.config import parse
from resnet_core.probes.orders import SEEDS, TABLE2, orders_race
from resnet_core.probes.race import Race, RaceProbe
from tests.drawn import scenes
from ui.orders import readings as order_readings
from ui.race import running as race_running
from ui.race import runs as races
from ui.spelling import core_word

PAGE = "pages/orders.py"


@pytest.fixture
def orders(open_page):
    def orders(**address):
        return open_page(PAGE, **{f"orders.{name}": value for name, value in address.items()})

    return orders


def recorded(depth=56, seeds=SEEDS):
    return race_running.groups([orders_race(depth, seed=seed) for seed in seeds], races.known("orders"))


@pytest.fixture
def answer(stage):
    """A worker runs the race that waits: the recorded one of seed 0, told to be of the asked seed."""

    def answer(data="fashion-mnist"):
        asked = parse(RaceProbe, stage.lab.view(stage.claim.run_id).config)
        runners = tuple(group.runners[0] for group in recorded(seeds=(0,)))
        race = Race(seed=asked.seed, data=data, runners=runners)
        stage.leave("results", "results.json", lambda path: path.write_text(race.model_dump_json()))
        stage.finish()

    return answer


def test_the_first_sentence_says_what_the_learner_will_find_out_and_the_last_what_to_notice(orders):
    app = orders()
    assert app.markdown[0].value.startswith("Here you find out")
    assert app.markdown[-1].value.startswith("**What to notice**")


def test_two_orders_are_drawn_beside_each_other_and_can_be_changed(orders):
    app = orders()
    first, second = scenes(app)
    assert [node["title"] for node in first["nodes"]] != [node["title"] for node in second["nodes"]]
    app.selectbox(key="orders.right").set_value("original").run()
    first, second = scenes(app)
    assert [node["title"] for node in first["nodes"]] == [node["title"] for node in second["nodes"]]


@pytest.mark.parametrize("order", ["original", "norm-after-add", "relu-before-add", "relu-only-pre", "full-pre"])
def test_every_order_has_its_block_its_formula_and_its_meaning(orders, said, order):
    app = orders(left=order)
    assert order_readings.MEANINGS[core_word(order)] in said(app)
    assert app.latex
    assert scenes(app)[0]["alt"].startswith(order_readings.named(core_word(order)))


@pytest.mark.parametrize("depth", [20, 56])
def test_the_recorded_race_is_shown_at_once_beside_the_papers_numbers(orders, said, stage, depth):
    app = orders(depth=str(depth))
    shown = recorded(depth)
    assert order_readings.ranking(shown) in said(app)
    assert order_readings.differences(shown) in said(app)
    assert f"{TABLE2['full_pre'].resnet110:.2f}%" in app.table[0].value.to_string()
    assert gallery.measurements("orders").machine in said(app)
    assert stage.lab.runs() == ()


def test_fewer_seeds_are_taken_from_the_recording(orders, said):
    app = orders()
    app.slider(key="orders.seeds").set_value(1).run()
    assert order_readings.ranking(recorded(seeds=(0,))) in said(app)
    assert "One seed has no spread" in said(app)


@pytest.mark.parametrize(
    ("name", "value"), [("depth", "32"), ("steps", "60"), ("lr", "0.03"), ("clip", "off"), ("seed", "7")]
)
def test_a_setting_that_was_not_recorded_says_so_and_offers_to_run(orders, said, name, value):
    app = orders(**{name: value})
    assert "Not run yet with this setting" in said(app)
    assert order_readings.ranking(recorded()) in said(app)
    assert "**Below stands another setting**" in said(app)
    assert app.button(key="orders_start").label == ":violet[Start 3 races]"


def test_what_was_recorded_stays_while_a_further_seed_is_offered(orders, said):
    app = orders(seeds="4")
    assert "Not run yet with this setting: seed 3." in said(app)
    assert order_readings.ranking(recorded()) in said(app)


def test_a_race_here_shows_its_progress_its_curves_and_its_end(orders, said, stage, answer):
    app = orders(seeds="1", seed="7")
    app.button(key="orders_start").click().run()
    stage.start(total_steps=120)
    stage.tell(step=2, phase="racing", values={f"{place}.train_loss": 2.0 for place in range(5)})
    app.run()
    assert "Step 2 of 120 · racing" in said(app)
    assert len(app.get("echarts_chart")) == 2, "that of the race, and the last one"
    answer()
    app.run()
    assert "run on this machine" in said(app)
    assert "From the lowest training loss to the highest" in said(app)


def test_drawn_sketches_are_never_ranked_with_the_real_pictures(orders, said, stage, answer):
    app = orders(seeds="4")
    app.button(key="orders_start").click().run()
    stage.start(total_steps=120)
    answer(data="sketches")
    text = said(app.run())
    assert order_readings.ranking(recorded()) in text
    assert order_readings.ranking(recorded(seeds=(0,))) in text
    assert "drawn sketches, not Fashion-MNIST" in text
    assert "seeds 0, 1, 2 (3 of 4 here)" in text
    assert len(app.table) == 2


def test_the_exercise_leads_to_the_block_in_full_pre_activation(orders):
    [link] = orders().get("page_link")
    assert (link.proto.page, link.proto.query_string) == ("residual_block", "block.order=full-pre")


def test_values_an_address_cannot_have_fall_back_with_a_notice(orders, said):
    app = orders(depth="57", left="backwards")
    assert "orders.depth=57: must be one of 8, 14" in said(app)
    assert "orders.left=backwards: must be one of original" in said(app)


def test_every_figure_has_words_for_those_who_do_not_see_it(orders):
    app = orders()
    assert all(each.proto.alt for each in app.get("echarts_chart"))
    assert all(block["alt"] for block in scenes(app))
