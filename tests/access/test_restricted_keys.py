"""A restricted API key moves, holds and reads what it is restricted to, at every door."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg
import pytest

from tests.access.restricted import (
    LISTS,
    MONEY,
    OF_LEGS,
    READS,
    SABOTAGE,
    STEPS,
    WORDS,
    Money,
)
from tests.security.tampering import noticed, rewrite
from webapp.problems.raised import walk

if TYPE_CHECKING:
    from tests.access.keyed import Scene
    from tests.support.databases import Database

_OWN_LEGS = "ARRAY[ledger.debit_leg('{own}', 1), ledger.credit_leg('{payee}', 1)]"
pytest_plugins = ["tests.access.keyed"]

_WRITES = {"write ledger_audit.transaction", "write ledger_private.hold"}

_DOORS = """
    SELECT n.nspname || '.' || p.proname, p.prosrc
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('ledger', 'ledger_gateway')
        AND 'p_actor' = ANY (p.proargnames)
"""
_READS = re.compile(r"require_permission\([^;]*'read'")
# What no restricted key may ask for at all.
_MANAGES = re.compile(r"require_permission\([^;]*'(?!read'|post')(\w+)'")


def _attempts() -> list[tuple[str, Money]]:
    return [*MONEY.items(), ("ledger.reverse_transaction", OF_LEGS)]


def _wrong(scene: Scene) -> list[tuple[object, ...]]:
    """Return what a narrow key may do though it is restricted, and what a wide one may not."""
    narrow: dict[str, dict[str, Any]] = {
        "accounts": {"account_ids": [scene.ids["own"]]},
        "transaction_types": {"transaction_types": ["payroll"]},
        "maximum_amount": {"currency": "USD", "maximum_amount": 9},
    }
    wide = scene.key(
        account_ids=[scene.ids["own"], scene.ids["other"]],
        transaction_types=["transfer", "transaction", "capture", "reversal"],
        currency="USD",
        maximum_amount=1000,
    )
    wrong: list[tuple[object, ...]] = []
    keys = {name: scene.key(**given) for name, given in narrow.items()}
    for function, money in _attempts():
        for restriction, actor in keys.items():
            code, detail = scene.verdict(function, money.call, actor)
            expected = "done"
            if restriction in money.refused_by:
                expected = money.unseen if restriction == "accounts" else "LG263"
            if code != expected or (code == "LG263" and detail["restriction"] != restriction):
                wrong.append((function, restriction, code, detail))
        code, detail = scene.verdict(function, money.call, wide)
        if code != "done":
            wrong.append((function, "wide", code, detail))
    return wrong


def test_no_door_that_moves_or_holds_money_is_forgotten(scene: Scene) -> None:
    """Each public function whose source leads to such a row is attempted, or needs more rights."""
    doors = {
        name: source
        for name, source in scene.ledger.connection.execute(_DOORS.encode())
        if not _WRITES.isdisjoint(walk().reached([name]))
    }
    attempted = {*MONEY, *STEPS}
    assert {name for name in doors if not _MANAGES.search(doors[name])} - attempted == set()
    assert set(MONEY) - set(doors) == {"ledger.preview_transaction"}


def test_each_restriction_holds_at_every_door(scene: Scene) -> None:
    """What a wide key does, a narrow one is refused, and told why."""
    assert _wrong(scene) == []


@pytest.mark.tampered
@pytest.mark.parametrize(("function", "old", "new"), SABOTAGE, ids=str)
def test_without_a_check_money_moves(
    scene: Scene, database: Database, function: str, old: str, new: str
) -> None:
    """Each check is taken away, and the table of doors tells."""
    with database.connect() as owner:
        rewrite(owner, f"ledger_private.{function}", old, new)
    assert _wrong(scene) != []


def test_a_key_reads_what_it_reaches(scene: Scene) -> None:
    """Nothing of another account, wherever a reading function may tell of one."""
    key, free = scene.key(account_ids=[scene.ids["own"]]), scene.key()
    rows = scene.ledger.connection.execute(_DOORS.encode()).fetchall()
    reading = {name for name, source in rows if _READS.search(source)}
    assert reading - {*READS, *LISTS, *WORDS} == set()
    for function, arguments in READS.items():
        assert scene.told(function, arguments, free), function
        assert not scene.told(function, arguments, key), function
        its = arguments.replace("{apart}", "{own}").replace("{paid}", "{transaction}")
        if its != arguments and function not in {
            "ledger.list_reversals",
            "ledger.check_limits",
            *LISTS,
        }:
            assert scene.told(function, its, key), function
    for function, arguments in LISTS.items():
        apart = scene.ids["set_aside" if function == "ledger.list_hold_groups" else "apart"]
        assert apart in scene.told(function, arguments, free), function
        assert apart not in scene.told(function, arguments, key), function
    for function in ("ledger.list_accounts", "ledger.list_transactions"):
        assert scene.ids["own"] in scene.told(function, LISTS[function], key)


def test_a_key_is_restricted_to_categories_and_what_lies_below(scene: Scene) -> None:
    """By the category that an account is in when it is asked; beside accounts that are named."""
    for path in ("shops", "shops/food", "shopsmith"):
        scene.ledger.call("create_category", path=path)
    key = scene.key(category_paths=["shops"], account_ids=[scene.ids["payee"]])
    pay = "'{other}', '{payee}', 1"
    for category, code in (
        (None, "LG263"),
        ("shops", "done"),
        ("shops/food", "done"),
        ("shopsmith", "LG263"),
    ):
        scene.ledger.call("set_account_category", account_id=scene.ids["other"], category=category)
        assert scene.verdict("ledger.post_transfer", pay, key)[0] == code, category
    assert scene.verdict("ledger.post_transfer", "'{payee}', '{other}', 1", key)[0] == "done"


def test_a_key_is_restricted_to_a_currency(scene: Scene) -> None:
    """Said with what was asked and what is allowed."""
    key = scene.key(currency="EUR")
    code, detail = scene.verdict("ledger.post_transfer", "'{own}', '{payee}', 1", key)
    assert code == "LG263"
    assert (detail["restriction"], detail["currency"], detail["allowed"]) == (
        *("currency", "USD", "EUR"),
    )


def test_a_restricted_key_manages_nothing(scene: Scene) -> None:
    """Whatever its user may do: else it made itself another key."""
    admin = scene.ledger.call("create_user", username="ada", role="administrator").user_id
    scopes = "{key:01890000-0000-7000-8000-000000000000,key:restricted,key:all}"
    actor = f"ROW({admin}, 'administrator', NULL, 'agent', 'r', '{scopes}')::ledger.actor"
    rows = scene.ledger.connection.execute(
        "SELECT r.permission FROM ledger.role_permissions AS r WHERE r.role = 'administrator'"
    ).fetchall()
    refused: set[tuple[str, str | None]] = set()
    for (permission,) in rows:
        try:
            scene.owner.execute(
                f"SELECT ledger_private.require_permission({actor}, %s)".encode(), (permission,)
            )
        except psycopg.DatabaseError as error:
            refused.add((permission, error.sqlstate))
    managing = {permission for (permission,) in rows} - {"post", "read"}
    assert refused == {(permission, "LG206") for permission in managing}


def test_the_trail_names_the_key(scene: Scene) -> None:
    """On each way that writes, and it is part of the chain; without a key nothing is named."""
    key = scene.key()
    key_id = key.partition("key:")[2][:36]
    scene.ledger.call("update_account", account_id=scene.ids["other"], accumulates=True)
    for call in (
        "ledger.post_transfer('{own}', '{payee}', 1",
        "ledger.post_transfer('{own}', '{other}', 1",
        "ledger.post_transfers(ARRAY[ledger.transfer_item('{own}', '{payee}', 1)]",
        f"ledger.post_transaction({_OWN_LEGS}",
        "ledger.hold_funds('{own}', 1",
    ):
        before = scene.trail()
        done = f"SELECT * FROM {call.format(**scene.ids)}, p_actor => {key})"
        scene.web.execute(done.encode())
        new = scene.trail()[len(before) :]
        assert new, call
        assert {str(row.api_key_id) for row in new} == {key_id}, call
    assert {row.api_key_id for row in scene.trail()} == {None, UUID(key_id)}
    assert noticed(scene.owner) == {}
    with scene.owner.transaction(force_rollback=True):
        scene.owner.execute("ALTER TABLE ledger_audit.transaction DISABLE TRIGGER ALL")
        scene.owner.execute("UPDATE ledger_audit.transaction SET api_key_id = NULL")
        assert "audit_chain" in noticed(scene.owner)
