"""Every refusal this API can give, in one table, and the problem document that says it.

    Refusal            raised by the web layer, and for a refusal the ledger has recorded
    psycopg.Error      raised by the ledger (SQLSTATE LGnnn) or by PostgreSQL
    HTTPException      raised by Flask (no such route, body too large, …)

Codes LGnnn are the ledger's own, listed in ledger.errors; codes WEBnnn exist over HTTP only.
The documents follow RFC 9457.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """What a code means to an HTTP client."""

    status: int
    name: str


PROBLEMS: Mapping[str, Problem] = {
    "LG001": Problem(404, "account_not_found"),
    "LG002": Problem(404, "transaction_not_found"),
    "LG003": Problem(404, "currency_not_found"),
    "LG004": Problem(404, "user_not_found"),
    "LG101": Problem(422, "amount_not_a_number"),
    "LG102": Problem(422, "amount_infinite"),
    "LG103": Problem(422, "amount_negative"),
    "LG104": Problem(422, "amount_zero"),
    "LG105": Problem(422, "amount_too_precise"),
    "LG106": Problem(422, "amount_too_large"),
    "LG107": Problem(422, "same_account"),
    "LG108": Problem(400, "argument_missing"),
    "LG109": Problem(400, "argument_malformed"),
    "LG110": Problem(400, "batch_size"),
    "LG111": Problem(422, "limits_reversed"),
    "LG201": Problem(422, "insufficient_funds"),
    "LG202": Problem(422, "ceiling_exceeded"),
    "LG203": Problem(422, "account_suspended"),
    "LG204": Problem(422, "account_closed"),
    "LG205": Problem(422, "currency_mismatch"),
    "LG206": Problem(403, "not_permitted"),
    "LG207": Problem(422, "account_not_empty"),
    "LG208": Problem(422, "status_not_reachable"),
    "LG209": Problem(422, "balance_outside_limits"),
    "LG301": Problem(422, "idempotency_key_reused"),
    "LG302": Problem(409, "version_conflict"),  # 412 when the client sent If-Match
    "LG303": Problem(409, "code_taken"),
    "LG304": Problem(422, "batch_refused"),
    "LG305": Problem(409, "username_taken"),
    "LG901": Problem(500, "entries_unbalanced"),
    "LG902": Problem(500, "history_is_immutable"),
    "LG903": Problem(500, "balance_without_entries"),
    "LG904": Problem(500, "reference_broken"),
    "LG905": Problem(500, "status_path_forbidden"),
    "WEB101": Problem(400, "body_malformed"),
    "WEB102": Problem(422, "request_invalid"),
    "WEB103": Problem(422, "number_not_exact"),
    "WEB104": Problem(400, "idempotency_key_missing"),
    "WEB105": Problem(400, "idempotency_key_malformed"),
    "WEB106": Problem(400, "cursor_malformed"),
    "WEB201": Problem(401, "not_authenticated"),
    "WEB202": Problem(401, "token_expired"),
    "WEB301": Problem(404, "route_not_found"),
    "WEB302": Problem(405, "method_not_allowed"),
    "WEB303": Problem(413, "body_too_large"),
    "WEB304": Problem(415, "media_type_unsupported"),
    "WEB305": Problem(400, "request_refused"),
    "WEB901": Problem(500, "internal_error"),
    "WEB902": Problem(503, "ledger_busy"),
    "WEB903": Problem(503, "ledger_unavailable"),
}


@dataclass(slots=True)
class Refusal(Exception):
    """A "no" with its code; `fields` are the values the reason speaks of.

    `errors` point into the request, one per fault. `extensions` become members of the
    document, `headers` those of the response; `status` is the code's own unless given.
    """

    code: str
    detail: str
    hint: str | None = None
    fields: Mapping[str, Any] | None = None
    errors: Sequence[Mapping[str, str]] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int | None = None

    def document(self, request_id: str) -> dict[str, Any]:
        """Return the problem document of RFC 9457; members without a value are left out."""
        problem = PROBLEMS[self.code]
        members = {
            "type": problem_type(problem.name),
            "title": problem_title(problem.name),
            "status": self.http_status,
            "code": self.code,
            "name": problem.name,
            "detail": self.detail,
            "hint": self.hint,
            "fields": self.fields,
            "errors": list(self.errors) or None,
            "request_id": request_id,
            **self.extensions,
        }
        return {name: value for name, value in members.items() if value is not None}

    @property
    def http_status(self) -> int:
        """Return the status this refusal is answered with."""
        return self.status or PROBLEMS[self.code].status


def problem_type(name: str) -> str:
    """Return the URI that identifies a problem; it is a name and leads nowhere."""
    return f"urn:zerosum:problem:{name}"


def problem_title(name: str) -> str:
    """Return the short sentence for a problem: the same for each time it occurs."""
    return name.replace("_", " ").capitalize()
