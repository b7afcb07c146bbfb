"""From a request to whoever sent it: by sign-in, by a cookie drawn by lot, or by sitting at the machine itself.

The cookie's token is neither stored nor logged: an owner's id is a hash of it. Whoever is at the machine is `LOCAL` as
long as nobody named a teacher: then everybody, there too, is known by cookie or sign-in.
"""

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from resnet_core.jobs.owners import LOCAL, Owner
from resnet_core.settings import Settings

OWNER_COOKIE, TEACHER_COOKIE = "lab_owner", "lab_teacher"
TEACHER_SECONDS = 30 * 24 * 3600
_LEAST_TOKEN = 32
"""Characters of a token; a shorter one was not drawn here."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Headers of a proxy: its visitors are not at the machine, though it is."""


@dataclass(frozen=True)
class Visitor:
    """What a request tells of who sent it."""

    address: str | None
    """Of the other end; None where nobody knows."""
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Found by their names in lower case."""
    claims: Mapping[str, Any] = field(default_factory=dict)
    """Of the identity provider, which has checked them; empty for whoever has not signed in."""


def owner_of(visitor: Visitor, settings: Settings, *, signs_in: bool = False) -> Owner | None:
    """Who that is; None for somebody without a cookie. `signs_in` says that an identity provider is configured."""
    if visitor.claims:
        return Owner(_signed_in(visitor.claims), teacher=_teaches(visitor.claims, settings.teachers))
    if not (settings.teacher_key or signs_in) and is_at_the_machine(visitor):
        return LOCAL
    token = visitor.cookies.get(OWNER_COOKIE, "")
    if len(token) < _LEAST_TOKEN:
        return None
    owner = owner_id(token)
    return Owner(owner, teacher=is_ticket(visitor.cookies.get(TEACHER_COOKIE, ""), owner, settings.teacher_key))


def is_at_the_machine(visitor: Visitor) -> bool:
    """Whether the request comes from this machine and through no proxy."""
    if any(header in visitor.headers for header in _FORWARDED):
        return False
    try:
        return visitor.address is not None and ipaddress.ip_address(visitor.address).is_loopback
    except ValueError:
        return False


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(32)


def owner_id(token: str) -> str:
    """The owner who holds this token."""
    return _hash("token", token)


def is_key(tried: str, settings: Settings) -> bool:
    """Whether this is the teacher's key; takes as long for a near miss as for a far one."""
    return bool(settings.teacher_key) and hmac.compare_digest(_digest(tried), _digest(settings.teacher_key))


def ticket(owner: str, key: str) -> str:
    """What a browser shows in place of the key from now on: good for this owner, for a while, while the key stands."""
    until = str(int(time.time()) + TEACHER_SECONDS)
    return f"{until}.{_signature(owner, until, key)}"


def is_ticket(shown: str, owner: str, key: str) -> bool:
    """Whether `ticket` made it for this owner and it still holds."""
    until, _, signature = shown.partition(".")
    if not key or not (until.isascii() and until.isdigit()) or len(until) > _LEAST_TOKEN or int(until) < time.time():
        return False
    return hmac.compare_digest(signature.encode(), _signature(owner, until, key).encode())


def _signed_in(claims: Mapping[str, Any]) -> str:
    return _hash("sign-in", str(claims.get("iss")), str(claims.get("sub")))


def _teaches(claims: Mapping[str, Any], teachers: str) -> bool:
    """Whether a confirmed e-mail address, or a claim such as `role=teacher`, is among the teachers."""
    named = {each.strip().casefold() for each in teachers.split(",") if each.strip()}
    addresses = {str(claims.get("email", "")).casefold()} if claims.get("email_verified", True) is True else set()
    said = {f"{name}={value}".casefold() for name, values in claims.items() for value in _each(values)}
    return bool(named & (addresses | said))


def _each(values: Any) -> tuple[Any, ...]:
    return tuple(values) if isinstance(values, list | tuple) else (values,)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _signature(owner: str, until: str, key: str) -> str:
    return hmac.new(key.encode(), f"teacher\0{owner}\0{until}".encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
