"""Every door by which an idempotency key comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.types.json import Jsonb

from zerosum_client.keys import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.ledger_calls import Row

from tests.security.doors import JOURNAL, Desk, verdict_of


class KeyDoors(Desk):
    """By name, as in tests.security.doors_of_names."""

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

    def _key_by_rest(self, name: str) -> str:
        body = self._transfer(name)
        del body["idempotency_key"]
        response = self.people["operator"].post("/v1/transfers", body, key=written(name))
        return verdict_of(response, "idempotency_key")

    def _key_by_rest_of_a_transaction(self, name: str) -> str:
        one, two = (str(account) for account in self.accounts)
        entries = [
            {"account_id": one, "entry_type": "DEBIT", "amount": "1"},
            {"account_id": two, "entry_type": "CREDIT", "amount": "1"},
        ]
        response = self.people["operator"].post(
            "/v1/transactions", {"entries": entries}, key=written(name)
        )
        return verdict_of(response, "idempotency_key")

    def _key_by_rest_of_an_account(self, name: str) -> str:
        body = {"currency": "EUR"}
        told = verdict_of(
            self.people["operator"].post("/v1/accounts", body, key=written(name)), "status"
        )
        return told.replace("kept ACTIVE", f"kept {name}")

    def _key_by_rest_of_a_hold(self, name: str) -> str:
        body = {"account_id": str(self.accounts[0]), "amount": "1"}
        told = verdict_of(
            self.people["operator"].post("/v1/holds", body, key=written(name)), "status"
        )
        return told.replace("kept OPEN", f"kept {name}")

    def _key_by_rest_batch(self, name: str) -> str:
        response = self.people["operator"].post(
            "/v1/transfers/batch", {"transfers": [self._transfer(name)]}
        )
        if response.status_code >= 400:
            return verdict_of(response, "")
        (result,) = response.get_json()["results"]
        return result["failure_code"] or f"kept {result['transaction']['idempotency_key']}"

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
