"""Which addresses webhooks are sent to: those of the public Internet, as the ledger says it too.

What a name stands for is asked when an endpoint is named, and again for every connection: there
the address that is connected to is looked at, whatever the name stood for before.
"""

import errno
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

REFUSED = "the address is not public"
_SECONDS = 2.0  # what a request may wait for an answer about a name

# What ledger_private.is_public_address says; a test holds the two together.
_NOT_PUBLIC = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24"),
        *("192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]
_HOSTS = ip_network("2000::/3")

_lookups = ThreadPoolExecutor(4, thread_name_prefix="webhook-names")

# How aiohttp tells of an address: family, kind, protocol, name, socket address.
AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]


class RefusedAddressError(OSError):
    """A name led to an address that webhooks are not sent to."""


def is_public(text: str) -> bool:
    """Tell whether an address is one of the public Internet; what is no address is not."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if not isinstance(address, IPv4Address) and address not in _HOSTS:
        return False
    return not any(address in network for network in _NOT_PUBLIC)


def addresses_of(url: str) -> list[str]:
    """Return what the host of a URL stands for now; nothing when that cannot be found out."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return []
    if not host:
        return []
    found = _lookups.submit(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    try:
        return sorted({str(entry[4][0]).partition("%")[0] for entry in found.result(_SECONDS)})
    except (OSError, TimeoutError, UnicodeError):
        return []


def sockets(*, allow_private: bool) -> Callable[[AddressInfo], socket.socket]:
    """Return what makes the socket of a connection, or refuses the address that it is for."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allow_private and not is_public(str(address[0]).partition("%")[0]):
            raise RefusedAddressError(errno.EACCES, REFUSED)
        return socket.socket(family, kind, protocol)

    return make
