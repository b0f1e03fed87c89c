"""Money of any asset: exact with 0 to 18 decimals, and refused kindly where numbers end."""

from __future__ import annotations

import random
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.property.model import LARGEST
from tests.support.ledger_calls import LedgerCalls
from tests.support.schemas import FACES

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database

DIGITS = (0, 2, 3, 8, 18)
_CODES = {0: "PTS", 2: "USD", 3: "KWD", 8: "BTC", 18: "ETH.wei"}
_STEPS = 220
_NUMERIC_COLUMNS = f"""
    SELECT a.attrelid::regclass::text AS view, a.attname
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'v'
    WHERE c.relnamespace::regnamespace::text IN {FACES}
      AND a.atttypid = 'numeric'::regtype
      -- What a rule compares its feature with is no amount.
      AND (c.relname, a.attname) <> ('fraud_rules', 'threshold')
    ORDER BY 1, 2
"""


class _Life:
    """Random calls on a few accounts of one asset, many of them near the largest amount."""

    def __init__(self, ledger: LedgerCalls, digits: int) -> None:
        self.ledger = ledger
        self.chance = random.Random(digits)
        self.unit = Decimal(1).scaleb(-digits)
        with localcontext(prec=60):
            self.largest = LARGEST.quantize(self.unit, rounding="ROUND_DOWN")
        self.codes: list[str] = []
        code = _CODES[digits]
        if code not in ("USD", "KWD"):
            ledger.call("add_asset", currency=code, p_minor_units=digits, name="An asset")
        self.user = ledger.call("create_user", username=f"owner{digits}").user_id
        self.friend = ledger.call("create_user", username=f"friend{digits}").user_id
        endless = Decimal("-Infinity")
        self.accounts: list[UUID] = [
            ledger.account(
                f"{digits}:{n}", code, min_balance=floor, max_balance=ceiling, user_id=self.user
            ).account_id
            for n, (floor, ceiling) in enumerate(
                ((endless, None), (endless, None), (0, None), (0, None), (-5, self.largest))
            )
        ]
        self.holds: list[UUID] = []
        self.transactions: list[UUID] = []

    def amount(self) -> Decimal:
        """Give an amount that fits, most often a telling one."""
        pick = self.chance.choice
        if self.chance.random() < 0.5:
            units = self.chance.randint(1, 10 ** self.chance.randint(1, 38))
            with localcontext(prec=60):
                return min(max(units * self.unit, self.unit), self.largest)
        with localcontext(prec=60):
            half = (self.largest / 2).quantize(self.unit)
            return pick((self.unit, self.largest, self.largest - self.unit, half, half + self.unit))

    def step(self) -> None:
        """Make one call; only a refusal of the ledger's own may come back."""
        pick = self.chance.choice
        one, two = self.chance.sample(self.accounts, 2)
        call = self.ledger.call
        pair = {"from_account_id": one, "to_account_id": two}
        acts: list[Callable[[], Any]] = [
            lambda: self.transactions.append(
                call("post_transfer", **pair, amount=self.amount()).transaction_id
            ),
            lambda: self.ledger.post(
                *({**pair, "amount": self.amount()} for _ in range(self.chance.randint(1, 5)))
            ),
            lambda: self.legs(one, two),
            lambda: self.holds.append(
                call(
                    "hold_funds", account_id=one, amount=self.amount(), p_to_account_id=two,
                    p_tolerance_percent=pick((None, 100, "33.3333")),
                ).hold_id
            ),
            lambda: call("freeze_amount", account_id=one, amount=self.amount(), p_reason="x"),
            lambda: call(
                "capture_hold", hold_id=pick(self.holds or [one]), amount=self.amount(),
                p_to_account_id=two, p_is_final=pick((True, False)),
            ),
            lambda: call("increment_hold", hold_id=pick(self.holds or [one]), amount=self.amount()),
            lambda: call("release_hold", hold_id=pick(self.holds or [one])),
            lambda: call(
                "reverse_transaction", transaction_id=pick(self.transactions or [one]),
                amount=pick((None, self.amount())),
            ),
            lambda: call(
                "set_account_bounds", account_id=one, p_max_balance="Infinity",
                p_min_balance=pick((self.largest.copy_negate(), "-Infinity", 0)),
            ),
            lambda: call(
                "set_limit", maximum=self.amount(), period=pick(("month", "transaction")),
                account_id=one,
            ),
            lambda: call(
                "delegate_account", account_id=one, user_id=self.friend, kind="spender",
                p_spend_limit=self.amount(), p_spend_period="total",
            ),
            lambda: call("deposit", account_id=one, amount=self.amount()),
        ]  # fmt: skip
        try:
            self.chance.choices(acts, (6, 4, 3, 4, 1, 4, 2, 2, 2, 2, 0.3, 0.5, 2))[0]()
        except psycopg.Error as error:
            self.codes.append(error.sqlstate or "none")

    def legs(self, one: UUID, two: UUID) -> None:
        """Post legs that divide an amount in parts which never come out even."""
        share = self.chance.choice(("1", "3", "7"))
        self.ledger.connection.execute(
            """
            SELECT ledger.post_transaction(ARRAY[
                ledger.debit_leg(%(one)s, %(amount)s),
                ledger.credit_leg(%(two)s, NULL, 'weight', %(share)s),
                ledger.credit_leg(%(three)s, NULL, 'weight', 2)
            ])
            """,
            {
                "one": one,
                "two": two,
                "three": next(a for a in self.accounts if a not in (one, two)),
                "amount": self.amount(),
                "share": Decimal(share),
            },
        )


def _too_many_decimals(connection: psycopg.Connection[Any], digits: int) -> list[str]:
    """Return the columns of views that show an amount with more decimals than its asset has."""
    found = []
    for view, column in connection.execute(_NUMERIC_COLUMNS.encode()).fetchall():
        worst = connection.execute(
            f"SELECT max(scale(v.{column})) AS decimals FROM {view} AS v".encode()
        ).fetchall()[0][0]
        found += [f"{view}.{column}"] if (worst or 0) > digits else []
    return found


@pytest.mark.parametrize("digits", DIGITS)
def test_amounts_near_the_limit_are_refused_and_all_others_are_exact(
    database: Database, digits: int
) -> None:
    """No call ends in a code of PostgreSQL's own; sums are zero, and verify() agrees."""
    with database.connect("ledger_dba") as connection:
        ledger = LedgerCalls(connection)
        life = _Life(ledger, digits)
        for _ in range(_STEPS):
            life.step()
        assert {code for code in life.codes if not code.startswith("LG")} == set()
        assert {"LG201", "LG202"} & set(life.codes)
        rows = connection.execute(
            "SELECT a.balance::text AS shown, a.balance FROM ledger.accounts AS a"
            " WHERE a.currency = %s",
            (_CODES[digits],),
        ).fetchall()
        assert all(len(text.partition(".")[2]) == digits for text, _ in rows)
        with localcontext(prec=60):
            assert sum(balance for _, balance in rows) == 0
            assert max(balance for _, balance in rows) > 10**19
        with database.connect() as superuser:
            assert _too_many_decimals(superuser, digits) == []
        failed = [check.name for check in ledger.rows("verify") if not check.ok]
    assert failed == []


@pytest.mark.parametrize("digits", DIGITS)
def test_the_smallest_and_the_largest_amount_survive_every_door(
    database: Database, digits: int
) -> None:
    """One unit more has too many decimals or is too large."""
    with database.connect("ledger_dba") as connection:
        ledger = LedgerCalls(connection)
        life = _Life(ledger, digits)
        source, target = life.accounts[0], life.accounts[2]
        pair = {"from_account_id": source, "to_account_id": target}
        with localcontext(prec=60):
            rest = life.largest - life.unit
            too_fine, too_large = life.unit / 10, life.largest + life.unit
        assert ledger.call("post_transfer", **pair, amount=life.unit).amount == life.unit
        posted = ledger.post({**pair, "amount": rest, "idempotency_key": "k"})[0]
        assert posted.to_balance == life.largest == ledger.balance(target)
        again = ledger.post({**pair, "amount": f"{rest:f}", "idempotency_key": "k"})[0]
        assert again.is_replay
        told = {
            amount: ledger.post({**pair, "amount": amount})[0].failure_code
            for amount in (life.unit, too_fine, too_large, LARGEST * 10)
        }
        assert told[life.unit] == "LG201", "the payer, without a floor, has come to the end"
        assert told[too_fine] == "LG105"
        assert {told[too_large], told[LARGEST * 10]} <= {"LG105", "LG106"}
        text = connection.execute(
            "SELECT a.balance::text AS one, max(l.new_balance)::text AS two"
            " FROM ledger.accounts AS a JOIN reporting.audit_trail AS l USING (account_id)"
            " WHERE a.account_id = %s"
            " GROUP BY a.balance",
            (target,),
        ).fetchall()[0]
        assert text == (f"{life.largest:f}",) * 2


def test_captures_that_come_to_more_than_an_amount_are_refused(ledger: LedgerCalls) -> None:
    """A tolerance lets a hold be captured for more than it keeps, but not for more than fits."""
    one, two = (ledger.account(min_balance=Decimal("-Infinity")).account_id for _ in range(2))
    most = Decimal("6e19")
    hold = ledger.call(
        "hold_funds", account_id=one, amount=most, p_to_account_id=two, p_tolerance_percent=100
    ).hold_id
    with localcontext(prec=60):
        first = most - Decimal("0.01")
    ledger.call("capture_hold", hold_id=hold, amount=first, p_is_final=False)
    ledger.call("post_transfer", from_account_id=two, to_account_id=one, amount=first)
    with pytest.raises(psycopg.Error) as caught:
        ledger.call("capture_hold", hold_id=hold, amount=most, p_is_final=False)
    assert caught.value.sqlstate == "LG106"
