"""What holds open credits together: for every attack the guard that stops it."""

from __future__ import annotations

from tests.security.faults import Fault, _seen

_CREDIT = "trigger ledger_audit.open_credit.open_credit_{}"
_ARRIVES = _CREDIT.format("50_check")
_ACCOUNT = "trigger ledger_private.account.account_{}"

CREDIT_FAULTS = (
    Fault(
        "update open_credit",
        _CREDIT.format("10_refuse_change"),
        _seen("currencies_sum_to_zero entries_have_owners transactions_balance"),
    ),
    Fault(
        "truncate open_credit",
        _CREDIT.format("11_refuse_truncate"),
        _seen("currencies_sum_to_zero transactions_balance"),
    ),
    Fault(
        "delete open_credit",
        _CREDIT.format("51_check_folded"),
        _seen("currencies_sum_to_zero transactions_balance"),
    ),
    Fault(
        "open credit left behind",
        _ACCOUNT.format("43_check_open_credits"),
        _seen("audit_is_complete entries_have_owners"),
    ),
    Fault(
        "open credit without a transaction",
        _ARRIVES,
        _seen("currencies_sum_to_zero entries_have_owners"),
    ),
    Fault(
        "open credit to another",
        _ARRIVES,
        _seen("currencies_sum_to_zero entries_have_owners transactions_balance"),
    ),
    Fault(
        "open credit of what has an entry",
        _ARRIVES,
        _seen("currencies_sum_to_zero transactions_balance"),
    ),
    Fault("open credit of the future", _ARRIVES, _seen("audit_chain")),
    Fault(
        "ceiling of what accumulates",
        _ACCOUNT.format("42_accumulate_without_rules"),
        _seen("audit_is_complete balances_within_bounds"),
    ),
    Fault(
        "limit of what accumulates",
        _ACCOUNT.format("42_accumulate_without_rules"),
        _seen("balances_within_bounds"),
    ),
)
