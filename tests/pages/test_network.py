"""The page of whole networks, operated as a learner operates it."""

import pytest

from resnet_core.codegen.pytorch import chapter_style
from resnet_core.config import NetworkConfig
from resnet_core.plan.zoo import ZOO
from tests.drawn import scenes, sources
from ui.network import views as network_views

PAGE = "pages/network.py"


@pytest.fixture
def open_network(open_page):
    return lambda **address: open_page(PAGE, **{key.replace("_", ".", 1): value for key, value in address.items()})


def metrics(app):
    return {metric.label: metric.value for metric in app.metric}


def drawn(app):
    """The scene that the browser is given."""
    return scenes(app)[0]


def labels(app):
    return [button.label for button in app.button]


def test_the_page_opens_on_the_chapters_net_with_its_numbers(open_network):
    app = open_network()
    assert metrics(app) == {
        "Layers, as names count": "18",
        "Parameters": "11.2 million",
        "Multiply-adds a picture": "319 million",
        "Activations a picture": "5.92 MB",
    }
    assert any("as published" in text.value for text in app.markdown)
    assert not app.warning
    assert not app.error


def test_an_address_holds_a_network_and_its_changes(open_network):
    app = open_network(**{"net_base": "resnet50", "net_stride-on": "first"})
    assert metrics(app)["Multiply-adds a picture"] == "3.86 billion"
    assert any("resnet50, changed" in text.value for text in app.markdown)


@pytest.mark.parametrize(("name", "value"), [("net_base", "alexnet"), ("net_size", "1000"), ("net_view", "Nothing")])
def test_a_value_that_does_not_exist_falls_back_with_a_notice(open_network, name, value):
    app = open_network(**{name: value})
    assert f"{name.replace('_', '.')}={value}: must be one of" in app.warning[0].value
    assert metrics(app)["Layers, as names count"] == "18"


def test_a_layer_that_does_not_exist_falls_back_with_a_notice(open_network):
    app = open_network(net_layer="stage9.block1.add")
    assert "net.layer=stage9.block1.add: this network has no such layer" in app.warning[0].value


def test_picking_another_network_starts_over_from_it(open_network):
    app = open_network()
    app.select_slider(key="net.size").set_value(28).run()
    app.selectbox(key="net.base").set_value("resnet34").run()
    assert app.select_slider(key="net.size").value == 224
    assert metrics(app)["Parameters"] == "21.8 million"
    assert any("as published" in text.value for text in app.markdown)


def test_small_pictures_under_the_large_stem_are_warned_of_and_mended(open_network):
    app = open_network()
    next(button for button in app.button if button.label.startswith("28 pixels")).click().run()
    warning = app.warning[0].value
    assert "28 → 7 → 7 → 4 → 2 → 1" in warning
    assert "Expected more than 1 value per channel" in warning
    assert "Grad-CAM" in warning
    app.button(key="net_small_stem").click().run()
    assert not app.warning
    assert app.segmented_control(key="net.stem").value == "3x3"


def test_a_shortcut_that_does_not_fit_is_explained_drawn_where_it_fails_and_mended(open_network):
    app = open_network()
    app.selectbox(key="net.shortcut").set_value("identity").run()
    assert "stage2.block1: the main path gives" in app.error[0].value
    network, block = scenes(app)
    assert not network["complete"]
    assert [node["id"] for node in block["nodes"] if node["broken"]] == ["block.add"]
    assert not app.metric
    repair = next(button for button in app.button if "zero-pad" in button.label)
    assert "parameters" in repair.label
    repair.click().run()
    assert not app.error
    assert app.selectbox(key="net.shortcut").value == "zero-pad"


def test_choices_that_contradict_each_other_are_explained_and_mended(open_network):
    app = open_network()
    app.selectbox(key="net.shortcut").set_value("identity").run()
    assert "addition" in app.error[0].value
    next(button for button in app.button if button.label.startswith("Shortcut")).click().run()
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
    assert metrics(app)["Parameters"] == "28.1 million"
    assert any("`stage1.block1.main.se.reduce`" in text.value for text in app.markdown)
    assert any("of the 224×128" in text.value or "input of 224×128" in text.value for text in app.markdown)
    app.segmented_control(key="net.se").set_value("none").run()
    assert metrics(app)["Parameters"] == "25.6 million"


def test_a_deep_stem_is_chosen_with_the_shortcut_that_belongs_to_it(open_network):
    app = open_network(net_base="resnet50")
    app.segmented_control(key="net.stem").set_value("deep-pool").run()
    app.selectbox(key="net.shortcut").set_value("pool-projection").run()
    published = open_network(net_base="resnet50d")
    assert metrics(app) == metrics(published)
    assert metrics(published)["Layers, as names count"] == "50"


def test_a_thousand_layers_stay_a_picture_and_a_table(open_network):
    app = open_network(net_base="resnet1202", net_open="stage1")
    assert metrics(app)["Layers, as names count"] == "1202"
    assert "block1-200" in "".join(app.dataframe[0].value["layer"])
    app.button(key="net_unfold").click().run()
    assert len(app.dataframe[0].value) < 50
    assert len(drawn(app)["nodes"]) < 50
    opened = open_network(net_base="resnet1202", net_open="stage1,stage1.block1-200", net_layer="stage1.block1-200")
    assert any("sum = 934,400" in text.value for text in opened.markdown)
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
    assert any("sum = 8,395,264 (75.1% of the network)" in text.value for text in app.markdown)
    app.button(key="net_toggle").click().run()
    assert {frame["id"] for frame in drawn(app)["frames"]} == {"stage4"}
    assert app.button(key="net_toggle").label == "Fold"


def test_unfolding_all_shows_every_layer(open_network):
    app = open_network()
    app.button(key="net_unfold").click().run()
    assert len(app.dataframe[0].value) == 69 - 3 + 4 + 8  # no norms on d2l's projections; a line a stage and a block
    app.button(key="net_fold").click().run()
    assert "net.open" not in app.query_params


@pytest.mark.parametrize("view", network_views.VIEWS)
def test_every_view_opens_from_an_address(open_network, view):
    app = open_network(net_view=view)
    assert app.session_state["net.view"] == view
    assert not app.warning


def test_a_closed_view_computes_nothing(open_network):
    app = open_network(net_view="Modules")
    assert not app.get("echarts_chart")
    assert not app.code


def test_every_figure_says_in_words_what_it_shows(open_network):
    app = open_network(net_view="Where it sits")
    alts = [chart.proto.alt for chart in app.get("echarts_chart")]
    assert len(alts) == 3
    said = [text.value.replace("**", "") for text in app.markdown]
    assert all(alt in said for alt in alts)


def test_the_counter_adds_what_is_ticked(open_network):
    app = open_network(net_view="Why 18?")
    assert metrics(app)["Layers counted"] == "18"
    app.toggle(key="net.count-projections").set_value(True).run()
    assert metrics(app)["Layers counted"] == "21"


def test_two_networks_are_compared_on_the_same_pictures(open_network):
    app = open_network(net_view="Compare")
    app.selectbox(key="net.against").set_value("resnet50").run()
    facts = app.table[0].value
    assert list(facts.columns) == ["d2l_resnet18", "resnet50"]
    assert facts.loc["parameters"].tolist() == ["11,178,378", "23,522,250"]


def test_table_1_leads_to_the_network_with_the_papers_stride(open_network):
    app = open_network(net_view="Table 1")
    assert "3.8 billion" in app.table[0].value.loc["multiply-adds, published"].tolist()
    app.button(key="net_paper_stride").click().run()
    assert metrics(app)["Multiply-adds a picture"] == "3.86 billion"
    assert app.segmented_control(key="net.stride-on").value == "first"


def test_the_source_on_the_page_is_that_of_the_network_on_the_page(open_network):
    app = open_network(net_view="Take it with you", net_base="quick")
    assert sources(app) == [chapter_style(ZOO["quick"].config)]
    app.segmented_control(key="net.export").set_value("JSON").run()
    assert NetworkConfig.model_validate_json(sources(app)[0]) == ZOO["quick"].config
    assert any("MXNet" in text.value for text in app.markdown)


def test_the_onnx_file_is_asked_of_a_worker_and_offered_when_it_is_there(open_network, stage, said):
    app = open_network(net_view="Take it with you", net_base="quick")
    app.button(key="net_onnx").click().run()
    assert "Waiting for a worker" in said(app)
    stage.start(probes=True)
    stage.leave("onnx", "network.onnx", lambda path: path.write_bytes(b"onnx"))
    stage.leave("results", "results.json", lambda path: path.write_text('{"bytes": 4}'))
    stage.finish()
    app.run()
    assert "Waiting for a worker" not in said(app)
    assert any("quick.onnx (4 bytes)" in button.proto.label for button in app.get("download_button"))


def test_another_network_asks_for_its_own_onnx_file(open_network, said):
    app = open_network(net_view="Take it with you", net_base="quick")
    app.button(key="net_onnx").click().run()
    app.selectbox(key="net.base").set_value("resnet20").run()
    assert "Waiting for a worker" not in said(app)
    assert "Write the ONNX file" in labels(app)
