"""A learner's walk over the landscape page: both grounds, other statistics, a line, a walk that was not recorded."""

import re

from playwright.sync_api import Page, expect


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/landscape{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-landscape-{key}").get_by_text(option, exact=True).click()


def test_a_learner_compares_the_grounds_and_the_statistics(page, server):
    open_at(page, server)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.get_by_text(re.compile(r"with each of 3 seeds")).first).to_be_visible()
    expect(page.get_by_text("not like for like")).to_be_visible()

    choose(page, "norms", "batch")
    expect(page).to_have_url(re.compile(r"landscape\.norms=batch"))
    choose(page, "depth", "20")
    expect(page.get_by_text("Residual 20", exact=True)).to_be_visible()

    choose(page, "walk", "line")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    expect(page.get_by_text("Strong: this seed.")).to_be_visible()

    page.get_by_text("The numbers, by distance").click()
    expect(page.get_by_role("table").get_by_text("0.25", exact=True)).to_be_visible()


def test_a_walk_that_was_not_recorded_can_be_measured_and_stopped(page, server, step):
    open_at(page, server, "?landscape.depth=20&landscape.radius=2")
    expect(page.get_by_text("Below stands another setting")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.get_by_role("button", name="Measure it here").click()
    step(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped before there was an answer.")).to_be_visible()
    page.get_by_role("button", name="Back to the setting below").click()
    expect(page.get_by_text("Below stands another setting")).to_have_count(0)
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
