"""A learner's walk over the landscape page: both grounds, other statistics, a line, a walk that was not recorded."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walks import lock, open_page, settled, unfold
from ui.landscape.controls import PREDICTION
from ui.predict import JUST_SHOW
from ui.say import say

SEEN_FROM = "document.querySelector('.js-plotly-plot')._fullLayout.scene._scene.getCamera().eye"

AT_REST = f"""() => new Promise(rested => {{
  let last, since = 0
  const look = () => {{
    const now = {SEEN_FROM}.x
    since = now === last ? since + 1 : 0
    last = now
    since > 20 ? rested(true) : setTimeout(look, 50)
  }}
  look()
}})"""
"""True once the view has stood still for a second: after a drag it glides on a little."""


def open_at(page: Page, server, query: str = "") -> None:
    open_page(page, f"{server.url}/landscape{query}")
    lock(page, PREDICTION.key, JUST_SHOW)
    unfold(page, "lesson-more")
    expect(page.locator(".js-plotly-plot").or_(page.locator(".st-key-landscape_lines")).first).to_be_visible()


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-landscape-{key}").get_by_text(option, exact=True).click()


def test_a_learner_compares_the_grounds_and_the_statistics(page, server):
    open_at(page, server)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.get_by_text(say("landscape-agreed", seeds=3)).first).to_be_visible()

    choose(page, "norms", "batch")
    expect(page).to_have_url(re.compile(r"landscape\.norms=batch"))
    choose(page, "depth", "20")
    expect(page.get_by_text("residual 20", exact=True).first).to_be_visible()

    choose(page, "walk", "line")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    expect(page.locator(".st-key-landscape_lines")).to_be_visible()

    unfold(page, "lesson-numbers")
    expect(page.get_by_role("table").get_by_text("0.25", exact=True)).to_be_visible()


def test_a_walk_that_was_not_recorded_can_be_measured_and_stopped(page, server, step):
    open_at(page, server, "?landscape.depth=20&landscape.radius=2")
    back = page.locator(".st-key-landscape_back").get_by_role("button")
    expect(back).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.get_by_role("button", name=say("landscape-measure")).click()
    step(page)
    page.locator("[class*='st-key-stop_']").get_by_role("button").click()
    expect(page.locator("[class*='st-key-again_']")).to_be_visible()
    back.click()
    expect(back).to_have_count(0)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)


def test_on_a_phone_nothing_sticks_out_sideways_and_the_twins_lie_below_each_other(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server)
    plots = page.locator(".js-plotly-plot")
    expect(plots).to_have_count(2)
    first, second = (plots.nth(place).bounding_box() for place in (0, 1))
    assert first
    assert second
    assert second["y"] > first["y"] + first["height"]
    assert sideways(page) <= 0


def test_the_wheel_and_a_finger_scroll_past_a_surface_instead_of_turning_it(page, server):
    open_at(page, server)
    surface = page.locator(".js-plotly-plot").first
    expect(surface.locator("canvas").first).to_be_visible()
    settled(page)
    surface.evaluate("plot => plot.scrollIntoView({block: 'center'})")
    box = surface.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    seen_from = "JSON.stringify(document.querySelector('.js-plotly-plot')._fullLayout.scene.camera)"
    before, camera = page.evaluate(scrolled), page.evaluate(seen_from)
    page.mouse.move(x, y)
    page.mouse.wheel(0, 200)
    page.wait_for_function(f"before => {scrolled} > before", arg=before)
    before = page.evaluate(scrolled)
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for moved in range(10, 160, 10):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - moved}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(f"before => {scrolled} > before", arg=before)
    assert page.evaluate(seen_from) == camera


def test_a_surface_that_was_turned_stays_turned_whatever_control_changes(page, server):
    open_at(page, server)
    surface = page.locator(".js-plotly-plot").first
    expect(surface.locator("canvas").first).to_be_visible()
    settled(page)
    first = page.evaluate(SEEN_FROM)
    surface.evaluate("plot => plot.scrollIntoView({block: 'center'})")
    box = surface.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    page.wait_for_function(f"first => {SEEN_FROM}.x !== first.x", arg=first)
    page.wait_for_function(AT_REST)
    turned = page.evaluate(SEEN_FROM)
    assert turned["x"] != pytest.approx(first["x"], abs=0.1)

    for key, option in (("norms", "batch"), ("depth", "20"), ("radius", "0.5"), ("walk", "line"), ("walk", "plane")):
        page.evaluate("document.querySelectorAll('.js-plotly-plot').forEach(plot => plot.dataset.earlier = 'yes')")
        choose(page, key, option)
        if option == "line":
            expect(page.locator(".js-plotly-plot")).to_have_count(0)
            continue
        expect(page.locator(".js-plotly-plot:not([data-earlier])")).to_have_count(2)
        page.wait_for_function(f"turned => Math.abs({SEEN_FROM}.x - turned.x) < 0.02", arg=turned)
        assert page.evaluate(SEEN_FROM) == pytest.approx(turned, abs=0.02)
