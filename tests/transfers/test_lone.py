"""One transfer alone is answered and written alike by each way that posts one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import errors

from webapp.db import Database as Pool
from webapp.shapes.actor import Actor
from webapp.transfers import calls
from webapp.transfers.bodies import TransferItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls
    from webapp.transfers.results import TransferResult

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"datetime\.datetime\([^()]*(?:\([^()]*\))?[^()]*\)")
_KEPT = """
    SELECT t.status, t.failure_code, t.idempotency_key, t.amount, t.description, t.metadata,
           ARRAY(
               SELECT (l.action, l.user_role, l.database_user, l.ip_address, l.request_id)::text
               FROM ledger.audit_logs AS l WHERE l.transaction_id = t.transaction_id
               ORDER BY 1
           )
    FROM ledger.transactions AS t WHERE t.from_account_id = %s ORDER BY t.transaction_id
"""

_WAYS: dict[str, Callable[[Pool, TransferItem, Actor], list[TransferResult]]] = {
    "alone": lambda pool, item, actor: calls.post_transfers(
        pool, [item], atomic=False, actor=actor
    ),
    "an array of actors": lambda pool, item, actor: calls.post_gathered(pool, [item], [actor]),
    "one actor": lambda pool, item, actor: calls.post_gathered(pool, [item], (), actor=actor),
}

# What is not as usual: of the item, and of who asks.
_CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "plain": ({}, {}),
    "with everything": ({"description": "May", "metadata": {"a": [1]}, "expected_version": 1}, {}),
    "too little money": ({"amount": "500.00"}, {}),
    "another currency": ({"currency": "EUR"}, {}),
    "a stale version": ({"expected_version": 9}, {}),
    "narrowed to posting": ({}, {"scopes": ("post",)}),
    "for an operator": ({}, {"role": "operator"}),
    "narrowed to reading": ({}, {"scopes": ("read",)}),
    "an auditor": ({}, {"role": "auditor"}),
    "suspended": ({}, {"status": "SUSPENDED"}),
    "nobody": ({}, {"user_id": 4096}),
    "a role that is none": ({}, {"claimed": "king"}),
}


@pytest.fixture
def pool(database: Database) -> Iterator[Pool]:
    """Return the gateway's connections."""
    pool = Pool(database.url_as("ledger_web"), size=1, prepare_threshold=5)
    pool.open()
    yield pool
    pool.close()


@pytest.mark.parametrize("name", _CASES)
def test_the_ways_are_one(name: str, pool: Pool, ledger: LedgerCalls) -> None:
    """The answer and its repetition, what is written and audited, and the refusal."""
    item, who = _CASES[name]
    told = [_asked(way, item, who, pool=pool, ledger=ledger) for way in _WAYS]
    assert told[0] == told[1] == told[2]


def _asked(
    way: str, item: dict[str, Any], who: dict[str, Any], *, pool: Pool, ledger: LedgerCalls
) -> list[str]:
    """Let a new user ask twice; return all there is to see, without ids and moments."""
    role = who.get("role", "customer")
    user = ledger.call("create_user", username=way, role=role).user_id
    source = ledger.account(f"{way}: source", user_id=user)
    target = ledger.account(f"{way}: target")
    ledger.call("deposit", account_id=source.account_id, amount="100.00")
    if "status" in who:
        ledger.call("set_user_status", user_id=user, status=who["status"])
    actor = Actor(
        who.get("user_id", user), who.get("claimed", role), "192.0.2.1", "test", "r1",
        who.get("scopes"),
    )  # fmt: skip
    wanted = TransferItem(
        **{
            "idempotency_key": "k", "amount": "1.00",
            "from_account_id": source.account_id, "to_account_id": target.account_id, **item,
        }
    )  # fmt: skip
    told = []
    for _ in range(2):
        try:
            (found,) = _WAYS[way](pool, wanted, actor)
        except errors.Error as error:
            detail = json.loads(error.diag.message_detail or "{}")
            told.append(f"{error.sqlstate} {detail}")
            continue
        # A refusal that is not recorded is told in one way by an item, in another by an error.
        is_shown = found.failure_code is None or found.transaction_id is not None
        told.append(repr(found) if is_shown else f"{found.failure_code} {found.failure_detail}")
    told += map(repr, ledger.connection.execute(_KEPT, (source.account_id,)).fetchall())
    names = {str(source.account_id): "<source>", str(target.account_id): "<target>"}
    for own, name in names.items():
        told = [text.replace(own, name) for text in told]
    return [
        _MOMENT.sub("<moment>", _ID.sub("<id>", text)).replace(str(user), "<user>") for text in told
    ]
