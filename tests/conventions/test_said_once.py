"""What is known in one place: the largest amount, the roles; and small functions cost no call."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.property.model import LARGEST
from webapp.identity.tokens import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tests.support.rig import Rig

_ROOT = Path(__file__).resolve().parents[2]
_LARGEST = "99999999999999999999"
# The registry of errors says it in a sentence, which a view can't compute: its reader may
# execute no inner function.
_HOLDS_IT = {"sql/values/inner/largest_amount.sql", "sql/errors/views/errors.sql"}
_HOLDS_ROLES = {
    "sql/actors/inner/known_roles.sql",
    "migrations/deploy/types.sql",
    "webapp/identity/tokens.py",
}
_LIST_OF_ROLES = re.compile(r"""['"]customer['"],\s*['"]service['"],\s*['"]operator['"]""")

_PRECISION = re.compile(r"\b(numeric|decimal)\s*\(\s*\d", re.IGNORECASE)

_CALENDAR = "SELECT ledger_private.within_calendar(a.closed_at) FROM ledger_private.account AS a"
_INLINED = [
    "SELECT ledger_private.largest_amount() FROM ledger_private.account AS a",
    "SELECT ledger_private.amount_fault(a.balance) FROM ledger_private.account AS a",
    "SELECT ledger_private.amount_fault(a.held, a.minor_units) FROM ledger_private.account AS a",
    "SELECT a.status <> ALL (ledger_private.known_roles()) FROM ledger_private.account AS a",
    (
        "SELECT ledger_private.new_id(ledger_private.user_bucket(a.user_id))"
        " FROM ledger_private.account AS a"
    ),
    (
        "SELECT ledger_private.transfer_id(h.account_id, h.to_account_id)"
        " FROM ledger_private.hold AS h JOIN ledger_private.account AS a USING (account_id)"
    ),
    (
        "SELECT ledger_private.numbered_id((SELECT a.account_id), (SELECT a.audit_hash), a.version,"
        " ledger_private.user_bucket(a.user_id)) FROM ledger_private.account AS a"
    ),
    _CALENDAR,
    "SELECT ledger_private.amount_bytes(a.balance) FROM ledger_private.account AS a",
    "SELECT ledger_private.is_plain_text(a.name) FROM ledger_private.account AS a",
    "SELECT ledger_private.moment_text(a.closed_at) FROM ledger_private.account AS a",
]

# The number of the cell is a row, and asked for only where the house is both sides.
_CALLED = (
    r"largest_amount|amount_fault|known_roles|within_calendar"
    r"|new_id|numbered_id|id_bucket|user_bucket|transfer_bucket|transfer_id"
    r"|is_plain_text|moment_text|amount_bytes"
)


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[psycopg.Connection[tuple[str]]]:
    """Give one deployed database to read."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def product() -> dict[str, str]:
    """Return the files of the product that are written by hand, by their paths."""
    files = [
        path
        for place, kind in (("sql", "sql"), ("migrations/deploy", "sql"), ("webapp", "py"))
        for path in (_ROOT / place).rglob(f"*.{kind}")
        if path.parent.name != "generated"
    ]
    return {path.relative_to(_ROOT).as_posix(): path.read_text("utf-8") for path in files}


def test_the_largest_amount_stands_in_one_place() -> None:
    """All else asks ledger_private.largest_amount()."""
    found = {name for name, text in product().items() if _LARGEST in text}
    assert {name for name in found if name.endswith(".sql")} == _HOLDS_IT


def test_the_largest_amount_is_the_same_everywhere(
    catalog: psycopg.Connection[tuple[str]],
) -> None:
    """The function, the hint of LG106, the tests' model, and what the type has room for."""
    largest = catalog.execute("SELECT ledger_private.largest_amount()::text").fetchall()[0][0]
    hint = catalog.execute("SELECT e.hint FROM ledger.errors AS e WHERE e.code = 'LG106'")
    assert largest == str(LARGEST)
    assert hint.fetchall() == [(f"amounts end at {largest}",)]
    assert catalog.execute(
        "SELECT (ledger_private.largest_amount()::ledger_private.money)::text"
    ).fetchall() == [(largest,)]


def test_the_precision_of_money_is_said_once() -> None:
    """By the domain money; no column and no cast says it again."""
    found = {
        name: len(_PRECISION.findall(text))
        for name, text in product().items()
        if name.endswith(".sql") and _PRECISION.search(text)
    }
    assert found == {"migrations/deploy/types.sql": 1}


def test_the_roles_are_listed_once_a_language() -> None:
    """A rule of data, a function, a tuple of Python; nowhere else."""
    found = {name for name, text in product().items() if _LIST_OF_ROLES.search(text)}
    assert found == _HOLDS_ROLES


def test_the_lists_of_roles_are_equal(catalog: psycopg.Connection[tuple[str]]) -> None:
    """What the type takes beyond the others is the house, which is nobody's."""
    known = catalog.execute("SELECT unnest(ledger_private.known_roles())").fetchall()
    allowed = catalog.execute(
        """
        SELECT (regexp_matches(pg_get_constraintdef(c.oid), '''([a-z]+)''', 'g'))[1]
        FROM pg_constraint AS c WHERE c.conname = 'user_role_is_known'
        """
    ).fetchall()
    granted = catalog.execute("SELECT DISTINCT p.role FROM ledger.role_permissions AS p")
    assert [role for (role,) in known] == list(ROLES)
    assert {role for (role,) in allowed} == {"house", *ROLES}
    assert {role for (role,) in granted} == set(ROLES)


@pytest.mark.parametrize("query", _INLINED)
def test_a_small_function_costs_no_call(
    catalog: psycopg.Connection[tuple[str]], query: str
) -> None:
    """The plan holds what the function says."""
    plan = catalog.execute(f"EXPLAIN (VERBOSE) {query}".encode()).fetchall()
    text = "\n".join(line for (line,) in plan)
    assert "ledger_private.account" in text
    assert not re.search(_CALLED, text), text


def test_a_function_that_is_called_is_noticed(
    catalog: psycopg.Connection[tuple[str]],
) -> None:
    """One that says IMMUTABLE where STABLE is true is not inlined."""
    with catalog.transaction(force_rollback=True):
        catalog.execute("ALTER FUNCTION ledger_private.within_calendar IMMUTABLE")
        with pytest.raises(AssertionError, match="within_calendar"):
            test_a_small_function_costs_no_call(catalog, _CALENDAR)
