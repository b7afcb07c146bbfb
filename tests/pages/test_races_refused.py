"""Races that this machine cannot run: refused beside their controls, with ways that fit, as on the training page."""

import pytest

from ui.orders.controls import PREDICTION
from ui.predict import JUST_SHOW

HEAVY = {"width": "16", "size": "28", "batch": "256", "steps": "600"}


@pytest.fixture
def limited(stage, on_processor, monkeypatch):
    """Lets the lab have less than this race asks for."""

    def limited(**limits):
        monkeypatch.setattr(stage.lab._views, "_settings", stage.settings.model_copy(update=limits))

    return limited


@pytest.fixture
def orders(open_page):
    def orders(**address):
        kept = f"g:{PREDICTION.key}~{JUST_SHOW}"
        return open_page("pages/orders.py", kept=kept, **{f"orders.{name}": value for name, value in address.items()})

    return orders


@pytest.fixture
def race(open_page):
    def race(**address):
        return open_page("pages/plain_vs_residual.py", **{f"race.{name}": value for name, value in address.items()})

    return race


def repairs(app):
    return [button.key for button in app.button if str(button.key).startswith("repair_")]


def test_a_race_beyond_memory_is_refused_with_three_ways_that_fit(race, limited):
    limited(memory_limit_mb=1100)
    refused = race(**HEAVY)
    [error] = refused.error
    assert error.value.startswith("batch_size=256: measuring this holds at least")
    assert "race_start" not in {button.key for button in refused.button}
    keys = repairs(refused)
    assert len(keys) == 3
    for way in keys:
        app = race(**HEAVY)
        app.button(key=way).click().run()
        assert not app.error
        assert "race_start" in {button.key for button in app.button}


def test_a_race_that_takes_too_long_is_refused_with_ways_that_fit(orders, limited):
    limited(time_limit_s=30.0)
    refused = orders(steps="400", lr="0.03")
    assert "orders_start" not in {button.key for button in refused.button}
    [error] = refused.error
    assert error.value.startswith("measuring this takes at least")
    keys = repairs(refused)
    assert keys == ["repair_steps", "repair_steps_depth"]
    for way in keys:
        app = orders(steps="400", lr="0.03")
        app.button(key=way).click().run()
        assert not app.error
        assert app.session_state["orders.steps"] < 400
