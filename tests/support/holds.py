"""Holds that last a moment, however slow the machine is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

_PLACE = """
    SELECT h.hold_id, h.expires_at FROM ledger.hold_funds(
        %s, %s, %s, p_expires_at => clock_timestamp() + make_interval(secs => %s)
    ) AS h
"""


def brief_hold(
    connection: psycopg.Connection[Any],
    account_id: UUID,
    amount: Decimal | int,
    payee: UUID | None = None,
    seconds: float = 0.01,
) -> tuple[UUID, datetime]:
    """Place a hold that lasts so long, or longer; return it and when it expires."""
    while True:
        try:
            row = connection.execute(_PLACE, (account_id, amount, payee, seconds)).fetchone()
        except psycopg.Error as error:
            # The moment had passed before the ledger looked: a busy machine.
            if error.sqlstate != "LG120":
                raise
            seconds *= 3
            continue
        assert row is not None
        return row[0], row[1]


def expired_hold(
    connection: psycopg.Connection[Any],
    account_id: UUID,
    amount: Decimal | int,
    payee: UUID | None = None,
) -> UUID:
    """Place a hold and let its moment pass; nobody tidies up."""
    hold_id, expires_at = brief_hold(connection, account_id, amount, payee)
    connection.execute("SELECT pg_sleep_until(%s + interval '1 ms')", (expires_at,))
    return hold_id
