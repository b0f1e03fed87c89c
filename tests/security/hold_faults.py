"""What holds the promises of holds: for every attack the guard that stops it."""

from __future__ import annotations

from tests.security.faults import Fault

_REMOVAL = "trigger ledger_private.hold.hold_10_refuse_removal"
_BIRTH = "trigger ledger_private.hold.hold_20_begin_open"
_PATH = "trigger ledger_private.hold.hold_30_keep_path"
_PLACING = "trigger ledger_private.hold.hold_50_check_placing"
_STEP = "trigger ledger_private.hold.hold_50_check_step"
_EVENTS = "trigger ledger_private.hold_event.hold_event_10_refuse_change"
_EVENT = "trigger ledger_private.hold_event.hold_event_50_check"
_HELD = "trigger ledger_private.account.account_60_check_held"
_EXCEEDED = "check ledger_private.hold.hold_is_not_exceeded"
_OPEN = "check ledger_private.hold.hold_is_open_while_something_remains"

_SUMS = frozenset({"holds_add_up"})
_BOTH = frozenset({"holds_add_up", "captures_within_holds"})

HOLD_FAULTS = (
    Fault("delete hold", _REMOVAL, _BOTH),
    Fault("truncate hold", "trigger ledger_private.hold.hold_11_refuse_truncate", _BOTH),
    Fault("delete hold_event", _EVENTS, _SUMS),
    Fault(
        "truncate hold_event",
        "trigger ledger_private.hold_event.hold_event_11_refuse_truncate",
        _SUMS,
    ),
    Fault("update hold_event", _EVENTS, _SUMS),
    Fault("keep more than the holds do", _HELD, _SUMS),
    Fault("keep less than the holds do", _HELD, _SUMS),
    Fault("release without an event", _STEP, _SUMS),
    Fault("release without a number", _PATH, _SUMS, also=(_STEP,)),
    Fault("an event of nothing", _EVENT, _SUMS),
    Fault("a hold the account does not keep", _PLACING, _SUMS, also=(_EVENT,)),
    Fault("born captured", _BIRTH, _BOTH, also=(_PLACING,)),
    Fault("capture more than is held", _EXCEEDED, _BOTH, also=(_STEP,)),
    Fault("captured with something left", _OPEN, _BOTH, also=(_STEP,)),
    Fault("change hold account_id", _PATH, _BOTH, also=(_STEP,)),
    Fault("change hold to_account_id", _PATH, _SUMS, also=(_STEP,)),
    Fault("change hold user_id", _PATH, _SUMS, also=(_STEP,)),
    Fault("change hold tolerance_amount", _PATH, _SUMS, also=(_STEP,)),
    Fault("change hold captured", _PATH, _BOTH, also=(_STEP,)),
    Fault("change hold amount", _PATH, _SUMS, also=(_STEP,)),
    Fault("change hold placed_by", _PATH, _SUMS, also=(_STEP,)),
)
