"""Small nets by name and by card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from resnet_core.config import parse
from resnet_core.errors import ConfigError
from resnet_core.studies.nets import DEPTHS, SmallNet
from ui import small_nets
from ui.say import say


@pytest.fixture(scope="module", autouse=True)
def _messages():
    """They are read once a process, and not within the time of whichever example comes first."""
    small_nets.label(SmallNet())


@st.composite
def nets(draw):
    try:
        return parse(
            SmallNet,
            {
                "shortcut": draw(st.sampled_from(["none", "zero_pad", "projection_norm"])),
                "depth": draw(st.sampled_from(DEPTHS)),
                "width": draw(st.integers(4, 32)),
                "size": draw(st.sampled_from([14, 28])),
                "norm": draw(st.booleans()),
                "zero_init": draw(st.booleans()),
                "init": draw(st.sampled_from(["kaiming", "xavier", "torch"])),
                "order": draw(st.sampled_from(["original", "norm_after_add", "relu_before_add", "full_pre"])),
            },
        )
    except ConfigError:
        return SmallNet()


@given(nets())
def test_what_is_spelled_is_read(net):
    assert small_nets.read(small_nets.spell(net)) == net


@given(nets(), nets())
def test_two_nets_share_neither_spelling_nor_label(one, other):
    assert (small_nets.spell(one) == small_nets.spell(other)) == (one == other)
    assert (small_nets.label(one) == small_nets.label(other)) == (one == other)


@pytest.mark.parametrize(
    "text", ["", "plain", "plain-21", "residual-20-", "residual-20-sideways", "plain-20-zero", "residual-20-w8", "-20"]
)
def test_other_texts_spell_no_net(text):
    assert small_nets.read(text) is None


@given(nets())
def test_a_kind_of_net_is_called_as_its_nets_without_their_depth(net):
    assert small_nets.label(net).replace(f" {net.depth}", "", 1) == small_nets.label_of_kind(net)


def test_labels_say_what_is_unusual():
    assert small_nets.label(SmallNet(depth=56, norm=False)) == "residual 56, no batch norm"
    assert small_nets.label(SmallNet(shortcut="none", order="full_pre")) == "plain 20, order (e)"


def page():
    import streamlit as st

    from resnet_core.studies.nets import SmallNet
    from ui import fields, small_nets

    cards = small_nets.Cards("toy", (SmallNet(depth=56, shortcut="none"), SmallNet(depth=56)))
    answers = small_nets.Answers((), recorded=lambda net, _held: net.depth == 56, known=lambda _net, _held: True)
    cards.draw(answers)
    chosen = cards.nets(fields.values(cards.fields))
    st.markdown(" | ".join(map(small_nets.label, chosen)))


@pytest.fixture
def app():
    return AppTest.from_function(page).run()


def named(app):
    return app.markdown[-1].value


def test_the_default_nets_are_there_at_first(app):
    assert named(app) == "plain 56 | residual 56"


def test_every_knob_changes_its_own_net(app):
    app.select_slider(key="toy.1.depth").set_value(20).run()
    app.toggle(key="toy.2.zero_init").set_value(True).run()
    assert named(app) == "plain 20 | residual 56, zero start"


def test_a_net_can_be_added_and_taken_away(app):
    app.slider(key="toy.nets").set_value(3).run()
    app.toggle(key="toy.3.norm").set_value(False).run()
    assert named(app) == "plain 56 | residual 56 | residual 56, no batch norm"
    app.slider(key="toy.nets").set_value(1).run()
    assert named(app) == "plain 56"


def test_the_same_net_twice_is_compared_once(app):
    app.selectbox(key="toy.1.shortcut").set_value("zero_pad").run()
    assert named(app) == "residual 56"
    assert app.caption[-1].value == say("net-cards-same", net="residual 56")


@pytest.mark.parametrize(
    ("repair", "after"),
    [("toy.1.zero_init_repair", "plain 56"), ("toy.1.shortcut_repair", "residual 56, zero start")],
)
def test_a_plain_net_that_starts_at_zero_is_refused_and_mended(app, repair, after):
    app.toggle(key="toy.1.zero_init").set_value(True).run()
    assert len(app.error) == 1
    assert named(app) == "residual 56"
    app.button(key=repair).click().run()
    assert not app.error
    assert named(app) == f"{after} | residual 56"
