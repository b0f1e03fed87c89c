"""Print what an import did: tables on a terminal, tab-separated lines elsewhere."""

import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from webapp.importer.refusals import Refusal
from webapp.importer.summary import NEAR, Summary

_SHOWN = 80


def print_summary(summary: Summary, *, check_balances: bool) -> None:
    """Print counts, totals per currency, refused lines and the ledger's checks."""
    if summary.is_dry:
        click.echo("dry run: this is what an import would do; nothing was written")
    for file, names in summary.ignored.items():
        click.echo(f"{_plain(file)}: columns not read: {_plain(', '.join(names))}")
    opening = summary.opening
    if opening.opened or opening.already_open or summary.accounts_refused:
        click.echo(
            f"accounts: {opening.opened:,} opened, {opening.already_open:,} already open, "
            f"{summary.accounts_refused:,} refused"
        )
    click.echo(
        f"journal: {summary.posted:,} posted, {summary.already_there:,} already there, "
        f"{summary.rows_refused:,} refused; {summary.rows:,} rows in {summary.seconds:.1f} s "
        f"({summary.rate:,}/s)"
    )
    _print_footers(summary)
    if check_balances:
        _print_balances(summary)
    if summary.currencies:
        _print_currencies(summary)
    if summary.refusals.count:
        _print_refusals(summary)
    if summary.checks:
        _print_checks(summary)


def _print_footers(summary: Summary) -> None:
    for file, lines in summary.footers.items():
        for line, text in lines:
            click.echo(f"{_plain(file)}: line {line} is its footer: {_plain(text[:_SHOWN])}")
    if summary.controls:
        agreed = summary.controls - len(summary.control_faults)
        click.echo(f"figures of the footer: {agreed:,} of {summary.controls:,} agree")
    if summary.control_faults:
        _print_faults(summary.control_faults)


def _print_balances(summary: Summary) -> None:
    balances = summary.balances
    others = {
        "unreadable": balances.unreadable,
        "without a customer to compare": balances.without_customer,
        "missing": balances.missing,
    }
    click.echo(
        f"reported balances: {balances.agreed:,} of {balances.compared:,} agree, "
        f"{balances.nearly_agreed:,} within {NEAR}"
        + "".join(f", {count:,} {what}" for what, count in others.items() if count)
    )
    if balances.faults:
        _print_faults(summary.refusals.first_balances)
        _print_more(balances.faults, summary.refusals.first_balances, "balances")


def _print_currencies(summary: Summary) -> None:
    _print_table(
        ("currency", "posted", "amount posted", "already there", "amount already there"),
        [
            (
                currency,
                f"{total.posted:,}",
                f"{total.amount_posted:,f}",
                f"{total.already_there:,}",
                f"{total.amount_already_there:,f}",
            )
            for currency, total in sorted(summary.currencies.items())
        ],
        numbers_from=1,
    )


def _print_refusals(summary: Summary) -> None:
    refusals = summary.refusals
    _print_faults(refusals.first)
    if _print_more(refusals.count, refusals.first, "refused lines"):
        _print_table(
            ("code", "name", "lines"),
            [(*key, f"{count:,}") for key, count in sorted(refusals.by_code.items())],
        )


def _print_faults(faults: Sequence[Refusal]) -> None:
    _print_table(
        ("file", "line", "reference", "code", "name", "detail"),
        [
            (
                fault.file,
                str(fault.line),
                fault.reference,
                fault.code,
                fault.name,
                fault.detail,
            )
            for fault in faults
        ],
    )


def _print_more(count: int, shown: Sequence[Refusal], what: str) -> bool:
    """Say how many were not shown; tell whether there are any."""
    if count > len(shown):
        click.echo(f"… and {count - len(shown):,} more {what}; --report FILE.csv has them all")
    return count > len(shown)


def _print_checks(summary: Summary) -> None:
    failed = [check for check in summary.checks if not check.ok]
    good = len(summary.checks) - len(failed)
    click.echo(f"verify: {good} of {len(summary.checks)} checks ok")
    for check in failed:
        click.echo(f"verify: {check.name} is NOT OK: {check.detail}")


def _print_table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, numbers_from: int | None = None
) -> None:
    if not sys.stdout.isatty():
        for row in (titles, *rows):
            click.echo("\t".join(_plain(cell) for cell in row))
        return
    table = Table()
    for position, title in enumerate(titles):
        is_number = numbers_from is not None and position >= numbers_from
        table.add_column(title, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        # As Text, so that brackets in a file's own words are not taken for markup.
        table.add_row(*(Text(_plain(cell)) for cell in row))
    Console().print(table)


def _plain(cell: str) -> str:
    """Replace what would move the cursor: the words come from a file nobody vouches for."""
    return "".join(character if character.isprintable() else "\ufffd" for character in cell)
