"""What the ledger's codes of personal data mean to an HTTP client."""

from webapp.problems.errors.problem import Problem

PROBLEMS = {
    "LG016": Problem(
        404, "person_not_found", "no personal data is kept for this user", "check the user id"
    ),
    "LG306": Problem(
        409, "person_changed", "the personal data changed meanwhile", "read it again and repeat"
    ),
}
