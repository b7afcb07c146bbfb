"""What our middleware and routes read from a request, whatever is mounted behind them."""

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from resnet_core.jobs.owners import Owner
from resnet_core.jobs.visitors import Visitor, owner_of
from resnet_core.settings import settings

SIGN_IN_COOKIE = "_streamlit_user"
"""Streamlit's, which it signs."""


def visitor(scope: Scope) -> Visitor:
    """Who sent the request, as far as it tells."""
    connection = HTTPConnection(scope)
    address = connection.client.host if connection.client else None
    return Visitor(address, connection.cookies, connection.headers)


def owner(scope: Scope) -> Owner | None:
    """The owner who sent the request; None without a cookie. Who signed in by name is known here by the cookie."""
    return owner_of(visitor(scope), settings())


def signed_in(scope: Scope) -> bool:
    """Whether the browser shows a sign-in, which only a page's script can read: it knows who that is, we do not."""
    return SIGN_IN_COOKIE in visitor(scope).cookies


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, and not for a part of one."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "/_stcore" not in scope["path"]
        and "text/html" in Headers(scope=scope).get("accept", "")
    )
