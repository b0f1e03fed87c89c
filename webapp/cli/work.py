"""zerosum work: what is done beside requests: expired holds tidied, bookings and guards proved."""

import signal
import threading
from types import FrameType

import click
import psycopg
import structlog

from webapp.cli.calls import connect
from webapp.cli.database import dba_url

_AT_ONCE = 1000  # holds; and transactions in one proof are ten times as many

_log = structlog.get_logger()


@click.command("work")
@click.option("--every", type=float, default=10.0, show_default=True, help="Seconds between turns.")
@click.option("--once", is_flag=True, help="Take one turn and end.")
def work(*, every: float, once: bool) -> None:
    """Tidy and prove, turn after turn, until SIGTERM or Ctrl-C.

    Nothing depends on it: balances honour the expiry of holds by themselves, and
    ledger.verify() can be called by hand. A database that is away is waited for.
    """
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with dba_url() as url:
        while True:
            try:
                with connect(url, application_name="zerosum work") as connection:
                    _tidy(connection)
                    _prove(connection, stopped)
            except psycopg.Error as error:
                _log.warning("turn failed", sqlstate=error.sqlstate)
            if once or stopped.wait(every):
                return


def _tidy(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    expired = connection.execute(
        "SELECT hold_id FROM ledger.expire_holds(p_limit => %s)", (_AT_ONCE,)
    ).fetchall()
    if expired:
        _log.info("holds expired", number=len(expired))
    # One call each, so that no payer waits for more than one account's folding.
    accumulating = connection.execute(
        "SELECT account_id FROM ledger.accounts WHERE accumulates AND status <> 'CLOSED'"
    ).fetchall()
    for (account_id,) in accumulating:
        connection.execute(
            "SELECT version FROM ledger.fold_account(p_account_id => %s)", (account_id,)
        )


def _prove(connection: psycopg.Connection[tuple[object, ...]], stopped: threading.Event) -> None:
    """Prove what was booked since the last proof, until all is proved or a fault is found."""
    while not stopped.is_set():
        row = connection.execute(
            "SELECT is_ok, is_current, transactions, broken, broken_guards"
            " FROM ledger.verify_new(p_limit => %s)",
            (10 * _AT_ONCE,),
        ).fetchone()
        is_ok, is_current, transactions, broken, guards = row or (True, True, 0, None, None)
        if guards:
            _log.error("guards are not in place", broken=guards)
        if not is_ok:
            _log.error("the books are wrong", broken=broken)
        elif transactions:
            _log.info("proved", transactions=transactions)
        if not is_ok or is_current:
            return
