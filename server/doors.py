"""All that the web server answers besides the pages, and what it does before the first of them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from server import health, live, rooms, teacher
from server.caps import PageCap
from server.cookie import OwnerCookie
from server.ending import before_the_end
from server.headers import SafeHeaders
from server.uploads import UploadCap

ROUTES: Sequence[BaseRoute] = (*health.ROUTES, *live.ROUTES, *teacher.ROUTES, *rooms.ROUTES)
MIDDLEWARE: Sequence[Middleware] = tuple(Middleware(each) for each in (SafeHeaders, PageCap, OwnerCookie, UploadCap))


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """What lives as long as the server; whoever listens to events is let go before it waits for them to go."""
    # Streamlit asks pandas about whatever a component is given; the first page would wait for it to be loaded.
    Thread(target=import_module, args=("pandas",), daemon=True).start()
    with before_the_end(live.LIVE.end):
        yield
