"""Choosing what one is told of, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


def test_over_http(  # noqa: PLR0917
    keys_file: Path,
    as_alice: Caller,
    operator: Caller,
    caller: Callable[..., Caller],
    ledger: LedgerCalls,
    alice: Row,
    database: Database,
) -> None:
    """One's own, and anybody's for who manages users; the URL is kept sealed and not shown."""
    assert keys_file.exists()
    path = f"/v1/users/{alice.user_id}/notification-preferences"
    before = as_alice.get(path).get_json()
    assert before == {
        "user_id": str(alice.user_id),
        "email_events": ["export_ready", "new_login", "suspended"],
        "chat_events": [],
        "large_debit": {},
        "low_balance": {},
        "chat_origin": None,
        "bounced_at": None,
        "updated_at": None,
    }
    body = {
        "email_events": ["money_in", "large_debit"],
        "chat_events": ["low_balance"],
        "large_debit": {"USD": "100"},
        "low_balance": {"USD": "-5.5", "JPY": "1000"},
        "chat_url": "http://127.0.0.1:9/T00/secret",
    }
    kept = as_alice.send("PUT", path, body).get_json()
    assert kept["large_debit"] == {"USD": "100.00"}
    assert kept["low_balance"] == {"USD": "-5.50", "JPY": "1000"}
    assert kept["chat_origin"] == "http://127.0.0.1:9"
    with database.connect() as connection:
        row = connection.execute(
            "SELECT p::text FROM ledger_private.notification_preference AS p"
        ).fetchone()
    assert row is not None
    assert "secret" not in row[0]
    assert b"secret".hex() not in row[0]
    as_bob = caller("customer", ledger.call("create_user", username="bob").user_id)
    assert code_of(as_bob.get(path)) == (403, "LG206")
    assert code_of(as_bob.send("PUT", path, {})) == (403, "LG206")
    same = operator.send("PUT", path, {"chat_events": ["money_in"]}).get_json()
    assert same["chat_events"] == ["money_in"]
    assert same["email_events"] == ["export_ready", "new_login", "suspended"]
    assert same["chat_origin"] == kept["chat_origin"]
    assert code_of(as_alice.send("PUT", path, {"chat_url": "", "chat_events": ["money_in"]})) == (
        400,
        "LG108",
    )
    assert as_alice.send("PUT", path, {"chat_url": ""}).get_json()["chat_origin"] is None
    for wrong, code in (
        ({"email_events": ["nonsense"]}, "WEB102"),
        ({"large_debit": {"USD": "0"}}, "LG109"),
        ({"large_debit": {"USD": "1.001"}}, "LG109"),
        ({"large_debit": {"NONE": "1"}}, "LG003"),
        ({"large_debit": {"USD": 1}}, "WEB103"),
    ):
        assert code_of(as_alice.send("PUT", path, wrong))[1] == code


def test_the_view_shows_the_defaults_that_hold(database: Database, alice: Row) -> None:
    """Readers of the view may not call the function, so it stands there twice."""
    with database.connect() as owner:
        row = owner.execute(
            "SELECT p.email_events, ledger_private.notification_types(true)"
            " FROM ledger.notification_preferences AS p WHERE p.user_id = %s",
            (alice.user_id,),
        ).fetchone()
    assert row is not None
    assert row[0] == row[1]
