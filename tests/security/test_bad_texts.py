"""Every text that a function takes is refused, or kept as people can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.security.tampering import rewrite
from tests.security.texts import UNREACHED, Tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database

BAD = {
    "control": "zq\x01qz",
    "next line": "zq\x85qz",
    "turned round": "zq\u202eqz",
    "byte order mark": "zq\ufeffqz",
}
BAD_IN_A_NAME = {
    "two spellings": "zqe\u0301qz",
    "zero width": "zq\u200bqz",
    "line feed": "zq\nqz",
    "space after": "zqeqz ",
}


@pytest.fixture
def tried(database: Database) -> Iterator[Tried]:
    """Give a session that may call every function."""
    with database.connect() as connection:
        yield Tried(connection)


@pytest.mark.parametrize("name", BAD)
def test_what_nobody_can_read_is_kept_nowhere(tried: Tried, name: str) -> None:
    """In no place of any function."""
    assert tried.faults(BAD[name], in_prose=True) == []


@pytest.mark.parametrize("name", BAD_IN_A_NAME)
def test_a_name_has_one_spelling_and_one_line(tried: Tried, name: str) -> None:
    """Descriptions, reasons and the names of devices are no names."""
    assert tried.faults(BAD_IN_A_NAME[name], in_prose=False) == []


def test_the_texts_reach_every_column(tried: Tried) -> None:
    """A column that no text reaches is told why: else nothing would be tried about it."""
    reached = tried.reached()
    missed = {
        f"{table}.{column}"
        for table, column in tried.search.columns
        if not {column, f"{table}.{column}"} & {*reached, *UNREACHED}
    }
    assert missed == set()


_PLANTED = {
    "malformed_field": ("NOT ledger_private.is_prose(p_description)", "control", "description"),
    "require_short_actor": ("NOT ledger_private.is_prose(concat(", "next line", "user_agent"),
    "require_name": ("NOT ledger_private.is_plain_text(v_name)", "zero width", "p_name"),
    "require_prose": ("NOT ledger_private.is_prose(p_text)", "turned round", "p_reason"),
}


@pytest.mark.parametrize("function", _PLANTED)
def test_a_function_that_looks_no_more_is_noticed(tried: Tried, function: str) -> None:
    """The text is kept then, or the domain of the column refuses it by a code of PostgreSQL."""
    whole, bad, where = _PLANTED[function]
    rewrite(tried.connection, f"ledger_private.{function}", whole, whole.replace("NOT", "NULL AND"))
    found = tried.faults({**BAD, **BAD_IN_A_NAME}[bad], in_prose=bad in BAD)
    assert any(where in fault for fault in found)
