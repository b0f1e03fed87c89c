"""Every id that any door gives out carries the bucket of whoever owns it.

The doors are found in the catalog, and so are the columns: a new door that makes ids has to be
opened in the life below, and a new column of ids has to say whose it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.conventions.ids import LIFE
from tests.support.schemas import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tests.support.rig import Rig

# The columns where an id is made, and an expression for the bucket that it has to carry.
_USER = "ledger_private.user_bucket(r.user_id)"
_MADE = {
    "ledger_private.account.account_id": f"""
        CASE WHEN r.user_id = 0 AND num_nonnulls(r.min_balance, r.max_balance) = 0
            AND EXISTS (SELECT FROM ledger_private.account_code c WHERE c.account_id = r.account_id)
        THEN 65535 ELSE {_USER} END""",
    "ledger_private.api_key.api_key_id": _USER,
    "ledger_private.auth_session.session_id": _USER,
    "ledger_private.category.category_id": "65535",
    "ledger_private.hold.hold_id": _USER,
    "ledger_private.hold.group_id": _USER,
    "ledger_audit.transaction.transaction_id": _USER,
    "ledger_private.usage_limit.limit_id": _USER,
    "ledger_private.fraud_case.case_id": _USER,
    "ledger_private.export.export_id": _USER,
    "ledger_private.monitor.monitor_id": _USER,
    "ledger_audit.monitor_alert.alert_id": _USER,
    "ledger_audit.feed_pass.feed_id": "ledger_private.user_bucket(0)",
    "ledger_private.event_lease.lease_id": "ledger_private.user_bucket(0)",
    "ledger_private.webhook_endpoint.endpoint_id": _USER,
    "ledger_private.webhook_endpoint.lease_id": "ledger_private.user_bucket(0)",
    "ledger_private.webhook_delivery.delivery_id": _USER,
    "ledger_private.notification.notification_id": _USER,
    "ledger_private.notification.lease_id": "ledger_private.user_bucket(0)",
    "ledger_private.queued_request.request_id": """
        (SELECT ledger_private.user_bucket(coalesce(nullif(f.user_id, 0), o.user_id))
        FROM ledger_private.account AS f, ledger_private.account AS o
        WHERE f.account_id = (r.transfer).from_account_id
            AND o.account_id = (r.transfer).to_account_id)""",
}
_OF_NO_CUSTOMER = {
    *("ledger_private.category.category_id", "ledger_audit.feed_pass.feed_id"),
    *("ledger_private.event_lease.lease_id", "ledger_private.webhook_endpoint.lease_id"),
    "ledger_private.notification.lease_id",
}
# All others lead to one of these: at the least, that bucket exists.
_KNOWN = """(
    r.{column} IS NULL OR ledger_private.id_bucket(r.{column}) IN (
        SELECT (u.user_id & 4095)::integer FROM ledger_private.app_user AS u WHERE u.user_id > 0
        UNION ALL VALUES (ledger_private.user_bucket(0)), (65535)
    )
)"""
_COLUMNS = f"""
    SELECT format('%s.%s', c.oid::regclass, a.attname)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p', 'v') AND a.atttypid = 'uuid'::regtype
      AND c.relnamespace::regnamespace::text IN {OURS}
    ORDER BY 1
"""
_MAKERS = rf"""
    SELECT p.oid::regprocedure::text FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN {OURS}
      AND p.prosrc ~ '\m(new_id|numbered_id|transfer_id|gen_random_uuid|uuidv7)\('
      AND p.proname NOT IN ('new_id', 'new_secret', 'batch_noise')
    ORDER BY 1
"""
# A UUIDv7 as good as any, but for its last digits.
_STRAY = """
    CREATE FUNCTION ledger_private.stray({arguments}) RETURNS uuid LANGUAGE sql AS
    $$ SELECT overlay(gen_random_uuid()::text PLACING '7' FROM 15 FOR 1)::uuid $$
"""


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[psycopg.Connection[Any]]:
    """Give one deployed database; what each test does in it is undone."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def lived(connection: psycopg.Connection[Any], *, cell: int = 0) -> None:
    """Open each door that makes ids."""
    connection.execute("UPDATE ledger_private.cell SET cell_number = %s", (cell,))
    connection.execute(LIFE.encode())


def strays(connection: psycopg.Connection[Any]) -> list[str]:
    """Return the columns with an id in them that carries another bucket than it has to."""
    found = []
    for (place,) in connection.execute(_COLUMNS).fetchall():
        table, _, column = place.rpartition(".")
        rule = (
            f"r.{column} IS NULL OR ledger_private.id_bucket(r.{column}) = {_MADE[place]}"
            if place in _MADE
            else _KNOWN.format(column=column)
        )
        query = (
            f"SELECT FROM {table} AS r WHERE ({rule}) IS NOT TRUE"
            f" OR substr(r.{column}::text, 15, 1) <> '7' LIMIT 1"
        )
        if connection.execute(query.encode()).rowcount:
            found.append(place)
    return found


@pytest.mark.parametrize("cell", [0, 7, 4094])
def test_every_id_carries_the_bucket_of_its_owner(
    catalog: psycopg.Connection[Any], cell: int
) -> None:
    """In whatever cell; and there are ids of customers and of the house among them."""
    with catalog.transaction(force_rollback=True):
        lived(catalog, cell=cell)
        assert strays(catalog) == []
        for place in _MADE.keys() - _OF_NO_CUSTOMER:
            table, _, column = place.rpartition(".")
            query = f"SELECT DISTINCT ledger_private.id_bucket(r.{column}) FROM {table} AS r"
            buckets = {row[0] for row in catalog.execute(query.encode()) if row[0] is not None}
            assert any(bucket < 4096 for bucket in buckets), place
            assert buckets - {701, 2075, 65535} <= {61440 + cell}, place


def test_every_place_where_an_id_is_made_is_there(catalog: psycopg.Connection[Any]) -> None:
    """A column that is gone is no longer listed here."""
    assert _MADE.keys() <= {row[0] for row in catalog.execute(_COLUMNS)}


def test_each_door_that_forgets_the_bucket_is_noticed(
    catalog: psycopg.Connection[Any],
) -> None:
    """One after the other, each function that makes ids makes one without."""
    makers = [row[0] for row in catalog.execute(_MAKERS)]
    assert len(makers) >= 12
    unnoticed = []
    for maker in makers:
        with catalog.transaction(force_rollback=True):
            definition = catalog.execute(
                "SELECT pg_get_functiondef(%s::regprocedure)", (maker,)
            ).fetchall()[0][0]
            for arguments in ("integer", "uuid, uuid", "uuid, bytea, bigint, integer"):
                catalog.execute(_STRAY.format(arguments=arguments).encode())
            head, mark, body = definition.partition("AS $function$")
            broken, changes = re.subn(
                r"ledger_private\.(new|numbered|transfer)_id\(", "ledger_private.stray(", body
            )
            assert changes, maker
            catalog.execute(f"{head}{mark}{broken}".encode())
            lived(catalog)
            if not strays(catalog):
                unnoticed.append(maker)
    assert unnoticed == []
