"""Rights that can be used once, or up to a sum, however many reach for them at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.concurrency.crowd import at_once, told

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_CROWD = 16
_STRANGER = "ROW(NULL, NULL, '203.0.113.9', 'agent', 'r', NULL)::ledger.actor"


def _ask(web: psycopg.Connection[Any], call: str, *values: object) -> Any:  # noqa: ANN401
    row = web.execute(f"SELECT r.* FROM {call} AS r", values).fetchone()
    assert row is not None
    return row


def test_one_of_many_refreshes(database: Database, ledger: LedgerCalls) -> None:
    """One token in sixteen hands at once: one gets the next, and then the session is over."""
    ledger.call("create_user", username="ann")
    with database.connect("ledger_web") as web:
        grant = _ask(web, f"ledger_gateway.finish_login('ann', true, NULL, {_STRANGER})")
        token = grant[4]

    def refresh(_: LedgerCalls, __: int) -> str:
        with database.connect("ledger_web") as web:
            call = f"ledger_gateway.refresh_session(sha256(convert_to(%s, 'UTF8')), {_STRANGER})"
            return str(_ask(web, call, token)[0])

    outcome = Counter(at_once(database, _CROWD, refresh))
    assert outcome == {"GRANTED": 1, "REUSED": _CROWD - 1}
    (session,) = ledger.connection.execute("SELECT s.* FROM ledger.auth_sessions AS s").fetchall()
    assert session.end_reason == "REUSED"


def test_a_delegated_sum_is_spent_once(database: Database, ledger: LedgerCalls) -> None:
    """Sixteen payments of 3 under a limit of 10 a day: three are made."""
    ann, ben = (ledger.call("create_user", username=name).user_id for name in ("ann", "ben"))
    account = ledger.account(user_id=ann).account_id
    shop = ledger.account().account_id
    ledger.call("deposit", account_id=account, amount=100)
    ledger.call(
        "delegate_account",
        account_id=account,
        user_id=ben,
        kind="spender",
        spend_limit=10,
        spend_period="total",
    )

    def pay(_: LedgerCalls, __: int) -> str:
        actor = f"ROW({ben}, 'customer', NULL, NULL, NULL, NULL)::ledger.actor"
        with database.connect("ledger_web") as web:
            call = f"ledger.post_transfer(%s, %s, 3, p_actor => {actor})"
            return told(lambda: _ask(web, call, account, shop))[0]

    assert Counter(at_once(database, _CROWD, pay)) == {"ok": 3, "LG262": _CROWD - 3}
    assert ledger.balance(account) == 91
