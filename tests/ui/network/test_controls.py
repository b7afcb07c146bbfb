"""The fields of the page of whole networks, and the networks they stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resnet_core.analysis.layers import layer_table
from resnet_core.errors import LabError
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from ui.fields import Choice, Number, Switch
from ui.network.controls import (
    FAMILY,
    GATE,
    GROUPS,
    NORM,
    ORDER,
    SHORTCUT,
    SIZE,
    STAGES,
    STEM,
    VIEW,
    VIEWS,
    all_fields,
    network_config,
    on_the_same_input,
    repairs,
    state_of,
)
from ui.network.sections import repair_label
from ui.say import say


def defaults(base):
    return {field.key: field.default for field in all_fields(base)}


def fits(base, held):
    try:
        layer_table(network_plan(network_config(base, held)))
    except LabError:
        return False
    return True


@st.composite
def held_values(draw, base):
    """What a learner may have set, a few fields at a time."""
    held = defaults(base)
    for field in draw(st.lists(st.sampled_from(all_fields(base)), max_size=6)):
        match field:
            case Choice():
                held[field.key] = draw(st.sampled_from(field.options))
            case Number():
                held[field.key] = draw(st.integers(int(field.low), min(40, int(field.high))))
            case Switch():
                held[field.key] = draw(st.booleans())
    return held


@pytest.mark.parametrize("name", ZOO)
def test_a_published_network_untouched_is_exactly_itself(name):
    base = ZOO[name].config
    assert network_config(base, defaults(base)) == base


@pytest.mark.parametrize("name", ZOO)
def test_every_default_can_be_read_back_from_an_address(name):
    for field in all_fields(ZOO[name].config):
        assert field.read(str(field.default)) == field.default


@pytest.mark.parametrize(
    ("key", "earlier", "code"),
    [
        (SHORTCUT, "zero-pad", "zero_pad"),
        (STEM, "7x7-pool", "7x7_pool"),
        (ORDER, "full-pre", "full_pre"),
        (GATE, "16", 16),
    ],
)
def test_addresses_of_earlier_versions_mean_the_same(key, earlier, code):
    field = next(field for field in all_fields(ZOO["resnet50"].config) if field.key == key)
    assert field.read(earlier) == field.read(str(code)) == code


@pytest.mark.parametrize(
    ("view", "earlier"),
    list(zip(VIEWS, ("Modules", "Where it sits", "Why 18?", "Compare", "Table 1", "Take it with you"), strict=True)),
)
def test_the_views_of_earlier_addresses_are_still_there(view, earlier):
    assert VIEW.read(earlier) == view


def test_no_two_fields_share_a_key():
    keys = [field.key for field in all_fields(ZOO["resnet18"].config)]
    assert len(keys) == len(set(keys))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(("quick", "d2l_resnet18", "plain20", "resnext50_32x4d")).flatmap(
        lambda name: st.tuples(st.just(name), held_values(ZOO[name].config))
    )
)
def test_any_setting_fits_or_can_be_mended_and_every_repair_fits(chosen):
    name, held = chosen
    base = ZOO[name].config
    if fits(base, held):
        return
    offered = repairs(base, held)
    assert offered
    assert all(fits(base, {**held, **repair.changes}) for repair in offered)


def test_two_faults_at_once_are_mended_together():
    base = ZOO["resnext50_32x4d"].config
    repair = repairs(base, defaults(base) | {GROUPS: 7, SHORTCUT: "identity"})[0]
    assert repair.changes.keys() == {GROUPS, SHORTCUT}
    label = repair_label(repair, base)
    assert say("network-groups") in label
    assert say("network-shortcut") in label


def test_a_repair_says_what_the_network_then_weighs():
    base = ZOO["d2l_resnet18"].config
    shortcuts = {r.changes[SHORTCUT]: r.params for r in repairs(base, defaults(base) | {SHORTCUT: "identity"})}
    assert shortcuts["projection"] == ZOO["d2l_resnet18"].params
    assert shortcuts["zero_pad"] < shortcuts["projection"] < shortcuts["projection_norm"]


def test_groups_are_forgotten_where_the_family_has_none():
    base = ZOO["resnext50_32x4d"].config
    config = network_config(base, defaults(base) | {FAMILY: "bottleneck"})
    assert config.style.cardinality == 1


def test_a_stage_that_the_network_lacks_goes_on_as_the_last_one_does():
    base = ZOO["quick"].config
    config = network_config(base, defaults(base) | {STAGES: 4})
    assert [stage.channels for stage in config.stages] == [16, 32, 64, 128]
    assert config.stages[-1].stride == 2


def test_the_state_of_a_network_holds_all_its_defaults_and_the_changes():
    state = {field.key: value for field, value in state_of("resnet50", {SIZE: 32}).items()}
    assert state["net.base"] == "resnet50"
    assert state[SIZE] == 32
    assert state[NORM] is True
    assert state["net.channels4"] == 2048


def test_two_networks_are_compared_on_the_same_input():
    config = on_the_same_input("resnet50", ZOO["d2l_resnet18"].config)
    assert (config.input_size, config.input_channels, config.classes) == (96, 1, 10)
