"""What comes after A to B: holds that are captured, legs that are shared out, reversals.

Their yardstick is the plain transfer: as many postings of it as the act needs.
"""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import KEY, UNIFORM, ZEROSUM

_PAIR = """('00000000-0000-7000-8000-' || :f)::uuid, ('00000000-0000-7000-8000-' || :o)::uuid"""
_HOLD = """SELECT ledger.capture_hold((ledger.hold_funds(
    ('00000000-0000-7000-8000-' || :f)::uuid, 1.00, ('00000000-0000-7000-8000-' || :o)::uuid,
    p_idempotency_key => 'hold-' || :k)).hold_id,
    p_is_final => true, p_idempotency_key => 'capture-' || :k);
"""
_LEGS = """SELECT ledger.post_transaction(ARRAY[
    ledger.debit_leg(bench.account_id(:f), 3.00),
    ledger.credit_leg(bench.account_id(:o), p_kind => 'percent', p_share => 97),
    ledger.credit_leg(bench.account_id(100000000001), p_kind => 'percent', p_share => 3)
], p_idempotency_key => 'legs-' || :k);
"""
_REVERSAL = f"""SELECT ledger.reverse_transaction((ledger.post_transfer(
    {_PAIR}, 1.00, 'USD', 'paid-' || :k)).transaction_id, p_idempotency_key => 'back-' || :k);
"""

CASES = [
    Case(
        name=f"{name}, {clients} clients",
        clients=clients,
        scripts={"zerosum": UNIFORM + KEY + script, "transfer": UNIFORM + ZEROSUM},
    )
    for name, script in (
        ("hold and capture", _HOLD),
        ("transaction of three legs", _LEGS),
        ("transfer and reversal", _REVERSAL),
    )
    for clients in (1, 8)
]
