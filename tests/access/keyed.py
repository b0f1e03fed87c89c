"""Accounts with money, transactions and holds, and a robot whose API keys reach some of them."""

from __future__ import annotations

import hashlib
import itertools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
import pytest
from psycopg.rows import dict_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_NOBODY = "ROW(NULL, NULL, '203.0.113.7', 'agent', 'request-1', NULL)::ledger.actor"
_numbers = itertools.count(1)


class Scene(NamedTuple):
    """A robot that may do everything a service may, and keys of it."""

    ledger: LedgerCalls
    web: psycopg.Connection[dict[str, Any]]
    owner: psycopg.Connection[Any]
    robot: int
    ids: dict[str, str]

    def key(self, **restrictions: object) -> str:
        """Make a key, and return the actor that a gateway makes of it."""
        made = self.ledger.call("create_api_key", user_id=self.robot, name="key", **restrictions)
        return self.actor_of(made.secret)

    def actor_of(self, secret: str) -> str:
        """Return the actor whom a secret stands for, as SQL."""
        digest = hashlib.sha256(secret.encode()).digest()
        found = self.web.execute(
            f"SELECT i.* FROM ledger_gateway.check_api_key(%s, {_NOBODY}) AS i".encode(), (digest,)
        ).fetchone()
        assert found is not None
        scopes = "{" + ",".join(found["scopes"]) + "}"
        return (
            f"ROW({found['user_id']}, '{found['role']}', '203.0.113.7', 'agent', 'request-1',"
            f" '{scopes}')::ledger.actor"
        )

    def trail(self) -> list[Any]:
        """Return the audit trail, oldest first."""
        return self.ledger.connection.execute(
            "SELECT l.log_id, l.api_key_id FROM ledger.audit_logs AS l ORDER BY l.created_at"
        ).fetchall()

    def told(self, function: str, arguments: str, actor: str) -> str:
        """Return what a reading function answers, as text; empty when it refuses."""
        call = f"{function}({arguments.format_map(self.ids)}, p_actor => {actor})"
        try:
            rows = self.web.execute(f"SELECT r AS answer FROM {call} AS r".encode()).fetchall()
        except psycopg.DatabaseError as error:
            if not str(error.sqlstate).startswith("LG"):
                raise
            return ""
        return ";".join(str(row["answer"]) for row in rows if row["answer"] is not None)

    def verdict(self, function: str, arguments: str, actor: str) -> tuple[str, dict[str, Any]]:
        """Call a function, and undo it; return the code and the values of its refusal."""
        is_procedure = function == "ledger.post_transfer_gathered"
        said = arguments.format(**self.ids, key=f"key-{next(_numbers)}")
        call = f"{function}({said}, p_actor => {actor})"
        try:
            if is_procedure:
                rows = self.web.execute(f"CALL {call}".encode()).fetchall()
            else:
                with self.web.transaction(force_rollback=True):
                    rows = self.web.execute(f"SELECT * FROM {call}".encode()).fetchall()
        except psycopg.DatabaseError as error:
            return str(error.sqlstate), _values(error)
        failed = next((row for row in rows if row.get("failure_code")), None)
        if failed is None:
            return "done", {}
        return failed["failure_code"], failed["failure_detail"]


def _values(error: psycopg.Error) -> dict[str, Any]:
    return dict(json.loads(error.diag.message_detail or "{}"))


@pytest.fixture
def scene(database: Database, ledger: LedgerCalls) -> Iterator[Scene]:
    """Give two accounts with money and holds, of which a key will reach one."""
    robot = ledger.call("create_user", username="robot", role="service").user_id
    ids = {}
    for name in ("own", "other", "payee", "apart"):
        ids[name] = str(ledger.account(name).account_id)
        ledger.call("deposit", account_id=ids[name], amount=1000)
    pay = {"from_account_id": ids["own"], "to_account_id": ids["other"], "amount": 10}
    ids["transaction"] = str(ledger.call("post_transfer", **pay).transaction_id)
    legs = ledger.connection.execute(
        "SELECT t.transaction_id FROM ledger.post_transaction(ARRAY[ledger.debit_leg(%s, 10),"
        " ledger.credit_leg(%s, 10)]) AS t",
        (ids["own"], ids["other"]),
    ).fetchone()
    assert legs is not None
    ids["legs"] = str(legs.transaction_id)
    hold = ledger.call(
        "hold_funds",
        account_id=ids["other"],
        amount=10,
        to_account_id=ids["payee"],
        expires_at="2098-01-01",
    )
    ids["hold"], ids["group"] = str(hold.hold_id), str(hold.group_id)
    apart = ids["apart"]
    pay = {"from_account_id": apart, "to_account_id": ids["payee"], "amount": 10}
    ids["paid"] = str(ledger.call("post_transfer", **pay).transaction_id)
    ledger.call("reverse_transaction", transaction_id=ids["paid"], amount=1)
    ids["set_aside"] = str(ledger.call("hold_funds", account_id=apart, amount=1).hold_id)
    limit = ledger.call("set_limit", maximum=5000, period="day", account_id=apart)
    ids["limit"] = str(limit.limit_id)
    ids["monitor"] = str(ledger.call("create_monitor", account_id=apart, threshold=900).monitor_id)
    ids["export"] = str(ledger.call("create_export", account_id=apart).export_id)
    ledger.call("write_exports")
    ledger.call("add_cell", cell_number=1)
    ledger.call("number_events")
    ledger.call("seal_events")
    elsewhere = ids["limit"]
    pair = {"cell_number": 1, "amount": 1}
    for number, mine in enumerate((ids["own"], apart)):
        sent = ledger.call("pay_out", from_account_id=mine, to_account_id=elsewhere, **pair)
        ledger.call(
            "pay_in",
            transfer_id=(elsewhere, sent.transfer_id)[number],
            from_account_id=elsewhere,
            to_account_id=mine,
            currency="USD",
            **pair,
        )
    ids["sent"] = str(sent.transfer_id)
    ledger.call("withdraw", account_id=apart, amount=500)
    for job in ("evaluate_monitors", "roll_up"):
        while ledger.call(job, limit=1000).r:
            pass
    friend = ledger.call("create_user", username="friend").user_id
    ledger.call("delegate_account", account_id=apart, user_id=friend, kind="viewer")
    with (
        database.connect("ledger_web", row_factory=dict_row) as web,
        database.connect() as owner,
    ):
        yield Scene(ledger, web, owner, robot, ids)
