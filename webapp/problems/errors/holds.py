"""What the ledger's codes of holds and reversals mean to an HTTP client."""

from webapp.problems.errors.problem import Problem

_INTERNAL = ("internal error", "quote the request_id to support")

PROBLEMS = {
    "LG006": Problem(404, "hold_not_found", "no such hold", "check the hold id"),
    "LG007": Problem(404, "hold_group_not_found", "no such group of holds", "check the group id"),
    "LG120": Problem(
        422,
        "expiry_not_later",
        "the expiry is not later than it may be",
        "give a moment after later_than",
    ),
    "LG121": Problem(
        422,
        "partial_reversal_ambiguous",
        "a part of several currencies is no amount",
        "reverse the whole transaction",
    ),
    "LG220": Problem(422, "hold_closed", "the hold is captured or released", "place a new hold"),
    "LG221": Problem(
        422, "hold_expired", "the hold has expired", "place a new hold; extend one in time"
    ),
    "LG222": Problem(
        422,
        "capture_exceeds_hold",
        "more than the hold and its tolerance cover",
        "capture at most remaining + tolerance, or increment the hold first",
    ),
    "LG223": Problem(
        422, "release_exceeds_hold", "more than the hold still keeps", "release at most remaining"
    ),
    "LG224": Problem(
        422,
        "reversal_exceeds_original",
        "more than remains of the original",
        "reverse at most remaining",
    ),
    "LG225": Problem(
        422,
        "transaction_not_completed",
        "a refused transaction moved nothing",
        "there is nothing to reverse",
    ),
    "LG226": Problem(
        422,
        "reversal_not_reversible",
        "a reversal cannot be reversed",
        "post a new transfer instead",
    ),
    "LG906": Problem(500, "held_without_holds", *_INTERNAL),
    "LG907": Problem(500, "hold_path_forbidden", *_INTERNAL),
}
