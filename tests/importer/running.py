"""Run the import command in a test's folder, and read what it tells."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.databases import Database

# Accounts that a dry run opens get other ids than those that stay.
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Zerosum = Callable[..., "subprocess.CompletedProcess[str]"]


def importer_of(database: Database, folder: Path) -> Zerosum:
    """Return a function that runs the command on the test's database."""
    settings = {"ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")}

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "webapp.cli", "import", *arguments],
            env=os.environ | settings,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """Return the summary without what differs from run to run."""
    summary: dict[str, Any] = json.loads(ID.sub("id", done.stdout))
    for name in ("seconds", "rows_per_second", "dry_run"):
        del summary[name]
    for check in summary["verify"]:
        del check["detail"]
    return summary


def counts(database: Database) -> tuple[Any, ...]:
    """Return how many rows the ledger has of what an import writes."""
    with database.connect() as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM ledger.transactions),"
            " (SELECT count(*) FROM ledger_private.account),"
            " (SELECT count(*) FROM ledger_private.app_user),"
            " (SELECT count(*) FROM ledger.audit_logs)"
        ).fetchone()
    assert row is not None
    return tuple(row)
