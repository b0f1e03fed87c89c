"""Who holds a transaction open, anywhere in the cluster, and who waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from psycopg.rows import class_row

if TYPE_CHECKING:
    import psycopg

# Old, or in somebody's way. Ages of others are hidden from who is no member of pg_read_all_stats.
_OPEN = """
    WITH waiting AS MATERIALIZED (
        SELECT b.pid AS blocking_pid, count(*) AS sessions
        FROM (SELECT DISTINCT l.pid FROM pg_locks AS l WHERE NOT l.granted) AS w
        CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b (pid)
        GROUP BY b.pid
    )
    SELECT o.*
    FROM (
        SELECT
            a.pid, a.usename::text AS login, a.datname::text AS database,
            nullif(a.application_name, '') AS program, a.state,
            round(extract(epoch FROM clock_timestamp() - a.xact_start))::bigint AS seconds,
            coalesce(w.sessions, 0) AS waiting
        FROM pg_stat_activity AS a
        LEFT JOIN waiting AS w ON w.blocking_pid = a.pid
        WHERE a.pid <> pg_backend_pid()
            AND coalesce(a.backend_type = 'client backend', true)
            AND (
                a.xact_start < clock_timestamp() - make_interval(secs => %(seconds)s)
                OR w.sessions > 0
            )
        UNION ALL
        -- No process holds what was prepared: pg_blocking_pids calls it 0.
        SELECT
            NULL, p.owner::text, p.database::text, p.gid, 'prepared',
            round(extract(epoch FROM clock_timestamp() - p.prepared))::bigint,
            coalesce((SELECT w.sessions FROM waiting AS w WHERE w.blocking_pid = 0), 0)
        FROM pg_prepared_xacts AS p
    ) AS o
    WHERE %(database)s::text IS NULL OR o.database = %(database)s
    ORDER BY o.waiting DESC, o.seconds DESC NULLS LAST
    LIMIT 10
"""


class OpenTransaction(NamedTuple):
    """A transaction of some session, or a prepared one, which has no process."""

    pid: int | None
    login: str | None
    database: str | None
    program: str | None
    state: str | None
    seconds: int | None
    waiting: int

    def __str__(self) -> str:
        """Name the culprit in a line, and how to end it."""
        age = "for a while" if self.seconds is None else f"for {self.seconds} s"
        told = [f"{self.login or 'somebody'} in {self.database}, {age}"]
        if self.pid is None:
            told.append(f"prepared; ROLLBACK PREPARED '{self.program}' ends it")
        else:
            told += [self.program] if self.program else []
            told += [self.state] if self.state else []
            told.append(f"SELECT pg_terminate_backend({self.pid}) ends it")
        if self.waiting:
            told.insert(1, f"{self.waiting} wait for it")
        return ", ".join(told)


def open_transactions(
    connection: psycopg.Connection[Any], *, seconds: float = 60, database: str | None = None
) -> list[OpenTransaction]:
    """Return those older than ``seconds`` or that somebody waits for, the worst first.

    Of the whole cluster, unless a database is named.
    """
    cursor = connection.cursor(row_factory=class_row(OpenTransaction))
    return cursor.execute(_OPEN, {"seconds": seconds, "database": database}).fetchall()
