"""The pages that are open on this server, counted for whoever lets them in and whoever looks after the class."""

from collections import Counter

from resnet_core.settings import Settings


class OpenPages:
    """The open pages: in all, from each address, which may be a whole school's, and of each browser."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def full(self, limits: Settings) -> bool:
        """Whether nobody finds room any more."""
        return self.count >= limits.sessions

    def take(self, limits: Settings, *, address: str, browser: str) -> tuple[str, ...] | None:
        """What to give back when the page is closed; None where there is no room for it. A browser may be unknown."""
        seats = ("", f"address {address}", *([f"browser {browser}"] if browser else []))
        most = (limits.sessions, max(limits.client_sessions, limits.sessions // 2), limits.client_sessions)
        if any(self._taken[seat] >= limit for seat, limit in zip(seats, most, strict=False)):
            return None
        self._taken.update(seats)
        return seats

    def give_back(self, seats: tuple[str, ...]) -> None:
        """Lets others have them."""
        self._taken -= Counter(seats)

    @property
    def count(self) -> int:
        """Pages that are open now."""
        return self._taken[""]


OPEN_PAGES = OpenPages()
"""Of this server."""
