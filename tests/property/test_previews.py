"""A preview is what posting then says: verdict, values behind it, legs and balances.

ZEROSUM_EXAMPLES asks for more stories.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, note, seed, settings
from hypothesis import strategies as st

from tests.property.mutate import mutate
from tests.property.preview_world import PreviewWorld
from tests.property.previews import acts, asks, minutes
from tests.support.clocks import let_clock_be_wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.property.preview_world import Answer
    from tests.property.previews import Ask
    from tests.support.databases import Database

pytestmark = pytest.mark.long

_EXAMPLES = int(os.environ.get("ZEROSUM_EXAMPLES", "120"))
_SETTINGS = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)

# A rule that a preview would forget, or read otherwise than posting does.
_FAULTS = {
    "keys are not looked for": (
        "preview_legs",
        (
            "ledger_private.find_keys(coalesce(p_actor.user_id, 0), p_examined.items)",
            "p_examined.items",
        ),
    ),
    "limits are forgotten": (
        "preview_legs",
        ("ledger_private.read_limits(v_accounts), v_accounts", "NULL, v_accounts"),
    ),
    "closed periods are forgotten": (
        "preview_legs",
        ("ledger_private.earliest_open_moment(v_items, true)", "NULL"),
    ),
    "what was answered before is not recalled": (
        "preview_legs",
        ("ledger_private.recall_replays(v_decided.items)", "v_decided.items"),
    ),
    "limits are as they were counted": (
        "preview_legs",
        ("v_limits := ledger_private.roll_limits(v_limits, v_now);", ""),
    ),
    "open credits are forgotten": ("read_accounts", ("coalesce(sum(o.amount), 0)", "0")),
    "open credits have no versions": (
        "read_accounts",
        ("v_row.version + count(*)", "v_row.version"),
    ),
    "expired holds keep their money": (
        "read_accounts",
        ("v_row.held - coalesce(sum(h.remaining), 0)", "v_row.held"),
    ),
    "what holds keep is free": (
        "read_accounts",
        ("v_row.held - coalesce(sum(h.remaining), 0)", "0"),
    ),
    "expired holds keep their use of limits": (
        "limits_without_expired_holds",
        ("IF p_limits IS NULL THEN", "IF true THEN"),
    ),
    "customers are told what others hold": (
        "decided_entries",
        ("CASE WHEN v_found.is_open THEN v_found.balance_after END", "v_found.balance_after"),
    ),
    "legs lose their words": (
        "decided_entries",
        ("p_item.leg_descriptions[v_found.ordinality], ", ""),
    ),
}


@pytest.fixture
def world(database: Database) -> Iterator[PreviewWorld]:
    """Give accounts to come, and a clock that each story sets."""
    let_clock_be_wrong(database)
    world = PreviewWorld(database)
    yield world
    world.close()


def verdict(answer: Answer) -> tuple[str | None, Any]:
    """Return the code of a refusal, recorded or raised, and the values behind it."""
    if "code" in answer:
        return answer["code"], _timeless(json.loads(answer["detail"] or "null"))
    return answer.get("failure_code"), _timeless(answer.get("failure_detail"))


def _timeless(detail: Any) -> Any:  # noqa: ANN401 - JSON
    # Some milliseconds pass between the two answers, and may be rounded to a second.
    return detail and {name: of for name, of in detail.items() if name != "ahead_seconds"}


def compare(told: Answer, came: Answer, ask: Ask) -> None:
    """Fail when a preview is not what came of it."""
    assert verdict(told) == verdict(came)
    is_replay = told.get("is_replay", False)
    apart = {"item_number"} if is_replay else {"item_number", "transaction_id", "created_at"}
    if not is_replay and ask.request["effective_at"] is None:
        apart.add("effective_at")
    shared = told.keys() & came.keys() - apart
    assert {name: told[name] for name in shared} == {name: came[name] for name in shared}


def tell(world: PreviewWorld, data: st.DataObject) -> None:
    """Let things happen; each request is previewed, then posted."""
    world.begin(accumulates=data.draw(st.booleans(), label="accumulates"))
    asked: list[Ask] = []
    for _ in range(8):
        for act in data.draw(st.lists(acts(), max_size=3), label="acts"):
            world.act(act)
        if data.draw(st.integers(0, 3)) == 0:
            world.go_on(data.draw(minutes(), label="minutes"))
        ask: Ask = data.draw(asks(world.ids, world.nobody), label="ask")
        if asked and data.draw(st.integers(0, 3), label="again") == 0:
            ask = data.draw(st.sampled_from(asked), label="what")
        asked.append(ask)
        told = world.preview(ask)
        came = world.post(ask)
        note(f"told {told}\ncame {came}")
        event(f"{verdict(came)[0] or 'posted'} replay={told.get('is_replay')}")
        compare(told, came, ask)


def test_a_preview_is_what_posting_says(world: PreviewWorld) -> None:
    """In a read-only transaction of any isolation, at once before it is posted."""

    @settings(_SETTINGS, max_examples=_EXAMPLES)
    @given(data=st.data())
    def story(data: st.DataObject) -> None:
        tell(world, data)

    story()


@pytest.mark.tampered
@pytest.mark.parametrize("fault", _FAULTS)
def test_a_preview_that_forgets_a_rule_is_found(
    database: Database, world: PreviewWorld, fault: str
) -> None:
    """Random stories meet the fault."""
    function, change = _FAULTS[fault]
    mutate(database, function, change)
    told = []

    @seed(1)
    @settings(_SETTINGS, max_examples=3000, phases=[Phase.generate])
    @given(data=st.data())
    def story(data: st.DataObject) -> None:
        told.append(1)
        tell(world, data)

    with pytest.raises(AssertionError):
        story()
    print(fault, len(told))  # noqa: T201
