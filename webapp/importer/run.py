"""Run an import: open the accounts, post the journal, verify the ledger."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from webapp.importer import calls
from webapp.importer.accounts import AccountList, AccountRow
from webapp.importer.connection import Session
from webapp.importer.directory import Directory
from webapp.importer.journal import Journal
from webapp.importer.mapping import Mapping
from webapp.importer.posting import Poster
from webapp.importer.progress import show_progress
from webapp.importer.refusals import Refusal
from webapp.importer.refused_rows import RefusedRows
from webapp.importer.sources import Source
from webapp.importer.summary import Summary

DEFAULT_BATCH_SIZE = 1_000
LARGEST_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What to import, and how."""

    journal: Path | Source
    accounts: Path | None = None
    batch_size: int = DEFAULT_BATCH_SIZE
    quiet: bool = False
    mapping: Mapping = field(default_factory=Mapping)
    check_balances: bool = False
    refused: Path | None = None


def run_import(plan: Plan, session: Session, summary: Summary) -> None:
    """Import a journal, counting into `summary` as it goes.

    Running it again posts nothing twice: the reference of a row is its idempotency key. Raises
    UnusableFileError before anything is posted, except when a source fails while it is read;
    ConnectionGivenUpError; psycopg.Error.
    """
    journal = Journal(plan.journal, plan.mapping, check_balances=plan.check_balances)
    with journal.table as table, ExitStack() as files:
        if table.ignored:
            summary.ignored[table.label] = table.ignored
        refused = None
        if plan.refused is not None:
            refused = files.enter_context(RefusedRows(plan.refused, table, plan.mapping))
        started_at = session.run(calls.read_clock)
        directory = Directory(session, started_at, summary.opening)
        if plan.accounts is not None:
            _open_accounts(plan, plan.accounts, directory, summary)
        poster = Poster(session, directory, file=table.label)
        _post_journal(plan, journal, poster, summary, refused)
    summary.checks.extend(session.run(calls.verify))


def _open_accounts(plan: Plan, path: Path, directory: Directory, summary: Summary) -> None:
    accounts = AccountList(path)
    if accounts.table.ignored:
        summary.ignored[accounts.table.label] = accounts.table.ignored
    with (
        accounts.table,
        show_progress("accounts", size=accounts.table.source.size, quiet=plan.quiet) as advance,
    ):
        done = 0
        for batch in _batches(accounts, plan.batch_size):
            rows = [row for row in batch if isinstance(row, AccountRow)]
            unread = [row for row in batch if isinstance(row, Refusal)]
            for refusal in unread:
                directory.block(refusal)
            refused = unread + directory.open(rows, file=path.name)
            for refusal in sorted(refused, key=lambda refusal: refusal.line):
                summary.refuse_account(refusal)
            done += len(batch)
            advance(
                bytes_read=accounts.table.bytes_read,
                rows=done,
                rate=round(done / max(summary.seconds, 0.001)),
            )


def _post_journal(
    plan: Plan, journal: Journal, poster: Poster, summary: Summary, refused: RefusedRows | None
) -> None:
    summary.start_journal()
    table = journal.table
    with show_progress("journal", size=table.source.size, quiet=plan.quiet) as advance:
        for outcomes in poster.post(journal, batch_size=plan.batch_size):
            for outcome in outcomes:
                summary.add(outcome)
                if not isinstance(outcome, Refusal):
                    if plan.check_balances:
                        summary.add_balance(outcome, file=table.label)
                elif refused is not None:
                    refused.add(outcome)
            advance(bytes_read=table.bytes_read, rows=summary.rows, rate=summary.rate)
    summary.add_footer(
        table.label,
        table.footer,
        controls=0 if table.is_mended else len(plan.mapping.controls),
        faults=journal.check_footer(),
    )


def _batches(accounts: AccountList, size: int) -> Iterator[list[AccountRow | Refusal]]:
    batch: list[AccountRow | Refusal] = []
    for row in accounts:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
