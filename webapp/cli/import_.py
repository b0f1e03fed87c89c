"""zerosum import: open the accounts of a list and post a journal, from files or a query."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import psycopg

from webapp.cli.calls import connect, explained
from webapp.cli.database import dba_url
from webapp.cli.import_options import mapping_of, mapping_options
from webapp.failures import Exit, ZerosumError
from webapp.importer.connection import ConnectionGivenUpError, DrySession, Session
from webapp.importer.mapping import save_mapping
from webapp.importer.printing import print_summary
from webapp.importer.refusals import UnusableFileError
from webapp.importer.report import RefusalReport
from webapp.importer.run import DEFAULT_BATCH_SIZE, LARGEST_BATCH, Plan, run_import
from webapp.importer.sources import Source, open_query
from webapp.importer.summary import Summary

_FILE = click.Path(path_type=Path)
_GOES_ON = "run the same command again to go on from there"


@click.command("import")
@click.argument("journal", type=_FILE, metavar="JOURNAL.csv", required=False)
@click.option("--query", metavar="SQL", help="Read the rows of this query instead of a file.")
@click.option("--query-file", type=_FILE, metavar="FILE.sql", help="The same, from a file.")
@click.option("--accounts", type=_FILE, metavar="FILE.csv", help="Open these accounts first.")
@click.option(
    "--batch-size",
    type=click.IntRange(1, LARGEST_BATCH),
    default=DEFAULT_BATCH_SIZE,
    show_default=True,
    help="Rows sent in one call.",
)
@click.option("--check-balances", is_flag=True, help="Compare with the column reported_balance.")
@click.option("--report", type=_FILE, metavar="FILE.csv", help="Write every fault here.")
@click.option(
    "--refused", type=_FILE, metavar="FILE.csv", help="Write refused rows here, to be mended."
)
@click.option("--dry-run", is_flag=True, help="Do all, tell all, and take it all back.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@mapping_options
def import_command(  # noqa: PLR0913 - one argument for each option
    journal: Path | None,
    *,
    query: str | None,
    query_file: Path | None,
    accounts: Path | None,
    batch_size: int,
    check_balances: bool,
    report: Path | None,
    refused: Path | None,
    dry_run: bool,
    as_json: bool,
    **options: Any,  # noqa: ANN401 - the options of a mapping
) -> None:
    """Post the rows of JOURNAL.csv, or of a query, in their order.

    Columns, in any order: reference, effective_on, from_account, to_account, amount, currency, and
    perhaps description and reported_balance. The reference is the idempotency key: what was posted
    once is never posted again, so an import that was broken off is simply run again. A bank's own
    file is described by the options below; docs/how-to/import.md has examples.

    Columns of the list of accounts: account_code, kind, currency, and perhaps opened_on,
    overdraft_limit (a number or unlimited), user and name.

    Exit code 0: every line is posted; 13: some were refused; 14: a file, a query or a mapping
    cannot be used; 15: every line is posted, but a reported balance or a figure of the footer is
    unreadable or does not agree.
    """
    given = [source for source in (journal, query, query_file) if source is not None]
    if len(given) != 1:
        raise click.UsageError("name one of JOURNAL.csv, --query and --query-file")
    try:
        mapping, kept = mapping_of(options)
        _spare_the_sources([report, refused, kept], [journal, accounts, query_file])
        source = given[0] if query_file is None else _read_query(query_file)
        if kept is not None:
            save_mapping(mapping, kept)
        with RefusalReport(report) as refusals:
            summary = Summary(refusals, is_dry=dry_run)
            failure = _run(
                lambda source: Plan(
                    journal=source,
                    accounts=accounts,
                    batch_size=batch_size,
                    quiet=as_json,
                    mapping=mapping if journal is not None else mapping.as_database(),
                    check_balances=check_balances,
                    refused=refused,
                ),
                summary,
                source=source,
            )
    except UnusableFileError as error:
        raise ZerosumError(str(error), Exit.UNUSABLE_FILE) from error
    _tell(summary, failure, check_balances=check_balances, as_json=as_json)
    if failure is not None:
        raise failure
    if not all(check.ok for check in summary.checks):
        raise ZerosumError("the ledger does not verify; see the checks above")
    if summary.refusals.count:
        sys.exit(Exit.ROWS_REFUSED)
    if summary.balances.faults or summary.control_faults:
        sys.exit(Exit.BALANCES_DISAGREE)


def _tell(
    summary: Summary, failure: ZerosumError | None, *, check_balances: bool, as_json: bool
) -> None:
    if as_json:
        document = summary.as_json(check_balances=check_balances)
        document["complete"] = failure is None
        document["failure"] = None if failure is None else str(failure)
        click.echo(json.dumps(document, indent=2, default=str))
    else:
        print_summary(summary, check_balances=check_balances)


def _run(
    make_plan: Callable[[Source | Path], Plan], summary: Summary, *, source: Path | str
) -> ZerosumError | None:
    """Run the import; return what broke it off, so that what was done can still be told."""
    kind = DrySession if summary.is_dry else Session
    try:
        with (
            dba_url() as url,
            kind(lambda: connect(url, application_name="zerosum import")) as session,
        ):
            # A query has a session of its own: it is read while its rows are posted.
            opened = (
                source
                if isinstance(source, Path)
                else open_query(connect(url, application_name="zerosum import query"), source)
            )
            run_import(make_plan(opened), session, summary)
    except UnusableFileError as error:
        if not summary.rows:
            raise
        return ZerosumError(f"the import stopped: {error}", Exit.UNUSABLE_FILE)
    except ConnectionGivenUpError as error:
        return ZerosumError(f"{error}; {_GOES_ON}", Exit.UNREACHABLE)
    except psycopg.Error as error:
        failure = explained(error)
        return ZerosumError(f"the import stopped: {failure}; {_GOES_ON}", failure.exit_code)
    except KeyboardInterrupt:
        return ZerosumError(f"interrupted; {_GOES_ON}", Exit.INTERRUPTED)
    return None


def _read_query(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise UnusableFileError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _spare_the_sources(written: list[Path | None], sources: list[Path | None]) -> None:
    """Refuse to overwrite what is to be read, or to write two things into one file."""
    targets = [path for path in written if path is not None]
    for source in sources:
        for target in targets:
            if source is None or not target.exists() or not source.exists():
                continue
            if target.samefile(source):
                raise UnusableFileError(f"{target}: would overwrite a file to be imported")
    if len({path.resolve() for path in targets}) < len(targets):
        raise UnusableFileError(f"{targets[0]}: two files would be written under this name")
