"""What comes after A to B: holds that are captured, legs that are shared out, reversals.

Their yardstick is the plain transfer: as many postings of it as the act needs.
"""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import HOLD, KEY, UNIFORM, ZEROSUM

_PAIR = """('00000000-0000-7000-8000-' || :f)::uuid, ('00000000-0000-7000-8000-' || :o)::uuid"""
_LEGS = f"""{KEY}SELECT ledger.post_transaction(ARRAY[
    ledger.debit_leg(bench.account_id(:f), 3.00),
    ledger.credit_leg(bench.account_id(:o), p_kind => 'percent', p_share => 97),
    ledger.credit_leg(bench.account_id(100000000001), p_kind => 'percent', p_share => 3)
], p_idempotency_key => 'legs-' || :k);
"""
_REVERSAL = f"""{KEY}SELECT ledger.reverse_transaction((ledger.post_transfer(
    {_PAIR}, 1.00, 'USD', 'paid-' || :k)).transaction_id, p_idempotency_key => 'back-' || :k);
"""

CASES = [
    Case(
        name=f"{name}, {clients} clients",
        clients=clients,
        scripts={"zerosum": UNIFORM + script, "transfer": UNIFORM + ZEROSUM},
    )
    for name, script in (
        ("hold and capture", HOLD),
        ("transaction of three legs", _LEGS),
        ("transfer and reversal", _REVERSAL),
    )
    for clients in (1, 8)
]
