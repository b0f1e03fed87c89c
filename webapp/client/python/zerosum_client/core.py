"""What every method does: say who asks, send, send again where that is safe, read the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError

from zerosum_client.credentials import Credentials, Login, Secret
from zerosum_client.generated.models import TokenPair
from zerosum_client.keys import new_key, written
from zerosum_client.pages import Pages
from zerosum_client.positions import Place
from zerosum_client.problems import (
    AuthenticationError,
    NoAnswerError,
    UnexpectedAnswerError,
    UnknownOutcomeError,
    ZerosumError,
    error_of,
)
from zerosum_client.retrying import Retrying, Tries, is_passing, seconds_of
from zerosum_client.transport import Answer, LostError, Transport
from zerosum_client.values import parameter, read, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ssl import SSLContext

Result = TypeVar("Result")

_GOOD = range(200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it is sent, however often."""

    method: str
    target: str
    body: bytes | None
    key: str | None
    headers: Mapping[str, str]
    is_public: bool

    @property
    def may_be_repeated(self) -> bool:
        """Whether it may be sent again: a read, or a write under its key."""
        return self.method == "GET" or self.key is not None


class Core:
    """A server, and who asks it."""

    def __init__(  # noqa: PLR0913 - what there is to choose
        self,
        url: str,
        *,
        api_key: str | None = None,
        token: str | None = None,
        username: str | None = None,
        password: str | None = None,
        retrying: Retrying | None = None,
        context: SSLContext | None = None,
    ) -> None:
        """Speak to the server at `url` with an API key, an access token, or a name and password."""
        self._transport = Transport(url, context=context)
        self._retrying = retrying or Retrying()
        self._credentials: Credentials | None = None
        self._place = Place()
        if username is not None and password is not None:
            self._credentials = Login(username, password, self._tokens)
        elif (secret := api_key or token) is not None:
            self._credentials = Secret(secret)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def request(  # noqa: PLR0913 - the parts of a request
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        is_public: bool = False,
    ) -> Answer:
        """Ask anything, also with `fields=`; return the answer. Raises ZerosumError."""
        wanted = {name: parameter(it) for name, it in (query or {}).items() if it is not None}
        fields = {"Accept": "*/*", **(headers or {})}
        if body is not None:
            fields["Content-Type"] = "application/json"
        if idempotency_key is not None:
            fields["Idempotency-Key"] = written(idempotency_key)
        return self._send(
            Request(
                method=method,
                target=path + (f"?{urlencode(wanted)}" if wanted else ""),
                body=None if body is None else write(body).encode(),
                key=idempotency_key,
                headers=fields,
                is_public=is_public,
            )
        )

    def _ask(  # noqa: PLR0913 - the parts of a request
        self,
        kind: type[Result],
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        key: str | None = None,
        if_match: str | None = None,
        is_public: bool = False,
    ) -> Result:
        """Ask, and read the answer as a row."""
        answer = self.request(
            method,
            path,
            query=query,
            body=body,
            idempotency_key=key,
            headers={} if if_match is None else {"If-Match": if_match},
            is_public=is_public,
        )
        if kind is str:
            return cast("Result", answer.data.decode())
        try:
            return TypeAdapter(kind).validate_python(read(answer.data))
        except (ValueError, ValidationError) as error:
            raise _with(UnexpectedAnswerError(answer), key) from error

    def _ask_keyed(
        self, kind: type[Result], path: str, *, key: str | None, body: object = None
    ) -> Result:
        """Post under a key, a new one when none is given."""
        return self._ask(kind, "POST", path, body=body, key=new_key() if key is None else key)

    def _pages(self, kind: type[Result], path: str, query: Mapping[str, object]) -> Pages[Any, Any]:
        """Return a list to be walked."""

        def page(cursor: str | None) -> Result:
            return self._ask(kind, "GET", path, query={**query, "cursor": cursor})

        return Pages(page, str(query["cursor"]) if query.get("cursor") else None)

    def _tokens(self, path: str, body: Mapping[str, str]) -> TokenPair:
        return self._ask(TokenPair, "POST", path, body=body, is_public=True)

    def _send(self, request: Request) -> Answer:
        """Return a good answer, to this attempt or a later one. Raises ZerosumError."""
        tries = Tries(self._retrying)
        may_renew = True
        while True:
            secret = self._secret(request)
            try:
                answer = self._once(request, secret, tries.seconds())
            except LostError as lost:
                if request.may_be_repeated and tries.waited(0.0):
                    continue
                kind = NoAnswerError if request.method == "GET" else UnknownOutcomeError
                raise _with(kind(_unknown(request)), request.key) from lost
            if answer.status in _GOOD:
                return answer
            error = _with(error_of(answer), request.key)
            if isinstance(error, AuthenticationError) and secret and may_renew:
                may_renew = False
                if self._credentials and self._credentials.renewed(secret):
                    continue
            retry_after = answer.headers.get("retry-after")
            if (
                request.may_be_repeated
                and is_passing(answer.status, retry_after)
                and tries.waited(seconds_of(retry_after))
            ):
                continue
            raise error

    def _secret(self, request: Request) -> str | None:
        return None if request.is_public or not self._credentials else self._credentials.secret()

    def _once(self, request: Request, secret: str | None, seconds: float) -> Answer:
        who = {"Authorization": f"Bearer {secret}"} if secret else {}
        place, mark = self._place.sent()
        try:
            answer = self._transport.send(
                request.method,
                request.target,
                headers={**place, **request.headers, **who},
                data=request.body,
                seconds=seconds,
            )
        except LostError:
            if request.method != "GET":
                self._place.lost()
            raise
        self._place.came(answer.headers, mark)
        return answer


_Error = TypeVar("_Error", bound=ZerosumError)


def _with(error: _Error, key: str | None) -> _Error:
    error.idempotency_key = key
    return error


def _unknown(request: Request) -> str:
    told = f"no answer to {request.method} {request.target}"
    if request.key is None:
        return told
    return f"{told}; the same request under key {request.key} tells what became of it"
