"""Every page with each of its settings, one after the other, as learners leave it who try this and that."""

import pytest

from ui import fields
from ui.fields import Choice, Field, Number, Several
from ui.frame import PAGES
from ui.predict import JUST_SHOW, Prediction


def changed(field):
    """What an address may say of the field besides its default: each option, the ends of a scale, or the opposite."""
    match field:
        case Choice():
            return [str(option) for option in field.options if option != field.default]
        case Number():
            return [str(field.read(end)) for end in (field.low, field.high) if end != field.default]
        case Several():
            return [list(field.options)]
        case _:
            return [str(not field.default).lower()]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_drawn_with_each_of_its_settings(open_page, monkeypatch, page):
    monkeypatch.setattr(Prediction, "locked", lambda _prediction: JUST_SHOW)  # what waits for a guess is drawn, too
    seen = dict(open_page(page.file).session_state[fields.DRAWN])
    there_later: dict[str, tuple[dict[str, object], Field]] = {}
    for field in seen.values():
        for value in changed(field):
            app = open_page(page.file, **{field.key: value})  # which fails where the page shows an exception
            there_later |= {
                other.key: ({field.key: value}, other) for other in app.session_state[fields.DRAWN].values()
            }
    for before, field in [there_later[key] for key in there_later.keys() - seen.keys()]:
        for value in changed(field):
            open_page(page.file, **before, **{field.key: value})
