"""A ledger with a past that moves to another house, and what must hold of it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from uuid import UUID

    import psycopg

    Connection = psycopg.Connection[Any]

CONSUMER = "moving"
_EVENTS = """
    SELECT e.event_position, e.event_id, e.feed_id
    FROM ledger.list_events(%s, %s, p_limit => 1000) AS e
"""
_EVERYTHING = """
    SELECT t.transaction_id FROM ledger_audit.transaction AS t
    UNION ALL
    SELECT a.act_id FROM ledger_audit.act AS a
"""
_STATE = """
    SELECT a.code, a.balance, a.held, a.version FROM ledger.accounts AS a ORDER BY a.code
"""
_CHECKS = 26


@dataclass(slots=True)
class Past:
    """What was known of the ledger, outside of it, when it left."""

    alice: UUID
    shop: UUID
    paid: UUID
    read: list[tuple[int, UUID, UUID]]
    done: set[int]
    sealed: tuple[int, str]
    balances: list[Any]
    verifications: int
    held: UUID


def pay(ledger: LedgerCalls, past: Past | tuple[UUID, UUID], key: str) -> Any:  # noqa: ANN401
    """Pay a dollar from alice to the shop, under a key."""
    payer, payee = past if isinstance(past, tuple) else (past.alice, past.shop)
    return ledger.call(
        "post_transfer",
        from_account_id=payer,
        to_account_id=payee,
        amount=1,
        idempotency_key=key,
    )


def live(connection: Connection, payer: str = "alice", payee: str = "shop") -> Past:
    """Live in a deployed ledger for a while: part of it proved, read, sealed and acknowledged."""
    ledger = LedgerCalls(connection)
    alice = ledger.account(payer).account_id
    shop = ledger.account(payee).account_id
    ledger.call("deposit", account_id=alice, amount=100)
    ledger.call("set_limit", maximum=50000, period="day", account_id=alice)
    carol = ledger.call("create_user", username="carol").user_id
    ledger.call("set_user_role", user_id=carol, role="auditor")
    ledger.call("create_event_consumer", name=CONSUMER, after_position=0)
    paid = pay(ledger, (alice, shop), "first").transaction_id
    for number in range(4):
        pay(ledger, (alice, shop), f"before {number}")
    held = ledger.call("hold_funds", account_id=alice, amount=7, to_account_id=shop).hold_id
    assert ledger.call("verify_new").is_ok
    seal = ledger.call("seal_events")
    done = _acknowledge(connection, 3)
    read = read_on(connection, [])
    # Neither proved nor read nor sealed when it leaves.
    for number in range(3):
        pay(ledger, (alice, shop), f"after {number}")
    ledger.call("open_account", currency="EUR", code="late")
    verifications = len(ledger.rows("list_verifications"))
    past = Past(
        *(alice, shop, paid, read, done),
        (seal.tree_size, seal.root_hash),
        *([], verifications, held),
    )
    remember(connection, past)
    return past


def remember(connection: Connection, past: Past) -> None:
    """Write down what the accounts hold."""
    past.balances = connection.execute(_STATE).fetchall()


def read_on(
    connection: Connection, read: list[tuple[int, UUID, UUID]]
) -> list[tuple[int, UUID, UUID]]:
    """Return the events behind those that were read."""
    last = (read[-1][0], read[-1][2]) if read else (None, None)
    return [tuple(row) for row in connection.execute(_EVENTS, last).fetchall()]


def _acknowledge(connection: Connection, number: int) -> set[int]:
    """Let the consumer do so many events, and return their positions."""
    ledger = LedgerCalls(connection)
    leased = ledger.rows("consume_events", name=CONSUMER, limit=number)
    if leased:
        ledger.rows("acknowledge_events", name=CONSUMER, lease_id=leased[0].lease_id)
    return {row.event_position for row in leased}


def assert_at_home(connection: Connection, owner: Connection, past: Past) -> None:
    """It verifies, reads every event, knows what was proved, and goes on posting.

    ``connection`` is a DBA's; what there is to be read, a superuser is asked.
    """
    ledger = LedgerCalls(connection)
    everything = [event_id for (event_id,) in owner.execute(_EVERYTHING).fetchall()]
    checks = ledger.rows("verify")
    assert len(checks) >= _CHECKS
    assert [row for row in checks if not row.ok] == []
    assert connection.execute(_STATE).fetchall() == past.balances
    _assert_proved(ledger, past)
    _assert_events(connection, past, everything)
    _assert_posts(ledger, past)
    _assert_sealed(connection, past)
    assert [row for row in ledger.rows("verify") if not row.ok] == []


def _assert_proved(ledger: LedgerCalls, past: Past) -> None:
    recent = {row.name: row for row in ledger.rows("verify_recent")}
    assert [name for name, row in recent.items() if not row.ok] == []
    last = recent["last_verification"].detail
    assert last["is_current"] is True
    # The proof is an event itself, made after what it proves.
    assert last["behind_events"] <= 1
    assert recent["last_guard_check"].detail["finished_at"]
    assert len(ledger.rows("list_verifications")) > past.verifications


def _assert_events(connection: Connection, past: Past, everything: list[UUID]) -> None:
    read = [*past.read, *read_on(connection, past.read)]
    assert [position for position, _, _ in read] == list(range(1, len(read) + 1))
    assert sorted(event_id for _, event_id, _ in read) == sorted(everything)
    done = _acknowledge(connection, 1000)
    assert done == {position for position, _, _ in read} - past.done
    past.done |= done
    past.read = read


def _assert_posts(ledger: LedgerCalls, past: Past) -> None:
    assert pay(ledger, past, "first").transaction_id == past.paid
    before = ledger.balance(past.shop)
    for key in ("at home", "at home", "at home again"):
        pay(ledger, past, key)
    assert ledger.balance(past.shop) == before + 2
    assert ledger.call("capture_hold", hold_id=past.held).amount == 7
    dave = ledger.call("create_user", username="dave").user_id
    ledger.call("set_user_role", user_id=dave, role="auditor")
    assert ledger.call("verify_new").is_current


def _assert_sealed(connection: Connection, past: Past) -> None:
    ledger = LedgerCalls(connection)
    size, root = past.sealed
    while (seal := ledger.call("seal_events")).tree_size < len(past.read):
        assert seal.tree_size > size
    checks = ledger.rows("check_seals", tree_size=size, root_hash=root)
    assert [row for row in checks if not row.ok] == []
