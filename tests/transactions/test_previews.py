"""ledger.preview_transaction only reads: it locks nothing, writes nothing and uses no key up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg.rows import namedtuple_row
from psycopg.types.json import Jsonb

from tests.support.holds import expired_hold
from tests.support.standby import catch_up, standby_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_CALL = """
    SELECT r.* FROM ledger.{function}(
        ARRAY(SELECT e FROM jsonb_populate_recordset(NULL::ledger.entry_request, %s) AS e),
        p_idempotency_key => %s
    ) AS r
"""
_LOCKS = """
    SELECT DISTINCT l.locktype, l.mode FROM pg_locks AS l
    WHERE l.pid = pg_backend_pid() AND l.locktype <> 'virtualxid'
"""
_ISOLATIONS = ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE")


def ask(connection: psycopg.Connection[Any], function: str, legs: Jsonb, key: str | None) -> Row:
    """Preview or post."""
    return connection.execute(_CALL.format(function=function).encode(), (legs, key)).fetchone()


def moving(payer: Row, payee: Row, amount: str) -> Jsonb:
    """Return two legs."""
    legs = [(payer, "DEBIT"), (payee, "CREDIT")]
    return Jsonb(
        [{"account_id": str(a.account_id), "entry_type": t, "amount": amount} for a, t in legs]
    )


def eventful(ledger: LedgerCalls) -> tuple[Row, Row]:
    """Return a payer with a limit, an expired hold and a live one; a payee with open credits."""
    payer, payee = ledger.account(), ledger.account(accumulates=True)
    ledger.call("deposit", account_id=payer.account_id, amount="100")
    ledger.call("set_limit", account_id=payer.account_id, maximum="80", period="day")
    expired_hold(ledger.connection, payer.account_id, 40)
    ledger.call("hold_funds", account_id=payer.account_id, amount="40")
    ledger.call("deposit", account_id=payee.account_id, amount="5")
    return payer, payee


@pytest.mark.parametrize("isolation", _ISOLATIONS)
def test_a_preview_runs_in_a_read_only_transaction(ledger: LedgerCalls, isolation: str) -> None:
    """It holds no lock but those of a SELECT, and has no transaction id."""
    payer, payee = eventful(ledger)
    connection = ledger.connection
    connection.execute(f"BEGIN ISOLATION LEVEL {isolation} READ ONLY".encode())
    told = ask(connection, "preview_transaction", moving(payer, payee, "20"), "k")
    locks = {tuple(row) for row in connection.execute(_LOCKS).fetchall()}
    number = connection.execute("SELECT pg_current_xact_id_if_assigned()").fetchone()
    connection.execute("COMMIT")
    assert {mode for _, mode in locks} <= {"AccessShareLock", "SIReadLock"}
    assert {kind for kind, mode in locks if mode == "AccessShareLock"} == {"relation"}
    assert number is not None
    assert number[0] is None
    assert [entry["balance_after"] for entry in told.entries] == ["80.00", "25.00"]

    came = ask(connection, "post_transaction", moving(payer, payee, "20"), "k")
    entries = ledger.rows("list_transaction_entries", transaction_id=came.transaction_id)
    assert [str(entry.balance_after) for entry in entries] == ["80.00", "25.00"]
    again = ask(connection, "preview_transaction", moving(payer, payee, "20"), "k")
    assert (again.is_replay, again.transaction_id) == (True, came.transaction_id)
    other = ask(connection, "preview_transaction", moving(payer, payee, "21"), "k")
    assert other.failure_code == "LG301"


def test_a_preview_waits_for_nobody(database: Database, ledger: LedgerCalls) -> None:
    """While another session holds accounts, counters and key, and without seeing its work."""
    payer, payee = eventful(ledger)
    legs = moving(payer, payee, "20")
    with database.connect("ledger_dba") as other, other.transaction():
        other.row_factory = namedtuple_row
        ask(other, "post_transaction", legs, "k")
        ledger.connection.execute("SET lock_timeout = '1ms'")
        told = ask(ledger.connection, "preview_transaction", legs, "k")
    assert (told.is_replay, told.entries[0]["balance_after"]) == (False, "80.00")
    told = ask(ledger.connection, "preview_transaction", moving(payer, payee, "21"), None)
    assert (told.failure_code, told.failure_detail["used"]) == ("LG240", "60.00")


def test_each_limit_has_back_what_its_own_holds_used(ledger: LedgerCalls) -> None:
    """That of the payer, though the payee's limit stands before it."""
    payer, payee = ledger.account(), ledger.account()
    ledger.call("deposit", account_id=payer.account_id, amount="100")
    for account in (payee, payer):
        ledger.call("set_limit", account_id=account.account_id, maximum="50", period="day")
    expired_hold(ledger.connection, payer.account_id, 40)
    for amount, code in (("51", "LG240"), ("50", None)):
        told = ask(ledger.connection, "preview_transaction", moving(payer, payee, amount), None)
        assert told.failure_code == code


def test_a_standby_says_what_its_primary_would_do(database: Database, ledger: LedgerCalls) -> None:
    """Posted, refused by a rule, or malformed."""
    payer, payee = eventful(ledger)
    with standby_of(database.cluster) as standby:
        catch_up(database.cluster, standby)
        url = standby.url(database.name, "ledger_dba")
        with psycopg.connect(url, autocommit=True, row_factory=namedtuple_row) as reading:
            (is_standby,) = reading.execute("SELECT pg_is_in_recovery()").fetchone() or (None,)
            assert is_standby
            told = [
                ask(reading, "preview_transaction", moving(payer, payee, amount), None)
                for amount in ("20", "41", "1000", "20.005")
            ]
    codes = [answer.failure_code for answer in told]
    assert codes == [None, "LG240", "LG201", "LG105"]
    for amount, code in zip(("41", "1000", "20.005"), codes[1:], strict=True):
        with pytest.raises(psycopg.Error) as refusal:
            ask(ledger.connection, "post_transaction", moving(payer, payee, amount), None)
        assert refusal.value.sqlstate == code
    came = ask(ledger.connection, "post_transaction", moving(payer, payee, "20"), None)
    entries = ledger.rows("list_transaction_entries", transaction_id=came.transaction_id)
    balances = [entry["balance_after"] for entry in told[0].entries]
    assert balances == [str(entry.balance_after) for entry in entries]


def test_a_key_of_a_preview_over_rest_is_not_used_up(
    operator: Caller, funded: Row, shop: Row
) -> None:
    """Another request may have it; a preview under it then tells of that one."""
    body = {"entries": moving(funded, shop, "5.00").obj}
    told = operator.post("/v1/transactions/preview", body, key="k1").get_json()
    assert (told["status"], told["replayed_transaction_id"]) == ("COMPLETED", None)
    changed = {**body, "description": "x"}
    posted = operator.post("/v1/transactions", changed, key="k1")
    assert posted.status_code == 201
    again = operator.post("/v1/transactions/preview", changed, key="k1").get_json()
    assert (again["is_replay"], again["entries"]) == (True, posted.get_json()["entries"])
    assert again["replayed_transaction_id"] == posted.get_json()["transaction_id"]
    other = operator.post("/v1/transactions/preview", body, key="k1").get_json()
    assert other["failure_code"] == "LG301"
