"""The hosts that a database URL names: writes go to the one that takes them, and to no standby.

libpq tries the hosts one after the other. One that is frozen takes a connection and never says a
word, so each is waited for a short while only where there are others; and one that was found to
take writes is tried first from then on.
"""

import os
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

_ATTRIBUTES = "target_session_attrs"
_TAKES_WRITES = frozenset({"read-write", "primary"})
_ONE_OF_SEVERAL_SECONDS = 3

# How soon the kernel gives up a host that is gone without a word, its machine off or cut off.
_KEPT_ALIVE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}


def checked(url: str) -> str:
    """Return a URL, completed so that several hosts never mean a standby.

    Raises ValueError with what is wrong with it, and never with the URL: it may hold a password.
    """
    parts = _parts(url)
    hosts, ports = _hosts(parts), str(parts.get("port", "")).split(",")
    if len(ports) not in {1, len(hosts)}:
        raise ValueError(f"names {len(hosts)} hosts and {len(ports)} ports")
    if len(hosts) == 1:
        return url
    if parts.get(_ATTRIBUTES, "primary") not in _TAKES_WRITES:
        raise ValueError(
            f"names several hosts: {_ATTRIBUTES} must be read-write or primary (or be left out), "
            "so that nothing is written to a standby"
        )
    wanted = {_ATTRIBUTES: "read-write", "connect_timeout": _ONE_OF_SEVERAL_SECONDS}
    missing = "&".join(f"{name}={said}" for name, said in wanted.items() if name not in parts)
    return f"{url}{'&' if '?' in url else '?'}{missing}" if missing else url


def takes_writes(url: str) -> bool:
    """Say whether a URL asks for a host that takes writes."""
    return _parts(url).get(_ATTRIBUTES) in _TAKES_WRITES


def options(url: str, seconds: int) -> dict[str, Any]:
    """Return for how long a host is waited for, where the URL does not say so itself."""
    parts = _parts(url)
    wanted = {"connect_timeout": seconds, **_KEPT_ALIVE}
    return {name: value for name, value in wanted.items() if name not in parts}


def first(url: str, host: str, port: int) -> str:
    """Return a URL's hosts in an order that begins with one of them."""
    parts = _parts(url)
    hosts, ports = _hosts(parts), str(parts.get("port", "")).split(",")
    places = list(zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=True))
    found = [place for place in places if place[0] == host and place[1] in {str(port), ""}]
    if len(places) == 1 or not found or "host" not in parts:
        return url
    start = places.index(found[0])
    turned = [*places[start:], *places[:start]]
    said = {"host": ",".join(name for name, _ in turned)}
    if "port" in parts:
        said["port"] = ",".join(number for _, number in turned)
    return make_conninfo(**{**parts, **said})


def _parts(url: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(url))
    except ProgrammingError:
        raise ValueError("is not a URL that PostgreSQL can read") from None


def _hosts(parts: dict[str, Any]) -> list[str]:
    return str(parts.get("host") or parts.get("hostaddr") or os.environ.get("PGHOST", "")).split(
        ","
    )
