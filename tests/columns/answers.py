"""What nobody notices, and why that is as it should be, or what comes of it."""

from __future__ import annotations

_COUNTED = (
    "what the fraud checks remember of the feed; scores and cases that came of it stand in "
    "history, and no money moves by it"
)
_LEASE = "a lease: it runs out, and the work is done again"

# A table as a whole, or one of its columns; INSERT, DELETE and TRUNCATE stand for its rows.
WITHOUT = {
    **dict.fromkeys(
        (
            *("fraud_account", "fraud_observation", "fraud_pair", "fraud_progress"),
            "fraud_user",
        ),
        _COUNTED,
    ),
    "api_key.last_used_at": "when the key was last seen, to the minute; no right hangs on it",
    "event_lease": _LEASE,
    "export_part.DELETE": "the file is read with a hole, and asked for anew: entries are the truth",
    "export_part.INSERT": "lines of a file; entries are the truth",
    "idempotency_key.INSERT": "a forged key that leads to what is there looks like the key of a "
    "batch: a request under it is answered with that, and posts nothing",
    **dict.fromkeys(
        (
            *("seal.INSERT", "seal_node.INSERT", "sealed_state.INSERT", "seal_key.INSERT"),
            "seal_head.INSERT",
        ),
        "nothing was sealed here; what is forged among seals, tests/seals names by a head outside",
    ),
    "queued_request": "requests on their way, gone in milliseconds; what they lead to is a "
    "transaction that names its actor and its login",
    "usage_counter.updated_at": "when it was last counted; what was counted is proved",
    "webhook_endpoint.due_at": "when the worker looks at it next; it looks again after each event",
    "webhook_endpoint.first_failed_at": "since when it has failed; the attempts are history",
    "webhook_endpoint.lease_expires_at": _LEASE,
    "webhook_endpoint.lease_id": _LEASE,
    "worker_pulse": "what each job of the worker last told of itself; it tells it again",
}
