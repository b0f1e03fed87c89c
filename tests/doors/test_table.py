"""The same input at every door has the same verdict, and a refusal leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.inputs import INPUTS, POSTED
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from tests.doors.doors import Doors
    from tests.doors.inputs import Input
    from tests.doors.verdicts import Door, Verdict
    from tests.doors.world import World


def is_as_told(given: Input, door: Door, verdict: Verdict, world: World) -> bool:
    """Tell whether a verdict is that of the table, in the form of its door."""
    if verdict.code == "WEB102" and given.code < "LG2":
        asked = {"account_id" if "legs" in door.name else None, *given.changes}
        return verdict.detail is not None and bool(verdict.detail["members"] & asked)
    if door.name in given.elsewhere:
        return verdict.code == given.elsewhere[door.name]
    if verdict.code != given.code:
        return False
    told = given.of_legs if "legs" in door.name and given.of_legs else given.detail
    detail = verdict.detail
    # Where a file's reader refuses, its report has words for the person who mends the file.
    return detail is None or all(world.named(detail).get(name) == told[name] for name in told)


def disagreements(doors: Doors, given: Input) -> list[str]:
    """Return what each door says or leaves that is not as the table has it."""
    found = []
    world = doors.world
    for door in doors.all():
        if given.changes.keys() & door.lacks:
            continue
        key = f"{given.name}/{door.name}".replace(" ", "-")
        item = world.item(**{"idempotency_key": key, **given.changes})
        before, on_file = world.traces(), world.on_file()
        verdict = door.ask(item)
        if not is_as_told(given, door, verdict, world):
            found.append(f"{door.name}: {verdict.code} {verdict.detail}")
            continue
        if given.code == POSTED:
            continue
        if world.traces() != before:
            found.append(f"{door.name} left {world.traces()} of {before}")
        kept = world.on_file() - on_file
        if kept != (1 if given.is_on_file and door.keeps_refusals else 0):
            found.append(f"{door.name} has {kept} refusals on file")
    return found


def test_every_door_says_the_same(doors: Doors) -> None:
    """One input, every door: one code, one detail, and nothing written but the refusal itself."""
    found = [f"{g.name}: {what}" for g in INPUTS for what in disagreements(doors, g)]
    assert found == [], "\n".join(found)


def test_a_refused_request_posts_under_its_key_when_its_reason_has_passed(doors: Doors) -> None:
    """At every door: refused, again, then posted, once; another one under the key is not."""
    world, found = doors.world, []
    for number, door in enumerate(doors.all()):
        poor = world.open(f"poor-{number}")
        item = world.item(idempotency_key=f"later-{number}", from_account_id=f"poor-{number}")
        told = [door.ask(item).code, door.ask(item).code]
        world.ledger.call("deposit", account_id=poor, amount=10)
        told += [door.ask(item).code, door.ask(item).code, door.ask({**item, "amount": "1"}).code]
        balance = str(world.ledger.balance(poor))
        if (told, balance) != (["LG201", "LG201", POSTED, POSTED, "LG301"], "8.50"):
            found.append(f"{door.name}: {told} {balance}")
    assert found == []


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("function", "whole", "planted", "noticed"),
    [
        (
            "decide_transactions",
            "v_item.status = 'COMPLETED' AND p_limits",
            "false AND p_limits",
            "legs",
        ),
        ("give_keys_back", "IF NOT EXISTS", "IF EXISTS", "rest"),
        ("leg_refusal", "p_account.status = 'CLOSED'", "false", "import"),
    ],
)
def test_a_door_that_differs_is_noticed(
    doors: Doors, function: str, whole: str, planted: str, noticed: str
) -> None:
    """The table could fail: one engine forgets the limits, keys are kept, a rule is not asked."""
    with doors.database.connect() as owner:
        rewrite(owner, f"ledger_private.{function}", whole, planted)
    rules = [given for given in INPUTS if given.is_on_file]
    found = [what for given in rules for what in disagreements(doors, given)]
    assert any(what.startswith(noticed) for what in found)
