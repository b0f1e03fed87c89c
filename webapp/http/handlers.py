"""Whatever goes wrong leaves as a problem document; nothing else leaves at all."""

import json
import logging
from http import HTTPStatus
from typing import Any

import psycopg
from flask import Flask, Response, current_app, g, request
from psycopg_pool import PoolTimeout, TooManyRequests
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from webapp.http.places import misfits
from webapp.lifeline import AwayError, NotConfirmingError, UnconfirmedError
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal
from webapp.shapes import numbers

MEDIA_TYPE = "application/problem+json"

RETRY_AFTER_SECONDS = "1"
_HTTP_CODES = {404: "WEB301", 405: "WEB302", 413: "WEB303", 415: "WEB304"}

# By SQLSTATE, then by its class: what PostgreSQL says for itself.
_BUSY = {"55P03", "57014", "40001", "40P01"}
_AWAY = {"08", "25", "53", "57", "58"}

# Where a session stands in the ledger while it waits for another that uses the same key.
KEY_PLACES = (
    "ledger_private.reserve_keys(",
    "ledger_private.begin_call(",
    '"idempotency_key"',
)

_NOT_DONE = {"hint": "try again, with the same Idempotency-Key"}

_log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Register one handler for each family of errors."""
    app.register_error_handler(Refusal, answer)
    app.register_error_handler(psycopg.Error, _answer_database)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_bug)


def answer(refusal: Refusal) -> Response:
    """Return the response that carries a refusal's problem document."""
    g.refusal = refusal
    if refusal.code == "LG302" and "If-Match" in request.headers:
        refusal.status = HTTPStatus.PRECONDITION_FAILED
    status = refusal.http_status
    response = Response(numbers.dumps(refusal.document(g.request_id)), status, mimetype=MEDIA_TYPE)
    response.headers.extend(refusal.headers)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="zerosum"'
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers.setdefault("Retry-After", RETRY_AFTER_SECONDS)
    return response


def from_database(error: psycopg.Error) -> Refusal:
    """Translate an error of the database into the refusal a client may see."""
    state = error.sqlstate or ""
    if state in PROBLEMS and not state.startswith("LG9"):
        return Refusal(
            state,
            fields=_fields(error.diag.message_detail),
        )
    if (detail := _detail_of(error)) is not None:
        is_unknown = isinstance(error, UnconfirmedError)
        return Refusal("WEB903", detail, extensions={} if is_unknown else _NOT_DONE)
    if isinstance(error, PoolTimeout | TooManyRequests):
        return Refusal("WEB902", "every connection to the ledger is in use")
    if state == "55P03" and any(place in (error.diag.context or "") for place in KEY_PLACES):
        return Refusal("WEB107", headers={"Retry-After": RETRY_AFTER_SECONDS})
    return Refusal(_code_of(state, is_operational=isinstance(error, psycopg.OperationalError)))


def _detail_of(error: psycopg.Error) -> str | None:
    """Return what is known of an act that met no ledger, or one that confirms nothing."""
    match error:
        case NotConfirmingError():
            return "no standby confirms what is written: the ledger was not asked"
        case AwayError():
            return "the ledger can't be reached, and was not asked"
        case UnconfirmedError():
            return "no standby has confirmed it"
        case psycopg.errors.ReadOnlySqlTransaction():
            return "the ledger takes no writes where it was asked: nothing was done"
    return None


def _code_of(state: str, *, is_operational: bool) -> str:
    """Return the code for what PostgreSQL says for itself."""
    if state in _BUSY:
        return "WEB902"
    if state[:2] in _AWAY or (not state and is_operational):
        return "WEB903"
    if state == "42501":  # insufficient_privilege
        return "LG206"
    # A data exception: a value the shape allows and no type of the ledger can hold.
    return "WEB102" if state.startswith("22") else "WEB901"


def _answer_database(error: psycopg.Error) -> Response:
    refusal = from_database(error)
    state = error.sqlstate or ""
    is_fault = refusal.http_status == HTTPStatus.INTERNAL_SERVER_ERROR
    if is_fault or not state.startswith("LG"):
        _log.error(
            "database error %s, request %s: %s",
            state,
            g.request_id,
            error,
            exc_info=error if is_fault else None,
        )
    return answer(refusal)


def _answer_http(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    code = _HTTP_CODES.get(
        status, "WEB305" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "WEB901"
    )
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    detail = error.description if code == "WEB305" else None
    errors = misfits(current_app.url_map, request.path) if code == "WEB301" else []
    if errors:
        detail = "what stands in the address cannot be there"
    return answer(Refusal(code, detail, headers=headers, status=status, errors=errors))


def _answer_bug(error: Exception) -> Response:
    _log.error("unhandled error, request %s", g.request_id, exc_info=error)
    return answer(Refusal("WEB901"))


def _fields(detail: str | None) -> dict[str, Any] | None:
    """Read DETAIL, which the ledger writes as a JSON object."""
    try:
        fields = json.loads(detail or "null", parse_float=str)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None
