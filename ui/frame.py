"""What surrounds every page: the list of pages, the guard, the data banner and the width of a line.

Streamlit runs a file in `pages/` by itself, without app.py, when it is the first thing a fresh server is asked for.
`page_guard` notices that app.py did not hand out its ticket, calls `navigation` (which turns that habit off for the
process) and starts again, this time through app.py.
"""

import gc
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import fields, outage, probe, services
from ui.arrival import arrive

TICKET = "_frame_ticket"
SHOWN = "_frame_page"
LEFT = "_frame_left"
"""Session state: the address with which each page was last drawn, by the page's path."""
PAGE_WIDTH = 1080
"""In pixels: two diagrams fit side by side and a line of text stays readable."""


class Entry(NamedTuple):
    """A page in the menu; the icon stands beside links to it."""

    file: str
    title: str
    icon: str
    help: str


HOME = Entry("pages/home.py", "Home", ":material/home:", "What the lab is, and where to begin.")
TRAIN = Entry(
    "pages/train.py",
    "Train",
    ":material/model_training:",
    "Train a residual network on pictures of clothes and watch its curves while it learns.",
)
RESIDUAL_BLOCK = Entry(
    "pages/residual_block.py",
    "Residual block",
    ":material/call_split:",
    "Choose every part of one block, see both branches, and mend shapes that do not fit.",
)
RESNEXT = Entry(
    "pages/resnext.py",
    "ResNeXt",
    ":material/workspaces:",
    "Channels in groups: what that saves, what it does not, and three ways to write the same block.",
)
FUNCTION_CLASSES = Entry(
    "pages/function_classes.py",
    "Function classes",
    ":material/stacks:",
    "When is a larger set of functions sure to fit at least as well? Nested sets and others, measured.",
)
NETWORK = Entry(
    "pages/network.py",
    "Whole networks",
    ":material/account_tree:",
    "Take ResNet-18 or any other net apart, layer by layer: shapes, costs, how far it sees, and its source code.",
)
PLAIN_VS_RESIDUAL = Entry(
    "pages/plain_vs_residual.py",
    "Plain against residual",
    ":material/sprint:",
    "Race a net with shortcuts against the same net without, and see at which depth it begins to matter.",
)
GRADIENTS = Entry(
    "pages/gradients.py",
    "Gradients",
    ":material/u_turn_left:",
    "Do gradients vanish or explode in a deep net? Their length in every layer, at the start and while it trains.",
)
SIGNAL = Entry(
    "pages/signal.py",
    "Signal",
    ":material/graphic_eq:",
    "What becomes of a signal on its way through a deep net, and whether different pictures stay different.",
)
LANDSCAPE = Entry(
    "pages/landscape.py",
    "Landscape",
    ":material/landscape:",
    "The loss around a trained net, as a surface to turn: is the ground smoother where there are shortcuts?",
)
SURGERY = Entry(
    "pages/surgery.py",
    "Surgery",
    ":material/content_cut:",
    "Take blocks out of a trained net, cut its shortcuts, swap its blocks: what it still can, and its plain twin.",
)
SHATTERING = Entry(
    "pages/shattering.py",
    "Shattered gradients",
    ":material/broken_image:",
    "Does the gradient at one input say anything about the gradient right beside it? By depth, norms and shortcuts.",
)
PATHS = Entry(
    "pages/paths.py",
    "Paths",
    ":material/route:",
    "A net of n blocks has 2ⁿ paths. How long are those that carry the gradient?",
)
SALIENCY = Entry(
    "pages/saliency.py",
    "Saliency",
    ":material/visibility:",
    "Which pixels speak for a class? Nineteen methods side by side, and what their maps are worth.",
)
ORDERS = Entry(
    "pages/orders.py",
    "Orders",
    ":material/reorder:",
    "Norm, ReLU and addition in five orders: the blocks, a race between them, and the paper's numbers.",
)
SECTIONS: dict[str, tuple[Entry, ...]] = {
    "": (HOME,),
    "Build": (FUNCTION_CLASSES, RESIDUAL_BLOCK, NETWORK, RESNEXT),
    "Training": (TRAIN, PLAIN_VS_RESIDUAL),
    "Why it works": (GRADIENTS, SIGNAL, SHATTERING, PATHS, LANDSCAPE, SURGERY, ORDERS),
    "Look inside": (SALIENCY,),
}
"""The menu: a section without a name stands in the bar itself, any other opens."""
PAGES = tuple(page for pages in SECTIONS.values() for page in pages)
ADDRESSES = tuple("" if page is HOME else Path(page.file).stem for page in PAGES)
"""The path of each page."""


def navigation() -> StreamlitPage:
    """The page that was asked for, from the one list of pages."""
    # Without an icon: Streamlit would make it the favicon, which every browser then fetches from Google.
    sections = {
        section: [st.Page(page.file, title=page.title, help=page.help, default=page is HOME) for page in pages]
        for section, pages in SECTIONS.items()
        if pages
    }
    return st.navigation(sections, position="top")


def run(page: StreamlitPage) -> None:
    """Draws the page inside the frame."""
    left = st.session_state.setdefault(LEFT, {})
    if st.session_state.get(SHOWN) != page.url_path:
        st.session_state[SHOWN] = page.url_path
        st.session_state.pop(fields.REFUSED, None)
        fields.bring_back(left.get(page.url_path, {}))
    left[page.url_path] = st.query_params.to_dict()  # whoever leaves at once stops the page before its end
    st.session_state[TICKET] = True
    with st.container(horizontal_alignment="center", gap=None), st.container(width=PAGE_WIDTH, gap="medium"):
        arrive(page.url_path, ADDRESSES)
        _data_banner()
        with outage.told():
            page.run()
    left[page.url_path] = st.query_params.to_dict()
    probe.withdraw_overtaken()
    _freeze_imports(page.url_path)


def page_guard() -> None:
    """The first statement of every page: returns when app.py runs the page, and starts app.py when it does not."""
    if not st.session_state.pop(TICKET, False):
        navigation()
        st.rerun()


def _data_banner() -> None:
    """Says on every page when the real pictures are not at hand."""
    data = services.data_status()
    if data.state == "absent":
        st.warning(
            "**Fashion-MNIST is not on this machine yet.** The next run fetches it first (30 MB). Without a connection "
            "it trains on drawn sketches instead, which are not Fashion-MNIST, and says so beside every result.",
            icon=":material/cloud_download:",
        )
    elif data.state == "damaged":
        st.warning(
            f"**A Fashion-MNIST file is damaged:** {data.file}. It is never trained on; the next run fetches it again. "
            "Without a connection a new run trains on drawn sketches instead, which are not Fashion-MNIST; one that "
            "began with Fashion-MNIST ends until the file is back.",
            icon=":material/warning:",
        )


@st.cache_resource(show_spinner=False)
def _freeze_imports(_page: str) -> None:
    """Once a page, when its imports are done: Streamlit collects garbage after every rerun, and would walk all modules
    each time (40 to 200 ms). What an import made lives as long as the process, so the collector may forget it.
    """
    gc.collect()
    gc.freeze()
