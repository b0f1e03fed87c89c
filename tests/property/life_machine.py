"""Random lives of payments: hypothesis draws which operation comes next, and with what."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.property.life_holding import Holding
from tests.property.life_stories import (
    PLANS,
    WORLD,
    customers,
    rarely,
)
from tests.property.life_things import Limit

_NUMBER = st.integers(0, 30)
_WORDS = {"reverse_transaction": "reason"}  # what tells one request from another, else description


class LifeMachine(Holding):
    """Every operation of the ledger, in any order."""

    @rule(
        number=customers,
        status=st.sampled_from([*["ACTIVE"] * 5, *["SUSPENDED"] * 4, "CLOSED"]),
        allow_credits=st.booleans(),
        sure=rarely,
    )
    def set_status(self, number: int, status: str, *, allow_credits: bool, sure: bool) -> None:
        """Suspend, reactivate or close, not too often."""
        if not sure:
            return
        self.world.both(
            lambda: self.life.set_status(number, status, allow_credits=allow_credits),
            "set_account_status",
            account_id=self.id[number],
            status=status,
            allow_credits=allow_credits,
        )

    @rule(
        number=customers,
        floor=st.sampled_from(["0", "0", "-20", "15"]).map(Decimal),
        ceiling=st.sampled_from(["1000", "80", "10"]).map(Decimal),
        sure=rarely,
    )
    def set_bounds(self, number: int, floor: Decimal, ceiling: Decimal, *, sure: bool) -> None:
        """Agree another floor and ceiling, not too often."""
        if not sure:
            return
        self.world.both(
            lambda: self.life.set_bounds(number, floor, ceiling),
            "set_account_bounds",
            account_id=self.id[number],
            min_balance=floor,
            max_balance=ceiling,
        )

    @rule(number=customers, sure=st.tuples(rarely, rarely))
    def close(self, number: int, sure: tuple[bool, bool]) -> None:
        """Sweep an account to the outside world and close it; seldom, for it is the end."""
        if not all(sure):
            return
        before = len(self.life.posted)
        world = WORLD[PLANS[number][0]]
        row = self.world.both(
            lambda: self.life.close(number, world),
            "close_account",
            account_id=self.id[number],
            sweep_to_account_id=self.id[world],
        )
        if row is not None and len(self.life.posted) > before:
            entries = self.books.rows("list_entries", account_id=self.id[number], limit=1)
            self.world.transaction_ids.append(entries[0].transaction_id)

    @rule(
        number=customers,
        direction=st.sampled_from(["out", "in"]),
        kind=st.sampled_from(
            [("amount", "window"), ("count", "window"), ("amount", "transaction")]
        ),
        maximum=st.sampled_from(["2", "10", "30", "50"]).map(Decimal),
        sure=rarely,
    )
    def limit(
        self, number: int, direction: str, kind: tuple[str, str], maximum: Decimal, *, sure: bool
    ) -> None:
        """Limit what goes over an account, not too often; the window outlasts the test."""
        if not sure:
            return
        measure, period = kind
        self.world.both(
            lambda: self.life.set_limit(number, Limit(direction, measure, period, maximum)),
            "set_limit",
            account_id=self.id[number],
            direction=direction,
            measure=measure,
            period=period,
            maximum=maximum,
            **({"window": timedelta(days=100)} if period == "window" else {}),
        )

    @precondition(lambda self: self.world.answers)
    @rule(which=_NUMBER, changed=rarely)
    def again(self, which: int, *, changed: bool) -> None:
        """Repeat a request under its key: the first answer, or LG301 when it is another."""
        function, arguments, answer = self.world.answers[which % len(self.world.answers)]
        if changed:
            arguments = {**arguments, _WORDS.get(function, "description"): "changed"}
        code, row = self.world.ask(function, **arguments)
        event(f"again {function} {code}")
        self.world.agree(code, "LG301" if changed else None, f"{function} {arguments}")
        self.world.agree(row and row[0], row and answer, function)

    @invariant()
    def accounts_agree(self) -> None:
        """What each account holds, keeps back and may do is the model's."""
        self.world.compare()

    def teardown(self) -> None:
        """Compare the whole history."""
        if self.world.agrees:
            self.world.compare_history()
