"""What holds each invariant: for every attack the guard that stops it."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """An attack, its guard, what verify() sees of it, and guards that would stop it as well."""

    attack: str
    guard: str
    noticed: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


def _seen(checks: str) -> frozenset[str]:
    return frozenset(checks.split())


_HISTORY = "trigger ledger_private.{0}.{0}_10_refuse_change"
_TRUNCATE = "trigger {0}.{1}.{1}_11_refuse_truncate"
_EMPTYING = "trigger ledger_audit.{0}.{0}_11_refuse_truncate"
_JOURNAL = "trigger ledger_audit.{0}.{0}_10_refuse_change"
_ENTRY = _JOURNAL.format("transaction_entry")
_TRANSACTION = _JOURNAL.format("transaction")
_KEY = _HISTORY.format("idempotency_key")
_KEY_REMOVAL = "trigger ledger_private.idempotency_key.idempotency_key_12_refuse_removal"
_CODE = _HISTORY.format("account_code")
_AUDIT = "trigger ledger_audit.audit_log.audit_log_10_refuse_change"
_ACT_DONE = "trigger ledger_audit.act.act_10_refuse_change"
_AUTH = "trigger ledger_audit.auth_event.auth_event_10_refuse_change"
_REMOVAL = "trigger ledger_private.account.account_10_refuse_removal"
_BIRTH = "trigger ledger_private.account.account_20_begin_empty"
_IDENTITY = "trigger ledger_private.account.account_30_keep_identity"
_BALANCE = "trigger ledger_private.account.account_50_check_balance"
_HAS_ENTRIES = "trigger ledger_audit.transaction.transaction_50_check_entries"
_ENTRIES = "trigger ledger_audit.transaction_entry.transaction_entry_50_check"
_DATED = _HISTORY.format("dated_entry")
_ACT = _HISTORY.format("period_act")
_DATE = "trigger ledger_private.dated_entry.dated_entry_50_check"
_BORDER = "trigger ledger_private.open_period.open_period_50_check"
_BORDER_REMOVAL = "trigger ledger_private.open_period.open_period_10_refuse_removal"
_FLOOR = "rule ledger_private.broken_bound.account_available_is_above_floor"
_CEILING = "rule ledger_private.broken_bound.account_balance_is_below_ceiling"
_CLOSED = "rule ledger_private.broken_bound.account_closed_is_empty"
_SCALE = "rule ledger_private.broken_bound.account_balance_fits_currency"
_KEPT = "trigger ledger_private.account.account_60_check_held"
_POSITIVE = "domain ledger_private.positive_money.positive_money_is_positive"
_NUMBER = "domain ledger_private.money.money_is_a_number"
_STATUS = "domain ledger_private.account_status.account_status_is_known"
_USED_ONCE = "check ledger_audit.transaction_entry.transaction_entry_pkey"

_LOST = _seen(
    "audit_chain captures_within_holds entries_have_owners events_are_readable idempotency_keys"
)
_UNREADABLE = _seen("events_are_readable")
_UNEQUAL = _seen("audit_chain currencies_sum_to_zero transactions_balance")
_USED = tuple(
    _TRUNCATE.format("ledger_private", name)
    for name in (
        *("account_code", "usage_limit", "usage_counter", "clearing_account"),
        "outgoing_transfer",
    )
)

# Held by the type itself, which nothing can take away.
HELD_BY_TYPE = {"amount infinite", "balance out of range"}

# Where nothing is noticed the guard is all there is: no later check can tell.
FAULTS = (
    *(
        Fault(f"{operation} {table}", guard.format(table), _UNREADABLE)
        for table in ("feed_account", "feed_event", "feed_pass")
        for operation, guard in (
            ("update", _JOURNAL),
            ("delete", _JOURNAL),
            ("merge", _JOURNAL),
            ("truncate", _EMPTYING),
        )
    ),
    Fault(
        "update transaction",
        _TRANSACTION,
        _seen("audit_chain captures_within_holds entries_have_owners transactions_balance"),
    ),
    Fault("delete transaction", _TRANSACTION, _LOST),
    Fault("truncate transaction", _TRUNCATE.format("ledger_audit", "transaction"), _LOST),
    Fault("merge transaction", _TRANSACTION, _LOST),
    Fault(
        "update transaction_entry",
        _ENTRY,
        _seen("audit_chain balances_equal_entries running_balances transactions_balance"),
    ),
    Fault(
        "delete transaction_entry",
        _ENTRY,
        _seen("audit_chain audit_is_complete balances_equal_entries transactions_balance"),
    ),
    Fault(
        "truncate transaction_entry",
        _TRUNCATE.format("ledger_audit", "transaction_entry"),
        _seen("audit_chain audit_is_complete balances_equal_entries transactions_balance"),
    ),
    Fault(
        "merge transaction_entry",
        _ENTRY,
        _seen("audit_chain audit_is_complete balances_equal_entries transactions_balance"),
    ),
    Fault("update idempotency_key", _KEY, _seen("idempotency_keys")),
    Fault("delete idempotency_key", _KEY_REMOVAL, _seen("idempotency_keys")),
    Fault(
        "truncate idempotency_key",
        _TRUNCATE.format("ledger_private", "idempotency_key"),
        _seen("idempotency_keys"),
    ),
    Fault("merge idempotency_key", _KEY_REMOVAL, _seen("idempotency_keys")),
    Fault("update account_code", _CODE, _seen("account_links")),
    Fault("delete account_code", _CODE),
    Fault("truncate account_code", _TRUNCATE.format("ledger_private", "account_code")),
    Fault("merge account_code", _CODE),
    Fault("update dated_entry", _DATED),
    Fault("delete dated_entry", _DATED),
    Fault("truncate dated_entry", _TRUNCATE.format("ledger_private", "dated_entry")),
    Fault("merge dated_entry", _DATED),
    Fault("update period_act", _ACT),
    Fault("delete period_act", _ACT),
    Fault("truncate period_act", _TRUNCATE.format("ledger_private", "period_act")),
    Fault("merge period_act", _ACT),
    Fault("date without its row", _ENTRIES, _seen("audit_chain dated_entries")),
    Fault("account ahead of the clock", _BALANCE, _seen("times_are_past")),
    Fault("account dated back", _BALANCE, _seen("times_are_past")),
    Fault(
        "account born in the future", _BIRTH, _seen("audit_chain audit_is_complete times_are_past")
    ),
    Fault("posting of the future", _BALANCE, _seen("audit_chain times_are_past")),
    Fault("row for an entry without a date", _DATE, _seen("dated_entries")),
    Fault("border of the open period moved", _BORDER, _seen("periods_are_shut")),
    Fault("border of the open period lost", _BORDER_REMOVAL, _seen("periods_are_shut")),
    Fault(
        "border of the open period truncated",
        _TRUNCATE.format("ledger_private", "open_period"),
        _seen("periods_are_shut"),
    ),
    Fault("update audit_log", _AUDIT, _seen("audit_chain")),
    Fault("delete audit_log", _AUDIT, _seen("audit_chain audit_is_complete holds_add_up")),
    Fault(
        "truncate audit_log",
        _TRUNCATE.format("ledger_audit", "audit_log"),
        _seen("audit_chain audit_is_complete holds_add_up"),
    ),
    Fault("merge audit_log", _AUDIT, _seen("audit_chain audit_is_complete")),
    Fault("update auth_event", _AUTH),
    Fault("delete auth_event", _AUTH),
    Fault("truncate auth_event", _TRUNCATE.format("ledger_audit", "auth_event")),
    Fault("update act", _ACT_DONE),
    Fault("delete act", _ACT_DONE, _UNREADABLE),
    Fault("truncate act", _TRUNCATE.format("ledger_audit", "act"), _UNREADABLE),
    Fault(
        "upsert entry",
        _ENTRY,
        _seen("audit_chain balances_equal_entries running_balances transactions_balance"),
    ),
    Fault("delete account", _REMOVAL, _seen("audit_chain")),
    Fault(
        "truncate account",
        _TRUNCATE.format("ledger_private", "account"),
        _seen("audit_chain entries_have_owners transactions_balance"),
        _USED,
    ),
    Fault("balance", _BALANCE, _seen("balances_equal_entries currencies_sum_to_zero")),
    Fault("balance to its neighbour", _BALANCE, _seen("balances_equal_entries")),
    Fault("balance by merge", _BALANCE, _seen("balances_equal_entries currencies_sum_to_zero")),
    Fault("version without entry", _BALANCE, _seen("balances_equal_entries")),
    Fault("version taken back", _BALANCE, _seen("balances_equal_entries")),
    Fault("end of the audit chain", _BALANCE, _seen("audit_chain")),
    Fault("place in the audit chain", _BALANCE, _seen("audit_chain")),
    Fault(
        "born with money",
        _BIRTH,
        _seen("audit_chain audit_is_complete balances_equal_entries currencies_sum_to_zero"),
    ),
    Fault(
        "born with history", _BIRTH, _seen("audit_chain audit_is_complete balances_equal_entries")
    ),
    Fault("born closed", _BIRTH, _seen("audit_chain audit_is_complete")),
    Fault(
        "change account_id",
        _IDENTITY,
        _seen("audit_chain audit_is_complete balances_equal_entries entries_have_owners"),
        also=(_BALANCE,),
    ),
    Fault("change user_id", _IDENTITY, _seen("account_links entries_have_owners")),
    Fault("change currency", _IDENTITY, _seen("currencies_sum_to_zero entries_have_owners")),
    Fault("change minor_units", _IDENTITY, _seen("account_links")),
    Fault("change account_class", _IDENTITY),
    Fault("change created_at", _IDENTITY),
    Fault("reopen", _IDENTITY, _seen("audit_is_complete")),
    Fault("close with money", _CLOSED, _seen("audit_is_complete balances_within_bounds")),
    Fault("unknown status", _STATUS, _seen("audit_is_complete")),
    Fault(
        "hold more than there is",
        _FLOOR,
        _seen("balances_within_bounds holds_add_up"),
        also=(_KEPT,),
    ),
    Fault("hold less than nothing", _KEPT, _seen("holds_add_up")),
    Fault("floor above the balance", _FLOOR, _seen("audit_is_complete balances_within_bounds")),
    Fault("unbalanced entries", _ENTRIES, _UNEQUAL),
    Fault("one leg, no credit", _HAS_ENTRIES, _UNEQUAL),
    Fault("one leg, no debit", _HAS_ENTRIES, _UNEQUAL),
    Fault("transaction without entries", _HAS_ENTRIES, _seen("transactions_balance")),
    Fault("refusal without a reason", _HAS_ENTRIES),
    Fault("refusal that names an entry", _HAS_ENTRIES),
    Fault("refusal to pay itself", _HAS_ENTRIES),
    Fault("entries of another amount", _ENTRIES, _seen("audit_chain transactions_balance")),
    Fault("entries without a transaction", _ENTRIES, _seen("audit_chain entries_have_owners")),
    Fault(
        "entries of a pending transaction",
        _ENTRIES,
        _seen("audit_chain transactions_balance"),
    ),
    Fault(
        "entries the accounts don't know",
        _ENTRIES,
        _seen("audit_chain balances_equal_entries"),
    ),
    Fault(
        "gap in versions",
        _ENTRIES,
        _seen("audit_chain balances_equal_entries running_balances"),
    ),
    Fault(
        "balance that does not follow",
        _ENTRIES,
        _seen("audit_chain balances_equal_entries currencies_sum_to_zero running_balances"),
    ),
    Fault(
        "version used twice",
        _USED_ONCE,
        _seen("audit_chain balances_equal_entries running_balances"),
        also=(
            _ENTRIES,
            _HAS_ENTRIES,
            _BALANCE,
        ),
    ),
    Fault("currency of neither account", _ENTRIES, _seen("audit_chain entries_have_owners")),
    Fault(
        "currency of one account",
        _ENTRIES,
        _seen("audit_chain currencies_sum_to_zero entries_have_owners"),
    ),
    Fault("overdraft", _FLOOR, _seen("audit_chain balances_within_bounds")),
    Fault("ceiling", _CEILING, _seen("audit_chain balances_within_bounds")),
    Fault("pay a closed account", _CLOSED, _seen("audit_chain balances_within_bounds")),
    Fault("amount of nothing", _POSITIVE, _seen("audit_chain")),
    Fault("negative amount", _POSITIVE, _seen("audit_chain")),
    Fault(
        "amount NaN",
        _NUMBER,
        _UNEQUAL,
        also=(_POSITIVE, _ENTRIES),
    ),
    Fault("fraction of a cent", _SCALE, _seen("audit_chain")),
    Fault("to itself", _HAS_ENTRIES, _seen("audit_chain")),
    Fault("legs: unbalanced", _HAS_ENTRIES, _UNEQUAL),
    Fault("legs: balanced across currencies only", _HAS_ENTRIES, _UNEQUAL),
    Fault(
        "legs: a detour to where it should end",
        _ENTRIES,
        _seen("audit_chain running_balances"),
    ),
    Fault("legs: one named twice", _HAS_ENTRIES, _seen("audit_chain transactions_balance")),
    Fault("legs: another total", _HAS_ENTRIES, _seen("audit_chain transactions_balance")),
    Fault("legs: none of them there", _HAS_ENTRIES, _seen("transactions_balance")),
    Fault(
        "legs: one not named",
        _ENTRIES,
        _seen("audit_chain entries_have_owners transactions_balance"),
        also=(_HAS_ENTRIES,),
    ),
    Fault(
        "legs: of another account's currency",
        _ENTRIES,
        _seen("audit_chain entries_have_owners"),
    ),
    Fault(
        "legs: only one",
        _HAS_ENTRIES,
        _UNEQUAL,
    ),
    Fault(
        "third and fourth entry",
        _ENTRIES,
        _seen("audit_chain dated_entries entries_have_owners transactions_balance"),
    ),
)
