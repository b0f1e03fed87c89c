"""Random lives of payments: holds, from the first cent set aside to the last captured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.property import life_holds
from tests.property.life_moves import Moves
from tests.property.life_stories import (
    amounts,
    customers,
    often,
    payees,
    rarely,
    some,
)
from tests.property.life_things import Refused
from tests.support.holds import expired_hold

_NUMBER = st.integers(0, 30)
_BEGIN = datetime(2099, 1, 1, tzinfo=UTC)


class Holding(Moves):
    """Holds and captures, beside what moves money at once."""

    @rule(
        account=customers,
        amount=amounts,
        to=st.one_of(st.none(), payees),
        tolerance=st.sampled_from(["0", "0", "5"]).map(Decimal),
        hours=st.sampled_from([None, 1, 5]),
        keyed=often,
    )
    def hold(
        self,
        account: int,
        amount: Decimal,
        to: int | None,
        tolerance: Decimal,
        hours: int | None,
        *,
        keyed: bool,
    ) -> None:
        """Set money aside, for ever or for some hours."""
        row = self.world.both(
            lambda: life_holds.place(
                self.life, account, amount, to=to, tolerance=tolerance, expires=hours
            ),
            "hold_funds",
            account_id=self.id[account],
            amount=amount,
            to_account_id=None if to is None else self.id[to],
            tolerance_amount=tolerance,
            expires_at=_at(hours),
            **self.world.key(wanted=keyed),
        )
        if row is not None:
            self.world.hold_ids.append(row.hold_id)

    @rule(account=customers, amount=amounts, waits=rarely)
    def hold_until_it_expires(self, account: int, amount: Decimal, *, waits: bool) -> None:
        """Set money aside and let the moment pass; nobody tidies up."""
        if not waits or amount <= 0 or amount != round(amount, 2):
            return
        try:
            hold = life_holds.place(
                self.life, account, amount, to=None, tolerance=Decimal(0), expires=0
            )
        except Refused as refusal:
            arguments = {"account_id": self.id[account], "amount": amount}
            code = self.world.ask("hold_funds", **arguments)[0]
            self.world.agree(code, refusal.code, "hold_funds")
            return
        self.world.hold_ids.append(expired_hold(self.books.connection, self.id[account], amount))
        hold.status = "EXPIRED"

    @precondition(lambda self: self.life.holds)
    @rule(which=_NUMBER, amount=some, to=payees, final=rarely, keyed=often, names=often)
    def capture(
        self, which: int, amount: Decimal | None, to: int, *, final: bool, keyed: bool, names: bool
    ) -> None:
        """Settle a hold or a part of it."""
        number = self._choose(which)
        payee = to if names and self.life.holds[number].to is None else None
        row = self.world.both(
            lambda: life_holds.capture(self.life, number, amount, to=payee, final=final),
            "capture_hold",
            hold_id=self.world.hold_ids[number],
            amount=amount,
            is_final=final,
            to_account_id=None if payee is None else self.id[payee],
            **self.world.key(wanted=keyed),
        )
        self.world.posted(row)

    @precondition(lambda self: self.life.holds)
    @rule(
        which=_NUMBER,
        step=st.sampled_from(["increment", "extend", "release"]),
        amount=some,
        hours=st.sampled_from([None, 2, 9]),
    )
    def change_hold(self, which: int, step: str, amount: Decimal | None, hours: int | None) -> None:
        """Raise a hold, let it last, or give it back."""
        number = self._choose(which)
        hold_id = self.world.hold_ids[number]
        if step == "extend":
            self.world.both(
                lambda: life_holds.extend(self.life, number, hours),
                "extend_hold",
                hold_id=hold_id,
                expires_at=_at(hours),
            )
        elif step == "release":
            self.world.both(
                lambda: life_holds.release(self.life, number, amount),
                "release_hold",
                hold_id=hold_id,
                amount=amount,
            )
        elif amount is not None:
            self.world.both(
                lambda: life_holds.increment(self.life, number, amount),
                "increment_hold",
                hold_id=hold_id,
                amount=amount,
            )

    def _choose(self, which: int) -> int:
        """Return the number of a hold, mostly of an open one."""
        still = [n for n, hold in enumerate(self.life.holds) if hold.status == "OPEN"]
        if still and which % 5:
            return still[which % len(still)]
        return which % len(self.life.holds)


def _at(hours: int | None) -> datetime | None:
    return None if hours is None else _BEGIN + timedelta(hours=hours)
