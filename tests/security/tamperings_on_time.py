"""Ways to change, unseen, what counts from when."""

from __future__ import annotations

from tests.security.tampering import Tampering

_ALICE = "account_id = ledger_test.id('alice')"
_POST_DATED = (
    "SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1,"
    " p_effective_at => ('2001-01-0' || n)::timestamptz) FROM generate_series(1, 3) AS n;"
)
_DATED = "ledger_private.dated_entry"
_CLOSE = "SELECT ledger.close_period('2001-01-02'); SELECT ledger.close_period('2001-01-04');"
_ACT = "ledger_private.period_act"

ON_TIME = {
    "change a sum of a day": Tampering(
        "SELECT ledger.roll_up(1000); UPDATE ledger_private.account_day"
        f" SET money_in = money_in + 1 WHERE {_ALICE}",
        "rollups_equal_entries",
        {"account_id": "alice"},
    ),
    "forget an effective date": Tampering(
        f"{_POST_DATED} DELETE FROM {_DATED} WHERE {_ALICE} AND account_version = 5",
        "dated_entries",
        {"account_id": "alice", "account_version": 5},
    ),
    "change an effective date": Tampering(
        f"{_POST_DATED} UPDATE {_DATED} SET effective_at = '2001-01-02 01:00', latest_effective_at"
        f" = '2001-01-02 01:00' WHERE {_ALICE} AND account_version = 5",
        "dated_entries",
        {"account_id": "alice", "account_version": 5},
    ),
    "change a running total": Tampering(
        f"{_POST_DATED} UPDATE {_DATED} SET dated_total = 7 WHERE {_ALICE} AND account_version = 5",
        "dated_entries",
        {"account_id": "alice", "account_version": 5},
    ),
    "post into a closed period": Tampering(
        f"{_CLOSE} INSERT INTO ledger_audit.transaction (transaction_id, from_account_id,"
        " to_account_id, user_id, xact_id, effective_at, created_at, amount, currency,"
        " transaction_type, status, user_role, database_user) SELECT ledger_test.id('dora'),"
        " ledger_test.id('alice'), ledger_test.id('bob'), 0, 1, '2001-01-03',"
        " clock_timestamp(), 1, 'USD',"
        f" 'transfer', 'PENDING', 'database', 'x' FROM {_ACT} WHERE act_number = 2",
        "periods_are_shut",
        {},
    ),
    "say another reason": Tampering(
        f"{_CLOSE} UPDATE {_ACT} SET reason = 'none' WHERE act_number = 1",
        "periods_are_shut",
        {"act_number": 1},
    ),
    "date an account in the future": Tampering(
        f"UPDATE ledger_private.account SET updated_at = '2096-01-01' WHERE {_ALICE}",
        "times_are_past",
        {"account_id": "alice", "updated_at": "2096-01-01T00:00:00+00:00"},
    ),
    "forget a closing": Tampering(
        f"{_CLOSE} DELETE FROM {_ACT} WHERE act_number = 2",
        "periods_are_shut",
        {"table": "open_period", "act_number": 2},
    ),
}
