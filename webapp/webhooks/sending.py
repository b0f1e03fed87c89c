"""One webhook sent by HTTP: bounded in time and size, to public addresses, no redirect followed."""

import asyncio
import secrets
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from uuid import UUID

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver

from webapp.webhooks.addresses import REFUSED, sockets
from webapp.webhooks.signing import signatures

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
_ANSWER_SECONDS = 1.0
_ANSWER_BYTES = 65_536
_PIECE = 8_192
# What each endpoint may have under way at once.
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt; `error` is a word, None when the receiver took it."""

    duration_ms: int
    response_code: int | None
    error: str | None
    retry_after: int | None = None
    # Whether it may have arrived although nothing was answered.
    is_open: bool = False


class Sender:
    """What sends webhooks: to be made and closed within one event loop."""

    def __init__(self, *, allow_private: bool, resolver: AbstractResolver | None = None) -> None:
        """Open a session; `resolver` asks for names in the place of the system's."""
        connector = TCPConnector(
            limit=0,
            limit_per_host=0,
            resolver=resolver,
            socket_factory=sockets(allow_private=allow_private),
        )
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS),
            auto_decompress=False,
            headers={
                "User-Agent": f"Zerosum/{version('zerosum')}",
                "Content-Type": "application/json",
            },
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def send(self, url: str, keys: Sequence[str], webhook_id: str, body: str) -> Outcome:
        """Send one webhook, and tell what became of it; nothing is raised."""
        return await self.post(url, _fields(keys, webhook_id, body.encode()), body)

    async def post(self, url: str, fields: dict[str, str], body: str) -> Outcome:
        """Send a document, and tell what became of it; nothing is raised."""
        began = time.monotonic()
        code, error, retry_after, is_open = None, None, None, False
        try:
            async with self._session.post(
                url,
                data=body.encode(),
                headers=fields,
                allow_redirects=False,
            ) as response:
                code, error = response.status, _fault(response.status)
                retry_after = _seconds(response.headers.get("Retry-After"))
                await _read_away(response)
        except TimeoutError as fault:
            error, is_open = "timeout", not isinstance(fault, ConnectionTimeoutError)
        except (ClientConnectorCertificateError, ClientSSLError, ssl.SSLError):
            error = "tls"
        except (ClientError, OSError) as fault:
            error = "address" if REFUSED in str(fault) else "unreachable"
            is_open = not isinstance(fault, ClientConnectorError)
        except ValueError:  # a URL, or an answer, that is none
            error = "broken"
        return Outcome(round((time.monotonic() - began) * 1000), code, error, retry_after, is_open)


def _fields(keys: Sequence[str], webhook_id: str, body: bytes) -> dict[str, str]:
    now = int(time.time())
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(now),
        "webhook-signature": signatures(keys, webhook_id, now, body),
        # One trace a delivery, a span of its own for each attempt.
        "traceparent": f"00-{UUID(webhook_id).hex}-{secrets.token_hex(8)}-01",
    }


def _fault(status: int) -> str | None:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    return "redirected" if status < HTTPStatus.BAD_REQUEST else "status"


def _seconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 9 else None  # noqa: PLR2004


async def _read_away(response: ClientResponse) -> None:
    """Read a short answer, so that the connection can be used again; the status is what counts."""
    size = 0
    try:
        async with asyncio.timeout(_ANSWER_SECONDS):
            while size <= _ANSWER_BYTES and (piece := await response.content.read(_PIECE)):
                size += len(piece)
    except (TimeoutError, ClientError):
        pass
    if not response.content.at_eof():
        response.close()
