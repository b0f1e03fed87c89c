"""Random lives of payments: the operations that move money at once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from psycopg.types.json import Jsonb

from tests.property import life_holds
from tests.property.life_legs import Wanted, post_legs
from tests.property.life_stories import (
    PLANS,
    WORLD,
    accounts,
    amounts,
    as_json,
    legs,
    often,
    payees,
    rarely,
    some,
)
from tests.property.life_things import Refused
from tests.property.life_world import LifeWorld

if TYPE_CHECKING:
    from tests.support.ledger_calls import LedgerCalls

_NUMBER = st.integers(0, 30)
_LEGS = """
    SELECT r.transaction_id, r.failure_code, r.entries
    FROM ledger.post_transactions(ARRAY[jsonb_populate_record(
        NULL::ledger.transaction_request, jsonb_build_object('entries', %s::jsonb)
    )]) AS r
"""


class Moves(RuleBasedStateMachine):
    """Transfers, batches, transactions of many legs, reversals."""

    books: ClassVar[LedgerCalls]

    def __init__(self) -> None:
        """Open accounts of this sequence's own."""
        super().__init__()
        self.world = LifeWorld(self.books)
        self.life = self.world.life
        self.id = self.world.ids

    @rule(payer=accounts, payee=payees, amount=amounts, keyed=often, old=rarely)
    def transfer(self, payer: int, payee: int, amount: Decimal, *, keyed: bool, old: bool) -> None:
        """Move money, now and then against an old version."""
        expected = len(self.life.accounts[payer].entries) - 1 if old else None
        expected = None if expected is None or expected < 0 else expected
        row = self.world.both(
            lambda: self.life.transfer(payer, payee, amount, expected),
            "post_transfer",
            from_account_id=self.id[payer],
            to_account_id=self.id[payee],
            amount=amount,
            expected_version=expected,
            **self.world.key(wanted=keyed),
        )
        self.world.posted(row)

    @rule(number=accounts, amount=amounts, pays_in=st.booleans())
    def cash(self, number: int, amount: Decimal, *, pays_in: bool) -> None:
        """Deposit or withdraw."""
        world = WORLD[PLANS[number][0]]
        pair = (world, number) if pays_in else (number, world)
        row = self.world.both(
            lambda: self.life.transfer(*pair, amount),
            "deposit" if pays_in else "withdraw",
            account_id=self.id[number],
            amount=amount,
            outside_account_id=self.id[world],
        )
        self.world.posted(row)

    @rule(
        items=st.lists(st.tuples(accounts, payees, amounts), min_size=1, max_size=5),
        atomic=st.booleans(),
    )
    def batch(self, items: list[tuple[int, int, Decimal]], *, atomic: bool) -> None:
        """Post a batch; refusals by a rule are recorded."""
        rows = self.books.post(
            *(
                {"from_account_id": self.id[a], "to_account_id": self.id[b], "amount": str(m)}
                for a, b, m in items
            ),
            atomic=atomic,
        )
        codes = self.life.batch([(*item, None) for item in items], atomic=atomic)
        self.world.agree([row.failure_code for row in rows], codes, f"{items}")
        recorded = [row.transaction_id for row in rows if row.transaction_id is not None]
        self.world.transaction_ids += recorded
        assert len(self.world.transaction_ids) == len(self.life.posted)

    @rule(wanted=legs())
    def many_legs(self, wanted: list[Wanted]) -> None:
        """Post a transaction of many legs; compare what each leg came to."""
        asked = Jsonb(as_json(wanted, self.id))
        row = self.books.connection.execute(_LEGS, (asked,)).fetchone()
        assert row is not None
        try:
            posted = post_legs(self.life, wanted)
        except Refused as refusal:
            event(f"legs {refusal.code}")
            self.world.agree(row.failure_code, refusal.code, f"{wanted}")
            if row.transaction_id is not None:
                self.world.transaction_ids.append(row.transaction_id)
                self.life.note_failure()
            return
        event("legs posted")
        self.world.agree(row.failure_code, None, f"{wanted}")
        found = [(e["account_id"], e["entry_type"], Decimal(e["amount"])) for e in row.entries]
        expected = [(self.id[a], side, amount) for a, side, amount in posted.legs]
        self.world.agree(found, expected, f"{wanted}")
        self.world.transaction_ids.append(row.transaction_id)

    @rule(which=_NUMBER, amount=some, keyed=often)
    def reverse(self, which: int, amount: Decimal | None, *, keyed: bool) -> None:
        """Give the money of a transaction back, or a part of it."""
        number = which % len(self.life.posted)
        row = self.world.both(
            lambda: life_holds.reverse(self.life, number, amount),
            "reverse_transaction",
            transaction_id=self.world.transaction_ids[number],
            amount=amount,
            **self.world.key(wanted=keyed),
        )
        self.world.posted(row)
