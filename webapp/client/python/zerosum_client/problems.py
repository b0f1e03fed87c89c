"""What can go wrong, as exceptions.

ZerosumError             all of them
  LedgerError            the server said no: `code` says why, `fields` by how much
    InvalidRequestError, AuthenticationError, ForbiddenError, NotFoundError, ConflictError,
    PreconditionError, RefusedError, RateLimitedError, UnavailableError: by status
  UnexpectedAnswerError  something between here and the server answered in its place
  NoAnswerError          no answer came
    UnknownOutcomeError  no answer came to a write: the same key tells what became of it
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zerosum_client.generated.models import ProblemCode
    from zerosum_client.transport import Answer

_SHOWN = 200  # characters of an answer that is no problem document


class ZerosumError(Exception):
    """An error of the client; `idempotency_key` is the key of the request that met it."""

    idempotency_key: str | None = None


class LedgerError(ZerosumError):
    """A problem document (RFC 9457); tell problems apart by `code` or `name`."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Keep the document."""
        super().__init__(f"{document['code']} {document['name']}: {document['detail']}")
        self.document = document
        self.status = int(document["status"])
        self.code = cast("ProblemCode", document["code"])
        self.name = str(document["name"])
        self.detail = str(document["detail"])
        self.hint: str | None = document.get("hint")
        self.fields: Mapping[str, Any] = document.get("fields") or {}
        self.errors: list[Mapping[str, str]] = document.get("errors") or []
        self.request_id = str(document["request_id"])


class InvalidRequestError(LedgerError):
    """400: the request is not well formed."""


class AuthenticationError(LedgerError):
    """401: nobody, or nobody any more."""


class ForbiddenError(LedgerError):
    """403: somebody who may not."""


class NotFoundError(LedgerError):
    """404: there is no such thing, or none for the caller."""


class ConflictError(LedgerError):
    """409: something else is there, or is going on."""


class PreconditionError(LedgerError):
    """412: it has changed since it was read."""


class RefusedError(LedgerError):
    """422: the ledger refuses it."""


class RateLimitedError(LedgerError):
    """429: asked too often."""


class UnavailableError(LedgerError):
    """503: nobody can do it now."""


class UnexpectedAnswerError(ZerosumError):
    """An answer that is not the server's: a proxy's own page, or no JSON where JSON is due."""

    def __init__(self, answer: Answer) -> None:
        """Keep the answer's status and text."""
        self.status = answer.status
        self.text = answer.data.decode(errors="replace")
        super().__init__(f"status {answer.status}: {self.text[:_SHOWN]}")


class NoAnswerError(ZerosumError):
    """No answer came."""


class UnknownOutcomeError(NoAnswerError):
    """No answer came. Send the same request with the same key to learn what became of it."""


_BY_STATUS = {
    HTTPStatus.BAD_REQUEST: InvalidRequestError,
    HTTPStatus.UNAUTHORIZED: AuthenticationError,
    HTTPStatus.FORBIDDEN: ForbiddenError,
    HTTPStatus.NOT_FOUND: NotFoundError,
    HTTPStatus.CONFLICT: ConflictError,
    HTTPStatus.PRECONDITION_FAILED: PreconditionError,
    HTTPStatus.UNPROCESSABLE_ENTITY: RefusedError,
    HTTPStatus.TOO_MANY_REQUESTS: RateLimitedError,
    HTTPStatus.SERVICE_UNAVAILABLE: UnavailableError,
}


def error_of(answer: Answer) -> ZerosumError:
    """Return the exception for an answer that is not a good one."""
    try:
        document = json.loads(answer.data)
        kind = _BY_STATUS.get(HTTPStatus(answer.status), LedgerError)
        return kind(document)
    except (ValueError, KeyError, TypeError):
        return UnexpectedAnswerError(answer)
