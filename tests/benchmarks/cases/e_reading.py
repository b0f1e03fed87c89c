"""Reading: their yardstick is one row by its primary key, the least that a question costs."""

from tests.benchmarks.case import Case

_SOMEBODY = "\\set n random(1, 10000)\n"
_BUSIEST = "\\set n 1\n"
_PAST = "\\set p random(1, 900)\n"
_WHO = "(SELECT p.account_id FROM bench.player AS p WHERE p.n = :n)"
_ROW = f"SELECT a.balance FROM bench.bare_account AS a WHERE a.account_id = {_WHO};\n"

CASES = [
    Case(name=name, clients=8, scripts={"zerosum": choice + script, "one row": choice + _ROW})
    for name, choice, script in (
        ("balance", _SOMEBODY, f"SELECT * FROM ledger.get_balance({_WHO});\n"),
        (
            "balance as of a past moment, busiest account",
            _BUSIEST + _PAST,
            f"SELECT * FROM ledger.get_balance({_WHO}, now() - :p * interval '1 day');\n",
        ),
        (
            "balance as of an effective date, busiest account",
            _BUSIEST + _PAST,
            f"""SELECT * FROM ledger.get_balance({_WHO},
    p_effective_at => now() - :p * interval '1 day');
""",
        ),
        (
            "statement page of 50, busiest account",
            _BUSIEST,
            f"SELECT * FROM ledger.list_entries({_WHO}, p_limit => 50);\n",
        ),
        (
            "transactions of an account, page of 50",
            _SOMEBODY,
            f"SELECT * FROM ledger.list_transactions(p_account_id => {_WHO}, p_limit => 50);\n",
        ),
        (
            "accounts of a currency and status, page of 50",
            _SOMEBODY,
            "SELECT * FROM ledger.list_accounts(p_currency => 'USD', p_status => 'ACTIVE');\n",
        ),
    )
]
