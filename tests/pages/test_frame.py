"""What every page shares."""

import subprocess
import sys
from pathlib import Path

import pytest

from resnet_core.data.files import DataStatus
from ui import progress, projector
from ui.frame import HOME, LAST_STEP, OF_TEACHERS, PAGES, PATH

ROOT = Path(__file__).resolve().parents[2]
FILES = [page.file for page in PAGES]


@pytest.mark.parametrize("file", FILES)
def test_every_page_opens_through_main_py_with_one_title_a_first_sentence_and_no_warning(open_page, file):
    app = open_page(file)
    assert len(app.title) == 1
    assert set(".?") & set(app.markdown[0].value)
    assert not app.warning


@pytest.mark.parametrize("file", FILES)
def test_every_page_says_when_the_real_pictures_are_not_here_and_names_a_damaged_file(open_page, data, file):
    data[0] = DataStatus("absent", "train-images-idx3-ubyte.gz")
    app = open_page(file)
    assert "which are not Fashion-MNIST" in app.warning[0].value
    data[0] = DataStatus("damaged", "t10k-labels-idx1-ubyte.gz")
    assert "t10k-labels-idx1-ubyte.gz" in app.run().warning[0].value


def test_every_file_in_pages_is_in_the_menu_and_begins_with_the_guard():
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py"))
    assert files == sorted([*FILES, *(page.file for page in OF_TEACHERS)])
    for file in files:
        code = [line for line in (ROOT / file).read_text().splitlines()[1:] if line]
        assert code[0].startswith("from ui.frame import"), file
        assert code[1] == "page_guard()", file


def test_the_web_process_never_loads_torch():
    """All pages are walked in a fresh process, with the services a server has."""
    walk = f"""
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("main.py", default_timeout=60).run()
for file in {FILES}:
    assert not app.switch_page(file).run().exception, file
print(*sorted({{"torch", "torchvision", "captum"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", walk], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_what_an_address_held_is_forgotten_when_its_page_is_left(open_page):
    def told(app):
        return [warning.value for warning in app.warning if warning.value.startswith("fc.k=99")]

    app = open_page("pages/function_classes.py", **{"fc.k": "99"})
    app.query_params.clear()
    assert told(app.run())
    app.switch_page("pages/train.py").run()
    assert not told(app.switch_page("pages/function_classes.py").run())


def test_a_page_without_an_address_is_as_it_was_left(open_page):
    app = open_page("pages/residual_block.py", **{"block.family": "bottleneck", "block.layer": "main.conv2"})
    app.query_params.clear()
    app.switch_page("pages/train.py").run()
    assert not dict(app.query_params)
    app.switch_page("pages/residual_block.py").run()
    assert app.segmented_control(key="block.family").value == "bottleneck"
    assert app.query_params["block.layer"] == "main.conv2"


def test_an_address_with_choices_is_taken_at_its_word(open_page):
    app = open_page("pages/residual_block.py", **{"block.family": "bottleneck"})
    app.query_params.clear()
    app.switch_page("pages/train.py").run()
    app.query_params["block.stride"] = "2"
    app.switch_page("pages/residual_block.py").run()
    assert app.session_state["block.stride"] == 2
    assert "block.layer" not in app.query_params


def neighbours(app):
    """The pages that the links at the foot lead to."""
    return [link.proto.page for link in app.get("page_link")][-2:]


def test_a_page_that_is_reached_tells_its_browser_that_a_class_looks_on(open_page):
    app = open_page("pages/network.py")
    app.toggle(projector.PARAMETER).set_value(True).run()
    assert not app.toggle(projector.PARAMETER).proto.set_value  # it is the browser that said so
    reached = app.switch_page("pages/train.py").run().toggle(projector.PARAMETER)
    assert (reached.value, reached.proto.set_value, reached.proto.value) == (True, True, True)
    assert not app.run().toggle(projector.PARAMETER).proto.set_value  # or a press during the run would be undone
    app.toggle(projector.PARAMETER).set_value(False).run()
    reached = app.switch_page("pages/network.py").run().toggle(projector.PARAMETER)
    assert (reached.value, reached.proto.set_value, reached.proto.value) == (False, True, False)


def test_the_foot_of_a_page_leads_to_the_steps_before_and_after(open_page):
    pages = [page.name if page is not HOME else "" for page in PATH]
    for place in (1, 5):
        assert neighbours(open_page(PATH[place].file)) == [pages[place - 1], pages[place + 1]]


def test_the_path_goes_up_in_steps_and_its_last_one_is_told_on_every_page():
    steps = [int(page.step.rstrip("ab")) for page in PATH if page.step]
    assert steps == sorted(steps)
    assert set(steps) == set(range(1, int(LAST_STEP.rstrip("ab")) + 1))


def test_a_page_that_was_visited_is_kept_in_this_browser(open_page):
    app = open_page("pages/signal.py")
    app.switch_page("pages/train.py").run()
    assert list(app.session_state[progress._STATE]["pages"]) == ["signal", "train"]
