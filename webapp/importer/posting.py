"""Post the rows of a journal in batches, in file order, and say what became of each."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import psycopg

from webapp.importer.balances import Comparison, compare
from webapp.importer.calls import Move, PostedItem, post_moves
from webapp.importer.connection import Session
from webapp.importer.directory import Directory, Known
from webapp.importer.faults import divide
from webapp.importer.refusals import Refusal, from_database, refuse
from webapp.importer.rows import EXACT, JournalRow


@dataclass(frozen=True, slots=True)
class Posted:
    """A row that stands in the ledger: written by this run, or there before it."""

    row: JournalRow
    amount: Decimal
    is_new: bool
    comparison: Comparison | None


Outcome = Posted | Refusal


@dataclass(frozen=True, slots=True)
class _Sent:
    """A row on its way: the accounts of its payer and payee, and what is sent."""

    row: JournalRow
    payer: Known
    payee: Known
    move: Move


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
            code for row in batch if isinstance(row, JournalRow) for code in row.codes
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
        for code in row.codes:
            line = self._directory.refused_line(code)
            if line is not None:
                return self._refuse("CSV08", row, f"{code} stands in line {line} of the accounts")
            known = self._directory.find(code)
            if known is None:
                return self._refuse("LG001", row, code)
            found.append(known)
        payer, payee, *takers = found
        if payer == payee and row.fees:
            return self._refuse("LG107", row, row.to_account)
        fees = tuple(_fee(row, payer, payee, taker, number) for number, taker in enumerate(takers))
        amount = row.amount
        if row.is_statement:
            # What comes into an account that grows with debits is a debit of it; what goes out is
            # the other way round.
            if payee.grows_with_debits != (amount < 0):
                payer, payee = payee, payer
            amount = amount.copy_abs()
        move = Move(row, payer.account_id, payee.account_id, amount, fees)
        return _Sent(row, payer, payee, move)

    def _send(self, items: Sequence[_Sent]) -> list[PostedItem]:
        moves = [sent.move for sent in items]
        return self._session.run(lambda connection: post_moves(connection, moves))

    def _judge(
        self, sent: _Sent, answer: PostedItem | psycopg.Error, *, sent_again: bool
    ) -> Outcome:
        row = sent.row
        if isinstance(answer, psycopg.Error):
            return from_database(
                answer,
                file=self._file,
                line=row.line,
                reference=row.reference,
                fields=row.fields,
            )
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
                fields=row.fields,
            )
        is_new = not answer.is_replay or (
            sent_again
            and answer.created_at is not None
            and answer.created_at >= self._directory.started_at
        )
        amount = sent.move.amount
        for fee in row.fees:
            amount = EXACT.add(amount, fee.amount)
        return Posted(row, amount, is_new, compare(row, sent.payer, sent.payee, answer))

    def _refuse(self, code: str, row: JournalRow, detail: str) -> Refusal:
        return refuse(
            code,
            file=self._file,
            line=row.line,
            reference=row.reference,
            detail=detail,
            fields=row.fields,
        )


def _fee(
    row: JournalRow, payer: Known, payee: Known, taker: Known, number: int
) -> tuple[UUID, UUID, Decimal]:
    """Return who is debited, who is credited, and how much, for one fee of a row."""
    part = row.fees[number]
    pays = payee if part.paid_by_payee else payer
    # A fee goes out of a statement's account, which for one that grows with debits is a credit.
    if row.is_statement and pays.grows_with_debits:
        pays, taker = taker, pays
    return pays.account_id, taker.account_id, part.amount


def _line(outcome: Outcome) -> int:
    return outcome.line if isinstance(outcome, Refusal) else outcome.row.line
