"""What a room needs beside the pages: its state as a topic of events, and a vote that runs no script.

A vote is taken from a browser that shows who it is by its cookie, and only from a page of this server: a form of
another site cannot send JSON without asking first. One that has signed in is refused, and votes through the page's
script, which knows whose seat that is in every browser.
"""

import json
from typing import Any

from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from resnet_core.config import Frozen, parse
from resnet_core.database import StoreUnavailableError
from resnet_core.errors import ConfigError, LabError
from resnet_core.jobs.service import this_lab
from resnet_core.room import ballot, rooms, telling
from server.requests import owner, signed_in

_MOST_BYTES = 1000


class Vote(Frozen):
    """What a browser sends."""

    code: str = Field(max_length=16)
    step: int
    round: int
    option: str = Field(max_length=64)


def state(code: str) -> dict[str, Any]:
    """What everybody may know of the room now."""
    return telling.state(this_lab().store, code)


async def vote(request: Request) -> JSONResponse:
    """200 and how many have voted; 409 and the reason where the vote does not count."""
    who = None if signed_in(request.scope) else owner(request.scope)
    if who is None or request.headers.get("content-type", "").split(";")[0] != "application/json":
        return _refused("not-in-the-room", 403)
    try:
        sent = parse(Vote, await _sent(request))
        votes = await run_in_threadpool(_put_in, sent, who.id)
    except ConfigError as error:
        return _refused(error.code, 400)
    except StoreUnavailableError as error:
        return _refused(error.code, 503)
    except LabError as error:
        return _refused(error.code, 403 if error.code == "not-in-the-room" else 409)
    return JSONResponse({"votes": votes})


def _put_in(sent: Vote, who: str) -> int:
    return ballot.vote(this_lab().store, rooms.spelt(sent.code), who, ballot=(sent.step, sent.round, sent.option))


async def _sent(request: Request) -> Any:
    """The body as plain data; nothing of one that is too long or no JSON."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _refused(reason: str, status: int) -> JSONResponse:
    return JSONResponse({"reason": reason}, status_code=status)


ROUTES = (Route("/rooms/vote", vote, methods=["POST"]),)
