"""What became of a batch of transfers."""

from dataclasses import dataclass

from webapp.shapes.choices import TransactionStatus
from webapp.shapes.values import JsonObject
from webapp.transactions.rows import Transaction


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one item of a batch: its transaction, or why there is none.

    A refusal by a rule is recorded: it has a transaction, which is FAILED, and a failure_code.
    """

    item_number: int
    status: TransactionStatus
    is_replay: bool
    transaction: Transaction | None
    failure_code: str | None
    failure_name: str | None
    failure_detail: JsonObject | None


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """One result per item of a batch, in the order of the request."""

    results: list[BatchResult]
