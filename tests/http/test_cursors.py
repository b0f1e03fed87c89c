"""Cursors come back as they went, and nothing else is taken for one."""

from __future__ import annotations

import base64
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webapp.calling import Seen
from webapp.http import cursors, paging
from webapp.http.cursor_text import written
from webapp.problems.refusals import Refusal
from webapp.users.bodies import UsersQuery

if TYPE_CHECKING:
    from flask.ctx import RequestContext


def asking(query: str = "", path: str = "/v1/accounts") -> RequestContext:
    """Return the context of a request for a list."""
    return Flask("lists").test_request_context(f"{path}?{query}")


def test_a_cursor_reads_back() -> None:
    """Of several kinds."""
    account_id = str(uuid4())
    with asking():
        assert cursors.after_id("account", cursors.id_cursor("account", account_id)) == account_id
        assert cursors.after_id("position", cursors.id_cursor("position", 17)) == "17"
        assert cursors.after_id("account", None) is None
        assert cursors.after_words(cursors.words_cursor("a/ä", "EUR"), 2) == ["a/ä", "EUR"]
        assert cursors.after_words(None, 2) == [None, None]
        delegation = cursors.delegation_cursor(account_id, 42)
        assert cursors.after_delegation(delegation) == [account_id, "42"]


def test_a_cursor_tells_what_could_be_seen() -> None:
    """Where rows are in the order in which they were made; an older one says nothing of it."""
    account_id = str(uuid4())
    with asking():
        for seen in (None, "7:7:", "7:12:7,9"):
            place = cursors.place_of("account", cursors.id_cursor("account", account_id, seen))
            assert place == ("account", account_id, seen)
        assert cursors.place_of("account", None) == ("account", None, None)
        for wrong in ("7", "7:12", "7:12:7,", "7:12:-7", "7:12:7/8"):
            with pytest.raises(Refusal):
                cursors.place_of("account", written(f"account:{account_id}/{wrong}"))


def test_a_cursor_of_another_list_is_refused() -> None:
    """It would start the page anywhere."""
    with asking(), pytest.raises(Refusal) as caught:
        cursors.after_id("position", cursors.id_cursor("account", str(uuid4())))
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
        cursor = cursors.id_cursor("account", str(uuid4()))
    with asking(*used_for), pytest.raises(Refusal) as caught:
        cursors.after_id("account", cursor)
    assert caught.value.code == "WEB106"


def test_pages_may_differ_in_size_and_in_what_they_show() -> None:
    """And parameters may come in another order."""
    account_id = str(uuid4())
    with asking("status=ACTIVE&currency=EUR"):
        cursor = cursors.id_cursor("account", account_id)
    with asking(f"currency=EUR&limit=3&cursor={cursor}&fields=code&status=ACTIVE&expand=accounts"):
        assert cursors.after_id("account", cursor) == account_id


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
        for read in (
            partial(cursors.after_id, "account"),
            partial(cursors.after_id, "position"),
            partial(cursors.place_of, "user"),
            cursors.after_words,
        ):
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


@pytest.mark.parametrize(
    ("ids", "after", "page", "goes_on_after"),
    [
        ([9, 10, 11], 8, [9, 10], "10"),
        ([3, 9, 10], 8, [3, 9], "9"),
        ([2, 3, 9], 8, [2, 3], "8"),
        ([2, 3, 4], 8, [2, 3], "3"),
        ([3, 9], 8, [3, 9], None),
    ],
)
def test_what_came_late_stands_before_the_place_where_a_page_begins(
    ids: list[int], after: int, page: list[int], goes_on_after: str | None
) -> None:
    """The list goes on from that place once all of it is shown."""
    with asking():
        query = UsersQuery.model_validate(
            {"limit": 2, "cursor": cursors.id_cursor("user", str(after), "7:7:")}
        )

        def listing(**asked: object) -> Seen[int]:
            assert asked == {"after": str(after), "seen": "7:7:", "is_ascending": True, "limit": 3}
            return Seen(ids, "9:9:")

        items, cursor = paging.page_made("user", query, listing, lambda row: row)
        assert items == page
        assert cursors.place_of("user", cursor) == (
            "user", goes_on_after, goes_on_after and "9:9:"
        )  # fmt: skip
