"""Who may hold, settle and refund: customers their own, and nothing of what the bank holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.security.acting import as_actor
from tests.support.ledger_calls import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


class Scene(NamedTuple):
    """Ann and Ben with 100 dollars each, who paid whom, and what is held of whose money."""

    web: psycopg.Connection[Any]
    people: dict[str, int]
    ann: UUID
    ben: UUID
    paid_to_ben: UUID
    hold_of_ben: UUID
    hold_of_the_bank: UUID

    def told(self, name: str, function: str, arguments: str) -> tuple[str, str]:
        """Call as somebody; return "ok", or the SQLSTATE and DETAIL of the refusal."""
        role = name if name in {"auditor", "service", "operator"} else "customer"
        try:
            as_actor(self.web, self.people[name], role, function, arguments)
        except psycopg.Error as error:
            return error.sqlstate or "", error.diag.message_detail or ""
        return "ok", ""


@pytest.fixture
def scene(database: Database, ledger: LedgerCalls) -> Iterator[Scene]:
    """Give the scene, and the web login to act for everybody in it."""
    people = {
        name: ledger.call("create_user", username=name, role=role).user_id
        for name, role in (
            *(("ann", "customer"), ("ben", "customer"), ("auditor", "auditor")),
            *(("service", "service"), ("operator", "operator")),
        )
    }
    ann = ledger.account("ann", user_id=people["ann"]).account_id
    ben = ledger.account("ben", user_id=people["ben"]).account_id
    for account in (ann, ben):
        ledger.call("deposit", account_id=account, amount=100)
    paid = ledger.call("post_transfer", from_account_id=ann, to_account_id=ben, amount=10)
    of_bank = ledger.call("hold_funds", account_id=ann, to_account_id=ben, amount=5)
    with database.connect("ledger_web") as web:
        held = as_actor(
            web, people["ben"], "customer", "hold_funds", f"p_account_id => '{ben}', p_amount => 5"
        )
        yield Scene(web, people, ann, ben, paid.transaction_id, held[0][0], of_bank.hold_id)


_STEPS = (
    ("get_hold", ""),
    ("capture_hold", ""),
    ("increment_hold", ", p_amount => 1"),
    ("extend_hold", ", p_expires_at => NULL"),
    ("release_hold", ""),
    ("list_hold_events", ""),
)


@pytest.mark.parametrize(("function", "more"), _STEPS)
def test_another_s_hold_is_unknown(scene: Scene, function: str, more: str) -> None:
    """It answers like no hold at all."""
    nowhere = uuid4()
    theirs = scene.told("ann", function, f"p_hold_id => '{scene.hold_of_ben}'{more}")
    nobodys = scene.told("ann", function, f"p_hold_id => '{nowhere}'{more}")
    assert theirs[0] == nobodys[0] == "LG006"
    assert theirs[1].replace(str(scene.hold_of_ben), "?") == nobodys[1].replace(str(nowhere), "?")


@pytest.mark.parametrize(("function", "more"), _STEPS[1:5])
def test_what_the_bank_holds_stays_held(scene: Scene, function: str, more: str) -> None:
    """Its customer sees it and changes nothing; operators and services may."""
    step = f"p_hold_id => '{scene.hold_of_the_bank}'{more}"
    assert scene.told("ann", "get_hold", f"p_hold_id => '{scene.hold_of_the_bank}'")[0] == "ok"
    assert scene.told("ann", function, step)[0] == "LG206"
    assert scene.told("auditor", function, step)[0] == "LG206"
    assert scene.told("service", function, step)[0] == "ok"


def test_groups_are_whole_or_unknown(scene: Scene) -> None:
    """A customer neither joins nor settles a group with another's hold in it."""
    group = beside(scene.ben)
    place = "p_account_id => '{}', p_amount => 1, p_to_account_id => '{}', p_group_id => '{}'"
    assert scene.told("ben", "hold_funds", place.format(scene.ben, scene.ann, group))[0] == "ok"
    assert scene.told("ann", "hold_funds", place.format(scene.ann, scene.ben, group))[0] == "LG007"
    for function in ("capture_group", "release_group"):
        assert scene.told("ann", function, f"p_group_id => '{group}'")[0] == "LG007"
        assert scene.told("ann", function, f"p_group_id => '{uuid4()}'")[0] == "LG007"
    assert scene.told("ben", "capture_group", f"p_group_id => '{group}'")[0] == "ok"


def test_who_received_refunds(scene: Scene) -> None:
    """The payer can't, a stranger doesn't know it, the receiver, a service or an operator may."""
    refund = f"p_transaction_id => '{scene.paid_to_ben}', p_amount => 1"
    assert scene.told("ann", "reverse_transaction", refund)[0] == "LG206"
    assert scene.told("auditor", "reverse_transaction", refund)[0] == "LG206"
    for name in ("ben", "service", "operator"):
        assert scene.told(name, "reverse_transaction", refund)[0] == "ok"


def test_only_operators_sweep(scene: Scene) -> None:
    """It changes nothing that counts, yet it locks accounts."""
    for name, code in (("ann", "LG206"), ("service", "LG206"), ("auditor", "LG206")):
        assert scene.told(name, "expire_holds", "p_limit => 10")[0] == code
    assert scene.told("operator", "expire_holds", "p_limit => 10")[0] == "ok"
