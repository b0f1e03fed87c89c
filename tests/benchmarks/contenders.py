"""What is compared: one pgbench script per contender, with the accounts left to be chosen."""

from __future__ import annotations

UNIFORM = """
\\set f random(100000000001, 100000010000)
\\set o random(100000000001, 100000009999)
\\set o :o + (case when :o >= :f then 1 else 0 end)
"""
ZIPF = """
\\set f 100000000000 + random_zipfian(1, 10000, 1.1)
\\set o 100000000000 + random_zipfian(1, 10000, 1.1)
\\set o (case when :o <> :f then :o when :f < 100000010000 then :f + 1 else 100000000001 end)
"""
HOT = """
\\set f random(100000000002, 100000010000)
\\set o 100000000001
"""
COLLECTS = HOT.replace("\\set o 100000000001", "\\set o 100000010001")
_ANOTHER = "\\set o :o + (case when :o >= :f then 1 else 0 end)\n"
KEY = "\\set k random(1, 9000000000000000000)\n"

ZEROSUM = (
    KEY
    + """SELECT ledger.post_transfer(('00000000-0000-7000-8000-' || :f)::uuid,
    ('00000000-0000-7000-8000-' || :o)::uuid, 1.00, 'USD', 'key-' || :k);
"""
)
# Folded as `zerosum work` would, by one call in 500: what is kept open costs its readers.
ACCUMULATING = (
    ZEROSUM
    + """\\set d random(1, 500)
\\if :d = 1
SELECT ledger.fold_account(('00000000-0000-7000-8000-' || :o)::uuid);
\\endif
"""
)
# Two operations in one transaction, so both accounts are locked first, lest calls deadlock.
HOLD = (
    KEY
    + """SELECT ledger.capture_hold((ledger.hold_funds(
    ('00000000-0000-7000-8000-' || :f)::uuid, 1.00, ('00000000-0000-7000-8000-' || :o)::uuid,
    p_idempotency_key => 'hold-' || :k)).hold_id,
    p_is_final => true, p_idempotency_key => 'capture-' || :k)
FROM (SELECT count(*) FROM ledger.lock_accounts(ARRAY[
    ('00000000-0000-7000-8000-' || :f)::uuid, ('00000000-0000-7000-8000-' || :o)::uuid
])) AS locked;
"""
)
GATHERED = ZEROSUM.replace("SELECT ledger.post_transfer(", "CALL ledger.post_transfer_gathered(")
BARE = (
    KEY
    + """WITH moved AS (
    UPDATE bench.bare_account
    SET balance = balance + 1, version = version + 1, audit_position = audit_position + 1,
        audit_hash = sha256(''), updated_at = now()
    WHERE account_id = ANY (ARRAY[('00000000-0000-7000-8000-' || :f)::uuid,
        ('00000000-0000-7000-8000-' || :o)::uuid])
    RETURNING account_id, version, audit_position, balance, audit_hash
),
posted AS (
    INSERT INTO bench.bare_transaction (transaction_id, from_account_id, to_account_id, user_id,
        from_account_version, to_account_version, xact_id, effective_at, created_at, amount,
        currency, transaction_type, status, idempotency_key, user_role, database_user)
    VALUES (uuidv7(), ('00000000-0000-7000-8000-' || :f)::uuid,
        ('00000000-0000-7000-8000-' || :o)::uuid, 0, 1, 1, pg_current_xact_id()::text::bigint,
        now(), now(), 1.00, 'USD', 'transfer', 'COMPLETED', 'key-' || :k, 'database', 'bench')
    RETURNING transaction_id
),
keyed AS (
    INSERT INTO bench.bare_key (user_id, resource_id, request_digest, idempotency_key)
    SELECT 0, p.transaction_id, sha256(''), 'key-' || :k
    FROM posted AS p
)
INSERT INTO bench.bare_entry (account_version, account_position, account_id, transaction_id,
    user_id, created_at, amount, balance_after, is_folded, entry_type, currency, row_hash)
SELECT m.version, m.audit_position, m.account_id, p.transaction_id, 0, now(), 1.00, m.balance,
    false, 'CREDIT', 'USD', m.audit_hash
FROM moved AS m, posted AS p;
"""
)
TEXTBOOK = """SELECT bench.peer_transfer(('00000000-0000-7000-8000-' || :f)::uuid,
    ('00000000-0000-7000-8000-' || :o)::uuid, 1.00);
"""
# pgledger, when somebody has it: --peer. Its accounts are numbered as the others are.
PEER = """SELECT pgledger_create_transfer('pgla_00000000000000' || :f, 'pgla_00000000000000' || :o,
    1.00::numeric::money);
"""
TPCB = """
\\set aid random(1, 1000000)
\\set tid random(1, 100)
\\set bid random(1, 10)
\\set delta random(-5000, 5000)
SELECT bench.tpcb(:aid, :tid, :bid, :delta);
"""


def transfer_of_players(players: int, *, to_busiest: bool = False) -> str:
    """Return a call of post_transfer between players, who are numbered by how busy they are."""
    return (
        f"\\set f random({1 + to_busiest}, {players})\n"
        + ("\\set o 1\n" if to_busiest else f"\\set o random(1, {players - 1})\n{_ANOTHER}")
        + KEY
        + """SELECT ledger.post_transfer(
    (SELECT p.account_id FROM bench.player AS p WHERE p.n = :f),
    (SELECT p.account_id FROM bench.player AS p WHERE p.n = :o), 1.00, 'USD', 'key-' || :k);
"""
    )


def batch_of_players(size: int, players: int) -> str:
    """Return a call of post_transfers among the players."""
    return (
        KEY
        + f"""SELECT count(*) FROM ledger.post_transfers(ARRAY(
    SELECT ROW(f.account_id, o.account_id, 1.00, 'USD', 'key-' || :k || '-' || i.n,
        NULL, NULL, NULL, NULL, NULL)::ledger.transfer_request
    FROM (SELECT n, random(1, {players}) AS f, random(1, {players - 1}) AS o
        FROM generate_series(1, {size}) AS n OFFSET 0) AS i
    JOIN bench.player AS f ON f.n = i.f
    JOIN bench.player AS o ON o.n = i.o + (i.o >= i.f)::int
));
"""
    )


def batch_of_zerosum(size: int) -> str:
    """Return a call of post_transfers with that many items, each with a key of its own."""
    return (
        KEY
        + f"""SELECT count(*) FROM ledger.post_transfers(ARRAY(
    SELECT ROW(bench.account_id(f), bench.account_id(o + (o >= f)::int), 1.00, 'USD',
        'key-' || :k || '-' || n, NULL, NULL, NULL, NULL, NULL)::ledger.transfer_request
    FROM (SELECT n, random(100000000001::bigint, 100000010000) AS f,
            random(100000000001::bigint, 100000009999) AS o
        FROM generate_series(1, {size}) AS n OFFSET 0) AS i
));
"""
    )


def batch_of_textbook(size: int) -> str:
    """Return one statement that calls the peer's function that many times."""
    return f"""SELECT count(bench.peer_transfer(
    bench.account_id(f), bench.account_id(o + (o >= f)::int), 1.00))
FROM (SELECT random(100000000001::bigint, 100000010000) AS f,
        random(100000000001::bigint, 100000009999) AS o
    FROM generate_series(1, {size}) OFFSET 0) AS i;
"""


def batch_of_peer(size: int) -> str:
    """Return a call of pgledger's own batch function with that many transfers."""
    return f"""SELECT count(*) FROM pgledger_create_transfers(ARRAY(
    SELECT ROW('pgla_00000000000000' || f, 'pgla_00000000000000' || o + (o >= f)::int,
        1.00::numeric::money)::transfer_request
    FROM (SELECT random(100000000001::bigint, 100000010000) AS f,
            random(100000000001::bigint, 100000009999) AS o
        FROM generate_series(1, {size}) OFFSET 0) AS i
), event_at => NULL);
"""
