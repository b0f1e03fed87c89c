"""A standby is promoted: the same cluster, another timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.moving.house import Past, assert_at_home
from tests.moving.moving import adopting, blocks, typed
from tests.support.databases import Database
from tests.support.standby import catch_up, standby_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_promoted_standby_is_at_home(database: Database, past: Past, tmp_path: Path) -> None:
    """Before the promotion nothing is adopted; after it all holds, under a new feed."""
    with standby_of(database.cluster) as standby:
        catch_up(database.cluster, standby)
        new = Database(standby, database.name)
        early = adopting(new.url, tmp_path)
        assert early.returncode == 1
        assert "promote it first" in early.stderr
        (commands,) = blocks("moving.md", "A standby")
        said = typed(commands, tmp_path, standby.bin_dir, NEW=new.url)
        assert "its identity is new" in said
        with new.connect("ledger_dba") as connection, new.connect() as owner:
            assert_at_home(connection, owner, past)


def test_what_only_a_person_can_put_right_is_one_line(database: Database, tmp_path: Path) -> None:
    """Texts sorted by another machine's rules, and a guard that nobody declared."""
    with database.connect() as connection:
        connection.execute(
            "UPDATE pg_database SET datcollversion = '0' WHERE datname = current_database()"
        )
        done = adopting(database.url, tmp_path)
        assert done.returncode == 1
        assert "collations of version 0" in done.stderr
        assert done.stderr.count("\n") == 1
        connection.execute(
            "UPDATE pg_database SET datcollversion = NULL WHERE datname = current_database()"
        )
        connection.execute("ALTER TABLE ledger_private.account ADD COLUMN favourite text")
        done = adopting(database.url, tmp_path)
        assert done.returncode == 1
        assert "left: column ledger_private.account.favourite" in done.stdout
        assert "what does not hold: guards_are_in_place" in done.stderr
        connection.execute("ALTER TABLE ledger_private.account DROP COLUMN favourite")
        done = adopting(database.url, tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.tampered
def test_books_that_do_not_hold_are_told(database: Database, past: Past, tmp_path: Path) -> None:
    """Balances were changed while guards were off: these are put back, those are named."""
    assert past
    with database.connect() as connection:
        connection.execute("ALTER TABLE ledger_private.account DISABLE TRIGGER ALL")
        connection.execute("UPDATE ledger_private.account SET balance = balance + 1")
    done = adopting(database.url, tmp_path)
    assert done.returncode == 1
    assert "put back: trigger account_10_refuse_removal" in done.stdout
    assert "what does not hold: currencies_sum_to_zero" in done.stderr
    assert "balances_equal_entries" in done.stderr
    assert "guards_are_in_place" not in done.stderr
    assert "at home" not in done.stdout
