"""Every refusal this API can give, in one table; webapp.refusals writes the documents.

    Refusal            raised by the web layer, and for a refusal the ledger has recorded
    psycopg.Error      raised by the ledger (SQLSTATE LGnnn) or by PostgreSQL
    HTTPException      raised by Flask (no such route, body too large, …)

Codes LGnnn are the ledger's own, listed in ledger.errors; codes WEBnnn exist over HTTP only.
The hints are for HTTP clients; those in ledger.errors speak to people in SQL.
The documents follow RFC 9457.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Problem(NamedTuple):
    """What a code means to an HTTP client; the same words each time it occurs."""

    status: int
    name: str
    detail: str
    hint: str | None = None


PROBLEMS: Mapping[str, Problem] = {
    "LG001": Problem(404, "account_not_found", "no such account", "check the account id"),
    "LG002": Problem(
        404, "transaction_not_found", "no such transaction", "check the transaction id"
    ),
    "LG003": Problem(404, "currency_not_found", "no such currency", "use an ISO 4217 code"),
    "LG004": Problem(404, "user_not_found", "no such user", "create the user first"),
    "LG101": Problem(
        422, "amount_not_a_number", "the amount is not a number", "send a positive decimal"
    ),
    "LG102": Problem(422, "amount_infinite", "the amount is infinite", "send a positive decimal"),
    "LG103": Problem(
        422,
        "amount_negative",
        "the amount is negative",
        "swap the two accounts to move money the other way",
    ),
    "LG104": Problem(422, "amount_zero", "the amount is zero", "send a positive decimal"),
    "LG105": Problem(
        422,
        "amount_too_precise",
        "the amount has more decimals than the currency",
        "round it yourself to decimals_allowed; the ledger never rounds",
    ),
    "LG106": Problem(
        422,
        "amount_too_large",
        "the amount is larger than an account can hold",
        "amounts end at 999999999999999999.9999",
    ),
    "LG107": Problem(
        422, "same_account", "both accounts are the same", "name two different accounts"
    ),
    "LG108": Problem(
        400,
        "argument_missing",
        "a required value is missing",
        "give a value for each field named in the detail",
    ),
    "LG109": Problem(
        400,
        "argument_malformed",
        "a value has the wrong form",
        "mend the field named in the detail",
    ),
    "LG110": Problem(400, "batch_size", "a batch holds 1 to 10000 items", "split the batch"),
    "LG111": Problem(
        422,
        "limits_reversed",
        "the floor is above the ceiling",
        "give a min_balance that is at most max_balance",
    ),
    "LG201": Problem(
        422,
        "insufficient_funds",
        "the available balance would fall below the floor",
        "lower the amount, fund the account, or agree a lower min_balance",
    ),
    "LG202": Problem(
        422,
        "ceiling_exceeded",
        "the balance would rise above the ceiling",
        "lower the amount or agree a higher max_balance",
    ),
    "LG203": Problem(
        422, "account_suspended", "the account is suspended", "an operator can reactivate it"
    ),
    "LG204": Problem(
        422, "account_closed", "the account is closed", "a closed account stays closed: use another"
    ),
    "LG205": Problem(
        422,
        "currency_mismatch",
        "the currencies do not match",
        "a transfer has one currency, that of both its accounts",
    ),
    "LG206": Problem(
        403,
        "not_permitted",
        "the caller may not do this",
        "ask an operator, or act as a user whose role allows it",
    ),
    "LG207": Problem(
        422,
        "account_not_empty",
        "the account still holds money",
        "move the balance away before closing",
    ),
    "LG208": Problem(
        422,
        "status_not_reachable",
        "the account cannot go from its status to that one",
        "ACTIVE and SUSPENDED may change into each other and into CLOSED; CLOSED is final",
    ),
    "LG209": Problem(
        422,
        "balance_outside_limits",
        "the balance lies outside the new limits",
        "choose limits that contain the present balance",
    ),
    "LG260": Problem(
        403,
        "actor_not_active",
        "the acting user does not exist or is suspended",
        "an operator can reactivate the user",
    ),
    "LG301": Problem(
        422,
        "idempotency_key_reused",
        "the key was used for another request",
        "use a new key for a new request",
    ),
    "LG302": Problem(
        409,
        "version_conflict",
        "the account has changed since it was read",
        "read the account again, then decide and send with a new key",
    ),
    "LG303": Problem(409, "code_taken", "another account has this code", "choose another code"),
    "LG304": Problem(
        422,
        "batch_refused",
        "another item of this all-or-nothing batch was refused",
        "mend or drop the refused items and send the batch again",
    ),
    "LG305": Problem(409, "username_taken", "another user has this name", "choose another name"),
    "LG901": Problem(
        500, "entries_unbalanced", "internal error", "quote the request_id to support"
    ),
    "LG902": Problem(
        500, "history_is_immutable", "internal error", "quote the request_id to support"
    ),
    "LG903": Problem(
        500, "balance_without_entries", "internal error", "quote the request_id to support"
    ),
    "LG904": Problem(500, "reference_broken", "internal error", "quote the request_id to support"),
    "LG905": Problem(
        500, "status_path_forbidden", "internal error", "quote the request_id to support"
    ),
    "WEB101": Problem(400, "body_malformed", "the body is not the JSON it should be"),
    "WEB102": Problem(
        422, "request_invalid", "the request does not have the documented shape", "see errors"
    ),
    "WEB103": Problem(
        422,
        "number_not_exact",
        "a decimal is not a JSON number here",
        'write it as a string, such as "10.50"',
    ),
    "WEB104": Problem(
        400,
        "idempotency_key_missing",
        "this request needs an Idempotency-Key header",
        "send 1 to 255 visible ASCII characters, new for each request and the same for a retry",
    ),
    "WEB105": Problem(
        400,
        "idempotency_key_malformed",
        "the idempotency key is malformed",
        "send 1 to 255 visible ASCII characters, bare or in double quotes",
    ),
    "WEB106": Problem(
        400,
        "cursor_malformed",
        "the cursor is not one of this list",
        "take next_cursor of the page before",
    ),
    "WEB201": Problem(401, "not_authenticated", "a valid bearer token is required"),
    "WEB202": Problem(401, "token_expired", "the token has expired", "get a new one"),
    "WEB290": Problem(
        403,
        "metrics_not_permitted",
        "the metrics are not for this client",
        "send the token of ZEROSUM_METRICS_TOKEN as a bearer token, or scrape from this machine",
    ),
    "WEB301": Problem(
        404, "route_not_found", "there is nothing at this address", "see /openapi.json"
    ),
    "WEB302": Problem(
        405, "method_not_allowed", "this address does not take that method", "see the Allow header"
    ),
    "WEB303": Problem(413, "body_too_large", "the body is too large", "split the batch"),
    "WEB304": Problem(415, "media_type_unsupported", "the body must be application/json"),
    "WEB305": Problem(400, "request_refused", "the request was refused"),
    "WEB900": Problem(
        503,
        "not_ready",
        "this server should get no traffic now",
        "see checks for what is wrong",
    ),
    "WEB401": Problem(
        429,
        "rate_limited",
        "too many requests",
        "wait as long as Retry-After says; RateLimit tells what is left",
    ),
    "WEB402": Problem(
        503,
        "limiter_unavailable",
        "how often this was asked can't be counted right now",
        "try again in a moment",
    ),
    "WEB901": Problem(500, "internal_error", "internal error", "quote the request_id to support"),
    "WEB902": Problem(
        503,
        "ledger_busy",
        "the ledger did not answer in time",
        "try again with the same Idempotency-Key",
    ),
    "WEB903": Problem(
        503,
        "ledger_unavailable",
        "the ledger can't be reached",
        "whether it was posted is unknown: try again with the same Idempotency-Key",
    ),
}


def problem_type(name: str) -> str:
    """Return the URI that identifies a problem; it is a name and leads nowhere."""
    return f"urn:zerosum:problem:{name}"


def problem_title(name: str) -> str:
    """Return the short sentence for a problem: the same for each time it occurs."""
    return name.replace("_", " ").capitalize()
