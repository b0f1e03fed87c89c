"""Lists that go on where a page ended, read from a standby while others write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.support.callers import Caller
from tests.support.ledger_calls import LedgerCalls
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from tests.replicas.pair import Pair, People


def test_what_was_under_way_is_not_missed(pair: Pair, patient: People) -> None:
    """A standby's snapshot does not name it: a page that is gone on from is the primary's."""
    with (
        pair.primary.connect("ledger_dba") as session,
        pair.primary.connect("ledger_dba", autocommit=False) as late,
    ):
        ledger = LedgerCalls(session)
        operator = ledger.call("create_user", username="olga", role="operator").user_id
        before = {str(row.account_id) for row in ledger.rows("list_accounts", limit=500)}
        under_way = LedgerCalls(late).account("late")
        made = [str(ledger.account(f"account {number}").account_id) for number in range(4)]
        pair.catch_up()
        config = patient.app.extensions["config"]
        token = issue_token(config, operator, "operator", timedelta(minutes=5))
        caller = Caller(patient.app.test_client(), token)
        first = caller.get(f"/v1/accounts?limit={len(before) + 2}").get_json()
        late.commit()
        pair.catch_up()
        second = caller.get(f"/v1/accounts?limit=500&cursor={first['next_cursor']}").get_json()
    found = [item["account_id"] for item in first["items"] + second["items"]]
    assert sorted(found) == sorted([*before, *made, str(under_way.account_id)])
    assert patient.counted()["primary", "snapshot"] == 1


def test_a_page_that_none_follows_is_the_standbys(pair: Pair, patient: People) -> None:
    """And so is one while nothing is under way."""
    with pair.primary.connect("ledger_dba", autocommit=False) as late:
        LedgerCalls(late).account("later")
        pair.catch_up()
        answer = patient.payer.get("/v1/accounts")
        assert [item["account_id"] for item in answer.get_json()["items"]] == [
            str(patient.source.account_id)
        ]
        late.rollback()
    assert patient.counted() == {("standby", "reached"): 1}
