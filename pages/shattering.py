"""Shattered gradients: what the gradient at one input says about the gradient right beside it."""

from ui.frame import GRADIENTS, page_guard

page_guard()

import streamlit as st

from resnet_core.probes.nets import SmallNet
from resnet_core.probes.shattering import EPSILONS, LINE_DEPTHS, SHOWN, LineProbe
from ui import charts, depth_charts, fields, small_nets, words
from ui.fields import Choice, Switch
from ui.prose import prose
from ui.shattering import answers, readings
from ui.shattering import charts as shattering_charts
from ui.shattering.answers import OnLine

KNOBS = ("shortcut", "depth", "norm", "zero_init", "init", "order")
DEFAULT = (SmallNet(depth=56, shortcut="none"), SmallNet(depth=56))
DEPTH = Choice("shattering.depth", "Layers", LINE_DEPTHS, 24, "Of 200 ReLUs each.", "slider")
BETA = Choice("shattering.beta", "β, the share of each block", (0.1, 0.3, 1.0), 0.1, "A block gives h + β F(h).")
NORM = Switch("shattering.norm", "Batch normalisation", default=True)
SEED = Choice("shattering.seed", "Seed of the gradients shown", tuple(range(SHOWN)), 0)
EPS = Choice("shattering.eps", "Noise on each pixel", EPSILONS, 0.01, "Its standard deviation; that of a pixel is 1.")
FIELDS = (DEPTH, BETA, NORM, SEED, EPS, *small_nets.all_fields("shattering", DEFAULT, knobs=KNOBS))


def listed(sentences: list[str]) -> str:
    """The sentences as a Markdown list."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


def gradients(nets: list[OnLine], seed: int) -> None:
    """Every gradient over the grid, each in a picture of its own."""
    with st.grid(2, min_column_width=250, gap="small") as grid:
        for number, net in enumerate(nets):
            with grid.cell():
                st.markdown(f"**{net.name.capitalize()}**")
                charts.draw(
                    shattering_charts.gradient_option(net, seed),
                    key=f"shattering_gradient_{number}",
                    alt=f"{net.name} over the grid: autocorrelation {net.line.lags[0].mean:.2f} one point further on",
                    height=150,
                )


def on_a_line() -> None:
    """The paper's figure: nets of one number beside two noises."""
    st.header("One number in, one number out", anchor=False)
    st.markdown(prose("shattering_line"))
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        for field in (DEPTH, BETA, NORM, SEED):
            with st.container(width=225):
                fields.draw(field)
    held = fields.values(FIELDS)
    depth, norm = held[DEPTH.key], held[NORM.key]
    found = [answers.on_line(beta, depth=depth, norm=norm) for beta in (None, held[BETA.key])]
    nets, noises = [net for net in found if net is not None], answers.noises()
    gradients([*nets, *noises], held[SEED.key])
    said = readings.on_line(nets, noises, seeds=LineProbe().seeds)
    by_lag, by_depth = st.columns(2, gap="medium")
    with by_lag:
        st.markdown(f"**Autocorrelation** :gray[· {words.counted(depth, 'layer')}]")
        charts.draw(
            shattering_charts.lag_option([*nets, *noises]), key="shattering_lags", alt=" ".join(said), height=380
        )
        st.markdown(listed(said))
    with by_depth:
        recorded = answers.lines_by_depth(norm=norm)
        told = readings.lines_by_depth(recorded, noises)
        st.markdown("**One point further on** :gray[· at every depth]")
        charts.draw(
            shattering_charts.line_depth_option(recorded), key="shattering_line_depth", alt=" ".join(told), height=380
        )
        st.markdown(listed(told))
    normed, bare = (answers.lines_by_depth(norm=norm)[0] for norm in (True, False))
    if normed and bare:
        st.markdown(readings.without_norms(normed, bare))
    st.caption(" ".join(dict.fromkeys(net.where for net in nets)))


def by_depth(eps: float) -> None:
    """The recorded convolutional nets at every depth."""
    families = answers.families()
    said = readings.families(families, eps)
    st.markdown("**Cosine of the two gradients** :gray[· band: four in five of all pictures and seeds]")
    charts.draw(shattering_charts.depth_option(families, eps), key="shattering_depth", alt=" ".join(said), height=380)
    st.markdown(listed(said))
    st.caption(" ".join(dict.fromkeys(seen.where for family in families for seen in family.seen)))


def own_nets(eps: float) -> None:
    """Nets of the learner's choice, at every amount of noise."""
    st.header("Nets of your own", anchor=False)
    st.markdown(prose("shattering_own"))
    picture, controls = st.columns([5, 3], gap="large")
    with controls:
        nets = small_nets.choose("shattering", DEFAULT, knobs=KNOBS)
    with picture:
        seen = answers.of_nets(nets)
        if not seen:
            return
        said = readings.nets(seen, eps)
        st.markdown("**Cosine of the two gradients** :gray[· at every amount of noise]")
        option = shattering_charts.noise_option(seen)
        charts.draw(option, key="shattering_noise", alt=" ".join(said), height=depth_charts.height(len(seen)))
        st.markdown(f"With noise of {eps:g}, the mean over the seeds (lowest to highest):\n\n{listed(said)}")
        with st.expander("The numbers"):
            st.dataframe(readings.table(seen), hide_index=True)
        for data in dict.fromkeys(each.found.data for each in seen):
            st.markdown(words.data_badge(data))
        st.caption(" ".join(dict.fromkeys(each.where for each in seen)))


st.title("Shattered gradients", anchor=False)
st.markdown(prose("shattering_intro"))
fields.notices(FIELDS)
on_a_line()
st.header("Real pictures", anchor=False)
st.markdown(prose("shattering_pictures"))
eps = fields.draw(EPS)
by_depth(eps)
own_nets(eps)
st.page_link(GRADIENTS.file, label="Do gradients vanish or explode?", icon=GRADIENTS.icon)
st.markdown(prose("shattering_notice"))
