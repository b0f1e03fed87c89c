"""zerosum repair-times: bring back what a clock that ran ahead has dated."""

from datetime import datetime

import click

from webapp.cli.calls import dba_connection
from webapp.failures import ZerosumError


@click.command("repair-times")
@click.option("--now", required=True, help="What an independent clock shows, with its zone.")
@click.option("--reason", required=True, help="Kept for ever in the audit trail.")
def repair_times(*, now: str, reason: str) -> None:
    """Date accounts that are ahead of the clock now, on file in their audit trails.

    Set the server's clock right first: while it is not within a minute of --now, nothing is done.
    """
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise ZerosumError(f"--now {now} is no moment, as 2026-01-31T12:00:00Z is") from None
    if moment.tzinfo is None:
        raise ZerosumError(f"--now {now} has no zone; write 2026-01-31T12:00:00Z for UTC")
    with dba_connection() as connection:
        rows = connection.execute(
            "SELECT account_id, detail ->> 'from' FROM ledger.repair_times("
            "p_now => %s, p_reason => %s)",
            (moment, reason),
        ).fetchall()
    for account_id, was in rows:
        click.echo(f"{account_id}\twas at {was}")
    click.echo(f"{len(rows)} accounts were ahead of the clock")
