"""People who ask for a transaction, and what each of them is to be shown of it."""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from tests.support.ledger_calls import beside
from tests.support.schemas import DOORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.ledger_calls import LedgerCalls

Shown = list[dict[str, Any]]

CUSTOMERS = ("payer", "payee", "stranger")
# A service by an API key that reaches the payee's account alone.
ROBOT = "robot"
STAFF = ("service", "operator", "auditor")
# Members that only whoever asked is shown, and those of an account that only who may see it is.
PRIVATE = ("idempotency_key", "metadata", "failure_detail", "asked_by")
SIDES = {
    "from_account_id": ("from_account_version", "from_balance"),
    "to_account_id": ("to_account_version", "to_balance"),
    "account_id": ("account_version", "balance_after"),
}
# What shows a transaction reads it in one of these ways, or returns one of these types.
SHOWING = f"""
    SELECT p.oid::regprocedure::text, p.proname
    FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN {DOORS}
        AND (
            p.prorettype IN (
                'ledger.transactions'::regtype, 'ledger.transfer_result'::regtype,
                'ledger.transaction_result'::regtype, 'ledger.transaction_entries'::regtype
            )
            OR p.prosrc ~ 'ledger[.]transactions|visible_entries|show_posted|seen_transaction'
        )
"""
_keys = itertools.count(1)


class Stage:
    """A payer and a payee with accounts, a stranger, and staff; each asks through the gateway."""

    def __init__(self, ledger: LedgerCalls, web: psycopg.Connection[Any]) -> None:
        """Open the accounts, and let the payer pay the payee."""
        self.ledger = ledger
        self.web = web
        web.row_factory = dict_row
        roles = dict.fromkeys(CUSTOMERS, "customer") | {name: name for name in STAFF}
        roles[ROBOT] = "service"
        self.people = {
            name: ledger.call("create_user", username=name, role=role).user_id
            for name, role in roles.items()
        }
        self.accounts: dict[str, UUID] = {
            name: ledger.account(name, user_id=self.people[name]).account_id
            for name in ("payer", "payee")
        }
        key = ledger.call(
            "create_api_key",
            user_id=self.people[ROBOT],
            name="till",
            account_ids=[self.accounts["payee"]],
        )
        self.scopes = f"'{{key:{key.api_key_id},key:restricted,key:all}}'"
        for account in self.accounts.values():
            ledger.call("deposit", account_id=account, amount=1000)
        self.roles = roles
        ids = [
            row["transaction_id"]
            for row in (
                *self.ask("payer", "post_transfer", f"{self.pair()}, 1, {self.words(self.key())}"),
                *self.ask("payer", "post_transfers", f"ARRAY[{self.item(5000)}]"),
                *self.ask("payer", "post_transaction", self.legs()),
            )
        ]
        self.paid, self.refused, self.split = ids
        (back,) = self.ask("payee", "reverse_transaction", f"'{self.paid}', 0.5, 'sorry', '{{}}'")
        self.back = back["transaction_id"]

    def ask(self, who: str, function: str, arguments: str, schema: str = "ledger") -> Shown:
        """Call a function for somebody."""
        call = f"{schema}.{function}({arguments}, p_actor => {self.actor(who)})"
        query = f"SELECT r.* FROM {call} AS r"
        return self.web.execute(query.encode()).fetchall()

    def actor(self, who: str) -> str:
        """Return somebody as the gateway names who acts."""
        scopes = self.scopes if who == ROBOT else "NULL"
        acting = f"{self.people[who]}, '{self.roles[who]}', NULL, NULL, NULL, {scopes}"
        return f"ROW({acting})::ledger.actor"

    def pair(self, step: int = 1) -> str:
        """Return the two accounts of a transfer, the payer's first, or backwards."""
        return ", ".join(f"'{account}'" for account in [*self.accounts.values()][::step])

    def words(self, key: str) -> str:
        """Return what the party that asks says for itself, and to the other."""
        return (
            f"p_idempotency_key => {key}, p_description => 'lunch',"
            ' p_metadata => \'{"note": "mine"}\''
        )

    def key(self) -> str:
        """Return a key that nobody has used."""
        return f"'k{next(_keys)}'"

    def item(self, amount: int = 1, *, pair: str | None = None) -> str:
        """Return one transfer of many, under a key of its own."""
        return f"ledger.transfer_item({pair or self.pair()}, {amount}, {self.words(self.key())})"

    def legs(self, made: str = "") -> str:
        """Return the arguments of a transaction of two legs."""
        return f"p_entries => {made}({self._sides()}), {self.words(self.key())}"

    def many_legs(self) -> str:
        """Return one transaction of many."""
        note = 'jsonb \'{"note": "mine"}\''
        return (
            f"ROW({self._sides()}, NULL, {self.key()}, 'lunch', {note}, NULL, NULL)"
            "::ledger.transaction_request"
        )

    def _sides(self) -> str:
        one, other = self.accounts["payer"], self.accounts["payee"]
        return f"ARRAY[ledger.debit_leg('{one}', 1), ledger.credit_leg('{other}', 1)]"

    def each(self, who: str, function: str, schema: str = "ledger") -> Shown:
        """Ask about each transaction by itself; none is shown to whom it is no business of."""
        found: Shown = []
        for one in (self.paid, self.refused, self.split, self.back):
            with suppress(psycopg.Error):
                found += self.ask(who, function, f"'{one}'", schema)
        return found

    def twice(self, who: str, function: str, arguments: str, schema: str = "ledger") -> Shown:
        """Ask for the same thing twice: a repeated request shows what the first did."""
        return [row for _ in range(2) for row in self.ask(who, function, arguments, schema)]

    def hold(self, who: str) -> tuple[UUID, UUID]:
        """Place a hold of the payer's money for the payee; return it and its group."""
        group = beside(self.accounts["payer"])
        (hold,) = self.ask(
            who,
            "hold_funds",
            f"p_account_id => '{self.accounts['payer']}', p_amount => 1,"
            f" p_to_account_id => '{self.accounts['payee']}', p_group_id => '{group}'",
        )
        return hold["hold_id"], group

    def is_on_file(self, row: dict[str, Any]) -> bool:
        """Say whether a row, or an entry, is of a transaction or an account of this stage."""
        return _uuid(row.get("transaction_id")) in self.truth() or (
            "transaction_id" not in row and _uuid(row.get("account_id")) in self.accounts.values()
        )

    def truth(self) -> dict[UUID | None, dict[str, Any]]:
        """Return all transactions as they are."""
        rows = self.ledger.rows("list_transactions", limit=1000)
        return {row.transaction_id: row._asdict() for row in rows}


def faults(stage: Stage, who: str, rows: Shown) -> Iterator[str]:
    """Yield what one of the people is shown and should not be, or the other way round.

    Entries within a transaction are looked at too. Nothing is said of a row with no
    transaction on file.
    """
    truth = stage.truth()
    owners: dict[UUID | None, int] = {
        account: stage.people[name] for name, account in stage.accounts.items()
    }
    if who == ROBOT:
        owners[stage.accounts["payee"]] = stage.people[ROBOT]
    reader, sees_all = stage.people[who], who in STAFF
    for row in rows:
        actual = truth.get(_uuid(row.get("transaction_id")))
        if actual is not None:
            for name in PRIVATE:
                is_open = sees_all or actual["asked_by"] == reader
                expected = actual[name] if is_open else None
                if name in row and row[name] != expected:
                    yield f"{name} is {row[name]}"
        for account, members in SIDES.items():
            owner = owners.get(_uuid(row.get(account)))
            is_open = sees_all or owner == reader
            is_moved = row.get("status") != "FAILED" and owner is not None
            for name in members:
                if name in row and is_moved and (row[name] is not None) != is_open:
                    yield f"{name} is {row[name]}"
        legs = zip(
            row.get("leg_account_ids") or (), row.get("leg_account_versions") or (), strict=False
        )
        for account, version in legs:
            yield from faults(stage, who, [{"account_id": account, "account_version": version}])
        yield from faults(stage, who, row.get("entries") or [])


def _uuid(value: object) -> UUID | None:
    return UUID(str(value)) if value is not None else None
