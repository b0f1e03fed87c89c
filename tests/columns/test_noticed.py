"""Every column of every table is guarded, proved or on file when a plain statement changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.columns.answers import WITHOUT
from tests.columns.page import outcomes, page, prepare, reason
from tests.columns.trying import ROWS, columns, plain
from tests.docs.blocks import ROOT
from tests.docs.reference import MADE
from tests.security.tampering import rewrite, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.columns.trying import Session
    from tests.support.databases import Database
    from tests.support.rig import Rig

_NAME = "docs/reference/noticed.md"


@pytest.fixture(scope="module")
def staged(rig: Rig) -> Iterator[Database]:
    """Give a ledger with a row in every table; each test undoes what it does."""
    with rig.clone(rig.template) as database:
        prepare(database)
        yield database


def _unnoticed(session: Session, *tables: str) -> set[str]:
    return {
        f"{plain(table)}.{part}"
        for table, parts in outcomes(session, tables).items()
        for part, found in parts.items()
        if reason(table, part) is None and (found.silent is not None or found.tried == 0)
    }


def test_every_column_has_an_answer_and_the_page_tells_it(staged: Database) -> None:
    """A new column that nobody notices needs a guard, or a reason in answers.py: `make docs`."""
    with staged.connect() as session:
        assert _unnoticed(session) == set()
        assert (ROOT / _NAME).read_text(encoding="utf-8") == page(session, MADE), "make docs"


def test_reasons_are_given_for_columns_that_are_there(staged: Database) -> None:
    """A reason whose column is gone, or is noticed by now, goes too."""
    with staged.connect() as session:
        there = {
            name
            for table, parts in columns(session).items()
            for name in (
                plain(table),
                *(f"{plain(table)}.{part}" for part in (*(c.name for c in parts), *ROWS)),
            )
        }
    assert set(WITHOUT) <= there


@pytest.mark.parametrize(
    ("guard", "table", "part"),
    [
        ("app_user.app_user_95_note_direct_change", "app_user", "role"),
        ("role_permission.role_permission_95_note_direct_change", "role_permission", "INSERT"),
        ("account.account_95_note_direct_change", "account", "name"),
        ("webhook_secret.webhook_secret_97_note_direct_truncate", "webhook_secret", "TRUNCATE"),
        ("account_code.account_code_10_refuse_change", "account_code", "DELETE"),
    ],
)
def test_without_its_guard_a_column_is_found(
    staged: Database, guard: str, table: str, part: str
) -> None:
    """Planted: the guard is dropped, and the column has no answer."""
    with staged.connect() as session, session.transaction(force_rollback=True):
        without(session, f"trigger ledger_private.{guard}")
        assert f"{table}.{part}" in _unnoticed(session, table)


def test_a_column_that_is_new_is_found(staged: Database) -> None:
    """Planted: a column that a later step adds to a table whose columns are listed."""
    with staged.connect() as session, session.transaction(force_rollback=True):
        session.execute("ALTER TABLE ledger_private.account ADD COLUMN risk text")
        assert _unnoticed(session, "account") == {"account.risk"}


def test_without_the_check_that_proves_it_a_column_is_found(staged: Database) -> None:
    """Planted: verify() no longer compares sums with entries."""
    with staged.connect() as session, session.transaction(force_rollback=True):
        rewrite(
            session,
            "ledger.verify",
            "ledger_private.verify_rollups_equal_entries()",
            "NULL::jsonb",
        )
        assert "currency_day.money_in" in _unnoticed(session, "currency_day")
