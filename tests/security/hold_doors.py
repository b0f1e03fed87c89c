"""The public functions of holds and reversals."""

HOLD_DOORS = {
    "capture_group",
    "capture_hold",
    "expire_holds",
    "extend_hold",
    "get_hold",
    "hold_funds",
    "increment_hold",
    "list_hold_events",
    "list_holds",
    "list_reversals",
    "release_group",
    "release_hold",
    "reverse_transaction",
}
