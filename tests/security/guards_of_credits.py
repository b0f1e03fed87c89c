"""Each condition of the way that takes no lock: what shows it, and its function without it."""

from __future__ import annotations

from typing import NamedTuple


class Guard(NamedTuple):
    """A condition: where it stands, how it is taken away, and a probe with what it answers."""

    function: str
    change: tuple[str, str]
    probe: str
    answer: str
    before: str = ""
    level: str = "READ COMMITTED"


def _pay(payer: str = "alice", payee: str = "ida", amount: str = "1", more: str = "") -> str:
    return (
        "SELECT coalesce(t.to_account_version::text, 'open') FROM ledger.post_transfer("
        f"ledger_test.id('{payer}'), ledger_test.id('{payee}'), {amount}{more}) AS t"
    )


def _without(condition: str, *, after: str = "", before: str = "") -> tuple[str, str]:
    """Take a line out; what stands around it tells it from another like it."""
    return f"{after}        {condition}\n{before}", f"{after}{before}"


def _ahead(code: str) -> str:
    """Change an account while the clock is wrong."""
    return (
        "SELECT set_config('ledger_test.clock', '157680000 s', true);"
        f"SELECT ledger.update_account(ledger_test.id('{code}'), p_name => 'ahead');"
        "SELECT set_config('ledger_test.clock', '0', true)"
    )


_ONE_WAY = "post_credit_unlocked"
_PAYER = "    WHERE a.account_id = p_request.from_account_id\n"
_UNLOCKED = "AND (p_is_folded OR NOT (f.accumulates OR o.accumulates))"
_CLOCK = "AND a.updated_at <= clock_timestamp() + ledger_private.clock_tolerance()"
_RICH = "SELECT ledger.open_account('USD', p_code => 'rich', p_min_balance => '-Infinity')"
_NO_ACCUMULATING = "SELECT ledger.update_account(ledger_test.id('ida'), p_accumulates => false)"
_LIMIT = "SELECT ledger.set_limit(2, 'day', ledger_test.id('{}'))"
_CEILING = "SELECT ledger.set_account_bounds(ledger_test.id('ida'), NULL, 1000)"
_RULES = "SELECT ledger.update_account(ledger_test.id('{}'), p_accumulates => true)"

GUARDS = {
    "a payer that is suspended": Guard(
        _ONE_WAY,
        _without("AND a.status = 'ACTIVE'", after=_PAYER),
        _pay("carol"),
        "LG203",
    ),
    "a payer with limits": Guard(
        _ONE_WAY,
        _without("AND NOT a.has_rules", after=f"{_PAYER}        AND a.status = 'ACTIVE'\n"),
        _pay(amount="3"),
        "LG240",
        before=_LIMIT.format("alice"),
    ),
    "a payer ahead of the clock": Guard(
        _ONE_WAY,
        _without(_CLOCK, after="        AND NOT a.accumulates\n"),
        _pay(),
        "LG340",
        before=_ahead("alice"),
    ),
    "a currency that is not the payer's": Guard(
        _ONE_WAY,
        _without("AND a.currency = coalesce(p_request.currency, a.currency)"),
        _pay(more=", p_currency => 'EUR'"),
        "LG205",
    ),
    "a fraction of a cent": Guard(
        _ONE_WAY,
        _without("AND ledger_private.amount_fault(p_request.amount, a.minor_units) IS NULL"),
        _pay(amount="0.001"),
        "LG105",
    ),
    "a customer who pays from another's account": Guard(
        _ONE_WAY,
        _without("AND (p_actor.role <> 'customer' OR a.user_id = p_actor.user_id)"),
        _pay(more=", p_actor => ledger_test.actor('mallory')"),
        "LG001",
        before="SELECT ledger_test.given_user('mallory')",
    ),
    "more than the payer has": Guard(
        _ONE_WAY,
        ("a.balance - p_request.amount - a.held >=", "a.balance >="),
        _pay(amount="98"),
        "LG201",
    ),
    "what the payer's holds keep": Guard(
        _ONE_WAY,
        ("p_request.amount - a.held >=", "p_request.amount >="),
        _pay("henry", amount="11"),
        "LG201",
    ),
    "a payee that is suspended": Guard(
        _ONE_WAY,
        _without("AND a.status = 'ACTIVE'", after="        AND a.accumulates\n"),
        _pay(),
        "LG203",
        before="SELECT ledger.set_account_status(ledger_test.id('ida'), 'SUSPENDED')",
    ),
    "a payee ahead of the clock": Guard(
        _ONE_WAY,
        _without(f"{_CLOCK}\n        AND a.currency = v_from.currency"),
        _pay(),
        "LG340",
        before=_ahead("ida"),
    ),
    "a payee of another currency": Guard(
        _ONE_WAY,
        _without("AND a.currency = v_from.currency"),
        _pay("erika"),
        "LG205",
    ),
    "a balance near the end of what numbers hold": Guard(
        _ONE_WAY,
        ("+ 1000000 * p_request.amount <=", "<="),
        _pay("rich", amount="10000000000000000"),
        "2",
        before=_RICH,
    ),
    "an older snapshot": Guard(
        _ONE_WAY,
        ("<> 'read committed'", "= 'none'"),
        _pay(),
        "2",
        level="REPEATABLE READ",
    ),
    "debits fold first": Guard(
        "lock_folded_pair",
        ("IF ledger_private.fold_accounts(", "IF false AND ledger_private.fold_accounts("),
        "SELECT t.from_account_version::text FROM ledger.post_transfer("
        "ledger_test.id('ida'), ledger_test.id('alice'), 1) AS t",
        "3",
        before="SELECT ledger.fold_account(ledger_test.id('ida'));" + _pay(),
    ),
    "a payee with a lower id": Guard(
        "lock_pair",
        _without(f"    {_UNLOCKED}", before="        FOR NO KEY UPDATE OF o, f;"),
        _pay("zoe"),
        "open",
        before="SELECT ledger_test.given_account('zoe', 'USD', 5)",
    ),
    "a payee with a higher id": Guard(
        "lock_pair",
        _without(f"    {_UNLOCKED}", before="        FOR NO KEY UPDATE OF f, o;"),
        _pay(),
        "open",
    ),
    "a capture": Guard(
        "post_otherwise",
        ("((p_links[1]).hold_id, (p_links[1]).reverses_transaction_id)", "(NULL)"),
        "SELECT count(t.hold_id)::text FROM ledger_audit.transaction AS t"
        " WHERE t.to_account_id = ledger_test.id('ida')",
        "1",
        before="SELECT ledger.capture_hold(h.hold_id)"
        " FROM ledger.hold_funds(ledger_test.id('alice'), 4, ledger_test.id('ida')) AS h",
    ),
    "a reversal": Guard(
        "post_otherwise",
        ("((p_links[1]).hold_id, (p_links[1]).reverses_transaction_id)", "(NULL)"),
        "SELECT count(r.reverses_transaction_id)::text FROM ledger.transactions AS t"
        " CROSS JOIN LATERAL ledger.reverse_transaction(t.transaction_id) AS r"
        " WHERE t.idempotency_key = 'first'",
        "1",
        before=_RULES.format("alice"),
    ),
    "limits of what shall accumulate": Guard(
        "require_accumulable",
        ("(p_account.has_rules OR ", "("),
        _RULES.format("alice"),
        "LG270",
        before=_LIMIT.format("alice"),
    ),
    "a ceiling of what shall accumulate": Guard(
        "require_accumulable",
        ("(p_account.has_rules OR p_account.max_balance IS NOT NULL)", "p_account.has_rules"),
        _RULES.format("greta"),
        "LG270",
    ),
    "a switch asks": Guard(
        "change_accumulation",
        ("PERFORM ledger_private.require_accumulable(p_account, p_accumulates);", ""),
        _RULES.format("greta"),
        "LG270",
    ),
    "an opening asks": Guard(
        "create_account",
        ("PERFORM ledger_private.require_accumulable(v_account, v_account.accumulates);", ""),
        "SELECT ledger.open_account('USD', p_max_balance => 5, p_accumulates => true)",
        "LG270",
    ),
    "a limit asks": Guard(
        "audit_limit",
        ("PERFORM ledger_private.require_accumulable(v_account, v_account.accumulates);", ""),
        _LIMIT.format("ida"),
        "LG270",
    ),
    "a ceiling asks": Guard(
        "set_account_bounds",
        ("ELSIF v_account.accumulates AND v_max IS NOT NULL THEN", "ELSIF false THEN"),
        _CEILING,
        "LG270",
    ),
    "an older snapshot switches nothing off": Guard(
        "change_accumulation",
        ("PERFORM ledger_private.require_all_credits(p_account.accumulates);", ""),
        _NO_ACCUMULATING,
        "LG330",
        level="SERIALIZABLE",
    ),
    "an older snapshot closes nothing": Guard(
        "change_status",
        ("PERFORM ledger_private.require_all_credits(p_account.accumulates);", ""),
        "SELECT ledger.close_account(ledger_test.id('ida'), ledger_test.id('alice'))",
        "LG330",
        level="REPEATABLE READ",
    ),
}
