"""A real PgBouncer in transaction mode before the standby."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.operations.test_pgbouncer import pgbouncer
from tests.replicas.pair import people

if TYPE_CHECKING:
    from tests.replicas.pair import Pair

pytestmark = pytest.mark.system


def test_reads_go_through_a_pooler(pair: Pair) -> None:
    """With more readers than connections, and nobody is shown less than was written."""
    with (
        pgbouncer(pair.standby) as url,
        people(
            pair,
            ZEROSUM_READ_DATABASE_URL=url,
            ZEROSUM_PREPARE_THRESHOLD="none",
            ZEROSUM_POOL_SIZE="8",
            ZEROSUM_READ_WAIT="5000",
        ) as town,
    ):
        for number in range(1, 21):
            town.pay()
            with ThreadPoolExecutor(8) as pool:
                told = list(pool.map(lambda _: town.balance(town.payer, town.source)[0], range(8)))
            assert set(told) == {f"{1000 - number}.00"}
        counted = town.counted()
    assert counted["standby", "reached"] == 160, counted
