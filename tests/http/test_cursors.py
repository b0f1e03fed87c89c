"""Cursors come back as they went, and nothing else is taken for one."""

import base64
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.http import cursors
from webapp.problems.refusals import Refusal


def test_a_cursor_reads_back() -> None:
    """Both kinds."""
    account_id = str(uuid4())
    assert cursors.after_account(cursors.account_cursor(account_id)) == account_id
    assert cursors.before_position(cursors.position_cursor(17)) == "17"
    assert cursors.after_account(None) is None


def test_a_cursor_of_another_list_is_refused() -> None:
    """It would start the page anywhere."""
    with pytest.raises(Refusal) as caught:
        cursors.before_position(cursors.account_cursor(str(uuid4())))
    assert caught.value.code == "WEB106"


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_any_other_text_is_refused(text: str) -> None:
    """Never another exception."""
    with pytest.raises(Refusal):
        cursors.after_account(text)
    with pytest.raises(Refusal):
        cursors.before_position(text)


def test_a_page_is_cut_and_says_where_the_next_begins() -> None:
    """One row to spare tells whether there is a next page."""
    assert cursors.cut([3, 2, 1], 2, str) == ([3, 2], "2")
    assert cursors.cut([3, 2], 2, str) == ([3, 2], None)
    assert cursors.cut([], 2, str) == ([], None)
