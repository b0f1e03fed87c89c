"""A login renews its tokens; a refresh token is used once, whatever becomes of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sdks.proxy import Fault
from zerosum_client import AuthenticationError, Client, Retrying
from zerosum_client.credentials import Login

if TYPE_CHECKING:
    from tests.sdks.conftest import Served

PASSWORD = "four random common words"


def expire(client: Client) -> None:
    """Make the client believe that its access token has ended."""
    assert isinstance(client._credentials, Login)
    client._credentials._ends = 0.0


def test_a_login_goes_on_for_as_long_as_it_can(served: Served, staff: Client) -> None:
    """Refreshed, refreshed without an answer, and after somebody has ended the session."""
    user = staff.create_user(username="ann")
    staff.set_user_password(user.user_id, new_password=PASSWORD)
    retrying = Retrying(first_wait=0.01)
    with Client(served.proxy.url, username="ann", password=PASSWORD, retrying=retrying) as client:

        def asked() -> list[str]:
            assert client.get_me().username == "ann"
            paths = [one.path.removeprefix("/v1/auth/") for one in served.proxy.seen]
            served.proxy.seen.clear()
            return paths

        assert asked() == ["login", "me"]
        assert asked() == ["me"]
        expire(client)
        assert asked() == ["refresh", "me"]
        assert len(list(staff.list_sessions(user.user_id))) == 1
        expire(client)
        served.proxy.faults.append(Fault.CUT_AFTER)
        assert asked() == ["refresh", "login", "me"]
        for session in staff.list_sessions(user.user_id):
            staff.revoke_session(session.session_id)
        expire(client)
        assert asked() == ["refresh", "login", "me"]


def test_a_wrong_password_is_tried_once(served: Served, staff: Client) -> None:
    """The server makes who fails wait."""
    user = staff.create_user(username="ann")
    staff.set_user_password(user.user_id, new_password=PASSWORD)
    with (
        Client(served.proxy.url, username="ann", password="four other common words") as client,
        pytest.raises(AuthenticationError, match="WEB203"),
    ):
        client.get_me()
    assert [one.path for one in served.proxy.seen] == ["/v1/auth/login"]
