"""One run on the page: waiting, training live, or over. The truth is in the store; the page only looks at it."""

import json
from typing import Any

import streamlit as st

from resnet_core import gallery
from resnet_core.analysis import room
from resnet_core.config import RunConfig, parse
from resnet_core.jobs.service import RunView
from resnet_core.settings import settings
from resnet_core.store import NoRunError
from ui import charts, outage, recorded, services, waiting, words
from ui.curves import Metrics, last, reading
from ui.prose import prose
from ui.train import downloads, submit
from ui.train.results import Results, show_results
from ui.train.submit import Wanted

POLL_SECONDS = 1.0


def show(run_id: str) -> None:
    """The run with this id, at whatever stage it is."""
    try:
        with outage.told():
            _show(services.lab().view(run_id))
    except NoRunError as error:
        st.error(str(error), icon=":material/search_off:")
        submit.set_up_button("Set up a new run")


def _show(view: RunView) -> None:
    if view.kind != "train":
        st.error(
            f"run={view.id}: must be a training, and this is the answer to a question that another page asked; go back "
            "to that page, or set up a new run here.",
            icon=":material/wrong_location:",
        )
        submit.set_up_button("Set up a new run")
    elif view.finished:
        _finished(view)
    else:
        waits = _waits_for_others(view)
        _live(view.id, waits)
        if waits:
            recorded.show(next((name for name in gallery.names() if _is_of(name, view.config)), "quick"))


def _waits_for_others(view: RunView) -> bool:
    return view.place is not None and view.place.before > 0


def _is_of(recording: str, config: dict[str, Any]) -> bool:
    return gallery.load(recording).config.model_dump(mode="json") == config


@st.fragment(run_every=POLL_SECONDS)
def _live(run_id: str, waits: bool) -> None:
    """Redrawn every second while the run goes on; the browser asks, so a closed tab costs nothing."""
    with outage.told():
        _draw_live(run_id, waits)


def _draw_live(run_id: str, waits: bool) -> None:
    view = services.lab().view(run_id)
    if view.finished or _waits_for_others(view) != waits:
        st.rerun()
    _header(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.progress(_share(view), text=_status(view))
        st.button(
            "Stop training",
            key="stop",
            icon=":material/stop:",
            on_click=outage.wish(services.lab().stop),
            args=(run_id,),
            disabled=view.state == "stopping",
        )
    metrics = services.lab().metrics(run_id)
    if "train_loss" in metrics:
        _measured(view, metrics)
    elif not waits:
        st.caption("The curves begin with the first step.")


def _measured(view: RunView, metrics: Metrics) -> None:
    """The numbers of the moment, and the curves so far."""
    with st.grid(4, min_column_width=150):
        _tile("Test accuracy", last(metrics, "test_accuracy"), "{:.1%}")
        _tile("Training loss", last(metrics, "train_loss"), "{:.3f}")
        _tile("Pictures a second", view.images_per_second, "{:,.0f}")
        left = view.eta_seconds
        st.metric("Time left", "not known yet" if left is None else f"about {words.duration(left)}")
    charts.curves(metrics, key="live", total_steps=view.total_steps)
    st.markdown(reading(metrics))


def _header(view: RunView) -> None:
    word, colour, icon = words.STATES[view.state]
    st.header(view.name, anchor=False)
    badges = [f":{colour}-badge[{icon} {word}]"]
    badges += [words.data_badge(view.data)] if view.data else []
    badges += [f":gray-badge[:material/memory: {view.device}]"] if view.device else []
    badges += [f":gray-badge[seed {view.config['training']['seed']}]"]
    st.markdown(" ".join(badges))


def _status(view: RunView) -> str:
    """What the run is doing now, in one line."""
    if waits := waiting.line(view):
        return waits
    if view.state == "stopping":
        return "Stopping - saving your network (up to 5 s)"
    if view.step == 0:
        return view.phase.capitalize() or "Starting"
    return f"Step {view.step:,} of {view.total_steps:,}" + (f" · {view.phase}" if view.phase else "")


def _share(view: RunView) -> float:
    return min(1.0, view.step / view.total_steps) if view.total_steps else 0.0


def _tile(label: str, value: float | None, text: str) -> None:
    st.metric(label, "not yet" if value is None else text.format(value))


def _finished(view: RunView) -> None:
    metrics = services.lab().metrics(view.id)
    _header(view)
    _outcome(view)
    _next_action(view)
    if metrics:
        charts.curves(metrics, key="done", total_steps=view.total_steps)
        st.markdown(reading(metrics))
    if results := _results(view.id):
        show_results(results, key="done")
    downloads.show(view, metrics)
    if view.state == "succeeded":
        st.markdown(prose("train_notice"))
    _details(view)


def _outcome(view: RunView) -> None:
    """How it ended, unless it ended as planned."""
    if view.state == "stopped":
        st.info(view.message or "Stopped.", icon=":material/stop_circle:")
    elif view.state != "succeeded":
        st.error(view.message or "The run failed.", icon=":material/error:")


def _next_action(view: RunView) -> None:
    """One thing to do next, and the way back to the settings."""
    with st.container(horizontal=True):
        if mended := _mended(view):
            label, config = mended
            submit.button(label, lambda: Wanted(config, view.name), key="again")
        elif view.resumable and view.error_kind != "memory_limit":
            st.button(
                words.on_primary("Resume"),
                type="primary",
                key="resume",
                on_click=outage.wish(services.lab().resume),
                args=(view.id,),
            )
        submit.set_up_button("Set up a new run")


def _mended(view: RunView) -> tuple[str, dict[str, Any]] | None:
    """The change that the failure asks for, as a button's label and a config; None when it asks for none."""
    training = view.config["training"]
    if view.state == "diverged":
        lr = training["lr"] / 10
        return f"Train again with learning rate {lr:g}", view.config | {"training": training | {"lr": lr}}
    if view.error_kind == "memory_limit":
        batch = room.batch_that_fits(parse(RunConfig, view.config), settings().memory_limit_mb)
    elif view.error_kind == "gpu_oom":
        batch = max(2, training["batch_size"] // 2)
    else:
        batch = None
    if batch is not None:
        return f"Train again with batch {batch}", view.config | {"training": training | {"batch_size": batch}}
    return None


def _results(run_id: str) -> Results | None:
    """The results the run left; None when it did not come so far."""
    numbers = services.lab().artifact(run_id, "results")
    if numbers is None:
        return None
    return Results.read(json.loads(numbers.read_text()), services.lab().artifact(run_id, "wrong_images"))


def _details(view: RunView) -> None:
    with st.expander("What happened, step by step", icon=":material/history:"):
        st.code("\n".join(f"{event.kind:12} {event.detail}" for event in services.lab().events(view.id)), language=None)
        if view.detail:
            st.code(view.detail, language=None)
