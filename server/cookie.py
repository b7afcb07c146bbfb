"""Gives every browser the cookie by which it is known: drawn by lot, unread by scripts, sent to nobody else."""

from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resnet_core.jobs.visitors import OWNER_COOKIE, new_token
from server.requests import is_page, visitor

KEEP_SECONDS = 400 * 24 * 3600
"""As long as browsers let a cookie live."""


class OwnerCookie:
    """Sets the cookie with the first page that a browser asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, with the cookie where there was none."""
        if not is_page(scope) or OWNER_COOKIE in visitor(scope).cookies:
            await self._app(scope, receive, send)
            return

        async def with_cookie(told: Message) -> None:
            if told["type"] == "http.response.start":
                cookie = set_cookie(OWNER_COOKIE, new_token(), scope=scope, seconds=KEEP_SECONDS)
                MutableHeaders(scope=told).append("set-cookie", cookie)
            await send(told)

        await self._app(scope, receive, with_cookie)


def set_cookie(name: str, value: str, *, scope: Scope, seconds: int) -> str:
    """The header's value: no script reads it, no other site sends it, and only over TLS where the page came so."""
    cookie: SimpleCookie = SimpleCookie({name: value})
    cookie[name] |= {"path": scope.get("root_path") or "/", "max-age": seconds, "httponly": True, "samesite": "Lax"}
    cookie[name]["secure"] = scope.get("scheme") == "https"
    return cookie[name].OutputString()
