"""How much a page may send to the server, which holds it in memory as long as the page is open."""

from functools import partial

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resnet_core.settings import settings
from resnet_core.wording import Message as Told
from resnet_core.wording import message, sentence

_PATH = "/_stcore/upload_file/"
_MOST_PAGES = 2000
_REFUSED_FROM = 400


class UploadCap:
    """Lets a page send as many files, and as much in all, as the settings say."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, dict[str, int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, while the page may send more."""
        page, file = _sent(scope)
        if not file or scope["method"] not in ("PUT", "DELETE"):
            await self._app(scope, receive, send)
        elif scope["method"] == "DELETE":
            self._kept.get(page, {}).pop(file, None)
            await self._app(scope, receive, send)
        elif why := self._refusal(page, _length(scope)):
            await PlainTextResponse(sentence(why), status_code=413)(scope, receive, send)
        else:
            await self._app(scope, receive, partial(self._count, send, {page: {file: _length(scope)}}))

    def _refusal(self, page: str, length: int) -> Told | None:
        kept, limits = self._kept.get(page, {}), settings()
        if len(kept) >= limits.uploads:
            return message("upload-too-many", most=limits.uploads)
        if sum(kept.values()) + length > limits.uploads_mb * 1e6:
            return message("upload-too-much", most=limits.uploads_mb)
        return None

    async def _count(self, send: Send, sent: dict[str, dict[str, int]], told: Message) -> None:
        """Passes the answer on, and remembers the files that were taken."""
        if told["type"] == "http.response.start" and told["status"] < _REFUSED_FROM:
            for page, files in sent.items():
                self._kept[page] = self._kept.pop(page, {}) | files
            if len(self._kept) > _MOST_PAGES:
                del self._kept[next(iter(self._kept))]
        await send(told)


def _sent(scope: Scope) -> tuple[str, str]:
    """The page and the name of the file it sends or takes back; both empty for any other request."""
    path = scope["path"] if scope["type"] == "http" else ""
    page, _, file = path.partition(_PATH)[2].partition("/")
    return page, file


def _length(scope: Scope) -> int:
    told = Headers(scope=scope).get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < len(str(2**63)) else 0
