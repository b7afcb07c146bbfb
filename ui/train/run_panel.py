"""One run on the page: waiting, training live, or over. The truth is in the store; the page only looks at it."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from resnet_core import gallery
from resnet_core.analysis import memory
from resnet_core.config import RunConfig, parse
from resnet_core.jobs import live as runs
from resnet_core.jobs.looks import RunView
from resnet_core.settings import settings
from resnet_core.store import NoRunError
from resnet_core.training import moments
from resnet_core.training.progress import Metrics
from ui import announce, live, outage, recorded, services, waiting, words
from ui.core_words import begun, in_words
from ui.curves import reading
from ui.say import say
from ui.sketch import gaps
from ui.train import downloads, figures, garments, keeping, onwards, outlook, submit
from ui.train.results import Results, show_results
from ui.train.submit import Wanted


def show(run_id: str) -> None:
    """Draws the run with this id, at whatever stage it is."""
    try:
        with outage.told():
            _show(services.lab().view(run_id))
    except NoRunError as error:
        st.error(in_words(error), icon=":material/search_off:")
        submit.set_up_button()


def _show(view: RunView) -> None:
    if view.kind != "train":
        st.error(say("train-another-pages", run=view.id), icon=":material/wrong_location:")
        submit.set_up_button()
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


@live.fragment
def _live(run_id: str, waits: bool) -> None:
    """Draws the run, whose numbers move by events; a closed tab costs nothing."""
    with outage.told():
        _draw_live(run_id, waits)


def _draw_live(run_id: str, waits: bool) -> None:
    view = services.lab().view(run_id)
    if view.finished:
        announce.ended(view)
    if view.finished or _waits_for_others(view) != waits:
        st.rerun()
    announce.progress(view)
    topic = f"run/{run_id}"
    now = runs.state(services.lab(), run_id)
    live.follow(topic, now["marks"])
    _header(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container():
            live.bar(topic, now, status=_status(view), template=say("train-step", **gaps("step", "steps", "phase")))
        if services.lab().may_change(view):
            st.button(
                say("train-stop"),
                key="stop",
                icon=":material/stop:",
                on_click=outage.wish(services.lab().stop),
                args=(run_id,),
                disabled=view.state == "stopping",
            )
    metrics = services.lab().metrics(run_id)
    if "train_loss" in metrics:
        live.tiles(topic, now)
        _watched(view, metrics, key="live", curves=partial(figures.live_curves, live.Going(topic, now, metrics)))
    elif not waits:
        st.caption(say("train-no-curves-yet"))


def _watched(view: RunView, metrics: Metrics, *, key: str, curves: Callable[..., None]) -> None:
    """Draws the garments that the network names and the curves beside them; the curves alone where nothing was seen."""
    seen = moments.read(services.lab().artifact(view.id, "watched"))
    if seen is None or not seen.moments:
        curves()
        st.markdown(reading(metrics))
        return
    figure, beside = st.columns([5, 4], gap="large")
    with figure:
        garments.draw(seen, key=f"garments_{key}", live=key == "live")
        st.markdown(garments.reading(seen))
    with beside:
        curves(stacked=True)
        st.markdown(reading(metrics))


def _header(view: RunView) -> None:
    st.header(words.plain(view.name), anchor=False)
    badges = [words.state_badge(view.state)]
    badges += [words.data_badge(view.data)] if view.data else []
    badges += [f":gray-badge[:material/memory: {words.device(view.device)}]"] if view.device else []
    badges += [f":gray-badge[{say('train-seed-badge', seed=view.config['training']['seed'])}]"]
    st.markdown(" ".join(badges))


def _status(view: RunView) -> str:
    """What the run is doing now, in one line."""
    if waits := waiting.line(view):
        return waits
    if view.state == "stopping":
        return say("train-stopping")
    if view.step == 0:
        return begun(view.phase) if view.phase else say("waiting-starting")
    phase = in_words(view.phase) if view.phase else None
    return say("train-step", step=view.step, steps=view.total_steps, phase=phase)


def _finished(view: RunView) -> None:
    metrics = services.lab().metrics(view.id)
    _header(view)
    _outcome(view)
    _next_action(view)
    if metrics:
        curves = partial(figures.curves, metrics, key="done", total_steps=view.total_steps)
        _watched(view, metrics, key="done", curves=curves)
    if view.state == "succeeded":
        outlook.beside(view)
        onwards.show(view)
    if results := _results(view.id):
        show_results(results, key="done")
    downloads.show(view, metrics)
    keeping.show(view)
    _details(view)


def _outcome(view: RunView) -> None:
    """Says how it ended, unless it ended as planned."""
    if view.state == "stopped":
        st.info(in_words(view.message) if view.message else say("train-stopped"), icon=":material/stop_circle:")
    elif view.state != "succeeded":
        st.error(in_words(view.message) if view.message else say("train-failed"), icon=":material/error:")


def _next_action(view: RunView) -> None:
    """Offers one thing to do next, and the way back to the settings."""
    with st.container(horizontal=True):
        if mended := _mended(view):
            label, config = mended
            submit.button(label, lambda: Wanted(config, view.name), key="again")
        elif view.resumable and view.error_kind != "memory_limit" and services.lab().may_change(view):
            st.button(
                words.on_primary(say("train-resume")),
                type="primary",
                key="resume",
                on_click=outage.wish(services.lab().resume),
                args=(view.id,),
            )
        submit.set_up_button()


def _mended(view: RunView) -> tuple[str, dict[str, Any]] | None:
    """The change that the failure asks for, as a button's label and a config; None when it asks for none."""
    training = view.config["training"]
    if view.state == "diverged":
        lr = training["lr"] / 10
        return say("train-again-lr", lr=lr), view.config | {"training": training | {"lr": lr}}
    if view.error_kind == "memory_limit":
        batch = memory.batch_that_fits(parse(RunConfig, view.config), settings().memory_limit_mb)
    elif view.error_kind == "gpu_oom":
        batch = max(2, training["batch_size"] // 2)
    else:
        batch = None
    if batch is not None:
        return say("train-again-batch", batch=batch), view.config | {"training": training | {"batch_size": batch}}
    return None


def _results(run_id: str) -> Results | None:
    """The results the run left; None when it did not come so far."""
    numbers = services.lab().artifact(run_id, "results")
    if numbers is None:
        return None
    return Results.read(json.loads(numbers.read_text()), services.lab().artifact(run_id, "wrong_images"))


def _details(view: RunView) -> None:
    with st.expander(say("train-details"), icon=":material/history:"):
        st.code("\n".join(f"{event.kind:12} {event.detail}" for event in services.lab().events(view.id)), language=None)
        if view.detail:
            st.code(view.detail, language=None)
