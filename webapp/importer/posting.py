"""Post the rows of a journal in batches, in file order, and say what became of each."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import psycopg

from webapp.importer import calls
from webapp.importer.calls import PostedItem
from webapp.importer.connection import Session
from webapp.importer.directory import Directory, Known
from webapp.importer.faults import divide
from webapp.importer.journal import EXACT, JournalRow
from webapp.importer.refusals import Refusal, from_database, refuse


@dataclass(frozen=True, slots=True)
class Posted:
    """A row that stands in the ledger: written by this run, or there before it."""

    row: JournalRow
    is_new: bool
    difference: Decimal | None
    """Reported balance less the ledger's after the row; None where there is nothing to compare."""


Outcome = Posted | Refusal
_Sent = tuple[JournalRow, Known, Known]


class Poster:
    """Post rows through one session, with the accounts of one directory."""

    def __init__(self, session: Session, directory: Directory, *, file: str) -> None:
        """Remember where to post and what to call the file in refusals."""
        self._session = session
        self._directory = directory
        self._file = file

    def post(
        self, rows: Iterable[JournalRow | Refusal], *, batch_size: int
    ) -> Iterator[list[Outcome]]:
        """Give what became of the rows, a batch at a time, each in file order.

        Refusals that the reader found travel along, so that a report keeps the order of the lines.
        """
        batch: list[JournalRow | Refusal] = []
        for row in rows:
            batch.append(row)
            if len(batch) == batch_size:
                yield self._post_batch(batch)
                batch = []
        if batch:
            yield self._post_batch(batch)

    def _post_batch(self, batch: Sequence[JournalRow | Refusal]) -> list[Outcome]:
        self._directory.learn(
            code
            for row in batch
            if isinstance(row, JournalRow)
            for code in (row.from_account, row.to_account)
        )
        outcomes: list[Outcome] = []
        ready: list[_Sent] = []
        for row in batch:
            addressed = row if isinstance(row, Refusal) else self._address(row)
            if isinstance(addressed, Refusal):
                outcomes.append(addressed)
            else:
                ready.append(addressed)
        reconnections = self._session.reconnections
        for sent, answer in divide(ready, self._send):
            # A batch sent again after a lost connection meets its own work as replays.
            sent_again = self._session.reconnections != reconnections
            outcomes.append(self._judge(sent, answer, sent_again=sent_again))
        outcomes.sort(key=_line)
        return outcomes

    def _address(self, row: JournalRow) -> _Sent | Refusal:
        found: list[Known] = []
        for code in (row.from_account, row.to_account):
            line = self._directory.refused_line(code)
            if line is not None:
                return self._refuse("CSV08", row, f"{code} stands in line {line} of the accounts")
            known = self._directory.find(code)
            if known is None:
                return self._refuse("LG001", row, code)
            found.append(known)
        return row, found[0], found[1]

    def _send(self, items: Sequence[_Sent]) -> list[PostedItem]:
        addressed = [(row, payer.account_id, payee.account_id) for row, payer, payee in items]
        return self._session.run(lambda connection: calls.post_transfers(connection, addressed))

    def _judge(
        self, sent: _Sent, answer: PostedItem | psycopg.Error, *, sent_again: bool
    ) -> Outcome:
        row, payer, payee = sent
        if isinstance(answer, psycopg.Error):
            return from_database(answer, file=self._file, line=row.line, reference=row.reference)
        if answer.status != "COMPLETED":
            return Refusal(
                file=self._file,
                line=row.line,
                code=answer.failure_code or "",
                name=answer.failure_name or "",
                reference=row.reference,
                detail=json.dumps(answer.failure_detail, default=str)
                if answer.failure_detail
                else "",
            )
        is_new = not answer.is_replay or (
            sent_again
            and answer.created_at is not None
            and answer.created_at >= self._directory.started_at
        )
        return Posted(row, is_new, _difference(row, payer, payee, answer))

    def _refuse(self, code: str, row: JournalRow, detail: str) -> Refusal:
        return refuse(code, file=self._file, line=row.line, reference=row.reference, detail=detail)


def _difference(row: JournalRow, payer: Known, payee: Known, answer: PostedItem) -> Decimal | None:
    """Compare with the customer's balance, where just one of the two accounts is a customer's."""
    balance = answer.from_balance if payer.is_liability else answer.to_balance
    if row.reported_balance is None or balance is None or payer.is_liability == payee.is_liability:
        return None
    return EXACT.subtract(row.reported_balance, balance)


def _line(outcome: Outcome) -> int:
    return outcome.line if isinstance(outcome, Refusal) else outcome.row.line
