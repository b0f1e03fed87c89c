"""The login that the web server may have: one that reaches what it calls, and no more.

Whoever makes the server run a statement of its own has the rights of its login.
"""

from typing import Any

import psycopg

from webapp.direct import configure
from webapp.failures import Exit, ZerosumError
from webapp.hosts import options

_TOO_MUCH = """
    SELECT r.rolname::text, concat_ws(
        ', ',
        CASE WHEN r.rolsuper THEN 'is a superuser' END,
        CASE WHEN r.rolcreaterole AND NOT r.rolsuper THEN 'may create roles' END,
        CASE WHEN r.rolreplication AND NOT r.rolsuper THEN 'may replicate the database' END,
        CASE WHEN d.datdba = r.oid THEN 'owns the database' END,
        CASE WHEN NOT r.rolsuper THEN (
            SELECT 'is a member of ' || string_agg(o.rolname, ', ' ORDER BY o.rolname)
            FROM pg_roles AS o
            WHERE o.oid <> r.oid
                AND pg_has_role(r.oid, o.oid, 'MEMBER')
                AND (
                    o.rolsuper OR o.rolcreaterole
                    OR starts_with(o.rolname, 'ledger_') AND o.rolname <> 'ledger_app'
                    OR o.rolname IN (
                        'pg_read_all_data', 'pg_write_all_data', 'pg_signal_backend',
                        'pg_read_server_files', 'pg_write_server_files',
                        'pg_execute_server_program', 'pg_maintain'
                    )
                )
        ) END
    )
    FROM pg_roles AS r, pg_database AS d
    WHERE r.rolname = session_user AND d.datname = current_database()
"""
_LONGEST = 3  # seconds that a server which begins waits for a database that may be away


class TooMuchError(ZerosumError):
    """The login may do more than the web server calls for."""


def require_little(connection: psycopg.Connection[Any]) -> None:
    """Raise TooMuchError with what the login of a connection may do that the server must not."""
    for login, too_much in connection.execute(_TOO_MUCH):
        if too_much:
            raise TooMuchError(
                f"the web server does not run as {login}, which {too_much}: set "
                "ZEROSUM_WEB_DATABASE_URL to the same database as ledger_web, or another login "
                "that is a member of ledger_app alone",
                Exit.MISCONFIGURED,
            )


def begin(connection: psycopg.Connection[Any]) -> None:
    """Prepare a connection of the web server, or refuse it."""
    configure(connection)
    require_little(connection)


def require_little_of(url: str) -> None:
    """Do so for a database that answers; one that is away is asked when it is back."""
    try:
        connection = psycopg.connect(url, autocommit=True, **options(url, _LONGEST))
    except psycopg.OperationalError:
        return
    with connection:
        require_little(connection)
