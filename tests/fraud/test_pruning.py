"""What was observed long ago is forgotten; what is counted, decided or asked for is not."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.fraud.test_recomputed import live
from tests.security.tampering import rewrite
from webapp.worker import fraud

if TYPE_CHECKING:
    from tests.fraud.town import Town
    from tests.support.databases import Database

_NAMES = ("ann", "bob", "cid", "dan", "eve")


def _pruned(town: Town, older_than: str = "31 days", **how: object) -> int:
    number: int = town.ledger.call("prune_fraud_observations", older_than=older_than, **how).r
    return number


def _tried(town: Town, **changes: object) -> Any:  # noqa: ANN401 - a row
    usual = {"feature": "amount", "comparison": ">=", "threshold": 500, "direction": "out"}
    return town.ledger.call("backtest_rule", **{**usual, **changes})


@pytest.mark.parametrize("seed", [6, 7])
def test_windows_do_not_miss_it(town: Town, seed: int) -> None:
    """Months of a random life, pruned as early as may be and in pieces: all features are right."""
    chance, gone = random.Random(seed), 0
    town.fund(*_NAMES, amount=500)
    for _ in range(8):
        live(town, chance, 15)
        town.check()
        town.later(days=chance.choice((0, 9)))
        gone += _pruned(town, limit=chance.choice((1, 7, 500)))
    assert gone > 20
    assert town.differences() == []


def test_only_what_is_old_goes(town: Town) -> None:
    """To the moment, the oldest first, each event as a whole, and nothing of memory."""
    town.fund("ann", amount=1000)
    town.later(days=20)
    for _ in range(3):
        town.pay("ann", "bob", 1)
    town.later(days=31)
    town.pay("ann", "bob", 2)
    town.check()
    assert _pruned(town, limit=1) == 1
    assert _pruned(town) == 0
    town.later(seconds=1)
    town.pay("ann", "bob", 3)
    town.check()
    assert _pruned(town, limit=1) == 2
    assert [row.amount for row in town.observed("ann")] == [1, 1, 2, 3]
    assert _pruned(town) == 4
    assert _pruned(town) == 0
    town.pay("ann", "bob", 4)
    town.check()
    assert [row.pair_count for row in town.observed("ann")] == [3, 4, 5]
    assert town.differences() == []


def test_events_of_a_late_worker_have_their_windows(town: Town) -> None:
    """The days count back from what was observed, not from now."""
    town.fund("ann")
    town.check()
    town.later(days=20)
    town.pay("ann", "bob", 1)
    town.later(days=200)
    town.ledger.rows("list_events")
    assert _pruned(town) == 0
    town.check()
    assert town.observed("ann")[-1].in_count_30d == 1
    assert _pruned(town) == 0
    town.pay("ann", "bob", 1)
    town.check()
    assert _pruned(town) == 3


def _with_a_case(town: Town) -> Any:  # noqa: ANN401 - a row
    """Return the transaction of a case, with others beside it, all long ago."""
    town.fund("ann", amount=2000)
    town.rule(direction="out")
    town.later(minutes=1)
    hit = town.pay("ann", "bob", 600)
    town.pay("ann", "bob", 7)
    town.check()
    town.later(days=100)
    town.pay("ann", "bob", 5)
    town.check()
    return hit


def test_what_a_case_stands_upon_stays(town: Town) -> None:
    """Both sides, whatever was decided; scores stay, too."""
    hit = _with_a_case(town)
    scored = set(town.scores())
    (case,) = town.cases()
    town.ledger.call("decide_fraud_case", case_id=case.case_id, decision="CLEARED", reason="known")
    assert _pruned(town) == 3
    kept = [row.transaction_id for name in ("ann", "bob") for row in town.observed(name)]
    assert kept.count(hit.transaction_id) == 2
    assert len(kept) == 4
    assert set(town.scores()) == scored
    assert town.differences() == []


def test_a_backtest_says_from_when_it_could_look(town: Town) -> None:
    """It counts nothing of pruned days, not even what cases keep; anew it looks at everything."""
    hit = _with_a_case(town)
    start, now = town.now.replace(year=2024), town.now
    whole = _tried(town)
    assert (whole.transactions, whole.hits, whole.complete_after_at) == (4, 1, None)
    last = town.observed("ann")[-2].observed_at
    _pruned(town)
    rest = _tried(town)
    assert (rest.transactions, rest.hits, rest.complete_after_at) == (1, 0, last)
    assert _tried(town, since=last).complete_after_at == last
    assert _tried(town, since=now).complete_after_at is None
    dated = _tried(town, is_dated=True, until=last)
    assert (dated.transactions, dated.hits, dated.complete_after_at) == (2, 1, None)
    assert dated.sample == [hit.transaction_id]
    for until in (start, last):
        with pytest.raises(psycopg.Error) as refused:
            _tried(town, until=until)
        assert refused.value.sqlstate == "LG109"


@pytest.mark.parametrize(
    "how",
    [
        {"older_than": "30 days"},
        {"older_than": "1 month"},
        {"older_than": None},
        {"older_than": "101 years"},
        {"limit": 0},
        {"limit": 1001},
        {"limit": None},
    ],
)
def test_what_windows_need_is_not_pruned(town: Town, how: dict[str, Any]) -> None:
    """Fewer than 31 days are refused, and so is more than a page."""
    with pytest.raises(psycopg.Error) as refused:
        town.ledger.call("prune_fraud_observations", **how)
    assert str(refused.value.sqlstate).startswith("LG1")


def test_the_worker_prunes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its setting, until nothing is left to forget."""
    monkeypatch.setenv("ZEROSUM_FRAUD_KEEP_DAYS", "40")
    fraud._keep_days.cache_clear()
    town.fund("ann")
    town.later(days=39)
    town.pay("ann", "bob", 1)
    town.later(days=2)
    town.pay("ann", "bob", 1)
    try:
        while fraud.FRAUD.turn(town.ledger.connection, threading.Event()):
            pass
    finally:
        fraud._keep_days.cache_clear()
    assert [row.direction for row in town.observed("ann")] == ["out", "out"]


def test_whoever_observes_is_not_waited_for(town: Town, database: Database) -> None:
    """A turn that finds the row taken leaves pruning to the next one."""
    town.fund("ann")
    town.later(days=50)
    town.fund("ann")
    town.check()
    with database.connect("ledger_dba") as other, other.transaction():
        other.execute("SELECT ledger.check_fraud()")
        assert _pruned(town) == 0
    assert _pruned(town) == 1


@pytest.mark.tampered
def test_without_the_guard_evidence_is_lost(town: Town, database: Database) -> None:
    """A planted fault: cases are not looked at."""
    with database.connect() as owner:
        rewrite(
            owner,
            "ledger.prune_fraud_observations",
            "c.transaction_id = o",
            "o.user_id = -1 AND c.transaction_id = o",
        )
    hit = _with_a_case(town)
    _pruned(town)
    assert hit.transaction_id not in {row.transaction_id for row in town.observed("ann")}


@pytest.mark.tampered
def test_with_fewer_days_windows_are_wrong(town: Town, database: Database) -> None:
    """A planted fault: what a window of 30 days needs may be pruned."""
    with database.connect() as owner:
        rewrite(owner, "ledger.prune_fraud_observations", "BETWEEN '31 days'", "BETWEEN '1 day'")
    town.fund("ann")
    town.later(days=20)
    town.pay("ann", "bob", 1)
    town.check()
    assert _pruned(town, "10 days") == 1
    town.pay("ann", "bob", 1)
    town.check()
    assert town.differences() != []
