"""Views of reporting say what the ledger says, and no sum over them misleads."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from psycopg import Connection

    from tests.support.databases import Database

_SAME = {
    "entries": """
        SELECT e.transaction_id, e.account_id, e.account_version, e.amount, e.balance_after,
            e.description, e.transaction_type, e.effective_at, e.created_at, e.currency
        FROM {} AS e
    """,
    "audit_trail": """
        SELECT l.log_id, l.created_at, l.action, l.account_id, l.account_position,
            l.transaction_id, l.old_balance, l.new_balance, l.detail, l.user_id, l.user_role,
            l.database_user, l.request_id
        FROM {} AS l
    """,
}
_THERE = {"entries": "ledger.transaction_entries", "audit_trail": "ledger.audit_logs"}


@pytest.mark.parametrize("view", _SAME)
def test_a_view_with_other_ways_in_has_the_same_rows(story: Database, view: str) -> None:
    """As the ledger's own, with none left out and none twice."""
    with story.connect() as connection:
        mine = connection.execute(_SAME[view].format(f"reporting.{view}").encode()).fetchall()
        own = connection.execute(_SAME[view].format(_THERE[view]).encode()).fetchall()
    assert len(own) >= 13
    assert sorted(map(str, mine)) == sorted(map(str, own))


def test_postings_and_refusals_are_apart(reader: Connection[Any]) -> None:
    """A sum over postings counts nothing that was refused; what was given back can be taken off."""
    query = "SELECT p.idempotency_key, p.amount, p.net_amount FROM reporting.postings AS p"
    posted = {key: (amount, net) for key, amount, net in reader.execute(query).fetchall()}
    assert posted == {
        "fund": (Decimal(100), Decimal(100)),
        "pay": (Decimal(30), Decimal(30)),
        "back": (Decimal("12.50"), Decimal("-12.50")),
        "legs": (Decimal(11), Decimal(11)),
        "late": (Decimal(7), Decimal(7)),
        "captured": (Decimal(4), Decimal(4)),
        "open": (Decimal(2), Decimal(2)),
    }
    refused = reader.execute(
        "SELECT r.idempotency_key, r.amount, e.name FROM reporting.refusals AS r"
        " JOIN reporting.errors AS e ON e.code = r.failure_code"
    ).fetchall()
    assert refused == [("refused", Decimal(5000), "insufficient_funds")]


def test_a_posting_does_not_change_when_it_is_given_back(story: Database) -> None:
    """The row of before is the row of after."""
    query = "SELECT p FROM reporting.postings AS p WHERE p.idempotency_key = 'fund'"
    with story.connect(autocommit=False) as connection:
        before = connection.execute(query).fetchall()
        connection.execute(
            "SELECT FROM reporting.postings AS p, ledger.reverse_transaction(p.transaction_id, 5)"
            " WHERE p.idempotency_key = 'fund'"
        )
        assert connection.execute(query).fetchall() == before
        connection.rollback()


def test_entries_of_a_transaction_sum_to_zero(reader: Connection[Any]) -> None:
    """Legs, with the codes of both sides where there are two."""
    rows = reader.execute(
        "SELECT e.account_code, e.signed_amount, e.counterparty_code, e.description"
        " FROM reporting.entries AS e JOIN reporting.postings AS p USING (transaction_id)"
        " WHERE p.idempotency_key IN ('legs', 'late') ORDER BY e.entry_id"
    ).fetchall()
    assert sorted(rows, key=str) == sorted(
        [
            ("alice", Decimal(-11), None, None),
            ("bob", Decimal(10), None, None),
            ("fees", Decimal(1), None, "the fee"),
            ("bank", Decimal(-7), "alice", None),
            ("alice", Decimal(7), "bank", None),
        ],
        key=str,
    )


@pytest.mark.parametrize("view", ["user_names", "audit_trail"])
def test_personal_data_is_in_a_role_apart(story: Database, view: str) -> None:
    """A report login is refused it, one of the other role is not."""
    query = f"SELECT count(*) FROM reporting.{view} AS v".encode()
    with (
        story.connect("ledger_report") as reader,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        reader.execute(query)
    with story.connect("ledger_dba") as reader:
        assert reader.execute(query).fetchone() != (0,)


def test_no_other_view_has_a_column_of_personal_data(reader: Connection[Any]) -> None:
    """Nor where a request came from."""
    rows = reader.execute(
        "SELECT c.table_name FROM information_schema.columns AS c"
        " WHERE c.table_schema = 'reporting'"
        " AND c.column_name IN ('username', 'display_name', 'ip_address', 'user_agent')"
    )
    assert rows.fetchall() == []
