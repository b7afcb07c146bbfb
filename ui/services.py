"""The lab as this visitor has it, who that is, and what every session of this process shares."""

import secrets
import time
from pathlib import Path
from typing import Any

import streamlit as st

from resnet_core.data.files import DataStatus, status
from resnet_core.database import StoreUnavailableError
from resnet_core.errors import StoreError
from resnet_core.jobs.owners import Owner
from resnet_core.jobs.service import Desk, this_lab
from resnet_core.jobs.visitors import Visitor, owner_of
from resnet_core.settings import settings

_OWNER = "_owner"
"""Session state: who this is. One drawn by lot, as long as the page is open, for a browser that keeps no cookie."""
OUTAGE_SECONDS = 1.5
"""A store that did not answer a moment ago is not waited for again by the next place on a page."""


class Outage:
    """The last one, as all sessions know it."""

    def __init__(self) -> None:
        self.error: StoreUnavailableError | None = None
        self.until = 0.0


def lab() -> Desk:
    """The lab as this visitor has it; the queue runs from the first page on. StoreError where it cannot be opened."""
    known = _outage()
    if known.error is not None and time.monotonic() < known.until:
        raise known.error
    return this_lab().of(owner())


def owner() -> Owner:
    """Who looks at this page."""
    known = owner_of(_visitor(), settings(), signs_in=_signs_in())
    if known is not None:
        st.session_state[_OWNER] = known
    who: Owner = st.session_state.setdefault(_OWNER, Owner(secrets.token_hex(16)))
    return who


def _visitor() -> Visitor:
    """Streamlit has no address for whoever is at this machine, and no headers either once the browser is gone."""
    here = st.context
    address = (here.ip_address or "127.0.0.1") if here.headers else None
    return Visitor(address, here.cookies, here.headers, _claims())


@st.cache_resource(show_spinner=False)
def _signs_in() -> bool:
    """Whether an identity provider is configured, in Streamlit's own words."""
    return bool(st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def _claims() -> dict[str, Any]:
    return st.user.to_dict() if _signs_in() and st.user.is_logged_in else {}


def note(error: StoreError) -> None:
    """Lets `lab` raise this outage for a moment, without asking the store."""
    known = _outage()
    if isinstance(error, StoreUnavailableError) and error is not known.error:
        known.error, known.until = error, time.monotonic() + OUTAGE_SECONDS


@st.cache_resource(show_spinner=False)
def _outage() -> Outage:
    return Outage()


@st.cache_data(ttl=30, max_entries=4, show_spinner=False)
def data_status(directory: Path | None = None) -> DataStatus:
    """Whether Fashion-MNIST lies where the settings say; the four md5 sums are taken at most every 30 seconds."""
    return status(directory or settings().data_dir)
