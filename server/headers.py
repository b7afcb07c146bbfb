"""Headers that tell a browser what pages of the lab may do: load from here only, and be framed where it is allowed."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resnet_core.settings import settings

_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")


class SafeHeaders:
    """Adds the headers to every answer that does not have its own, and keeps the server's counters to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(told: Message) -> None:
            if told["type"] == "http.response.start":
                headers = MutableHeaders(scope=told)
                for name, value in _headers(scope).items():
                    headers.setdefault(name, value)
            await send(told)

        if scope["path"].rstrip("/").endswith("/_stcore/metrics"):
            await with_headers({"type": "http.response.start", "status": 404, "headers": []})
            await with_headers({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, with_headers)


def _headers(scope: Scope) -> dict[str, str]:
    return {
        "content-security-policy": policy(Headers(scope=scope).get("host", ""), settings().embedded_by),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }


def policy(host: str, embedded_by: str) -> str:
    """The content security policy of a page at this host.

    Streamlit compiles some of its scripts and the charts' expressions at run time and sets styles on elements, so both
    are let be; older browsers do not take the page's own WebSocket for `self`. Nothing is loaded from elsewhere: a
    picture in a learner's text cannot tell its server who looked.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    ancestors = " ".join(["'self'", *re.findall(r"[^\s;,]+", embedded_by)])
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' data: blob:{sockets}",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        ]
    )
