"""A hold that expires when the period it was placed in has passed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.support.clocks import let_clock_be_wrong, set_clock
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from tests.support.databases import Database

_HOLD = """
    SELECT h.hold_id FROM ledger.hold_funds(
        %s, 30, %s, clock_timestamp() + interval '20 minutes'
    ) AS h
"""


def test_what_it_gives_back_leaves_the_counter_right(database: Database) -> None:
    """It was used on a day that is over: nothing is given back to today, and verify() agrees."""
    let_clock_be_wrong(database)
    with database.connect("ledger_dba") as connection:
        ledger = LedgerCalls(connection)
        set_clock(connection, timedelta(days=-3))
        payer, payee = ledger.account().account_id, ledger.account().account_id
        ledger.call("deposit", account_id=payer, amount="100")
        ledger.call("set_limit", account_id=payer, maximum="50", period="day")
        (hold_id,) = connection.execute(_HOLD, (payer, payee)).fetchone() or (None,)
        ledger.call("capture_hold", hold_id=hold_id, amount="1", is_final=False)
        set_clock(connection, timedelta(days=-1))
        # A credit releases it, and uses nothing of what may go out.
        ledger.call("deposit", account_id=payer, amount="1")
        (limit,) = ledger.rows("list_limits", account_id=payer)
        assert limit.used == 0
        assert [row.name for row in ledger.rows("verify") if not row.ok] == []
