"""A small ledger with every kind of posting: plain, legs, late, refused, given back, held, open."""

from __future__ import annotations

STORY = """
    DO $$
    DECLARE
        v_bank uuid := (ledger.open_account('EUR', p_code => 'bank', p_account_class => 'asset',
            p_min_balance => '-Infinity')).account_id;
        v_alice uuid := (ledger.open_account('EUR', p_code => 'alice')).account_id;
        v_bob uuid := (ledger.open_account('EUR', p_code => 'bob',
            p_accumulates => true)).account_id;
        v_fees uuid := (ledger.open_account('EUR', p_code => 'fees',
            p_account_class => 'income')).account_id;
        v_paid uuid;
        v_held uuid;
    BEGIN
        PERFORM FROM ledger.post_transfer(v_bank, v_alice, 100, p_idempotency_key => 'fund');
        v_paid := (ledger.post_transfer(
            v_alice, v_bob, 30, p_idempotency_key => 'pay')).transaction_id;
        PERFORM FROM ledger.reverse_transaction(v_paid, 12.5, p_idempotency_key => 'back');
        PERFORM FROM ledger.post_transaction(
            ARRAY[ledger.debit_leg(v_alice, 11), ledger.credit_leg(v_bob, 10),
                ledger.credit_leg(v_fees, 1, p_description => 'the fee')],
            p_idempotency_key => 'legs');
        PERFORM FROM ledger.post_transfers(
            ARRAY[ledger.transfer_item(v_bob, v_alice, 5000, p_idempotency_key => 'refused')]);
        PERFORM FROM ledger.post_transfer(v_bank, v_alice, 7, p_idempotency_key => 'late',
            p_effective_at => now() - interval '40 days');
        v_held := (ledger.hold_funds(v_alice, 4, p_to_account_id => v_bob)).hold_id;
        PERFORM FROM ledger.capture_hold(v_held, p_idempotency_key => 'captured');
        PERFORM FROM ledger.post_transfer(v_alice, v_bob, 2, p_idempotency_key => 'open');
    END $$
"""
# What postings stand in: a tree of categories, a limit, closed books.
HOUSE = """
    SELECT FROM ledger.create_category('assets/bank');
    SELECT FROM ledger.set_account_category(ledger.account_id('bank'), 'assets/bank');
    SELECT FROM ledger.set_limit(5000, 'day', p_account_id => ledger.account_id('alice'));
    SELECT FROM ledger.close_period(current_date - 90);
"""
