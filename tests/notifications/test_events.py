"""What each kind of event tells whom, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.notifications.mailing import PostOffice
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

    Person = Callable[..., Row]
    Pay = Callable[..., Row]
    Tell = Callable[[], None]

_ACTOR = "jsonb_populate_record(NULL::ledger.actor, jsonb_build_object('role', 'gateway', 'ip_address', %s::text, 'user_agent', 'Firefox <b>'))"  # noqa: E501


def _subjects(office: PostOffice) -> list[str]:
    return [str(one.mail["Subject"]) for one in office.received]


def _login(database: Database, username: str, address: str) -> None:
    with database.connect() as connection:
        connection.execute(
            f"SELECT ledger_gateway.finish_login(%s, true, NULL, {_ACTOR})".encode(),
            (username, address),
        )


def test_money_in_from_another_party(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
) -> None:
    """Told once, with exact amounts; what one moves between one's own accounts is nothing."""
    ada = person("ada", name="Ada Lovelace")
    prefer(ada, "money_in", "large_debit", large_debit={"USD": "50.00"})
    first = ledger.account(user_id=ada.user_id, name="Savings <b>&Ü")
    second = ledger.account(user_id=ada.user_id)
    pay(till, first, "9007199254740993.10", description="Rent <script>alert(1)</script>")
    pay(first, second, "100.00")
    tell()
    tell()
    (mail,) = office.received
    assert mail.address == "ada@home.example"
    assert mail.mail["Subject"] == "Money in: 9007199254740993.10 USD"
    assert mail.mail["To"] == "Ada Lovelace <ada@home.example>"
    assert "9007199254740993.10 USD came in on Savings <b>&Ü" in mail.text
    assert "<script>" in mail.text
    assert "<script>" not in mail.html
    assert "Savings &lt;b&gt;&amp;Ü" in mail.html


def test_a_large_debit_from_the_threshold_on(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
) -> None:
    """At the threshold and above it; in a currency without one, never; legs count together."""
    ada = person("ada")
    prefer(ada, "large_debit", large_debit={"USD": "50.00"})
    account = ledger.account(user_id=ada.user_id, min_balance="-Infinity")
    euros = ledger.account(user_id=ada.user_id, currency="EUR", min_balance="-Infinity")
    house = ledger.account(currency="EUR")
    pay(account, till, "49.99")
    pay(account, till, "50.00")
    pay(euros, house, "1000.00")
    ledger.connection.execute(
        "SELECT FROM ledger.post_transaction(ARRAY[ledger.debit_leg(%s, 60),"
        " ledger.credit_leg(%s, 35), ledger.credit_leg(%s, 25)])",
        (account.account_id, till.account_id, till.account_id),
    )
    tell()
    assert _subjects(office) == ["Paid: 50.00 USD", "Paid: 60.00 USD"]


def test_a_low_balance_is_told_once_a_crossing(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
) -> None:
    """By monitors of all accounts, one that is opened later too; not by what staff watches."""
    ada = person("ada")
    account = ledger.account(user_id=ada.user_id)
    pay(till, account, "100.00")
    prefer(ada, "low_balance", low_balance={"USD": "20.00"})
    later = ledger.account(user_id=ada.user_id, name="Later")
    tell()
    pay(till, later, "30.00")
    ledger.call("create_monitor", account_id=account.account_id, threshold=90)
    for amount in ("85.00", "5.00"):
        pay(account, till, amount)
    ledger.call("evaluate_monitors")
    pay(till, account, "50.00")
    ledger.call("evaluate_monitors")
    pay(account, till, "45.00")
    ledger.call("evaluate_monitors")
    pay(later, till, "15.00")
    ledger.call("evaluate_monitors")
    tell()
    assert len(office.received) == 3
    assert "15.00 USD were available" in office.received[0].text
    assert "less than the 20.00 USD" in office.received[0].text
    assert "on Later at" in office.received[2].text
    assert len(ledger.rows("list_monitors")) == 3
    prefer(ada, "low_balance")
    assert len(ledger.rows("list_monitors")) == 1


def test_a_login_from_a_new_address(
    database: Database, office: PostOffice, person: Person, tell: Tell
) -> None:
    """Without being asked for; not the first of all, nor one from an address known before."""
    person("ada")
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "2001:db8::ffff"):
        _login(database, "ada", address)
    tell()
    assert [("192.0.2.2" in one.text, "2001:db8::1" in one.text) for one in office.received] == [
        (True, False),
        (False, True),
    ]
    assert "Firefox &lt;b&gt;" in office.received[0].html


def test_whoever_is_suspended_is_told_that_and_nothing_else(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
) -> None:
    """An account first, then the user; money that comes in afterwards is not told."""
    ada = person("ada")
    prefer(ada, "suspended", "money_in")
    account = ledger.account(user_id=ada.user_id, name="Savings")
    ledger.call("set_account_status", account_id=account.account_id, status="SUSPENDED")
    ledger.call("set_account_status", account_id=account.account_id, status="ACTIVE")
    ledger.call("set_user_status", user_id=ada.user_id, status="SUSPENDED")
    pay(till, account, "5.00")
    tell()
    assert _subjects(office) == ["Your account Savings is suspended", "Your access is suspended"]


def test_what_was_on_its_way_when_one_was_suspended_is_dropped(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
) -> None:
    """An event that its user may not see any more by the time it would be sent."""
    ada = person("ada")
    prefer(ada, "money_in")
    pay(till, ledger.account(user_id=ada.user_id), "5.00")
    ledger.call("fan_out_notifications")
    ledger.call("set_user_status", user_id=ada.user_id, status="SUSPENDED")
    tell()
    assert _subjects(office) == []
    (row,) = ledger.rows("list_notifications")
    assert (row.state, row.last_error) == ("DROPPED", "hidden")


def test_a_limit_that_is_reached(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
) -> None:
    """A refusal by a limit is told to who wanted to pay; one for lack of money is not."""
    ada = person("ada")
    prefer(ada, "limit_reached")
    account = ledger.account(user_id=ada.user_id)
    pay(till, account, "100.00")
    ledger.call("set_limit", maximum=10, period="day", account_id=account.account_id)
    assert pay(account, till, "1000.00").failure_code == "LG201"
    assert pay(account, till, "11.00").failure_code == "LG240"
    tell()
    (mail,) = office.received
    assert "A payment of 11.00 USD" in mail.text


def test_who_has_no_address_or_is_forgotten_gets_nothing_and_loses_nothing(  # noqa: PLR0917
    ledger: LedgerCalls,
    office: PostOffice,
    person: Person,
    prefer: Person,
    till: Row,
    pay: Pay,
    tell: Tell,
    database: Database,
) -> None:
    """Balances and choices stay; no message waits for ever."""
    nobody = ledger.call("create_user", username="nobody")
    silent, gone = person("silent", email=None, phone="1"), person("gone")
    accounts = []
    for user in (nobody, silent, gone):
        prefer(user, "money_in")
        accounts.append(ledger.account(user_id=user.user_id))
    pay(till, accounts[2], "1.00")
    ledger.call("fan_out_notifications")
    ledger.call("shred_person", user_id=gone.user_id)
    for account in accounts:
        pay(till, account, "1.00")
    tell()
    assert office.received == []
    assert [ledger.balance(one.account_id) for one in accounts] == [1, 1, 2]
    assert {row.state for row in ledger.rows("list_notifications")} == {"DROPPED"}
    assert ledger.call("get_notification_preferences", user_id=gone.user_id).email_events == [
        "money_in"
    ]
    with database.connect() as connection:
        lag = connection.execute(
            "SELECT lag FROM ledger.event_consumers WHERE consumer_name = 'notifications'"
        ).fetchone()
    assert lag is not None
