"""What a posting's own answer tells of the balances it moved: from which version, to which."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from functools import partial
from typing import TypeAlias
from uuid import UUID

from webapp.cache.balances import balance_cache
from webapp.cache.moves import Move
from webapp.cache.rows import Balance
from webapp.transfers.results import TransferResult

_Undo: TypeAlias = Callable[[Decimal, Decimal], Decimal]
_EXACT = Context(prec=100)


def written_through(
    account_ids: Sequence[UUID], post: Callable[[], list[TransferResult]]
) -> list[TransferResult]:
    """Return what became of transfers, the balances that they moved fenced and then told."""
    with balance_cache().writing(account_ids) as tell:
        results = post()
        tell(partial(moves_of, results))
    return results


def moves_of(results: Iterable[TransferResult]) -> dict[UUID, Move]:
    """Return the moves of accounts of which the answer tells every step.

    It tells nothing of an account that the actor may not see, that accumulates, or whose other
    side is in another cell, and what is told once more need not be the last that happened.
    """
    found: dict[UUID, Move] = {}
    unclear: set[UUID] = set()
    for result in results:
        if result.failure_code and not result.is_replay:
            continue
        is_plain = result.status == "COMPLETED" and not result.is_replay
        for account_id, version, balance, undo in (
            (result.from_account_id, result.from_account_version, result.from_balance, _EXACT.add),
            (result.to_account_id, result.to_account_version, result.to_balance, _EXACT.subtract),
        ):
            account = UUID(str(account_id))
            step = _step(result, str(account), version, balance, undo) if is_plain else None
            if step is None:
                unclear.add(account)
            elif account not in found:
                found[account] = step
            elif (first := found[account]).after.version == step.version_before:
                found[account] = Move(first.version_before, first.amount_before, step.after)
            else:
                unclear.add(account)
    return {account: move for account, move in found.items() if account not in unclear}


def _step(
    result: TransferResult, account_id: str, version: int | None, balance: str | None, undo: _Undo
) -> Move | None:
    if version is None or balance is None:
        return None
    amount = Decimal(balance)
    before = undo(amount, Decimal(str(result.amount)))
    nothing = f"{_EXACT.subtract(amount, amount):f}"
    after = Balance(
        account_id, str(result.currency), balance, nothing, balance, version, result.created_at
    )
    return Move(version - 1, f"{before:f}", after)
