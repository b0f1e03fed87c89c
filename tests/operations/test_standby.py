"""A real hot standby: whatever only reads can be asked of it."""

from __future__ import annotations

from tests.conventions.test_rows_by_name import names_in, refused, tour
from tests.support.databases import Database
from tests.support.standby import catch_up, standby_of


def test_all_that_reads_can_be_asked_of_a_standby(database: Database) -> None:
    """Each function of the tour that is not VOLATILE, and the feed as far as it is numbered."""
    query = """
        SELECT p.proname FROM pg_proc AS p
        WHERE p.pronamespace = 'ledger'::regnamespace
        GROUP BY p.proname
        HAVING bool_and(p.provolatile <> 'v')
    """
    with database.connect() as connection:
        _, _, calls = tour(connection)
        readers = {name for (name,) in connection.execute(query).fetchall()}
    reading = [call for call in calls if names_in(call) and names_in(call) <= readers]
    reading += ["SELECT * FROM ledger.list_events()"]
    with standby_of(database.cluster) as standby:
        catch_up(database.cluster, standby)
        with Database(standby, database.name).connect() as connection:
            assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
            failed = [fault for call in reading for fault in refused(connection, call)]
    assert not failed, "\n".join(failed)
    assert {"preview_transaction", "check_limits"} <= names_in("\n".join(reading))
