"""A program in JavaScript posts batches through real node-postgres, and is told of its mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.drivers import programs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database

pytestmark = pytest.mark.system


def _answers(database: Database, folder: Path) -> dict[str, Any]:
    """Install what is pinned into a folder, run the program there as a DBA, read what it says."""
    program = programs.node(folder)
    return programs.answers([programs.tool("node", "nodejs"), "batches.mjs"], program, database)


def test_batches_of_plain_objects_are_posted_or_refused(database: Database, tmp_path: Path) -> None:
    """Every JSON door; a key that is misspelt posts nothing and is named."""
    told = _answers(database, tmp_path)
    assert [row["status"] for row in told["transfers"]] == ["COMPLETED"] * 2
    assert [row["amount"] for row in told["transfers"]] == ["12.50"] * 2
    assert {row["effective_at"] for row in told["transfers"]} == {"2026-01-31T12:00:00.000Z"}
    assert told["repeated"][0]["is_replay"]
    assert told["repeated"][0]["transaction_id"] == told["transfers"][0]["transaction_id"]
    assert told["transaction"][0]["amount"] == "0.10"
    assert told["transactions"][0]["idempotency_key"] == "split-1"
    assert told["misspelt"]["code"] == told["misspeltLeg"]["code"] == "LG109"
    assert told["misspelt"]["detail"]["item_number"] == 2
    assert told["misspelt"]["detail"]["field"] == "idempotencyKey"
    assert "idempotency_key" in told["misspelt"]["detail"]["names"]
    assert told["misspeltLeg"]["detail"]["leg"] == 2
    assert told["misspeltLeg"]["detail"]["field"] == "Kind"
    assert told["inexact"]["failure_code"] == "LG105"
    assert told["balance"] == "25.20"
