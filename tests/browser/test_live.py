"""What goes on moves by events: without script runs, over a server's restart, and by itself where nothing is heard."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.test_training import LONG, press_train, stop
from tests.browser.walks import lock, open_page, settled
from ui.orders.controls import PREDICTION
from ui.predict import JUST_SHOW
from ui.say import say

COUNT = """
() => {
  window.counted = { runs: 0, moves: 0, asked: 0 }
  const app = document.querySelector("[data-testid=stApp]")
  new MutationObserver(() => { window.counted.runs += app.dataset.testScriptState === "running" })
    .observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] })
  let before = "", marked = null
  const look = () => {
    const hosts = [...document.querySelectorAll("[class*=st-key-bar_] *")].filter(each => each.shadowRoot)
    const now = hosts.map(each => each.shadowRoot.querySelector(".status")?.textContent).join()
    window.counted.moves += now !== before
    before = now
    const marks = [...(window.residualLabTopics?.values() ?? [])].map(topic => topic.state?.marks).join()
    window.counted.asked += marked !== null && marks !== marked
    marked = marks
  }
  setInterval(look, 100)
}
"""


def counted(page):
    """Over ten moves of the status line: how often the script ran, and how often an event asked for that."""
    page.evaluate(COUNT)
    page.wait_for_function("window.counted.moves > 10", timeout=120_000)
    return page.evaluate("window.counted")


def zoom(page, figure):
    """Drags across the second quarter of the curve, and leaves the pointer there.

    The figure is asked where it is, for its drawing is another one after each event.
    """
    settled(page)
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()


def test_a_training_moves_without_script_runs_and_over_a_restart_of_the_server(page, fresh_server, step):
    press_train(page, f"{fresh_server.url}/train?{LONG}")
    step(page)
    figure = page.locator("[class*=st-key-curve_loss]").first
    expect(figure.locator(".plot")).to_be_visible()
    zoom(page, figure)
    whole = figure.get_by_role("button", name=say("live-whole"))
    expect(whole).to_be_visible()
    told = counted(page)
    assert told["runs"] <= told["asked"] + 1 < told["moves"], told
    expect(whole).to_be_visible()

    before = step(page)
    fresh_server.stop()
    fresh_server.start()
    assert step(page, after=before) > before
    stop(page)
    expect(page.locator("[class*=st-key-done_loss]").get_by_role("img").first).to_be_visible()


def test_where_no_events_are_heard_the_page_looks_by_itself(page, server):
    page.route(re.compile("/live/"), lambda route: route.fulfill(status=404))
    press_train(page, f"{server.url}/train?{LONG}&seed=404")
    told = counted(page)
    assert told["runs"] > told["moves"] / 2, told
    stop(page)


class Raced(NamedTuple):
    address: str
    kind: str
    figure: str
    nets: int


RACES = (
    Raced("plain_vs_residual?race.depth=8&race.second=off&race.steps=600&race.seeds=1", "race", "race_losses", 2),
    Raced("orders?orders.depth=8&orders.steps=400&orders.seeds=1", "orders", "orders", 5),
)


def under_way(page, server, raced, *, seed):
    """The figure of the race that is started here."""
    open_page(page, f"{server.url}/{raced.address}&{raced.kind}.seed={seed}")
    if raced.kind == "orders":
        lock(page, PREDICTION.key, JUST_SHOW)
    page.locator(f".st-key-{raced.kind}_start button").click()
    figure = page.locator(f"[class*=st-key-curve_{raced.figure}]").first
    expect(figure.locator("polyline")).to_have_count(raced.nets)
    return figure


def end(page):
    page.locator("[class*=st-key-stop_] button").click()
    expect(page.locator("[class*=st-key-again_] button")).to_be_visible()


@pytest.mark.parametrize("raced", RACES, ids=lambda raced: raced.kind)
def test_a_race_moves_without_script_runs_and_keeps_what_is_looked_at_closely(page, server, step, raced):
    figure = under_way(page, server, raced, seed=11)
    step(page, after=20)
    zoom(page, figure)
    whole, plot = figure.get_by_role("button", name=say("live-whole")), figure.locator(".plot")
    expect(whole).to_be_visible()
    figure.evaluate("figure => { figure.dataset.same = 'yes' }")
    said = plot.get_attribute("aria-label")
    told = counted(page)
    assert told["runs"] <= told["asked"] + 1 < told["moves"], told
    expect(whole).to_be_visible()
    expect(figure).to_have_attribute("data-same", "yes")
    expect(plot).not_to_have_attribute("aria-label", said)
    page.mouse.move(0, 0)
    figure.hover()
    expect(figure.locator(".reading")).to_have_text(re.compile(rf"^step \d+: [^·]+(· [^·]+){{{raced.nets - 1}}}$"))
    end(page)


def test_a_race_moves_by_the_clock_where_no_events_are_heard(page, server, step):
    page.route(re.compile("/live/"), lambda route: route.fulfill(status=404))
    figure = under_way(page, server, RACES[0], seed=12)
    step(page, after=20)
    said = figure.locator(".plot").get_attribute("aria-label")
    expect(figure.locator(".plot")).not_to_have_attribute("aria-label", said)
    end(page)
