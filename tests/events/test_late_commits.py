"""Lists that ascend, with a transaction open in the middle: whoever goes on meets what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from psycopg import sql
from psycopg.rows import namedtuple_row

from tests.events.lists import MADE, RULES, Made, Side, endpoint
from tests.security.tampering import rewrite
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

    from tests.support.callers import Caller
    from tests.support.databases import Database

# After which row, and what could be seen when it was read.
_Place: TypeAlias = tuple[Any, "str | None"]

_LISTS = """
    SELECT p.pronamespace::regnamespace || '.' || p.proname AS name,
        'p_seen' = ANY (p.proargnames) AS goes_on
    FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN ('ledger', 'reporting')
        AND p.proretset
        AND (starts_with(p.proname, 'list_') OR p.proargnames @> '{p_limit}')
        AND NOT p.proname = ANY (%s)
"""
# They take so many of what is due, and go through nothing.
_TAKERS = ["expire_holds", "lease_webhook_endpoints", "next_webhook_messages", "verify_new"]


@pytest.fixture
def sides(database: Database) -> tuple[Side, Side]:
    """Return whose transaction stays open, and who goes on beside it."""
    with database.connect() as connection:
        ledger = LedgerCalls(connection)
        made = []
        for name in ("slow", "quick"):
            user_id = ledger.call("create_user", username=name).user_id
            account = ledger.account(f"{name}:1", user_id=user_id, min_balance="-Infinity")
            endpoint_id = endpoint(ledger, user_id).endpoint_id
            made.append(Side(user_id, name, account.account_id, endpoint_id))
    return made[0], made[1]


def test_every_list_has_its_answer(database: Database) -> None:
    """Whoever adds a list says why its pages miss nothing, or lets it go on from a snapshot."""
    with database.connect() as connection:
        found = connection.execute(_LISTS, [_TAKERS]).fetchall()
    going_on = {name for name, goes_on in found if goes_on}
    assert going_on == MADE.keys()
    assert {name for name, _ in found} - going_on == RULES.keys()


def _page(  # noqa: PLR0917 - a page is of a list
    connection: psycopg.Connection[Any], name: str, of: Made, side: Side, place: _Place, limit: int
) -> tuple[list[Any], _Place]:  # fmt: skip
    """Read a page, and where the next one begins."""
    after, seen = place
    asked = {f"p_{of.after}": after, "p_seen": seen, "p_is_ascending": True, "p_limit": limit}
    if of.asked == "owner":
        asked["p_user_id"] = side.user_id
    schema, function = name.split(".")
    rows: list[Any] = (
        connection.cursor(row_factory=namedtuple_row)
        .execute(
            sql.SQL("SELECT r.*, pg_current_snapshot()::text AS seen FROM {}({}) AS r").format(
                sql.Identifier(schema, function),
                sql.SQL(", ").join(sql.SQL("{} => %s").format(sql.Identifier(n)) for n in asked),
            ),
            list(asked.values()),
        )
        .fetchall()
    )
    keys = [getattr(row, of.key) for row in rows]
    if not rows:
        return [], place
    last = keys[-1] if after is None else max(keys[-1], after)
    return keys, (last, rows[0].seen)


def _walk(
    page: Callable[[Any], tuple[list[Any], _Place]], place: _Place
) -> tuple[list[Any], _Place]:  # fmt: skip
    found: list[Any] = []
    while True:
        keys, place = page(place)
        if not keys:
            return found, place
        found += keys


def _met(database: Database, sides: tuple[Side, Side], name: str) -> tuple[list[Any], set[Any]]:
    """Return what was found by going on, and what should have been."""
    of = MADE[name]
    slow_side, quick_side = sides
    if of.asked == "owner":
        with database.connect() as connection:
            second = LedgerCalls(connection).account("quick:2", user_id=slow_side.user_id)
        quick_side = quick_side._replace(account_id=second.account_id)
    with (
        database.connect(autocommit=False) as slow, database.connect() as quick,
        database.connect() as reader,
    ):  # fmt: skip

        def read(limit: int) -> Callable[[Any], tuple[list[Any], _Place]]:
            return lambda place: _page(reader, name, of, slow_side, place, limit)

        of.make(LedgerCalls(quick), quick_side)
        before, place = _walk(read(1000), (None, None))
        quick.execute("SET lock_timeout = '5s'")
        of.make(LedgerCalls(slow), slow_side)
        for _ in range(3):
            of.make(LedgerCalls(quick), quick_side)
        first, place = read(2)(place)
        slow.commit()
        rest, _ = _walk(read(2), place)
        all_of_them, _ = _walk(read(1000), (None, None))
    return first + rest, set(all_of_them) - set(before)


@pytest.mark.parametrize("name", MADE)
def test_what_commits_late_is_on_a_later_page(
    name: str, database: Database, sides: tuple[Side, Side]
) -> None:
    """Once, and so is all else."""
    found, made = _met(database, sides, name)
    assert len(found) == 4
    assert set(found) == made


@pytest.mark.parametrize("name", MADE)
def test_without_the_snapshot_it_would_be_on_no_page(
    name: str, database: Database, sides: tuple[Side, Side]
) -> None:
    """So the test above can see the fault."""
    with database.connect() as connection:
        rewrite(
            connection, "ledger_private.is_late",
            "NOT pg_visible_in_snapshot(p_xact_id::text::xid8, p_seen)", "false",
        )  # fmt: skip
    found, made = _met(database, sides, name)
    assert len(found) == 3
    assert len(made) == 4


@pytest.mark.parametrize("name", [name for name, of in MADE.items() if of.path])
@pytest.mark.parametrize("limit", [1, 2])
def test_the_same_over_http(
    name: str,
    limit: int,
    database: Database,
    sides: tuple[Side, Side],
    caller: Callable[[str, int], Caller],
) -> None:
    """The cursor tells what could be seen."""
    of = MADE[name]
    with database.connect(autocommit=False) as slow, database.connect() as quick:
        operator_id = (
            LedgerCalls(quick).call("create_user", username="olga", role="operator").user_id
        )
        asking = caller("operator", operator_id)
        of.make(LedgerCalls(quick), sides[1])
        sort = of.key if of.key == "user_id" else "created_at"
        path = f"/v1/{of.path}?sort={sort}"
        before = {one[of.key] for one in asking.get(f"{path}&limit=100").get_json()["items"]}
        of.make(LedgerCalls(slow), sides[0])
        for _ in range(3):
            of.make(LedgerCalls(quick), sides[1])
        answer = asking.get(f"{path}&limit={len(before) + 1}").get_json()
        slow.commit()
        found = [one[of.key] for one in answer["items"]]
        while answer["next_cursor"] is not None:
            query = f"&limit={limit}&cursor={answer['next_cursor']}"
            answer = asking.get(path + query).get_json()
            assert len(answer["items"]) <= limit
            found += [one[of.key] for one in answer["items"]]
        assert len(found) == len(set(found)) == len(before) + 4


@pytest.mark.tampered
def test_numbers_of_another_cluster_bring_nothing_again(
    database: Database, sides: tuple[Side, Side]
) -> None:
    """What a dump brought may bear numbers that this cluster has yet to give out."""
    with database.connect() as connection:
        for table in ("ledger_audit.act", "ledger_audit.auth_event"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
            connection.execute(f"UPDATE {table} SET xact_id = xact_id + 1000000".encode())
        for name in ("ledger.list_accounts", "ledger.list_users", "ledger.list_auth_events"):
            of = MADE[name]

            def page(place: _Place, name: str = name, of: Made = of) -> tuple[list[Any], _Place]:
                return _page(connection, name, of, sides[0], place, 2)

            found, _ = _walk(page, (None, None))
            assert len(found) == len(set(found)) >= 2
            rewrite(
                connection, "ledger_private.xact_id_bound",
                "pg_snapshot_xmax(pg_current_snapshot())::text::bigint", "9223372036854775807",
            )  # fmt: skip
            last, place = page((found[-1], None))
            assert last == []
            _, place = page((found[-2], None))
            again, _ = page(place)
            assert again
            rewrite(
                connection, "ledger_private.xact_id_bound",
                "ELSE 9223372036854775807",
                "ELSE pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
            )  # fmt: skip
