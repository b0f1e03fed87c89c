"""Effective dates, and closing the books."""

from webapp.problems.errors.problem import Problem

PROBLEMS = {
    "LG250": Problem(
        422,
        "period_closed",
        "the effective date lies in a closed period",
        "choose an effective_at after closed_through_on, or have the period reopened",
    ),
    "LG251": Problem(
        422,
        "period_not_over",
        "the period is not over yet",
        "close through a day that has ended in UTC, at most the day named as latest",
    ),
    "LG252": Problem(
        422,
        "period_already_open",
        "that day is open already",
        "name a day on or before closed_through_on",
    ),
    "LG350": Problem(
        409,
        "postings_in_flight",
        "a transaction that has posted is still open",
        "try again",
    ),
    "LG909": Problem(
        500, "date_not_of_a_posting", "internal error", "quote the request_id to support"
    ),
}
