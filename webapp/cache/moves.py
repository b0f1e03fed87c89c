"""How a write may end: it moved balances from a version to a version, or nobody knows."""

from dataclasses import dataclass

import psycopg
from psycopg_pool import PoolTimeout, TooManyRequests

from webapp.cache.rows import BALANCE, Balance
from webapp.lifeline import AwayError

# Of a connection that was lost, and of a server that shut down or gave up: what it was asked
# may be committed all the same.
_UNKNOWN = ("08", "57", "40003")


@dataclass(frozen=True, slots=True)
class Move:
    """A balance before and after, as long as nothing of it is held."""

    version_before: int
    amount_before: str
    after: Balance

    def arguments(self) -> list[object]:
        """Return it as the last script of a write takes it."""
        row = self.after
        return [
            self.version_before,
            self.amount_before,
            row.version,
            row.balance,
            BALANCE.dump_json(row),
        ]


def has_ended(error: BaseException) -> bool:
    """Say whether nothing is under way any more of a write that failed with this."""
    if isinstance(error, (AwayError, PoolTimeout, TooManyRequests)):  # it was not asked
        return True
    if isinstance(error, psycopg.Error):
        return error.sqlstate is not None and not error.sqlstate.startswith(_UNKNOWN)
    return isinstance(error, Exception)
