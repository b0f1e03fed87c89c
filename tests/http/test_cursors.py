"""Cursors come back as they went, and nothing else is taken for one."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webapp.http import cursors, paging
from webapp.http.cursor_text import written
from webapp.problems.refusals import Refusal

if TYPE_CHECKING:
    from flask.ctx import RequestContext


def asking(query: str = "", path: str = "/v1/accounts") -> RequestContext:
    """Return the context of a request for a list."""
    return Flask("lists").test_request_context(f"{path}?{query}")


def test_a_cursor_reads_back() -> None:
    """Of several kinds."""
    account_id = str(uuid4())
    with asking():
        assert cursors.after_account(cursors.account_cursor(account_id)) == account_id
        assert cursors.before_position(cursors.position_cursor(17)) == "17"
        assert cursors.after_account(None) is None
        assert cursors.after_words(cursors.words_cursor("a/ä", "EUR"), 2) == ["a/ä", "EUR"]
        assert cursors.after_words(None, 2) == [None, None]
        delegation = cursors.delegation_cursor(account_id, 42)
        assert cursors.after_delegation(delegation) == [account_id, "42"]


def test_a_cursor_of_another_list_is_refused() -> None:
    """It would start the page anywhere."""
    with asking(), pytest.raises(Refusal) as caught:
        cursors.before_position(cursors.account_cursor(str(uuid4())))
    assert caught.value.code == "WEB106"


@pytest.mark.parametrize(
    ("given_for", "used_for"),
    [
        (("status=ACTIVE", "/v1/accounts"), ("status=CLOSED", "/v1/accounts")),
        (("status=ACTIVE", "/v1/accounts"), ("", "/v1/accounts")),
        (("", "/v1/accounts"), ("sort=-created_at", "/v1/accounts")),
        (("", "/v1/accounts"), ("", "/v1/reports/account-balances")),
    ],
)
def test_a_cursor_for_other_filters_is_refused(
    given_for: tuple[str, str], used_for: tuple[str, str]
) -> None:
    """Its page would go on in the middle of another list."""
    with asking(*given_for):
        cursor = cursors.account_cursor(str(uuid4()))
    with asking(*used_for), pytest.raises(Refusal) as caught:
        cursors.after_account(cursor)
    assert caught.value.code == "WEB106"


def test_pages_may_differ_in_size_and_in_what_they_show() -> None:
    """And parameters may come in another order."""
    account_id = str(uuid4())
    with asking("status=ACTIVE&currency=EUR"):
        cursor = cursors.account_cursor(account_id)
    with asking(f"currency=EUR&limit=3&cursor={cursor}&fields=code&status=ACTIVE&expand=accounts"):
        assert cursors.after_account(cursor) == account_id


def test_a_day_that_no_calendar_has_is_refused() -> None:
    """It has the form of a day, and PostgreSQL would refuse it by a code of its own."""
    with asking():
        assert cursors.after_day(cursors.day_cursor(date(2028, 2, 29))) == "2028-02-29"
        for day in ("2027-02-29", "0000-01-01", "2027-13-01"):
            with pytest.raises(Refusal):
                cursors.after_day(written(f"day:{day}"))


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_any_other_text_is_refused(text: str) -> None:
    """Never another exception."""
    with asking():
        for read in (cursors.after_account, cursors.before_position, cursors.after_words):
            with pytest.raises(Refusal):
                read(text)


def test_a_page_is_cut_and_says_where_the_next_begins() -> None:
    """One row to spare tells whether there is a next page."""
    assert paging.cut([3, 2, 1], 2, str) == ([3, 2], "2")
    assert paging.cut([3, 2], 2, str) == ([3, 2], None)
    assert paging.cut([], 2, str) == ([], None)


def test_a_search_that_stopped_goes_on_where_it_stopped() -> None:
    """Unless the page is full, which ends with its last row."""
    assert paging.cut_search([3, 2, 0], 3, str, lambda row: row == 0) == ([3, 2], "0")
    assert paging.cut_search([3, 2, 0], 2, str, lambda row: row == 0) == ([3, 2], "0")
    assert paging.cut_search([3, 2, 0], 1, str, lambda row: row == 0) == ([3], "3")
    assert paging.cut_search([0], 1, str, lambda row: row == 0) == ([], "0")
    assert paging.cut_search([3, 2], 2, str, lambda row: row == 0) == ([3, 2], None)
