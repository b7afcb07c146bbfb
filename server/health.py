"""What a proxy, a container or a person with curl asks: whether it is up, and whether it does its work.

`/healthz` answers as long as the process does, and says nothing of the store: a server that is killed for its
database's outage helps nobody. `/readyz` asks the store, for whoever decides where to send learners.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from resnet_core.errors import StoreError
from resnet_core.jobs.service import this_lab


async def alive(_request: Request) -> JSONResponse:
    """200: the process answers."""
    return JSONResponse({"status": "ok"})


async def ready(_request: Request) -> JSONResponse:
    """200 when the store answers, 503 and the reason when it does not."""
    try:
        await run_in_threadpool(_ask_the_store)
    except StoreError as error:
        return JSONResponse({"status": "waiting", "reason": error.code}, status_code=503)
    return JSONResponse({"status": "ready"})


def _ask_the_store() -> None:
    this_lab().check()


ROUTES = (Route("/healthz", alive), Route("/readyz", ready))
