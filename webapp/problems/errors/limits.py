"""What the codes of limits mean to an HTTP client."""

from webapp.problems.errors.problem import Problem

PROBLEMS = {
    "LG008": Problem(404, "limit_not_found", "no such limit", "list the limits to see their ids"),
    "LG140": Problem(
        422, "time_zone_unknown", "no such time zone", "use a name such as Europe/Berlin"
    ),
    "LG141": Problem(
        422,
        "limit_without_sense",
        "a transaction is one use, so a number of uses per transaction limits nothing",
        "limit the amount per transaction, or the count per day, week, month or window",
    ),
    "LG240": Problem(
        422,
        "limit_exceeded",
        "a limit on the account or its user does not allow so much",
        "lower the amount to what remains, or try again with a new key after resets_at",
    ),
    "LG241": Problem(
        422,
        "transaction_limit_exceeded",
        "a limit does not allow so much in one transaction",
        "lower the amount, or ask an operator for a higher limit",
    ),
    "LG908": Problem(
        500, "counter_without_use", "internal error", "quote the request_id to support"
    ),
}
