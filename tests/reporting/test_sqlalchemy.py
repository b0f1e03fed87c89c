"""SQLAlchemy reflects the views by the recipe of reporting.md, with keys that are true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reporting.recipe import keys_of, references_of, reflected

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database


def untrue(story: Database, folder: Path) -> list[str]:
    """Return the views without a key or with one that is not, and the columns that lead nowhere."""
    with reflected(story.url_as("ledger_dba"), folder) as ledger:
        keys, references = keys_of(ledger), references_of(ledger)
    wrong = [f"{view}: no key" for view, key in keys.items() if not key]
    with story.connect("ledger_dba") as connection:
        for view, key in keys.items():
            row = f"({', '.join(sorted(key))})"
            twice = f"SELECT true FROM reporting.{view} AS v GROUP BY {row} HAVING count(*) > 1"
            if key and connection.execute(twice.encode()).fetchone():
                wrong.append(f"{view}: {row} is no key")
        for view, column, target, key_column in references:
            lost = (
                f"SELECT true FROM reporting.{view} AS v WHERE v.{column} IS NOT NULL"
                f" AND v.{column} NOT IN (SELECT t.{key_column} FROM reporting.{target} AS t)"
            )
            if connection.execute(lost.encode()).fetchone():
                wrong.append(f"{view}.{column} does not lead to {target}")
    return sorted(wrong)


def test_the_recipe_runs_as_a_report_login(
    story: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And joins along what it has found."""
    with reflected(story.url_as("ledger_report"), tmp_path) as ledger:
        assert capsys.readouterr().out == "5000.00 insufficient_funds\n"
        assert keys_of(ledger)["entries"] == {"account_id", "account_version"}
        assert ("entries", "transaction_id", "postings", "transaction_id") in references_of(ledger)


def test_every_view_tells_a_key_that_is_one(story: Database, tmp_path: Path) -> None:
    """As do the columns that lead to another view."""
    assert untrue(story, tmp_path) == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("statement_lines.account_id IS 'The account.'", "statement_lines: no key"),
        (
            "daily_movements.account_id IS 'One; with currency the key of the view.'",
            "daily_movements: (account_id, currency) is no key",
        ),
        (
            "holds.to_account_id IS 'Leads to reporting.postings.'",
            "holds.to_account_id does not lead to postings",
        ),
    ],
)
def test_a_comment_that_is_not_true_is_noticed(
    new_story: Database, tmp_path: Path, planted: str, found: str
) -> None:
    """No key, a key that is none, a column that leads elsewhere."""
    with new_story.connect() as connection:
        connection.execute(f"COMMENT ON COLUMN reporting.{planted}".encode())
    assert found in untrue(new_story, tmp_path)
