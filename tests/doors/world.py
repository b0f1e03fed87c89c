"""The accounts of which the table of doors speaks, and what must not change when one refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

if TYPE_CHECKING:
    import psycopg

    from tests.support.ledger_calls import LedgerCalls

# Whatever a refusal could leave: each is counted, or added up.
_TRACES = """
SELECT
    (SELECT count(*) FROM ledger_private.idempotency_key) AS keys,
    (SELECT count(*) FROM ledger_audit.transaction_entry) AS entries,
    (SELECT count(*) FROM ledger_audit.open_credit) AS credits,
    (SELECT sum(a.version) FROM ledger_private.account AS a) AS versions,
    (SELECT count(*) FROM ledger_audit.transaction WHERE status = 'COMPLETED') AS posted,
    (SELECT sum(c.used) FROM ledger_private.usage_counter AS u
        CROSS JOIN LATERAL unnest(u.bucket_uses) AS c (used)) AS used
"""
_ON_FILE = "SELECT count(*) FROM ledger_audit.transaction WHERE status = 'FAILED'"


class World:
    """Accounts by their names, each in the state that its name says."""

    def __init__(self, ledger: LedgerCalls, owner: psycopg.Connection[Any]) -> None:
        """Open them."""
        self.ledger = ledger
        self._owner = owner
        self.user_id = ledger.call("create_user", username="nemo").user_id
        self.ids: dict[str, UUID] = {"unknown": uuid4()}
        opened: dict[str, dict[str, Any]] = {
            "payer": {},
            "payee": {},
            "suspended": {},
            "closed": {},
            "limited": {},
            "cautious": {},
            "frozen": {},
            "full": {"max_balance": 10},
            "dollars": {"currency": "USD"},
        }
        for name, more in opened.items():
            self.open(name, **more)
        for name in ("payer", "suspended", "limited", "cautious", "frozen"):
            ledger.call("deposit", account_id=self.ids[name], amount=100)
        ledger.call("set_account_status", account_id=self.ids["suspended"], status="SUSPENDED")
        ledger.call("close_account", account_id=self.ids["closed"])
        limited = self.ids["limited"]
        ledger.call("set_limit", maximum=5, period="day", account_id=limited)
        ledger.call("set_limit", maximum=8, period="transaction", account_id=self.ids["cautious"])
        ledger.call("freeze_amount", account_id=self.ids["frozen"], amount=100, reason="a court")
        ledger.rows("close_period", through_on="2020-01-31", reason="the books are done")
        # The key that is used already, and which neighbours in a batch repeat.
        ledger.call("post_transfer", **self.said(self.item(idempotency_key="first", amount="1.00")))

    def open(self, name: str, **more: object) -> UUID:
        """Open an account, of nemo and in euros unless told otherwise, and return its id."""
        given: dict[str, Any] = {"currency": "EUR", "user_id": self.user_id, **more}
        self.ids[name] = self.ledger.account(f"door:{name}", **given).account_id
        return self.ids[name]

    def item(self, **changes: object) -> dict[str, Any]:
        """Return a transfer by names; ``effective_at`` is a day, and text means what it says."""
        plain = {"from_account_id": "payer", "to_account_id": "payee", "amount": "1.50"}
        return {**plain, "currency": "EUR", **changes}

    def said(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return it as the ledger is told: ids for names, and days as moments."""
        said = {name: value for name, value in item.items() if value is not None}
        for side in ("from_account_id", "to_account_id"):
            if side in said:
                said[side] = str(self.ids[said[side]])
        if len(said.get("effective_at", "")) == len("2020-01-15"):
            said["effective_at"] = f"{said['effective_at']}T00:00:00Z"
        return said

    def named(self, detail: dict[str, Any]) -> dict[str, Any]:
        """Return a detail with the names of accounts for their ids."""
        names = {str(account_id): name for name, account_id in self.ids.items()}
        return {
            key: names.get(value, value) if isinstance(value, str) else value
            for key, value in detail.items()
        }

    def traces(self) -> tuple[Any, ...]:
        """Return what no refusal may change."""
        (row,) = self._owner.execute(_TRACES.encode()).fetchall()
        return tuple(row)

    def on_file(self) -> int:
        """Return how many refusals are on file."""
        ((count,),) = self._owner.execute(_ON_FILE.encode()).fetchall()
        return int(count)
