"""What the codes of closing, merging and sorting accounts mean to an HTTP client."""

from webapp.problems.errors.problem import Problem

PROBLEMS = {
    "LG009": Problem(404, "category_not_found", "no such category", "check its path"),
    "LG145": Problem(
        422,
        "accounts_not_mergeable",
        "the accounts differ in owner, currency or class",
        "close the one and sweep it to the other",
    ),
    "LG245": Problem(
        422,
        "category_within_itself",
        "a category cannot lie within itself",
        "move it to a place outside itself",
    ),
    "LG246": Problem(
        422,
        "amount_frozen",
        "a freeze is not captured, changed or released as a hold is",
        "an operator can lift it",
    ),
    "LG345": Problem(
        409, "category_taken", "another category has this path", "choose another path"
    ),
}
