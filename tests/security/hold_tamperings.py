"""Ways to tamper with holds and reversals that verify() must notice."""

from __future__ import annotations

from tests.security.tampering import Tampering

_HENRY = "account_id = ledger_test.id('henry')"
_REVERSAL = (
    "SELECT ledger.reverse_transaction(transaction_id, 1, p_idempotency_key => 'back')"
    " FROM ledger.transactions WHERE idempotency_key = 'first';"
)

# By test_guards.py, test_direct_changes.py, tests/cells/test_guards.py, and tests/seals.
CHECKED_ELSEWHERE = {
    *("guards_are_in_place", "direct_changes_have_reasons"),
    *("cell_transfers", "clearing_accounts", "seals"),
}
HOLD_TAMPERINGS = {
    "keep money for no hold": Tampering(
        f"UPDATE ledger_private.account SET held = 16 WHERE {_HENRY}",
        "holds_add_up",
        {"account_id": "henry", "held": "16", "holds": "15"},
    ),
    "lower a hold and what is kept for it": Tampering(
        f"UPDATE ledger_private.account SET held = 5 WHERE {_HENRY};"
        f"UPDATE ledger_private.hold SET released = 10 WHERE {_HENRY}",
        "holds_add_up",
        {"account_id": "henry"},
    ),
    "rewrite a step of a hold": Tampering(
        f"UPDATE ledger_private.hold_event SET amount_after = 7 WHERE {_HENRY}",
        "holds_add_up",
        {"account_id": "henry"},
    ),
    "raise what was captured": Tampering(
        f"UPDATE ledger_private.hold SET captured = 6 WHERE {_HENRY}",
        "captures_within_holds",
        {"captured": "6", "posted": "5"},
    ),
    "capture twice what was held": Tampering(
        "ALTER TABLE ledger_private.hold DROP CONSTRAINT hold_is_not_exceeded;"
        f"UPDATE ledger_private.hold SET amount = 4, status = 'CAPTURED' WHERE {_HENRY}",
        "captures_within_holds",
        {"captured": "5", "posted": "5"},
    ),
    "capture from another's account": Tampering(
        "UPDATE ledger_audit.transaction SET hold_id = (SELECT hold_id FROM"
        f" ledger_private.hold WHERE {_HENRY}) WHERE idempotency_key = 'first'",
        "captures_within_holds",
        {"captured": "5", "posted": "6"},
    ),
    "refund more than was paid": Tampering(
        _REVERSAL + "UPDATE ledger_audit.transaction_entry SET amount = 2 WHERE transaction_id"
        " IN (SELECT transaction_id FROM ledger_audit.transaction"
        " WHERE idempotency_key = 'back')",
        "refunds_within_originals",
        {"transaction_id": "first", "original": "1", "reversed": "2"},
    ),
    "call a transfer a refund": Tampering(
        "UPDATE ledger_audit.transaction SET reverses_transaction_id = transaction_id"
        " WHERE idempotency_key = 'first'",
        "refunds_within_originals",
        {"transaction_id": "first", "original": "0"},
    ),
}
