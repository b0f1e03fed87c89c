"""The codes that exist over HTTP only."""

from webapp.problems.problem import Problem

INTERNAL = ("internal error", "quote the request_id to support")

PROBLEMS = {
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
        "send 1 to 255 characters, new for each request and the same for a retry",
    ),
    "WEB105": Problem(
        400,
        "idempotency_key_malformed",
        "the idempotency key is malformed",
        "send 1 to 255 characters: visible ASCII as it is, with spaces or commas in double "
        'quotes, other text as escaped UTF-8: %"caf%c3%a9"',
    ),
    "WEB106": Problem(
        400,
        "cursor_malformed",
        "the cursor is not one of this list",
        "take next_cursor of the page before",
    ),
    "WEB107": Problem(
        409,
        "request_in_progress",
        "a request with this key is still being carried out",
        "wait as long as Retry-After says, then send the same request with the same key",
    ),
    "WEB108": Problem(
        400,
        "position_malformed",
        "the Zerosum-Position is none",
        "send that of an answer as it came, or none",
    ),
    "WEB201": Problem(401, "not_authenticated", "a valid bearer token is required"),
    "WEB202": Problem(401, "token_expired", "the token has expired", "get a new one"),
    "WEB290": Problem(
        403,
        "metrics_not_permitted",
        "the metrics are not for this client",
        "send the token of ZEROSUM_METRICS_TOKEN as a bearer token, or scrape from this machine",
    ),
    "WEB203": Problem(401, "login_refused", "the name or the password is wrong"),
    "WEB204": Problem(
        429, "login_locked", "too many attempts to log in", "wait as long as Retry-After says"
    ),
    "WEB205": Problem(
        401, "refresh_refused", "the refresh token is not, or no longer, good", "log in again"
    ),
    "WEB206": Problem(
        422,
        "session_needed",
        "an API key can't do this",
        "log in for it; a key ends when it is revoked",
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
    "WEB306": Problem(
        406, "not_acceptable", "there is no answer in that format", "accept application/json"
    ),
    "WEB307": Problem(414, "target_too_long", "the address is too long", "shorten the query"),
    "WEB308": Problem(431, "headers_too_large", "the headers are too large", "send fewer"),
    "WEB309": Problem(
        408,
        "body_overdue",
        "the body did not come in time: nothing was done",
        "send it again at once and whole, on a new connection",
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
    "WEB907": Problem(
        503,
        "personal_data_unavailable",
        "this server has no keys for personal data",
        "set ZEROSUM_PERSONAL_KEYS to a keyring file",
    ),
    "WEB901": Problem(500, "internal_error", *INTERNAL),
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
    "WEB904": Problem(
        503,
        "too_many_waiting",
        "too many transfers wait for their turn: this one was not posted",
        "try again, with the same Idempotency-Key if you like",
    ),
    "WEB908": Problem(
        503,
        "too_many_streams",
        "all streams of this process, or those of one user, are taken",
        "close one, try again, or page through GET /v1/events",
    ),
    "WEB909": Problem(
        503,
        "server_crowded",
        "too many requests wait for this server: nothing was done",
        "send it again after as long as Retry-After says",
    ),
    "WEB905": Problem(
        504,
        "answer_overdue",
        "the ledger has not answered yet",
        "whether it was posted is unknown: try again with the same Idempotency-Key",
    ),
}
