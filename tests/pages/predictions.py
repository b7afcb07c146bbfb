"""How a test answers a `Prediction` of a page, as a learner does: choose, then lock in."""

from streamlit.testing.v1 import AppTest

from ui.predict import JUST_SHOW, Option


def lock(app: AppTest, key: str, option: Option) -> AppTest:
    """The page once the prediction is locked, or once the learner has said that they only want to see."""
    if option == JUST_SHOW:
        return app.button(key=f"{key}_skip").click().run()
    app.segmented_control(key=key).set_value(option).run()
    return app.button(key=f"{key}_lock").click().run()
