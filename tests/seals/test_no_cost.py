"""A posting pays nothing for seals: it reads, writes and calls nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg.rows import tuple_row

if TYPE_CHECKING:
    from tests.seals.sealing import Sealer
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row

_DONE = """
    SELECT s.relname::text FROM pg_stat_xact_all_tables AS s
    WHERE coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0) + s.n_tup_ins + s.n_tup_upd > 0
        AND s.schemaname LIKE 'ledger%'
    UNION ALL
    SELECT f.funcname::text FROM pg_stat_xact_user_functions AS f
"""
_OF_SEALS = """
    SELECT c.relname::text FROM pg_class AS c
    WHERE c.relnamespace = 'ledger_audit'::regnamespace AND c.relname ~ '^seal'
    UNION ALL
    SELECT p.proname::text FROM pg_proc AS p
    WHERE p.proname ~ 'seal|leaf|merkle|tree|part_salt|event_parts|explains_change|touched_objects'
"""


def test_a_posting_touches_no_seal(database: Database, sealer: Sealer, paid: Row) -> None:
    """Neither before anything is sealed nor after."""
    with database.connect(row_factory=tuple_row) as session:
        session.execute("SET track_functions = 'all'")
        of_seals = {row[0] for row in session.execute(_OF_SEALS)}
        assert {"seal", "sealed_state", "seal_events", "leaf_hashes"} <= of_seals
        for _ in range(2):
            with session.transaction():
                session.execute(
                    "SELECT ledger.post_transfer(%s, %s, 1)",
                    (paid.to_account_id, paid.from_account_id),
                )
                done = {row[0] for row in session.execute(_DONE)}
            assert {"transaction_entry", "post_transfer"} <= done
            assert done & of_seals == set()
            sealer.seal()
