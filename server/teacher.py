"""Where a teacher enters the key, once: the browser then shows a ticket in its place. Guessing is slow.

Nothing of a key is logged, be it right or wrong.
"""

import asyncio
import time
from collections import defaultdict, deque
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resnet_core.jobs.visitors import TEACHER_COOKIE, TEACHER_SECONDS, is_key, ticket
from resnet_core.settings import settings
from resnet_core.wording import Message, message
from server.cookie import set_cookie
from server.requests import owner, visitor
from server.sheets import key_form, sheet

WRONG_SECONDS = 1.0
"""A wrong key is answered no sooner."""
TRIES, AGAIN_SECONDS = 10, 600.0
"""So many wrong keys from one address in this time, and no more are looked at; from all together ten times as many."""
_EVERYBODY = ""
_MOST_BYTES = 1000


class Guesses:
    """When wrong keys came, by address."""

    def __init__(self) -> None:
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)

    def too_many(self, address: str) -> bool:
        """Whether keys from there are not looked at now."""
        return self._recent(address) >= TRIES or self._recent(_EVERYBODY) >= 10 * TRIES

    def note(self, address: str) -> None:
        """Remembers a wrong key."""
        for whose in (address, _EVERYBODY):
            self._wrong[whose].append(time.monotonic())
        if len(self._wrong) > 10 * TRIES:
            recent = {whose: self._wrong[whose] for whose in list(self._wrong) if self._recent(whose)}
            self._wrong = defaultdict(deque, recent)

    def _recent(self, whose: str) -> int:
        wrong = self._wrong[whose]
        while wrong and wrong[0] < time.monotonic() - AGAIN_SECONDS:
            wrong.popleft()
        return len(wrong)


GUESSES = Guesses()


async def ask(_request: Request) -> Response:
    """The page with the field; where there is no key, the page that says so."""
    if not settings().teacher_key:
        return sheet(message("teacher-title"), message("teacher-no-key"), status=404)
    return _form(message("teacher-ask"))


async def enter(request: Request) -> Response:
    """To the class with a ticket, when the key is right."""
    address = visitor(request.scope).address or ""
    if GUESSES.too_many(address):
        return _form(message("teacher-slowly", minutes=round(AGAIN_SECONDS / 60)), status=429)
    who = owner(request.scope)
    if who is None:
        return _form(message("teacher-no-cookie"), status=400)
    if not is_key(await _key(request), settings()):
        GUESSES.note(address)
        await asyncio.sleep(WRONG_SECONDS)
        return _form(message("teacher-wrong"), status=403)
    shown = ticket(who.id, settings().teacher_key)
    response = RedirectResponse(f"{request.scope.get('root_path', '')}/class_status", status_code=303)
    cookie = set_cookie(TEACHER_COOKIE, shown, scope=request.scope, seconds=TEACHER_SECONDS)
    response.headers.append("set-cookie", cookie)
    return response


async def _key(request: Request) -> str:
    """The key that was sent; read by hand, since a form of unknown size is not worth a parser."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return ""
    return parse_qs(body.decode("utf-8", "replace")).get("key", [""])[0]


def _form(text: Message, *, status: int = 200) -> Response:
    form = key_form(message("teacher-key"), message("teacher-enter"))
    return sheet(message("teacher-title"), text, status=status, form=form)


ROUTES = (Route("/teacher", ask), Route("/teacher", enter, methods=["POST"]))
