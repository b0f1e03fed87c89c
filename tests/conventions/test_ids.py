"""Every id that any door gives out carries the bucket of whoever owns it.

The doors are found in the catalog, and so are the columns: a new door that makes ids has to be
opened in the life below, and a new column of ids has to say whose it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

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
    "ledger_private.monitor.monitor_id": _USER,
    "ledger_audit.monitor_alert.alert_id": _USER,
    "ledger_audit.feed_pass.feed_id": "ledger_private.user_bucket(0)",
    "ledger_private.event_lease.lease_id": "ledger_private.user_bucket(0)",
    "ledger_private.webhook_endpoint.endpoint_id": _USER,
    "ledger_private.webhook_endpoint.lease_id": "ledger_private.user_bucket(0)",
    "ledger_private.webhook_delivery.delivery_id": _USER,
    "ledger_private.queued_request.request_id": """
        (SELECT ledger_private.user_bucket(coalesce(nullif(f.user_id, 0), o.user_id))
        FROM ledger_private.account AS f, ledger_private.account AS o
        WHERE f.account_id = (r.transfer).from_account_id
            AND o.account_id = (r.transfer).to_account_id)""",
}
_OF_NO_CUSTOMER = {
    *("ledger_private.category.category_id", "ledger_audit.feed_pass.feed_id"),
    *("ledger_private.event_lease.lease_id", "ledger_private.webhook_endpoint.lease_id"),
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

# Each door once, for a customer who pays, for one who is paid by the house, for the house alone.
_LIFE = """
CREATE FUNCTION pg_temp.user(p_name text) RETURNS bigint LANGUAGE sql AS
$$ SELECT (ledger.find_user(p_name)).user_id $$;
CREATE FUNCTION pg_temp.asked(p_from text, p_to text, p_amount numeric)
RETURNS ledger.transfer_request LANGUAGE sql AS $$
    SELECT jsonb_populate_record(NULL::ledger.transfer_request, jsonb_build_object(
        'from_account_id', ledger.account_id(p_from), 'to_account_id', ledger.account_id(p_to),
        'amount', p_amount
    ))
$$;
SELECT ledger.create_user('alice'), ledger.create_user('bob');
SELECT ledger.set_fraud_rule('any', 'amount', '>', 0, 1, 'any', 'freeze');
SELECT ledger.open_account('USD', pg_temp.user(u), p_code => u || n::text)
FROM unnest(ARRAY['alice', 'bob']) AS u, generate_series(1, 2) AS n;
SELECT ledger.open_account('USD', p_code => 'shop'),
    ledger.open_account('USD', p_code => 'fees', p_account_class => 'income'),
    ledger.open_account('USD', p_code => 'full', p_account_class => 'income', p_max_balance => 9),
    ledger.open_account('USD', p_account_class => 'income');
SELECT ledger.deposit(ledger.account_id(c), 1000) FROM unnest('{alice1, bob1, shop}'::text[]) AS c;
SELECT ledger.withdraw(ledger.account_id('bob1'), 1);
SELECT ledger.post_transfer(ledger.account_id(f), ledger.account_id(t), 1)
FROM (VALUES ('alice1', 'bob1'), ('shop', 'alice1'), ('shop', 'fees')) AS p (f, t);
SELECT ledger.post_transfers(ARRAY[
    pg_temp.asked('bob1', 'alice1', 1), pg_temp.asked('shop', 'bob1', 2),
    pg_temp.asked('shop', 'fees', 3), pg_temp.asked('bob1', 'alice1', 1e9)
]);
SELECT ledger.post_transaction(ARRAY[
    ledger.debit_leg(ledger.account_id(p), 2), ledger.credit_leg(ledger.account_id('bob1'), 1),
    ledger.credit_leg(ledger.account_id('fees'), 1)
], p_transaction_type => 'split') FROM unnest('{alice1, shop}'::text[]) AS p;
SELECT ledger.reverse_transaction(t.transaction_id)
FROM (
    SELECT t.transaction_id FROM ledger.transactions AS t
    WHERE t.transaction_type IN ('transfer', 'split') AND t.status = 'COMPLETED'
) AS t;
CREATE TEMP TABLE held AS
SELECT h.* FROM (
    VALUES ('alice1', 'bob1'), ('shop', 'bob1'), ('bob1', 'fees'), ('world:USD', 'bob1')
) AS p (f, t), ledger.hold_funds(ledger.account_id(f), 5, ledger.account_id(t)) AS h;
SELECT ledger.capture_hold(h.hold_id, 1) FROM held AS h;
SELECT ledger.capture_group(h.group_id) FROM held AS h;
SELECT ledger.freeze_amount(ledger.account_id(c), 1, 'court') FROM unnest('{alice1, shop}'::text[])
    AS c;
SELECT ledger.set_limit(900, 'day', ledger.account_id('alice1')),
    ledger.set_limit(900, 'day', ledger.account_id('shop')),
    ledger.set_limit(900, 'day', p_user_id => pg_temp.user('bob'), p_currency => 'USD');
SELECT ledger.create_api_key(pg_temp.user('alice'), 'till');
SELECT ledger_private.start_session(u, NULL, 'GRANTED', NULL)
FROM ledger_private.app_user AS u WHERE u.user_id > 0;
SELECT ledger.create_category('shops/food');
SELECT ledger_gateway.queue_transfer(jsonb_populate_record(
    pg_temp.asked(f, t, 1), '{"idempotency_key": "later"}'
), f) FROM (VALUES ('alice1', 'bob1'), ('world:USD', 'alice1'), ('shop', 'fees')) AS p (f, t);
SELECT ledger.deposit(ledger.account_id('alice2'), 7), ledger.deposit(ledger.account_id('bob2'), 7);
SELECT ledger.close_account(ledger.account_id('alice2'), ledger.account_id('bob1'), 'moved');
SELECT ledger.merge_accounts(ledger.account_id('bob2'), ledger.account_id('bob1'), 'moved');
SELECT ledger.list_events();
INSERT INTO ledger_audit.feed_event (event_position, transaction_id)
SELECT row_number() OVER (), t.transaction_id FROM ledger_audit.transaction AS t LIMIT 3;
INSERT INTO ledger_audit.feed_pass
SELECT p.pass_number + 1, 3, p.feed_id, p.passed_at, p.seen, p.incarnation
FROM ledger_audit.feed_pass AS p;
SELECT ledger.create_monitor(a.account_id, a.available) FROM ledger.accounts AS a
WHERE a.code IN ('alice1', 'shop');
SELECT ledger.hold_funds(ledger.account_id(c), 1) FROM unnest('{alice1, shop}'::text[]) AS c;
SELECT ledger_private.watch_account(m, 0) FROM ledger_private.monitor AS m;
SELECT ledger.check_fraud(), ledger.act_on_fraud_cases();
SELECT ledger.create_webhook_endpoint(
    'https://shop.example/', 'k', decode(repeat('01', 60), 'hex'), decode(repeat('02', 60), 'hex'),
    u.user_id
)
FROM ledger_private.app_user AS u;
UPDATE ledger_private.event_consumer SET taken_position = 0;
SELECT ledger.fan_out_webhooks(200);
SELECT ledger.ping_webhook_endpoint(e.endpoint_id) FROM ledger.webhook_endpoints AS e;
SELECT ledger.lease_webhook_endpoints();
SELECT ledger.create_event_consumer('books');
SELECT ledger.consume_events('books', 2);
UPDATE ledger_private.event_lease SET expires_at = clock_timestamp();
SELECT ledger.consume_events('books', 1);
SELECT ledger.create_event_consumer('mail'), ledger.consume_events('mail', 2);
"""


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[psycopg.Connection[Any]]:
    """Give one deployed database; what each test does in it is undone."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def lived(connection: psycopg.Connection[Any], *, cell: int = 0) -> None:
    """Open each door that makes ids."""
    connection.execute("UPDATE ledger_private.cell SET cell_number = %s", (cell,))
    connection.execute(_LIFE.encode())


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
