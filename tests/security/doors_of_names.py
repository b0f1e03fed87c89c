"""Every door by which somebody names something: each gives its verdict on a name.

A verdict is ``kept`` and the name as it is kept, or the code of the refusal.
"""

from __future__ import annotations

import csv
import itertools
import re
from typing import TYPE_CHECKING, Any, cast

import psycopg
from click.testing import CliRunner
from psycopg.types.json import Jsonb

from tests.importer.conftest import importing
from tests.importer.journals import HEADER
from tests.security.acting import as_actor
from webapp.cli import command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from werkzeug.test import TestResponse

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

ACCOUNTS: tuple[str, ...] = ("account_code", "kind", "currency")
JOURNAL = tuple(HEADER.split(","))
_numbers = itertools.count(1)


class Doors:
    """Everybody who can name something, in one database."""

    def __init__(
        self, ledger: LedgerCalls, database: Database, people: dict[str, Caller], folder: Path
    ) -> None:
        """Open what the calls need."""
        self.ledger = ledger
        self.database = database
        self.people = people
        self.folder = folder
        self.user = ledger.call("create_user", username="nemo").user_id
        self.accounts = [
            ledger.account(None, "EUR", user_id=self.user, min_balance=-1000).account_id
            for _ in range(2)
        ]

    def of(self, kind: str) -> dict[str, Callable[[str], str]]:
        """Return the doors by which a kind of name comes in, by their names."""
        prefix = f"_{kind.replace(' ', '_')}_by_"
        return {
            door.removeprefix(prefix): getattr(self, door)
            for door in dir(self)
            if door.startswith(prefix)
        }

    def _sql(self, read: str, function: str, **arguments: object) -> str:
        try:
            row = self.ledger.rows(function, **arguments)[0]
        except psycopg.Error as error:
            return error.sqlstate or "lost"
        return f"kept {getattr(row, read)}"

    def _fresh(self) -> UUID:
        return cast("UUID", self.ledger.account(None, "EUR", user_id=self.user).account_id)

    def _code_by_open_account(self, name: str) -> str:
        return self._sql("code", "open_account", currency="EUR", code=name)

    def _code_by_open_accounts(self, name: str) -> str:
        try:
            rows = self.ledger.connection.execute(
                "SELECT code FROM ledger.open_accounts(ARRAY[ROW('EUR', NULL, 'liability', %s,"
                " NULL, NULL, NULL, NULL, NULL)::ledger.account_request])",
                (name,),
            ).fetchall()
        except psycopg.Error as error:
            return error.sqlstate or "lost"
        return f"kept {rows[0][0]}"

    def _code_by_open_accounts_json(self, name: str) -> str:
        accounts = Jsonb([{"currency": "EUR", "code": name}])
        return self._sql("code", "open_accounts_json", accounts=accounts)

    def _code_by_rename_account(self, name: str) -> str:
        return self._sql("code", "rename_account", account_id=self._fresh(), code=name)

    def _code_by_update_account(self, name: str) -> str:
        return self._sql("code", "update_account", account_id=self._fresh(), code=name)

    def _code_by_rest(self, name: str) -> str:
        body = {"currency": "EUR", "code": name}
        return _told(self.people["operator"].post("/v1/accounts", body), "code")

    def _code_by_rest_of_a_customer(self, name: str) -> str:
        body = {"currency": "EUR", "code": name}
        told = _told(self.people["customer"].post("/v1/accounts", body), "code")
        return re.sub("~[0-9]+/", "", told)

    def _code_by_rest_changes(self, name: str) -> str:
        path = f"/v1/accounts/{self._fresh()}"
        return _told(self.people["operator"].send("PATCH", path, {"code": name}), "code")

    def _code_by_import(self, name: str) -> str:
        told = self._import(ACCOUNTS, (name, "income", "EUR"))
        if told is not None:
            return told
        return f"kept {self.ledger.call('find_account', code=name.strip()).code}"

    def _username_by_create_user(self, name: str) -> str:
        return self._sql("username", "create_user", username=name)

    def _username_by_command(self, name: str) -> str:
        done = CliRunner().invoke(command, ["user", "add", "--json", "--", name])
        if done.exception is not None:
            return str(done.exception)[:5]
        return f"kept {self.ledger.call('find_user', username=name).username}"

    def _username_by_import(self, name: str) -> str:
        row = (f"user-{next(_numbers)}", "liability", "EUR", name)
        told = self._import((*ACCOUNTS, "user"), row)
        return told or f"kept {self.ledger.call('find_user', username=name.strip()).username}"

    def _path_by_create_category(self, name: str) -> str:
        return self._sql("path", "create_category", path=name)

    def _path_by_move_category(self, name: str) -> str:
        path = self.ledger.call("create_category", path=f"p-{next(_numbers)}").path
        return self._sql("path", "move_category", path=path, new_path=name)

    def _path_by_rest(self, name: str) -> str:
        return _told(self.people["operator"].post("/v1/categories", {"path": name}), "path")

    def _path_by_rest_moves(self, name: str) -> str:
        path = self.ledger.call("create_category", path=f"p-{next(_numbers)}").path
        body = {"path": path, "new_path": name}
        return _told(self.people["operator"].post("/v1/categories/move", body), "path")

    def _transfer(self, name: str) -> dict[str, Any]:
        one, two = (str(account) for account in self.accounts)
        return {
            "from_account_id": one,
            "to_account_id": two,
            "amount": "1",
            "idempotency_key": name,
        }

    def _key_by_post_transfer(self, name: str) -> str:
        return self._sql("idempotency_key", "post_transfer", **self._transfer(name))

    def _key_by_post_transfers(self, name: str) -> str:
        return self._batch(name, lambda: self.ledger.post(self._transfer(name)))

    def _key_by_post_transfers_json(self, name: str) -> str:
        items = Jsonb([self._transfer(name)])
        return self._batch(name, lambda: self.ledger.rows("post_transfers_json", transfers=items))

    def _key_by_rest_batch(self, name: str) -> str:
        response = self.people["operator"].post(
            "/v1/transfers/batch", {"transfers": [self._transfer(name)]}
        )
        return f"kept {name}" if response.status_code < 400 else _told(response, "")

    def _batch(self, name: str, post: Callable[[], list[Row]]) -> str:
        try:
            item = post()[0]
        except psycopg.Error as error:
            return error.sqlstate or "lost"
        return item.failure_code or f"kept {name}"

    def _key_by_open_account(self, name: str) -> str:
        told = self._sql("status", "open_account", currency="EUR", idempotency_key=name)
        return told.replace("kept ACTIVE", f"kept {name}")

    def _key_by_hold_funds(self, name: str) -> str:
        account = self.accounts[0]
        told = self._sql("status", "hold_funds", account_id=account, amount=1, idempotency_key=name)
        return told.replace("kept OPEN", f"kept {name}")

    def _key_by_import(self, name: str) -> str:
        codes = [self.ledger.call("get_account", account_id=a).code for a in self.accounts]
        row = (name, "1993-01-01", *codes, "1.00", "EUR", "x")
        return self._import(JOURNAL, row) or f"kept {name.strip()}"

    def _identity(self, field: str, name: str) -> str:
        identity = {"issuer": f"i-{next(_numbers)}", "subject": "s", field: name}
        told = self._sql("status", "link_identity", user_id=self.user, **identity)
        return told.replace("kept ACTIVE", f"kept {name}")

    def _issuer_by_link_identity(self, name: str) -> str:
        return self._identity("issuer", name)

    def _issuer_by_command(self, name: str) -> str:
        done = CliRunner().invoke(command, ["user", "link", "--", "nemo", name, "sub"])
        return f"kept {name}" if done.exception is None else str(done.exception)[:5]

    def _subject_by_link_identity(self, name: str) -> str:
        return self._identity("subject", name)

    def _subject_by_command(self, name: str) -> str:
        issuer = f"i-{next(_numbers)}"
        done = CliRunner().invoke(command, ["user", "link", "--", "nemo", issuer, name])
        return f"kept {name}" if done.exception is None else str(done.exception)[:5]

    def _token_id_by_end_session(self, name: str) -> str:
        token = name.replace("'", "''")
        arguments = f"p_session_id => NULL, p_token_id => '{token}', p_expires_at => '2099-01-01'"
        try:
            with self.database.connect("ledger_web") as web:
                as_actor(web, self.user, "customer", "end_session", arguments)
        except psycopg.Error as error:
            return error.sqlstate or "lost"
        return f"kept {name}"

    def _permission_by_grant_permission(self, name: str) -> str:
        told = self._sql("role", "grant_permission", role="service", permission=name)
        return told.replace("kept service", f"kept {name}")

    def _asset_by_add_asset(self, name: str) -> str:
        return self._sql("currency", "add_asset", currency=name, minor_units=2, name="An asset")

    def _asset_by_rest(self, name: str) -> str:
        body = {"currency": name, "minor_units": 2, "name": "An asset"}
        return _told(self.people["administrator"].post("/v1/assets", body), "currency")

    def _import(self, header: tuple[str, ...], row: tuple[str, ...]) -> str | None:
        journal, accounts = self.folder / "journal.csv", self.folder / "accounts.csv"
        lines = {journal: [JOURNAL], accounts: [ACCOUNTS]}
        lines[journal if header == JOURNAL else accounts] = [header, row]
        for path, content in lines.items():
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(content)
        run = importing(lambda: self.database.connect("ledger_dba"))
        refused = run(journal, accounts).refusals.first
        return refused[0].code if refused else None


def _told(response: TestResponse, read: str) -> str:
    document = response.get_json()
    if response.status_code < 400:
        return f"kept {document[read]}"
    # The shape of a body, which says as much before the ledger is asked.
    return "LG109" if document["code"] == "WEB102" else str(document["code"])
