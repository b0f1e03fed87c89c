"""Every door by which somebody names something: each gives its verdict on a name.

A verdict is ``kept`` and the name as it is kept, or the code of the refusal.
"""

from __future__ import annotations

import re

import psycopg
from click.testing import CliRunner
from psycopg.types.json import Jsonb

from tests.security.acting import as_actor
from tests.security.doors import ACCOUNTS, numbers, verdict_of
from tests.security.doors_of_keys import KeyDoors
from tests.security.doors_of_labels import LabelDoors
from webapp.cli import command


class Doors(KeyDoors, LabelDoors):
    """All doors."""

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
        return verdict_of(self.people["operator"].post("/v1/accounts", body), "code")

    def _code_by_rest_of_a_customer(self, name: str) -> str:
        body = {"currency": "EUR", "code": name}
        told = verdict_of(self.people["customer"].post("/v1/accounts", body), "code")
        return re.sub("~[0-9]+/", "", told)

    def _code_by_rest_changes(self, name: str) -> str:
        path = f"/v1/accounts/{self._fresh()}"
        return verdict_of(self.people["operator"].send("PATCH", path, {"code": name}), "code")

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
        row = (f"user-{next(numbers)}", "liability", "EUR", name)
        told = self._import((*ACCOUNTS, "user"), row)
        return told or f"kept {self.ledger.call('find_user', username=name.strip()).username}"

    def _path_by_create_category(self, name: str) -> str:
        return self._sql("path", "create_category", path=name)

    def _path_by_move_category(self, name: str) -> str:
        path = self.ledger.call("create_category", path=f"p-{next(numbers)}").path
        return self._sql("path", "move_category", path=path, new_path=name)

    def _path_by_rest(self, name: str) -> str:
        return verdict_of(self.people["operator"].post("/v1/categories", {"path": name}), "path")

    def _path_by_rest_moves(self, name: str) -> str:
        path = self.ledger.call("create_category", path=f"p-{next(numbers)}").path
        body = {"path": path, "new_path": name}
        return verdict_of(self.people["operator"].post("/v1/categories/move", body), "path")

    def _identity(self, field: str, name: str) -> str:
        identity = {"issuer": f"i-{next(numbers)}", "subject": "s", field: name}
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
        issuer = f"i-{next(numbers)}"
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
        return verdict_of(self.people["administrator"].post("/v1/assets", body), "currency")
