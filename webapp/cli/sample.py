"""A small sample ledger, opened once through the functions that everyone uses."""

from decimal import Decimal
from typing import Any

import psycopg

PAYER = "sample:alice"
PAYEE = "sample:bob"
PAYER_LOGIN = "alice"

_ACCOUNTS = (
    (PAYER_LOGIN, "Alice Example", PAYER, "Alice, current account"),
    ("bob", "Bob Example", PAYEE, "Bob, current account"),
)
_CURRENCY = "EUR"
_TRANSFERS = (
    ("sample-1", PAYER, PAYEE, Decimal("25.00"), "Half of the dinner"),
    ("sample-2", PAYEE, PAYER, Decimal("4.50"), "Coffee"),
    ("sample-3", PAYER, PAYEE, Decimal("120.00"), "Concert tickets"),
)


def open_sample(connection: psycopg.Connection[Any]) -> bool:
    """Open users, accounts and transfers in a ledger that has no users; say whether it did."""
    with connection.transaction():
        if connection.execute("SELECT 1 FROM ledger.users WHERE user_id > 0 LIMIT 1").fetchone():
            return False
        accounts = {}
        for username, display_name, code, name in _ACCOUNTS:
            accounts[code] = _open(connection, username, display_name, code, name)
        connection.execute(
            "SELECT ledger.deposit(p_account_id => %s, p_amount => %s, "
            "p_idempotency_key => 'sample-0', p_description => 'Opening deposit')",
            (accounts[PAYER], Decimal("1000.00")),
        )
        for key, payer, payee, amount, description in _TRANSFERS:
            connection.execute(
                "SELECT ledger.post_transfer(p_from_account_id => %s, p_to_account_id => %s, "
                "p_amount => %s, p_idempotency_key => %s, p_description => %s)",
                (accounts[payer], accounts[payee], amount, key, description),
            )
    return True


def _open(
    connection: psycopg.Connection[Any], username: str, display_name: str, code: str, name: str
) -> object:
    row = connection.execute(
        "SELECT a.account_id FROM ledger.create_user(p_username => %s, p_display_name => %s) AS u, "
        "LATERAL ledger.open_account(p_currency => %s, p_user_id => u.user_id, p_code => %s, "
        "p_name => %s) AS a",
        (username, display_name, _CURRENCY, code, name),
    ).fetchone()
    if row is None:
        raise TypeError("ledger.open_account gave no row")
    return row[0]
