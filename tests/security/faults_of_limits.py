"""What holds limits and their counters: for every attack the guard that stops it."""

from __future__ import annotations

from tests.security.faults import Fault

_LIMIT = "trigger ledger_private.usage_limit.usage_limit_{}"
_COUNTER = "trigger ledger_private.usage_counter.usage_counter_{}"
_REMOVAL = _LIMIT.format("10_refuse_change")
_IDENTITY = _LIMIT.format("30_keep_identity")
_FORGETTING = _COUNTER.format("10_refuse_change")
_FORWARD = _COUNTER.format("30_move_forward")
_SEEN = frozenset({"limits_equal_history"})

LIMIT_FAULTS = (
    Fault(
        "limit: delete",
        _REMOVAL,
        _SEEN,
        also=("check ledger_private.usage_counter.usage_counter_limit_id_fkey",),
    ),
    Fault(
        "limit: truncate",
        _LIMIT.format("11_refuse_truncate"),
        _SEEN,
        also=(_COUNTER.format("11_refuse_truncate"),),
    ),
    Fault("limit: forget", _FORGETTING, _SEEN),
    Fault("limit: turn round", _IDENTITY, _SEEN),
    Fault("limit: of another", _IDENTITY, _SEEN),
    Fault("limit: count back", _FORWARD, _SEEN),
    Fault("limit: count ahead", _FORWARD, frozenset({"times_are_past"})),
    Fault("limit: count for another", _FORWARD, _SEEN),
    Fault(
        "limit: negative",
        "check ledger_private.usage_limit.usage_limit_maximum_is_not_negative",
        _SEEN,
    ),
    Fault(
        "limit: uses without buckets",
        "check ledger_private.usage_counter.usage_counter_buckets_have_uses",
        _SEEN,
    ),
)
