"""How the router answers each public function: no function is without a class.

What a function is about follows from its first argument where that is an id or a user; all others
are named here. A function that is neither makes the generator fail.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from webapp.failures import Exit, ZerosumError

if TYPE_CHECKING:
    from webapp.cells.router.catalog import Function


@dataclass(frozen=True, slots=True)
class Class:
    """How a function is answered, and what that needs to know."""

    kind: str
    about: str = ""  # an argument, a code of ledger.errors, a reason, columns to order by


_WORKER = "the worker of each cell does it"
_FEED = "each cell has a feed of its own"
_SEALS = "each cell seals its own feed"
_BLOCK = "it works within one transaction, and each call at a router is one by itself"
_CELL = "it is about one cell"

_REASONS = {
    _WORKER: """act_on_fraud_cases begin_notification check_fraud evaluate_monitors expire_holds
        fan_out_notifications fan_out_webhooks lease_notifications lease_webhook_endpoints
        list_chat_secrets list_webhook_secrets list_worker_jobs next_webhook_messages
        note_worker_turn number_events prune_fraud_observations prune_notifications
        prune_webhook_deliveries rebuild_rollups record_bounce record_notification
        record_webhook_attempts release_webhook_endpoint roll_up verify_new write_exports""",
    _FEED: """acknowledge_events consume_events create_event_consumer list_event_consumers
        list_events remove_event_consumer""",
    _SEALS: """add_seal_key check_seals keep_head list_seal_heads list_seal_keys prove_consistency
        prove_inclusion seal_events""",
    _BLOCK: "lock_accounts post_transfer_gathered post_queued queue_transfer",
    _CELL: """add_cell backtest_rule list_cells list_verifications pay_in pay_out repair_times
        set_cell_number settle""",
}

# Asked of the cells in turn until one knows; the code is what the others answer meanwhile.
_FOUND = {
    "account_id": "LG001",
    "check_api_key": "",
    "unlink_identity": "LG004",
}

# Lists over all cells, or over the one of an account or user that is named: what orders them.
_LISTED = {
    "find_person": "user_id",
    "list_account_balances": "account_id",
    "list_accounts": "account_id",
    "list_api_keys": "api_key_id",
    "list_delegations": "account_id, user_id",
    "list_exports": "export_id",
    "list_fraud_cases": "case_id",
    "list_hold_groups": "group_id",
    "list_holds": "hold_id",
    "list_incoming_transfers": "transfer_id DESC",
    "list_limits": "limit_id",
    "list_monitors": "monitor_id",
    "list_notifications": "notification_id",
    "list_outgoing_transfers": "transfer_id DESC",
    "list_pending_transfers": "transfer_id",
    "list_people": "user_id",
    "list_sessions": "session_id",
    "list_transactions": "transaction_id",
    "list_users": "user_id",
    "list_webhook_endpoints": "endpoint_id",
}

# Rows of the same kind added up: what orders them.
_SUMMED = {
    "get_balance_sheet": "month_on, currency, account_class, category",
    "get_income_statement": "month_on, currency, account_class, category",
    "get_trial_balance": "currency, account_class",
    "list_category_balances": "path, currency",
    "metrics": "name, label_name, label",
}

# Settings that are equal everywhere: what a cell answers that has the change already.
_EVERYWHERE = {
    "add_asset": "",
    "close_period": "",
    "create_category": "LG345",
    "grant_permission": "",
    "move_category": "LG009",
    "remove_fraud_rule": "LG028",
    "reopen_period": "LG252",
    "revoke_permission": "",
    "set_fraud_rule": "",
}

# The same in all cells: whichever answers.
_ANY = """bucket_of bucket_of_username credit_leg debit_leg get_asset list_assets list_categories
    list_fraud_rules list_periods list_role_permissions transfer_item version"""

# Written by hand, in sql/.
_BY_HAND = """check_token create_user find_account get_account get_accounts get_balance
    list_access_changes open_account open_accounts open_accounts_json post_gathered post_transfer
    post_transfers post_transfers_json refresh_session set_user_role set_user_status transfer"""

_PROVED = "verify verify_recent"

# In the cell that an expression gives.
_LEGS = "ledger_router.cell_of_legs({})"
_AT = {
    "list_auth_events": "ledger_router.cell_of_person(p_user_id, p_username, p_actor)",
    "post_transaction": _LEGS.format("ARRAY(SELECT e.account_id FROM unnest(p_entries) AS e)"),
    "post_transaction_json": _LEGS.format("ledger_router.ids_in(p_entries, '$[*].account_id')"),
    "post_transactions": _LEGS.format(
        "ARRAY(SELECT e.account_id FROM unnest(p_transactions) AS t CROSS JOIN LATERAL"
        " unnest(t.entries) AS e)"
    ),
    "post_transactions_json": _LEGS.format(
        "ledger_router.ids_in(p_transactions, '$[*].entries[*].account_id')"
    ),
    "preview_transaction": _LEGS.format("ARRAY(SELECT e.account_id FROM unnest(p_entries) AS e)"),
}

# A code is looked for in the other cells before the account of this id gets it.
_CODED = "rename_account update_account"

_USERNAME = "begin_login find_user finish_login"
_OWNER = "create_webhook_endpoint set_limit"


def _declared() -> Mapping[str, Class]:
    found = {
        name: Class("refused", reason)
        for reason, names in _REASONS.items()
        for name in names.split()
    }
    for kind, table in (
        ("found", _FOUND),
        ("listed", _LISTED),
        ("summed", _SUMMED),
        ("everywhere", _EVERYWHERE),
        ("at", _AT),
    ):
        found |= {name: Class(kind, about) for name, about in table.items()}
    for kind, names in (
        ("any", _ANY),
        ("by hand", _BY_HAND),
        ("username", _USERNAME),
        ("owner", _OWNER),
        ("proved", _PROVED),
        ("coded", _CODED),
    ):
        found |= {name: Class(kind) for name in names.split()}
    return MappingProxyType(found)


DECLARED = _declared()


def class_of(function: "Function") -> Class:
    """Return the class of a public function. Raises ZerosumError when it has none."""
    if function.name in DECLARED:
        return DECLARED[function.name]
    first = next(iter(function.arguments), None)
    if first is not None and first.type == "uuid":
        return Class("id", first.name)
    if first is not None and first.name == "p_user_id":
        return Class("user", first.name)
    raise ZerosumError(
        f"the router has no class for {function.schema}.{function.name}: name one in"
        " webapp/cells/router/classes.py",
        Exit.MISCONFIGURED,
    )
