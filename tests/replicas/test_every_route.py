"""Every route that reads, asked of a real standby with a token and with an API key."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.access.asking import QUERIES
from tests.access.test_who_may import CUSTOMERS, OPERATIONS, STAFF, Town
from tests.replicas.pair import People, application
from tests.support.ledger_calls import LedgerCalls
from tests.support.waiting import wait_until
from webapp.identity.auth import issue_token
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask import Flask

    from tests.replicas.pair import Pair
    from webapp.config import Config

READS = sorted(n for n, o in OPERATIONS.items() if o.method == "GET" and not o.is_public)
# What a standby can't do: give positions, note who reads a person's data.
_OF_PRIMARY = {"events.index", "events.follow", "people.show"}


class Scene:
    """Objects of every kind, and who asks about them."""

    def __init__(self, app: Flask, pair: Pair, config: Config, ledger: LedgerCalls) -> None:
        """Make them on the primary, and wait until the standby has them."""
        self.app, self.client = app, app.test_client()
        roles = dict.fromkeys(CUSTOMERS, "customer") | {role: role for role in STAFF}
        users = {
            name: ledger.call("create_user", username=f"{name}", role=role).user_id
            for name, role in roles.items()
        }
        town = Town(self.client, config, ledger, users)
        self.ids = town.objects()
        self.ids |= {"case_id": town.case(self.ids["shop"])}
        self.operator = users["operator"]
        token = issue_token(config, self.operator, "operator", timedelta(minutes=30))
        bearer = {"Authorization": f"Bearer {token}"}
        for method, path, body in (
            ("PUT", f"/v1/users/{self.ids['user_id']}/person", {"name": "Ann"}),
            ("PUT", "/v1/fraud/rules/dear", RULE),
            ("POST", "/v1/api-keys", {"user_id": str(self.operator), "name": "own"}),
        ):
            answer = self.client.open(path, method=method, json=body, headers=bearer)
            assert answer.status_code < 300, answer.get_data(as_text=True)
        key = answer.get_json()["secret"]
        self.credentials = {"token": bearer, "API key": {"X-API-Key": key}}
        pair.catch_up()

    def counted(self) -> dict[tuple[str, str], float]:
        """Return how many reads were asked where."""
        return People.counted(self)  # type: ignore[arg-type]

    def ask(self, name: str, headers: Mapping[str, str], **query: str) -> tuple[int, str]:
        """Return the status and the text of what a route answers."""
        path = re.sub(r"<\w+:(\w+)>", lambda match: self.ids[match[1]], OPERATIONS[name].rule)
        asked = [QUERIES[name].format_map(self.ids)] if name in QUERIES else []
        asked += [f"{one}={value}" for one, value in query.items()]
        answer = self.client.get(f"{path}?{'&'.join(asked)}" if asked else path, headers=headers)
        return answer.status_code, answer.get_data(as_text=True)


RULE = {
    "feature": "amount",
    "comparison": ">=",
    "threshold": "500",
    "score": 1,
    "reason": "much",
}


@pytest.fixture(scope="module")
def scene(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Give the scene, which nothing changes."""
    keys = tmp_path_factory.mktemp("keys") / "keys"
    keys.write_text(new_line("index") + new_line("1"), encoding="ascii")
    settings = pair.environment | {
        "ZEROSUM_PERSONAL_KEYS": str(keys),
        "ZEROSUM_READ_WAIT": "10000",
    }
    with application(settings) as (app, config), pair.primary.connect("ledger_dba") as session:
        wait_until(lambda: app.extensions["replicas"].standby.states()["free"] > 0)
        yield Scene(app, pair, config, LedgerCalls(session))


@pytest.mark.parametrize("name", READS)
def test_a_route_is_answered_by_the_standby(scene: Scene, name: str) -> None:
    """By the token and the key alike; what no standby can do is asked of the primary."""
    place = ("primary", "route") if name in _OF_PRIMARY else ("standby", "reached")
    for proof, headers in scene.credentials.items():
        before = scene.counted()
        status, text = scene.ask(name, headers)
        assert status == 200, (name, proof, text)
        after = scene.counted()
        changed = {one for one, number in after.items() if number != before.get(one)}
        assert changed == {place}, (name, proof)


def test_lists_in_the_order_of_the_feed_are_asked_of_the_primary(scene: Scene) -> None:
    """Nothing has a position there before the primary gave it one."""
    before = scene.counted()
    status, text = scene.ask(
        "transactions.index", scene.credentials["token"], sort="created_at", limit="1"
    )
    assert status == 200, text
    assert scene.counted()["primary", "feed"] == before.get(("primary", "feed"), 0) + 1


def test_what_is_of_the_primary_is_declared() -> None:
    """And nothing else is: a route that could be asked of the standby takes the primary's time."""
    assert {n for n in READS if OPERATIONS[n].is_of_primary} == _OF_PRIMARY
