"""Know the accounts a journal speaks of, by code: opened from a list, or found in the ledger."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from webapp.importer import calls
from webapp.importer.accounts import HOUSE, AccountRow
from webapp.importer.calls import OpenedAccount
from webapp.importer.connection import Session
from webapp.importer.faults import divide, is_caused_by_a_row
from webapp.importer.refusals import Refusal, from_database

# Codes known not to exist are remembered so that a run of bad rows asks once; forgotten when they
# grow too many.
_ABSENT_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """An account's id, its code and its class."""

    account_id: UUID
    code: str
    account_class: str

    @property
    def is_liability(self) -> bool:
        """Tell whether it is a customer's."""
        return self.account_class == "liability"

    @property
    def grows_with_debits(self) -> bool:
        """Tell whether what comes in is a debit: the account is what the house has, or spends."""
        return self.account_class in {"asset", "expense"}


@dataclass(slots=True)
class Opening:
    """How many accounts of a list are new, and how many were open before."""

    opened: int = 0
    already_open: int = 0


@dataclass(slots=True)
class Directory:
    """Accounts by code: holds every account met, and nothing that grows with the journal."""

    session: Session
    started_at: datetime
    opening: Opening = field(default_factory=Opening)
    _known: dict[str, Known] = field(default_factory=dict)
    _absent: set[str] = field(default_factory=set)
    _refused: dict[str, int] = field(default_factory=dict)

    def open(self, rows: Sequence[AccountRow], *, file: str) -> list[Refusal]:
        """Open accounts that are not open yet, and return the refusals in the order of the rows."""
        refusals: list[Refusal] = []
        owned: list[tuple[AccountRow, int]] = []
        owners = self._owners(row.username for row in rows if row.username is not None)
        for row in rows:
            owner = HOUSE if row.username is None else owners[row.username]
            if isinstance(owner, int):
                owned.append((row, owner))
            else:
                refusals.append(from_database(owner, file=file, line=row.line, reference=row.code))
        for (row, _), answer in divide(owned, self._open):
            if isinstance(answer, psycopg.Error):
                refusals.append(from_database(answer, file=file, line=row.line, reference=row.code))
            else:
                self._keep(row.code, answer)
        for refusal in refusals:
            self.block(refusal)
        return sorted(refusals, key=lambda refusal: refusal.line)

    def block(self, refusal: Refusal) -> None:
        """Let no row use the account of a refused line: what it was meant to be is not known."""
        if refusal.reference:
            self._refused.setdefault(refusal.reference, refusal.line)

    def refused_line(self, code: str) -> int | None:
        """Return the line of the list of accounts that was refused for this code, if one was."""
        return self._refused.get(code)

    def learn(self, codes: Iterable[str]) -> None:
        """Ask the ledger for the accounts not met before, all at once."""
        fresh = [
            code
            for code in dict.fromkeys(codes)
            if code not in self._known and code not in self._absent and code not in self._refused
        ]
        if len(self._absent) + len(fresh) > _ABSENT_LIMIT:
            self._absent.clear()
        for code, answer in divide(fresh, self._find):
            if isinstance(answer, psycopg.Error):
                self._absent.add(code)
            else:
                self._remember(code, answer)

    def find(self, code: str) -> Known | None:
        """Return an account that was opened or learnt by its code."""
        return self._known.get(code)

    def _find(self, codes: Sequence[str]) -> list[OpenedAccount]:
        return self.session.run(lambda connection: calls.find_accounts(connection, codes))

    def _open(self, owned: Sequence[tuple[AccountRow, int]]) -> list[OpenedAccount]:
        return self.session.run(lambda connection: calls.open_accounts(connection, owned))

    def _owners(self, usernames: Iterable[str]) -> dict[str, int | psycopg.Error]:
        """Return the id of each user, making those that do not exist, or the error it causes."""
        names = list(dict.fromkeys(usernames))
        if not names:
            return {}
        # All of a batch are new at the first run and known at the next; only where a run was broken
        # off, or where users are shared, is a batch of both kinds and worth asking one by one.
        for call in (calls.create_users, calls.find_users):
            try:
                return dict(zip(names, self._call(call, names), strict=True))
            except psycopg.Error as error:
                if not is_caused_by_a_row(error):
                    raise
        return {name: self._owner(name) for name in names}

    def _owner(self, name: str) -> int | psycopg.Error:
        try:
            return self._call(calls.create_users, [name])[0]
        except psycopg.Error as error:
            if error.sqlstate == "LG305":
                return self._call(calls.find_users, [name])[0]
            if not is_caused_by_a_row(error):
                raise
            return error

    def _call(
        self, call: Callable[[psycopg.Connection[Any], Sequence[str]], list[int]], names: list[str]
    ) -> list[int]:
        return self.session.run(lambda connection: call(connection, names))

    def _keep(self, code: str, account: OpenedAccount) -> None:
        if account.created_at >= self.started_at and code not in self._known:
            self.opening.opened += 1
        else:
            self.opening.already_open += 1
        self._remember(code, account)

    def _remember(self, code: str, account: OpenedAccount) -> Known:
        known = Known(account.account_id, code, account.account_class)
        self._known[code] = known
        return known
