"""Whatever a person may call in SQL a route calls too, or stands here with the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.application import NOUNS

if TYPE_CHECKING:
    from collections.abc import Collection

    from psycopg import Connection

    from tests.support.databases import Database

# Functions that no route calls, by the reason.
_APART = {
    name: reason
    for reason, names in {
        "it makes a value for another call in SQL; in JSON that is an object": (
            "credit_leg",
            "debit_leg",
            "transfer_item",
        ),
        "a transaction shows its entries in every answer": ("list_transaction_entries",),
        "a route that posts many posts one": ("post_transaction", "post_transfer", "transfer"),
        "its JSON is the body of a route": (
            "open_accounts_json",
            "post_transaction_json",
            "post_transactions_json",
            "post_transfers_json",
        ),
        "PATCH /v1/accounts/{id} changes that, with update_account": (
            "rename_account",
            "set_account_bounds",
            "set_account_category",
            "set_account_metadata",
        ),
        "GET /v1/accounts/find shows the account of a code, its id among the rest": ("account_id",),
        "it reckons with digits of an id, without the ledger": ("bucket_of", "bucket_of_username"),
        "it lasts as long as a transaction, and a request is one statement": ("lock_accounts",),
        "sessions of SQL post for one another with it; the gateway has a gatherer": (
            "post_transfer_gathered",
        ),
        "it reads every row, longer than a request may last; POST /v1/verifications goes on"
        " where the last proof ended": ("verify",),
        "it is for a monitor, which reads /metrics": ("verify_recent",),
        "whoever mends the server's clock has a shell there: zerosum repair-times": (
            "repair_times",
        ),
        "a relay reads the feed with a login of its own": (
            "acknowledge_events",
            "consume_events",
            "create_event_consumer",
            "list_event_consumers",
            "number_events",
            "remove_event_consumer",
        ),
        "a worker does it: zerosum work": (
            *("act_on_fraud_cases", "check_fraud", "prune_fraud_observations"),
        ),
        "it reads all that was observed, longer than a request may last": ("backtest_rule",),
        "PUT /v1/fraud/rules/{rule_name} with is_active false": ("remove_fraud_rule",),
        "the worker tells of itself, and zerosum status and /metrics show it": (
            "list_worker_jobs",
            "note_worker_turn",
        ),
        "the worker's turn at its job, and a DBA's work by hand": (
            "evaluate_monitors",
            "rebuild_rollups",
            "roll_up",
        ),
        "the worker writes files of entries": ("write_exports",),
        "a DBA sends to another cell, until a router does: docs/how-to/cells.md": (
            *("can_receive", "get_outgoing_transfer", "list_incoming_transfers"),
            *("list_outgoing_transfers", "pay_out"),
        ),
        "the worker carries transfers between cells": (
            *("list_pending_transfers", "pay_in", "settle"),
        ),
        "it reads all that was ever sealed, longer than a request may last: zerosum proof check": (
            "check_seals",
        ),
        "the worker seals and signs": ("add_seal_key", "keep_head", "seal_events"),
        "zerosum cells": ("add_cell", "list_cells", "set_cell_number"),
        "the worker delivers webhooks with a login of its own": (
            "fan_out_webhooks",
            "lease_webhook_endpoints",
            "next_webhook_messages",
            "prune_webhook_deliveries",
            "record_webhook_attempts",
            "release_webhook_endpoint",
        ),
        "the worker tells users with a login of its own": (
            "begin_notification",
            "fan_out_notifications",
            "lease_notifications",
            "prune_notifications",
            "record_notification",
        ),
        "a mail server pipes what came back into zerosum bounce": ("record_bounce",),
        "an operator's work by hand: zerosum notification": (
            "clear_bounce",
            "list_notifications",
            "retry_notification",
        ),
        "keys of chats are files of the gateway: zerosum person rotate": (
            "list_chat_secrets",
            "rewrap_chat_secret",
        ),
        "keys of secrets are files of the gateway: zerosum person rotate": (
            "list_webhook_secrets",
            "rewrap_webhook_secret",
        ),
        "keys of personal data are files of the gateway: zerosum person rewrap": (
            "list_people",
            "rewrap_person",
        ),
    }.items()
    for name in names
}

# A person acts through an operator's login, or as a user whom a gateway vouches for.
_CALLABLE = """
    SELECT DISTINCT p.proname
    FROM pg_proc AS p
    WHERE p.pronamespace = 'ledger'::regnamespace
        AND has_function_privilege('ledger_operator', p.oid, 'EXECUTE')
"""


def called() -> set[str]:
    """Return the functions that routes call."""
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    calls = [call for operation in operations for call in operation.calls]
    return {
        path.removeprefix("ledger.")
        for call in calls
        for path in call.functions
        if path.startswith("ledger.")
    }


def callable_by_people(connection: Connection[Any]) -> set[str]:
    """Return the functions that a person may call."""
    return {name for (name,) in connection.execute(_CALLABLE)}


def unreached(
    functions: Collection[str], routes: Collection[str], apart: Collection[str]
) -> list[str]:
    """Return what no route calls and no reason excuses, and the excuses that nothing needs."""
    return [
        *(f"no route calls {name}" for name in sorted({*functions} - {*routes, *apart})),
        *(f"{name} is called after all" for name in sorted({*apart} & {*routes})),
        *(f"there is no {name}" for name in sorted({*apart} - {*functions})),
    ]


def test_a_person_needs_no_psql(database: Database) -> None:
    """A new function gets a route, or a line above."""
    with database.connect() as connection:
        functions = callable_by_people(connection)
    assert unreached(functions, called(), _APART) == []


def test_a_function_without_a_route_is_found(database: Database) -> None:
    """The search could fail: one is planted, an excuse is idle, and another leads nowhere."""
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE FUNCTION ledger.wave() RETURNS integer RETURN 1")
        connection.execute("GRANT EXECUTE ON FUNCTION ledger.wave() TO ledger_operator")
        functions = callable_by_people(connection)
    assert unreached(functions, called(), {**_APART, "get_hold": "", "fly": ""}) == [
        "no route calls wave",
        "get_hold is called after all",
        "there is no fly",
    ]
