"""A learner without a browser: one Streamlit session over a WebSocket, as the front end speaks it.

It keeps what a browser keeps: cookies, the address, what its widgets hold, and which parts of the page the server asked
to be drawn anew every second. It draws nothing, so that a hundred of them fit beside the server they measure.
"""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LARGEST_MESSAGE = 64 * 2**20
PATIENCE = 120.0
"""Seconds after which a script that has not finished is an error."""
WHOLE, PART = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
MOST_STEPS = 50
"""Of a slider, from which one is chosen."""


class TooSlowError(TimeoutError):
    """A script did not finish within `PATIENCE`."""


class Control(NamedTuple):
    """A widget of the page: its id, which of the protocol's values it holds, and what that may be."""

    id: str
    holds: str
    options: tuple[Any, ...]
    in_address: str


@dataclass
class Page:
    """What stands on the page."""

    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    drawn: set[tuple[int, ...]] = field(default_factory=set)
    """What the run under way has drawn."""

    def controls(self) -> dict[str, Control]:
        """The controls by the key that the program gave them."""
        found = (_control(element) for element in self.elements.values())
        return {_key(control.id): control for control in found if control is not None}

    def told(self) -> Iterator[str]:
        """Everything that is written on the page as Markdown, alerts included."""
        for element in self.elements.values():
            match element.WhichOneof("type"):
                case "markdown":
                    yield element.markdown.body
                case "alert":
                    yield element.alert.body
                case "progress":
                    yield element.progress.text
                case "heading":
                    yield element.heading.body

    def exceptions(self) -> list[str]:
        """What went wrong in the script."""
        return [
            f"{element.exception.type}: {element.exception.message}"
            for element in self.elements.values()
            if element.WhichOneof("type") == "exception"
        ]


class Learner:
    """One session. `errors` is everything that a learner would call broken."""

    def __init__(self, address: str, *, seed: int = 0, headers: dict[str, str] | None = None) -> None:
        if urlsplit(address).hostname not in LOOPBACK:
            raise ValueError(f"{address}: the load is for this machine only, one of {', '.join(LOOPBACK)}")
        self.address = address
        self.page = Page()
        self.path, self.query = "", ""
        self.errors: list[str] = []
        self.random = random.Random(seed)
        self.cookies: dict[str, str] = {}
        self.session_id = ""
        self.served_by = ""
        """What the response to the first page says of which process answered, where a proxy tells."""
        self._headers = headers or {}
        self._states: dict[str, WidgetState] = {}
        self._page_hash = ""
        self._fragments: dict[str, float] = {}
        self._ended = asyncio.Event()
        self._part_ended = asyncio.Event()
        self._ready = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.messages_bytes = 0

    async def arrive(self, path: str = "", query: str = "") -> float:
        """Opens a page in a new session, as an address typed does; seconds until its script has finished."""
        begun = time.perf_counter()
        async with httpx.AsyncClient(cookies=self.cookies, headers=self._headers, timeout=PATIENCE) as client:
            answered = await client.get(f"{self.address}/{path}?{query}", headers={"Accept": "text/html"})
            answered.raise_for_status()
            await client.get(f"{self.address}/_stcore/host-config")
            self.cookies = dict(client.cookies)
        await self._connect()
        self.path, self.query = path, query
        await self._run(begun)
        return time.perf_counter() - begun

    async def go(self, path: str, query: str = "") -> float:
        """Opens another page in this session, as a press in the menu does."""
        begun = time.perf_counter()
        self.path, self.query, self._page_hash = path, query, ""
        self._states = {}
        await self._run(begun)
        return time.perf_counter() - begun

    async def move(self, key: str | None = None) -> float:
        """Sets one control (any that is in the address) to another of its options; seconds until the page is drawn."""
        control = self.page.controls()[key or self.random.choice(self.movable())]
        held = self._states.get(control.id)
        now = None if held is None else _value(held)
        return await self.set(control, self.random.choice([option for option in control.options if option != now]))

    def movable(self) -> list[str]:
        """The controls that can be moved; the switch for a projector is the teacher's."""
        controls = self.page.controls().items()
        return sorted(key for key, one in controls if one.in_address and len(one.options) > 1 and key != "projector")

    async def set(self, control: Control, value: Any) -> float:
        """Sets a control; seconds until the page is drawn."""
        begun = time.perf_counter()
        self._states[control.id] = _state(control, value)
        address = dict(parse_qsl(self.query)) | {control.in_address: str(value)}
        self.query = urlencode(address) if control.in_address else self.query
        await self._run(begun)
        return time.perf_counter() - begun

    async def press(self, key: str) -> float:
        """Presses a button; seconds until the page is drawn. KeyError where there is no such button."""
        begun = time.perf_counter()
        control = self.page.controls()[key]
        await self._run(begun, pressed=control.id)
        return time.perf_counter() - begun

    async def until(self, shown: Any, *, seconds: float = 60.0) -> float:
        """Seconds until `shown(page)` holds; TooSlowError after `seconds`."""
        begun = time.perf_counter()
        while not shown(self.page):
            if time.perf_counter() - begun > seconds:
                raise TooSlowError(f"{self.path}: not shown after {seconds} s")
            await asyncio.sleep(0.05)
        return time.perf_counter() - begun

    async def event(self, topic: str, *, over: bool = False) -> dict[str, Any]:
        """The present state of what a page watches, `run/<id>`, or its last one; empty where there is nothing of it."""
        async with (
            asyncio.timeout(PATIENCE),
            httpx.AsyncClient(cookies=self.cookies, headers=self._headers, timeout=PATIENCE) as client,
            client.stream("GET", f"{self.address}/live/{topic}") as events,
        ):
            async for line in events.aiter_lines():
                if line.startswith("data: "):
                    state: dict[str, Any] = json.loads(line.removeprefix("data: "))
                    if state["over"] or not over:
                        return state
        return {}

    async def again(self) -> None:
        """Runs the page once more, as it asks when what it watches is over."""
        await self._run(time.perf_counter())

    async def leave(self) -> None:
        """Closes the tab."""
        for task in self._tasks:
            task.cancel()
        if self._socket is not None:
            await self._socket.close()

    async def drop(self) -> None:
        """Loses the line without a word, as when a laptop sleeps or its server is killed."""
        for task in self._tasks:
            task.cancel()
        if self._socket is not None:
            self._socket.transport.abort()

    async def reconnect(self) -> None:
        """Comes back with the session it had, if the server still knows it."""
        await self._connect()
        await self._run(time.perf_counter())

    async def _connect(self) -> None:
        host = urlsplit(self.address)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        protocols = ["streamlit", self.cookies.get("_streamlit_xsrf", "none")]
        protocols += [self.session_id] if self.session_id else []
        self._socket = await connect(
            f"ws://{host.netloc}/_stcore/stream",
            subprotocols=list(map(Subprotocol, protocols)),
            origin=Origin(self.address),
            additional_headers={"Cookie": cookies, **self._headers} if cookies else self._headers,
            max_size=LARGEST_MESSAGE,
            compression=None,
            open_timeout=PATIENCE,
        )
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._keep_drawing())]

    async def _run(self, begun: float, *, pressed: str = "") -> None:
        self._ended.clear()
        await self._send(pressed=pressed)
        try:
            await asyncio.wait_for(self._ended.wait(), PATIENCE - (time.perf_counter() - begun))
        except TimeoutError:
            raise TooSlowError(f"{self.path}: no end of the script after {PATIENCE} s") from None
        self.errors += [f"{self.path}: {told}" for told in self.page.exceptions()]

    async def _send(self, *, pressed: str = "", fragment: str = "") -> None:
        assert self._socket is not None, "arrive first"
        state = ClientState(
            query_string=self.query,
            page_name=self.path if not self._page_hash else "",
            page_script_hash=self._page_hash,
            fragment_id=fragment,
            is_auto_rerun=bool(fragment),
        )
        state.widget_states.widgets.extend(self._states.values())
        if pressed:
            state.widget_states.widgets.append(WidgetState(id=pressed, trigger_value=True))
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())

    async def _listen(self) -> None:
        assert self._socket is not None
        try:
            async for data in self._socket:
                self.messages_bytes += len(data)
                self._take(ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode()))
        except ConnectionClosed as error:
            self.errors.append(f"line lost: {error}")

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
                self._page_hash = message.new_session.page_script_hash
                self.page.drawn.clear()
                if not message.metadata.run.fragment_ids:
                    self._fragments.clear()
            case "navigation":
                self._page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta":
                self._draw(tuple(message.metadata.delta_path), message.delta)
            case "auto_rerun":
                self._fragments[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            case "stop_auto_rerun":
                for each in message.stop_auto_rerun.fragment_ids:
                    self._fragments.pop(each, None)
            case "script_finished":
                self._finish(message.script_finished)
            case "page_not_found":
                self.errors.append(f"{self.path}: no such page")

    def _draw(self, path: tuple[int, ...], delta: Any) -> None:
        kind = delta.WhichOneof("type")
        if kind == "new_element":
            self.page.elements[path] = delta.new_element
            self.page.drawn.add(path)

    def _finish(self, how: int) -> None:
        if how == WHOLE:
            self.page.elements = {path: self.page.elements[path] for path in self.page.drawn}
            self._ended.set()
        elif how == PART:
            self._part_ended.set()

    async def _keep_drawing(self) -> None:
        """Asks for each part of the page that wants to be drawn anew when its time has come, as the browser's timer."""
        due: dict[str, float] = {}
        while True:
            await asyncio.sleep(0.1)
            now = time.perf_counter()
            due = {each: due.get(each, now + every) for each, every in self._fragments.items()}
            for each in [each for each, at in due.items() if at <= now]:
                due[each] = now + self._fragments[each]
                await self._send(fragment=each)


def _key(widget_id: str) -> str:
    """The program's own key, with which an id ends."""
    return widget_id.split("-", 2)[-1]


def _control(element: Element) -> Control | None:
    kind = element.WhichOneof("type")
    proto = getattr(element, kind) if kind else None
    if proto is None or getattr(proto, "disabled", False) or not getattr(proto, "id", ""):
        return None
    address = getattr(proto, "query_param_key", "")
    match kind:
        case "button":
            return Control(proto.id, "trigger_value", (), "")
        case "selectbox":
            return Control(proto.id, "string_value", tuple(proto.options), address)
        case "button_group":
            return Control(proto.id, "string_array_value", tuple(each.content for each in proto.options), address)
        case "slider":
            if proto.options:
                return Control(proto.id, "string_array_value", tuple(proto.options), address)
            count = min(MOST_STEPS, round((proto.max - proto.min) / proto.step)) if proto.step else 0
            steps = tuple(proto.min + each * proto.step for each in range(count + 1))
            return Control(proto.id, "double_array_value", steps, address)
        case "checkbox":
            return Control(proto.id, "bool_value", (False, True), address)
    return None


def _state(control: Control, value: Any) -> WidgetState:
    state = WidgetState(id=control.id)
    match control.holds:
        case "string_array_value":
            state.string_array_value.data.append(value)
        case "double_array_value":
            state.double_array_value.data.append(value)
        case holds:
            setattr(state, holds, value)
    return state


def _value(state: WidgetState) -> Any:
    held = getattr(state, state.WhichOneof("value") or "", None)
    return held.data[0] if hasattr(held, "data") and held.data else held
