"""What the ledger's codes of transfers, accounts and users mean to an HTTP client."""

from webapp.problems.errors.problem import Problem

PROBLEMS = {
    "LG001": Problem(404, "account_not_found", "no such account", "check the account id"),
    "LG002": Problem(
        404, "transaction_not_found", "no such transaction", "check the transaction id"
    ),
    "LG003": Problem(404, "currency_not_found", "no such currency", "use an ISO 4217 code"),
    "LG004": Problem(404, "user_not_found", "no such user", "create the user first"),
    "LG010": Problem(404, "api_key_not_found", "no such API key", "list the keys there are"),
    "LG011": Problem(
        404,
        "delegation_not_found",
        "the account is not shared with that user",
        "list the delegations there are",
    ),
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
        "bounds_reversed",
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
        "balance_outside_bounds",
        "the balance lies outside the new bounds",
        "choose bounds that contain the present balance",
    ),
    "LG260": Problem(
        403,
        "actor_not_active",
        "the acting user does not exist or is suspended",
        "an operator can reactivate the user",
    ),
    "LG261": Problem(
        422,
        "permission_indispensable",
        "nobody would be left who could give it back",
        "an administrator keeps the permission to administer",
    ),
    "LG262": Problem(
        422,
        "delegation_exceeded",
        "the account is not shared for that much",
        "lower the amount, wait for the next period, or ask the owner",
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
    "LG360": Problem(
        409,
        "identity_taken",
        "this outside identity belongs to another user",
        "unlink it there first",
    ),
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
}
