"""Filters that reach no key, each with what to do instead: an index would cost each posting."""

from __future__ import annotations

_TIME_OF_ACCOUNT = "accounts in the order of account_id are in the order of their opening"
_TIME_OF_HOLD = "holds in the order of hold_id are in the order of their placing"
_TIME_OF_USER = "users in the order of user_id are in the order of their making"
_VALUE_DATE = "an account's value dates: ledger.get_statement; a day of all: list_daily_balances"
_OTHER_SIDE = "each account's own lines are found, and the other side's beside them"
_ID_OF_ROW = "the number says nothing; an entry's key is its account and version"
_BY_ACCOUNT = "an account's postings are its lines in reporting.statement_lines"
_BY_USER = "reporting.accounts leads from a user to accounts, and these to all else"
_BY_KEY = "a key acts as its user: what the user did, in the accounts that it reaches"
_OF_ACCOUNT = "the lines of one account; reporting.entries has transactions and times"
_TWO_TABLES = "entries and other acts lie in two tables: give an account_id, a request or an hour"
_NAME = "reporting.accounts leads from a code, reporting.user_names from a name, to the id"
_DOOR = "made for one account or id; reporting has the view with the other keys"
_FEED = "a feed is read by position"
_NEVER = "nothing was merged but by name: the accounts of a merger are few"
_CAPTURE = "reporting.postings.hold_id leads from a transaction to its hold"

EXCEPTIONS = {
    "ledger.accounts": {
        "closed_at newest, closed_at range, created_at newest": _TIME_OF_ACCOUNT,
        "created_at range, updated_at newest, updated_at range": _TIME_OF_ACCOUNT,
        "merged_into_account_id equal": _NEVER,
    },
    "ledger.audit_logs": {
        "created_at newest, created_at range, request_id equal, transaction_id equal": _DOOR,
        "log_id equal": _ID_OF_ROW,
        "user_id equal": _BY_USER,
        "api_key_id equal": _BY_KEY,
    },
    "ledger.balances": {"effective_at newest": "always NULL in the view"},
    "ledger.events": {
        "effective_at newest, effective_at range, failure_code equal, feed_id equal": _FEED,
        "from_account_id equal, to_account_id equal, user_id equal": _FEED,
        "actor_user_id equal, event_id equal, created_at newest, created_at range": _FEED,
    },
    "ledger.consumed_events": {
        "lease_id equal, lease_expires_at newest, lease_expires_at range": _DOOR,
        "effective_at newest, effective_at range, failure_code equal, feed_id equal": _FEED,
        "from_account_id equal, to_account_id equal, user_id equal": _FEED,
        "actor_user_id equal, created_at newest, created_at range": _FEED,
    },
    "ledger.hold_events": {
        "created_at newest, created_at range, expires_at newest, expires_at range": _TIME_OF_HOLD,
        "transaction_id equal": _CAPTURE,
    },
    "ledger.hold_groups": {
        "created_at newest, created_at range, updated_at newest, updated_at range": _TIME_OF_HOLD,
    },
    "ledger.holds": {
        "created_at newest, created_at range, updated_at newest, updated_at range": _TIME_OF_HOLD,
        "expires_at newest, expires_at range": _TIME_OF_HOLD,
        "to_account_id equal": _OTHER_SIDE,
        "user_id equal": _BY_USER,
    },
    "ledger.notification_preferences": {
        "bounced_at newest, bounced_at range, updated_at newest": _TIME_OF_USER,
    },
    "ledger.statement_lines": {
        "booked_at newest, booked_at range, transaction_id equal": _DOOR,
        "counterparty_account_id equal": _OTHER_SIDE,
        "effective_at newest, effective_at range": _VALUE_DATE,
    },
    "ledger.transaction_entries": {
        "created_at newest, created_at range, transaction_id equal": _DOOR,
        "counterparty_account_id equal": _OTHER_SIDE,
        "effective_at newest, effective_at range": _VALUE_DATE,
        "entry_id equal": _ID_OF_ROW,
    },
    "ledger.transactions": {
        "completed_at newest, completed_at range, created_at newest": _DOOR,
        "failure_code equal, idempotency_key equal": _DOOR,
        "effective_at newest, effective_at range": _VALUE_DATE,
        "from_account_id equal, to_account_id equal": _BY_ACCOUNT,
        "user_id equal": _BY_USER,
    },
    "ledger.users": {"created_at newest, created_at range": _TIME_OF_USER},
    "reporting.accounts": {
        "closed_at newest, closed_at range, created_at newest": _TIME_OF_ACCOUNT,
        "created_at range, updated_at newest, updated_at range": _TIME_OF_ACCOUNT,
        "merged_into_account_id equal": _NEVER,
    },
    "reporting.audit_trail": {
        "created_at newest, created_at range": _TWO_TABLES,
        "account_code equal, username equal": _NAME,
        "log_id equal": _ID_OF_ROW,
        "user_id equal": _BY_USER,
        "api_key_id equal": _BY_KEY,
    },
    "reporting.daily_movements": {"effective_on range": _VALUE_DATE},
    "reporting.entries": {
        "counterparty_code equal": _OTHER_SIDE,
        "effective_at newest, effective_at range": _VALUE_DATE,
        "entry_id equal": _ID_OF_ROW,
        "user_id equal": _BY_USER,
    },
    "reporting.hold_history": {
        "created_at newest, created_at range, expires_at newest, expires_at range": _TIME_OF_HOLD,
        "transaction_id equal": _CAPTURE,
        "user_id equal": _BY_USER,
    },
    "reporting.holds": {
        "created_at newest, created_at range, updated_at newest, updated_at range": _TIME_OF_HOLD,
        "expires_at newest, expires_at range": _TIME_OF_HOLD,
        "to_account_code equal, to_account_id equal": _OTHER_SIDE,
        "user_id equal": _BY_USER,
    },
    "reporting.postings": {
        "effective_at newest, effective_at range": _VALUE_DATE,
        "from_account_code equal, from_account_id equal": _BY_ACCOUNT,
        "to_account_code equal, to_account_id equal": _BY_ACCOUNT,
        "user_id equal": _BY_USER,
    },
    "reporting.statement_lines": {
        "booked_at newest, booked_at range, transaction_id equal": _OF_ACCOUNT,
        "counterparty_code equal": _OTHER_SIDE,
        "effective_on range": _VALUE_DATE,
    },
    "reporting.users": {"created_at newest, created_at range": _TIME_OF_USER},
}
