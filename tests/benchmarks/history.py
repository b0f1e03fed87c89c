"""A ledger with millions of transfers in its past, made in minutes and right in every row.

    build(connection, transfers=1_000_000, accounts=10_000, dated="late")

Rows are written set by set with the triggers off, by a superuser, as no ledger in use may be
written; ``ledger.verify()`` accepts the result. Transfers go round among the accounts, which
have no floor; a share of them passes through one hot account. Booking times are spread evenly
over the past years and a new database transaction begins every 500 transfers. Each has a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, LiteralString

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

Dated = Literal["never", "in order", "late"]

_CHUNK = 100_000  # transfers; the sorts of one chunk fit into work_mem
_PER_COMMIT = 500  # transfers that share an xact_id
_TABLES = (
    ("ledger_private", "account"),
    ("ledger_audit", "transaction"),
    ("ledger_private", "idempotency_key"),
    ("ledger_audit", "transaction_entry"),
    ("ledger_private", "dated_entry"),
)
_OPEN = """
    SELECT count(*) FROM ledger.open_accounts(ARRAY(
        SELECT jsonb_populate_record(NULL::ledger.account_request, jsonb_build_object(
            'currency', 'USD', 'code', 'history-' || n, 'min_balance', '-Infinity'
        ))
        FROM generate_series(%(first)s::int, %(last)s::int) AS n
    ))
"""
_PREPARE: tuple[LiteralString, ...] = (
    # Each transfer joins two chains, so the links follow one another across all accounts.
    """CREATE FUNCTION pg_temp.link(OUT n bigint, OUT row_hash bytea) RETURNS SETOF record
    LANGUAGE plpgsql AS $$
    #variable_conflict use_column
    DECLARE
        v_heads bytea[] := ARRAY(
            SELECT a.audit_hash FROM player AS p
            JOIN ledger_private.account AS a USING (account_id) ORDER BY p.n
        );
        v_next record;
    BEGIN
        FOR v_next IN
            SELECT c.n, pf.n + 1 AS f, pt.n + 1 AS t, ledger_private.entry_bytes(
                f.account_id, f.version, f.position, c.transaction_id, f.signed, f.balance_after
            ) || ledger_private.entry_bytes(
                t.account_id, t.version, t.position, c.transaction_id, t.signed, t.balance_after
            ) || ledger_private.transaction_bytes(
                c.transaction_id, 0, c.effective_at, c.created_at, 'transfer',
                c.idempotency_key, NULL, NULL, NULL, NULL, NULL, NULL, 'database',
                session_user, NULL, 'history', NULL, NULL
            ) AS said
            FROM chunk AS c
            JOIN leg AS f ON f.n = c.n AND f.entry_type = 'DEBIT'
            JOIN leg AS t ON t.n = c.n AND t.entry_type = 'CREDIT'
            JOIN player AS pf ON pf.account_id = c.from_account_id
            JOIN player AS pt ON pt.account_id = c.to_account_id
            ORDER BY c.n
        LOOP
            n := v_next.n;
            row_hash := sha256(v_heads[v_next.f] || v_heads[v_next.t] || v_next.said);
            v_heads[v_next.f] := row_hash;
            v_heads[v_next.t] := row_hash;
            RETURN NEXT;
        END LOOP;
    END $$""",
    """CREATE TEMPORARY TABLE player AS
    SELECT a.account_id, (row_number() OVER (ORDER BY a.account_id) - 1)::integer AS n
    FROM ledger_private.account AS a JOIN ledger_private.account_code AS c USING (account_id)
    WHERE c.code LIKE 'history-%'""",
    "CREATE UNIQUE INDEX ON player (n)",
    "ANALYZE player",
)
# Which accounts, how much, when: everything follows from the number of the transfer.
_CHUNK_OF_TRANSFERS = """
    CREATE TEMPORARY TABLE chunk AS
    SELECT
        s.n, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
            || substr(md5(s.n::text), 1, 3) || '8' || lpad(to_hex(s.n), 15, '0'))::uuid
            AS transaction_id,
        f.account_id AS from_account_id, t.account_id AS to_account_id, amount, at AS created_at,
        CASE {dated}
            WHEN 'never' THEN at
            WHEN 'in order' THEN at - interval '10 years'
            ELSE %(start)s - interval '5 years'
                * (abs(hashint8(s.n * 3 + 1)::bigint) %% 1000000007 / 1000000007.0)
        END AS effective_at,
        'history-' || md5(s.n::text) AS idempotency_key,
        %(xact)s::bigint + (s.n - %(first)s) / {per_commit} AS xact_id
    FROM (
        SELECT
            n, %(start)s + n * %(step)s::interval AS at,
            (abs(hashint8(n)::bigint) %% 100000 + 1) / 100.0 AS amount,
            CASE WHEN n %% 100 < %(hot)s THEN 0
                ELSE 1 + abs(hashint8(n * 3)::bigint) %% (%(players)s - 1) END AS f,
            1 + abs(hashint8(n * 7 + 5)::bigint) %% (%(players)s - 2) AS t
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
    ) AS s
    JOIN player AS f ON f.n = s.f
    JOIN player AS t ON t.n = CASE WHEN s.t >= s.f AND s.f > 0 THEN s.t + 1 ELSE s.t END
"""
_LEGS = """
    CREATE TEMPORARY TABLE leg AS
    SELECT
        a.account_id, a.user_id, c.n, c.transaction_id, c.created_at, c.effective_at,
        s.entry_type, c.amount, s.sign * c.amount AS signed,
        a.version + row_number() OVER w AS version,
        a.audit_position + row_number() OVER w AS position,
        a.balance + sum(s.sign * c.amount) OVER w AS balance_after
    FROM chunk AS c
    CROSS JOIN (VALUES ('DEBIT', -1), ('CREDIT', 1)) AS s (entry_type, sign)
    JOIN ledger_private.account AS a ON a.account_id = CASE s.entry_type
        WHEN 'DEBIT' THEN c.from_account_id ELSE c.to_account_id END
    WINDOW w AS (PARTITION BY a.account_id ORDER BY c.n)
"""
_WRITE: tuple[LiteralString, ...] = (
    """INSERT INTO ledger_audit.transaction (transaction_id, from_account_id, to_account_id,
        user_id, from_account_version, to_account_version, xact_id, effective_at, created_at,
        amount, currency, transaction_type, status, idempotency_key, user_role, database_user,
        user_agent)
    SELECT c.transaction_id, c.from_account_id, c.to_account_id, 0, f.version, t.version,
        c.xact_id, c.effective_at, c.created_at, c.amount, 'USD', 'transfer', 'COMPLETED',
        c.idempotency_key, 'database', session_user, 'history'
    FROM chunk AS c
    JOIN leg AS f ON f.n = c.n AND f.entry_type = 'DEBIT'
    JOIN leg AS t ON t.n = c.n AND t.entry_type = 'CREDIT'
    ORDER BY c.n""",
    """INSERT INTO ledger_private.idempotency_key (user_id, resource_id, request_digest,
        idempotency_key)
    SELECT 0, c.transaction_id, ledger_private.request_digest(
        ROW(c.from_account_id, c.to_account_id, c.amount, 'USD', c.idempotency_key, NULL, NULL,
            nullif(c.effective_at, c.created_at), NULL, NULL)::ledger.transfer_request, 'USD'),
        c.idempotency_key
    FROM chunk AS c ORDER BY c.idempotency_key""",
    """INSERT INTO ledger_audit.transaction_entry (account_version, account_position, account_id,
        transaction_id, user_id, created_at, amount, balance_after, entry_type, currency, row_hash)
    SELECT l.version, l.position, l.account_id, l.transaction_id, l.user_id, l.created_at,
        l.amount, l.balance_after, l.entry_type, 'USD', k.row_hash
    FROM leg AS l JOIN link AS k USING (n) ORDER BY l.n, l.entry_type""",
    """UPDATE ledger_private.account AS a SET balance = l.balance_after, version = l.version,
        audit_position = l.position, audit_hash = l.row_hash, updated_at = l.created_at
    FROM (SELECT DISTINCT ON (l.account_id) l.*, k.row_hash FROM leg AS l
        JOIN link AS k USING (n) ORDER BY l.account_id, l.version DESC) AS l
    WHERE l.account_id = a.account_id""",
)
_DATE = """
    SELECT ledger_private.record_dated_entries(
        ARRAY(SELECT jsonb_populate_record(NULL::ledger_private.posting_item, jsonb_build_object(
            'transaction_id', c.transaction_id, 'status', 'COMPLETED',
            'effective_at', c.effective_at)) FROM chunk AS c WHERE c.n BETWEEN %(a)s AND %(b)s),
        ARRAY(SELECT jsonb_populate_record(NULL::ledger_private.posting_leg, jsonb_build_object(
            'transaction_id', l.transaction_id, 'account_id', l.account_id,
            'account_user_id', l.user_id, 'entry_type', l.entry_type, 'amount', l.amount,
            'account_version', l.version)) FROM leg AS l WHERE l.n BETWEEN %(a)s AND %(b)s),
        '-infinity')
"""


def build(
    connection: psycopg.Connection[Any],
    *,
    transfers: int,
    accounts: int = 10_000,
    dated: Dated = "never",
    hot_percent: int = 0,
    years: float = 3,
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Add accounts coded history-1 and on, and transfers among them, to a deployed ledger.

    ``dated``: whether each transfer bears an effective date of its own, and whether those come
    in the order of booking or at random over five years. ``hot_percent`` of the transfers are
    paid by one account. The connection is a superuser's, in autocommit mode.
    """
    for first in range(1, accounts + 1, 10_000):
        connection.execute(_OPEN, {"first": first, "last": min(first + 9_999, accounts)})
    connection.execute("SET work_mem = '256MB'; SET maintenance_work_mem = '256MB'")
    for statement in _PREPARE:
        connection.execute(statement)
    row = connection.execute(
        "SELECT clock_timestamp() - %(years)s * interval '1 year',"
        " %(years)s * interval '1 year' / %(parts)s",
        {"years": years, "parts": transfers + 1},
    ).fetchone()
    assert row is not None
    start, step = row
    _triggers(connection, "DISABLE TRIGGER ALL")
    chunk_sql = sql.SQL(_CHUNK_OF_TRANSFERS).format(
        dated=sql.Literal(dated), per_commit=sql.Literal(_PER_COMMIT)
    )
    for first in range(1, transfers + 1, _CHUNK):
        last = min(first + _CHUNK - 1, transfers)
        xact = _burn(connection, (last - first) // _PER_COMMIT + 1)
        values = {
            "first": first, "last": last, "xact": xact, "start": start, "step": step,
            "players": accounts, "hot": hot_percent,
        }  # fmt: skip
        with connection.transaction():
            connection.execute(chunk_sql, values)
            connection.execute(_LEGS)
            connection.execute("ANALYZE chunk; ANALYZE leg")
            connection.execute("CREATE TEMPORARY TABLE link AS SELECT * FROM pg_temp.link()")
            for a in range(first, last + 1, 10_000) if dated != "never" else ():
                connection.execute(_DATE, {"a": a, "b": a + 9_999})
            for statement in _WRITE:
                connection.execute(statement)
            connection.execute("DROP TABLE chunk; DROP TABLE leg; DROP TABLE link")
        progress(last)
    _triggers(connection, "ENABLE ALWAYS")
    connection.execute("DROP TABLE player")
    connection.execute("DROP FUNCTION pg_temp.link")
    connection.execute("VACUUM (ANALYZE)")


def _burn(connection: psycopg.Connection[Any], count: int) -> int:
    """Use up so many transaction ids, each by a transaction of its own; return the first."""
    row = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
    assert row is not None
    loop = (
        "DO $$ BEGIN FOR n IN 1 .. {} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
    )
    connection.execute(sql.SQL(loop).format(sql.Literal(count)))
    return int(row[0])


def _triggers(connection: psycopg.Connection[Any], change: str) -> None:
    for path in _TABLES:
        table = sql.Identifier(*path)
        if change.startswith("DISABLE"):
            connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(table))
            continue
        names = connection.execute(
            "SELECT t.tgname, t.tgisinternal FROM pg_trigger AS t WHERE t.tgrelid = %s::regclass",
            (".".join(path),),
        ).fetchall()
        for name, is_internal in names:
            kind = sql.SQL("TRIGGER" if is_internal else "ALWAYS TRIGGER")
            connection.execute(
                sql.SQL("ALTER TABLE {} ENABLE {} {}").format(table, kind, sql.Identifier(name))
            )
