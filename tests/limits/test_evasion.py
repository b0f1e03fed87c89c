"""A limit on a type cannot be evaded by calling the same movement by another, or by a detour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.concurrency.crowd import at_once, told
from tests.security.acting import as_actor
from tests.support.callers import code_of
from tests.support.ledger_calls import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

# Every function by which a customer can move money out; arguments are SQL.
_ITEM = "ledger.transfer_item('{own}', '{outside}', 5)"
_LEGS = (
    "ARRAY[ledger.debit_leg('{own}', 5), ledger.credit_leg('{outside}', 5)]::ledger.entry_request[]"
)
_LEGS_JSON = (
    '[{{"account_id": "{own}", "entry_type": "DEBIT", "amount": "5"}},'
    ' {{"account_id": "{outside}", "entry_type": "CREDIT", "amount": "5"}}]'
)
WAYS = {
    "post_transfer": "'{own}', '{outside}', 5",
    "transfer": "'{own}', '{outside}', 5, p_idempotency_key => 'k1'",
    "post_transfers": f"ARRAY[{_ITEM}]",
    "post_transfers_json": "jsonb_build_array(jsonb_build_object('from_account_id', '{own}',"
    " 'to_account_id', '{outside}', 'amount', '5'))",
    "post_transaction": _LEGS,
    "post_transactions": f"ARRAY[ROW({_LEGS}, NULL, NULL, NULL, NULL, NULL, NULL)]"
    "::ledger.transaction_request[]",
    "post_transaction_json": f"'{_LEGS_JSON}'",
    "post_transactions_json": f"""'[{{{{"entries": {_LEGS_JSON}}}}}]'""",
    "preview_transaction": _LEGS,
    "capture_hold": "'{hold}'",
    "capture_group": "'{group}'",
    "reverse_transaction": "'{deposit}'",
}
# Only who is paid captures, so who pays is refused before anybody asks where to.
_BY_PAYEES = {"capture_hold", "capture_group"}
# These move no money of themselves, or are asked for in tests of all doors.
_ELSEWHERE = {
    *("hold_funds", "extend_hold", "increment_hold", "release_hold", "release_group"),
    *("create_monitor", "remove_monitor", "remove_export"),
    "pay_out",  # tests/cells/test_contract.py
    *("lock_accounts", "queue_transfer", "post_queued", "post_gathered"),
}


@pytest.fixture
def places(ledger: LedgerCalls, alice: Row, funded: Row) -> dict[str, object]:
    """Give Alice money from outside, a hold for it, and a limit on what she withdraws."""
    outside = ledger.call("find_account", code="world:USD").account_id
    deposit = ledger.call("deposit", account_id=funded.account_id, amount=5).transaction_id
    held = {"account_id": funded.account_id, "amount": 5, "to_account_id": outside}
    hold = ledger.call("hold_funds", **held)
    grouped = ledger.call("hold_funds", **held, group_id=beside(funded.account_id))
    ledger.call(
        "set_limit",
        maximum=1,
        period="day",
        user_id=alice.user_id,
        currency="USD",
        transaction_type="withdrawal",
    )
    return {
        "own": funded.account_id,
        "outside": outside,
        "deposit": deposit,
        "hold": hold.hold_id,
        "group": grouped.group_id,
    }


@pytest.fixture
def web(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """Give the gateway's session."""
    with database.connect("ledger_web") as connection:
        yield connection


def _code(web: psycopg.Connection[Any], user_id: int, function: str, arguments: str) -> str:
    try:
        (row,) = as_actor(web, user_id, "customer", function, arguments)
    except psycopg.Error as error:
        return error.sqlstate or "lost"
    return next((str(value) for value in row if str(value).startswith("LG")), "posted")


@pytest.mark.parametrize("function", WAYS)
def test_a_customer_takes_no_money_out(
    web: psycopg.Connection[Any],
    ledger: LedgerCalls,
    alice: Row,
    places: dict[str, object],
    function: str,
) -> None:
    """Whatever it is called and whichever way it goes, and the balance is what it was."""
    code = "LG206" if function in _BY_PAYEES else "LG290"
    before = ledger.balance(places["outside"])  # type: ignore[arg-type]
    assert _code(web, alice.user_id, function, WAYS[function].format(**places)) == code
    assert ledger.balance(places["outside"]) == before  # type: ignore[arg-type]


def test_no_way_is_forgotten(database: Database) -> None:
    """Each function that asks for the right to post is one of the ways, or told why not."""
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT p.proname FROM pg_proc AS p WHERE p.prosrc ~ $$'post'$$"
            " AND p.pronamespace::regnamespace::text IN ('ledger', 'ledger_gateway')"
        ).fetchall()
    found = {name for (name,) in rows}
    assert found - {"post_gathered"} | {"transfer", "post_gathered"} == WAYS.keys() | _ELSEWHERE


def test_who_may_withdraw_is_not_limited_by_the_type(
    web: psycopg.Connection[Any],
    administrator: Caller,
    ledger: LedgerCalls,
    alice: Row,
    places: dict[str, object],
) -> None:
    """Customers are let withdraw only when no limit relies on it, and then none can be set."""
    grant = {"role": "customer", "permission": "post_withdrawal"}
    with pytest.raises(psycopg.Error) as refused:
        ledger.rows("grant_permission", **grant)
    assert refused.value.sqlstate == "LG291"
    (limit,) = ledger.rows("list_limits", user_id=alice.user_id)
    ledger.rows("remove_limit", limit_id=limit.limit_id)
    ledger.rows("grant_permission", **grant)
    assert _code(web, alice.user_id, "post_transfer", WAYS["post_transfer"].format(**places)) == (
        "posted"
    )
    limits = f"/v1/users/{alice.user_id}/limits"
    body = {"maximum": "1.00", "period": "day", "currency": "USD"}
    for kind in ("withdrawal", "transfer", "transaction", "capture"):
        told = administrator.post(limits, {**body, "transaction_type": kind})
        assert code_of(told) == (422, "LG291"), kind
    assert administrator.post(limits, {**body, "transaction_type": "fee"}).status_code == 201
    assert administrator.post(limits, body).status_code == 201


def test_a_limit_and_a_permission_at_once(
    database: Database, ledger: LedgerCalls, alice: Row
) -> None:
    """One of the two sees the other, whichever comes first."""

    def set_or_grant(calls: LedgerCalls, number: int) -> tuple[str, bool]:
        if number % 2:
            return told(
                lambda: bool(
                    calls.rows("grant_permission", role="customer", permission="post_payout")
                )
            )
        return told(
            lambda: bool(
                calls.rows(
                    "set_limit",
                    maximum=1,
                    period="day",
                    user_id=alice.user_id,
                    currency="USD",
                    transaction_type="payout",
                )
            )
        )

    outcome = Counter(at_once(database, 8, set_or_grant))
    assert outcome == {("ok", True): 4, ("LG291", None): 4}
    has_limit = bool(ledger.rows("list_limits", user_id=alice.user_id))
    permissions = ledger.connection.execute(
        "SELECT count(*) FROM ledger.role_permissions WHERE permission = 'post_payout'"
    ).fetchone()
    assert permissions is not None
    assert has_limit != bool(permissions[0])
