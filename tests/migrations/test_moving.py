"""The way from a ledger before the released tables: exported and imported, as the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from migrations.engine import ROOT, deploy

if TYPE_CHECKING:
    from tests.migrations.kept import Kept
    from tests.support.databases import Database

pytest_plugins = ["tests.migrations.kept"]

_PAGE = ROOT.parent / "docs" / "how-to" / "upgrade.md"
_BLOCK = re.compile(r"<!-- run by tests/migrations/test_moving.py -->\n```sh\n(.*?)```", re.DOTALL)

# A request of the old ledger, by the new name of an account.
_AGAIN = """
    SELECT ledger.transfer(
        ledger.account_id('alice'), ledger.account_id('shop:centre'), 40, 'EUR', 'returned'
    )
"""


def move(old: Database, new: Database, folder: Path) -> None:
    """Type all blocks of the page, in a folder."""
    tools = Path(old.cluster.tool("psql")).parent, Path(sys.executable).parent
    done = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", "\n".join(_BLOCK.findall(_PAGE.read_text()))],
        cwd=folder,
        env={
            **os.environ,
            "OLD": old.url_as("ledger_dba"),
            "NEW": new.url_as("ledger_dba"),
            "PATH": os.pathsep.join([*map(str, tools), os.environ["PATH"]]),
            "ZEROSUM_HOME": str(folder / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_balances_holds_and_keys_are_carried_over(first: Kept, tmp_path: Path) -> None:
    """Twice, as when the first time was broken off; from the ledger that has every kind of row."""
    template = first.rig.template
    with (
        first.clone() as old,
        first.rig.clone(template) as new,
        new.connect("ledger_dba") as dba,
    ):
        deploy(old.url)
        deploy(new.url)
        # Ledgers before the released tables had currencies of ISO 4217 alone.
        dba.execute("SELECT ledger.add_asset('USDC', 6, 'USD Coin')")
        dba.execute("SELECT ledger.add_asset('WEI', 18, 'Wei')")
        move(old, new, tmp_path)
        move(old, new, tmp_path)
        before = _balances(dba)
        with pytest.raises(psycopg.DatabaseError) as refused:
            dba.execute(_AGAIN)
        assert refused.value.sqlstate == "LG301"
        assert _balances(dba) == before
        kinds = dba.execute(
            "SELECT h.is_freeze, count(*) FROM ledger.holds AS h GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert [kind for kind, _ in kinds] == [False, True]


def _balances(dba: psycopg.Connection[Any]) -> list[Any]:
    return dba.execute("SELECT a.code, a.balance FROM ledger.accounts AS a ORDER BY 1").fetchall()
