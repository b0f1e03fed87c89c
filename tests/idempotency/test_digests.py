"""The short digests of the posting path tell the same requests apart as call_digest does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

_SOURCE = "SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p WHERE p.proname = %s"

_WORDS = "(NULL), (''), ('a'), ('a|b'), ('''a''')"
_DOCUMENTS = """(NULL), ('{}'), ('{"a": 1}'), ('{"a": 1.0}'), ('{"a": "1.0"}'), ('{"a": null}'),
    ('{"a": [1.50, {"b": 10}]}'), ('{"a": [1.5, {"b": 10.0}]}')"""
_MOMENTS = "(NULL), ('2026-01-01 00:00:00+00'), ('2026-01-01 01:00:00+01')"

_TRANSFERS = f"""
    SELECT
        count(DISTINCT d.short), count(DISTINCT d.rule), count(DISTINCT (d.short, d.rule))
    FROM (VALUES ('10'::numeric), ('10.00'), ('1')) AS a (amount)
    CROSS JOIN (VALUES (NULL), ('transfer'), ('gift')) AS k (kind)
    CROSS JOIN (VALUES (NULL::bigint), (10)) AS v (version)
    CROSS JOIN (VALUES {_WORDS}) AS w (word)
    CROSS JOIN (VALUES {_DOCUMENTS}) AS j (document)
    CROSS JOIN (VALUES {_MOMENTS}) AS m (moment)
    CROSS JOIN LATERAL (
        SELECT
            jsonb_populate_record(
                NULL::ledger.transfer_request,
                jsonb_build_object(
                    'from_account_id', md5('a'), 'to_account_id', md5('b'),
                    'amount', a.amount::text, 'transaction_type', k.kind,
                    'expected_version', v.version, 'description', w.word,
                    'metadata', j.document::jsonb, 'effective_at', m.moment::timestamptz
                )
            ) AS request
    ) AS r
    CROSS JOIN LATERAL (
        SELECT
            ledger_private.request_digest(r.request, 'USD') AS short,
            ledger_private.call_digest('post_transfer', jsonb_populate_record(
                r.request,
                jsonb_build_object('transaction_type', coalesce(k.kind, 'transfer'))
            )) AS rule
    ) AS d
"""

_TRANSACTIONS = """
    SELECT
        count(DISTINCT d.short), count(DISTINCT d.rule), count(DISTINCT (d.short, d.rule))
    FROM (VALUES ('10'::numeric), ('10.00')) AS t (total)
    CROSS JOIN (VALUES (NULL), ('transaction'), ('gift')) AS k (kind)
    CROSS JOIN (VALUES (NULL), ('a|b')) AS w (word)
    CROSS JOIN (VALUES ('{"a": 1}'), ('{"a": 1.0}')) AS j (document)
    CROSS JOIN (VALUES (NULL), ('2026-01-01 00:00:00+00')) AS m (moment)
    CROSS JOIN (
        VALUES (NULL::numeric, NULL::numeric), ('10', NULL), ('10.00', NULL), (NULL, '10'),
            (NULL, '0.5'), (NULL, '0.50')
    ) AS s (amount, share)
    CROSS JOIN (VALUES (NULL::bigint, NULL), (10, 'a'), (10, 'a|b')) AS v (version, word)
    CROSS JOIN LATERAL (
        SELECT
            jsonb_populate_record(
                NULL::ledger.transaction_request,
                jsonb_build_object(
                    'total', t.total::text, 'transaction_type', k.kind, 'description', w.word,
                    'metadata', j.document::jsonb, 'effective_at', m.moment::timestamptz
                )
            ) AS request,
            ARRAY(
                SELECT jsonb_populate_record(
                    NULL::ledger_private.requested_leg,
                    jsonb_build_object(
                        'leg_number', n, 'account_id', md5(n::text), 'currency', 'USD',
                        'entry_type', CASE n WHEN 1 THEN 'DEBIT' ELSE 'CREDIT' END,
                        'kind', 'share', 'amount', s.amount::text, 'share', s.share::text,
                        'expected_version', v.version, 'description', v.word
                    )
                )
                FROM generate_series(1, 2) AS n
            ) AS legs
    ) AS r
    CROSS JOIN LATERAL (
        SELECT
            ledger_private.transaction_digest(r.request, r.legs) AS short,
            ledger_private.call_digest('post_transaction', ROW(
                jsonb_populate_record(r.request, jsonb_build_object(
                    'transaction_type', coalesce(k.kind, 'transaction')
                )),
                r.legs
            )) AS rule
    ) AS d
"""


def counted(connection: psycopg.Connection[Any], query: str) -> tuple[int, int, int]:
    """Return how many requests differ by the short digest, by the rule, by either."""
    short, rule, either = connection.execute(query.encode()).fetchall()[0]
    return short, rule, either


@pytest.mark.parametrize("query", [_TRANSFERS, _TRANSACTIONS], ids=["transfers", "transactions"])
def test_short_digests_follow_the_rule(database: Database, query: str) -> None:
    """Two requests are the same by the one exactly when they are by the other."""
    with database.connect() as connection:
        short, rule, either = counted(connection, query)
    assert short == rule == either
    assert short > 90


@pytest.mark.parametrize(
    ("function", "whole", "planted"),
    [
        ("request_digest", "trim_scale(p_request.amount)", "p_request.amount"),
        (
            "request_digest",
            "quote_nullable(p_request.description)",
            "left(p_request.description, 1)",
        ),
        ("request_digest", "ledger_private.plain_json(p_request.metadata)", "p_request.metadata"),
        ("request_digest", "p_request.expected_version::text", "'-'"),
        ("transaction_digest", "trim_scale(l.share)", "l.share"),
        ("transaction_digest", "quote_nullable(l.description)", "left(l.description, 1)"),
        ("transaction_digest", "p_request.transaction_type, 'transaction'", "'-'"),
    ],
)
def test_a_digest_that_strays_is_noticed(
    database: Database, function: str, whole: str, planted: str
) -> None:
    """A number as it is spelled, a text cut off, a value left out."""
    with database.connect() as connection:
        source = connection.execute(_SOURCE, (function,)).fetchall()[0][0]
        assert source.count(whole) == 1
        with connection.transaction():
            connection.execute("SET LOCAL ROLE ledger_owner")
            connection.execute(source.replace(whole, planted).encode())
        short, rule, either = counted(
            connection, _TRANSFERS if function == "request_digest" else _TRANSACTIONS
        )
    assert not short == rule == either


def test_a_call_is_more_than_its_arguments(database: Database) -> None:
    """The function counts, NULL at the end does not, and what is nested keeps its place."""
    with database.connect() as connection:
        same, other = connection.execute(
            """
            SELECT
                ledger_private.call_digest('f', ROW(1.0, 'a'))
                    = ledger_private.call_digest('f', ROW(1, 'a', NULL, NULL::jsonb)),
                ARRAY[
                    ledger_private.call_digest('g', ROW(1, 'a')),
                    ledger_private.call_digest('f', ROW('1', 'a')),
                    ledger_private.call_digest('f', ROW(1, NULL, 'a')),
                    ledger_private.call_digest('f', ROW(1, ARRAY['a']))
                ] && ARRAY[ledger_private.call_digest('f', ROW(1, 'a'))]
            """
        ).fetchall()[0]
    assert (same, other) == (True, False)
