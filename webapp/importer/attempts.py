"""Post moves so that a refusal leaves no trace: its reference is free when the reason has passed.

The ledger's batches record what a rule refuses, and the key that was told "no" is told "no" for
ever. A row of a file is mended and sent again, so its refusals are rolled back, and the rest of the
batch, which they did not touch, is posted without them.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from psycopg import Connection

from webapp.importer import calls
from webapp.importer.calls import Move, PostedItem

# Rows that share a reference wait for the verdict on the first; a file of nothing else ends here.
_ATTEMPTS = 8


class _RecordedError(Exception):
    """Undoes an attempt in which the ledger recorded a refusal."""


def post_unrecorded(connection: Connection[Any], moves: Sequence[Move]) -> list[PostedItem]:
    """Post what can be posted, all in one commit; return what became of each move, in order."""
    answers: dict[int, PostedItem] = {}
    pending = list(range(len(moves)))
    attempt = 0
    while pending:
        attempt += 1
        given: dict[int, PostedItem] = {}
        try:
            with connection.transaction():
                posted = _post(connection, [moves[at] for at in pending])
                given.update(zip(pending, posted, strict=True))
                if any(_is_recorded(answer) for answer in posted):
                    raise _RecordedError  # noqa: TRY301 - leaves the transaction
        except _RecordedError:
            given = {
                at: answer
                for at, answer in given.items()
                if _is_recorded(answer) or (attempt >= _ATTEMPTS and answer.status == "FAILED")
            }
        answers |= given
        pending = [at for at in pending if at not in answers]
    return [answers[at] for at in range(len(moves))]


def _post(connection: Connection[Any], moves: Sequence[Move]) -> list[PostedItem]:
    answers: list[PostedItem] = []
    # In the order of the file: a row with fees may spend what the one before it brought.
    for has_fees, run in groupby(moves, key=lambda move: bool(move.fees)):
        post = calls.post_transactions if has_fees else calls.post_transfers
        answers += post(connection, list(run))
    return answers


def _is_recorded(answer: PostedItem) -> bool:
    """Tell whether the ledger would keep this refusal under its key."""
    code = answer.failure_code or ""
    is_by_rule = code.startswith("LG2") or code == "LG302"
    return answer.status == "FAILED" and is_by_rule and not answer.is_replay
