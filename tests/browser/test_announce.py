"""Who hears a page is told, politely and once, that something is computed and that it is done."""

from playwright.sync_api import expect

from tests.browser.walks import lock, open_page, settled
from ui.orders.controls import PREDICTION
from ui.predict import JUST_SHOW
from ui.say import say

HEARD = """() => {
    window.heard = []
    new MutationObserver(() => {
        const text = document.getElementById("residual-lab-live")?.textContent
        if (text && text !== window.heard.at(-1)) window.heard.push(text)
    }).observe(document.documentElement, { childList: true, subtree: true, characterData: true })
}"""


def test_a_measurement_is_told_while_it_runs_and_when_it_is_done(page, server):
    open_page(page, f"{server.url}/orders")
    lock(page, PREDICTION.key, JUST_SHOW)
    settled(page)
    expect(page.locator("#residual-lab-live[role=status][aria-live=polite]")).to_have_count(1)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {HEARD})")
    open_page(page, f"{server.url}/orders?orders.depth=8&orders.steps=20&orders.seeds=1&orders.seed=11")
    expect(page.locator("#residual-lab-live")).to_contain_text(say("announce-ended", state="succeeded"))
    settled(page)
    heard = page.evaluate("window.heard")
    assert len(heard) == len(set(heard)), heard
    assert len(heard) > 1
    page.wait_for_timeout(1000)
    assert page.evaluate("window.heard") == heard


def test_what_an_address_held_that_no_control_takes_is_an_alert(page, server):
    open_page(page, f"{server.url}/surgery?surgery.net=nothing")
    expect(page.get_by_role("alert").filter(has_text="surgery.net=nothing")).to_be_visible()
