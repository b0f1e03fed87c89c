"""Placing holds, settling and releasing them, and reading them."""

import json
from typing import Any

from webapp.access.actor import Actor
from webapp.calling import REPLAYED, row_of, select
from webapp.db import Database
from webapp.holds.bodies import HoldBody, HoldsQuery
from webapp.holds.rows import Hold, HoldEvent, PlacedHold
from webapp.shapes.base import Body
from webapp.transactions.rows import PostedTransaction, Transaction


def _call(row: type[Any], function: str, *names: str, after: str = "") -> str:
    """Write a call that names its arguments, the actor last."""
    named = ", ".join(f"p_{name} => %({name})s" for name in (*names, "actor"))
    return select(row, f"ledger.{function}({named}){after}")


def _values(body: Body, key: str, actor: Actor | None, **more: str) -> dict[str, str | None]:
    """Write a body as text; an object becomes JSON, a boolean its word."""
    values = {
        name: json.dumps(value) if isinstance(value, dict | bool) else value
        for name, value in body.model_dump(mode="json").items()
    }
    return {**values, **more, "idempotency_key": key, "actor": row_of(actor)}


_HOLD_FUNDS = _call(
    PlacedHold, "hold_funds", *HoldBody.model_fields, "idempotency_key", after=REPLAYED
)


def hold_funds(database: Database, body: HoldBody, *, key: str, actor: Actor | None) -> PlacedHold:
    """Set money aside and return the hold."""
    return database.fetch_one(PlacedHold, _HOLD_FUNDS, _values(body, key, actor))


_CAPTURE_HOLD = _call(
    PostedTransaction,
    "capture_hold",
    *("hold_id", "amount", "is_final", "to_account_id", "description", "metadata"),
    "idempotency_key",
    after=REPLAYED,
)


def capture_hold(
    database: Database, hold_id: str, body: Body, *, key: str, actor: Actor | None
) -> PostedTransaction:
    """Post a hold or a part of it, and return the transaction."""
    return database.fetch_one(
        PostedTransaction, _CAPTURE_HOLD, _values(body, key, actor, hold_id=hold_id)
    )


_INCREMENT_HOLD = _call(Hold, "increment_hold", "hold_id", "amount", "idempotency_key")
_EXTEND_HOLD = _call(Hold, "extend_hold", "hold_id", "expires_at", "idempotency_key")
_RELEASE_HOLD = _call(Hold, "release_hold", "hold_id", "amount", "idempotency_key")


def increment_hold(
    database: Database, hold_id: str, body: Body, *, key: str, actor: Actor | None
) -> Hold:
    """Set more aside under a hold, and return it."""
    return database.fetch_one(Hold, _INCREMENT_HOLD, _values(body, key, actor, hold_id=hold_id))


def extend_hold(
    database: Database, hold_id: str, body: Body, *, key: str, actor: Actor | None
) -> Hold:
    """Give a hold more time, and return it."""
    return database.fetch_one(Hold, _EXTEND_HOLD, _values(body, key, actor, hold_id=hold_id))


def release_hold(
    database: Database, hold_id: str, body: Body, *, key: str, actor: Actor | None
) -> Hold:
    """Give back what a hold keeps or a part of it, and return the hold."""
    return database.fetch_one(Hold, _RELEASE_HOLD, _values(body, key, actor, hold_id=hold_id))


_CAPTURE_GROUP = _call(
    Transaction, "capture_group", "group_id", "description", "metadata", "idempotency_key"
)
_RELEASE_GROUP = _call(Hold, "release_group", "group_id", "idempotency_key")


def capture_group(
    database: Database, group_id: str, body: Body, *, key: str, actor: Actor | None
) -> list[Transaction]:
    """Post the holds of a group together, and return every capture of it."""
    return database.fetch_all(
        Transaction, _CAPTURE_GROUP, _values(body, key, actor, group_id=group_id)
    )


def release_group(
    database: Database, group_id: str, body: Body, *, key: str, actor: Actor | None
) -> list[Hold]:
    """Release the holds of a group together, and return them."""
    return database.fetch_all(Hold, _RELEASE_GROUP, _values(body, key, actor, group_id=group_id))


_GET_HOLD = _call(Hold, "get_hold", "hold_id")


def get_hold(database: Database, hold_id: str, *, actor: Actor | None) -> Hold:
    """Return a hold."""
    return database.fetch_one(Hold, _GET_HOLD, {"hold_id": hold_id, "actor": row_of(actor)})


_LIST_HOLDS = _call(Hold, "list_holds", "account_id", "status", "group_id", "after", "limit")


def list_holds(
    database: Database, query: HoldsQuery, *, after: str | None, limit: int, actor: Actor | None
) -> list[Hold]:
    """Return holds in the order of their ids, from after one on."""
    return database.fetch_all(
        Hold,
        _LIST_HOLDS,
        {
            "account_id": str(query.account_id) if query.account_id else None,
            "status": query.status,
            "group_id": str(query.group_id) if query.group_id else None,
            "after": after,
            "limit": str(limit),
            "actor": row_of(actor),
        },
    )


_LIST_HOLD_EVENTS = _call(HoldEvent, "list_hold_events", "hold_id", "after", "limit")


def list_hold_events(
    database: Database, hold_id: str, *, after: str | None, limit: int, actor: Actor | None
) -> list[HoldEvent]:
    """Return the steps of a hold, oldest first, from after a number on."""
    return database.fetch_all(
        HoldEvent,
        _LIST_HOLD_EVENTS,
        {"hold_id": hold_id, "after": after, "limit": str(limit), "actor": row_of(actor)},
    )
