"""Sharing an amount out: the parts add up to the cent, are fair, and are always the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.property.life_legs import split

if TYPE_CHECKING:
    from tests.support.databases import Database

_UNITS = st.sampled_from([0, 1, 2, 3, 4, 6, 8, 18])
_WEIGHTS = st.lists(
    st.one_of(
        st.integers(0, 9).map(Decimal),
        st.integers(0, 10**9).map(Decimal),
        st.decimals("0", "1", places=12),
        st.sampled_from(["0.029", "0.971", "0.333333333333", "1e-12"]).map(Decimal),
    ),
    min_size=1,
    max_size=12,
).filter(any)


def test_parts_are_exact_fair_and_deterministic(database: Database) -> None:
    """Against exact fractions, for every number of decimals, up to the largest amount."""
    with database.connect() as connection:

        @settings(
            max_examples=1500,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            cents=st.one_of(st.integers(0, 200), st.integers(0, 10**38 - 1)),
            units=_UNITS,
            weights=_WEIGHTS,
        )
        @example(cents=10**38 - 1, units=18, weights=[Decimal(1)] * 7)
        @example(cents=1, units=2, weights=[Decimal(1), Decimal(1)])
        @example(cents=5, units=0, weights=[Decimal("1e-12"), Decimal(10**9)])
        def check(cents: int, units: int, weights: list[Decimal]) -> None:
            amount = Decimal(cents).scaleb(-units)
            row = connection.execute(
                "SELECT ledger_private.split_amount(%s, %s::numeric[], %s::smallint)",
                (amount, weights, units),
            ).fetchone()
            assert row is not None
            parts = [Fraction(part) for part in row[0]]
            unit = Fraction(1, 10**units)
            total = sum(Fraction(weight) for weight in weights)
            exact = [Fraction(amount) * Fraction(weight) / total for weight in weights]
            assert sum(parts) == Fraction(amount)
            for part, ideal, weight in zip(parts, exact, weights, strict=True):
                assert part % unit == 0
                assert part >= 0
                assert abs(part - ideal) < unit
                assert part == ideal or weight
            # Whoever was rounded up had lost at least as much as whoever was not.
            up = [
                (i - p + unit, -n)
                for n, (p, i) in enumerate(zip(parts, exact, strict=True))
                if p > i
            ]
            down = [(i - p, -n) for n, (p, i) in enumerate(zip(parts, exact, strict=True)) if p < i]
            assert not up or not down or min(up) > max(down)

        check()


def test_every_small_amount_among_few_weights(database: Database) -> None:
    """Exhaustively: 0 to 40 cents over every three weights from 0 to 4, as the model has it."""
    weights = [[a, b, c] for a in range(5) for b in range(5) for c in range(5) if a or b or c]
    with database.connect() as connection:
        rows = connection.execute(
            """SELECT n.cents, w.weights, ledger_private.split_amount(
                n.cents * 0.01, w.weights::numeric[], 2::smallint
            )
            FROM generate_series(0, 40) AS n (cents)
            CROSS JOIN (
                SELECT ARRAY[a, b, c] AS weights
                FROM generate_series(0, 4) AS a, generate_series(0, 4) AS b,
                    generate_series(0, 4) AS c
                WHERE a + b + c > 0
            ) AS w"""
        ).fetchall()
    assert len(rows) == 41 * len(weights)
    for cents, shares, parts in rows:
        assert parts == split(Decimal(cents) / 100, [Fraction(share) for share in shares])
