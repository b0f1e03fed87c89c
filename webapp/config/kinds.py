"""Kinds of settings: how the text of one becomes a value, and what is said of one that can't.

A message goes on where the name of the setting ends. It never repeats what may hold a password.
"""

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from webapp.hosts import checked

SHORTEST_SECRET = 32  # bytes, RFC 7518 section 3.2 for HS256

Network: TypeAlias = IPv4Network | IPv6Network

_BUDGET = re.compile(r"([0-9]{1,7})/([0-9]{1,5})", re.ASCII)
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", re.ASCII)
_LONGEST_SECONDS = 86_400


class Budget(NamedTuple):
    """A token bucket: `burst` requests at once, refilled evenly with as many in `seconds`."""

    burst: int
    seconds: int

    def times(self, factor: int) -> "Budget":
        """Return the budget of someone who stands for many."""
        return Budget(self.burst * factor, self.seconds)

    def divided_by(self, parts: int) -> "Budget":
        """Return one process's part of the budget, at least one request."""
        return Budget(max(1, self.burst // parts), self.seconds)

    def __str__(self) -> str:
        """Return it as it is written in a setting."""
        return f"{self.burst}/{self.seconds}"


def read(parse: Callable[[str], Any]) -> BeforeValidator:
    """Parse a text; what is no text comes from a program and is a value already."""
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


def whole(least: int, most: int, *, or_none: bool = False) -> BeforeValidator:
    """Take a whole number within limits, and "none" where that means something."""

    def parse(text: str) -> int | None:
        if or_none and text.lower() == "none":
            return None
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        other = " or none" if or_none else ""
        raise ValueError(f"must be a whole number from {least} to {most}{other}, not {text!r}")

    return read(parse)


def url_of(*schemes: str) -> AfterValidator:
    """Take a URL with one of these schemes."""

    def check(text: str | None) -> str | None:
        if text is None:
            return None
        try:
            scheme = urlsplit(text).scheme
        except ValueError as error:
            raise ValueError(f"is not a URL: {error}") from None
        if scheme not in schemes:
            raise ValueError(f"must start with {schemes[0]}://")
        return text

    return AfterValidator(check)


def database_url(text: str | None) -> str | None:
    """Take the URL of a PostgreSQL, or of several hosts of which one takes writes."""
    return None if text is None else checked(text)


def secret(text: str | None) -> str | None:
    """Take a secret that is long enough."""
    if text is not None and len(text.encode()) < SHORTEST_SECRET:
        raise ValueError(f"is shorter than {SHORTEST_SECRET} bytes")
    return text


def readable(path: Path | None) -> Path | None:
    """Take the path of a file that can be read."""
    if path is None:
        return None
    try:
        path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read: {error}") from None
    return path


def choice(*words: str) -> BeforeValidator:
    """Take one of a few words."""

    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be {' or '.join(words)}, not {text!r}")
        return text

    return read(parse)


def _switch(text: str) -> bool:
    if text not in {"on", "off"}:
        raise ValueError(f"must be on or off, not {text!r}")
    return text == "on"


def _budget(text: str) -> Budget:
    match = _BUDGET.fullmatch(text)
    budget = Budget(int(match[1]), int(match[2])) if match else Budget(0, 0)
    if not budget.burst or not 1 <= budget.seconds <= _LONGEST_SECONDS:
        raise ValueError(f"must be REQUESTS/SECONDS, such as 20/60, not {text!r}")
    return budget


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(map(ip_network, _listed(text)))
    except ValueError as error:
        raise ValueError(f"must list addresses or networks: {error}") from None


def _origins(text: str) -> tuple[str, ...]:
    wrong = [repr(origin) for origin in _listed(text) if not _ORIGIN.fullmatch(origin)]
    if wrong:
        given = ", ".join(wrong)
        raise ValueError(f"must list origins such as https://app.example, not {given}")
    return tuple(_listed(text))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


switch = read(_switch)
budget = read(_budget)
networks = read(_networks)
origins = read(_origins)
