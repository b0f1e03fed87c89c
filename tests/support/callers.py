"""People who talk to the application over HTTP, and the shape of its refusals."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import Row

_keys = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone with a token."""

    client: FlaskClient
    token: str

    def get(self, path: str, **headers: str) -> TestResponse:
        """Send a GET."""
        return self.client.get(path, headers=self._headers(headers))

    def post(self, path: str, body: object, *, key: str | None = None) -> TestResponse:
        """Send a POST of JSON under a key, a new one when none is given."""
        headers = self._headers({"Idempotency-Key": key or f"key-{next(_keys)}"})
        return self.client.post(path, json=body, headers=headers)

    def send(self, method: str, path: str, body: object = None) -> TestResponse:
        """Send JSON with any method, without a key."""
        return self.client.open(path, method=method, json=body, headers=self._headers({}))

    def transfer(
        self, source: Row, target: Row, amount: str, *, key: str | None = None, **more: object
    ) -> TestResponse:
        """Post one transfer."""
        body = {
            "from_account_id": str(source.account_id),
            "to_account_id": str(target.account_id),
            "amount": amount,
            **more,
        }
        return self.post("/v1/transfers", body, key=key)

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **headers}


def code_of(response: TestResponse) -> tuple[int, Any]:
    """Return the status and code of a problem, and check that it is a whole document."""
    assert response.mimetype == "application/problem+json", response.get_data(as_text=True)
    document = response.get_json()
    assert document["status"] == response.status_code
    assert document["request_id"] == response.headers["X-Request-ID"]
    assert document["type"] == f"/docs/errors/{document['code']}"
    assert {"title", "detail"} <= document.keys()
    return response.status_code, document["code"]
