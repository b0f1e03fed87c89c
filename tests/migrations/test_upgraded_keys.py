"""API keys of v0.9 after an upgrade: accepted, and restricted to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrations.engine import deploy

if TYPE_CHECKING:
    from tests.migrations.kept import Kept

pytest_plugins = ["tests.migrations.kept"]

_RESTRICTED = """
    SELECT k.api_key_id FROM ledger.api_keys AS k
    WHERE k.acceptance_ends_at IS NOT NULL
        OR num_nonnulls(
            k.account_ids, k.category_paths, k.transaction_types, k.currency, k.maximum_amount
        ) > 0
"""


def test_old_keys_wait_for_nobody_and_reach_what_they_did(first: Kept) -> None:
    """Each of them stands as it was."""
    with first.clone() as old:
        deploy(old.url)
        with old.connect("ledger_dba") as dba:
            assert dba.execute("SELECT FROM ledger.api_keys LIMIT 1").fetchone() is not None
            assert dba.execute(_RESTRICTED.encode()).fetchall() == []
