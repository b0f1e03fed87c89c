"""The logins people and programs connect with: each a member of the group roles that fit it."""

import time
from typing import Any, NamedTuple

import psycopg
from psycopg import errors, sql


class Login(NamedTuple):
    """A login, the group roles it is a member of, its settings, and how often it may connect.

    ``connections`` is a number, -1 for as often as there is room, or a share of max_connections.
    """

    name: str
    groups: tuple[str, ...]
    settings: tuple[tuple[str, str], ...] = ()
    connections: float = -1


# The ledger's statements are short: compiling one costs many times what it saves.
_QUICK = (("jit", "off"),)
# An open transaction keeps its rows locked: a person is given minutes, a program less.
_TYPING = (("idle_in_transaction_session_timeout", "5min"), *_QUICK)
_RELAYING = (
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "1min"),
    *_QUICK,
)
# A report may take long, but not for ever, nor every connection of the server.
_PATIENT = (
    ("statement_timeout", "15min"),
    ("idle_in_transaction_session_timeout", "10min"),
    *_QUICK,
)
_REPORTING_CONNECTIONS = 30
# Operators, the worker and reports always find room beside the web servers.
_WEB_SHARE = 0.75

LOGINS = (
    Login(
        "ledger_web",
        ("ledger_app",),
        (
            ("lock_timeout", "5s"),
            ("statement_timeout", "30s"),
            ("idle_in_transaction_session_timeout", "30s"),
            *_QUICK,
        ),
        _WEB_SHARE,
    ),
    Login(
        "ledger_dba",
        (
            "ledger_operator",
            "ledger_auditor",
            "ledger_reporter",
            "ledger_reporter_personal",
        ),
        _TYPING,
    ),
    Login("ledger_report", ("ledger_reporter",), _PATIENT, _REPORTING_CONNECTIONS),
    Login("ledger_inspector", ("ledger_auditor",), _TYPING),
)

# What a person or a tool connects as: the login to be made, its name still to be given.
KINDS = {
    "operator": Login("", ("ledger_operator", "ledger_auditor"), _TYPING),
    "reporter": Login("", ("ledger_reporter",), _PATIENT, _REPORTING_CONNECTIONS),
    "personal-reporter": Login(
        "", ("ledger_reporter", "ledger_reporter_personal"), _PATIENT, _REPORTING_CONNECTIONS
    ),
    "auditor": Login("", ("ledger_auditor",), _TYPING),
    "relay": Login("", ("ledger_relay",), _RELAYING),
}

# Logins belong to the whole cluster: deployers of two databases may meet over them, where no
# advisory lock reaches, and PostgreSQL then refuses one of them in one of these ways.
_MET = (errors.DuplicateObject, errors.UniqueViolation, errors.InternalError_)
_ATTEMPTS = 5


def ensure_logins(conn: psycopg.Connection[Any]) -> None:
    """Make the logins that are missing, and set memberships, settings and CONNECT on all.

    Call after a deploy, as a superuser or a role with CREATEROLE that administers the groups. No
    password is set or changed: an embedded server trusts its private socket, elsewhere a DBA
    sets one. Raises psycopg.errors.UndefinedObject before the first deploy.
    """
    for attempt in range(_ATTEMPTS):
        try:
            with conn.transaction():
                for login in LOGINS:
                    ensure_login(conn, login)
        except _MET:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def ensure_login(conn: psycopg.Connection[Any], login: Login) -> None:
    """Make one login if it is missing, and set its memberships, settings and CONNECT."""
    name = sql.Identifier(login.name)
    exists = conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login.name,)).fetchone()
    if exists is None:
        # How often it may connect is a DBA's to change: set once.
        conn.execute(
            sql.SQL("CREATE ROLE {} LOGIN CONNECTION LIMIT {}").format(
                name, sql.Literal(connections_of(conn, login))
            )
        )
    for group in login.groups:
        conn.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), name))
    for setting, value in login.settings:
        conn.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                name, sql.Identifier(setting), sql.Literal(value)
            )
        )
    conn.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(conn.info.dbname), name)
    )


def connections_of(conn: psycopg.Connection[Any], login: Login) -> int:
    """Return how often a login may connect; a share is one of all that the server takes."""
    allowed = login.connections
    if allowed < 0 or allowed >= 1:
        return int(allowed)
    query = "SELECT current_setting('max_connections')::integer"
    (most,) = conn.execute(query).fetchone() or (0,)
    return int(most * allowed)
