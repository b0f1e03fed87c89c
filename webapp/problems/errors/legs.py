"""What the ledger's codes of transactions of many legs mean to an HTTP client."""

from webapp.problems.errors.problem import Problem

PROBLEMS = {
    "LG130": Problem(
        422,
        "legs_unbalanced",
        "the debits and credits of a currency are not equal",
        "make the amounts equal, or let one leg be the rest",
    ),
    "LG131": Problem(
        422,
        "legs_incomplete",
        "a transaction has 2 to 1000 legs, with a debit and a credit in each currency",
        "add the missing side, or split the transaction",
    ),
    "LG132": Problem(
        422,
        "total_undetermined",
        "nothing says how much is to move in a currency",
        "fix every amount on one side, let the debits be fixed or up_to, or say the total",
    ),
    "LG133": Problem(
        422,
        "shares_above_whole",
        "the shares of one total come to more than the whole",
        "lower them to 100 percent or less; the rest may go to a leg of kind rest",
    ),
    "LG134": Problem(
        422,
        "rest_taken_twice",
        "a rest leg stands beside another leg that takes what is left",
        "keep one rest leg on that side, or give each a weight",
    ),
    "LG230": Problem(
        422,
        "total_not_covered",
        "what the accounts hold does not bring the legs into balance",
        "add a source, raise what a source may give, or lower the amounts",
    ),
    "LG231": Problem(
        422,
        "nothing_to_move",
        "the legs come to nothing in a currency",
        "fund the accounts, or name an amount",
    ),
}
