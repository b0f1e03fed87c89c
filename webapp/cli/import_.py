"""zerosum import: open the accounts of a list and post a journal, both in CSV."""

import json
import sys
from pathlib import Path

import click
import psycopg

from webapp.cli.calls import connect, explained
from webapp.cli.database import dba_url
from webapp.failures import Exit, ZerosumError
from webapp.importer.connection import ConnectionGivenUpError, Session
from webapp.importer.printing import print_summary
from webapp.importer.refusals import UnusableFileError
from webapp.importer.report import RefusalReport
from webapp.importer.run import DEFAULT_BATCH_SIZE, LARGEST_BATCH, Plan, run_import
from webapp.importer.summary import Summary

_FILE = click.Path(path_type=Path)
_GOES_ON = "run the same command again to go on from there"


@click.command("import")
@click.argument("journal", type=_FILE, metavar="JOURNAL.csv")
@click.option("--accounts", type=_FILE, metavar="FILE.csv", help="Open these accounts first.")
@click.option(
    "--batch-size",
    type=click.IntRange(1, LARGEST_BATCH),
    default=DEFAULT_BATCH_SIZE,
    show_default=True,
    help="Rows sent in one call.",
)
@click.option("--check-balances", is_flag=True, help="Compare with the column reported_balance.")
@click.option("--report", type=_FILE, metavar="FILE.csv", help="Write every refused line here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def import_command(  # noqa: PLR0913 - one argument for each option
    journal: Path,
    *,
    accounts: Path | None,
    batch_size: int,
    check_balances: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """Post the rows of JOURNAL.csv, in file order.

    Columns, in any order: reference, effective_on, from_account, to_account, amount, currency, and
    perhaps description and reported_balance. The reference is the idempotency key: what was posted
    once is never posted again, so an import that was broken off is simply run again.

    Columns of the list of accounts: account_code, kind, currency, and perhaps opened_on,
    overdraft_limit (a number or unlimited), user and name.

    Exit code 0: every line is posted; 13: some were refused; 14: a file cannot be used.
    """
    plan = Plan(journal=journal, accounts=accounts, batch_size=batch_size, quiet=as_json)
    try:
        _spare_the_sources(report, [journal, accounts])
        with RefusalReport(report) as refusals:
            summary = Summary(refusals)
            failure = _run(plan, summary)
    except UnusableFileError as error:
        raise ZerosumError(str(error), Exit.UNUSABLE_FILE) from error
    if as_json:
        document = summary.as_json(check_balances=check_balances)
        document["complete"] = failure is None
        document["failure"] = None if failure is None else str(failure)
        click.echo(json.dumps(document, indent=2, default=str))
    else:
        print_summary(summary, check_balances=check_balances)
    if failure is not None:
        raise failure
    if not all(check.ok for check in summary.checks):
        raise ZerosumError("the ledger does not verify; see the checks above")
    if summary.refusals.count:
        sys.exit(Exit.ROWS_REFUSED)


def _run(plan: Plan, summary: Summary) -> ZerosumError | None:
    """Run the import; return what broke it off, so that what was done can still be told."""
    try:
        with (
            dba_url() as url,
            Session(lambda: connect(url, application_name="zerosum import")) as session,
        ):
            run_import(plan, session, summary)
    except ConnectionGivenUpError as error:
        return ZerosumError(f"{error}; {_GOES_ON}", Exit.UNREACHABLE)
    except psycopg.Error as error:
        failure = explained(error)
        return ZerosumError(f"the import stopped: {failure}; {_GOES_ON}", failure.exit_code)
    except KeyboardInterrupt:
        return ZerosumError(f"interrupted; {_GOES_ON}", Exit.INTERRUPTED)
    return None


def _spare_the_sources(report: Path | None, sources: list[Path | None]) -> None:
    """Refuse a report that would overwrite what is to be read."""
    for source in sources:
        if report is None or source is None or not report.exists() or not source.exists():
            continue
        if report.samefile(source):
            raise UnusableFileError(f"{report}: the report would overwrite a file to be imported")
