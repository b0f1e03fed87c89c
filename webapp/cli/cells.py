"""zerosum cells: this cell among others, what is under way between them, and whether they agree."""

from typing import Any

import click
import psycopg

from webapp.cells.carrying import own_number
from webapp.cells.comparing import differences
from webapp.cells.peers import Peers, UnknownCellError
from webapp.cells.router.making import make_router
from webapp.cli.calls import connect, dba_connection, explained
from webapp.cli.logins import ensure_logins
from webapp.config import Config
from webapp.failures import Exit, ZerosumError


@click.group("cells")
def cells_group() -> None:
    """Manage this cell of the ledger, and the others it exchanges transfers with."""


@cells_group.command("init")
@click.argument("number", type=int)
def init(number: int) -> None:
    """Make this database the cell NUMBER, before it knows others."""
    with dba_connection() as connection:
        connection.execute("SELECT ledger.set_cell_number(%s)", (number,))
    click.echo(f"this is cell {number}")


@cells_group.command("add")
@click.argument("number", type=int)
def add(number: int) -> None:
    """Make the cell NUMBER known: transfers can go there and come from there."""
    with dba_connection() as connection:
        connection.execute("SELECT ledger.add_cell(%s)", (number,))
    click.echo(f"cell {number} is known")


@cells_group.command("status")
def status() -> None:
    """Print each cell that is known, what waits to be carried there, and what it is owed."""
    with dba_connection() as connection:
        number = own_number(connection)
        click.echo(f"cell {number}  this one")
        for cell_number, waiting, seconds in connection.execute(
            "SELECT c.cell_number, count(p.transfer_id),"
            " coalesce(extract(epoch FROM clock_timestamp() - min(p.created_at)), 0)::bigint"
            " FROM ledger.list_cells() AS c"
            " LEFT JOIN ledger.outgoing_transfers AS p"
            " ON p.cell_number = c.cell_number AND p.status = 'PENDING'"
            " WHERE NOT c.is_this GROUP BY c.cell_number ORDER BY c.cell_number"
        ).fetchall():
            age = f", the oldest for {seconds} s" if waiting else ""
            click.echo(
                f"cell {cell_number}  {waiting} pending{age}{_owed(connection, cell_number)}"
            )


@cells_group.command("verify")
def verify() -> None:
    """Compare all transfers with each other cell, both ways; exit 1 when one differs."""
    urls = Config.from_environment(serving=False).cells.urls
    found = 0
    with dba_connection() as here, Peers(urls, application_name="zerosum cells") as peers:
        number = own_number(here)
        others = [
            row[0]
            for row in here.execute(
                "SELECT c.cell_number FROM ledger.list_cells() AS c WHERE NOT c.is_this"
            )
        ]
        for other in others:
            try:
                there = peers.connection(other)
                if (leads_to := own_number(there)) != other:
                    raise ZerosumError(
                        f"ZEROSUM_CELLS leads to cell {leads_to} where cell {other} is named",
                        Exit.MISCONFIGURED,
                    )
                found += _compare(here, number, there, other)
            except UnknownCellError as error:
                raise ZerosumError(str(error), Exit.MISCONFIGURED) from error
            except psycopg.Error as error:
                raise explained(error) from error
    if found:
        raise click.exceptions.Exit(1)


@cells_group.command("route")
@click.argument("url")
@click.option(
    "--carrier",
    default="ledger_router",
    show_default=True,
    help="The operator's login in each cell that carries transfers between them.",
)
def route(url: str, *, carrier: str) -> None:
    """Make the database at URL the router of all cells that ZEROSUM_CELLS names, or anew.

    The login in the URL is a superuser of the router, which has nothing but what this writes.
    """
    urls = Config.from_environment(serving=False).cells.urls
    try:
        with connect(url) as router:
            made = make_router(router, urls, carrier, ensure_logins)
    except psycopg.Error as error:
        raise explained(error) from error
    click.echo(f"{made.answered} functions reach {len(urls)} cells, {made.refused} are refused")


def _compare(
    here: psycopg.Connection[Any], number: int, there: psycopg.Connection[Any], other: int
) -> int:
    found = 0
    for arguments in ((here, number, there, other), (there, other, here, number)):
        for difference in differences(*arguments):
            click.echo(f"differs  {difference}")
            found += 1
    if not found:
        click.echo(f"ok       cells {number} and {other} say the same of all transfers")
    return found


def _owed(connection: psycopg.Connection[Any], cell_number: int) -> str:
    rows = connection.execute(
        "SELECT c.currency, sum(c.balance) FROM ledger.clearing_accounts AS c"
        " WHERE c.cell_number = %s GROUP BY c.currency ORDER BY c.currency",
        (cell_number,),
    ).fetchall()
    return "".join(f"  {'owed' if owed >= 0 else 'owes'} {abs(owed)} {c}" for c, owed in rows)
