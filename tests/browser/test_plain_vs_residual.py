"""A learner's walk over the page of races: look, guess, open cells, race at home, stop."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walks import lock, open_page, settled
from ui.predict import JUST_SHOW
from ui.race import cells, degradation_map, factors, headline, phrases, rates, replay
from ui.race import runs as races
from ui.race.degradation_map import NEVER
from ui.say import say


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/plain_vs_residual{query}")
    expect(page.get_by_role("heading", name=say("lesson-saw"))).to_be_visible()


def unfold(page: Page, question: str) -> None:
    """Opens one of the further questions."""
    page.get_by_test_id("stExpander").filter(has_text=say(question)).locator("summary").first.click()


def shown():
    return cells.cells(races.of_gallery("race"))


def heading(text: str) -> str:
    """The words of a sentence that are printed bold."""
    return re.search(r"\*\*(.+?)\*\*", text)[1]


def verdict(plain: str) -> str:
    """What is said at the cell of a plain net of the map, or of its twin."""
    by_code = {cell.code: cell for cell in shown()}
    cell = by_code[plain]
    return heading(phrases.verdict(cell.group, by_code[cell.twin].group, cell.question))


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").click()


def test_a_learner_predicts_and_sees_the_race_replayed_at_any_depth(page, server):
    page.emulate_media(reduced_motion="reduce")
    open_at(page, server)
    drawn = page.locator(".st-key-race_replay")
    expect(drawn.get_by_text(say("race-replay-unknown", depth=replay.DEEP))).to_be_visible()
    lock(page, headline.PREDICTION.key, headline.PREDICTION.label("lower"))
    expect(drawn.get_by_text(re.compile(r"^plain 56 · \d"))).to_be_visible()
    expect(drawn.get_by_text(say("race-replay-guessed"))).to_be_visible()
    expect(drawn.get_by_role("slider", name=say("race-replay-step"))).to_have_value("150")
    expect(page.get_by_test_id("stAlertContentInfo")).to_have_count(1)

    layers = drawn.get_by_role("slider", name=say("race-layers"))
    layers.focus()
    page.keyboard.press("ArrowLeft")
    expect(drawn.get_by_text(re.compile(r"^plain 44 · \d"))).to_be_visible()
    expect(page).to_have_url(re.compile("race.layers=44"))
    settled(page)
    expect(layers).to_be_focused()

    page.reload()
    expect(drawn.get_by_text(re.compile(r"^plain 44 · \d"))).to_be_visible()


def test_the_race_changes_while_one_drags_over_the_map_of_depths_and_no_script_runs(page, server):
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.emulate_media(reduced_motion="reduce")
    open_at(page, server)
    lock(page, headline.PREDICTION.key, JUST_SHOW)
    drawn = page.locator(".st-key-race_replay")
    plot = drawn.locator(".map").bounding_box()
    assert plot is not None
    before = len(sent)
    across = plot["y"] + plot["height"] / 2
    page.mouse.move(plot["x"] + plot["width"] / 2, across)
    page.mouse.down()
    page.mouse.move(plot["x"] + 40, across)
    expect(drawn.get_by_text(re.compile(r"^plain 8 · \d"))).to_be_visible()
    expect(drawn.get_by_text(re.compile(r"^plain 56 · \d"))).to_have_count(0)
    expect(drawn.get_by_text(phrases.ended(headline.pairs()[8][0].ends)).first).to_be_visible()
    assert len(sent) == before, "dragging asked the server"
    page.mouse.up()
    expect(page).to_have_url(re.compile("race.layers=8"))
    settled(page)
    page.get_by_role("button", name=say("field-link")).click()
    expect(page.get_by_text(re.compile(r"race\.layers=8&"))).to_be_visible()


def test_the_drawing_of_why_hands_the_signal_on_at_one_weight_for_each_kind(page, server):
    open_at(page, server)
    stacks = page.locator(".st-key-race_stacks")
    same = say("race-stacks-fate.same")
    expect(stacks.get_by_text(same)).to_have_count(0)
    for weight in ("race-stacks-copy-plain", "race-stacks-copy-residual"):
        stacks.get_by_role("button", name=say(weight)).click()
        expect(stacks.get_by_text(same)).to_have_count(1)


def test_a_learner_opens_cells_by_mouse_and_by_keyboard(page, server):
    open_at(page, server)
    expect(page.locator(".st-key-race_fashion-mnist_losses canvas")).to_be_visible()
    unfold(page, "race-map")
    prediction = degradation_map.prediction(shown())
    lock(page, prediction.key, prediction.label(NEVER))
    expect(page.get_by_test_id("stAlertContentInfo").get_by_text(prediction.label(NEVER))).to_be_visible()

    drawing = page.locator(".st-key-race_map_plain-56 canvas").first
    drawing.scroll_into_view_if_needed()
    settled(page)
    box = drawing.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + 40)  # a chart has two canvases, one above the other
    expect(page).to_have_url(re.compile(r"race\.cell=20\+layers%3A\+plain"))

    cell = page.locator(".st-key-race-cell").get_by_role("combobox")
    cell.focus()
    page.keyboard.type("44 layers: residual")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"race\.cell=44\+layers%3A\+residual"))
    expect(page.locator("strong", has_text=verdict("plain-44")).first).to_be_visible()


def test_a_learner_takes_shortcuts_and_batch_norms_apart_and_tries_other_rates(page, server):
    open_at(page, server)
    runs = races.of_gallery("race")
    raced = factors.factors(runs)
    assert raced is not None
    unfold(page, "race-factors")
    lock(page, factors.PREDICTION.key, factors.PREDICTION.label("norms"))
    expect(page.locator("strong:visible", has_text=heading(factors.verdict(*raced)))).to_be_visible()
    unfold(page, "race-rates")
    lock(page, rates.PREDICTION.key, rates.PREDICTION.label("catches_up"))
    expect(page.locator("strong:visible", has_text=heading(rates.verdict(rates.at_rates(runs))))).to_be_visible()
    expect(page.get_by_test_id("stAlertContentInfo")).to_have_count(2)

    press(page, "race_factors_above")
    expect(page).to_have_url(re.compile(r"race\.norm=false"))
    recipe = phrases.recipe(raced[0], seeds=3)
    expect(page.get_by_text(recipe).first).to_be_visible()
    expect(page.locator(".st-key-race_start")).to_have_count(0)


def test_an_address_opens_the_map_at_its_cell(page, server):
    open_at(page, server, "?race.cell=residual-32&race.depth=21")
    expect(page.get_by_test_id("stAlertContentWarning").get_by_text("race.depth=21")).to_be_visible()
    expect(page.locator("strong", has_text=verdict("plain-32")).first).to_be_visible()


def test_a_race_is_run_here_with_live_curves_and_can_be_stopped(page, server, step):
    open_at(page, server, "?race.depth=8&race.second=off&race.steps=20&race.seeds=1&race.batch=32")
    expect(page.get_by_text(say("race-origin", origin="here"))).to_be_visible()  # a moment's race needs no press

    open_at(page, server, "?race.depth=56&race.second=off&race.steps=600&race.seeds=1&race.seed=7")
    press(page, "race_start")
    step(page)
    expect(page.locator("[class*=st-key-curve_race_losses] .plot")).to_be_visible()
    page.locator("[class*=st-key-stop_] button").click()
    expect(page.locator("[class*=st-key-again_] button")).to_be_visible()


def test_a_race_under_way_is_found_by_a_reload_by_its_link_and_by_back(page, server, step):
    open_at(page, server, "?race.depth=56&race.second=off&race.steps=600&race.seeds=1&race.seed=8")
    press(page, "race_start")
    seen = step(page)
    page.reload()
    seen = step(page, after=seen - 1)
    other = page.context.new_page()
    open_page(other, page.url)
    seen = step(other, after=seen - 1)
    other.close()
    page.get_by_role("link", name=say("page-home"), exact=True).first.click()
    expect(page).not_to_have_url(re.compile("plain_vs_residual"))
    page.go_back()
    step(page, after=seen - 1)
    page.locator("[class*=st-key-stop_] button").click()
    expect(page.locator("[class*=st-key-again_] button")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, "?race.cell=plain-20")
    expect(page.locator(".st-key-race_map_plain-20 canvas").first).to_be_visible()
    assert sideways(page) <= 0
