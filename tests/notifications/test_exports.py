"""Who asked for an export is told when it can be read, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.notifications.mailing import PostOffice
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


def test_who_asked_is_told_once(  # noqa: PLR0917
    ledger: LedgerCalls,
    caller: Callable[[str, int], Caller],
    office: PostOffice,
    person: Callable[..., Row],
    prefer: Callable[..., Row],
    tell: Callable[[], None],
) -> None:
    """By default; not the account's owner, not who chose otherwise, not a database session."""
    ada, bob, carol = person("ada"), person("bob"), person("carol")
    prefer(carol, "money_in")
    account = ledger.account(user_id=ada.user_id, name="Savings <b>")
    ledger.call("deposit", account_id=account.account_id, amount=3)
    body = {"account_id": str(account.account_id)}
    for user in (bob, carol):
        ledger.call(
            "delegate_account", account_id=account.account_id, user_id=user.user_id, kind="viewer"
        )
        assert caller("customer", user.user_id).post("/v1/exports", body).status_code == 201
    ledger.call("create_export", account_id=account.account_id)
    tell()
    assert office.received == []
    while ledger.call("write_exports").r:
        pass
    tell()
    tell()
    (mail,) = office.received
    assert mail.address == "bob@home.example"
    assert mail.mail["Subject"] == "Your export of Savings <b> is ready"
    assert "Entries: 1." in mail.text
    assert " UTC" in mail.text
    assert "<b>" not in mail.html
