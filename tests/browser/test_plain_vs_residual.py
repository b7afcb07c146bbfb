"""A learner's walk over the page of races: look, guess, open cells, race at home, stop."""

import re

from playwright.sync_api import Page, expect


def open_at(page: Page, server, query: str = "") -> None:
    page.goto(f"{server.url}/plain_vs_residual{query}")
    expect(page.get_by_text("What to notice")).to_be_visible()


def test_a_learner_guesses_and_opens_cells_by_mouse_and_by_keyboard(page, server):
    open_at(page, server)
    expect(page.get_by_text(re.compile("^20 layers: the residual net won"))).to_be_visible()
    page.get_by_text("at none of these").click()
    expect(page.get_by_text(re.compile("You guessed at none of these; it came out"))).to_be_visible()

    drawing = page.locator(".st-key-race_map_plain-56 canvas").first
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + 40)
    expect(page).to_have_url(re.compile(r"race\.cell=plain-20"))

    cell = page.get_by_role("combobox", name=re.compile("Opened cell"))
    cell.focus()
    page.keyboard.type("residual-44")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"race\.cell=residual-44"))
    expect(page.get_by_text(re.compile("^44 layers: "))).to_be_visible()


def test_a_learner_takes_shortcuts_and_batch_norms_apart_and_tries_other_rates(page, server):
    open_at(page, server)
    page.get_by_text("batch norm alone", exact=True).click()
    expect(page.get_by_text(re.compile("^You guessed batch norm alone"))).to_be_visible()
    expect(page.get_by_text(re.compile("gradients clipped at 1, batches of 128, 150 steps, 3 seeds"))).to_be_visible()
    page.get_by_text("it catches up", exact=True).click()
    expect(page.get_by_text(re.compile("^You guessed that it catches up"))).to_be_visible()

    page.get_by_role("button", name="Race the two without batch norms above").click()
    expect(page).to_have_url(re.compile(r"race\.norm=false"))
    expect(page.get_by_text(re.compile("^56 layers: .* clipped at 1")).first).to_be_visible()
    expect(page.get_by_role("button", name="Start")).to_have_count(0)


def test_an_address_opens_the_map_at_its_cell(page, server):
    open_at(page, server, "?race.cell=residual-32&race.depth=21")
    expect(page.get_by_text("race.depth=21: must be one of")).to_be_visible()
    expect(page.get_by_text(re.compile("^32 layers: "))).to_be_visible()


def test_a_race_is_run_here_with_live_curves_and_can_be_stopped(page, server, step):
    open_at(page, server, "?race.depth=8&race.second=off&race.steps=20&race.seeds=1&race.batch=32")
    expect(page.get_by_text("run on this machine")).to_be_visible()  # it takes a moment, and so needs no press

    open_at(page, server, "?race.depth=56&race.second=off&race.steps=600&race.seeds=1&race.seed=7")
    page.get_by_role("button", name="Start").click()
    step(page)
    expect(
        page.get_by_role("img", name=re.compile("^Training loss over the steps; last value: plain 56"))
        .or_(page.locator("[aria-label^='Training loss over the steps']"))
        .first
    ).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped before there was an answer")).to_be_visible()
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()


def test_a_race_under_way_is_found_by_a_reload_by_its_link_and_by_back(page, server, step):
    open_at(page, server, "?race.depth=56&race.second=off&race.steps=600&race.seeds=1&race.seed=8")
    page.get_by_role("button", name="Start").click()
    seen = step(page)
    page.reload()
    seen = step(page, after=seen - 1)
    other = page.context.new_page()
    other.goto(page.url)
    seen = step(other, after=seen - 1)
    other.close()
    page.get_by_role("link", name="Home", exact=True).first.click()
    expect(page.get_by_role("button", name="Train your first network")).to_be_visible()
    page.go_back()
    step(page, after=seen - 1)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped before there was an answer")).to_be_visible()


def test_on_a_phone_nothing_sticks_out_sideways(page, server, sideways):
    page.set_viewport_size({"width": 390, "height": 844})
    open_at(page, server, "?race.cell=plain-20")
    expect(page.get_by_text(re.compile("Without batch norms"))).to_be_visible()
    assert sideways(page) <= 0
