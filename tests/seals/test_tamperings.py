"""With all guards off a superuser tampers; a head kept outside names what was done."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import namedtuple_row

from tests.seals.rewriting import OF_PAYMENTS, RECHAIN, Tampering
from tests.seals.rewriting_objects import OF_OBJECTS, OF_SEALS
from tests.seals.sealing import Sealer
from tests.support.ledger_calls import LedgerCalls
from tests.support.schemas import TABLES
from webapp.seals.signing import new_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.rig import Rig

TAMPERINGS = OF_PAYMENTS | OF_OBJECTS | OF_SEALS
# What else of the books is proved, and so noticed without seals.
_LINES = "'guards_are_in_place', 'direct_changes_have_reasons', 'seals'"


class Town:
    """A sealed ledger, the head of it, and a superuser's session."""

    def __init__(self, session: psycopg.Connection[Any]) -> None:
        """Make the town and seal it twice."""
        ledger = LedgerCalls(session)
        mint = ledger.account("mint", account_class="asset", min_balance="-Infinity").account_id
        ann, ben = (ledger.call("create_user", username=n).user_id for n in ("ann", "ben"))
        ledger.call("create_category", path="a/b")
        payer = ledger.account("ann", user_id=ann, name="Ann's", metadata={"a": 1}).account_id
        payee = ledger.account("ben", user_id=ben).account_id
        ledger.call("set_limit", maximum=50, period="month", account_id=payer)
        ledger.call("create_api_key", user_id=ann, name="key", scopes=["read"])
        session.execute(
            "SELECT ledger.create_webhook_endpoint('https://shop.example/', 'key',"
            " decode(repeat('00', 60), 'hex'), decode(repeat('00', 60), 'hex'))"
        )
        pay = {"from_account_id": mint, "to_account_id": payer}
        ledger.call("post_transfer", **pay, amount=50)
        sealer = Sealer(ledger, new_key("test.example"))
        self.kept = sealer.read(sealer.seal())[0]
        pay = {"from_account_id": payer, "to_account_id": payee}
        paid = ledger.call(
            "post_transfer",
            **pay,
            amount=3,
            description="rent",
            idempotency_key="rent",
            metadata={"note": "x"},
        )
        refund = ledger.call("reverse_transaction", transaction_id=paid.transaction_id, amount=1)
        ledger.post({**pay, "amount": "1000"})
        ledger.call("hold_funds", account_id=payer, amount=2, to_account_id=payee)
        self.size, root = sealer.read(sealer.seal())
        self.root = base64.b64encode(root).decode()
        self.ledger = ledger
        refused = session.execute(
            "SELECT t.transaction_id FROM ledger.transactions AS t WHERE t.status = 'FAILED'"
        ).fetchone()
        self.names = {
            "rent": str(paid.transaction_id),
            "refund": str(refund.transaction_id),
            "refused": str(refused[0]) if refused else "",
        }
        self.tables = session.execute(
            "SELECT n.nspname, c.relname FROM pg_class AS c"
            " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            f" WHERE n.nspname IN {TABLES} AND c.relkind = 'r'"
        ).fetchall()

    def tamper(self, tampering: Tampering) -> None:
        """Do it with every trigger disabled, and make the chains hold again."""
        session = self.ledger.connection
        for path in self.tables:
            disable = sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL")
            session.execute(disable.format(sql.Identifier(*path)))
        statement = tampering.statement.replace("%(kept)s", str(self.kept))
        session.execute(statement.encode())
        session.execute(RECHAIN.encode())

    def found(self) -> dict[str, dict[str, Any]]:
        """Return what the head that was kept finds."""
        rows = self.ledger.rows("check_seals", tree_size=self.size, root_hash=self.root)
        return {row.name: row.detail for row in rows if not row.ok}


@pytest.fixture(scope="module")
def town(rig: Rig) -> Iterator[Town]:
    """Give the town to all tests; each takes back what it did."""
    with (
        rig.clone(rig.template) as database,
        database.connect(row_factory=namedtuple_row) as session,
    ):
        yield Town(session)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_head_kept_outside_names_it(town: Town, name: str) -> None:
    """The right check fails, and its detail leads to the payment, the act or the object."""
    tampering = TAMPERINGS[name]
    assert town.found() == {}
    with town.ledger.connection.transaction(force_rollback=True):
        town.tamper(tampering)
        found = town.found()
    assert tampering.check in found, found
    detail = found[tampering.check]
    if tampering.check == "objects_equal_seals":
        kind, part = tampering.named.split()
        assert detail["object_type"] == kind
        assert part in detail["parts"]
    elif tampering.named in town.names:
        assert detail["transaction_id"] == town.names[tampering.named]
    else:
        assert tampering.named in detail


def test_chains_alone_notice_few_of_them(town: Town) -> None:
    """Without seals most go unnoticed: what is tested here is not what others find."""
    unnoticed = 0
    for tampering in TAMPERINGS.values():
        # A proof that stumbles over what was done has noticed it, too.
        with (
            suppress(psycopg.errors.NoDataFound),
            town.ledger.connection.transaction(force_rollback=True),
        ):
            town.tamper(tampering)
            rows = town.ledger.connection.execute(
                f"SELECT FROM ledger.verify() AS v WHERE NOT v.ok AND v.name NOT IN ({_LINES})"
            ).fetchall()
            unnoticed += not rows
    assert unnoticed >= 25
