"""A drawn ledger made real: opened and funded in the database, and modelled beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID, uuid4

from tests.property.batches import BANKS, CURRENCIES, NOBODY, AccountPlan, Batch
from tests.property.model import Account, Answer, Model

if TYPE_CHECKING:
    from tests.support.ledger_calls import LedgerCalls, Row

State: TypeAlias = dict[str, list[Any]]

_UNLIMITED = Decimal("Infinity")
_ACCOUNT_FIELDS = ("from_account_id", "to_account_id")
_FAMILIAR_KEY = 2  # "k1" and its like; shorter and longer ones are sent as they are

# Everything a posting leaves, but for ids and times: transactions are told by their order.
_STATE = {
    "accounts": """
        SELECT a.account_id, a.balance, a.held, a.version, a.status, a.audit_position
        FROM ledger_private.account AS a WHERE a.account_id = ANY (%(ids)s) ORDER BY 1""",
    "transactions": """
        SELECT t.from_account_id, t.to_account_id, t.user_id, t.from_account_version,
            t.to_account_version, t.amount, t.currency, t.transaction_type, t.status,
            t.failure_code, t.failure_detail, t.idempotency_key, t.description, t.metadata,
            t.completed_at IS NULL AS unfinished
        FROM ledger.transactions AS t
        WHERE t.from_account_id = ANY (%(ids)s)""",
    "entries": """
        SELECT e.account_id, e.account_version, e.user_id, e.entry_type, e.amount,
            e.balance_after, e.currency, t.idempotency_key, t.from_account_version
        FROM ledger_audit.transaction_entry AS e
        JOIN ledger_audit.transaction AS t USING (transaction_id)
        WHERE e.account_id = ANY (%(ids)s)""",
    "audit": """
        SELECT l.account_id, l.account_position, l.action, l.old_balance, l.new_balance,
            l.user_id, l.user_role, l.database_user, t.to_account_version
        FROM ledger.audit_logs AS l
        LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
        WHERE l.account_id = ANY (%(ids)s)""",
    "keys": """
        SELECT k.idempotency_key, k.request_digest, t.status, t.amount, t.from_account_version
        FROM ledger_private.idempotency_key AS k
        LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = k.resource_id
        WHERE starts_with(k.idempotency_key, %(prefix)s)""",
}


class World:
    """One example's accounts, in the database and in the model."""

    def __init__(self, ledger: LedgerCalls, plans: list[AccountPlan]) -> None:
        """Open, fund, hold and close as planned."""
        self._ledger = ledger
        self._prefix = f"{uuid4()}/"
        self._nobody = str(uuid4())
        banks = [AccountPlan(c, None, None, Decimal(0), Decimal(0), "ACTIVE") for c in BANKS]
        self.ids = [self._open(plan) for plan in (*banks, *plans)]
        for plan, account_id in zip(plans, self.ids[len(banks) :], strict=True):
            self._fund(plan, account_id)
        self.model = Model(
            {row.account_id: row for row in map(self._modelled, self.ids)},
            frozenset(
                row.currency
                for row in ledger.connection.execute("SELECT c.currency FROM ledger.assets c")
            ),
        )

    def spell(self, batch: Batch) -> list[dict[str, Any]]:
        """Return the batch's items with this world's account ids and keys."""
        return [self._spell(item) for item in batch.items]

    def state(self) -> State:
        """Return all that the accounts' history holds, in an order that ids don't decide."""
        values = {"ids": [UUID(i) for i in self.ids], "prefix": self._prefix}
        execute = self._ledger.connection.execute
        return {
            name: sorted((tuple(row) for row in execute(query, values)), key=repr)
            for name, query in _STATE.items()
        }

    def _spell(self, item: dict[str, Any]) -> dict[str, Any]:
        spelled = {name: value for name, value in item.items() if value is not None}
        for name in _ACCOUNT_FIELDS:
            if name in spelled:
                number = spelled[name]
                spelled[name] = self._nobody if number == NOBODY else self.ids[number]
        if len(spelled.get("idempotency_key", "")) == _FAMILIAR_KEY:
            spelled["idempotency_key"] = self._prefix + spelled["idempotency_key"]
        return spelled

    def _open(self, plan: AccountPlan) -> str:
        row = self._ledger.account(
            currency=plan.currency,
            code=str(uuid4()),
            min_balance=-_UNLIMITED if plan.floor is None else plan.floor,
            max_balance=plan.ceiling,
        )
        return str(row.account_id)

    def _fund(self, plan: AccountPlan, account_id: str) -> None:
        if plan.funds:
            bank = self.ids[BANKS.index(plan.currency)]
            self._ledger.call(
                "post_transfer", from_account_id=bank, to_account_id=account_id, amount=plan.funds
            )
        if plan.held:
            self._ledger.call("hold_funds", account_id=account_id, amount=plan.held)
        self._ledger.call("set_account_status", account_id=account_id, status=plan.status)

    def _modelled(self, account_id: str) -> Account:
        row = self._ledger.call("get_account", account_id=account_id)
        return Account(
            account_id=account_id,
            currency=row.currency,
            minor_units=CURRENCIES[row.currency],
            floor=row.min_balance,
            ceiling=row.max_balance,
            status=row.status,
            held=row.held,
            balance=row.balance,
            version=row.version,
        )


def told(rows: list[Row], known: dict[UUID, int]) -> list[Answer]:
    """Put results into the model's words; ``known`` numbers recorded transactions so far."""
    answers = []
    for row in rows:
        if row.transaction_id is not None:
            known.setdefault(row.transaction_id, len(known))
        answers.append(
            Answer(
                status=row.status,
                code=row.failure_code,
                is_replay=row.is_replay,
                recorded=known.get(row.transaction_id),
                from_balance=row.from_balance,
                to_balance=row.to_balance,
                from_version=row.from_account_version,
                to_version=row.to_account_version,
            )
        )
    return answers


def whole(rows: list[Row], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the results whole, without ids, times that nobody asked for, and numbers."""
    shown = []
    for row, item in zip(rows, asked, strict=True):
        fields = row._asdict()
        for name in ("item_number", "transaction_id", "created_at"):
            del fields[name]
        fields["amount"] = str(fields["amount"])  # NaN equals nothing, itself included
        if "effective_at" not in item:
            del fields["effective_at"]
        shown.append(fields)
    return shown
