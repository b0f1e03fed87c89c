"""One kept connection: requests out, answers or problems in, the unclear ones once more."""

import json
import re
import time
from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import SSLContext, create_default_context
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from webapp.client.problems import LedgerError, UnknownOutcomeError
from webapp.shapes import numbers

ATTEMPTS = 4
_LATER = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_IN_PROGRESS = "WEB107"
_BARE_KEY = re.compile(r"[\x21-\x2b\x2d-\x7e]+", re.ASCII)
_UNESCAPED = " !#$&'()*+,/:;<=>?@[\\]^`{|}"


class Answer(NamedTuple):
    """A good answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    def document(self) -> Any:  # noqa: ANN401 - any JSON
        """Return what it says, numbers with a fraction as decimals."""
        return json.loads(self.data, parse_float=Decimal)


class Wire:
    """A connection to one server, opened when needed and again when lost."""

    def __init__(
        self, url: str, token: str, *, seconds: float, context: SSLContext | None = None
    ) -> None:
        """Speak to the server at `url`; wait at most `seconds` for each answer."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        self._connection: HTTPConnection = (
            HTTPSConnection(
                host, port, timeout=seconds, context=context or create_default_context()
            )
            if parts.scheme == "https"
            else HTTPConnection(host, port, timeout=seconds)
        )
        self._base = parts.path.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def send(  # noqa: PLR0913 - the parts of a request
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer. Raises LedgerError, or UnknownOutcomeError when none came.

        What may safely be repeated is, a few times: reads, and writes under a key.
        """
        wanted = {name: value for name, value in (query or {}).items() if value is not None}
        target = self._base + path + (f"?{urlencode(wanted)}" if wanted else "")
        sent = {**self._headers, **(headers or {})}
        data = None
        if body is not None:
            data = numbers.written(json.dumps(_exact(body), default=str)).encode()
            sent["Content-Type"] = "application/json"
        if key is not None:
            sent["Idempotency-Key"] = _written(key)
        attempts = ATTEMPTS if method == "GET" or key is not None else 1
        for attempt in range(1, attempts + 1):
            try:
                self._connection.request(method, target, data, sent)
                response = self._connection.getresponse()
                names = {name.lower(): value for name, value in response.getheaders()}
                answer = Answer(response.status, names, response.read())
            except (OSError, HTTPException) as error:
                self._connection.close()
                if attempt == attempts:
                    raise UnknownOutcomeError(key) from error
                time.sleep(0.1 * 2**attempt)
                continue
            if answer.status < HTTPStatus.BAD_REQUEST:
                return answer
            problem = LedgerError(json.loads(answer.data))
            if attempt == attempts or not _is_for_later(problem):
                raise problem
            time.sleep(float(answer.headers.get("retry-after", "1")))
        raise UnknownOutcomeError(key)


def _exact(body: object, *, is_free: bool = False) -> object:
    """Return a body whose decimals are texts, but numbers of all their digits in free objects."""
    if isinstance(body, Decimal) and is_free and body.is_finite():
        return numbers.kept(str(body))
    if isinstance(body, Mapping):
        return {
            name: _exact(value, is_free=is_free or name == "metadata")
            for name, value in body.items()
        }
    if isinstance(body, list | tuple):
        return [_exact(item, is_free=is_free) for item in body]
    return body


def _written(key: str) -> str:
    """Return the key as its field holds it: as it is, or as a display string of RFC 9651."""
    if _BARE_KEY.fullmatch(key) and not key.startswith(('"', '%"')):
        return key
    return f'%"{quote(key, safe=_UNESCAPED)}"'


def _is_for_later(problem: LedgerError) -> bool:
    return problem.status in _LATER or problem.code == _IN_PROGRESS
