"""zerosum adopt: a ledger that has moved house is made whole here, and proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import psycopg

from migrations.engine import deploy
from migrations.homecoming import furnish
from webapp.cli.migrate import deployers_database, make_logins
from webapp.failures import ZerosumError

if TYPE_CHECKING:
    Connection = psycopg.Connection[Any]

_SUBSCRIPTIONS = """
    SELECT s.subname, count(*) FILTER (WHERE r.srsubstate <> 'r')
    FROM pg_subscription AS s
    LEFT JOIN pg_subscription_rel AS r ON r.srsubid = s.oid
    WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
    GROUP BY s.subname
    ORDER BY s.subname
"""
# Sorted by other rules than those of this machine, an index of texts misses rows.
_COLLATION = """
    SELECT d.datcollversion, pg_database_collation_actual_version(d.oid)
    FROM pg_database AS d
    WHERE d.datname = current_database()
        AND d.datcollversion IS DISTINCT FROM pg_database_collation_actual_version(d.oid)
        AND d.datcollversion IS NOT NULL
"""
_FEED = """
    SELECT p.last_position, p.feed_id FROM ledger_audit.feed_pass AS p
    ORDER BY p.pass_number DESC LIMIT 1
"""
_PROVE = "SELECT v.is_ok, v.is_current, v.through_position FROM ledger.verify_new(100000) AS v"
_FAILED = "SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok"
_SEALS = "SELECT count(*), max(h.tree_size) FROM ledger.seal_heads AS h"


@click.command("adopt")
@click.option("--receive", is_flag=True, help="Before a copy: let a subscription's rows in.")
def adopt_command(*, receive: bool) -> None:
    """Make a ledger whole that was restored, upgraded, promoted or copied into this database.

    Makes roles and logins that are missing, puts owners, rights, settings and guards back, moves
    identities on, gathers statistics, and proves all the books and every event. May be repeated.
    Exit code 1 when something is left that only a person can put right.

    --receive makes tables without rows (pg_dump --schema-only) ready for a subscription.
    """
    with deployers_database() as url:
        if receive:
            _receive(url)
            return
        _require_a_home(url)
        furnish(url, _tell)
        with _session(url) as connection:
            _move_identities(connection)
            for setting, outcome in _asked(connection, "put_settings_back"):
                _tell("setting", f"{outcome}: {setting}")
        done = deploy(url, anew=True)
        for change in done.changes:
            _tell("change", f"deployed: {change}")
        for guard in done.guards_put_back:
            _tell("guard", f"put back: {guard}")
        for guard in done.guards_left:
            _tell("guard", f"left: {guard}")
        make_logins(url)
        with _session(url) as connection:
            _move_identities(connection)
            connection.execute("ANALYZE")
            _tell("statistics", "gathered")
            _prove(connection)
    click.echo("the ledger is at home here")


def _receive(url: str) -> None:
    with _session(url) as connection:
        _require_ledger(connection)
        row = connection.execute("SELECT ledger_private.receive_copy()").fetchone()
    if row and row[0]:
        raise ZerosumError(
            f"{row[0]} has rows: a copy is received by tables of pg_dump --schema-only alone"
        )
    click.echo("ready for a subscription; when it is dropped: zerosum adopt")


def _require_a_home(url: str) -> None:
    """Raise ZerosumError where a ledger cannot be adopted, or not yet."""
    with _session(url) as connection:
        _require_ledger(connection)
        if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,):
            raise ZerosumError("this is a standby or still recovers: promote it first")
        for name, waiting in connection.execute(_SUBSCRIPTIONS):
            raise ZerosumError(
                f"subscription {name} still brings rows ({waiting} tables are not ready): "
                "stop who posts there, let it catch up, and drop it first"
            )
        versions = connection.execute(_COLLATION).fetchone()
    if versions:
        raise ZerosumError(
            f"texts were sorted by collations of version {versions[0]}, here it is {versions[1]}: "
            "REINDEX DATABASE, then ALTER DATABASE … REFRESH COLLATION VERSION"
        )


def _require_ledger(connection: Connection) -> None:
    found = connection.execute("SELECT to_regclass('ledger_audit.guard_declaration')").fetchone()
    if not found or found[0] is None:
        raise ZerosumError("there is no ledger in this database: restore it first")


def _move_identities(connection: Connection) -> None:
    for column in _asked(connection, "move_identities"):
        _tell("identity", f"goes on behind its rows: {column}")


def _asked(connection: Connection, function: str) -> list[Any]:
    """Return what a function of the ledger gives; nothing where its release has none such yet."""
    call = f"ledger_private.{function}()"
    there = connection.execute("SELECT to_regprocedure(%s) IS NOT NULL", (call,)).fetchone()
    if there != (True,):
        return []
    return [value for (value,) in connection.execute(f"SELECT {call}".encode())]


def _prove(connection: Connection) -> None:
    """Prove all of it, and note how far: what was proved in the house before is proved anew."""
    before = connection.execute(_FEED).fetchone()
    failed = [name for (name,) in connection.execute(_FAILED)]
    is_ok, is_current, position = True, False, 0
    while is_ok and not is_current:
        is_ok, is_current, position = connection.execute(_PROVE).fetchone() or (False, False, 0)
    if not is_ok:
        failed.append("verify_new")
    after = connection.execute(_FEED).fetchone()
    if after is not None:
        identity = "as before" if before and before[1] == after[1] else "new"
        _tell("feed", f"whole to position {after[0]}; its identity is {identity}: {after[1]}")
    heads, size = connection.execute(_SEALS).fetchone() or (0, None)
    if heads:
        _tell("seals", f"{heads} heads, the newest of {size} events: compare those kept outside")
    if failed:
        raise ZerosumError(f"what does not hold: {', '.join(failed)}; see zerosum verify")
    _tell("books", f"every check holds; proved to position {position}")


def _session(url: str) -> Connection:
    return psycopg.connect(
        url,
        autocommit=True,
        fallback_application_name="zerosum adopt",
        options="-c zerosum.reason=adopt",
    )


def _tell(about: str, what: str) -> None:
    click.echo(f"  {about:<10} {what}")
