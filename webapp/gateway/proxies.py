"""Whose address a request has, when proxies we trust stand in front."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask

from webapp.config import Config
from webapp.config.kinds import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class TrustedProxies:
    """Set REMOTE_ADDR to the last address in the chain that is not one of our proxies.

    X-Forwarded-For is read from the right, and only as far as trusted proxies wrote it: what
    a client puts there itself stays to the left of what the first of them adds.
    """

    def __init__(self, application: "WSGIApplication", networks: Iterable[Network]) -> None:
        """Wrap an application."""
        self._application = application
        self._networks = tuple(networks)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Correct the address, then answer."""
        address = environ.get("REMOTE_ADDR", "")
        hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        while hops and self._is_ours(address):
            hop = _address(hops.pop())
            if hop is None:
                break  # not an address: the last good one stands
            address = hop
        environ["REMOTE_ADDR"] = address
        return self._application(environ, start_response)

    def _is_ours(self, text: str) -> bool:
        known = _address(text)
        if known is None:
            return False
        address = ip_address(known)
        return any(address in network for network in self._networks)


def init_app(app: Flask, config: Config) -> None:
    """Put the correction in front of the application, when proxies are configured."""
    if config.gateway.trusted_proxies:
        app.wsgi_app = TrustedProxies(app.wsgi_app, config.gateway.trusted_proxies)  # type: ignore[method-assign]


@lru_cache(maxsize=4096)
def network_of(address: str | None) -> str:
    """Return what counts as one address: IPv6 hosts choose among 2^64, so their /64."""
    known = _address(address or "")
    if known is None:
        return "local"  # a Unix socket has none
    if isinstance(ip_address(known), IPv6Address):
        return str(ip_network(f"{known}/64", strict=False))
    return known


def _address(text: str) -> str | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)
