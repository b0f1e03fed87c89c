"""A restricted API key moves, holds and reads what it is restricted to, at every door."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

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
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_NOBODY = "ROW(NULL, NULL, '203.0.113.7', 'agent', 'request-1', NULL)::ledger.actor"
_WRITES = {"write ledger_audit.transaction", "write ledger_private.hold"}
_numbers = itertools.count(1)

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


class Scene(NamedTuple):
    """A robot that may do everything a service may, and keys of it."""

    ledger: LedgerCalls
    web: psycopg.Connection[dict[str, Any]]
    owner: psycopg.Connection[Any]
    robot: int
    ids: dict[str, str]

    def key(self, **restrictions: object) -> str:
        """Make a key, and return the actor that a gateway makes of it."""
        made = self.ledger.call(
            "create_api_key", user_id=self.robot, name="key", **restrictions
        )
        return self.actor_of(made.secret)

    def actor_of(self, secret: str) -> str:
        """Return the actor whom a secret stands for, as SQL."""
        digest = hashlib.sha256(secret.encode()).digest()
        found = self.web.execute(
            f"SELECT i.* FROM ledger_gateway.check_api_key(%s, {_NOBODY}) AS i".encode(), (digest,)
        ).fetchone()
        assert found is not None
        scopes = "{" + ",".join(found["scopes"]) + "}"
        return (
            f"ROW({found['user_id']}, '{found['role']}', '203.0.113.7', 'agent', 'request-1',"
            f" '{scopes}')::ledger.actor"
        )

    def trail(self) -> list[Any]:
        """Return the audit trail, oldest first."""
        return self.ledger.connection.execute(
            "SELECT l.log_id, l.api_key_id FROM ledger.audit_logs AS l ORDER BY l.created_at"
        ).fetchall()

    def told(self, function: str, arguments: str, actor: str) -> str:
        """Return what a reading function answers, as text; empty when it refuses."""
        call = f"{function}({arguments.format_map(self.ids)}, p_actor => {actor})"
        try:
            rows = self.web.execute(f"SELECT r AS answer FROM {call} AS r".encode()).fetchall()
        except psycopg.DatabaseError as error:
            assert str(error.sqlstate).startswith("LG")
            return ""
        return ";".join(str(row["answer"]) for row in rows)

    def verdict(self, function: str, arguments: str, actor: str) -> tuple[str, dict[str, Any]]:
        """Call a function, and undo it; return the code and the values of its refusal."""
        is_procedure = function == "ledger.post_transfer_gathered"
        said = arguments.format(**self.ids, key=f"key-{next(_numbers)}")
        call = f"{function}({said}, p_actor => {actor})"
        try:
            if is_procedure:
                rows = self.web.execute(f"CALL {call}".encode()).fetchall()
            else:
                with self.web.transaction(force_rollback=True):
                    rows = self.web.execute(f"SELECT * FROM {call}".encode()).fetchall()
        except psycopg.DatabaseError as error:
            return str(error.sqlstate), _values(error)
        failed = next((row for row in rows if row.get("failure_code")), None)
        if failed is None:
            return "done", {}
        return failed["failure_code"], failed["failure_detail"]


def _values(error: psycopg.Error) -> dict[str, Any]:
    return dict(json.loads(error.diag.message_detail or "{}"))


@pytest.fixture
def scene(database: Database, ledger: LedgerCalls) -> Iterator[Scene]:
    """Give two accounts with money and holds, of which a key will reach one."""
    robot = ledger.call("create_user", username="robot", role="service").user_id
    ids = {}
    for name in ("own", "other", "payee", "apart"):
        ids[name] = str(ledger.account(name).account_id)
        ledger.call("deposit", account_id=ids[name], amount=1000)
    pay = {"from_account_id": ids["own"], "to_account_id": ids["other"], "amount": 10}
    ids["transaction"] = str(ledger.call("post_transfer", **pay).transaction_id)
    legs = ledger.connection.execute(
        "SELECT t.transaction_id FROM ledger.post_transaction(ARRAY[ledger.debit_leg(%s, 10),"
        " ledger.credit_leg(%s, 10)]) AS t",
        (ids["own"], ids["other"]),
    ).fetchone()
    assert legs is not None
    ids["legs"] = str(legs.transaction_id)
    hold = ledger.call(
        "hold_funds",
        account_id=ids["other"],
        amount=10,
        to_account_id=ids["payee"],
        expires_at="2098-01-01",
    )
    ids["hold"], ids["group"] = str(hold.hold_id), str(hold.group_id)
    apart = ids["apart"]
    pay = {"from_account_id": apart, "to_account_id": ids["payee"], "amount": 10}
    ids["paid"] = str(ledger.call("post_transfer", **pay).transaction_id)
    ledger.call("reverse_transaction", transaction_id=ids["paid"], amount=1)
    ids["set_aside"] = str(ledger.call("hold_funds", account_id=apart, amount=1).hold_id)
    limit = ledger.call("set_limit", maximum=5000, period="day", account_id=apart)
    ids["limit"] = str(limit.limit_id)
    friend = ledger.call("create_user", username="friend").user_id
    ledger.call("delegate_account", account_id=apart, user_id=friend, kind="viewer")
    with (
        database.connect("ledger_web", row_factory=dict_row) as web,
        database.connect() as owner,
    ):
        yield Scene(ledger, web, owner, robot, ids)


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
        if its != arguments and function not in {"ledger.list_reversals", "ledger.check_limits", *LISTS}:
            assert scene.told(function, its, key), function
    for function, arguments in LISTS.items():
        assert scene.ids["apart"] in scene.told(function, arguments, free), function
        assert scene.ids["apart"] not in scene.told(function, arguments, key), function
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
        scene.ledger.call(
            "set_account_category", account_id=scene.ids["other"], category=category
        )
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
    refused = set()
    for (permission,) in rows:
        try:
            scene.owner.execute(
                f"SELECT ledger_private.require_permission({actor}, %s)".encode(), (permission,)
            )
        except psycopg.DatabaseError as error:
            assert error.sqlstate == "LG206"
            refused.add(permission)
    assert {permission for (permission,) in rows} - refused == {"post", "read"}


def test_the_trail_names_the_key(scene: Scene) -> None:
    """On each way that writes, and it is part of the chain; without a key nothing is named."""
    key = scene.key()
    key_id = key.partition("key:")[2][:36]
    scene.ledger.call("update_account", account_id=scene.ids["other"], accumulates=True)
    for call in (
        "ledger.post_transfer('{own}', '{payee}', 1",
        "ledger.post_transfer('{own}', '{other}', 1",
        "ledger.post_transfers(ARRAY[ledger.transfer_item('{own}', '{payee}', 1)]",
        "ledger.post_transaction(ARRAY[ledger.debit_leg('{own}', 1),"
        " ledger.credit_leg('{payee}', 1)]",
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
