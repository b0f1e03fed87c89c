"""Customers, a clock of their own, and what the fraud checks see of what they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg

from tests.support.clocks import let_clock_be_wrong, set_clock
from tests.support.ledger_calls import LedgerCalls, Row

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database

# A Monday at ten, so long ago that no story comes near the real time.
START = datetime(2025, 3, 3, 10, 0, 30, tzinfo=UTC)
OBSERVED = """
    SELECT o.* FROM ledger_private.fraud_observation AS o
    WHERE o.account_id = %s ORDER BY o.event_position, o.leg_number
"""
# Whatever is there must be right; what is not there must have been pruned.
DIFFERENCES = """
    WITH journal AS MATERIALIZED (SELECT r.* FROM ledger_private.recompute_observations() AS r)
    (SELECT o.* FROM ledger_private.fraud_observation AS o EXCEPT SELECT j.* FROM journal AS j)
    UNION ALL
    (
        SELECT j.* FROM journal AS j, ledger_private.fraud_progress AS p
        WHERE j.event_position > p.pruned_position
        EXCEPT SELECT o.* FROM ledger_private.fraud_observation AS o
    )
"""


class Town:
    """Accounts by name, each of a customer of its own unless told otherwise."""

    def __init__(self, database: Database) -> None:
        """Give the database a clock that is set, and the house its cash."""
        let_clock_be_wrong(database)
        self.database = database
        self.ledger = LedgerCalls(database.connect("ledger_dba"))
        self.accounts: dict[str, UUID] = {}
        self.users: dict[str, int] = {}
        self.now = START
        self.at(timedelta())
        house = self.ledger.account("cash", account_class="asset", min_balance="-Infinity")
        self.accounts["cash"] = house.account_id

    def at(self, since_start: timedelta) -> None:
        """Set the clock so long after the start."""
        self.now = START + since_start
        set_clock(self.ledger.connection, self.now - datetime.now(UTC))

    def later(self, **units: float) -> None:
        """Let time pass."""
        self.at(self.now - START + timedelta(**units))

    def account(self, name: str, owner: str | None = None) -> UUID:
        """Return the account of a name, opened when it is first spoken of."""
        if name not in self.accounts:
            owner = owner or name
            if owner not in self.users:
                user = self.ledger.call("create_user", username=f"user-{owner}")
                self.users[owner] = user.user_id
            row = self.ledger.account(name, user_id=self.users[owner])
            self.accounts[name] = row.account_id
        return self.accounts[name]

    def pay(self, payer: str, payee: str, amount: object) -> Row:
        """Post a transfer, or have it refused."""
        (row,) = self.ledger.post(
            {
                "from_account_id": self.account(payer),
                "to_account_id": self.account(payee),
                "amount": Decimal(str(amount)),
            }
        )
        return row

    def fund(self, *names: str, amount: object = 100_000) -> None:
        """Pay cash in."""
        for name in names:
            self.pay("cash", name, amount)

    def check(self) -> int:
        """Let the worker see all that there is, and act."""
        seen = 0
        while number := self._call("check_fraud"):
            seen += number
        self._call("act_on_fraud_cases")
        return seen

    def _call(self, function: str) -> int:
        row: Any = self.ledger.connection.execute(f"SELECT ledger.{function}()".encode()).fetchone()
        number: int = row[0]
        return number

    def observed(self, name: str) -> list[Row]:
        """Return what was observed of an account."""
        return self._owner(OBSERVED, self.accounts[name])

    def differences(self) -> list[Row]:
        """Return what the journal says of the features otherwise than the worker."""
        return self._owner(DIFFERENCES)

    def scores(self) -> dict[UUID, Row]:
        """Return the scores by transaction."""
        rows = self.ledger.connection.execute("SELECT s.* FROM ledger.fraud_scores AS s")
        return {row.transaction_id: row for row in rows}

    def rule(self, rule_name: str = "rule", **changes: object) -> Row:
        """Set a rule: payments of 500 and more, unless told otherwise."""
        usual = {
            "feature": "amount",
            "comparison": ">=",
            "threshold": 500,
            "score": 50,
            "reason": "much",
            "action": "review",
        }
        return self.ledger.call("set_fraud_rule", rule_name=rule_name, **{**usual, **changes})

    def cases(self, **filters: object) -> list[Row]:
        """Return the review queue."""
        return self.ledger.rows("list_fraud_cases", **filters)

    def _owner(self, query: str, *values: object) -> list[Row]:
        with self.database.connect(row_factory=psycopg.rows.namedtuple_row) as owner:
            return owner.execute(query.encode(), values).fetchall()
