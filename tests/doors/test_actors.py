"""What somebody may not do is refused at every door alike, and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.doors.inputs import POSTED
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.doors.doors import Doors
    from tests.support.callers import Caller

    Make = Callable[[str, int], Caller]


class Attempt(NamedTuple):
    """Who asks for what, and what every door says; HTTP knows some people before it asks."""

    who: str
    changes: dict[str, Any]
    code: str
    detail: dict[str, Any] | None = None
    over_http: str | None = None


def _reserved(kind: str) -> dict[str, Any]:
    return {"transaction_type": kind, "permission": f"post_{kind}"}


ATTEMPTS = {
    "of his own": Attempt("nemo", {}, POSTED),
    "of an auditor": Attempt("auditor", {}, "LG206", {"role": "auditor", "permission": "post"}),
    "of a suspended user": Attempt("suspended", {}, "LG260", over_http="WEB201"),
    "of nobody": Attempt("nobody", {}, "LG260", over_http="WEB201"),
    "from another's account": Attempt("other", {}, "LG001"),
    "as a withdrawal": Attempt(
        "nemo", {"transaction_type": "withdrawal"}, "LG290", _reserved("withdrawal")
    ),
    "as a fee": Attempt("nemo", {"transaction_type": "fee"}, "LG290", _reserved("fee")),
    "as a capture": Attempt("nemo", {"transaction_type": "capture"}, "LG290", _reserved("capture")),
    "to the outside": Attempt(
        "nemo", {"to_account_id": "outside"}, "LG290", _reserved("withdrawal")
    ),
    "of staff to the outside": Attempt("operator", {"to_account_id": "outside"}, POSTED),
    "of staff as a fee": Attempt("operator", {"transaction_type": "fee"}, POSTED),
}


@pytest.fixture
def people(doors: Doors) -> dict[str, tuple[int, str]]:
    """Return everybody: a user id, and a role."""
    world = doors.world
    found = {"nemo": (world.user_id, "customer"), "nobody": (4096 * 999, "operator")}
    for name, role in (
        ("auditor", "auditor"),
        ("suspended", "operator"),
        ("other", "customer"),
        ("operator", "operator"),
    ):
        user = world.ledger.call("create_user", username=f"door-{name}", role=role)
        found[name] = (user.user_id, role)
    world.ledger.call("set_user_status", user_id=found["suspended"][0], status="SUSPENDED")
    outside = world.ledger.call("find_account", code="world:EUR")
    world.ids["outside"] = outside.account_id
    return found


def disagreements(
    doors: Doors, people: dict[str, tuple[int, str]], caller: Make, named: str
) -> list[str]:
    """Return what each door says or leaves that is not as the attempt has it."""
    attempt, found = ATTEMPTS[named], []
    user_id, role = people[attempt.who]
    row = f"ROW({user_id}, '{role}', '203.0.113.7', 'agent', 'request-1', NULL)::ledger.actor"
    with doors.database.connect("ledger_web") as web:
        mine = doors.of(row, caller(role, user_id), web)
        # The neighbours in a batch repeat this one.
        mine.all()[0].ask(doors.world.item(idempotency_key="first", amount="1.00"))
        for number, door in enumerate(mine.with_actors()):
            key = f"{named}-{number}".replace(" ", "-")
            item = doors.world.item(idempotency_key=key, **attempt.changes)
            before = doors.world.traces()
            verdict = door.ask(item)
            is_http = door.name.startswith("rest")
            code = (attempt.over_http if is_http else None) or attempt.code
            told = verdict.detail or {}
            if verdict.code != code or any(
                told.get(k) != v for k, v in (attempt.detail or {}).items()
            ):
                found.append(f"{door.name}: {verdict.code} {verdict.detail}")
            elif code != POSTED and doors.world.traces() != before:
                found.append(f"{door.name} left {doors.world.traces()} of {before}")
    return found


@pytest.mark.parametrize("named", ATTEMPTS)
def test_every_door_knows_who_asks(
    doors: Doors, people: dict[str, tuple[int, str]], caller: Make, named: str
) -> None:
    """One attempt, every door."""
    assert disagreements(doors, people, caller, named) == []


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("named", "function", "whole", "planted"),
    [
        ("as a fee", "reserved_type", "p_transaction_type <> ALL (v_open)", "false"),
        ("to the outside", "is_outside", "p_user_id = 0 AND p_account_class = 'asset'", "false"),
    ],
)
def test_a_door_that_does_not_ask_is_noticed(
    doors: Doors,
    people: dict[str, tuple[int, str]],
    caller: Make,
    *,
    named: str,
    function: str,
    whole: str,
    planted: str,
) -> None:
    """The attempts go through without the rule."""
    with doors.database.connect() as owner:
        rewrite(owner, f"ledger_private.{function}", whole, planted)
    assert disagreements(doors, people, caller, named)
