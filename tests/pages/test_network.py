"""The page of whole networks, operated as a learner operates it."""

import pytest
from streamlit.testing.v1 import AppTest

from resnet_core.analysis.layers import layer_table
from resnet_core.analysis.network_findings import maps as maps_with_picture
from resnet_core.analysis.stages import layer_count
from resnet_core.codegen.pytorch import chapter_style
from resnet_core.config import NetworkConfig
from resnet_core.plan.network import network_plan
from resnet_core.plan.zoo import ZOO
from tests.drawn import scenes, sketches, sources
from tests.pages.predictions import lock
from tests.pages.test_words import NAMES
from tests.pages.words import english, texts
from ui import language, pseudo
from ui.network.controls import BASE, VIEW, VIEWS
from ui.network.lessons import TRIES
from ui.network.sections import LEFT_OUT
from ui.say import say

PAGE = "pages/network.py"


@pytest.fixture
def open_network(open_page):
    return lambda **address: open_page(PAGE, **{key.replace("_", ".", 1): value for key, value in address.items()})


def metrics(app):
    """The values of metrics by the code of their label."""
    codes = {say(f"network-summary.{code}"): code for code in ("layers", "params", "macs", "activations")}
    return {codes.get(metric.label, "counted"): metric.value for metric in app.metric}


def of(name, state):
    """What the page says of a network: what it is called, and where it comes from."""
    title = say("network-changed", name=BASE.said(name)) if state == "changed" else BASE.said(name)
    return say("network-summary", title=title, state=state, source=ZOO[name].source)


def drawn(app):
    """The scene that the browser is given."""
    return scenes(app)[0]


def size(app):
    """The size of the picture, as the diagram's slider has it."""
    [dial] = drawn(app)["dials"]
    return dial["options"][dial["at"]]


def test_the_page_opens_on_the_chapters_net_with_its_numbers(open_network):
    app = open_network()
    assert metrics(app) == {
        "layers": "18",
        "params": "11.2 million",
        "macs": "319 million",
        "activations": "5.92 MB",
    }
    assert of("d2l_resnet18", "published") in [text.value for text in app.caption]
    assert not app.warning
    assert not app.error


def test_an_address_holds_a_network_and_its_changes(open_network):
    app = open_network(**{"net_base": "resnet50", "net_stride-on": "first"})
    assert metrics(app)["macs"] == "3.86 billion"
    assert of("resnet50", "changed") in [text.value for text in app.caption]


def test_the_figure_of_the_whole_counts_what_the_plan_counts_and_begins_as_the_address_asks(open_network):
    count = layer_count(network_plan(ZOO["resnet50d"].config))
    [flow] = sketches(open_network(net_base="resnet50d"))
    assert flow["in_the_name"] == count.in_the_name
    assert flow["ticked"] == ["convolutions", "dense"]
    for kind in flow["kinds"]:
        assert sum(part["counts"][kind["code"]] for part in flow["segments"]) == getattr(count, kind["code"])
    [asked] = sketches(open_network(**{"net_count-projections": "true", "net_count-dense": "false"}))
    assert asked["ticked"] == ["convolutions", "projections"]


@pytest.mark.parametrize("side", [8, 96, 224])
def test_the_figure_of_the_whole_has_the_shapes_of_the_plan_at_every_size(open_network, side):
    [flow] = sketches(open_network())
    config = ZOO["d2l_resnet18"].config.model_copy(update={"input_size": side})
    shapes = dict(flow["sizes"])[side]
    picture, *stages, scores = [tuple(shape) for shape in shapes]
    assert (picture, *stages) == maps_with_picture(layer_table(network_plan(config)))
    assert scores == (10, 1, 1)


def test_the_prediction_about_the_name_is_compared_with_the_plan(open_network):
    app = lock(open_network(), LEFT_OUT.key, "projections")
    assert LEFT_OUT.label("projections") in app.success[0].value
    wrong = lock(open_network(), LEFT_OUT.key, "ends")
    assert LEFT_OUT.label("projections") in wrong.info[0].value


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.message)
def test_each_try_sets_its_state_whatever_network_was_there(open_network, tried):
    app = open_network(net_base="resnext50_32x4d", net_groups="7")
    app.button(key=f"try_{tried.message}").click().run()
    assert not app.exception
    assert app.session_state["net.base"] == tried.state[BASE]
    for field, value in tried.state.items():
        if field.key in app.session_state:
            assert app.session_state[field.key] == value, field.key


@pytest.mark.parametrize(("name", "value"), [("net_base", "alexnet"), ("net_size", "1000"), ("net_view", "Nothing")])
def test_a_value_that_does_not_exist_falls_back_with_a_notice(open_network, name, value):
    app = open_network(**{name: value})
    assert f"{name.replace('_', '.')}={value}" in app.warning[0].value
    assert metrics(app)["layers"] == "18"


def test_a_layer_that_does_not_exist_falls_back_with_a_notice(open_network):
    app = open_network(net_layer="stage9.block1.add")
    assert "net.layer=stage9.block1.add" in app.warning[0].value


def test_the_diagram_has_the_network_at_every_size_of_the_picture(open_network):
    app = open_network(net_size="28")
    [dial], given = drawn(app)["dials"], drawn(app)["scenes"]["net.size"]
    first = ["×".join(number for number, _wrong in scene["edges"][0]["shape"]) for scene in given]
    assert first == [f"1×{side}×{side}" for side in dial["options"]]
    assert given[dial["at"]]["edges"] == drawn(app)["edges"]


def test_a_shortcut_that_does_not_fit_is_red_at_every_size(open_network):
    app = open_network(net_shortcut="identity")
    assert all(any(node["broken"] for node in scene["nodes"]) for scene in drawn(app)["scenes"]["net.size"])


def test_a_diagram_of_many_boxes_waits_until_the_slider_is_let_go(open_network):
    app = open_network(net_base="resnet152", net_open="all")
    assert (size(app), drawn(app)["scenes"]) == ("224", {})


def test_a_lesson_can_leave_out_the_slider_of_the_size(open_page):
    app = open_page("pages/network.py", **{"net.size": "28", "hide": "net.size"})
    assert drawn(app)["dials"] == []
    assert drawn(app)["edges"][0]["shape"][1][0] == "28"


def test_picking_another_network_starts_over_from_it(open_network):
    app = open_network()
    app.session_state["net.size"] = 28
    app.run().selectbox(key="net.base").set_value("resnet34").run()
    assert size(app) == "224"
    assert metrics(app)["params"] == "21.8 million"
    assert of("resnet34", "published") in [text.value for text in app.caption]


def test_small_pictures_under_the_large_stem_are_warned_of_and_mended(open_network):
    app = open_network()
    app.button(key="try_network-try-pixel").click().run()
    assert "28 → 7 → 7 → 4 → 2 → 1" in app.warning[0].value
    app.button(key="net_small_stem").click().run()
    assert not app.warning
    assert app.segmented_control(key="net.stem").value == "3x3"


def test_a_shortcut_that_does_not_fit_is_explained_drawn_where_it_fails_and_mended(open_network):
    app = open_network()
    app.selectbox(key="net.shortcut").set_value("identity").run()
    assert "stage2.block1" in app.error[0].value
    network, block = scenes(app)
    assert not network["complete"]
    assert [node["id"] for node in block["nodes"] if node["broken"]] == ["block.add"]
    assert not app.metric
    next(button for button in app.button if say("shortcut.zero_pad") in button.label).click().run()
    assert not app.error
    assert app.selectbox(key="net.shortcut").value == "zero_pad"


def test_choices_that_contradict_each_other_are_explained_and_mended(open_network):
    app = open_network(net_base="resnext50_32x4d", net_groups="7")
    assert app.error
    app.button(key="net_repair_0").click().run()
    assert not app.error


def test_a_plain_network_has_no_choice_of_a_shortcut(open_network):
    app = open_network()
    app.segmented_control(key="net.family").set_value("plain").run()
    assert not app.error
    assert "net.shortcut" not in {choice.key for choice in app.selectbox}


def test_an_address_unfolds_a_stage_in_diagram_and_table(open_network):
    folded, unfolded = open_network(), open_network(net_open="stage2,stage7")
    assert len(unfolded.dataframe[0].value) == len(folded.dataframe[0].value) + 2
    assert {frame["id"] for frame in drawn(unfolded)["frames"]} == {"stage2"}


def test_squeeze_and_excitation_and_a_picture_that_is_not_square_come_from_an_address(open_network):
    app = open_network(net_base="resnet50", net_se="16", net_width="128", net_layer="stage1.block1.main.se.reduce")
    assert not app.warning
    assert metrics(app)["params"] == "28.1 million"
    assert any("`stage1.block1.main.se.reduce`" in text.value for text in app.markdown)
    assert any("224×128" in text.value for text in app.markdown)
    app.segmented_control(key="net.se").set_value("none").run()
    assert metrics(app)["params"] == "25.6 million"


def test_a_deep_stem_is_chosen_with_the_shortcut_that_belongs_to_it(open_network):
    app = open_network(net_base="resnet50")
    app.segmented_control(key="net.stem").set_value("deep_pool").run()
    app.selectbox(key="net.shortcut").set_value("pool_projection").run()
    published = open_network(net_base="resnet50d")
    assert metrics(app) == metrics(published)
    assert metrics(published)["layers"] == "50"


def test_a_thousand_layers_stay_a_picture_and_a_table(open_network):
    app = open_network(net_base="resnet1202", net_open="stage1")
    assert metrics(app)["layers"] == "1202"
    assert "block1-200" in "".join(app.dataframe[0].value["layer"])
    app.button(key="net_unfold").click().run()
    assert len(app.dataframe[0].value) < 50
    assert len(drawn(app)["nodes"]) < 50
    opened = open_network(net_base="resnet1202", net_open="stage1,stage1.block1-200", net_layer="stage1.block1-200")
    assert any("934,400" in text.value for text in opened.markdown)
    assert sum(node["kind"] == "fold" for node in drawn(opened)["nodes"]) == 200 + 2


def test_the_selected_layer_is_shown_boxed_and_lit(open_network):
    path = "stage2.block1.shortcut.conv"
    app = open_network(net_open="stage2,stage2.block1", net_layer=path)
    assert drawn(app)["selected"] == path
    assert any(f"`{path}`" in text.value for text in app.markdown)
    assert any("1 · 1 · 64 · 128 + 128 = 8,320" in text.value for text in app.markdown)
    lit = app.dataframe[0].proto.arrow_data.styler.styles
    row = app.dataframe[0].value["layer"].str.strip().tolist().index("shortcut.conv")
    assert f"row{row}_col0" in lit


def test_a_selected_stage_shows_its_sums_and_unfolds(open_network):
    app = open_network(net_layer="stage4")
    assert any("8,395,264" in text.value and "75.1%" in text.value for text in app.markdown)
    app.button(key="net_toggle").click().run()
    assert {frame["id"] for frame in drawn(app)["frames"]} == {"stage4"}
    assert app.button(key="net_toggle").label == say("network-fold", open=True)


def test_unfolding_all_shows_every_layer(open_network):
    app = open_network()
    app.button(key="net_unfold").click().run()
    assert len(app.dataframe[0].value) == 69 - 3 + 4 + 8  # no norms on d2l's projections; a line a stage and a block
    app.button(key="net_fold").click().run()
    assert "net.open" not in app.query_params


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_from_an_address(open_network, view):
    for named in (view, VIEW.said(view), *(label for label, option in VIEW.earlier if option == view)):
        app = open_network(net_view=named)
        assert app.session_state["net.view"] == VIEW.said(view)
        assert not app.warning


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_speaks_the_language_of_the_session(open_page, view):
    app = open_page(PAGE, lang=pseudo.LANGUAGE, **{"net.view": view, "net.base": "resnet50"})
    assert [(text[:80], words) for text in texts(app) if (words := english(text, NAMES))] == []


def test_a_view_stays_open_when_the_session_changes_its_language(open_network):
    app = open_network(net_view="counter")
    app.session_state[language.PARAMETER] = pseudo.LANGUAGE
    app.run()
    assert VIEW.read(app.session_state["net.view"]) == "counter"


def beside(app: AppTest) -> str:
    """What is said of the chart beside the diagram."""
    (said,) = (text.value for text in app.markdown if text.value.startswith("Most parameters sit in"))
    return said.replace("**", "")


def test_a_closed_view_computes_nothing(open_network):
    app = open_network(net_view="modules")
    assert [chart.proto.alt for chart in app.get("echarts_chart")] == [beside(app)]
    assert not sources(app)


def test_every_figure_says_in_words_what_it_shows(open_network):
    app = open_network(net_view="where")
    alts = [chart.proto.alt for chart in app.get("echarts_chart")]
    assert len(alts) == 3
    said = [text.value.replace("**", "") for text in app.markdown]
    assert all(alt in said for alt in alts)


def test_a_network_beside_itself_has_one_column(open_network):
    app = open_network(net_view="compare", net_against="d2l_resnet18")
    assert not app.exception
    (table,) = app.table
    assert list(table.value.columns) == [BASE.said("d2l_resnet18")]


def test_the_counter_s_table_has_every_part_and_their_sum(open_network):
    app = open_network(net_view="counter")
    (table,) = [table.value for table in app.table]
    projections = table[say("network-count-projections")].astype(int)
    assert (
        projections.tolist()[-1]
        == projections.tolist()[:-1].count(1) * 1
        == layer_count(network_plan(ZOO["d2l_resnet18"].config)).projections
    )


def test_two_networks_are_compared_on_the_same_pictures(open_network):
    app = open_network(net_view="compare")
    app.selectbox(key="net.against").set_value("resnet50").run()
    facts = app.table[0].value
    assert list(facts.columns) == [BASE.said("d2l_resnet18"), BASE.said("resnet50")]
    assert facts.loc[say("network-facts.params")].tolist() == ["11,178,378", "23,522,250"]


def test_table_1_leads_to_the_network_with_the_papers_stride(open_network):
    app = open_network(net_view="table_1")
    assert "3.8 billion" in app.table[0].value.loc[say("network-table1.published")].tolist()
    app.button(key="net_paper_stride").click().run()
    assert metrics(app)["macs"] == "3.86 billion"
    assert app.segmented_control(key="net.stride-on").value == "first"


def test_the_source_on_the_page_is_that_of_the_network_on_the_page(open_network):
    app = open_network(net_view="take_along", net_base="quick")
    assert sources(app) == [chapter_style(ZOO["quick"].config)]
    app.segmented_control(key="net.export").set_value("json").run()
    assert NetworkConfig.model_validate_json(sources(app)[0]) == ZOO["quick"].config
    assert any("MXNet" in text.value for text in app.markdown)


def test_the_onnx_file_is_asked_of_a_worker_and_offered_when_it_is_there(open_network, stage, said):
    app = open_network(net_view="take_along", net_base="quick")
    app.button(key="ask_net_onnx").click().run()
    assert "Waiting for a worker" in said(app)
    stage.start(quick=True)
    stage.leave("onnx", "network.onnx", lambda path: path.write_bytes(b"onnx"))
    stage.leave("results", "results.json", lambda path: path.write_text('{"bytes": 4}'))
    stage.finish()
    app.run()
    assert "Waiting for a worker" not in said(app)
    assert any("quick.onnx" in button.proto.label for button in app.get("download_button"))


def test_another_network_asks_for_its_own_onnx_file(open_network, said):
    app = open_network(net_view="take_along", net_base="quick")
    app.button(key="ask_net_onnx").click().run()
    app.selectbox(key="net.base").set_value("resnet20").run()
    assert "Waiting for a worker" not in said(app)
    assert app.button(key="ask_net_onnx")
