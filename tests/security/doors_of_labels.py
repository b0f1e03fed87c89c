"""Every door by which comes in what a thing is called, for people to read."""

from __future__ import annotations

from click.testing import CliRunner
from psycopg.types.json import Jsonb

from tests.security.doors import Desk, numbers, verdict_of
from webapp.cli import command


class LabelDoors(Desk):
    """By name, as in tests.security.doors_of_names."""

    def _name_by_create_api_key(self, name: str) -> str:
        told = self._sql("prefix", "create_api_key", user_id=self.user, name=name)
        return self._newest_api_key() if told.startswith("kept") else told

    def _name_by_rest_of_an_api_key(self, name: str) -> str:
        body = {"user_id": str(self.user), "name": name}
        response = self.people["administrator"].post("/v1/api-keys", body)
        return self._newest_api_key() if response.status_code < 400 else verdict_of(response, "")

    def _name_by_command_of_an_api_key(self, name: str) -> str:
        done = CliRunner().invoke(command, ["api-key", "add", "nemo", "--name", name])
        return self._newest_api_key() if done.exception is None else str(done.exception)[:5]

    def _newest_api_key(self) -> str:
        keys = self.ledger.rows("list_api_keys", user_id=self.user)
        return f"kept {max(keys, key=lambda key: key.created_at).name}"

    def _name_by_open_account(self, name: str) -> str:
        return self._sql("name", "open_account", currency="EUR", name=name)

    def _name_by_open_accounts_json(self, name: str) -> str:
        accounts = Jsonb([{"currency": "EUR", "name": name}])
        return self._sql("name", "open_accounts_json", accounts=accounts)

    def _name_by_update_account(self, name: str) -> str:
        return self._sql("name", "update_account", account_id=self._fresh(), name=name)

    def _name_by_rest_of_an_account(self, name: str) -> str:
        body = {"currency": "EUR", "name": name}
        return verdict_of(self.people["customer"].post("/v1/accounts", body), "name")

    def _name_by_rest_changes(self, name: str) -> str:
        path = f"/v1/accounts/{self._fresh()}"
        return verdict_of(self.people["operator"].send("PATCH", path, {"name": name}), "name")

    def _name_by_create_user(self, name: str) -> str:
        username = f"named-{next(numbers)}"
        return self._sql("display_name", "create_user", username=username, display_name=name)

    def _name_by_add_asset(self, name: str) -> str:
        code = f"N{next(numbers)}"
        return self._sql("name", "add_asset", currency=code, minor_units=2, name=name)

    def _name_by_rest_of_an_asset(self, name: str) -> str:
        body = {"currency": f"N{next(numbers)}", "minor_units": 2, "name": name}
        return verdict_of(self.people["administrator"].post("/v1/assets", body), "name")
