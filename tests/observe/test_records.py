"""What a command tells beside its answer: JSON on standard error, so that answers can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.support.databases import Database


def _zerosum(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "webapp.cli", *arguments],
        env=os.environ | {"ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
        capture_output=True,
        text=True,
        check=True,
    )


def test_the_worker_tells_by_json(
    database: Database, keys_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each turn that found something to say, with level, time and who says it."""
    assert keys_file.exists()
    made = _zerosum(database, "webhook", "add", "http://127.0.0.1:9/hook")
    assert len(made.stdout.split()) == 2
    monkeypatch.delenv("ZEROSUM_PERSONAL_KEYS")
    done = _zerosum(database, "work", "--once", "--job", "webhooks")
    assert done.stdout == ""
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert line["event"] == "webhooks are not sent"
    assert line["reason"].startswith("ZEROSUM_PERSONAL_KEYS")
    assert (line["level"], line["logger"]) == ("error", "webapp.worker.webhooks")
    assert line["time"].endswith("Z")


def test_what_goes_wrong_is_json_too(database: Database) -> None:
    """A turn that fails says of what kind the failure was."""
    with database.connect("postgres") as dba:
        dba.execute("ALTER FUNCTION ledger.expire_holds RENAME TO expire_nothing")
    done = _zerosum(database, "work", "--once", "--job", "expiring")
    assert done.stdout == ""
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert (line["event"], line["job"], line["sqlstate"]) == ("turn failed", "expiring", "42883")
