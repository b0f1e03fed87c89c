"""Many sessions CALL ledger.post_transfer_gathered at once: exact, whatever becomes of one."""

from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.concurrency.crowd import at_once, told
from tests.concurrency.gathering import gather, waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

    Funded = Callable[[int, str], list[UUID]]

_SPENDERS = 50
_PATIENCE = 2  # seconds after which post_queued waits no longer


def test_fifty_spends_of_one_balance(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Each is told what became of its own; only who gave up waiting leaves a request behind."""
    gave_up = []
    for balance, amount in (("100", "7"), ("49.99", "5"), ("1", "1.01")):
        spender, shop = funded(2, balance)

        def spend(
            calls: LedgerCalls,
            number: int,
            spender: UUID = spender,
            shop: UUID = shop,
            amount: str = amount,
        ) -> str:
            began = time.monotonic()
            said = told(lambda: gather(calls, spender, shop, amount, f"{spender}/{number}"))[0]
            if time.monotonic() - began > _PATIENCE:
                gave_up.append(number)
            return said

        outcome = Counter(at_once(database, _SPENDERS, spend))
        paid = int(Decimal(balance) // Decimal(amount))
        assert outcome == Counter({"ok": paid, "LG201": _SPENDERS - paid}) - Counter()
        assert ledger.balance(spender) == Decimal(balance) - paid * Decimal(amount)
    assert waiting(database) <= len(gave_up)


def test_among_single_calls_and_batches(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """All three doors spend one balance that pays for 77 of the 144."""
    spender, shop = funded(2, "77.50")
    pair = {"from_account_id": spender, "to_account_id": shop, "amount": "1"}

    def spend(calls: LedgerCalls, number: int) -> Counter[str]:
        match number % 3:
            case 0:
                return Counter(told(lambda: calls.call("post_transfer", **pair))[0] for _ in "123")
            case 1:
                return Counter(row.failure_code or "ok" for row in calls.post(*[pair] * 3))
            case _:
                return Counter(
                    told(partial(gather, calls, spender, shop, "1", f"{number}/{n}"))[0]
                    for n in "123"
                )

    outcome = sum(at_once(database, 48, spend), Counter[str]())
    assert outcome == {"ok": 77, "LG201": 67}
    assert ledger.balance(spender) == Decimal("0.50")


@pytest.mark.parametrize("level", ["read committed", "repeatable read", "serializable"])
def test_one_key_from_many_sessions_posts_once(
    database: Database, ledger: LedgerCalls, funded: Funded, level: str
) -> None:
    """All get the one transaction, at whatever isolation level their sessions are."""
    payer, payee = funded(2, "100")
    found = at_once(
        database,
        16,
        lambda calls, _: gather(calls, payer, payee, "1", "once").transaction_id,
        default_transaction_isolation=level.replace(" ", "\\ "),
    )
    assert len(set(found)) == 1
    assert ledger.balance(payer) == Decimal(99)


def test_one_key_for_two_requests_is_refused_to_one(database: Database, funded: Funded) -> None:
    """Whoever comes second, in the same batch or a later one, gets LG301."""
    payer, payee = funded(2, "100")
    outcome = Counter(
        at_once(
            database,
            12,
            lambda calls, n: told(lambda: gather(calls, payer, payee, str(1 + n % 2), "same"))[0],
        )
    )
    assert outcome == {"ok": 6, "LG301": 6}


def test_what_fails_fails_its_own_caller(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """A malformed item, an unknown account, and one that makes the whole batch fail."""
    payer, payee = funded(2, "100")
    with database.connect() as connection:
        connection.execute(
            """
            CREATE FUNCTION public.poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'poison' USING ERRCODE = 'ZZ001';
            END $$;
            GRANT EXECUTE ON FUNCTION public.poison() TO PUBLIC;
            CREATE TRIGGER poison BEFORE INSERT ON ledger_audit.transaction FOR EACH ROW
            WHEN (NEW.description = 'poison') EXECUTE FUNCTION public.poison();
            """
        )

    def pay(calls: LedgerCalls, number: int) -> list[str]:
        cases: list[tuple[UUID, str, dict[str, str]]] = [
            (payee, "1", {}),
            (payee, "-1", {}),
            (payer, "1", {}),
            (payee, "1", {"description": "poison"} if number == 3 else {}),
        ]
        return [
            told(partial(gather, calls, payer, to, amount, f"{number}/{n}", **fields))[0]
            for n, (to, amount, fields) in enumerate(cases)
        ]

    outcome = at_once(database, 12, pay)
    for number, codes in enumerate(outcome):
        assert codes == ["ok", "LG103", "LG107", "ZZ001" if number == 3 else "ok"]
    assert ledger.balance(payer) == Decimal(100 - 23)


def test_in_a_transaction_block_nothing_is_asked(database: Database, funded: Funded) -> None:
    """PostgreSQL's own refusal to commit there comes before anybody could take the request."""
    payer, payee = funded(2, "100")
    with database.connect("ledger_dba", autocommit=False) as connection:
        with pytest.raises(psycopg.errors.InvalidTransactionTermination):
            connection.execute(
                "CALL ledger.post_transfer_gathered(%s, %s, 1, 'USD', 'block')", (payer, payee)
            )
        connection.rollback()
    assert waiting(database) == 0


def test_a_session_without_a_search_path_may_call(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Nor does a schema full of look-alikes mislead the procedure: it looks nothing up."""
    payer, payee = funded(2, "100")
    with database.connect() as connection:
        connection.execute(
            """
            CREATE SCHEMA decoy;
            GRANT USAGE ON SCHEMA decoy TO ledger_dba;
            CREATE DOMAIN decoy.uuid AS text CHECK (VALUE = 'nothing');
            CREATE DOMAIN decoy.numeric AS text CHECK (VALUE = 'nothing');
            CREATE FUNCTION decoy.post_transfer(uuid, uuid, numeric, text) RETURNS text
            LANGUAGE sql AS 'SELECT 1 / 0';
            """
        )
    for number, path in enumerate(("''", "decoy, pg_catalog")):
        ledger.connection.execute(f"SET search_path = {path}".encode())
        gather(ledger, payer, payee, "1", f"path/{number}")
    assert ledger.balance(payer) == Decimal(98)
