"""A ledger with some history, a key, and what seals and signs with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.seals.sealing import Sealer, Worker
from webapp.seals.signing import new_key

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def sealer(ledger: LedgerCalls) -> Sealer:
    """Give what seals and signs."""
    return Sealer(ledger, new_key("test.example"))


@pytest.fixture
def paid(ledger: LedgerCalls) -> Row:
    """Return a transfer between two customers, with all that can be said of one."""
    mint = ledger.account("mint", account_class="asset", min_balance="-Infinity").account_id
    ann, ben = (ledger.call("create_user", username=name).user_id for name in ("ann", "ben"))
    from_ann = ledger.account("ann", user_id=ann, name="Ann's", metadata={"a": 1}).account_id
    to_ben = ledger.account("ben", user_id=ben).account_id
    for account_id in (from_ann, to_ben):
        ledger.call("post_transfer", from_account_id=mint, to_account_id=account_id, amount=50)
    return ledger.call(
        "post_transfer",
        from_account_id=from_ann,
        to_account_id=to_ben,
        amount=3,
        description="rent",
        idempotency_key="rent",
        metadata={"note": "x"},
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where heads are taken."""
    return tmp_path / "heads"


@pytest.fixture
def worker(database: Database, sealer: Sealer, file: Path) -> Worker:
    """Give a worker that takes heads to the file."""
    return Worker(database, sealer, f"file://{file}")
