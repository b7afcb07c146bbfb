"""How many pages a server holds open, and how many of them one visitor."""

from starlette.types import ASGIApp, Receive, Scope, Send

from resnet_core.jobs.open_pages import OPEN_PAGES, OpenPages
from resnet_core.jobs.visitors import OWNER_COOKIE
from resnet_core.settings import settings
from resnet_core.wording import message
from server import sheets
from server.requests import is_page, visitor

_TRY_LATER = 1013
"""The code with which a WebSocket is closed by a server that has no room."""


class PageCap:
    """Lets in as many pages as there is room for, and says so to the others."""

    def __init__(self, app: ASGIApp, seats: OpenPages = OPEN_PAGES) -> None:
        self._app = app
        self._seats = seats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does while there is room."""
        if scope["type"] == "websocket":
            await self._open(scope, receive, send)
        elif is_page(scope) and self._seats.full(settings()):
            most = settings().sessions
            answer = sheets.sheet(message("server-full"), message("server-full-why", most=most), status=503)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        here = visitor(scope)
        browser = here.cookies.get(OWNER_COOKIE, "")
        taken = self._seats.take(settings(), address=here.address or "", browser=browser)
        if taken is None:
            await send({"type": "websocket.close", "code": _TRY_LATER})
            return
        try:
            await self._app(scope, receive, send)
        finally:
            self._seats.give_back(taken)
