"""Requests out and answers in, once each, over connections that urllib3 keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import urllib3
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ssl import SSLContext

_CONNECTIONS = 10


class Answer(NamedTuple):
    """An answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class LostError(Exception):
    """No whole answer came; whether the request arrived is not known."""


class Transport:
    """The connections to one server, for any number of threads."""

    def __init__(self, url: str, *, context: SSLContext | None = None) -> None:
        """Speak to the server at `url`."""
        self._base = url.rstrip("/")
        self._pool = urllib3.PoolManager(
            maxsize=_CONNECTIONS, retries=False, ssl_context=context, headers={}
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def send(
        self,
        method: str,
        target: str,
        *,
        headers: Mapping[str, str],
        data: bytes | None,
        seconds: float,
    ) -> Answer:
        """Send a request and return its answer. Raises LostError."""
        try:
            response = self._pool.request(
                method,
                self._base + target,
                body=data,
                headers=headers,
                timeout=seconds,
                redirect=False,
            )
            names = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, names, response.data)
        except (HTTPError, OSError) as error:
            raise LostError(str(error)) from error
