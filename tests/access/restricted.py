"""Every function that moves or holds money, called so that it does, in a session of psql.

``{own}`` and ``{other}`` are accounts in dollars with money on them and a hold of 10 each, in
{group}; {transaction} and {legs} paid 10 into {other}; {payee} is paid. A call may take an actor.
"""

from __future__ import annotations

from typing import NamedTuple


class Money(NamedTuple):
    """A call, and the restrictions that stop it; what needs ``manage`` no restricted key does."""

    call: str
    refused_by: frozenset[str] = frozenset({"accounts", "transaction_types", "maximum_amount"})
    unseen: str = "LG263"  # of what hangs on an account that the key does not reach


_ITEM = "ledger.transfer_item('{other}', '{payee}', 10)"
_LEGS = "ARRAY[ledger.debit_leg('{other}', 10), ledger.credit_leg('{payee}', 10)]"
_ENTRIES = (
    """[{{"account_id": "{other}", "entry_type": "DEBIT", "amount": 10}},"""
    """ {{"account_id": "{payee}", "entry_type": "CREDIT", "amount": 10}}]"""
)
_WITHOUT_AMOUNT = frozenset({"accounts", "transaction_types"})

MONEY = {
    "ledger.post_transfer": Money("'{other}', '{payee}', 10"),
    "ledger.transfer": Money("'{other}', '{payee}', 10"),
    "ledger.post_transfers": Money(f"ARRAY[{_ITEM}]"),
    "ledger.post_transfers_json": Money(
        """'[{{"from_account_id": "{other}", "to_account_id": "{payee}", "amount": 10}}]'"""
    ),
    "ledger.post_transfer_gathered": Money(
        "'{other}', '{payee}', 10, p_idempotency_key => '{key}'"
    ),
    "ledger_gateway.post_gathered": Money(f"ARRAY[{_ITEM}], NULL"),
    "ledger.post_transaction": Money(_LEGS),
    "ledger.preview_transaction": Money(_LEGS),
    "ledger.post_transactions": Money(
        "ARRAY(SELECT r FROM jsonb_populate_recordset(NULL::ledger.transaction_request, "
        f"""'[{{{{"entries": {_ENTRIES}}}}}]') AS r)"""
    ),
    "ledger.post_transaction_json": Money(f"'{_ENTRIES}'"),
    "ledger.post_transactions_json": Money(f"""'[{{{{"entries": {_ENTRIES}}}}}]'"""),
    "ledger.hold_funds": Money("'{other}', 10"),
    "ledger.increment_hold": Money("'{hold}', 1", unseen="LG006"),
    "ledger.capture_hold": Money("'{hold}', NULL, false", unseen="LG006"),
    "ledger.capture_group": Money("'{group}'", unseen="LG007"),
    "ledger.extend_hold": Money("'{hold}', '2099-01-01'", _WITHOUT_AMOUNT, "LG006"),
    "ledger.release_hold": Money("'{hold}'", _WITHOUT_AMOUNT, "LG006"),
    "ledger.release_group": Money("'{group}'", _WITHOUT_AMOUNT, "LG007"),
    "ledger.reverse_transaction": Money("'{transaction}'"),
    "ledger.pay_out": Money("'{other}', '{payee}', 1, 10"),
}
# The same function with many legs: another way inside.
OF_LEGS = Money("'{legs}'")

# Steps of another that is here, or of what the bank does to all.
STEPS = {
    "ledger_gateway.post_queued": "ledger.post_transfer_gathered",
}

# What reads about {apart}, an account that the key does not reach: told, or the lists of all.
READS = {
    "ledger.find_account": "'apart'",
    "ledger.account_id": "'apart'",
    "ledger.get_account": "'{apart}'",
    "ledger.get_accounts": "ARRAY['{apart}']::uuid[]",
    "ledger.get_balance": "'{apart}'",
    "ledger.check_limits": "'{apart}', 6000",
    "ledger.get_limit": "'{limit}'",
    "ledger.list_limits": "'{apart}'",
    "ledger.list_daily_totals": "'{apart}'",
    "ledger.create_export": "'{apart}'",
    "ledger.get_export": "'{export}'",
    "ledger.read_export": "'{export}'",
    "ledger.list_exports": "'{apart}'",
    "ledger.get_outgoing_transfer": "'{sent}'",
    "ledger.list_outgoing_transfers": "'{apart}'",
    "ledger.list_incoming_transfers": "'{apart}'",
    "ledger.list_monitors": "'{apart}'",
    "ledger.list_monitor_alerts": "'{monitor}'",
    "ledger.get_statement": "'{apart}'",
    "ledger.get_statement_summary": "'{apart}'",
    "ledger.list_entries": "'{apart}'",
    "ledger.get_transaction": "'{paid}'",
    "ledger.prove_inclusion": "'{paid}'",
    "ledger.list_transaction_entries": "'{paid}'",
    "ledger.list_reversals": "'{paid}'",
    "ledger.get_hold": "'{set_aside}'",
    "ledger.get_hold_group": "'{set_aside}'",
    "ledger.list_hold_events": "'{set_aside}'",
    "ledger.list_delegations": "'{apart}'",
    "ledger_gateway.show_entries": "'{paid}'",
    "ledger.remove_export": "'{export}'",
    "ledger.lock_accounts": "ARRAY['{apart}']::uuid[]",
}
LISTS = {
    "ledger.list_accounts": "p_limit => 1000",
    "ledger.list_transactions": "p_limit => 1000",
    "ledger.list_holds": "p_limit => 1000",
    "ledger.list_hold_groups": "p_limit => 1000",
    "ledger.list_delegations": "p_limit => 1000",
    "ledger.list_exports": "p_limit => 1000",
    "ledger.list_outgoing_transfers": "p_limit => 1000",
    "ledger.list_monitors": "p_limit => 1000",
    "ledger.list_limits": "p_user_id => 0",
}
# They tell of no account, or no more than its id that was given.
WORDS = {
    *("ledger.get_asset", "ledger.list_assets", "ledger.require_revision"),
    *("ledger.list_seal_heads", "ledger.list_seal_keys", "ledger.prove_consistency"),
}

# Each check, as a careless change would take it away.
SABOTAGE = (
    ("post_one", "AND NOT ledger_private.is_restricted(p_actor.scopes)", ""),
    ("post_batch", "CASE WHEN ledger_private.is_restricted(v_actor.scopes)", "CASE WHEN false"),
    ("decide_transactions", "IF v_is_restricted", "IF false"),
    ("change_hold", "IF p_event_type <> 'EXPIRE'", "IF false"),
    ("account_right", "WHEN ledger_private.is_restricted(p_actor.scopes)", "WHEN false"),
    ("require_key_allows", "IF ledger_private.is_restricted(p_actor.scopes)", "IF false"),
    ("key_refusal", "WHEN v_account_id IS NOT NULL", "WHEN false"),
    ("key_refusal", "WHEN p_transaction_type <> ALL (v_key.transaction_types)", "WHEN false"),
    ("key_refusal", "WHEN p_amount > v_key.maximum_amount", "WHEN false"),
    ("key_reaches", "coalesce(p_account_id = ANY (k.account_ids), false)", "true"),
    ("is_restricted", "p_scopes[2] = 'key:restricted'", "false"),
    ("acting_key", "p_scopes[1] LIKE 'key:%'", "false"),
)
